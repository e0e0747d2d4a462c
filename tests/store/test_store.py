"""Transactions: one decides at a time, all or nothing, moments in UTC, and no values in an error."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot import store
from bot.store import news
from bot.store.tables import due, inbound, organiser, person, worker

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def count() -> int:
    with store.reading() as db:
        return db.execute(text("SELECT COUNT(*) FROM worker")).scalar_one()


def together(*work: Callable[[], None]) -> None:
    """Run all at once; the first failure is raised."""
    failed: list[BaseException] = []

    def safely(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=safely, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_a_row_with_the_same_key_is_new_only_once(connected: None) -> None:
    with store.transaction() as db:
        assert [store.insert_new(db, worker, name="a", beat_at=NOON) for _ in range(2)] == [True, False]
    with store.transaction() as db:
        assert not store.insert_new(db, worker, name="a", beat_at=NOON + timedelta(days=1))
        assert db.execute(select(worker.c.beat_at)).scalar_one() == NOON


def test_of_two_who_insert_the_same_key_at_once_one_is_first(connected: None) -> None:
    ready, fresh = threading.Barrier(4), []

    def put() -> None:
        ready.wait()
        with store.transaction() as db:
            fresh.append(store.insert_new(db, inbound, key="event:Ev1", at=NOON))

    together(*[put] * 4)
    assert sorted(fresh) == [False, False, False, True]


def test_what_fails_leaves_nothing_behind(connected: None) -> None:
    with suppress(ZeroDivisionError), store.transaction() as db:
        store.insert_new(db, worker, name="a", beat_at=NOON)
        raise ZeroDivisionError
    assert count() == 0
    with store.transaction() as db:
        store.insert_new(db, worker, name="a", beat_at=NOON)
    assert count() == 1


def test_reading_writes_nothing(connected: None) -> None:
    with store.reading() as db:
        db.execute(insert(worker).values(name="a", beat_at=NOON))
    assert count() == 0


@pytest.mark.parametrize("moment", [NOON, NOON.astimezone(ZoneInfo("America/Nuuk")), NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))])
def test_moments_come_back_aware_and_in_utc(connected: None, moment: datetime) -> None:
    with store.transaction() as db:
        store.insert_new(db, due, key="k", kind="x", subject=1, due_at=moment, too_late_at=moment)
        row = db.execute(select(due.c.due_at, due.c.done_at)).one()
    assert (row.due_at, row.due_at.tzinfo, row.done_at) == (NOON, UTC, None)


def test_moments_are_compared_as_moments_whatever_their_zone(connected: None) -> None:
    with store.transaction() as db:
        store.insert_new(db, due, key="k", kind="x", subject=1, due_at=NOON, too_late_at=NOON)
        later, earlier = (NOON + timedelta(microseconds=difference) for difference in (1, -1))
        found = [
            db.execute(select(due.c.id).where(due.c.due_at <= one.astimezone(ZoneInfo("America/Nuuk")))).scalar() for one in (earlier, NOON, later)
        ]
    assert found == [None, 1, 1]


def test_one_decides_at_a_time_on_sqlite(sqlite_url: str) -> None:
    store.connect(sqlite_url)
    inside, overlapped, ready = [], [], threading.Barrier(2)

    def decide() -> None:
        ready.wait()
        for number in range(20):
            with store.transaction() as db:
                overlapped.append(bool(inside))
                inside.append(number)
                taken = db.execute(text("SELECT COUNT(*) FROM worker")).scalar_one()
                db.execute(insert(worker).values(name=f"{taken}", beat_at=NOON))  # the same number twice would break the key
                inside.clear()

    together(decide, decide)
    assert (count(), overlapped) == (40, [False] * 40)
    store.close()


def test_another_process_cannot_begin_to_decide_meanwhile_on_sqlite(sqlite_url: str) -> None:
    store.connect(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)) as other:
        with store.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        with store.reading() as db:
            db.execute(text("SELECT 1"))
            other.execute("BEGIN IMMEDIATE")
    store.close()


def test_a_locked_row_is_decided_on_by_one_at_a_time(connected: None) -> None:
    """The same on both databases: what is counted under a lock stays true until it is written."""
    with store.transaction() as db:
        db.execute(insert(worker).values(name="parent", beat_at=NOON))
    ready = threading.Barrier(4)

    def decide() -> None:
        ready.wait()
        for _ in range(5):
            with store.transaction() as db:
                db.execute(select(worker.c.name).where(worker.c.name == "parent").with_for_update())
                taken = db.execute(text("SELECT COUNT(*) FROM worker")).scalar_one()
                db.execute(insert(worker).values(name=f"child {taken}", beat_at=NOON))

    together(*[decide] * 4)
    assert count() == 21


def test_an_error_of_the_database_shows_nobodys_words(connected: None) -> None:
    words = "Fru Jensens prøvesvar"
    with store.transaction() as db:
        db.execute(insert(person).values(user_id="U1"))
    with pytest.raises(IntegrityError) as refused, store.transaction() as db:
        db.execute(insert(person).values(user_id="U1", allergies=words))
    assert words not in f"{refused.value}{refused.value!r}"
    with pytest.raises(DBAPIError) as wrong, store.reading() as db:
        db.execute(text("SELECT no_such_column FROM person WHERE allergies = :words"), {"words": words})
    assert words not in str(wrong.value)


def test_sqlite_keeps_its_promises(sqlite_url: str) -> None:
    store.connect(sqlite_url)
    with store.reading() as db:
        kept = [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")]
    assert kept == ["wal", 2, 15000, 1]
    with pytest.raises(IntegrityError), store.transaction() as db:
        db.execute(insert(organiser).values(department_id=99, user_id="U1"))
    store.close()


def test_the_database_answers_or_it_does_not(connected: None) -> None:
    assert store.reachable()
    store.connect("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        store.reachable()


def test_without_a_database_there_is_a_word_for_what_is_missing() -> None:
    store.close()
    with pytest.raises(RuntimeError, match=r"store\.connect"):
        store.engine()


def test_news_is_told_when_it_is_committed_and_never_before(connected: None) -> None:
    before = news.count()
    with store.transaction() as db:
        news.mark(db)
        assert news.count() == before
    assert news.count() == before + 1
    with store.transaction():
        pass
    assert news.count() == before + 1


def test_what_was_rolled_back_is_no_news_for_the_next_who_gets_the_connection(connected: None) -> None:
    before = news.count()
    with suppress(ZeroDivisionError), store.transaction() as db:
        news.mark(db)
        raise ZeroDivisionError
    with store.transaction():
        pass
    assert news.count() == before


def test_who_waits_for_news_is_woken_at_once_and_gives_up_in_time() -> None:
    woken = threading.Event()
    seen = news.count()

    def wait() -> None:
        news.wait(seen, 10)
        woken.set()

    sleeper = threading.Thread(target=wait)
    sleeper.start()
    news.tell()
    assert woken.wait(2)
    sleeper.join()
    begun = datetime.now(UTC)
    news.wait(news.count(), 0.05)
    assert datetime.now(UTC) - begun >= timedelta(seconds=0.04)
    news.wait(seen, 10)
