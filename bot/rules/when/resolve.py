"""What elements mean on a given day: the conventions C1 to C26 of the labelled phrases."""

from collections.abc import Sequence

from bot.rules.when.again import recurrence, recurs
from bot.rules.when.choices import alternatives
from bot.rules.when.offer import offered
from bot.rules.when.once import once
from bot.rules.when.reading import Candidates, Meaning, Reason, Unread
from bot.rules.when.rule import Clock, Element
from bot.rules.when.said import No, Now, Twice


def meaning(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """What it all says together."""
    said = _often_enough(_with_end([one for place, one in enumerate(said) if one.kind != "noise" and not _idle_or(said, place)]))
    try:
        _refuse(said)
        if recurs(said):
            return alternatives(said, now) if any(one.kind == "or" for one in said) else recurrence(said, now)
        return _once_or_either(said, now)
    except No as no:
        return Unread(no.reason, no.part)
    except (OverflowError, ValueError):
        return Unread("invalid_date")


def _once_or_either(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """ "torsdag kl 14, kl 15" may be either."""
    if left := next((one for one in said if one.kind in _NEVER_ONCE), None):
        raise No("vague", left.words)
    first = said[0] if said else None
    if first is not None and first.kind == "weekday" and first.words.startswith(("until ", "indtil ", "inntil ")):
        raise No("vague", first.words)
    if (open_end := _only_an_end(said)) is not None:
        raise No("vague", open_end.words)
    said = list(said)
    for _ in range(_MOST_CHOICES):
        try:
            return alternatives(said, now) if any(one.kind == "or" for one in said) else offered(once(said, now), now)
        except Twice as twice:
            at = next(place for place, one in enumerate(said) if one.first == twice.second.first)
            said.insert(at, Element("or", None, twice.second.first, twice.second.first))
    raise No("vague")


_MOST_CHOICES = 6


def _only_an_end(said: Sequence[Element]) -> Element | None:
    """ "torsdag til kl 15" does not say when it begins."""
    for place, one in enumerate(said[1:-1], 1):
        hours_before = any(other.kind in {"clock", "clocks", "part", "this part", "number", "from", "moved"} for other in said[:place])
        if one.kind == "until" and one.value != "-" and said[place + 1].kind == "clock" and not hours_before:
            return said[place + 1]
    return None


_NEVER_ONCE = {"month", "months", "count", "for weeks", "days of month", "rest"}
"""What says more than one moment can hold."""


def _with_end(said: list[Element]) -> list[Element]:
    """ "torsdag kl 9, varer til 11": one hour and another to which it lasts."""
    starts = [one for one in said if one.kind in {"clock", "clocks"}]
    ends = [one for one in said if one.kind == "until hour"]
    if len(starts) == len(ends) == 1 and starts[0].kind == "clock" and starts[0].first < ends[0].first:
        start, end = starts[0], ends[0]
        both = Element("clocks", (start.value, end.value), start.first, start.last, f"{start.words} {end.words}")
        return [both if one is start else one for one in said if one is not end]
    if starts:  # "bord til 8 på fredag kl 18.30"
        return [one for one in said if one.kind != "until hour"]
    return [Element("vague", one.words, one.first, one.last, one.words) if one.kind == "until hour" else one for one in said]


def _idle_or(said: Sequence[Element], place: int) -> bool:
    """ "torsdag kl 10, eller blir det for tidlig?": nothing to choose from."""
    following = said[place + 1] if place + 1 < len(said) else None
    return said[place].kind == "or" and (following is None or following.first > said[place].last + 2)


def _often_enough(said: list[Element]) -> list[Element]:
    """ "to gange om ugen, tirsdag og fredag": as often as the days that are named. "Årskonference 3.-6. maj 2028" is once."""
    named = any(one.kind in {"weekday", "weekly", "ordinal", "day of month", "days of month"} for one in said)
    once_only = any(one.kind == "dates" and any(day[2] for day in one.value) for one in said)
    found = []
    for one in said:
        if one.kind == "so often":
            _times, unit, words = one.value
            one = Element("every", (1, unit), one.first, one.last) if named else Element("vague", words, one.first, one.last)  # noqa: PLW2901
        if not (once_only and one.kind == "every" and one.value == (1, "year")):
            found.append(one)
    return found


def _refuse(said: Sequence[Element]) -> None:
    reasons: tuple[Reason, ...] = ("unsupported", "vague")
    for reason in reasons:
        for one in said:
            if one.kind == reason:
                raise No(reason, str(one.value))
    elsewhere = {"from", "until", "clocks", "lasting"}
    if (moved := next((one for one in said if one.kind == "moved"), None)) and any(one.kind in elsewhere for one in said):
        raise No("vague", moved.words)
    dated = any(one.kind in {"date", "weeks", "weekday", "dates", "date or clock", "relative"} for one in said)
    for one in said:
        if one.kind == "holiday" and not dated:
            raise No("unsupported", str(one.value))
    if any(one.kind == "after" for one in said) and not any(one.kind in {"clock", "clocks", "in minutes"} for one in said):
        raise No("vague", next(str(one.value) for one in said if one.kind == "after"))
    if not any(one.kind not in {"until", "from", "and", "or", "number", "year", "after", "holiday", "moved", "pieces", "condition"} for one in said):
        raise No("no_time_info")
    for one in said:
        if one.kind == "ordinal" and not any(other.kind == "every" for other in said):
            raise No("past" if one.value[0] == -1 else "vague", str(one.value))
        if one.kind == "past":
            raise No("past", str(one.value))
        for clock in [one.value] if one.kind == "clock" else one.value if one.kind == "clocks" else []:
            _valid(clock, one.words)


def _valid(clock: Clock, words: str) -> None:
    if clock.minute > 59 or clock.hour > 24 or (clock.hour == 24 and clock.minute) or (clock.half and not 1 <= clock.hour <= 12):
        raise No("invalid_time", words)
