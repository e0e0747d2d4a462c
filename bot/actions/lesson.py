"""What this workspace's clicks taught about questions: kept with who clicked, counted at once, taken back at any time."""

import threading
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.errors import Refusal
from bot.ids import UserId
from bot.rules import privacy
from bot.rules import topic as topics
from bot.rules.topic import Class, Example, Model
from bot.rules.topic.lessons import lessons
from bot.store import directory
from bot.texts import Language


@dataclass(frozen=True)
class _Taught:
    """A model and the lessons in it; `version` is that of the clicks they come from, and of which database."""

    version: tuple[object, ...]
    lessons: frozenset[tuple[Example, float]]
    model: Model


class _Here:
    """What this process has learned. A new lesson goes into a copy, so a model that is read does not change, and reading needs no lock."""

    taught: _Taught | None = None
    lock = threading.Lock()


def warm() -> None:
    """Read the bank now, so that the first question need not wait for it (a second or two)."""
    with _Here.lock:
        topics.model()


def taught(db: Connection) -> Model:
    """The model with the lessons of this workspace's clicks, read again only when one has come or gone. It may be kept after the transaction."""
    version = (db.engine.url, *directory.learned_version(db))
    found = _Here.taught
    if found is None or found.version != version:
        with _Here.lock:
            found = _Here.taught or _Taught((), frozenset(), topics.model())
            if found.version != version:
                found = _Here.taught = _learned(found, version, frozenset(lessons(directory.lessons(db))))
    return found.model


def _learned(before: _Taught, version: tuple[object, ...], standing: frozenset[tuple[Example, float]]) -> _Taught:
    if standing == before.lessons:
        return replace(before, version=version)
    model = before.model.copy()
    for example, weight in before.lessons - standing:
        model.learn(example, -weight)
    for example, weight in standing - before.lessons:
        model.learn(example, weight)
    return _Taught(version, standing, model)


def learn(db: Connection, user_id: UserId, question: str, topic: Class, language: Language, now: datetime) -> int:
    """A click confirmed or corrected what a question is about; returns the lesson's number, to take it back by.

    Never call it for an anonymous or a confidential question: its words would stand here with a name.
    """
    if found := privacy.find(question):
        raise Refusal(f"privacy-{found.kind}")
    return directory.learn(db, user_id, Example(topic, language, question), now)


def take_back(db: Connection, number: int, now: datetime) -> None:
    directory.take_back(db, number, now)
