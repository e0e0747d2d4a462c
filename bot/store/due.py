"""Due work: rows with a due moment, a too-late moment and a unique key, so that the database refuses a second copy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from bot.store import insert_new
from bot.store.tables import due


@dataclass(frozen=True)
class Due:
    id: int
    kind: str
    subject: int
    due_at: datetime
    too_late_at: datetime


def plan(db: Connection, key: str, kind: str, subject: int, due_at: datetime, too_late_at: datetime) -> bool:
    """Plan a piece of work; False when this very piece is planned already."""
    return insert_new(db, due, key=key, kind=kind, subject=subject, due_at=due_at, too_late_at=too_late_at)


def drop(db: Connection, kinds: list[str], subject: int) -> None:
    """Take back what is planned and not yet done."""
    db.execute(delete(due).where(due.c.kind.in_(kinds), due.c.subject == subject, due.c.done_at.is_(None)))


def take(db: Connection, now: datetime) -> Due | None:
    """The first piece that is due, locked until the transaction ends, so that two workers take two pieces."""
    query = select(due.c.id, due.c.kind, due.c.subject, due.c.due_at, due.c.too_late_at)
    query = query.where(due.c.done_at.is_(None), due.c.due_at <= now).order_by(due.c.due_at, due.c.id).limit(1)
    row = db.execute(query.with_for_update(skip_locked=True)).one_or_none()
    return Due(*row) if row else None


def done(db: Connection, due_id: int, now: datetime) -> bool:
    """The piece is done; False when it was already."""
    return bool(db.execute(update(due).where(due.c.id == due_id, due.c.done_at.is_(None)).values(done_at=now)).rowcount)


def next_at(db: Connection, now: datetime) -> datetime | None:
    """When the next piece after `now` falls due."""
    return db.execute(select(func.min(due.c.due_at)).where(due.c.done_at.is_(None), due.c.due_at > now)).scalar()


def is_done(db: Connection, key: str) -> bool:
    """Was this very piece of work done?"""
    return db.execute(select(due.c.id).where(due.c.key == key, due.c.done_at.is_not(None))).first() is not None
