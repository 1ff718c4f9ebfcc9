"""A sentence in, words out that refer back: 同社, 同氏, 両社, 当社, この富豪.

find("同社は両氏と争った。") → 同社 (organization), 両氏 (people)
"""

from __future__ import annotations

from kg.match import lazy
from kg.model import Kind, Mention, Sentence, Span

# what a word refers to: organization, person, issuer (the letterhead's company), speaker (of a memoir or an interview), organizations, people, either
WORDS: tuple[tuple[str, str], ...] = (
    (
        r"(?<![協合共混])同(?:社|行|グループ|機構|協会|館|寺|園|旅館|紙|財団|組合|ファンド|基金|連盟|団体|球団|党|労組|会社|校|店|局|庁|省|委員会|研究所|事務所|病院|大学|大(?!会|型|量|規|手|き)|誌|新聞|市|県|府|町|信金|裁判所|地裁|高裁|法院|検察|地検)(?!年|月|日|様)",
        "organization",
    ),
    (r"同(?:氏|容疑者|被告|社長|会長|CEO|教授|弁護士|判事)", "person"),
    (r"当社|弊社|当行|当法人|わが社|我が社|(?<![日基根])本学(?!期|年)|本校|当財団|当協会|当学園|当金庫|当組合", "issuer"),
    (r"両(?:社|行|グループ|大学|団体)", "organizations"),
    (r"(?<![一-龯])(?:私|僕|わたし|わたくし|我輩|吾輩|小生|筆者)(?=[はがもの]|に(?!は)|と(?!も))", "speaker"),
    (r"両(?:氏|被告|容疑者|名)|(?<![\dら])(?:2|二)人(?=[はがをにもの])|夫妻", "people"),
    (r"(?<![\dら])(?:3|三)人(?=[はがをも])", "three"),
    (r"両者|双方", "either"),
    (
        r"彼女(?!ら)|彼(?![らの]ら|岸)|(?:この|その)(?:億万長者|富豪|大富豪|起業家|実業家|投資家|経営者|創業者|男性|女性|人物)",
        "person",
    ),
    (r"(?<=[。、「はがのと])氏(?=[はがのをに])", "person"),
    (
        r"(?:この|その|新)(?:会社|新興企業|スタートアップ|企業|銀行|新会社|大学|財団|組織|団体|ファンド|研究所)(?!「)",
        "organization",
    ),
    (r"新会社(?!「)", "organization"),
)
_PATTERN = lazy("|".join(f"(?P<k{i}>{pattern})" for i, (pattern, _) in enumerate(WORDS)))


def find(sentence: Sentence) -> tuple[Mention, ...]:
    """Anaphors in text order; the value is what the word refers to, the rule its own words."""
    out = []
    for found in _PATTERN.finditer(sentence.text):
        span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
        kind = WORDS[int((found.lastgroup or "k0")[1:])][1]
        out.append(Mention(span, Kind.ANAPHOR, found.group(), "anaphor", kind))
    return tuple(out)
