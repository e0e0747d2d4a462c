"""Two people: the answer, the first meeting, how it goes, the end. Told to the two of them alone, at decent hours of their own working days."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot.actions import directory
from bot.errors import Refusal
from bot.ids import UserId
from bot.rules import mentor as rules
from bot.rules.calendar import WorkingHours, at, decent
from bot.rules.gathering import FURTHEST
from bot.rules.mentor import Helpers, Mentorship, Seen, State
from bot.store import department as departments
from bot.store import due, outgoing
from bot.store import mentor as mentors
from bot.store.due import Due

TOLD_FOR, HOW_FOR = timedelta(days=14), timedelta(days=30)
"""How long news is worth telling, and the question how it goes worth asking."""
REMIND_AT = time(10)
POSTS = ["mentor.asked", "mentor.reminder", "mentor.accepted", "mentor.proposed", "mentor.agreed", "mentor.meeting"]
"""Letters that show how things stand, and are kept so."""
ENDING = [*POSTS, "mentor.declined", "mentor.how"]


def seen(db: Connection, one: Mentorship, reader: UserId, now: datetime) -> Seen:
    zone = directory.days_of(db, reader, now).zone
    return Seen(one, reader, zone, now, directory.current(db, now.date()), helpers(db, one.request.mentee, now))


def look(db: Connection, number: int, user_id: UserId, now: datetime) -> Seen:
    """A mentorship, for one of its two; a refusal for everybody else."""
    one = mentors.get(db, number)
    if one is None or user_id not in {one.mentor, one.request.mentee}:
        raise Refusal("mentor-unknown")
    return seen(db, one, user_id, now)


def mine(db: Connection, user_id: UserId, now: datetime) -> list[Seen]:
    """What is open for somebody, on either side."""
    return [seen(db, one, user_id, now) for one in mentors.open_of(db, user_id)]


def helpers(db: Connection, mentee: UserId, now: datetime) -> Helpers:
    """Whom one can write to about mentors: who runs the programme for the mentee's hospital, else the organisers of their department."""
    everybody, there = directory.current(db, now.date()), directory.home_of(db, mentee, now)
    asker = directory.asked_by(everybody, mentee, there, "en")
    if found := tuple(UserId(one.user_id) for one in rules.programme(asker, everybody) if one.user_id):
        return Helpers(found, programme=True)
    return Helpers(tuple(one.user_id for one in departments.organisers(db, there.id)) if there else ())


def asked(db: Connection, number: int, mentee: UserId, now: datetime) -> Seen:
    """The question goes to the mentor: one reminder after three working days, and after five the mentee hears of it."""
    one = _locked(db, number, mentee)
    reaches = _write(db, one, "mentor.asked", one.mentor, now)
    _remind(db, one, one.mentor, reaches)
    silent_at = WorkingHours(directory.days_of(db, one.mentor, now)).plus_days(reaches, rules.SILENT_AFTER)
    due.plan(db, f"mentor.expire:{number}", "mentor.expire", number, silent_at, silent_at + HOW_FOR)
    return seen(db, one, mentee, now)


def accept(db: Connection, number: int, user_id: UserId, now: datetime) -> Seen:
    """Saying yes twice is saying it once."""
    one = _locked(db, number, user_id)
    if one.state == "asked" and user_id == one.mentor:
        _become(db, one, "accepted", now)
        reaches = _write(db, one, "mentor.accepted", one.request.mentee, now)
        _remind(db, one, one.request.mentee, reaches)
        _ask_how(db, one, now, now)
    return look(db, number, user_id, now)


def decline(db: Connection, number: int, user_id: UserId, note: str, now: datetime) -> Seen:
    """Not now, with a line for the mentee or without."""
    one = _locked(db, number, user_id)
    if len(note) > rules.NOTE_MOST:
        raise Refusal("too-long", field="note", most=rules.NOTE_MOST, length=len(note))
    if one.state == "asked" and user_id == one.mentor:
        mentors.change(db, number, note=note)
        _become(db, one, "declined", now)
        _write(db, one, "mentor.declined", one.request.mentee, now)
    return look(db, number, user_id, now)


def expire(db: Connection, step: Due, now: datetime) -> None:
    """No answer in time: the mentee can ask somebody else, and nobody is to blame."""
    one = mentors.get(db, step.subject, lock=True)
    if one and one.state == "asked":
        _become(db, one, "silent", now)
        _write(db, one, "mentor.declined", one.request.mentee, now)


def propose(db: Connection, number: int, user_id: UserId, times: Sequence[datetime], round_: int, now: datetime) -> Seen:
    """Three times for the first talk, by either. `round_` is the one the form was opened on: who was faster is seen first."""
    one = _locked(db, number, user_id)
    if one.state != "accepted" or (one.round == round_ + 1 and one.proposed == tuple(times)):
        return look(db, number, user_id, now)
    if one.round != round_:
        raise Refusal("mentor-moved-on")
    if min(times) <= now:
        raise Refusal("when-past")
    if max(times) > now + FURTHEST:
        raise Refusal("when-too-far")
    mentors.propose(db, one, list(times), by_mentor=user_id == one.mentor)
    outgoing.stale(db, POSTS, number)
    one = _locked(db, number, user_id)
    reaches = _write(db, one, "mentor.proposed", one.other(user_id), now)
    _remind(db, one, one.other(user_id), reaches)
    return look(db, number, user_id, now)


