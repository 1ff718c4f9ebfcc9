"""A parser's word on a syntax error in, the same in plain English and Japanese out.

    worded("A dot is expected at the end of statements")  →  ("a dot or semicolon is missing before this", "この前にピリオドかセミコロンがない")

What is not in the table stays as the parser says it.
"""

from __future__ import annotations

import re

_WIDE = "；。，、．：“”‘’「」（）＜＞＃＠＾"  # for which a keyboard has narrow ones

_TABLE = (
    (r"A dot is expected at the end of statements", "a dot or semicolon is missing before this", "この前にピリオドかセミコロンがない"),
    (r"The prefix (.*): has not been declared", "the prefix {0}: is not declared", "接頭辞 {0}: が宣言されていない"),
    (r"No scheme found in an absolute IRI", "this IRI is relative, and there is no @base", "相対 IRI だが、@base がない"),
    (rf"'?([{_WIDE}\u3000]).*", "{0} is a full-width sign, of which Turtle knows none", "{0} は全角である。半角で書く"),
    (r"(.*) is not a valid RDF object", "{0} cannot stand for a value", "{0} は値として書けない"),
    (r"(.*) is not a valid subject or graph name", "{0} cannot begin a statement", "{0} は文の先頭に書けない"),
    (r"(.*) is not a valid predicate", "{0} cannot be a property", "{0} はプロパティとして書けない"),
    (r"Invalid IRI code point (.*)", "an IRI cannot hold {0}", "IRI に {0} は書けない"),
    (r"The PREFIX (?:declaration|keyword) should.*", "a declaration is written @prefix ex: <http://…> .", "宣言は @prefix ex: <http://…> . と書く"),
    (r"blank node property lists should end with a ']'", "a ] is missing before this", "この前に ] がない"),
    (r"(.*) is not allowed at the beginning of a prefix name", "{0} begins no name", "{0} で始まる名前はない"),
    (r"A language code should always start with a letter", "a language tag begins with a letter", "言語タグは英字で始まる"),
    (r"this string is not closed on its line", "this string is not closed on its line", "この文字列はこの行で閉じていない"),
    (r"nothing closes what opens here", "nothing closes what opens here", "ここで始まるものが閉じていない"),
    (r"the file ends amid a statement", "the file ends amid a statement", "文の途中でファイルが終わっている"),
    (r"nothing ends this statement", "nothing ends this statement", "この文が終わっていない"),
    (r"(.*) begins no escape that is known or whole", "{0} begins no escape that is known or whole", "{0} で始まる正しいエスケープはない"),
    (r"(.*) is a letter here, part of the name before it", "{0} is a letter here, part of the name before it", "{0} は前の名前の一部と読まれる。半角で書く"),
    (r"not UTF-8", "this is not UTF-8", "UTF-8 でない"),
    (r"Trailing commas are not allowed", "a comma before the end is not allowed", "終わりの前のコンマは書けない"),
    (r"Object keys must be strings", "a key must be a string", "キーは文字列で書く"),
    (r"Object values must be followed by.*", "a comma or }} is missing before this", "この前にコンマか }} がない"),
    (r"Array elements must be followed by.*", "a comma or ] is missing before this", "この前にコンマか ] がない"),
    (r"Unexpected character (.*)", "{0} cannot stand here", "{0} はここに書けない"),
)  # fmt: skip


def worded(what: str) -> tuple[str, str]:
    """In English and in Japanese."""
    line = " ".join(what.split())
    for pattern, en, ja in _TABLE:
        if found := re.fullmatch(pattern, line):
            return en.format(*found.groups()), ja.format(*found.groups())
    return line, line
