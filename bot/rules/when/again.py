"""Recurrences (C19 to C24)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from bot.rules.when.days import coming, months_later, next_date, next_day_of_month, nth_in_month, week_monday
from bot.rules.when.hours import Hours, hours_meant
from bot.rules.when.offer import offered
from bot.rules.when.reading import Candidates, Meaning, Moment, Recurrence, Unread
from bot.rules.when.rule import Element
from bot.rules.when.said import DAYS, EVEN, ODD, No, Now, Parts, alone

REPEATING = {"weekly", "every", "nth", "nth each", "nth or every", "parity", "every part", "few", "monthly on"}

Hit = tuple[str, tuple[Any, ...]]
"""What makes a day a hit: a kind, and what it needs to know."""


def recurs(said: Sequence[Element]) -> bool:
    kinds = {one.kind for one in said}
    if kinds & {"from", "until"} and kinds & {"clock", "clocks"} and "or" not in kinds and _in_a_row(said):
        return True  # "man/ons/fre 7.50-8.10, startende 1/2"
    return bool(kinds & REPEATING) or ("day to day" in kinds and bool(kinds & {"clock", "clocks"}) and bool(kinds & {"weeks", "week by name"}))


def _in_a_row(said: Sequence[Element]) -> bool:
    """Two weekdays, one straight after the other."""
    named = [one for one in said if one.kind != "and"]
    return any(one.kind == other.kind == "weekday" and one.value != other.value for one, other in pairwise(named))


def recurrence(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    bounds = _bounds(_begun(said), now)
    alone(bounds.body)
    _refuse_dates(bounds.body)
    _refuse_two(said, bounds.body)
    hours = hours_meant(bounds.body)
    if len({(one[0], one[1]) for one in hours}) == 1:
        hours = hours[:1]
    return offered([one for option in hours for one in _rules(bounds, option, now)], now)


def _refuse_two(said: Sequence[Element], body: Parts) -> None:
    """ "hver mandag og annenhver onsdag", "mandag i lige uger, torsdag i ulige": two rules in one."""
    parts = Parts(tuple(said))
    every, weekly = parts.get("every"), parts.get("weekly")
    apart = weekly[1:] and any(one.kind == "until" and weekly[0].first < one.first < weekly[-1].first for one in said)
    mixed = weekly and body.has("weekday") and any(one.value[0] > 1 for one in every)
    for kind in ("every", "parity", "nth"):
        if len({one.value for one in parts.get(kind)}) > 1:
            raise No("unsupported", parts.get(kind)[1].words)
    if apart or mixed:
        raise No("unsupported", weekly[-1].words)
    named = {one.value[0] for one in body.get("weekday")} | {day for one in weekly for day in one.value}
    nth = parts.first("nth")
    if nth and named - {nth.value[1]}:
        raise No("unsupported", nth.words)
    if len(parts.get("month")) > 1 or (parts.has("parity") and any(one.value[0] > 1 and one.value[1] == "week" for one in every)):
        raise No("unsupported", parts.get("month", "parity")[-1].words)
    if (condition := parts.first("condition")) is not None:
        raise No("unsupported", condition.words)
    if parts.has("few") and parts.has("month", "months", "dates"):
        raise No("vague", parts.get("few")[0].words)
    for place, one in enumerate(said):
        open_ended = one.kind == "until" and str(one.value) in _UNTIL_ONLY and (place + 1 == len(said) or said[place + 1].kind not in _BOUNDS)
        if open_ended:
            raise No("unsupported", one.words)


_UNTIL_ONLY = {"until", "indtil", "inntil", "till"}


def _begun(said: Sequence[Element]) -> list[Element]:
    """ "torsdag d. 7. januar kl. 10, gentages hver 14. dag": the one date that is named is where it begins."""
    weekly = any(one.kind == "every" and one.value[1] == "week" for one in said)
    dates = [place - (place > 0 and said[place - 1].kind == "weekday") for place, one in enumerate(said) if one.kind == "date"]
    free = [at for at in dates if not at or said[at - 1].kind not in {"from", "until"}]
    if not weekly or len(free) != 1:
        return list(said)
    at = free[0]
    return [*said[:at], Element("from", None, said[at].first, said[at].first), *said[at:]]


def _refuse_dates(body: Parts) -> None:
    """ "hver torsdag 5/3": a date that neither begins nor ends it, nor comes every year."""
    every = body.first("every")
    unit = every.value[1] if every else ""
    for one in body.get("date", "dates", "either", "relative", "this part", "in days", "day of month", "days of a month", "nth in month", "weekend"):
        if not (unit == "year" or (unit in {"month", "quarter"} and one.kind == "day of month")):
            raise No("vague", one.words)


@dataclass(frozen=True)
class Bounds:
    """What limits a recurrence, and the rest of what is said. `anchor`: the very day it begins on, where one is named."""

    body: Parts
    since: date | None
    until: date | None
    month: tuple[int, int | None] | None
    anchor: date | None


def _bounds(said: Sequence[Element], now: Now) -> Bounds:
    body: list[Element] = []
    since = until = anchor = None
    month = None
    place = 0
    while place < len(said):
        one = said[place]
        following = said[place + 1] if place + 1 < len(said) else None
        if one.kind in {"from", "until"} and following is not None and following.kind in _BOUNDS:
            run = [following]
            if following.kind == "weekday" and place + 2 < len(said) and said[place + 2].kind in _BOUNDS - {"weekday"}:
                run.append(said[place + 2])
            first, last = bound(run, now, since)
            if one.kind == "until":
                until = last
            else:
                since, until = first, last if following.kind == "weeks" and following.value[0] != following.value[1] else until
            if one.kind == "from" and first == last:
                anchor = first
            place += 1 + len(run)
            continue
        if one.kind == "rest":
            first = date(now.today.year, 1 if one.value == "end of year" else now.today.month, 1)
            until = months_later(first, 12 if one.value == "end of year" else 1) - timedelta(days=1)
        elif one.kind == "month":
            month = one.value
        elif one.kind == "months":
            first, _ = bound([Element("month", (one.value[0], None), 0, 0)], now, None)
            since, until = max(first, now.today), bound([Element("month", (one.value[1], None), 0, 0)], now, first)[1]
        elif one.kind in {"weeks", "week by name"}:
            since, until = bound([one], now, None)
        elif one.kind == "dates":
            since, until = next_date(one.value[0], now), next_date(one.value[1], now, next_date(one.value[0], now))
        elif one.kind not in {"from", "until"}:
            body.append(one)
        place += 1
    return Bounds(Parts(tuple(body)), since, until, month, anchor)


_BOUNDS = {"date", "weeks", "day of month", "weekday", "date or clock", "month", "week by name", "relative", "month by name"}


def bound(run: list[Element], now: Now, since: date | None) -> tuple[date, date]:
    """First and last day of what bounds: a date, a week, a month."""
    one = next((x for x in run if x.kind != "weekday"), run[0])
    from_day = since or now.today
    then = Now(datetime.combine(from_day, now.wall.time() if from_day == now.today else time(0)), now.zone)
    if one.kind in {"date", "date or clock"}:
        day = next_date(one.value if one.kind == "date" else one.value[0], then)
        return day, day
    if one.kind == "weeks":
        monday = week_monday(one.value[0], one.value[2], then)
        weekday = next((x for x in run if x.kind == "weekday"), None)
        if weekday:
            monday += timedelta(days=weekday.value[0])
            return monday, monday
        return monday, week_monday(one.value[1], one.value[2], then) + timedelta(days=6)
    if one.kind == "week by name":
        monday = now.monday + timedelta(weeks=one.value)
        return monday, monday + timedelta(days=6)
    if one.kind == "month":
        number, year = one.value
        first = date(year, number, 1) if year else next_date((1, number, None), Now(datetime.combine(from_day.replace(day=1), time(0)), now.zone))
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    if one.kind == "relative":
        day = now.today + timedelta(days=one.value)
        return day, day
    if one.kind == "month by name":
        first = months_later(now.today.replace(day=1), one.value)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    day = coming(one.value[0], then) if one.kind == "weekday" else next_day_of_month(one.value, then)
    return day, day


def _rules(bounds: Bounds, hours: Hours, now: Now) -> list[Meaning]:
    """The rule or rules that the words can mean, each with its first hit."""
    found: list[Meaning] = []
    body, since = bounds.body, bounds.since
    for rule, hit in _repeating(body, bounds.anchor, now):
        limit = ""
        first_day, last_day = since, bounds.until
        if bounds.month is not None:
            number, year = bounds.month
            begins = date(year or now.today.year, number, 1)
            if year is None and begins.replace(day=monthrange(begins.year, number)[1]) < now.today:
                begins = begins.replace(year=begins.year + 1)
            first_day, last_day = max(begins, since or begins), begins.replace(day=monthrange(begins.year, number)[1])
        start, end, later, runs = hours
        if later:
            raise No("invalid_time")
        day = _first_hit(hit, start, first_day, now)
        if (weeks := body.first("for weeks")) is not None:
            last_day = day + timedelta(days=7 * weeks.value - 1)
        if last_day is not None:
            if last_day < day:
                raise No("past" if last_day < now.today else "reversed_range")
            end_of_day = datetime.combine(last_day, time(23, 59, 59), now.zone).astimezone(UTC)
            limit = f";UNTIL={end_of_day:%Y%m%dT%H%M%SZ}"
        elif (few := body.first("few", "count", "pieces")) is not None:
            limit = f";COUNT={few.value[0] if few.kind == 'few' else few.value}"
        minutes = None
        if start is not None and end is not None:
            minutes = (runs * 1440 + end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
        elif (lasting := body.first("lasting")) is not None:
            if start is None:
                raise No("vague", lasting.words)
            minutes = lasting.value
        found.append(Recurrence(Moment(day, start), rule + limit, minutes))
    return found


def _repeating(body: Parts, anchor: date | None, now: Now) -> list[tuple[str, Hit]]:
    """RRULE and a description of its hits: (kind, facts) for _first_hit."""
    days = _named_days(body)
    if (row := body.first("day to day")) is not None:
        days = tuple(range(row.value[0], row.value[1] + 1))
    if (parity := body.first("parity")) is not None:
        if not days:
            raise No("vague")
        return [(f"FREQ=YEARLY;BYWEEKNO={EVEN if parity.value == 0 else ODD};BYDAY={_by(days)}", ("parity", (parity.value, days)))]
    if (both := body.first("nth or every")) is not None:
        number, day = both.value
        return [
            (f"FREQ=WEEKLY;INTERVAL={number};BYDAY={DAYS[day]}", ("days", ((day,),))),
            (f"FREQ=MONTHLY;BYDAY={number}{DAYS[day]}", ("nth", ((number,), day, range(1, 13)))),
        ]
    if (each := body.first("nth each")) is not None and days:
        return [(f"FREQ=MONTHLY;BYDAY={each.value}{DAYS[days[0]]}", ("nth", ((each.value,), days[0], range(1, 13))))]
    if (nth := body.first("nth")) is not None:
        return [_nth_rule(*nth.value)]
    if (monthly := body.first("monthly on")) is not None:
        return [(f"FREQ=MONTHLY;BYMONTHDAY={monthly.value}", ("monthday", ((monthly.value,), range(1, 13))))]
    every = body.first("every")
    if every is not None:
        number, unit = every.value
        return [_every_rule(number, unit, body, days, anchor, now)]
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


def _nth_rule(numbers: tuple[int, ...], what: int | str, scope: str) -> tuple[str, Hit]:
    """The nth of a month; of a quarter or a year it lies in its first month, or counted from the end in its last."""
    length = {"month": 1, "quarter": 3, "year": 12}[scope]
    if scope != "month" and len({number > 0 for number in numbers}) > 1:
        raise No("unsupported")
    months = range(1 if numbers[0] > 0 else length, 13, length)
    frequency = "FREQ=MONTHLY" if scope == "month" else f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    hit = ("nth", (numbers, what, months))
    listed = ",".join(map(str, numbers))
    if what == "workday":
        return f"{frequency};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={listed}", hit
    if what == "day":
        return f"{frequency};BYMONTHDAY={listed}", hit
    return f"{frequency};BYDAY={','.join(f'{number}{DAYS[int(what)]}' for number in numbers)}", hit


def _every_rule(number: int, unit: str, body: Parts, days: tuple[int, ...], anchor: date | None, now: Now) -> tuple[str, Hit]:
    interval = f";INTERVAL={number}" if number > 1 else ""
    dated, nth, ordinal = body.first("date"), body.first("nth in month"), body.first("ordinal")
    numbers = {one.value for one in body.get("day of month")} | {day for one in body.get("days of month") for day in one.value}
    if unit == "month" and len(numbers) == 1 and len(days) == 1 and 1 <= min(numbers) <= 5:
        ordinal, days, numbers = Element("ordinal", (min(numbers), days[0]), 0, 0), (), set()  # "hver tredje måned den 2. onsdag"
    if unit == "month" and anchor and not numbers and not days and ordinal is None and not dated and not nth:
        numbers = {anchor.day}
    if unit == "week" and anchor and not days:
        days = (anchor.weekday(),)
    if unit in {"month", "quarter"} and numbers and not days:
        if any(not 1 <= one <= 31 for one in numbers):
            raise No("invalid_date")
        listed = ",".join(map(str, sorted(numbers)))
        if unit == "quarter":
            return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={listed}", ("monthday", (numbers, range(1, 11, 3)))
        return f"FREQ=MONTHLY{interval};BYMONTHDAY={listed}", ("monthday", (numbers, range(1, 13)))
    if unit == "year" and dated is not None and number == 1:
        day, month, _year = dated.value
        next_date((day, month, None), now)
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", ("yearly", (month, day))
    if unit == "year" and nth is not None and number == 1:
        order, what, month = nth.value
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={order}{DAYS[what]}", ("nth", ((order,), what, range(month, month + 1)))
    if unit == "day" and not days:
        return f"FREQ=DAILY{interval}", ("daily", (number,))
    if unit in {"day", "week"} and days:
        if unit == "day" and number > 1:
            raise No("unsupported")
        return f"FREQ=WEEKLY{interval};BYDAY={_by(days)}", ("days", (days,))
    if unit in {"month", "quarter", "year"} and ordinal is not None:
        order, day = ordinal.value
        rule, hit = _nth_rule((order,), day, unit)
        return (rule.replace("FREQ=MONTHLY", f"FREQ=MONTHLY{interval}") if unit == "month" else rule), hit
    raise No("vague")


def _first_hit(hit: Hit, start: time | None, since: date | None, now: Now) -> date:
    """C19: the first hit after now, or on or after the anchor."""
    day = max(since, now.today) if since is not None else now.today
    for _ in range(366 * 9):
        if _hits(hit, day) and (start is None or datetime.combine(day, start) > now.wall):
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
            numbers, what, months = facts
            return day.month in months and any(nth_in_month(number, what, day.year, day.month) == day for number in numbers)
        case "monthday":
            return day.day in facts[0] and day.month in facts[1]
        case _:
            return (day.month, day.day) == facts
