"""Who is there: people of hospitals and departments, functions that several share, and who can take a question on a day.

Codes are those of the directory file (`shared/data/ask/directory.json`): roles such as `fao` (research-responsible consultant), career stages such as
`specialist_trainee`, department codes that are specialties (`card`, `gyn`; `med` is a regional hospital's common medical department).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.ids import UserId
from bot.rules.department import Department as Place
from bot.rules.department import Organiser
from bot.rules.naming import Names, names, within
from bot.rules.specialty import stems

_ORDER = ("da", "nb", "en")
"""The languages of a department's first names."""
PROFESSIONS = (
    "physician",
    "medical_student",
    "nurse",
    "midwife",
    "physiotherapist",
    "occupational_therapist",
    "radiographer",
    "biomedical_scientist",
    "other",
)
ROLES = (
    "colleague",
    "mentor",
    "fao",
    "uao",
    "udv",
    "prof",
    "phdsup",
    "svp",
    "pkl",
    "coord",
    "start",
    "fund",
    "stat",
    "data",
    "biobank",
    "legal",
    "ethics",
    "gcp",
    "trialnurse",
    "patient",
    "genom",
    "library",
    "intl",
    "integrity",
    "phdadm",
    "contract",
    "registry",
    "career",
    "qual",
    "healthecon",
    "student",
    "function",
)
STAGES = (
    "medical_student",
    "junior_doctor",
    "specialist_trainee",
    "phd_student",
    "postdoc",
    "specialist",
    "senior_researcher",
    "clinical_svp",
    "svp_master",
)
TOPICS_MOST, TOPIC_MOST, NAME_MOST, SLOTS_MOST = 20, 60, 80, 20
"""How many topics, how many characters each, of a name; and questions at a time."""


@dataclass(frozen=True)
class Absence:
    """Both days included; `deputy` is the id of who stands in, if anybody."""

    first: date
    last: date
    deputy: str | None = None


@dataclass(frozen=True)
class Listed:
    """Somebody, or a function such as the biobank, that can be asked.

    `topics` are free words in any language, as people write them; `stages` the career stages they mentor; `slots` how many more questions they take;
    `stage` their own;
    `agreed`: to be shown to askers, None: not answered yet; `revision` goes up with every change;
    `serves` the hospitals a support function is for; `functions` the roles a function does the work of, `channel` where it is asked.
    """

    id: str
    name: str
    role: str
    hospital: str
    department: str
    profession: str
    languages: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    stages: frozenset[str] = frozenset()
    slots: int = 1
    absence: Absence | None = None
    serves: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    active: bool = True
    stage: str = ""
    title: str = ""
    user_id: str | None = None
    channel: str | None = None
    agreed: bool | None = True
    revision: int = 0

    def away(self, on: date) -> bool:
        return self.absence is not None and self.absence.first <= on <= self.absence.last

    def free(self, on: date, open_ones: int = 0) -> bool:
        """Can they take a question on that day, beside those they have?"""
        return self.active and bool(self.agreed) and self.slots > open_ones and not self.away(on)

    def asker(self, language: str) -> "Asker":
        """As one who asks."""
        return Asker(self.hospital, self.department, self.profession, self.stage, language, self.id)


@dataclass(frozen=True)
class Load:
    """By id of a listing: open questions, and how many they were asked of late."""

    open: Mapping[str, int] = field(default_factory=dict)
    recent: Mapping[str, int] = field(default_factory=dict)


NO_LOAD = Load()


@dataclass(frozen=True)
class Hospital:
    """`country` is DK or NO; a `hub` is the university hospital that counts as near for everybody."""

    id: str
    country: str
    hub: bool = False
    name: str = ""


