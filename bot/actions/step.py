"""Due work: each kind of step and what it does. A step writes letters; it never sends."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.actions import announce, mentor, mentorship, patience
from bot.ids import DepartmentId, GatheringId, UserId
from bot.rules.gathering import Gathering
from bot.store import due, log, outgoing
from bot.store import gathering as gatherings
from bot.store.due import Due


class Broken(Exception):
    """A step with a bug in it, which is the cause."""

    def __init__(self, step: Due) -> None:
        super().__init__(step.id)
        self.step = step


def take_next(db: Connection, now: datetime) -> bool:
    """Do the next step that is due; False when there is none. Raises Broken for a bug in it."""
    step = due.take(db, now)
    if step is None:
        return False
    due.done(db, step.id, now)
    try:
        _do(db, step, now)
    except OperationalError:
        raise  # the database is in trouble, not the step
    except Exception as error:
        raise Broken(step) from error
    return True


def fail(db: Connection, step: Due, now: datetime) -> None:
    """A step that cannot be done ends, visibly, once."""
    if due.done(db, step.id, now):
        log.write(db, now, "failed", kind=step.kind, subject=step.subject, department=_department(db, step), reason="reason-bug")


def _do(db: Connection, step: Due, now: datetime) -> None:
    """A step past its too-late moment is skipped, visibly."""
    if step.kind in OTHERS:
        OTHERS[step.kind](db, step, now)
        return
    gathering = gatherings.get(db, GatheringId(step.subject))
    if gathering is None or (gathering.state != "invited" and step.kind not in {"gathering.forget", "gathering.fill"}):
        return
    if now >= step.too_late_at:
        log.write(db, now, "skipped", kind=step.kind, subject=step.subject, department=gathering.department_id, reason="reason-too-late")
    else:
        STEPS[step.kind](db, gathering, step.due_at, now)


def _department(db: Connection, step: Due) -> DepartmentId | None:
    if step.kind in OTHERS:
        return None
    gathering = gatherings.get(db, GatheringId(step.subject))
    return gathering.department_id if gathering else None


def remind(db: Connection, gathering: Gathering, due_at: datetime, _now: datetime) -> None:
    """The day before: those who come or may come, and the numbers for the organiser."""
    for attendee in gatherings.attendees(db, gathering.id):
        if attendee.reply in {"yes", "maybe"}:
            _letter(db, "gathering.reminder", gathering, attendee.user_id, due_at)
    for user_id in announce.responsible(db, gathering):
        _letter(db, "gathering.order", gathering, user_id, due_at)


def ask_who_came(db: Connection, gathering: Gathering, due_at: datetime, _now: datetime) -> None:
    """The morning after; the posts lose their buttons then."""
    outgoing.stale(db, announce.POSTS, gathering.id)
    for user_id in announce.responsible(db, gathering):
        announce.question(db, gathering, user_id, due_at)


def forget(db: Connection, gathering: Gathering, _due_at: datetime, _now: datetime) -> None:
    """Before the next day begins, what people ate is deleted. (No post shows it: the order holds numbers only.)"""
    gatherings.forget_meals(db, gathering.id)


def fill(db: Connection, gathering: Gathering, _due_at: datetime, now: datetime) -> None:
    """A change can no longer be undone: if it made room, those who wait move up; its Undo button goes."""
    announce.move_up(db, gathering.id, now)
    outgoing.stale(db, announce.POSTS, gathering.id)


def _letter(db: Connection, kind: str, gathering: Gathering, to: UserId, due_at: datetime) -> None:
    starts_at = gathering.plan.starts_at
    key = f"{kind}:{gathering.id}:{starts_at.timestamp():.0f}:{to}"
    outgoing.queue(db, key, kind, gathering.id, to, due_at, starts_at, department=gathering.department_id)


OTHERS: dict[str, Callable[[Connection, Due, datetime], None]] = {
    **patience.STEPS,
    "mentor.expire": mentorship.expire,
    "mentor.forget": mentor.forget,
}
"""Steps that are no meeting's: each sees for itself whether it is still wanted. They are never too late: somebody waits."""
STEPS: dict[str, Callable[[Connection, Gathering, datetime, datetime], None]] = {
    "gathering.remind": remind,
    "gathering.attendance": ask_who_came,
    "gathering.forget": forget,
    "gathering.fill": fill,
}
