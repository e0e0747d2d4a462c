"""What somebody does who was asked: take it, ask back, say no, be away, answer, give it back."""

from datetime import date, datetime

from sqlalchemy import Connection

from bot.actions import directory, lesson, promise
from bot.errors import Refusal
from bot.ids import ChannelId, QuestionId, UserId
from bot.rules.ask import TEXT_MOST, Question, Standing, Turn
from bot.rules.directory import Directory, Listed
from bot.rules.topic import TOPICS, Topic
from bot.store import outgoing
from bot.store import question as questions

NAMED, ROLE = "named", "colleague"


def of(db: Connection, question_id: QuestionId, user_id: UserId, channel: ChannelId, now: datetime) -> Standing:
    """The question as it stands, for somebody who was asked, in person or in their function's channel."""
    standing = promise.standing(db, question_id, now)
    if standing.turn_of(user_id) is None and standing.turn_of(channel) is None:
        raise Refusal("turn-not-you")
    return standing


def take(db: Connection, question_id: QuestionId, user_id: UserId, channel: ChannelId, now: datetime) -> Standing:
    """First come: who clicks second sees who has it. Somebody whose time was over may still take what nobody has taken."""
    question, turn = _mine(db, question_id, user_id, channel, now)
    if turn.recipient == _asker(db, question_id):
        raise Refusal("turn-own")
    if question.state in {"asked", "held", "queued"}:
        promise.taken(db, question, turn, user_id, now)
    return promise.standing(db, question_id, now)


def ask_back(db: Connection, question_id: QuestionId, user_id: UserId, channel: ChannelId, text: str, now: datetime) -> Standing:
    """Who asks back has taken it. When it is over, what they wrote comes back to them."""
    standing = take(db, question_id, user_id, channel, now)
    if standing.question.state == "closed":
        raise _over(standing.question, text)
    return write(db, question_id, user_id, text, now) if standing.taken and standing.taken.taken_by == user_id else standing


def write(db: Connection, question_id: QuestionId, user_id: UserId, text: str, now: datetime) -> Standing:
    """To the asker, through Spire."""
    _fits(text)
    question, turn = _held(db, question_id, user_id, text, now)
    number = questions.write(db, question_id, turn.id, text, now, by_asker=False)
    if asked := questions.asker_of(db, question.id):
        outgoing.queue(db, f"{questions.MESSAGE}:{number}", questions.MESSAGE, number, asked[0], now, now + promise.TOLD_FOR)
    return promise.standing(db, question_id, now)


def answered(db: Connection, question_id: QuestionId, user_id: UserId, short: str, now: datetime) -> Standing:
    """It is answered; `short` is what others may read if both agree. In an anonymous question it also goes to the asker."""
    _fits(short)
    question, _turn = _held(db, question_id, user_id, short, now)
    if question.state == "taken":
        if short and question.anonymous:
            write(db, question_id, user_id, short, now)
        promise.answered(db, question, user_id, short, now)
    return promise.standing(db, question_id, now)