def agree(db: Connection, number: int, user_id: UserId, moment: datetime, now: datetime) -> Seen:
    """One of the other's times: both are told, reminded on the working day before, and asked in six weeks and half a year how it goes."""
    one = _locked(db, number, user_id)
    if one.state != "accepted" or one.meets_at == moment:
        return look(db, number, user_id, now)
    if moment not in one.proposed or one.by_mentor == (user_id == one.mentor):
        raise Refusal("mentor-moved-on")
    if moment <= now:
        raise Refusal("mentor-time-gone")
    mentors.propose(db, one, [], by_mentor=False)
    mentors.change(db, number, meets_at=moment)
    outgoing.take_back(db, ["mentor.reminder", "mentor.meeting"], number)
    for to in (one.mentor, one.request.mentee):
        _write(db, one, "mentor.agreed", to, now)
        days = directory.days_of(db, to, now)
        remind_at = at(days.last_before(moment.astimezone(days.zone).date()), REMIND_AT, days.zone)
        if remind_at > now:
            outgoing.queue(db, _key("mentor.meeting", one, to), "mentor.meeting", number, to, remind_at, moment)
    _ask_how(db, one, moment, now)
    outgoing.stale(db, POSTS, number)
    return look(db, number, user_id, now)


def end(db: Connection, number: int, user_id: UserId, now: datetime) -> Seen:
    """By either, at any time. Before there was an answer the mentee takes the question back, and the mentor's end is a no."""
    one = _locked(db, number, user_id)
    if one.state == "asked" and user_id == one.mentor:
        return decline(db, number, user_id, "", now)
    if one.state == "asked":
        _become(db, one, "withdrawn", now)
    elif one.state == "accepted":
        _become(db, one, "ended", now)
        _write(db, one, "mentor.ended", one.other(user_id), now)
        mentors.forget(db, one.request.id)
    return look(db, number, user_id, now)


def left(db: Connection, user_id: UserId, now: datetime) -> None:
    """Somebody is gone from Slack: what they had open ends, and the other is told, unless they were only asked."""
    for one in mentors.open_of(db, user_id):
        _become(db, one, "left", now)
        if one.state == "accepted":
            _write(db, one, "mentor.ended", one.other(user_id), now)
            mentors.forget(db, one.request.id)
        elif user_id == one.mentor:
            _write(db, one, "mentor.declined", one.request.mentee, now)
    mentors.forget_all(db, user_id)


def _become(db: Connection, one: Mentorship, state: State, now: datetime) -> None:
    mentors.change(db, one.id, state=state, changed_at=now)
    due.drop(db, ["mentor.expire"], one.id)
    outgoing.stale(db, POSTS if state == "accepted" else ENDING, one.id)


def _write(db: Connection, one: Mentorship, kind: str, to: UserId, now: datetime) -> datetime:
    """A letter to one of the two; when it reaches them."""
    reaches = decent(now, directory.days_of(db, to, now))
    outgoing.queue(db, _key(kind, one, to), kind, one.id, to, reaches, reaches + TOLD_FOR)
    return reaches


def _remind(db: Connection, one: Mentorship, to: UserId, since: datetime) -> None:
    """It is somebody's turn: they are reminded once, unless something happens before."""
    outgoing.take_back(db, ["mentor.reminder"], one.id)
    remind_at = WorkingHours(directory.days_of(db, to, since)).plus_days(since, rules.REMIND_AFTER)
    outgoing.queue(db, _key("mentor.reminder", one, to), "mentor.reminder", one.id, to, remind_at, remind_at + TOLD_FOR)


def _ask_how(db: Connection, one: Mentorship, since: datetime, now: datetime) -> None:
    """Both, each alone, six weeks and half a year after the first meeting, or after the yes as long as none is agreed on."""
    outgoing.take_back(db, ["mentor.how"], one.id)
    for to in (one.mentor, one.request.mentee):
        for after in rules.HOW_AFTER:
            asked_at = decent(since + after, directory.days_of(db, to, now))
            outgoing.queue(db, f"{_key('mentor.how', one, to)}:{after.days}", "mentor.how", one.id, to, asked_at, asked_at + HOW_FOR)


def _key(kind: str, one: Mentorship, to: UserId) -> str:
    """Anybody can read the key of a post: no names in it."""
    return f"{kind}:{one.id}:{one.round}:{'mentor' if to == one.mentor else 'mentee'}"


def _locked(db: Connection, number: int, user_id: UserId) -> Mentorship:
    """To be changed by one of the two."""
    one = mentors.get(db, number, lock=True)
    if one is None or user_id not in {one.mentor, one.request.mentee}:
        raise Refusal("mentor-unknown")
    return one
