"""What a rule of the grammar is: a regular expression over the items' letters, and a function that looks at what matched."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.rules.when.item import Item


@dataclass(frozen=True)
class Element:
    """`kind` and `value` go together (see the rules); `first` and `last` are items, last exclusive; `words` as they were typed."""

    kind: str
    value: Any
    first: int
    last: int
    words: str = ""


@dataclass(frozen=True)
class Clock:
    """A clock time as written. `sure`: its half of the day is known; `half` is am or pm where words say so."""

    hour: int
    minute: int
    sure: bool
    half: str = ""
    spoken: bool = False


Build = Callable[[list[Item], "re.Match[str]"], tuple[str, Any] | None]


class Rules(list[tuple[re.Pattern[str], Build]]):
    """Rules in the order in which they are tried. Used as a decorator: `@rules(pattern)`."""

    def __call__(self, pattern: str) -> Callable[[Build], Build]:
        def register(build: Build) -> Build:
            self.append((re.compile(pattern), build))
            return build

        return register


def number_of(item: Item) -> int:
    """A number in digits, in words, or "to", which is two."""
    return 2 if item.letter == "t" else int(str(item.value))


def is_unit(item: Item, *names: str) -> bool:
    return item.letter == "U" and item.value in names


def year_of(text: str) -> int | None:
    return int(text) if len(text) == 4 else 2000 + int(text) if len(text) == 2 else None


def is_literal(item: Item) -> bool:
    """C11: 1 to 6 without a leading zero may be either half of the day."""
    return item.text[0] == "0" or not 1 <= int(item.text) <= 6


def words_of(items: list[Item], match: re.Match[str]) -> str:
    return " ".join(item.text for item in items[match.start() : match.end()])


def letters_of(items: list[Item], match: re.Match[str]) -> str:
    return "".join(item.letter for item in items[match.start() : match.end()])


def looks_like_year(item: Item) -> bool:
    return len(item.text) == 4 and item.text.startswith(("19", "20", "21"))
