"""The words after a date in, whether they tell of the past or of the future out.

    past("に設立した。") → True;  past("に設立する方針だ。") → False;  past("、東京。") → True

A dated clause without a finite verb counts as past: news is told in the past unless it says otherwise.
"""

from __future__ import annotations

import re

_PAST = (
    r"[いえきぎけげしせちてにびべみめりれっん][ただ](?!い|ち|め(?!に)|く|ろ|け|ま|り|ん|しま(?!した))|"
    r"て(?:いる|おり|いない|きている)|でいる|済み|だった"
)
_RU = r"(?<![いよけ])(?<!であ)(?<!がて)(?<!わた)(?<!関す)(?<!対す)(?<!に至)る"
_AHEAD = (
    r"予定|方針|見通し|見込み|見込む|計画(?!し[たて])|目指[すし]|めど|目途|目標|つもり|たい(?=。|と|考え)|だろう|はずだ|"
    r"(?<!知らせ)(?<!報告)(?<!案内)(?<!願い)いたします(?=。|が、|$)|[行担扱払言伴]う(?=よ)|"
    rf"(?:[就継]ぐ|[行担扱払言伴]う(?!という|$)|[開就置招築引書除働導動退]く|[一-龯][すつぶむ](?!とも)|{_RU}(?!とも))(?=[一-龯ァ-ヶ。、]|こと|と|$)|"
    rf"{_RU}(?=[A-Z「]|ため|まで|よう)"
)
_FINITE = re.compile(rf"(?P<past>{_PAST})|(?P<ahead>{_AHEAD})")
_MAIN = re.compile(r"^(?:付で|付けで|付|に|までに|夜|朝|夕|昼|午前|午後|未明|深夜|早朝|の\S{1,8}?で)?、")
_PLAN = re.compile(r"予定|方針|見通し|見込|計画|目指[すし]|目標|たい[。と考]|だろう")


def past(words: str) -> bool:
    """`words` run from the date to its sentence's end. 6日、…した: a date with a comma belongs to the last verb."""
    found = list(_FINITE.finditer(words))
    if not found:
        return True
    chosen = found[-1] if _MAIN.match(words) else found[0]
    return chosen["past"] is not None


def planned(words: str) -> bool:
    """Whether a plan is told: 10年後に1兆円を目指す."""
    return _PLAN.search(words) is not None
