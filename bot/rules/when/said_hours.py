"""Clock times as they are written and spoken."""

import re
from typing import Any

from bot.rules.when.item import Item
from bot.rules.when.rule import Clock, Rules, is_literal, letters_of, number_of

rules = Rules()


_HOUR = r"(?:n[:.]n|NN|NNN|n|N|m|(?<=k)t|(?<=k\.)t)"
_ONE = r"(?:n(?![.:])|[Nt])"
_SPOKEN = rf"(?:Nq[iypt]{_ONE}|[nNt]U?[iypt]h{_ONE}|h[ypt]?{_ONE}|q[iypt]{_ONE}|[nNt]U?[iypt]{_ONE})(?![Uzqxh&/]|h?U|_U)"
_CLOCK = rf"(?:k[.,]?)?:?(?:{_SPOKEN}|{_HOUR})a?"


def _clock_at(found: list[Item]) -> Clock | None:
    """The items of one clock time as a Clock; hours and minutes that do not exist are kept, to be refused by name."""
    half = next((str(item.value) for item in found if item.letter == "a"), "")
    core = [item for item in found if item.letter not in "kas"]
    while core and core[0].letter in ".:,":  # "kl. 9", "fra: 9"
        core = core[1:]
    letters = "".join(item.letter for item in core)
    if letters == "m":
        return Clock(12 if core[0].value == "noon" else 24, 0, True)
    if re.fullmatch(r"n[:.]n", letters):
        if not core[2].glued or not core[1].glued or len(core[0].text) > 2:
            return None
        if len(core[2].text) != 2 and found[0].letter != "k":
            return None
        minute = number_of(core[2]) if len(core[2].text) == 2 else 60 + number_of(core[2])  # 8.5 is no time of day
        return Clock(number_of(core[0]), minute, bool(half) or is_literal(core[0]), half)
    if letters == "nn":
        return _digits(core[0].text + core[1].text, half) if len(core[1].text) == 2 and len(core[0].text) <= 2 else None
    if letters in {"NN", "NNN"}:
        return _in_words([number_of(item) for item in core], half)
    if letters == "n":
        return _digits(core[0].text, half)
    if letters in {"N", "t"}:
        return Clock(number_of(core[0]), 0, bool(half), half, spoken=True)
    return _spoken([item for item in core if item.letter != "U"], half, "U" in letters)


def _idiom(core: list[Item]) -> bool:
    """ "ti på tre", "5 i 3", "ten to eleven"; but "nine to eleven" is a span and "kl 13 i tre timer" a length."""
    same = (core[0].letter == "n") == (core[-1].letter == "n")
    return same and number_of(core[0]) in {5, 10, 20, 25} and (core[1].letter != "t" or core[0].letter == "N")


