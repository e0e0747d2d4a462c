"""Language, people who come and go, and the words after /spire."""

from typing import Any

import pytest
from sqlalchemy import select

from bot import store
from bot.store.tables import person
from tests.conftest import House, wait_until
from tests.handlers.test_gathering import words

CHANNEL = "medicinsk"


def standing(user_id: str) -> str | None:
    with store.reading() as db:
        return db.execute(select(person.c.standing).where(person.c.user_id == user_id)).scalar()


@pytest.mark.parametrize(("word", "sentence"), [("en", "English"), ("norsk", "norsk"), ("Dansk", "dansk"), ("danish", "dansk")])
def test_a_language_is_chosen_by_a_word(house: House, word: str, sentence: str) -> None:
    assert sentence in words(house.sandbox.command("anne", CHANNEL, "/spire", f"language {word}").shown)


def test_a_language_is_chosen_by_a_button(house: House) -> None:
    house.sandbox.command("anne", CHANNEL, "/spire", "sprog")
    house.sandbox.click("anne", "person.language.nb", channel=CHANNEL)
    assert "stedfortreder" in words(house.sandbox.command("anne", CHANNEL, "/spire", "").shown)


def test_an_unknown_language_names_those_we_speak(house: House) -> None:
    assert "`nb`" in words(house.sandbox.command("anne", CHANNEL, "/spire", "language sv").shown)


def test_ones_own_language_counts_before_the_departments_and_that_before_the_workspaces(house: House) -> None:
    assert "Norwegian" not in words(house.sandbox.command("anne", CHANNEL, "/spire", "").shown)
    house.set_up(language="nb")
    assert "stedfortreder" in words(house.sandbox.command("anne", CHANNEL, "/spire", "").shown)
    assert "stedfortræder" in words(house.sandbox.command("peter", "kirurgi", "/spire", "").shown)
    house.sandbox.command("anne", CHANNEL, "/spire", "language en")
    assert "name a deputy" in words(house.sandbox.command("anne", CHANNEL, "/spire", "").shown)


def test_an_unknown_word_comes_back_and_pages_nobody(house: House) -> None:
    said = words(house.sandbox.command("anne", CHANNEL, "/spire", "dans med <!channel>").shown)
    assert "`/spire`" in said
    assert "<!channel>" not in said


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"deleted": True}, "gone"), ({"is_admin": True}, "admin"), ({"is_restricted": True}, "guest"), ({"real_name": "Anna"}, "member")],
)
def test_what_slack_tells_of_people_is_noted(house: House, fields: dict[str, Any], expected: str) -> None:
    wait_until(lambda: standing("U0ANNE") == "member")
    house.sandbox.change_person("anne", **fields)
    wait_until(lambda: standing("U0ANNE") == expected)


def test_a_newcomer_is_noted(house: House) -> None:
    house.sandbox.join_team("ny", "U0NY", "Nina Ny")
    wait_until(lambda: standing("U0NY") == "member")
