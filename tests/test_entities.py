"""Who is who within an article: what is joined, and what must never be."""

from __future__ import annotations

import pytest

from kg.clusters import Clusters
from kg.model import EntityType
from kg.pipeline import read_article
from kg.rivals import rivals
from kg.sieves import joined
from kg.text import read

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION

ONE = (  # type, text, surfaces that name one thing
    (ORGANIZATION, "株式会社メイプルはメイプルを", "株式会社メイプル メイプル"),
    (ORGANIZATION, "ハーベル社とハーベル", "ハーベル社 ハーベル"),
    (ORGANIZATION, "ハーベル(Havel)は", "ハーベル Havel"),
    (ORGANIZATION, "北嶺製紙株式会社(以下「北嶺」といいます。)は", "北嶺製紙株式会社 北嶺"),
    (ORGANIZATION, "みどり商会(現ミドリックス)は", "みどり商会 ミドリックス"),
    (ORGANIZATION, "ミドリックスは2001年、みどり商会から社名を変更した。", "ミドリックス みどり商会"),
    (ORGANIZATION, "みどり商会はミドリックスに社名を変更した。", "みどり商会 ミドリックス"),
    (ORGANIZATION, "みどり商会を起こした。これが後のミドリックスである。", "みどり商会 ミドリックス"),
    (ORGANIZATION, "青森地方裁判所は。青森地裁は", "青森地方裁判所 青森地裁"),
    (ORGANIZATION, "津軽銀行は。津軽銀は", "津軽銀行 津軽銀"),
    (ORGANIZATION, "青森文理大学は。青森文理大は", "青森文理大学 青森文理大"),
    (ORGANIZATION, "ネバダ州北部地区連邦地裁は。連邦地裁は", "ネバダ州北部地区連邦地裁 連邦地裁"),
    (ORGANIZATION, "Harbor Bay Partnersは。HBPは", "Harbor_Bay_Partners HBP"),
    (ORGANIZATION, "カワベ技研は。カワベは", "カワベ技研 カワベ"),
    (ORGANIZATION, "オープンAIと。OpenAIと", "オープンAI OpenAI"),
    (PERSON, "三浦 遥は。三浦遥は。三浦は。遥は", "三浦_遥 三浦遥 三浦 遥"),
    (
        PERSON,
        "ジェローム・パウエルは。Jerome Powellは。パウエルは。Powellは",
        "ジェローム・パウエル Jerome_Powell パウエル Powell",
    ),
    (PERSON, "マッケランと。マケランと", "マッケラン マケラン"),
    (PERSON, "ソフィア・アル＝ハリドは。アル＝ハリドは", "ソフィア・アル＝ハリド アル＝ハリド"),
    (PERSON, "ジェームズ・コール最高経営責任者(CEO、通称ジミー)は", "ジェームズ・コール ジミー"),
    (ORGANIZATION, "NPO法人「川の声を聴く会」(略称・カワネット、青森市)は", "川の声を聴く会 カワネット"),
    (ORGANIZATION, "みどり商会は1日、社名を「ミドリックス」に変えた。", "みどり商会 ミドリックス"),
    (ORGANIZATION, "ミドリックスは拡張する。今年1月に商号をみどり商会から変更した。", "ミドリックス みどり商会"),
    (ORGANIZATION, "ミドリックスが移転する。同社は4月にみどり商会から商号を改めた。", "ミドリックス みどり商会"),
    (ORGANIZATION, "昨年度までみどり学院だった「ミドリックス大学」が始動した。", "みどり学院 ミドリックス大学"),
    (ORGANIZATION, "ハーベルは和解した。同社は去年までOrlo Labsを名乗っていた。", "ハーベル Orlo_Labs"),
    (ORGANIZATION, "ミドリックスは調べた。前身の「みどり研究会」の調査と比べた。", "ミドリックス みどり研究会"),
    (ORGANIZATION, "北嶺連盟は要項を公表した。HRRと略称で呼ばれる。", "北嶺連盟 HRR"),
    (PERSON, "歌手のひばりさん(29)が会見した。本名は三浦遥。", "ひばり 三浦遥"),
    (PERSON, "落語家の雲雀亭ぽん平さんが「三代目雲雀亭燕遊」を襲名する。", "雲雀亭ぽん平 雲雀亭燕遊"),
    (PERSON, "北嶺の桐野翔記者は、歌手のひばりさんの本名は三浦遥だと書いた。", "ひばり 三浦遥"),
    (PERSON, "ぽん平改め三代目雲雀亭燕遊さんが口上を述べた。", "ぽん平 雲雀亭燕遊"),
    (PERSON, "三浦遥選手が結婚した。競技は「桐野遥」の登録名で続ける。", "三浦遥 桐野遥"),
    (PERSON, "三浦遥五段は今後「桐野遥」の名で対局する。", "三浦遥 桐野遥"),
    (PERSON, "「海のおじさん」の愛称で親しまれる漁師、三浦遥さんが", "海のおじさん 三浦遥"),
)
TWO = (  # type, text, surfaces of which the first and the last must stay apart
    (ORGANIZATION, "奥利根HDの子会社で酒類卸の奥利根は5日、酒店を買収した。", "奥利根HD 奥利根"),
    (ORGANIZATION, "奥利根不動産投資顧問は奥利根不動産の全額出資子会社。", "奥利根不動産投資顧問 奥利根不動産"),
    (ORGANIZATION, "米Dellwickは1日、Dellwick AIを6億ドルで買収すると発表した。", "Dellwick_AI Dellwick"),
    (ORGANIZATION, "奥利根短期大学は10日、奥利根大学と合併すると発表した。", "奥利根短期大学 奥利根大学"),
    (PERSON, "林原弥一は。長女の林原朋子は。林原は", "林原弥一 林原 林原朋子"),
    (
        PERSON,
        "イアン・ファロウは。姉のモイラ・ファロウは。ファロウは。Ian Farrowは",
        "イアン・ファロウ Ian_Farrow ファロウ モイラ・ファロウ",
    ),
    (PERSON, "エクホルムは。Beth Okaforは", "エクホルム Beth_Okafor"),
    (PERSON, "岸辺エレナは。Marcus Orwellは。エレナは", "岸辺エレナ エレナ Marcus_Orwell"),
    (ORGANIZATION, "津軽は。津軽銀行は。津軽証券は", "津軽銀行 津軽 津軽証券"),
    (ORGANIZATION, "ハーベルは。ハーベル・ベンチャーズは", "ハーベル ハーベル・ベンチャーズ"),
    (ORGANIZATION, "みどり商会は子会社の社名を「ミドリックス」に変えた。", "みどり商会 ミドリックス"),
    (
        ORGANIZATION,
        "みどり商店は社名を「ミドリ」に変更し、北嶺商店は社名を「ホクレ」に改めた。",
        "みどり商店 ミドリ 北嶺商店 ホクレ",
    ),
    (ORGANIZATION, "みどり商会は、北嶺電機から社名を変更したハレテックに出資する。", "みどり商会 ハレテック 北嶺電機"),
    (ORGANIZATION, "みどり銀行と北嶺銀行は合併する。前身の「青森相互」は古い。", "北嶺銀行 みどり銀行 青森相互"),
    (PERSON, "三浦遥容疑者は「桐野翔」の名で活動していた男を名指しした。", "三浦遥 桐野翔"),
    (ORGANIZATION, "青森県警は男を逮捕した。男はみどり電力を名乗っていた。", "青森県警 みどり電力"),
    (ORGANIZATION, "去年までみどり商会だった建物を北嶺製紙が買った。", "みどり商会 北嶺製紙"),
    (ORGANIZATION, "北嶺機械HDの事業会社である北嶺機械は工場を閉じる。", "北嶺機械HD 北嶺機械"),
    (ORGANIZATION, "北嶺機械は全額出資する子会社、北嶺機械プレスの株を売る。", "北嶺機械プレス 北嶺機械"),
    (PERSON, "三浦遥選手が優勝した。夫の登録名は「桐野翔」だ。", "三浦遥 桐野翔"),
    (PERSON, "三浦遥さんと林原朋子さんが会見した。本名は桐野翔。", "三浦遥 林原朋子 桐野翔"),
    (ORGANIZATION, "トビハマ醸機は。Tobihama Brewtech Vietnamは", "トビハマ醸機 Tobihama_Brewtech_Vietnam"),
)


