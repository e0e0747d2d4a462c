"""Looking for a mentor: a request, who fits it, and the question to the one who was chosen. Nothing leaves before that."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.actions import directory, mentorship
from bot.errors import Refusal
from bot.ids import DepartmentId, UserId
from bot.rules import mentor as rules
from bot.rules.department import Department
from bot.rules.directory import Listed
from bot.rules.mentor import Found, Purpose, Request, Seen
from bot.store import department as departments
from bot.store import directory as listings
from bot.store import due, inbound
from bot.store import mentor as mentors
from bot.store.due import Due
from bot.texts import Language

SAME_FOR = timedelta(minutes=10)


def begin(db: Connection, user_id: UserId, now: datetime) -> Listed | None:
    """Whoever may look for a mentor, as they are listed; a refusal for guests and visitors."""
    directory.may_look(db, user_id, now)
    return directory.current(db, now.date()).by_user.get(user_id)


def seek(
    db: Connection,
    user_id: UserId,
    draft: str,
    purpose: Purpose,
    stage: str,
    wish: str,
    there: Department | None,
    language: Language,
    now: datetime,
    role: str = "mentor",
) -> Found | Seen:
    """A request and who fits it; nobody is told. The same form, or the same words within ten minutes, are the same request.

    An idea pitch asks here too: with a purpose, and `role` "patient" for patient representatives.
    """
    directory.may_look(db, user_id, now)
    same = "same:" + hashlib.sha256(f"mentor {user_id} {purpose} {stage} {wish.casefold()}".encode()).hexdigest()
    known = inbound.led_to(db, same, now - SAME_FOR)
    number = int(known) if known else mentors.put_request(db, draft, user_id, purpose, stage, wish, there.id if there else None, now)
    if not known:
        inbound.leads_to(db, same, str(number), now)
        due.plan(db, f"mentor.forget:{number}", "mentor.forget", number, now + rules.AGAIN_AFTER, now + 2 * rules.AGAIN_AFTER)
    return look(db, number, user_id, language, now, role)


def look(db: Connection, number: int, user_id: UserId, language: Language, now: datetime, role: str = "mentor") -> Found | Seen:
    """Who fits a request now; or whom it led to, while that is open."""
    request = _mine(db, number, user_id)
    open_one = mentors.asked_for(db, number)
    return mentorship.seen(db, open_one, user_id, now) if open_one else _found(db, request, language, now, role)


def ask(db: Connection, number: int, key: str, user_id: UserId, language: Language, now: datetime) -> Found | Seen:
    """Put the request to the person listed as `key`, if they still have room; nobody asks two at a time. Otherwise who fits now."""
    request = _mine(db, number, user_id, lock=True)
    one = directory.current(db, now.date()).by_id.get(key)
    if one is None or one.user_id is None:
        raise Refusal("mentor-unknown")
    if one.user_id == user_id:
        raise Refusal("mentor-yourself")
    mine_open = (one for one in mentors.open_of(db, user_id) if one.request.mentee == user_id)
    if waiting := next((one for one in mine_open if one.request.id == number or one.state == "asked"), None):
        return mentorship.seen(db, waiting, user_id, now)
    mentor = UserId(one.user_id)
    mine = listings.by_user(db, mentor, lock=True)  # their places are given away one at a time
    if mine and mine.free(now.date()) and mentors.taken(db).get(mentor, 0) < rules.ROOM:
        made = mentors.create(db, number, mentor, now)
        if made is not None:
            return mentorship.asked(db, made, user_id, now)
    return replace(_found(db, request, language, now), full=one.name)


def forget(db: Connection, step: Due, now: datetime) -> None:
    """Half a year later nobody's words are kept, unless the two still meet; then they are when it ends."""
    if mentors.asked_for(db, step.subject) is None:
        mentors.forget(db, step.subject)


def _mine(db: Connection, number: int, user_id: UserId, *, lock: bool = False) -> Request:
    request = mentors.get_request(db, number, lock=lock)
    if request is None or request.mentee != user_id:
        raise Refusal("mentor-unknown")
    return request


def _found(db: Connection, request: Request, language: Language, now: datetime, role: str = "mentor") -> Found:
    everybody = directory.current(db, now.date())
    there = departments.get(db, DepartmentId(request.department)) if request.department else None
    asker = replace(directory.asked_by(everybody, request.mentee, there, language), stage=request.stage)
    passed = mentors.passed(db, request.mentee, request.id, now - rules.AGAIN_AFTER) | {request.mentee}
    fitting = rules.candidates(asker, request.purpose, request.wish, everybody, mentors.taken(db), passed, role)
    return Found(request, tuple(fitting[: rules.OFFERED]), everybody, mentorship.helpers(db, request.mentee, now))
