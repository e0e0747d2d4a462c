"""What an organiser does with a meeting: plan, invite, change, cancel, undo."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.actions import announce
from bot.actions.department import organised
from bot.errors import Refusal
from bot.ids import GatheringId, UserId
from bot.rules import gathering as rules
from bot.rules import when
from bot.rules.department import Department
from bot.rules.gathering import Gathering, Plan, Shown
from bot.rules.when import Meaning, Moment, Reading, Span
from bot.store import department as departments
from bot.store import gathering as gatherings
from bot.store import inbound, log, outgoing

COMING_SHOWN, EVERY = 10, 1000
USUAL_MINUTES, LONGEST_MINUTES = 60, 720
SAME_FOR = timedelta(minutes=10)
_PLACE_WORD = re.compile(r"(?:^|(?<=\s))(?:i|på|in|at|ved)\s+(?=\S)", re.IGNORECASE)


def title_and_place(words: str) -> tuple[str, str]:
    """What is written after the command: the title, then the place after the last preposition. Times are not read here."""
    found = list(_PLACE_WORD.finditer(words))
    return (words[: found[-1].start()].strip(), words[found[-1].end() :].strip()) if found else (words, "")


@dataclass(frozen=True)
class Begun:
    """What a command leads to: the meeting that exists already, or one just drafted, or a form with the words put in their fields.

    `reading`: what the words say of time; `plans`: the meetings they can mean (one, if they are clear), where they name an hour.
    """

    draft: str
    title: str
    place: str
    reading: Reading
    plans: tuple[Plan, ...]
    exists: Shown | None = None
    made: Shown | None = None


def begin(db: Connection, department: Department, user_id: UserId, words: str, default_title: str, now: datetime) -> Begun:
    """Plan by command. The same words by the same person within ten minutes are the same meeting, because Slack shows time-outs that were none.

    Words that say when and where make a draft at once; it is said back, and nobody hears of it before *Invite*.
    """
    organised(db, user_id, department)
    reading = when.read(words, now, department.zone)
    title, place = title_and_place(" ".join(reading.rest.split()))
    title = title or default_title
    for text, most in ((title, rules.TITLE_MOST), (place, rules.PLACE_MOST)):
        if len(text) > most:
            raise Refusal("too-long", typed=words, most=most, length=len(text))
    same = "same:" + hashlib.sha256(f"{user_id} {department.id} {words.casefold()}".encode()).hexdigest()
    draft_id = inbound.led_to(db, same, now - SAME_FOR)
    there = gatherings.by_draft(db, draft_id) if draft_id else None
    if there and there.state != "cancelled":
        return Begun(draft_id or "", title, place, reading, (), exists=shown(db, there.id, now))
    if draft_id is None or there:
        draft_id = secrets.token_hex(16)
        inbound.leads_to(db, same, draft_id, now)
    plans = tuple(plan for meaning in reading.meanings if (plan := planned(meaning, title, place, department.zone)) is not None)
    if len(plans) < len(reading.meanings):  # "torsdag 19" may be a day or an hour: the form asks
        plans = ()
    made = draft(db, department, draft_id, plans[0], user_id, now) if len(plans) == 1 and place else None
    return Begun(draft_id, title, place, reading, plans, made=made)


def planned(meaning: Meaning, title: str, place: str, zone: ZoneInfo) -> Plan | None:
    """A meeting at a moment or over a span within a day; None for what names no hour, or repeats."""
    if isinstance(meaning, Span) and meaning.start.hour is not None:
        starts_at, ends_at = meaning.start.instant(zone), meaning.end.instant(zone)
        minutes = int((ends_at - starts_at).total_seconds() // 60)
        return Plan(title, place, "", starts_at, minutes, None) if 0 < minutes <= LONGEST_MINUTES else None
    if isinstance(meaning, Moment) and meaning.hour is not None:
        return Plan(title, place, "", meaning.instant(zone), USUAL_MINUTES, None)
    return None


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
    gathering = _still_to_come(db, gathering_id, user_id, now)
    if gathering.state == "draft":
        gatherings.change(db, gathering, None, now, state="invited")
        announce.invitation(db, gathering, now)
        announce.card(db, gathering, gathering.organiser, now)
        outgoing.stale(db, announce.POSTS, gathering_id)
        announce.plan_steps(db, gathering_id, now)
    return shown(db, gathering_id, now)


def post_again(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """The invitation could not be posted, or somebody deleted it: a new one, once for each that was lost."""
    announce.invitation(db, _still_to_come(db, gathering_id, user_id, now), now)
    return shown(db, gathering_id, now)


def change(db: Connection, gathering_id: GatheringId, sequence: int, plan: Plan, user_id: UserId, now: datetime) -> Shown:
    """Move or reword. `sequence` is the one the form was opened on: whoever saw an older meeting is shown the new one first."""
    gathering = _mine(db, gathering_id, user_id)
    not_past(gathering, now)
    if gathering.sequence != sequence:
        raise Refusal("gathering-changed-meanwhile", field="title")
    _possible(plan, now)
    taken = rules.seats_taken(gatherings.attendees(db, gathering_id))
    if plan.seats is not None and plan.seats < taken:
        raise Refusal("gathering-too-few-seats", field="seats", taken=taken)
    if plan != gathering.plan:
        gatherings.change(db, gathering, announce.known_before(db, gathering, now), now, plan=plan)
        announce.changed(db, gathering_id, user_id, now)
    return shown(db, gathering_id, now)


def cancel(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """Cancel; cancelling twice is cancelling once."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.state != "cancelled":
        not_past(gathering, now)
        gatherings.change(db, gathering, announce.known_before(db, gathering, now), now, state="cancelled")
        announce.changed(db, gathering_id, user_id, now)
    return shown(db, gathering_id, now)


