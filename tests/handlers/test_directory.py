"""/who, Home, one's own profile, the question whether to be listed, newcomers and those who leave."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock, store
from bot.rules.directory import Absence, Listed
from bot.store import directory
from bot.store import person as people
from bot.store.tables import attendee, gathering, listing, organiser, outgoing
from jobs import directory as asking
from tests.conftest import House, wait_until
from tests.handlers.test_gathering import words
from tests.screens import town

CHANNEL = "medicinsk"
PROFILE = {
    "name": "Jonas Lind",
    "hospital": "NOR",
    "specialty": "med",
    "profession": "physician",
    "topics": "hoftebrud, REDCap",
    "stages": ["medical_student"],
    "slots": "1",
    "agreed": ["yes"],
}


@pytest.fixture
def listed(house: House) -> House:
    """A house whose department is set up and whose directory has Anne, who has not been asked yet, and Bo, who agreed."""
    house.set_up()
    put(town.ANNE, agreed=None)
    put(replace(town.BO, slots=1), agreed=True)
    return house


def put(one: Listed, *, agreed: bool | None) -> None:
    with store.transaction() as db:
        for hospital in town.TOWN.hospitals:
            directory.put_hospital(db, hospital)
        for department in town.TOWN.departments:
            directory.put_specialty(db, department)
        directory.put(db, replace(one, agreed=agreed), clock.now())


def row(user_id: str) -> Any:
    with store.reading() as db:
        return db.execute(select(listing).where(listing.c.user_id == user_id)).one_or_none()


def who(house: House, user: str, text: str) -> str:
    return words(house.sandbox.command(user, CHANNEL, "/who", text).shown)


def direct(house: House, user: str) -> str:
    return "\n".join(words(message) for message in house.sandbox.direct(user))


def ask_whoever_was_not(house: House) -> None:
    """As the timetable does, and far enough on that it is a decent hour."""
    asking.ask()
    house.travel(clock.now() + timedelta(days=4))


def test_who_finds_by_what_it_is_about_by_topic_and_by_name(listed: House) -> None:
    assert "U0BO" in who(listed, "jonas", "hjælp til styrkeberegning")
    assert "U0BO" in who(listed, "jonas", "Stata")
    assert "U0BO" in who(listed, "jonas", "bo tang")
    assert "/who statistik" in who(listed, "jonas", "")


def test_who_has_not_agreed_is_seen_by_organisers_alone(listed: House) -> None:
    assert "U0ANNE" not in who(listed, "jonas", "Anne Holm")
    assert "U0ANNE" in who(listed, "mette", "Anne Holm")


def test_somebody_who_was_listed_is_asked_once_and_decides(listed: House) -> None:
    ask_whoever_was_not(listed)
    assert "Må jeg nævne dig som forskningsansvarlig overlæge" in direct(listed, "anne")
    listed.sandbox.click("anne", "directory.yes", channel="dm")
    assert row("U0ANNE").agreed is True
    assert "U0ANNE" in who(listed, "jonas", "Anne Holm")
    ask_whoever_was_not(listed)
    with store.reading() as db:
        assert len(db.execute(select(outgoing).where(outgoing.c.kind == "directory.asked")).all()) == 1


def test_a_no_is_kept_and_an_import_does_not_answer_for_people(listed: House) -> None:
    ask_whoever_was_not(listed)
    listed.sandbox.click("anne", "directory.no", channel="dm")
    put(town.ANNE, agreed=True)
    assert row("U0ANNE").agreed is False
    assert "U0ANNE" not in who(listed, "jonas", "Anne Holm")


def test_an_answer_before_the_question_is_sent_makes_it_superfluous(listed: House) -> None:
    asking.ask()
    with store.transaction() as db:
        directory.agree(db, town.ANNE.user_id, False, clock.now())  # type: ignore[arg-type]
    listed.travel(clock.now() + timedelta(days=4))
    with store.reading() as db:
        letter = db.execute(select(outgoing).where(outgoing.c.kind == "directory.asked")).one()
    assert (letter.state, letter.reason) in {("skipped", "reason-answered"), ("sent", None)}


def test_home_lets_one_join_and_shows_it_at_once(listed: House) -> None:
    listed.sandbox.open_home("jonas")
    home = listed.sandbox.home("jonas")
    assert home is not None
    assert "Du står ikke i vejviseren" in words(home)
    listed.sandbox.click("jonas", "home.profile", view_id=home["id"])
    assert listed.sandbox.submit("jonas", PROFILE).error is None
    mine = row("U0JONAS")
    assert (mine.role, mine.topics, mine.stages, mine.agreed, mine.key) == ("mentor", ["hoftebrud", "REDCap"], ["medical_student"], True, "U0JONAS")
    listed.sandbox.close_view("jonas")
    listed.sandbox.open_home("jonas")
    assert "hoftebrud, REDCap" in words(listed.sandbox.home("jonas"))
    assert "U0JONAS" in who(listed, "mette", "hoftebrud")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"topics": "cpr 010190-1234"}, "topics"),
        ({"topics": "x" * 61}, "topics"),
        ({"absent_from": "2026-05-02"}, "absent_to"),
        ({"absent_from": "2026-05-02", "absent_to": "2026-05-01"}, "absent_to"),
        ({"deputy": "U0JONAS"}, "deputy"),
        ({"deputy": "U0METTE"}, "deputy"),
    ],
)
def test_what_cannot_be_stands_under_its_field_and_nothing_is_kept(listed: House, values: dict[str, Any], field: str) -> None:
    listed.sandbox.open_home("jonas")
    home = listed.sandbox.home("jonas")
    assert home is not None
    listed.sandbox.click("jonas", "home.profile", view_id=home["id"])
    answer = listed.sandbox.submit("jonas", PROFILE | values)
    assert isinstance(answer.body, dict)
    assert list(answer.body["errors"]) == [field]
    assert row("U0JONAS") is None


def test_a_pause_is_taken_and_ended_in_home(listed: House) -> None:
    put(town.ANNE, agreed=True)
    listed.sandbox.open_home("anne")
    home = listed.sandbox.home("anne")
    assert home is not None
    until = date.today() + timedelta(days=9)  # noqa: DTZ011 - any day to come
    listed.sandbox.click("anne", "home.pause", view_id=home["id"])
    listed.sandbox.submit("anne", {"until": until.isoformat()})
    assert row("U0ANNE").absent_to == until
    home = listed.sandbox.home("anne")
    assert home is not None
    assert "Du holder pause" in words(home)
    listed.sandbox.click("anne", "home.pause_end", view_id=home["id"])
    assert row("U0ANNE").absent_to is None
    assert "Du holder pause" not in words(listed.sandbox.home("anne"))


def test_an_organiser_writes_others_in_who_then_decide_themselves(listed: House) -> None:
    assert "Det kan kun tovholderne gøre" in words(listed.sandbox.command("jonas", CHANNEL, "/spire", "people").shown)
    listed.sandbox.command("mette", CHANNEL, "/spire", "people")
    listed.sandbox.submit("mette", {"who": "U0JONAS"})
    others = {name: value for name, value in PROFILE.items() if name != "agreed"}
    assert listed.sandbox.submit("mette", others | {"role": "phdsup"}).error is None
    assert (row("U0JONAS").role, row("U0JONAS").agreed) == ("phdsup", None)


def test_nobody_makes_themselves_a_professor(listed: House) -> None:
    listed.sandbox.open_home("jonas")
    home = listed.sandbox.home("jonas")
    assert home is not None
    listed.sandbox.click("jonas", "home.profile", view_id=home["id"])
    assert "Rolle" not in words(listed.sandbox.views("jonas")[-1])


def test_somebody_new_in_the_channel_hears_once_who_is_who(listed: House) -> None:
    put(town.ANNE, agreed=True)
    with store.transaction() as db:
        directory.agree(db, town.ANNE.user_id, True, clock.now())  # type: ignore[arg-type]
    for _ in range(2):
        listed.sandbox.leave("jonas", CHANNEL)
        listed.sandbox.join("jonas", CHANNEL)
        listed.travel(clock.now() + timedelta(days=4))
    assert len(listed.sandbox.direct("jonas")) == 1
    assert "U0ANNE" in direct(listed, "jonas")


def test_who_leaves_slack_gets_no_more_questions_and_hands_their_meetings_on(listed: House) -> None:
    put(town.ANNE, agreed=True)
    listed.set_up(organisers=["U0METTE", "U0ANNE"])
    listed.invite("anne")
    listed.sandbox.deactivate("anne")
    wait_until(lambda: row("U0ANNE").active is False)
    with store.reading() as db:
        assert db.execute(select(gathering.c.organiser)).scalar_one() == "U0METTE"
        assert db.execute(select(organiser.c.user_id)).scalars().all() == ["U0METTE"]
    assert "U0ANNE" not in who(listed, "mette", "Anne Holm")


def test_consent_does_not_pass_to_whoever_takes_over_a_row(listed: House) -> None:
    put(replace(town.ANNE, agreed=None), agreed=None)
    with store.transaction() as db:
        directory.agree(db, town.ANNE.user_id, True, clock.now())  # type: ignore[arg-type]
    put(replace(town.ANNE, user_id="U0JONAS"), agreed=True)
    assert row("U0JONAS").agreed is None


def test_a_deputy_who_has_not_agreed_is_not_named(listed: House) -> None:
    away = replace(town.BO, absence=Absence(date(2026, 1, 1), date(2099, 1, 1), "E1"), slots=1)
    put(away, agreed=True)
    assert "Anne Holm" not in who(listed, "jonas", "Stata")


def test_a_form_filled_in_from_an_older_state_loses_nobodys_change(listed: House) -> None:
    put(town.ANNE, agreed=True)
    listed.sandbox.command("mette", CHANNEL, "/spire", "people")
    listed.sandbox.submit("mette", {"who": "U0ANNE"})
    with store.transaction() as db:
        directory.set_absence(db, town.ANNE.user_id, Absence(date(2099, 1, 1), date(2099, 1, 9)), clock.now())  # type: ignore[arg-type]
    answer = listed.sandbox.submit("mette", {"topics": "andet"})
    assert isinstance(answer.body, dict)
    assert "ændret" in next(iter(answer.body["errors"].values()))
    assert row("U0ANNE").absent_from == date(2099, 1, 1)


def test_a_function_that_is_saved_unchanged_keeps_its_work(listed: House) -> None:
    put(replace(town.BANK, user_id="U0JONAS", channel="C0KIRURGI"), agreed=True)
    listed.sandbox.command("mette", CHANNEL, "/spire", "people")
    listed.sandbox.submit("mette", {"who": "U0JONAS"})
    assert listed.sandbox.submit("mette", {}).error is None
    assert (row("U0JONAS").functions, row("U0JONAS").channel) == (["biobank"], "C0KIRURGI")


def test_a_guest_neither_sees_the_directory_nor_is_greeted_with_it(listed: House) -> None:
    listed.sandbox.change_person("jonas", is_restricted=True)
    wait_until(lambda: standing_of("U0JONAS") == "guest")
    assert "hospitalets egne" in who(listed, "jonas", "Stata")
    listed.sandbox.leave("jonas", CHANNEL)
    listed.sandbox.join("jonas", CHANNEL)
    listed.settle()
    assert listed.sandbox.direct("jonas") == []


def standing_of(user_id: str) -> str | None:
    with store.reading() as db:
        return people.get(db, user_id).standing  # type: ignore[arg-type]


def test_who_with_a_long_text_and_with_a_mention(listed: House) -> None:
    assert "kender ingen" in who(listed, "jonas", "æøå " * 700)
    assert "U0ANNE" in who(listed, "mette", "@anne")


def test_the_seat_of_who_leaves_goes_to_whoever_waits_and_a_deputys_meeting_to_the_organiser(listed: House) -> None:
    listed.set_up(organisers=["U0METTE"])
    listed.sandbox.command("mette", CHANNEL, "/spire", "deputy")
    listed.sandbox.submit("mette", {"deputy": "U0ANNE"})
    listed.invite("anne", seats="1")
    for user in ("anne", "jonas"):
        listed.sandbox.click(user, "gathering.yes", channel=CHANNEL)
    listed.sandbox.deactivate("anne")
    wait_until(lambda: standing_of("U0ANNE") == "gone")
    with store.reading() as db:
        answers = dict(db.execute(select(attendee.c.user_id, attendee.c.answer)).all())  # type: ignore[arg-type]
        assert answers == {"U0ANNE": "no", "U0JONAS": "yes"}
        assert db.execute(select(gathering.c.organiser)).scalar_one() == "U0METTE"
        assert db.execute(select(organiser.c.deputy)).scalar_one() is None
