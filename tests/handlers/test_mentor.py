"""/mentor from the form to the end, as the two of a mentorship see it, and as nobody else does."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import clock, store
from bot.actions import directory as directory_actions
from bot.ids import UserId
from bot.rules.calendar import WorkingHours
from bot.rules.directory import Absence, Listed
from bot.rules.mentor import HOW_AFTER
from bot.sandbox import Answer
from bot.store import directory
from bot.store.tables import log, mentor_request, mentorship, outgoing
from tests.conftest import House, thursday, wait_until
from tests.handlers.test_directory import put
from tests.handlers.test_gathering import buttons, errors, rows, words
from tests.handlers.test_web import listening
from tests.screens import town

CHANNEL = "medicinsk"
ZONE = ZoneInfo("Europe/Copenhagen")
WISH = "Jeg vil gerne tale om hjertesvigt og ph.d."
ASKED = {"purpose": "phd", "stage": "junior_doctor", "wish": WISH}
MENTOR = replace(town.ANNE, role="mentor", stage="postdoc", topics=(), stages=frozenset({"junior_doctor"}))
JONAS = replace(MENTOR, id="E9", name="Jonas Lind", role="colleague", stage="junior_doctor", stages=frozenset(), user_id="U0JONAS")
ANNE = replace(MENTOR, topics=("hjertesvigt",))
PETER = replace(MENTOR, id="E5", name="Peter Storm", user_id="U0PETER", hospital="FJO")
INGRID = replace(MENTOR, id="E6", name="Ingrid Haugen", user_id="U0INGRID")
FATIMA = replace(MENTOR, id="E7", name="Fatima Aydin", user_id="U0FATIMA", profession="nurse")
CAREER = replace(MENTOR, id="E8", name="Mette Krogh", role="career", user_id="U0METTE", serves=frozenset({"NOR"}))


@pytest.fixture
def listed(house: House) -> House:
    """A house at ten on a Tuesday to come, whose directory has Jonas, who asks, and four who mentor his stage."""
    house.set_up()
    for one in (JONAS, ANNE, PETER, INGRID, FATIMA, CAREER):
        put(one, agreed=True)
    house.travel(at_ten(days=1))
    return house


@pytest.fixture
def asked(listed: House) -> House:
    """Jonas has asked Anne, who has it in her messages."""
    seek(listed)
    ask(listed, "E1")
    listed.settle()
    return listed


@pytest.fixture
def accepted(asked: House) -> House:
    asked.sandbox.click("anne", "mentor.accept", channel="dm")
    asked.settle()
    return asked


@pytest.fixture
def agreed(accepted: House) -> House:
    """The first talk is in four to five weeks."""
    propose(accepted, "jonas")
    accepted.settle()
    accepted.sandbox.click("anne", "mentor.agree.1", channel="dm")
    accepted.settle()
    return accepted


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    with listening() as stream:
        yield stream


def at_ten(days: int) -> datetime:
    """Ten o'clock, the first Tuesday to Thursday without a holiday near it that is at least so many days ahead."""
    day = clock.now().astimezone(ZONE).date() + timedelta(days=days)
    while day.isoweekday() not in {2, 3} or (day.month, day.day) in {(12, 23), (12, 24), (12, 25), (12, 30), (12, 31)}:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)


def three() -> dict[str, str]:
    day = thursday()
    return {"time_1": f"torsdag d. {day.day}/{day.month} kl 15", "time_2": f"d. {day.day}/{day.month} kl. 8.30", "time_3": f"{day} 16:00"}


def top(house: House, who: str = "jonas") -> dict[str, Any]:
    return house.sandbox.views(who)[-1]


def seek(house: House, who: str = "jonas", **values: str) -> Answer:
    house.sandbox.command(who, CHANNEL, "/mentor")
    return house.sandbox.submit(who, ASKED | values)


