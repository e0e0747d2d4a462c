"""When Slack may be spoken to again: in the database, so that it holds across workers. All moments are real time."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.store import insert_new
from bot.store.tables import outgoing, pace

_FREE_AT = select(pace.c.next_at).where(pace.c.key == bindparam("key"))
_FREE_AT_LOCKED = _FREE_AT.with_for_update()
_HOLD = update(pace).where(pace.c.key == bindparam("which"), pace.c.next_at < bindparam("until"))


def channel(recipient: str) -> str:
    return f"channel:{recipient}"


def method(name: str) -> str:
    return f"method:{name}"


def lock(db: Connection, key: str, real: datetime) -> datetime:
    """The row of `key`, locked until the transaction ends: whoever holds it decides what is sent next. Returns when it is free."""
    insert_new(db, pace, key=key, next_at=real, refused=0)
    free: datetime = db.execute(_FREE_AT_LOCKED, {"key": key}).scalar_one()
    return free


def free_at(db: Connection, key: str) -> datetime | None:
    return db.execute(_FREE_AT, {"key": key}).scalar()


def hold(db: Connection, key: str, until: datetime) -> None:
    """Nothing goes out under `key` before `until`; a longer hold stands."""
    if not insert_new(db, pace, key=key, next_at=until, refused=0):
        db.execute(_HOLD, {"which": key, "until": until, "next_at": until})


def refused(db: Connection, key: str) -> int:
    """Count a 429 under `key`; returns how many came in a row."""
    counted = update(pace).where(pace.c.key == key).values(refused=pace.c.refused + 1).returning(pace.c.refused)
    return int(db.execute(counted).scalar_one())


def accepted(db: Connection, key: str) -> None:
    db.execute(update(pace).where(pace.c.key == key, pace.c.refused > 0).values(refused=0))


def forget(db: Connection) -> None:
    """Nothing is held any more: for the demo, whose Slack keeps no limits while it lives through its past."""
    db.execute(delete(pace))
    db.execute(update(outgoing).where(outgoing.c.not_before.is_not(None)).values(not_before=None))
