"""The pizza meeting, branch by branch, as people see it."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from bot import clock, store
from bot.sandbox import Answer
from bot.store.tables import attendee, gathering, log, outgoing, person
from tests.conftest import House, thursday

CHANNEL = "medicinsk"


def words(shown: dict[str, Any] | None) -> str:
    """All text of a message or view, in one string."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend(value for name, value in node.items() if name == "text" and isinstance(value, str))
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(shown)
    return "\n".join(found)


def buttons(shown: dict[str, Any]) -> list[str]:
    return [element["action_id"] for block in shown["blocks"] if block["type"] == "actions" for element in block["elements"]]


def own(house: House, who: str, channel: str = CHANNEL) -> str:
    """The newest thing that only this person sees there."""
    return words([one for one in house.sandbox.seen(who, channel) if one.get("is_ephemeral")][-1])


def top(house: House, who: str = "mette") -> dict[str, Any]:
    return house.sandbox.views(who)[-1]


def click(house: House, who: str, action: str, channel: str = CHANNEL) -> Answer:
    return house.sandbox.click(who, f"gathering.{action}", channel=channel)


def in_view(house: House, action: str, who: str = "mette") -> Answer:
    return house.sandbox.click(who, f"gathering.{action}", view_id=top(house, who)["id"])


def errors(answer: Answer) -> dict[str, str]:
    assert isinstance(answer.body, dict)
    assert answer.body["response_action"] == "errors"
    return dict(answer.body["errors"])


def rows(query: Any) -> list[Any]:
    with store.reading() as db:
        return list(db.execute(query))


def post(house: House, who: str = "anne") -> dict[str, Any]:
    return [one for one in house.sandbox.seen(who, CHANNEL) if not one.get("is_ephemeral") and one.get("thread_ts", one["ts"]) == one["ts"]][-1]


@pytest.fixture
def planned(house: House) -> House:
    house.set_up()
    return house


@pytest.fixture
def invited(planned: House) -> House:
    planned.invite(seats="3")
    return planned


# --- planning


def test_words_that_say_when_and_where_are_said_back_as_a_draft(planned: House) -> None:
    day = thursday()
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", f"torsdag d. {day.day}/{day.month} kl. 16.30 i personalestuen")
    assert answer.shown is not None
    assert "kl. 16.30–17.30" in words(answer.shown)
    assert "personalestuen" in words(answer.shown)
    assert buttons(answer.shown) == ["gathering.invite", "gathering.edit", "gathering.cancel"]
    click(planned, "mette", "invite")
    planned.settle()
    assert "*Pizzamøde*" in words(post(planned))


def test_words_that_can_mean_two_moments_are_two_buttons(planned: House) -> None:
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", f"Idéer d. {thursday().day}/{thursday().month} kl. 4 i kantinen")
    assert answer.shown is not None
    assert buttons(answer.shown) == ["gathering.choose.0", "gathering.choose.1"]
    assert rows(select(gathering.c.id)) == []
    click(planned, "mette", "choose.1")
    assert "kl. 16.00–17.00" in own(planned, "mette")
    assert rows(select(gathering.c.title, gathering.c.place)) == [("Idéer", "kantinen")]


def test_words_that_can_mean_two_days_open_the_form_with_the_first_and_name_both(planned: House) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", "om otte dage i kantinen")
    said = words(top(planned)["blocks"][0])
    assert "1. " in said
    assert "2. " in said
    assert rows(select(gathering.c.id)) == []


def test_a_typed_time_that_can_mean_two_is_answered_with_both(planned: House) -> None:
    said = errors(planned.plan(typed=f"d. {thursday().day}/{thursday().month} kl. 4"))["typed"]
    assert "kl. 04.00" in said
    assert "kl. 16.00" in said


def test_words_without_a_place_open_the_form_with_the_moment_in_it(planned: House) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", f"Idéer d. {thursday().day}/{thursday().month} kl. 16")
    form = {block.get("block_id"): block.get("element", {}) for block in top(planned)["blocks"]}
    assert (form["title"]["initial_value"], form["date"]["initial_date"], form["time"]["initial_time"]) == ("Idéer", f"{thursday()}", "16:00")