def ask(house: House, key: str, who: str = "jonas") -> None:
    offered = [one for block in top(house, who)["blocks"] if block["type"] == "actions" for one in block["elements"]]
    value = next(one["value"] for one in offered if one["value"].endswith(f" {key}"))
    house.sandbox.click(who, "mentor.ask", value=value, view_id=top(house, who)["id"])


def propose(house: House, who: str, **values: str) -> Answer:
    house.sandbox.click(who, "mentor.propose", channel="dm")
    return house.sandbox.submit(who, three() | values)


def messages(house: House, who: str) -> str:
    return "\n".join(words(message) for message in house.sandbox.direct(who))


def last(house: House, who: str) -> dict[str, Any]:
    return house.sandbox.direct(who)[-1]


def state() -> str:
    return rows(select(mentorship.c.state))[-1].state


def offered(house: House, who: str = "jonas") -> list[str]:
    return [one["value"].split(" ")[1] for block in top(house, who)["blocks"] if block["type"] == "actions" for one in block["elements"]]


def home(house: House, who: str) -> dict[str, Any]:
    house.sandbox.open_home(who)
    found = house.sandbox.home(who)
    assert found is not None
    return found


# --- the form and those who fit


def test_the_form_knows_ones_stage_and_takes_the_wish_after_the_command(listed: House) -> None:
    listed.sandbox.command("jonas", CHANNEL, "/mentor", "noget om hjertesvigt")
    fields = {block.get("block_id"): block.get("element", {}) for block in top(listed)["blocks"]}
    assert fields["stage"]["initial_option"]["value"] == "junior_doctor"
    assert fields["wish"]["initial_value"] == "noget om hjertesvigt"


def test_three_with_room_each_with_a_reason_and_nobody_is_told(listed: House) -> None:
    seek(listed)
    assert offered(listed) == ["E1", "E6", "E5"]  # Anne knows the matter, Ingrid is in the department, Peter elsewhere; Fatima is a nurse
    shown = words(top(listed))
    assert "Ingen har fået noget at vide" in shown
    for reason in ("Er mentor for yngre læger", "kender til *hjertesvigt", "i din egen afdeling", "har plads til 2 mentees", "har samme fag som dig"):
        assert reason in shown
    assert rows(select(outgoing.c.id).where(outgoing.c.kind.startswith("mentor."))) == []


def test_the_same_form_or_the_same_words_within_ten_minutes_are_one_request(listed: House) -> None:
    seek(listed)
    seek(listed, wish=WISH.upper())
    assert len(rows(select(mentor_request.c.id))) == 1
    ask(listed, "E1")
    seek(listed)
    assert "Dit spørgsmål er på vej til" in words(top(listed))
    assert len(rows(select(mentorship.c.id))) == 1


@pytest.mark.parametrize(
    "changed",
    [
        replace(ANNE, slots=0),
        replace(ANNE, absence=Absence(datetime(2026, 1, 1).date(), datetime(2099, 1, 1).date())),  # noqa: DTZ001 - days
        replace(ANNE, stages=frozenset({"phd_student"})),
        replace(ANNE, stage="medical_student"),
        replace(ANNE, role="biobank"),
        replace(ANNE, user_id=None),
        replace(ANNE, active=False),
    ],
)
def test_who_is_away_full_behind_or_does_not_mentor_the_stage_is_not_offered(listed: House, changed: Listed) -> None:
    put(changed, agreed=True)
    seek(listed)
    assert offered(listed) == ["E6", "E5", "E7"]


def test_nobody_is_offered_who_did_not_agree_to_be_listed(listed: House) -> None:
    with store.transaction() as db:
        directory.agree(db, UserId("U0ANNE"), False, clock.now())
    seek(listed)
    assert "E1" not in offered(listed)


def test_where_nobody_fits_the_programme_or_else_the_organisers_are_named(listed: House) -> None:
    seek(listed, stage="senior_researcher")
    assert "leder mentorordningen" in words(top(listed))
    put(replace(CAREER, active=False), agreed=True)
    seek(listed, stage="senior_researcher", wish="")
    assert "Skriv til en af tovholderne" in words(top(listed))
    assert "U0METTE" in words(top(listed))


