"""What an organiser does with a meeting: plan, invite, change, cancel, undo."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.actions.department import organised
from bot.errors import Refusal
from bot.ids import GatheringId, UserId
from bot.rules import gathering as rules
from bot.rules.calendar import decent
from bot.rules.department import Department
from bot.rules.gathering import Gathering, Plan, Shown
from bot.store import department as departments
from bot.store import due, inbound, log, outgoing
from bot.store import gathering as gatherings

POSTS = ["gathering.invitation", "gathering.card"]
"""Posts that show how things stand, and are kept up to date."""
CHANGES = ["gathering.changed", "gathering.reply"]
"""What tells people of a change; held back for as long as it can be undone."""
STEPS = ["gathering.remind", "gathering.attendance", "gathering.forget", "gathering.fill"]
COMING_SHOWN = 10
SAME_FOR = timedelta(minutes=10)
_PLACE_WORD = re.compile(r"(?:^|(?<=\s))(?:i|på|in|at|ved)\s+(?=\S)", re.IGNORECASE)


def title_and_place(words: str) -> tuple[str, str]:
    """What is written after the command: the title, then the place after the last preposition. Times are not read here."""
    found = list(_PLACE_WORD.finditer(words))
    return (words[: found[-1].start()].strip(), words[found[-1].end() :].strip()) if found else (words, "")


@dataclass(frozen=True)
class Begun:
    """What a command leads to: a form with a draft id and the words put in their fields, or the meeting that exists already."""

    draft: str
    title: str
    place: str
    exists: Shown | None


def begin(db: Connection, department: Department, user_id: UserId, words: str, now: datetime) -> Begun:
    """Plan by command. The same words by the same person within ten minutes are the same meeting, because Slack shows time-outs that were none."""
    organised(db, user_id, department)
    title, place = title_and_place(" ".join(words.split()))
    for text, most in ((title, rules.TITLE_MOST), (place, rules.PLACE_MOST)):
        if len(text) > most:
            raise Refusal("too-long", typed=words, most=most, length=len(text))
    same = "same:" + hashlib.sha256(f"{user_id} {department.id} {words.casefold()}".encode()).hexdigest()
    draft_id = inbound.led_to(db, same, now - SAME_FOR)
    there = gatherings.by_draft(db, draft_id) if draft_id else None
    if there and there.state != "cancelled":
        return Begun(draft_id or "", title, place, shown(db, there.id, now))
    if draft_id is None or there:
        draft_id = secrets.token_hex(16)
        inbound.leads_to(db, same, draft_id, now)
    return Begun(draft_id, title, place, None)


def shown(db: Connection, gathering_id: GatheringId, now: datetime) -> Shown:
    gathering = gatherings.get(db, gathering_id)
    if gathering is None:
        raise Refusal("gathering-unknown")
    return Shown(gathering, gatherings.attendees(db, gathering_id), now)


def draft(db: Connection, department: Department, draft_id: str, plan: Plan, user_id: UserId, now: datetime) -> Shown:
    """A meeting that nobody was told about. The same form sent twice is one meeting."""
    organised(db, user_id, department)
    _possible(plan, now)
    made = gatherings.create(db, department.id, draft_id, plan, user_id, now)
    if made is not None:
        log.write(db, now, "planned", kind="gathering", subject=made, department=department.id, recipient=user_id)
        return shown(db, made, now)
    there = gatherings.by_draft(db, draft_id)
    if there is None:
        raise Refusal("gathering-unknown")
    return shown(db, there.id, now)


def invite(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """Post the invitation, give the organiser a card to steer by, plan the reminder. Inviting twice is inviting once."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.state == "cancelled":
        raise Refusal("gathering-cancelled")
    if gathering.plan.starts_at <= now:
        raise Refusal("gathering-begun")
    if gathering.state == "draft":
        gatherings.change(db, gathering, None, now, state="invited")
        _invitation(db, gathering, now)
        _card(db, gathering, now)
        _plan_steps(db, gathering, now)
    return shown(db, gathering_id, now)


