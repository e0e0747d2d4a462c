"""Due steps: done once, skipped when too late, ended when broken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import clock, store
from bot.actions import attendee
from bot.actions import step as steps
from bot.actions.step import STEPS
from bot.ids import UserId
from bot.store import due, outgoing, tables
from bot.store import gathering as gatherings
from jobs import step
from tests.jobs.conftest import METTE, Office


@pytest.fixture(autouse=True)
def back_from_travels() -> Iterator[None]:
    yield
    clock.travel(timedelta(0))


def travel(seconds_after: float, moment: Any) -> None:
    clock.travel(moment - clock.real() + timedelta(seconds=seconds_after))


def planned() -> dict[str, Any]:
    """Open steps by kind."""
    with store.reading() as db:
        return {row.kind: row for row in db.execute(select(tables.due).where(tables.due.c.done_at.is_(None)))}


def letters(kind: str) -> list[str]:
    with store.reading() as db:
        rows = db.execute(select(tables.outgoing.c.recipient).where(tables.outgoing.c.kind == kind).order_by(tables.outgoing.c.id))
        return [row.recipient for row in rows]


def answered(office: Office) -> int:
    """A meeting that two come to, one perhaps, and one not."""
    meeting = office.meeting()
    with store.transaction() as db:
        for user_id, wish in (("U0ANNE", "yes"), ("U0JONAS", "maybe"), ("U0PETER", "no"), ("U0FATIMA", "yes")):
            attendee.reply(db, meeting, UserId(user_id), wish, clock.now())
    return meeting


def test_when_its_moment_comes_a_step_is_done_once(any_office: Office) -> None:
    answered(any_office)
    step.run()
    assert letters("gathering.reminder") == []
    travel(1, planned()["gathering.remind"].due_at)
    step.run()
    step.run()
    assert sorted(letters("gathering.reminder")) == ["U0ANNE", "U0FATIMA", "U0JONAS"]
    assert letters("gathering.order") == [METTE]
    assert "gathering.remind" not in planned()


def test_the_same_reminder_planned_anew_does_not_write_twice(office: Office) -> None:
    meeting = answered(office)
    remind = planned()["gathering.remind"]
    travel(1, remind.due_at)
    step.run()
    with store.transaction() as db:
        due.plan(db, "again", "gathering.remind", meeting, remind.due_at, remind.too_late_at)
    step.run()
    assert len(letters("gathering.reminder")) == 3


def test_a_step_that_comes_too_late_is_skipped_with_its_reason(any_office: Office) -> None:
    answered(any_office)
    travel(0, planned()["gathering.remind"].too_late_at)
    step.run()
    assert letters("gathering.reminder") == []
    assert ("gathering.remind", "skipped", "reason-too-late") in any_office.log()


def test_after_the_meeting_the_organiser_is_asked_and_what_people_ate_is_forgotten(office: Office) -> None:
    meeting = answered(office)
    with store.transaction() as db:
        attendee.tell(db, meeting, UserId("U0ANNE"), 0, ["vegan"], "nødder", False, clock.now())
    travel(1, max(one.due_at for one in planned().values()))
    step.run()
    assert letters("gathering.attendance") == [METTE]
    with store.reading() as db:
        assert {(one.meal, one.allergies) for one in gatherings.attendees(db, meeting)} == {(None, "")}
    assert planned() == {}


def test_a_step_about_something_that_is_gone_is_simply_done(office: Office) -> None:
    with store.transaction() as db:
        due.plan(db, "a", "gathering.remind", 99, clock.now(), clock.now() + timedelta(days=1))
    step.run()
    assert (planned(), office.log()) == ({}, [])


def broken(*_: Any) -> None:
    raise ZeroDivisionError


def test_a_step_with_a_bug_ends_as_failed_and_holds_up_no_other(any_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = answered(any_office)
    monkeypatch.setitem(STEPS, "gathering.remind", broken)
    with store.transaction() as db:
        due.plan(db, "behind", "gathering.attendance", meeting, clock.now() + timedelta(days=29), clock.now() + timedelta(days=60))
        due.plan(db, "unknown", "of.tomorrow", meeting, clock.now(), clock.now() + timedelta(days=60))
        due.plan(db, "first", "gathering.remind", meeting, clock.now(), clock.now() + timedelta(days=60))
    step.run()
    travel(1, planned()["gathering.attendance"].due_at)
    step.run()
    assert any_office.log().count(("gathering.remind", "failed", "reason-bug")) >= 1
    assert ("of.tomorrow", "failed", "reason-bug") in any_office.log()
    assert letters("gathering.attendance") == [METTE]


def test_what_a_broken_step_wrote_is_taken_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = answered(office)

    def half(db: Any, gathering: Any, due_at: Any, _now: Any) -> None:
        outgoing.queue(db, "half", "gathering.order", gathering.id, METTE, due_at, due_at)
        raise ZeroDivisionError

    monkeypatch.setitem(STEPS, "gathering.remind", half)
    with store.transaction() as db:
        due.plan(db, "a", "gathering.remind", meeting, clock.now(), clock.now() + timedelta(days=1))
    step.run()
    with store.reading() as db:
        assert outgoing.find(db, "half") is None


def test_two_workers_that_meet_the_same_broken_step_fail_that_one_only_and_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = answered(office)
    monkeypatch.setitem(STEPS, "gathering.remind", broken)
    with store.transaction() as db:
        due.plan(db, "broken", "gathering.remind", meeting, clock.now(), clock.now() + timedelta(days=1))
        due.plan(db, "healthy", "gathering.attendance", meeting, clock.now(), clock.now() + timedelta(days=1))
    met = []
    for _ in range(2):  # both before either writes that it failed
        with pytest.raises(steps.Broken) as error, store.transaction() as db:
            steps.take_next(db, clock.now())
        met.append(error.value.step)
    for one in met:
        with store.transaction() as db:
            steps.fail(db, one, clock.now())
    step.run()
    assert office.log().count(("gathering.remind", "failed", "reason-bug")) == 1
    assert letters("gathering.attendance") == [METTE]


def test_a_database_in_trouble_fails_no_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trouble is played, since a real one would strike the test too."""
    meeting = answered(office)

    def away(*_: Any) -> None:
        raise OperationalError("SELECT", {}, Exception())

    real = STEPS["gathering.attendance"]
    monkeypatch.setitem(STEPS, "gathering.attendance", away)
    with store.transaction() as db:
        due.plan(db, "a", "gathering.attendance", meeting, clock.now(), clock.now() + timedelta(days=1))
    with pytest.raises(OperationalError):
        step.run()
    monkeypatch.setitem(STEPS, "gathering.attendance", real)
    step.run()
    assert letters("gathering.attendance") == [METTE]