def give_back(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    question, turn = _held(db, question_id, user_id, "", now)
    if question.state == "taken":
        promise.end_turn(db, turn, "gave_back", now)
        promise.go_on(db, question, now)
    return promise.standing(db, question_id, now)


def decline(
    db: Connection, question_id: QuestionId, user_id: UserId, channel: ChannelId, to: UserId | None, topic: Topic | None, now: datetime
) -> Standing:
    """Not me: it goes to the person named, to whoever the topic named leads to, or to the next."""
    question, turn = _mine(db, question_id, user_id, channel, now)
    if question.state != "asked" or turn.ended_at is not None:
        return promise.standing(db, question_id, now)
    people = promise.everybody(db, now)
    one = _named(db, question, to, user_id, people, now) if to else None
    promise.end_turn(db, turn, "declined", now)
    if topic in TOPICS and topic != question.topic:
        questions.change(db, question_id, now, topic=topic)
        question = promise.locked(db, question_id)
        if question.teaches:
            lesson.learn(db, user_id, question.text, topic, question.language, now)
    if one and promise.put_to(db, question, one, one.role, NAMED, now):
        promise.tell_asker(db, question_id, "ask.passed_on", now)
    else:
        promise.go_on(db, question, now)
    return promise.standing(db, question_id, now)


def away(db: Connection, question_id: QuestionId, user_id: UserId, until: date | None, now: datetime) -> Standing:
    """I'm away until (that day included): this question and all others they have not taken go on."""
    question, turn = _mine(db, question_id, user_id, ChannelId(""), now)
    if until is None:
        raise Refusal("turn-until-missing", field="until")
    people = promise.everybody(db, now)
    if user_id in people.by_user:
        directory.pause(db, user_id, until, people.today, now)
    elif until < people.today:
        raise Refusal("pause-past", field="until")
    for other in questions.waiting_turns(db, user_id):
        theirs = question if other.question_id == question.id else promise.locked(db, other.question_id)
        if other.outcome is None and theirs.state == "asked":
            promise.end_turn(db, other, "away", now)
            promise.go_on(db, theirs, now)
    return promise.standing(db, turn.question_id, now)


def named(db: Connection, question: Question, to: UserId, people: Directory, now: datetime) -> Listed:
    """Somebody whom a person chose for a question: of the hospital, not away, not full, not unwilling, and not asked about it before."""
    if not directory.is_colleague(db, to, now):
        raise Refusal("turn-no-colleague", field="who")
    one = people.by_user.get(to) or Listed(to, "", ROLE, "", "", "", user_id=to, slots=1)
    asked_before = any(turn.recipient == to for turn in questions.turns(db, question.id))
    if asked_before or one.agreed is False or one.away(people.today) or questions.open_turns(db, one.id) >= one.slots:
        raise Refusal("turn-no-room", field="who")
    return one


def _named(db: Connection, question: Question, to: UserId, user_id: UserId, people: Directory, now: datetime) -> Listed:
    """Whom somebody sends it on to. An anonymous asker is asked as anybody would be: to refuse or pass over them would say who asked."""
    if to == user_id:
        raise Refusal("turn-yourself", field="who")
    if to == _asker(db, question.id) and not question.anonymous:
        raise Refusal("turn-is-asker", field="who")
    return named(db, question, to, people, now)


def _asker(db: Connection, question_id: QuestionId) -> UserId | None:
    asked = questions.asker_of(db, question_id)
    return asked[0] if asked else None


def _mine(db: Connection, question_id: QuestionId, user_id: UserId, channel: ChannelId, now: datetime) -> tuple[Question, Turn]:
    """The question, locked, and this person's turn. Its asker has one only if somebody named them without knowing."""
    question = promise.locked(db, question_id)
    standing = promise.standing(db, question_id, now)
    turn = standing.turn_of(user_id) or standing.turn_of(channel)
    if turn is None or (user_id == standing.asker and turn.recipient != user_id):
        raise Refusal("turn-not-you")
    return question, turn


def _held(db: Connection, question_id: QuestionId, user_id: UserId, typed: str, now: datetime) -> tuple[Question, Turn]:
    """The question of somebody who has taken it. When it is theirs no more, what they wrote comes back to them."""
    question = promise.locked(db, question_id)
    turn = next((turn for turn in reversed(questions.turns(db, question_id)) if turn.taken_by == user_id), None)
    if turn is None:
        raise Refusal("turn-not-you", typed=typed or None)
    if question.state == "closed":
        raise _over(question, typed)
    if turn.outcome != "took" or question.state not in {"taken", "answered"}:
        raise Refusal("turn-not-yours", typed=typed or None)
    return question, turn


def _over(question: Question, typed: str) -> Refusal:
    return Refusal("turn-withdrawn" if question.reason == "withdrawn" else "turn-over", typed=typed or None)


def _fits(text: str) -> None:
    if len(text) > TEXT_MOST:
        raise Refusal("too-long", field="text", most=TEXT_MOST, length=len(text))
