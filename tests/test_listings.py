"""Lines that are no sentences: the facts that each layout tells, and those it must not."""

from __future__ import annotations

import pytest

from kg.model import Fact, Reading
from kg.pipeline import read_article
from kg.reading import read_date
from kg.text import read

# name, text, publication, facts expected, facts forbidden; a position is holder|organization|title|start|end
CASES = (
    (
        "a letterhead with spaced labels",
        "2024年5月10日\n各　位\n会 社 名　株式会社あおば計器\n代 表 者　代表取締役社長　宮　下　　健\n"
        "問合せ先　取締役経理部長　古川　真奈\n子会社の設立に関するお知らせ\n当社は、本日開催の取締役会において決議いたしました。",
        None,
        ("宮下健|あおば計器|代表取締役社長||", "古川真奈|あおば計器|取締役経理部長||"),
        (),
    ),
    (
        "a letterhead without labels",
        "2024年5月10日\n\n株式会社あおば計器\n代表取締役社長　宮下　健\n（コード番号：1234）\n\n業績予想の修正に関するお知らせ\n\n当社は業績予想を修正いたします。",
        None,
        ("宮下健|あおば計器|代表取締役社長||",),
        (),
    ),
    (
        "a table of posts",
        "2024年5月10日\n会社名　株式会社あおば計器\n役員の異動に関するお知らせ\n当社は、下記のとおり異動を内定いたしました。\n記\n１．異動の内容\n"
        "氏名　　　　新役職名　　　　　　　　旧役職名\n宮下　健　　代表取締役会長　　　　　代表取締役社長\n古川　真奈　代表取締役社長兼COO　　取締役専務執行役員\n"
        "２．就任予定日　2024年6月27日\n以　上",
        None,
        (
            "宮下健|あおば計器|代表取締役会長|2024-06-27|",
            "宮下健|あおば計器|代表取締役社長||2024-06-27",
            "古川真奈|あおば計器|代表取締役社長兼COO|2024-06-27|",
            "古川真奈|あおば計器|取締役専務執行役員||2024-06-27",
        ),
        (),
    ),
    (
        "a table with its name in the middle, and another company's post",
        "2024年5月10日\n株式会社あおば計器\n人事異動のお知らせ\n当社は下記の人事異動を行います。\n１．人事異動（2024年7月1日付）\n"
        "新職\t氏名\t現職\n執行役員営業本部長\t里見　圭\t大阪支店長\n監査役\t大谷　はるか\t株式会社西港銀行常務執行役員\n",
        None,
        (
            "里見圭|あおば計器|執行役員営業本部長|2024-07-01|",
            "里見圭|あおば計器|大阪支店長||2024-07-01",
            "大谷はるか|あおば計器|監査役|2024-07-01|",
            "大谷はるか|西港銀行|常務執行役員||2024-07-01",
        ),
        (),
    ),
    (
        "a career below a name",
        "2024年5月10日\n会社名　株式会社あおば計器\n代表取締役の異動に関するお知らせ\n当社は代表取締役の異動を決議いたしました。\n３．新任代表取締役の略歴\n"
        "氏　名　古川　真奈（ふるかわ　まな）\n生年月日　1970年3月3日\n略　歴　1993年4月　当社入社\n　　　　2008年4月　当社計測機器部長\n"
        "　　　　2015年6月　あおばシステム株式会社代表取締役社長\n　　　　2018年6月　同社代表取締役会長\n　　　　2020年6月　当社取締役（現任）\n所有株式数　1,200株",
        None,
        (
            "古川真奈|あおば計器|計測機器部長|2008-04|",
            "古川真奈|あおばシステム|代表取締役社長|2015-06|",
            "古川真奈|あおばシステム|代表取締役会長|2018-06|",
            "古川真奈|あおば計器|取締役|2020-06|",
        ),
        ("古川真奈|あおばシステム|取締役",),
    ),
    (
        "officers to be appointed and to retire",
        "2024年5月10日\n会社名　株式会社あおば計器\n役員人事に関するお知らせ\n当社は役員人事を内定いたしました。\n１．役員の異動（2024年6月27日付）\n"
        "（１）新任取締役候補者　　社外取締役　大谷　はるか（現　株式会社西港銀行　監査役）\n（２）退任予定取締役　　　専務取締役　桜庭　修一\n以　上",
        None,
        (
            "大谷はるか|あおば計器|社外取締役|2024-06-27|",
            "大谷はるか|西港銀行|監査役||",
            "桜庭修一|あおば計器|専務取締役||2024-06-27",
        ),
        (),
    ),
    (
        "a newspaper's column",
        "◇あおば計器　社長（専務）古川真奈▽専務（西港銀行常務執行役員）大谷はるか▽取締役、里見圭▽退任　会長・宮下健＝相談役に、監査役・桜庭修一（6月27日）",
        "2024-05-10",
        (
            "古川真奈|あおば計器|社長|2024-06-27|",
            "古川真奈|あおば計器|専務||",
            "大谷はるか|あおば計器|専務|2024-06-27|",
            "大谷はるか|西港銀行|常務執行役員||",
            "里見圭|あおば計器|取締役|2024-06-27|",
            "桜庭修一|あおば計器|監査役||2024-06-27",
        ),
        (),
    ),
    (
        "a column with the day at its head, an entry a line",
        "【あおば計器】\n（1月1日）代表取締役社長（取締役専務執行役員）古川真奈\n▽取締役（常務執行役員）里見圭\n▽辞任（取締役）桜庭修一\n\n【浜風大学】\n学長（副学長）トーマス・ケイン（4月1日）",
        "2023-12-15",
        (
            "古川真奈|あおば計器|代表取締役社長|2024-01-01|",
            "古川真奈|あおば計器|取締役専務執行役員||",
            "里見圭|あおば計器|取締役|2024-01-01|",
            "里見圭|あおば計器|常務執行役員||",
            "桜庭修一|あおば計器|取締役||2024-01-01",
            "トーマス・ケイン|浜風大学|学長|2024-04-01|",
            "トーマス・ケイン|浜風大学|副学長||",
        ),
        (),
    ),
    (
        "an authority's column",
        "◇文化庁　次長（文部科学省大臣官房審議官）小柳悟▽辞職（次長）真野章子（7月5日）\n◇北嶺県　副知事（総務部長）岸本透▽総務部長（財政課長）伊東理沙（4月1日）",
        "2024-06-30",
        (
            "小柳悟|文化庁|次長|2024-07-05|",
            "小柳悟|文部科学省|大臣官房審議官||",
            "真野章子|文化庁|次長||2024-07-05",
            "岸本透|北嶺県|副知事|2024-04-01|",
            "岸本透|北嶺県|総務部長||",
            "伊東理沙|北嶺県|財政課長||",
        ),
        (),
    ),
    (
        "reappointed, and the same post again",
        "◆あおば協会　会長、宮下健＝再任▽副会長（あおば計器社長）古川真奈＝新任▽同、里見圭（5月20日）",
        "2024-05-21",
        (
            "宮下健|あおば協会|会長||",
            "古川真奈|あおば協会|副会長|2024-05-20|",
            "古川真奈|あおば計器|社長||",
            "里見圭|あおば協会|副会長|2024-05-20|",
        ),
        (),
    ),
    (
        "a profile at an interview's end",
        "「数字より人を見る」。あおば計器の古川真奈社長はそう語る。\n古川真奈（ふるかわ・まな）1993年浜風大卒、あおば計器入社。2008年計測機器部長、15年あおばシステム社長。20年から現職。54歳。",
        "2024-05-10",
        ("古川真奈|あおば計器|計測機器部長|2008|", "古川真奈|あおばシステム|社長|2015|"),
        (),
    ),
    (
        "a profile that says the same company",
        "里見　圭氏（さとみ・けい）1988年西港銀行入行。2010年に同行常務、2014年同副頭取。2019年に株式会社サトミ計画を設立し、代表取締役に就任。",
        "2024-05-10",
        (
            "里見圭|西港銀行|常務|2010|",
            "里見圭|西港銀行|副頭取|2014|",
            "里見圭|サトミ計画|代表取締役|2019|",
            "Founding サトミ計画 里見圭 2019",
        ),
        (),
    ),
    (
        "a company's profile",
        "あおば計器が新製品を発表\n2024年5月10日\nあおば計器は10日、新しい流量計を発表した。\n■会社概要\n会社名：株式会社あおば計器\n所在地：仙台市青葉区\n"
        "代表者：代表取締役社長　宮下　健\n設立：1985年10月\n資本金：1億円\n創業者：宮下　源蔵",
        None,
        ("宮下健|あおば計器|代表取締役社長||", "Founding あおば計器  1985-10", "Founding あおば計器 宮下源蔵 "),
        (),
    ),
    (
        "a profile on one line",
        "新しい流量計が出た。\n会社名：合同会社みさき／代表社員：里見 圭／設立：2019年4月1日／事業内容：設計",
        "2024-05-10",
        ("里見圭|合同会社みさき|代表社員||", "Founding 合同会社みさき  2019-04-01"),
        (),
    ),
    (
        "a list of investors",
        "2024年5月10日\n株式会社みさきロボ\nみさきロボ、シリーズBで総額8億円を調達\n株式会社みさきロボは、シリーズBラウンドで総額8億円の資金調達を実施しました。\n"
        "■引受先一覧（順不同、敬称略）\n・北港キャピタル株式会社（リード）\n・Harrow Lane Ventures\n・株式会社西港銀行\n■調達資金の使途\n・人材採用\n",
        None,
        ("Funding みさきロボ 北港キャピタル,Harrow Lane Ventures,西港銀行 800000000",),
        ("人材採用",),
    ),
    (
        "the outline of a share issue",
        "2024年5月10日\n会社名　株式会社あおば計器\n代表者名　代表取締役社長　宮下　健\n第三者割当による新株式発行に関するお知らせ\n当社は、新株式の発行を決議いたしましたので、お知らせいたします。\n"
        "１．募集の概要\n（１）払込期日　　2024年5月27日\n（２）発行新株式数　500,000株\n（３）調達資金の額　600,000,000円\n（４）割当予定先　株式会社西港銀行　300,000株\n　　　　　　　　　北港キャピタル株式会社　200,000株\n"
        "２．割当予定先の概要\n（１）名称　株式会社西港銀行\n（２）代表者の役職・氏名　取締役頭取　桜庭　修一\n（３）設立年月日　1948年3月1日",
        None,
        (
            "Funding あおば計器 西港銀行,北港キャピタル 600000000 2024-05-27 Planned",
            "桜庭修一|西港銀行|取締役頭取||",
            "Founding 西港銀行  1948-03-01",
            "宮下健|あおば計器|代表取締役社長||",
        ),
        (),
    ),
    (
        "the outline of a purchase",
        "2024年5月10日\n会社名　株式会社あおば計器\n株式会社みさきロボの株式の取得（子会社化）に関するお知らせ\n当社は、下記のとおり決議いたしました。\n"
        "２．異動する子会社の概要\n（１）名称　株式会社みさきロボ\n（２）代表者の役職・氏名　代表取締役　里見　圭\n（３）設立年月日　2012年4月2日\n"
        "３．株式取得の相手先の概要\n（１）名称　北港キャピタル株式会社\n（２）代表者の役職・氏名　代表取締役　大谷　はるか\n"
        "４．取得価額　みさきロボの普通株式　12億円\n５．日程\n（１）取締役会決議日　2024年5月10日\n（２）契約締結日　2024年5月10日\n（３）株式譲渡実行日　2024年7月1日（予定）",
        None,
        (
            "Acquisition みさきロボ あおば計器 北港キャピタル 1200000000 2024-07-01 Planned",
            "里見圭|みさきロボ|代表取締役||",
            "大谷はるか|北港キャピタル|代表取締役||",
            "Founding みさきロボ  2012-04-02",
        ),
        (),
    ),
    (
        "who sends a comment",
        "投資家の声\nHarrow Lane Ventures　プリンシパル　Joan Pike 氏\n「すばらしいチームです。」\n株式会社西港銀行　執行役員　伊東 理沙 様\n「応援します。」",
        "2024-05-10",
        ("JoanPike|HarrowLaneVentures|プリンシパル||", "伊東理沙|西港銀行|執行役員||"),
        (),
    ),
    (
        "officers of a union, whose name the text tells",
        "全国みなと労働組合は10日、定期大会を開いた。同労組は新しい執行部を選んだ。\n【新役員】委員長・里見圭▽副委員長・古川真奈、大谷はるか▽書記長・岸本透",
        "2024-05-10",
        (
            "里見圭|全国みなと労働組合|委員長||",
            "古川真奈|全国みなと労働組合|副委員長||",
            "大谷はるか|全国みなと労働組合|副委員長||",
            "岸本透|全国みなと労働組合|書記長||",
        ),
        (),
    ),
    (
        "what is no listing",
        "◇東京　晴れ▽大阪　くもり▽福岡　雨\n設立　準備中\n社長　不在\n代表者　募集中\n略歴　なし\n◇訂正　10日付の記事で社名に誤りがありました。",
        "2024-05-10",
        (),
        ("東京", "大阪", "不在", "準備中"),
    ),
)


