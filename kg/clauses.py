"""The grammar of Japanese, once: a parsed sentence and its mentions in, phrases with deep-case marks and predicates out.

    東亜電機は北星製薬を300億円で買収した。
    → phrases 東亜電機 ハ, 北星製薬 ヲ, 300億円 デ; predicate 買収した (active, past)

Every fact type uses the same syntax: topic, voice, relative and cleft clauses, coordination, nominalisation, support verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.model import Kind, Mention, Sentence, Span, Token

AGENTS = (Kind.PERSON, Kind.ORGANIZATION, Kind.ANAPHOR)

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
_COMPOUND_CASE = re.compile(
    r"に(?:よって|より|よる|対し|対する|加え|向け)|を(?:通じ|通して|めぐ|巡|含|はじめ|始め|中心)|と(?:ともに|共に)|として"
)
_CASE = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (pattern, _) in enumerate(CASES)))
_EXTENT = re.compile(
    r"^(?:ら[一-龯]{1,6}(?:\d+人)?(?=[はがをにの、])|分|超|余り|あまり|規模|相当|前後|程度|弱|強|以上|以下|未満|ずつ|ら|など|等|側|自身|両氏|各氏|両被告|各被告|ほか|の各氏|の(?:計)?\d+(?:社|人|氏|者|行)|\d+(?:社|人|氏|者|行)|各社|各氏|両社|双方|個人|だけ|のみ|とも|職|の(?:座|椅子|ポスト|職|席|任)|会の席|会(?=を|から)|ら(?:役員|経営陣|幹部))+"
)
_BRACKETED = re.compile(r"^\([^()]*\)")
_HONORIFIC = re.compile(r"^(?:氏|さん|様|容疑者|被告|女史|先生|君)")

# nouns through which an argument is seen: Xの株式を買う → X
TRANSPARENT = re.compile(
    r"(?:株式|全株|株|手|持ち?分|持ち株|経営権|事業|事業部|部門|資産|運営会社|親会社|グループ|議決権|過半|過半数|社債|新株|優先株|"
    r"新株予約権|増資|第三者割当増資|ラウンド|案件|割|%|分|全て|すべて|大半|一部|残り|支配権|経営|店舗|請求|訴え|控訴|上告|主張|側|ら|代表|口座|基金|(?:計)?\d+(?:社|人|氏|者|行)|各社|各氏|両社|両氏)$"
)


# who is not the one whose they are: Xの|遺族ら
_OTHERS = re.compile(
    r"(?:遺族|家族|親族|両親|社員|職員|従業員|株主|住民|購入者|利用者|顧客|会員|信者|弁護団|代理人|側近|関係者|加盟店|元\w+)ら$"
)

# nouns that close a list of their kind: A、Bなどの|投資家
PARTY = re.compile(
    r"(?:投資家|株主|企業|会社|銀行|ファンド|ベンチャーキャピタル|VC|機関|金融機関|団体|両社|各社|陣営|関係者|\d+(?:社|者|行|人|氏))(?:ら|など)?$"
)
_CLOSING = re.compile(
    r"(?:など|ら|といった|をはじめとする|を含む|を中心とする|、|と|や|および|及び|並びに|ほか|その他|の|他の|その他の|複数の|ほかの|既存の?|大手|国内外の?|外部の?|個人|機関|有力|計|新規の?)*"
)

_SEAT = re.compile(r"^(?:椅子|座|職|役職|ポスト|地位|席|任)$")

# 買収した|年の|X: no other name of X
_NO_APPOSITION = re.compile(
    r"(?:年|月|日|時|頃|ころ|際|当時|翌[年月日]|後|前|間|うち|ため|以来|話|件|理由|背景|経緯|こと|もの|ところ|ほか|結果|影響|費用|金額|額|円|ドル|人|者|氏|側|役|員|長)$"
)

# nouns whose clause shares the subject of what governs them: Xが|買収する|契約を|結んだ
COMPLEMENT = re.compile(
    r"(?:契約|計画|方針|予定|意向|考え|合意|構え|運び|こと|提案|検討|交渉|協議|決定|決議|約束|申し出|意思|準備|案|つもり|目的|狙い|権利|手続き|議案|人事)$"
)

_GENERIC = re.compile(
    r"(?:社|企業|団体|組織|メーカー|銀行|財団|法人|大学|ベンチャー|スタートアップ|組合|所|新聞|店|クラブ|楽団|学校|校|園|塾|工房|スタジオ|サイト|ブランド|老舗|病院|屋|ホテル|旅館|ファンド|基金|チーム|球団)(?:だ|です|である|だった)?$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One bunsetsu. `mentions` are those that its head noun denotes, coordinated ones included, in text order."""

    index: int
    head: int
    case: str
    noun: str
    span: Span
    mentions: tuple[Mention, ...]
    predicate: bool
    verb: int  # index of the predicate's head verb among the sentence's tokens; -1 for a copula and for no predicate
    link: str  # of a predicate: 連体 連用 て ば と が ため 終止 cleft


