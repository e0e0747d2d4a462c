"""The hospital in a real browser: two people in two windows, and the clock."""

import re
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.texts import LANGUAGES, Language, speaker
from tests.browser import in_a_browser
from tests.demo.conftest import Opening, a_thursday

pytestmark = in_a_browser


def write(page: Page, words: str) -> None:
    """Type into the composer and send it; the second Enter takes the completion of a command that is only its name."""
    box = page.get_by_role("main").get_by_role("textbox").first
    box.fill(words)
    box.press("Enter")
    expect(box).to_have_value("")


def travel(page: Page, day: date, hour: time) -> None:
    clock = page.get_by_role("region", name="Uret")
    clock.get_by_label("Et valgt tidspunkt").fill(f"{day}T{hour:%H:%M}")
    clock.get_by_role("button", name="Rejs").click()


def spire(page: Page) -> Locator:
    """The direct message with the bot, opened."""
    page.get_by_role("navigation").get_by_role("link", name=re.compile("^Spire(?!,)")).click()
    return page.get_by_role("log")


def test_two_people_live_through_a_pizza_meeting_each_in_their_own_window(window: Opening) -> None:
    texts, day = speaker("da"), a_thursday()
    mette, jonas = window("U0METTE"), window("U0JONAS")
    write(mette, f"/pizza Nye fund torsdag d. {day.day}/{day.month} kl. halv fem i personalestuen")
    draft = mette.get_by_role("article").filter(has_text="Nye fund").last
    expect(draft).to_contain_text("kl. 16.30–17.30")
    draft.get_by_role("button", name=texts.plain("invite")).click()
    post = jonas.get_by_role("article").filter(has_text="Nye fund")
    expect(post).to_contain_text("kl. 16.30–17.30")
    post.get_by_role("button", name=texts.plain("reply-yes")).click()
    expect(jonas.get_by_role("log").get_by_text("Du kommer til Nye fund")).to_be_visible()
    expect(mette.get_by_role("article").filter(has_text="Nye fund").last).to_contain_text("1 kommer")
    expect(mette.get_by_text("Du kommer til Nye fund")).to_have_count(0)

    travel(mette, day - timedelta(days=1), time(10, 5))
    expect(spire(jonas).get_by_role("article").last).to_contain_text("Husk Nye fund", timeout=30_000)
    expect(spire(mette)).to_contain_text("bestille")


def test_a_form_keeps_what_was_typed_and_puts_its_errors_under_their_fields(window: Opening) -> None:
    mette = window("U0METTE")
    write(mette, "/pizza Nye fund")
    form = mette.get_by_role("dialog")
    expect(form).to_be_visible()
    form.get_by_label("Eller skriv hvornår").fill("snart")
    form.get_by_role("button", name="Videre").click()
    expect(form.get_by_label("Sted")).to_be_focused()  # nothing was sent: the place is missing
    form.get_by_label("Sted").fill("personalestuen")
    form.get_by_role("button", name="Videre").click()
    expect(form.get_by_text("”snart” kan jeg ikke gøre til ét tidspunkt")).to_be_visible()
    expect(form.get_by_label("Eller skriv hvornår")).to_have_value("snart")
    mette.keyboard.press("Escape")
    expect(form).to_have_count(0)


@pytest.mark.parametrize("hospital", LANGUAGES, indirect=True)
def test_the_tour_waits_for_the_organiser_in_their_language(window: Opening, hospital: str, request: pytest.FixtureRequest) -> None:
    language: Language = request.node.callspec.params["hospital"]
    mette = window("U0METTE")
    expect(spire(mette)).to_contain_text(speaker(language).plain("demo-tour-welcome", guest="Mette"))


def test_who_is_not_meant_sees_nothing_of_it(window: Opening) -> None:
    mette, gry = window("U0METTE"), window("U0GRY")
    write(mette, "/spire setup")
    expect(mette.get_by_role("dialog")).to_be_visible()
    expect(gry.get_by_role("log")).to_be_visible()
    expect(gry.get_by_role("dialog")).to_have_count(0)
    expect(gry.get_by_role("navigation").get_by_text("akut-forskning")).to_have_count(0)
