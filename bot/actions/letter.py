"""What a letter shows, read at the moment it is rendered, and when it is no longer worth sending."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.actions import announce, ask, attendee, department, directory, promise
from bot.actions import mentorship as mentorships
from bot.actions.gathering import shown
from bot.ids import DepartmentId, GatheringId, LetterId, QuestionId, UserId
from bot.rules.ask import Proposal, Standing, State
from bot.rules.calendar import decent
from bot.rules.department import Welcome
from bot.rules.directory import Asked, Newcomer
from bot.rules.gathering import Card, Replied, Shown, is_over
from bot.rules.log import Failed
from bot.rules.mentor import Seen, is_wanted
from bot.store import department as departments
from bot.store import gathering as gatherings
from bot.store import outgoing
from bot.store import person as people
from bot.store import question as questions
from bot.texts import Language

FAILURE_TOLD_FOR = timedelta(days=7)
UNASKED = frozenset(
    {
        "gathering.reminder",
        "gathering.order",
        "gathering.attendance",
        "gathering.moved_up",
        "directory.asked",
        "directory.welcome",
        "ask.question",
        "ask.reminder",
        "ask.follow_up",
        "ask.queue",
        "ask.queue_reminder",
        "ask.audit",
    }
)
"""What nobody asked for just now: it waits for a decent hour, even if Slack was away until midnight."""
NO_NEWS = frozenset({"log.failed", "gathering.reply"})
"""Letters whose failure is written down, but about which nobody is written to."""


TO_ASKER = frozenset({*questions.TO_ASKER, questions.MESSAGE, "ask.conversation"})
"""Letters whose recipient stands in no log: they would say who asked."""
MENTORS = "mentor."
"""Letters of these kinds are their people's alone too. They are no department's, and wait for a decent hour."""


class Skip(Exception):
    """Not worth sending any more; `reason` is a text id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def gathering_post(db: Connection, subject: int, _recipient: str, now: datetime, first: bool) -> Shown:
    """The invitation: a cancelled meeting is not announced, but an announced one shows that it was cancelled."""
    looked = shown(db, GatheringId(subject), now)
    if first and looked.gathering.state != "invited":
        raise Skip("reason-cancelled")
    return looked


def gathering_card(db: Connection, subject: int, recipient: str, now: datetime, _first: bool) -> Card:
    return Card(shown(db, GatheringId(subject), now), UserId(recipient))


def gathering_as_it_is(db: Connection, subject: int, _recipient: str, now: datetime, _first: bool) -> Shown:
    return shown(db, GatheringId(subject), now)


def gathering_changed(db: Connection, subject: int, recipient: str, now: datetime, _first: bool) -> Shown:
    """The news of a change, for those who still care."""
    looked = shown(db, GatheringId(subject), now)
    if any(one.user_id == recipient and one.reply == "no" for one in looked.attendees):
        raise Skip("reason-not-coming")
    return looked


def gathering_reminder(db: Connection, subject: int, recipient: str, now: datetime, _first: bool) -> Replied:
    mine = attendee.replied(db, GatheringId(subject), UserId(recipient), now)
    if mine.shown.gathering.state != "invited":
        raise Skip("reason-cancelled")
    if mine.attendee.reply not in {"yes", "maybe"}:
        raise Skip("reason-not-coming")
    return mine


def gathering_seat(db: Connection, subject: int, recipient: str, now: datetime, first: bool) -> Replied:
    """A seat came free for somebody who waited."""
    mine = gathering_reminder(db, subject, recipient, now, first)
    if mine.attendee.reply != "yes":
        raise Skip("reason-not-coming")
    return mine


def gathering_order(db: Connection, subject: int, _recipient: str, now: datetime, _first: bool) -> Shown:
    looked = shown(db, GatheringId(subject), now)
    if looked.gathering.state != "invited":
        raise Skip("reason-cancelled")
    return looked


def department_news(db: Connection, subject: int, _recipient: str, _now: datetime, _first: bool) -> Welcome:
    return department.welcome(db, DepartmentId(subject))


def deputy_news(db: Connection, subject: int, recipient: str, _now: datetime, _first: bool) -> Welcome:
    """For a deputy: the department, and whose deputy they are."""
    news = department.welcome(db, DepartmentId(subject))
    mine = [one for one in news.organisers if one.deputy == recipient]
    if not mine:
        raise Skip("reason-gone")
    return Welcome(news.department, mine)


def listing(db: Connection, subject: int, recipient: str, now: datetime, _first: bool) -> Asked:
    """Whether somebody wants to be listed, while that is still a question."""
    asked = directory.asked(db, subject, recipient, now.date())
    if asked is None:
        raise Skip("reason-answered")
    return asked


def newcomer(db: Connection, subject: int, recipient: str, now: datetime, _first: bool) -> Newcomer:
    if not directory.is_colleague(db, UserId(recipient), now):
        raise Skip("reason-gone")
    return directory.newcomer(db, DepartmentId(subject), now.date())


@dataclass(frozen=True)
class Written:
    """A message between an asker and whoever has their question."""

    standing: Standing
    text: str
    by_asker: bool


