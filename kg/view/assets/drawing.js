// The graph as it is painted: lines by status in one stroke each, shapes by kind, as many labels as there is room for.

const ink = canvas.getContext("2d");
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "surface", "ink", "soft", "line", "accent", "tint", "occurred", "planned", "alleged", "denied", "sans"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

let painted = false;
function draw() {
  if (!painted) requestAnimationFrame(() => performance.mark("newskg drawn")); // the frame after this one: it is on the screen
  painted = true;
  const bright = (n) => nothingPicked() || (n < FIRST ? state.entities.has(n) || touched.has(n) : state.facts.has(n - FIRST));
  const touched = new Set([...state.facts].flatMap((f) => facts[f].roles.map(([, e]) => e)));
  const ratio = window.devicePixelRatio || 1;
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  ink.clearRect(0, 0, view.width, view.height);
  ink.lineCap = "butt";
  for (const strong of [false, true]) {
    const some = edges.filter(({ f, e }) => seen[e] && seen[FIRST + f] && (!nothingPicked() && state.facts.has(f)) === strong && near(e, FIRST + f));
    for (const how of Object.values(STATUSES)) {
      const mine = some.filter(({ f }) => drawn(facts[f]) === how);
      for (const long of [true, false]) {
        const these = mine.filter(({ f, e }) => (reach(f, e) > 420) === long);
        if (these.length) strokes(these, how, strong, long);
      }
    }
  }
  for (const strong of nothingPicked() ? [true] : [false, true]) shapes((n) => bright(n) === strong, strong);
  ring(standing);
  labels(bright);
}

// whether any of an edge can be on the screen
function near(a, b) {
  const [ax, bx, ay, by] = [atX(a), atX(b), atY(a), atY(b)];
  return Math.max(ax, bx) > 0 && Math.min(ax, bx) < view.width && Math.max(ay, by) > 0 && Math.min(ay, by) < view.height;
}

const reach = (f, e) => Math.hypot(atX(e) - atX(FIRST + f), atY(e) - atY(FIRST + f)); // pixels

function strokes(some, how, strong, long) {
  const far = view.k < 0.2; // dashes shorter than a line's own length say nothing
  ink.globalAlpha = strong ? 1 : nothingPicked() ? (far ? 0.35 : long ? 0.25 : 0.7) : 0.15; // a long line crosses many others
  ink.strokeStyle = strong ? colours.accent : colours[how.tone];
  ink.lineWidth = strong ? 2.5 : far ? 0.7 : 1.3;
  ink.setLineDash(far ? [] : how.dash);
  ink.beginPath();
  for (const { f, e } of some) (ink.moveTo(atX(e), atY(e)), ink.lineTo(atX(FIRST + f), atY(FIRST + f)));
  ink.stroke();
  ink.setLineDash([]);
  if (view.k < 0.45) return;
  ink.beginPath();
  for (const { f, e, role } of some) {
    const [ax, ay, bx, by] = [atX(FIRST + f), atY(FIRST + f), atX(e), atY(e)];
    const angle = Math.atan2(by - ay, bx - ax);
    if (how.struck) cross((ax + bx) / 2, (ay + by) / 2);
    if (receives(role)) arrow(bx - Math.cos(angle) * (size(e) + 2), by - Math.sin(angle) * (size(e) + 2), angle);
  }
  ink.stroke();
}
const cross = (x, y) => (ink.moveTo(x - 4, y - 4), ink.lineTo(x + 4, y + 4), ink.moveTo(x + 4, y - 4), ink.lineTo(x - 4, y + 4));
function arrow(x, y, angle) {
  for (const side of [-0.45, 0.45]) (ink.moveTo(x, y), ink.lineTo(x - Math.cos(angle + side) * 7, y - Math.sin(angle + side) * 7));
}

