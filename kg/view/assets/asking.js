// The SPARQL box: asked where there is somebody to ask; else examples, with the answers found when the page was made.

const LARGEST = 500; // rows that are shown

function showSparql() {
  const live = Boolean(data.url);
  const examples = make("select", { id: "example" }, ...data.questions.map((q, i) => make("option", { value: i }, q[state.lang])));
  const box = make("textarea", { id: "query", rows: 11, spellcheck: "false", autocapitalize: "off", readonly: !live });
  const answer = make("div", { id: "answer", role: "region", "aria-live": "polite", tabindex: "0", "aria-label": word("sparql") });
  const chosen = () => data.questions[examples.value];
  const choose = () => {
    box.value = chosen()?.query ?? "";
    if (live) answer.replaceChildren();
    else if (chosen()) showAnswer(answer, chosen().head, chosen().rows, chosen().count);
  };
  examples.onchange = choose;
  const run = () => asked(box.value, answer);
  box.addEventListener("keydown", (event) => live && event.key === "Enter" && (event.ctrlKey || event.metaKey) && (event.preventDefault(), run()));
  const kept = $("query")?.value;
  const at = $("example")?.value;
  const named = [make("label", { for: "example" }, word("example")), examples];
  const go = make("button", { type: "button", class: "go", id: "run", onclick: run }, word("run"));
  if (live) $("sparql").replaceChildren(...named, make("label", { for: "query" }, word("query")), box, make("p", {}, go, make("span", { class: "soft" }, word("runHint"))), answer);
  else $("sparql").replaceChildren(...named, answer, make("details", {}, make("summary", {}, word("query")), box), make("p", { class: "soft" }, word("answered")));
  box.setAttribute("aria-label", word("query"));
  if (at) examples.value = at;
  choose();
  if (live && kept) box.value = kept;
}
hearers.language.push(showSparql);

async function asked(query, answer) {
  answer.replaceChildren(make("p", { class: "soft" }, word("asking")));
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9, */*;q=0.1" };
    const got = await fetch(data.url, { method: "POST", body: query, headers });
    const words = await got.text();
    if (!got.ok) throw new Error(words.slice(0, 500) || String(got.status));
    if (!(got.headers.get("Content-Type") ?? "").includes("json")) return answer.replaceChildren(make("textarea", { rows: 14, readonly: true }, words));
    const said = JSON.parse(words);
    if ("boolean" in said) return showAnswer(answer, [word("answer", { count: 1 })], [[{ words: word(said.boolean ? "yes" : "no") }]], 1);
    const rows = said.results.bindings;
    const cells = (row) => said.head.vars.map((name) => row[name] && (row[name].type === "uri" ? { iri: row[name].value, words: row[name].value } : { words: row[name].value }));
    showAnswer(answer, said.head.vars, rows.slice(0, LARGEST).map(cells), rows.length);
  } catch (error) {
    answer.replaceChildren(make("p", { role: "alert" }, word("failed", { why: error.message })));
  }
}

function showAnswer(answer, head, rows, count) {
  const cell = (value) => {
    const known = value?.iri && byIri.get(value.iri);
    const name = known ? (known[1].length ? entities[known[1][0]].label : brief(facts[known[0][0]])) : value?.words ?? "";
    return make("td", {}, known ? make("button", { type: "button", class: "plain", title: value.iri, onclick: () => (known[1].length ? pickEntity(known[1][0], "sparql") : pick(...known, "sparql")) }, name) : termWord(name));
  };
  const body = make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell))));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, make("span", {}, name))))), body);
  const told = rows.length < count ? word("answerPart", { count, shown: rows.length }) : word("answer", { count });
  answer.replaceChildren(make("p", { class: "soft" }, told), table);
}
const termWord = (name) => (/^(kg:|https:\/\/w3id\.org\/newskg\/ontology#)\w+$/.test(name) ? word(name.replace(/.*[:#]/, "")) : name);