def _spoken(core: list[Item], half: str, minutes_said: bool = False) -> Clock | None:
    """ "halv fire", "kvart over tre", "ti på tre", "fem minutter i halv fire", "half past three"."""
    if [item.letter for item in core[:2]] == ["N", "q"]:  # "et kvarter over tre"
        if number_of(core[0]) != 1:
            return None
        core = core[1:]
    hour = number_of(core[-1])
    letters = "".join(item.letter for item in core)
    if not 1 <= hour <= 12:
        return None
    english_half = letters.startswith("hy")
    minutes = hour * 60 + (30 if english_half else -30 if "h" in letters else 0)
    if not letters.startswith("h"):
        amount = 15 if letters[0] == "q" else number_of(core[0])
        whole = len(core) == 3 and core[0].letter != "q" and not minutes_said and not _idiom(core)
        if not 0 < amount < 30 or whole:
            return None
        minutes += amount if letters[1] == "y" else -amount
    minutes %= 12 * 60
    return Clock(minutes // 60 or 12, minutes % 60, bool(half), half, spoken=True)


def _in_words(numbers: list[int], half: str) -> Clock | None:
    """ "fjorten tredive", "nul otte tredive", "ten thirty": up to twelve they are spoken hours, beyond it and after a zero of the day."""
    if len(numbers) == 3 and numbers[1:] == [0, 0] and numbers[0] <= 24:
        return Clock(numbers[0], 0, numbers[0] > 12 or bool(half), half, spoken=numbers[0] <= 12)
    literal = numbers[0] == 0 and len(numbers) == 3
    hour, minute = numbers[-2:]
    if (len(numbers) == 3 and not literal) or hour > 24 or not 10 <= minute <= 59 or minute % 5:
        return None
    sure = literal or hour > 12
    return Clock(hour, minute, sure or bool(half), half, spoken=not sure)


def _digits(text: str, half: str) -> Clock | None:
    if len(text) in {3, 4}:
        return Clock(int(text[:-2]), int(text[-2:]), bool(half) or text[0] == "0" or len(text) == 4, half)
    return Clock(int(text), 0, bool(half) or text[0] == "0" or not 1 <= int(text) <= 6, half) if len(text) <= 2 else None


@rules(rf"(?!f?:?n-n-n)(?:f\.?)?{_CLOCK}(?:-|u|t|&)k?\.?(?:{_SPOKEN}|{_HOUR}|t)(?!\.?v?M|/n|[.:]n|½)a?")
def _clocks(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """From a clock time to a clock time. Bare numbers count after "kl" or "fra", or straight after a day."""
    letters = letters_of(items, match)
    cut = next(
        (
            place
            for place in range(1, len(letters))
            if letters[place] in "-u&" or (letters[place] == "t" and letters[place - 1] in "nNam" and place < len(letters) - 1)
        ),
        None,
    )
    if cut is None:
        return None
    first, last = items[match.start() : match.start() + cut], items[match.start() + cut + 1 : match.end()]
    following = items[match.end()] if match.end() < len(items) else None
    if following is not None and following.letter == "@":
        return None  # "10.30 til 8 personer"
    if following is not None and following.letter == "U" and len(last[-1].text) != 4:
        return None  # "9 til 10 timer", but "1300 to 1445 hrs"
    bounded = first[0].letter in "fk" or letters[cut] == "t" or "k" in letters or "a" in letters or re.search(r"n[:.]n", letters)
    before_day = re.match(r"[oip]*[TWQG]", "".join(item.letter for item in items[match.end() : match.end() + 3]))
    if not bounded and not before_day and not _after_day(items, match.start()) and not _four(first, last) and not _alternative(items, match.start()):
        return None
    if letters[cut] == "&" and not (first[0].letter == "f" and first[0].text[0] in "mb"):
        return None  # "mellem 9 og 11"; "9.30 og to timer frem" is something else
    a, b = _clock_at([item for item in first if item.letter != "f"]), _clock_at(last)
    return ("clocks", (a, b)) if a and b else None


def _four(first: list[Item], last: list[Item]) -> bool:
    """0730-0815."""
    return all(len(part) == 1 and len(part[0].text) == 4 and part[0].text.isdecimal() for part in (first, last))


def _alternative(items: list[Item], place: int) -> bool:
    """ "9-10 eller 13-14"."""
    return place > 3 and items[place - 1].letter == "R" and items[place - 2].letter == "n"


def _after_day(items: list[Item], place: int) -> bool:
    before = items[place - 1] if place else None
    while before is not None and before.letter in ",." and place > 1:
        place -= 1
        before = items[place - 1]
    if before is not None and before.letter == "U" and place > 1 and items[place - 2].letter in "egHqXD":
        return True  # "i ulige uger 15-16"
    return (before is not None and before.letter in "WQPTMEIGF") or (
        place >= 2 and before is not None and before.letter == "n" and items[place - 2].letter in "/.M-"
    )


@rules(r"(?:k[.,]?|(?<=[WTPQ]))nn(?![_:./n@-]|\.?v?M)")
def _blank_between(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "kl 14 30"."""
    clock = _clock_at(items[match.start() : match.end()])
    return ("clock", clock) if clock else None


@rules(r"uk?\.?n(?:[:.]n)?(?![_@UZ:-]|\.?v?M|[./]n|\.)")
def _until_hour(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "varer til 11", after an hour."""
    found = [item for item in items[match.start() + 1 : match.end()] if item.letter in "kn.:"]
    written = any(item.letter == "k" for item in found) or len(found) == 1
    clock = _clock_at(found) if written else None
    return ("until hour", clock) if clock else None


@rules(rf"[oip]*k[.,]?:?(?:{_SPOKEN}|{_HOUR})a?|{_SPOKEN}a?|n[:.]na?|na|m|n(?=[oi]?d?E)|[Nt](?=[op]d?E)")
def _clock(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    found = items[match.start() : match.end()]
    while found[0].letter in "oip":
        found = found[1:]
    clock = _clock_at(found)
    return ("clock", clock) if clock else None


@rules(r"k?\.?nU")
def _military(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "0930 hrs"."""
    number, unit = items[match.end() - 2], items[match.end() - 1]
    clock = _digits(number.text, "") if len(number.text) == 4 and unit.text in {"h", "hr", "hrs", "hours"} else None
    return ("clock", clock) if clock else None


@rules(r"k?[.,]?NNN?a?(?!U)")
def _words(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "ten thirty"."""
    clock = _clock_at(items[match.start() : match.end()])
    return ("clock", clock) if clock else None


@rules(r"n[_U]n(?![.:/])")
def _h(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "14h30" is an hour, "1h30" and "1t30" a length."""
    hour, mark, minute = items[match.start() : match.end()]
    if mark.text not in {"h", "t"} or not mark.glued or not minute.glued or len(minute.text) != 2 or int(minute.text) > 59:
        return None
    if number_of(hour) < 7:
        return "lasting", number_of(hour) * 60 + number_of(minute)
    return "clock", Clock(number_of(hour), number_of(minute), True)


@rules(r"(?:(?<=R)|(?<=R\.))n(?!\.?[MUZ/]|[.:]n)")
def _or_number(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "kl 10 eller 11"."""
    number = items[match.start()]
    return ("number", number_of(number)) if len(number.text) <= 2 and number_of(number) <= 53 else None


@rules(r"n(?!\.?[nU/-])(?![c½])")
def _bare(items: list[Item], match: re.Match[str]) -> tuple[str, Any] | None:
    """ "torsdag 16", "fredag 0730", "3/8 0900": a number straight after a day."""
    item = items[match.start()]
    if match.end() < len(items) and items[match.end()].letter == "Z" and len(item.text) != 4:
        return None
    written = len(item.text) == 4 and (item.text[0] == "0" or (match.start() and items[match.start() - 1].letter in "UegSP"))
    if not written and not _after_day(items, match.start()):
        return None
    if len(item.text) == 4 and int(item.text[:2]) <= 24 and int(item.text[2:]) <= 59:
        return "clock", _digits(item.text, "")
    return ("number", number_of(item)) if len(item.text) <= 2 else None
