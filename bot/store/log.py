"""The log: what was scheduled, sent, late, skipped, failed or is unsure, and why. Only ever added to."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.ids import DepartmentId, LetterId
from bot.rules.log import Entry
from bot.store.tables import log

SHOWN = 20


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
    letter: LetterId | None = None,
) -> None:
    db.execute(
        insert(log).values(
            at=at,
            department_id=department,
            kind=kind,
            subject=subject,
            outcome=outcome,
            recipient=recipient,
            reason=reason,
            outgoing_id=letter,
        )
    )


def latest(db: Connection, departments: list[DepartmentId], number: int = SHOWN) -> list[Entry]:
    """The latest entries of these departments, newest first."""
    columns = (log.c.at, log.c.kind, log.c.subject, log.c.outcome, log.c.reason, log.c.recipient)
    rows = db.execute(select(*columns).where(log.c.department_id.in_(departments)).order_by(log.c.id.desc()).limit(number))
    return [Entry(*row) for row in rows]
