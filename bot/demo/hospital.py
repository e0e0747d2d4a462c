"""A hospital as a folder of data: `workspace.toml`, who works there (bot/sandbox/world.py), `past.toml`, what has happened there,
and, if it is there, `directory.json`, whom colleagues can ask (as `spire import` takes it).
"""

import tomllib
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.sandbox import World, WorldError
from bot.texts import Say

APART = 8
"""Days from one meeting to the next: they are lived through one after the other, each planned a week before."""
_FORM = ConfigDict(frozen=True, extra="forbid", strict=True)


class PastDepartment(BaseModel):
    """`channel` and `organiser` are keys of the workspace; the guest is a member too, who sets it up."""

    model_config = _FORM
    channel: str
    name: str
    hospital: str
    organiser: str


class PastMeeting(BaseModel):
    """`day` counts from today, or the next working day after it. `late`: Slack was away when the reminders were due."""

    model_config = _FORM
    title: str
    channel: str
    organiser: str
    day: Annotated[int, Field(ge=-52, le=60)]
    coming: list[str] = []
    maybe: list[str] = []
    cancelled: bool = False
    late: bool = False


class Past(BaseModel):
    """`guest` is the administrator who set everything up and finds the tour in their messages; `agreed` said yes to being in the directory."""

    model_config = _FORM
    guest: str
    agreed: list[str] = []
    departments: Annotated[list[PastDepartment], Field(min_length=1)]
    meetings: list[PastMeeting] = []


@dataclass(frozen=True)
class Hospital:
    world: World
    past: Past
    directory: bytes | None

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises WorldError, one sentence that names the file and the entry."""
        world, file = World.load(folder / "workspace.toml"), folder / "past.toml"
        try:
            past = Past.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise WorldError(f"{file} cannot be read: {error}.") from error
        except ValidationError as error:
            first = error.errors()[0]
            raise WorldError(f"{file}, {_where(first['loc'])}: {first['msg']}.") from error
        for problem in _problems(world, past):
            raise WorldError(f"{file}, {problem}")
        listed = folder / "directory.json"
        return cls(world, past, listed.read_bytes() if listed.is_file() else None)

    def translated(self, say: Say) -> Self:
        """Titles, departments and meetings in the language of the demo, where they have a text."""
        people = tuple(replace(one, title=_said(say, f"demo-title-{one.title}", one.title)) for one in self.world.people)
        departments = [one.model_copy(update={"name": _said(say, f"demo-department-{one.name}", one.name)}) for one in self.past.departments]
        meetings = [one.model_copy(update={"title": _said(say, f"demo-history-{one.title}", one.title)}) for one in self.past.meetings]
        past = self.past.model_copy(update={"departments": departments, "meetings": meetings})
        return replace(self, world=replace(self.world, people=people), past=past)


def _problems(world: World, past: Past) -> list[str]:
    """What the two files say of each other and cannot be so."""
    admins = {person.key for person in world.people if person.is_admin}
    places = {channel.key: channel for channel in world.channels if channel.bot}
    set_up = {department.channel for department in past.departments}
    known = {person.key for person in world.people}
    found = [f"agreed: {key!r} is not among the people in workspace.toml." for key in past.agreed if key not in known]
    found += [] if past.guest in admins else [f"guest: {past.guest!r} is no administrator (is_admin) in workspace.toml."]
    entries: list[tuple[str, int, PastDepartment | PastMeeting, list[str]]]
    entries = [("departments", number, one, [one.organiser, past.guest]) for number, one in enumerate(past.departments, 1)]
    entries += [("meetings", number, one, [one.organiser, *one.coming, *one.maybe]) for number, one in enumerate(past.meetings, 1)]
    for kind, number, one, people in entries:
        where = f"{kind} {number}:"
        if one.channel not in places:
            found.append(f"{where} {one.channel!r} is no channel with the bot in it (bot = true) in workspace.toml.")
        elif strangers := [key for key in people if key not in places[one.channel].members]:
            found.append(f"{where} {strangers[0]!r} is no member of {one.channel!r} in workspace.toml.")
        elif one.channel not in set_up:
            found.append(f"{where} {one.channel!r} is not among the departments.")
    days = [meeting.day for meeting in past.meetings]
    close = [number for number, (one, after) in enumerate(pairwise(days), 2) if after < one + APART]
    return found + [f"meetings {number}: day is at least {APART} after that of the meeting before." for number in close]


def _where(loc: tuple[int | str, ...]) -> str:
    """An entry counts from one."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _said(say: Say, text: str, word: str) -> str:
    return say.plain(text) if say.has(text) else word