def test_somebody_who_is_not_listed_asks_all_the_same(listed: House) -> None:
    seek(listed, "stille")
    assert offered(listed, "stille") == ["E1", "E6", "E7"]  # of the department they wrote in; their profession is not known
    ask(listed, "E1", "stille")
    listed.settle()
    assert "U0STILLE" in messages(listed, "anne")


def test_a_guest_is_told_kindly_that_it_is_for_the_hospitals_own(listed: House) -> None:
    assert "hospitalets egne" in words(listed.sandbox.command("gaest", CHANNEL, "/mentor").shown)


def test_an_identity_number_stops_at_the_door_and_a_long_wish_is_told_its_length(listed: House) -> None:
    assert list(errors(seek(listed, wish="cpr 010190-1234"))) == ["wish"]
    listed.sandbox.close_view("jonas")
    listed.sandbox.command("jonas", CHANNEL, "/mentor")
    answer = listed.sandbox.submit("jonas", ASKED | {"wish": "x" * 501}, force=True)
    assert "501" in errors(answer)["wish"]
    assert rows(select(mentor_request.c.id)) == []


# --- the question


def test_the_mentor_hears_who_asks_what_for_and_the_wish(asked: House) -> None:
    shown = words(last(asked, "anne"))
    for part in ("U0JONAS", "Et ph.d.-forløb", "Yngre læge", "Medicinsk afdeling", WISH, "højst 2 mentees"):
        assert part in shown
    assert buttons(last(asked, "anne")) == ["mentor.accept", "mentor.no"]
    assert "U0ANNE" in words(top(asked))


def test_asking_again_or_somebody_else_meanwhile_asks_nobody_new(asked: House) -> None:
    number = rows(select(mentor_request.c.id))[0].id
    for key in ("E1", "E6"):
        asked.sandbox.click("jonas", "mentor.ask", view_id=top(asked)["id"], value=f"{number} {key}", force=True)
        assert "U0ANNE" in words(top(asked))
    assert len(rows(select(mentorship.c.id))) == 1


def test_nobody_asks_two_at_a_time(asked: House) -> None:
    seek(asked, purpose="worklife")
    ask(asked, "E6")
    assert "U0ANNE" in words(top(asked))
    assert len(rows(select(mentorship.c.id))) == 1


def test_nobody_can_be_their_own_mentor_or_ask_with_somebody_elses_request(asked: House) -> None:
    number = rows(select(mentor_request.c.id))[0].id
    asked.sandbox.click("jonas", "mentor.ask", view_id=top(asked)["id"], value=f"{number} E9", force=True)
    assert "sin egen mentor" in words(top(asked))
    seek(asked, "peter", stage="medical_student")
    asked.sandbox.click("peter", "mentor.ask", view_id=top(asked, "peter")["id"], value=f"{number} E6", force=True)
    assert "kan jeg ikke finde længere" in words(top(asked, "peter"))


def test_a_mentor_takes_two_at_most_and_who_just_became_full_is_replaced(listed: House) -> None:
    seek(listed)
    for who in ("stille", "peter"):
        seek(listed, who)
        ask(listed, "E1", who)
    ask(listed, "E1")
    assert "Anne Holm har desværre ikke plads længere" in words(top(listed))
    assert offered(listed) == ["E6", "E5", "E7"]
    assert len(rows(select(mentorship.c.id))) == 2


def test_a_mentor_who_left_meanwhile_is_not_asked(listed: House) -> None:
    seek(listed)
    listed.sandbox.deactivate("anne")
    wait_until(lambda: not directory_of("U0ANNE").active)
    ask(listed, "E1")
    assert "Anne Holm har desværre ikke plads længere" in words(top(listed))


