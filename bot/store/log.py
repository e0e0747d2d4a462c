"""The log: what was scheduled, sent, late, skipped, failed or is unsure, and why. Only ever added to."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from bot.ids import DepartmentId, LetterId
from bot.rules.log import Entry
from bot.store.tables import log

SHOWN = 20
_WRITE = insert(log)


def write(
    db: Connection,
    at: datetime,
    outcome: str,
    *,
    kind: str,
    subject: int,
    department: DepartmentId | None = None,
    recipient: str | None = None,
    reason: str | None = None,
    due_at: datetime | None = None,
    letter: LetterId | None = None,
) -> None:
    entry = {"at": at, "due_at": due_at, "outcome": outcome, "reason": reason}
    whose = {"department_id": department, "kind": kind, "subject": subject, "recipient": recipient, "outgoing_id": letter}
    db.execute(_WRITE, entry | whose)


def latest(db: Connection, departments: list[DepartmentId], number: int = SHOWN) -> list[Entry]:
    """The latest entries of these departments, newest first."""
    columns = (log.c.at, log.c.due_at, log.c.kind, log.c.subject, log.c.outcome, log.c.reason, log.c.recipient)
    rows = db.execute(select(*columns).where(log.c.department_id.in_(departments)).order_by(log.c.id.desc()).limit(number))
    return [Entry(*row) for row in rows]


def outcomes(db: Connection) -> dict[str, int]:
    """How many entries of each outcome there are."""
    return {row.outcome: row.number for row in db.execute(select(log.c.outcome, func.count().label("number")).group_by(log.c.outcome))}
