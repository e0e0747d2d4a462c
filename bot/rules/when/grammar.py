"""From items to elements: which words belong together, and what they say. What an element means on a given day is resolve.py's affair.

Rules are tried in order at each place; a rule is a regular expression over the items' letters and a function that looks at what matched.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.rules.when.tokens import Item


@dataclass(frozen=True)
class Element:
    """`kind` and `value` go together (see the rules); `first` and `last` are items, last exclusive."""

    kind: str
    value: Any
    first: int
    last: int


@dataclass(frozen=True)
class Clock:
    """A clock time as written. `sure`: its half of the day is known; `half` is am or pm where words say so."""

    hour: int
    minute: int
    sure: bool
    half: str = ""
    spoken: bool = False


Build = Callable[[list[Item], "re.Match[str]"], tuple[str, Any] | None]
_rules: list[tuple[re.Pattern[str], Build]] = []


def elements(found: list[Item]) -> list[Element]:
    """What the items say, in order; what no rule knows is left out."""
    letters = "".join(item.letter for item in found)
    said: list[Element] = []
    place = 0
    while place < len(found):
        for pattern, build in _rules:
            match = pattern.match(letters, place)
            built = build(found, match) if match and match.end() > place else None
            if match and built is not None:
                said.append(Element(*built, place, match.end()))
                place = match.end()
                break
        else:
            place += 1
    return [part for place, one in enumerate(said) for part in _parted(one, said[:place], found)]


_DAYS_KINDS = {"weekday", "date", "day of month", "relative", "date or clock", "this part"}


def _parted(one: Element, before: list[Element], found: list[Item]) -> list[Element]:
    """ "til søndag" is the coming Sunday; after another day it is where a span ends."""
    ends = one.kind == "weekday" and found[one.first].letter == "u" and any(other.kind in _DAYS_KINDS for other in before)
    if not ends:
        return [one]
    return [Element("until", "til", one.first, one.first + 1), Element("weekday", (one.value[0], "coming"), one.first + 1, one.last)]


def rule(pattern: str) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        _rules.append((re.compile(pattern), build))
        return build

    return register


def _int(item: Item) -> int:
    """A number in digits, in words, or "to", which is two."""
    return 2 if item.letter == "t" else int(str(item.value))


def _unit(item: Item, *names: str) -> bool:
    return item.letter == "U" and item.value in names


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 else 2000 + int(text) if len(text) == 2 else None


# --- what cannot be read


@rule(r"B")
def _unsupported(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "unsupported", items[match.start()].text


@rule(r"V|[nNt]-[nNt]c|[nNt]c[iopdv_]*U|_?c[iop]U")
def _vague(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    return "vague", _words(items, match)


@rule(r"lk?")
def _after(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """After lunch, before Friday: no moment, unless another word says one; "efter kl. 15" never is."""
    return "vague" if match.end() - match.start() > 1 else "after", _words(items, match)


@rule(r"(?<!p)(?<!o)(?<!i)N(?:[WE]|U(?=[iXo]))")
def _some(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "en eftermiddag", "en dag i næste uge": some one of them."""
    one, other = items[match.start()], items[match.end() - 1]
    if one.value != 1 or (other.letter == "U" and other.value != "day"):
        return None
    return "vague", _words(items, match)


