"""A gathering (first kind: the pizza meeting): who has a seat, what they eat, when who is told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bot.ids import ChannelId, DepartmentId, GatheringId, UserId
from bot.rules.calendar import at
from bot.rules.department import Department

State = Literal["draft", "invited", "cancelled"]
Reply = Literal["yes", "maybe", "no", "waiting", "none"]
"""waiting: would come, the table is full; none: never answered, but came."""
Meal = Literal["everything", "vegetarian", "vegan", "no_pork", "gluten_free", "lactose_free"]
MEALS: tuple[Meal, ...] = ("vegetarian", "vegan", "no_pork", "gluten_free", "lactose_free")
"""What can be ticked, together too; nothing ticked is "everything"."""

UNDO_FOR = timedelta(minutes=1)
REMIND_AT = time(10)
"""Local: late enough for the night shift to sleep, early enough to order."""
ATTENDANCE_AT = time(9)
FORGET_AT = time(3)
MOST_GUESTS = 3
TITLE_MOST, PLACE_MOST, MESSAGE_MOST, ALLERGIES_MOST = 150, 150, 3000, 300
"""Characters."""
FURTHEST = timedelta(days=730)


@dataclass(frozen=True)
class Plan:
    """What an organiser fills in. `starts_at` is a moment, `minutes` elapsed time, `seats` None: as many as come."""

    title: str
    place: str
    message: str
    starts_at: datetime
    minutes: int
    seats: int | None


@dataclass(frozen=True)
class Gathering:
    id: GatheringId
    department: Department
    plan: Plan
    organiser: UserId
    state: State
    sequence: int
    before: "Before | None"
    changed_at: datetime
    attended_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        return self.plan.starts_at + timedelta(minutes=self.plan.minutes)

    @property
    def channel(self) -> ChannelId:
        return self.department.channel

    @property
    def department_id(self) -> DepartmentId:
        return self.department.id


@dataclass(frozen=True)
class Before:
    """What people were last told: undo brings it back."""

    state: State
    plan: Plan


@dataclass(frozen=True)
class Attendee:
    """`guests`: how many they bring. `meal`: what they ticked, None when they did not say."""

    user_id: UserId
    reply: Reply
    guests: int
    answered_at: datetime
    meal: tuple[Meal, ...] | None
    allergies: str
    came: bool | None

    @property
    def seats(self) -> int:
        return 1 + self.guests


@dataclass(frozen=True)
class Shown:
    """A meeting as its posts show it: everybody's answers and the moment of looking."""

    gathering: Gathering
    attendees: list[Attendee]
    now: datetime

    @property
    def unreminded(self) -> bool:
        """Planned too late for a reminder the day before."""
        return remind_at(self.gathering.plan, self.gathering.department) <= self.now


@dataclass(frozen=True)
class Card:
    """A meeting for somebody who steers it, or did before they handed it over."""

    shown: Shown
    reader: UserId

    @property
    def given_away(self) -> bool:
        return self.shown.gathering.organiser != self.reader


@dataclass(frozen=True)
class Replied:
    """How somebody's own answer stands.

    `line`: their place among those who wait, 0 when they do not. `remembered`: what they eat counts at every meeting.
    """

    shown: Shown
    attendee: Attendee
    line: int
    remembered: bool


def seats_taken(attendees: Iterable[Attendee]) -> int:
    return sum(attendee.seats for attendee in attendees if attendee.reply == "yes")


def seated(seats: int | None, others: Iterable[Attendee], wanted: int) -> bool:
    """Is there room for `wanted` more beside `others`?"""
    return seats is None or seats_taken(others) + wanted <= seats


def fits(seats: int | None, attendee: Attendee) -> bool:
    """Could they ever all be seated? Somebody who brings more than the whole table holds up nobody."""
    return seats is None or attendee.seats <= seats


def moved_up(seats: int | None, attendees: Sequence[Attendee]) -> list[UserId]:
    """Who of the waiting gets a seat now: in the order they asked, and nobody overtakes because they come alone."""
    room = None if seats is None else seats - seats_taken(attendees)
    found: list[UserId] = []
    for waiting in sorted((one for one in attendees if one.reply == "waiting"), key=lambda one: (one.answered_at, one.user_id)):
        if not fits(seats, waiting):
            continue
        if room is not None:
            if waiting.seats > room:
                break
            room -= waiting.seats
        found.append(waiting.user_id)
    return found


def place_in_line(attendees: Sequence[Attendee], user_id: UserId) -> int:
    """1 for the first of those who wait; 0 for somebody who does not."""
    line = sorted((one for one in attendees if one.reply == "waiting"), key=lambda one: (one.answered_at, one.user_id))
    return next((number for number, one in enumerate(line, 1) if one.user_id == user_id), 0)


def pizzas(attendees: Iterable[Attendee]) -> list[tuple[tuple[Meal, ...], int, int]]:
    """(kind, people, pizzas), the largest first: one pizza for two who eat the same, rounded up within a kind.

    Those who may come count too, since a pizza too many is eaten the next morning; guests eat everything, as nobody asked them.
    """
    people: Counter[tuple[Meal, ...]] = Counter()
    for attendee in attendees:
        if attendee.reply in {"yes", "maybe"}:
            people[attendee.meal or ("everything",)] += 1
            people[("everything",)] += attendee.guests
    counted = [(kind, count, -(-count // 2)) for kind, count in people.items() if count]
    return sorted(counted, key=lambda row: (-row[1], row[0]))


def remind_at(plan: Plan, department: Department) -> datetime:
    """The last working day before the meeting, so that nobody is written to on a Sunday."""
    day = plan.starts_at.astimezone(department.zone).date()
    return at(department.working_days.last_before(day), REMIND_AT, department.zone)


def attendance_at(plan: Plan, department: Department) -> datetime:
    """The next working morning: who came?"""
    ended = (plan.starts_at + timedelta(minutes=plan.minutes)).astimezone(department.zone).date()
    return at(department.working_days.next_after(ended), ATTENDANCE_AT, department.zone)


def forget_at(plan: Plan, department: Department) -> datetime:
    """Before the next day begins, what people ate is nobody's business any longer."""
    ended = (plan.starts_at + timedelta(minutes=plan.minutes)).astimezone(department.zone).date()
    return at(ended + timedelta(days=1), FORGET_AT, department.zone)


def known_before(gathering: Gathering, now: datetime) -> Before | None:
    """What undo brings back after a change made now: what people were last told, so two changes in one minute are undone together."""
    if gathering.state == "draft":
        return None
    return gathering.before if may_undo(gathering, now) else Before(gathering.state, gathering.plan)


def is_news(gathering: Gathering) -> bool:
    """Is what people were last told wrong now? A reworded message or another number of seats is read in the invitation."""
    if gathering.before is None:
        return False
    old, new = gathering.before.plan, gathering.plan
    said = (old.starts_at, old.minutes, old.place, old.title, gathering.before.state)
    return said != (new.starts_at, new.minutes, new.place, new.title, gathering.state)


def may_undo(gathering: Gathering, now: datetime) -> bool:
    return gathering.before is not None and now < gathering.changed_at + UNDO_FOR


def is_over(gathering: Gathering, now: datetime) -> bool:
    return now >= gathering.ends_at
