"""Setting up, deputies, handing over, and the log, as people see them."""

from typing import Any

import pytest
from sqlalchemy import select

from bot import store
from bot.store.tables import department, organiser, outgoing
from tests.conftest import House, wait_until
from tests.handlers.test_gathering import errors, words

CHANNEL = "medicinsk"


def rows(query: Any) -> list[tuple[Any, ...]]:
    with store.reading() as db:
        return [tuple(row) for row in db.execute(query)]


def test_an_administrator_sets_up_a_department_and_hears_what_was_understood(house: House) -> None:
    answer = house.set_up(name="Medicinsk <afdeling> & co")
    said = words(answer.shown)
    assert "*Medicinsk &lt;afdeling&gt; &amp; co*" in said
    assert "mandag, tirsdag, onsdag, torsdag, fredag" in said
    assert "<@U0METTE>" in said
    assert rows(
        select(department.c.time_zone, department.c.language, department.c.working_days, department.c.closing_days, department.c.coffee_break)
    ) == [("Europe/Copenhagen", "da", "12345", "05-01 06-05 12-24 12-31", "09:30")]


def test_the_channel_is_greeted_once(house: House) -> None:
    house.set_up()
    house.set_up(name="Nyt navn")
    house.settle()
    assert rows(select(department.c.name)) == [("Nyt navn",)]
    assert len([one for one in house.sandbox.seen("anne", CHANNEL) if "Spire" in words(one)]) == 1


def test_a_norwegian_department_keeps_norwegian_days_and_speaks_norwegian(house: House) -> None:
    house.set_up(language="nb", zone="Europe/Oslo", closing=["12-24"], coffee="10:00")
    house.settle()
    assert rows(select(department.c.closing_days, department.c.coffee_break)) == [("12-24", "10:00")]
    assert "Koordinatorer" in words(house.sandbox.seen("anne", CHANNEL)[-1])


def test_somebody_named_in_the_settings_may_set_up(sqlite_url: str, tmp_path: Any) -> None:
    house = House(sqlite_url, tmp_path, organisers=("U0ANNE",))
    try:
        house.sandbox.command("anne", CHANNEL, "/spire", "opsætning")
        house.sandbox.submit("anne", {"name": "Medicinsk", "hospital": "Nordhavn"})
        assert rows(select(organiser.c.user_id)) == [("U0ANNE",)]
    finally:
        house.stop()


def test_one_who_may_not_set_up_is_told_who_may(house: House) -> None:
    wait_until(lambda: house._known("U0ANNE"))
    assert "administrator" in words(house.sandbox.command("anne", CHANNEL, "/spire", "setup").shown)
    assert house.sandbox.views("anne") == []


def test_before_slack_said_who_is_an_administrator_people_are_asked_to_wait(sqlite_url: str, tmp_path: Any) -> None:
    house = House(sqlite_url, tmp_path, work=False)
    try:
        assert "om et minut" in words(house.sandbox.command("mette", CHANNEL, "/spire", "setup").shown)
    finally:
        house.stop()


def test_set_up_belongs_in_a_channel(house: House) -> None:
    assert "/spire setup" in words(house.sandbox.command("mette", "dm", "/spire", "setup").shown)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"hospital": "x" * 200}, "hospital"),
        ({"weekdays": []}, "weekdays"),
        ({"organisers": []}, "organisers"),
        ({"organisers": ["U0GAEST"]}, "organisers"),
        ({"organisers": ["U0FREMMED"]}, "organisers"),
        ({"name": "afd. 010203-1234"}, "name"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field_and_nothing_is_kept(house: House, values: dict[str, Any], field: str) -> None:
    wait_until(lambda: house._known("U0GAEST"))
    house.sandbox.command("mette", CHANNEL, "/spire", "setup")
    answer = house.sandbox.submit("mette", {"name": "Medicinsk", "hospital": "Nordhavn"} | values, force=True)
    assert list(errors(answer)) == [field]
    assert rows(select(department.c.id)) == []
    assert rows(select(outgoing.c.id)) == []


def test_set_up_again_shows_the_department_as_it_is(house: House) -> None:
    house.set_up(closing=[], weekdays=["1", "2"])
    house.sandbox.command("mette", CHANNEL, "/spire", "setup")
    form = {block.get("block_id"): block.get("element", {}) for block in house.sandbox.views("mette")[-1]["blocks"]}
    assert form["name"]["initial_value"] == "Medicinsk afdeling"
    assert [option["value"] for option in form["weekdays"]["initial_options"]] == ["1", "2"]
    assert "initial_options" not in form["closing"]


def test_a_deputy_is_named_and_taken_back(house: House) -> None:
    house.set_up()
    house.sandbox.command("mette", CHANNEL, "/spire", "stedfortræder")
    assert "<@U0ANNE>" in words(house.sandbox.submit("mette", {"deputy": "U0ANNE"}).shown)
    assert rows(select(organiser.c.user_id, organiser.c.deputy)) == [("U0METTE", "U0ANNE")]
    house.sandbox.close_view("mette")
    house.sandbox.command("mette", CHANNEL, "/spire", "deputy")
    house.sandbox.submit("mette", {"deputy": None})
    assert rows(select(organiser.c.deputy)) == [(None,)]


@pytest.mark.parametrize(
    ("word", "field", "chosen"), [("deputy", "deputy", "U0METTE"), ("deputy", "deputy", "U0GAEST"), ("handover", "taker", "U0METTE")]
)
def test_oneself_and_guests_are_no_deputies_or_successors(house: House, word: str, field: str, chosen: str) -> None:
    house.set_up()
    house.sandbox.command("mette", CHANNEL, "/spire", word)
    assert list(errors(house.sandbox.submit("mette", {field: chosen}))) == [field]
    assert rows(select(organiser.c.user_id, organiser.c.deputy)) == [("U0METTE", None)]


def test_a_deputy_cannot_give_the_role_away(house: House) -> None:
    house.set_up()
    house.sandbox.command("mette", CHANNEL, "/spire", "deputy")
    house.sandbox.submit("mette", {"deputy": "U0ANNE"})
    assert "<@U0METTE>" in words(house.sandbox.command("anne", CHANNEL, "/spire", "handover").shown)
    assert "administrator" in words(house.sandbox.command("anne", CHANNEL, "/spire", "setup").shown)
    assert house.sandbox.views("anne") == []
    assert rows(select(organiser.c.user_id)) == [("U0METTE",)]


def test_the_log_is_for_organisers(house: House) -> None:
    house.set_up()
    house.settle()
    assert "velkomst" in words(house.sandbox.command("mette", CHANNEL, "/spire", "log").shown)
    assert "<@U0METTE>" in words(house.sandbox.command("anne", CHANNEL, "/spire", "log").shown)


def test_an_organiser_of_one_department_needs_no_particular_channel_and_one_of_two_is_asked_which(house: House) -> None:
    house.set_up()
    house.sandbox.command("mette", "dm", "/pizza", "i kantinen")
    assert house.sandbox.views("mette")[-1]["callback_id"] == "gathering.plan"
    house.sandbox.close_view("mette")
    house.set_up(channel="kirurgi")
    assert "<#C0KIRURGI>" in words(house.sandbox.command("mette", "dm", "/spire", "log").shown)
