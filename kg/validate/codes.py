"""The findings that are not a shape's: their codes, how grave they are, and what they say in Japanese and English.

    finding("undescribed", node=n, value=v, what="person/田中")  →  Finding("Violation", "undescribed", "…", "…", n, None, v)

A shape's findings have the shape's name for a code and its sh:message. `shapes/README.md` shows all codes with examples.
"""

from __future__ import annotations

from typing import Any

from kg.validate.findings import Finding

# code: severity, what it says in Japanese and in English; {what}, {instead} are filled in
CODES = {
    "syntax": ("Violation", "構文の誤り: {what}。この箇所を直す。", "Syntax error: {what}. Correct it here."),
    "literal": (
        "Violation",
        "{what} は {type} の書き方でない。値か型を直す。",
        "{what} is not written as {type} asks. Correct the value or the datatype.",
    ),
    "unknown-term": (
        "Violation",
        "{what} という{type}は kg: の語彙にない。{instead}",
        "{what} is no {type} of the kg: vocabulary. {instead}",
    ),
    "near-term": (
        "Warning",
        "{what} は知られた語でなく、{instead} に似ている。綴りを確かめる。",
        "{what} is no known term but much like {instead}. Check its spelling.",
    ),
    "near-namespace": (
        "Violation",
        "名前空間 {what} は {instead} に似ているが別のものである。これで書いた語は誰にも通じない。直す。",
        "The namespace {what} is much like {instead}, but another one: nobody knows its terms. Correct it.",
    ),
    "undescribed": (
        "Violation",
        "{what} を述べる行がない。指す先を直すか、そのノードを書き足す。{instead}",
        "Nothing describes {what}. Correct the reference, or add the node. {instead}",
    ),
    "untyped": (
        "Violation",
        "このノードには kg: の型がない。rdf:type を書く（{instead}）。",
        "This node has no class of kg:, so most rules do not look at it. Give it its rdf:type ({instead}).",
    ),
    "misplaced": (
        "Violation",
        "{what} は {type} には付かない（付くのは {instead}）。プロパティか型を直す。",
        "{what} does not belong to a {type}, but to {instead}. Correct the property or the class.",
    ),
    "unread": (
        "Warning",
        "{what} はどの @context にもなく、何も述べない。{instead}",
        "{what} is in no @context, so it says nothing. {instead}",
    ),
    "same-name": (
        "Warning",
        "同じ種類で同じ名前のノードがもう一つある。同じものなら一つにまとめる。同名の別のものならそのままでよい。",
        "Another node of this class has this name. Make one node of both if they are the same; keep them if they are namesakes.",
    ),
    "founded-first": (
        "Warning",
        "この資金調達や買収の当事者は、この日付より後に設立されたことになっている。二つの日付を本文と照らし、誤りを直す。",
        "A party to this was founded after this date, it says elsewhere. Compare both dates with the articles and correct the wrong one.",
    ),
    "occurred-date": (
        "Warning",
        "起きたとされる日付が、根拠となるどの記事の公開日よりも後である。日付を直すか、まだなら kg:status を kg:Planned にする。",
        "This occurred, it says, after every article that tells it. Correct the date, or, if it was still to come, make the kg:status kg:Planned.",
    ),
    "lawsuit-order": (
        "Warning",
        "手続きの日付が、この訴訟の最初の提訴より前である。日付を直すか、別の訴訟の手続きなら kg:Lawsuit を分ける。",
        "This step is dated before the suit was first filed. Correct the date, or make another kg:Lawsuit if it belongs to another suit.",
    ),
    "told-otherwise": (
        "Warning",
        "同じ当事者と日付の同じ出来事が、起きたとも起きなかったともされている。記事が食い違うのでなければ、一方を消す。",
        "The same event, of the same parties and date, is told as occurred and as not. Remove one, unless articles disagree.",
    ),
    "not-followed": (
        "Warning",
        "owl:imports の先は読まない。必要なら、そのファイルを手元に置いて並べて渡す。",
        "owl:imports is not followed: nothing is fetched. Name that file beside this one if it matters.",
    ),
    "quote-moved": (
        "Violation",
        "引用は記事のここ（{what}）でなく {instead} にある。oa:start と oa:end を直す。",
        "The quote stands at {instead} of the article, not at {what}. Correct oa:start and oa:end.",
    ),
    "quote-ambiguous": (
        "Violation",
        "引用は記事のここ（{what}）になく、ほかの {instead} か所にある。oa:start と oa:end を直す。",
        "The quote does not stand at {what} of the article, but at {instead} other places. Correct oa:start and oa:end.",
    ),
    "quote-missing": (
        "Violation",
        "引用が記事のどこにもない。記事のとおりに引くか、この根拠を消す。",
        "The quote stands nowhere in the article. Copy its words as they are, or remove this evidence.",
    ),
    "no-such-article": (
        "Warning",
        "{what} を根拠とするものがグラフにない。別の記事か、書き換えられた記事である。",
        "The graph cites no article with the text of {what}. It is another article, or its text has changed.",
    ),
    "shape-term": (
        "Violation",
        "{what} という語は SHACL にない。{instead}",
        "{what} is no term of SHACL. {instead}",
    ),
    "shape-no-target": (
        "Warning",
        "このシェイプには対象がなく、ほかのシェイプからも使われていない。sh:targetClass などを書く。",
        "This shape has no target and no other shape uses it. Give it a target, such as sh:targetClass.",
    ),
    "shape-idle": (
        "Info",
        "このシェイプの対象になるノードがなかった。何も確かめていない。",
        "No node is a target of this shape, so it checked nothing. Compare its target with the graph.",
    ),
    "no-shapes": (
        "Violation",
        "このファイルにシェイプがない。SHACL のシェイプのファイルを渡す。",
        "There is no shape in this file. Name a file of SHACL shapes.",
    ),
}


def finding(
    code: str,
    *,
    what: str = "",
    what_ja: str = "",
    type: str = "",
    type_ja: str = "",
    instead: str = "",
    instead_ja: str = "",
    **rest: Any,
) -> Finding:
    """`rest` are the fields of a Finding; `what_ja`, `type_ja` and `instead_ja` are what differs in Japanese."""
    severity, ja, en = CODES[code]
    told = {"what": what, "type": type, "instead": instead}
    return Finding(
        severity,
        code,
        ja.format(**told | {"what": what_ja or what, "type": type_ja or type, "instead": instead_ja or instead}).strip(),
        en.format(**told).strip(),
        **rest,
    )


def meant(near: str | None) -> tuple[str, str]:
    """The hint in English and Japanese: Did you mean kg:Filed?"""
    return (f"Did you mean {near}?", f"{near} のことか。") if near else ("Choose a term of the ontology.", "語彙にある語を選ぶ。")
