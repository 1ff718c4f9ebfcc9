"""A question's name and what it is asked about in, its SPARQL out. Each stands in a .rq file beside this one, and says at its head what it
answers, in English and in Japanese, and what it has to be told:

    # Who invested in an organization, when, how much?
    # ある組織に、誰が、いつ、いくら出資したか。
    # --entity ENTITY: the organization
    # --since DATE?: not before; 2024, 2024-05 or 2024-05-31

What is told never becomes part of the query's words: it is a term, written by the engine, in a VALUES clause where `# VALUES` stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import InputError
from kg.iris import BASE, called
from kg.vocabulary import words

ENTITY, DATE = "ENTITY", "DATE"
_HERE = Path(__file__).parent
_PARAMETER = re.compile(r"--(\w+) (ENTITY|DATE)(\??): (.*)")
_MARK = "# VALUES\n"

Ask = Callable[[str], AbstractContextManager[Any]]
Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    english: str
    japanese: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def about(self, lang: str) -> str:
        return self.japanese if lang == "ja" else self.english


@cache
def questions() -> dict[str, Question]:
    """All, by name."""
    return {path.stem: _read(path) for path in sorted(_HERE.glob("*.rq"))}


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    head = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    found = [m for line in head if (m := _PARAMETER.fullmatch(line))]
    parameters = tuple(Parameter(m[1], m[2], not m[3], m[4]) for m in found)
    return Question(path.stem, head[0], head[1], parameters, text)


def question(name: str) -> Question:
    """Raises InputError for one that is not there."""
    if name not in questions():
        near = [known for known in questions() if name.rstrip("s")[:5] in known]
        raise InputError(
            name, "no question goes by this name", f"kg query --questions lists them{': ' if near else ''}{', '.join(near)}"
        )
    return questions()[name]


def listed(lang: str) -> str:
    """Each with what it answers and what it wants to be told."""
    lines = []
    for q in questions().values():
        told = " ".join(f"--{p.name} {p.type}" if p.needed else f"[--{p.name} {p.type}]" for p in q.parameters)
        lines.append(f"{q.name}{' ' if told else ''}{told}\n    {q.about(lang)}\n")
    return "".join(lines)


def checked(q: Question, told: Mapping[str, str | None]) -> dict[str, str]:
    """What a question is told, by parameter. Raises InputError for what it lacks, does not know, or is no date."""
    given = {name: value for name, value in told.items() if value is not None}
    for p in q.parameters:
        if p.needed and p.name not in given:
            raise InputError(q.name, f"needs --{p.name}: {p.about}", f"add --{p.name} {p.type}")
    known = {p.name: p for p in q.parameters}
    for name, value in given.items():
        if name not in known:
            raise InputError(
                f"--{name}", f"{q.name} does not ask for this", "leave it out; kg query --questions tells what each wants"
            )
        if known[name].type == DATE and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value, re.A):
            raise InputError(f"--{name}", f"not a date: {value}", "write it as 2024, 2024-05 or 2024-05-31")
    return given


def asked(q: Question, told: Mapping[str, str], ask: Ask, note: Callable[[str], None]) -> str:
    """The query. An entity's name is looked for in the graphs; of several that go by one name all are meant, which is noted."""
    values: list[tuple[str, list[Term]]] = []
    for p in q.parameters:
        if p.type == ENTITY and p.name in told:
            found = entities(told[p.name], ask)
            if len(found) > 1:
                note(f"kg: {told[p.name]}: {len(found)} go by this name: {' '.join(iri.value for iri in found[:5])}")
            values.append((p.name, [*found]))
        else:
            values.append((p.name, [Literal(told.get(p.name, ""))]))
    return q.sparql.replace(_MARK, "".join(f"VALUES ?{name} {{ {_terms(terms)} }}\n" for name, terms in values))


def _terms(terms: Iterable[Term]) -> str:
    return " ".join(map(str, terms))


_NAMED = """SELECT DISTINCT ?entity ?name ?by {
# VALUES
VALUES ?by { rdfs:label skos:altLabel }
?entity ?by ?name ; a ?kind .
VALUES ?kind { kg:Person kg:Organization }
}"""


def entities(named: str, ask: Ask) -> list[NamedNode]:
    """The people and organizations that an IRI, or a name in any spelling, means. Raises InputError for a name that nobody has."""
    named = named.strip().removeprefix("<").removesuffix(">").strip()
    if (iri := _iri(named)) is not None:
        return [iri]
    for exactly in (f"VALUES ?name {{ {Literal(named)} }}\n", ""):  # the second looks at every name
        sparql = _NAMED.replace(_MARK, exactly)
        with ask(sparql) as rows:
            met = {(words(row["by"]), row["entity"]) for row in rows if called(words(row["name"])) == called(named)}
        if met:
            labelled = {e for by, e in met if by.endswith("label")}
            found = labelled if len(labelled) == 1 else {e for _, e in met}
            return sorted((e for e in found if isinstance(e, NamedNode)), key=lambda e: e.value)
    raise InputError(
        named or "--entity", "no person or organization of these graphs goes by this name", "give another spelling, or its IRI"
    )


def _iri(named: str) -> NamedNode | None:
    """https://…, urn:…, person/三浦遥."""
    if re.match(r"(?:person|organization)/\S", named):
        named = BASE + named
    if not re.match(r"(?:https?://|urn:)\S+$", named):
        return None
    try:
        return NamedNode(named)
    except ValueError:
        raise InputError(named, "not an IRI", "give one as the graph has it, or a name") from None
