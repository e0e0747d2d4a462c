"""What a phrase can mean. All times are wall time in the zone the phrase was read for; nothing here knows the clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

Reason = Literal["invalid_date", "invalid_time", "invalid_week", "dst_gap", "past", "vague", "unsupported", "no_time_info", "reversed_range"]


@dataclass(frozen=True)
class Moment:
    """A day, and an hour unless the phrase gave none. `fold` 1: the second time the hour comes, when the clocks go back."""

    day: date
    hour: time | None = None
    fold: int = 0
    sure: bool = field(default=True, compare=False)  # False: should the hour come twice, the phrase does not say which

    @property
    def wall(self) -> datetime:
        return datetime.combine(self.day, self.hour or time(0), tzinfo=None).replace(fold=self.fold)

    def instant(self, zone: ZoneInfo) -> datetime:
        """In UTC; without an hour, the beginning of the day."""
        return self.wall.replace(tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True)
class Span:
    """From a moment to a moment. Without hours `end` is the last day, inclusive; with hours it is the end instant."""

    start: Moment
    end: Moment


@dataclass(frozen=True)
class Recurrence:
    """RFC 5545: `rule` without its prefix, expanded in wall time from `start`; `minutes` None: no duration was given."""

    start: Moment
    rule: str
    minutes: int | None = None


Meaning = Moment | Span | Recurrence


@dataclass(frozen=True)
class Candidates:
    """People themselves would ask back: the meanings it can have, the likeliest first."""

    options: tuple[Meaning, ...]


@dataclass(frozen=True)
class Unread:
    """Not understood, or not possible. `part`: the words it is about, or the whole text."""

    reason: Reason
    part: str = ""


@dataclass(frozen=True)
class Reading:
    """What was read, and the rest of the text: title and place. `spans`: where in the text the time stood."""

    result: Meaning | Candidates | Unread
    rest: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """Every meaning it can have, none if it was not read."""
        return self.result.options if isinstance(self.result, Candidates) else () if isinstance(self.result, Unread) else (self.result,)