def test_words_that_name_no_day_open_the_form_and_say_why(planned: House) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", "snart i kantinen")
    assert "snart" in words(top(planned)["blocks"][0])
    assert "Skriv fx" in words(top(planned)["blocks"][0])


def test_a_series_is_said_back_and_its_first_meeting_is_in_the_form(planned: House) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", "hver anden onsdag kl 15-16 i kantinen")
    assert "hver anden onsdag kl. 15.00–16.00" in words(top(planned)["blocks"][0])


def test_a_typed_time_in_the_form_counts_before_the_pickers(planned: House) -> None:
    planned.plan(typed=f"torsdag d. {thursday().day}/{thursday().month} kl. 14-15.30")
    assert "kl. 14.00–15.30" in words(top(planned))


@pytest.mark.parametrize("typed", ["snart", "torsdag", "fredag kl 4", "hver torsdag kl 15", "31/2 kl 16"])
def test_a_typed_time_that_is_not_one_moment_is_refused_under_its_field(planned: House, typed: str) -> None:
    assert list(errors(planned.plan(typed=typed))) == ["typed"]
    assert rows(select(gathering.c.id)) == []


@pytest.mark.parametrize("number", ["01.02.03 1234", "010203-1234", "01.02.1988 1630"])
def test_an_identity_number_that_could_be_a_time_long_ago_is_one(planned: House, number: str) -> None:
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", f"{number} i personalestuen")
    assert "CPR" in words(answer.shown)


def test_a_date_and_an_hour_run_together_are_no_identity_number(planned: House) -> None:
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", f"{thursday():%d.%m.%Y} 1630 i personalestuen")
    assert "kl. 16.30–17.30" in words(answer.shown)


def test_the_answer_says_in_words_what_was_understood_with_three_ways_on(planned: House) -> None:
    answer = planned.plan(seats="12", message="Kom endelig")
    assert answer.shown is not None
    assert "kl. 16.30–17.30" in words(answer.shown)
    assert "torsdag d." in words(answer.shown)
    assert buttons(answer.shown) == ["gathering.invite", "gathering.edit", "gathering.cancel"]


def test_nobody_hears_of_a_draft(planned: House) -> None:
    planned.settle()
    before = len(planned.sandbox.seen("anne", CHANNEL))
    planned.plan()
    planned.settle()
    assert len(planned.sandbox.seen("anne", CHANNEL)) == before


def test_the_same_command_within_ten_minutes_shows_the_meeting_that_exists(planned: House) -> None:
    planned.plan()
    planned.sandbox.close_view("mette")
    again = planned.sandbox.command("mette", CHANNEL, "/pizza", "Pizza i personalestuen")
    assert "lige oprettet" in words(again.shown)
    assert planned.sandbox.views("mette") == []
    assert len(rows(select(gathering.c.id))) == 1


def test_another_meeting_with_the_same_words_is_one_click_away(planned: House) -> None:
    planned.plan()
    planned.sandbox.close_view("mette")
    planned.sandbox.command("mette", CHANNEL, "/pizza", "Pizza i personalestuen")
    click(planned, "mette", "another")
    planned.sandbox.submit("mette", {"title": "Nummer to", "place": "kantinen", "date": f"{thursday()}", "time": "12:00"})
    assert len(rows(select(gathering.c.id))) == 2


def test_after_ten_minutes_the_same_words_are_a_new_meeting(planned: House) -> None:
    planned.plan()
    planned.sandbox.close_view("mette")
    planned.travel(clock.now() + timedelta(minutes=11))
    planned.sandbox.command("mette", CHANNEL, "/pizza", "Pizza i personalestuen")
    assert top(planned)["callback_id"] == "gathering.plan"


def test_the_same_form_twice_is_one_meeting(planned: House) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", "Pizza i personalestuen")
    planned.sandbox.fault("double", "view_submission", times=1)
    planned.sandbox.submit("mette", {"date": f"{thursday()}", "time": "16:30"})
    assert len(rows(select(gathering.c.id))) == 1


def test_a_moment_in_the_past_is_refused_under_the_date_and_the_form_stays(planned: House) -> None:
    yesterday = clock.now() - timedelta(days=1)
    answer = planned.plan(date=f"{yesterday:%Y-%m-%d}")
    assert errors(answer) == {"date": "Det tidspunkt er passeret. Vælg et senere."}
    assert top(planned)["callback_id"] == "gathering.plan"
    assert rows(select(gathering.c.id)) == []


