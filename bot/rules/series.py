"""Meetings that return: when a rule lets them happen, what days off do to them, and what was changed by hand.

A rule is an RFC 5545 RRULE without its prefix, unfolded in wall time: the hour on the wall stays when the clocks change. Moments are aware UTC, the
start of a series is naive wall time in its zone. An occurrence is known by its original start for ever (RECURRENCE-ID), whatever happens to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.rules.calendar import Closed, WorkingDays, at, existing, exists

Policy = Literal["keep", "skip", "next_working_day", "same_weekday_next_week"]
Why = Closed | Literal["dst_gap", "by_hand", "cancelled", "taken"]
"""taken: the series already meets that day (moved there by the policy) or at that very moment."""
YEARS = 50
"""No rule is unfolded further from its start than to the end of that year."""
_CYCLE = 400  # years after which leap years, weekdays and ISO weeks all repeat
_EVER = datetime.min.replace(tzinfo=UTC)
_MOMENT = timedelta(microseconds=1)


def _list(one: str) -> str:
    return f"{one}(,{one})*"


_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_WEEKDAYS, _NTH = _list(_DAY), _list(f"[+-]?[1-5]{_DAY}")
_INTERVAL = {"INTERVAL": "[1-9][0-9]{0,2}"}
_MONTHLY = _INTERVAL | {
    "BYMONTH": _list("(0?[1-9]|1[0-2])"),
    "BYMONTHDAY": _list("[+-]?(0?[1-9]|[12][0-9]|3[01])"),
    "BYDAY": f"{_WEEKDAYS}|{_NTH}",  # mixed, dateutil finds days that are both
    "BYSETPOS": _list("[+-]?[1-9][0-9]?"),
}
_EVERY = {"FREQ": ".*", "COUNT": "[1-9][0-9]{0,3}", "UNTIL": "[0-9]{8}T[0-9]{6}Z", "WKST": "MO"}
_UNDERSTOOD = {
    ("DAILY", False): _EVERY | _INTERVAL,
    ("WEEKLY", False): _EVERY | _INTERVAL | {"BYDAY": _WEEKDAYS},
    ("MONTHLY", False): _EVERY | _MONTHLY,
    ("YEARLY", False): _EVERY | _MONTHLY,
    ("YEARLY", True): _EVERY | {"BYWEEKNO": _list("(0?[1-9]|[1-4][0-9]|5[0-3])"), "BYDAY": _WEEKDAYS},
}
"""By frequency, and whether it goes by ISO weeks: the parts of a rule and how their values look."""


class UnsupportedRule(ValueError):
    """A part of a rule that we do not unfold, or do not understand: `part` as written, or its name when it is missing."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class Occurrence:
    """One meeting of a series. `minutes` None: as long as the others. `why`: why `start` is not where the rule has it, None: it is."""

    original: datetime
    start: datetime
    minutes: int | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Override:
    """What was changed by hand in the occurrence with this original start. `start` None: cancelled. `minutes` None: as long as the others."""

    original: datetime
    start: datetime | None
    minutes: int | None = None


@dataclass(frozen=True)
class Dropped:
    """An occurrence that does not happen."""

    original: datetime
    why: Why


@dataclass(frozen=True)
class Series:
    """`policy`: what happens to an occurrence on a public holiday or closing day of the department whose `days` these are."""

    rrule: str
    start: datetime
    days: WorkingDays
    policy: Policy = "keep"


@dataclass(frozen=True)
class Schedule:
    """What a series comes to in a window.

    `held`: strictly ascending by start; `dropped`: by original start; `orphans`: overrides, of any time, whose original the rule does not have.
    """

    held: tuple[Occurrence, ...]
    dropped: tuple[Dropped, ...]
    orphans: tuple[Override, ...]


def occurrences(rrule: str, start: datetime, zone: ZoneInfo, since: datetime, until: datetime | int) -> list[Occurrence]:
    """What the rule alone gives, strictly ascending, from `since` on: to before `until`, or the first `until` of them.

    The rule counts from `start`, which is an occurrence only if the rule hits it. UNTIL is inclusive. An hour in a DST gap moves to the first minute
    after it, while `original` is where RFC 5545 reads it (2.30 as 3.30), so that it names the same occurrence in everybody's calendar. A repeated
    hour is the first of the two. Raises UnsupportedRule.
    """
    coming = (one for one in _unfolded(rrule, start, zone) if one.start >= since)
    return list(islice(coming, until) if isinstance(until, int) else takewhile(lambda one: one.start < until, coming))