@pytest.mark.parametrize(("name", "text", "published", "expected", "forbidden"), CASES, ids=[c[0] for c in CASES])
def test_what_a_layout_tells(
    name: str, text: str, published: str | None, expected: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    reading = read_article(read(text, published=read_date(published) if published else None))
    told = [_told(f, reading) for f in reading.facts]
    missing = [e for e in expected if not any(_agrees(e, t) for t in told)]
    wrong = [t for t in told if any(word in t for word in forbidden)]
    assert not missing, f"{missing} not in {told}"
    assert not wrong, wrong


def _told(f: Fact, reading: Reading) -> str:
    def names(role: str) -> list[str]:
        return [
            min(reading.entities[v].names, key=len).replace(" ", "").replace("\u3000", "") if isinstance(v, int) else str(v)
            for v in f.get(role)
        ]

    def one(role: str) -> str:
        return ",".join(str(v) for v in f.get(role))

    if f.type == "Position":
        holder, body = names("holder")[0], reading.entities[int(str(f.get("organization")[0]))].label.replace(" ", "")
        return f"{holder}|{body}|{one('title')}|{one('startDate')}|{one('endDate')}"
    parties = " ".join(
        ",".join(names(r)) for r in ("founded", "founder", "recipient", "investor", "target", "acquirer", "seller")
    )
    amounts = " ".join(str(getattr(v, "value", "")) for v in f.get("amount"))
    return f"{f.type} {parties} {amounts} {one('date')} {f.status.value}"


def _agrees(expected: str, told: str) -> bool:
    """A position in its five columns, the body's name in part; of an event every word."""
    if "|" not in expected:
        words = expected.replace("Harrow Lane", "HarrowLane").replace("Lane Ventures", "LaneVentures").replace(",", " ").split()
        return all(w in told for w in words)
    a, b = expected.split("|"), told.split("|")
    return len(b) == 5 and a[0] == b[0] and a[1] in b[1] and a[2:] == b[2:]
