"""How well names of several articles are joined, and what joining costs.

    python benchmarks/identity.py                                     the pairs of tests/identity/pairs-tuned.txt
    python benchmarks/identity.py tests/identity/pairs-unseen.txt
    python benchmarks/identity.py --sizes 10000 100000                occurrences made by a script: seconds, microseconds each

A pair that is joined and is one counts for precision and recall; a name that no entity has counts as not joined. B³ (Bagga &
Baldwin 1998) is over all names asked about. Bars: precision 0.98, recall 0.80. Exit 1 if one is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from identity_cases import Score, answers, b_cubed, by_kind, cases, scored  # noqa: E402
from pyoxigraph import Literal, NamedNode  # noqa: E402

from kg.account import Account, Agent, Event, Told  # noqa: E402
from kg.identity import joined  # noqa: E402

PRECISION, RECALL = 0.98, 0.80
BASE = "https://w3id.org/newskg/id/"
FAMILIES = "沢渡 生駒 都築 鵜飼 逸見 久我 仁科 刈谷 守屋 葛西 真壁 赤星 向坂 磯貝 猪俣 田中 佐藤 鈴木 高橋 山本".split()
GIVEN = "健一 里美 亮介 健吾 多恵 清隆 千尋 昌弘 直樹 玲子 遥 翔 学 浩 茂 恵 誠 実 薫 進".split()
TITLES = "社長 会長 専務 常務 CEO 取締役".split()
STEMS = "青嶺 北星 鳴瀬 帆高 霧島 湊川 穂積 紀ノ国 北稜 翠明 宇治川 志摩 凪 綾瀬 奥羽 桧山 多摩 石見 豊栄 備後".split()
TRADES = "製作所 製薬 電機 銀行 ガス 鉄工 食品 物流 建設 商事".split()


def made(occurrences: int) -> Iterator[Account]:
    """Articles of three occurrences: a company that a third of all tell of or one of many, its head by full or family name, a target."""
    for i in range(occurrences // 3):
        iri = f"{BASE}article/{i:016x}"
        n = i % 7 * 0 if i % 3 == 0 else i // 4
        company = f"{STEMS[n % 20]}{n // 200 or ''}{TRADES[n // 20 % 10]}"
        legal = f"株式会社{company}" if i % 5 == 0 else company
        family, given = FAMILIES[n % 20], GIVEN[(n // 20) % 20]
        bare = i % 2 == 1
        person = family if bare else family + given
        who = f"{BASE}person/{person};{i:016x}" if bare else f"{BASE}person/{person}"
        org, target = f"{BASE}organization/{legal}", f"{BASE}organization/{STEMS[i % 20]}{i // 20 % 5000}{TRADES[i % 10]}"
        day = f"20{i % 20 + 5:02d}-0{i % 9 + 1}-1{i % 10}"
        agents = tuple(
            sorted(
                (
                    Agent(org, "Organization", legal, (), None, (f"{iri}#char=0,{len(legal)}",)),
                    Agent(who, "Person", person, (), 50 if i % 50 == 0 else None, (f"{iri}#char=9,{9 + len(person)}",)),
                    Agent(target, "Organization", target.rpartition("/")[2], (), None, (f"{iri}#char=20,25",)),
                ),
                key=lambda a: a.iri,
            )
        )
        post = (("holder", NamedNode(who)), ("organization", NamedNode(org)), ("title", Literal(TITLES[n % 6])))
        deal = (("acquirer", NamedNode(org)), ("target", NamedNode(target)))
        facts = (Event(f"{BASE}position/{i}", "Position", post), Event(f"{BASE}acquisition/{i}", "Acquisition", deal, "Occurred"))
        yield Account((Told(iri, published=day),), agents, facts, {}, {})


def row(kind: str, s: Score) -> str:
    joined_at_all = f"{s.precision:.3f}" if s.joined else ""
    return f"| {kind} | {s.asked} | {s.joined} | {joined_at_all} | {f'{s.recall:.3f}' if s.same else ''} |"


def quality(path: Path) -> int:
    found = answers(cases(path))
    total = scored(found)
    print("| kind | pairs | joined | precision | recall |\n| --- | --- | --- | --- | --- |")
    for kind, s in by_kind(found).items():
        print(row(kind, s))
    print(row("all", total))
    p, r, f = b_cubed(found)
    print(f"\nB³: precision {p:.3f}, recall {r:.3f}, F1 {f:.3f}")
    for a in (a for a in found if not a.right):
        print(f"{'joined' if a.joined else 'missed'}: {a.case.kind}: {a.ask.a} | {a.ask.b}", file=sys.stderr)
    return int(total.precision < PRECISION or total.recall < RECALL)


def cost(sizes: list[int]) -> int:
    print("| occurrences | seconds | microseconds each | joins | peak memory, MB |\n| --- | --- | --- | --- | --- |")
    for size in sizes:
        accounts = list(made(size))
        begin = time.process_time()
        joins = joined(accounts)
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        print(f"| {size:,} | {seconds:.1f} | {seconds / size * 1e6:.0f} | {len(joins):,} | {peak:.0f} |", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?", default=ROOT / "tests" / "identity" / "pairs-tuned.txt")
    parser.add_argument("--sizes", type=int, nargs="+", default=[])
    given = parser.parse_args()
    return cost(given.sizes) if given.sizes else quality(given.pairs)


if __name__ == "__main__":
    raise SystemExit(main())
