"""How long, which part of the day, and the words between."""

import re
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Rules, letters_of, looks_like_year, number_of

rules = Rules()


_LONGEST = 24 * 60 * 7


@rules(r"NU&Nh\^?|(?:[nNt]|x)U\^|[oi]?,?(?:[nNt]&Nh|Nh|x|[nN][.,]n|n½|½|[nNt]qvN|[nNt])U(?:&?[nNt][Uq])?|[oi]?,?[nNt]&Nz|[oi]?,?N?z|[oi]?,?[nNt]q")
def _amount(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """A length of time: "i to timer" lasts so long, "om to timer" begins then."""
    letters = letters_of(items, match)
    found = [item for item in items[match.start() : match.end()] if item.letter not in "oi,^"]
    minutes = _minutes(found, "".join(item.letter for item in found))
    if letters.endswith("^") and minutes is None:
        return ("in days", (number_of(found[0]), str(found[1].value))) if found[1].value in {"day", "week", "month"} else None
    if minutes is None or minutes > _LONGEST:
        return None
    first = items[match.start()]
    later = first.letter == "o" or (first.letter == "i" and first.text == "in")
    return ("in minutes" if (later and letters[0] in "oi") or letters.endswith("^") else "lasting", minutes)


def _minutes(found: list[Item], letters: str) -> int | None:
    if letters in {"z", "Nz"}:
        return 30
    if letters.endswith("&Nz"):
        return 60 * number_of(found[0]) + 30
    if letters.endswith("q") and "U" in letters:
        return {"hour": 60}.get(str(found[1].value), 0) * number_of(found[0]) + 15
    if letters.endswith("q"):
        return 15 * number_of(found[0]) if found[-1].text.startswith(("kvarter", "quarter")) else None
    unit = found[-1] if letters.endswith("U") and letters.count("U") == 1 else next(item for item in found if item.letter == "U")
    size = {"hour": 60, "minute": 1}.get(str(unit.value))
    if size is None:
        return None
    if "½" in letters:
        return size * (2 * (number_of(found[0]) if found[0].letter == "n" else 0) + 1) // 2
    if letters.endswith("qvNU"):
        return 15 * number_of(found[0])
    if letters == "NU&Nh":
        return size * 3 // 2
    if letters == "xU":
        return round(90 * size / 60)
    if letters.endswith("NhU"):
        return size * (2 * (number_of(found[0]) if "&" in letters else 0) + 1) // 2
    if re.fullmatch(r"[nN][.,]?nU", letters) and len(found) >= 3:
        return round(float(f"{number_of(found[0])}.{found[-2].text}") * size)
    if letters.count("U") == 2:
        return number_of(found[0]) * 60 + number_of(found[-2]) if unit.value == "hour" and found[-1].value == "minute" else None
    return number_of(found[0]) * size


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