def undo(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """Take back what was changed in the last minute; nobody was told of it yet."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.before is None or not rules.may_undo(gathering, now):
        raise Refusal("undo-too-late")
    taken = rules.seats_taken(gatherings.attendees(db, gathering_id))
    if gathering.before.plan.seats is not None and gathering.before.plan.seats < taken:
        raise Refusal("undo-too-few-seats", taken=taken, seats=gathering.before.plan.seats)
    gatherings.restore(db, gathering, gathering.before, now)
    outgoing.take_back(db, announce.CHANGES, gathering_id)
    outgoing.stale(db, announce.POSTS, gathering_id)
    announce.plan_steps(db, gathering_id, now)
    announce.move_up(db, gathering_id, now)  # the change may have held back seats, and a filling that was still to come is dropped with it
    announce.invitation(db, gathering, now)  # it was skipped if its turn came while the meeting was cancelled
    log.write(db, now, "undone", kind="gathering", subject=gathering_id, department=gathering.department_id, recipient=user_id)
    return shown(db, gathering_id, now)


def plan_again(db: Connection, department: Department, now: datetime) -> None:
    """The department's days have changed, and with them the moments of reminders."""
    for gathering in gatherings.coming(db, department, now, EVERY):
        announce.plan_steps(db, gathering.id, now)


def coming(db: Connection, department: Department, user_id: UserId, now: datetime) -> tuple[list[Shown], bool]:
    """The department's next meetings, and whether the person organises there; drafts are for organisers."""
    organises = any(user_id in {one.user_id, one.deputy} for one in departments.organisers(db, department.id))
    found = gatherings.coming(db, department, now, COMING_SHOWN)
    seen = [one for one in found if organises or one.state == "invited"]
    answered = gatherings.attendees_by_gathering(db, [one.id for one in seen])
    return [Shown(one, answered[one.id], now) for one in seen], organises


def mine(db: Connection, user_id: UserId, now: datetime) -> list[Shown]:
    """The next meetings somebody has said yes or maybe to, wherever they are."""
    found = gatherings.of_person(db, user_id, now, COMING_SHOWN)
    answered = gatherings.attendees_by_gathering(db, [one.id for one in found])
    return [Shown(one, answered[one.id], now) for one in found]


def sees_allergies(db: Connection, gathering: Gathering, user_id: UserId) -> bool:
    """Only the meeting's own organiser and their deputy do; the department's other organisers see who comes."""
    own = announce.responsible(db, gathering)
    return user_id in own or any(one.deputy == user_id for one in departments.organisers(db, gathering.department_id) if one.user_id in own)


def owned(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Shown:
    """The meeting, for one of its organisers to look at; a refusal for everybody else."""
    looked = shown(db, gathering_id, now)
    organised(db, user_id, looked.gathering.department)
    return looked


def _mine(db: Connection, gathering_id: GatheringId, user_id: UserId) -> Gathering:
    gathering = gatherings.locked(db, gathering_id)
    if gathering is None:
        raise Refusal("gathering-unknown")
    organised(db, user_id, gathering.department)
    return gathering


def _still_to_come(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Gathering:
    """A meeting that one can still invite to."""
    gathering = _mine(db, gathering_id, user_id)
    if gathering.state == "cancelled":
        raise Refusal("gathering-cancelled")
    if gathering.plan.starts_at <= now:
        raise Refusal("gathering-begun")
    return gathering


def not_past(gathering: Gathering, now: datetime) -> None:
    """A refusal for a meeting that can no longer be changed."""
    if gathering.state == "cancelled":
        raise Refusal("gathering-cancelled")
    if gathering.state == "invited" and rules.is_over(gathering, now):
        raise Refusal("gathering-over")


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
