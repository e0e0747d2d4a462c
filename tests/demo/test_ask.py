"""/ask in a real browser: asked back, silence, the next one, an answer that helped; and without a name."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.texts import LANGUAGES, Language, speaker
from tests.browser import in_a_browser
from tests.demo.conftest import Opening
from tests.demo.test_browser import spire

pytestmark = in_a_browser
UNCLEAR = {
    "da": "Kan nogen kigge på mit projekt om KOL",
    "nb": "Kan noen se på prosjektet mitt om KOL",
    "en": "Can somebody look at my project on KOL",
}
NUMBERS = "Hvor mange patienter skal jeg have med?"


def about(page: Page, words: str) -> Locator:
    """The latest message about a question."""
    return page.get_by_role("article").filter(has_text=words).last


def ask(page: Page, words: str) -> None:
    """Again, as people do, if the hospital is still opening: the same words are the same question."""
    box = page.get_by_role("main").get_by_role("textbox").first
    box.fill(f"/ask {words}")
    for _attempt in range(4):
        box.press("Enter")
        with suppress(AssertionError):
            expect(box).to_have_value("", timeout=8_000)
            return
    raise AssertionError("/ask was not answered")


def press(message: Locator, name: str) -> None:
    message.get_by_role("button", name=name, exact=True).click()


def close(page: Page) -> None:
    """The form, once it has taken in the answer."""
    expect(page.get_by_role("dialog")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def days_pass(page: Page, days: int) -> None:
    for _ in range(days):
        clock = page.get_by_role("region").first
        clock.get_by_role("button").nth(1).click()  # tomorrow 07.25
        page.wait_for_timeout(300)


@pytest.mark.parametrize("hospital", LANGUAGES, indirect=True)
def test_a_junior_doctor_asks_is_asked_back_and_the_second_answers(window: Opening, request: pytest.FixtureRequest) -> None:
    language: Language = request.node.callspec.params["hospital"]
    say, words = speaker(language), UNCLEAR[language]
    jonas = window("U0JONAS")
    ask(jonas, words)
    expect(about(jonas, words)).to_contain_text(say.plain("ask-which"))
    about(jonas, words).get_by_role("button").first.click()
    press(about(jonas, words), say.plain("ask-send", name="Anne"))
    expect(about(jonas, words)).to_contain_text(say.plain("ask-withdraw"))
    anne, lars = window("U0ANNE"), window("U0LARS")
    days_pass(jonas, 7)
    expect(spire(anne)).to_contain_text(say.plain("turn-ended-silent"), timeout=30_000)
    mine = spire(lars).get_by_role("article").filter(has_text=words).last
    press(mine, say.plain("turn-take"))
    expect(mine).to_contain_text(say.plain("turn-give-back"), timeout=20_000)
    press(mine, say.plain("turn-answered-button"))
    lars.get_by_role("dialog").get_by_role("textbox").fill("Vi mødes tirsdag")
    press(lars.get_by_role("dialog"), say.plain("turn-answered-send"))
    told = spire(jonas).get_by_role("article").filter(has=jonas.get_by_role("button", name=say.plain("ask-rate-yes"))).last
    press(told, say.plain("ask-rate-yes"))
    expect(spire(jonas)).to_contain_text(say.plain("ask-status-closed-helped"))
    close(lars)
    expect(spire(lars)).to_contain_text(say.plain("ask-share-yes"), timeout=20_000)


def test_without_a_name_the_answer_comes_through_spire(window: Opening) -> None:
    say, words = speaker("da"), NUMBERS
    jonas = window("U0JONAS")
    ask(jonas, words)
    press(about(jonas, words), say.plain("ask-without-name"))
    press(jonas.get_by_role("dialog"), say.plain("ask-nameless-send"))
    expect(jonas.get_by_role("dialog")).to_contain_text(re.compile("Jeg har spurgt|Jeg spørger"))
    close(jonas)
    bo = window("U0BO")
    asked = spire(bo).get_by_role("article").filter(has_text=words).last
    for _ in range(5):  # until the next working day
        if not asked.count():
            days_pass(jonas, 1)
    expect(asked).to_be_visible()
    expect(asked).not_to_contain_text("Jonas")
    press(asked, say.plain("turn-take"))
    press(asked, say.plain("turn-write"))
    bo.get_by_role("dialog").get_by_role("textbox").fill("Regn med tres i hver gruppe")
    press(bo.get_by_role("dialog"), say.plain("send"))
    expect(spire(jonas)).to_contain_text("Regn med tres i hver gruppe", timeout=20_000)
