"""A reading of time said back in words that, read again, give the same reading.

"hver anden onsdag kl. 15.00–16.00, første gang onsdag d. 2. september 2026"
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts import Language, Say
from bot.texts.moments import day, hour, ordinal

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = "MO,TU,WE,TH,FR"
EVEN = "2"


def moment(on: date, at: time | None, fold: int, say: Say, zone: ZoneInfo, before_hour: dict[Language, str] | None = None) -> str:
    """A day, and an hour; where the hour comes twice, which of the two."""
    said = day(on, say.language)
    if at is None:
        return said
    wall = datetime.combine(on, at)
    twice = wall.replace(tzinfo=zone).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset()
    season = "" if not twice else f" {say.plain('winter-time' if fold else 'summer-time')}"
    return f"{said}{(before_hour or _AT)[say.language]}{hour(at, say.language)}{season}"


def span(start: tuple[date, time | None, int], end: tuple[date, time | None, int], say: Say, zone: ZoneInfo) -> str:
    """From a moment to a moment; within a day the end is an hour only."""
    if start[0] == end[0] and start[1] is not None and end[1] is not None:
        return f"{moment(*start, say, zone, _FROM)}–{hour(end[1], say.language)}"
    return say.plain("from-to", start=moment(*start, say, zone), end=moment(*end, say, zone))


def recurrence(rule: str, first: date, at: time | None, minutes: int | None, say: Say, zone: ZoneInfo) -> str:
    """A rule, its hours, its first day, and where it ends."""
    parts = dict(part.split("=") for part in rule.split(";"))
    said = _rule(parts, say)
    if at is not None:
        said += f"{(_AT if minutes is None else _FROM)[say.language]}{hour(at, say.language)}"
        if minutes is not None:
            end = (datetime.combine(first, at) + timedelta(minutes=minutes)).time()
            said += f"–{hour(end, say.language)}"
    said = say.plain("first-time", rule=said, day=day(first, say.language))
    if "UNTIL" in parts:
        last = datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone).date()
        said = say.plain("until-day", rule=said, day=day(last, say.language))
    if "COUNT" in parts:
        said = say.plain("so-many-times", rule=said, number=int(parts["COUNT"]))
    return said


def _rule(parts: dict[str, str], say: Say) -> str:
    interval = int(parts.get("INTERVAL", "1"))
    if "BYWEEKNO" in parts:
        return say.plain("in-weeks", days=_days(parts["BYDAY"], say), parity="even" if parts["BYWEEKNO"].startswith(EVEN) else "odd")
    if parts["FREQ"] == "DAILY":
        return say.plain("every-day", number=interval)
    if parts["FREQ"] == "WEEKLY":
        if interval == 1 and parts["BYDAY"] == WORKDAYS:
            return say.plain("every-workday")
        other = interval == 2 and "," not in parts["BYDAY"]
        return say.plain("every-other-weekday" if other else "every-weekday", number=interval, days=_days(parts["BYDAY"], say))
    if parts["FREQ"] == "MONTHLY":
        return say.plain("every-month", number=interval, what=_of_month(parts, say))
    months = parts["BYMONTH"].split(",")
    if len(months) > 1:
        return say.plain("every-quarter", what=_of_month(parts, say))
    number = int(parts.get("BYMONTHDAY", "0"))
    if number:
        return say.plain("every-year-on", number=number, month=int(months[0]))
    return say.plain("every-year-in", what=_of_month(parts, say), month=int(months[0]))


def _of_month(parts: dict[str, str], say: Say) -> str:
    """ "første og tredje torsdag", "den 1. og 15.", "første hverdag", "den sidste dag"."""
    if "BYMONTHDAY" in parts:
        numbers = [int(number) for number in parts["BYMONTHDAY"].split(",")]
        named = _joined([ordinal(number, say.language) for number in numbers], say)
        return say.plain("last-day") if numbers == [-1] else say.plain("on-the", days=named)
    codes = parts["BYDAY"].split(",")
    if "BYSETPOS" in parts:
        nths, noun = parts["BYSETPOS"].split(","), say.plain("workday")
    else:
        nths, noun = [code[:-2] for code in codes], say.plain("weekday", number=DAYS.index(codes[0][-2:]) + 1)
    return say.plain("nth-of", nths=_joined([say.plain("nth", nth=int(nth)) for nth in nths], say), noun=noun)


def _days(codes: str, say: Say) -> str:
    return _joined([say.plain("weekday", number=DAYS.index(code) + 1) for code in codes.split(",")], say)


def _joined(words: list[str], say: Say) -> str:
    return words[0] if len(words) == 1 else say.plain("and", first=", ".join(words[:-1]), last=words[-1])


_AT: dict[Language, str] = {"da": " kl. ", "nb": " kl. ", "en": " at "}
_FROM: dict[Language, str] = {"da": " kl. ", "nb": " kl. ", "en": ", "}