def test_an_hour_that_the_clock_skips_is_refused_under_the_time(planned: House) -> None:
    year = clock.now().year + 1
    last_sunday = max(day for day in range(25, 32) if datetime(year, 3, day, tzinfo=UTC).isoweekday() == 7)
    answer = planned.plan(date=f"{year}-03-{last_sunday}", time="02:30")
    assert list(errors(answer)) == ["time"]


def test_more_than_two_years_ahead_is_refused(planned: House) -> None:
    assert list(errors(planned.plan(date=f"{clock.now().year + 3}-01-10"))) == ["date"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("place", ""), ("title", "x" * 5000), ("place", "x" * 151), ("seats", "0"), ("seats", "ti"), ("seats", "501")],
)
def test_what_the_client_should_have_stopped_is_refused_under_its_field(planned: House, field: str, value: str) -> None:
    planned.sandbox.command("mette", CHANNEL, "/pizza", "Pizza i personalestuen")
    answer = planned.sandbox.submit("mette", {"date": f"{thursday()}", "time": "16:30", field: value}, force=True)
    assert list(errors(answer)) == [field]
    assert rows(select(gathering.c.id)) == []


def test_five_thousand_characters_after_the_command_come_back_with_a_sentence(planned: House) -> None:
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", "meget " * 833)
    assert "plads til 150" in words(answer.shown)
    assert "meget meget" in words(answer.shown)
    assert planned.sandbox.views("mette") == []


def test_an_identity_number_in_the_command_is_refused_and_comes_back_masked(planned: House) -> None:
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", "om 010203-1234 i personalestuen")
    assert "CPR" in words(answer.shown)
    assert "om ••••••••••• i personalestuen" in words(answer.shown)
    assert "010203" not in str(answer.body)


def test_an_identity_number_in_a_field_is_refused_there_and_nothing_is_kept(planned: House) -> None:
    answer = planned.plan(message="patienten 010203-1234 kommer")
    assert list(errors(answer)) == ["message"]
    assert rows(select(gathering.c.id)) == []


def test_one_who_does_not_organise_is_told_who_does(planned: House) -> None:
    answer = planned.sandbox.command("anne", CHANNEL, "/pizza", "i personalestuen")
    assert "<@U0METTE>" in words(answer.shown)
    assert planned.sandbox.views("anne") == []


def test_a_channel_without_a_department_says_how_to_get_one(house: House) -> None:
    answer = house.sandbox.command("peter", "kirurgi", "/pizza", "i kantinen")
    assert "/spire setup" in words(answer.shown)


def test_a_draft_can_be_dropped_and_nobody_heard_of_it(planned: House) -> None:
    planned.plan()
    in_view(planned, "cancel")
    assert "Ingen har hørt om det" in words(top(planned))
    assert rows(select(gathering.c.state)) == [("cancelled",)]
    assert buttons(top(planned)) == []


def test_a_draft_can_be_changed_before_anybody_is_invited(planned: House) -> None:
    planned.plan()
    in_view(planned, "edit")
    answer = planned.sandbox.submit("mette", {"place": "kantinen"})
    assert "kantinen" in words(answer.shown)
    assert answer.shown is not None
    assert buttons(answer.shown) == ["gathering.invite", "gathering.edit", "gathering.cancel"]


# --- inviting


def test_the_invitation_says_what_when_where_and_who_asked(planned: House) -> None:
    planned.invite(message="Kom & hør <!channel>")
    said = words(post(planned))
    assert "*Pizza*" in said
    assert "kl. 16.30–17.30" in said
    assert "personalestuen" in said
    assert "<@U0METTE>" in said
    assert "> Kom &amp; hør &lt;!channel&gt;" in said
    assert "<!channel>" not in said
    assert buttons(post(planned)) == ["gathering.yes", "gathering.maybe", "gathering.no"]


def test_inviting_twice_posts_one_invitation(planned: House) -> None:
    planned.plan()
    view = top(planned)["id"]
    planned.sandbox.fault("double", "block_actions", times=1)
    planned.sandbox.click("mette", "gathering.invite", view_id=view)
    planned.settle()
    assert rows(select(outgoing.c.key).where(outgoing.c.kind == "gathering.invitation")) == [("gathering.invitation:1",)]


