"""Due work: the database refuses a second copy, and two workers take two pieces."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot import store
from bot.store import due
from bot.store.due import Due

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def plan(key: str, at: datetime = NOON, kind: str = "gathering.remind", subject: int = 1) -> bool:
    with store.transaction() as db:
        return due.plan(db, key, kind, subject, at, at + HOUR)


def take(now: datetime = NOON) -> Due | None:
    with store.transaction() as db:
        found = due.take(db, now)
        if found:
            due.done(db, found.id, now)
        return found


def test_the_same_piece_is_planned_once_even_after_it_was_done(connected: None) -> None:
    assert [plan("a"), plan("a"), plan("b")] == [True, False, True]
    assert take()
    assert not plan("a")


def test_what_is_due_is_taken_in_order_and_once(connected: None) -> None:
    plan("late", NOON, subject=1)
    plan("early", NOON - HOUR, subject=2)
    plan("also", NOON, subject=3)
    plan("tomorrow", NOON + 24 * HOUR, subject=4)
    taken = [take() for _ in range(4)]
    assert [one and one.subject for one in taken] == [2, 1, 3, None]
    assert taken[0] is not None
    assert (taken[0].kind, taken[0].due_at, taken[0].too_late_at) == ("gathering.remind", NOON - HOUR, NOON)


def test_what_was_taken_and_not_done_comes_again(connected: None) -> None:
    plan("a")
    with suppress(ZeroDivisionError), store.transaction() as db:
        assert due.take(db, NOON)
        raise ZeroDivisionError
    assert take()


def test_dropping_takes_back_what_is_not_done_yet_of_these_kinds_and_this_subject(connected: None) -> None:
    plan("done")
    take()
    plan("mine")
    plan("other kind", kind="gathering.forget")
    plan("other subject", subject=2)
    with store.transaction() as db:
        due.drop(db, ["gathering.remind", "gathering.attendance"], 1)
    assert [(one.kind, one.subject) for one in (take(), take()) if one] == [("gathering.forget", 1), ("gathering.remind", 2)]
    assert take() is None
    assert (plan("done"), plan("mine")) == (False, True)


def test_the_next_moment_is_after_now_and_not_done(connected: None) -> None:
    plan("now", NOON)
    plan("next", NOON + HOUR)
    plan("later", NOON + 2 * HOUR)
    with store.reading() as db:
        assert [due.next_at(db, moment) for moment in (NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR)] == [NOON, NOON + HOUR, NOON + 2 * HOUR, None]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_workers_take_two_pieces_on_postgresql(connected: None) -> None:
    plan("a", subject=1)
    plan("b", subject=2)
    with store.transaction() as one, store.transaction() as two, store.transaction() as three:
        for db in (two, three):
            db.execute(text("SET LOCAL lock_timeout = '2s'"))  # or a worker that waits would wait for ever
        taken = [due.take(db, NOON) for db in (one, two, three)]
    assert [found and found.subject for found in taken] == [1, 2, None]
