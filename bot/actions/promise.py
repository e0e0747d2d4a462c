"""Keeping the promise of /ask: who has a question, until when, and who comes next. The verbs of askers, experts and organisers end here."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.actions import directory
from bot.errors import Refusal
from bot.ids import DepartmentId, QuestionId, UserId
from bot.rules.ask import (
    FOLLOW_UP_AFTER,
    LAPSE_AFTER,
    LOAD_OVER,
    NEXT_AFTER,
    QUEUE_AFTER,
    RATE_AFTER,
    REMIND_AFTER,
    STILL_AFTER,
    WAIT_MOST,
    Outcome,
    Question,
    Reason,
    Standing,
    Turn,
    country_hours,
    hours_of,
)
from bot.rules.calendar import WorkingHours
from bot.rules.directory import Directory, Listed
from bot.rules.routing import Found, Look
from bot.store import department as departments
from bot.store import directory as listings
from bot.store import due, log, outgoing
from bot.store import question as questions

POSTS = ["ask.question", "ask.queue", "ask.conversation"]
"""Posts that show how a question stands, and are kept up to date."""
TOLD_FOR, LATE_STEP = timedelta(days=14), timedelta(days=365)
"""How long news are worth telling; a step is never too late, for somebody waits."""


def everybody(db: Connection, now: datetime) -> Directory:
    """The directory of this day, where the workspace is."""
    return directory.current(db, today(db, now))


def today(db: Connection, now: datetime) -> date:
    first = next(iter(departments.every(db)), None)
    return now.astimezone(first.zone if first else country_hours("DK").days.zone).date()


def hours(db: Connection, one: Listed, people: Directory) -> WorkingHours:
    return hours_of(one, people, departments.every(db))


def asker_hours(db: Connection, department: DepartmentId | None) -> WorkingHours:
    """The working hours of a department; of the workspace's first where there is none."""
    there = departments.get(db, department) if department else next(iter(departments.every(db)), None)
    return WorkingHours(there.working_days) if there else country_hours("DK")


def look(db: Connection, question: Question, people: Directory, now: datetime) -> Look:
    """Into the directory, for this question's asker and with everybody's load."""
    asked = questions.asker_of(db, question.id)
    if asked is None:
        raise Refusal("ask-gone")
    user_id, department = asked
    asker = directory.asked_by(people, user_id, departments.get(db, department) if department else None, question.language)
    return Look(question.text, asker, people, questions.load(db, now - LOAD_OVER))


def locked(db: Connection, question_id: QuestionId) -> Question:
    question = questions.get(db, question_id, lock=True)
    if question is None:
        raise Refusal("ask-gone")
    return question


def reachable(one: Listed) -> bool:
    return bool(one.user_id or one.channel)


def put_to(db: Connection, question: Question, one: Listed, role: str, place: str, now: datetime) -> bool:
    """Ask somebody, in their working hours; False when they have no room left. Their listing is locked: open questions are counted one at a time."""
    if listings.lock(db, one.id) and questions.open_turns(db, one.id) >= one.slots:
        return False
    people, recipient = everybody(db, now), one.channel or one.user_id or ""
    calendar = hours(db, one, people)
    asked_at = calendar.next_moment(now)
    until = calendar.plus_days(asked_at, NEXT_AFTER)
    told = "" if question.anonymous and place != "named" else place  # it would say where they are
    asked = {"listing": one.id, "recipient": recipient, "role": role, "place": told, "asked_at": asked_at, "until": until}
    turn = questions.add_turn(db, question.id, **asked)
    home = home_of(db, one, people)
    outgoing.queue(db, f"ask.question:{question.id}:{turn}", "ask.question", question.id, recipient, asked_at, until, department=home)
    plan(db, "ask.remind", turn, calendar.plus_days(asked_at, REMIND_AFTER))
    plan(db, "ask.pass_on", turn, until)
    questions.change(db, question.id, now, state="asked", reason=None, promised_at=until)
    log.write(db, now, "scheduled", kind="ask.question", subject=question.id, department=home, recipient=recipient, due_at=asked_at)
    outgoing.stale(db, POSTS, question.id)
    return True


def home_of(db: Connection, one: Listed, people: Directory) -> DepartmentId | None:
    """The department of Spire's that somebody is of: its language is theirs, and its organisers see what they were sent."""
    there = (there for there in departments.every(db) if people.at(there.hospital, there.name) == (one.hospital, one.department))
    return next((one.id for one in there), None)


