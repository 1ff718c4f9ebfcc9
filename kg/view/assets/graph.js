// The graph as one moves in it: pan, zoom, hover, pick, by pointer and by keyboard. Nodes are the entities, then the facts.

const canvas = $("canvas");
const X = data.points.map(([x]) => x);
const Y = data.points.map(([, y]) => y);
const FIRST = entities.length; // the first fact's node
const edges = facts.flatMap((fact, f) => fact.roles.filter(([, e]) => e !== null).map(([role, e]) => ({ f, e, role })));
const degree = X.map(() => 0);
edges.forEach(({ f, e }) => (degree[e]++, degree[FIRST + f]++));
const radius = degree.map((d, n) => (n < FIRST ? 5 + Math.min(9, Math.sqrt(d) * 1.3) : 5));
const byDegree = X.map((_, n) => n).sort((a, b) => degree[b] - degree[a] || a - b); // whose label comes first
const view = { x: 0, y: 0, k: 1, width: 0, height: 0 }; // what is at the middle, and how large
let seen = X.map(() => true); // by the filter
let hovered = -1;
let standing = -1; // where the keyboard is
let waiting = false;

const nodeName = (n) => (n < FIRST ? entities[n].label : brief(facts[n - FIRST]));
const atX = (n) => (X[n] - view.x) * view.k + view.width / 2;
const atY = (n) => (Y[n] - view.y) * view.k + view.height / 2;
const size = (n) => radius[n] * (view.k > 0.25 ? Math.min(1.6, Math.sqrt(view.k)) : Math.max(0.2, view.k * (n < FIRST ? 2 : 1.4)));

function redraw() {
  if (waiting || $("graph").hidden) return;
  waiting = true;
  requestAnimationFrame(() => ((waiting = false), draw()));
}

function sift() {
  seen = X.map((_, n) => (n < FIRST ? !state.hidden.has(entities[n].type) && (!factsOf[n].length || factsOf[n].some((f) => shown[f])) : shown[n - FIRST]));
  redraw();
}
hearers.filtered.push(sift);
hearers.language.push(redraw);

function fit(nodes = seen.flatMap((on, n) => (on ? [n] : [])), most = 1.5) {
  if (!nodes.length || !view.width) return redraw();
  const [left, right] = nodes.reduce(([a, b], n) => [Math.min(a, X[n]), Math.max(b, X[n])], [Infinity, -Infinity]);
  const [top, bottom] = nodes.reduce(([a, b], n) => [Math.min(a, Y[n]), Math.max(b, Y[n])], [Infinity, -Infinity]);
  const k = Math.min((view.width - 110) / (right - left + 1), (view.height - 110) / (bottom - top + 1), most);
  Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2, k: Math.max(k, 0.01) });
  redraw();
}

// what was picked elsewhere comes into view, when the graph is looked at
function bringIn() {
  const picked = [...[...state.facts].map((f) => FIRST + f), ...state.entities];
  const around = picked.flatMap((n) => (n < FIRST ? [n] : [n, ...facts[n - FIRST].roles.flatMap(([, e]) => (e === null ? [] : [e]))]));
  if (!around.length || !view.width || $("graph").hidden) return;
  const out = around.some((n) => atX(n) < 20 || atY(n) < 20 || atX(n) > view.width - 20 || atY(n) > view.height - 20);
  if (out || view.k < 0.3) fit(around, Math.max(view.k, 1));
}
hearers.picked.push((from) => {
  if (from !== "graph") bringIn();
  redraw();
});

function zoom(by, x = view.width / 2, y = view.height / 2) {
  const k = Math.max(0.01, Math.min(6, view.k * by));
  view.x += (x - view.width / 2) * (1 / view.k - 1 / k);
  view.y += (y - view.height / 2) * (1 / view.k - 1 / k);
  view.k = k;
  redraw();
}

function nodeAt(x, y) {
  let found = -1;
  let nearest = Infinity;
  for (let n = 0; n < X.length; n++) {
    const far = seen[n] ? Math.hypot(atX(n) - x, atY(n) - y) - size(n) : Infinity;
    if (far < 5 && far < nearest) [found, nearest] = [n, far];
  }
  return found;
}

