"""Mentors: what people are looking for, and the two of a mentorship."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, update

from bot.ids import DepartmentId, UserId
from bot.rules.mentor import OPEN, Mentorship, Purpose, Request
from bot.store import insert_new
from bot.store.tables import mentor_request as request
from bot.store.tables import mentorship

_OPEN = mentorship.c.state.in_(OPEN)
_JOINED = mentorship.join(request, mentorship.c.request_id == request.c.id)


def put_request(
    db: Connection, draft: str, mentee: UserId, purpose: Purpose, stage: str, wish: str, department: DepartmentId | None, now: datetime
) -> int:
    """The request of a form; the same form twice is one. Returns its number."""
    columns = {"mentee": mentee, "purpose": purpose, "stage": stage, "wish": wish, "department_id": department, "at": now}
    insert_new(db, request, draft=draft, **columns)
    return int(db.execute(select(request.c.id).where(request.c.draft == draft)).scalar_one())


def get_request(db: Connection, number: int, *, lock: bool = False) -> Request | None:
    """`lock`: whoever is asked next is decided one at a time."""
    query = select(request.c.id, request.c.mentee, request.c.purpose, request.c.stage, request.c.wish, request.c.department_id)
    query = query.where(request.c.id == number)
    row = db.execute(query.with_for_update() if lock else query).one_or_none()
    return Request(*row) if row else None


def create(db: Connection, request_id: int, mentor: UserId, now: datetime) -> int | None:
    """A question to a mentor; None when this very request was put to them before."""
    columns = {"proposed": [], "by_mentor": False, "round": 0, "note": "", "changed_at": now}
    if not insert_new(db, mentorship, request_id=request_id, mentor=mentor, state="asked", **columns):
        return None
    mine = (mentorship.c.request_id == request_id, mentorship.c.mentor == mentor)
    return int(db.execute(select(mentorship.c.id).where(*mine)).scalar_one())


def get(db: Connection, number: int, *, lock: bool = False) -> Mentorship | None:
    """`lock`: it is to be changed, and both may be clicking."""
    query = _all().where(mentorship.c.id == number)
    row = db.execute(query.with_for_update(of=mentorship) if lock else query).one_or_none()
    return _read(row) if row else None


def change(db: Connection, number: int, **columns: Any) -> None:
    db.execute(update(mentorship).where(mentorship.c.id == number).values(**columns))


def propose(db: Connection, one: Mentorship, times: list[datetime], *, by_mentor: bool) -> None:
    """The next round of times; an empty list: nothing is proposed any more."""
    change(db, one.id, proposed=[int(time.timestamp()) for time in times], by_mentor=by_mentor, round=one.round + bool(times))


def open_of(db: Connection, user_id: UserId) -> list[Mentorship]:
    """Somebody's open questions and mentorships, on either side, oldest first."""
    mine = or_(mentorship.c.mentor == user_id, request.c.mentee == user_id)
    return [_read(row) for row in db.execute(_all().where(_OPEN, mine).order_by(mentorship.c.id))]


def asked_for(db: Connection, request_id: int) -> Mentorship | None:
    """The open question or mentorship that a request led to."""
    row = db.execute(_all().where(_OPEN, request.c.id == request_id)).first()
    return _read(row) if row else None


def taken(db: Connection) -> dict[str, int]:
    """By mentor: how many places are taken. Ask again after locking the mentor's listing to decide on it."""
    rows = db.execute(select(mentorship.c.mentor, func.count().label("number")).where(_OPEN).group_by(mentorship.c.mentor))
    return {row.mentor: row.number for row in rows}


def passed(db: Connection, mentee: UserId, request_id: int, since: datetime) -> set[str]:
    """Whom not to offer: who is the mentee's mentor or asked already, was asked with this request, or could not after `since`."""
    unable = and_(mentorship.c.state.in_(("declined", "silent")), mentorship.c.changed_at > since)
    query = select(mentorship.c.mentor).select_from(_JOINED).where(request.c.mentee == mentee, or_(_OPEN, unable, request.c.id == request_id))
    return set(db.execute(query).scalars())


def forget(db: Connection, request_id: int) -> None:
    """It is over: nobody's words are kept."""
    db.execute(update(request).where(request.c.id == request_id).values(wish=""))
    db.execute(update(mentorship).where(mentorship.c.request_id == request_id).values(note=""))


def forget_all(db: Connection, mentee: UserId) -> None:
    """The mentee is gone, and with them what they were looking for."""
    db.execute(update(request).where(request.c.mentee == mentee).values(wish=""))


def _all() -> Select[Any]:
    of_request = (request.c.mentee, request.c.purpose, request.c.stage, request.c.wish, request.c.department_id)
    return select(mentorship, *of_request).select_from(_JOINED)


def _read(row: Row[Any]) -> Mentorship:
    return Mentorship(
        id=row.id,
        request=Request(row.request_id, row.mentee, row.purpose, row.stage, row.wish, row.department_id),
        mentor=UserId(row.mentor),
        state=row.state,
        proposed=tuple(datetime.fromtimestamp(time, UTC) for time in row.proposed),
        by_mentor=row.by_mentor,
        round=row.round,
        meets_at=row.meets_at,
        note=row.note,
    )
