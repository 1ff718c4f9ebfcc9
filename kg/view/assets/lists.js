// The timeline and the table of facts: what passes the filter, some at a time.

const SOME = 150;

// [date, fact, its step or the beginning or the end of a post, the step's quotes]; what has no date comes last
const moments = facts.flatMap((fact, f) => {
  const dated = (role) => fact.roles.find(([r]) => r === role)?.[2] ?? "";
  if (fact.type === "Position" && (dated("startDate") || dated("endDate"))) {
    return [["start", dated("startDate")], ["end", dated("endDate")]].filter(([, d]) => d).map(([moment, d]) => [d, f, moment]);
  }
  return fact.steps.length ? fact.steps.map((s) => [s.date, f, s.action, s.quotes]) : [[dated("date"), f, ""]];
}).sort(([a, f], [b, g]) => ((a || "~") < (b || "~") ? -1 : (a || "~") > (b || "~") ? 1 : f - g));

let sorted = { by: 4, down: false };
const COLUMNS = [
  ["kinds", (fact) => word(fact.type)],
  ["who", givers],
  ["whom", takers],
  ["status", (fact) => (fact.status ? word(fact.status) : "")],
  ["date", (fact) => fact.dates.join("、")],
  ["detail", details],
  ["confidence", (fact) => fact.confidence],
];

function grow(list, some, row) {
  let at = 0;
  const more = make("button", { type: "button", class: "more" });
  const next = () => {
    list.append(...some.slice(at, at + SOME).map(row));
    at += SOME;
    more.hidden = at >= some.length;
    more.textContent = word("more", { left: some.length - at });
    mark();
  };
  more.onclick = next;
  next();
  return more;
}

const pickRow = (f, from, strong = []) => pick([f], [], from, strong);

function showTimeline() {
  const some = moments.filter(([, f]) => shown[f]);
  const list = make("ol");
  const more = grow(list, some, ([date, f, moment, said]) => {
    const fact = facts[f];
    const row = make("button", { type: "button", class: "row", "data-fact": f, onclick: () => pickRow(f, "timeline", said) },
      make("b", {}, word(fact.type)), moment ? make("span", {}, word(moment)) : null, fact.status ? toned(fact.status) : null,
      make("span", {}, [givers(fact), takers(fact)].filter(Boolean).join(" → ")), make("span", { class: "soft" }, details(fact)));
    return make("li", {}, make("time", {}, date || word("undated")), make("div", {}, row));
  });
  $("timeline").replaceChildren(some.length ? list : make("p", { class: "empty" }, word("noFacts")), more);
}

function showTable() {
  const value = COLUMNS[sorted.by][1];
  const order = (f, g) => (typeof value(facts[f]) === "number" ? value(facts[f]) - value(facts[g]) : collate(value(facts[f]), value(facts[g])));
  const some = facts.map((_, f) => f).filter((f) => shown[f]).sort((f, g) => (sorted.down ? order(g, f) : order(f, g)) || f - g);
  const head = COLUMNS.map(([name], i) => {
    const sort = i !== sorted.by ? "none" : sorted.down ? "descending" : "ascending";
    const button = make("button", { type: "button", onclick: () => ((sorted = { by: i, down: i === sorted.by && !sorted.down }), showTable(), $("table").querySelectorAll("th button")[i].focus()) }, word(name));
    return make("th", { scope: "col", "aria-sort": sort, class: i > 4 ? "wide" : null }, button);
  });
  const body = make("tbody");
  const more = grow(body, some, (f) => {
    const fact = facts[f];
    const [kind, who, whom, , date, detail, sure] = COLUMNS.map(([, v]) => v(fact));
    const open = make("button", { type: "button", class: "plain" }, kind);
    return make("tr", { "data-fact": f, onclick: () => pickRow(f, "table") },
      make("td", {}, open), make("td", {}, who), make("td", {}, whom), make("td", {}, fact.status ? toned(fact.status) : ""),
      make("td", { class: "date" }, date), make("td", { class: "wide" }, detail), make("td", { class: "number wide" }, sure.toFixed(2)));
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), body);
  $("table").replaceChildren(some.length ? table : make("p", { class: "empty" }, word("noFacts")), more);
}
const collator = new Intl.Collator("ja");
const collate = (a, b) => (!a || !b ? Number(!a) - Number(!b) : collator.compare(a, b)); // empty ones last

// rows of what is picked; the first comes into view
function mark(scroll = false) {
  for (const panel of ["timeline", "table"]) {
    let first = null;
    for (const row of $(panel).querySelectorAll("[data-fact]")) {
      const on = state.facts.has(Number(row.dataset.fact));
      if (on) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (on) first ??= row;
    }
    if (first && scroll) first.scrollIntoView({ block: "nearest" });
  }
}
hearers.picked.push(() => mark(true));

// made when it is first looked at, and again when it has changed
const stale = new Set(["timeline", "table"]);
function refresh(panel) {
  if (!stale.delete(panel)) return;
  if (panel === "timeline") showTimeline();
  else showTable();
}
for (const what of ["filtered", "language"]) {
  hearers[what].push(() => {
    for (const panel of ["timeline", "table"]) {
      stale.add(panel);
      if (!$(panel).hidden) refresh(panel);
    }
  });
}
