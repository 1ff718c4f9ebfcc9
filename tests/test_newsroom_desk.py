"""What people do with a store: join, ask why, split, decide, take back, take out. Each way back leads to the same bytes."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run

from kg import serial
from kg.account import Account, Event
from kg.errors import InputError
from kg.newsroom import building, deciding, desk
from kg.newsroom.building import Asked
from kg.newsroom.items import Failed
from kg.newsroom.opened import accounts_in

ARTICLES = ROOT / "examples" / "newsroom"
PLAN, DONE, OTHER, SUED, SETTLED = sorted(p.name for p in ARTICLES.glob("*.txt"))
BASE = "https://w3id.org/newskg/id/"


def build(sources: list[Path], where: Path) -> None:
    def fail(problem: Failed) -> None:
        raise AssertionError(problem)

    building.into_store([str(s) for s in sources], f"{where}/", Asked(), lambda done, failed: None, fail)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example articles in a store, not yet joined."""
    where = tmp_path_factory.mktemp("read") / "news"
    build([ARTICLES], where)
    return where


@pytest.fixture
def store(read: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(read, tmp_path / "news"))


@pytest.fixture
def joined(store: Path) -> Path:
    desk.merge([str(store)], None)
    return store


def written(where: Path, format: str = "trig") -> bytes:
    out = where.parent / f"out-{format}"
    desk.export_to(str(where), str(out), format)
    return out.read_bytes()


def told(where: Path) -> list[Account]:
    return list(accounts_in([str(where)]))


def facts(where: Path, kind: str) -> list[Event]:
    return sorted({f.iri: f for a in told(where) for f in a.facts if f.type == kind}.values(), key=lambda f: f.iri)


def amounts(where: Path) -> set[str]:
    return {
        s.label for a in told(where) for f in a.facts if f.type == "Acquisition" for n in f.named("amount") for s in [a.sums[n]]
    }


def test_five_articles_tell_of_four_bodies_and_two_people(joined: Path) -> None:
    agents = {a.iri.removeprefix(BASE): a for account in told(joined) for a in account.agents}
    assert set(agents) == {
        *("organization/ハルカ精工", "organization/Nordvia", "organization/ピクトラム", "organization/東京地裁"),
        *("person/三枝亮介", "person/倉科仁"),
    }
    assert all(len({a.label for account in told(joined) for a in account.agents if a.iri == BASE + iri}) == 1 for iri in agents)


def test_one_suit_told_twice_is_one_with_both_sources(joined: Path) -> None:
    (suit,) = facts(joined, "Lawsuit")
    evidence = {e.partition("#")[0] for a in told(joined) for f in a.facts if f.iri == suit.iri for e in f.evidence}
    assert len(evidence) == 2
    steps = {s.iri.partition("#")[2] for a in told(joined) for f in a.facts if f.iri == suit.iri for s in f.steps}
    assert steps == {"Filed,2025-02-14", "Settled,2025-06-20"}  # not Filed,2025-02 besides


def test_two_sums_of_one_purchase_stay_two_facts(joined: Path) -> None:
    done = [f for f in facts(joined, "Acquisition") if f.status == "Occurred"]
    assert len(done) == 2
    assert amounts(joined) == {"約120億円", "120億円", "135億円"}


def test_what_is_joined_conforms(joined: Path) -> None:
    from kg.validate import validate
    from kg.validate.sources import Source

    out = joined.parent / "all.trig"
    desk.export_to(str(joined), str(out), None)
    assert [f.code for f in validate(Source("all", tuple(serial.load(out)))).findings if f.severity == "violation"] == []


def test_a_file_is_joined_as_a_store_is_and_a_joined_one_stays_as_it_is(store: Path, tmp_path: Path) -> None:
    plain, once, twice = (tmp_path / f"{n}.trig" for n in ("plain", "once", "twice"))
    desk.export_to(str(store), str(plain), None)
    desk.merge([str(plain)], str(once))
    desk.merge([str(once)], str(twice))
    desk.merge([str(store)], None)
    assert once.read_bytes() == twice.read_bytes() == written(store)
    assert once.read_bytes() != plain.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_files_put_together_are_joined_as_one(store: Path, tmp_path: Path) -> None:
    halves = []
    for n, articles in enumerate(([PLAN, SETTLED], [OTHER, SUED, DONE])):
        where = tmp_path / f"half{n}"
        build([ARTICLES / a for a in articles], where)
        desk.merge([str(where)], None)
        halves.append(str(tmp_path / f"half{n}.trig"))
        desk.export_to(str(where), halves[-1], None)
    desk.merge(halves, str(tmp_path / "all.trig"))
    desk.merge([str(store)], None)
    assert (tmp_path / "all.trig").read_bytes() == written(store)


