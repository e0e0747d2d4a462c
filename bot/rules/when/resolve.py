"""What elements mean on a given day: the conventions (C1 to C26) of the labelled phrases, one function a convention where that is possible."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.when.grammar import Clock, Element
from bot.rules.when.reading import Candidates, Meaning, Moment, Reason, Recurrence, Span, Unread

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AFTERNOON = {"afternoon", "evening"}
FURTHEST_YEARS = 30
_EVEN = ",".join(str(week) for week in range(2, 53, 2))
_ODD = ",".join(str(week) for week in range(1, 54, 2))


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


def meaning(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """What it all says together."""
    try:
        _refuse(said)
        if any(one.kind == "or" for one in said):
            return _alternatives(said, now)
        if _recurs(said):
            return _recurrence(said, now)
        return _offered(_once(said, now), now)
    except No as no:
        return Unread(no.reason, no.part)
    except (OverflowError, ValueError):
        return Unread("invalid_date")


def _refuse(said: Sequence[Element]) -> None:
    for kind, reason in (("unsupported", "unsupported"), ("vague", "vague")):
        for one in said:
            if one.kind == kind:
                raise No(reason, str(one.value))  # type: ignore[arg-type]
    if any(one.kind == "after" for one in said) and not any(one.kind in {"clock", "clocks", "in minutes"} for one in said):
        raise No("vague", next(str(one.value) for one in said if one.kind == "after"))
    if not any(one.kind not in {"noise", "until", "from", "and", "or", "number", "year", "after"} for one in said):
        raise No("no_time_info")
    for one in said:
        if one.kind == "ordinal" and not any(other.kind == "every" for other in said):
            raise No("past" if one.value[0] == -1 else "vague", str(one.value))
        if one.kind == "past":
            raise No("past", str(one.value))
        for clock in [one.value] if one.kind == "clock" else one.value if one.kind == "clocks" else []:
            _valid(clock)


def _valid(clock: Clock) -> None:
    if clock.minute > 59 or clock.hour > 24 or (clock.hour == 24 and clock.minute) or (clock.half and not 1 <= clock.hour <= 12):
        raise No("invalid_time", f"{clock.hour}.{clock.minute:02}")


def _offered(options: list[Meaning], now: Now) -> Meaning | Candidates | Unread:
    """One meaning, or several to choose from; impossible ones are left out, and if all are, the first says why."""
    possible: list[Meaning] = []
    refused: No | None = None
    for option in options:
        try:
            possible += [one for one in _checked(option, now) if one not in possible]
        except No as no:
            refused = refused or no
    if not possible:
        raise refused or No("no_time_info")
    return possible[0] if len(possible) == 1 else Candidates(tuple(possible))


def _checked(option: Meaning, now: Now) -> list[Meaning]:
    """The option if its hours exist; twice if its hour comes twice."""
    if isinstance(option, Moment):
        return list(_existing(option, now))
    if isinstance(option, Span):
        if option.start.hour is None:
            if option.end.day < option.start.day:
                raise No("reversed_range")
            return [option]
        for end in (option.start, option.end):
            next(iter(_existing(end, now)))
        return [option]
    return [option]


def _existing(moment: Moment, now: Now) -> list[Moment]:
    if moment.hour is None:
        return [moment]
    wall = datetime.combine(moment.day, moment.hour)
    first, second = (wall.replace(tzinfo=now.zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(now.zone).replace(tzinfo=None) != wall:
        raise No("dst_gap", f"{moment.hour:%H.%M}")
    if first.utcoffset() == second.utcoffset():
        return [replace(moment, fold=0)]
    return [replace(moment, fold=moment.fold)] if moment.sure is not False else [replace(moment, fold=0), replace(moment, fold=1)]


# --- days


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _date(value: tuple[int, int, int | None], now: Now, not_before: date | None = None) -> date:
    """C1, C2: without a year the next such date; an explicit year is literal, and the past is an error."""
    day, month, year = value
    if not 1 <= month <= 12 or not 1 <= day <= 31 or day > monthrange(2024, month)[1]:
        raise No("invalid_date", f"{day}/{month}")
    if year is not None:
        if day > monthrange(year, month)[1]:
            raise No("invalid_date", f"{day}/{month}/{year}")
        found = date(year, month, day)
        if found < now.today:
            raise No("past", f"{day}/{month}/{year}")
        return found
    first = not_before or now.today
    for candidate in range(first.year, first.year + 9):
        if day <= monthrange(candidate, month)[1] and date(candidate, month, day) >= first:
            return date(candidate, month, day)
    raise No("invalid_date", f"{day}/{month}")


def _day_of_month(day: int, now: Now) -> date:
    if not 1 <= day <= 31:
        raise No("invalid_date", str(day))
    for months in range(13):
        first = _months_later(now.today.replace(day=1), months)
        if day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= now.today:
            return first.replace(day=day)
    raise No("invalid_date", str(day))


def _coming(weekday: int, now: Now) -> date:
    """C3: strictly after today."""
    return now.today + timedelta(days=(weekday - now.today.weekday() - 1) % 7 + 1)


def _week(week: int, year: int | None, now: Now) -> date:
    """C9: Monday of an ISO week; one that is over is next year's."""
    if not 1 <= week <= 53:
        raise No("invalid_week", str(week))
    years = [year] if year else [now.today.isocalendar().year, now.today.isocalendar().year + 1]
    for candidate in years:
        try:
            monday = date.fromisocalendar(candidate, week, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= now.today or year:
            if year and monday + timedelta(days=6) < now.today:
                raise No("past", f"{week}/{year}")
            return monday
    raise No("invalid_week", str(week))


def _nth(number: int, what: int | str, year: int, month: int) -> date | None:
    """The nth weekday, working day (Mon-Fri) or day of a month; -1 is the last."""
    length = monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    if what == "workday":
        days = [day for day in days if day.weekday() < 5]
    elif what != "day":
        days = [day for day in days if day.weekday() == what]
    return days[number - 1] if 0 < number <= len(days) else days[-1] if number == -1 else None


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


def _days(parts: Parts, now: Now, clock: bool) -> tuple[Day, Day] | None:
    """The day or days meant (candidates), with the last day when it is a range of days; None: no day is named."""
    weekday, week = parts.first("weekday"), parts.first("week by name", "weeks")
    literal = _literal_day(parts, now)
    if literal is not None:
        return (_agreeing(literal, weekday, parts, now), ()) if weekday else ((literal,), ())
    if (later := parts.first("weeks from")) is not None:
        return (_coming(later.value[1], now) + timedelta(weeks=later.value[0]),), ()
    if (ahead := parts.first("in days")) is not None:
        return (_ahead(ahead.value, weekday, now), ())
    if week is not None:
        return _in_week(week, weekday, now)
    if (weekend := parts.first("weekend")) is not None:
        return _weekends(weekend.value, now)
    if (month := parts.first("month by name")) is not None:
        first = _months_later(now.today.replace(day=1), month.value)
        return (first,), (first.replace(day=monthrange(first.year, first.month)[1]),)
    return (_weekdays(weekday.value, parts, now, clock), ()) if weekday else None


def _literal_day(parts: Parts, now: Now) -> date | None:
    for one in parts.get("date", "day of month", "nth in month", "relative", "this part"):
        if one.kind == "date":
            day, month, year = one.value
            offset = parts.first("year")
            return _date((day, month, now.today.year + offset.value if offset and year is None else year), now)
        if one.kind == "day of month":
            return _day_of_month(one.value, now)
        if one.kind == "relative":
            if one.value < 0:
                raise No("past")
            return now.today + timedelta(days=one.value)
        if one.kind == "this part":
            return now.today
        number, what, month = one.value
        for year in range(now.today.year, now.today.year + 3):
            found = _nth(number, what, year, month)
            if found and found >= now.today:
                return found
        raise No("invalid_date")
    return None


def _agreeing(day: date, weekday: Element, parts: Parts, now: Now) -> Day:
    """C17: weekday and date have to agree; if not, the literal date or the nearest one with that weekday."""
    wanted = weekday.value[0]
    if day.weekday() == wanted:
        return (day,)
    if parts.has("relative", "this part"):
        if parts.first("part") and not parts.has("date"):
            return (day,)
        raise No("invalid_date")
    apart = (wanted - day.weekday()) % 7
    nearest = day + timedelta(days=apart if apart <= 3 else apart - 7)
    return (day, nearest) if nearest >= now.today else (day, nearest + timedelta(days=7))


def _ahead(value: tuple[int, str], weekday: Element | None, now: Now) -> Day:
    """C7, C8: "om 14 dage", and "torsdag om en uge"."""
    number, unit = value
    if weekday is not None:
        weeks = number if unit == "week" else number // 7 if unit == "day" and number % 7 == 0 else 1 if (number, unit) == (8, "day") else 0
        if not weeks:
            raise No("vague")
        wanted, coming = weekday.value[0], _coming(weekday.value[0], now)
        there = now.monday + timedelta(weeks=weeks, days=wanted)
        in_this_week = now.monday <= coming < now.monday + timedelta(days=7)
        return (there,) if in_this_week else (there, coming + timedelta(weeks=weeks))
    if unit in {"month", "year"}:
        return (_months_later(now.today, number * (12 if unit == "year" else 1)),)
    if (number, unit) == (8, "day"):
        return (now.today + timedelta(days=7), now.today + timedelta(days=8))
    return (now.today + timedelta(days=number * (7 if unit == "week" else 1)),)


def _in_week(week: Element, weekday: Element | None, now: Now) -> tuple[Day, Day]:
    """C6, C9: a day of an ISO week, or the whole of it."""
    if week.kind == "week by name":
        first = last = now.monday + timedelta(weeks=week.value)
    else:
        number, until, year = week.value
        first = _week(number, year, now)
        last = first if until == number else _week(until, year, now)
        if last < first:
            last = _week(until, first.isocalendar().year + 1, now)
    if weekday is None:
        return (first,), (last + timedelta(days=6),)
    if last != first:
        raise No("unsupported")
    day = first + timedelta(days=weekday.value[0])
    if day < now.today:
        raise No("past")
    return (day,), ()


def _weekends(how: str, now: Now) -> tuple[Day, Day]:
    """The coming Saturday and Sunday; "next" may be the one after."""
    saturday = now.monday + timedelta(days=5)
    if now.today > saturday + timedelta(days=1):
        saturday += timedelta(weeks=1)
    firsts = (saturday, saturday + timedelta(weeks=1)) if how == "next" else (saturday,)
    return firsts, tuple(first + timedelta(days=1) for first in firsts)


def _weekdays(value: tuple[int, str], parts: Parts, now: Now, clock: bool) -> Day:
    """C3 to C5: the coming one; today or in a week; the coming one or the next."""
    weekday, how = value
    coming = _coming(weekday, now)
    if how == "next":
        return (coming, coming + timedelta(weeks=1)) if coming < now.monday + timedelta(days=7) else (coming,)
    if how == "bare" and weekday == now.today.weekday() and clock and _still_ahead(parts, now):
        return (now.today, coming)
    return (coming,)


def _still_ahead(parts: Parts, now: Now) -> bool:
    hours = [hour for pair in _hours(parts) for hour in pair[:1]]
    return any(datetime.combine(now.today, hour) > now.wall for hour in hours if hour is not None)


# --- hours


def _half(parts: Parts) -> str:
    """Which half of the day the words say."""
    part = parts.first("this part", "part", "every part")
    return "" if part is None else str(part.value)


def _times(clock: Clock, part: str) -> list[tuple[int, int, int]]:
    """(days later, hour, minute): every reading of a clock time, the likeliest first. C10 to C13."""
    hour, minute = clock.hour, clock.minute
    if hour == 24:
        return [(1, 0, 0)]
    if clock.half:
        return [(0, hour % 12 + (12 if clock.half == "pm" else 0), minute)]
    if part in AFTERNOON and hour <= 12 and not (hour == 12 and part == "afternoon"):
        return [(1, 0, minute) if hour == 12 else (0, hour + 12, minute)]
    if part == "afternoon" and hour == 12:
        return [(0, 12, minute)]
    if part in {"morning", "forenoon"} and hour <= 12:
        return [(0, hour, minute)]
    if part == "night":
        return [(0, hour + 12 if 8 <= hour < 12 and clock.spoken else 0 if hour == 12 else hour, minute)]
    if clock.spoken:
        return [(0, hour if hour >= 7 else hour + 12, minute)]
    if clock.sure:
        return [(0, hour, minute)]
    return [(0, hour, minute), (0, hour + 12, minute)]


Hit = tuple[str, tuple[Any, ...]]
"""What makes a day a hit: a kind, and what it needs to know."""
Hours = tuple[time | None, time | None, int, int]
"""(start, end or None, days from the day to the start, days from the start's day to the end's)."""


def _hours(parts: Parts) -> list[Hours]:
    """Every reading of the hours: one clock time, or from one to another (C11, C15, C16)."""
    part = _half(parts)
    pair, single = parts.first("clocks"), parts.first("clock")
    if pair is not None:
        first, last = pair.value
        first = _same_half(first, last)
        found = []
        ends = dict.fromkeys([*_times(last, part if not last.half else ""), *(_times(last, "") if part else [])])
        for (a_days, a_hour, a_minute), (b_days, b_hour, b_minute) in product(_times(first, part), ends):
            start, end = a_days * 1440 + a_hour * 60 + a_minute, b_days * 1440 + b_hour * 60 + b_minute
            if end <= start:
                end += 1440
            if end - start <= 720 or (b_hour * 60 + b_minute + b_days * 1440 > a_hour * 60 + a_minute + a_days * 1440):
                found.append((time(a_hour, a_minute), time(b_hour, b_minute), a_days, end // 1440 - start // 1440, end - start))
        if not found:
            raise No("reversed_range")
        natural = [one for one in found if one[4] <= 720] or found
        if part:
            natural = sorted(natural, key=lambda one: one[4])[:1]
        if first.sure or last.sure:
            natural = _plausible(natural, first, last)
        return [one[:4] for one in natural]
    if single is not None:
        return [(time(hour, minute), None, days, 0) for days, hour, minute in _times(single.value, part)]
    return [(None, None, 0, 0)]


def _plausible(found: list[tuple[time, time, int, int, int]], first: Clock, last: Clock) -> list[tuple[time, time, int, int, int]]:
    """When one end is certain, the reading within one day wins over one that runs through the night."""
    same_day = [one for one in found if one[3] == 0]
    return same_day or found


def _same_half(first: Clock, last: Clock) -> Clock:
    """C16: am or pm at the end covers both ends, unless that would turn them round."""
    if not last.half or first.half or first.hour > 12:
        return first
    as_last = replace(first, half=last.half, sure=True)
    a, b = _times(as_last, "")[0], _times(last, "")[0]
    return as_last if a < b else replace(first, half="am" if last.half == "pm" else "pm", sure=True)


# --- once


def _once(said: Sequence[Element], now: Now) -> list[Meaning]:
    """One moment, one span, or the ones it may be."""
    parts = Parts(tuple(one for one in said if one.kind != "noise"))
    if (minutes := parts.first("in minutes")) is not None:
        return _elapsed(minutes.value, parts, now)
    if (both := _split_span(parts)) is not None:
        return _from_to(*both, parts, now)
    if (days := parts.first("dates")) is not None:
        first, last = days.value
        if first[1:] == last[1:] and last[0] < first[0]:
            raise No("reversed_range")
        start = _date(first, now)
        return [Span(Moment(start), Moment(_date(last, now, start)))]
    if (either := parts.first("either")) is not None:
        hours = _hours(parts)
        return [one for value in either.value for one in _moments((_date(value, now),), hours, parts, now)]
    if (maybe := parts.first("date or clock")) is not None:
        return _date_or_clock(maybe, parts, now)
    if (number := parts.first("number")) is not None and not parts.has("clock", "clocks"):
        return _number(number, parts, now)
    return _moments_of(parts, now)


def _moments_of(parts: Parts, now: Now) -> list[Meaning]:
    clock = parts.has("clock", "clocks")
    found = _days(parts, now, clock)
    hours = _hours(parts)
    if found is None and (row := parts.first("day to day")) is not None:
        first = _coming(row.value[0], now)
        found = ((first,), (first + timedelta(days=(row.value[1] - row.value[0]) % 7),))
        parts = Parts(tuple(one for one in parts.said if one is not row))
    if found is None:
        if not clock:
            raise No("no_time_info" if not parts.has("part", "month", "lasting", "count", "from", "until") else "vague")
        return [one for option in hours for one in _hour_alone(option, parts, now)]
    days, lasts = found
    if parts.has("day to day"):
        raise No("vague")
    if lasts and clock:
        raise No("vague")
    if lasts:
        return [Span(Moment(day), Moment(last)) for day, last in zip(days, lasts, strict=True)]
    return _moments(days, hours, parts, now)


def _moments(days: Day, hours: list[Hours], parts: Parts, now: Now) -> list[Meaning]:
    """Each day with each reading of the hours; what is over is left out when something is not."""
    found: list[Meaning] = []
    over: list[Meaning] = []
    night = parts.first("this part")
    for day, (start, end, later, runs) in product(days, hours):
        shifted = day + timedelta(days=later)
        if night is not None and night.value == "night" and start is not None and start.hour < 12:
            shifted += timedelta(days=1)
        one = _one(shifted, start, end, runs, parts, now)
        first = one.start if isinstance(one, Span) else one
        gone = first.hour is not None and first.wall.replace(fold=0) <= now.wall
        (over if gone else found).append(one)
    if not found and over:
        if parts.has("day of month") and not parts.has("date", "weekday"):
            tomorrow = Now(datetime.combine(now.today + timedelta(days=1), time(0)), now.zone)
            return _moments_of(parts, tomorrow)  # C2: the next such day
        raise No("past")
    return found


def _one(day: date, start: time | None, end: time | None, runs: int, parts: Parts, now: Now) -> Moment | Span:
    season = parts.first("season")
    moment = Moment(day, start, fold=1 if season and season.value == "winter" else 0, sure=bool(season))
    if end is not None:
        return Span(moment, Moment(day + timedelta(days=runs), end))
    lasting = parts.first("lasting")
    if lasting is not None and start is not None:  # elapsed time, across DST too
        until = (datetime.combine(day, start, now.zone).astimezone(UTC) + timedelta(minutes=lasting.value)).astimezone(now.zone)
        return Span(moment, Moment(until.date(), until.time(), until.fold))
    return moment


def _hour_alone(option: Hours, parts: Parts, now: Now) -> list[Meaning]:
    """C14: today if it is still ahead, else tomorrow."""
    start, end, later, runs = option
    if start is None:
        return []
    day = now.today if datetime.combine(now.today + timedelta(days=later), start) > now.wall else now.today + timedelta(days=1)
    return [_one(day + timedelta(days=later), start, end, runs, parts, now)]


def _elapsed(minutes: int, parts: Parts, now: Now) -> list[Meaning]:
    """C8: hours and minutes are elapsed time, across DST too."""
    if parts.has("weekday", "date", "relative", "clock", "clocks", "weeks", "week by name"):
        raise No("vague")
    end = (now.wall.replace(tzinfo=now.zone).astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.zone)
    return [Moment(end.date(), end.time().replace(second=0, microsecond=0), fold=end.fold, sure=True)]


def _split_span(parts: Parts) -> tuple[Parts, Parts] | None:
    """ "lørdag 28/3 kl. 22 til søndag kl. 6": days on both sides of an until."""
    dayish = {"weekday", "date", "day of month", "relative", "date or clock", "this part"}
    for place, one in enumerate(parts.said):
        if one.kind == "until" and place:
            before, after = Parts(parts.said[:place]), Parts(parts.said[place + 1 :])
            if any(x.kind in dayish for x in before.said) and any(x.kind in dayish for x in after.said):
                return before, after
    return None


def _from_to(before: Parts, after: Parts, _whole: Parts, now: Now) -> list[Meaning]:
    week = before.get("weeks", "week by name") or after.get("weeks", "week by name")
    before, after = (Parts((*side.said, *(one for one in week if one not in side.said))) for side in (before, after))
    starts = _moments_of(Parts(tuple(_as_date(one) for one in before.said if one.kind not in {"from"})), now)
    found: list[Meaning] = []
    for start in starts:
        if not isinstance(start, Moment):
            raise No("vague")
        from_there = now if week else Now(datetime.combine(start.day, start.hour or time(0)), now.zone)
        ends = _moments_of(Parts(tuple(_as_date(one) for one in after.said if one.kind != "from")), from_there)
        for end in ends[:1]:
            if not isinstance(end, Moment) or (end.hour is None) != (start.hour is None):
                raise No("vague")
            if end.day < start.day:
                raise No("reversed_range")
            found.append(Span(start, replace(end, sure=True)))
    return found


def _as_date(one: Element) -> Element:
    return Element("date", one.value[0], one.first, one.last) if one.kind == "date or clock" else one


def _date_or_clock(maybe: Element, parts: Parts, now: Now) -> list[Meaning]:
    """ "10.10": the date, or the hour; other words may settle it."""
    rest = tuple(one for one in parts.said if one is not maybe)
    as_date, as_clock = Element("date", maybe.value[0], maybe.first, maybe.last), Element("clock", maybe.value[1], maybe.first, maybe.last)
    if parts.has("clock", "clocks"):
        return _moments_of(Parts((*rest, as_date)), now)
    if parts.has("date", "relative", "week by name", "weeks", "in days", "day of month", "this part", "nth in month"):
        return _moments_of(Parts((*rest, as_clock)), now)
    weekday = parts.first("weekday")
    if weekday is not None and _date(maybe.value[0], now).weekday() != weekday.value[0]:
        return _moments_of(Parts((*rest, as_clock)), now)
    return [*_moments_of(Parts((*rest, as_date)), now), *_moments_of(Parts((*rest, as_clock)), now)]


def _number(number: Element, parts: Parts, now: Now) -> list[Meaning]:
    """ "torsdag 16": an hour, or the day of the month if that is a Thursday."""
    rest = tuple(one for one in parts.said if one is not number)
    found: list[Meaning] = []
    weekday = parts.first("weekday")
    if weekday is None and parts.has("date", "relative", "this part", "part"):
        if number.value <= 24:
            return _moments_of(Parts((*rest, _clock_of(number))), now)
        return _moments_of(Parts(rest), now)
    day = _day_of_month(number.value, now) if 1 <= number.value <= 31 else None
    if day is not None and weekday is not None and day.weekday() == weekday.value[0]:
        found += _moments((day,), [(None, None, 0, 0)], parts, now)
    if number.value <= 24:
        found += _moments_of(Parts((*rest, _clock_of(number))), now)
    return found or _moments_of(Parts(rest), now)


def _clock_of(number: Element) -> Element:
    return Element("clock", Clock(number.value, 0, not 1 <= number.value <= 6), number.first, number.last)


# --- alternatives


def _alternatives(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """ "onsdag eller torsdag kl. 14": each side with what the others share."""
    cut = [place for place, one in enumerate(said) if one.kind == "or"]
    sides = [list(said[a + 1 : b]) for a, b in zip([-1, *cut], [*cut, len(said)], strict=True)]
    sides = [part for side in sides for part in _each_day(side)]
    if all(any(one.kind == "weeks" for one in side) for side in sides[:1]):
        sides = [[_as_week(one) if one.kind == "number" else one for one in side] for side in sides]
    sides = [side for side in sides if any(one.kind not in {"noise"} for one in side)]
    if len(sides) < 2:
        raise No("vague")
    hours = {"clock", "clocks", "part", "lasting"}
    days = {"weekday", "date", "relative", "day of month", "weeks", "week by name"}
    shared_hours = next(([one for one in side if one.kind in hours] for side in reversed(sides) if any(one.kind in hours for one in side)), [])
    shared_days = [one for one in sides[0] if one.kind in days]
    found: list[Meaning] = []
    for side in sides:
        whole = side if any(one.kind in hours for one in side) else [*side, *shared_hours]
        whole = whole if any(one.kind in days for one in whole) else [*shared_days, *whole]
        result = _recurrence(whole, now) if _recurs(whole) else _offered(_once(whole, now), now)
        found += list(result.options) if isinstance(result, Candidates) else [result] if not isinstance(result, Unread) else []
    if not found:
        raise No("vague")
    return found[0] if len(found) == 1 else Candidates(tuple(dict.fromkeys(found)))


def _each_day(side: list[Element]) -> list[list[Element]]:
    """ "Monday, Tuesday" on one side of an "or" are two alternatives."""
    days = [one for one in side if one.kind == "weekday"]
    if len(days) < 2 or any(one.kind in _REPEATING | {"until", "and"} for one in side):
        return [side]
    rest = [one for one in side if one.kind != "weekday"]
    return [[day, *rest] for day in days]


def _as_week(number: Element) -> Element:
    return Element("weeks", (number.value, number.value, None), number.first, number.last)


# --- again and again


_REPEATING = {"weekly", "every", "nth", "nth each", "nth or every", "parity", "every part", "few"}


def _recurs(said: Sequence[Element]) -> bool:
    kinds = {one.kind for one in said}
    return bool(kinds & _REPEATING) or ("day to day" in kinds and bool(kinds & {"clock", "clocks"}) and bool(kinds & {"weeks", "week by name"}))


def _recurrence(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    parts = Parts(tuple(one for one in said if one.kind != "noise"))
    body, since, until, month = _bounds(parts, now)
    hours = _hours(body)
    if len({(one[0], one[1]) for one in hours}) > 1:
        return _offered([one for option in hours for one in _rules(body, option, since, until, month, now)], now)
    return _offered(_rules(body, hours[0], since, until, month, now), now)


def _bounds(parts: Parts, now: Now) -> tuple[Parts, date | None, date | None, tuple[int, int | None] | None]:
    """What limits a recurrence: from, until, a month; and the rest of it."""
    body: list[Element] = []
    since = until = None
    month = None
    said = list(parts.said)
    place = 0
    while place < len(said):
        one = said[place]
        following = said[place + 1] if place + 1 < len(said) else None
        if one.kind in {"from", "until"} and following is not None and following.kind in _BOUNDS:
            run = [following]
            if following.kind == "weekday" and place + 2 < len(said) and said[place + 2].kind in _BOUNDS - {"weekday"}:
                run.append(said[place + 2])
            first, last = _bound(run, now, since)
            since, until = (first, until) if one.kind == "from" else (since, last)
            place += 1 + len(run)
            continue
        if one.kind == "month":
            month = one.value
        elif one.kind == "months":
            first, _ = _bound([Element("month", (one.value[0], None), 0, 0)], now, None)
            since, until = max(first, now.today), _bound([Element("month", (one.value[1], None), 0, 0)], now, first)[1]
        elif one.kind in {"weeks", "week by name"} and any(x.kind == "day to day" for x in said):
            since, until = _bound([one], now, None)
        elif one.kind == "dates":
            since, until = _date(one.value[0], now), _date(one.value[1], now, _date(one.value[0], now))
        elif one.kind not in {"from", "until"}:
            body.append(one)
        place += 1
    return Parts(tuple(body)), since, until, month


_BOUNDS = {"date", "weeks", "day of month", "weekday", "date or clock", "month", "week by name", "relative", "month by name"}


def _bound(run: list[Element], now: Now, since: date | None) -> tuple[date, date]:
    """First and last day of what bounds: a date, a week, a month."""
    one = next((x for x in run if x.kind != "weekday"), run[0])
    from_day = since or now.today
    then = Now(datetime.combine(from_day, now.wall.time() if from_day == now.today else time(0)), now.zone)
    if one.kind in {"date", "date or clock"}:
        day = _date(one.value if one.kind == "date" else one.value[0], then)
        return day, day
    if one.kind == "weeks":
        monday = _week(one.value[0], one.value[2], then)
        weekday = next((x for x in run if x.kind == "weekday"), None)
        if weekday:
            monday += timedelta(days=weekday.value[0])
            return monday, monday
        return monday, monday + timedelta(days=6)
    if one.kind == "week by name":
        monday = now.monday + timedelta(weeks=one.value)
        return monday, monday + timedelta(days=6)
    if one.kind == "month":
        number, year = one.value
        first = date(year, number, 1) if year else _date((1, number, None), Now(datetime.combine(from_day.replace(day=1), time(0)), now.zone))
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    if one.kind == "relative":
        day = now.today + timedelta(days=one.value)
        return day, day
    if one.kind == "month by name":
        first = _months_later(now.today.replace(day=1), one.value)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    day = _coming(one.value[0], then) if one.kind == "weekday" else _day_of_month(one.value, then)
    return day, day


def _rules(body: Parts, hours: Hours, since: date | None, until: date | None, month: tuple[int, int | None] | None, now: Now) -> list[Meaning]:
    """The rule or rules that the words can mean, each with its first hit."""
    found = []
    for rule, hit in _repeating(body, now):
        rule_text = rule
        first_day, last_day = since, until
        if month is not None:
            number, year = month
            begins = date(year or now.today.year, number, 1)
            if year is None and begins.replace(day=monthrange(begins.year, number)[1]) < now.today:
                begins = begins.replace(year=begins.year + 1)
            first_day, last_day = max(begins, since or begins), begins.replace(day=monthrange(begins.year, number)[1])
        start, end, later, runs = hours
        if later:
            raise No("invalid_time")
        day = _first_hit(hit, start, first_day, now)
        if last_day is not None:
            if last_day < day:
                raise No("past" if last_day < now.today else "reversed_range")
            end_of_day = datetime.combine(last_day, time(23, 59, 59), now.zone).astimezone(UTC)
            rule_text += f";UNTIL={end_of_day:%Y%m%dT%H%M%SZ}"
        elif (few := body.first("few", "count")) is not None:
            rule_text += f";COUNT={few.value[0] if few.kind == 'few' else few.value}"
        minutes = None
        if start is not None and end is not None:
            minutes = (runs * 1440 + end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
        elif (lasting := body.first("lasting")) is not None:
            minutes = lasting.value
        found.append(Recurrence(Moment(day, start), rule_text, minutes))
    return list(found)


def _repeating(body: Parts, now: Now) -> list[tuple[str, Hit]]:
    """RRULE and a description of its hits: (kind, facts) for _first_hit."""
    days = _named_days(body)
    if (row := body.first("day to day")) is not None:
        days = tuple(range(row.value[0], row.value[1] + 1))
    if (parity := body.first("parity")) is not None:
        if not days:
            raise No("vague")
        return [(f"FREQ=YEARLY;BYWEEKNO={_EVEN if parity.value == 0 else _ODD};BYDAY={_by(days)}", ("parity", (parity.value, days)))]
    if (both := body.first("nth or every")) is not None:
        number, day = both.value
        return [
            (f"FREQ=WEEKLY;INTERVAL={number};BYDAY={DAYS[day]}", ("days", ((day,),))),
            (f"FREQ=MONTHLY;BYDAY={number}{DAYS[day]}", ("nth", (number, day, range(1, 13)))),
        ]
    if (each := body.first("nth each")) is not None and days:
        return [(f"FREQ=MONTHLY;BYDAY={each.value}{DAYS[days[0]]}", ("nth", (each.value, days[0], range(1, 13))))]
    if (nth := body.first("nth")) is not None:
        return [_nth_rule(*nth.value[:3])]
    every = body.first("every")
    if every is not None:
        number, unit = every.value
        return [_every_rule(number, unit, body, days, now)]
    if body.has("every part") and not days:
        return [("FREQ=DAILY", ("daily", (1,)))]
    if (few := body.first("few")) is not None:
        days = (few.value[1],)
    if not days:
        raise No("vague")
    return [(f"FREQ=WEEKLY;BYDAY={_by(days)}", ("days", (days,)))]


def _named_days(body: Parts) -> tuple[int, ...]:
    found = {day for one in body.get("weekly") for day in one.value} | {one.value[0] for one in body.get("weekday")}
    return tuple(sorted(found))


def _by(days: tuple[int, ...]) -> str:
    return ",".join(DAYS[day] for day in days)


def _nth_rule(number: int, what: int | str, scope: str) -> tuple[str, Hit]:
    quarterly = "FREQ=YEARLY;BYMONTH=1,4,7,10" if number > 0 else "FREQ=YEARLY;BYMONTH=3,6,9,12"
    months = range(1, 13) if scope == "month" else (range(1, 11, 3) if number > 0 else range(3, 13, 3)) if scope == "quarter" else range(1, 2)
    frequency = (
        "FREQ=MONTHLY"
        if scope == "month"
        else quarterly
        if scope == "quarter"
        else ("FREQ=YEARLY;BYMONTH=1" if number > 0 else "FREQ=YEARLY;BYMONTH=12")
    )
    if scope == "year":
        months = range(1, 2) if number > 0 else range(12, 13)
    if what == "workday":
        return f"{frequency};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={number}", ("nth", (number, what, months))
    if what == "day":
        return f"{frequency};BYMONTHDAY={number}", ("nth", (number, what, months))
    return f"{frequency};BYDAY={number}{DAYS[int(what)]}", ("nth", (number, what, months))


def _every_rule(number: int, unit: str, body: Parts, days: tuple[int, ...], now: Now) -> tuple[str, Hit]:
    interval = f";INTERVAL={number}" if number > 1 else ""
    dated, nth = body.first("date"), body.first("nth in month")
    if unit in {"month", "quarter"} and (numbers := tuple(sorted({one.value for one in body.get("day of month")}))):
        if any(not 1 <= one <= 31 for one in numbers):
            raise No("invalid_date")
        listed = ",".join(map(str, numbers))
        if unit == "quarter":
            return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={listed}", ("monthday", (numbers, range(1, 11, 3)))
        return f"FREQ=MONTHLY{interval};BYMONTHDAY={listed}", ("monthday", (numbers, range(1, 13)))
    if unit == "year" and dated is not None and number == 1:
        day, month, _year = dated.value
        _date((day, month, None), now)
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", ("yearly", (month, day))
    if unit == "year" and nth is not None and number == 1:
        order, what, month = nth.value
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={order}{DAYS[what]}", ("nth", (order, what, range(month, month + 1)))
    if unit == "day" and not days:
        return f"FREQ=DAILY{interval}", ("daily", (number,))
    if unit in {"day", "week"} and days:
        if unit == "day" and number > 1:
            raise No("unsupported")
        return f"FREQ=WEEKLY{interval};BYDAY={_by(days)}", ("days", (days,))
    if unit in {"month", "quarter", "year"} and (first := body.first("ordinal")) is not None:
        order, day = first.value
        rule, hit = _nth_rule(order, day, unit)
        return (rule.replace("FREQ=MONTHLY", f"FREQ=MONTHLY{interval}") if unit == "month" else rule), hit
    raise No("vague")


def _first_hit(hit: Hit, start: time | None, since: date | None, now: Now) -> date:
    """C19: the first hit after now, or on or after the anchor."""
    day = max(since, now.today) if since is not None else now.today
    for _ in range(366 * 9):
        if (
            _hits(hit, day)
            and (start is None or datetime.combine(day, start) > now.wall)
            and (start is not None or day > now.today or since is not None)
        ):
            return day
        if _hits(hit, day) and start is None and day == now.today:
            return day
        day += timedelta(days=1)
    raise No("invalid_date")


def _hits(hit: Hit, day: date) -> bool:
    kind, facts = hit
    match kind:
        case "daily":
            return True
        case "days":
            return day.weekday() in facts[0]
        case "parity":
            return day.weekday() in facts[1] and day.isocalendar().week % 2 == facts[0]
        case "nth":
            number, what, months = facts
            return day.month in months and _nth(number, what, day.year, day.month) == day
        case "monthday":
            return day.day in facts[0] and day.month in facts[1]
        case _:
            return (day.month, day.day) == facts
