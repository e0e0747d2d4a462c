"""Which hours are meant (C10 to C16)."""

from dataclasses import replace
from datetime import time
from itertools import product

from bot.rules.when.rule import Clock
from bot.rules.when.said import AFTERNOON, No, Parts


def _half(parts: Parts) -> str:
    """Which half of the day the words say."""
    part = parts.first("this part", "part", "every part")
    return "" if part is None else str(part.value)


def _times(clock: Clock, part: str) -> list[tuple[int, int, int]]:
    """(days later, hour, minute): every reading of a clock time, the likeliest first. C10 to C13."""
    hour, minute = clock.hour, clock.minute
    if hour == 24:
        return [(1, 0, 0)]
    if clock.half:
        return [(0, hour % 12 + (12 if clock.half == "pm" else 0), minute)]
    if part in AFTERNOON and hour <= 12 and not (hour == 12 and part == "afternoon"):
        return [(1, 0, minute) if hour == 12 else (0, hour + 12, minute)]
    if part == "afternoon" and hour == 12:
        return [(0, 12, minute)]
    if part in {"morning", "forenoon"} and hour <= 12:
        return [(0, hour, minute)]
    if part == "night":
        return [(0, hour + 12 if 8 <= hour < 12 else 0 if hour == 12 else hour, minute)]
    if clock.spoken:
        return [(0, hour if hour >= 7 else hour + 12, minute)]
    if clock.sure:
        return [(0, hour, minute)]
    return [(0, hour, minute), (0, hour + 12, minute)]


Hours = tuple[time | None, time | None, int, int]
"""(start, end or None, days from the day to the start, days from the start's day to the end's)."""


def hours_meant(parts: Parts) -> list[Hours]:
    """Every reading of the hours: one clock time, or from one to another (C11, C15, C16)."""
    part = _half(parts)
    pair, single = parts.first("clocks"), parts.first("clock")
    if pair is not None:
        first, last = pair.value
        first = _same_half(first, last)
        found = []
        ends = dict.fromkeys([*_times(last, part if not last.half else ""), *(_times(last, "") if part else [])])
        for (a_days, a_hour, a_minute), (b_days, b_hour, b_minute) in product(_times(first, part), ends):
            start, end = a_days * 1440 + a_hour * 60 + a_minute, b_days * 1440 + b_hour * 60 + b_minute
            if end <= start:
                end += 1440
            if end - start <= 720 or (b_hour * 60 + b_minute + b_days * 1440 > a_hour * 60 + a_minute + a_days * 1440):
                found.append((time(a_hour, a_minute), time(b_hour, b_minute), a_days, end // 1440 - start // 1440, end - start))
        if not found:
            raise No("reversed_range")
        natural = [one for one in found if one[4] <= 720] or found
        if part:
            natural = sorted(natural, key=lambda one: one[4])[:1]
        if first.sure or last.sure:
            natural = _plausible(natural, first, last)
        return [one[:4] for one in natural]
    if single is not None:
        return [(time(hour, minute), None, days, 0) for days, hour, minute in _times(single.value, part)]
    return [(None, None, 0, 0)]


def _plausible(found: list[tuple[time, time, int, int, int]], first: Clock, last: Clock) -> list[tuple[time, time, int, int, int]]:
    """When one end is certain, the reading within one day wins over one that runs through the night."""
    same_day = [one for one in found if one[3] == 0]
    return same_day or found


def _same_half(first: Clock, last: Clock) -> Clock:
    """C16: am or pm at the end covers both ends, unless that would turn them round."""
    if not last.half or first.half or first.hour > 12:
        return first
    as_last = replace(first, half=last.half, sure=True)
    a, b = _times(as_last, "")[0], _times(last, "")[0]
    return as_last if a < b else replace(first, half="am" if last.half == "pm" else "pm", sure=True)
