"""Days, weeks and months as they are written."""

import re
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Clock, Rules, is_literal, is_unit, letters_of, looks_like_year, number_of, words_of, year_of

rules = Rules()


@rules(r"[oipd]*:?n(?:/n/|\.n\.)n(?![.:]n)")
def _year_first(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """2026/03/12."""
    year, month, day = (item for item in items[match.start() : match.end()] if item.letter == "n")
    return ("date", (number_of(day), number_of(month), number_of(year))) if looks_like_year(year) else None


@rules(r"[oipd]*:?n-n-n(?!-)")
def _iso(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """2026-03-12, and D-M-YY."""
    at = match.start() + letters_of(items, match).index("n")
    a, b, c = (items[at + step] for step in (0, 2, 4))
    if len(a.text) == 4:
        return "date", (number_of(c), number_of(b), number_of(a))
    year = year_of(c.text)
    return ("date", (number_of(a), number_of(b), year)) if year and len(a.text) <= 2 and len(b.text) <= 2 else None


_D = r"[oipdC]*d?\.?"


@rules(r"(?:n\.?,)+n\.?&?n\.?M|[ipo]?d?U\.?n(?:[,+/]n)+(?:&n)?(?![:.]n|[@_Ua]|\.?M)")
def _many(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "uke 35, 37 og 39", "12., 19. og 26. mars": more days than one can hold."""
    said = items[match.start() : match.end()]
    weeks = all(item.value == "week" for item in said if item.letter == "U")
    return ("vague", words_of(items, match)) if weeks and all(len(item.text) <= 2 for item in said if item.letter == "n") else None


@rules(rf"{_D}n\.?-d?n\.?v?M(?:\.?n)?|f?{_D}n\.?[ut]d?\.?n\.?v?M(?:\.?n)?|{_D}n\.?[&/]n\.?M(?:\.?n)?|{_D}n\.,n\.M(?:\.?n)?")
def _days_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "16.-18. marts": from a day to a day of one month, inclusive."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    year = year_of(numbers[2].text) if len(numbers) > 2 else None
    if len(numbers) > 2 and (year is None or len(numbers[2].text) != 4):
        return None
    if set(letters_of(items, match)) & set("&/,"):
        return "either", ((number_of(numbers[0]), month, year), (number_of(numbers[1]), month, year))
    return "dates", ((number_of(numbers[0]), month, year), (number_of(numbers[1]), month, year))


@rules(r"f?d?O[ut-]d?Ov?M")
def _ordinal_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "den femte til den ottende maj"."""
    first, last = (item.number for item in items[match.start() : match.end()] if item.letter == "O")
    month = items[match.end() - 1].number
    return "dates", ((first, month, None), (last, month, None))


@rules(r"M\.?n\.?[-ut]n\.?(?![:.]n|a)")
def _month_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "Aug 10-12"."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = items[match.start()].number
    short = all(len(item.text) <= 2 for item in numbers)
    return ("dates", ((number_of(numbers[0]), month, None), (number_of(numbers[1]), month, None))) if short else None


@rules(rf"{_D}n\.?v?d?M\.?,?(?:n(?![:.]n)(?!a))?")
def _day_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "torsdag d. 12. marts", "12th of March 2027". A number after it is a year only with four digits."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    if len(numbers) > 1 and not looks_like_year(numbers[1]):
        return None
    return "date", (number_of(numbers[0]), month, int(numbers[1].text) if len(numbers) > 1 else None)


@rules(rf"{_D}n\.?v?d?M\.?")
def _day_month_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    return "date", (number_of(number), month, None)


@rules(r"[oip]?M\.?d?n\.?,?n(?![:.]n)|[oip]?M\.?d?n\.?(?![:]n)")
def _month_day(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "March 12", "Jan 12th, 2027"; "september 2026" is a month of a year."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    if len(numbers[0].text) == 4 or _is_hour(items, match.end()):
        return None
    if len(numbers) > 1 and not looks_like_year(numbers[1]):
        return None
    return "date", (number_of(numbers[0]), month, int(numbers[1].text) if len(numbers) > 1 else None)


def _is_hour(items: list[Item], end: int) -> bool:
    """ "i februar 12.00": the number belongs to the hour."""
    return items[end - 1].text == "." and end < len(items) and items[end].letter == "n" and items[end].glued and len(items[end].text) == 2


@rules(r"[oip]?M\.?d?n(?!:n)\.?")
def _month_day_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    if _is_hour(items, match.end()):
        return None
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    month = next(item for item in items[match.start() : match.end()] if item.letter == "M").number
    return ("month", (month, int(number.text))) if len(number.text) == 4 else ("date", (number_of(number), month, None))


@rules(rf"f?{_D}n/n(?:[-]|u|t){_D}n/n")
def _dates_numeric(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "17/8 - 19/8": from a day to a day, inclusive."""
    a, b, c, d = (number_of(item) for item in items[match.start() : match.end()] if item.letter == "n")
    return "dates", ((a, b, None), (c, d, None))


@rules(rf"{_D}n[/.]n\.?n(?![.:]n)")
def _numeric_year(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "14/3 2025"."""
    day, month, year = (item for item in items[match.start() : match.end()] if item.letter == "n")
    short = len(day.text) <= 2 >= len(month.text)
    return ("date", (number_of(day), number_of(month), int(year.text))) if short and looks_like_year(year) and not year.glued else None


@rules(rf"{_D}n[/]n(?:[/]n|\.n|-n(?![.:]))?|{_D}n\.n\.n|{_D}n\.n\.(?!n)|{_D}n\.n(?=\.?$|.)")
def _numeric(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """12/3, 12.3., 12.3.2026. Without slash, last dot or "d." it may be a clock time: "maybe"."""
    letters = letters_of(items, match)
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    if any(len(item.text) > 2 for item in numbers[:2]):
        return None
    year = year_of(numbers[2].text) if len(numbers) > 2 else None
    if len(numbers) > 2 and (year is None or ("-" in letters and not 24 <= year % 100 <= 45)):
        return None
    day, month = number_of(numbers[0]), number_of(numbers[1])
    dated = "/" in letters or len(numbers) > 2 or letters.endswith("n.") or "d" in letters
    if dated:
        return "date", (day, month, year)
    clock = len(numbers[1].text) == 2 and (day < 24 or (day == 24 and month == 0))
    if clock and not (1 <= day <= 31 and 1 <= month <= 12):
        return None  # only a clock time
    return ("date or clock", ((day, month, None), Clock(day, month, is_literal(numbers[0])))) if clock else ("date", (day, month, None))


@rules(r"[oip]?d?n\.?_|n(?![-/.:])")
def _odd_date(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "12. dennes"; "130326"."""
    number, last = next(item for item in items[match.start() :] if item.letter == "n"), items[match.end() - 1]
    if last.letter == "_":
        return ("day of month", number_of(number)) if last.text in {"dennes", "ds"} and len(number.text) <= 2 else None
    day, month, year = number.text[:2], number.text[2:4], number.text[4:]
    written = len(number.text) == 6 and 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and 24 <= int(year) <= 45
    return ("date", (int(day), int(month), 2000 + int(year))) if written else None


@rules(r"[oip]?d\.?n\.?in\.|n\.in\.|[oip]?d?OiO")
def _day_of_numbered_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Danish "d. 12. i 3.", "den tolvte i tredje": the 12th of March."""
    day, month = (number_of(item) for item in items[match.start() : match.end()] if item.letter in "nO")
    return ("date", (day, month, None)) if 1 <= month <= 12 else None


@rules(r"(?<=[WQT])[nN]U(?!n)|(?<=[WT])N?Y|N?Yp?(?=[WT])")
def _days_from_weekday(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Danish "på mandag otte dage": a week after it."""
    if items[match.end() - 1].letter in "Yp":
        return "in days", (14, "day")
    number, unit = number_of(items[match.start()]), items[match.end() - 1]
    return ("in days", (number, "day")) if unit.value == "day" and number in {8, 14} else None


@rules(rf"{_D}n\.?[-u]{_D}n\.(?!n|v?M)")
def _days_without_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "d. 12.-14."."""
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    first = letters_of(items, match).index("n")
    written = "d" in letters_of(items, match)[:first] or items[match.start() + first + 1].letter == "."
    if not written or any(len(item.text) > 2 for item in numbers):
        return None
    return "days of a month", (number_of(numbers[0]), number_of(numbers[1]))


@rules(r"[oip]?d\.?n\.?(?![:/]n)(?![UZ])|[oip]?Un(?=v)")
def _day_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den 24.", "d.1", "the 22nd"."""
    number = next(item for item in items[match.start() : match.end()] if item.letter == "n")
    counted = [item for item in items[match.start() : match.end()] if item.letter == "U" and item.value != "day"]
    return ("day of month", number_of(number)) if len(number.text) <= 2 and not counted else None


@rules(r"(?<=W)n\.(?!n)|(?<=W,)n\.(?!n)|(?<=H)n\.(?=U)")
def _weekdays_number(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "fredag 13."."""
    return "day of month", number_of(items[match.start()])


@rules(r"[ipo]?d?U[.:]?n(?:[-ut&]U?n)?(?:[/,i]?n(?![.:]))?")
def _week(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "uge 12", "uke 40-41", "week 53 2027"."""
    unit = next(item for item in items[match.start() : match.end()] if item.letter == "U")
    numbers = [item for item in items[match.start() : match.end()] if item.letter == "n"]
    if unit.value != "week" or len(numbers[0].text) > 2:
        return None
    year = int(numbers[-1].text) if len(numbers) > 1 and looks_like_year(numbers[-1]) else None
    weeks = [number_of(item) for item in numbers if not looks_like_year(item)]
    paired = any(item.letter in "-ut&" for item in items[match.start() : match.end()])
    if len(weeks) > 1 + paired:
        return None
    if len(weeks) > 1 and "&" in letters_of(items, match) and weeks[1] - weeks[0] != 1:
        return "vague", words_of(items, match)
    return "weeks", (weeks[0], weeks[-1], year)


@rules(r"[ipo]?d?U\.?n[-ut]U?n")
def _weeks_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "uke 38–39", and something else after it."""
    unit = next(item for item in items[match.start() : match.end()] if item.letter == "U")
    first, last = (item for item in items[match.start() : match.end()] if item.letter == "n")
    return ("weeks", (number_of(first), number_of(last), None)) if unit.value == "week" and len(first.text) <= 2 >= len(last.text) else None


@rules(r"[ipo]?d?U[.:]?n")
def _week_only(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    unit, number = next(item for item in items[match.start() : match.end()] if item.letter == "U"), items[match.end() - 1]
    return ("weeks", (number_of(number), number_of(number), None)) if unit.value == "week" and len(number.text) <= 2 else None


@rules(r"[ipo]?w")
def _week_ahead(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """Norwegian "til uka": next week."""
    return "week by name", int(str(items[match.end() - 1].value))


@rules(r"[ipo]?UlX|[ipo]?d?[XDC]U|[ipo]?dU(?=D)")
def _week_by_name(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "i næste uge", "denne uke", "next month"."""
    word, unit = items[match.end() - 2], items[match.end() - 1]
    if unit.letter == "X":  # "ugen efter næste"
        return ("week by name", 2) if items[match.end() - 3].value == "week" else None
    if unit.value in {"week", "month"} and word.letter in "XDC":
        return f"{unit.value} by name", 1 if word.letter in "XC" else 0
    return None


@rules(r"[ipo]?d?[XDC]?K")
def _weekend(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    letters = letters_of(items, match)
    return "weekend", "next" if "X" in letters else "coming"


@rules(r"[nNt]Uf[WQT]")
def _weeks_from(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "a week from Monday"."""
    unit = items[match.start() + 1]
    if items[match.end() - 1].letter == "T":
        today = items[match.end() - 1].value == 0 and unit.value in {"day", "week", "month"}
        return ("in days", (number_of(items[match.start()]), str(unit.value))) if today else ("vague", words_of(items, match))
    if not is_unit(unit, "week"):
        return "vague", words_of(items, match)
    return "weeks from", (number_of(items[match.start()]), items[match.end() - 1].number)


@rules(r"[oip]?d?Ov?d?M")
def _ordinal_of_month(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den nittende marts"."""
    number = next(item for item in items[match.start() : match.end()] if item.letter == "O").number
    return ("date", (number, items[match.end() - 1].number, None)) if number > 0 else None


@rules(r"dO(?=iXU|$|k|,|\.)")
def _ordinal_day(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "den femte i næste måned"."""
    number = items[match.end() - 1].number
    return ("day of month", number) if number > 5 or (match.end() < len(items) and items[match.end()].letter == "i") else None


@rules(r"[oi][nNt]U&[nNt]U")
def _in_weeks_and_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "om 1 uge og 2 dage"."""
    first, (a, unit_a, _and, b, unit_b) = items[match.start()], items[match.start() + 1 : match.end()]
    days = {"day": 1, "week": 7}
    if (first.letter == "i" and first.text != "in") or not {str(unit_a.value), str(unit_b.value)} <= set(days):
        return None
    return "in days", (number_of(a) * days[str(unit_a.value)] + number_of(b) * days[str(unit_b.value)], "day")


@rules(r"[oi]Y|[oi](?:[nNt]|x)U|o[nNt]d(?!\.?n)")
def _in_days(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "om 14 dage", "in two weeks": calendar days. (Danish "i to timer" is a duration, and a rule below.)"""
    last, first = items[match.end() - 1], items[match.start()]
    if first.letter == "i" and first.text != "in":
        return None
    if last.letter == "Y":
        return "in days", (14, "day")
    number = items[match.start() + 1]
    if last.letter == "d":
        return ("in days", (number_of(number), "day")) if last.text == "d" else None
    if last.value not in {"day", "week", "month", "year"} or number.letter == "x":
        return None
    return "in days", (number_of(number), str(last.value))


@rules(r"W-W(?=,?(?:k|n(?!\.?M|/)))")
def _from_day_to_day(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "man-fre 7.30": each of the days."""
    return "day to day", (items[match.start()].number, items[match.end() - 1].number)


@rules(r"[op]?d?X[oip]?[WQ]|(?:p|C|u|D|o)*d?C?[WQ](?:D(?!U)|C)?")
def _weekday(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """A weekday, and how it is pointed at: bare, "på/til/kommende" (coming), "næste" (next)."""
    letters = letters_of(items, match)
    day = next(item for item in items[match.start() : match.end()] if item.letter in "WQ")
    how = "next" if "X" in letters else "coming" if set(letters) & set("pCuDo") else "bare"
    return "weekday", (day.number, how)


@rules(r"[oip]?d?O[WQ]")
def _ordinal(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "quarterly on the first Tuesday"; "sidste torsdag" alone is past."""
    number, day = items[match.end() - 2].number, items[match.end() - 1].number
    return "ordinal", (number, day)


@rules(r"T")
def _relative(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    return "relative", int(str(items[match.start()].value))


@rules(r"G")
def _this_part(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    """ "i aften": today, and which part of it."""
    return "this part", str(items[match.start()].value)


@rules(r"J")
def _which_year(items: list[Item], match: re.Match[str]) -> tuple[str, Any]:
    value = items[match.start()].value
    return ("year", value) if isinstance(value, int) else ("rest", str(value))
