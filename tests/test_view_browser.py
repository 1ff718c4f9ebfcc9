"""The page of kg view in real Chromium: what a click lights, keys, 400 pixels, dark, 5,000 nodes; and that it asks nobody for anything."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python
import chromium as real
import graphs
import pytest

import kg as door
from kg.account import account
from kg.view import page

if not real.installed():
    pytest.skip("needs Debian's chromium and chromium-driver (as root, NEWSKG_TEST_APT=1 installs them)", allow_module_level=True)

ARTICLE = """𠮷野電機、北星製薬を買収へ

𠮷野電機は2024年4月1日、北星製薬を約300億円で買収した。𠮷野電機の三浦遥社長は会見で述べた。
オルヴェイン（Orvane）は2025年6月、𠮷野電機に150億円を出資する方針だ。
一部の経済誌は赤星物産が北星製薬を買収すると報じたが、赤星物産は「そのような事実はない」と否定した。
"""
SECOND = "青空銀行は2023年5月、𠮷野電機に20億円を出資した。\n"
KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Right": "\ue014",
    "Left": "\ue012",
    "Down": "\ue015",
    "Up": "\ue013",
    "Tab": "\ue004",
    "End": "\ue010",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with real.chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two articles, the second without its text."""
    one, other = door.build(ARTICLE, published="2025-05-20"), door.build(SECOND, published="2025-05-21")
    text = {a.iri: ARTICLE for a in account(one.quads).articles}
    path = tmp_path_factory.mktemp("view") / "page.html"
    path.write_text(page([*one.quads, *other.quads], text, "ja"), encoding="utf-8")
    return path


