// What is picked, told in full: the entity with its names, each fact with its roles, its steps and the words that say it.

const AT_ONCE = 12; // facts of a card before "more"

function showCard() {
  const card = $("card");
  document.querySelector("main").classList.toggle("unpicked", nothingPicked());
  card.replaceChildren();
  card.scrollTop = 0;
  if (nothingPicked()) return card.append(make("p", { class: "soft" }, word("hint")));
  const close = make("button", { type: "button", "aria-label": word("close"), title: word("close"), onclick: () => pick([]) }, "×");
  const who = [...state.entities].map((e) => entities[e]);
  const title = who.map((e) => e.label).join("、") || word([...state.facts].length === 1 ? facts[[...state.facts][0]].type : "table");
  card.append(make("div", { class: "top" }, make("h2", {}, title), close));
  for (const entity of who) {
    const age = entity.age === null ? [] : [`${word("age")} ${entity.age}`];
    card.append(make("div", { class: "soft" }, [word(entity.type), ...entity.names, ...age].join(" · ")));
  }
  if (!state.facts.size) card.append(make("p", { class: "soft" }, word("noFactHere")));
  listed(card, [...state.facts]);
  const others = [...new Set([...state.entities].flatMap((e) => factsOf[e]))].filter((f) => !state.facts.has(f));
  if (others.length) card.append(make("h3", {}, word("otherFacts")));
  listed(card, others);
  const known = [...state.facts].map((f) => brief(facts[f]));
  say([title, ...known.slice(0, 3)].join("。"));
}
hearers.picked.push(showCard);
hearers.language.push(showCard);

const brief = (fact) => [word(fact.type), fact.status && word(fact.status), [givers(fact), takers(fact)].filter(Boolean).join(" → ")].filter(Boolean).join(" ");

function listed(card, some, from = 0) {
  card.append(...some.slice(from, from + AT_ONCE).map(factBlock));
  const left = some.length - from - AT_ONCE;
  if (left <= 0) return;
  const more = make("button", { type: "button", class: "more" }, word("more", { left }));
  more.onclick = () => {
    const rest = make("div");
    listed(rest, some, from + AT_ONCE);
    more.replaceWith(...rest.childNodes);
  };
  card.append(more);
}

function factBlock(f) {
  const fact = facts[f];
  const alone = make("button", { type: "button", class: "plain", onclick: () => pick([f], [], "card") }, word(fact.type));
  const list = make("dl");
  for (const [role, told] of grouped(fact.roles)) {
    list.append(make("dt", {}, word(role)), make("dd", {}, ...told.flatMap(([, e, name], i) => [i ? "、" : "", e === null ? name : entityButton(e, name)])));
  }
  fact.steps.forEach((step) => list.append(make("dt", {}, step.date || word("undated")), make("dd", {}, word(step.action))));
  return make(
    "article",
    { class: "fact" },
    make("header", {}, alone, fact.status ? toned(fact.status) : null, make("span", { class: "soft" }, `${word("confidence")} ${fact.confidence}`)),
    list,
    ...fact.quotes.map((q) => make("blockquote", { lang: "ja" }, make("button", { type: "button", onclick: () => showQuote(q) }, exact(quotes[q]), source(q)))),
  );
}

// where there are several articles, which of them says it
const source = (q) => {
  const { source, name } = articles[quotes[q][0]];
  return articles.length > 1 ? make("small", { class: "soft" }, ` ${source || name}`) : null;
};

function grouped(roles) {
  const out = new Map();
  roles.forEach((r) => out.set(r[0], [...(out.get(r[0]) ?? []), r]));
  return out;
}

const entityButton = (e, name) => make("button", { type: "button", class: "plain", onclick: () => pickEntity(e, "card") }, name);
