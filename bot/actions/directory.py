"""The directory: who is found, who agreed to be, one's own profile, newcomers, and those who leave."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.actions import attendee, lesson
from bot.actions import department as departments_
from bot.errors import Refusal
from bot.ids import DepartmentId, UserId
from bot.rules.ask import country_hours, hours_of
from bot.rules.calendar import WorkingDays, decent
from bot.rules.department import Department
from bot.rules.directory import Absence, Answer, Asked, Asker, Directory, Listed, Newcomer
from bot.rules.finding import find
from bot.store import department as departments
from bot.store import directory, outgoing
from bot.store import gathering as gatherings
from bot.store import person as people

ASKED_FOR, WELCOME_FOR = timedelta(days=30), timedelta(days=14)
ASKED_MOST = 200
"""People asked in one transaction; the next ones ten minutes later."""
SEATS_MOST = 100
"""Meetings to come that somebody has said yes to."""
COLLEAGUE, MENTOR = "colleague", "mentor"
GUIDES = ("fao", "udv", "coord", "mentor", "svp")
"""Whom somebody new hears of, in this order."""


class _Seen:
    """The directory as this process last read it."""

    known: tuple[object, Directory] | None = None


def current(db: Connection, today: date) -> Directory:
    """The directory of this day, read again only when something in it has changed."""
    version = (db.engine.url, directory.version(db), today)
    seen = _Seen.known
    if seen is None or seen[0] != version:
        _Seen.known = seen = (version, directory.read(db, today))
    return seen[1]


def may_look(db: Connection, user_id: UserId, now: datetime) -> None:
    """The directory is for the hospital's own people: no guests, nobody from other workplaces."""
    if not is_colleague(db, user_id, now):
        raise Refusal("who-not-you")


def who(db: Connection, words: str, mentioned: str, user_id: UserId, there: Department | None, language: str, now: datetime, today: date) -> Answer:
    """`mentioned` is the id of a person the words hold, if they do."""
    may_look(db, user_id, now)
    everybody = current(db, today)
    asker = asked_by(everybody, user_id, there, language)
    organises = bool(departments.organised_by(db, user_id))
    likely = find(words, asker, everybody, lesson.taught(db).read(words))
    named = [everybody.by_user[mentioned]] if mentioned in everybody.by_user and everybody.by_user[mentioned].active else []
    found = tuple(one for one in dict.fromkeys((*named, *likely)) if one.agreed or organises)
    organisers = tuple(one.user_id for one in departments.organisers(db, there.id)) if there else ()
    return Answer(words, found, everybody, asker, organisers)


def asked_by(everybody: Directory, user_id: UserId, there: Department | None, language: str) -> Asker:
    """Somebody as one who asks: as they are listed, else as one of the department they write in."""
    if mine := everybody.by_user.get(user_id):
        return mine.asker(language)
    hospital, specialty = everybody.at(there.hospital, there.name) if there else ("", "")
    return Asker(hospital, specialty, "", "", language)


def answer(db: Connection, user_id: UserId, agreed: bool, now: datetime) -> bool:
    """May colleagues see them? False when they are no longer listed."""
    return directory.agree(db, user_id, agreed, now)


def ask_everybody(db: Connection, now: datetime) -> int:
    """Whoever was listed by somebody else is asked once whether they want to be, in the hours of the first department.

    Returns how many letters were written.
    """
    there = next(iter(departments.every(db)), None)
    if there is None:
        return 0
    due = decent(now, there.working_days)
    return sum(
        outgoing.queue(db, f"{directory.ASKED}:{number}:{user_id}", directory.ASKED, number, user_id, due, due + ASKED_FOR, department=there.id)
        for number, user_id in directory.unanswered(db)[:ASKED_MOST]
    )


def asked(db: Connection, number: int, recipient: str, today: date) -> Asked | None:
    """Whom a question is about; None once they have answered, are gone, or the row is somebody else's."""
    mine = directory.waiting(db, number)
    return Asked(mine, current(db, today)) if mine and mine.user_id == recipient else None


def home_of(db: Connection, user_id: UserId, now: datetime) -> Department | None:
    """The department where somebody works: that of their listing, or another of their hospital; of who is not listed, where they answer invitations,
    or the first one there is.
    """
    everybody = current(db, now.date())
    mine, there = everybody.by_user.get(user_id), departments.every(db)
    if mine is None:
        return next(iter(departments.answered_in(db, user_id) or there), None)
    places = [(everybody.at(one.hospital, one.name), one) for one in there]
    own = (one for place, one in places if place == (mine.hospital, mine.department))
    return next(own, None) or next((one for place, one in places if place[0] == mine.hospital), None)


