"""Turns a meeting can take when several people, late hours and a Slack that is away come together."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import clock, store
from bot.rules.calendar import at
from bot.store.tables import attendee, gathering, outgoing
from tests.conftest import House
from tests.handlers.test_gathering import CHANNEL, buttons, click, in_view, own, post, rows, top, words


@pytest.fixture
def daytime(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """A meeting of three seats, invited at ten on a working Tuesday."""
    house = House(sqlite_url, tmp_path)
    tuesday = clock.now().date() + timedelta(days=1)
    while tuesday.isoweekday() != 2 or (tuesday.month, tuesday.day) in {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}:
        tuesday += timedelta(days=1)
    house.travel(at(tuesday, time(10), house.settings.zone))
    house.set_up()
    house.invite(seats="3")
    yield house
    house.stop()


def start() -> datetime:
    moment: datetime = rows(select(gathering.c.starts_at))[0].starts_at
    return moment


def told(house: House, who: str) -> list[str]:
    return [words(one) for one in house.sandbox.direct(who)]


def move(house: House, value: str, who: str = "mette", channel: str = "dm") -> None:
    click(house, who, "edit", channel)
    house.sandbox.submit(who, {"time": value})
    house.sandbox.close_view(who)


def test_the_organiser_hears_when_a_deputy_cancels_and_the_deputy_does_not(daytime: House) -> None:
    daytime.sandbox.command("mette", CHANNEL, "/spire", "deputy")
    daytime.sandbox.submit("mette", {"deputy": "U0ANNE"})
    daytime.sandbox.close_view("mette")
    click(daytime, "anne", "yes")
    daytime.sandbox.command("anne", CHANNEL, "/spire", "meetings")
    click(daytime, "anne", "cancel")
    daytime.travel(clock.now() + timedelta(minutes=2))
    assert "aflyst" in told(daytime, "mette")[-1]
    assert not any("aflyst" in one for one in told(daytime, "anne"))


def test_a_change_and_back_within_the_minute_tells_nobody(daytime: House) -> None:
    click(daytime, "anne", "yes")
    move(daytime, "17:30")
    move(daytime, "16:30")
    daytime.travel(clock.now() + timedelta(minutes=2))
    assert told(daytime, "anne") == []


def test_a_reworded_message_is_shown_and_nobody_is_written_to(daytime: House) -> None:
    click(daytime, "anne", "yes")
    click(daytime, "mette", "edit", "dm")
    answer = daytime.sandbox.submit("mette", {"message": "Tag en idé med"})
    assert "ingen får" in words(answer.shown)
    daytime.travel(clock.now() + timedelta(minutes=2))
    assert told(daytime, "anne") == []
    assert "Tag en idé med" in words(post(daytime))


def test_news_that_told_nobody_is_replaced_by_the_next(daytime: House) -> None:
    click(daytime, "anne", "yes")
    daytime.sandbox.fault("429", "chat.postMessage", retry_after=1)
    move(daytime, "17:30")
    daytime.travel(clock.now() + timedelta(minutes=5), patience=1)
    click(daytime, "mette", "cancel", "dm")
    daytime.sandbox.no_faults()
    daytime.travel(clock.now() + timedelta(minutes=5))
    said = told(daytime, "anne")
    assert len(said) == 1
    assert "16.30" in said[0]
    assert "17.30–18.30" not in said[0]


def test_letters_about_the_old_day_do_not_go_out_after_a_move(daytime: House) -> None:
    click(daytime, "anne", "yes")
    remind_at = start() - timedelta(days=1, hours=6, minutes=30)
    daytime.travel(remind_at - timedelta(minutes=1))
    daytime.sandbox.fault("429", "chat.postMessage", retry_after=1)
    daytime.travel(remind_at + timedelta(minutes=1), patience=1)
    click(daytime, "mette", "edit", "dm")
    later = (start() + timedelta(days=21)).astimezone(daytime.settings.zone)
    daytime.sandbox.submit("mette", {"date": f"{later:%Y-%m-%d}"})
    daytime.sandbox.no_faults()
    daytime.travel(clock.now() + timedelta(minutes=5))
    assert not any("Husk" in one for one in told(daytime, "anne"))
    assert not any("bestille" in one for one in told(daytime, "mette"))


def test_a_reminder_that_comes_late_waits_for_the_morning(daytime: House) -> None:
    click(daytime, "anne", "yes")
    remind_at = start() - timedelta(days=1, hours=6, minutes=30)
    daytime.travel(remind_at - timedelta(minutes=1))
    daytime.sandbox.fault("429", "chat.postMessage", retry_after=1)
    daytime.travel(remind_at + timedelta(hours=13), patience=1)  # eleven in the evening
    daytime.sandbox.no_faults()
    daytime.settle()
    assert told(daytime, "anne") == []
    daytime.travel(remind_at + timedelta(hours=23))
    sent = rows(select(outgoing.c.state, outgoing.c.settled_at).where(outgoing.c.kind == "gathering.reminder"))[0]
    assert sent.settled_at.astimezone(daytime.settings.zone).time() >= time(7, 30)
    assert "Husk" in told(daytime, "anne")[-1]


def test_a_party_larger_than_the_table_is_refused_and_jams_nobody(daytime: House) -> None:
    for who in ("anne", "jonas", "ingrid", "fatima"):
        click(daytime, who, "yes")
    click(daytime, "fatima", "plate")
    answer = daytime.sandbox.submit("fatima", {"guests": "3"})
    assert "errors" in str(answer.body)
    for who in ("anne", "jonas", "ingrid"):
        click(daytime, who, "no")
    replies = dict(map(tuple, rows(select(attendee.c.user_id, attendee.c.answer))))
    assert replies["U0FATIMA"] == "yes"


def test_a_meeting_that_is_over_can_be_neither_moved_nor_cancelled(daytime: House) -> None:
    daytime.travel(start() + timedelta(days=2))
    before = rows(select(gathering))
    for action in ("edit", "cancel"):
        daytime.sandbox.click("mette", f"gathering.{action}", channel="dm", value="1", force=True)
        assert "er slut" in own(daytime, "mette", "dm")
    assert rows(select(gathering)) == before


def test_who_takes_over_is_asked_who_came(daytime: House) -> None:
    click(daytime, "anne", "yes")
    daytime.travel(start() + timedelta(days=1))
    daytime.sandbox.command("mette", CHANNEL, "/spire", "handover")
    daytime.sandbox.submit("mette", {"taker": "U0JONAS"})
    daytime.settle()
    click(daytime, "jonas", "right", "dm")
    assert rows(select(attendee.c.came).where(attendee.c.user_id == "U0ANNE")) == [(True,)]


def test_when_the_organiser_lost_the_role_the_others_get_the_pizzas(daytime: House) -> None:
    with store.transaction() as db:
        db.execute(update(gathering).values(organiser="U0JONAS"))
    daytime.travel(start() - timedelta(hours=20))
    assert any("bestille" in one for one in told(daytime, "mette"))
    assert not any("bestille" in one for one in told(daytime, "jonas"))


def test_an_invitation_that_is_in_doubt_can_be_posted_again_by_somebody_who_looked(daytime: House) -> None:
    with store.transaction() as db:
        db.execute(update(outgoing).where(outgoing.c.kind == "gathering.invitation").values(state="unsure", reason="slack-missing_scope"))
    daytime.sandbox.click("mette", "gathering.again", channel="dm", value="1", force=True)
    daytime.settle()
    assert len([one for one in daytime.sandbox.seen("anne", CHANNEL) if buttons(one)[:1] == ["gathering.yes"]]) == 2


def test_undo_that_would_overfill_the_table_says_so(daytime: House) -> None:
    for who in ("anne", "jonas", "ingrid"):
        click(daytime, who, "yes")
    click(daytime, "mette", "edit", "dm")
    daytime.sandbox.submit("mette", {"seats": "5"})
    daytime.sandbox.close_view("mette")
    click(daytime, "fatima", "yes")
    daytime.settle()
    click(daytime, "mette", "undo", "dm")
    assert "4 pladser" in own(daytime, "mette", "dm")
    assert rows(select(gathering.c.seats)) == [(5,)]


def test_forms_and_direct_messages_speak_the_departments_language(daytime: House) -> None:
    daytime.set_up(language="nb", channel="kirurgi")
    answer = daytime.plan(channel="kirurgi", words="Pizza i kantinen nå")
    assert "Ingen har fått" in words(answer.shown)
    in_view(daytime, "cancel")
    assert "Utkastet" in words(top(daytime))


def test_a_removed_working_day_moves_the_reminder(daytime: House) -> None:
    click(daytime, "anne", "yes")
    day_before = (start() - timedelta(days=1)).astimezone(daytime.settings.zone)
    kept = [str(number) for number in range(1, 6) if number != day_before.isoweekday()]
    daytime.set_up(weekdays=kept)
    daytime.travel(start() - timedelta(hours=2))
    sent = rows(select(outgoing.c.due_at).where(outgoing.c.kind == "gathering.reminder"))[0].due_at
    assert sent.astimezone(daytime.settings.zone).date() < day_before.date()


def test_a_post_that_cannot_be_drawn_anew_is_not_lost(daytime: House) -> None:
    daytime.sandbox.archive(CHANNEL)
    daytime.sandbox.click("anne", "gathering.yes", channel=CHANNEL, value="1", force=True)
    daytime.settle()
    assert rows(select(outgoing.c.state).where(outgoing.c.kind == "gathering.invitation")) == [("sent",)]
    assert "arkiveret" in told(daytime, "mette")[-1]
    assert "gathering.again" not in buttons(daytime.sandbox.direct("mette")[-1])


def test_another_organiser_sees_who_comes_but_not_who_is_allergic_to_what(daytime: House) -> None:
    daytime.set_up(organisers=["U0METTE", "U0JONAS"])
    click(daytime, "anne", "yes")
    click(daytime, "anne", "plate")
    daytime.sandbox.submit("anne", {"allergies": "nødder"})
    daytime.sandbox.command("jonas", CHANNEL, "/spire", "meetings")
    click(daytime, "jonas", "who", CHANNEL)
    assert "<@U0ANNE>" in words(top(daytime, "jonas"))
    assert "nødder" not in words(top(daytime, "jonas"))
    click(daytime, "mette", "who", "dm")
    assert "nødder" in words(top(daytime))