def directory_of(user_id: str) -> Listed:
    with store.reading() as db:
        found = directory.by_user(db, UserId(user_id))
    assert found is not None
    return found


def test_a_question_asked_in_the_evening_waits_for_the_morning(listed: House) -> None:
    listed.travel(clock.now() + timedelta(hours=12))
    seek(listed)
    ask(listed, "E1")
    listed.settle()
    assert "U0JONAS" not in messages(listed, "anne")
    listed.travel(at_ten(days=1))
    assert "U0JONAS" in messages(listed, "anne")


def test_not_now_needs_no_reason_and_the_next_ones_are_a_click_away(asked: House) -> None:
    asked.sandbox.click("anne", "mentor.no", channel="dm")
    asked.sandbox.submit("anne", {"note": "Prøv Ingrid"})
    asked.settle()
    assert "Helt i orden" in words(top(asked, "anne"))
    assert buttons(last(asked, "anne")) == []
    assert "handler om tid, ikke om dig" in words(last(asked, "jonas"))
    assert "Prøv Ingrid" in words(last(asked, "jonas"))
    asked.sandbox.close_view("jonas")
    asked.sandbox.click("jonas", "mentor.others", channel="dm")
    assert offered(asked) == ["E6", "E5", "E7"]
    ask(asked, "E6")
    asked.settle()
    assert WISH in messages(asked, "ingrid")
    asked.travel(clock.now() + timedelta(minutes=11))
    seek(asked, "jonas", wish="noget andet")
    assert "E1" not in offered(asked)


def test_no_answer_brings_one_reminder_and_then_a_kind_word(asked: House) -> None:
    begun = clock.now()
    hours = WorkingHours(days_of("U0ANNE"))
    asked.travel(hours.plus_days(begun, 3) + timedelta(minutes=5))
    assert "En enkelt påmindelse" in words(last(asked, "anne"))
    assert len(asked.sandbox.direct("anne")) == 2
    asked.travel(hours.plus_days(begun, 5) - timedelta(minutes=5))
    assert messages(asked, "jonas") == ""
    asked.travel(hours.plus_days(begun, 5) + timedelta(minutes=5))
    assert state() == "silent"
    assert "ikke nået til dit spørgsmål" in words(last(asked, "jonas"))
    assert [buttons(message) for message in asked.sandbox.direct("anne")] == [[], []]
    asked.sandbox.click("anne", "mentor.accept", channel="dm", value=str(rows(select(mentorship.c.id))[0].id), force=True)
    assert state() == "silent"


def days_of(user_id: str) -> Any:
    with store.reading() as db:
        return directory_actions.days_of(db, UserId(user_id), clock.now())


def test_the_question_can_be_taken_back(asked: House) -> None:
    asked.sandbox.click("jonas", "mentor.end", view_id=top(asked)["id"])
    asked.settle()
    assert state() == "withdrawn"
    assert "taget dit spørgsmål til" in words(top(asked))
    assert buttons(last(asked, "anne")) == []
    assert WISH not in messages(asked, "anne")


# --- the first meeting


def test_a_yes_is_told_and_three_times_are_typed_as_people_type_them(accepted: House) -> None:
    assert "vil gerne være din mentor" in words(last(accepted, "jonas"))
    assert propose(accepted, "jonas").error is None
    accepted.settle()
    assert buttons(last(accepted, "anne")) == ["mentor.agree.0", "mentor.agree.1", "mentor.agree.2", "mentor.propose", "mentor.end"]
    assert "15.00" in words(last(accepted, "anne"))
    accepted.sandbox.click("anne", "mentor.agree.1", channel="dm")
    accepted.settle()
    for who in ("anne", "jonas"):
        assert f"{thursday().day}. " in words(last(accepted, who))
        assert "kl. 08.30" in words(last(accepted, who))
        assert "Slå skabelonen til ansøgningen om den næste stilling op" in words(last(accepted, who))
        assert [buttons(message) for message in accepted.sandbox.direct(who)][-2:] == [[], ["mentor.propose", "mentor.end"]]