// ● person  ■ organization  ◆ event; an event that is not told as having occurred is hollow
function shapes(wanted, strong) {
  ink.globalAlpha = strong ? 1 : 0.25;
  ink.lineWidth = 1.5;
  const groups = new Map();
  for (let n = 0; n < X.length; n++) {
    const [x, y] = [atX(n), atY(n)];
    if (!seen[n] || !wanted(n) || x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
    const kind = n < FIRST ? entities[n].type : `${drawn(facts[n - FIRST]).tone}`;
    const on = n < FIRST ? state.entities.has(n) : state.facts.has(n - FIRST);
    const key = `${on ? "on" : ""} ${kind}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(n);
  }
  for (const [key, some] of groups) {
    const [on, kind] = key.split(" ");
    ink.beginPath();
    some.forEach((n) => outline(kind, atX(n), atY(n), size(n)));
    ink.strokeStyle = on ? colours.accent : colours[kind] ?? colours.ink;
    ink.fillStyle = on ? colours.accent : kind === "Person" || kind === "Organization" ? colours.ink : kind === "occurred" ? colours.occurred : colours.paper;
    if (kind === "Organization" && !on) ink.fillStyle = view.k > 0.25 ? colours.surface : colours.accent;
    if (colours[kind] && !on && view.k <= 0.25) ink.fillStyle = colours[kind]; // too small to be hollow
    ink.fill();
    if (view.k > 0.25 || on) ink.stroke();
  }
}

function outline(kind, x, y, r) {
  if (kind === "Person") (ink.moveTo(x + r, y), ink.arc(x, y, r, 0, 2 * Math.PI));
  else if (kind === "Organization") ink.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else (ink.moveTo(x, y - r), ink.lineTo(x + r, y), ink.lineTo(x, y + r), ink.lineTo(x - r, y), ink.closePath());
}

function ring(n) {
  if (n < 0 || !seen[n] || document.activeElement !== canvas) return;
  ink.globalAlpha = 1;
  ink.lineWidth = 2;
  ink.strokeStyle = colours.accent;
  ink.beginPath();
  ink.arc(atX(n), atY(n), size(n) + 5, 0, 2 * Math.PI);
  ink.stroke();
}

// the best connected first, none over another; events are named only from near
function labels(bright) {
  const taken = new Set();
  const first = [hovered, standing, ...[...state.entities], ...[...state.facts].map((f) => FIRST + f)].filter((n) => n >= 0);
  const wanted = view.k < 0.12 ? byDegree.slice(0, 60) : byDegree;
  ink.textAlign = "center";
  ink.textBaseline = "top";
  ink.lineJoin = "round";
  let left = 260;
  for (const n of [...first, ...wanted]) {
    const [x, y] = [atX(n), atY(n) + size(n) + 3];
    if (left <= 0) return;
    if (!seen[n] || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const forced = n === hovered || n === standing;
    if (n >= FIRST && view.k < 0.75 && !forced) continue;
    const words = clipped(n < FIRST || n === hovered ? nodeName(n) : word(facts[n - FIRST].type));
    const points = n < FIRST ? 12 : 10.5;
    const wide = [...words].reduce((w, c) => w + (c < "\u2000" ? 0.6 : 1), 0) * points;
    const cells = [];
    for (let cx = Math.floor((x - wide / 2) / 14); cx <= (x + wide / 2) / 14; cx++) cells.push(`${cx} ${Math.floor(y / 14)}`, `${cx} ${Math.floor((y + 12) / 14)}`);
    if (!forced && cells.some((c) => taken.has(c))) continue;
    cells.forEach((c) => taken.add(c));
    left--;
    ink.globalAlpha = bright(n) || forced ? 1 : 0.3;
    ink.font = `${n < FIRST ? "600 " : ""}${points}px ${colours.sans}`;
    ink.strokeStyle = colours.paper;
    ink.lineWidth = 3.5;
    ink.strokeText(words, x, y);
    ink.fillStyle = n < FIRST ? colours.ink : colours[drawn(facts[n - FIRST]).tone];
    ink.fillText(words, x, y);
  }
}
const clipped = (words) => (words.length > 28 ? `${words.slice(0, 27)}…` : words);

new ResizeObserver(() => {
  const box = canvas.getBoundingClientRect();
  const begin = !view.width;
  if (!box.width) return;
  const ratio = window.devicePixelRatio || 1;
  Object.assign(view, { width: box.width, height: box.height });
  Object.assign(canvas, { width: Math.round(box.width * ratio), height: Math.round(box.height * ratio) });
  if (begin) fit();
  else draw();
}).observe(canvas);
canvas.addEventListener("focus", redraw);
canvas.addEventListener("blur", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (readColours(), redraw()));
