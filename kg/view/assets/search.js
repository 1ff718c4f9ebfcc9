// A name in any spelling: width, case, marks and kana aside; then names that sound alike, as kg.consonants has it.

const plain = (name) =>
  name.normalize("NFKC").replace(/[\s・=.,'’‐-]+/g, "").toLowerCase().replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 96));
let spellings = null; // of each entity, its names as they are compared; made at the first search

const [SOUNDS, LETTERS] = data.sounds;

// ラングリー → ranguri
function romaji(kana) {
  let out = "";
  for (const c of kana) {
    const small = "ァィゥェォャュョヮ".includes(c) ? SOUNDS[c] : "";
    if (small) out = out.slice(0, -1) + (small[0] === "y" && /(sh|ch|j)$/.test(out.slice(0, -1)) ? small.slice(1) : small);
    else out += SOUNDS[c] ?? "";
  }
  return out;
}

// ranguri → rngr: the consonants, with those that Japanese does not tell apart made one
function consonants(part) {
  let text = /[ァ-ヶ]/.test(part) ? romaji(part) : part.replace(/[^a-z]/g, "");
  for (const [latin, sign] of LETTERS) text = text.replaceAll(latin, sign);
  text = text.replaceAll("ts", "t").replace(/n(?=[mpb])/g, "m").replace(/(.)\1+/g, "$1");
  const vowel = /^[aeiouw]/.test(text) ? "A" : "";
  return vowel + text.replace(/[aeiouw]/g, "").replaceAll("C", "t").replaceAll("S", "s").replace(/(.)\1+/g, "$1");
}

// [entity, the spelling that was met], the closest first
function search(asked) {
  const wanted = plain(asked);
  if (!wanted) return [];
  spellings ??= entities.map((e) => [e.label, ...e.names].map((name) => [plain(name), name]));
  const found = [];
  spellings.forEach((names, e) => {
    const [rank, name] = names.map(([bare, name]) => [bare === wanted ? 0 : bare.startsWith(wanted) ? 1 : bare.includes(wanted) ? 2 : 9, name]).sort(([a], [b]) => a - b)[0];
    if (rank < 9) found.push([rank, e, name]);
  });
  const parts = asked.normalize("NFKC").toLowerCase().split(/[\s・]+/).filter(Boolean);
  if (!/[一-鿿々]/.test(asked) && found.length < 12) {
    const heard = parts.map((part) => consonants(part.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 96))));
    const known = new Set(found.map(([, e]) => e));
    if (heard.length && heard.every((s) => s.length > 2)) {
      entities.forEach((entity, e) => !known.has(e) && heard.every((s) => entity.sound.some((part) => part.includes(s))) && found.push([3, e, word("sounds")]));
    }
  }
  return found.sort(([a, e], [b, f]) => a - b || degree[f] - degree[e] || e - f).slice(0, 12);
}

let choice = -1;
function showFound() {
  const found = search($("search").value);
  const empty = $("search").value.trim() && !found.length;
  choice = found.length ? 0 : -1;
  const rows = found.map(([, e, name], i) =>
    make("li", { role: "option", id: `found-${i}`, "data-entity": e, "aria-selected": i === 0 },
      entities[e].label, make("small", {}, ` ${[word(entities[e].type), name === entities[e].label ? "" : name].filter(Boolean).join(" · ")}`)));
  $("found").replaceChildren(...(empty ? [make("li", { role: "option", "aria-disabled": true, class: "soft" }, word("nobody"))] : rows));
  $("found").hidden = !found.length && !empty;
  $("search").setAttribute("aria-expanded", String(!$("found").hidden));
  choose(choice);
}

function choose(i) {
  choice = i;
  [...$("found").children].forEach((row, n) => row.setAttribute("aria-selected", String(n === i)));
  $("found").children[i]?.scrollIntoView({ block: "nearest" });
  if (i >= 0) $("search").setAttribute("aria-activedescendant", `found-${i}`);
  else $("search").removeAttribute("aria-activedescendant");
}

function closeFound() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  choose(-1);
}

function take(row) {
  if (!row?.dataset.entity) return;
  closeFound();
  pickEntity(Number(row.dataset.entity), "search");
}
$("search").addEventListener("input", showFound);
$("search").addEventListener("focus", () => $("search").value && showFound());
$("search").addEventListener("blur", () => setTimeout(closeFound, 150)); // after a click on one of them
$("found").addEventListener("mousedown", (event) => (event.preventDefault(), take(event.target.closest("li"))));
$("search").addEventListener("keydown", (event) => {
  const rows = $("found").hidden ? [] : [...$("found").children];
  if (event.isComposing) return; // Enter that ends the writing of 漢字
  if (event.key === "ArrowDown" && rows.length) choose((choice + 1) % rows.length);
  else if (event.key === "ArrowUp" && rows.length) choose((choice - 1 + rows.length) % rows.length);
  else if (event.key === "Enter") take(rows[choice]);
  else if (event.key === "Escape" && rows.length) (event.stopPropagation(), closeFound());
  else return;
  event.preventDefault();
});