def test_what_is_not_one_moment_comes_back_under_its_field_all_at_once(accepted: House) -> None:
    wrong = errors(propose(accepted, "jonas", time_1="snart", time_2="torsdag kl 4", time_3="i går kl. 15"))
    assert list(wrong) == ["time_1", "time_2", "time_3"]
    assert "snart" in wrong["time_1"]
    assert "kl. 04.00" in wrong["time_2"]
    same = three()["time_1"]
    assert list(errors(propose(accepted, "jonas", time_2=same))) == ["time_2"]
    assert rows(select(mentorship.c.proposed))[0].proposed == []


def test_a_time_that_looks_like_an_identity_number_is_a_time(accepted: House) -> None:
    day = thursday()
    assert propose(accepted, "jonas", time_1=f"{day:%d.%m.%Y} 1630").error is None
    accepted.settle()
    assert "16.30" in words(last(accepted, "anne"))


def test_if_none_fits_it_is_the_mentors_turn_to_propose(accepted: House) -> None:
    propose(accepted, "jonas")
    accepted.settle()
    old = last(accepted, "anne")
    assert propose(accepted, "anne", time_1=f"d. {thursday().day}/{thursday().month} kl. 10").error is None
    accepted.settle()
    assert "10.00" in words(last(accepted, "jonas"))
    value = next(one["value"] for block in old["blocks"] if block["type"] == "actions" for one in block["elements"])
    accepted.sandbox.click("anne", "mentor.agree.0", channel="dm", ts=old["ts"], value=value, force=True)
    assert rows(select(mentorship.c.meets_at))[0].meets_at is None
    accepted.sandbox.click("jonas", "mentor.agree.0", channel="dm")
    assert rows(select(mentorship.c.meets_at))[0].meets_at.astimezone(ZONE).hour == 10


def test_nobody_agrees_to_their_own_proposal(accepted: House) -> None:
    propose(accepted, "jonas")
    accepted.settle()
    row = rows(select(mentorship.c.id, mentorship.c.proposed))[0]
    accepted.sandbox.click("jonas", "mentor.agree.0", channel="dm", value=f"{row.id} {row.proposed[0]}", force=True)
    assert rows(select(mentorship.c.meets_at))[0].meets_at is None


def test_whoever_proposes_on_what_is_no_longer_so_is_told(accepted: House) -> None:
    accepted.sandbox.click("jonas", "mentor.propose", channel="dm")
    with store.transaction() as db:
        db.execute(mentorship.update().values(round=1))
    assert "foreslået andre tidspunkter imens" in errors(accepted.sandbox.submit("jonas", three()))["time_1"]


def test_a_time_that_has_passed_meanwhile_is_not_agreed_on(accepted: House) -> None:
    propose(accepted, "jonas")
    accepted.settle()
    with store.transaction() as db:
        soon = int(clock.now().timestamp()) - 60
        db.execute(mentorship.update().values(proposed=[soon]))
    number = rows(select(mentorship.c.id))[0].id
    accepted.sandbox.click("anne", "mentor.agree.0", channel="dm", value=f"{number} {soon}", force=True)
    accepted.settle()
    assert rows(select(mentorship.c.meets_at))[0].meets_at is None


def test_both_are_reminded_on_the_working_day_before_and_a_moved_talk_of_the_new_day_only(agreed: House) -> None:
    before = thursday() - timedelta(days=1)
    at = datetime(before.year, before.month, before.day, 10, 1, tzinfo=ZONE)
    propose(agreed, "jonas", time_1=f"d. {thursday().day}/{thursday().month} kl. 11")
    agreed.settle()
    agreed.sandbox.click("anne", "mentor.agree.0", channel="dm")
    agreed.settle()
    agreed.travel(at)
    for who in ("anne", "jonas"):
        told = [words(message) for message in agreed.sandbox.direct(who) if "Husk din første snak" in words(message)]
        assert len(told) == 1
        assert "kl. 11.00" in told[0]