@rule(r"L(?:[WUKTE]|O?W)?|[nNtx]?[Uz]<")
def _past(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "past", _words(items, match)


@rule(r"(?:Z\.?[nN](?:[./-]n)?)|(?:[oip]*d?n\.?Z)")
def _place(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "lokale 4", "4. sal": a number that is a place's."""
    return "noise", None


# --- how often

_ON = r"[poid,]*"
_DAYS = r"[WPQ](?:[,&/+]*[WPQ])*"


@rule(r"[oip]?d?O(?:[WQIU])(?:[iovpd]*H?U|[iov]*M|[iov]*dM)|[oip]?dn?\.?O[WQI][iovpd]*H?U")
def _nth(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den tredje torsdag i hver måned", "sidste fredag i september", "første hverdag i måneden"."""
    at = match.start() + re.search("O", _letters(items, match)).start()  # type: ignore[union-attr]
    return _nth_of(items[at].number, items[at + 1], items[match.end() - 1], "H" in _letters(items, match))


@rule(r"[oip]?d?n\.[WQI][iovpd]*H?U|[oip]?d?n\.[WQI][iov]+M")
def _nth_digit(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "2. tirsdag i måneden"."""
    at = match.start() + _letters(items, match).index("n")
    number = _int(items[at])
    return _nth_of(number, items[at + 2], items[match.end() - 1], "H" in _letters(items, match)) if 1 <= number <= 5 else None


def _nth_of(number: int, day: Item, scope: Item, each: bool) -> tuple[str, Any] | None:
    what = day.number if day.letter in "WQ" else {"I": "workday"}.get(day.letter) or ("day" if day.value == "day" else None)
    if what is None:
        return None
    if scope.letter == "M":
        return "nth in month", (number, what, scope.number)
    return ("nth", (number, what, str(scope.value), each)) if scope.value in {"month", "quarter", "year"} else None


@rule(r"H(?:O|n\.)W[iov]d?U")
def _every_nth_in_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver anden onsdag i måneden": the second of each month, or every other. "hver første mandag i måneden" has one meaning."""
    number = _int(items[match.start() + 1])
    day = next(item for item in items[match.start() : match.end()] if item.letter == "W")
    if items[match.end() - 1].value != "month":
        return None
    return ("nth", (number, day.number, "month", True)) if number in {1, -1} else ("nth or every", (number, day.number))


@rule(r"SW[iov]d?U|SW")
def _second(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """English "every second Thursday" has two meanings; of the month it has one."""
    number, day = int(str(items[match.start()].value)), items[match.start() + 1].number
    return ("nth", (number, day, "month", True)) if match.end() - match.start() > 2 else ("nth or every", (number, day))


@rule(rf"(?:A|HO|Hn\.|H[nNt]|S)(?={_DAYS})")
def _every_nth_day_of_week(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver anden onsdag", "annenhver", "hver 2. torsdag": every so many weeks; "hver første/sidste" is of the month."""
    number = _times(items, match)
    day = items[match.end()]
    if number in {1, -1} and items[match.start() + 1].letter == "O":
        return "nth each", number
    return ("every", (number, "week")) if number > 1 and day.letter in "WPQ" else None


@rule(r"(?:A|HO|Hn\.?|H[Nt]|S)[UI]")
def _every_nth(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver 14. dag", "hver tredje uke", "every 3 weeks"."""
    number, unit = _times(items, match), items[match.end() - 1]
    if unit.letter == "I":
        return None
    if unit.value == "day" and number % 7 == 0:
        return "every", (number // 7, "week")
    return ("every", (number, str(unit.value))) if number > 0 and unit.value in {"day", "week", "month", "year", "quarter"} else None


def _times(items: list[Item], match: re.Match[str]) -> int:
    for item in items[match.start() : match.end()]:
        if item.letter in "AOnNtS":
            return _int(item)
    return 1


@rule(rf"[oip]?H(?:{_DAYS})|P(?:[,&/+]*[WPQ])*|[op]d?Q(?:[,&/+]*[WPQ])*|W(?:[+]W)+")
def _weekly(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "hver tirsdag og torsdag", "mandage", "om torsdagen"."""
    return "weekly", tuple(item.number for item in items[match.start() : match.end()] if item.letter in "WPQ")


@rule(r"[Hi]?I(?!vd?U)|HUW-W|H?U?W-W(?=k)")
def _workdays(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "alle hverdage"; "hver dag man-fre"."""
    found = [item for item in items[match.start() : match.end()] if item.letter == "W"]
    if not found:
        return "weekly", (0, 1, 2, 3, 4)
    if items[match.start()].letter != "H":
        return None
    first, last = found[0].number, found[1].number
    return "weekly", tuple(range(first, last + 1)) if first <= last else (*range(first, 7), *range(last + 1))


@rule(r"[Hq]U|HE|F")
def _often(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver dag", "ugentligt", "hver morgen"."""
    last = items[match.end() - 1]
    if last.letter == "E":
        return "every part", str(last.value)
    if last.value == "fortnight":
        return "every", (2, "week")
    return ("every", (1, str(last.value))) if last.value in {"day", "week", "month", "quarter", "year"} else None


@rule(r"[iop]?d?[eg]U|[iop]?[eg]")
def _parity(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Even and odd ISO weeks."""
    last = items[match.end() - 1]
    word = next(item for item in items[match.start() : match.end()] if item.letter in "eg")
    if last.letter == "U" and last.value != "week":
        return None
    return ("parity", 0 if word.letter == "e" else 1) if last.letter == "U" or len(word.text) > 7 else None


@rule(r"d?X[nNt][WPQ]|[nNt]P")
def _next_few(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "de næste 4 torsdage"."""
    return "few", (_int(items[match.end() - 2]), items[match.end() - 1].number)


@rule(r"[nNt]c")
def _count(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "count", _int(items[match.start()])


# --- days


@rule(r"[oipdf]*n-n-n(?!-)")
def _iso(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """2026-03-12, and D-M-YY."""
    at = match.start() + _letters(items, match).index("n")
    a, b, c = (items[at + step] for step in (0, 2, 4))
    if len(a.text) == 4:
        return "date", (_int(c), _int(b), _int(a))
    year = _year(c.text)
    return ("date", (_int(a), _int(b), year)) if year and len(a.text) <= 2 and len(b.text) <= 2 else None


_D = r"[oipdC]*d?\.?"


@rule(rf"{_D}n\.?-d?n\.?v?M(?:\.?n)?|f?{_D}n\.?[ut]d?\.?n\.?v?M(?:\.?n)?|{_D}n\.?&n\.?M(?:\.?n)?")
def _days_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "16.-18. marts": from a day to a day of one month, inclusive."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    year = _year(numbers[2].text) if len(numbers) > 2 else None
    if len(numbers) > 2 and (year is None or len(numbers[2].text) != 4):
        return None
    if "&" in _letters(items, match):
        return "either", ((_int(numbers[0]), month, year), (_int(numbers[1]), month, year))
    return "dates", ((_int(numbers[0]), month, year), (_int(numbers[1]), month, year))


@rule(r"M\.?n\.?[-ut]n\.?(?![:.]n|a)")
def _month_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "Aug 10-12"."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = items[match.start()].number
    short = all(len(item.text) <= 2 for item in numbers)
    return ("dates", ((_int(numbers[0]), month, None), (_int(numbers[1]), month, None))) if short else None


@rule(rf"{_D}n\.?v?d?M\.?,?(?:n(?![:.]n)(?!a))?")
def _day_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "torsdag d. 12. marts", "12th of March 2027". A number after it is a year only with four digits."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    if len(numbers) > 1 and not _is_year(numbers[1]):
        return None
    return "date", (_int(numbers[0]), month, int(numbers[1].text) if len(numbers) > 1 else None)


@rule(rf"{_D}n\.?v?d?M\.?")
def _day_month_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    return "date", (_int(number), month, None)


@rule(r"[oip]?M\.?d?n\.?,?n(?![:.]n)|[oip]?M\.?d?n\.?(?![:]n)")
def _month_day(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "March 12", "Jan 12th, 2027"; "september 2026" is a month of a year."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    if len(numbers[0].text) == 4:
        return None
    if len(numbers) > 1 and not _is_year(numbers[1]):
        return None
    return "date", (_int(numbers[0]), month, int(numbers[1].text) if len(numbers) > 1 else None)


@rule(r"[oip]?M\.?d?n\.?")
def _month_day_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    return ("month", (month, int(number.text))) if len(number.text) == 4 else ("date", (_int(number), month, None))


@rule(rf"f?{_D}n/n(?:[-]|u|t){_D}n/n")
def _dates_numeric(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "17/8 - 19/8": from a day to a day, inclusive."""
    a, b, c, d = (_int(item) for item in items[match.start() : match.end()] if item.letter == "n")
    return "dates", ((a, b, None), (c, d, None))


@rule(rf"{_D}n[/]n(?:[/]n|\.n|-n(?![.:]))?|{_D}n\.n\.n|{_D}n\.n\.(?!n)|{_D}n\.n(?=\.?$|.)")
def _numeric(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """12/3, 12.3., 12.3.2026. Without slash, last dot or "d." it may be a clock time: "maybe"."""
    letters = _letters(items, match)
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    if any(len(item.text) > 2 for item in numbers[:2]):
        return None
    year = _year(numbers[2].text) if len(numbers) > 2 else None
    if len(numbers) > 2 and (year is None or ("-" in letters and not 24 <= year % 100 <= 45)):
        return None
    day, month = _int(numbers[0]), _int(numbers[1])
    dated = "/" in letters or len(numbers) > 2 or letters.endswith("n.") or "d" in letters
    if dated:
        return "date", (day, month, year)
    clock = len(numbers[1].text) == 2 and (day < 24 or (day == 24 and month == 0))
    if clock and not (1 <= day <= 31 and 1 <= month <= 12):
        return None  # only a clock time
    return ("date or clock", ((day, month, None), Clock(day, month, _literal(numbers[0])))) if clock else ("date", (day, month, None))


@rule(r"[oip]?d\.?n\.?(?![:/]n)(?![UZ])|[oip]?Un(?=v)")
def _day_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den 24.", "d.1", "the 22nd"."""
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    counted = [item for item in items[match.start() : match.end()] if item.letter == "U" and item.value != "day"]
    return ("day of month", _int(number)) if len(number.text) <= 2 and not counted else None


@rule(r"(?<=W)n\.(?!n)|(?<=W,)n\.(?!n)|(?<=H)n\.(?=U)")
def _weekdays_number(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "fredag 13."."""
    return "day of month", _int(items[match.start()])


@rule(r"[ipo]?d?U\.?n(?:[-u&]n)?(?:[/,i]?n(?![.:]))?")
def _week(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "uge 12", "uke 40-41", "week 53 2027"."""
    unit = next(item for item in items[match.start() : match.end()] if item.letter == "U")
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    if unit.value != "week" or len(numbers[0].text) > 2:
        return None
    year = int(numbers[-1].text) if len(numbers) > 1 and _is_year(numbers[-1]) else None
    weeks = [_int(item) for item in numbers if not _is_year(item)]
    paired = any(item.letter in "-u&" for item in items[match.start() : match.end()])
    if len(weeks) > 1 and not paired:
        return None
    return "weeks", (weeks[0], weeks[-1], year)


@rule(r"[ipo]?d?U\.?n")
def _week_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    unit, number = next(item for item in items[match.start() : match.end()] if item.letter == "U"), items[match.end() - 1]
    return ("weeks", (_int(number), _int(number), None)) if unit.value == "week" and len(number.text) <= 2 else None


@rule(r"[ipo]?d?[XDC]U|[ipo]?dU(?=D)")
def _week_by_name(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "i næste uge", "denne uke", "next month"."""
    word, unit = items[match.end() - 2], items[match.end() - 1]
    if unit.value in {"week", "month"} and word.letter in "XDC":
        return f"{unit.value} by name", 1 if word.letter in "XC" else 0
    return None


@rule(r"[ipo]?d?[XDC]?K")
def _weekend(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    letters = _letters(items, match)
    return "weekend", "next" if "X" in letters else "coming"


@rule(r"[nNt]Uf[WQ]")
def _weeks_from(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "a week from Monday"."""
    if not _unit(items[match.start() + 1], "week"):
        return None
    return "weeks from", (_int(items[match.start()]), items[match.end() - 1].number)


@rule(r"[oi]Y|[oi](?:[nNt]|x)U")
def _in_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "om 14 dage", "in two weeks": calendar days. (Danish "i to timer" is a duration, and a rule below.)"""
    last, first = items[match.end() - 1], items[match.start()]
    if first.letter == "i" and first.text != "in":
        return None
    if last.letter == "Y":
        return "in days", (14, "day")
    number = items[match.start() + 1]
    if last.value not in {"day", "week", "month", "year"} or number.letter == "x":
        return None
    return "in days", (_int(number), str(last.value))


@rule(r"[op]?d?X[oip]?[WQ]|(?:p|C|u|D|o)*d?C?[WQ](?:D|C)?")
def _weekday(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """A weekday, and how it is pointed at: bare, "på/til/kommende" (coming), "næste" (next)."""
    letters = _letters(items, match)
    day = next(item for item in items[match.start() : match.end()] if item.letter in "WQ")
    how = "next" if "X" in letters else "coming" if set(letters) & set("pCuDo") else "bare"
    return "weekday", (day.number, how)


@rule(r"[oip]?d?OW")
def _ordinal(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "quarterly on the first Tuesday"; "sidste torsdag" alone is past."""
    number, day = items[match.end() - 2].number, items[match.end() - 1].number
    return "ordinal", (number, day)


@rule(r"T")
def _relative(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "relative", int(str(items[match.start()].value))


@rule(r"G")
def _this_part(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "i aften": today, and which part of it."""
    return "this part", str(items[match.start()].value)


@rule(r"J")
def _which_year(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "year", int(str(items[match.start()].value))


# --- clock times

_HOUR = r"(?:n[:.]n|n|N|m|(?<=k)t|(?<=k\.)t)"
_SPOKEN = r"(?:[nNt]U?[iypt]h[nNt]|h[ypt]?[nNt]|q[iypt][nNt]|[nNt]U?[iypt][nNt])(?![Uzqxh:.]|h?U)"
_CLOCK = rf"k?\.?(?:{_SPOKEN}|{_HOUR})a?s?"


def _clock_at(found: list[Item]) -> Clock | None:
    """The items of one clock time as a Clock; hours and minutes that do not exist are kept, to be refused by name."""
    half = next((str(item.value) for item in found if item.letter == "a"), "")
    core = [
        item
        for item in found
        if item.letter not in "kas" and not (item.letter == "." and item is found[min(1, len(found) - 1)] and found[0].letter == "k")
    ]
    letters = "".join(item.letter for item in core)
    if letters == "m":
        return Clock(12 if core[0].value == "noon" else 24, 0, True)
    if re.fullmatch(r"n[:.]n", letters):
        if not core[2].glued or not core[1].glued or len(core[0].text) > 2:
            return None
        minute = _int(core[2]) if len(core[2].text) == 2 else 60 + _int(core[2])  # 8.5 is no time of day
        return Clock(_int(core[0]), minute, bool(half) or _literal(core[0]), half)
    if letters == "n":
        return _digits(core[0].text, half)
    if letters in {"N", "t"}:
        return Clock(_int(core[0]), 0, bool(half), half, spoken=True)
    return _spoken([item for item in core if item.letter != "U"], half)


def _spoken(core: list[Item], half: str) -> Clock | None:
    """ "halv fire", "kvart over tre", "ti på tre", "fem minutter i halv fire", "half past three"."""
    hour = _int(core[-1])
    letters = "".join(item.letter for item in core)
    if not 1 <= hour <= 12:
        return None
    english_half = letters.startswith("hy")
    minutes = hour * 60 + (30 if english_half else -30 if "h" in letters else 0)
    if not letters.startswith("h"):
        amount = 15 if letters[0] == "q" else _int(core[0])
        if not 0 < amount < 30:
            return None
        minutes += amount if letters[1] == "y" else -amount
    minutes %= 12 * 60
    return Clock(minutes // 60 or 12, minutes % 60, bool(half), half, spoken=True)


def _digits(text: str, half: str) -> Clock | None:
    if len(text) in {3, 4}:
        return Clock(int(text[:-2]), int(text[-2:]), bool(half) or text[0] == "0" or len(text) == 4, half)
    return Clock(int(text), 0, bool(half) or text[0] == "0" or not 1 <= int(text) <= 6, half) if len(text) <= 2 else None


def _literal(item: Item) -> bool:
    """C11: 1 to 6 without a leading zero may be either half of the day."""
    return item.text[0] == "0" or not 1 <= int(item.text) <= 6


@rule(rf"f?{_CLOCK}(?:-|u|t|&)k?\.?(?:{_SPOKEN}|{_HOUR})(?!\.?v?M|/n|\.n\.|½|U)a?s?")
def _clocks(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """From a clock time to a clock time. Bare numbers count after "kl" or "fra", or straight after a day."""
    letters = _letters(items, match)
    cut = next(
        (
            place
            for place in range(1, len(letters))
            if letters[place] in "-u&" or (letters[place] == "t" and letters[place - 1] in "na" and place < len(letters) - 1)
        ),
        None,
    )
    if cut is None:
        return None
    first, last = items[match.start() : match.start() + cut], items[match.start() + cut + 1 : match.end()]
    bounded = first[0].letter in "fk" or "k" in letters or "a" in letters or re.search(r"n[:.]n", letters)
    if not bounded and not _after_day(items, match.start()) and not _four(first, last):
        return None
    if letters[cut] == "&" and not (first[0].letter == "f" and first[0].text[0] in "mb"):
        return None  # "mellem 9 og 11"; "9.30 og to timer frem" is something else
    a, b = _clock_at([item for item in first if item.letter != "f"]), _clock_at(last)
    return ("clocks", (a, b)) if a and b else None


def _four(first: list[Item], last: list[Item]) -> bool:
    """0730-0815."""
    return all(len(part) == 1 and len(part[0].text) == 4 and part[0].text.isdecimal() for part in (first, last))


def _after_day(items: list[Item], place: int) -> bool:
    before = items[place - 1] if place else None
    while before is not None and before.letter in ",." and place > 1:
        place -= 1
        before = items[place - 1]
    return (before is not None and before.letter in "WQPTMEIGF") or (
        place >= 2 and before is not None and before.letter == "n" and items[place - 2].letter in "/.M-"
    )


@rule(rf"[oip]*k\.?(?:{_SPOKEN}|{_HOUR})a?s?|{_SPOKEN}a?|n[:.]na?s?|na|m")
def _clock(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    letters = _letters(items, match)
    found = [item for item in items[match.start() : match.end()] if item.letter not in "op"] if "k" in letters else items[match.start() : match.end()]
    found = [item for place, item in enumerate(found) if not (item.letter == "i" and place == 0)]
    clock = _clock_at(found)
    return ("clock", clock) if clock else None


@rule(r"n(?!\.?[nU/-])(?![Zc½])")
def _bare(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "torsdag 16", "fredag 0730", "3/8 0900": a number straight after a day."""
    item = items[match.start()]
    written = len(item.text) == 4 and (item.text[0] == "0" or (match.start() and items[match.start() - 1].letter in "UegSP"))
    if not written and not _after_day(items, match.start()):
        return None
    if len(item.text) == 4 and int(item.text[:2]) <= 24 and int(item.text[2:]) <= 59:
        return "clock", _digits(item.text, "")
    return ("number", _int(item)) if len(item.text) <= 2 else None


# --- how long, which part of the day, and what joins


@rule(r"[oi]?,?(?:[nNt]&Nh|Nh|x|[nN][.,]n|n½|½|[nNt]qvN|[nNt])U(?:&?[nNt]U)?|[oi]?,?N?z|[oi]?,?[nNt]q")
def _amount(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """A length of time: "i to timer" lasts so long, "om to timer" begins then."""
    letters = _letters(items, match)
    found = [item for item in items[match.start() : match.end()] if item.letter not in "oi,"]
    minutes = _minutes(found, "".join(item.letter for item in found))
    if minutes is None:
        return None
    first = items[match.start()]
    later = first.letter == "o" or (first.letter == "i" and first.text == "in")
    return ("in minutes" if later and letters[0] in "oi" else "lasting", minutes)


def _minutes(found: list[Item], letters: str) -> int | None:
    if letters in {"z", "Nz"}:
        return 30
    if letters.endswith("q"):
        return 15 * _int(found[0]) if found[-1].text.startswith(("kvarter", "quarter")) else None
    unit = found[-1] if letters.count("U") == 1 else next(item for item in found if item.letter == "U")
    size = {"hour": 60, "minute": 1}.get(str(unit.value))
    if size is None:
        return None
    if "½" in letters:
        return size * (2 * (_int(found[0]) if found[0].letter == "n" else 0) + 1) // 2
    if letters.endswith("qvNU"):
        return 15 * _int(found[0])
    if letters == "xU":
        return round(90 * size / 60)
    if letters.endswith("NhU"):
        return size * (2 * (_int(found[0]) if "&" in letters else 0) + 1) // 2
    if re.fullmatch(r"[nN][.,]?nU", letters) and len(found) >= 3:
        return round(float(f"{_int(found[0])}.{found[-2].text}") * size)
    if letters.count("U") == 2:
        return _int(found[0]) * 60 + _int(found[-2]) if unit.value == "hour" and found[-1].value == "minute" else None
    return _int(found[0]) * size


@rule(r"[oip]?d?E")
def _part(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "part", str(items[match.end() - 1].value)


@rule(r"iM(?:[&-]|u)i?M")
def _months(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "i september og oktober"."""
    return "months", (items[match.start() + 1].number, items[match.end() - 1].number)


@rule(r"iM(?:n(?![.:]))?|(?<=[uf])M(?:n(?![.:]))?")
def _month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    last = items[match.end() - 1]
    if last.letter == "n":
        return ("month", (items[match.end() - 2].number, int(last.text))) if _is_year(last) else None
    return "month", (last.number, None)


@rule(r"W-W")
def _from_day_to_day(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "man-fre": days, each of them or in a row."""
    return "day to day", (items[match.start()].number, items[match.end() - 1].number)


@rule(r"f")
def _from(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "from", None


@rule(r"u|-|t")
def _until(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "until", items[match.start()].text


@rule(r"R")
def _or(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "or", None


@rule(r"&")
def _and(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "and", None


def _words(items: list[Item], match: re.Match[str]) -> str:
    return " ".join(item.text for item in items[match.start() : match.end()])


def _letters(items: list[Item], match: re.Match[str]) -> str:
    return "".join(item.letter for item in items[match.start() : match.end()])


def _is_year(item: Item) -> bool:
    return len(item.text) == 4 and item.text.startswith(("19", "20", "21"))