def test_one_without_the_role_cannot_invite_move_or_cancel(invited: House) -> None:
    before = rows(select(gathering))
    for action in ("invite", "edit", "cancel", "undo", "who", "again", "right", "correct"):
        answer = invited.sandbox.click("anne", f"gathering.{action}", channel=CHANNEL, value="1", force=True)
        assert answer.status == 200
        assert "<@U0METTE>" in own(invited, "anne")
    assert rows(select(gathering)) == before
    assert invited.sandbox.views("anne") == []


def test_a_meeting_that_begins_tomorrow_says_that_there_is_no_reminder(planned: House) -> None:
    soon = clock.now() + timedelta(hours=20)
    local = soon.astimezone(planned.settings.zone)
    planned.plan(date=f"{local:%Y-%m-%d}", time=f"{local:%H:%M}")
    in_view(planned, "invite")
    if "for kort tid" in words(top(planned)):  # at ten in the evening "tomorrow" still has its ten o'clock the day before behind it
        assert rows(select(log.c.reason).where(log.c.kind == "gathering.remind")) == [("reason-invited-late",)]
    else:
        assert rows(select(log.c.outcome).where(log.c.kind == "gathering.remind")) == [("scheduled",)]


# --- answering


def test_an_answer_is_private_and_the_post_follows(invited: House) -> None:
    click(invited, "anne", "yes")
    assert own(invited, "anne").startswith("Du kommer til *Pizza*. Vi ses.")
    assert [one for one in invited.sandbox.seen("jonas", CHANNEL) if one.get("is_ephemeral")] == []
    invited.settle()
    assert "1 af 3 pladser taget" in words(post(invited))


def test_an_answer_can_be_changed(invited: House) -> None:
    for action, reply in (("yes", "yes"), ("maybe", "maybe"), ("no", "no"), ("yes", "yes")):
        click(invited, "anne", action)
        assert rows(select(attendee.c.answer)) == [(reply,)]


def test_a_full_table_is_an_answer_and_a_free_seat_goes_to_the_first_who_waits(invited: House) -> None:
    for who in ("anne", "jonas", "ingrid", "fatima", "peter"):
        click(invited, who, "yes")
    assert "nummer 1 på ventelisten" in own(invited, "fatima")
    assert "nummer 2 på ventelisten" in own(invited, "peter")
    click(invited, "jonas", "no")
    invited.settle()
    replies = dict(map(tuple, rows(select(attendee.c.user_id, attendee.c.answer))))
    assert replies == {"U0ANNE": "yes", "U0JONAS": "no", "U0INGRID": "yes", "U0FATIMA": "yes", "U0PETER": "waiting"}


def test_somebody_who_clicks_twice_keeps_their_seat_and_their_place_in_the_line(invited: House) -> None:
    for who in ("anne", "jonas", "ingrid", "fatima", "peter", "fatima", "anne"):
        click(invited, who, "yes")
    assert "nummer 1 på ventelisten" in own(invited, "fatima")
    assert "Du kommer til" in own(invited, "anne")


def test_company_and_food_are_told_in_a_form(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "anne", "plate")
    answer = invited.sandbox.submit("anne", {"guests": "1", "meal": ["vegan"], "allergies": "nødder"})
    assert "med én gæst" in words(answer.shown)
    assert "vegansk · nødder" in words(answer.shown)
    assert rows(select(attendee.c.guests, attendee.c.meal, attendee.c.allergies)) == [(1, "vegan", "nødder")]
    assert rows(select(person.c.meal).where(person.c.user_id == "U0ANNE")) == [(None,)]


def test_guests_need_seats(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "jonas", "yes")
    click(invited, "anne", "plate")
    answer = invited.sandbox.submit("anne", {"guests": "2"})
    assert errors(answer) == {"guests": "Der er kun plads til én gæst."}
    assert rows(select(attendee.c.guests).where(attendee.c.user_id == "U0ANNE")) == [(0,)]


