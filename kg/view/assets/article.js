// One article at a time, cut where any quote begins or ends, so that quotes may nest and overlap as they like.
// "青空電機は買収した" with quotes 0,4 and 0,9 → 青空電機 (both), は買収した (the second)

let pieces = []; // [element, the numbers of its quotes, the narrowest first]

function showArticle(a) {
  state.article = a;
  const { passages, whole } = articles[a];
  $("article").value = a;
  $("pieces").hidden = whole;
  pieces = [];
  const mine = passages.map(() => []);
  quotesOf[a].forEach((q) => mine[quotes[q][1]].push(q));
  $("text").replaceChildren(...passages.map((text, p) => paragraph(text, mine[p])));
  $("text").classList.toggle("pieced", !whole);
  $("text").scrollTop = 0;
  if (pieces.length) pieces[0][0].tabIndex = 0; // one stop for Tab; arrow keys go on from there
}

const quotesOf = articles.map(() => []);
quotes.forEach(([a], q) => quotesOf[a].push(q));

function paragraph(text, mine) {
  const points = Array.from(text); // offsets count code points: 𠮷 is one, though two in a JavaScript string
  const cuts = [...new Set([0, points.length, ...mine.flatMap((q) => quotes[q].slice(2))])].sort((x, y) => x - y);
  const begins = new Map();
  mine.forEach((q) => begins.set(quotes[q][2], [...(begins.get(quotes[q][2]) ?? []), q]));
  const made = make("p");
  let open = [];
  cuts.slice(0, -1).forEach((from, i) => {
    open = [...open.filter((q) => quotes[q][3] > from), ...(begins.get(from) ?? [])];
    const words = points.slice(from, cuts[i + 1]).join("");
    made.append(open.length ? piece(words, [...open].sort((x, y) => length(x) - length(y))) : words);
  });
  return made;
}
const length = (q) => quotes[q][3] - quotes[q][2];

function piece(words, over) {
  const fact = over.flatMap((q) => quoted.facts[q]).map((f) => facts[f])[0];
  const named = over.some((q) => quoted.entities[q].length);
  const made = make("span", { class: "words", role: "button", tabindex: -1 }, words);
  made.classList.toggle("name", named);
  if (fact) {
    made.classList.add("fact-words");
    Object.assign(made.dataset, { tone: drawn(fact).tone, line: drawn(fact).line });
  }
  pieces.push([made, over]);
  return made;
}

// the facts that the words state, and who is named there: by the narrowest quote that names somebody
function pickWords(at) {
  const over = pieces[at][1];
  const named = over.find((q) => quoted.entities[q].length);
  pick([...new Set(over.flatMap((q) => quoted.facts[q]))], named === undefined ? [] : quoted.entities[named], "text");
}

const pieceAt = (target) => pieces.findIndex(([element]) => element === target);
$("text").addEventListener("click", (event) => pieceAt(event.target) >= 0 && (stand(pieceAt(event.target)), pickWords(pieceAt(event.target))));
$("text").addEventListener("keydown", (event) => {
  const at = pieceAt(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: pieces.length - 1 }[event.key];
  if (at < 0 && event.key !== "ArrowDown") return;
  if (event.key === "Enter" || event.key === " ") pickWords(at);
  else if (to === undefined) return;
  else stand(Math.max(0, Math.min(pieces.length - 1, to)))?.focus();
  event.preventDefault();
});

function stand(at) {
  pieces.forEach(([element], i) => (element.tabIndex = i === at ? 0 : -1));
  return pieces[at]?.[0];
}

// the quotes that say what is picked
const saying = () => [...state.facts].flatMap((f) => facts[f].quotes);
const litQuotes = () => new Set([...saying(), ...[...state.entities].flatMap((e) => entities[e].quotes)]);

hearers.picked.push((from) => {
  const lit = litQuotes();
  const told = state.strong.size && !state.entities.size ? [...state.strong].filter((q) => lit.has(q)) : [...lit].sort((x, y) => x - y);
  if (from !== "text" && told.length && !told.some((q) => quotes[q][0] === state.article)) showArticle(quotes[told[0]][0]);
  light(lit, from !== "text");
});

function light(lit, scroll) {
  const said = new Set(saying());
  const found = [];
  for (const [element, over] of pieces) {
    const on = over.some((q) => lit.has(q));
    const strong = on && over.some((q) => state.strong.has(q)) && (!said.size || over.some((q) => said.has(q)));
    element.classList.toggle("lit", on);
    element.classList.toggle("strong", strong);
    if (on) found.push([strong, said.size && over.some((q) => said.has(q)), element]);
  }
  const first = found.find(([strong]) => strong) ?? found.find(([, fact]) => fact) ?? found[0];
  if (first && scroll) first[2].scrollIntoView({ block: "center" });
}

// a quote of the card: its article, its words
function showQuote(q) {
  if (state.article !== quotes[q][0]) showArticle(quotes[q][0]);
  light(litQuotes(), false);
  pieces.find(([, over]) => over.includes(q))?.[0].scrollIntoView({ block: "center" });
}
const exact = ([a, p, from, to]) => Array.from(articles[a].passages[p]).slice(from, to).join("");

$("article").addEventListener("change", (event) => (showArticle(Number(event.target.value)), light(litQuotes(), false)));
