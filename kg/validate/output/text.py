"""A report in, text for a terminal out: each finding with its line of the file and ^^^^ under the words, then a summary.

    out.ttl:12:15: violation: kg:action must be exactly one of kg:Filed, … [proceeding-action]
      12 |     kg:action kg:Files ;
         |               ^^^^^^^^
      = lawsuit/420745a9f64ef8d7#Filed,2023-03 kg:action
      fix: kg:Files → kg:Filed

    out.ttl: does not conform: 1 violation, 0 warnings
    1 can be fixed with --fix

Under the line stand, as a triple, the node, the path and the value, as far as the carets do not show them already. What a file or
a value holds cannot drive the terminal: control characters are escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.terminal import cut, line, shown, width
from kg.validate.findings import SEVERITIES, Finding, Fix, Node, Place, Report, compact, path_text, plain
from kg.validate.output.common import file_of

LINE = 100  # places of a source line that are shown; a longer one is cut around the carets
TERM = 80  # places of a value or of a fix
IDLE = 8  # shapes without a node that are named
FILES = 3
_TAB = 8  # places that a tab may take
_BEFORE = 40  # places before the carets, where a line is cut

_WORDS = {  # ja, en
    "Violation": ("違反", "violation"),
    "Warning": ("警告", "warning"),
    "Info": ("参考", "info"),
    "one": ("{word} {n} 件", "{n} {word}"),
    "many": ("{word} {n} 件", "{n} {word}s"),
    "comma": ("、", ", "),
    "more": ("{names}、ほか {n} 件", "{names} and {n} more"),
    "True": ("適合: {counts}", "conforms: {counts}"),
    "False": ("不適合: {counts}", "does not conform: {counts}"),
    "None": ("未検査: 規則の対象となるノードがない", "not checked: no shape met a node"),
    "None, but": ("未検査: 規則の対象となるノードがない。{counts}", "not checked: no shape met a node; {counts}"),
    "idle": ("対象のノードがなかった規則: {names}", "shapes that met no node: {names}"),
    "fixable": ("--fix で直せるもの {n} 件", "{n} can be fixed with --fix"),
    "see": ("参照", "see"),
    "fix": ("修正", "fix"),
    "swap": ("{old} → {new}", "{old} → {new}"),
    "add": ("{new} を加える", "add {new}"),
    "drop": ("{old} を消す", "remove {old}"),
    "characters": ("{n} 文字", "{n} characters"),
}
_INK = {"Violation": "1;31", "Warning": "1;33", "Info": "1;36", "where": "1", "faint": "2", "fix": "32"}  # SGR


@dataclass(frozen=True, slots=True)
class _Voice:
    lang: str
    colour: bool

    def word(self, name: str, **parts: object) -> str:
        return _WORDS[name][self.lang != "ja"].format(**parts)

    def ink(self, style: str, words: str) -> str:
        return f"\x1b[{_INK[style]}m{words}\x1b[0m" if self.colour else words

    def some(self, names: Sequence[str], most: int) -> str:
        """a, b, c and 2 more"""
        told = self.word("comma").join(line(n) for n in names[:most])
        return self.word("more", names=told, n=len(names) - most) if len(names) > most else told


def written(report: Report, lang: str, colour: bool = False) -> bytes:
    voice = _Voice(lang, colour)
    blocks = ((*_finding(f, file_of(f, report) or "", voice), "") for f in report.findings)
    return "".join(f"{x}\n" for block in (*blocks, _closing(report, voice)) for x in block).encode("utf-8", "backslashreplace")


def _finding(f: Finding, file: str, voice: _Voice) -> Iterator[str]:
    where = _at(f.place) if f.place else line(file) if f.node is None else cut(compact(f.node), TERM)
    at = f"{voice.ink('where', where)}: " if where else ""
    severity, code = voice.ink(f.severity, voice.word(f.severity)), voice.ink("faint", f"[{line(f.code)}]")
    yield f"{at}{severity}: {line(f.message(voice.lang))} {code}"
    margin = max((len(str(p.line)) + 2 for p in (f.place, *f.related) if p), default=0)
    if f.place:
        yield from _quoted(f.place, margin, f.severity, voice)
    triple = _triple(f)
    if triple:
        yield f"  = {triple}"
    for place in f.related:
        yield f"  {voice.word('see')} {voice.ink('where', _at(place))}"
        yield from _quoted(place, margin, f.severity, voice)
    for fix in f.fix:
        yield f"  {voice.ink('fix', voice.word('fix'))}: {_change(fix, voice)}"


def _at(place: Place) -> str:
    return f"{line(place.file)}:{place.line}:{place.column}"


def _quoted(place: Place, margin: int, style: str, voice: _Voice) -> Iterator[str]:
    """The line and its carets; nothing where the line is not known."""
    if place.source:
        source, lead, carets = window(place.source, place.column - 1, place.end_column - 1)
        yield f"{voice.ink('faint', f'{place.line:>{margin}} |')} {source}"
        yield f"{voice.ink('faint', f'{chr(32):>{margin}} |')} {lead}{voice.ink(style, carets)}"


def window(source: str, start: int, end: int, most: int = LINE) -> tuple[str, str, str]:
    """What is shown of a line, what stands below it before the carets, and the carets under [start, end).

    window("\\tkg:holder 山田 .", 11, 13) → ("\\tkg:holder 山田 .", "\\t          ", "^^^^")
    """
    start = min(max(start, 0), len(source))
    near = max(start - most, 0)  # a line may have millions of characters, of which these may be shown
    cells = [shown(c, keep="\t") for c in source[near : start + most]]
    caret, stop = start - near, max(end, start) - near
    first, last = _stretch([_TAB if c == "\t" else width(c) for c in cells], caret, most)
    left, right = ("…" if near + first else ""), ("…" if near + last < len(source) else "")
    blanks = ("\t" if c == "\t" else " " * width(c) for c in cells[first:caret])
    carets = "".join("\t" if c == "\t" else "^" * width(c) for c in cells[caret : min(stop, last)]).rstrip("\t")
    return f"{left}{''.join(cells[first:last])}{right}", f"{' ' * len(left)}{''.join(blanks)}", carets or "^"


def _stretch(widths: Sequence[int], at: int, most: int) -> tuple[int, int]:
    """[first, last) around `at`: so much before it, all that there is room for behind it, and more before it if room is left."""
    last, left = _reach(widths[at:], most - _BEFORE)
    back, left = _reach(widths[:at][::-1], left + _BEFORE)
    more, _ = _reach(widths[at + last :], left)
    return at - back, at + last + more


def _reach(widths: Iterable[int], room: int) -> tuple[int, int]:
    """How many fit, and the room that is left."""
    count = 0
    for w in widths:
        if w > room:
            break
        count, room = count + 1, room - w
    return count, room


def _triple(f: Finding) -> str:
    """Node, path and value, less what the head or the carets tell."""
    held = _held(f.place) if f.place else ""
    node = "" if f.place is None or f.node is None or _tells(held, f.node) else compact(f.node)
    value = "" if f.value is None or f.value == f.node or _tells(held, f.value) else _term(f.value)
    return " ".join(cut(x, TERM) for x in (node, path_text(f.path), value) if x)


def _held(place: Place) -> str:
    return place.source[place.column - 1 : place.end_column - 1]


def _tells(held: str, node: Node) -> bool:
    return held != "" and held in (compact(node), plain(node), str(node), _term(node))


def _term(node: Node) -> str:
    """A literal's type may be what is wrong with it: "2023-03"^^xsd:date."""
    if not isinstance(node, Literal):
        return compact(node)
    mark = f"@{node.language}" if node.language else f"^^{compact(node.datatype)}"
    return f'"{node.value}"{"" if mark == "^^xsd:string" else mark}'


