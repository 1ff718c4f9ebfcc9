"""What noun phrases say of posts, as templates over signs, and the words around them that decide which are tried.

    "{organization}の{title}である{holder}"  matches  ウミネリのCEOである砂原海斗氏

phrases.py makes statements of them; signs.py says what a template is.
"""

from __future__ import annotations

import re

from kg.signs import HONORIFIC

_LONG = "長く|長年|永く|当時|現在|かつて|以前|(?:約)?\\d+年間、?"
_WHICH = "元|前|現|現在の|次期|次の|新|初代|当時の|今の|いまの"
# {organization} {title} {holder}, each under the name of its rule; a title that says founder makes a founding
POSITION = {
    "org-title-person": "{organization}(?:の|・)?(?:当時の)?(?:元|前|現|次期|新|初代|同)?{title}(?:である|であり|であった|で|の|、|・|=|:|,| |だった|を務める|を務めた|を兼ねる)*{holder}",
    "org-title-serving-person": "{organization}(?:で|の)(?:"
    + _LONG
    + ")?{title}(?:を務める|を務めた|を務めていた|を務めてきた|として働く|として働いた|として働いていた|だった|である|の|、){1,2}{holder}",
    "org-bracket-title-person": "{organization}[」』]?\\([^()。]{0,30}?{title}[=:、の ]?{holder}",
    "org-bracket-person-title": "{organization}[」』]?\\([^()。]{0,30}?{holder}・?{title}\\)",
    "org-person-title": "{organization}(?:の|は、|、|で|・| )?{holder}・?{title}",
    "title-org-person": "{title}(?:の|、)? ?{organization} ?{holder}",
    "person-org-title": "{holder}[・、 ]?{organization}(?:の)?(?:元|前|現|名誉)?{title}",
    "person-bracket-org-title": "{holder}" + HONORIFIC + "\\((?:故人、)?(?:元|前|現|当時)?{organization}(?:の)?{title}",
    "person-bracket-another-org-title": "{holder}" + HONORIFIC + "\\([^()。]*?[、/]{organization}(?:の)?{title}(?=[、/)])",
    "person-bracket-age-org-title": "{holder}" + HONORIFIC + "\\({age}?[、・]?(?:元|前|現)?{organization}(?:の)?{title}",
    "person-is-org-title": "{holder}"
    + HONORIFIC
    + "(?:は|が)、?(?:現在(?:は)?、?)?(?:元|前|現)?{organization}(?:の|で)?{title}(?:だ|である|です|を務め|で、|として|だった|でもある|。)",
    "org-title-is-person": "{organization}(?:の)?(?:"
    + _WHICH
    + ")?{title}(?:は|が)、?{holder}"
    + HONORIFIC
    + "(?:\\([^()]*\\))?(?:だ|である|で、|です|であり|。|、|$)",
    "org-title-also-person": "{organization}(?:の)?(?:元|前|現)?{title}で、?(?:現在は、?|今は、?)?[^。、はが]{0,24}の{holder}",
    "org-as-title-person": "{organization}の?(?:元|前|現)?{title}として[^。、はがをに「」]{0,12}、{holder}"
    + HONORIFIC
    + "(?:は|が|も)",
    "org-part-person-title": "{organization}の[^。、はがをに]{1,16}(?:で|の){holder}{title}",
}
# posts whose organization is told elsewhere
LOCAL = {
    "person-bracket-title": "{holder}" + HONORIFIC + "\\((?:元|前|現)?{title}\\)",
    "person-title": "{holder}" + HONORIFIC + "・?{title}",
    "title-person": "{title}(?:の|である|だった|、|・)?{holder}",
    "title-bracket-person": "{title}\\([^()]*\\)の?{holder}",
}
# {title}に{holder}が就任, also several in a row
GAPPED = (
    "{title}(?:の後任)?(?:に|には|は|のポストに)、?(?:{organization}の)?{holder}" + HONORIFIC + "(?:{title2})?(?=[、がをらも(])"
)
# {holder}が{title}に、…が就任: the verb's own pair is the last
PAIRED = (
    "{holder}"
    + HONORIFIC
    + "(?:{title2})?[がをはも]、?(?:{date}(?:付?で|付けで|に)、?)?(?:{organization}の)?{title}(?:に|へ|と)、"
)
LAST = "{title}に、?{holder}" + HONORIFIC + "[。」]?$"
HEADLINE = "{holder}" + HONORIFIC + "(?:{title2})?[はがも、]{title}(?:に|へ)$"
# {date}に{title}: a line of a career
CAREER = "{date}(?:に|には|(?:から|~|-|〜)(?:{date2}(?:まで)?)?、?|、)?(?:{organization}(?:の)?)?{title}(?=[、。に]|を(?:経|歴任|務)|と(?:[、な]|[^。、]{0,8}を(?:歩|歴任|経))|へ|$)"
LISTED = "(?:{date}(?:から|~|-))?(?:{date2}まで(?:は)?、?)?(?:{organization}(?:の)?)?{title}(?=と、?|、|や|を経|などを|の(?:ほか|かたわら|傍ら)|に加え)"
HOLDING = re.compile(r"(?:務め|兼ね|兼務|歴任|を経て|就任|在任|転じ|就い|就く)")
APPOINTING = re.compile(
    r"(?:就任|就い|就く|就き|選[任出ばん]|起用|据え|充て|迎え|招|任命|昇格|内定|座[るりっ]|抜擢|登用|指名|着任)"
)
SUCCESSOR = (
    "後任(?:に|には|は|として|として、|に、|には、|は、)[^。、はが「」]{0,16}{holder}"
    + HONORIFIC
    + "(?:{title2})?(?:が|を|で|。|$)"
)
FOLLOWER = "後任の{holder}" + HONORIFIC + "(?:{title2})?(?:は|が|も|を|に)"
HEIR = "{holder}" + HONORIFIC + "(?:{title2})?(?:が|は)、?(?:その)?(?:後|跡|後任|後釜)(?:を|に)(?:継|引き継|受け継|襲|就|座)"
DATED = re.compile(
    r"^(?:なお、)?(?:(?:いずれも|両氏とも|ともに)、?|(?:就任|退任|辞任|異動|発令|交代|選任|任期)(?:予定日|日)?は、?)[^。]{0,24}(?:日|月|日付|付け?)(?:から[^。]{0,10})?(?:で|の予定|を予定|だ|です|となる|に発令)?[^。]{0,8}。?$"
)
TERM = re.compile(r"^(?:なお、)?任期は[^。]{0,24}まで")
DATED_HOLDER = (
    "^(?:なお、)?{holder}"
    + HONORIFIC
    + "は、?(?:すでに|既に)?{date}(?:付け?)?(?:で|に|、)、?(?:就任|着任|退任|辞任)(?:し|する|の)"
)
BELONGING = "(?:^|[、。「は]){organization}(?:\\([^()]*\\))?の{holder}(?:氏|さん)"
COPULA = re.compile(r"(?:でも?あ[りっるろ]|で、|だ(?:った|$|。|と)|です|でした|でもあ)")