def test_whose_turn_it_is_is_reminded_once_and_who_was_quick_is_not(accepted: House) -> None:
    after_three = WorkingHours(days_of("U0JONAS")).plus_days(clock.now(), 3) + timedelta(minutes=5)
    accepted.travel(after_three)
    assert "En enkelt påmindelse" in words(last(accepted, "jonas"))
    assert buttons(last(accepted, "jonas")) == ["mentor.propose", "mentor.end"]
    propose(accepted, "jonas")
    accepted.settle()
    accepted.sandbox.click("anne", "mentor.agree.0", channel="dm")
    accepted.travel(clock.now() + timedelta(days=8))
    assert "En enkelt påmindelse" not in messages(accepted, "anne")


# --- how it goes, and the end


def test_after_six_weeks_and_half_a_year_both_are_asked_each_alone(agreed: House) -> None:
    meets_at = rows(select(mentorship.c.meets_at))[0].meets_at
    for number, after in enumerate(HOW_AFTER, 1):
        agreed.travel(meets_at + after + timedelta(days=7))
        for who in ("anne", "jonas"):
            assert messages(agreed, who).count("Jeg spørger jer hver for sig") == number
    agreed.sandbox.click("jonas", "mentor.change", channel="dm")
    assert "U0METTE" in words(last(agreed, "jonas"))  # who runs the programme
    agreed.sandbox.click("anne", "mentor.well", channel="dm")
    assert "Godt at høre" in words(last(agreed, "anne"))
    assert state() == "accepted"


@pytest.mark.parametrize(("who", "other"), [("jonas", "anne"), ("anne", "jonas")])
def test_ending_is_one_click_and_the_other_gets_one_warm_line(agreed: House, who: str, other: str) -> None:
    agreed.sandbox.click(who, "mentor.end", channel="dm")
    agreed.settle()
    assert state() == "ended"
    assert "Tak for den tid, I gav hinanden" in words(last(agreed, other))
    assert "Tak for den tid" not in messages(agreed, who)
    assert rows(select(mentor_request.c.wish))[0].wish == ""
    assert [one for message in agreed.sandbox.direct(other) for one in buttons(message) if one != "mentor.find"] == []


@pytest.mark.parametrize(("kept", "answer"), [("", "no"), (WISH, "accept")])
def test_after_half_a_year_a_wish_is_forgotten_unless_the_two_still_meet(asked: House, kept: str, answer: str) -> None:
    asked.sandbox.click("anne", f"mentor.{answer}", channel="dm")
    if answer == "no":
        asked.sandbox.submit("anne", {"note": "Prøv Ingrid"})
    asked.travel(clock.now() + timedelta(days=183))
    assert rows(select(mentor_request.c.wish))[0].wish == kept
    assert rows(select(mentorship.c.note))[0].note == ""


def test_an_old_button_after_the_end_says_so_and_changes_nothing(agreed: House) -> None:
    number = str(rows(select(mentorship.c.id))[0].id)
    agreed.sandbox.click("jonas", "mentor.end", channel="dm")
    agreed.settle()
    for action, value in (("accept", number), ("end", number), ("agree.0", f"{number} 1")):
        agreed.sandbox.click("anne", f"mentor.{action}", channel="dm", value=value, force=True)
        assert "ikke længere mentor og mentee" in messages(agreed, "anne")
    agreed.sandbox.click("anne", "mentor.propose", channel="dm", value=number, force=True)
    assert "ikke længere mentor og mentee" in words(top(agreed, "anne"))
    assert state() == "ended"
    agreed.travel(clock.now() + timedelta(weeks=20))
    assert messages(agreed, "anne").count("Jeg spørger jer hver for sig") == 0