class Look:
    """The page as it stands, by selectors."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def js(self, script: str, *given: Any) -> Any:
        return self.browser.execute_script(script, *given)

    def texts(self, selector: str) -> list[str]:
        return self.js(
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.textContent)",
            selector,
        )

    def click(self, selector: str, words: str = "") -> None:
        found = (
            "[...document.querySelectorAll(arguments[0])].find(e => e.checkVisibility() && e.textContent.includes(arguments[1]))"
        )
        self.browser.execute_script(f"return {found}", selector, words).click()

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        chain = ActionChains(self.browser, duration=0)
        for key in keys:
            chain.send_keys(KEYS.get(key, key))
        chain.perform()

    def focused(self) -> str:
        return self.js("const e = document.activeElement; return e.id || e.textContent")

    def lit(self) -> str:
        """The words that are lit, those apart by a bar."""
        return self.js(
            "let out = ''; for (const e of document.querySelectorAll('.words')) out += e.classList.contains('lit') ? e.textContent : '|';"
            "return out.replace(/\\|+/g, '|').replace(/^\\||\\|$/g, '')"
        )

    def in_sight(self, selector: str) -> bool:
        return self.js(
            "const e = document.querySelector(arguments[0]), a = e.getBoundingClientRect(), b = e.closest('#text, [role=tabpanel]').getBoundingClientRect();"
            "return a.top >= b.top - 1 && a.bottom <= b.bottom + 1",
            selector,
        )


@pytest.fixture
def look(browser: Any, made: Path) -> Iterator[Look]:
    real.look(browser, 1440, 900)
    browser.get(made.as_uri())
    yield Look(browser)
    assert real.messages(browser) == []
    assert {
        url for url in real.requests(browser) if not url.startswith(("file:", "data:", "chrome:", "chrome-untrusted:"))
    } == set()


NODES = """
const data = JSON.parse(document.getElementById('data').textContent), box = document.getElementById('canvas').getBoundingClientRect();
const xs = data.points.map(p => p[0]), ys = data.points.map(p => p[1]);
const [l, r, t, b] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
const k = Math.min((box.width - 110) / (r - l + 1), (box.height - 110) / (b - t + 1), 1.5);
const at = n => [(xs[n] - (l + r) / 2) * k, (ys[n] - (t + b) / 2) * k];  // from the middle of the canvas
"""


def click_canvas(look: Look, place: list[float]) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    canvas = look.js("return document.getElementById('canvas')")
    ActionChains(look.browser, duration=0).move_to_element_with_offset(canvas, round(place[0]), round(place[1])).click().perform()


def test_mentions_and_evidence_are_marked_by_code_points(look: Look) -> None:
    named = look.texts("#text .name")
    assert {"𠮷野電機", "北星製薬", "三浦遥", "オルヴェイン", "Orvane"} <= set(named)
    assert "".join(look.texts("#text p")) == ARTICLE
    assert "dashed" in look.js(
        "return [...document.querySelectorAll('[data-tone=planned]')].map(e => getComputedStyle(e).borderBottomStyle)"
    )


def test_a_click_on_an_edge_lights_the_words_that_say_it(look: Look) -> None:
    edge = """const f = data.facts.findIndex(f => f.type === 'Funding' && f.status === 'Planned'), e = data.facts[f].roles[0][1];
    const [x, y] = [at(e), at(data.entities.length + f)]; return [(x[0] + y[0]) / 2, (x[1] + y[1]) / 2]"""
    look.js("document.getElementById('text').style.flex = '0 0 90px'")
    click_canvas(look, look.js(NODES + edge))
    assert "𠮷野電機に150億円を出資する方針" in look.lit()
    assert "300億円" not in look.lit()
    assert look.in_sight(".lit")
    assert "資金調達" in look.texts("#card .fact header")[0]


def test_a_click_on_a_node_shows_its_facts(look: Look) -> None:
    click_canvas(look, look.js(NODES + "return at(data.entities.findIndex(e => e.label === '北星製薬'))"))
    assert look.texts("#card h2") == ["北星製薬"]
    assert len(look.texts("#card .fact")) == 2
    click_canvas(look, [-250, -300])
    assert look.texts("#card .fact") == []


def test_a_click_on_a_row_lights_the_words(look: Look) -> None:
    look.click("[role=tab]", "事実")
    look.click("#table tr[data-fact]", "否定")
    assert "赤星物産は「そのような事実はない」と否定" in look.lit()
    assert len(look.texts("tr[aria-current=true]")) == 1
    look.click("[role=tab]", "年表")
    assert look.in_sight("#timeline [aria-current=true]")


def test_a_click_on_words_shows_the_facts(look: Look) -> None:
    look.click("#text .words", "三浦遥")
    assert look.texts("#card h2") == ["三浦遥"]
    assert "社長" in look.texts("#card .fact")[0]
    look.click("#text .fact-words", "に150億円を出資する方針")
    assert "150億円" in look.texts("#card .fact")[0]


def test_the_other_article_is_pieced_together_from_its_quotes(look: Look) -> None:
    look.click("[role=tab]", "事実")
    look.click("#table tr[data-fact]", "青空銀行")
    assert "20億円を出資" in look.lit()
    assert look.texts("#pieces") == ["本文がないため、グラフの引用をつなげて示す。"]


def test_the_table_is_sorted_by_any_column(look: Look) -> None:
    look.click("[role=tab]", "事実")
    for direction in ("ascending", "descending"):
        look.click("#table th button", "確信度")
        assert look.js("return document.querySelectorAll('#table th')[6].ariaSort") == direction
        sure = [float(x) for x in look.texts("#table td.number")]
        assert sure == sorted(sure, reverse=direction == "descending")
        assert len(sure) >= 4


def test_filters_by_type_status_date_and_confidence(look: Look) -> None:
    look.click("[role=tab]", "事実")
    every = len(look.texts("#table tr[data-fact]"))
    look.click(".chip", "否定")
    assert len(look.texts("#table tr[data-fact]")) == every - 1
    look.click(".chip", "資金調達")
    assert all("資金調達" not in row for row in look.texts("#table tr[data-fact]"))
    look.click("#reset")
    assert len(look.texts("#table tr[data-fact]")) == every
    look.click("#from")
    look.press(*"2024-03")
    assert look.texts("#table td.date") == ["2024-04-01", "2025-06"]
    look.click("#reset")
    look.js("const e = document.getElementById('least'); e.value = 1; e.dispatchEvent(new Event('input'))")
    assert len(look.texts("#table tr[data-fact]")) < every


SPELLINGS = {
    "おるゔぇいん": "オルヴェイン",
    "ｵﾙｳﾞｪ": "オルヴェイン",
    "ＯＲＶＡＮＥ": "オルヴェイン",
    "or vane": "オルヴェイン",
    "𠮷野 電機": "𠮷野電機",
    "吉野": "",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_search_in_any_spelling(look: Look, spelling: str) -> None:
    look.js(
        "const e = document.getElementById('search'); e.focus(); e.value = arguments[0]; e.dispatchEvent(new Event('input'))",
        spelling,
    )
    if not SPELLINGS[spelling]:  # another character than 𠮷
        assert look.texts("#found li") == ["この名前は見つからない"]
        return
    assert SPELLINGS[spelling] in look.texts("#found li")[0]
    look.press("Enter")
    assert look.texts("#card h2") == [SPELLINGS[spelling]]


def test_search_by_ear(look: Look) -> None:
    look.js("document.getElementById('search').focus()")
    look.press(*"orbain")
    assert "音が近い" in look.texts("#found li")[0]
    look.press("Down", "Enter")
    assert look.texts("#card h2") == ["オルヴェイン"]


def test_japanese_and_english(look: Look) -> None:
    before = look.texts("[role=tab]")
    look.click("#language")
    assert (before, look.texts("[role=tab]")) == (["図", "年表", "事実", "SPARQL"], ["Graph", "Timeline", "Facts", "SPARQL"])
    assert look.js("return document.documentElement.lang") == "en"
    assert look.js("return document.getElementById('canvas').ariaLabel").startswith("Graph.")
    look.click("[role=tab]", "SPARQL")
    assert look.js("return document.getElementById('example').selectedOptions[0].textContent") == "Who founded what?"


def test_all_by_keyboard(look: Look) -> None:
    look.js("document.body.focus()")
    stops = []
    for _ in range(60):
        look.press("Tab")
        stops.append(look.focused())
        assert look.js("return getComputedStyle(document.activeElement).outlineStyle") != "none", stops[-1]
        if stops[-1] == "canvas":
            break
    assert stops[:4] == ["skip-text", "skip-facts", "search", "language"]
    assert stops[-2:] == ["tab-graph", "canvas"]
    look.press("Right")
    first = look.texts("#said")
    look.press("Left", "Up")
    assert first != look.texts("#said") != [""]
    look.press("Enter")
    assert look.texts("#card h2") != []
    assert look.lit()
    look.press("Escape")
    assert look.texts("#card .fact") == []
    look.press("+", "-", "0")


def test_words_and_tabs_by_keyboard(look: Look) -> None:
    look.js("document.getElementById('skip-text').focus()")
    look.press("Enter")
    look.press("Right", "Left", "End", "Enter")
    assert look.texts("#card .fact") != []
    look.js("document.getElementById('tab-graph').focus()")
    look.press("Right", "Right")
    assert look.focused() == "tab-table"
    look.press("Tab", "Tab")
    assert look.js("return document.activeElement.closest('th') !== null")


def test_sparql_examples_are_answered(look: Look) -> None:
    look.click("[role=tab]", "SPARQL")
    look.js("const e = document.getElementById('example'); e.value = 2; e.dispatchEvent(new Event('change'))")
    rows = look.texts("#answer tbody tr")
    assert any("否定" in row for row in rows)
    assert look.js("return document.getElementById('query').readOnly")
    look.click("#answer button")
    assert look.texts("#card .fact") != []


def test_sparql_asks_where_there_is_somebody_to_ask(browser: Any) -> None:
    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.give(page([], {}, "en", query_url="/sparql").encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
            rows = [{"x": {"type": "literal", "value": f"<b>{asked[:6]}"}}]
            self.give(
                json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}).encode(), "application/sparql-results+json"
            )

        def give(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        browser.get(f"http://127.0.0.1:{server.server_port}/")
        look = Look(browser)
        look.click("[role=tab]", "SPARQL")
        look.click("#run")
        for _ in range(50):
            if rows := look.texts("#answer tbody tr"):
                break
        assert rows == ["<b>PREFIX"]
        assert [m for m in real.messages(browser) if "favicon" not in m] == []
    finally:
        server.shutdown()
        server.server_close()
        real.requests(browser)


@pytest.mark.parametrize("width", [400, 900])
def test_a_narrow_window_holds_it_all(look: Look, width: int) -> None:
    real.look(look.browser, width, 800)
    assert look.js("return document.documentElement.scrollWidth") <= width
    for tab in ("年表", "事実", "SPARQL", "図"):
        look.click("[role=tab]", tab)
        wide = look.js(
            "return [...document.querySelectorAll('header *, .bar *, #text, #card')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.outerHTML.slice(0, 80))"
        )
        assert wide == []
    look.click("#text .words", "北星製薬")
    assert look.texts("#card .fact") != []
    assert look.js("return document.getElementById('canvas').getBoundingClientRect().height") > 120


def test_axe_finds_no_barrier(look: Look) -> None:
    """Names, roles, landmarks, contrast; by day and by night, wide and narrow, with something picked, in every view."""
    axe = Path(axe_core_python.__file__).with_name("axe.min.js").read_text("utf-8")
    rules = 0
    for width, dark in ((1440, False), (400, True), (1440, True), (400, False)):
        real.look(look.browser, width, 900, dark)
        paper = look.js("return getComputedStyle(document.documentElement).backgroundColor")
        assert (sum(int(x) for x in paper[4:-1].split(",")) < 150) is dark
        for tab in ("図", "年表", "事実", "SPARQL"):
            look.click("[role=tab]", tab)
            look.js("[...document.querySelectorAll('#text .name')].find(e => e.textContent === '赤星物産').click()")
            look.js(axe)
            passed, found = look.browser.execute_async_script(
                "const done = arguments[0]; axe.run().then(r => done([r.passes.length, r.violations.map(v => [v.id, v.nodes.map(n => n.html)])]))"
            )
            assert found == [], (width, dark, tab)
            rules += passed
    assert rules >= 16 * 20


def test_5000_nodes_do_not_freeze(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(page(list(graphs.graph(118_500).quads()), {}), encoding="utf-8")
    real.look(browser, 1440, 900)
    browser.get(path.as_uri())
    look = Look(browser)
    assert look.js("return JSON.parse(document.getElementById('data').textContent).points.length") >= 5000
    drawn = look.js("return performance.getEntriesByName('newskg drawn')[0]?.startTime") or browser.execute_async_script(
        "const done = arguments[0]; new PerformanceObserver(l => done(l.getEntries()[0].startTime)).observe({ type: 'mark', buffered: true })"
    )
    assert drawn < 4000  # 1,500 is the bar of benchmarks/viewing.py; tests run beside others
    frames = browser.execute_async_script("""
        const done = arguments[0], canvas = document.getElementById('canvas'), times = [];
        const next = () => { const begin = performance.now(); canvas.focus();
          canvas.dispatchEvent(new KeyboardEvent('keydown', { key: times.length % 2 ? '+' : '-', cancelable: true }));
          requestAnimationFrame(() => setTimeout(() => { times.push(performance.now() - begin); times.length < 12 ? next() : done(times); })); };
        next();""")
    assert sorted(frames)[6] < 300
    look.click("[role=tab]", "事実")
    look.click("#table th button", "誰が")
    assert len(look.texts("#table tr[data-fact]")) == 150
    look.click("#table .more")
    assert len(look.texts("#table tr[data-fact]")) == 300
    assert real.messages(browser) == []
