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
