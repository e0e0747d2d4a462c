"""Which day or days are meant (C1 to C9, C17)."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from bot.rules.when.hours import hours_meant
from bot.rules.when.rule import Element
from bot.rules.when.said import Day, No, Now, Parts, Twice

LONGEST_SPAN = timedelta(days=200)
"""A longer one ends before it begins: "10. april - 3. april"."""


def months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_date(value: tuple[int, int, int | None], now: Now, not_before: date | None = None) -> date:
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


def next_day_of_month(day: int, now: Now) -> date:
    if not 1 <= day <= 31:
        raise No("invalid_date", str(day))
    for months in range(13):
        first = months_later(now.today.replace(day=1), months)
        if day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= now.today:
            return first.replace(day=day)
    raise No("invalid_date", str(day))


def coming(weekday: int, now: Now) -> date:
    """C3: strictly after today."""
    return now.today + timedelta(days=(weekday - now.today.weekday() - 1) % 7 + 1)


def week_monday(week: int, year: int | None, now: Now) -> date:
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


def nth_in_month(number: int, what: int | str, year: int, month: int) -> date | None:
    """The nth weekday, working day (Mon-Fri) or day of a month; -1 is the last."""
    length = monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    if what == "workday":
        days = [day for day in days if day.weekday() < 5]
    elif what != "day":
        days = [day for day in days if day.weekday() == what]
    return days[number - 1] if 0 < number <= len(days) else days[-1] if number == -1 else None


def days_meant(parts: Parts, now: Now, clock: bool) -> tuple[Day, Day] | None:
    """The day or days meant (candidates), with the last day when it is a range of days; None: no day is named."""
    if (working := parts.first("workdays ahead")) is not None:
        return (_working_days_ahead(working.value, now),), ()
    literal = _literal_day(parts, now)
    return _undated(parts, now, clock) if literal is None else (_dated(literal, parts, now), ())


def _working_days_ahead(number: int, now: Now) -> date:
    """C21: Monday to Friday, holidays among them."""
    day = now.today
    for _ in range(number):
        day += timedelta(days=1 if day.weekday() < 4 else 7 - day.weekday())
    return day


def _dated(literal: date, parts: Parts, now: Now) -> Day:
    """A day that is named as such, and what else is said of it."""
    weekday, week, later = parts.first("weekday"), parts.first("week by name", "weeks"), parts.first("in days")
    if later is not None and parts.has("relative", "this part"):  # "i morgen om en uge"
        if later.value[1] not in {"day", "week"} or weekday is not None:
            raise No("vague", later.words)
        return (literal + timedelta(days=later.value[0] * (7 if later.value[1] == "week" else 1)),)
    if later is not None and literal not in _ahead(later.value, None, now):
        raise No("vague", later.words)
    if week is not None and parts.has("date"):
        (first, *_more), lasts = _in_week(week, None, now)
        if not first <= literal <= (lasts[0] if lasts else first):
            if weekday is None:
                raise No("vague", week.words)
            return (literal, *_in_week(week, weekday, now)[0])
    if (month := parts.first("month by name")) is not None and (numbered := parts.first("day of month")) is not None:
        literal = _in_month(numbered, month.value, now)
    return _agreeing(literal, weekday, parts, now) if weekday else (literal,)


def _in_month(numbered: Element, months: int, now: Now) -> date:
    """ "d. 31. i næste måned"."""
    first = months_later(now.today.replace(day=1), months)
    if not 1 <= numbered.value <= monthrange(first.year, first.month)[1]:
        raise No("invalid_date", numbered.words)
    if first.replace(day=numbered.value) < now.today:
        raise No("past", numbered.words)
    return first.replace(day=numbered.value)


def _undated(parts: Parts, now: Now, clock: bool) -> tuple[Day, Day] | None:
    weekday, week = parts.first("weekday"), parts.first("week by name", "weeks")
    if (later := parts.first("weeks from")) is not None:
        return (coming(later.value[1], now) + timedelta(weeks=later.value[0]),), ()
    if (ahead := parts.first("in days")) is not None:
        return _ahead(ahead.value, weekday, now), ()
    if week is not None:
        if (year := parts.first("year")) is not None and week.kind == "weeks" and week.value[2] is None:
            week = Element("weeks", (*week.value[:2], now.today.year + year.value), week.first, week.last, week.words)
        return _in_week(week, weekday, now)
    if (weekend := parts.first("weekend")) is not None:
        return _weekends(weekend.value, now)
    if (month := parts.first("month by name")) is not None:
        if weekday is not None:
            raise No("vague", month.words)
        first = months_later(now.today.replace(day=1), month.value)
        return (first,), (first.replace(day=monthrange(first.year, first.month)[1]),)
    return (_weekdays(weekday.value, parts, now, clock), ()) if weekday else None


def _literal_day(parts: Parts, now: Now) -> date | None:
    """The one day that is named as such; two that differ are refused."""
    said = parts.get("date", "day of month", "nth in month", "nth by name", "relative", "this part")
    days = [(one, _named(one, parts, now)) for one in said]
    for one, day in days[1:]:
        if day != days[0][1]:
            raise Twice(one)
    return days[0][1] if days else None


def _named(one: Element, parts: Parts, now: Now) -> date:
    if one.kind == "date":
        day, month, year = one.value
        offset = parts.first("year")
        return next_date((day, month, now.today.year + offset.value if offset and year is None else year), now)
    if one.kind == "day of month":
        return next_day_of_month(one.value, now)
    if one.kind == "relative":
        if one.value < 0:
            raise No("past")
        return now.today + timedelta(days=one.value)
    if one.kind == "this part":
        return now.today
    number, what, month = one.value
    if one.kind == "nth by name":
        first = months_later(now.today.replace(day=1), month)
        there = nth_in_month(number, what, first.year, first.month)
        if there is None:
            raise No("invalid_date")
        return there
    for year in range(now.today.year, now.today.year + 3):
        found = nth_in_month(number, what, year, month)
        if found and found >= now.today:
            return found
    raise No("invalid_date")


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
        wanted = weekday.value[0]
        soon = coming(wanted, now)
        there = now.monday + timedelta(weeks=weeks, days=wanted)
        in_this_week = now.monday <= soon < now.monday + timedelta(days=7)
        return (there,) if in_this_week else (there, soon + timedelta(weeks=weeks))
    if unit in {"month", "year"}:
        return (months_later(now.today, number * (12 if unit == "year" else 1)),)
    if (number, unit) == (8, "day"):
        return (now.today + timedelta(days=7), now.today + timedelta(days=8))
    return (now.today + timedelta(days=number * (7 if unit == "week" else 1)),)


def _in_week(week: Element, weekday: Element | None, now: Now) -> tuple[Day, Day]:
    """C6, C9: a day of an ISO week, or the whole of it."""
    if week.kind == "week by name":
        first = last = now.monday + timedelta(weeks=week.value)
    else:
        number, until, year = week.value
        first = week_monday(number, year, now)
        last = first if until == number else week_monday(until, year, now)
        if last < first:
            last = week_monday(until, first.isocalendar().year + 1, now)
        if last - first > LONGEST_SPAN:
            raise No("reversed_range", week.words)
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
    soon = coming(weekday, now)
    if how == "next":
        return (soon, soon + timedelta(weeks=1)) if soon < now.monday + timedelta(days=7) else (soon,)
    if how == "bare" and weekday == now.today.weekday() and clock and _still_ahead(parts, now):
        return (now.today, soon)
    return (soon,)


def _still_ahead(parts: Parts, now: Now) -> bool:
    hours = [hour for pair in hours_meant(parts) for hour in pair[:1]]
    return any(datetime.combine(now.today, hour) > now.wall for hour in hours if hour is not None)
