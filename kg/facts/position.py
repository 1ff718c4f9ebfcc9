"""A person's role in an organization."""

from kg.frames import DATE, ORGANIZATION, PERSON, TITLE, Frame, Role, Sense

FRAME = Frame(
    "Position",
    roles=(
        Role("holder", PERSON, many=True),
        Role("organization", ORGANIZATION),
        Role("title", TITLE),
        Role("startDate", DATE),
        Role("endDate", DATE),
    ),
    senses=(
        Sense(
            "就任 就く 昇格 着任 復帰 昇任 回る 転ずる 座る 内定 納まる 収まる",
            "ガ=holder ヲ=holder ニ|ト|トシテ|ヘ=title",
            needs="ニ+ト+トシテ:$title",
            dates="startDate",
            carry="holder organization",
        ),
        Sense(
            "起用 選任 選出 任命 選ぶ 抜擢 登用 招く 迎える 指名 充てる 据える 任ずる",
            "ヲ=holder ニ|ト|トシテ=title",
            needs="ニ+ト+トシテ:$title",
            dates="startDate",
            carry="holder organization",
        ),
        Sense(
            "成る 加わる 入る",
            "ガ=holder ヲ=holder ニ|ト|トシテ|ヘ=title",
            needs="ニ+ト+トシテ:$title",
            dates="startDate",
            carry="holder organization",
            quiet=True,
        ),
        Sense(
            "出向 赴任 転籍 派遣 送り込む 乗り込む 加わる 入る 加入 合流 移籍 参画",
            "ガ=holder ヲ=holder ニ=organization トシテ=title",
            needs="トシテ:$title",
            dates="startDate",
            carry="holder",
            quiet=True,
        ),
        Sense("する やる", "ガ=holder ヲ=title", needs="ヲ:$title", dates="range", carry="holder organization", quiet=True),
        Sense("退任 辞任 引責辞任 辞職 離任", "ガ=holder ヲ|カラ=title", dates="endDate", carry="holder organization"),
        Sense("解任", "ガ=holder ヲ=holder カラ=title", dates="endDate", carry="organization"),
        Sense(
            "継ぐ 引き継ぐ 受け継ぐ",
            "ガ=holder ヲ=title",
            needs="ヲ:$title",
            dates="startDate",
            carry="holder organization",
            quiet=True,
        ),
        Sense(  # 長女に|社長を|譲った: of who takes it over
            "譲る 託す 任す 任せる 委ねる 渡す 明け渡す",
            "ニ=holder ヲ=title",
            needs="ヲ:$title",
            dates="startDate",
            carry="organization",
            quiet=True,
        ),
        Sense(  # and of who gives it up
            "譲る 明け渡す",
            "ガ=holder ヲ=title",
            needs="ヲ:$title",
            dates="endDate",
            carry="holder organization",
            quiet=True,
        ),
        Sense(
            "転出 転身 退く 降りる 下りる 回る",
            "ガ=holder ニ=title",
            needs="ニ:$title",
            dates="startDate",
            carry="holder organization",
        ),
        Sense(
            "退く 辞める 離れる 降りる 去る 外れる 立つ 身を引く",
            "ガ=holder ヲ|カラ=title",
            needs="ヲ+カラ:$title|の座|の職|その座|同職",
            dates="endDate",
            carry="holder organization",
        ),
        Sense(
            "務める 勤める 兼ねる 兼務 担う 歴任 在任 続投 留まる とどまる 率いる 歩む",
            "ガ=holder ヲ|ニ|ト|トシテ=title",
            needs="ヲ+ニ+ト+トシテ:$title",
            dates="range",
            carry="holder organization",
        ),
    ),
)
