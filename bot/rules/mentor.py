"""Mentors: who is one step ahead and has room, how two people stand with each other, and what they can talk about.

Career stages and professions are those of bot/rules/directory.py. What is between a mentor and a mentee is theirs alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from bot.ids import UserId
from bot.rules.directory import Asker, Directory, Listed
from bot.rules.guideline import Where
from bot.rules.specialty import stems

Purpose = Literal["start", "phd", "postdoc", "clinic", "worklife", "idea"]
State = Literal["asked", "accepted", "declined", "silent", "withdrawn", "ended", "left"]
"""silent: no answer in time; withdrawn: by the mentee, before there was an answer; left: one of the two is gone from Slack."""
Phase = Literal["asked", "propose", "choose", "waiting", "agreed", "running", "over"]
"""What it is time for, to one of the two: to propose times, to choose one, to wait for the other's choice."""
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
OPEN: tuple[State, ...] = ("asked", "accepted")
"""These take one of a mentor's places; an unanswered question too, so that nobody is asked by more people than they have room for."""
ROOM = 2
"""Mentees at a time."""
OFFERED, TIMES = 3, 3
WISH_MOST, NOTE_MOST = 500, 200
REMIND_AFTER, SILENT_AFTER = 3, 5
"""Working days without an answer."""
HOW_AFTER = (timedelta(weeks=6), timedelta(days=182))
"""After the first meeting: how does it go?"""
AGAIN_AFTER = timedelta(days=182)
"""Whoever could not, or did not answer, is not offered to the same person before that."""
MENTORS = frozenset({"mentor", "colleague", "fao", "uao", "pkl", "udv", "prof", "phdsup", "svp"})
"""Roles of people who do research. Support functions tick every stage because they serve everybody: they are asked with /ask."""
USUAL: dict[Purpose, frozenset[str]] = {
    "start": frozenset({"mentor", "fao", "udv", "svp"}),
    "phd": frozenset({"mentor", "phdsup", "svp"}),
    "postdoc": frozenset({"mentor", "phdsup", "prof"}),
    "clinic": frozenset({"mentor", "fao", "prof", "svp"}),
    "worklife": frozenset({"mentor"}),
    "idea": frozenset({"mentor", "fao", "udv", "phdsup"}),
}
"""Whom people go to with it: the main supervisor mentors to postdoc, the chair professor beyond; work and life is for who does not lead you."""
TALK: dict[Purpose, tuple[str, ...]] = {
    "start": ("mentor-talk-why", "mentor-talk-people", "mentor-talk-time", "mentor-talk-goals"),
    "phd": ("mentor-talk-phd", "mentor-talk-next-post", "mentor-talk-supervisors", "mentor-talk-goals"),
    "postdoc": ("mentor-talk-next-post", "mentor-talk-own-line", "mentor-talk-affiliation", "mentor-talk-goals"),
    "clinic": ("mentor-talk-week", "mentor-talk-leave", "mentor-talk-next-post", "mentor-talk-goals"),
    "worklife": ("mentor-talk-energy", "mentor-talk-week", "mentor-talk-no", "mentor-talk-goals"),
    "idea": ("mentor-talk-care", "mentor-talk-known", "mentor-talk-first-step"),
}
"""A short list for the first talk, as text ids."""
_RUNGS = {
    "medical_student": 0,
    "junior_doctor": 1,
    "clinical_svp": 1,
    "specialist_trainee": 2,
    "svp_master": 2,
    "phd_student": 3,
    "specialist": 3,
    "postdoc": 4,
    "senior_researcher": 5,
}
_ROLES = {"udv": 2, "fao": 4, "uao": 4, "phdsup": 5, "svp": 5, "pkl": 5, "prof": 6}
"""How far along the way of a researcher a stage or a role is. Who has neither is one step ahead of whom they say they mentor."""
_TOP = 5
_NEAR: dict[Where, int] = {"department": 4, "hospital": 3, "near": 2, "country": 1, "network": 0}
_KNOWN_MOST = 2
"""Words shared with the wish that count: two are worth as much as the own department."""


@dataclass(frozen=True)
class Request:
    """What somebody is looking for. `department` is where they wrote, if in one."""

    id: int
    mentee: UserId
    purpose: Purpose
    stage: str
    wish: str
    department: int | None


@dataclass(frozen=True)
class Mentorship:
    """Two people, from the question on. `proposed` are the times one of them could meet, `by_mentor` says who; `round` counts the proposals.

    `note`: what the mentor added to a no, if anything. `meets_at`: the first meeting, once both agreed on it.
    """

    id: int
    request: Request
    mentor: UserId
    state: State
    proposed: tuple[datetime, ...]
    by_mentor: bool
    round: int
    meets_at: datetime | None
    note: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def other(self, user_id: UserId) -> UserId:
        return self.request.mentee if user_id == self.mentor else self.mentor


@dataclass(frozen=True)
class Helpers:
    """Whom one can write to about mentors: those who run the programme, or organisers."""

    people: tuple[UserId, ...] = ()
    programme: bool = False


