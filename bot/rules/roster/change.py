"""What a directory file would change: who is new, who is changed and how, and which rows stay out and why. Nothing is written here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from bot.rules.directory import Department, Directory, Hospital, Link, Listed
from bot.rules.roster.conflict import conflicts
from bot.rules.roster.file import File
from bot.rules.roster.place import department, hospital
from bot.rules.roster.row import ID_MOST, SAID_AS, BrokenRow, Names, NoDirectory, Row, guard, linked_to, listed, shown, slack_id, text

EVERY, SOME = 500, 3
"""Rows between two words about progress; names of those a word may mean."""
Told = Callable[[str], None]
Place = TypeVar("Place", Hospital, Department)
Environment = tuple[str, str]


@dataclass(frozen=True)
class Fault:
    """Why a row stays out. `key` is its id as typed; empty where it cannot be said."""

    line: int
    key: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """`columns`: what is different, by the file's words; empty for somebody new."""

    listed: Listed
    columns: tuple[str, ...] = ()


@dataclass
class Plan:
    """All an import does. `links`: all there will be, `linked` of them new; None: they stay. `lonely`: lines with a deputy and no days away.

    `unread`: headings that mean nothing here.
    """

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    hospitals: list[Hospital] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    links: tuple[Link, ...] | None = None
    linked: int = 0
    broken: list[Fault] = field(default_factory=list)
    lonely: list[int] = field(default_factory=list)
    unread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row that is right by itself. `link`: its environment, and the established one beside it."""

    line: int
    listed: Listed
    before: Listed | None
    link: tuple[Environment, Environment] | None


def plan(file: File, there: Directory, told: Told = lambda _: None) -> Plan:
    """Raises NoDirectory when nothing can go in."""
    if not file.departments and not there.departments:
        raise NoDirectory("The directory has no departments yet. First import a JSON file with hospitals and departments.")
    return _Import(file, there, told).plan()


class _Import:
    def __init__(self, file: File, there: Directory, told: Told) -> None:
        self._file, self._there, self._told, self._plan, self._names = file, there, told, Plan(unread=file.unread), Names()
        self._drafts: dict[str, _Draft] = {}
        self._keys: dict[str, str] = {}
        """By every id and Slack id of the file: the key in the directory."""
        self._links: dict[Environment, tuple[Environment, int]] = {}
        """By emerging environment what it is linked to, and by which line."""
        self._apart: list[tuple[Environment, Environment]] = []
        """Links that stand beside the people."""

    def plan(self) -> Plan:
        self._places()
        for number, row in enumerate(self._file.people()):
            self._take(row)
            if number % EVERY == 0:
                self._told(f"{number} rows read")
        self._deputies()
        together = {key: draft.listed for key, draft in self._drafts.items()}
        lines = {key: draft.line for key, draft in self._drafts.items()}
        for key, sentence in conflicts(together, self._there.by_id, lines).items():
            self._refuse(self._drafts.pop(key).line, key, sentence)
        self._link()
        for draft in self._drafts.values():
            self._compare(draft.listed, draft.before)
        self._plan.broken.sort(key=lambda fault: fault.line)
        return self._plan

    def _places(self) -> None:
        """Hospitals and departments first: the rows name them."""
        hospitals = self._put(self._file.hospitals, hospital, self._there.hospitals, self._plan.hospitals, "hospital")
        departments = self._put(self._file.departments, department, self._there.departments, self._plan.departments, "department")
        for one in hospitals.values():
            self._names.add("hospital", one.id, (one.name,))
        for other in departments.values():
            self._names.add("department", other.id, other.names)
        for row in self._file.links:
            try:
                _sound(row)
                place = [self._names.code(kind, text(row.given.get(kind), kind)) for kind in ("hospital", "department")]
                self._apart += filter(None, [self._linking(row, place[0], place[1])])
            except BrokenRow as broken:
                self._refuse(row.line, "", f"link: {broken}")

    def _put(
        self,
        rows: Iterable[Row],
        read: Callable[[Mapping[str, Any], Place | None], tuple[Place, tuple[str, ...]]],
        there: Iterable[Place],
        changed: list[Place],
        kind: str,
    ) -> dict[str, Place]:
        """Returns all that there will be."""
        known: dict[str, Place] = {one.id: one for one in there}
        lines: dict[str, int] = {}
        for row in rows:
            try:
                _sound(row)
                one, aliases = read(row.given, known.get(str(row.given.get("id"))))
                if one.id in lines:
                    _twice("id", one.id, lines[one.id])
            except BrokenRow as broken:
                self._refuse(row.line, "", f"{kind}: {broken}")
                continue
            lines[one.id] = row.line
            if known.get(one.id) != one:
                changed.append(one)
            known[one.id] = one
            self._names.add(kind, one.id, aliases)
        return known

    def _take(self, row: Row) -> None:
        id_ = ""
        try:
            _sound(row)
            id_ = typed = text(row.given.get("id"), "id", ID_MOST)
            slack = slack_id(row.given.get("slack_user"))
            id_ = typed or slack or ""
            if not id_:
                raise BrokenRow("id and slack_user are missing. Fill in one of them.")
            before = self._there.by_id.get(id_) or self._same(typed, slack)
            key = before.id if before else id_
            for column, value in (("id", key), ("id", id_), ("slack_user", slack or "")):
                if value in self._keys:
                    _twice(column, value, self._drafts[self._keys[value]].line)
            found = listed(row, key, self._names, before)
            link = self._linking(row, found.hospital, found.department)
        except BrokenRow as broken:
            self._refuse(row.line, id_, str(broken))
            return
        if row.given.get("deputy") and found.absence is None:
            self._plan.lonely.append(row.line)
        self._keys[key] = self._keys[id_] = self._keys[slack or id_] = key
        self._drafts[key] = _Draft(row.line, before if before == found else found, before, link)

    def _same(self, typed: str, slack: str | None) -> Listed | None:
        """Somebody by their Slack id alone: where the file or the directory has no other id for them."""
        found = self._there.by_user.get(slack or "")
        return found if found and (not typed or found.id == slack) else None

    def _linking(self, row: Row, hospital_: str, department_: str) -> tuple[Environment, Environment] | None:
        established = linked_to(row.given.get("linked_to"), self._names)
        if established is None:
            return None
        emerging = (hospital_, department_)
        if not hospital_ or emerging == established:
            raise BrokenRow("linked_to: an environment with a hospital is linked to another one. Correct one of the two.")
        first, line = self._links.setdefault(emerging, (established, row.line))
        if first != established:
            raise BrokenRow(f"linked_to: line {line} links {'/'.join(emerging)} to {'/'.join(first)}. Keep one of the two.")
        return emerging, established

    def _deputies(self) -> None:
        """Deputies may be named by id, Slack id or, where one alone is called so, by name."""
        typed = {away.deputy for draft in self._drafts.values() if (away := draft.listed.absence) and away.deputy} - self._there.by_id.keys()
        meant = {deputy: self._meant(deputy) for deputy in typed}
        called: dict[str, set[str]] = {deputy.casefold(): set() for deputy in typed if not meant[deputy]}
        for one in (*self._there.people, *(draft.listed for draft in self._drafts.values())) if called else ():
            if (keys := called.get(one.name.casefold())) is not None:
                keys.add(one.id)
        for key, draft in list(self._drafts.items()):
            away = draft.listed.absence
            if away is None or away.deputy not in typed:
                continue
            found = {meant[away.deputy]} if meant[away.deputy] else called[away.deputy.casefold()]
            if len(found) > 1:
                names = " or ".join(shown(one) for one in sorted(found)[:SOME])
                self._refuse(self._drafts.pop(key).line, key, f"deputy: {shown(away.deputy)} may mean {names}. Write the id.")
            elif found:
                self._drafts[key] = replace(draft, listed=replace(draft.listed, absence=replace(away, deputy=next(iter(found)))))

    def _meant(self, deputy: str) -> str:
        """The key by an id or Slack id; nothing where it is neither."""
        user = self._there.by_user.get(deputy)
        return self._keys.get(deputy) or (user.id if user else "")

    def _link(self) -> None:
        """What the file says of links, by rows that go in, beside what there is."""
        links = {link.emerging: link.established for link in self._there.links}
        said = dict(self._apart) | dict(draft.link for draft in self._drafts.values() if draft.link)
        self._plan.linked = sum(links.get(emerging) != established for emerging, established in said.items())
        if self._plan.linked:
            self._plan.links = tuple(Link(*pair) for pair in sorted((links | said).items()))

    def _compare(self, one: Listed, before: Listed | None) -> None:
        if before is None:
            self._plan.new.append(Change(one))
        elif one == before:
            self._plan.unchanged += 1
        else:
            different = (SAID_AS[each.name] for each in fields(Listed) if getattr(one, each.name) != getattr(before, each.name))
            self._plan.changed.append(Change(one, tuple(different)))

    def _refuse(self, line: int, key: str, sentence: str) -> None:
        self._plan.broken.append(Fault(line, key, sentence))


def _sound(row: Row) -> None:
    if row.broken:
        raise BrokenRow(row.broken)
    guard(row.given)


def _twice(column: str, value: str, line: int) -> None:
    raise BrokenRow(f"{column}: {shown(value)} is already in line {line}. Keep one of the two.")
