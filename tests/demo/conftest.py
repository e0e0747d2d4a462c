"""A demo, and windows on it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from bot.rules.calendar import WorkingDays
from tests.browser import browser

__all__ = ["browser"]
MEDICINE = "C0MEDICIN"
ZONE = ZoneInfo("Europe/Copenhagen")
Opening = Callable[..., Page]


@pytest.fixture
def hospital(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a demo in the language asked for, Danish by default."""
    language = getattr(request, "param", "da")
    command = [Path(sys.executable).with_name("spire"), "demo", "--details", "--port", "0", "--language", language]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline())["page"]
        running.terminate()
        assert running.wait(timeout=20) == 0


@pytest.fixture
def window(browser: Browser, hospital: str) -> Iterator[Opening]:
    """Opens a window of somebody's own; what goes wrong in the page fails the test."""
    wrong: list[str] = []
    contexts = []

    def opened(user: str, channel: str = MEDICINE, **how: object) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, **how)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{error}\n{error.stack}"))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(f"{hospital}/#{user}/{channel}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def a_thursday() -> date:
    """A working Thursday after more than a week, with a working day before it."""
    days = WorkingDays(frozenset(range(1, 6)), frozenset(), ZONE)
    day = datetime.now(ZONE).date() + timedelta(days=9)
    while day.isoweekday() != 4 or not days.includes(day) or not days.includes(day - timedelta(days=1)):
        day += timedelta(days=1)
    return day
