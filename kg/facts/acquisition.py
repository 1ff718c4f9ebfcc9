"""An organization or a business is bought, merged or taken over, or someone tries to."""

from kg.frames import AGENT, DATE, MONEY, ORGANIZATION, Frame, Role, Sense
from kg.model import Status

STAKE = "株式|全株|株|持ち分|持分|持ち株|事業|経営権|部門|過半|過半数|議決権|資産|会社|子会社|球団|店舗|運営会社|すべて|全て|全部|%|割"
CONTROL = "経営|経営権|支配権|過半|過半数|議決権|全株式|全株"
OFFERED = "提案|申し出|申し入れ|誘い|話|案|オファー|求愛|計画|合意|契約"

FRAME = Frame(
    "Acquisition",
    roles=(
        Role("acquirer", AGENT, many=True, soft=ORGANIZATION),
        Role("target", ORGANIZATION),
        Role("seller", AGENT, many=True, carried=ORGANIZATION),
        Role("amount", MONEY),
        Role("date", DATE),
    ),
    gap="ヲ",
    senses=(
        Sense(
            "買収 子会社化 完全子会社化 連結子会社化 買い取る 買い取り 買い上げる 買い受ける 飲み込む 丸呑み 吸収 吸収合併 救済合併 買い戻す 買い戻し 取り込む "
            "公開買い付け 株式公開買い付け TOB 敵対的買収 M&A 買い入れる 併合 公開買付け 買付け",
            "ガ=acquirer ヲ=target カラ=seller ニタイスル=target メグル=target",
            carry="acquirer target",
        ),
        Sense("MBO", "ガ=acquirer ヲ=target ニ=target ニタイスル=target", carry="target", labile=True),
        Sense("合併 経営統合", "ガ=acquirer ヲ=target ト=target", carry="acquirer target"),
        Sense("合併 経営統合", "ガ=target ニ=acquirer", needs="ニ:$organization"),
        Sense("統合", "ガ=acquirer ヲ=target ニ=acquirer", needs="ヲ:$organization"),
        Sense(
            "子会社とする 子会社にする 完全子会社とする 完全子会社にする グループ会社とする グループ会社にする",
            "ガ=acquirer ヲ=target",
            carry="acquirer target",
        ),
        Sense(
            "取得 譲り受ける 譲受 承継",
            "ガ=acquirer ヲ=target カラ=seller ノ=target",
            needs=f"ヲ+ノ:{STAKE}",
            carry="acquirer target",
        ),
        Sense(
            "手に入れる 手にする 買う 購入 買い求める 引き受ける 引き取る 譲り受ける 買い増す 買い集める 射止める 競り落とす 落札 取り戻す",
            "ガ=acquirer ヲ=target カラ=seller",
            needs="ヲ:$organization|会社|企業|スタジオ|同社|全社",
        ),
        Sense("掌握 握る 獲得 手にする 押さえる 奪う", "ガ=acquirer ヲ=target カラ=seller", needs=f"ヲ:{CONTROL}"),
        Sense(
            "引き継ぐ 受け継ぐ 継承 承継",
            "ガ=acquirer ヲ=target カラ=seller",
            needs="ヲ:$organization|事業|店舗|経営|会社",
            by=ORGANIZATION,
        ),
        Sense(
            "傘下に収める 傘下に入れる 傘下に置く 傘下に加える 傘下に迎える 傘下に迎え入れる 傘下に組み入れる 傘下に組み込む "
            "傘下に取り込む 傘下に引き入れる 手中に収める 支配下に置く 支配下に収める グループに加える グループに迎える "
            "グループに迎え入れる グループに組み入れる グループに組み込む グループに取り込む 子会社に加える 子会社に迎える",
            "ガ=acquirer ヲ=target カラ=seller",
            carry="acquirer target",
        ),
        Sense(
            "傘下に入る 傘下に加わる 傘下に下る 傘下入り 軍門に下る 子会社と成る 子会社に成る 完全子会社と成る "
            "完全子会社に成る グループに入る グループに加わる グループ入り グループの一員と成る グループの一員に成る",
            "ガ=target ノ=acquirer ニ=acquirer",
            carry="target",
        ),
        Sense("子会社として 完全子会社として", "ガ=target ノ=acquirer", needs="文:再出発|再建|再スタート|存続|生まれ変わ"),
        Sense(
            "手に渡る 物と成る 物に成る 手に落ちる",
            "ガ=target ノ=acquirer カラ=seller",
            needs="ガ+ハ:$organization|会社|株式|全株|株|経営権",
        ),
        Sense(
            "売却 売り渡す 手放す 譲渡 譲り渡す 売り払う 転売 売り飛ばす",
            "ガ=seller ヲ=target ニ=acquirer",
            carry="target seller",
        ),
        Sense(
            "売る 譲る 引き渡す",
            "ガ=seller ヲ=target ニ=acquirer",
            needs=f"ヲ:$organization|{STAKE} ニ:$organization|$person|$anaphor",
        ),
        Sense("渡る 移る", "カラ=seller ニ=acquirer", needs="ガ+ハ:株式|全株|株|経営権|支配権|所有権", carry="target"),
        Sense(
            "提示 差し出す", "ガ=acquirer ニ=target", needs="ニ+ニタイスル:株式|全株|株|株主|すべて|全て", status=Status.PROPOSED
        ),
        Sense(
            "対価 買収価格 取得額 取得総額 売却額 売却価格 売却総額 譲渡額 譲渡総額 取得価額 譲渡価額 譲渡価格 取得価格 買収資金",
            "",
            needs="*:$money",
        ),
        Sense(
            "買い手 譲渡先 売却先 譲受先 存続会社 存続金庫 存続銀行 買い付け主体 買収主体 公開買い付け者 公開買付者",
            names="acquirer",
            carry="target",
        ),
        Sense("売り手 譲渡元", names="seller", carry="target"),
        Sense("報道 観測 憶測 噂", refers=True),
        Sense(
            "事実",
            needs="文:検討し|検討した|協議し|交渉し|打診を|提案を|そのような事実|そうした事実|こうした事実|かかる事実",
            refers=True,
        ),
        Sense("契約 合意 協議 交渉 計画 話", refers=True),
        Sense(
            "拒否 断る 拒む 撥ね付ける 突っ撥ねる 一蹴 固辞 退ける 蹴る",
            "ガ=target",
            needs=f"ヲ:これ|それ|{OFFERED}|$none",
            status=Status.REJECTED,
            refers=True,
        ),
        Sense(
            "撤回 断念 見送る 取り下げる 取り止める", needs=f"ヲ:これ|それ|{OFFERED}|$none", status=Status.CANCELLED, refers=True
        ),
        Sense("完了 クロージング 実行 引き渡す 引き渡し", refers=True, closes=True),
        Sense("効力発生日 譲渡日 取得日 実行日 引き渡し日 引渡日 統合日 合併期日", refers=True, closes=True),
        Sense("不成立 破談", status=Status.REJECTED, refers=True),
        Sense("申し出 申し入れ オファー 提案 打診 求愛", "ノ=acquirer カラ=acquirer ニヨル=acquirer", refers=True),
        Sense("売れる", "ガ=target ニ=acquirer", needs="ニ:$organization"),
        Sense("身売り", "ガ=target ヲ=target ニ=acquirer", carry="target"),
    ),
    announced=Status.PLANNED,
    never=(
        r"(?:増資|社債|新株|優先株|新株予約権)を[^、。]{0,20}引き受",
        r"買収(?:防衛|側|先|者|疑惑|工作|攻勢|王|ファンド|戦略|資金|案件|費用)",
        r"(?:票|役人|審判|有権者|記者|証人)(?:を|の)買収",
        r"M&A(?:仲介|助言|アドバイザ|市場|件数|業務|戦略|の専門)",
        r"吸収(?:し|する)?(?:力|材|剤|体|率)",
        r"(?:土地|不動産|ビル|建物|社屋|特許|商標|免許|資格|学位|許可|認証|ライセンス|データ|情報|休暇|跡地|自己株式|自社株|船舶|旅客機|航空機)(?:の権利)?(?:を|の)[^。、]{0,12}(?:売却|取得|譲渡|買い取|買収|手放|購入)",
        r"(?:商品|製品|在庫)(?:を|の)(?:売却|売る|買い取)",
        r"傘下の",
        r"別の(?:提案|申し出|話|計画|案|オファー)",
    ),
)
