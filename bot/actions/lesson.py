"""What this workspace's clicks taught about questions: kept with who clicked, counted at once, taken back at any time."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from bot.errors import Refusal
from bot.ids import UserId
from bot.rules import privacy
from bot.rules.topic import Class, Example, Model, bank
from bot.rules.topic.lessons import lessons
from bot.store import directory
from bot.texts import Language


class _Taught:
    """The model of this process and the lessons in it, read and taught by one thread at a time."""

    model: Model | None = None
    known: frozenset[tuple[Example, float]] = frozenset()
    lock = threading.Lock()


def warm() -> None:
    """Read the bank now, so that the first question need not wait for it (a second or two)."""
    with _Taught.lock:
        _model()


@contextmanager
def taught(clicks: Sequence[tuple[UserId, Example]]) -> Iterator[Model]:
    """The model with the lessons of these clicks (store.directory.lessons)."""
    standing = frozenset(lessons(clicks))
    with _Taught.lock:
        model = _model()
        for example, weight in _Taught.known - standing:
            model.learn(example, -weight)
        for example, weight in standing - _Taught.known:
            model.learn(example, weight)
        _Taught.known = standing
        yield model


def _model() -> Model:
    _Taught.model = _Taught.model or Model(bank())
    return _Taught.model


def learn(db: Connection, user_id: UserId, question: str, topic: Class, language: Language, now: datetime) -> int:
    """A click confirmed or corrected what a question is about; returns the lesson's number, to take it back by.

    Never call it for an anonymous or a confidential question: its words would stand here with a name.
    """
    if found := privacy.find(question):
        raise Refusal(f"privacy-{found.kind}")
    return directory.learn(db, user_id, Example(topic, language, question), now)


def take_back(db: Connection, number: int, now: datetime) -> None:
    directory.take_back(db, number, now)
