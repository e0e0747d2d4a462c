"""Gatherings and who answered."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.ids import DepartmentId, GatheringId, UserId
from bot.rules.department import Department
from bot.rules.gathering import Attendee, Before, Gathering, Plan
from bot.store import department as departments
from bot.store import insert_new
from bot.store.tables import attendee, gathering

_BY_ID = select(gathering).where(gathering.c.id == bindparam("id"))
_BY_ID_LOCKED = _BY_ID.with_for_update()
_BY_DRAFT = select(gathering.c.id).where(gathering.c.draft == bindparam("draft"))
_LATER = select(gathering).where(gathering.c.starts_at > bindparam("now")).order_by(gathering.c.starts_at, gathering.c.id).limit(bindparam("number"))
_COMING = _LATER.where(gathering.c.department_id == bindparam("department_id"), gathering.c.state != "cancelled")
_MINE = select(attendee.c.gathering_id).where(attendee.c.user_id == bindparam("user_id"), attendee.c.answer.in_(("yes", "maybe", "waiting")))
_OF_PERSON = _LATER.where(gathering.c.id.in_(_MINE), gathering.c.state == "invited")
_IN_ORDER = select(attendee).order_by(attendee.c.answered_at, attendee.c.user_id)
_ATTENDEES = _IN_ORDER.where(attendee.c.gathering_id == bindparam("id"))
_ATTENDEES_OF = _IN_ORDER.where(attendee.c.gathering_id.in_(bindparam("ids", expanding=True)))
_CHANGE = update(gathering).where(gathering.c.id == bindparam("which"))
_REPLY = update(attendee).where(attendee.c.gathering_id == bindparam("which"), attendee.c.user_id == bindparam("whose"))
_OTHER_REPLY = _REPLY.where(attendee.c.answer != bindparam("reply"))


def get(db: Connection, gathering_id: GatheringId) -> Gathering | None:
    row = db.execute(_BY_ID, {"id": gathering_id}).one_or_none()
    return _read(row, departments.get(db, row.department_id)) if row else None


def locked(db: Connection, gathering_id: GatheringId) -> Gathering | None:
    """The gathering, its row locked: seats are counted and given away by one at a time (SQLite: the whole transaction is)."""
    row = db.execute(_BY_ID_LOCKED, {"id": gathering_id}).one_or_none()
    return _read(row, departments.get(db, row.department_id)) if row else None


def by_draft(db: Connection, draft: str) -> Gathering | None:
    found = db.execute(_BY_DRAFT, {"draft": draft}).scalar()
    return get(db, GatheringId(found)) if found else None


def coming(db: Connection, there: Department, now: datetime, number: int) -> list[Gathering]:
    """Drafts and invited meetings of a department that have not begun, the next one first."""
    return [_read(row, there) for row in db.execute(_COMING, {"department_id": there.id, "now": now, "number": number})]


def of_person(db: Connection, user_id: UserId, now: datetime, number: int) -> list[Gathering]:
    """The next meetings somebody comes or may come to, or waits for, in any department."""
    rows = db.execute(_OF_PERSON, {"user_id": user_id, "now": now, "number": number}).all()
    return [_read(row, departments.get(db, row.department_id)) for row in rows]


def titles(db: Connection, gathering_ids: list[int]) -> dict[int, str]:
    """What the meetings are called."""
    return {row.id: row.title for row in db.execute(select(gathering.c.id, gathering.c.title).where(gathering.c.id.in_(set(gathering_ids))))}


def create(db: Connection, department_id: DepartmentId, draft: str, plan: Plan, organiser: UserId, now: datetime) -> GatheringId | None:
    """A new draft, or None when this form made one already."""
    fresh = insert_new(
        db, gathering, department_id=department_id, draft=draft, organiser=organiser, state="draft", sequence=0, changed_at=now, **asdict(plan)
    )
    return GatheringId(db.execute(_BY_DRAFT, {"draft": draft}).scalar_one()) if fresh else None


def change(db: Connection, old: Gathering, before: Before | None, now: datetime, *, plan: Plan | None = None, state: str | None = None) -> None:
    """Write a change and what undo would bring back (None: nothing); the sequence goes up."""
    kept = None if before is None else {**asdict(before.plan), "starts_at": before.plan.starts_at.isoformat(), "state": before.state}
    values = {"before": kept, "changed_at": now, "sequence": old.sequence + 1, "state": state or old.state, **asdict(plan or old.plan)}
    db.execute(_CHANGE, {"which": old.id, **values})


def restore(db: Connection, changed: Gathering, before: Before, now: datetime) -> None:
    """Undo: as it was, with a sequence of its own."""
    values = {"before": None, "changed_at": now, "sequence": changed.sequence + 1, "state": before.state, **asdict(before.plan)}
    db.execute(_CHANGE, {"which": changed.id, **values})


def hand_over(db: Connection, department_id: DepartmentId, giver: UserId, taker: UserId, since: datetime) -> list[Gathering]:
    """Meetings of `giver` that start after `since`, are not cancelled, and of which nobody said who came, get a new organiser."""
    mine = (
        gathering.c.department_id == department_id,
        gathering.c.organiser == giver,
        gathering.c.attended_at.is_(None),
        gathering.c.starts_at > since,
        gathering.c.state != "cancelled",
    )
    there = departments.get(db, department_id)
    rows = db.execute(update(gathering).where(*mine).values(organiser=taker).returning(gathering))
    return sorted((_read(row, there) for row in rows), key=lambda one: one.id)


def attended(db: Connection, gathering_id: GatheringId, came: list[UserId], now: datetime) -> None:
    """Who came; people who never answered are written down too."""
    for user_id in came:
        insert_new(db, attendee, gathering_id=gathering_id, user_id=user_id, answer="none", guests=0, answered_at=now)
    db.execute(update(attendee).where(attendee.c.gathering_id == gathering_id).values(came=attendee.c.user_id.in_(came)))
    db.execute(_CHANGE, {"which": gathering_id, "attended_at": now})


def attendees(db: Connection, gathering_id: GatheringId) -> list[Attendee]:
    """All who answered, in the order of their answers."""
    return [_attendee(row) for row in db.execute(_ATTENDEES, {"id": gathering_id})]


def attendees_by_gathering(db: Connection, gathering_ids: list[GatheringId]) -> dict[GatheringId, list[Attendee]]:
    """The same for several at once: a list of meetings costs one query, however long it is."""
    found: dict[GatheringId, list[Attendee]] = {one: [] for one in gathering_ids}
    for row in db.execute(_ATTENDEES_OF, {"ids": gathering_ids}):
        found[row.gathering_id].append(_attendee(row))
    return found


def put_reply(db: Connection, gathering_id: GatheringId, user_id: UserId, reply: str, guests: int, now: datetime) -> None:
    """Write somebody's answer; the moment of an unchanged one stays, so that nobody loses their place in the line by clicking twice."""
    if insert_new(db, attendee, gathering_id=gathering_id, user_id=user_id, answer=reply, guests=guests, answered_at=now):
        return
    mine = {"which": gathering_id, "whose": user_id}
    db.execute(_OTHER_REPLY, {**mine, "reply": reply, "answered_at": now})
    db.execute(_REPLY, {**mine, "answer": reply, "guests": guests})