@dataclass(frozen=True)
class Seen:
    """A mentorship as one of the two sees it, in their `zone`."""

    mentorship: Mentorship
    reader: UserId
    zone: ZoneInfo
    now: datetime
    directory: Directory
    helpers: Helpers

    @property
    def is_mentor(self) -> bool:
        return self.reader == self.mentorship.mentor

    @property
    def other(self) -> UserId:
        return self.mentorship.other(self.reader)

    @property
    def mentee(self) -> Listed | None:
        """How the mentee is listed, if at all."""
        return self.directory.by_user.get(self.mentorship.request.mentee)

    @property
    def phase(self) -> Phase:
        one = self.mentorship
        if not one.is_open:
            return "over"
        if one.state == "asked":
            return "asked"
        if one.proposed:
            return "waiting" if one.by_mentor == self.is_mentor else "choose"
        if one.meets_at:
            return "agreed" if one.meets_at > self.now else "running"
        return "waiting" if self.is_mentor else "propose"


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked, and why: where they are to the asker, what of the wish they know, how many more mentees they take."""

    listed: Listed
    where: Where
    same_profession: bool
    knows: tuple[str, ...]
    room: int


@dataclass(frozen=True)
class Found:
    """Who fits a request, at most three; `helpers`: whom to write to if nobody does. `full`: the name of who was chosen but has no room any more."""

    request: Request
    candidates: tuple[Candidate, ...]
    directory: Directory
    helpers: Helpers = Helpers()
    full: str = ""


def candidates(
    asker: Asker, purpose: Purpose, wish: str, directory: Directory, taken: Mapping[str, int], passed: Collection[str], role: str = "mentor"
) -> list[Candidate]:
    """Who may be asked, best first: never the asker, nobody of `passed`, nobody who is away, full, or has not agreed to be listed.

    `taken`: by person, how many mentees they have. `role`: "mentor" is somebody ahead of the asker who said they mentor that stage; any other (an
    idea needs "patient" representatives) is whoever has it and serves the asker's hospital.
    """
    fits = partial(_is_ahead, asker) if role == "mentor" else partial(_serves, asker, role)
    free = (one for one in directory.people if one.user_id and one.user_id not in passed and one.id != asker.id and one.free(directory.today))
    found = [_candidate(one, asker, wish, directory, taken) for one in free if fits(one)]
    return sorted((one for one in found if one.room > 0), key=lambda one: _rank(one, asker, purpose))


def programme(asker: Asker, directory: Directory) -> tuple[Listed, ...]:
    """Who runs the mentor programme for the asker's hospital."""
    those = directory.free_ones(directory.by_role.get("career", ()))
    return tuple(one for one in those if one.user_id and (not asker.hospital or asker.hospital in one.serves))


def _is_ahead(asker: Asker, one: Listed) -> bool:
    """They said that they mentor this stage, and are not themselves behind it or at it (at the top, peers are what there is)."""
    if one.role not in MENTORS or one.functions or asker.stage not in one.stages:
        return False
    own = _rung(one)
    return own is None or own >= _TOP or own > _RUNGS[asker.stage]


def _rung(one: Listed) -> int | None:
    return max((found for found in (_RUNGS.get(one.stage), _ROLES.get(one.role)) if found is not None), default=None)


def _serves(asker: Asker, role: str, one: Listed) -> bool:
    return one.role == role and (asker.hospital in one.serves or one.hospital == asker.hospital)


def _candidate(one: Listed, asker: Asker, wish: str, directory: Directory, taken: Mapping[str, int]) -> Candidate:
    said = stems(wish)
    knows = tuple(topic for topic in one.topics if stems(topic) & said)
    same = one.profession == asker.profession or (one.profession, asker.profession) == ("physician", "medical_student")
    return Candidate(one, _where(one, asker, directory), same, knows, ROOM - taken.get(one.user_id or "", 0))


def _where(one: Listed, asker: Asker, directory: Directory) -> Where:
    if asker.hospital and one.hospital == asker.hospital:
        return "department" if one.department == asker.department else "hospital"
    linked = directory.linked(asker.hospital, asker.department)
    if one.department == asker.department or (one.hospital, one.department) == linked:
        return "near"
    return "country" if directory.hospital(one.hospital).country == directory.hospital(asker.hospital).country != "" else "network"


def _rank(one: Candidate, asker: Asker, purpose: Purpose) -> tuple[object, ...]:
    """Somebody one can talk with, of the own profession; then who is near, knows the matter, is one step ahead rather than several, has most room."""
    listed = one.listed
    own = _rung(listed)
    several = own is not None and own - _RUNGS.get(asker.stage, own) > 1
    worth = _NEAR[one.where] + 2 * min(len(one.knows), _KNOWN_MOST) + (listed.role in USUAL[purpose]) - 2 * several
    return asker.language not in listed.languages, not one.same_profession, -worth, -one.room, listed.id


def is_wanted(kind: str, seen: Seen) -> bool:
    """Is a letter of this kind still news to its reader?"""
    state, phase = seen.mentorship.state, seen.phase
    return {
        "mentor.asked": phase == "asked",
        "mentor.reminder": phase in {"choose", "propose"} or (phase == "asked" and seen.is_mentor),
        "mentor.declined": state in {"declined", "silent", "left"},
        "mentor.accepted": phase == "propose",
        "mentor.proposed": phase == "choose",
        "mentor.agreed": phase in {"agreed", "running"},
        "mentor.meeting": phase == "agreed",
        "mentor.how": state == "accepted",
        "mentor.ended": state in {"ended", "left"},
    }[kind]
