"""Who may import whom: a file imports only what stands above it here, and each library is known where it is named."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from conftest import ROOT

# Files on one line do not import one another; a folder's files may. What is first made use of stands first.
LAYERS = """
    model errors vocabulary resources kanji terminal
    sparql
    match text tokens bunsetsu labeller consonants kana files cases nouns predicates account
    keywords spelling_model clusters bodies coordination chunks verbs exchange
    spelling_latin repairs stated aliases
    spelling_kana
    spelling denotation
    rivals
    formed
    sieves referents
    mentions entities seats clauses lines reading serial explain
    frames factuality layouts query validate iris endpoint
    questions
    rows
    discourse facts graph
    listings roles signs
    measures templates
    suits omitted nominal owners origins shares told
    steps support deals parties needs
    beneficiaries
    sides
    values
    fit
    phrases
    disputes employers drafts
    events tenures identity
    merge
    reports identity
    pipeline
    summary __init__
    newsroom
    load
    view
    serve
    cli
"""
PLACE = {name: i for i, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()}

# The river's steps are put together in one place: nothing else of the project but these may import them.
STEPS = {
    "text": {"pipeline", "reading"},
    "tokens": {"pipeline", "frames"},  # triggers are words, tokenised once
    "bunsetsu": {"pipeline"},
    "mentions": {"pipeline", "mentions"},
    "entities": {"pipeline"},
    "listings": {"pipeline"},
    "seats": {"pipeline"},
    "facts": {"pipeline", "facts"},
    "fit": {"pipeline"},
    "employers": {"pipeline"},
    "merge": {"pipeline"},
    "pipeline": {"__init__", "newsroom"},
    "explain": {"cli"},
}

# Of a folder's files: the least that they need.
ONLY = {
    "facts": {"facts", "frames", "model"},
    "layouts": {"layouts", "lines", "match", "model"},
    "mentions": {"mentions", "match", "model", "labeller", "consonants", "bodies", "kanji"},
}

LIBRARIES = {
    "fugashi": {"tokens"},
    "pycrfsuite": {"bunsetsu", "labeller"},
    "pyoxigraph": {
        "account",
        "vocabulary",
        "serial",
        "iris",
        "graph",
        "query",
        "questions",
        "reports",
        "exchange",
        "exchange.view",
    }
    | {f"load.{f}" for f in ("asked", "folder", "index", "sources")}
    | {f"newsroom.{f}" for f in ("decided", "deciding", "earlier", "export", "merging", "opened", "overlay", "record")}
    | {f"reports.{f}" for f in ("accounts", "difference", "timeline", "wording")}
    | {"view", "view.given", "view.questions", "view.telling"}
    | {f"serve.{f}" for f in ("accept", "answers", "given", "pages", "working", "writing")}
    | {"validate"}
    | {
        f"validate.{f}"
        for f in (
            "command",
            "engines",
            "findings",
            "fixes",
            "places",
            "places.jsonld",
            "quotes",
            "results",
            "rules",
            "sources",
            "syntax",
        )
    }
    | {f"validate.{f}" for f in ("terms", "story", "unread", "vetting", "vocabulary", "output.text", "output.turtle")},
    "httpx": {"endpoint"},
    "tenacity": {"endpoint"},
    "distributed": {"newsroom.cluster"},
    "starlette": {"serve.app", "serve.listening"},
    "uvicorn": {"serve.listening"},
    "uvloop": {"serve.listening"},
    "rich": {"newsroom.progress"},
    "pyshacl": {"validate.engines"},
    "shacl": {"validate.engines"},
    "rdflib": {"serial", "graph"}
    | {f"validate.{f}" for f in ("engines", "vetting", "vocabulary", "places.json_said", "places.json_terms")},
    "trafilatura": {"reading"},
    "charset_normalizer": {"reading"},
    "typer": {f"cli.{f}" for f in ("app", "articles", "common", "graphs", "newsroom", "pages", "stores")},
}


@cache
def imports() -> dict[str, set[str]]:
    """Each file (mentions.names) with all that it imports, in functions too: kg.match, fugashi …"""
    out = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / "kg").with_suffix("").parts)
        out[name.removesuffix(".__init__")] = set(_imported(ast.parse(path.read_text("utf-8"))))
    return out


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module == "kg":
                yield from (f"kg.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def own(name: str) -> set[str]:
    """The files and folders of kg/ that a file imports: {"match", "mentions"}; a name of the door's is the door."""
    parts = {i.split(".")[1] if "." in i else "__init__" for i in imports()[name] if i == "kg" or i.startswith("kg.")}
    return {p if p in PLACE else "__init__" for p in parts}


def test_every_file_has_its_place() -> None:
    assert {name.split(".")[0] for name in imports()} == set(PLACE)
    assert len(imports()) >= 40


@pytest.mark.parametrize("name", imports())
def test_imports_go_one_way(name: str) -> None:
    folder = name.split(".")[0]
    for other in own(name) - {folder}:
        assert PLACE[other] < PLACE[folder], f"{name} imports {other}"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_imported_where_it_is_put_in(step: str) -> None:
    assert {name.split(".")[0] for name in imports() if step in own(name)} - {step} <= STEPS[step]


@pytest.mark.parametrize("folder", ONLY)
def test_a_folder_of_peers_needs_little(folder: str) -> None:
    files = [name for name in imports() if name.startswith(f"{folder}.")]
    assert len(files) >= 5
    for name in files:
        assert own(name) <= ONLY[folder], name


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_to_few(library: str) -> None:
    found = {name for name, names in imports().items() if any(i.split(".")[0] == library for i in names)}
    assert found == LIBRARIES[library]


def test_the_store_is_made_in_one_place() -> None:
    makers = [p.name for p in (ROOT / "kg").rglob("*.py") if "Store()" in p.read_text("utf-8")]
    assert makers == ["query.py"]


def test_there_is_no_library_beside_these() -> None:
    used = {i.split(".")[0] for names in imports().values() for i in names}
    assert used - {"kg"} - set(sys.stdlib_module_names) <= set(LIBRARIES)


def test_words_are_data() -> None:
    """A line of the lexicon holds a word or two columns, or is a comment."""
    files = sorted((ROOT / "kg" / "lexicon").glob("*.tsv"))
    assert len(files) >= 20
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            assert line.startswith("#") or line.count("\t") <= 1, f"{path.name}: {line}"
