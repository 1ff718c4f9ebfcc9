"""What two have in common: the articles that tell of them, pair by pair, and the other sides of their ties."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.context import _keys
from kg.identity.matters import NO_MATTER, Matters, Spoken
from kg.identity.profiles import Profile, Topic

WORDS = "斎場 陶片 遊歩道 浚渫 凧 水門 青嶺製作所 白根食品".split()
topics = st.builds(Topic, st.frozensets(st.sampled_from(WORDS)), st.frozensets(st.sampled_from(WORDS), max_size=3))


def in_common(a: Topic, b: Topic) -> frozenset[str]:
    return (a.words & b.words) | (a.words & b.bodies) | (a.bodies & b.words)


@given(st.lists(topics, min_size=1, max_size=4), st.lists(topics, min_size=1, max_size=4), st.sampled_from(["", *WORDS]))
def test_the_two_articles_that_have_most_in_common_are_found(ours: list[Topic], theirs: list[Topic], name: str) -> None:
    matters = Matters([Profile("a", "", (), (), topic) for topic in (*ours, *theirs)])
    weight = max(sum(matters.weigh(w) for w in in_common(a, b) if w not in name) for a, b in product(ours, theirs) if a is not b)
    found = matters.shared(Spoken(ours), Spoken(theirs), (name,))
    assert found.weight == pytest.approx(weight)
    assert (found == NO_MATTER) == (not found.words)
    assert matters.at_most(Spoken(ours).all, Spoken(theirs).all) >= found.weight - 1e-9


@given(topics)
def test_an_article_has_nothing_in_common_with_itself(topic: Topic) -> None:
    assert Matters().shared(Spoken([topic]), Spoken([topic]), ()) == NO_MATTER


ONE = [
    ("沢渡", "沢渡健一"),
    ("沢渡健一", "沢渡 健一"),
    ("マーカス・ヘイルブロン", "Marcus Heilbronn"),
    ("ヘイルブロン", "マーカス・ヘイルブロン"),
    ("テラバインド", "Terrabind"),
    ("下諏訪町", "下諏訪町教育委員会"),
    ("長野県下諏訪町", "下諏訪町"),
]


@pytest.mark.parametrize("pair", ONE)
def test_names_that_may_be_ones_are_found_by_each_other(pair: tuple[str, str]) -> None:
    for a, b in (pair, pair[::-1]):
        assert set(_keys(a)[0]) & set(_keys(b)[1]), (a, b)


def test_names_of_nothing_alike_are_not() -> None:
    assert not set(_keys("青嶺製作所")[0]) & set(_keys("白根食品")[1])
    assert not set(_keys("テラバインド")[0]) & set(_keys("ネブリス")[1])
