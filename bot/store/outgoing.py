"""The delivery desk's tray: one row a message. A row holds kind, subject, recipient and moments, never text.

`now` is plan time (due moments), `real` this machine's (leases, pace). A claim commits the worker and a lease; row locks guard the claim alone, and
one lock, on the workspace's pace, is enough, since the workspace sends four messages a second at most.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, Update, and_, bindparam, exists, func, or_, select, update

from bot.ids import ChannelId, DepartmentId, LetterId
from bot.rules import delivery
from bot.store import insert_new, news, pace, tables
from bot.store.tables import outgoing

_OPEN = ("due", "unclear", "sending")
_METHODS = (pace.method("chat.postMessage"), pace.method("conversations.open"))


@dataclass(frozen=True)
class Claim:
    """A row that one worker holds. `look`: an earlier attempt is unclear, so search before sending. `wanted`: what an update has to show."""

    id: LetterId
    key: str
    kind: str
    subject: int
    department: DepartmentId | None
    recipient: str
    parent: LetterId | None
    due_at: datetime
    too_late_at: datetime
    attempts: int
    looks: int
    first_sent_at: datetime | None
    look: bool
    worker: str
    lease_until: datetime
    channel: ChannelId | None
    ts: str | None
    wanted: int


@dataclass(frozen=True)
class Letter:
    """What a letter is about and how it stands."""

    kind: str
    subject: int
    department_id: DepartmentId | None
    recipient: str
    reason: str | None
    state: str


def queue(
    db: Connection,
    key: str,
    kind: str,
    subject: int,
    recipient: str,
    due_at: datetime,
    too_late_at: datetime,
    *,
    department: DepartmentId | None = None,
    parent: LetterId | None = None,
) -> bool:
    """Put a letter in the tray; False when this very letter (`key`) was put there before."""
    news.mark(db)
    return insert_new(
        db,
        outgoing,
        key=key,
        kind=kind,
        subject=subject,
        recipient=recipient,
        due_at=due_at,
        too_late_at=too_late_at,
        department_id=department,
        parent=parent,
        state="due",
        attempts=0,
        looks=0,
        wanted=0,
        shown=0,
    )


def take_back(db: Connection, kinds: list[str], subject: int) -> int:
    """Delete letters that have not been sent; one that may have been is looked for, and if it is not there it is too late for it."""
    mine = (outgoing.c.kind.in_(kinds), outgoing.c.subject == subject)
    db.execute(update(outgoing).where(*mine, outgoing.c.state.in_(("sending", "unclear"))).values(too_late_at=outgoing.c.due_at))
    return db.execute(outgoing.delete().where(*mine, outgoing.c.state == "due")).rowcount


def reached_nobody(db: Connection, keys: list[str]) -> bool:
    """Are there letters whose keys begin so, and is every one of them still to be sent?"""
    mine = or_(*(outgoing.c.key.startswith(key, autoescape=True) for key in keys))
    found = db.execute(select(outgoing.c.state).where(mine)).scalars().all()
    return bool(found) and all(state == "due" for state in found)


def find(db: Connection, key: str) -> LetterId | None:
    return db.execute(select(outgoing.c.id).where(outgoing.c.key == key)).scalar()


def latest(db: Connection, kind: str, subject: int) -> LetterId | None:
    """The newest letter of a kind about a subject."""
    mine = (outgoing.c.kind == kind, outgoing.c.subject == subject)
    return db.execute(select(outgoing.c.id).where(*mine).order_by(outgoing.c.id.desc()).limit(1)).scalar()


def is_lost(db: Connection, letter_id: LetterId) -> bool:
    """It will not come: failed, skipped, deleted by somebody; or nobody knows, and then a person who looked decides."""
    state = db.execute(select(outgoing.c.state).where(outgoing.c.id == letter_id)).scalar_one()
    return state in {"failed", "skipped", "unsure"}


def stale(db: Connection, kinds: list[str], subject: int) -> None:
    """What these posts show has changed. One not yet sent counts too: a worker may be rendering it before this is committed."""
    news.mark(db)
    db.execute(_stale(), {"kinds": kinds, "about": subject})


def ready(db: Connection, now: datetime, real: datetime) -> bool:
    """Is there something a worker could do at once?"""
    if _expired(db, real) or db.execute(_next_update(), {"real": real}).first():
        return True
    free = pace.free_at(db, "workspace")
    return (free is None or free <= real) and db.execute(_next_post(), {"now": now, "real": real}).first() is not None


def claim_post(db: Connection, worker: str, now: datetime, real: datetime) -> Claim | None:
    """Take the next message that may go out now, in order within its channel."""
    free = pace.lock(db, "workspace", real)
    _end_leases(db, real)
    if free > real:
        return None
    row = db.execute(_next_post(), {"now": now, "real": real}).first()
    if row is None:
        return None
    lease = real + delivery.LEASE
    look = row.state == "unclear"
    values: dict[str, Any] = {"state": "sending", "worker": worker, "lease_until": lease}
    if not look:  # who looks for what was sent finds what it showed then
        values |= {"shown": row.wanted, "attempts": row.attempts + 1, "first_sent_at": row.first_sent_at or real}
    if not db.execute(update(outgoing).where(outgoing.c.id == row.id, outgoing.c.state == row.state).values(**values)).rowcount:
        return None  # taken back since we looked
    if not look:
        pace.hold(db, pace.channel(row.recipient), real + delivery.CHANNEL_EVERY)
        pace.hold(db, "workspace", real + delivery.WORKSPACE_EVERY)
    return _claim(row, worker, lease, attempts=row.attempts + (not look), look=look)


def claim_update(db: Connection, worker: str, real: datetime) -> Claim | None:
    """Take the next post that shows something stale."""
    if pace.lock(db, "updates", real) > real:
        return None
    row = db.execute(_next_update(), {"real": real}).first()
    if row is None:
        return None
    lease = real + delivery.LEASE
    pace.hold(db, "updates", real + delivery.UPDATES_EVERY)
    db.execute(update(outgoing).where(outgoing.c.id == row.id).values(worker=worker, lease_until=lease))
    return _claim(row, worker, lease, attempts=row.attempts, look=False)


def settle(db: Connection, claim: Claim, real: datetime, *, if_unchanged: bool = False, **values: Any) -> bool:
    """Write how the claim ended and let go of it. False when the lease had run out: the row is somebody else's, and this result counts no more.

    `if_unchanged`: False also when what the post shows has changed since the claim.
    """
    mine = [outgoing.c.id == claim.id, outgoing.c.worker == claim.worker, outgoing.c.lease_until == claim.lease_until, outgoing.c.lease_until >= real]
    mine += [outgoing.c.wanted == claim.wanted] if if_unchanged else []
    return bool(db.execute(update(outgoing).where(*mine).values(worker=None, lease_until=None, **values)).rowcount)


def posted(db: Connection, letter_id: LetterId) -> tuple[str, ChannelId | None, str | None]:
    """(state, channel, ts) of a letter."""
    row = db.execute(select(outgoing.c.state, outgoing.c.channel, outgoing.c.ts).where(outgoing.c.id == letter_id)).one()
    return row.state, row.channel, row.ts


def about(db: Connection, letter_id: LetterId) -> Letter | None:
    columns = (outgoing.c.kind, outgoing.c.subject, outgoing.c.department_id, outgoing.c.recipient, outgoing.c.reason, outgoing.c.state)
    row = db.execute(select(*columns).where(outgoing.c.id == letter_id)).one_or_none()
    return Letter(*row) if row else None


def next_at(db: Connection, now: datetime) -> datetime | None:
    """When the next unsent letter after `now` falls due, plan time."""
    return db.execute(select(func.min(outgoing.c.due_at)).where(outgoing.c.state.in_(_OPEN), outgoing.c.due_at > now)).scalar()


def unfinished(db: Connection, now: datetime) -> int:
    """How many letters are due and not settled, or posts stale."""
    return int(db.execute(_unfinished(), {"now": now}).scalar_one())


@cache
def _unfinished() -> Select[Any]:
    now: BindParameter[datetime] = bindparam("now")
    unsettled = and_(outgoing.c.state.in_(_OPEN), outgoing.c.due_at <= now)
    return select(func.count()).where(or_(unsettled, _is_stale()))


@cache
def _next_post() -> Select[Any]:
    """Heads of their channels' lines that nothing holds back, at `now` and `real`. A sending or waiting head holds its channel and no other.

    Built once: putting it together takes ten times as long as asking it, and four threads ask four times a second.
    """
    now: BindParameter[datetime] = bindparam("now")
    real: BindParameter[datetime] = bindparam("real")
    in_line = func.row_number().over(partition_by=outgoing.c.recipient, order_by=(outgoing.c.due_at, outgoing.c.id)).label("in_line")
    line = select(outgoing, in_line).where(outgoing.c.state.in_(_OPEN), outgoing.c.due_at <= now).subquery()
    other = outgoing.alias("other")
    held = tables.pace.alias("held")
    return (
        select(line)
        .where(
            line.c.in_line == 1,
            line.c.state != "sending",
            or_(line.c.not_before.is_(None), line.c.not_before <= real),
            ~exists().where(other.c.recipient == line.c.recipient, other.c.state == "sending"),
            or_(
                line.c.state == "unclear",
                ~exists().where(held.c.next_at > real, held.c.key.in_((pace.channel("") + line.c.recipient, *_METHODS))),
            ),
        )
        .order_by(line.c.due_at, line.c.id)
        .limit(1)
    )


def _is_stale() -> ColumnElement[bool]:
    return and_(outgoing.c.state.in_(("sent", "late")), outgoing.c.ts.is_not(None), outgoing.c.wanted > outgoing.c.shown)


@cache
def _next_update() -> Select[Any]:
    """The post that has shown something stale for longest, at `real`; built once."""
    real: BindParameter[datetime] = bindparam("real")
    held = tables.pace.alias("held")
    free = or_(outgoing.c.lease_until.is_(None), outgoing.c.lease_until < real)
    rested = or_(outgoing.c.not_before.is_(None), outgoing.c.not_before <= real)
    nothing_held = ~exists().where(held.c.next_at > real, held.c.key.in_(("updates", pace.method("chat.update"))))
    longest_ago = (outgoing.c.not_before.asc().nulls_first(), outgoing.c.id)  # or a few busy posts would keep all others stale
    return select(outgoing).where(_is_stale(), free, rested, nothing_held).order_by(*longest_ago).limit(1)


@cache
def _stale() -> Update:
    mine = (outgoing.c.kind.in_(bindparam("kinds", expanding=True)), outgoing.c.subject == bindparam("about"))
    return update(outgoing).where(*mine, outgoing.c.state.in_((*_OPEN, "sent", "late"))).values(wanted=outgoing.c.wanted + 1)


@cache
def _lease_ended() -> Select[Any]:
    return select(outgoing.c.id).where(outgoing.c.state == "sending", outgoing.c.lease_until < bindparam("real")).limit(1)


def _expired(db: Connection, real: datetime) -> bool:
    return db.execute(_lease_ended(), {"real": real}).first() is not None


def _end_leases(db: Connection, real: datetime) -> None:
    """A worker that lost its lease may have sent."""
    gone = (outgoing.c.state == "sending", outgoing.c.lease_until < real)
    values = {"state": "unclear", "worker": None, "lease_until": None, "not_before": real + delivery.LOOK_AFTER}
    db.execute(update(outgoing).where(*gone).values(**values))


def _claim(row: Row[Any], worker: str, lease_until: datetime, *, attempts: int, look: bool) -> Claim:
    return Claim(
        id=row.id,
        key=row.key,
        kind=row.kind,
        subject=row.subject,
        department=row.department_id,
        recipient=row.recipient,
        parent=row.parent,
        due_at=row.due_at,
        too_late_at=row.too_late_at,
        attempts=attempts,
        looks=row.looks,
        first_sent_at=row.first_sent_at,
        look=look,
        worker=worker,
        lease_until=lease_until,
        channel=row.channel,
        ts=row.ts,
        wanted=row.wanted,
    )
