"""What `kg build` is given in, articles to be read out, one after the other and none of them held.

    items(["news/"], fields={}) → Item("news/2024/a.txt", …), Item("news/b.html", …), …

Files, folders, globs, JSON Lines and standard input. The order is that of the arguments, and of names within a folder.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kg import files
from kg.errors import InputError
from kg.reading import LARGEST, first_date

ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
FIELDS = ("id", "text", "html", "title", "published", "url")
_LONGEST = 2 * LARGEST  # bytes of a line: a text may be escaped
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    paths = [path for source in sources for path, _ in _paths(source) if _is_lines(path)]
    if not all(map(os.path.isfile, paths)):  # a named pipe is read once
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
    return not (os.path.isdir(source) or _is_lines(source) or _is_json(source) or _is_glob(source))


def _lines_on_stdin() -> bool:
    """Whether standard input begins like JSON Lines. Nothing of it is taken."""
    try:
        peek: Callable[[int], bytes] | None = getattr(sys.stdin.buffer, "peek", None) if sys.stdin is not None else None
        return peek is not None and _begins_lines(peek(64))
    except OSError:
        return False


def _begins_lines(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def must_exist(source: str) -> None:
    """Raises InputError for a path that leads nowhere, a folder or a pattern that meets nothing, and for JSON, which is no article."""
    if source == "-":
        return
    if os.path.isdir(source):
        if next(_walk(source), None) is None:
            raise InputError(source, "no article in this folder", f"articles end in {' '.join((*ARTICLES, *LINES))}")
        return
    if os.path.exists(source):
        if _is_json(source):
            raise InputError(source, "JSON is no article", "write it as JSON Lines: NAME.jsonl, one article a line")
        return
    if not source or not _is_glob(source):
        raise InputError(source, "no such file", "check the path")
    if next(glob.iglob(source, recursive=True), None) is None:
        raise InputError(source, "no file goes by this pattern", "check it")


def _is_glob(source: str) -> bool:
    return glob.has_magic(source) and not os.path.exists(source)


def _is_lines(path: str) -> bool:
    return Path(path).suffix.lower() in LINES


def _is_json(path: str) -> bool:
    return Path(path).suffix.lower() == ".json" and os.path.isfile(path)


def _of(source: str, fields: dict[str, str]) -> Iterator[Item | Failed]:
    if source == "-":
        yield from _standard_input(fields)
        return
    for path, name in _paths(source):
        key = plain(Path(path).as_posix())
        try:
            if _is_lines(path):
                with open(path, "rb") as lines:
                    yield from records(lines, key, fields)
            elif os.path.isdir(path):
                os.listdir(path)  # _walk could not, and this says why
            else:
                yield file_item(key, name, files.read(path, LARGEST + 1), path)
        except InputError as error:
            yield Failed(key, _without(str(error), path))
        except OSError as error:
            yield Failed(key, f"cannot be read ({error.strerror or error})")


def file_item(key: str, name: str, data: bytes, path: str | None = None) -> Item:
    """The item of a file's bytes."""
    suffix = Path(name).suffix.lower() or ".txt"
    name = plain(name)
    return Item(key, name, data, path, suffix, digest=digest(data, suffix, name))


def _without(message: str, where: str) -> str:
    return message.removeprefix(f"{' '.join(plain(where).split())}: ")


def plain(words: str) -> str:
    """As it can be stored: half a surrogate pair, which an undecodable byte of a file's name becomes, as \\udcff; no NUL."""
    return words.encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")


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
    """The articles and JSON Lines below a folder, by name; what begins with a dot is passed over, and no link to a folder followed.

    A folder that cannot be looked into stands for itself.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = os.path.normpath(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif Path(path).suffix.lower() in (*ARTICLES, *LINES) and (os.path.isfile(path) or not os.path.exists(path)):
            yield path  # a link that leads nowhere is told


def _lines_in(path: str) -> int:
    try:
        with open(path, "rb") as lines:
            return sum(1 for line in _lines(lines) if line.strip())
    except OSError:
        return 1


def _standard_input(fields: dict[str, str]) -> Iterator[Item | Failed]:
    """JSON Lines by its first bracket, else one article."""
    if sys.stdin is None:
        raise InputError("standard input", "closed", "give a file")
    stream = sys.stdin.buffer
    head, blank = b"", 0
    while line := stream.readline(_LONGEST + 1):
        head = line
        if head.strip():
            break
        blank += 1
    if _begins_lines(head):
        yield from records(_Again(head, stream), "standard input", fields, blank + 1)
        return
    data = head + stream.read(LARGEST + 1)
    yield Item("-", None, data, None, "-", digest=digest(data, "-", ""))


class _Again:
    """A stream with a line before it that was read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def readline(self, most: int) -> bytes:
        head, self._head = self._head, b""
        return head or self._stream.readline(most)


def _lines(stream: _Again | IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long the beginning, still too long, so that it is not held."""
    while line := stream.readline(_LONGEST + 1):
        rest = line
        while rest and len(line) > _LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST)
        yield line


def records(stream: _Again | IO[bytes], name: str, fields: Mapping[str, str], first: int = 1) -> Iterator[Item | Failed]:
    """The articles of JSON Lines; a line that is none is Failed under its number."""
    some = False
    for number, line in enumerate(_lines(stream), first):
        if line.strip():
            some = True
            yield _record(line, f"{name}:{number}", fields)
    if not some:
        yield Failed(name, "no article in it")


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
    key = plain(told["id"] or told["url"] or where)
    suffix = ".txt" if told["text"] else ".html"
    words = told["text"] or told["html"]
    if not words:
        names = " or ".join(fields.get(name, name) for name in ("text", "html"))
        return Failed(key, f"no {names} in it ({where}); --fields names the field that holds the text")
    if (problem := _no_date(given, fields.get("published", "published"))) is not None:
        return Failed(key, f"{problem} ({where}); write it as 2024-05-31")
    data = _SURROGATE.sub("\ufffd", words).encode()
    source, title, day = (_whole(told[name]) for name in ("url" if told["url"] else "id", "title", "published"))
    made = digest(data, suffix, source or "", title or "", day or "")
    return Item(key, source, data, None, suffix, title, day, made)


def _whole(words: str | None) -> str | None:
    """What a graph can say: half a surrogate pair and NUL become U+FFFD."""
    return words and _SURROGATE.sub("\ufffd", words).replace("\0", "\ufffd").strip()


def _no_date(given: Mapping[str, Any], path: str) -> str | None:
    """What is wrong with the date that a record tells; none is told by null and by nothing at all."""
    value = _value(given, path)
    if value is None or value == "" or (isinstance(value, str | int) and first_date(str(value).strip()) is not None):
        return None
    return f"{path} is not a date: {json.dumps(value, ensure_ascii=False)[:40]}"


def _value(given: Mapping[str, Any], path: str) -> Any:
    """The value at doc.body."""
    value: Any = given
    for name in [path] if path in given else path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _words(given: Mapping[str, Any], path: str) -> str | None:
    """The value at doc.body, as words."""
    value = _value(given, path)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return (str(value).strip() and (value if isinstance(value, str) else str(value))) or None


def digest(data: bytes, *told: str) -> str:
    """A hash of an article as it is given, and of what is told of it."""
    made = hashlib.sha256(data)
    made.update(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return made.hexdigest()
