"""The corpus of mistakes that somebody makes in a graph: read for the tests, and shown in shapes/README.md, which lists every code.

    read_cases("age violation\\n- kg:age 41\\n+ kg:age ▶410\\n")
    → [Case(line=1, expected=(("age", "violation"),), pairs=(("kg:age 41", "kg:age ▶410"),))]

tests/validate/cases.txt says at its head how a case is written.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MARK = "▶"
# what a file's cases change
BASES = {
    "cases.txt": ROOT / "tests" / "shapes" / "good.ttl",
    "article-cases.txt": ROOT / "tests" / "shapes" / "good.ttl",
    "shapes-cases.txt": ROOT / "tests" / "validate" / "rules.ttl",
    "json-cases.txt": ROOT / "tests" / "validate" / "good.jsonld",
}
CASES = ROOT / "tests" / "validate"
PAGE = ROOT / "shapes" / "README.md"


class Case(NamedTuple):
    line: int  # of its file
    expected: tuple[tuple[str, str], ...]  # code, level
    pairs: tuple[tuple[str, str], ...]  # a stretch of the good graph, what stands there instead

    def changed(self, good: str) -> str:
        """The good graph with the changes, which still has its marks."""
        spans = sorted((good.index(old), good.index(old) + len(old), new) for old, new in self.pairs)
        out, at = [], 0
        for start, end, new in spans:
            if start < at:
                raise ValueError(f"line {self.line}: stretches overlap")
            out += [good[at:start], new]
            at = end
        return "".join([*out, good[at:]])


def read_cases(text: str) -> list[Case]:
    cases = []
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    for told, block in groupby(lines, key=lambda numbered: bool(numbered[1])):
        if told:
            numbers, words = zip(*block, strict=True)
            cases.append(_case(numbers[0], words))
    return cases


def _case(number: int, words: tuple[str, ...]) -> Case:
    heads = [w for w in words if w[0] not in "-+"]
    if list(words[: len(heads)]) != heads:
        raise ValueError(f"line {number}: a finding behind the changes")
    pairs: list[tuple[str, str]] = []
    for sign, lines in groupby(words[len(heads) :], key=lambda w: w[0]):
        stretch = "\n".join(line[2:] for line in lines)
        if sign == "-":
            pairs.append((stretch, ""))
        else:
            pairs[-1] = (pairs[-1][0], stretch)
    expected = [] if heads == ["nothing"] else [(code, level) for code, level in map(str.split, heads)]
    return Case(number, tuple(expected), tuple(pairs))


def places(text: str) -> list[tuple[int, int]]:
    """Line and column of each mark: a↵▶b ▶c → (2, 1), (2, 3)."""
    at = [m.start() - n for n, m in enumerate(re.finditer(MARK, text))]
    bare = text.replace(MARK, "")
    return [(bare.count("\n", 0, i) + 1, i - bare.rfind("\n", 0, i)) for i in at]


HEAD = """\
# What `kg validate` tells

Every code, what it says, and the shortest case of it among the tests: a stretch that is wrong, and the same as it should be.
A shape's code is its name in [`newskg.ttl`](newskg.ttl). Shapes of your own have the constraint for a code: `sh:minCount`.
Codes are stable: what one tells may be said in better words, but it stays the same mistake.

A *violation* makes a graph not conform. A *warning* does not, unless `--strict` asks for it; an *info* never does.

This page is written by `tools/refresh.py` from [`tests/validate/`](../tests/validate).
"""


def page() -> str:
    """shapes/README.md."""
    from kg.validate import rules
    from kg.validate.codes import CODES

    shipped = rules()
    messages = {
        shipped.name(s): {m.language: m.value for m in shipped.values(s, "message")}  # type: ignore[attr-defined]
        for s in shipped.shapes
    }
    found = _shortest()
    out = [HEAD, "\n## Of the file and its words\n"]
    out += [_entry(c, severity.lower(), ja, en, found[c]) for c, (severity, ja, en) in CODES.items()]
    out.append("\n## Of the shapes\n")
    out += [
        _entry(code, found[code].expected[0][1], messages[code]["ja"], messages[code]["en"], found[code])
        for code in sorted(found.keys() - CODES.keys())
    ]
    return "".join(out)


def _shortest() -> dict[str, Case]:
    """For each code a case that it alone is told of."""
    out: dict[str, Case] = {}
    for name in BASES:
        for case in read_cases((CASES / name).read_text("utf-8")):
            codes = {code for code, _ in case.expected}
            size = (len(codes), len(case.pairs), sum(len(old) + len(new) for old, new in case.pairs))
            for code in codes:
                if code not in out or size < out[code][1]:  # type: ignore[operator]
                    out[code] = (case, size)  # type: ignore[assignment]
    return {code: case for code, (case, _) in out.items()}  # type: ignore[misc]


def _entry(code: str, level: str, ja: str, en: str, case: Case) -> str:
    wrong = "\n".join(new.replace(MARK, "") or "(nothing)" for _, new in case.pairs)
    right = "\n".join(old for old, _ in case.pairs)
    told = "\n".join(re.sub(r"\{(\w+)\}", r"*\1*", words) for words in (en, ja))
    return f"\n### `{code}` · {level}\n\n{told}\n\n```turtle\n# wrong\n{wrong}\n# right\n{right}\n```\n"