def post_again(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """The invitation could not be posted, or somebody deleted it: a new one, once for each that was lost."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.state == "cancelled":
        raise Refusal("gathering-cancelled")
    if gathering.plan.starts_at <= now:
        raise Refusal("gathering-begun")
    _invitation(db, gathering, now)
    return shown(db, gathering_id, now)


def change(db: Connection, gathering_id: GatheringId, sequence: int, plan: Plan, user_id: UserId, now: datetime) -> Shown:
    """Move or reword. `sequence` is the one the form was opened on: whoever saw an older meeting is shown the new one first."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.state == "cancelled":
        raise Refusal("gathering-cancelled")
    if gathering.sequence != sequence:
        raise Refusal("gathering-changed-meanwhile", field="title")
    _possible(plan, now)
    taken = rules.seats_taken(gatherings.attendees(db, gathering_id))
    if plan.seats is not None and plan.seats < taken:
        raise Refusal("gathering-too-few-seats", field="seats", taken=taken)
    if plan != gathering.plan:
        gatherings.change(db, gathering, rules.known_before(gathering, now), now, plan=plan)
        _tell(db, gathering_id, now)
    return shown(db, gathering_id, now)


def cancel(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """Cancel; cancelling twice is cancelling once."""
    gathering = _mine(db, gathering_id, user_id)
    if rules.is_over(gathering, now) and gathering.state == "invited":
        raise Refusal("gathering-over")
    if gathering.state != "cancelled":
        gatherings.change(db, gathering, rules.known_before(gathering, now), now, state="cancelled")
        _tell(db, gathering_id, now)
    return shown(db, gathering_id, now)


def undo(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """Take back what was changed in the last minute; nobody was told of it yet."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.before is None or not rules.may_undo(gathering, now):
        raise Refusal("undo-too-late")
    taken = rules.seats_taken(gatherings.attendees(db, gathering_id))
    if gathering.before.plan.seats is not None and gathering.before.plan.seats < taken:
        raise Refusal("gathering-too-few-seats", taken=taken)
    gatherings.restore(db, gathering, gathering.before, now)
    outgoing.take_back(db, CHANGES, gathering_id)
    outgoing.stale(db, POSTS, gathering_id)
    _plan_steps(db, gathering, now)
    if gathering.before.state == "invited":
        _invitation(db, gathering, now)  # it was skipped if its turn came while the meeting was cancelled
    log.write(db, now, "undone", kind="gathering", subject=gathering_id, department=gathering.department_id, recipient=user_id)
    return shown(db, gathering_id, now)


def coming(db: Connection, department: Department, user_id: UserId, now: datetime) -> tuple[list[Shown], bool]:
    """The department's next meetings, and whether the person organises there; drafts are for organisers."""
    organises = any(user_id in {one.user_id, one.deputy} for one in departments.organisers(db, department.id))
    found = gatherings.coming(db, department.id, now, COMING_SHOWN)
    seen = [one for one in found if organises or one.state == "invited"]
    answered = gatherings.attendees_by_gathering(db, [one.id for one in seen])
    return [Shown(one, answered[one.id], now) for one in seen], organises


def owned(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """The meeting, for one of its organisers; a refusal for everybody else."""
    _mine(db, gathering_id, user_id)
    return shown(db, gathering_id, now)


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


def _mine(db: Connection, gathering_id: GatheringId, user_id: UserId) -> Gathering:
    gathering = gatherings.locked(db, gathering_id)
    if gathering is None:
        raise Refusal("gathering-unknown")
    organised(db, user_id, gathering.department)
    return gathering


def _possible(plan: Plan, now: datetime) -> None:
    if plan.starts_at <= now:
        raise Refusal("when-past", field="date")
    if plan.starts_at > now + rules.FURTHEST:
        raise Refusal("when-too-far", field="date")
    for field, text, most in (
        ("title", plan.title, rules.TITLE_MOST),
        ("place", plan.place, rules.PLACE_MOST),
        ("message", plan.message, rules.MESSAGE_MOST),
    ):
        if len(text) > most:
            raise Refusal("too-long", field=field, most=most, length=len(text))


def _invitation(db: Connection, gathering: Gathering, now: datetime) -> None:
    """Post the invitation, unless there is one already; a new one for each that was lost."""
    last = outgoing.latest(db, "gathering.invitation", gathering.id)
    if last is not None and not outgoing.is_lost(db, last):
        return
    key = f"gathering.invitation:{gathering.id}" + (f":after:{last}" if last else "")
    letter = ("gathering.invitation", gathering.id, gathering.channel, now, gathering.plan.starts_at)
    outgoing.queue(db, key, *letter, department=gathering.department_id)


def _card(db: Connection, gathering: Gathering, now: datetime) -> None:
    key = f"gathering.card:{gathering.id}:{gathering.organiser}"
    letter = ("gathering.card", gathering.id, gathering.organiser, now, gathering.ends_at)
    outgoing.queue(db, key, *letter, department=gathering.department_id)


def _plan_steps(db: Connection, gathering: Gathering, now: datetime) -> None:
    """Plan the reminder and what comes after the meeting, anew for every sequence; what was planned before is dropped.

    Of a cancelled meeting one step is left: what people eat is forgotten.
    """
    due.drop(db, STEPS, gathering.id)
    current = gatherings.get(db, gathering.id)
    if current is None:
        return
    plan, there = current.plan, current.department
    moments = {
        "gathering.remind": (rules.remind_at(plan, there), plan.starts_at),
        "gathering.attendance": (rules.attendance_at(plan, there), current.ends_at + timedelta(days=7)),
        "gathering.forget": (rules.forget_at(plan, there), current.ends_at + timedelta(days=3650)),
    }
    for kind, (due_at, too_late_at) in moments.items():
        if current.state == "cancelled" and kind != "gathering.forget":
            continue
        if kind == "gathering.remind" and due_at <= now:
            log.write(db, now, "skipped", kind=kind, subject=current.id, department=there.id, reason="reason-invited-late")
            continue
        due.plan(db, f"{kind}:{current.id}:{current.sequence}", kind, current.id, due_at, too_late_at)
        if kind == "gathering.remind":
            log.write(db, now, "scheduled", kind=kind, subject=current.id, department=there.id, due_at=due_at)


def _tell(db: Connection, gathering_id: GatheringId, now: datetime) -> None:
    """After a change: show it at once; when it can no longer be undone, tell those it concerns and give new seats to those who wait."""
    gathering = gatherings.get(db, gathering_id)
    if gathering is None or gathering.before is None:
        return
    log.write(
        db,
        now,
        "changed" if gathering.state != "cancelled" else "cancelled",
        kind="gathering",
        subject=gathering_id,
        department=gathering.department_id,
    )
    if gathering.before.state == "draft":
        return
    _plan_steps(db, gathering, now)
    outgoing.stale(db, POSTS, gathering_id)
    outgoing.take_back(db, CHANGES, gathering_id)
    due_at, too_late_at = now + rules.UNDO_FOR, max(gathering.ends_at, gathering.before.plan.starts_at)
    for attendee in gatherings.attendees(db, gathering_id):
        if attendee.reply in {"yes", "maybe", "waiting"} and attendee.user_id != gathering.organiser:
            key = f"gathering.changed:{gathering_id}:{gathering.sequence}:{attendee.user_id}"
            outgoing.queue(db, key, "gathering.changed", gathering_id, attendee.user_id, due_at, too_late_at, department=gathering.department_id)
    invitation = outgoing.latest(db, "gathering.invitation", gathering_id)
    if invitation is not None:
        letter = ("gathering.reply", gathering_id, gathering.channel, due_at, too_late_at)
        key = f"gathering.reply:{gathering_id}:{gathering.sequence}"
        outgoing.queue(db, key, *letter, department=gathering.department_id, parent=invitation)
    fill = ("gathering.fill", gathering_id, due_at, too_late_at)
    due.plan(db, f"gathering.fill:{gathering_id}:{gathering.sequence}", *fill)