def days_of(db: Connection, recipient: str, now: datetime) -> WorkingDays:
    """When a person, or a function in its channel, may be written to: in the working days of their department, hospital or country."""
    everybody = current(db, now.date())
    mine = everybody.by_user.get(recipient) or next((one for one in everybody.people if one.channel == recipient), None)
    if mine:
        return hours_of(mine, everybody, departments.every(db)).days
    there = home_of(db, UserId(recipient), now)
    return there.working_days if there else country_hours("DK").days


def welcome(db: Connection, user_id: UserId, there: Department, now: datetime) -> None:
    """Somebody new in the department's channel hears once who is who, at a decent hour."""
    due = decent(now, there.working_days)
    key = f"directory.welcome:{there.id}:{user_id}"
    outgoing.queue(db, key, "directory.welcome", there.id, user_id, due, due + WELCOME_FOR, department=there.id)


def is_colleague(db: Connection, user_id: UserId, now: datetime) -> bool:
    """Of this workspace, as far as Slack told: no guest, no app, not gone, nobody of another workplace (whom Slack's list of people leaves out)."""
    standing = people.get(db, user_id).standing
    return standing in {"member", "admin"} or (standing is None and not people.were_read(db, now))


def newcomer(db: Connection, department_id: DepartmentId, today: date) -> Newcomer:
    there, everybody = departments.get(db, department_id), current(db, today)
    hospital, specialty = everybody.at(there.hospital, there.name)
    near = [one for one in everybody.people if one.agreed and one.active and one.hospital == hospital and one.department in {specialty, "res"}]
    guides = [one for role in GUIDES for one in near if one.role == role and (role == "coord" or one.department == specialty)]
    return Newcomer(there, departments.organisers(db, department_id), tuple(guides[: len(GUIDES)]), everybody)


def save(db: Connection, user_id: UserId, profile: Listed, now: datetime) -> Listed:
    """Write one's own profile, or as an organiser somebody else's, whose answer whether to be shown stays theirs.

    Refuses what was filled in from an older state (`revision`) than the one that stands.
    """
    subject = UserId(profile.user_id or "")
    may_look(db, subject, now)
    if subject != user_id:
        may_list(db, user_id)
    before = directory.by_user(db, subject, lock=True)
    if before and before.revision != profile.revision:
        raise Refusal("profile-changed")
    if subject != user_id:
        profile = replace(profile, agreed=None)  # written for a new one only: it is theirs to answer
    else:
        profile = replace(profile, role=before.role if before else MENTOR if profile.stages else COLLEAGUE)
    directory.put(db, profile, now)
    if subject == user_id and profile.agreed is not None:
        directory.agree(db, user_id, profile.agreed, now)
    return profile


def may_list(db: Connection, user_id: UserId) -> None:
    """Organisers write others in; everybody writes themselves."""
    if not departments.organised_by(db, user_id):
        raise Refusal("people-not-you")


def pause(db: Connection, user_id: UserId, until: date | None, today: date, now: datetime) -> None:
    """No questions to them until this day, that day included; None ends it."""
    mine = directory.by_user(db, user_id, lock=True)
    if mine is None:
        raise Refusal("directory-unknown")
    if until is not None and until < today:
        raise Refusal("pause-past", field="until")
    deputy = mine.absence.deputy if mine.absence else None
    directory.set_absence(db, user_id, Absence(today, until, deputy) if until else None, now)


def left(db: Connection, user_id: UserId, now: datetime) -> None:
    """Somebody is gone from Slack: no more questions to them, their seats are free, they are nobody's deputy, and what they organise goes to their
    deputy or another organiser who can take it.
    """
    directory.leave(db, user_id, now)
    for coming in gatherings.of_person(db, user_id, now, SEATS_MOST):
        attendee.reply(db, coming.id, user_id, "no", now)
    for there in departments.organised_by(db, user_id):
        organisers = departments.organisers(db, there.id)
        for one in organisers:
            if one.deputy == user_id:
                departments.set_deputy(db, there.id, one.user_id, None)
                departments_.hand_over_meetings(db, there, user_id, one.user_id, now)
        mine = next((one for one in organisers if one.user_id == user_id), None)
        takers = [mine.deputy, *(one.user_id for one in organisers if one is not mine)] if mine else []
        for taker in filter(None, takers):
            try:
                departments_.hand_over(db, user_id, there.id, taker, now)
            except Refusal:
                continue  # who is gone or a guest cannot take over
            break