def clusters(type_: EntityType, text: str, words: str) -> list[list[str]]:
    made = Clusters()
    for word in (w.replace("_", " ") for w in words.split()):
        made.add(word, type_, text.index(word))
    joined(made, text)
    return [c.surfaces for c in made]


@pytest.mark.parametrize(("type_", "text", "words"), ONE, ids=lambda x: str(x))
def test_names_of_one_are_joined(type_: EntityType, text: str, words: str) -> None:
    assert len(clusters(type_, text, words)) == 1


@pytest.mark.parametrize(("type_", "text", "words"), TWO, ids=lambda x: str(x))
def test_names_of_two_are_not(type_: EntityType, text: str, words: str) -> None:
    first, *_, last = (w.replace("_", " ") for w in words.split())
    assert not [c for c in clusters(type_, text, words) if first in c and last in c]


@pytest.mark.parametrize(
    ("text", "label", "others"),
    [
        ("陶芸家の三浦遥香さん(旧姓青森)は窯を開いた。", "三浦遥香", "青森遥香"),
        ("結婚により青森から姓を改めた三浦あかりさん(29)が監督に就いた。", "三浦あかり", "青森あかり"),
        ("三浦あかり氏(32)が再選した。前回は桐野の姓で立候補した。", "三浦あかり", "桐野あかり"),
        ("三浦遥香さんは妻(旧姓青森)と窯を開いた。", "三浦遥香", ""),
        ("三浦遥香さんは窯を開いた。夫の旧姓は青森だ。", "三浦遥香", ""),
        ("落語家の六代目観月清司さんが高座に上がった。", "観月清司", "六代目観月清司"),
        ("北嶺製紙の三浦遥香社長(5代目)は述べた。", "三浦遥香", "5代目三浦遥香"),
        ("陶芸家の十三代観月清司さんが窯を開いた。", "観月清司", "十三代観月清司"),
        ("六代目の三浦遥香社長は述べた。", "三浦遥香", ""),
        ("株式会社みどり商会は伸びた。", "株式会社みどり商会", "みどり商会"),
        ("あかね監査法人は伸びた。", "あかね監査法人", ""),
        ("米Harbor Cloudは去年までOrlo Analytics Labsを名乗っていた。", "Harbor Cloud", "Orlo_Analytics_Labs"),
    ],
)
def test_whoever_had_another_name_has_it_and_is_not_called_by_it(text: str, label: str, others: str) -> None:
    (found,) = [e for e in read_article(read(text)).entities if e.label == label]
    assert set(found.names) - {label} == {w.replace("_", " ") for w in others.split()}