def test_remembered_food_is_there_next_time_and_forgotten_food_is_not(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "anne", "plate")
    invited.sandbox.submit("anne", {"meal": ["vegetarian"], "remember": ["remember"]})
    invited.sandbox.close_view("anne")
    invited.invite(words="Igen i kantinen")
    click(invited, "anne", "yes")
    assert "vegetarisk" in own(invited, "anne")
    assert "husker det" in own(invited, "anne")


def test_food_without_an_answer_is_refused_kindly(invited: House) -> None:
    invited.sandbox.click("anne", "gathering.plate", channel=CHANNEL, value="1", force=True)
    assert own(invited, "anne").startswith("Svar først")


def test_a_guest_and_somebody_from_another_workplace_may_come(invited: House) -> None:
    click(invited, "gaest", "yes")
    click(invited, "fremmed", "maybe")
    assert [tuple(row) for row in rows(select(attendee.c.user_id, attendee.c.answer))] == [("U0GAEST", "yes"), ("U0FREMMED", "maybe")]


def test_forty_people_on_ten_seats_are_ten_seated(any_house: House) -> None:
    any_house.set_up()
    any_house.invite(seats="10")
    people = [f"U0CROWD{number}" for number in range(40)]
    for user_id in people:
        any_house.sandbox.join_team(user_id.lower(), user_id, user_id.title())
        any_house.sandbox.join(user_id, CHANNEL)
    threads = [threading.Thread(target=click, args=(any_house, user_id, "yes")) for user_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    replies = [row.answer for row in rows(select(attendee.c.answer))]
    assert (replies.count("yes"), replies.count("waiting")) == (10, 30)


# --- changing


def test_moving_tells_exactly_those_it_concerns_after_the_minute(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "jonas", "maybe")
    click(invited, "fatima", "no")
    invited.settle()
    click(invited, "mette", "edit", "dm")
    answer = invited.sandbox.submit("mette", {"time": "15:30"})
    assert "kan du fortryde" in words(answer.shown)
    invited.settle()
    assert invited.sandbox.direct("anne") == []
    invited.travel(clock.now() + timedelta(minutes=2))
    assert "er flyttet fra" in words(invited.sandbox.direct("anne")[-1])
    assert "er flyttet fra" in words(invited.sandbox.direct("jonas")[-1])
    assert [invited.sandbox.direct(who) for who in ("fatima", "peter")] == [[], []]
    assert "kl. 15.30–16.30" in words(post(invited))
    replies = [one for one in invited.sandbox.seen("peter", CHANNEL) if one.get("thread_ts") == post(invited)["ts"] != one["ts"]]
    assert len(replies) == 1


def test_undo_within_the_minute_brings_everything_back_and_tells_nobody(invited: House) -> None:
    click(invited, "anne", "yes")
    before = rows(select(gathering.c.starts_at, gathering.c.place, gathering.c.state))
    click(invited, "mette", "edit", "dm")
    invited.sandbox.submit("mette", {"time": "15:30", "place": "kantinen"})
    in_view(invited, "undo")
    assert "ingen har fået besked" in words(top(invited))
    invited.travel(clock.now() + timedelta(minutes=2))
    assert rows(select(gathering.c.starts_at, gathering.c.place, gathering.c.state)) == before
    assert invited.sandbox.direct("anne") == []
    assert "personalestuen" in words(post(invited))


def test_two_changes_in_one_minute_are_told_once_and_undone_together(invited: House) -> None:
    click(invited, "anne", "yes")
    for value in ("15:30", "14:30"):
        click(invited, "mette", "edit", "dm")
        invited.sandbox.submit("mette", {"time": value})
        invited.sandbox.close_view("mette")
    invited.travel(clock.now() + timedelta(minutes=2))
    told = invited.sandbox.direct("anne")
    assert len(told) == 1
    assert "kl. 16.30–17.30" in words(told[0])
    assert "kl. 14.30–15.30" in words(told[0])


def test_undo_after_the_minute_says_that_it_is_too_late(invited: House) -> None:
    click(invited, "mette", "edit", "dm")
    invited.sandbox.submit("mette", {"time": "15:30"})
    invited.travel(clock.now() + timedelta(minutes=2))
    in_view(invited, "undo")
    assert "Der er ikke mere at fortryde" in words(top(invited))


def test_a_cancelled_meeting_says_so_everywhere_and_takes_no_answers(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "mette", "cancel", "dm")
    invited.travel(clock.now() + timedelta(minutes=2))
    assert "Aflyst: Pizza" in words(post(invited))
    assert buttons(post(invited)) == []
    assert "aflyst" in words(invited.sandbox.direct("anne")[-1])
    invited.sandbox.click("jonas", "gathering.yes", channel=CHANNEL, value="1", force=True)
    assert "Det møde er aflyst" in own(invited, "jonas")
    assert [tuple(row) for row in rows(select(attendee.c.user_id))] == [("U0ANNE",)]


def test_a_cancelled_meeting_reminds_nobody_and_its_food_is_forgotten(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "anne", "plate")
    invited.sandbox.submit("anne", {"meal": ["vegan"], "allergies": "nødder"})
    click(invited, "mette", "cancel", "dm")
    invited.travel(clock.now() + timedelta(weeks=7))
    assert rows(select(attendee.c.meal, attendee.c.allergies)) == [(None, None)]
    assert rows(select(outgoing.c.id).where(outgoing.c.kind.in_(("gathering.reminder", "gathering.order", "gathering.attendance")))) == []


def test_a_form_opened_before_somebody_elses_change_is_refused(invited: House) -> None:
    click(invited, "mette", "edit", "dm")
    with store.transaction() as db:
        db.execute(update(gathering).values(sequence=gathering.c.sequence + 1))
    answer = invited.sandbox.submit("mette", {"time": "15:30"})
    assert "Mødet er blevet rettet imens" in str(errors(answer))


def test_seats_cannot_be_fewer_than_those_who_come(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "jonas", "yes")
    click(invited, "mette", "edit", "dm")
    assert list(errors(invited.sandbox.submit("mette", {"seats": "1"}))) == ["seats"]


def test_more_seats_move_up_those_who_wait(invited: House) -> None:
    for who in ("anne", "jonas", "ingrid", "fatima"):
        click(invited, who, "yes")
    click(invited, "mette", "edit", "dm")
    invited.sandbox.submit("mette", {"seats": "4"})
    assert "waiting" in {row.answer for row in rows(select(attendee.c.answer))}, "for a minute it can be undone"
    invited.travel(clock.now() + timedelta(minutes=2))
    assert {row.answer for row in rows(select(attendee.c.answer))} == {"yes"}


def test_a_change_of_nothing_tells_nobody(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "mette", "edit", "dm")
    answer = invited.sandbox.submit("mette", {})
    assert "intet at rette" in words(answer.shown)
    invited.travel(clock.now() + timedelta(minutes=2))
    assert invited.sandbox.direct("anne") == []


# --- the days around the meeting


def test_the_day_before_those_who_come_are_reminded_and_the_organiser_gets_the_pizzas(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "jonas", "maybe")
    click(invited, "fatima", "no")
    click(invited, "anne", "plate")
    invited.sandbox.submit("anne", {"meal": ["vegan"], "allergies": "nødder"})
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at - timedelta(hours=20))
    assert "Husk *Pizza*" in words(invited.sandbox.direct("anne")[-1])
    assert "Du svarede måske" in words(invited.sandbox.direct("jonas")[-1])
    assert invited.sandbox.direct("fatima") == []
    order = words(invited.sandbox.direct("mette")[-1])
    assert "2 pizzaer" in order
    assert "vegansk" in order
    assert "nødder" not in order, "what somebody is allergic to must not stay in Slack"
    click(invited, "mette", "who", "dm")
    assert "<@U0ANNE>: nødder" in words(top(invited))


