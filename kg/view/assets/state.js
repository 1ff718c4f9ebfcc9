// The data as Python told it, what is picked and filtered, and who hears when that changes. Shared words and elements.

const data = JSON.parse(document.getElementById("data").textContent);
const { articles, quotes, entities, facts } = data;
const state = { lang: data.lang, article: 0, facts: new Set(), entities: new Set(), strong: new Set(), hidden: new Set(), from: "", to: "", least: 0 };
const hearers = { picked: [], filtered: [], language: [] };
const tell = (what, ...about) => hearers[what].forEach((hear) => hear(...about));

const $ = (id) => document.getElementById(id);
const word = (key, given = {}) => (data.words[state.lang][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => given[name] ?? "");

// make("button", { class: "chip", onclick }, "買収"): what is written is text, never markup
function make(tag, about = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (typeof value === "function") made[name] = value;
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.filter((x) => x !== null && x !== undefined));
  return made;
}

// quoted.facts[7]: the facts whose evidence quote 7 is
const quoted = { facts: quotes.map(() => []), entities: quotes.map(() => []) };
facts.forEach((fact, f) => fact.quotes.forEach((q) => quoted.facts[q].push(f)));
entities.forEach((entity, e) => entity.quotes.forEach((q) => quoted.entities[q].push(e)));
const factsOf = entities.map(() => []);
facts.forEach((fact, f) => new Set(fact.roles.map(([, e]) => e)).forEach((e) => e !== null && factsOf[e].push(f)));
const byIri = new Map([...entities.map((e, i) => [e.iri, [[], [i]]]), ...facts.map((f, i) => [f.iri, [[i], []]])]);

// how a status is drawn: its colour, and its line as canvas and SVG have it; a struck line has a cross
const STATUSES = {
  Occurred: { tone: "occurred", dash: [], line: "solid" },
  "": { tone: "occurred", dash: [], line: "solid" },
  Planned: { tone: "planned", dash: [7, 4], line: "dashed" },
  Proposed: { tone: "planned", dash: [3, 3], line: "dashed" },
  Alleged: { tone: "alleged", dash: [1.5, 3.5], line: "dotted" },
  Denied: { tone: "denied", dash: [8, 3, 2, 3], line: "double", struck: true },
  Rejected: { tone: "denied", dash: [8, 3, 2, 3], line: "double", struck: true },
  Cancelled: { tone: "denied", dash: [4, 4], line: "double", struck: true },
};
const drawn = (fact) => STATUSES[fact.status] ?? STATUSES[""];
const KINDS = ["Person", "Organization", "Position", "Founding", "Funding", "Acquisition", "Lawsuit"];

function svg(tag, about) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(about)) made.setAttribute(name, value);
  return made;
}

// a piece of line as the graph has it
function sample(status) {
  const { dash, struck } = STATUSES[status];
  const made = svg("svg", { class: "sample", width: 30, height: 10, "aria-hidden": true });
  made.append(svg("path", { d: "M0 5H30", "stroke-dasharray": dash.join(" ") || "none" }));
  if (struck) made.append(svg("path", { d: "M11 1l8 8m0 -8l-8 8", "stroke-width": 1.5 }));
  return made;
}
const statusWord = (status) => word(status || "Stated");
const toned = (status) => make("span", { class: "status tone", "data-tone": STATUSES[status]?.tone }, sample(STATUSES[status] ? status : ""), statusWord(status));

// "2019" covers "2019-05": a date begins at its own words and ends at them with ~, which sorts behind all digits
const within = (dates) => !(state.from || state.to) || dates.some((d) => `${d}~` >= state.from && (!state.to || d <= `${state.to}~`));
const passes = (fact) =>
  !state.hidden.has(fact.type) && !state.hidden.has(`status ${fact.status}`) && fact.confidence >= state.least && within(fact.dates);
let shown = facts.map(() => true);
hearers.filtered.push(() => (shown = facts.map(passes)));

// facts and entities by number; `from` is the view that it was picked in, which need not move; `strong` are the quotes that matter most
function pick(pickedFacts, pickedEntities = [], from = "", strong = pickedEntities.flatMap((e) => entities[e].quotes)) {
  Object.assign(state, { facts: new Set(pickedFacts), entities: new Set(pickedEntities), strong: new Set(strong) });
  tell("picked", from);
}
const pickEntity = (e, from) => pick(factsOf[e], [e], from);
const nothingPicked = () => !state.facts.size && !state.entities.size;
const say = (words) => ($("said").textContent = words);

const receives = (role) => data.receiving.includes(role);
const fillers = (fact, wanted) => fact.roles.filter(([role, e]) => e !== null && wanted(role)).map(([, , name]) => name).join("、");
const givers = (fact) => fillers(fact, (role) => !receives(role));
const takers = (fact) => fillers(fact, (role) => receives(role) && role !== "court");
const details = (fact) => fact.roles.filter(([role, e]) => e === null && !/date/i.test(role)).map(([, , name]) => name).join("、");