def schedule(series: Series, overrides: Iterable[Override], since: datetime, until: datetime | int) -> Schedule:
    """The series after its policy and its overrides, from `since` on: starts before `until`, or the first `until` (at least 1) of them.

    Overrides win over the policy, and over the rule's own occurrence at the same moment; one for the same original replaces the one before. The
    policy looks at days off, not at weekends: who plans a Saturday means it. What it would move onto a day on which the series already meets is
    dropped as taken. Raises UnsupportedRule.
    """
    overrides = list(overrides)
    if isinstance(until, int):
        begun = max(since, at(series.start.date(), series.start.time(), series.days.zone))
        for years in (1, 5, YEARS + 1):
            found = schedule(series, overrides, since, begun + timedelta(days=366 * years))
            if len(found.held) >= until:
                return schedule(series, overrides, since, found.held[until - 1].start + _MOMENT)
        return found
    changed = {one.original.astimezone(UTC): one for one in overrides}  # in another zone, a moment of a repeated hour equals nothing
    horizon = max([until, *(original + _MOMENT for original in changed)])
    originals = occurrences(series.rrule, series.start, series.days.zone, _EVER, horizon)
    if (reach := _reach(originals, series)) > horizon:  # whether a moved one is taken there has to be seen
        originals = occurrences(series.rrule, series.start, series.days.zone, _EVER, reach)
    held, dropped = _settled(originals, series, changed)
    return Schedule(
        tuple(one for one in held if since <= one.start < until),
        tuple(one for one in dropped if since <= one.original < until),
        tuple(changed[one] for one in sorted(changed.keys() - {one.original for one in originals})),
    )


def _reach(originals: list[Occurrence], series: Series) -> datetime:
    """The end of the last day onto which the policy would move one of them."""
    zone = series.days.zone
    days = [one.start.astimezone(zone).date() for one in originals] if series.policy != "keep" else []
    moved = [there for day in days if series.days.closed(day) and (there := _moved(day, series))]
    return at(max(moved) + timedelta(days=1), time(0), zone) if moved else _EVER


def _settled(originals: list[Occurrence], series: Series, changed: dict[datetime, Override]) -> tuple[list[Occurrence], list[Dropped]]:
    """In order of precedence: what was changed by hand, what stays, what the policy moves; among equals the earlier original."""
    zone = series.days.zone
    held: dict[datetime, Occurrence] = {}
    dropped: list[Dropped] = []
    displaced: list[tuple[Occurrence, Closed]] = []

    def place(one: Occurrence) -> None:
        if one.start in held:
            dropped.append(Dropped(one.original, "taken"))
        else:
            held[one.start] = one

    for one in originals:
        if override := changed.get(one.original):
            if override.start is None:
                dropped.append(Dropped(one.original, "cancelled"))
            else:
                place(Occurrence(one.original, override.start.astimezone(UTC), override.minutes, "by_hand"))
    for one in originals:
        if one.original not in changed:
            closed = series.days.closed(one.start.astimezone(zone).date())
            if closed and series.policy != "keep":
                displaced.append((one, closed))
            else:
                place(one)
    taken = {start.astimezone(zone).date() for start in held}  # two moved ones on one day are at one hour, so place() sees them
    for one, closed in displaced:
        day = _moved(one.start.astimezone(zone).date(), series)
        if day is None or day in taken:
            dropped.append(Dropped(one.original, "taken" if day else closed))
        else:
            place(Occurrence(one.original, existing(day, series.start.time(), zone), None, closed))
    return sorted(held.values(), key=lambda one: one.start), sorted(dropped, key=lambda one: one.original)


def _moved(day: date, series: Series) -> date | None:
    """Where the policy puts a day off. None: nowhere."""
    if series.policy == "next_working_day":
        return series.days.next_after(day)
    weeks = range(1, 53) if series.policy == "same_weekday_next_week" else range(0)
    return next((there for week in weeks if not series.days.closed(there := day + timedelta(weeks=week))), None)


def _unfolded(rrule: str, start: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    rule, last = _understood(rrule)
    furthest = min(start.year + YEARS, MAXYEAR - 1)
    # dateutil looks for the next hit until the end of the year 9999, for seconds if there is none; so we ask as near that end as we can
    shift = (MAXYEAR - furthest) // _CYCLE * _CYCLE
    for hit in rrulestr(rule, dtstart=start.replace(year=start.year + shift)):
        local = hit.replace(year=hit.year - shift)
        original = at(local.date(), local.time(), zone)
        if local.year > furthest or original > last:
            return
        if exists(local.date(), local.time(), zone):
            yield Occurrence(original, original)
        else:
            yield Occurrence(original, existing(local.date(), local.time(), zone), None, "dst_gap")


def _understood(rrule: str) -> tuple[str, datetime]:
    """The rule without its UNTIL, and that moment, or the last there is."""
    pairs = [part.partition("=")[::2] for part in rrule.split(";")]
    parts = dict(pairs)
    known = _UNDERSTOOD.get((parts.get("FREQ", ""), "BYWEEKNO" in parts))
    if known is None:
        raise UnsupportedRule(f"FREQ={parts['FREQ']}" if "FREQ" in parts else "FREQ")
    for name, value in pairs:
        if value != parts[name] or name not in known or not re.fullmatch(known[name], value):
            raise UnsupportedRule(f"{name}={value}")
    if "BYWEEKNO" in parts and "BYDAY" not in parts:
        raise UnsupportedRule("BYDAY")  # dateutil would take the whole week
    until = parts.pop("UNTIL", None)
    if until and "COUNT" in parts:
        raise UnsupportedRule(f"UNTIL={until}")  # RFC 5545: one or the other
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    return rule, _moment(until) if until else datetime.max.replace(tzinfo=UTC)


def _moment(until: str) -> datetime:
    try:
        return datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise UnsupportedRule(f"UNTIL={until}") from None
