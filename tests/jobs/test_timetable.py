"""The timetable, and the worker that goes round."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock, store
from bot.store import inbound, tables
from bot.store import worker as workers
from jobs import ask, directory, people, step
from jobs import worker as rounds
from jobs.__main__ import forget_doubles, timetable
from jobs.worker import THREADS, Worker
from tests.conftest import wait_until
from tests.jobs.conftest import Office


def test_these_are_all_the_triggers_there_are(office: Office) -> None:
    worker = Worker(office.slack, "da")
    scheduler = timetable(worker, office.slack)
    jobs = [(job.id, job.func, str(job.trigger), job.args) for job in scheduler.get_jobs()]
    assert jobs == [
        ("steps", step.run, "interval[0:00:05]", ()),
        ("beat", worker.beat, "interval[0:00:05]", ()),
        ("people", people.read, "interval[0:01:00]", (office.slack,)),
        ("directory", directory.ask, "interval[0:10:00]", ()),
        ("ask", ask.audit, "interval[0:10:00]", ()),
        ("inbound", forget_doubles, "interval[1:00:00]", ()),
    ]
    scheduler.start(paused=True)
    assert {(job.coalesce, job.misfire_grace_time, job.max_instances) for job in scheduler.get_jobs()} == {(True, None, 1)}
    assert scheduler.timezone.utcoffset(None) == timedelta(0)
    scheduler.shutdown(wait=False)


def test_old_doubles_are_forgotten(office: Office) -> None:
    with store.transaction() as db:
        inbound.is_new(db, "old", clock.now() - inbound.KEPT - timedelta(seconds=1))
        inbound.is_new(db, "young", clock.now())
    forget_doubles()
    with store.reading() as db:
        assert db.execute(select(tables.inbound.c.key)).scalars().all() == ["young"]


def test_a_worker_sends_what_is_queued_at_once_and_stops_when_told(any_office: Office) -> None:
    worker = Worker(any_office.slack, "da")
    worker.start()
    assert len(worker._threads) == THREADS
    for number in range(12):
        any_office.queue(f"{number}", ("C0MEDICIN", "U0ANNE", "U0METTE")[number % 3], kind="department.handed_over")
    wait_until(lambda: any_office.unfinished() == 0)
    assert (any_office.keys(), any_office.keys("dm"), any_office.keys("dm", "mette")) == (
        ["0", "3", "6", "9"],
        ["1", "4", "7", "10"],
        ["2", "5", "8", "11"],
    )
    begun = time.monotonic()
    worker.stop()
    assert time.monotonic() - begun < 2
    assert not any(thread.is_alive() for thread in worker._threads)
    any_office.queue("after")
    assert any_office.unfinished() == 1


def test_a_worker_says_that_it_is_alive_for_as_long_as_every_thread_goes_round(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(office.slack, "da", threads=2)
    worker.start()
    worker.beat()
    with store.reading() as db:
        assert workers.alive(db, clock.real())
        assert db.execute(select(tables.worker.c.name)).scalars().all() == [worker.name]
    worker.stop()
    monkeypatch.setattr(rounds, "STUCK_AFTER", 0.0)  # configuration: a minute otherwise
    assert not worker.alive()
    with store.transaction() as db:
        db.execute(tables.worker.delete())
    worker.beat()
    with store.reading() as db:
        assert not workers.alive(db, clock.real())


def test_a_database_that_goes_away_for_a_moment_does_not_end_the_loop(office: Office, sqlite_url: str) -> None:
    worker = Worker(office.slack, "da", threads=1)
    worker.start()
    store.close()
    for _ in range(2):  # a round that fails, and the one after it
        since = max(worker._went_round.values())
        wait_until(lambda since=since: max(worker._went_round.values()) > since)  # type: ignore[misc]
    store.connect(sqlite_url)
    letter = office.queue("a")
    wait_until(lambda: office.row(letter).state == "sent")
    worker.stop()
