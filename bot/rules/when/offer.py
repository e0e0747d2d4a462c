"""One meaning, or several to choose from: what cannot be is left out, an hour that comes twice is offered twice (C18)."""

from dataclasses import replace

from bot.rules.calendar import exists
from bot.rules.when.reading import Candidates, Meaning, Moment, Span, Unread
from bot.rules.when.said import No, Now


def offered(options: list[Meaning], now: Now) -> Meaning | Candidates | Unread:
    """One meaning, or several to choose from; impossible ones are left out, and if all are, the first says why."""
    possible: list[Meaning] = []
    refused: No | None = None
    for option in options:
        try:
            possible += [one for one in _checked(option, now) if one not in possible]
        except No as no:
            refused = refused or no
    if not possible or (refused is not None and refused.reason == "dst_gap"):  # "kl 2.30" that night is not simply 14.30
        raise refused or No("no_time_info")
    return possible[0] if len(possible) == 1 else Candidates(tuple(possible))


def _checked(option: Meaning, now: Now) -> list[Meaning]:
    """The option if its hours exist; twice if its hour comes twice."""
    if isinstance(option, Moment):
        return list(_existing(option, now))
    if isinstance(option, Span):
        if option.start.hour is None:
            if option.end.day < option.start.day:
                raise No("reversed_range")
            return [option]
        if option.end.wall <= option.start.wall and option.end.instant(now.zone) <= option.start.instant(now.zone):
            raise No("reversed_range")
        for end in (option.start, option.end):
            next(iter(_existing(end, now)))
        return [option]
    return [option]


def _existing(moment: Moment, now: Now) -> list[Moment]:
    if moment.hour is None:
        return [moment]
    if not exists(moment.day, moment.hour, now.zone):
        raise No("dst_gap", f"{moment.hour:%H.%M}")
    first, second = (moment.wall.replace(tzinfo=now.zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return [replace(moment, fold=0)]
    return [replace(moment, fold=moment.fold)] if moment.sure is not False else [replace(moment, fold=0), replace(moment, fold=1)]
