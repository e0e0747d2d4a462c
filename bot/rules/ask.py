"""The promise of /ask: a question belongs to somebody at every moment, and its asker knows when they hear next.

All moments are aware UTC; working days are those of the department of whoever is asked.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.ids import DepartmentId, QuestionId, TurnId, UserId
from bot.rules.calendar import PROPOSED_CLOSING_DAYS, WorkingDays, WorkingHours
from bot.rules.department import Department
from bot.rules.directory import Directory, Listed
from bot.rules.routing import ABOUT_SOMEBODY, Choice, Found
from bot.rules.topic import Topic
from bot.rules.topic.words import words
from bot.texts import Language

State = Literal["draft", "asked", "held", "queued", "taken", "answered", "closed"]
Reason = Literal[
    "vague",
    "off_topic",
    "nobody",
    "nobody_left",
    "none_of_these",
    "silence",
    "wished",
    "withdrawn",
    "untouched",
    "helped",
    "not_said",
]
Outcome = Literal["took", "declined", "silent", "away", "left", "gave_back", "too_late", "done"]
Helped = Literal["yes", "partly", "no"]

TEXT_MOST, SHORT_MOST = 2000, 1000
"""Characters of a question or a message, and of an answer in short."""
SAME_FOR = timedelta(minutes=10)
REMIND_AFTER, NEXT_AFTER = 1, 2
"""Working days of silence after which who was asked is reminded, and the next one is asked."""
FOLLOW_UP_AFTER, STILL_AFTER, LAPSE_AFTER = 3, 5, 10
"""Working days after somebody took a question: they are reminded; its asker is asked; the organisers get it."""
DRAFT_REMIND_AFTER, DRAFT_CLOSE_AFTER = 1, 3
QUEUE_AFTER, QUEUE_AGAIN_AFTER, RATE_AFTER = 2, 5, 5
"""Working days: organisers look at a question; are reminded again; an asker may say whether it helped."""
WAIT_MOST = timedelta(days=21)
"""So long a question waits for somebody who is away; beyond that the organisers get it."""
LOAD_OVER = timedelta(days=28)
"""Who got fewest questions in this time is asked first among equals."""
GRACE = timedelta(minutes=30)
"""A promise that passed longer ago than this was broken."""
FORGET_AFTER = timedelta(days=30)
"""So long after an anonymous question is closed it is forgotten who asked."""
OPEN: frozenset[State] = frozenset({"asked", "held", "queued", "taken", "answered"})
ALIKE = 0.3
_UNTOLD = ("NO", "Europe/Oslo"), ("DK", "Europe/Copenhagen")


@dataclass(frozen=True)
class Question:
    """`topic` as its asker confirmed it; `promised_at`: when they hear next, at the latest; `answer`: in short, by who answered."""

    id: QuestionId
    text: str
    language: Language
    topic: Topic | None
    anonymous: bool
    about_asker: str
    department_id: DepartmentId | None
    state: State
    reason: Reason | None
    asked_at: datetime
    promised_at: datetime | None
    changed_at: datetime
    answer: str
    answered_by: UserId | None
    helped: Helped | None
    asker_shares: bool | None
    expert_shares: bool | None

    @property
    def shared(self) -> bool:
        return bool(self.asker_shares and self.expert_shares)

    @property
    def teaches(self) -> bool:
        """May its words become an example? Never of anonymous questions, nor of topics in which somebody may be the trouble."""
        return not self.anonymous and self.topic is not None and self.topic not in ABOUT_SOMEBODY


@dataclass(frozen=True)
class Turn:
    """Somebody is or was asked. `recipient`: a person, or a function's channel; `place` is a routing.Where; open while `ended_at` is None."""

    id: TurnId
    question_id: QuestionId
    listing: str
    recipient: str
    role: str
    place: str
    asked_at: datetime
    until: datetime
    outcome: Outcome | None
    taken_by: UserId | None
    ended_at: datetime | None


@dataclass(frozen=True)
class OrdinaryWay:
    """Where to turn when it is no question for a researcher: numbers with their names, as the hospital's people say them. Empty: none."""

    emergency: str
    doctor: str
    crisis: str
    own: str = ""


