"""The directory: hospitals, specialties, who is listed, which environments are linked, and what was learned from clicks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, exists, func, null, select, text, true, update

from bot.ids import UserId
from bot.rules.directory import Absence, Department, Directory, Hospital, Link, Listed
from bot.rules.topic import TOPICS, Example
from bot.store import insert_new
from bot.store.tables import environment, hospital, learned, listing, outgoing, person, specialty

ASKED = "directory.asked"
_NEXT = listing.c.revision + 1
_BY_USER = select(listing).where(listing.c.user_id == bindparam("user_id"))
_BY_USER_LOCKED = _BY_USER.with_for_update()
_LESSONS = select(learned).where(learned.c.taken_back_at.is_(None)).order_by(learned.c.id)
_WAITING = (listing.c.agreed.is_(None), listing.c.user_id.is_not(None), listing.c.active)


def version(db: Connection) -> tuple[int, ...]:
    """Another one after every change of a listing, and when a hospital, a specialty or a link comes or goes; cheap to ask."""
    return tuple(db.execute(_version()).one())


def read(db: Connection, today: date) -> Directory:
    """Everybody who is or was listed, agreed or not."""
    return Directory(
        people=tuple(_listed(row) for row in db.execute(select(listing).order_by(listing.c.key))),
        hospitals=tuple(Hospital(row.id, row.country, row.hub, row.name) for row in db.execute(select(hospital).order_by(hospital.c.id))),
        departments=tuple(Department(row.id, tuple(row.names)) for row in db.execute(select(specialty).order_by(specialty.c.id))),
        links=tuple(
            Link((row.hospital, row.specialty), (row.linked_hospital, row.linked_specialty))
            for row in db.execute(select(environment).order_by(environment.c.hospital, environment.c.specialty))
        ),
        today=today,
    )


def by_user(db: Connection, user_id: UserId, *, lock: bool = False) -> Listed | None:
    """`lock`: to be changed in this transaction, so that no change of somebody else's is lost."""
    row = db.execute(_BY_USER_LOCKED if lock else _BY_USER, {"user_id": user_id}).one_or_none()
    return _listed(row) if row else None


def lock(db: Connection, key: str) -> bool:
    """Hold a listing until this transaction ends, so that somebody's open questions are counted by one at a time; False when there is none."""
    return db.execute(select(listing.c.id).where(listing.c.key == key).with_for_update()).first() is not None


def put_hospital(db: Connection, one: Hospital) -> None:
    columns = {"name": one.name, "country": one.country, "hub": one.hub}
    if not insert_new(db, hospital, id=one.id, **columns):
        db.execute(update(hospital).where(hospital.c.id == one.id).values(**columns))


def put_specialty(db: Connection, one: Department) -> None:
    if not insert_new(db, specialty, id=one.id, names=list(one.names)):
        db.execute(update(specialty).where(specialty.c.id == one.id).values(names=list(one.names)))


def put(db: Connection, one: Listed, now: datetime) -> None:
    """Write a listing, new or changed. Whether they agreed is written for a new one only; who takes over a row has not been asked."""
    columns = _columns(one) | {"changed_at": now}
    if not insert_new(db, listing, key=one.id, agreed=one.agreed, revision=1, **columns):
        db.execute(update(listing).where(listing.c.key == one.id).values(agreed=_still_agreed(one.user_id), revision=_NEXT, **columns))


def put_all(db: Connection, new: Sequence[tuple[Listed, bool | None]], changed: Sequence[Listed], now: datetime, most: int = 500) -> Iterator[int]:
    """The same for many, in portions; yields how many are written. `new` are not there yet, with whether they agreed; `changed` are."""
    rows = [_columns(one) | {"key": one.id, "agreed": agreed, "changed_at": now, "revision": 1} for one, agreed in new]
    for begin in range(0, len(rows), most):
        db.execute(listing.insert(), rows[begin : begin + most])
        yield begin
    if not changed:
        return
    names = [*_columns(changed[0]), "changed_at"]
    values: dict[str, Any] = {name: bindparam(f"its_{name}") for name in names}
    values |= {"agreed": _still_agreed(bindparam("its_user_id")), "revision": _NEXT}
    write = update(listing).where(listing.c.key == bindparam("its_key")).values(values)
    for begin in range(0, len(changed), most):
        portion = ((one.id, _columns(one) | {"changed_at": now}) for one in changed[begin : begin + most])
        db.execute(write, [{"its_key": key} | {f"its_{name}": value for name, value in columns.items()} for key, columns in portion])
        yield len(rows) + begin


def hold(db: Connection) -> None:
    """Nobody else writes a listing until this transaction ends. (On SQLite nobody could anyway.)"""
    if db.dialect.name == "postgresql":
        db.execute(text("LOCK TABLE listing IN SHARE ROW EXCLUSIVE MODE"))


def agree(db: Connection, user_id: UserId, agreed: bool, now: datetime) -> bool:
    """Whether somebody is shown to askers; False when they are not listed."""
    return bool(db.execute(update(listing).where(listing.c.user_id == user_id).values(agreed=agreed, changed_at=now, revision=_NEXT)).rowcount)


def unanswered(db: Connection) -> list[tuple[int, UserId]]:
    """Those who are listed by somebody else, did not say yet whether they want to be, and were not asked: (row, person)."""
    letter = (outgoing.c.kind == ASKED, outgoing.c.subject == listing.c.id, outgoing.c.recipient == listing.c.user_id)
    found = select(listing.c.id, listing.c.user_id).where(*_WAITING, ~exists().where(*letter))
    return [(row.id, UserId(row.user_id)) for row in db.execute(found.order_by(listing.c.id))]


