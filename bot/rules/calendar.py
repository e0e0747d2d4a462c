"""Which days are working days: the department's weekdays, less public holidays and its own closing days. Working hours, ISO weeks, DST."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

Country = Literal["DK", "NO"]
Closed = Literal["public_holiday", "closing_day"]
MonthDay = tuple[int, int]
PROPOSED_CLOSING_DAYS: dict[Country, tuple[MonthDay, ...]] = {
    "DK": ((5, 1), (6, 5), (12, 24), (12, 31)),
    "NO": ((12, 24), (12, 31)),
}
"""No public holidays, but days on which many departments run on duty staff only."""
_NORWEGIAN_ZONES = {"Europe/Oslo", "Arctic/Longyearbyen"}
_SEARCHED_DAYS = 366
DAY_BEGINS, DAY_ENDS, MORNING = time(7), time(20), time(7, 30)


def country(zone: ZoneInfo) -> Country:
    """Whose public holidays a department in `zone` keeps."""
    return "NO" if zone.key in _NORWEGIAN_ZONES else "DK"


@dataclass(frozen=True)
class WorkingDays:
    """ISO weekdays (1 = Monday), closing days that return every year, and the zone whose country's public holidays count."""

    weekdays: frozenset[int]
    closing_days: frozenset[MonthDay]
    zone: ZoneInfo

    def includes(self, day: date) -> bool:
        return day.isoweekday() in self.weekdays and self.closed(day) is None

    def closed(self, day: date) -> Closed | None:
        """Why a day is off that might have been a working day; a weekend alone is no reason. None: it is not."""
        if day in public_holidays(country(self.zone), day.year):
            return "public_holiday"
        return "closing_day" if (day.month, day.day) in self.closing_days else None

    def last_before(self, day: date) -> date:
        """The last working day before `day`."""
        return self._search(day, -1)

    def next_after(self, day: date) -> date:
        """The first working day after `day`."""
        return self._search(day, 1)

    def plus(self, day: date, number: int) -> date:
        """The working day that comes `number` working days after `day`, or before it when negative; 0 is `day`, whatever it is."""
        for _ in range(abs(number)):
            day = self._search(day, 1 if number > 0 else -1)
        return day

    def _search(self, day: date, step: int) -> date:
        """A department with no working days at all keeps the calendar's."""
        for days in range(1, _SEARCHED_DAYS):
            found = day + timedelta(days=step * days)
            if self.includes(found):
                return found
        return day + timedelta(days=step)


@dataclass(frozen=True)
class WorkingHours:
    """Local hours of each working day, `ends` not included. They lie within one day (ValueError), so a night shift is not expressible.

    Moments go in with any zone and come out in UTC. A moment outside the hours counts as the next opening. An edge in a DST gap becomes the first
    minute after it, one in the repeated hour its first pass; between them time is counted as it elapses.
    """

    days: WorkingDays
    begins: time = time(8)
    ends: time = time(16)

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError("working hours end after they begin")

    def next_moment(self, moment: datetime) -> datetime:
        """`moment` itself in working hours, else the next opening."""
        return next(self._stretches(moment))[0]

    def plus_days(self, moment: datetime, number: int) -> datetime:
        """The same local hour `number` (at least 0) working days later: two from Friday 15.30 are Tuesday 15.30, from Saturday Wednesday 8.00."""
        begun = self.next_moment(moment).astimezone(self.days.zone)
        return existing(self.days.plus(begun.date(), number), begun.time(), self.days.zone)

    def plus_minutes(self, moment: datetime, minutes: int) -> datetime:
        """When that many (at least 0) working minutes have passed: on the minute the working day ends rather than when the next one begins."""
        left = timedelta(minutes=minutes)
        stretches = self._stretches(moment)
        opens, closes = next(stretches)
        while left > closes - opens:
            left -= closes - opens
            opens, closes = next(stretches)
        return opens + left

    def minutes_between(self, since: datetime, until: datetime) -> int:
        """Whole working minutes; 0 when `until` is not after `since`."""
        begun = takewhile(lambda stretch: stretch[0] < until, self._stretches(since))
        return sum((min(closes, until) - opens for opens, closes in begun), timedelta()) // timedelta(minutes=1)

    def _stretches(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Without end, what is left of each working day from `moment` on, never empty: from, to."""
        moment, zone = moment.astimezone(UTC), self.days.zone
        day = moment.astimezone(zone).date()
        if not self.days.includes(day):
            day = self.days.next_after(day)
        while True:
            opens, closes = max(existing(day, self.begins, zone), moment), existing(day, self.ends, zone)
            if opens < closes:
                yield opens, closes
            day = self.days.next_after(day)


@cache
def public_holidays(where: Country, year: int) -> frozenset[date]:
    """The public holidays of a year."""
    language = "da" if where == "DK" else "no"  # "nb" would silently answer in English
    return frozenset(holidays.country_holidays(where, years=year, language=language))


def at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """A day and a local hour as a moment in UTC. An hour in a DST gap is read with the offset before it, so it comes out after the gap."""
    return datetime.combine(day, hour, zone).astimezone(UTC)  # or adding minutes would count the wall clock's


def exists(day: date, hour: time, zone: ZoneInfo) -> bool:
    """False inside a DST gap: no clock ever shows that hour."""
    return at(day, hour, zone).astimezone(zone).replace(tzinfo=None) == datetime.combine(day, hour)


def existing(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """As `at`, but an hour in a DST gap becomes the first minute after the gap (in Nuuk that is the next day)."""
    local = datetime.combine(day, hour)
    while not exists(local.date(), local.time(), zone):
        local = local.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return at(local.date(), local.time(), zone)


def weeks_in(year: int) -> int:
    """How many ISO weeks a year has: 52, or 53 as 2026 does."""
    return date(year, 12, 28).isocalendar().week


def monday(year: int, week: int) -> date:
    """The first day of an ISO week. ValueError when the year has no such week."""
    return date.fromisocalendar(year, week, 1)


def in_even_week(day: date) -> bool:
    """By the number of its ISO week: after a week 53, two odd weeks follow each other."""
    return day.isocalendar().week % 2 == 0


def decent(now: datetime, days: WorkingDays) -> datetime:
    """When to write to somebody who did not ask for it just now: at once between 7 and 20 on a working day, else at 7.30 the next one."""
    local = now.astimezone(days.zone)
    if days.includes(local.date()) and DAY_BEGINS <= local.time() < DAY_ENDS:
        return now
    early = days.includes(local.date()) and local.time() < DAY_BEGINS
    return at(local.date() if early else days.next_after(local.date()), MORNING, days.zone)
