"""What a machine can check of WCAG 2.2 A and AA (names, roles, contrast), with axe-core, light and dark; and the story by keyboard alone."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bot.texts import speaker
from tests.browser import in_a_browser
from tests.demo.conftest import Opening, a_thursday

pytestmark = in_a_browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def the_form(page: Page) -> None:
    box = page.get_by_role("main").get_by_role("textbox").first
    box.fill("/pizza Nye fund")
    box.press("Enter")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Videre").click()  # so that its errors are seen too
    expect(form.get_by_label("Sted")).to_be_focused()


def the_thread(page: Page) -> None:
    page.get_by_role("article").last.hover()
    page.get_by_role("article").last.get_by_role("button", name="Svar").first.click()


def the_messages_with_spire(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Spire").click()
    expect(page.get_by_role("log")).to_contain_text("Velkommen")


def the_channel(page: Page) -> None:
    expect(page.get_by_role("article").last).to_be_visible()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_nothing_that_a_machine_can_find_is_in_the_way_of_eyes_ears_or_fingers(window: Opening, light: Literal["light", "dark"]) -> None:
    found: list[str] = []
    rooms: tuple[Callable[[Page], None], ...] = (the_channel, the_messages_with_spire, the_thread, the_form)
    for width in (1280, 400):
        for room in rooms if width == 1280 else (the_channel, the_form):
            page = window("U0METTE", color_scheme=light)
            page.set_viewport_size({"width": width, "height": 860})
            room(page)
            for violation in Axe().run(page, options=RULES).response["violations"]:
                nodes = " | ".join(node["html"][:120] for node in violation["nodes"][:3])
                found.append(f"{room.__name__} {width}: {violation['id']}: {violation['help']}: {nodes}")
    assert not found, "\n".join(found)


def test_a_meeting_is_planned_and_answered_without_a_mouse(window: Opening) -> None:
    texts, day = speaker("da"), a_thursday()
    mette = window("U0METTE")
    the_channel(mette)
    keys = mette.keyboard
    to(mette, mette.get_by_role("main").get_by_role("textbox").first)
    keys.type("/piz")
    keys.press("Tab")  # completes the command
    keys.type("Nye fund")
    keys.press("Enter")
    form = mette.get_by_role("dialog")
    expect(form).to_be_visible()
    to(mette, form.get_by_label("Eller skriv hvornår"))
    keys.type(f"torsdag d. {day.day}/{day.month} kl. halv fem")
    to(mette, form.get_by_label("Sted"))
    keys.type("personalestuen")
    keys.press("Enter")
    to(mette, form.get_by_role("button", name=texts.plain("invite")))
    keys.press("Enter")
    expect(form.get_by_role("button", name=texts.plain("invite"))).to_have_count(0)
    keys.press("Escape")
    expect(form).to_have_count(0)
    jonas = window("U0JONAS")
    expect(jonas.get_by_role("article").filter(has_text="Nye fund")).to_be_visible()
    to(jonas, jonas.get_by_role("button", name=texts.plain("reply-yes")).last)
    jonas.keyboard.press("Space")
    expect(jonas.get_by_role("log").get_by_text("Du kommer til Nye fund")).to_be_visible()


FOCUSED = "node => node === document.activeElement"


def to(page: Page, wanted: Locator, most: int = 200) -> None:
    """Press Tab until this is in focus; whoever cannot get there within `most` presses cannot use it."""
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab")
