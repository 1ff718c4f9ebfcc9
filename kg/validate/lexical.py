r"""A literal's words and a datatype in; out, whether the words stand in the datatype's lexical space.

    in_space("2023-02-29", "http://www.w3.org/2001/XMLSchema#date") → False
    deciding("2024-05", ["…#date", "…#gYearMonth", "…#gYear"]) → "…#gYearMonth"

The datatypes are those of RDF 1.1 Concepts §5; their spaces are those of XML Schema 1.1 Part 2, whose section stands beside each.
RDF trims nothing: " 1 " is no xsd:integer. xsd:string and xsd:anyURI hold any whitespace, xsd:normalizedString spaces only, xsd:token
single spaces between words. Time is linear: int() sees 21 digits at most, and repeats that could be retried are possessive (++).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.vocabulary import PREFIXES

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
_YEAR = r"-?(?:[1-9]\d{3,}+|0\d{3})"  # 0000 is a year since XSD 1.1; +2024 and 02024 are none
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH_DAY = rf"(?!02-3|(?:04|06|09|11)-31){_MONTH}-{_DAY}"
# 2024, 2000 and -0004, not 1900: what a year ends in decides, however long it is
_LEAP = r"(?:(?<=[02468][048]00)|(?<=[13579][26]00)|(?<=0[48])|(?<=[2468][048])|(?<=[13579][26]))"
_DATE = rf"{_YEAR}(?:{_LEAP}|(?!-02-29))-{_MONTH_DAY}"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d++)?|24:00:00(?:\.0++)?)"

# PT1.S and PT.5S are in by the grammar ([11] duSecondFrag), out by the pattern beside it in 3.3.6.2: no finding on such a doubt
_YEARS = r"(?:\d++Y)?(?:\d++M)?"
_DAYS = r"(?:\d++D)?(?:T(?=.)(?:\d++H)?(?:\d++M)?(?:(?:\d++(?:\.\d*+)?|\.\d++)S)?)?"

_DECIMAL = r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)"
_FLOAT = rf"{_DECIMAL}(?:[Ee][+-]?\d++)?|[+-]?INF|NaN"

# XML 1.0 §2.2 and §2.3 (fifth edition): no NUL, no surrogate
_VISIBLE = "\x21-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + r"\-.0-9" + "\xb7\u0300-\u036f\u203f-\u2040"

_PATTERNS = {
    "string": r"[^\ud800-\udfff]*",  # RDF 1.2 Concepts §3.4, which lets control characters in; an article may hold some
    "boolean": r"true|false|1|0",  # 3.3.2
    "decimal": _DECIMAL,  # 3.3.3
    "float": _FLOAT,  # 3.3.4
    "double": _FLOAT,  # 3.3.5
    "duration": rf"-?P(?=.){_YEARS}{_DAYS}",  # 3.3.6
    "dateTime": rf"{_DATE}T{_TIME}{_ZONE}?",  # 3.3.7
    "time": rf"{_TIME}{_ZONE}?",  # 3.3.8
    "date": rf"{_DATE}{_ZONE}?",  # 3.3.9
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}?",  # 3.3.10
    "gYear": rf"{_YEAR}{_ZONE}?",  # 3.3.11
    "gMonthDay": rf"--{_MONTH_DAY}{_ZONE}?",  # 3.3.12
    "gDay": rf"---{_DAY}{_ZONE}?",  # 3.3.13
    "gMonth": rf"--{_MONTH}{_ZONE}?",  # 3.3.14
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*+",  # 3.3.15
    "anyURI": rf"[\t\n\r {_VISIBLE}]*",  # 3.3.17
    "normalizedString": rf"[ {_VISIBLE}]*",  # 3.4.1
    "token": rf"(?! |.*  )[ {_VISIBLE}]*(?<! )",  # 3.4.2
    "language": r"[A-Za-z]{1,8}+(?:-[A-Za-z0-9]{1,8}+)*+",  # 3.4.3
    "NMTOKEN": rf"[:{_PART}]+",  # 3.4.4
    "Name": rf"[:{_START}][:{_PART}]*",  # 3.4.6
    "NCName": rf"[{_START}][{_PART}]*",  # 3.4.7
    "yearMonthDuration": rf"-?P(?=.){_YEARS}",  # 3.4.26
    "dayTimeDuration": rf"-?P(?=.){_DAYS}",  # 3.4.27
    "dateTimeStamp": rf"{_DATE}T{_TIME}{_ZONE}",  # 3.4.28
}

_INTEGER = r"([+-]?)(?=\d)0*+(\d*+)"
_DIGITS = 21  # more than any bound has; int() refuses 4,301
_ALL = 10**_DIGITS  # no bound
_RANGES = {
    "integer": (-_ALL, _ALL),  # 3.4.13
    "nonPositiveInteger": (-_ALL, 0),  # 3.4.14
    "negativeInteger": (-_ALL, -1),  # 3.4.15
    "long": (-(2**63), 2**63 - 1),  # 3.4.16
    "int": (-(2**31), 2**31 - 1),  # 3.4.17
    "short": (-(2**15), 2**15 - 1),  # 3.4.18
    "byte": (-(2**7), 2**7 - 1),  # 3.4.19
    "nonNegativeInteger": (0, _ALL),  # 3.4.20
    "unsignedLong": (0, 2**64 - 1),  # 3.4.21
    "unsignedInt": (0, 2**32 - 1),  # 3.4.22
    "unsignedShort": (0, 2**16 - 1),  # 3.4.23
    "unsignedByte": (0, 2**8 - 1),  # 3.4.24
    "positiveInteger": (1, _ALL),  # 3.4.25
}


def in_space(words: str, datatype: str) -> bool | None:
    """Whether the words stand in the lexical space of a datatype (its IRI in full); None for a datatype not known here.

    xsd:QName, xsd:ID and the like are not known: RDF 1.1 Concepts §5.1 gives them no use. JSON nested too deep to read is None too.
    """
    name = datatype.removeprefix(PREFIXES["xsd"]) if datatype.startswith(PREFIXES["xsd"]) else ""
    if name in _PATTERNS:
        return re.fullmatch(_PATTERNS[name], words, re.ASCII) is not None
    if name in _RANGES:
        return _in_range(words, *_RANGES[name])
    if name == "base64Binary":
        return _is_base64(words)
    if datatype in (PREFIXES["rdf"] + "langString", PREFIXES["rdf"] + "HTML"):
        return True  # RDF 1.1 Concepts §3.3 and §5.2: every string
    if datatype == PREFIXES["rdf"] + "XMLLiteral":
        return _is_xml(words)
    return _is_json(words) if datatype == PREFIXES["rdf"] + "JSON" else None


def deciding(words: str, among: Sequence[str]) -> str | None:
    """The one datatype of `among` whose space holds the words; None where none or several do, or one is not known here."""
    told = {datatype: in_space(words, datatype) for datatype in among}
    holding = [datatype for datatype, held in told.items() if held]
    return holding[0] if len(holding) == 1 and None not in told.values() else None


def _is_base64(words: str) -> bool:
    """3.3.16: groups of four, single spaces between characters; what stands before = has no bits left over."""
    bare = words.replace(" ", "")
    spaced = "  " in words or words != words.strip(" ")
    if spaced or len(bare) % 4 or not re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", bare):
        return False
    if bare.endswith("=="):
        return bare[-3] in "AQgw"
    return not bare.endswith("=") or bare[-2] in "AEIMQUYcgkosw048"


def _in_range(words: str, least: int, most: int) -> bool:
    """Whether the words are an integer within bounds (4.3.7, 4.3.10). -0 is 0, and so an unsignedByte."""
    found = re.fullmatch(_INTEGER, words, re.ASCII)
    if not found:
        return False
    return least <= int(found[1] + (found[2][:_DIGITS] or "0")) <= most


def _is_xml(words: str) -> bool:
    """RDF 1.1 Concepts §5.3: content that makes a document with namespaces when it is put between two tags."""
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        ParserCreate("utf-8", " ").Parse(f"<x>{words}</x>", True)
    except (ExpatError, UnicodeEncodeError):
        return False
    return True


def _is_json(words: str) -> bool | None:
    """JSON-LD 1.1 §10.2: RFC 8259, so neither NaN nor Infinity. Numbers are left as words."""
    import json

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        json.loads(words, parse_int=str, parse_float=str, parse_constant=refuse)
    except ValueError:
        return False
    except RecursionError:
        return None
    return True