function edgeAt(x, y) {
  let found = null;
  let nearest = 7;
  for (const edge of edges) {
    if (!seen[edge.e] || !seen[FIRST + edge.f]) continue;
    const [ax, ay, bx, by] = [atX(edge.e), atY(edge.e), atX(FIRST + edge.f), atY(FIRST + edge.f)];
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)));
    const far = Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y);
    if (far < nearest) [found, nearest] = [edge, far];
  }
  return found;
}

function pickAt(x, y) {
  const n = nodeAt(x, y);
  const edge = n < 0 ? edgeAt(x, y) : null;
  if (n >= 0) pickNode(n);
  else if (edge) pick([edge.f], [], "graph", entities[edge.e].quotes);
  else pick([], [], "graph");
}
const pickNode = (n) => ((standing = n), n < FIRST ? pickEntity(n, "graph") : pick([n - FIRST], [], "graph"));

const pointers = new Map(); // two of them pinch
let moved = 0;
canvas.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, event);
  canvas.setPointerCapture(event.pointerId);
  if (pointers.size === 1) moved = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return hover(event);
  const other = [...pointers.values()].find((p) => p.pointerId !== event.pointerId);
  moved += Math.hypot(event.offsetX - before.offsetX, event.offsetY - before.offsetY);
  if (other) {
    const gap = (p) => Math.hypot(p.offsetX - other.offsetX, p.offsetY - other.offsetY) || 1;
    zoom(gap(event) / gap(before), (event.offsetX + other.offsetX) / 2, (event.offsetY + other.offsetY) / 2);
  } else if (moved > 4) {
    view.x -= (event.offsetX - before.offsetX) / view.k;
    view.y -= (event.offsetY - before.offsetY) / view.k;
    redraw();
  }
  pointers.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (end === "pointerup" && pointers.size === 1 && moved <= 4) pickAt(event.offsetX, event.offsetY);
    pointers.delete(event.pointerId);
  });
}
canvas.addEventListener("pointerleave", () => ((hovered = -1), redraw()));
canvas.addEventListener("wheel", (event) => (event.preventDefault(), zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY)), { passive: false });

function hover(event) {
  const n = nodeAt(event.offsetX, event.offsetY);
  canvas.style.cursor = n >= 0 || edgeAt(event.offsetX, event.offsetY) ? "pointer" : "grab";
  if (n !== hovered) ((hovered = n), redraw());
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) ((view.x += (arrow[0] * 60) / view.k), (view.y += (arrow[1] * 60) / view.k), redraw());
  else if (arrow) walk(arrow);
  else if (event.key === "Enter" || event.key === " ") standing >= 0 && pickNode(standing);
  else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
});

// to the nearest node in a direction; from nowhere, to the best connected one
function walk([dx, dy]) {
  const from = standing;
  const near = (n) => {
    const [across, down] = [X[n] - X[from], Y[n] - Y[from]];
    const along = across * dx + down * dy;
    return along > 0 ? along + 2.5 * Math.abs(across * dy + down * dx) : Infinity; // what is straight ahead is nearer
  };
  if (from < 0) standing = byDegree.find((n) => seen[n]) ?? -1;
  else standing = seen.reduce((best, on, n) => (on && n !== from && near(n) < near(best) ? n : best), from);
  if (standing < 0) return;
  if (view.k < 0.25) Object.assign(view, { k: 0.8, x: X[standing], y: Y[standing] });
  if (atX(standing) < 30 || atX(standing) > view.width - 30 || atY(standing) < 30 || atY(standing) > view.height - 30) [view.x, view.y] = [X[standing], Y[standing]];
  say(standing < FIRST ? `${nodeName(standing)} ${word(entities[standing].type)} ${factsOf[standing].length}` : nodeName(standing));
  redraw();
}

$("closer").onclick = () => zoom(1.4);
$("farther").onclick = () => zoom(1 / 1.4);
$("whole").onclick = () => fit();