def test_somebody_who_takes_no_messages_is_in_the_log_and_holds_up_nobody(invited: House) -> None:
    click(invited, "stille", "yes")
    click(invited, "anne", "yes")
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at - timedelta(hours=20))
    ended = dict(map(tuple, rows(select(outgoing.c.recipient, outgoing.c.state).where(outgoing.c.kind == "gathering.reminder"))))
    assert ended == {"U0STILLE": "failed", "U0ANNE": "sent"}
    assert "tager ikke imod" in words(invited.sandbox.command("mette", CHANNEL, "/spire", "log").shown)


def test_the_next_morning_one_click_says_that_the_list_is_right(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "jonas", "maybe")
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at + timedelta(days=1))
    assert buttons(invited.sandbox.direct("mette")[-1]) == ["gathering.right", "gathering.correct"]
    click(invited, "mette", "right", "dm")
    came = dict(map(tuple, rows(select(attendee.c.user_id, attendee.c.came))))
    assert came == {"U0ANNE": True, "U0JONAS": False}


def test_the_list_of_who_came_can_be_corrected_with_people_who_never_answered(invited: House) -> None:
    click(invited, "anne", "yes")
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at + timedelta(days=1))
    click(invited, "mette", "correct", "dm")
    answer = invited.sandbox.submit("mette", {"came": ["U0JONAS", "U0PETER"]})
    assert "2 personer kom til" in words(answer.shown)
    came = dict(map(tuple, rows(select(attendee.c.user_id, attendee.c.came))))
    assert came == {"U0ANNE": False, "U0JONAS": True, "U0PETER": True}


