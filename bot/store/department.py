"""Departments and who organises there."""

from datetime import time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, delete, insert, or_, select, update

from bot.ids import ChannelId, DepartmentId, UserId
from bot.rules.calendar import WorkingDays
from bot.rules.department import Department, Organiser
from bot.store import insert_new
from bot.store.tables import attendee, department, gathering, organiser

_MOST = 2**31
_BY_CHANNEL = select(department).where(department.c.channel == bindparam("channel"))
_BY_ID = select(department).where(department.c.id == bindparam("id"))
_BY_ID_LOCKED = _BY_ID.with_for_update()
_ORGANISED = select(organiser.c.department_id).where(or_(organiser.c.user_id == bindparam("user_id"), organiser.c.deputy == bindparam("user_id")))
_ORGANISED_BY = select(department).where(department.c.id.in_(_ORGANISED)).order_by(department.c.id)
_ANSWERED = select(gathering.c.department_id).join(attendee).where(attendee.c.user_id == bindparam("user_id"))
_ANSWERED_IN = select(department).where(department.c.id.in_(_ANSWERED)).order_by(department.c.id)
_ORGANISERS = (
    select(organiser.c.user_id, organiser.c.deputy).where(organiser.c.department_id == bindparam("department_id")).order_by(organiser.c.user_id)
)


def by_channel(db: Connection, channel: ChannelId) -> Department | None:
    row = db.execute(_BY_CHANNEL, {"channel": channel}).one_or_none()
    return read(row) if row else None


def get(db: Connection, department_id: DepartmentId) -> Department:
    return read(db.execute(_BY_ID, {"id": department_id}).one())


def locked(db: Connection, department_id: DepartmentId) -> Department:
    """The department, its row locked: roles are given away one at a time."""
    return read(db.execute(_BY_ID_LOCKED, {"id": department_id}).one())


def answered_in(db: Connection, user_id: UserId) -> list[Department]:
    """Where the person has answered an invitation, oldest department first."""
    return [read(row) for row in db.execute(_ANSWERED_IN, {"user_id": user_id})]


def organised_by(db: Connection, user_id: UserId) -> list[Department]:
    """Where the person is an organiser or a deputy, oldest first."""
    return [read(row) for row in db.execute(_ORGANISED_BY, {"user_id": user_id})]


def of(db: Connection, department_id: object, gathering_id: object, channel: object) -> Department | None:
    """The department that a form's or button's ids lead to; ids that are none lead nowhere."""
    query = select(department)
    if isinstance(department_id, int) and 0 < department_id < _MOST:
        query = query.where(department.c.id == department_id)
    elif isinstance(gathering_id, int) and 0 < gathering_id < _MOST:
        query = query.where(department.c.id == select(gathering.c.department_id).where(gathering.c.id == gathering_id).scalar_subquery())
    elif isinstance(channel, str):
        query = query.where(department.c.channel == channel)
    else:
        return None
    row = db.execute(query).one_or_none()
    return read(row) if row else None


def every(db: Connection) -> list[Department]:
    return [read(row) for row in db.execute(select(department).order_by(department.c.id))]


def organisers(db: Connection, department_id: DepartmentId) -> list[Organiser]:
    return [Organiser(*row) for row in db.execute(_ORGANISERS, {"department_id": department_id})]


def put(
    db: Connection, channel: ChannelId, *, name: str, hospital: str, language: str, zone: str, days: WorkingDays, coffee: time | None
) -> DepartmentId:
    """Write the department of a channel, new or again; its row is locked from here on."""
    values = {
        "name": name,
        "hospital": hospital,
        "language": language,
        "time_zone": zone,
        "working_days": "".join(map(str, sorted(days.weekdays))),
        "closing_days": " ".join(f"{month:02}-{day:02}" for month, day in sorted(days.closing_days)),
        "coffee_break": f"{coffee:%H:%M}" if coffee else None,
    }
    insert_new(db, department, channel=channel, **values)
    changed = update(department).where(department.c.channel == channel).values(**values).returning(department.c.id)
    return DepartmentId(db.execute(changed).scalar_one())


def set_organisers(db: Connection, department_id: DepartmentId, user_ids: list[UserId]) -> None:
    """These and no others; who stays keeps their deputy."""
    db.execute(delete(organiser).where(organiser.c.department_id == department_id, organiser.c.user_id.not_in(user_ids)))
    there = {one.user_id for one in organisers(db, department_id)}
    for user_id in user_ids:
        if user_id not in there:
            db.execute(insert(organiser).values(department_id=department_id, user_id=user_id))


def set_deputy(db: Connection, department_id: DepartmentId, user_id: UserId, deputy: UserId | None) -> None:
    db.execute(update(organiser).where(organiser.c.department_id == department_id, organiser.c.user_id == user_id).values(deputy=deputy))


def read(row: Row[Any]) -> Department:
    """A row with the department's columns as a value."""
    days = _working_days(row.working_days, row.closing_days, row.time_zone)
    return Department(
        id=row.id,
        channel=row.channel,
        name=row.name,
        hospital=row.hospital,
        language=row.language,
        zone=days.zone,
        working_days=days,
        coffee_break=time.fromisoformat(row.coffee_break) if row.coffee_break else None,
    )


@lru_cache(256)
def _working_days(weekdays: str, closing_days: str, zone: str) -> WorkingDays:
    closed = frozenset((int(day[:2]), int(day[3:])) for day in closing_days.split())
    return WorkingDays(frozenset(map(int, weekdays)), closed, ZoneInfo(zone))
