"""Doubles on the way in: keys of what was taken in, without texts, for 26 hours."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.store import insert_new
from bot.store.tables import inbound

_LED_TO = select(inbound.c.subject).where(inbound.c.key == bindparam("key"), inbound.c.at > bindparam("since"))
_LEADS_TO = update(inbound).where(inbound.c.key == bindparam("which"))
KEPT = timedelta(hours=26)
"""Slack's delayed events come for 24 hours."""


def is_new(db: Connection, key: str, now: datetime) -> bool:
    """Write the key down in the transaction of its effect; False when it was there."""
    return insert_new(db, inbound, key=key, at=now)


def led_to(db: Connection, key: str, since: datetime) -> str | None:
    """What the key led to, if it was written down after `since`."""
    return db.execute(_LED_TO, {"key": key, "since": since}).scalar()


def leads_to(db: Connection, key: str, subject: str, now: datetime) -> None:
    """From now on the key leads to `subject`."""
    if not insert_new(db, inbound, key=key, at=now, subject=subject):
        db.execute(_LEADS_TO, {"which": key, "at": now, "subject": subject})


def forget(db: Connection, now: datetime) -> int:
    """Delete what is older than Slack's memory."""
    return db.execute(delete(inbound).where(inbound.c.at < now - KEPT)).rowcount
