"""What elements mean on a given day: the conventions C1 to C26 of the labelled phrases."""

from collections.abc import Sequence

from bot.rules.when.again import recurrence, recurs
from bot.rules.when.choices import alternatives
from bot.rules.when.offer import offered
from bot.rules.when.once import once
from bot.rules.when.reading import Candidates, Meaning, Reason, Unread
from bot.rules.when.rule import Clock, Element
from bot.rules.when.said import No, Now


def meaning(said: Sequence[Element], now: Now) -> Meaning | Candidates | Unread:
    """What it all says together."""
    said = [one for one in said if one.kind != "noise"]
    try:
        _refuse(said)
        if any(one.kind == "or" for one in said):
            return alternatives(said, now)
        if recurs(said):
            return recurrence(said, now)
        return offered(once(said, now), now)
    except No as no:
        return Unread(no.reason, no.part)
    except (OverflowError, ValueError):
        return Unread("invalid_date")


def _refuse(said: Sequence[Element]) -> None:
    reasons: tuple[Reason, ...] = ("unsupported", "vague")
    for reason in reasons:
        for one in said:
            if one.kind == reason:
                raise No(reason, str(one.value))
    dated = any(one.kind in {"date", "weeks", "weekday", "dates", "date or clock", "relative"} for one in said)
    for one in said:
        if one.kind == "holiday" and not dated:
            raise No("unsupported", str(one.value))
    if any(one.kind == "after" for one in said) and not any(one.kind in {"clock", "clocks", "in minutes"} for one in said):
        raise No("vague", next(str(one.value) for one in said if one.kind == "after"))
    if not any(one.kind not in {"until", "from", "and", "or", "number", "year", "after", "holiday"} for one in said):
        raise No("no_time_info")
    for one in said:
        if one.kind == "ordinal" and not any(other.kind == "every" for other in said):
            raise No("past" if one.value[0] == -1 else "vague", str(one.value))
        if one.kind == "past":
            raise No("past", str(one.value))
        for clock in [one.value] if one.kind == "clock" else one.value if one.kind == "clocks" else []:
            _valid(clock)


def _valid(clock: Clock) -> None:
    if clock.minute > 59 or clock.hour > 24 or (clock.hour == 24 and clock.minute) or (clock.half and not 1 <= clock.hour <= 12):
        raise No("invalid_time", f"{clock.hour}.{clock.minute:02}")
