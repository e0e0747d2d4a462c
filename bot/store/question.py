"""Questions to /ask, who is asked, what was written, and the ordinary way of each hospital.

Who asked stands in a table of its own (`asker`): only what brings them their answer looks there.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, case, delete, exists, func, insert, or_, select, update

from bot.ids import DepartmentId, QuestionId, TurnId, UserId
from bot.rules.ask import FORGET_AFTER, OPEN, SAME_FOR, Open, OrdinaryWay, Question, Shared, Turn
from bot.rules.directory import Load
from bot.rules.topic import Topic
from bot.store import insert_new, inserted
from bot.store.tables import asker, message, ordinary_way, outgoing, question, turn
from bot.texts import Language

SHARED_MOST = 50
TO_ASKER = ("ask.draft", "ask.taken", "ask.passed_on", "ask.held", "ask.queued", "ask.answered", "ask.still", "ask.closed")
"""Letters about a question that only its asker gets."""
MESSAGE = "ask.message"


def new(text: str, language: Language, department: DepartmentId | None, now: datetime) -> Question:
    """A draft that is not written down yet."""
    return Question(QuestionId(0), text, language, None, False, "", department, "draft", None, now, None, now, "", None, None, None, None)


def create(db: Connection, draft: str, one: Question, user_id: UserId) -> QuestionId | None:
    """Write a draft down; None when this very command or form made one already."""
    values = {"draft": draft, "text": one.text, "language": one.language, "department_id": one.department_id, "asked_at": one.asked_at}
    made = inserted(db, question, **values, state="draft", anonymous=False, about_asker="", answer="", changed_at=one.asked_at)
    if made is None:
        return None
    insert_new(db, asker, question_id=made.id, user_id=user_id, department_id=one.department_id)
    return QuestionId(made.id)


def get(db: Connection, question_id: QuestionId, *, lock: bool = False) -> Question | None:
    """`lock`: to be changed in this transaction: who has a question is decided by one at a time."""
    row = db.execute(_locked() if lock else _by_id(), {"id": question_id}).one_or_none()
    return _question(row) if row else None


def by_draft(db: Connection, draft: str) -> QuestionId | None:
    return db.execute(_by_draft(), {"draft": draft}).scalar()


def hold(db: Connection, user_id: UserId) -> None:
    """This person's questions are kept one at a time until this transaction ends, so that the same words are found. (On SQLite all are.)"""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"asker:{user_id}"))))


def same(db: Connection, user_id: UserId, text: str, now: datetime) -> QuestionId | None:
    """The question with these very words that the same person asked in the last ten minutes and did not withdraw."""
    return db.execute(_same(), {"user": user_id, "text": text, "since": now - SAME_FOR}).scalar()


def change(db: Connection, question_id: QuestionId, now: datetime, **columns: Any) -> None:
    db.execute(update(question).where(question.c.id == question_id).values(changed_at=now, **columns))


def asker_of(db: Connection, question_id: QuestionId) -> tuple[UserId, DepartmentId | None] | None:
    """Who asked, and the department they wrote in; None once that was forgotten."""
    row = db.execute(select(asker.c.user_id, asker.c.department_id).where(asker.c.question_id == question_id)).one_or_none()
    return (row.user_id, row.department_id) if row else None


def of_asker(db: Connection, user_id: UserId, most: int) -> list[Question]:
    """Their questions that are not over, newest first."""
    mine = select(question).join(asker, asker.c.question_id == question.c.id).where(asker.c.user_id == user_id)
    rows = db.execute(mine.where(question.c.state.in_((*OPEN, "draft"))).order_by(question.c.id.desc()).limit(most))
    return [_question(row) for row in rows]