@dataclass(frozen=True, slots=True)
class Argument:
    mention: Mention
    case: str
    how: str
    distance: int  # bunsetsu between the argument and the predicate


class Syntax:
    """A sentence with its phrases. Built once, read only."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.mentions = tuple(m for m in mentions if sentence.span.covers(m.span))
        self._groups = _coordinated(sentence, self.mentions)
        self.phrases = _mended(tuple(self._phrase(i) for i in range(len(sentence.bunsetsu))))

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        out: list[list[int]] = [[] for _ in self.phrases]
        for p in self.phrases:
            if p.head >= 0:
                out[p.head].append(p.index)
        return tuple(tuple(c) for c in out)

    def bunsetsu_at(self, position: int) -> int:
        """Index of the bunsetsu that holds a place of the text; -1 where none does."""
        for i, b in enumerate(self.sentence.bunsetsu):
            if self.tokens[b.first].start <= position < self.tokens[b.last - 1].end:
                return i
        return -1

    def words(self, span: Span) -> str:
        base = self.sentence.span.start
        return self.sentence.text[span.start - base : span.end - base]

    def token_at(self, position: int) -> int:
        for i, t in enumerate(self.tokens):
            if t.start <= position < t.end:
                return i
        return -1

    def after(self, index: int) -> str:
        """The bunsetsu's text behind the token with this index."""
        b = self.sentence.bunsetsu[self.bunsetsu_at(self.tokens[index].start)]
        return "".join(t.surface for t in self.tokens[index + 1 : b.last])

    def passive(self, index: int) -> bool:
        """買収さ|れ|た: れる or られる in the verb complex that begins at a token."""
        return any(t.lemma in ("れる", "られる") for t in self._complex(index))

    def negated(self, index: int) -> bool:
        """買収し|なかっ|た, 買収せ|ず, 買収|し|て|い|ない."""
        return any(
            (t.lemma in ("ない", "無い", "ず", "ぬ", "まい")) and t.pos[0] in ("助動詞", "形容詞") for t in self._complex(index)
        )

    def past(self, index: int) -> bool:
        return any(t.lemma == "た" and t.pos[0] == "助動詞" for t in self._complex(index))

    def _complex(self, index: int) -> Iterator[Token]:
        b = self.sentence.bunsetsu[self.bunsetsu_at(self.tokens[index].start)]
        for t in self.tokens[index + 1 : b.last]:
            if t.pos[0] in ("動詞", "助動詞", "形容詞") or t.surface in ("て", "で", "は"):
                yield t
            elif t.pos[0] not in ("接尾辞", "名詞"):
                return

    # arguments ------------------------------------------------------------------------------------------------------

    def arguments(self, index: int) -> tuple[Argument, ...]:
        """Mentions that depend on a bunsetsu, with their case marks; の-chains and transparent nouns are seen through."""
        out: list[Argument] = []
        for c in self.children[index]:
            p = self.phrases[c]
            against = p.case == "ヲ" and c + 1 < index and self.phrases[c + 1].noun == "相手"  # Xを|相手に|起こした
            out += [Argument(m, "ヲアイテ" if against else p.case, "explicit", index - c) for m in self.members(c)]
            if p.predicate and p.link in ("連用", "て"):
                out += self._bridged(c, index)
        return tuple(a for a in out if not self._of_another(a, out, index))

    def _of_another(self, a: Argument, arguments: Sequence[Argument], index: int) -> bool:
        """南雲は…引責辞任、皆川も…退いた: the first topic belongs to the predicate before the second."""
        if a.case not in ("ハ", "モ"):
            return False
        later = [o for o in arguments if o.case in ("ハ", "モ", "ガ") and o.distance < a.distance and o.mention.kind in AGENTS]
        between = self.phrases[index - a.distance : index - max((o.distance for o in later), default=a.distance)]
        return (
            any(p.predicate and p.link in ("連用", "が") and p.verb >= 0 for p in between)
            and bool(later)
            and a.mention.kind in AGENTS
        )

    def members(self, index: int) -> tuple[Mention, ...]:
        """`denoted`, and the earlier members of a list whose members are long: X、北海道に本社を置くY、…|Zが."""
        own = self.denoted(index)
        if not any(m.kind in AGENTS for m in own) or self.phrases[index].case not in (
            "ガ",
            "ヲ",
            "カラ",
            "ニ",
            "ハ",
            "ニヨル",
            "デ",
            "",
        ):
            return own
        before: list[Mention] = []
        for p in self.phrases[:index]:
            if p.case == "" and p.mentions and not p.predicate and self.words(p.span).endswith("、") and self._leads(p, index):
                before += [m for m in p.mentions if m.kind in AGENTS and m not in own and m not in before]
        return (*before, *own)

    def _leads(self, p: Phrase, to: int) -> bool:
        """Whether a phrase depends on another through nominal phrases and relative clauses alone."""
        at = p.head
        while 0 <= at < to:
            q = self.phrases[at]
            if q.predicate and q.link != "連体":
                return False
            at = q.head
        return at == to

    def denoted(self, index: int) -> tuple[Mention, ...]:
        """What a phrase denotes: its own mentions, or those of the の-modifier of a transparent noun."""
        p = self.phrases[index]
        if PARTY.search(p.noun) and all(m.kind is Kind.TITLE for m in p.mentions) and (listed := self._listed(p)):
            return listed
        if not p.mentions and _SEAT.search(p.noun):  # 社長の|椅子に
            return tuple(m for c in self.children[index] for m in self.phrases[c].mentions if m.kind is Kind.TITLE)
        if not p.mentions and _GENERIC.search(p.noun):  # 「X」という|会社を
            for c in self.children[index]:
                if self.phrases[c].case == "トイウ" and self.phrases[c].mentions:
                    return self.phrases[c].mentions
        if p.mentions or not TRANSPARENT.search(p.noun) or _OTHERS.search(p.noun):
            return p.mentions
        out: list[Mention] = []
        for c in self.children[index]:
            if self.phrases[c].case in ("ノ", "ト", ""):
                out += [m for m in self.denoted(c) if m.kind in AGENTS]  # Xの|株式の|過半数
        inner = [m for m in self.mentions if p.span.covers(m.span) and m.kind in AGENTS]
        return tuple(out or inner)

    def _listed(self, p: Phrase) -> tuple[Mention, ...]:
        """A、Bおよび他の|投資家から: the list that a noun for its kind closes."""
        for group in self._groups:
            end = group[-1].span.end
            if end <= p.span.start and _CLOSING.fullmatch(_skip(self.words(Span(end, p.span.start)))):
                return group
        return ()

    def _bridged(self, index: int, to: int) -> list[Argument]:
        """Xを相手取り…提訴, Xを引受先とする増資: a verb that only marks a role."""
        words = self.words(self.phrases[index].span)
        if re.match(r"相手(?:取|ど)", words):
            return [
                Argument(m, "ヲアイテ", "explicit", to - c)
                for c in self.children[index]
                if self.phrases[c].case in ("ヲ", "ニ")
                for m in self.denoted(c)
            ]
        if words.startswith("加え"):  # Xに|加え、Yが
            return [
                Argument(m, "ニクワエ", "explicit", to - c)
                for c in self.children[index]
                if self.phrases[c].case == "ニ"
                for m in self.denoted(c)
            ]
        inner = (c for c in self.children[index] if self.phrases[c].predicate and self.phrases[c].link in ("連用", "て"))
        return [a for c in inner for a in self._bridged(c, to)]

    def relative_head(self, index: int, far: bool = False) -> tuple[Argument, ...]:
        """北星製薬 for 東亜電機が買収した|北星製薬, and the focus of a cleft: 買収したのは|東亜電機だ."""
        p = self.phrases[index]
        if p.head < 0 or (p.link not in ("連体", "cleft") and p.case != "ノ"):
            return ()
        how = "cleft" if p.link == "cleft" else "relative"
        head = self.phrases[p.head]
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else head
        after_head = self.phrases[p.head + 1] if p.head + 1 < len(self.phrases) else head
        if p.link == "連体" and not self.denoted(p.head) and after.case == "ノ" and after.mentions:
            return tuple(Argument(m, "連体", how, 1) for m in after.mentions)  # Xが興した|Yの|暖簾
        if p.link == "連体" and not head.mentions and head.predicate and _GENERIC.search(head.noun):
            found = self.subject(p.head) or self.topic_before(index)
            return tuple(Argument(a.mention, "連体", how, a.distance) for a in found)  # Xは、Yが設立した|会社だ
        if p.link == "連体" and not head.mentions and head.head >= 0 and self.phrases[head.head].noun.startswith("前身"):
            return tuple(
                Argument(a.mention, "連体", how, a.distance) for a in self.subject(head.head)
            )  # Xは、Yが興した|店が|前身
        if p.link == "連体" and not self.denoted(p.head) and head.case == "" and self.words(head.span).endswith("、"):
            return tuple(Argument(m, "連体", how, 1) for m in after_head.mentions)  # 立ち上げた|労組、|X
        if p.link == "連体" and not self.denoted(p.head) and head.case == "ノ" and _GENERIC.search(head.noun) and head.head >= 0:
            return tuple(Argument(m, "連体", how, 1) for m in self.denoted(head.head))  # 売却した|アプリ会社の|X
        if far and p.link == "連体" and not self.denoted(p.head) and head.case == "ノ" and not _NO_APPOSITION.search(head.noun):
            further = self.phrases[head.head].mentions if head.head >= 0 else ()
            return tuple(Argument(m, "連体", how, 1) for m in further if m.kind is Kind.ORGANIZATION)  # 起業した|SNSの|X
        if p.link == "cleft" and not self.denoted(p.head):
            return tuple(Argument(m, "連体", how, 1) for m in self.phrases[-1].mentions)
        return tuple(Argument(m, "連体", how, p.head - index) for m in self.denoted(p.head))

    def subject(self, index: int) -> tuple[Argument, ...]:
        """The explicit subject of a bunsetsu: its ガ or ハ phrase that names an agent, the nearest first."""
        found = [a for a in self.arguments(index) if a.case in ("ガ", "ハ", "モ", "見出し") and a.mention.kind in AGENTS]
        return tuple(sorted(found, key=lambda a: (a.case == "ハ", a.distance)))

    def inherited_subjects(self, index: int) -> Iterator[Argument]:
        """Subjects that a clause without its own may share: of the clauses it leads to, then of those that lead to it."""
        seen, at, crossed = {index}, index, False
        while True:
            p = self.phrases[at]
            at = p.head
            crossed = crossed or (p.link == "連体" and at >= 0 and not COMPLEMENT.search(self.phrases[at].noun))
            if at < 0 or at in seen:
                break
            seen.add(at)
            for a in self.subject(at):
                if a.case == "ハ" or not crossed:
                    yield Argument(a.mention, a.case, "topic" if a.case == "ハ" else "shared", a.distance)
            if not crossed and self.phrases[at].link == "連体" and not self.subject(at):  # 創業し、代表を務めた|三浦氏
                yield from (Argument(a.mention, a.case, "shared", a.distance) for a in self.relative_head(at))
        for c in reversed(self.children[index]):
            if self.phrases[c].predicate and self.phrases[c].link in ("連用", "て"):
                yield from (Argument(a.mention, a.case, "shared", a.distance) for a in self.subject(c))
                yield from self.inherited_below(c)

    def topic_before(self, index: int) -> tuple[Argument, ...]:
        """The last topic in front of a bunsetsu, outside quotations: its scope is the rest of the sentence, however it parses."""
        for p in reversed(self.phrases[:index]):
            between = self.words(Span(p.span.end, self.phrases[index].span.start))
            if (p.case == "ハ" or self._possessor(p)) and between.count("「") == between.count("」"):
                return tuple(Argument(m, "ハ", "topic", index - p.index) for m in p.mentions if m.kind in AGENTS)
        return ()

    def _possessor(self, p: Phrase) -> bool:
        """Xには|…を買収した|歴史が|ある, Xについては|…: topics by another name."""
        if p.case == "ニツイテ":
            return self.words(p.span).rstrip("、").endswith("は")
        has = p.head >= 0 and self.phrases[p.head].noun in ("有る", "無い")
        return p.case == "ニ" and has and self.words(p.span).rstrip("、").endswith("には")

    def inherited_below(self, index: int) -> Iterator[Argument]:
        for c in reversed(self.children[index]):
            if self.phrases[c].predicate and self.phrases[c].link in ("連用", "て"):
                yield from (Argument(a.mention, a.case, "shared", a.distance) for a in self.subject(c))

    # building -------------------------------------------------------------------------------------------------------

    def _phrase(self, index: int) -> Phrase:
        b = self.sentence.bunsetsu[index]
        tokens = self.tokens[b.first : b.last]
        span = Span(tokens[0].start, tokens[-1].end)
        inner = [m for m in self.mentions if span.start < m.span.end <= span.end]
        text = "".join(_spaced(tokens))
        marked = any(_COMPOUND_CASE.match(_skip(text[m.span.end - span.start :])) for m in inner if m.kind in AGENTS)
        verb = (
            None
            if marked
            else _verb_index(
                tokens, [m.span for m in inner if m.kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.PRODUCT)]
            )
        )
        if verb is not None:
            link = self._link(tokens, verb, b.head)
            return Phrase(index, b.head, link if link == "ト" else "", tokens[verb].lemma, span, (), True, b.first + verb, link)
        tail, last = self._tail(tokens, inner)
        case, noun_end = _case(tail), span.end
        mentions: tuple[Mention, ...] = ()
        if last is not None:
            mentions = self._group(last)
        noun = _noun(tokens)
        final = b.head < 0
        if case == "" and self.sentence.zone == "headline" and index == 0 and mentions:
            case = "見出し"
        end = _content_end(tokens) - 1
        bare = self.sentence.zone == "headline" or (text.endswith("、") and self._argued(index))
        if case == "" and not mentions and bare and tokens[end].pos[2] == "サ変可能":
            link = "終止" if final else "連用"  # 独フォルカー買収で|合意
            return Phrase(index, b.head, "", tokens[end].lemma, span, (), True, b.first + end, link)
        copular = final or bool(re.match(r"(?:だ|である|で、|です|だっ)", tail))
        del noun_end
        link = "終止" if final else ("連用" if tail.startswith("で、") else "")
        return Phrase(index, b.head, case, noun, span, mentions, copular and not mentions, -1, link)

    def _argued(self, index: int) -> bool:
        """6月に|引責辞任、: a marked argument stands right before the noun."""
        if index == 0:
            return False
        b = self.sentence.bunsetsu[index - 1]
        last = self.tokens[b.last - 1]
        return b.head == index and last.pos[0] == "助詞" and last.surface in ("は", "が", "を", "に", "で", "から", "も")

    def _tail(self, tokens: Sequence[Token], inner: Sequence[Mention]) -> tuple[str, Mention | None]:
        """The words behind the phrase's head noun, and the mention that the head noun is, if any."""
        text, base = "".join(_spaced(tokens)), tokens[0].start
        for m in sorted(inner, key=lambda m: (m.span.end, -m.span.start), reverse=True):
            if (
                m.kind is Kind.AGE
                or (m.kind in (Kind.TITLE, Kind.ORGANIZATION) and self._behind_name(m, inner))
                or (
                    m.kind is Kind.TITLE
                    and any(o.kind in AGENTS and o.span.end <= m.span.start for o in inner)
                    and not _genitive(text, base, m, inner)
                )
            ):
                continue
            before = text[: max(m.span.start - base, 0)]
            if before.count("(") > before.count(")"):
                continue
            rest = text[m.span.end - base :]
            if m.kind in (Kind.PERSON, Kind.ANAPHOR):
                rest = self._skip_title(rest, m.span.end)
            rest = _skip(rest)
            if not rest or _CASE.match(rest) or re.match(r"[、。,.」』”’〉》)!?]|だ|です|である|で、", rest):
                return rest.lstrip("」』”’〉》)"), m
            break
        end = _content_end(tokens)
        return _skip("".join(_spaced(tokens[end:])).lstrip()), None

    def _behind_name(self, m: Mention, inner: Sequence[Mention]) -> bool:
        """京セラ and 名誉会長 in 稲盛和夫|京セラ名誉会長: parts of what stands behind a person's name."""
        people = (o for o in inner if o.kind is Kind.PERSON or (o.kind is Kind.ANAPHOR and o.value == "person"))
        return any(o.span.end <= m.span.start and m.span.end <= self._epithet(o.span.end) for o in people)

    def _skip_title(self, rest: str, at: int) -> str:
        """加藤宣明|専務(59)を: the title behind a name belongs to the name."""
        rest_at = at
        for _ in range(2):
            skipped = _HONORIFIC.sub("", rest)
            rest_at += len(rest) - len(skipped)
            rest = skipped
            bracket = _BRACKETED.match(rest)
            if bracket:
                rest, rest_at = rest[bracket.end() :], rest_at + bracket.end()
            epithet = self._epithet(rest_at)
            rest, rest_at = rest[epithet - rest_at :], epithet
        return rest

    def _epithet(self, at: int) -> int:
        """The end of what stands behind a name: 三浦|専務, 三浦・|北嶺銀行元頭取; its own place where nothing does."""
        title = next((m for m in self.mentions if m.kind is Kind.TITLE and m.span.start == at), None)
        if title is not None:
            return title.span.end
        gap = 1 if self.sentence.text[at - self.sentence.span.start :].startswith("・") else 0
        owner = next((m for m in self.mentions if m.kind is Kind.ORGANIZATION and m.span.start == at + gap), None)
        if owner is None:
            return at
        title = next((m for m in self.mentions if m.kind is Kind.TITLE and m.span.start == owner.span.end), None)
        return title.span.end if title is not None else at

    def _group(self, mention: Mention) -> tuple[Mention, ...]:
        return next((g for g in self._groups if g[-1] == mention), (mention,))

    def _link(self, tokens: Sequence[Token], verb: int, head: int) -> str:
        """How a predicate joins what follows."""
        rest = [t for t in tokens[verb + 1 :] if t.pos[0] != "補助記号"]
        words = "".join(t.surface for t in rest)
        if re.search(r"(?:た|る|い|う|く|す|つ|ぬ|む|ぶ|ぐ)の[はが]$", tokens[verb].surface + words):
            return "cleft"
        if head < 0:
            return "終止"
        last = rest[-1] if rest else tokens[verb]
        if [t.surface for t in rest[-2:]] == ["と", "の"]:  # 買収するとの|噂
            return "連体"
        if last.surface in ("と", "とも", "との") and last.pos[0] == "助詞":
            return "ト"
        if words.endswith("ものの"):
            return "が"
        if last.surface in ("て", "で") and last.pos[1] == "接続助詞":
            return "て"
        if last.surface in ("が", "けれど", "けれども", "ものの", "のに") and last.pos[0] == "助詞":
            return "が"
        if last.surface in ("ば", "なら") or last.form.startswith("仮定") or re.search(r"(?:たら|だら)$", words):
            return "ば"
        if last.pos[0] in ("動詞", "助動詞", "形容詞") and last.form.startswith("連用"):
            return "連用"
        if last.pos[0] in ("動詞", "助動詞", "形容詞") and last.form.startswith(("連体", "終止")):
            return "連体"
        if last.pos[0] == "名詞":  # 買収、 with する left out
            return "連用"
        return "ため"