def _change(fix: Fix, voice: _Voice) -> str:
    """kg:Files → kg:Filed, or kg:Filed alone where it is not known what stood there."""
    new, old = cut(fix.new, TERM), cut(fix.old, TERM)
    if fix.start == fix.end:
        return voice.word("add", new=new)
    if not fix.new:
        return voice.word("drop", old=old or voice.word("characters", n=fix.end - fix.start))
    return voice.word("swap", old=old, new=new) if old else new


def _closing(report: Report, voice: _Voice) -> Iterator[str]:
    counts = {s: n for s in SEVERITIES if (n := report.count(s)) or s != "Info"}
    told = voice.word("comma").join(voice.word("one" if n == 1 else "many", n=n, word=voice.word(s)) for s, n in counts.items())
    unchecked = "None, but" if report.findings else "None"
    head = voice.word(unchecked if report.conforms is None else str(report.conforms), counts=told)
    files = voice.some(report.files, FILES)
    yield f"{files}: {head}" if files else head
    if report.idle:
        yield voice.word("idle", names=voice.some([_name(x) for x in report.idle], IDLE))
    fixable = sum(bool(f.fix) for f in report.findings)
    if fixable:
        yield voice.word("fixable", n=fixable)


def _name(shape: str) -> str:
    """https://w3id.org/newskg/shapes#position-holder → position-holder"""
    return shape.removeprefix("https://w3id.org/newskg/shapes#")
