"""How often: the rules of what returns."""

import re
from itertools import pairwise
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Rules, number_of, words_of

rules = Rules()

_MOST_TIMES = 366
_DAYS = r"[WPQ](?:[,&/+]*[WPQ])*"


_MORE = r"(?:(?:O|n\.)[WQ]?[,&]d?)*"
_SCOPE = r"(?:[iovpd]*H?U|[iov]*d?M)"


@rules(rf"[oip]?d?{_MORE}O[WQIU]{_SCOPE}|[oip]?dn?\.?O[WQI][iovpd]*H?U|[oip]?d?{_MORE}n\.[WQI](?:[iovpd]*H?U|[iov]+M)|[oip]?d?n[WQI][iovpd]+H?U")
def _nth(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den tredje torsdag i hver måned", "1. og 3. mandag i måneden", "sidste fredag i september", "første hverdag i måneden"."""
    said = items[match.start() : match.end()]
    numbers = tuple(dict.fromkeys(number_of(item) for item in said if item.letter in "On"))
    if any(item.letter == "n" and not 1 <= number_of(item) <= 5 for item in said):
        return None
    days = [item for item in said if item.letter in "WQI"] or [next(item for item in reversed(said[:-1]) if item.letter == "U")]
    if len({item.value for item in days}) > 1:
        return None
    day, scope = days[0], said[-1]
    what = day.number if day.letter in "WQ" else "workday" if day.letter == "I" else "day" if day.value == "day" else None
    if what is None:
        return None
    if scope.letter == "M":
        return ("nth in month", (numbers[0], what, scope.number)) if len(numbers) == 1 else None
    return ("nth", (numbers, what, str(scope.value))) if scope.value in {"month", "quarter", "year"} else None


@rules(r"[oip]?d?OW[iov]*[DX]U")
def _nth_of_this(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "last Friday of this month"."""
    said = items[match.start() : match.end()]
    number, day = next((one.number, two.number) for one, two in pairwise(said) if one.letter == "O")
    return ("nth by name", (number, day, 1 if said[-2].letter == "X" else 0)) if said[-1].value == "month" else None


@rules(r"H(?:O|n\.)W[iov]d?U")
def _every_nth_in_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver anden onsdag i måneden": the second of each month, or every other. "hver første mandag i måneden" has one meaning."""
    number = number_of(items[match.start() + 1])
    day = next(item for item in items[match.start() : match.end()] if item.letter == "W")
    if items[match.end() - 1].value != "month":
        return None
    return ("nth", ((number,), day.number, "month")) if number in {1, -1} else ("nth or every", (number, day.number))


@rules(r"SW[iov]d?U|SW")
def _second(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """English "every second Thursday" has two meanings; of the month it has one."""
    number, day = int(str(items[match.start()].value)), items[match.start() + 1].number
    return ("nth", ((number,), day, "month")) if match.end() - match.start() > 2 else ("nth or every", (number, day))


@rules(rf"(?:A|HO|Hn\.|H[nNt]|S)(?={_DAYS})")
def _every_nth_day_of_week(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver anden onsdag", "annenhver", "hver 2. torsdag": every so many weeks; "hver første/sidste" is of the month."""
    number = _times(items, match)
    day = items[match.end()]
    if number in {1, -1} and items[match.start() + 1].letter == "O":
        return "nth each", number
    return ("every", (number, "week")) if number > 1 and day.letter in "WPQ" else None


@rules(r"(?:A|HO|Hn\.?|H[Nt]|S)[UI]")
def _every_nth(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver 14. dag", "hver tredje uke", "every 3 weeks"."""
    number, unit = _times(items, match), items[match.end() - 1]
    if unit.letter == "I":
        return None
    if unit.value == "day" and number % 7 == 0:
        return "every", (number // 7, "week")
    if unit.value in {"minute", "hour"}:
        return "unsupported", words_of(items, match)
    return ("every", (number, str(unit.value))) if number > 0 else None


def _times(items: list[Item], match: re.Match[str]) -> int:
    for item in items[match.start() : match.end()]:
        if item.letter in "AOnNtS":
            return number_of(item)
    return 1


@rules(r"[XC]I|OI(?![iov])|[oi][nNt]I")
def _working_days_ahead(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "neste hverdag", "om tre virkedager"."""
    first = items[match.start()]
    if first.letter == "O" and first.value != 1:
        return None
    if first.letter == "i" and first.text != "in":
        return None
    return "workdays ahead", number_of(items[match.start() + 1]) if first.letter in "oi" else 1


@rules(r"[Hi]?I(?!vd?U)|HUW-W|W[-ut]W(?=HU)|HU?W[-ut]W")
def _workdays(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "alle hverdage"; "hver dag man-fre"."""
    found = [item for item in items[match.start() : match.end()] if item.letter == "W"]
    if not found and items[match.end() - 1].letter != "I":
        return None
    if not found:
        return "weekly", (0, 1, 2, 3, 4)
    if items[match.start()].letter != "H" and items[match.end()].letter != "H":
        return None
    first, last = found[0].number, found[1].number
    return "weekly", tuple(range(first, last + 1)) if first <= last else (*range(first, 7), *range(last + 1))


@rules(r"[oip]?(?:d?\.?n\.?|Un)(?:[,&](?:d?\.?n\.?|Un))+(?=[iov]*d?[HF]U?|[iov]+d?U)|(?<=U,)Un(?:[,&]Un)*")
def _days_of_every_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den 10. og 25. i hver måned", "every 3 months, day 5"."""
    if any(item.letter == "U" and item.value != "day" for item in items[match.start() : match.end()]):
        return None
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    unit = next((item for item in [*items[match.end() :], *reversed(items[: match.start()])] if item.letter in "UF"), None)
    if unit is None or unit.value != "month" or any(len(item.text) > 2 for item in numbers):
        return None
    return "days of month", tuple(number_of(item) for item in numbers)


@rules(rf"[oip]?H(?:{_DAYS})|P(?:[,&/+]*[WPQ])*|[op]d?Q(?:[,&/+]*[WPQ])*|W(?:[+]W)+")
def _weekly(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "hver tirsdag og torsdag", "mandage", "om torsdagen"."""
    return "weekly", tuple(item.number for item in items[match.start() : match.end()] if item.letter in "WPQ")


@rules(r"Hn\.(?=$|[k,])")
def _every_month_on(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver 20. kl 9"; "alle 6" are people."""
    if not items[match.start()].text.startswith(("h", "k", "e")):
        return None
    return "monthly on", number_of(items[match.start() + 1])


@rules(r"HdOi?d?U|[oip]?dO[iov]*d?HU")
def _every_day_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver den første i måneden"."""
    number = next(item for item in items[match.start() : match.end()] if item.letter == "O").number
    return ("monthly on", number) if items[match.end() - 1].value == "month" and number > 0 else None


@rules(r"[Hq]U|HE|F")
def _often(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "hver dag", "ugentligt", "hver morgen"."""
    last = items[match.end() - 1]
    if last.letter == "E":
        return "every part", str(last.value)
    if last.value == "fortnight":
        return "every", (2, "week")
    return ("every", (1, str(last.value))) if last.value in {"day", "week", "month", "quarter", "year"} else None


@rules(r"[iop]?d?[eg]U|[iop]?[eg]")
def _parity(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Even and odd ISO weeks."""
    last = items[match.end() - 1]
    word = next(item for item in items[match.start() : match.end()] if item.letter in "eg")
    if last.letter == "U" and last.value != "week":
        return None
    return ("parity", 0 if word.letter == "e" else 1) if last.letter == "U" or len(word.text) > 7 else None


@rules(r"[oip_]?d?X[nNt]U")
def _next_weeks(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "de næste 8 uger", "for the next 6 weeks"."""
    number, unit = items[match.end() - 2], items[match.end() - 1]
    return ("for weeks", number_of(number)) if unit.value == "week" else None


@rules(r"d?X[nNt][WPQ]|d?[nNt]X[WPQ]|[nNt]P")
def _next_few(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "de næste 4 torsdage"."""
    number = next(item for item in items[match.start() : match.end()] if item.letter in "nNt")
    if number_of(number) > _MOST_TIMES:
        return None
    return "few", (number_of(number), items[match.end() - 1].number)


@rules(r"[nNt]ð|_n(?![.:/-])")
def _pieces(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "3 møter", "x3": how many, if it is a series."""
    number = items[match.start()] if items[match.start()].letter != "_" else items[match.start() + 1]
    times = items[match.start()].letter != "_" or (items[match.start()].text in {"x", "×"} and number.glued)
    return ("pieces", number_of(number)) if times and number_of(number) <= _MOST_TIMES else None


@rules(r"[nNt]c")
def _count(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    number = number_of(items[match.start()])
    return ("count", number) if number <= _MOST_TIMES else None
