"""How long, which part of the day, and the words between."""

import re
from collections.abc import Callable
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Rules, letters_of, looks_like_year, number_of

rules = Rules()


_LONGEST = 24 * 60 * 7


@rules(
    r"[oi]?NU&Nh\^?|h-U|[nNt]Un(?![:./UZ_@])|(?:[nNt]|x)U\^|[oi]?,?(?:[nNt]&Nh|Nh|x|[nN][.,]n|n½|½|[nNt]qvN|[nNt])U(?:&?[nNt][Uq])?|[oi]?,?[nNt]&Nz|[oi]?,?N?z|[oi]?,?[nNt]q(?![iypt][nNt])"
)
def _amount(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """A length of time: "i to timer" lasts so long, "om to timer" begins then."""
    letters = letters_of(items, match)
    found = [item for item in items[match.start() : match.end()] if item.letter not in "oi,^"]
    minutes = _minutes(found, "".join(item.letter for item in found))
    if letters.endswith("^") and minutes is None:
        return ("in days", (number_of(found[0]), str(found[1].value))) if found[1].value in {"day", "week", "month"} else None
    if minutes is None or not 0 < minutes <= _LONGEST:
        return None
    first = items[match.start()]
    later = first.letter == "o" or (first.letter == "i" and first.text == "in")
    return ("in minutes" if (later and letters[0] in "oi") or letters.endswith("^") else "lasting", minutes)


_SIZES = {"hour": 60, "minute": 1}
_SHAPES: tuple[tuple[str, Callable[[list[int], int], int]], ...] = (
    (r"N?z", lambda _n, _size: 30),
    (r"h-U", lambda _n, size: size // 2),
    (r"[nNt]&Nz", lambda n, _size: n[0] * 60 + 30),
    (r"[nNt]q", lambda n, _size: n[0] * 15),
    (r"[nNt]qvNU", lambda n, _size: n[0] * 15),
    (r"[nNt]U&?[nNt]q", lambda n, size: n[0] * size + n[1] * 15),
    (r"[nNt]U(?:&?[nNt]U|n)", lambda n, size: n[0] * size + n[1]),
    (r"½U|Nh?½?U(?<=hU)|hU", lambda _n, size: size // 2),
    (r"n½U|[nNt]&NhU", lambda n, size: n[0] * size + size // 2),
    (r"NU&Nh", lambda _n, size: size * 3 // 2),
    (r"xU", lambda _n, size: size * 3 // 2),
    (r"[nNt]U", lambda n, size: n[0] * size),
)
"""How lengths are written, and their minutes: from the numbers, and the minutes of the first unit (0: none)."""


def _minutes(found: list[Item], letters: str) -> int | None:
    units = [_SIZES.get(str(item.value)) for item in found if item.letter == "U"]
    if None in units or (letters.endswith("q") and not found[-1].text.startswith(("kvarter", "quarter"))):
        return None
    if len(units) == 2 and units != [60, 1]:
        return None
    numbers = [number_of(item) for item in found if item.letter in "nNt"]
    if re.fullmatch(r"[nN][.,]nU", letters):
        return round(float(f"{numbers[0]}.{found[-2].text}") * (units[0] or 0))
    if letters.endswith("Un") and (units != [60] or len(found[-1].text) != 2):
        return None
    shape = next((count for pattern, count in _SHAPES if re.fullmatch(pattern, letters)), None)
    return shape(numbers, units[0] or 0 if units else 0) if shape else None


@rules(r"[oip]?d?E")
def _part(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "part", str(items[match.end() - 1].value)


@rules(r"iM(?:[&-]|u)i?M")
def _months(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "i september og oktober"."""
    return "months", (items[match.start() + 1].number, items[match.end() - 1].number)


@rules(r"iM(?:n(?![.:]))?|(?<=[uf])M(?:n(?![.:]))?")
def _month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    last = items[match.end() - 1]
    if last.letter == "n":
        return ("month", (items[match.end() - 2].number, int(last.text))) if looks_like_year(last) else None
    return "month", (last.number, None)


@rules(r"s")
def _season(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """Summer or winter time: which of the two, when an hour comes twice."""
    return "season", str(items[match.start()].value)


@rules(r"f")
def _from(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "from", None


@rules(r"u|-|t")
def _until(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "until", items[match.start()].text


@rules(r"R")
def _or(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "or", None


@rules(r"&")
def _and(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "and", None
