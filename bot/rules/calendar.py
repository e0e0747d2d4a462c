"""Which days are working days: the department's weekdays, less public holidays and its own closing days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

Country = Literal["DK", "NO"]
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
        return (
            day.isoweekday() in self.weekdays
            and (day.month, day.day) not in self.closing_days
            and day not in public_holidays(country(self.zone), day.year)
        )

    def last_before(self, day: date) -> date:
        """The last working day before `day`."""
        return self._search(day, -1)

    def next_after(self, day: date) -> date:
        """The first working day after `day`."""
        return self._search(day, 1)

    def _search(self, day: date, step: int) -> date:
        """A department with no working days at all keeps the calendar's."""
        for days in range(1, _SEARCHED_DAYS):
            found = day + timedelta(days=step * days)
            if self.includes(found):
                return found
        return day + timedelta(days=step)


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


def decent(now: datetime, days: WorkingDays) -> datetime:
    """When to write to somebody who did not ask for it just now: at once between 7 and 20 on a working day, else at 7.30 the next one."""
    local = now.astimezone(days.zone)
    if days.includes(local.date()) and DAY_BEGINS <= local.time() < DAY_ENDS:
        return now
    early = days.includes(local.date()) and local.time() < DAY_BEGINS
    return at(local.date() if early else days.next_after(local.date()), MORNING, days.zone)
