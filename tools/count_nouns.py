"""Make kg/models/nouns.tsv again: in how many sentences of the corpora each common noun stands, which is what kg.keywords weighs words by.

    python tools/count_nouns.py ../shared/data

Nouns of fewer than LEAST sentences are left out: all of them count as rare.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.keywords import COUNTS, nouns
from kg.tokens import tokenize

CORPORA = ("names-stockmark", "names-gsd", "names-wac")
LEAST = 5


def texts(folder: Path) -> Iterator[str]:
    for corpus in CORPORA:
        with lzma.open(folder / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as file:
            yield from (json.loads(line)["text"] for line in file)


def main() -> None:
    count: Counter[str] = Counter()
    read = list(texts(Path(sys.argv[1])))
    for text in read:
        count.update(set(nouns(tokenize(text))))
    rows = sorted((word, n) for word, n in count.items() if n >= LEAST)
    COUNTS.write_text(f"\t{len(read)}\n" + "".join(f"{word}\t{n}\n" for word, n in rows), "utf-8")
    print(f"{len(rows)} nouns of {len(read)} sentences", file=sys.stderr)


if __name__ == "__main__":
    main()
