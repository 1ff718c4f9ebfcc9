"""The served page in real Chromium: it runs under the server's policy, asks the server, and a page of a node shows a name as words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import chromium as real
import pytest
from served import GRAPH, serving, trig

if not real.installed():
    pytest.skip("needs Debian's chromium and chromium-driver (as root, NEWSKG_TEST_APT=1 installs them)", allow_module_level=True)


def wait(true: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    assert true()


def test_the_page_asks_the_server_it_came_from(tmp_path: Path) -> None:
    with serving(trig(tmp_path)) as server, real.chromium() as browser:
        at = f"http://127.0.0.1:{server.port}/"
        browser.get(at)
        assert real.messages(browser) == []
        browser.execute_script("document.getElementById('query').value = arguments[0]", "SELECT ?n { ?o rdfs:label ?n }")
        browser.execute_script("document.getElementById('run').click()")
        wait(lambda: "青空電機" in browser.execute_script("return document.getElementById('answer').textContent"))
        browser.execute_script("document.getElementById('query').value = 'SELECT'")
        browser.execute_script("document.getElementById('run').click()")
        wait(lambda: "line 1" in browser.execute_script("return document.getElementById('answer').textContent"))


def test_a_page_of_a_node_is_looked_at(tmp_path: Path) -> None:
    with serving(trig(tmp_path, GRAPH)) as server, real.chromium(400, 800) as browser:
        at = f"http://127.0.0.1:{server.port}/"
        browser.get(f"{at}id/person/evil")
        assert browser.execute_script("return document.querySelector('h1').textContent") == "<script>alert(1)</script>"
        assert browser.execute_script("return document.querySelectorAll('script, img').length") == 0
        assert real.messages(browser) == []
        browser.get(f"{at}id/organization/青空電機")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 400
        browser.execute_script("document.querySelector('a[href=\"/id/organization/A%2FB\"]').click()")
        wait(lambda: browser.execute_script("return document.querySelector('h1').textContent") == "A/B")
        browser.save_screenshot(str(tmp_path / "node.png"))
