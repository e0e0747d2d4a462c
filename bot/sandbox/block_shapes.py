"""The words the Block Kit table is written in: what a value in a payload may look like.

A shape says what *one* value must be; a `Thing` is the shape of a JSON object. What cannot be said field by field
is a `Rule`. Only objects whose own fields and everything below them are in order are shown to rules, so a rule reads
its fields without looking at their types again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MESSAGE, MODAL, HOME = "message", "modal", "home"
EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})


class Problem(NamedTuple):
    """One reason why Slack would refuse a payload, in the form `blocks.validate` answers with.

    `pointer` is a JSON pointer (RFC 6901) into the payload; the empty one means the whole of it.
    """

    code: str
    pointer: str
    message: str


Fields = Mapping[str, Any]
Rule = Callable[[Fields], Iterable[Problem]]
"""What a rule yields points into the object the rule was given: "" is that object itself."""


def units(text: str) -> int:
    """The length of a text in UTF-16 units, which is never less than in code points.

    Slack does not say which of the two it counts, so the larger one has to fit.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def failed(message: str, pointer: str = "") -> Problem:
    return Problem("failed_constraint", pointer, message)


@dataclass(frozen=True)
class Text:
    """A string of `low` to `high` units; `like` must match all of it, and `meaning` says in words what it asks for."""

    low: int = 0
    high: int | None = None
    like: re.Pattern[str] | None = None
    meaning: str = ""


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`, greater than `above`."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Flag:
    """True or false; 0 and 1 are neither."""


@dataclass(frozen=True)
class Anything:
    """A value whose form Slack does not publish."""


@dataclass(frozen=True)
class Word:
    """One of a few fixed strings."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    """A list of `low` to `high` values of one shape."""

    of: "Shape"
    low: int = 0
    high: int | None = None


@dataclass(frozen=True)
class OrNull:
    of: "Shape"


@dataclass(frozen=True)
class Thing:
    """A JSON object: the fields it needs and those it may have; any other field is wrong, unless it is `open`.

    `type` is the value its field of that name must have; None says there is no such field.
    """

    type: str | None
    need: Mapping[str, "Shape"] = field(default_factory=dict)
    may: Mapping[str, "Shape"] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    surfaces: frozenset[str] = EVERYWHERE
    open: bool = False


@dataclass(frozen=True)
class Choice:
    """An object of one of several types, told apart by their `type`."""

    things: Mapping[str, Thing]


Shape = Text | Number | Flag | Anything | Word | Items | OrNull | Thing | Choice


def choice(*things: Thing) -> Choice:
    return Choice({thing.type: thing for thing in things if thing.type})


def whole(low: int | None = None, high: int | None = None) -> Number:
    return Number(low, high, whole=True)
