"""Who is at work, and what the log and people tables give back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot import store
from bot.ids import ChannelId, UserId
from bot.rules.calendar import WorkingDays
from bot.store import department, log, person, tables, worker

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Oslo")


def test_any_worker_who_said_so_lately_is_enough(connected: None) -> None:
    with store.transaction() as db:
        assert not worker.alive(db, NOW)
        worker.beat(db, "a", NOW)
        worker.beat(db, "b", NOW + timedelta(seconds=10))
        worker.beat(db, "a", NOW + timedelta(seconds=5))
        assert [worker.alive(db, NOW + timedelta(seconds=seconds)) for seconds in (10, 39, 40)] == [True, True, False]


def test_a_worker_that_was_silent_for_a_day_is_forgotten(connected: None) -> None:
    with store.transaction() as db:
        worker.beat(db, "old", NOW)
        worker.beat(db, "new", NOW + timedelta(days=1, seconds=1))
        assert db.execute(select(tables.worker.c.name)).scalars().all() == ["new"]


def test_somebody_we_never_met_is_a_person_too(connected: None) -> None:
    with store.transaction() as db:
        assert person.get(db, UserId("U1")) == person.Person(UserId("U1"), None, None, None, "")
        person.change(db, UserId("U1"), language="nb")
        person.change(db, UserId("U1"), meal="vegan", allergies="nødder")
        assert person.get(db, UserId("U1")) == person.Person(UserId("U1"), "nb", None, "vegan", "nødder")
        assert person.direct_channel(db, "U1") is None
        person.opened(db, "U1", ChannelId("D1"))
        person.opened(db, "U1", ChannelId("D2"))
        assert person.direct_channel(db, "U1") == "D2"
        db.execute(update(tables.person).values(language="sv"))
        assert person.get(db, UserId("U1")).language is None


def put(channel: str, name: str, coffee: time | None = None, closed: frozenset[tuple[int, int]] = frozenset()) -> int:
    days = WorkingDays(frozenset({1, 3, 5}), closed, ZONE)
    with store.transaction() as db:
        return department.put(db, ChannelId(channel), name=name, hospital="H", language="nb", zone=ZONE.key, days=days, coffee=coffee)


def test_a_department_comes_back_as_it_was_written_and_its_channel_has_one(connected: None) -> None:
    first = put("C1", "Før", time(9, 30), frozenset({(12, 24), (5, 1)}))
    assert put("C2", "Anden") != first
    assert put("C1", "Efter") == first
    with store.reading() as db:
        there = department.by_channel(db, ChannelId("C1"))
        assert there is not None
        assert (there.id, there.name, there.language, there.zone, there.coffee_break) == (first, "Efter", "nb", ZONE, None)
        assert there.working_days == WorkingDays(frozenset({1, 3, 5}), frozenset(), ZONE)
        assert department.by_channel(db, ChannelId("C9")) is None
        assert [one.name for one in department.every(db)] == ["Efter", "Anden"]
    put("C1", "Før", time(9, 30), frozenset({(12, 24), (5, 1)}))
    with store.reading() as db:
        there = department.get(db, department.every(db)[0].id)
        assert (there.coffee_break, there.working_days.closing_days) == (time(9, 30), frozenset({(12, 24), (5, 1)}))


def test_who_stays_an_organiser_keeps_their_deputy(connected: None) -> None:
    put("C1", "A")
    with store.transaction() as db:
        there = department.every(db)[0]
        department.set_organisers(db, there.id, [UserId("U1"), UserId("U2")])
        department.set_deputy(db, there.id, UserId("U1"), UserId("U9"))
        department.set_organisers(db, there.id, [UserId("U3"), UserId("U1")])
        assert [(one.user_id, one.deputy) for one in department.organisers(db, there.id)] == [("U1", "U9"), ("U3", None)]
        assert [[one.id for one in department.organised_by(db, UserId(user))] for user in ("U1", "U9", "U2")] == [[there.id], [there.id], []]


def test_the_log_shows_the_latest_of_these_departments_newest_first(connected: None) -> None:
    put("C1", "A")
    put("C2", "B")
    with store.transaction() as db:
        mine, other = department.every(db)
        for number in range(3):
            log.write(db, NOW + timedelta(minutes=number), "sent", kind="k", subject=number, department=mine.id, recipient="C1", reason=None)
        log.write(db, NOW, "failed", kind="k", subject=9, department=other.id, reason="reason-bug")
        assert [entry.subject for entry in log.latest(db, [mine.id], 2)] == [2, 1]
        assert [entry.subject for entry in log.latest(db, [mine.id, other.id])] == [9, 2, 1, 0]
        newest = log.latest(db, [other.id])[0]
        assert (newest.at, newest.kind, newest.outcome, newest.reason, newest.recipient) == (NOW, "k", "failed", "reason-bug", None)