def test_the_day_after_nobody_remembers_what_people_ate(invited: House) -> None:
    click(invited, "anne", "yes")
    click(invited, "anne", "plate")
    invited.sandbox.submit("anne", {"meal": ["vegan"], "allergies": "nødder"})
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at + timedelta(days=1))
    assert rows(select(attendee.c.meal, attendee.c.allergies)) == [(None, None)]
    assert b"n\xc3\xb8dder" not in b"".join(str(one).encode() for one in invited.sandbox.direct("mette"))


def test_who_came_cannot_be_said_before_the_meeting(invited: House) -> None:
    invited.sandbox.click("mette", "gathering.right", channel="dm", value="1", force=True)
    assert "ikke begyndt" in own(invited, "mette", "dm")


def test_an_answer_after_the_meeting_says_that_it_is_over(invited: House) -> None:
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at + timedelta(hours=5))
    invited.sandbox.click("anne", "gathering.yes", channel=CHANNEL, value="1", force=True)
    assert "Det møde er slut" in own(invited, "anne")


# --- when Slack or somebody gets in the way


def test_a_channel_that_spire_is_not_in_ends_as_failed_and_the_organiser_can_post_again(planned: House) -> None:
    planned.settle()
    planned.sandbox.leave("Spire", CHANNEL)
    planned.invite()
    told = planned.sandbox.direct("mette")[-1]
    assert "/invite @Spire" in words(told)
    planned.sandbox.join("Spire", CHANNEL)
    click(planned, "mette", "again", "dm")
    click(planned, "mette", "again", "dm")
    planned.settle()
    invitations = [one for one in planned.sandbox.seen("anne", CHANNEL) if buttons(one)[:1] == ["gathering.yes"]]
    assert len(invitations) == 1


@pytest.mark.parametrize(("change", "sentence"), [("archive", "arkiveret"), ("leave", "/invite @Spire")])
def test_a_channel_that_closes_under_an_invitation_is_told_to_the_organiser(invited: House, change: str, sentence: str) -> None:
    if change == "archive":
        invited.sandbox.archive(CHANNEL)
    else:
        invited.sandbox.leave("Spire", CHANNEL)
        invited.sandbox.make_private(CHANNEL)
    invited.sandbox.click("anne", "gathering.yes", channel=CHANNEL, ts=None, value="1", force=True)
    invited.settle()
    assert [tuple(row) for row in rows(select(attendee.c.answer))] == [("yes",)], "the answer counts all the same"
    assert sentence in words(invited.sandbox.direct("mette")[-1])


def test_an_invitation_that_somebody_deleted_can_be_posted_again(invited: House) -> None:
    invited.sandbox.delete_message("mette", CHANNEL, post(invited)["ts"])
    invited.sandbox.click("anne", "gathering.yes", channel=CHANNEL, value="1", force=True)
    invited.settle()
    assert "slettet opslaget" in words(invited.sandbox.direct("mette")[-1])
    click(invited, "mette", "again", "dm")
    invited.settle()
    assert "1 af 3 pladser taget" in words(post(invited))


def test_a_button_from_an_older_version_says_where_to_find_a_new_one(invited: House) -> None:
    for action_id, value in (("gathering.rsvp", "1"), ("gathering.yes", "one"), ("gathering.yes", "99")):
        invited.sandbox.click("anne", action_id, channel=CHANNEL, value=value, force=True)
        assert "/spire meetings" in own(invited, "anne")