@pytest.mark.parametrize("out", [PLAN, DONE, OTHER, SUED, SETTLED])
def test_an_article_is_taken_out_as_if_it_had_never_been(out: str, joined: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.trig"
    desk.export_to(str(joined), str(file), None)
    desk.retract(str(joined), [out])
    desk.retract(str(file), [out])
    rest = tmp_path / "rest"
    build([p for p in sorted(ARTICLES.glob("*.txt")) if p.name != out], rest)
    desk.merge([str(rest)], None)
    assert written(joined) == written(rest) == file.read_bytes()


def test_what_is_no_name_of_an_article_takes_none_out(joined: Path) -> None:
    before = written(joined)
    for words in ("2025_06_20_suit.txt", "%suit.txt", "suit.txt", "*", ""):
        with pytest.raises(InputError, match="goes by this"):
            desk.retract(str(joined), [words])
    assert written(joined) == before


def test_why_tells_the_reason_or_what_is_missing(joined: Path) -> None:
    same, words = desk.why(str(joined), "三枝", "三枝亮介")
    assert same
    assert "社長" in words
    assert desk.why(str(joined), "Nordvia", "ノルトヴィア")[0]
    assert not desk.why(str(joined), "ノルトヴィア", "ピクトラム")[0]
    with pytest.raises(InputError, match="三浦"):
        desk.why(str(joined), "三浦", "三枝")


def test_a_split_holds_over_builds_and_merges_until_it_is_taken_back(joined: Path) -> None:
    before = written(joined)
    made = deciding.split(str(joined), "Nordvia", "ノルトヴィア", why="別会社", by="三浦")
    apart = written(joined)
    assert {a.label for account in told(joined) for a in account.agents} >= {"Nordvia", "ノルトヴィア"}
    building.into_store([str(ARTICLES)], str(joined), Asked(anew=True), lambda d, f: None, pytest.fail)
    desk.merge([str(joined)], None)
    assert written(joined) == apart
    assert "別会社" in apart.decode()
    assert not desk.why(str(joined), "Nordvia", "ノルトヴィア")[0]
    deciding.undo(str(joined), made.id)
    assert written(joined) == before


def test_what_a_person_holds_for_one_is_one(joined: Path) -> None:
    before = written(joined)
    (made,) = deciding.decide(str(joined), "same", ["organization/東京地裁", "organization/ピクトラム"])
    assert len({a.iri for account in told(joined) for a in account.agents}) == 5
    with pytest.raises(InputError, match="already decided otherwise"):
        deciding.split(str(joined), "東京地裁", "ピクトラム")
    deciding.undo(str(joined), f"{BASE}decision/{made.id}")
    assert written(joined) == before


def purchase(where: Path, status: str) -> str:
    return next(f.iri for f in facts(where, "Acquisition") if f.status == status)


def test_a_fact_that_is_rejected_goes_with_all_that_hung_on_it_and_comes_back(joined: Path) -> None:
    before = written(joined)
    (other,) = [
        f
        for f in facts(joined, "Acquisition")
        if any(a.sums[n].label == "135億円" for a in told(joined) for n in f.named("amount") if n in a.sums)
    ]
    (made,) = deciding.decide(str(joined), "reject", [other.iri])
    after = written(joined, "turtle").decode()
    assert "135億円" not in amounts(joined)
    assert "13500000000" not in after
    assert "kg:acquired" in after  # the other report supports the edge
    building.into_store([str(ARTICLES)], str(joined), Asked(anew=True), lambda d, f: None, pytest.fail)
    assert written(joined, "turtle").decode() == after
    deciding.undo(str(joined), made.id)
    assert written(joined) == before


def test_an_edge_goes_with_the_last_fact_that_supports_it(joined: Path) -> None:
    for f in facts(joined, "Acquisition"):
        if f.status == "Occurred":
            deciding.decide(str(joined), "reject", [f.iri])
    assert "kg:acquired" not in written(joined, "turtle").decode()


CORRECTIONS = {
    "date": ("2024-09-30", '"2024-09-30"^^xsd:date'),
    "amount": ("約130億円", '"約130億円"'),
    "status": ("Planned", "kg:status kg:Planned"),
    "acquirer": ("ピクトラム", "kg:acquirer <organization/ピクトラム>"),
}


@pytest.mark.parametrize("of", CORRECTIONS)
def test_a_correction_stands_in_place_of_what_was_read_and_conforms(of: str, joined: Path) -> None:
    from kg.validate import validate
    from kg.validate.sources import Source

    before = written(joined)
    value, expected = CORRECTIONS[of]
    iri = purchase(joined, "Occurred")
    (made,) = deciding.decide(str(joined), "correct", [iri.removeprefix(BASE)], of, [value], "校閲", "三浦")
    out = joined.parent / "all.trig"
    desk.export_to(str(joined), str(out), None)
    assert expected in written(joined, "turtle").decode()
    report = validate(Source("all", tuple(serial.load(out))))
    assert [f.code for f in report.findings if f.severity == "violation"] == []
    building.into_store([str(ARTICLES)], str(joined), Asked(anew=True), lambda d, f: None, pytest.fail)
    assert written(joined) == out.read_bytes()
    deciding.undo(str(joined), made.id)
    assert written(joined) == before
    assert len(CORRECTIONS) == 4


def test_a_correction_without_a_value_takes_it_away(joined: Path) -> None:
    iri = purchase(joined, "Planned")
    deciding.decide(str(joined), "correct", [iri], "amount")
    assert amounts(joined) == {"120億円", "135億円"}


def test_an_accepted_fact_outlives_a_reading_that_does_not_find_it(joined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from kg.newsroom import record

    iri = purchase(joined, "Planned")
    deciding.decide(str(joined), "accept", [iri])
    found = record.read_article
    monkeypatch.setattr(record, "read_article", lambda a: replace(found(a), facts=()))
    building.into_store([str(ARTICLES)], str(joined), Asked(anew=True), lambda d, f: None, pytest.fail)
    assert [f.iri for f in facts(joined, "Acquisition")] == [iri]


def test_a_decision_meets_the_fact_that_a_new_reading_tells_a_little_differently(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from kg.newsroom import record

    deciding.decide(str(store), "reject", [purchase(store, "Planned")])
    found = record.read_article

    def other(article):  # type: ignore[no-untyped-def]
        reading = found(article)
        less = [replace(f, roles=tuple(r for r in f.roles if r[0] != "amount")) for f in reading.facts]
        return replace(reading, facts=tuple(less))

    monkeypatch.setattr(record, "read_article", other)
    building.into_store([str(ARTICLES)], str(store), Asked(anew=True), lambda d, f: None, pytest.fail)
    assert "Planned" not in {f.status for f in facts(store, "Acquisition")}


REFUSED = {
    "no such fact": (("reject", ["acquisition/0000"]), "no fact of this store"),
    "an entity is no fact": (("reject", ["organization/Nordvia"]), "no fact of this store"),
    "one name": (("same", ["Nordvia"]), "takes two"),
    "itself": (("different", ["Nordvia", "Nordvia"]), "twice the same"),
    "nobody": (("same", ["Nordvia", "大洋商事"]), "0 go by this name"),
    "no property": (("correct", ["FACT"], "colour", ["青"]), "no property of a Acquisition"),
    "no date": (("correct", ["FACT"], "date", ["去年"]), "not a date"),
    "no status": (("correct", ["FACT"], "status", ["Done"]), "no status"),
    "no sum": (("correct", ["FACT"], "amount", ["たくさん"]), "not one sum"),
    "no such company": (("correct", ["FACT"], "target", ["大洋商事"]), "0 go by this name"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_decided_is_refused_and_nothing_is_kept(name: str, store: Path) -> None:
    (verdict, about, *rest), words = REFUSED[name]
    about = [purchase(store, "Planned") if a == "FACT" else a for a in about]
    with pytest.raises(InputError, match=words):
        deciding.decide(str(store), verdict, about, *rest)
    assert deciding.decisions(str(store)) == []
    assert len(REFUSED) == 10


def test_a_list_of_pairs_that_are_never_one(store: Path, tmp_path: Path) -> None:
    plain, list_, out = tmp_path / "plain.trig", tmp_path / "never.tsv", tmp_path / "out.trig"
    desk.export_to(str(store), str(plain), None)
    list_.write_text("# 別の会社\nNordvia\tノルトヴィア\n", encoding="utf-8")
    desk.merge([str(plain)], str(out), str(list_))
    assert {a.label for account in accounts_in([str(out)]) for a in account.agents} >= {"Nordvia", "ノルトヴィア"}
    desk.merge([str(out)], str(tmp_path / "again.trig"))  # the file remembers
    assert (tmp_path / "again.trig").read_bytes() == out.read_bytes()
    list_.write_text("Nordvia\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"never\.tsv:1: not two names"):
        desk.merge([str(plain)], str(out), str(list_))


def test_a_joined_file_is_not_replaced_by_articles_that_are_not(kg: Run, store: Path, tmp_path: Path) -> None:
    plain, out = tmp_path / "plain.trig", tmp_path / "out.trig"
    desk.export_to(str(store), str(plain), None)
    desk.merge([str(plain)], str(out))
    before = out.read_bytes()
    run = kg("build", str(ARTICLES), "-o", str(out))
    assert (run.returncode, run.stderr.count(b"\n"), out.read_bytes()) == (2, 1, before)
    assert b"joined and decided in it would be lost" in run.stderr
    assert kg("build", str(ARTICLES), "-o", str(out), "--anew").returncode == 0
    assert out.read_bytes() == plain.read_bytes()


def test_what_is_read_into_a_joined_store_waits_for_the_next_merge(kg: Run, joined: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("ノルトヴィア社は2025年7月1日、青嶺システムを買収した。", encoding="utf-8")
    run = kg("build", str(tmp_path / "new.txt"), "-o", str(joined))
    assert f"not joined yet; kg merge {joined}" in run.stderr.decode()
    assert {"organization/ノルトヴィア", "organization/ノルトヴィア社"} & {
        a.iri.removeprefix(BASE) for account in told(joined) for a in account.agents
    }
    desk.merge([str(joined)], None)
    assert not {"organization/ノルトヴィア", "organization/ノルトヴィア社"} & {
        a.iri.removeprefix(BASE) for account in told(joined) for a in account.agents
    }


def test_the_order_of_decisions_changes_nothing(store: Path, tmp_path: Path) -> None:
    iri = purchase(store, "Planned")
    made = [
        ("correct", [iri], "date", ["2024-09"]),
        ("correct", [iri], "amount", ["130億円"]),
        ("different", ["Nordvia", "ノルトヴィア"]),
    ]
    seen = set()
    for n, order in enumerate(itertools.permutations(made)):
        where = Path(shutil.copytree(store, tmp_path / f"s{n}"))
        for arguments in order:
            deciding.decide(str(where), *arguments)
        desk.merge([str(where)], None)
        seen.add(written(where))
    assert len(seen) == 1


def test_the_commands(kg: Run, joined: Path) -> None:
    where = str(joined)
    assert kg("why", where, "三枝", "三枝亮介").returncode == 0
    assert kg("why", where, "三枝", "倉科仁").returncode == 1
    assert "decision " in kg("split", where, "Nordvia", "ノルトヴィア", "--by", "三浦").stderr.decode()
    listed = kg("decide", where, "list").stdout.decode()
    assert "different" in listed
    assert "by 三浦" in listed
    assert kg("decide", where, "undo", listed.partition(":")[0]).returncode == 0
    assert kg("decide", where, "list").stdout.decode() == "no decisions\n"
    assert kg("retract", where, PLAN).returncode == 0
    run = kg("retract", where, PLAN)
    assert (run.returncode, run.stderr.decode().count("\n")) == (2, 1)
    assert kg("merge", where).returncode == 0
    assert kg("export", where, "--format", "ntriples").stdout.count(b"\n") > 100
    assert b"Nordvia" in kg("query", where, "SELECT ?l { ?x a kg:Organization ; rdfs:label ?l }").stdout
    assert b"no store" in kg("export", str(ARTICLES)).stderr
