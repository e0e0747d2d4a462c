"""What somebody who is invited does: answer, bring somebody, say what they eat; and who came in the end."""

from datetime import datetime

from sqlalchemy import Connection

from bot.actions.announce import POSTS, move_up
from bot.actions.gathering import owned, shown
from bot.errors import Refusal
from bot.ids import GatheringId, UserId
from bot.rules import gathering as rules
from bot.rules.gathering import MEALS, Attendee, Gathering, Replied, Shown
from bot.store import gathering as gatherings
from bot.store import log, outgoing
from bot.store import person as people


def reply(db: Connection, gathering_id: GatheringId, user_id: UserId, wish: str, now: datetime) -> Replied:
    """Answer an invitation. A full table is an answer: who wants a seat then waits for one. Decided under the meeting's lock."""
    gathering = _open(db, gathering_id, now)
    if wish not in {"yes", "maybe", "no"}:
        raise Refusal("button-old")
    attendees = gatherings.attendees(db, gathering_id)
    mine = next((one for one in attendees if one.user_id == user_id), None)
    if wish == "yes":
        _seat(db, gathering, attendees, user_id, mine.guests if mine else 0, now)
    else:
        guests = mine.guests if mine and wish == "maybe" else 0
        gatherings.put_reply(db, gathering_id, user_id, wish, guests, now)
    if mine is None:
        _remembered(db, gathering_id, user_id)
    _changed(db, gathering_id, now)
    return replied(db, gathering_id, user_id, now)


def tell(
    db: Connection, gathering_id: GatheringId, user_id: UserId, guests: int, meal: list[str], allergies: str, remember: bool, now: datetime
) -> Replied:
    """Company and food of somebody who comes, may come or waits."""
    gathering = _open(db, gathering_id, now)
    attendees = gatherings.attendees(db, gathering_id)
    mine = next((one for one in attendees if one.user_id == user_id), None)
    if mine is None or mine.reply == "no":
        raise Refusal("reply-first")
    if not 0 <= guests <= rules.MOST_GUESTS or any(kind not in MEALS for kind in meal):
        raise Refusal("button-old")
    if len(allergies) > rules.ALLERGIES_MOST:
        raise Refusal("too-long", field="allergies", most=rules.ALLERGIES_MOST, length=len(allergies))
    if gathering.plan.seats is not None and 1 + guests > gathering.plan.seats:
        raise Refusal("guests-no-room", field="guests", room=gathering.plan.seats - 1)
    if guests != mine.guests:
        others = [one for one in attendees if one.user_id != user_id]
        if mine.reply == "yes" and not rules.seated(gathering.plan.seats, others, 1 + guests):
            raise Refusal("guests-no-room", field="guests", room=(gathering.plan.seats or 0) - rules.seats_taken(others) - 1)
        gatherings.put_reply(db, gathering_id, user_id, mine.reply, guests, now)
    kinds = " ".join(sorted(set(meal)))
    gatherings.put_meal(db, gathering_id, user_id, kinds, allergies)
    people.change(db, user_id, meal=kinds if remember else None, allergies=allergies if remember else None)
    _changed(db, gathering_id, now)
    return replied(db, gathering_id, user_id, now)


def replied(db: Connection, gathering_id: GatheringId, user_id: UserId, now: datetime) -> Replied:
    """How somebody's answer stands; a refusal when there is none."""
    looked = shown(db, gathering_id, now)
    mine = next((one for one in looked.attendees if one.user_id == user_id), None)
    if mine is None:
        raise Refusal("reply-first")
    remembered = people.get(db, user_id).meal is not None
    return Replied(looked, mine, rules.place_in_line(looked.attendees, user_id), remembered)


def attended(db: Connection, gathering_id: GatheringId, user_id: UserId, came: list[UserId] | None, now: datetime) -> Shown:
    """The organiser says who came; None: the list of those who said yes is right."""
    looked = owned(db, gathering_id, user_id, now)
    if now < looked.gathering.plan.starts_at:
        raise Refusal("gathering-not-begun")
    if came is None:
        came = [one.user_id for one in looked.attendees if one.reply == "yes"]
    gatherings.attended(db, gathering_id, came, now)
    log.write(db, now, "done", kind="gathering.attendance", subject=gathering_id, department=looked.gathering.department_id, recipient=user_id)
    outgoing.stale(db, ["gathering.attendance"], gathering_id)
    return shown(db, gathering_id, now)


def _open(db: Connection, gathering_id: GatheringId, now: datetime) -> Gathering:
    gathering = gatherings.locked(db, gathering_id)
    if gathering is None:
        raise Refusal("gathering-unknown")
    if gathering.state != "invited":
        raise Refusal("gathering-cancelled")
    if rules.is_over(gathering, now):
        raise Refusal("gathering-over")
    return gathering


def _seat(db: Connection, gathering: Gathering, attendees: list[Attendee], user_id: UserId, guests: int, now: datetime) -> None:
    """A seat if there is one and nobody waits for it; who has one keeps it."""
    others = [one for one in attendees if one.user_id != user_id]
    has_one = any(one.user_id == user_id and one.reply == "yes" for one in attendees)
    queue = any(one.reply == "waiting" and rules.fits(gathering.plan.seats, one) for one in others)
    free = rules.seated(gathering.plan.seats, others, 1 + guests) and not queue
    gatherings.put_reply(db, gathering.id, user_id, "yes" if has_one or free else "waiting", guests, now)


def _remembered(db: Connection, gathering_id: GatheringId, user_id: UserId) -> None:
    """What they asked us to remember counts at every meeting."""
    person = people.get(db, user_id)
    if person.meal is not None:
        gatherings.put_meal(db, gathering_id, user_id, person.meal, person.allergies)


def _changed(db: Connection, gathering_id: GatheringId, now: datetime) -> None:
    move_up(db, gathering_id, now)
    outgoing.stale(db, POSTS, gathering_id)
