"""Nouns by what they do to the phrases around them: some are seen through, some close a list, some only name a kind.

Xの|株式を|買う → X is bought; A、Bなどの|投資家 → A and B; 「X」という|会社 → X
"""

from __future__ import annotations

import re

# what stands before a title and leaves the post the same: 元|社長, 第3代|社長
FORMERLY = r"(?:元|前|現|次期|新|初代|第\d+代|同)"

# nouns through which an argument is seen: Xの株式を買う → X
TRANSPARENT = re.compile(
    r"(?:株式|全株|株|手|持ち?分|持ち株|経営権|事業|事業部|部門|資産|運営会社|親会社|グループ|議決権|過半|過半数|社債|新株|優先株|"
    r"新株予約権|増資|第三者割当増資|ラウンド|案件|割|%|分|全て|すべて|大半|一部|残り|支配権|経営|店舗|請求|訴え|控訴|上告|主張|側|ら|代表|口座|基金|(?:計)?\d+(?:社|人|氏|者|行)|各社|各氏|両社|両氏)$"
)

# who is not the one whose they are: Xの|遺族ら
OTHERS = re.compile(
    r"(?:遺族|家族|親族|両親|社員|職員|従業員|株主|住民|購入者|利用者|顧客|会員|信者|弁護団|代理人|側近|関係者|加盟店|元\w+)ら$"
    r"|(?:創業家|遺族|家族|株主|経営陣|社員|従業員|労組|住民|弁護|組合)側$"
)

# nouns that close a list of their kind: A、Bなどの|投資家
PARTY = re.compile(
    r"(?:投資家|株主|企業|会社|銀行|ファンド|ベンチャーキャピタル|VC|機関|金融機関|団体|両社|各社|陣営|関係者|\d+(?:社|者|行|人|氏))(?:ら|など)?$"
)

CLOSING = re.compile(
    r"(?:など|ら|といった|をはじめとする|を含む|を中心とする|、|と|や|および|及び|並びに|ほか|その他|の|他の|その他の|複数の|ほかの|既存の?|大手|国内外の?|外部の?|個人|機関|有力|計|新規の?)*"
)

SEAT = re.compile(r"^(?:椅子|座|職|役職|ポスト|地位|席|任)$")

# 買収した|年の|X: no other name of X
NO_APPOSITION = re.compile(
    r"(?:年|月|日|時|頃|ころ|際|当時|翌[年月日]|後|前|間|うち|ため|以来|話|件|理由|背景|経緯|こと|もの|ところ|ほか|結果|影響|費用|金額|額|円|ドル|人|者|氏|側|役|員|長)$"
)

# people of whom one may be named: 三浦さんら|8県の|購入者
GROUP = re.compile(r"(?:購入者|利用者|株主|住民|遺族|患者|社員|従業員|職員|運転手|男女|会員|作家|投資家|\d+人)$")
LED = re.compile(r"(?:氏|さん)?ら(?!の)")

# who somebody is by calling: 訴えられた|落語家の|三浦さん
CALLING = re.compile(
    r"(?:[^人の]家|選手|歌手|[医教]師|俳優|記者|作者|社員|職員|議員|弁護士|棋士|監督|教授|(?:役|教|委)員|人気者)$"
)

# nouns whose clause shares the subject of what governs them: Xが|買収する|契約を|結んだ
COMPLEMENT = re.compile(
    r"(?:契約|計画|方針|予定|意向|考え|合意|構え|運び|こと|提案|検討|交渉|協議|決定|決議|約束|申し出|意思|準備|案|つもり|目的|狙い|権利|手続き|議案|人事)$"
)

# who acts for the body that they are of: X銀行の|支店長が貸してくれた
DESK = re.compile(r"^(?:支店長|支店|本店|窓口|担当者|融資担当|融資係)$")

GENERIC = re.compile(
    r"(?:社|企業|団体|組織|メーカー|銀行|財団|法人|大学|ベンチャー|スタートアップ|組合|所|新聞|店|クラブ|楽団|学校|校|園|塾|工房|スタジオ|サイト|ブランド|老舗|病院|屋|ホテル|旅館|ファンド|基金|チーム|球団)(?:だ|です|である|だった)?$"
)
