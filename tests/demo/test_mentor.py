"""A mentor found and met, in a real browser."""

import pytest
from playwright.sync_api import expect

from bot.texts import LANGUAGES, Language, speaker
from tests.browser import in_a_browser
from tests.demo.conftest import Opening, a_thursday
from tests.demo.test_ask import close, days_pass, press
from tests.demo.test_browser import spire, write

pytestmark = in_a_browser


@pytest.mark.parametrize("hospital", LANGUAGES, indirect=True)
def test_a_junior_doctor_finds_a_mentor_and_they_agree_on_a_first_talk(window: Opening, request: pytest.FixtureRequest) -> None:
    language: Language = request.node.callspec.params["hospital"]
    say, day = speaker(language), a_thursday()
    jonas = window("U0JONAS")
    write(jonas, "/mentor")
    form = jonas.get_by_role("dialog")
    form.get_by_label(say.plain("mentor-what-for")).select_option(index=1)
    form.get_by_label(say.plain("mentor-stage")).select_option(label=say.plain("stage-junior-doctor"))
    press(form, say.plain("mentor-show"))
    press(form, say.plain("mentor-ask", name="Lars"))
    expect(form).not_to_contain_text(say.plain("mentor-candidates"))
    close(jonas)

    lars = window("U0LARS")
    asked = spire(lars).get_by_role("article").filter(has=lars.get_by_role("button", name=say.plain("mentor-accept"))).last
    for _ in range(5):  # until the next working day
        if not asked.count():
            days_pass(jonas, 1)
    press(asked, say.plain("mentor-accept"))
    days_pass(jonas, 1)
    told = spire(jonas).get_by_role("article").filter(has=jonas.get_by_role("button", name=say.plain("mentor-propose"))).last
    press(told, say.plain("mentor-propose"))
    for number, hour in enumerate(("15", "16", "17"), 1):
        jonas.get_by_role("dialog").get_by_label(say.plain("mentor-time", number=number)).fill(f"{day.day}/{day.month} kl {hour}")
    press(jonas.get_by_role("dialog"), say.plain("mentor-times-send"))
    close(jonas)
    days_pass(jonas, 1)
    choice = spire(lars).get_by_role("article").filter(has=lars.get_by_role("button", name=say.plain("mentor-none-fits"))).last
    choice.get_by_role("button").nth(1).click()
    days_pass(lars, 1)
    agreed = say.plain("mentor-talk", side="mentee").strip("* \n")
    expect(spire(jonas)).to_contain_text(agreed, timeout=20_000)
