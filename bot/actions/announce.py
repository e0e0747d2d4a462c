"""What others get to hear of a meeting, and when: letters in the tray, steps on the calendar."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.ids import GatheringId, UserId
from bot.rules import gathering as rules
from bot.rules.calendar import decent
from bot.rules.department import may_organise
from bot.rules.gathering import Before, Gathering
from bot.store import department as departments
from bot.store import due, log, outgoing
from bot.store import gathering as gatherings

POSTS = ["gathering.invitation", "gathering.card"]
"""Posts that show how things stand, and are kept up to date."""
CHANGES = ["gathering.changed", "gathering.reply"]
"""What tells people of a change; held back for as long as it can be undone."""
REMINDERS = ["gathering.reminder", "gathering.order"]
STEPS = ["gathering.remind", "gathering.attendance", "gathering.forget", "gathering.fill"]
ASKED_FOR = timedelta(days=7)
"""How long the question who came is worth asking."""


def invitation(db: Connection, gathering: Gathering, now: datetime) -> None:
    """Post the invitation, unless there is one already; a new one for each that was lost."""
    last = outgoing.latest(db, "gathering.invitation", gathering.id)
    if last is not None and not outgoing.is_lost(db, last):
        return
    key = f"gathering.invitation:{gathering.id}" + (f":after:{last}" if last else "")
    letter = ("gathering.invitation", gathering.id, gathering.channel, now, gathering.plan.starts_at)
    outgoing.queue(db, key, *letter, department=gathering.department_id)


def card(db: Connection, gathering: Gathering, reader: UserId, now: datetime) -> None:
    """The card to steer by, once for each who does."""
    letter = ("gathering.card", gathering.id, reader, now, max(gathering.ends_at, now + timedelta(days=1)))
    outgoing.queue(db, f"gathering.card:{gathering.id}:{reader}", *letter, department=gathering.department_id)


def question(db: Connection, gathering: Gathering, reader: UserId, due_at: datetime) -> None:
    """Who came?"""
    key = f"gathering.attendance:{gathering.id}:{gathering.plan.starts_at.timestamp():.0f}:{reader}"
    letter = ("gathering.attendance", gathering.id, reader, due_at, due_at + ASKED_FOR)
    outgoing.queue(db, key, *letter, department=gathering.department_id)


def responsible(db: Connection, gathering: Gathering) -> list[UserId]:
    """Whom to write to about a meeting: its organiser, or the department's when that one may no longer act on it."""
    organisers = departments.organisers(db, gathering.department_id)
    if may_organise(organisers, gathering.organiser):
        return [gathering.organiser]
    return [one.user_id for one in organisers]


def plan_steps(db: Connection, gathering_id: GatheringId, now: datetime) -> None:
    """Plan the reminder and what comes after the meeting; what was planned otherwise is dropped, what is done stays done.

    Of a cancelled meeting one step is left: what people eat is forgotten.
    """
    due.drop(db, STEPS, gathering_id)
    gathering = gatherings.get(db, gathering_id)
    if gathering is None or gathering.state == "draft":
        return
    plan, there = gathering.plan, gathering.department
    _plan(db, gathering, "gathering.forget", rules.forget_at(plan, there), gathering.ends_at + timedelta(days=3650))
    if gathering.state != "invited":
        return
    _plan(db, gathering, "gathering.attendance", rules.attendance_at(plan, there), gathering.ends_at + ASKED_FOR)
    remind_at = rules.remind_at(plan, there)
    entry: dict[str, Any] = {"kind": "gathering.remind", "subject": gathering.id, "department": there.id}
    if remind_at > now:
        _plan(db, gathering, "gathering.remind", remind_at, plan.starts_at)
        log.write(db, now, "scheduled", due_at=remind_at, **entry)
    elif not due.is_done(db, _key("gathering.remind", gathering, remind_at)):
        log.write(db, now, "skipped", due_at=remind_at, reason="reason-invited-late", **entry)


