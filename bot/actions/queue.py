"""What organisers do with questions that nobody took, and what they see of all others: no words, and never who asked anonymously."""

from datetime import datetime

from sqlalchemy import Connection

from bot.actions import promise, turn
from bot.errors import Refusal
from bot.ids import QuestionId, UserId
from bot.rules.ask import LOAD_OVER, TEXT_MOST, Overview, Question, Standing
from bot.rules.department import Department
from bot.rules.directory import Asker, Directory
from bot.rules.routing import Look
from bot.rules.topic import TOPICS, Topic
from bot.store import department as departments
from bot.store import outgoing
from bot.store import question as questions
from bot.texts import Language


def of(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """A question that the organisers have, for one of them."""
    standing = promise.standing(db, question_id, now)
    _may(db, standing.question, user_id)
    return standing


def assign(db: Connection, question_id: QuestionId, user_id: UserId, to: UserId | None, now: datetime) -> Standing:
    """An organiser found somebody. Who asked anonymously is asked as anybody would be, and may say no: a refusal would say who asked."""
    question = promise.locked(db, question_id)
    _may(db, question, user_id)
    if question.state != "queued":
        return promise.standing(db, question_id, now)
    if to is None:
        raise Refusal("person-missing", field="who")
    asked = questions.asker_of(db, question_id)
    if asked and asked[0] == to and not question.anonymous:
        raise Refusal("turn-is-asker", field="who")
    one = turn.named(db, question, to, promise.everybody(db, now), now)
    if not promise.put_to(db, question, one, one.role, turn.NAMED, now):
        raise Refusal("turn-no-room", field="who")
    promise.tell_asker(db, question_id, "ask.passed_on", now)
    return promise.standing(db, question_id, now)


def answer(db: Connection, question_id: QuestionId, user_id: UserId, text: str, now: datetime) -> Standing:
    """An organiser answers it themselves."""
    question = promise.locked(db, question_id)
    _may(db, question, user_id)
    if len(text) > TEXT_MOST:
        raise Refusal("too-long", field="text", most=TEXT_MOST, length=len(text))
    if question.state != "queued":
        raise Refusal("queue-gone", typed=text)
    number = questions.write(db, question_id, None, text, now, by_asker=False)
    asked = questions.asker_of(db, question_id)
    if asked:
        outgoing.queue(db, f"{questions.MESSAGE}:{number}", questions.MESSAGE, number, asked[0], now, now + promise.TOLD_FOR)
    promise.answered(db, question, user_id, "", now)
    return promise.standing(db, question_id, now)


def overview(db: Connection, user_id: UserId, language: Language, now: datetime) -> Overview:
    """Open questions by age, topics without anybody, people over their load: of the departments that somebody organises."""
    mine = departments.organised_by(db, user_id)
    if not mine:
        raise Refusal("people-not-you")
    people, load = promise.everybody(db, now), questions.load(db, now - LOAD_OVER)
    over = [(one, load.open[one.id]) for one in people.people if load.open.get(one.id, 0) > one.slots]
    gaps = [topic for topic in TOPICS if not any(_answerable(people, there, topic, language) for there in mine)] if people.people else []
    found = questions.open_ones(db, [there.id for there in mine])
    return Overview(tuple(found), tuple(gaps), tuple(over), mine[0].zone, now)


def _answerable(people: Directory, there: Department, topic: Topic, language: Language) -> bool:
    """Is there anybody at all, be they busy or away, for a doctor of this department who has this question?"""
    asker = Asker(*people.at(there.hospital, there.name), "physician", "specialist_trainee", language)
    search = Look("", asker, people)
    return next(search.people(topic), None) is not None or next(search.away(topic), None) is not None


def _may(db: Connection, question: Question, user_id: UserId) -> None:
    """Organisers and deputies of the question's department; those of the workspace's first for a question of none."""
    there = question.department_id or next((one.id for one in departments.every(db)), None)
    may = any(user_id in {one.user_id, one.deputy} for one in departments.organisers(db, there)) if there else False
    if not may:
        raise Refusal("people-not-you")
