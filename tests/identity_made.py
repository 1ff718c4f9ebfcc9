"""A newsroom made by a script, of any size: what the benchmark and the laws of kg.identity are run on.

len(list(made(300))) → 100 accounts of three occurrences each
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.account import Account, Agent, Event, Told

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
        n = 0 if i % 3 == 0 else i // 4
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