def known_before(db: Connection, gathering: Gathering, now: datetime) -> Before | None:
    """What people were last told, so that a change is compared with it: news of which no letter got out has told nobody."""
    news = [f"{kind}:{gathering.id}:{gathering.sequence}:" for kind in CHANGES]
    if gathering.before is not None and outgoing.reached_nobody(db, news):
        return gathering.before
    return rules.known_before(gathering, now)


def changed(db: Connection, gathering_id: GatheringId, by: UserId, now: datetime) -> None:
    """After a change: show it at once; when it can no longer be undone, tell those it concerns and give new seats to those who wait."""
    outgoing.stale(db, POSTS, gathering_id)
    gathering = gatherings.get(db, gathering_id)
    if gathering is None:
        return
    outcome = "cancelled" if gathering.state == "cancelled" else "changed"
    log.write(db, now, outcome, kind="gathering", subject=gathering_id, department=gathering.department_id, recipient=by)
    if gathering.before is None:
        return
    plan_steps(db, gathering_id, now)
    outgoing.take_back(db, CHANGES, gathering_id)
    if gathering.before.plan.starts_at != gathering.plan.starts_at or gathering.state == "cancelled":
        outgoing.take_back(db, REMINDERS, gathering_id)
    due_at = now + rules.UNDO_FOR
    too_late_at = max(gathering.ends_at, gathering.before.plan.starts_at)
    due.plan(db, f"gathering.fill:{gathering_id}:{gathering.sequence}", "gathering.fill", gathering_id, due_at, too_late_at)
    if rules.is_news(gathering):
        _tell(db, gathering, by, due_at, too_late_at)


def move_up(db: Connection, gathering_id: GatheringId, now: datetime) -> None:
    """Give free seats to those who wait, and tell them at a decent hour (at once when the meeting would begin before it)."""
    gathering = gatherings.locked(db, gathering_id)
    if gathering is None or gathering.state != "invited":
        return
    attendees = gatherings.attendees(db, gathering_id)
    for user_id in rules.moved_up(gathering.plan.seats, attendees):
        attendee = next(one for one in attendees if one.user_id == user_id)
        gatherings.put_reply(db, gathering_id, user_id, "yes", attendee.guests, now)
        when = decent(now, gathering.department.working_days)
        due_at = now if when >= gathering.plan.starts_at else when
        key = f"gathering.moved_up:{gathering_id}:{user_id}:{now.timestamp():.0f}"
        letter = ("gathering.moved_up", gathering_id, user_id, due_at, gathering.plan.starts_at)
        outgoing.queue(db, key, *letter, department=gathering.department_id)


def _tell(db: Connection, gathering: Gathering, by: UserId, due_at: datetime, too_late_at: datetime) -> None:
    """Write to all who come, may come or wait, and to the organiser, but not to whoever made the change; and into the thread."""
    concerned = {one.user_id for one in gatherings.attendees(db, gathering.id) if one.reply in {"yes", "maybe", "waiting"}}
    for user_id in sorted((concerned | {gathering.organiser}) - {by}):
        key = f"gathering.changed:{gathering.id}:{gathering.sequence}:{user_id}"
        outgoing.queue(db, key, "gathering.changed", gathering.id, user_id, due_at, too_late_at, department=gathering.department_id)
    invited = outgoing.latest(db, "gathering.invitation", gathering.id)
    if invited is not None:
        letter = ("gathering.reply", gathering.id, gathering.channel, due_at, too_late_at)
        key = f"gathering.reply:{gathering.id}:{gathering.sequence}:"
        outgoing.queue(db, key, *letter, department=gathering.department_id, parent=invited)


def _plan(db: Connection, gathering: Gathering, kind: str, due_at: datetime, too_late_at: datetime) -> None:
    due.plan(db, _key(kind, gathering, due_at), kind, gathering.id, due_at, too_late_at)


def _key(kind: str, gathering: Gathering, due_at: datetime) -> str:
    """One step of a kind for a meeting and a moment: what is done for that moment is not done again."""
    return f"{kind}:{gathering.id}:{due_at.timestamp():.0f}"