@dataclass(frozen=True)
class Addressed:
    """A question as it stands, for this person or function."""

    standing: Standing
    recipient: str


def is_confidential(kind: str) -> bool:
    """No log says whom such a letter went to."""
    return kind in TO_ASKER or kind.startswith(MENTORS)


def question(db: Connection, subject: int, recipient: str, now: datetime, first: bool) -> Addressed:
    """To whoever is asked: not when their turn is over before it began; what was sent is kept up to date."""
    standing = promise.standing(db, QuestionId(subject), now)
    turn = standing.turn_of(recipient)
    if first and (standing.question.state != "asked" or turn is None or turn.ended_at is not None):
        raise Skip("reason-question-over")
    return Addressed(standing, recipient)


def question_in(*states: State, follows: bool = False) -> Callable[[Connection, int, str, datetime, bool], Standing]:
    """A question while it is in one of these states; a post that `follows` is kept up to date afterwards."""

    def facts(db: Connection, subject: int, _recipient: str, now: datetime, first: bool) -> Standing:
        standing = promise.standing(db, QuestionId(subject), now)
        if standing.question.state not in states and (first or not follows):
            raise Skip("reason-question-over")
        return standing

    return facts


def question_draft(db: Connection, subject: int, _recipient: str, now: datetime, _first: bool) -> Proposal:
    found = questions.get(db, QuestionId(subject))
    if found is None or found.state != "draft":
        raise Skip("reason-question-over")
    return ask.propose(db, found, now)


def question_message(db: Connection, subject: int, _recipient: str, now: datetime, _first: bool) -> Written:
    row = questions.written(db, subject)
    if row is None:
        raise Skip("reason-gone")
    return Written(promise.standing(db, row.question_id, now), row.text, row.by_asker)


def failure(db: Connection, subject: int, _recipient: str, now: datetime, _first: bool) -> Failed:
    row = outgoing.about(db, LetterId(subject))
    if row is None or row.department_id is None:
        raise Skip("reason-gone")
    looked = shown(db, GatheringId(row.subject), now) if row.kind.startswith("gathering.") else None
    return Failed(row.kind, row.recipient, row.reason or "", row.state, looked, department.welcome(db, row.department_id))


def mentorship(kind: str) -> Callable[[Connection, int, str, datetime, bool], Seen]:
    """How it stands between two people, for one of them; a letter that is no news any more is not sent."""

    def facts(db: Connection, subject: int, recipient: str, now: datetime, first: bool) -> Seen:
        looked = mentorships.look(db, subject, UserId(recipient), now)
        if first and not is_wanted(kind, looked):
            raise Skip("reason-answered")
        return looked

    return facts


def waits(kind: str) -> bool:
    """Nobody asked for it just now: it goes out at a decent hour."""
    return kind in UNASKED or kind.startswith(MENTORS)


def decent_hour(db: Connection, department_id: DepartmentId | None, recipient: str, now: datetime) -> datetime:
    """When the department's people may be written to, or whoever it is, if it is no department's letter."""
    return decent(now, departments.get(db, department_id).working_days if department_id else directory.days_of(db, recipient, now))


def tell_of_failure(db: Connection, letter_id: LetterId, now: datetime) -> None:
    """A post in a channel failed or is unsure: its organiser is told, once. A refused direct message stands in the log only."""
    row = outgoing.about(db, letter_id)
    if row is None or row.department_id is None or row.kind in NO_NEWS or not row.recipient.startswith(("C", "G")):
        return
    if row.kind.startswith("gathering.") and _is_past(db, GatheringId(row.subject), now):
        return
    for user_id in _responsible(db, row.kind, row.subject, row.department_id):
        key = f"log.failed:{letter_id}:{row.reason}:{user_id}"
        outgoing.queue(db, key, "log.failed", letter_id, user_id, now, now + FAILURE_TOLD_FOR, department=row.department_id)


def language(db: Connection, kind: str, subject: int, recipient: str, department_id: DepartmentId | None, otherwise: Language) -> Language:
    """A person's own language in their direct messages, the department's everywhere else; to who asked, the one they asked in."""
    own = people.get(db, UserId(recipient)).language if recipient.startswith(("U", "W")) else None
    if own is not None:
        return own
    if kind in TO_ASKER:
        row = questions.written(db, subject) if kind == questions.MESSAGE else None
        asked = questions.get(db, row.question_id if row else QuestionId(subject))
        return asked.language if asked else otherwise
    return departments.get(db, department_id).language if department_id else otherwise


def _is_past(db: Connection, gathering_id: GatheringId, now: datetime) -> bool:
    """Nobody needs to hear of a lost post about what is over."""
    gathering = gatherings.get(db, gathering_id)
    return gathering is None or is_over(gathering, now)


def _responsible(db: Connection, kind: str, subject: int, department_id: DepartmentId) -> list[UserId]:
    gathering = gatherings.get(db, GatheringId(subject)) if kind.startswith("gathering.") else None
    return announce.responsible(db, gathering) if gathering else [one.user_id for one in departments.organisers(db, department_id)]
