"""What `kg build` is given in, articles to be read out, one after the other and none of them held.

    items(["news/"], fields={}) → Item("news/2024/a.txt", …), Item("news/b.html", …), …

Files, folders, globs, JSON Lines and standard input. The order is that of the arguments, and of names within a folder.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kg import files
from kg.errors import InputError
from kg.reading import LARGEST

ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
FIELDS = ("id", "text", "html", "title", "published", "url")
_LONGEST = 2 * LARGEST  # bytes of a line: a text may be escaped


@dataclass(frozen=True, slots=True)
class Item:
    """An article that is still to be read. `key` is what a store knows it by: its path, or the id of a record.

    Of a file, `data` are its bytes, or None where whoever reads it opens `path`; of a record, its text as UTF-8.
    """

    key: str
    source: str | None  # what the graph gives as dcterms:source: a name within its folder, a URL, an id
    data: bytes | None
    path: str | None = None
    suffix: str = ".txt"
    title: str | None = None
    published: str | None = None
    digest: str = field(default="", compare=False)  # of all that is given: the same digest, the same reading


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that gave no graph, and why, in one line."""

    key: str
    why: str


def items(sources: Sequence[str], fields: Mapping[str, str] | None = None) -> Iterator[Item | Failed]:
    """All articles of the sources. A source that is not there raises InputError at once; a file that cannot be read is Failed."""
    for source in sources:
        must_exist(source)
    for source in sources:
        yield from _of(source, dict(fields or {}))


def count(sources: Sequence[str]) -> int | None:
    """How many articles there are, where that can be told without reading them: not of standard input."""
    if "-" in sources:
        return None
    return sum(_lines_in(path) if _is_lines(path) else 1 for source in sources for path, _ in _paths(source))


def read_fields(words: str | None) -> dict[str, str]:
    """id=doc_id,text=body.main → {"id": "doc_id", "text": "body.main"}. Raises InputError."""
    out = {}
    for pair in filter(None, (words or "").split(",")):
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not theirs:
            raise InputError(pair, "not a field", f"write it as text=body; known are {', '.join(FIELDS)}")
        out[ours] = theirs
    return out


def single(sources: Sequence[str]) -> bool:
    """Whether this is one article in a file of its own, or standard input: nothing to go on with, nothing to skip."""
    if len(sources) != 1 or not sources[0]:
        return False
    source = sources[0]
    if source == "-":
        return not _lines_on_stdin()
    return not (os.path.isdir(source) or _is_lines(source) or _is_glob(source))


def _lines_on_stdin() -> bool:
    """Whether standard input begins like JSON Lines. Nothing of it is taken."""
    try:
        peek: Callable[[int], bytes] | None = getattr(sys.stdin.buffer, "peek", None) if sys.stdin is not None else None
        return peek is not None and peek(64).lstrip().startswith(b"{")
    except OSError:
        return False


def must_exist(source: str) -> None:
    """Raises InputError for a path that leads nowhere and a pattern that meets nothing."""
    if source == "-" or os.path.exists(source):
        return
    if not source or not _is_glob(source):
        raise InputError(source, "no such file", "check the path")
    if next(glob.iglob(source, recursive=True), None) is None:
        raise InputError(source, "no file goes by this pattern", "check it")


def _is_glob(source: str) -> bool:
    return glob.has_magic(source) and not os.path.exists(source)


def _is_lines(path: str) -> bool:
    return Path(path).suffix.lower() in LINES


def _of(source: str, fields: dict[str, str]) -> Iterator[Item | Failed]:
    if source == "-":
        yield from _standard_input(fields)
        return
    for path, name in _paths(source):
        if _is_lines(path):
            try:
                with open(path, "rb") as lines:
                    yield from records(lines, name, fields)
            except OSError as error:
                yield Failed(path, f"cannot be read ({error.strerror or error})")
            continue
        try:
            data = files.read(path, LARGEST + 1)
        except InputError as error:
            yield Failed(path, _without(str(error), path))
            continue
        yield file_item(Path(path).as_posix(), name, data, path)


def file_item(key: str, name: str, data: bytes, path: str | None = None) -> Item:
    """The item of a file's bytes."""
    suffix = Path(name).suffix.lower() or ".txt"
    return Item(key, name, data, path, suffix, digest=digest(data, suffix, name))


def _without(message: str, where: str) -> str:
    return message.removeprefix(f"{where}: ")


def _paths(source: str) -> Iterator[tuple[str, str]]:
    """Paths of files, with the names that the graph gives: within a folder 2024/a.txt, else a.txt."""
    found = sorted(glob.iglob(source, recursive=True)) if _is_glob(source) else [source]
    for path in found:
        if os.path.isdir(path):
            for inner in _walk(path):
                yield inner, Path(inner).relative_to(path).as_posix()
        else:
            yield os.path.normpath(path), Path(path).name


def _walk(folder: str) -> Iterator[str]:
    """The articles and JSON Lines below a folder, by name; what begins with a dot is passed over, and no link is followed twice."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda e: e.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = os.path.normpath(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif entry.is_file() and Path(path).suffix.lower() in (*ARTICLES, *LINES):
            yield path


def _lines_in(path: str) -> int:
    try:
        with open(path, "rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


def _standard_input(fields: dict[str, str]) -> Iterator[Item | Failed]:
    """JSON Lines by its first bracket, else one article."""
    if sys.stdin is None:
        raise InputError("standard input", "closed", "give a file")
    stream = sys.stdin.buffer
    head = b""
    while not head.strip() and (line := stream.readline(_LONGEST)):
        head = line
    if head.lstrip().startswith(b"{"):
        yield from records(_again(head, stream), "standard input", fields)
        return
    data = head + stream.read(LARGEST + 1)
    yield Item("-", None, data, None, "-", digest=digest(data, "-", ""))


def _again(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield head
    yield from stream


def records(lines: Iterator[bytes] | IO[bytes], name: str, fields: Mapping[str, str]) -> Iterator[Item | Failed]:
    """The articles of JSON Lines; a line that is none is Failed under its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(line, f"{name}:{number}", fields)


def _record(line: bytes, where: str, fields: Mapping[str, str]) -> Item | Failed:
    if len(line) > _LONGEST:
        return Failed(where, f"larger than {_LONGEST // 1_000_000} MB")
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failed(where, f"not JSON ({str(error).partition(':')[0]})")
    if not isinstance(given, dict):
        return Failed(where, "not a JSON object")
    told = {name: _words(given, fields.get(name, name)) for name in FIELDS}
    key = told["id"] or told["url"] or where
    suffix = ".txt" if told["text"] else ".html"
    words = told["text"] or told["html"]
    if not words:
        names = " or ".join(fields.get(name, name) for name in ("text", "html"))
        return Failed(key, f"no {names} in it ({where}); --fields names the field that holds the text")
    data = words.encode("utf-8", "replace")
    source = told["url"] or told["id"]
    made = digest(data, suffix, source or "", told["title"] or "", told["published"] or "")
    return Item(key, source, data, None, suffix, told["title"], told["published"], made)


def _words(given: Mapping[str, Any], path: str) -> str | None:
    """The value at doc.body, as words."""
    value: Any = given
    for name in [path] if path in given else path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return (str(value).strip() and (value if isinstance(value, str) else str(value))) or None


def digest(data: bytes, *told: str) -> str:
    """A hash of an article as it is given, and of what is told of it."""
    made = hashlib.sha256(data)
    made.update(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return made.hexdigest()
