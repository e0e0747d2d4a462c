"""A reading of time, said back in words."""

from zoneinfo import ZoneInfo

from bot.rules.when.reading import Candidates, Meaning, Moment, Reading, Recurrence, Unread
from bot.texts import Say, recurrence


def lines(reading: Reading, say: Say, zone: ZoneInfo) -> list[str]:
    """What was understood, or what one may choose from, or why it was not, with a phrase that works; then the rest of the text."""
    result = reading.result
    if isinstance(result, Unread):
        return [say.plain(f"when-reason-{result.reason.replace('_', '-')}", part=result.part)]
    if isinstance(result, Candidates):
        options = [say.plain("when-candidate", number=number, when=words(one, say, zone)) for number, one in enumerate(result.options, 1)]
        return [say.plain("when-candidates"), *options]
    said = words(result, say, zone)
    return [said[0].upper() + said[1:], *([say.plain("when-rest", rest=reading.rest)] if reading.rest else [])]


def note(reading: Reading, say: Say, zone: ZoneInfo) -> str:
    """For a form that opens instead: why the words did not make a meeting by themselves. Nothing, if they said nothing of time or were clear.

    Of several moments the first is in the form, and the others are named.
    """
    result = reading.result
    if isinstance(result, Unread):
        return "" if result.reason == "no_time_info" else lines(reading, say, zone)[0]
    if isinstance(result, Candidates):
        return "\n".join(lines(reading, say, zone))
    if isinstance(result, Recurrence):
        return say.plain("when-series", when=words(result, say, zone))
    return ""


def words(meaning: Meaning, say: Say, zone: ZoneInfo) -> str:
    """One meaning; read again (at the same moment) it gives the same meaning."""
    if isinstance(meaning, Moment):
        return recurrence.moment(meaning.day, meaning.hour, meaning.fold, say, zone)
    if isinstance(meaning, Recurrence):
        return recurrence.recurrence(meaning.rule, meaning.start.day, meaning.start.hour, meaning.minutes, say, zone)
    start, end = meaning.start, meaning.end
    return recurrence.span((start.day, start.hour, start.fold), (end.day, end.hour, end.fold), say, zone)


def flat(result: Meaning | Candidates | Unread, zone: ZoneInfo) -> dict[str, object]:
    """The reading as one flat JSON object: kind, start, end, rrule, duration_min, candidates, reason.

    Wall time, with an offset only where the hour comes twice.
    """
    if isinstance(result, Unread):
        return {"kind": "error", "reason": result.reason}
    if isinstance(result, Candidates):
        return {"kind": "ambiguous", "candidates": [_candidate(flat(one, zone)) for one in result.options]}
    if isinstance(result, Moment):
        return {"kind": "once", "start": _wall(result, zone)}
    if isinstance(result, Recurrence):
        length = {"duration_min": result.minutes} if result.minutes else {}
        return {"kind": "recurring", "start": _wall(result.start, zone), "rrule": result.rule, **length}
    return {"kind": "range", "start": _wall(result.start, zone), "end": _wall(result.end, zone)}


def _candidate(one: dict[str, object]) -> str:
    return f"{one['start']};{one['rrule']}" if "rrule" in one else f"{one['start']}/{one['end']}" if "end" in one else str(one["start"])


def _wall(moment: Moment, zone: ZoneInfo) -> str:
    if moment.hour is None:
        return moment.day.isoformat()
    first, second = (moment.wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return moment.wall.isoformat(timespec="minutes")
    return (second if moment.fold else first).isoformat(timespec="minutes")