DEFAULT_WAYS = {
    "DK": OrdinaryWay("112", "", "Livslinien 70 201 201"),
    "NO": OrdinaryWay("113", "Legevakt 116 117", "Mental Helse 116 123"),
}


@dataclass(frozen=True)
class Shared:
    """An answered question whose people let others see it."""

    text: str
    answer: str
    answered_by: UserId


@dataclass(frozen=True)
class Proposal:
    """What an asker is shown before anything leaves.

    `kind`: `one` person, `topics` or `people` to choose from, `wait` for somebody who is away, or `organiser` because of `reason`.
    """

    kind: Literal["one", "topics", "people", "wait", "organiser"]
    question: Question
    way: OrdinaryWay
    zone: ZoneInfo
    now: datetime
    choices: tuple[Choice, ...] = ()
    promised_at: datetime | None = None
    reason: Reason | None = None
    shared: tuple[Shared, ...] = ()
    gone: bool = False

    @property
    def people(self) -> tuple[Found, ...]:
        return self.choices[0].people if self.choices else ()


@dataclass(frozen=True)
class Standing:
    """A question as it stands, with who has been asked, for its asker or whoever is asked. `asker` is theirs to know who may know it."""

    question: Question
    turns: tuple[Turn, ...]
    asker: UserId
    listed: Listed | None
    there: Department | None
    directory: Directory
    zone: ZoneInfo
    now: datetime
    organisers: tuple[UserId, ...] = ()

    @property
    def taken(self) -> Turn | None:
        return next((turn for turn in reversed(self.turns) if turn.outcome in {"took", "done"}), None)

    @property
    def current(self) -> Turn | None:
        """Who is to answer now."""
        return self.taken if self.question.state in {"taken", "answered", "closed"} else self.turns[-1] if self.turns else None

    def turn_of(self, recipient: str) -> Turn | None:
        """Their latest turn, whether they were asked themselves or took it in a channel."""
        return next((turn for turn in reversed(self.turns) if recipient in {turn.recipient, turn.taken_by}), None)


@dataclass(frozen=True)
class Open:
    """An open question as organisers see it: without its words and its asker."""

    id: QuestionId
    topic: Topic | None
    state: State
    asked_at: datetime
    promised_at: datetime | None
    with_whom: str | None


@dataclass(frozen=True)
class Overview:
    """For organisers: open questions, oldest first; topics that nobody is left to answer; people over their load (listing, open questions)."""

    open: tuple[Open, ...]
    gaps: tuple[Topic, ...]
    over: tuple[tuple[Listed, int], ...]
    zone: ZoneInfo
    now: datetime


def hours_of(one: Listed, directory: Directory, departments: Sequence[Department]) -> WorkingHours:
    """The working hours of somebody's department; where it is none of Spire's, those of its hospital, else of its country."""
    codes = [(there, directory.at(there.hospital, there.name)) for there in departments]
    own = [there for there, code in codes if code == (one.hospital, one.department)]
    near = own or [there for there, (hospital, _) in codes if hospital == one.hospital]
    if near:
        return WorkingHours(near[0].working_days)
    return country_hours(directory.hospital(one.hospital).country)


def country_hours(country: str) -> WorkingHours:
    code, zone = _UNTOLD[0] if country == "NO" else _UNTOLD[1]
    closed = PROPOSED_CLOSING_DAYS["NO" if code == "NO" else "DK"]
    return WorkingHours(WorkingDays(frozenset(range(1, 6)), frozenset(closed), ZoneInfo(zone)))


def alike(text: str, others: Iterable[Shared], most: int = 2) -> tuple[Shared, ...]:
    """Those that share most of their words' beginnings with the text, best first."""
    mine = _beginnings(text)
    scored = [(_cosine(mine, _beginnings(one.text)), one) for one in others]
    return tuple(one for score, one in sorted(scored, key=lambda pair: -pair[0])[:most] if score >= ALIKE)


def _beginnings(text: str) -> Counter[str]:
    return Counter(word[:5] for word in words(text) if len(word) > 3)


def _cosine(one: Counter[str], two: Counter[str]) -> float:
    both = sum(number * two[word] for word, number in one.items())
    return both / math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in two.values())) if both else 0.0