def put_meal(db: Connection, gathering_id: GatheringId, user_id: UserId, meal: str | None, allergies: str) -> None:
    db.execute(_REPLY, {"which": gathering_id, "whose": user_id, "meal": meal, "allergies": allergies})


def forget_meals(db: Connection, gathering_id: GatheringId) -> None:
    """The day after: what people eat is deleted."""
    db.execute(update(attendee).where(attendee.c.gathering_id == gathering_id).values(meal=None, allergies=None))


def _read(row: Row[Any], there: Department) -> Gathering:
    plan = Plan(row.title, row.place, row.message, row.starts_at, row.minutes, row.seats)
    return Gathering(row.id, there, plan, row.organiser, row.state, row.sequence, _before(row.before), row.changed_at, row.attended_at)


def _before(kept: dict[str, Any] | None) -> Before | None:
    if kept is None:
        return None
    plan = Plan(kept["title"], kept["place"], kept["message"], datetime.fromisoformat(kept["starts_at"]), kept["minutes"], kept["seats"])
    return Before(kept["state"], plan)


def _attendee(row: Row[Any]) -> Attendee:
    meal = None if row.meal is None else tuple(row.meal.split())
    return Attendee(row.user_id, row.answer, row.guests, row.answered_at, meal, row.allergies or "", row.came)
