"""A legal dispute and its steps: filed, withdrawn, refiled, amended, dismissed, ruled, appealed, settled, enjoined."""

from kg.frames import AGENT, COURT, DATE, MONEY, Frame, Role, Sense
from kg.model import Action

SUIT = "訴訟|訴え|裁判|集団訴訟|訴状|本訴|請求|訴え出"
SUED = "$organization|$person|$anaphor|相手|ら|側|国|県|府|市|町|村|会社|業者|企業|病院|自治体"
CLAIM = "賠償|損害賠償|慰謝料|差し止め|差止め|未払い賃金|残業代|地位確認|無効確認"

FRAME = Frame(
    "Lawsuit",
    roles=(
        Role("plaintiff", AGENT, many=True),
        Role("defendant", AGENT, many=True),
        Role("court", COURT),
        Role("damages", MONEY),
        Role("date", DATE),
        # on one side or the other: these find the suit, and are no roles of the graph
        Role("party", AGENT, many=True),
        Role("winner", AGENT, many=True),
        Role("loser", AGENT, many=True),
        Role("appellant", AGENT, many=True),
    ),
    senses=(
        Sense(
            "提訴 訴訟提起",
            "ガ=plaintiff ヲ=defendant ニ=court ニタイスル=defendant ヲアイテ=defendant デ=court",
            through=True,
            action=Action.FILED,
        ),
        Sense(
            "起訴 在宅起訴 追起訴 略式起訴 逮捕・起訴",
            "ガ=plaintiff ヲ=defendant ニ=court ニタイスル=defendant デ=court",
            through=True,
            action=Action.FILED,
        ),
        Sense(
            "反訴 訴え返す 逆提訴", "ガ=plaintiff ニ=court ヲ=defendant ニタイスル=defendant", through=True, action=Action.FILED
        ),
        Sense(
            "訴え出る",
            "ガ=plaintiff ヲ=defendant ニ=court ヲアイテ=defendant デ=court",
            needs="ニ:地裁|高裁|簡裁|裁判所|法廷 ニ:$none",
            through=True,
            action=Action.FILED,
        ),
        Sense(
            "訴える",
            "ガ=plaintiff ヲ=defendant ニ=court ヲアイテ=defendant デ=court",
            needs=f"ヲ+ニ+ヲアイテ:{SUED} cleft:$none",
            through=True,
            action=Action.FILED,
        ),
        Sense(
            "起こす 提起 提出 申し立てる",
            "ガ=plaintiff ニ=court ニタイスル=defendant ヲアイテ=defendant デ=court",
            needs=f"ヲ:{SUIT}",
            through=True,
            action=Action.FILED,
        ),
        Sense(
            "取り下げる 取り下げ 引っ込める",
            "ガ=plaintiff",
            needs=f"ヲ+ガ+ハ+ノ:{SUIT}|これ|それ ヲ:$none",
            through=True,
            action=Action.WITHDRAWN,
        ),
        Sense("下げる 取り止める", "ガ=plaintiff", needs=f"ヲ:{SUIT}", through=True, action=Action.WITHDRAWN),
        Sense("提出", "ガ=plaintiff ニ=court", needs="ヲ:取下書|取下げ書|取り下げ書", through=True, action=Action.WITHDRAWN),
        Sense(
            "再提訴 再提起",
            "ガ=plaintiff ヲ=defendant ニ=court ニタイスル=defendant ヲアイテ=defendant デ=court",
            through=True,
            action=Action.REFILED,
        ),
        Sense("修正 補正", "ガ=plaintiff", needs=f"ヲ+ガ+ハ:{SUIT} ヲ:$none", through=True, action=Action.AMENDED),
        Sense(
            "訂正 変更 書き換える 改める 差し替える 書き直す",
            "ガ=plaintiff",
            needs=f"ヲ+ガ+ハ:{SUIT}",
            through=True,
            action=Action.AMENDED,
        ),
        Sense("手を入れる 修正を加える", "ガ=plaintiff", needs=f"ニ:{SUIT}", through=True, action=Action.AMENDED),
        Sense(
            "引き上げる 増額 減額 引き下げる 拡張",
            "ガ=plaintiff",
            needs="ヲ+ガ+ハ+モ:請求額|賠償請求額|請求金額",
            through=True,
            action=Action.AMENDED,
        ),
        Sense("修正訴状 訂正訴状", "ガ=plaintiff ニ=court", through=True, action=Action.AMENDED),
        Sense(
            "棄却 却下 退ける",
            "ガ=court ニヨル=court デ=court ニ=court ノ=party ヲ=party",
            needs=f"ヲ+ガ+ハ+ノ:{SUIT}|控訴|上告|抗告|申し立て|申立て|主張|これ|それ ヲ:$none",
            through=True,
            action=Action.DISMISSED,
        ),
        Sense(
            "覆す 取り消す 破棄 差し戻す 変更",
            "ガ=court デ=court",
            needs="ヲ:判決|判断|決定",
            through=True,
            action=Action.RULED,
        ),
        Sense("勝訴", "ガ=winner ト=loser デ=court", through=True, action=Action.RULED),
        Sense("敗訴", "ガ=loser ト=winner デ=court", through=True, action=Action.RULED),
        Sense(
            "命ずる 命じる",
            "ガ=court デ=court ニ=loser",
            needs="ヲ:賠償|支払い|支払|損害賠償|返還|撤去|廃棄|差し止め|差止め|懲役|禁錮",
            through=True,
            action=Action.RULED,
        ),
        Sense(
            "言い渡す",
            "ガ=court デ=court ニ=loser",
            needs="ヲ+ガ:判決|円|賠償|支払い",
            through=True,
            action=Action.RULED,
        ),
        Sense(
            "科す 言い渡す",
            "ガ=court デ=court ニ=loser ニタイスル=loser",
            needs="ヲ+ガ:有罪|無罪|年|月|刑|実刑|罰金|猶予",
            through=True,
            action=Action.RULED,
        ),
        Sense("出る 下る 出す 得る 勝ち取る", "デ=court", needs="ヲ+ガ+ハ:判決|評決", through=True, action=Action.RULED),
        Sense("受ける", "ガ=loser デ=court", needs="ヲ:有罪判決|実刑判決|敗訴判決", through=True, action=Action.RULED),
        Sense(
            "下す 認める 認容",
            "ガ=court デ=court ニ=loser",
            needs="ヲ+ガ:賠償|支払い|支払|判決|請求|有罪|訴え|無罪|損害賠償|禁錮|懲役|罰金|責任|主張",
            through=True,
            action=Action.RULED,
        ),
        Sense(
            "命ずる 命じる",
            "ガ=court デ=court ニ=defendant ニタイスル=defendant",
            needs="ヲ:差し止め|差止め|差し止",
            through=True,
            action=Action.INJUNCTION,
        ),
        Sense("即日控訴 即日上告", "ガ=appellant ニ=court", through=True, action=Action.APPEALED),
        Sense("控訴 上告 上訴 抗告 抗訴", "ガ=appellant ニ=court", through=True, action=Action.APPEALED),
        Sense("和解", "ガ=party ト=party デ=court", through=True, action=Action.SETTLED),
        Sense(
            "仮処分命令 仮処分決定 差し止め命令 仮処分 仮差し止め命令 予備命令",
            "ガ=court ニ=defendant ニタイスル=defendant",
            needs="*:命令|決定|認め|出し|出す|発|下",
            through=True,
            action=Action.INJUNCTION,
        ),
        # a suit, a claim, a side: these tell whose suit it is, and are no steps
        Sense("訴訟 裁判 訴え 集団訴訟 民事訴訟 代表訴訟 特許訴訟", "デ=court ニ=court", through=True),
        Sense("公判 判決公判 初公判 論告求刑公判", "デ=court ノ=defendant", through=True),
        Sense("判決 控訴審判決 上告審判決 二審判決 差し戻し審判決", "デ=court", needs="ガ:判決", through=True),
        Sense("別の訴訟 別の裁判 別の集団訴訟 同種の訴訟 同種の裁判 同種の集団訴訟 同様の訴訟 別訴", "", through=True),
        Sense("求める 請求", "ガ=plaintiff ニ=defendant ニタイスル=defendant", needs=f"ヲ:{CLAIM}", through=True),
        Sense("請求額 請求金額 賠償請求額 損害賠償額", "", through=True),
        Sense("被告に加える 被告に追加 被告として加える 被告として追加", "ヲ=defendant", through=True),
        Sense("原告に加わる 原告団に加わる 原告として加わる", "ガ=plaintiff", through=True),
        Sense("原告 代表原告", "同格=plaintiff", through=True),
        Sense("被告", "同格=defendant", through=True),
    ),
    never=(
        r"(?:起訴|不起訴|提訴)(?:状|猶予|議員|処分|前|休職)",
        r"不起訴",
        r"起訴(?:は|を)?見送",
        r"控訴(?:審|裁判|期限|期間|を断念|を見送|せず|しな)",
        r"上告(?:審|を断念|を見送|せず|しな)",
        r"和解(?:案|勧告|金|契約を締結した事実)",
        r"(?:軌道|方針|原稿|予想|業績予想|計画)(?:を|の)(?:修正|訂正|変更)",
        r"(?:と|など)(?:涙ながらに)?訴え(?:る|た|て)",
        r"(?:必要性|重要性|窮状|潔白|無実|支援|協力|反対|不満|危機感|被害)を訴え",
    ),
)