def forget_asker(db: Connection, question_id: QuestionId) -> None:
    """Nobody can tell any more who asked; letters to them are gone too."""
    mine = select(message.c.id).where(message.c.question_id == question_id)
    letters = or_(
        and_(outgoing.c.kind.in_(TO_ASKER), outgoing.c.subject == question_id), and_(outgoing.c.kind == MESSAGE, outgoing.c.subject.in_(mine))
    )
    db.execute(delete(outgoing).where(letters))
    db.execute(delete(asker).where(asker.c.question_id == question_id))


def forget_unsent(db: Connection, now: datetime) -> None:
    """Words that nobody was to see after all."""
    db.execute(delete(question).where(question.c.state == "closed", question.c.reason == "untouched", question.c.changed_at < now - FORGET_AFTER))


def forgettable(db: Connection, now: datetime) -> list[QuestionId]:
    """Anonymous questions that were closed long ago and whose asker still stands here."""
    old = (question.c.anonymous, question.c.state == "closed", question.c.changed_at < now - FORGET_AFTER)
    return [QuestionId(row.id) for row in db.execute(select(question.c.id).join(asker).where(*old))]


def add_turn(db: Connection, question_id: QuestionId, **columns: Any) -> TurnId:
    """Somebody is asked: listing, recipient, role, place, asked_at, until."""
    return TurnId(db.execute(insert(turn).values(question_id=question_id, **columns).returning(turn.c.id)).scalar_one())


def turn_by_id(db: Connection, turn_id: TurnId) -> Turn | None:
    row = db.execute(select(turn).where(turn.c.id == turn_id)).one_or_none()
    return Turn(*row) if row else None


def turns(db: Connection, question_id: QuestionId) -> list[Turn]:
    """Everybody who was asked, in that order."""
    return [Turn(*row) for row in db.execute(select(turn).where(turn.c.question_id == question_id).order_by(turn.c.id))]


def change_turn(db: Connection, turn_id: TurnId, **columns: Any) -> None:
    db.execute(update(turn).where(turn.c.id == turn_id).values(**columns))


def waiting_turns(db: Connection, recipient: str) -> list[Turn]:
    """Questions that this person has, taken or not."""
    mine = or_(turn.c.recipient == recipient, turn.c.taken_by == recipient)
    return [Turn(*row) for row in db.execute(select(turn).where(turn.c.ended_at.is_(None), mine).order_by(turn.c.id))]


def load(db: Connection, since: datetime) -> Load:
    """Everybody's open questions, and how many they were asked after `since`."""
    rows = db.execute(_load(), {"since": since}).all()
    return Load({row.listing: row.open for row in rows if row.open}, {row.listing: row.recent for row in rows if row.recent})


def open_turns(db: Connection, listing: str) -> int:
    """How many open questions somebody has; lock their listing first."""
    return db.execute(select(func.count()).where(turn.c.listing == listing, turn.c.ended_at.is_(None))).scalar_one()


def write(db: Connection, question_id: QuestionId, turn_id: TurnId | None, text: str, now: datetime, *, by_asker: bool) -> int:
    """Keep a message; returns its number."""
    values = {"question_id": question_id, "turn_id": turn_id, "text": text, "by_asker": by_asker, "at": now}
    return int(db.execute(insert(message).values(**values).returning(message.c.id)).scalar_one())


def written(db: Connection, number: int) -> Row[Any] | None:
    """question_id, turn_id, text, by_asker."""
    return db.execute(select(message).where(message.c.id == number)).one_or_none()


def shared(db: Connection, topic: Topic) -> list[Shared]:
    """The latest answers to a topic whose people let others see them."""
    rows = db.execute(_shared(), {"topic": topic})
    return [Shared(row.text, row.answer, row.answered_by) for row in rows]


def open_ones(db: Connection, departments: list[DepartmentId]) -> list[Open]:
    """Open questions that these departments' organisers may see, oldest first."""
    with_whom = select(turn.c.recipient).where(turn.c.question_id == question.c.id, turn.c.ended_at.is_(None)).order_by(turn.c.id.desc()).limit(1)
    columns = (question.c.id, question.c.topic, question.c.state, question.c.asked_at, question.c.promised_at, with_whom.scalar_subquery())
    mine = (question.c.state.in_(OPEN), or_(question.c.department_id.in_(departments), question.c.department_id.is_(None)))
    return [Open(*row) for row in db.execute(select(*columns).where(*mine).order_by(question.c.asked_at, question.c.id))]


