"""The workspace a sandbox starts from, read from a TOML or JSON file.

The file holds `team` and `bot` (tables), and `people` and `channels` (lists of tables); their keys are the fields
of the classes below. Channels name their members by a person's key.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

ID = re.compile(r"[CDGUWTAB][A-Z0-9]{2,}")
Entry = TypeVar("Entry", "Team", "Bot", "Person", "Channel")


class WorldError(ValueError):
    """The file does not describe a workspace; the text is one sentence naming the entry."""


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class Bot:
    """`commands` and `events` say what the app has asked Slack for; left empty, it gets everything.

    Messages are subscribed to as `message.channels`, `message.groups`, `message.im` and `message.mpim`.
    """

    user_id: str
    bot_id: str
    app_id: str
    name: str
    scopes: tuple[str, ...]
    commands: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """`team_id` is only for strangers (Slack Connect); `tz` an IANA zone, `locale` an IETF tag as Slack gives it."""

    key: str
    id: str
    real_name: str
    display_name: str = ""
    email: str = ""
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    team_id: str = ""
    deleted: bool = False
    accepts_dm: bool = True
    tz: str = "Europe/London"
    locale: str = "en-GB"

    @property
    def called(self) -> str:
        return self.display_name or self.real_name


@dataclass(frozen=True)
class Channel:
    """A conversation. In the file `members` holds keys of people; in a running sandbox user ids, the bot's too.

    `kind` is left out in the file: direct messages are opened, not declared.
    """

    key: str
    id: str
    name: str
    private: bool = False
    archived: bool = False
    members: tuple[str, ...] = ()
    bot: bool = False
    topic: str = ""
    purpose: str = ""
    kind: Literal["channel", "im", "mpim"] = "channel"


@dataclass(frozen=True)
class World:
    team: Team
    bot: Bot
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Raise WorldError when the file cannot be read or does not describe a workspace."""
        try:
            text = Path(path).read_text("utf-8")
            raw = tomllib.loads(text) if str(path).endswith(".toml") else json.loads(text)
        except (OSError, ValueError) as error:
            raise WorldError(f"The world file {path} cannot be read: {error}.") from error
        return cls.of(raw)

    @classmethod
    def of(cls, raw: Any) -> Self:
        """The same from the already parsed file."""
        if not isinstance(raw, dict):
            raise WorldError("A world is a table with team, bot, people and channels.")
        if unknown := sorted(set(raw) - {"team", "bot", "people", "channels"}):
            raise WorldError(f"A world has no {unknown[0]!r}: it has team, bot, people and channels.")
        world = cls(
            team=_built(Team, raw.get("team"), "team"),
            bot=_built(Bot, raw.get("bot"), "bot"),
            people=tuple(_built(Person, entry, f"person {_label(entry)}") for entry in _rows(raw, "people")),
            channels=tuple(_built(Channel, entry, f"channel {_label(entry)}") for entry in _rows(raw, "channels")),
        )
        world._check_names()
        return world

    def _check_names(self) -> None:
        team, bot = self.team, self.bot
        _unique(
            "id",
            [
                team.id,
                bot.user_id,
                bot.bot_id,
                bot.app_id,
                *(person.id for person in self.people),
                *(channel.id for channel in self.channels),
            ],
        )
        _unique("key of a person", [person.key for person in self.people])
        _unique("key of a channel", [channel.key for channel in self.channels])
        _unique("name of a channel", [channel.name for channel in self.channels])
        for prefixes, kind, ids in (
            ("T", "team", [team.id]),
            ("UW", "user", [bot.user_id, *(person.id for person in self.people)]),
            ("B", "bot", [bot.bot_id]),
            ("A", "app", [bot.app_id]),
            ("CG", "channel", [channel.id for channel in self.channels]),
        ):
            for id_ in ids:
                if not ID.fullmatch(id_) or id_[0] not in prefixes:
                    raise WorldError(f"{id_!r} is no {kind} id: it starts with {' or '.join(prefixes)}, then A-Z, 0-9.")
        self._check_people()

    def _check_people(self) -> None:
        keys = {person.key for person in self.people}
        for person in self.people:
            if person.is_stranger != bool(person.team_id):
                raise WorldError(f"The person {person.key!r} needs both is_stranger and team_id, or neither of them.")
        for channel in self.channels:
            if strange := [key for key in channel.members if key not in keys]:
                raise WorldError(f"The channel {channel.key!r} has a member {strange[0]!r} who is not among the people.")
            if channel.kind != "channel":
                raise WorldError(f"The channel {channel.key!r} declares a kind; direct messages are opened, not declared.")


def _rows(raw: dict[str, Any], name: str) -> list[Any]:
    rows = raw.get(name, [])
    if not isinstance(rows, list):
        raise WorldError(f"{name!r} is a list of entries.")
    return rows


def _label(entry: Any) -> str:
    return repr(entry.get("key") or entry.get("id") or entry) if isinstance(entry, dict) else repr(entry)


def _built(kind: type[Entry], entry: Any, where: str) -> Entry:
    if not isinstance(entry, dict):
        raise WorldError(f"The entry {where} is missing or is not a table.")
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(set(entry) - set(known)):
        raise WorldError(f"The entry {where} has an unknown field {unknown[0]!r}.")
    if missing := [name for name, field in known.items() if field.default is MISSING and name not in entry]:
        raise WorldError(f"The entry {where} lacks {missing[0]!r}.")
    return kind(**{name: _value(known[name].type, value, f"{where}, {name}") for name, value in entry.items()})


def _value(annotation: Any, value: Any, where: str) -> Any:
    if annotation == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise WorldError(f"The entry {where} is a list of texts.")
    expected = bool if annotation is bool else str
    if not isinstance(value, expected):
        raise WorldError(f"The entry {where} is {'true or false' if expected is bool else 'a text'}.")
    return value


def _unique(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise WorldError(f"The {what} {value!r} is used twice.")
        seen.add(value)