def test_home_shows_my_mentor_and_my_mentees_and_ends_with_a_click(agreed: House) -> None:
    assert "*Min mentor*" not in words(home(agreed, "peter"))
    assert "Find en mentor" in words(home(agreed, "peter"))
    assert "U0JONAS" in words(home(agreed, "anne"))
    mine = home(agreed, "jonas")
    assert "U0ANNE" in words(mine)
    agreed.sandbox.click("jonas", "mentor.end", view_id=mine["id"])
    assert "U0ANNE" not in words(agreed.sandbox.home("jonas"))
    assert state() == "ended"


def test_home_lets_one_look_for_a_mentor_and_say_yes(asked: House) -> None:
    mine = home(asked, "anne")
    assert WISH in words(mine)
    asked.sandbox.click("anne", "mentor.accept", view_id=mine["id"])
    assert state() == "accepted"
    assert "Du er mentor for" in words(asked.sandbox.home("anne"))
    asked.sandbox.click("anne", "mentor.find", view_id=home(asked, "anne")["id"])
    assert "Find en mentor" in words(top(asked, "anne"))


@pytest.mark.parametrize(("gone", "other"), [("jonas", "anne"), ("anne", "jonas")])
def test_when_one_leaves_slack_the_other_is_told(agreed: House, gone: str, other: str) -> None:
    agreed.sandbox.deactivate(gone)
    wait_until(lambda: state() == "left")
    agreed.settle()
    assert "ikke længere i jeres Slack" in words(last(agreed, other))


def test_when_the_one_who_was_asked_leaves_the_next_ones_are_offered(asked: House) -> None:
    asked.sandbox.deactivate("anne")
    wait_until(lambda: state() == "left")
    asked.settle()
    assert buttons(last(asked, "jonas")) == ["mentor.others"]


# --- between the two


def test_no_log_says_who_asked_whom_or_who_said_no(listed: House, said: io.StringIO) -> None:
    seek(listed)
    ask(listed, "E1")
    listed.settle()
    listed.sandbox.click("anne", "mentor.no", channel="dm")
    listed.sandbox.submit("anne", {"note": "Prøv Ingrid"})
    listed.settle()
    letters = rows(select(log.c.recipient, log.c.department_id).where(log.c.kind.startswith("mentor.")))
    assert letters == [(None, None), (None, None)]
    told = [line for line in said.getvalue().splitlines() if "mentor." in line]
    assert told != []
    assert [line for line in told if "U0ANNE" in line or "U0JONAS" in line] == []
    assert "hjertesvigt" not in said.getvalue()
    assert "mentor" not in words(listed.sandbox.command("mette", CHANNEL, "/spire", "log").shown)


@pytest.mark.parametrize("action", ["accept", "no", "propose", "end", "change"])
def test_nobody_else_may_click_for_the_two(asked: House, action: str) -> None:
    put(replace(FATIMA, slots=2), agreed=True)
    with store.transaction() as db:  # somebody else has a message of their own, and forges the number
        directory.agree(db, UserId("U0FATIMA"), True, clock.now())
    seek(asked, "fatima", stage="medical_student")
    number = rows(select(mentorship.c.id))[0].id
    asked.sandbox.click("fatima", f"mentor.{action}", view_id=top(asked, "fatima")["id"], value=str(number), force=True)
    assert "kan jeg ikke finde længere" in words(top(asked, "fatima"))
    assert state() == "asked"


def test_two_clicks_at_the_same_place_give_it_away_once_on_both_databases(any_house: House) -> None:
    house = any_house
    house.set_up()
    for one in (JONAS, replace(ANNE), PETER):
        put(one, agreed=True)
    for who in ("fatima", "stille", "peter"):
        seek(house, who, stage="junior_doctor")
    threads = [threading.Thread(target=ask, args=(house, "E1", who)) for who in ("fatima", "stille", "peter")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(rows(select(mentorship.c.id).where(mentorship.c.mentor == "U0ANNE"))) == 2
