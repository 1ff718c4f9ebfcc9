"""A real Chromium to open a page in: Debian's, driven by selenium through Debian's driver, in a profile of its own.

with chromium() as browser:
    browser.get(Path("page.html").as_uri())
    messages(browser) → [] where nothing went wrong
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
PACKAGES = ("chromium", "chromium-driver", "fonts-noto-cjk")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)


def installed() -> bool:
    """Whether it is there; NEWSKG_TEST_APT=1 lets root install it."""
    if not (CHROMIUM.exists() and DRIVER.exists()) and os.environ.get("NEWSKG_TEST_APT") == "1" and os.geteuid() == 0:
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(
                ["apt-get", *command],
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
    return CHROMIUM.exists() and DRIVER.exists()


@contextmanager
def chromium(width: int = 1440, height: int = 900, dark: bool = False) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(prefix="newskg-chromium-", ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options, Service(str(DRIVER), log_output=os.devnull))
        try:
            look(browser, width, height, dark)
            yield browser
        finally:
            browser.quit()


def look(browser: Any, width: int, height: int, dark: bool = False) -> None:
    """The size of the window's inside, and whether people prefer it dark."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    )
    media = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})


def messages(browser: Any) -> list[str]:
    """What the console was told since the last time: errors, warnings, what the policy forbade."""
    return [entry["message"] for entry in browser.get_log("browser")]


def requests(browser: Any) -> list[str]:
    """The addresses that were asked for since the last time."""
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"]
