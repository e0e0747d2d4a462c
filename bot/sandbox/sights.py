"""What one person has before their eyes: the conversations they may see, the open one, their forms and their home tab."""

from dataclasses import asdict
from typing import Any

from bot.sandbox.elements import ImpossibleError
from bot.sandbox.stage import Stage
from bot.sandbox.state import File
from bot.sandbox.world import Channel, Person

Json = dict[str, Any]
MOST = 300
"""Messages of a conversation that are shown, the newest."""


class Sights(Stage):
    def workspace(self) -> Json:
        """What is the same for everybody: the team, the bot, who there is, and what the app offers."""
        state = self.state
        with state.lock:
            people = [_card(person) for person in state.people.values()]
            bot = {"id": state.bot.user_id, "bot_id": state.bot.bot_id, "name": state.bot.name}
            features = self.manifest.get("features", {})
            return {
                "boot": self.boot,
                "team": asdict(state.team),
                "bot": bot,
                "people": people,
                "commands": features.get("slash_commands", []),
                "shortcuts": features.get("shortcuts", []),
                "language": self.language,
                "home": features.get("app_home", {}).get("home_tab_enabled", False),
            }

    def sight(self, user: str, channel: str = "") -> Json:
        """What this person sees now, with the messages of one conversation, oldest first. Nobody else's private things are in it."""
        state = self.state
        with state.lock:
            person = state.person(user)
            state.direct(person.id)
            seen = [place for place in state.channels.values() if self._may_see(person, place)]
            open_ = next((place for place in seen if channel in (place.id, place.key, place.name)), None)
            home = state.views.homes.get(person.id)
            return {
                "boot": self.boot,
                "beat": self.pulse.beats,
                "now": state.now(),
                "offset": state.offset,
                "me": _card(person),
                "channels": [self._listed(person, place) for place in seen],
                "open": None if open_ is None else {"id": open_.id, "messages": self._messages(person, open_)},
                "views": [state.views.shown(view) for view in state.views.stacks.get(person.id, [])],
                "home": state.views.shown(home) if home else None,
                "faults": self.faults.standing(),
            }

    def file(self, user: str, file_id: str) -> File:
        """A file that stands in a conversation this person may see."""
        state = self.state
        with state.lock:
            person, found = state.person(user), state.files.get(file_id)
            if found is None or not found.channel or not self._may_see(person, state.channels[found.channel]):
                raise ImpossibleError(f"{person.key} sees no file {file_id!r}.")
            return found

    def read(self, user: str, channel: str) -> None:
        """This person has read everything in the conversation."""
        state = self.state
        with state.lock:
            person = state.person(user)
            place = state.channel(channel, person.id)
            stamps = state.messages.seen(place.id, person.id)
            state.marks[person.id, place.id] = stamps[-1] if stamps else "0"

    def _listed(self, person: Person, place: Channel) -> Json:
        state = self.state
        mark = float(state.marks.get((person.id, place.id), "0"))
        stamps = [stamp for stamp in state.messages.seen(place.id, person.id) if float(stamp) > mark]
        unread = [stamp for stamp in stamps if (post := state.messages.get(place.id, stamp)) and post.body.get("user") != person.id]
        others = [user for user in place.members if user != person.id]
        return {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "private": place.private,
            "archived": place.archived,
            "topic": place.topic,
            "member": person.id in place.members,
            "members": len(place.members),
            "with": others if place.kind != "channel" else [],
            "bot": state.has_bot(place),
            "unread": len(unread) if person.id in place.members else 0,
        }

    def _messages(self, person: Person, place: Channel) -> list[Json]:
        stamps = self.state.messages.seen(place.id, person.id)[-MOST:]
        return [self.state.messages.shown(place.id, stamp) for stamp in stamps]


def _card(person: Person) -> Json:
    return {
        "id": person.id,
        "key": person.key,
        "name": person.called,
        "real_name": person.real_name,
        "title": person.title,
        "is_admin": person.is_admin,
        "is_guest": person.is_restricted or person.is_ultra_restricted,
        "is_stranger": person.is_stranger,
        "deleted": person.deleted,
    }
