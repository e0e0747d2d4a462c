"""Everything a running sandbox knows. Whoever touches it holds `lock`; nobody holds it while waiting for anything."""

import base64
import mimetypes
import threading
import time
from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import Any, Literal

from bot.sandbox.elements import ImpossibleError
from bot.sandbox.messages import Messages
from bot.sandbox.views import Views
from bot.sandbox.world import Channel, Person, World

Json = dict[str, Any]
HOOK_SECONDS = 30 * 60
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Hook:
    """A response_url: where it writes, for whom, and how often it was used. `born` is real monotonic time."""

    channel: str
    user: str
    ts: str | None
    born: float
    uses: int = 0

    @property
    def expired(self) -> bool:
        return time.monotonic() - self.born > HOOK_SECONDS


@dataclass
class File:
    """`content` is None until the bytes have come, `channel` empty until the upload is completed."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    channel: str = ""

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


class State:
    """The world as people and the bot have changed it."""

    def __init__(self, world: World) -> None:
        self.lock = threading.RLock()
        self.team, self.bot = world.team, world.bot
        self.base, self.offset = "", 0.0
        self._ids = count(1)
        self.people = {person.id: person for person in world.people}
        self.channels = {channel.id: self._living(channel, world) for channel in world.channels}
        self.messages = Messages(self.now)
        identity = {"team_id": self.team.id, "app_id": self.bot.app_id, "app_installed_team_id": self.team.id}
        self.views = Views(identity | {"bot_id": self.bot.bot_id}, self.new_id)
        self.hooks: dict[str, Hook] = {}
        self.files: dict[str, File] = {}
        self.marks: dict[tuple[str, str], str] = {}
        """By person and conversation: the `ts` up to which they have read."""

    def kept(self) -> Json:
        """What outlives a restart, for JSON. Open forms, response_urls and what only one person saw do not."""
        return {
            "offset": self.offset,
            "ids": next(self._ids),
            "people": [asdict(person) for person in self.people.values()],
            "channels": [asdict(channel) for channel in self.channels.values()],
            "messages": self.messages.kept(),
            "homes": self.views.homes,
            "files": [asdict(one) | {"content": base64.b64encode(one.content).decode()} for one in self.files.values() if one.content],
            "marks": [[*where, ts] for where, ts in self.marks.items()],
        }

    def restore(self, kept: Json) -> None:
        """Be as `kept` told. Raises KeyError, TypeError or ValueError when it is not of this shape."""
        self.offset, self._ids = float(kept["offset"]), count(int(kept["ids"]))
        self.people = {one["id"]: Person(**one) for one in kept["people"]}
        self.channels = {one["id"]: Channel(**(one | {"members": tuple(one["members"])})) for one in kept["channels"]}
        self.messages.restore(kept["messages"])
        self.views.homes = dict(kept["homes"])
        self.files = {one["id"]: File(**(one | {"content": base64.b64decode(one["content"])})) for one in kept["files"]}
        self.marks = {(user, channel): ts for user, channel, ts in kept["marks"]}

    def _living(self, channel: Channel, world: World) -> Channel:
        ids = {person.key: person.id for person in world.people}
        bot = (self.bot.user_id,) if channel.bot else ()
        return replace(channel, members=(*bot, *(ids[key] for key in channel.members)))

    def now(self) -> float:
        """The sandbox clock in Unix seconds: real time and the offset somebody travelled."""
        return time.time() + self.offset

    def new_id(self, prefix: str) -> str:
        number, digits = next(self._ids), ""
        while number:
            number, digit = divmod(number, 36)
            digits = DIGITS[digit] + digits
        return f"{prefix}S{digits:0>9}"

    def person(self, ref: str) -> Person:
        """A person by key or user id. Raise ImpossibleError when there is none."""
        for person in self.people.values():
            if ref in (person.key, person.id):
                return person
        raise ImpossibleError(f"There is nobody called {ref!r} in this world.")

    def channel(self, ref: str, user: str = "") -> Channel:
        """A channel by id, key or name, with or without #; "dm" is the direct message of `user` with the bot."""
        if ref == "dm" and user:
            return self.direct(user)
        for channel in self.channels.values():
            if ref.removeprefix("#") in (channel.id, channel.key, channel.name):
                return channel
        raise ImpossibleError(f"There is no channel {ref!r} in this world.")

    def about(self, ref: str) -> str:
        """What a call is about, for limits and faults: a channel's id, but the user id for a direct message."""
        try:
            channel = self.channel(ref)
        except ImpossibleError:
            return ref
        return channel.members[1] if channel.kind == "im" else channel.id

    def direct(self, *users: str) -> Channel:
        """The direct message of these users and the bot, opened when it is not yet there."""
        members = (self.bot.user_id, *sorted(set(users)))
        for channel in self.channels.values():
            if channel.kind != "channel" and channel.members == members:
                return channel
        kind: Literal["im", "mpim"] = "im" if len(members) == 2 else "mpim"
        id_ = self.new_id("D" if kind == "im" else "G")
        name = "mpdm-" + "--".join(self.people[user].key for user in members[1:]) if kind == "mpim" else id_
        opened = Channel(key=id_, id=id_, name=name, private=kind == "mpim", members=members, kind=kind)
        self.channels[id_] = opened
        return opened

    def set_channel(self, channel: Channel, **changes: Any) -> Channel:
        self.channels[channel.id] = changed = replace(channel, **changes)
        return changed

    def has_bot(self, channel: Channel) -> bool:
        return self.bot.user_id in channel.members

    def hook(self, channel: str, user: str, ts: str | None) -> str:
        """A new response_url's id; those too old to be used are forgotten."""
        if len(self.hooks) > 5000:
            self.hooks = {key: old for key, old in self.hooks.items() if not old.expired}
        key = self.new_id("")
        self.hooks[key] = Hook(channel, user, ts, time.monotonic())
        return key
