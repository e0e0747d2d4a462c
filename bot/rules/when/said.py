"""The elements of a phrase and the moment it is said at: what the rest of the reading works on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.when.reading import Reason
from bot.rules.when.rule import Element

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AFTERNOON = {"afternoon", "evening"}
EVEN = ",".join(str(week) for week in range(2, 53, 2))
ODD = ",".join(str(week) for week in range(1, 54, 2))


class No(Exception):
    """Not possible or not understood."""

    def __init__(self, reason: Reason, part: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.part = part


class Twice(No):
    """Two things are said of which one moment has only one."""

    def __init__(self, second: Element) -> None:
        super().__init__("vague", second.words)
        self.second = second


@dataclass(frozen=True)
class Now:
    """When and where it is said: wall time in `zone`."""

    wall: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.wall.date()

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())


Day = tuple[date, ...]
"""A day, or the days it can be: the likeliest first."""


@dataclass(frozen=True)
class Parts:
    """The elements of one moment, by kind."""

    said: tuple[Element, ...]

    def get(self, *kinds: str) -> list[Element]:
        return [one for one in self.said if one.kind in kinds]

    def first(self, *kinds: str) -> Element | None:
        return next(iter(self.get(*kinds)), None)

    def has(self, *kinds: str) -> bool:
        return bool(self.get(*kinds))


_ALONE = (
    {"date"},
    {"relative"},
    {"day of month"},
    {"clock", "clocks", "in minutes"},
    {"lasting"},
    {"weeks", "week by name", "weekend", "month by name"},
    {"part", "this part"},
)
"""A moment has one of each."""


def alone(parts: Parts, *kinds_too: str) -> None:
    """Refuse, where a moment or a recurrence is given two hours (or two of `kinds_too`) that differ."""
    second: list[Element] = []
    for kinds in (*_ALONE, set(kinds_too)):
        said = parts.get(*kinds)
        second += [other for other in said[1:] if other.value != said[0].value]
    if second:
        raise Twice(min(second, key=lambda one: one.first))