def test_a_form_that_slack_does_not_open_in_time_says_that_nothing_happened(planned: House) -> None:
    planned.sandbox.fault("500", "views.open", times=1)
    answer = planned.sandbox.command("mette", CHANNEL, "/pizza", "i personalestuen")
    assert answer.status == 200
    assert "Der er ikke sket noget" in words(answer.shown)


def test_a_private_answer_that_fails_undoes_nothing(invited: House) -> None:
    invited.sandbox.fault("500", "response_url", times=1)
    assert click(invited, "anne", "yes").status == 200
    assert rows(select(attendee.c.answer)) == [("yes",)]


def test_a_slow_slack_does_not_hold_the_answer_for_more_than_its_deadline(invited: House) -> None:
    invited.sandbox.fault("slow", "response_url", times=1, delay=8)
    answer = click(invited, "anne", "yes")
    assert answer.status == 200
    assert answer.ms < 2500


# --- what is coming, and handing over


def test_meetings_lists_what_is_coming_with_answers_for_all_and_steering_for_organisers(invited: House) -> None:
    invited.plan(words="Udkast i kantinen")
    invited.sandbox.close_view("mette")
    seen = invited.sandbox.command("anne", CHANNEL, "/spire", "meetings").shown
    assert seen is not None
    assert buttons(seen) == ["gathering.yes", "gathering.maybe", "gathering.no"]
    assert "Udkast" not in words(seen)
    steered = invited.sandbox.command("mette", CHANNEL, "/spire", "meetings").shown
    assert steered is not None
    assert "gathering.invite" in buttons(steered)


def test_a_deputy_may_do_what_the_organiser_may(invited: House) -> None:
    invited.sandbox.command("mette", CHANNEL, "/spire", "deputy")
    invited.sandbox.submit("mette", {"deputy": "U0ANNE"})
    seen = invited.sandbox.command("anne", CHANNEL, "/spire", "meetings").shown
    assert seen is not None
    assert "gathering.edit" in buttons(seen)
    click(invited, "anne", "cancel")
    assert rows(select(gathering.c.state)) == [("cancelled",)]


def test_handing_over_moves_the_role_and_the_meetings(invited: House) -> None:
    invited.sandbox.command("mette", CHANNEL, "/spire", "handover")
    answer = invited.sandbox.submit("mette", {"taker": "U0ANNE"})
    assert "Ét møde fulgte med" in words(answer.shown)
    invited.settle()
    assert "Du er nu tovholder" in words(invited.sandbox.direct("anne")[-1])
    assert "<@U0ANNE> er tovholder for mødet nu" in words(invited.sandbox.direct("mette")[0])
    assert "<@U0ANNE>" in words(invited.sandbox.command("mette", CHANNEL, "/pizza", "igen i kantinen").shown)
    assert rows(select(gathering.c.organiser)) == [("U0ANNE",)]


def test_every_message_and_view_of_a_whole_story_is_valid_for_slack(invited: House) -> None:
    slack_validate = pytest.importorskip("slack_validate", reason="the independent check lies in shared/ beside the project")
    click(invited, "anne", "yes")
    click(invited, "mette", "edit", "dm")
    invited.sandbox.submit("mette", {"place": "kantinen & <stuen>"})
    starts_at = rows(select(gathering.c.starts_at))[0].starts_at
    invited.travel(starts_at + timedelta(days=1))
    checked = 0
    for call in invited.sandbox.calls():
        request = call["request"] if isinstance(call["request"], dict) else {}
        kind = {"chat.postMessage": "message", "chat.update": "message", "views.open": "modal", "views.update": "modal"}.get(call["method"])
        payload = request.get("view") if kind == "modal" else request
        if kind and payload:
            found = [issue for issue in slack_validate.check(kind, payload) if issue.level == "error"]
            assert found == [], call["method"]
            checked += 1
    assert checked >= 10


def test_the_log_of_the_database_holds_no_words_of_people(invited: House) -> None:
    click(invited, "anne", "yes")
    invited.settle()
    with store.reading() as db:
        for table in ("log", "outgoing", "due", "inbound"):
            for row in db.execute(text(f"SELECT * FROM {table}")):
                assert "personalestuen" not in str(row)
                assert "Pizza" not in str(row)
