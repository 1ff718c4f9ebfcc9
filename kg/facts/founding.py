"""An organization comes into being."""

from kg.frames import AGENT, DATE, ORGANIZATION, Frame, Role, Sense
from kg.model import Status

FRAME = Frame(
    "Founding",
    roles=(Role("founded", ORGANIZATION), Role("founder", AGENT, many=True), Role("date", DATE)),
    gap="ヲ",
    senses=(
        Sense(
            "設立 創業 創立 創設 共同設立 共同創業 共同創設 新設 旗揚げ 立ち上げる 立ち上げ 開学 開校 結党 設立登記 開業 開院 開店 開園 開塾 創部 創刊",
            "ガ=founder ヲ=founded ト=founder トトモ=founder ニヨル=founder ノ=founded",
            carry="founded",
            labile=True,
        ),
        Sense("結成 組織 設置 組成", "ガ=founder ヲ=founded ト=founder ノ=founded", needs="ヲ+ガ+ハ+ノ+連体:$organization"),
        Sense("設立総会 創立総会 結成大会 結党大会 結成総会", "ノ=founded", needs="*:開か|開い|開催"),
        Sense("起業", "ガ=founder ヲ=founded ト=founder", carry="founded"),
        Sense(
            "起こす 興す 作る 設ける 世に送り出す 開く 構える 始める 開設 登記 築き上げる スタート スタートさせる",
            "ガ=founder ヲ=founded ト=founder トトモ=founder",
            needs="ヲ:$organization",
        ),
        Sense("起こす 興す 作る", "ガ=founder ト=founder トトモ=founder", needs="ヲ:会社", carry="founded"),
        Sense(
            "看板を掲げる 看板を上げる 暖簾を掲げる 旗を揚げる 旗を上げる",
            "ガ=founder ヲ=founded ノ=founded ト=founder トトモ=founder",
            needs="ノ:$organization",
        ),
        Sense("発足させる 誕生させる", "ガ=founder ヲ=founded ト=founder トトモ=founder"),
        Sense("発足 誕生 産声を上げる 呱々の声を上げる 船出", "ガ=founded ノ=founded"),
        Sense(
            "始まり はじまり 起こり 起源 前身 ルーツ 源流 原点 発祥 母体 始まる 端を発する",
            origin=True,
            quiet=True,
        ),
        Sense("生まれる", "ガ=founded", needs="ガ+ハ+ノ:$organization"),
    ),
    announced=Status.PLANNED,
    never=(
        r"(?:設立|創業|創立|創設|発足|結成|開校|開学)(?:から)?(?:\d{1,3}|[一二三四五六七八九十百]+)年(?:に際|を迎|の節目|記念|を機|を記念|に当た|の歩み|史)",
        r"(?:設立|創業|創立|創設|発足|結成|誕生)(?:\d+|[一二三四五六七八九十百]+|数)(?:周年|年目|年の|年を|年に当たる|年で)",
        r"創業(?:家|者|一族|地|社長|メンバー|支援|相談|期|時|セミナー|融資|塾|ストーリー|精神|の地)",
        r"設立(?:記念|趣意|準備|総会|者|時|目的|登記簿|許可)",
        r"(?:基金|財団)設立者",
        r"(?:チーム|プロジェクト|ブランド|事業|サービス|サイト|研究班|部署|制度|番組|委員会|工場|支店|拠点|営業所|店舗|部門|窓口|本部|調査会|検討会|会議|ポスト|1号店|路線|鉄道|駅|線)(?:を|の|が|は)(?:共同で)?(?:立ち上げ|設立|創設|新設|開設|作|つく|設け|設置|開)",
        r"(?:訴訟|裁判|訴え|事故|騒動|問題|反乱|行動|革命|訴)(?:を)(?:起こ|興)",
    ),
)
