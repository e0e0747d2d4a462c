"""A real browser: Debian's Chromium. Where there is none, these tests are skipped with a sentence; with NEEDS_BROWSER set they fail."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDED = bool(os.environ.get("NEEDS_BROWSER"))
in_a_browser = [
    pytest.mark.skipif(CHROMIUM is None and not NEEDED, reason="there is no Chromium here: Debian's is in the package `chromium`"),
    pytest.mark.xdist_group("heavy"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]) as browser:
        yield browser
