"""Alternatives: "onsdag eller torsdag kl. 14"."""

from collections.abc import Sequence

from bot.rules.when.again import REPEATING, recurrence, recurs
from bot.rules.when.offer import offered
from bot.rules.when.once import clock_of, once
from bot.rules.when.reading import Candidates, Meaning, Unread
from bot.rules.when.rule import Element
from bot.rules.when.said import No, Now


def alternatives(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """ "onsdag eller torsdag kl. 14": each side with what the others share."""
    cut = [place for place, one in enumerate(said) if one.kind == "or"]
    sides = [list(said[a + 1 : b]) for a, b in zip([-1, *cut], [*cut, len(said)], strict=True)]
    sides = [part for side in sides for part in _each_day(side)]
    if all(any(one.kind == "weeks" for one in side) for side in sides[:1]):
        sides = [[_as_week(one) if one.kind == "number" else one for one in side] for side in sides]
    if any(one.kind == "day of month" for one in sides[0]):
        sides = [[_as_day(one) if one.kind == "number" else one for one in side] for side in sides]
    if any(one.kind in {"clock", "clocks"} for one in sides[0]):
        sides = [[clock_of(one) if one.kind == "number" else one for one in side] for side in sides]
    sides = [side for side in sides if side]
    if len(sides) < 2:
        raise No("vague")
    hours = {"clock", "clocks", "part", "lasting"}
    days = {"weekday", "date", "relative", "day of month", "weeks", "week by name"}
    shared_hours = next(([one for one in side if one.kind in hours] for side in reversed(sides) if any(one.kind in hours for one in side)), [])
    shared_days = [one for one in sides[0] if one.kind in days]
    week = next((one for side in sides for one in side if one.kind in {"weeks", "week by name"}), None)
    if week and all(any(one.kind == "weekday" for one in side) for side in sides):
        sides = [side if week in side or any(one.kind in {"weeks", "week by name"} for one in side) else [*side, week] for side in sides]
    found: list[Meaning] = []
    for side in sides:
        whole = side if any(one.kind in hours for one in side) else [*side, *shared_hours]
        whole = whole if any(one.kind in days for one in whole) else [*shared_days, *whole]
        result = recurrence(whole, now) if recurs(whole) else offered(once(whole, now), now)
        found += list(result.options) if isinstance(result, Candidates) else [result] if not isinstance(result, Unread) else []
    if not found:
        raise No("vague")
    found = list(dict.fromkeys(found))
    return found[0] if len(found) == 1 else Candidates(tuple(found))


def _each_day(side: list[Element]) -> list[list[Element]]:
    """ "Monday, Tuesday" on one side of an "or" are two alternatives."""
    days = [one for one in side if one.kind == "weekday"]
    if len(days) < 2 or any(one.kind in REPEATING | {"until", "and"} for one in side):
        return [side]
    rest = [one for one in side if one.kind != "weekday"]
    return [[day, *rest] for day in days]


def _as_week(number: Element) -> Element:
    return Element("weeks", (number.value, number.value, None), number.first, number.last)


def _as_day(number: Element) -> Element:
    return Element("day of month", number.value, number.first, number.last, number.words)
