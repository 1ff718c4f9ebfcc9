// The page as a whole: words in the chosen language, filters, tabs, keys that work everywhere; then the first showing.

const TABS = ["graph", "timeline", "table", "sparql"];

function showTab(name, focus = false) {
  for (const tab of TABS) {
    $(tab).hidden = tab !== name;
    $(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
    $(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
  if (focus) $(`tab-${name}`).focus();
  if (name === "graph") (bringIn(), redraw());
  refresh(name);
  mark(true);
}
TABS.forEach((tab) => ($(`tab-${tab}`).onclick = () => showTab(tab)));
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const at = TABS.findIndex((tab) => !$(tab).hidden);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + TABS.length, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  showTab(TABS[to % TABS.length], true);
});

const filtered = () => (tell("filtered"), showCount());
function showCount() {
  const people = entities.filter((e) => e.type === "Person").length;
  $("count").textContent = word("count", { people, organizations: entities.length - people, shown: shown.filter(Boolean).length, facts: facts.length });
}

function chip(key, ...inside) {
  const made = make("button", { type: "button", class: "chip", "aria-pressed": String(!state.hidden.has(key)), "data-key": key }, ...inside);
  made.onclick = () => {
    if (!state.hidden.delete(key)) state.hidden.add(key);
    made.setAttribute("aria-pressed", String(!state.hidden.has(key)));
    filtered();
  };
  return made;
}

// only what the graph has is offered
function showFilters() {
  const kinds = new Set([...entities, ...facts].map((x) => x.type));
  const statuses = new Set(facts.map((fact) => fact.status));
  const offered = Object.keys(STATUSES).filter((s) => statuses.has(s));
  $("kinds").replaceChildren(...KINDS.filter((k) => kinds.has(k)).map((k) => chip(k, word(k))));
  $("statuses").replaceChildren(...offered.map((s) => chip(`status ${s}`, toned(s))));
  const shape = (kind) => {
    const made = svg("svg", { class: "sample", width: 14, height: 14, "aria-hidden": true });
    made.append(svg("path", { d: { Person: "M12 7a5 5 0 1 1-10 0a5 5 0 1 1 10 0", Organization: "M2.5 2.5h9v9h-9z" }[kind] ?? "M7 1l6 6l-6 6l-6 -6z", "stroke-width": 1.5 }));
    if (kind === "Person" || kind === "event") made.style.fill = "currentColor";
    return made;
  };
  const shapesTold = ["Person", "Organization", "event"].map((kind) => make("li", {}, shape(kind), word(kind)));
  $("legend").replaceChildren(...shapesTold, ...Object.keys(STATUSES).filter(Boolean).map((s) => make("li", {}, toned(s))));
}
for (const id of ["from", "to", "least"]) {
  $(id).addEventListener("input", () => {
    state[id] = id === "least" ? Number($(id).value) : $(id).value.trim();
    $("least-told").textContent = state.least.toFixed(2);
    filtered();
  });
}
$("filters").querySelector("form").addEventListener("submit", (event) => event.preventDefault());
$("reset").onclick = () => {
  Object.assign(state, { hidden: new Set(), from: "", to: "", least: 0 });
  for (const [id, value] of [["from", ""], ["to", ""], ["least", 0]]) $(id).value = value;
  $("least-told").textContent = "0";
  showFilters();
  filtered();
};

function speak() {
  document.documentElement.lang = state.lang;
  document.querySelectorAll("[data-word]").forEach((element) => (element.textContent = word(element.dataset.word)));
  document.querySelectorAll("[data-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.label)));
  document.querySelectorAll("[data-hint]").forEach((element) => element.setAttribute("placeholder", word(element.dataset.hint)));
  $("language").textContent = word("language");
  $("language").lang = state.lang === "ja" ? "en" : "ja";
  showFilters();
  showCount();
  tell("language");
}
$("language").onclick = () => ((state.lang = state.lang === "ja" ? "en" : "ja"), speak());

document.addEventListener("keydown", (event) => {
  const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "Escape") (pick([], [], "page"), writing && document.activeElement.blur());
  else if (event.key === "/" && !writing) (event.preventDefault(), $("search").focus());
});
$("skip-text").onclick = (event) => (event.preventDefault(), (pieces[0]?.[0] ?? $("text")).focus());
$("skip-facts").onclick = (event) => (event.preventDefault(), showTab("table"), $("table").focus());

const wide = matchMedia("(min-width: 701px)").matches;
$("filters").open = wide;
document.querySelector(".legend").open = wide;
document.title = articles.length === 1 ? `${articles[0].name} · newskg` : "newskg";
$("article").replaceChildren(...articles.map((a, i) => make("option", { value: i }, [a.published, a.name].filter(Boolean).join(" "))));
readColours();
if (articles.length) showArticle(0);
else $("text").append(make("p", { class: "soft", "data-word": "noArticles" }));
showTab("graph");
speak();