@dataclass(frozen=True)
class Department:
    """`names`: what people call it, in all languages."""

    id: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An emerging environment (hospital, specialty) and the established one it is linked to."""

    emerging: tuple[str, str]
    established: tuple[str, str]


@dataclass(frozen=True)
class Asker:
    """Who asks; codes as for Listed. `language` is da, nb or en; `id` their own in the directory, if they are in it: nobody is sent to themselves."""

    hospital: str
    department: str
    profession: str
    stage: str
    language: str = "da"
    id: str = ""


@dataclass(frozen=True)
class Directory:
    """Everybody at a time. Built once and looked into often: what is looked up is indexed."""

    people: tuple[Listed, ...]
    hospitals: tuple[Hospital, ...]
    departments: tuple[Department, ...] = ()
    links: tuple[Link, ...] = ()
    today: date = field(default=date.min)

    @cached_property
    def by_id(self) -> dict[str, Listed]:
        return {one.id: one for one in self.people}

    @cached_property
    def by_role(self) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = defaultdict(list)
        for one in self.people:
            for role in one.functions or (one.role,):
                found[role].append(one)
        return found

    @cached_property
    def _full_names(self) -> Names[Listed]:
        """Of several with one name, one who can be asked before the others, then the first id."""
        best_last = sorted(sorted(self.people, key=lambda one: one.id, reverse=True), key=lambda one: self.instead(one) is not None)
        return names({one.name.casefold(): one for one in best_last if " " in one.name}.items())

    @cached_property
    def _department_names(self) -> Names[int]:
        return names((name, number) for number, one in enumerate(self.departments) for name in one.names)

    @cached_property
    def _hospitals(self) -> dict[str, Hospital]:
        return {one.id: one for one in self.hospitals}

    @cached_property
    def _knowing(self) -> dict[str, dict[str, int]]:
        """By stem of a word: the ids of those whose topics hold it, with how many of their topics do."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for one in self.people:
            for topic in one.topics:
                for stem in stems(topic):
                    found[stem][one.id] = found[stem].get(one.id, 0) + 1
        return found

    @cached_property
    def by_user(self) -> dict[str, Listed]:
        return {one.user_id: one for one in self.people if one.user_id}

    def hospital(self, id_: str) -> Hospital:
        """One that is not in the directory is in no country."""
        return self._hospitals.get(id_) or Hospital(id_, "")

    def linked(self, hospital: str, department: str) -> tuple[str, str] | None:
        """The established environment beside this one, if it is an emerging one."""
        return next((link.established for link in self.links if link.emerging == (hospital, department)), None)

    def place(self, hospital: str, department: str, language: str) -> str:
        """Department and hospital as people call them."""
        names = next((one.names for one in self.departments if one.id == department), ())
        called = names[_ORDER.index(language)] if len(names) >= len(_ORDER) else department
        where = self.hospital(hospital).name or hospital
        return f"{called}, {where}" if where else called

    def at(self, hospital: str, department: str) -> tuple[str, str]:
        """The codes of a hospital and a department by what people call them; the words themselves where nobody calls them so."""
        place = next((one.id for one in self.hospitals if hospital.casefold() in {one.id.casefold(), one.name.casefold()}), hospital)
        called = ((one.id, {name.casefold() for name in (one.id, *one.names)}) for one in self.departments)
        return place, next((id_ for id_, names in called if department.casefold() in names), department)

    def called(self, text: str) -> Listed | None:
        """Whom a text calls by full name, the first of several."""
        first = min(((start, -len(name), one.id) for start, name, one in within(text, self._full_names)), default=None)
        return self.by_id[first[2]] if first else None

    def named_departments(self, text: str) -> list[str]:
        """The codes of those a text names, in the order of the directory."""
        return [self.departments[number].id for number in sorted({number for _, _, number in within(text, self._department_names)})]

    def known(self, text: str) -> dict[str, int]:
        """The ids of those whose topics are spoken of, with how many words of the text they share."""
        found: dict[str, int] = defaultdict(int)
        for stem in stems(text):
            for id_ in self._knowing.get(stem, ()):
                found[id_] += 1
        return found

    def instead(self, one: Listed, load: Load = NO_LOAD) -> Listed | None:
        """Whoever takes this person's questions today: themselves, their deputy when they are away, or nobody."""
        if not (one.active and one.agreed):
            return None
        if one.away(self.today) and one.absence and one.absence.deputy:
            deputy = self.by_id.get(one.absence.deputy)
            return deputy if deputy and deputy.free(self.today, load.open.get(deputy.id, 0)) else None
        return one if one.free(self.today, load.open.get(one.id, 0)) else None

    def free_ones(self, people: Iterable[Listed], load: Load = NO_LOAD) -> Iterator[Listed]:
        for one in people:
            if taker := self.instead(one, load):
                yield taker


@dataclass(frozen=True)
class Answer:
    """To /who: those found, of whom some may be seen by organisers only."""

    words: str
    found: tuple[Listed, ...]
    directory: Directory
    asker: Asker
    organisers: tuple[UserId, ...]


@dataclass(frozen=True)
class Asked:
    """Somebody who was listed by others and is asked whether they want to be."""

    listed: Listed
    directory: Directory


@dataclass(frozen=True)
class Newcomer:
    """Somebody new in a department's channel: whom they can go to."""

    department: Place
    organisers: list[Organiser]
    guides: tuple[Listed, ...]
    directory: Directory
