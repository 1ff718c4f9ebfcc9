"""Money put, or to be put, into an organization or its project."""

from kg.frames import AGENT, DATE, MONEY, ORGANIZATION, ROUND, Frame, Role, Sense

FRAME = Frame(
    "Funding",
    roles=(
        Role("recipient", ORGANIZATION),
        Role("investor", AGENT, many=True),
        Role("amount", MONEY),
        Role("round", ROUND),
        Role("date", DATE),
    ),
    senses=(
        Sense(
            "出資 投資 融資 寄付 寄附 資金提供 資金援助 資金支援 資金拠出 追加出資 協調融資 つなぎ融資 助成 拠出 寄贈 貸し付ける 貸付け 追加投資 コミットメントライン 資本支援 金融支援 財政支援",
            "ガ=investor ニ=recipient ニタイスル=recipient カラ=investor",
            carry="recipient",
            lasting=True,
        ),
        Sense("増資", "ガ=investor ニ=recipient", needs="ニ:$organization"),
        Sense(
            "第三者割当増資",
            "ガ=recipient ニ=investor ニタイスル=investor カラ=investor ノ=recipient ニヨル=recipient",
            carry="recipient",
        ),
        Sense(
            "増資 公募増資",
            "ガ=recipient カラ=investor ノ=recipient ニヨル=recipient",
            needs="ニ:$nobody",
            carry="recipient",
        ),
        Sense(
            "資金調達 調達",
            "ガ=recipient カラ=investor ノ=recipient ニヨル=recipient",
            needs="*:$money|資金|出資|ラウンド|$round",
            carry="recipient",
        ),
        Sense(
            "投ずる 投じる 注ぎ込む 注入 提供 供与 注ぐ 出す 出し合う 託す 払い込む 入れる 貸す 贈る 贈呈 交付 支給 寄せる 納める 差し出す 用立てる",
            "ガ=investor ニ=recipient ヘ=recipient",
            needs="ヲ:$money|資金|資本|私財|助成金|補助金|寄付金|義援金|支援金|奨励金|貯金|預金|退職金|元手",
            carry="recipient",
        ),
        Sense(
            "集める 受け取る 得る 確保 借りる 手にする",
            "ガ=recipient カラ=investor ニヨル=investor",
            needs="ヲ+ノ:$money",
            carry="recipient",
        ),
        Sense(
            "借り入れる 借り入れ 借入れ 借入",
            "ガ=recipient カラ=investor ニヨル=investor",
            needs="ヲ+ノ:$money カラ:$organization",
            carry="recipient",
        ),
        Sense("補助 支援", "ガ=investor ニ=recipient ニタイスル=recipient カラ=investor", needs="ヲ+ノ:$money", quiet=True),
        Sense(
            "引き受ける 引受け",
            "ガ=investor ノ=recipient",
            needs="ヲ+ノ:増資|$money|社債|優先株|新株|株式|第三者割当 前:増資|社債|優先株|新株|第三者割当|ラウンド|調達",
            carry="recipient",
        ),
        Sense(
            "主導 リード 率いる 取りまとめる",
            "ガ=investor",
            needs="文:ラウンド|$round|増資|調達 前:ラウンド|増資|調達|シリーズ",
            carry="recipient",
        ),
        Sense(
            "参加 参画 加わる 名を連ねる 応ずる 顔をそろえる 名乗りを上げる",
            "ガ=investor",
            needs="文:ラウンド|$round|増資|調達|引受先|株主|投資家|出資 前:ラウンド|増資|資金調達|シリーズ|円を調達|ドルを調達",
            carry="recipient",
        ),
        Sense(
            "引受先 引き受け先 割当先 割り当てる先 割り当て先 割当予定先 リード投資家 貸し手 出し手",
            names="investor",
            carry="recipient",
        ),
        Sense("投資家 出資者 出資企業 出資元", names="investor", carry="recipient", needs="前:増資|ラウンド|調達", quiet=True),
        Sense("申し出 申し入れ オファー 打診", "ノ=investor カラ=investor ニヨル=investor", refers=True),
    ),
    never=(
        r"(?<!リード)投資(?:信託|先|会社|ファンド|銀行|部門|顧問|法人|事業|判断|助言|勧誘|組合|対象|意欲|戦略|計画|額の|効率|顧客)",
        r"(?:設備|人材|研究開発|自己|教育|広告|時間)(?:へ|に|への)?(?:の)?投資",
        r"融資(?:先|制度|残高|担当|課|係)",
        r"出資(?:金|比率|先|法)",
        r"(?:情報|データ|サービス|話題|機会|場|技術|製品|食事|番組|映像)を(?:提供|供与|集め|得)",
        r"(?:注目|人気|支持|票|関心|署名|視線|同意|許可|了解|評価|信頼)を(?:集め|得)",
        r"(?:部品|原料|材料|食材|人材|素材)(?:の|を)調達",
        r"(?:報酬|代金|給与|賃金|賠償金|保険金|賞金|料金|手数料|配当|年金|売却益)(?:として)?(?:[^、。]{0,12})を受け取",
        r"全額出資|共同出資会社",
        r"出資(?:の申し込み|を受けたい|してもらえ)",
    ),
)
