"""People: their language, how to write to them, what Slack says they are, what they asked us to remember."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.ids import ChannelId, UserId
from bot.store import inbound, insert_new
from bot.store.tables import department, direct, person
from bot.texts import Language, known

_READ = "people"
_BY_ID = select(person).where(person.c.user_id == bindparam("user_id"))
_DIRECT = select(direct.c.channel).where(direct.c.recipient == bindparam("recipient"))
_CHANGE = update(person).where(person.c.user_id == bindparam("whose"))
_LANGUAGES = select(  # one question: it is part of every visit
    select(person.c.language).where(person.c.user_id == bindparam("user_id")).scalar_subquery(),
    select(department.c.language).where(department.c.channel == bindparam("channel")).scalar_subquery(),
)


@dataclass(frozen=True)
class Person:
    """`standing`: member, admin, guest, stranger (Slack Connect), bot, gone, or None while Slack was not asked."""

    user_id: UserId
    language: Language | None
    standing: str | None
    meal: str | None
    allergies: str


def get(db: Connection, user_id: UserId) -> Person:
    """What we know; somebody we never met is a person too."""
    row = db.execute(_BY_ID, {"user_id": user_id}).one_or_none()
    if row is None:
        return Person(user_id, None, None, None, "")
    return Person(user_id, known(row.language), row.standing, row.meal, row.allergies or "")


def languages(db: Connection, user_id: UserId, channel: ChannelId) -> tuple[Language | None, Language | None]:
    """The person's own, and that of the channel's department."""
    own, there = db.execute(_LANGUAGES, {"user_id": user_id, "channel": channel}).one()
    return known(own), known(there)


def change(db: Connection, user_id: UserId, **columns: str | None) -> None:
    """Write columns of a person, who may be new."""
    values = {"whose": user_id, **columns}
    if not db.execute(_CHANGE, values).rowcount and not insert_new(db, person, user_id=user_id, **columns):
        db.execute(_CHANGE, values)  # somebody else just inserted them


def direct_channel(db: Connection, recipient: str) -> ChannelId | None:
    """The conversation Slack opened with a person, or with two (ids with a comma between)."""
    return db.execute(_DIRECT, {"recipient": recipient}).scalar()


def opened(db: Connection, recipient: str, channel: ChannelId) -> None:
    if not insert_new(db, direct, recipient=recipient, channel=channel):
        db.execute(update(direct).where(direct.c.recipient == recipient).values(channel=channel))


def all_read(db: Connection, now: datetime) -> None:
    """Slack's whole list of people was read."""
    inbound.leads_to(db, _READ, "all", now)


def were_read(db: Connection, now: datetime) -> bool:
    """Was it, as far as we remember?"""
    return inbound.led_to(db, _READ, now - inbound.KEPT) is not None
