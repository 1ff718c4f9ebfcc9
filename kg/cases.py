"""The words behind a noun in, its case mark out: particles, and the verbs that have become particles.

が → ガ, によって → ニヨル, に対し → ニタイスル; 氏らが → ガ, past what only extends the noun
"""

from __future__ import annotations

import re
from functools import lru_cache

# function words after a noun → case mark; longest first
CASES: tuple[tuple[str, str], ...] = (
    (r"に(?:よれば|よると|よりますと)", "情報源"),
    (r"に(?:よって|より|よる)", "ニヨル"),
    (r"に(?:対して|対し|対する|たいし)", "ニタイスル"),
    (r"(?:に|へ)向け", "ムケ"),
    (r"を(?:めぐって|めぐり|めぐる|巡って|巡り|巡る)", "メグル"),
    (r"を(?:通じて|通じた|通じ|通して)", "ツウジ"),
    (r"を(?:含む|含め|はじめ|始め|中心)", "ヲハジメ"),
    (r"(?:と|に)(?:ともに|共に)", "トトモ"),
    (r"に加え", "ニクワエ"),
    (r"に(?:とって|ついて|つき|関して|関する|おいて|おける|伴い|伴う)", "ニツイテ"),
    (r"として", "トシテ"),
    (r"といえば|と言えば", "ハ"),
    (r"という|といった", "トイウ"),
    (r"から", "カラ"),
    (r"まで", "マデ"),
    (r"より", "ヨリ"),
    (r"への|へ", "ニ"),
    (r"との|とは|とも|と", "ト"),
    (r"には|にも|に", "ニ"),
    (r"での|では|でも|で", "デ"),
    (r"が", "ガ"),
    (r"を", "ヲ"),
    (r"の", "ノ"),
    (r"は", "ハ"),
    (r"も", "モ"),
    (r"や", "ヤ"),
)
SUBJECT = ("ガ", "ハ", "モ")  # marks of whom a clause says something
PASSIVE = {"ガ": "ヲ", "ニ": "ガ", "ニヨル": "ガ", "カラ": "ガ"}  # a passive verb's marks → those of its active: Xに買収された
COMPOUND = re.compile(
    r"に(?:よって|より|よる|対し|対する|加え|向け)|を(?:通じ|通して|めぐ|巡|含|はじめ|始め|中心)|と(?:ともに|共に)|として"
)
CASE = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (pattern, _) in enumerate(CASES)))
_EXTENT = re.compile(
    r"^(?:付け?(?=[でにの、])|頃|ごろ|ら[一-龯]{1,6}(?:\d+人)?(?=[はがをにの、])|分|超|余り|あまり|規模|相当|前後|程度|弱|強|以上|以下|未満|ずつ|ら|など|等|側|自身|両氏|各氏|両被告|各被告|ほか|の各氏|の(?:計)?\d+(?:社|人|氏|者|行)|\d+(?:社|人|氏|者|行)|各社|各氏|両社|双方|個人|だけ|のみ|とも|職|の(?:座|椅子|ポスト|職|席|任)|会の席|会(?=を|から)|社(?=[をにがはのもとへ、])|ら(?:役員|経営陣|幹部))+"
)
BRACKETED = re.compile(r"^\([^()]*\)")
HONORIFIC = re.compile(r"^(?:氏|さん|様|容疑者|被告|女史|先生|君|夫妻|夫人|嬢|翁|博士)")


@lru_cache(maxsize=1 << 10)
def mark(tail: str) -> str:
    """によって → ニヨル, には → ニ; "" for none."""
    found = CASE.match(tail.lstrip("」』”’〉》) "))
    return CASES[int(found.lastgroup[1:])][1] if found and found.lastgroup else ""


@lru_cache(maxsize=1 << 10)
def skip(rest: str) -> str:
    """氏(59)ら3人が → が: what stands between a name and its mark."""
    while True:
        shorter = BRACKETED.sub("", _EXTENT.sub("", HONORIFIC.sub("", rest.lstrip("」』”’〉》 "))))
        if shorter == rest:
            return rest
        rest = shorter
