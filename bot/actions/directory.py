"""The directory: who is found, who agreed to be, one's own profile, newcomers, and those who leave."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.actions import department as departments_
from bot.actions import lesson
from bot.errors import Refusal
from bot.ids import DepartmentId, UserId
from bot.rules.calendar import WorkingDays, decent
from bot.rules.department import Department
from bot.rules.directory import Absence, Answer, Asked, Asker, Directory, Listed, Newcomer
from bot.rules.finding import find
from bot.store import department as departments
from bot.store import directory, outgoing
from bot.store import person as people

ASKED_FOR, WELCOME_FOR = timedelta(days=30), timedelta(days=14)
COLLEAGUE, MENTOR = "colleague", "mentor"
GUIDES = ("fao", "udv", "coord", "mentor", "svp")
"""Whom somebody new hears of, in this order."""


def who(db: Connection, words: str, user_id: UserId, there: Department | None, language: str, today: date) -> Answer:
    everybody = directory.read(db, today)
    asker = asked_by(everybody, user_id, there, language)
    organises = bool(departments.organised_by(db, user_id))
    with lesson.taught(directory.lessons(db)) as model:
        found = tuple(one for one in find(words, asker, everybody, model) if one.agreed or organises)
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


def ask_everybody(db: Connection, days: WorkingDays, now: datetime) -> int:
    """Whoever was listed by somebody else is asked once whether they want to be, at a decent hour. Returns how many letters were written."""
    due = decent(now, days)
    return sum(
        outgoing.queue(db, f"directory.asked:{number}", "directory.asked", number, user_id, due, due + ASKED_FOR)
        for number, user_id in directory.unanswered(db)
    )


def asked(db: Connection, number: int, today: date) -> Asked | None:
    """Whom a question is about; None once they have answered or are gone."""
    user_id = next((user for row, user in directory.unanswered(db) if row == number), None)
    everybody = directory.read(db, today)
    return Asked(everybody.by_user[user_id], everybody) if user_id else None


def welcome(db: Connection, user_id: UserId, there: Department, now: datetime) -> None:
    """Somebody new in the department's channel hears once who is who, at a decent hour."""
    due = decent(now, there.working_days)
    key = f"directory.welcome:{there.id}:{user_id}"
    outgoing.queue(db, key, "directory.welcome", there.id, user_id, due, due + WELCOME_FOR, department=there.id)


def is_person(db: Connection, user_id: UserId) -> bool:
    """Neither an app nor gone, as far as Slack told."""
    return user_id.startswith(("U", "W")) and people.get(db, user_id).standing not in {"bot", "gone"}


def newcomer(db: Connection, department_id: DepartmentId, today: date) -> Newcomer:
    there, everybody = departments.get(db, department_id), directory.read(db, today)
    hospital, specialty = everybody.at(there.hospital, there.name)
    near = [one for one in everybody.people if one.agreed and one.active and one.hospital == hospital and one.department in {specialty, "res"}]
    guides = [one for role in GUIDES for one in near if one.role == role and (role == "coord" or one.department == specialty)]
    return Newcomer(there, departments.organisers(db, department_id), tuple(guides[: len(GUIDES)]), everybody)


def save(db: Connection, user_id: UserId, profile: Listed, now: datetime) -> Listed:
    """Write one's own profile, or as an organiser somebody else's, whose answer whether to be shown stays theirs."""
    own = profile.user_id == user_id
    if not own:
        may_list(db, user_id)
    before = directory.by_user(db, UserId(profile.user_id or ""))
    role = before.role if before else MENTOR if profile.stages else COLLEAGUE
    kept = replace(profile, role=role if own else profile.role, serves=before.serves if before else frozenset())
    directory.put(db, kept, now, agreed=profile.agreed if own else None)
    if own:
        directory.agree(db, user_id, profile.agreed, now)
    return kept


def may_list(db: Connection, user_id: UserId) -> None:
    """Organisers write others in; everybody writes themselves."""
    if not departments.organised_by(db, user_id):
        raise Refusal("people-not-you")


def pause(db: Connection, user_id: UserId, until: date | None, today: date, now: datetime) -> None:
    """No questions to them until this day, that day included; None ends it."""
    mine = directory.by_user(db, user_id)
    if mine is None:
        raise Refusal("directory-unknown")
    if until is not None and until < today:
        raise Refusal("pause-past", field="until")
    deputy = mine.absence.deputy if mine.absence else None
    directory.put(db, replace(mine, absence=Absence(today, until, deputy) if until else None), now, agreed=None)


def left(db: Connection, user_id: UserId, now: datetime) -> None:
    """Somebody is gone from Slack: no more questions to them, and what they organise goes to their deputy or another organiser."""
    directory.leave(db, user_id, now)
    for there in departments.organised_by(db, user_id):
        organisers = departments.organisers(db, there.id)
        mine = next((one for one in organisers if one.user_id == user_id), None)
        if mine is None:
            continue
        others = [one.user_id for one in organisers if one.user_id != user_id]
        if taker := mine.deputy or next(iter(others), None):
            with suppress(Refusal):  # who cannot organise cannot take over: an administrator has to choose
                departments_.hand_over(db, user_id, there.id, taker, now)