def _mended(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """What no parse should say: Xが|2010年、 and 50億円を|Yに (an argument of a name or a date) depend on what that does."""
    named = ("ガ", "ヲ", "ニ", "カラ", "デ", "ハ", "")
    dated = {p.index: p.head for p in phrases if p.case in named and p.mentions and not p.predicate}
    quoted = {p.index: p.head for p in phrases if p.link == "ト" and p.head > p.index and p.verb >= 0}
    phrases = tuple(_nearer(p, quoted) for p in phrases)
    marked = ("ガ", "ヲ", "ハ", "モ", "カラ", "ニヨル", "見出し")
    return tuple(
        replace(p, head=dated[p.head]) if p.case in marked and p.head in dated and dated[p.head] > 0 else p for p in phrases
    )


def _nearer(p: Phrase, quoted: Mapping[int, int]) -> Phrase:
    """62億ドルを|調達すると|発表した: an object goes to the clause that is quoted, not to who quotes it."""
    if p.case not in ("ヲ", "デ", "カラ"):
        return p
    own = next((i for i, head in quoted.items() if p.index < i and p.head == head), None)
    return p if own is None else replace(p, head=own)


def _genitive(text: str, base: int, title: Mention, inner: Sequence[Mention]) -> bool:
    """デンソー|社長に: the title of an organization is the head; 加藤|専務に: behind a person it is an epithet."""
    before = max((o for o in inner if o.kind in AGENTS and o.span.end <= title.span.start), key=lambda o: o.span.end)
    return before.kind is Kind.ORGANIZATION or (before.kind is Kind.ANAPHOR and before.value in ("organization", "issuer"))


def _spaced(tokens: Sequence[Token]) -> Iterator[str]:
    at = tokens[0].start if tokens else 0
    for t in tokens:
        yield " " * (t.start - at) + t.surface
        at = t.end


def _verb_index(tokens: Sequence[Token], names: Sequence[Span] = ()) -> int | None:
    """Index of a bunsetsu's head verb, the サ変 noun of 買収する included; None in a noun phrase."""
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if any(n.covers(t.span) for n in names):
            break
        if t.pos[0] == "動詞" and t.pos[1] == "一般":
            if i + 1 < len(tokens) and tokens[i + 1].pos[0] in ("名詞", "接尾辞") and t.form.startswith("連用"):
                return None  # 買い付け|額
            if "".join(x.surface for x in tokens[max(0, i - 1) : i + 1]) in (
                "によっ",
                "に対し",
                "に対する",
                "による",
                "により",
                "に関する",
                "に関し",
                "につい",
                "によれ",
                "に向け",
                "へ向け",
                "をめぐる",
                "をめぐり",
                "をめぐっ",
                "を巡る",
                "を巡り",
                "を巡っ",
                "という",
                "といえ",
                "におい",
                "にとっ",
            ):
                return None
            return i
        if t.pos[0] == "動詞" and t.lemma in ("為る", "出来る", "致す", "成さる", "頂く") and i > 0:
            before = tokens[i - 1]
            if before.pos[0] in ("名詞", "接尾辞", "動詞"):
                return i - 1
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if t.pos[0] in ("名詞", "代名詞") or t.pos[:2] == ("接尾辞", "名詞的") or any(n.covers(t.span) for n in names):
            break  # 尊|さ
        if t.pos[0] == "形容詞" or (t.pos[0] == "動詞" and i == 0):
            return i
    return None


def _content_end(tokens: Sequence[Token]) -> int:
    """Index behind the last content word of a noun phrase."""
    end = len(tokens)
    depth = 0
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if t.surface in (")", "」", "』"):
            depth += 1
            if t.surface != ")":
                return i + 1
        elif t.surface == "(" and depth:
            depth -= 1
            end = i
            continue
        if depth:
            continue
        function = t.pos[0] in ("助詞", "助動詞", "補助記号", "接続詞") or t.lemma in (
            "因る",
            "対する",
            "依る",
            "関する",
            "通ずる",
            "於く",
        )
        function = function or (t.surface in ("つい", "つき", "とっ") and i > 0 and tokens[i - 1].surface == "に")
        if not function:
            return i + 1
        end = i
    return end


def _noun(tokens: Sequence[Token]) -> str:
    return "".join(t.surface for t in tokens[: _content_end(tokens)]).strip("「『(")


def _skip(rest: str) -> str:
    while True:
        shorter = _BRACKETED.sub("", _EXTENT.sub("", _HONORIFIC.sub("", rest.lstrip("」』”’〉》 "))))
        if shorter == rest:
            return rest
        rest = shorter


def _case(tail: str) -> str:
    found = _CASE.match(tail.lstrip("」』”’〉》) "))
    return CASES[int(found.lastgroup[1:])][1] if found and found.lastgroup else ""


_JOIN = re.compile(
    r"^(?:と、|、と|や、|、|,|・|と|や|および|及び|ならびに|並びに|、および|、並びに|、それに|、さらに|または|/|＆|&)(?P<rest>.*)$",
    re.S,
)


# between an owner, its post and who holds it: X|の元|社長|の|三浦
_OWNED = re.compile(r"(?:の|・)?(?:当時の)?(?:元|前|現|次期|新|初代)?")
_HELD = re.compile(r"(?:である|で|の|、|だった|を務める|を務めた)?")


def _coordinated(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Runs of agents joined by と, や or 、: A、B、ノルウェーの電力会社C、D社長のE."""
    agents = sorted((m for m in mentions if m.kind in AGENTS), key=lambda m: (m.span.start, -m.span.end))
    titles = [m for m in mentions if m.kind is Kind.TITLE]
    starts = {m: _phrase_start(sentence, m, agents, titles) for m in agents}
    owners = {o for m in agents for o in agents if starts[m] <= o.span.start < m.span.start}
    groups: list[list[Mention]] = []
    heads = [m for m in agents if m not in owners]
    for before, m in zip([None, *heads], heads, strict=False):
        if before is not None and _joined(sentence, before, m, starts[m], titles) and groups:
            groups[-1].append(m)
        else:
            groups.append([m])
    return tuple(tuple(g) for g in groups)


def _phrase_start(sentence: Sentence, m: Mention, agents: Sequence[Mention], titles: Sequence[Mention]) -> int:
    """Where a person's phrase begins, with the post before the name and whose it is: |D|社長の|E."""
    base = sentence.span.start
    if m.kind is not Kind.PERSON:
        return m.span.start
    for t in titles:
        if t.span.end <= m.span.start and _HELD.fullmatch(sentence.text[t.span.end - base : m.span.start - base]):
            before = (o for o in agents if o.kind is not Kind.PERSON and o.span.end <= t.span.start)
            owned = (o for o in before if _OWNED.fullmatch(sentence.text[o.span.end - base : t.span.start - base]))
            return next((o.span.start for o in owned), t.span.start)
    return m.span.start


def _joined(sentence: Sentence, a: Mention, b: Mention, start: int, titles: Sequence[Mention]) -> bool:
    """Whether b, whose phrase begins at `start`, goes on a list that a stands in."""
    base = sentence.span.start
    if start <= a.span.end:
        return False
    if sentence.zone == "headline" and sentence.text[a.span.end - base :].startswith("、") and a.span.start - base < 8:
        return False  # 東亜電機、北星製薬を買収: a headline's subject
    between, at = sentence.text[a.span.end - base : start - base], a.span.end
    for title in titles:
        if title.span.start == at:
            between, at = between[len(title.span) :], title.span.end
    between = _skip(between).strip()
    found = _JOIN.match(between)
    if not found or len(between) > 30:
        return False
    rest = found["rest"].strip("「『 ")
    if not rest:
        return not (between == "、" and _owns_title(sentence, b, titles))
    return bool(re.fullmatch(r"(?:[^、。はがをにへでとも()]|の)+", rest)) and not re.search(r"(?:た|る|い|な)$", rest)


def _owns_title(sentence: Sentence, m: Mention, titles: Sequence[Mention]) -> bool:
    """A、Bの社長C: B is no second A."""
    base = sentence.span.start
    rest = sentence.text[m.span.end - base :]
    return any(t.span.start - base in (m.span.end - base, m.span.end - base + 1) for t in titles) and rest.startswith("の")
