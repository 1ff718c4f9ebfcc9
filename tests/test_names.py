"""Names found in sentences of our own: kinds, edges, what is certain once is certain everywhere, and what is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import labeller
from kg.mentions.name_edges import trim
from kg.mentions.name_kin import kin
from kg.mentions.names import find
from kg.model import Kind, Mention
from kg.text import read, sentences
from kg.tokens import tokenize

FOUND = (  # text, organizations, people
    ("青森地裁は17日、雲雀物産の請求を棄却した。", "青森地裁 雲雀物産", ""),
    ("通信大手のハーベルネットは三浦遥氏を社長に迎えた。", "ハーベルネット", "三浦遥"),
    ("米ノースハーバーは2024年、ジョン・ベルクCEOの退任を発表した。", "ノースハーバー", "ジョン・ベルク"),
    ("株式会社ツグミ(本社:岐阜市、代表取締役:森川さやか)は資金を調達した。", "株式会社ツグミ", "森川さやか"),
    ("雲雀堂(岐阜市)の今井慎吾社長は「挑戦だ」と話す。", "雲雀堂", "今井慎吾"),
    ("新会社「つぐみ商事」を設立した。", "つぐみ商事", ""),
    ("今後ハーベル社は拡大する。", "ハーベル社", ""),
    ("自己破産を申請した建機レンタルの能登ドックセンターについて、集会が開かれた。", "能登ドックセンター", ""),
    ("北浦市の弓削教育長は述べた。", "北浦市", "弓削"),
    ("アカツキ電池の不正会計を調べる。", "アカツキ電池", ""),
    ("仏宝飾のハーベル・ゾーンは18日、7〜9月期の売上高が減ったと発表した。", "ハーベル・ゾーン", ""),
    ("茨木市の北摂タオルは、設備を稼働させた。", "北摂タオル", ""),
    ("市は10日、スーパーのコバヤマートと、見守りで協定を結んだ。", "コバヤマート", ""),
    ("津軽湾銀、函館の支店を統合。津軽湾銀は29日、支店をまとめる。", "津軽湾銀", ""),
    ("雲雀物産の新社長に就いた三浦遥氏は会見した。", "雲雀物産", "三浦遥"),
    ("雲雀物産の檜垣専務は「増やす」と述べた。", "雲雀物産", "檜垣"),
    ("岐阜市の鵜殿市長は議会で述べた。", "岐阜市", "鵜殿"),
    ("原告の家入さんは閉廷後に話した。", "", "家入"),
    ("雲雀物産は9日、今井慎吾副社長の社長昇格を決めた。", "雲雀物産", "今井慎吾"),
    ("英ハーベル・レッジャー・リミテッドは事業をやめる。", "ハーベル・レッジャー・リミテッド", ""),
    ("ハレミチは5日、値上げすると発表した。", "ハレミチ", ""),
    ("人材紹介のミチル ブリッジ東海(名古屋市)は16日、参入すると発表した。", "ミチル_ブリッジ東海", ""),
    ("韓国ハーベルビジョン社は24日、3本を作ると発表した。", "ハーベルビジョン社", ""),
    ("書店の「つぐみの森」が21日、開いた。", "つぐみの森", ""),
    ("NPO法人「つぐみの声を聴く会」は16日、動き出した。", "つぐみの声を聴く会", ""),
    ("青森市のハレノバ(旧青森商会)は1日、店を開いた。", "ハレノバ 旧青森商会", ""),
    ("会見した檜垣COOは「増やす」と述べた。", "", "檜垣"),
    ("委員の檜垣・青森文理大教授は述べた。", "青森文理大", "檜垣"),
    ("主将のDF今井慎吾選手(36)が引退する。", "", "今井慎吾"),
    ("新人ガードの早乙女が24得点を挙げた。", "", "早乙女"),
    ("将棋の棋戦で、今井慎吾六段が勝った。", "", "今井慎吾"),
    ("鳥栖署長の今井慎吾警視が就く。", "", "今井慎吾"),
    ("今井慎吾官房審議官は述べた。", "", "今井慎吾"),
    ("蔵元の檜垣杜氏は語った。", "", "檜垣"),
    ("動画投稿者の「つぐみ先生」が本を出した。", "", "つぐみ先生"),
    ("フィンランドのユホ=ハロネン産業相は訪れた。", "", "ユホ=ハロネン"),
    ("ハルナビの上妻代表は5日、集会で語った。", "ハルナビ", "上妻"),
    ("窯業原料メーカー、陶器開発の林社長は7日、計画を示した。", "陶器開発", "林"),
    ("北嶺レジン(岐阜市)の星社長は述べた。", "北嶺レジン", "星"),
    ("建設コンサルタント「建栄企画」の宇佐山賢元社長を起訴した。", "建栄企画", "宇佐山賢"),
    ("倒産した甲府市の雲雀堂について、集会が開かれた。", "雲雀堂", ""),
    ("超電導素材のハルクリプトは、社長が退くと公式ブログで発表した。", "ハルクリプト", ""),
    ("バスケ男子B3の栃木サンダースターは14日、2連勝を飾った。", "栃木サンダースター", ""),
    ("青森地裁の林裁判長は請求を棄却した。", "青森地裁", "林"),
    ("浜風り大の檜垣学長は会見した。", "浜風り大", "檜垣"),
    ("川の魚を調べている沼津富士見高の自然科学部が5日、成果を報告した。", "沼津富士見高", ""),
    ("津軽広域消防によると、けが人はいない。", "津軽広域消防", ""),
    ("大相撲で優勝した津軽潟関が5日、青森市を訪れた。", "", "津軽潟"),
    ("地域政党「明日の会」(代表・三浦遥青森市議)は5人を立てる。", "明日の会", "三浦遥"),
    ("三浦遥氏(みうら・はるか=元雲雀ゴム社長)1日、死去、79歳。", "雲雀ゴム", "三浦遥"),
    ("2部から加入した郷原が得点を決めた。", "", "郷原"),
    ("GK早乙女が止め、勝ち点1を得た。", "", "早乙女"),
    ("FW喜多嶋蓮(24)がオーストリア2部のグラーフェンに期限付き移籍すると発表した。", "グラーフェン", "喜多嶋蓮"),
    ("静岡イーグレッツの榊原が8日、7回2失点で今季5勝目を挙げた。", "静岡イーグレッツ", "榊原"),
    ("射撃の世界大会で、杉森が銀メダルを獲得した。", "", "杉森"),
    ("前頭8枚目の琴ノ森が横綱を破り勝ち越した。", "", "琴ノ森"),
    ("指揮者の今井慎吾が11日、津軽川フィルの定期公演に客演した。", "津軽川フィル", "今井慎吾"),
    ("フランス料理店「ラ・フォンテ」の久留島健シェフが優勝した。", "ラ・フォンテ", "久留島健"),
    ("能楽師の観月清司師が重要無形文化財の保持者に認定された。", "", "観月清司"),
    ("六代目観月清司さんが高座に上がった。", "", "観月清司"),
    ("今井慎吾広域戦略部長は「増やす」と述べた。", "", "今井慎吾"),
    ("津軽湾商の野球部が県大会で優勝した。", "津軽湾商", ""),
    ("津軽湾農業協同組合(JA津軽なぎさ)は値上げした。", "JA津軽なぎさ", ""),
    ("生協の「コープみどり野」は12日、手数料を下げた。", "コープみどり野", ""),
    ("コープみどり野は20日の総代会で赤字の見通しを示した。", "コープみどり野", ""),
    ("【6512】アカネ情報は4日、予想を下げた。", "アカネ情報", ""),
    ("ハヤブサ信販の実質的経営者だった檜垣被告は無罪を主張した。", "ハヤブサ信販", "檜垣"),
    ("学校法人の津軽湾学園は5日、校舎を建てると発表した。", "津軽湾学園", ""),
    ("全国港湾検数協会(港検協)は2日、要求をまとめた。", "全国港湾検数協会 港検協", ""),
    ("全検連は8日、安全対策を求める要望書を出した。", "全検連", ""),
    ("日冷協が7日発表した4月の庫腹利用率は前年を上回った。", "日冷協", ""),
    ("三浦遥氏(みうら・はるか=元白鷺ケミカル専務)8日、死去、78歳。", "白鷺ケミカル", "三浦遥"),
    ("地域政党しんせい津軽は6人を立てる。", "しんせい津軽", ""),
    ("「うみお」こと三浦遥さんが本を出した。", "", "三浦遥 うみお"),
)
NONE = (
    "自動車メーカーが工場を増やす。",
    "買収防衛策を導入する企業が増えた。",
    "ベンチャーキャピタルから出資を受けるには準備が要る。",
    "仮に甲社が乙社の全株式を取得したとする。",
    "代表取締役社長に就任する。",
    "電池大手の不正会計を調べる。",
    "会社が自己破産を申請した。",
    "茨木市の観光バスは混んだ。",
    "市は10日、スーパーのレジと、カートを調べた。",
    "有力な第二地銀は29日、支店をまとめる。",
    "同社の筆頭専務は退いた。",
    "同社の関西会長は退いた。",
    "同社の若手社長は述べた。",
    "相手投手は5日、交代した。",
    "出場する選手は5日、到着した。",
    "市の男性は5日、被害に遭ったと発表した。",
    "県は5日、調査の結果を公表した。",
    "同社CEOは述べた。",
    "会員(28)が増えた。",
    "小説「つぐみ」が5日、刊行された。",
    "仙台市の食堂が閉店した。",
    "甲府市の公会堂が建て替えられる。",
    "市のショッピングセンターで火災があった。",
    "労使の代表が集まった。",
    "若手の代表は語った。",
    "2部から加入した選手が得点を決めた。",
    "過去最高の選手が集まった。",
    "主演の二人は「楽しい」と話した。",
    "地元の消防によると、けが人はいない。",
    "新薬のハルネマブは、効くと学会が発表した。",
    "北区長は述べた。",
    "新代表は述べた。",
    "林が広がり、森が深い。",
    "主力の右腕が登板した。",
    "青少年が本塁打の記録を調べた。",
    "五代目の社長が述べた。",
    "会社の組合員は要望書を出した。",
    "衣食住が満ち足りた。",
    "海外クラブに移籍する選手が増えた。",
    "その食堂の「日替わり」は安い。",
)
EDGES = (  # as found, as it is
    ("「ハーベル」", "ハーベル"),
    ("米ハーベル", "ハーベル"),
    ("通信大手ハーベル", "ハーベル"),
    ("今後ハーベル", "ハーベル"),
    ("ハーベルのファンド", "ハーベル"),
    ("三浦遥氏", "三浦遥"),
    ("◇雲雀物産", "雲雀物産"),
    ("ハーベル)", "ハーベル"),
    ("前田遥", "前田遥"),
)


def test_a_space_within_a_name_parts_nothing() -> None:
    assert "久保寺 渉" in {m.text for m in names("(人事)雲雀物産 取締役執行役員(執行役員) 久保寺 渉 (4月1日付)")}
    assert "ハロルド ウィンスレット" in {m.text for m in names("投資家のハロルド ウィンスレット氏は取締役に就任した。")}


def names(text: str) -> tuple[Mention, ...]:
    article = read(text)
    return find(article, tuple(replace(s, tokens=tokenize(s.text, s.span.start)) for s in sentences(article)))


@pytest.mark.parametrize(("text", "organizations", "people"), FOUND, ids=lambda x: str(x)[:12])
def test_names_are_found_with_their_kind(text: str, organizations: str, people: str) -> None:
    found = names(text)
    assert set(organizations.split()) <= {m.text.replace(" ", "_") for m in found if m.kind is Kind.ORGANIZATION}
    assert set(people.split()) <= {m.text for m in found if m.kind is Kind.PERSON}


@pytest.mark.parametrize("text", NONE)
def test_common_nouns_are_no_names(text: str) -> None:
    assert [m.text for m in names(text) if m.kind in (Kind.ORGANIZATION, Kind.PERSON)] == []


@pytest.mark.parametrize(("found", "name"), EDGES, ids=lambda x: str(x))
def test_edges(found: str, name: str) -> None:
    start, end = trim(found, 0, len(found))
    assert found[start:end] == name


@pytest.mark.parametrize("text", ["全検連は集まった。", "荷を港検協の倉庫に移した。", "春闘の前に南測労は休んだ。"])
def test_characters_run_together_are_no_person_without_a_sign(text: str) -> None:
    assert [m.text for m in names(text) if m.kind is Kind.PERSON] == []


def test_what_is_certain_once_is_certain_everywhere() -> None:
    found = [m for m in names("ハーベル株式会社は伸びた。売れたのはハーベルの時計だ。ハーベルと組む。") if "ハーベル" in m.text]
    assert len(found) == 3
    assert {m.kind for m in found} == {Kind.ORGANIZATION}


def test_spellings_of_one_name_share_their_votes() -> None:
    votes = kin({"ヨハン・ベルク": {Kind.PERSON: 1.5}, "Johan Berk": {Kind.ORGANIZATION: 0.6}}, "ヨハン・ベルクとJohan Berk")
    assert votes["Johan Berk"][Kind.PERSON] > votes["Johan Berk"][Kind.ORGANIZATION]


@given(st.text(alphabet="アークランド社三浦遥氏は「」()、。のA Bcd1株式会社\n", max_size=60))
def test_any_text_gives_names_that_stand_in_it_and_never_overlap(text: str) -> None:
    article = read(text)
    found = names(text)
    assert all(article.norm[m.span.start : m.span.end] == m.text for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_chances_are_of_exactly_these_tokens() -> None:
    tokens = tokenize("三浦遥氏は雲雀物産の社長だ。")
    read_ = labeller.label(tokens)
    for first, last, kind, sure in read_.names:
        assert 0.0 <= sure <= 1.0
        assert read_.chance(first, last, kind) <= sure + 1e-9
