"""When time passes over a question: reminders, the next one, the organisers; and the auditor, who should find nothing."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.actions import promise
from bot.ids import QuestionId, TurnId
from bot.rules.ask import DRAFT_CLOSE_AFTER, GRACE, QUEUE_AGAIN_AFTER, Question
from bot.store import outgoing
from bot.store import question as questions
from bot.store.due import Due


def audit(db: Connection, now: datetime) -> list[Question]:
    """Open questions that nobody has or whose promise has passed; their organisers are told, once a promise. There should be none."""
    found = questions.broken(db, now - GRACE)
    for question in found:
        key = f"ask.audit:{question.id}:{question.promised_at.timestamp() if question.promised_at else 0:.0f}"
        for user_id in promise.organisers(db, question.department_id):
            outgoing.queue(db, f"{key}:{user_id}", "ask.audit", question.id, user_id, now, now + promise.TOLD_FOR, department=question.department_id)
    return found


def forget(db: Connection, now: datetime) -> None:
    """A month after it is over: who asked without their name, and questions that were never sent."""
    questions.forget_unsent(db, now)
    for question_id in questions.forgettable(db, now):
        questions.forget_asker(db, question_id)


def remind(db: Connection, step: Due, now: datetime) -> None:
    turn = questions.turn_by_id(db, TurnId(step.subject))
    if turn and turn.ended_at is None and turn.outcome is None:
        people = promise.everybody(db, now)
        one = people.by_id.get(turn.listing)
        key, home = f"ask.reminder:{turn.question_id}:{turn.id}", promise.home_of(db, one, people) if one else None
        outgoing.queue(db, key, "ask.reminder", turn.question_id, turn.recipient, step.due_at, turn.until, department=home)


def pass_on(db: Connection, step: Due, now: datetime) -> None:
    """Silence: the next one."""
    turn = questions.turn_by_id(db, TurnId(step.subject))
    if turn is None:
        return
    question = promise.locked(db, turn.question_id)
    turn = questions.turn_by_id(db, turn.id)
    if turn and turn.ended_at is None and turn.outcome is None:
        promise.end_turn(db, turn, "silent", now)
        if question.state == "asked":
            promise.go_on(db, question, now)


def wake(db: Connection, step: Due, now: datetime) -> None:
    question = promise.locked(db, QuestionId(step.subject))
    if question.state == "held" and question.promised_at and question.promised_at <= now:
        promise.go_on(db, question, now)


def follow_up(db: Connection, step: Due, now: datetime) -> None:
    """To whoever took it: is it still theirs?"""
    turn = questions.turn_by_id(db, TurnId(step.subject))
    question = questions.get(db, turn.question_id) if turn else None
    if turn and question and question.state == "taken" and turn.outcome == "took" and turn.taken_by:
        letter = ("ask.follow_up", question.id, turn.taken_by, step.due_at, now + promise.TOLD_FOR)
        outgoing.queue(db, f"ask.follow_up:{question.id}:{turn.id}", *letter)


def still(db: Connection, step: Due, now: datetime) -> None:
    """To the asker: was it answered?"""
    turn = questions.turn_by_id(db, TurnId(step.subject))
    question = questions.get(db, turn.question_id) if turn else None
    if turn and question and question.state == "taken" and turn.outcome == "took":
        promise.tell_asker(db, question.id, "ask.still", now)


def lapse(db: Connection, step: Due, now: datetime) -> None:
    """Neither of the two said anything: the organisers look."""
    turn = questions.turn_by_id(db, TurnId(step.subject))
    if turn is None:
        return
    question = promise.locked(db, turn.question_id)
    if question.state == "taken" and turn.outcome == "took" and question.promised_at and question.promised_at <= now:
        promise.end_turn(db, turn, "silent", now)
        promise.to_organisers(db, question, "silence", now)
        promise.tell_asker(db, question.id, "ask.queued", now)


def rate_over(db: Connection, step: Due, now: datetime) -> None:
    question = promise.locked(db, QuestionId(step.subject))
    if question.state == "answered" and question.promised_at and question.promised_at <= now:
        promise.close(db, question, "not_said", now)


def queue_over(db: Connection, step: Due, now: datetime) -> None:
    """The organisers said nothing yet: they are reminded, and the asker told whom to turn to."""
    question = promise.locked(db, QuestionId(step.subject))
    if question.state == "queued" and question.promised_at and question.promised_at <= now:
        again = promise.asker_hours(db, question.department_id).plus_days(now, QUEUE_AGAIN_AFTER)
        questions.change(db, question.id, now, promised_at=again)
        promise.tell_organisers(db, question.id, question.department_id, "ask.queue_reminder", now)
        promise.tell_asker(db, question.id, "ask.queued", now)
        promise.plan(db, "ask.queue_over", question.id, again)
        outgoing.stale(db, promise.POSTS, question.id)


def draft_remind(db: Connection, step: Due, now: datetime) -> None:
    """A question that was never sent: one reminder."""
    question = questions.get(db, QuestionId(step.subject))
    if question and question.state == "draft":
        promise.tell_asker(db, question.id, "ask.draft", now)
        over = promise.asker_hours(db, question.department_id).plus_days(now, DRAFT_CLOSE_AFTER)
        promise.plan(db, "ask.draft_close", question.id, over)


def draft_close(db: Connection, step: Due, now: datetime) -> None:
    question = promise.locked(db, QuestionId(step.subject))
    if question.state == "draft":
        promise.close(db, question, "untouched", now)


STEPS: dict[str, Callable[[Connection, Due, datetime], None]] = {
    "ask.remind": remind,
    "ask.pass_on": pass_on,
    "ask.wake": wake,
    "ask.follow_up": follow_up,
    "ask.still": still,
    "ask.lapse": lapse,
    "ask.rate_over": rate_over,
    "ask.queue_over": queue_over,
    "ask.draft_remind": draft_remind,
    "ask.draft_close": draft_close,
}