def go_on(db: Connection, question: Question, now: datetime) -> None:
    """Ask the next one who fits and was not asked yet; wait for one who is away; else it is the organisers'. The asker hears which.

    Who was away when asked may be asked again once they are back.
    """
    people = everybody(db, now)
    tried = {turn.listing for turn in questions.turns(db, question.id) if turn.outcome != "away"}
    if question.topic is not None:
        search = look(db, question, people, now)
        for found in search.people(question.topic):
            if found.person.id not in tried and reachable(found.person) and _put(db, question, found, now):
                tell_asker(db, question.id, "ask.passed_on", now)
                return
        away = first_back((found for found in search.away(question.topic) if found.person.id not in tried), people.today)
        if away:
            hold(db, question, away, now)
            tell_asker(db, question.id, "ask.held", now)
            return
    to_organisers(db, question, "nobody_left" if questions.turns(db, question.id) else "nobody", now)
    tell_asker(db, question.id, "ask.queued", now)


def first_back(away: Iterable[Found], day: date) -> Found | None:
    """Of those who are away, whoever is back first, within the time that a question waits; of several the better one."""
    back = [(found.person.absence.last, number, found) for number, found in enumerate(away) if found.person.absence and reachable(found.person)]
    return min(back)[2] if back and min(back)[0] - day <= WAIT_MOST else None


def back_at(db: Connection, one: Listed, people: Directory, now: datetime) -> datetime:
    """When somebody who is away works again."""
    calendar = hours(db, one, people)
    last = one.absence.last if one.absence else now.date()
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time(), calendar.days.zone)
    return calendar.next_moment(midnight)


def hold(db: Connection, question: Question, found: Found, now: datetime) -> None:
    """Everybody is away: wait until the first is back."""
    when = back_at(db, found.person, everybody(db, now), now)
    questions.change(db, question.id, now, state="held", reason=None, promised_at=when)
    plan(db, "ask.wake", question.id, when)
    log.write(db, now, "scheduled", kind="ask.held", subject=question.id, department=question.department_id, due_at=when)
    outgoing.stale(db, POSTS, question.id)


def to_organisers(db: Connection, question: Question, reason: Reason, now: datetime) -> None:
    """The organisers have it, with a post that follows what they do."""
    there = question.department_id or next((one.id for one in departments.every(db)), None)
    calendar = asker_hours(db, there)
    promised_at = calendar.plus_days(now, QUEUE_AFTER)
    questions.change(db, question.id, now, state="queued", reason=reason, department_id=there, promised_at=promised_at)
    log.write(db, now, "done", kind="ask.queue", subject=question.id, department=there, reason=f"ask-reason-{reason}")
    tell_organisers(db, question.id, there, "ask.queue", calendar.next_moment(now))
    plan(db, "ask.queue_over", question.id, promised_at)
    outgoing.stale(db, POSTS, question.id)


def taken(db: Connection, question: Question, turn: Turn, user_id: UserId, now: datetime) -> None:
    """Somebody has it: the others' turns end, the asker hears."""
    for other in questions.turns(db, question.id):
        if other.id != turn.id and other.ended_at is None:
            questions.change_turn(db, other.id, outcome="too_late", ended_at=now)
    questions.change_turn(db, turn.id, outcome="took", taken_by=user_id, ended_at=None)
    people = everybody(db, now)
    one = people.by_id.get(turn.listing)
    calendar = hours(db, one, people) if one else asker_hours(db, question.department_id)
    lapse = calendar.plus_days(now, LAPSE_AFTER)
    questions.change(db, question.id, now, state="taken", reason=None, promised_at=lapse)
    plan(db, "ask.follow_up", turn.id, calendar.plus_days(now, FOLLOW_UP_AFTER))
    plan(db, "ask.still", turn.id, calendar.plus_days(now, STILL_AFTER))
    plan(db, "ask.lapse", turn.id, lapse)
    log.write(db, now, "done", kind="ask.taken", subject=question.id, department=home_of(db, one, people) if one else None, recipient=user_id)
    tell_asker(db, question.id, "ask.taken", now)
    if not question.anonymous:
        talk(db, question.id, user_id, now)
    outgoing.stale(db, POSTS, question.id)


def talk(db: Connection, question_id: QuestionId, expert: UserId, now: datetime) -> None:
    """The two of them get a conversation of their own."""
    asked = questions.asker_of(db, question_id)
    if asked:
        both = ",".join(sorted((asked[0], expert)))
        outgoing.queue(db, f"ask.conversation:{question_id}:{now.timestamp():.0f}", "ask.conversation", question_id, both, now, now + TOLD_FOR)


def end_turn(db: Connection, turn: Turn, outcome: Outcome, now: datetime) -> None:
    questions.change_turn(db, turn.id, outcome=outcome, ended_at=now)
    log.write(db, now, "done", kind="ask.turn", subject=turn.question_id, recipient=turn.recipient, reason=f"ask-outcome-{outcome}")
    outgoing.stale(db, POSTS, turn.question_id)