def broken(db: Connection, before: datetime) -> list[Question]:
    """What should never be: open questions whose promise has passed before that moment, or that have none, or that nobody has."""
    owned = exists().where(turn.c.question_id == question.c.id, turn.c.ended_at.is_(None))
    lost = or_(and_(question.c.state.in_(("asked", "taken")), ~owned), and_(question.c.state == "queued", question.c.department_id.is_(None)))
    passed = or_(question.c.promised_at.is_(None), question.c.promised_at < before)
    late = or_(passed, lost)
    rows = db.execute(select(question).where(question.c.state.in_(OPEN), late, question.c.changed_at < before).order_by(question.c.id))
    return [_question(row) for row in rows]


def way(db: Connection, hospital: str) -> OrdinaryWay | None:
    row = db.execute(_way(), {"hospital": hospital}).one_or_none()
    return OrdinaryWay(row.emergency, row.doctor, row.crisis, row.own) if row else None


def put_way(db: Connection, hospital: str, one: OrdinaryWay) -> None:
    values = {"emergency": one.emergency, "doctor": one.doctor, "crisis": one.crisis, "own": one.own}
    if not insert_new(db, ordinary_way, hospital=hospital, **values):
        db.execute(update(ordinary_way).where(ordinary_way.c.hospital == hospital).values(**values))


_ID: BindParameter[int] = bindparam("id")


@cache
def _by_id() -> Select[Any]:
    return select(question).where(question.c.id == _ID)


@cache
def _locked() -> Select[Any]:
    return _by_id().with_for_update()


@cache
def _by_draft() -> Select[Any]:
    return select(question.c.id).where(question.c.draft == bindparam("draft"))


@cache
def _same() -> Select[Any]:
    mine = select(question.c.id).join(asker, asker.c.question_id == question.c.id)
    mine = mine.where(asker.c.user_id == bindparam("user"), question.c.text == bindparam("text"), question.c.asked_at > bindparam("since"))
    return mine.where(func.coalesce(question.c.reason, "") != "withdrawn").order_by(question.c.id.desc()).limit(1)


@cache
def _load() -> Select[Any]:
    since: BindParameter[datetime] = bindparam("since")
    counted = func.sum(case((turn.c.ended_at.is_(None), 1), else_=0)).label("open")
    recent = func.sum(case((turn.c.asked_at > since, 1), else_=0)).label("recent")
    return select(turn.c.listing, counted, recent).where(or_(turn.c.ended_at.is_(None), turn.c.asked_at > since)).group_by(turn.c.listing)


@cache
def _shared() -> Select[Any]:
    agreed = (question.c.topic == bindparam("topic"), question.c.asker_shares, question.c.expert_shares, question.c.answer != "")
    return select(question.c.text, question.c.answer, question.c.answered_by).where(*agreed).order_by(question.c.id.desc()).limit(SHARED_MOST)


@cache
def _way() -> Select[Any]:
    return select(ordinary_way).where(ordinary_way.c.hospital == bindparam("hospital"))


def _question(row: Row[Any]) -> Question:
    return Question(
        id=row.id,
        text=row.text,
        language=row.language,
        topic=row.topic,
        anonymous=row.anonymous,
        about_asker=row.about_asker,
        department_id=row.department_id,
        state=row.state,
        reason=row.reason,
        asked_at=row.asked_at,
        promised_at=row.promised_at,
        changed_at=row.changed_at,
        answer=row.answer,
        answered_by=row.answered_by,
        helped=row.helped,
        asker_shares=row.asker_shares,
        expert_shares=row.expert_shares,
    )