def test_how_old_the_dead_were() -> None:
    (found,) = read_article(read("三浦遥香さん(みうら・はるか)が5日、老衰のため死去した。91歳だった。")).entities
    assert found.age == 91


def test_a_person_and_an_organization_are_never_one() -> None:
    made = Clusters()
    made.add("ホンマ", PERSON, 0)
    made.add("Honma", ORGANIZATION, 5)
    joined(made, "ホンマ(Honma)は")
    assert len(list(made)) == 2


def test_rivals_are_symmetric() -> None:
    made = Clusters()
    words = ("林原弥一", "林原朋子", "林原", "Ian Farrow", "モイラ・ファロウ", "ファロウ", "エクホルム", "Beth Okafor")
    for at, word in enumerate(words):
        made.add(word, PERSON, at)
    assert all(rivals(made.of[a], made.of[b]) == rivals(made.of[b], made.of[a]) for a in words for b in words if a != b)


def test_the_label_is_the_fullest_name_and_every_name_stands_in_the_text() -> None:
    text = "ハーベルは17日、業績を発表した。株式会社ハーベルの三浦遥社長は「好調だ」と述べた。三浦氏は2019年に入社した。"
    reading = read_article(read(text))
    labels = {e.label for e in reading.entities}
    assert {"株式会社ハーベル", "三浦遥"} <= labels
    assert all(name in text for e in reading.entities for name in e.names)
    assert all(text[m.span.start : m.span.end] == m.text for e in reading.entities for m in e.mentions)