def close(db: Connection, question: Question, reason: Reason, now: datetime) -> None:
    """It is over; whoever still had it has it no more."""
    for turn in questions.turns(db, question.id):
        if turn.ended_at is None:
            questions.change_turn(db, turn.id, outcome="done" if turn.outcome == "took" else "too_late", ended_at=now)
    questions.change(db, question.id, now, state="closed", reason=reason, promised_at=None)
    log.write(db, now, "done", kind="ask.closed", subject=question.id, department=question.department_id, reason=f"ask-reason-{reason}")
    outgoing.stale(db, POSTS, question.id)


def answered(db: Connection, question: Question, by: UserId, short: str, now: datetime) -> None:
    """Its asker says whether it helped, or it is over in a week."""
    over = asker_hours(db, question.department_id).plus_days(now, RATE_AFTER)
    questions.change(db, question.id, now, state="answered", reason=None, promised_at=over, answer=short, answered_by=by)
    plan(db, "ask.rate_over", question.id, over)
    log.write(db, now, "done", kind="ask.answered", subject=question.id, department=question.department_id, recipient=by)
    tell_asker(db, question.id, "ask.answered", now)
    outgoing.stale(db, POSTS, question.id)


def tell_asker(db: Connection, question_id: QuestionId, kind: str, now: datetime) -> None:
    """A letter to whoever asked; its row says no department, so that nobody's log tells of it."""
    if asked := questions.asker_of(db, question_id):
        outgoing.queue(db, f"{kind}:{question_id}:{now.timestamp():.3f}", kind, question_id, asked[0], now, now + TOLD_FOR)


def standing(db: Connection, question_id: QuestionId, now: datetime) -> Standing:
    question = questions.get(db, question_id)
    asked = questions.asker_of(db, question_id)
    if question is None:
        raise Refusal("ask-gone")
    user_id, department = asked or (UserId(""), None)
    people = everybody(db, now)
    first = next(iter(departments.every(db)), None)
    own = (None if question.anonymous else department) or question.department_id or (first.id if first else None)
    return Standing(
        question=question,
        turns=tuple(questions.turns(db, question_id)),
        asker=user_id,
        listed=people.by_user.get(user_id),
        directory=people,
        zone=asker_hours(db, own).days.zone,
        now=now,
        organisers=organisers(db, question.department_id),
        there=departments.get(db, department) if department else None,
    )


def organisers(db: Connection, department: DepartmentId | None) -> tuple[UserId, ...]:
    """A department's; of the workspace's first where there is none."""
    there = department or next((one.id for one in departments.every(db)), None)
    return tuple(one.user_id for one in departments.organisers(db, there)) if there else ()


def left(db: Connection, user_id: UserId, now: datetime) -> None:
    """Somebody is gone from Slack: what they had goes on to others, what they asked is over."""
    for turn in questions.waiting_turns(db, user_id):
        question = locked(db, turn.question_id)
        end_turn(db, turn, "left", now)
        if question.state in {"asked", "taken"}:
            go_on(db, question, now)
        elif question.state == "answered":
            outgoing.stale(db, POSTS, question.id)
    for question in questions.of_asker(db, user_id, 1000):
        close(db, locked(db, question.id), "withdrawn", now)


def not_delivered(db: Connection, question_id: QuestionId, recipient: str, now: datetime) -> None:
    """A question cannot be brought to whoever was to be asked, so it goes on."""
    question = locked(db, question_id)
    for turn in questions.turns(db, question_id):
        if turn.recipient == recipient and turn.ended_at is None and turn.outcome is None and question.state == "asked":
            end_turn(db, turn, "left", now)
            go_on(db, question, now)


def extend(db: Connection, question: Question, turn: Turn, now: datetime) -> None:
    """The asker has no answer yet and waits on: the same time again."""
    calendar = asker_hours(db, question.department_id)
    over = calendar.plus_days(now, LAPSE_AFTER)
    questions.change(db, question.id, now, promised_at=over)
    plan(db, "ask.still", turn.id, calendar.plus_days(now, STILL_AFTER))
    plan(db, "ask.lapse", turn.id, over)
    log.write(db, now, "changed", kind="ask.taken", subject=question.id, department=question.department_id, due_at=over)


def _put(db: Connection, question: Question, found: Found, now: datetime) -> bool:
    return put_to(db, question, found.person, found.person.role, found.where, now)


def tell_organisers(db: Connection, question_id: QuestionId, there: DepartmentId | None, kind: str, when: datetime) -> None:
    for user_id in organisers(db, there):
        key = f"{kind}:{question_id}:{user_id}:{when.timestamp():.0f}"
        outgoing.queue(db, key, kind, question_id, user_id, when, when + LATE_STEP, department=there)


def plan(db: Connection, kind: str, subject: int, when: datetime) -> None:
    due.plan(db, f"{kind}:{subject}:{when.timestamp():.0f}", kind, subject, when, when + LATE_STEP)
