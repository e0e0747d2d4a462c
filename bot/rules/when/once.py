"""One moment, one span, alternatives (C4, C14, C15, C18)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product

from bot.rules.when.days import LONGEST_SPAN, coming, days_meant, next_date, next_day_of_month
from bot.rules.when.hours import Hours, hours_meant
from bot.rules.when.reading import Meaning, Moment, Span
from bot.rules.when.rule import Clock, Element
from bot.rules.when.said import Day, No, Now, Parts, alone


def once(said: Sequence[Element], now: Now) -> list[Meaning]:
    """One moment, one span, or the ones it may be."""
    parts = Parts(tuple(said))
    if (minutes := parts.first("in minutes")) is not None:
        return _elapsed(minutes.value, parts, now)
    if (both := _split_span(parts)) is not None:
        return _from_to(*both, parts, now)
    if (days := parts.first("dates")) is not None:
        first, last = days.value
        if first[1:] == last[1:] and last[0] < first[0]:
            raise No("reversed_range")
        if parts.has("clocks"):
            raise No("unsupported", parts.get("clocks")[0].words)
        start = next_date(first, now)
        return [Span(Moment(start), Moment(next_date(last, now, start)))]
    if (row := parts.first("days of a month")) is not None:
        start = next_day_of_month(row.value[0], now)
        if row.value[1] <= row.value[0] or parts.has("clock", "clocks"):
            raise No("vague")
        return [Span(Moment(start), Moment(start.replace(day=row.value[1])))]
    if (either := parts.first("either")) is not None:
        hours = hours_meant(parts)
        return [one for value in either.value for one in _moments((next_date(value, now),), hours, parts, now)]
    if (maybe := parts.first("date or clock")) is not None:
        return _date_or_clock(maybe, parts, now)
    if (number := parts.first("number")) is not None and not parts.has("clock", "clocks"):
        return _number(number, parts, now)
    return moments_of(parts, now)


def moments_of(parts: Parts, now: Now) -> list[Meaning]:
    alone(parts, "weekday")
    clock = parts.has("clock", "clocks")
    found = days_meant(parts, now, clock)
    hours = hours_meant(parts)
    if found is None and (row := parts.first("day to day")) is not None:
        first = coming(row.value[0], now)
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
        if _night_to(parts) and start is not None and start.hour >= _EVENING:
            shifted -= timedelta(days=1)
        if night is not None and night.value == "night" and start is not None and start.hour < 12:
            shifted += timedelta(days=1)
        one = _one(shifted, start, end, runs, parts, now)
        first = one.start if isinstance(one, Span) else one
        gone = first.hour is not None and first.wall.replace(fold=0) <= now.wall
        (over if gone else found).append(one)
    if not found and over:
        if parts.has("day of month") and not parts.has("date", "weekday"):
            tomorrow = Now(datetime.combine(now.today + timedelta(days=1), time(0)), now.zone)
            return moments_of(parts, tomorrow)  # C2: the next such day
        raise No("past")
    return found


_EVENING = 18


def _night_to(parts: Parts) -> bool:
    """C13: "natten til mandag" ends on Monday, so its evening is Sunday's."""
    return any(
        one.kind == "part" and one.value == "night" and (other.kind == "until" or other.words.startswith("til "))
        for one, other in pairwise(parts.said)
    )


def _one(day: date, start: time | None, end: time | None, runs: int, parts: Parts, now: Now) -> Moment | Span:
    season = parts.first("season")
    moment = Moment(day, start, fold=1 if start and season and season.value == "winter" else 0, sure=bool(season))
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
    before = _same_month(before, after)
    before, after = (Parts((*side.said, *(one for one in week if one not in side.said))) for side in (before, after))
    starts = moments_of(Parts(tuple(_as_date(one) for one in before.said if one.kind not in {"from"})), now)
    found: list[Meaning] = []
    for start in starts:
        if not isinstance(start, Moment):
            raise No("vague")
        begins = datetime.combine(start.day, start.hour or time(0))
        from_there = now if week else Now(begins - timedelta(minutes=1) if start.hour else begins, now.zone)
        ends = moments_of(Parts(tuple(_as_date(one) for one in after.said if one.kind != "from")), from_there)
        for end in ends[:1]:
            if not isinstance(end, Moment) or (end.hour is None) != (start.hour is None):
                raise No("vague")
            if end.day < start.day or end.day - start.day > LONGEST_SPAN:
                raise No("reversed_range")
            found.append(Span(start, replace(end, sure=True)))
    return found


def _same_month(before: Parts, after: Parts) -> Parts:
    """ "torsdag d. 4. til fredag d. 5. marts": of March both."""
    day, until = before.first("day of month"), after.first("date")
    if day is None or until is None or day.value > until.value[0]:
        return before
    return Parts(tuple(Element("date", (day.value, *until.value[1:]), one.first, one.last) if one is day else one for one in before.said))


def _as_date(one: Element) -> Element:
    if one.kind == "number" and one.value <= 24:
        return clock_of(one)
    return Element("date", one.value[0], one.first, one.last) if one.kind == "date or clock" else one


def _date_or_clock(maybe: Element, parts: Parts, now: Now) -> list[Meaning]:
    """ "10.10": the date, or the hour; other words may settle it."""
    rest = tuple(one for one in parts.said if one is not maybe)
    as_date, as_clock = Element("date", maybe.value[0], maybe.first, maybe.last), Element("clock", maybe.value[1], maybe.first, maybe.last)
    if parts.has("clock", "clocks"):
        return moments_of(Parts((*rest, as_date)), now)
    if parts.has("date", "relative", "week by name", "weeks", "in days", "day of month", "this part", "nth in month"):
        return moments_of(Parts((*rest, as_clock)), now)
    weekday = parts.first("weekday")
    if weekday is not None and next_date(maybe.value[0], now).weekday() != weekday.value[0]:
        return moments_of(Parts((*rest, as_clock)), now)
    return [*moments_of(Parts((*rest, as_date)), now), *moments_of(Parts((*rest, as_clock)), now)]


def _number(number: Element, parts: Parts, now: Now) -> list[Meaning]:
    """ "torsdag 16": an hour, or the day of the month if that is a Thursday."""
    rest = tuple(one for one in parts.said if one is not number)
    found: list[Meaning] = []
    weekday = parts.first("weekday")
    if weekday is None and parts.has("date", "relative", "this part", "part"):
        if number.value <= 24:
            return moments_of(Parts((*rest, clock_of(number))), now)
        return moments_of(Parts(rest), now)
    day = next_day_of_month(number.value, now) if 1 <= number.value <= 31 else None
    if day is not None and weekday is not None and day.weekday() == weekday.value[0]:
        found += _moments((day,), [(None, None, 0, 0)], parts, now)
    if number.value <= 24:
        found += moments_of(Parts((*rest, clock_of(number))), now)
    return found or moments_of(Parts(rest), now)


def clock_of(number: Element) -> Element:
    """A bare number read as the hour. C11: 1 to 6 may be either half of the day."""
    return Element("clock", Clock(number.value, 0, not 1 <= number.value <= 6), number.first, number.last)
