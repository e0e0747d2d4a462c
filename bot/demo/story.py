"""One pizza meeting from plan to who came."""

from datetime import datetime, time, timedelta

from bot import clock, store
from bot.demo.stage import CHANNEL, Stage
from bot.rules.calendar import WorkingDays, at
from bot.store import log, outgoing

ORGANISER, FIRST, SECOND, THIRD, LAST = "mette", "anne", "jonas", "ingrid", "fatima"


def tell(stage: Stage) -> bool:
    """Tell it, and say at the end whether everything arrived and every message was valid."""
    meeting = _days(stage)
    _set_up(stage)
    _plan(stage, meeting)
    _answer(stage)
    _move(stage, meeting)
    _remind(stage, meeting)
    _who_came(stage, meeting)
    return _sum_up(stage)


def _days(stage: Stage) -> datetime:
    """Begin on the next working Tuesday at nine; the meeting is on the Thursday of the week after, at half past four."""
    days = WorkingDays(frozenset(range(1, 6)), frozenset(), stage.zone)
    tuesday = clock.now().astimezone(stage.zone).date() + timedelta(days=1)
    while tuesday.isoweekday() != 2 or not days.includes(tuesday) or not days.includes(tuesday + timedelta(days=9)):
        tuesday += timedelta(days=1)
    stage.wait_for_people()
    stage.be_at(at(tuesday, time(9), stage.zone))
    return at(tuesday + timedelta(days=9), time(16, 30), stage.zone)


def _set_up(stage: Stage) -> None:
    stage.narrate("demo-setup")
    stage.types(ORGANISER, "/spire", "setup")
    stage.fills_in(ORGANISER, {"name": stage.say.plain("demo-department"), "hospital": "Nordhavn", "organisers": ["U0METTE"]})
    stage.closes(ORGANISER)
    stage.rest()
    stage.posts(FIRST, CHANNEL, f"#{CHANNEL}")


def _plan(stage: Stage, meeting: datetime) -> None:
    stage.narrate("demo-plan")
    stage.types(ORGANISER, "/pizza", stage.say.plain("manifest-pizza-hint"))
    seats, message = "4", stage.say.plain("demo-message")
    stage.fills_in(ORGANISER, {"date": f"{meeting:%Y-%m-%d}", "time": f"{meeting:%H:%M}", "seats": seats, "message": message})
    stage.clicks(ORGANISER, "gathering.invite", "invite")
    stage.closes(ORGANISER)
    stage.rest()
    stage.posts(FIRST, CHANNEL, f"#{CHANNEL}")


def _answer(stage: Stage) -> None:
    stage.narrate("demo-answer")
    stage.clicks(FIRST, "gathering.yes", "reply-yes", CHANNEL)
    stage.clicks(SECOND, "gathering.yes", "reply-yes", CHANNEL)
    stage.clicks(SECOND, "gathering.plate", "plate-button", CHANNEL)
    stage.fills_in(SECOND, {"guests": "1", "meal": ["vegetarian", "gluten_free"], "allergies": stage.say.plain("demo-allergy")})
    stage.closes(SECOND)
    stage.clicks(THIRD, "gathering.yes", "reply-yes", CHANNEL)
    stage.clicks(LAST, "gathering.yes", "reply-yes", CHANNEL)
    stage.narrate("demo-seat")
    stage.clicks(FIRST, "gathering.no", "reply-no", CHANNEL)
    stage.rest()
    stage.posts(LAST, "dm", "Fatima ← Spire")
    stage.posts(THIRD, CHANNEL, f"#{CHANNEL}")


def _move(stage: Stage, meeting: datetime) -> None:
    stage.narrate("demo-move")
    stage.clicks(ORGANISER, "gathering.edit", "change", "dm")
    stage.fills_in(ORGANISER, {"time": f"{meeting - timedelta(hours=1):%H:%M}"})
    stage.closes(ORGANISER)
    stage.be_at(clock.now() + timedelta(minutes=2))
    stage.posts(THIRD, "dm", "Ingrid ← Spire")
    stage.posts(ORGANISER, "dm", "Mette ← Spire")


def _remind(stage: Stage, meeting: datetime) -> None:
    stage.narrate("demo-remind")
    stage.be_at(_morning_of(stage, meeting - timedelta(days=1)))
    stage.posts(THIRD, "dm", "Ingrid ← Spire")
    stage.posts(ORGANISER, "dm", "Mette ← Spire")
    stage.clicks(ORGANISER, "gathering.who", "who-button", "dm")
    stage.closes(ORGANISER)


def _who_came(stage: Stage, meeting: datetime) -> None:
    stage.narrate("demo-came")
    stage.be_at(_morning_of(stage, meeting + timedelta(days=1)))
    stage.posts(ORGANISER, "dm", "Mette ← Spire")
    stage.clicks(ORGANISER, "gathering.right", "attendance-right", "dm")
    stage.narrate("demo-log")
    stage.types(ORGANISER, "/spire", "log")


def _morning_of(stage: Stage, day: datetime) -> datetime:
    """Five past ten: the reminders (ten) and the question who came (nine) have gone out."""
    return at(day.astimezone(stage.zone).date(), time(10, 5), stage.zone)


def _sum_up(stage: Stage) -> bool:
    """What the log and the record say of the whole play."""
    stage.rest()
    with store.reading() as db:
        outcomes = log.outcomes(db)
        open_letters = outgoing.unfinished(db, clock.now())
    invalid = [call for call in stage.sandbox.calls() if call["problems"]]
    good = not open_letters and not invalid and not {"failed", "unsure", "late"} & set(outcomes)
    stage.narrate("demo-end", sent=outcomes.get("sent", 0), failed=outcomes.get("failed", 0), invalid=len(invalid))
    return good