def waiting(db: Connection, number: int) -> Listed | None:
    """Whose answer the letter about this row waits for."""
    row = db.execute(select(listing).where(listing.c.id == number, *_WAITING)).one_or_none()
    return _listed(row) if row else None


def set_absence(db: Connection, user_id: UserId, absence: Absence | None, now: datetime) -> None:
    """Only this, whatever else is being changed."""
    away = _away(absence)
    db.execute(update(listing).where(listing.c.user_id == user_id).values(**away, changed_at=now, revision=_NEXT))


def leave(db: Connection, user_id: UserId, now: datetime) -> bool:
    """Somebody is gone: they get no more questions. False when they were not listed, or gone already."""
    mine = (listing.c.user_id == user_id, listing.c.active)
    return bool(db.execute(update(listing).where(*mine).values(active=False, changed_at=now, revision=_NEXT)).rowcount)


def keep_out_the_gone(db: Connection, now: datetime) -> None:
    """Whoever has left Slack stays away, whatever an old file says."""
    gone = select(person.c.user_id).where(person.c.standing == "gone")
    db.execute(update(listing).where(listing.c.active, listing.c.user_id.in_(gone)).values(active=False, changed_at=now, revision=_NEXT))


def link(db: Connection, links: Iterable[Link]) -> None:
    """Which established environment each emerging one is linked to, instead of what was there."""
    db.execute(environment.delete())
    for one in links:
        (hospital_id, specialty_id), (linked_hospital, linked_specialty) = one.emerging, one.established
        insert_new(db, environment, hospital=hospital_id, specialty=specialty_id, linked_hospital=linked_hospital, linked_specialty=linked_specialty)


def learn(db: Connection, user_id: UserId, example: Example, now: datetime) -> int:
    """Keep what a click showed, instead of what the same person said of the same question before; returns the row."""
    mine = (learned.c.user_id == user_id, learned.c.question == example.text, learned.c.taken_back_at.is_(None))
    db.execute(update(learned).where(*mine).values(taken_back_at=now))
    row = learned.insert().values(user_id=user_id, topic=example.topic, language=example.language, question=example.text, at=now)
    return int(db.execute(row.returning(learned.c.id)).scalar_one())


def take_back(db: Connection, learned_id: int, now: datetime) -> None:
    db.execute(update(learned).where(learned.c.id == learned_id, learned.c.taken_back_at.is_(None)).values(taken_back_at=now))


def learned_version(db: Connection) -> tuple[object, ...]:
    """Another one after every click that was learned or taken back, also when the number of one that was rolled back is given again."""
    return tuple(db.execute(_learned_version()).one())


@cache
def _learned_version() -> Select[Any]:
    """Asked for every question, so put together once, and answered from two indexes however many clicks there are."""
    latest = select(learned.c.id, learned.c.at).order_by(learned.c.id.desc()).limit(1).subquery()
    gone = select(func.count(), func.max(learned.c.taken_back_at)).where(learned.c.taken_back_at.is_not(None)).subquery()
    return select(gone, latest).join_from(gone, latest, true(), isouter=True)


def lessons(db: Connection) -> list[tuple[UserId, Example]]:
    """Everything learned that was not taken back, oldest first, with whose click it was."""
    rows = db.execute(_LESSONS)
    return [(UserId(row.user_id), Example(row.topic, row.language, row.question)) for row in rows if row.topic in TOPICS]


@cache
def _version() -> Select[Any]:
    counts = (select(func.count()).select_from(table).scalar_subquery() for table in (listing, hospital, specialty, environment))
    return select(select(func.coalesce(func.sum(listing.c.revision), 0)).scalar_subquery(), *counts)


def _listed(row: Row[Any]) -> Listed:
    absence = Absence(row.absent_from, row.absent_to, row.deputy) if row.absent_from and row.absent_to else None
    return Listed(
        id=row.key,
        name=row.name,
        title=row.title,
        role=row.role,
        hospital=row.hospital or "",
        department=row.specialty,
        profession=row.profession,
        stage=row.stage,
        languages=_shared(tuple(row.languages)),
        topics=tuple(row.topics),
        stages=_shared(tuple(row.stages)),
        slots=row.slots,
        absence=absence,
        serves=_shared(tuple(row.serves)),
        functions=_shared(tuple(row.functions)),
        active=row.active,
        agreed=row.agreed,
        revision=row.revision,
        user_id=row.user_id,
        channel=row.channel,
    )


@lru_cache(4096)
def _shared(values: tuple[str, ...]) -> frozenset[str]:
    """One set for the thousands of people who have the same."""
    return frozenset(values)


def _columns(one: Listed) -> dict[str, Any]:
    return {
        "user_id": one.user_id,
        "channel": one.channel,
        "name": one.name,
        "title": one.title,
        "role": one.role,
        "hospital": one.hospital or None,
        "specialty": one.department,
        "profession": one.profession,
        "stage": one.stage,
        "languages": sorted(one.languages),
        "topics": list(one.topics),
        "stages": sorted(one.stages),
        "slots": one.slots,
        **_away(one.absence),
        "serves": sorted(one.serves),
        "functions": sorted(one.functions),
        "active": one.active,
    }


def _away(absence: Absence | None) -> dict[str, Any]:
    if absence is None:
        return {"absent_from": None, "absent_to": None, "deputy": None}
    return {"absent_from": absence.first, "absent_to": absence.last, "deputy": absence.deputy}


def _still_agreed(user_id: Any) -> ColumnElement[bool | None]:
    """What they answered, while the row is theirs."""
    return case((listing.c.user_id.is_distinct_from(user_id), null()), else_=listing.c.agreed)
