"""Words in, a page of HTML out, everything escaped; a page here has no script.

document("ja", "青空電機", "<p>…</p>") → b"<!doctype html>…"
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from urllib.parse import quote

STYLE = """
:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
h1{margin-bottom:0;overflow-wrap:anywhere}small,.iri{opacity:.7;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #8884;overflow-wrap:anywhere}
th{width:11rem;font-weight:600}ul{padding-left:1.2rem}textarea{width:100%;font:14px/1.4 monospace}q{quotes:"「" "」"}
@media(max-width:30rem){th,td{display:block;width:auto}td{border:0}}
"""


def document(lang: str, title: str, body: str) -> bytes:
    words = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{text(title)}</title>'
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )
    return words.encode("utf-8", "replace")


def text(words: str) -> str:
    return escape(words, quote=True)


def link(iri: str, base: str, words: str) -> str:
    """To the page of a node, never to the IRI itself, which may be anything: javascript:…"""
    return f'<a href="{text(address(iri, base))}">{text(words)}</a>'


def address(iri: str, base: str) -> str:
    """…/id/person/三浦遥 → /id/person/%E4%B8%89…; what cannot stand in a path, or begins otherwise → /resource?iri=…"""
    rest = iri.removeprefix(base)
    if rest != iri and re.fullmatch(r"[^#?\\.][^#?\\]*", rest) and "/." not in rest and "//" not in rest:
        return "/id/" + quote(rest, safe="/;,:@!$&'()*+=~%-._")
    return "/resource?iri=" + quote(iri, safe="")


def policy(page: str | None = None) -> str:
    """What a browser may do with a page: show it. Of a page with scripts these very scripts run, and ask only this server."""
    if page is None:
        return f"default-src 'none'; style-src '{_hash(STYLE)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    scripts = re.findall(r"<script\b[^>]*>(.*?)</script", page, re.S | re.I)
    own = " ".join(f"'{_hash(script)}'" for script in scripts if script.strip()) or "'none'"
    return (
        f"default-src 'none'; script-src {own}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hash(words: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
