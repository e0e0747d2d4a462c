"""What happens to the workspace itself: people and channels come, go and change, and the bot hears of it."""

from dataclasses import replace
from typing import Any

from bot.sandbox import objects, payloads
from bot.sandbox.elements import ImpossibleError
from bot.sandbox.stage import Answer, Stage
from bot.sandbox.world import Channel, Person

Json = dict[str, Any]


class Changes(Stage):
    def join(self, user: str, channel: str, *, inviter: str | None = None) -> Answer:
        """A person, or the bot (by its name or user id), becomes a member."""
        state = self.state
        with state.lock:
            place, member = state.channel(channel), self._member(user)
            if member in place.members:
                raise ImpossibleError(f"{user!r} is already in #{place.name}.")
            place = state.set_channel(place, members=(*place.members, member))
            event = self._membership("member_joined_channel", place, member)
            if inviter:
                event["inviter"] = state.person(inviter).id
            heard = state.has_bot(place)
        return self.event(event) if heard else Answer()

    def leave(self, user: str, channel: str) -> Answer:
        """The bot hears of its own leaving as channel_left or group_left."""
        state = self.state
        with state.lock:
            place, member = state.channel(channel), self._member(user)
            if member not in place.members:
                raise ImpossibleError(f"{user!r} is not in #{place.name}.")
            heard = state.has_bot(place)
            place = state.set_channel(place, members=tuple(m for m in place.members if m != member))
            event = self._membership("member_left_channel", place, member)
            if member == state.bot.user_id:
                event = {"type": "group_left" if place.private else "channel_left", "channel": place.id}
        return self.event(event) if heard else Answer()

    def archive(self, channel: str, *, by: str | None = None) -> Answer:
        return self._archived(channel, True, by)

    def unarchive(self, channel: str, *, by: str | None = None) -> Answer:
        return self._archived(channel, False, by)

    def _archived(self, channel: str, archived: bool, by: str | None) -> Answer:
        with self.state.lock:
            place = self.state.set_channel(self.state.channel(channel), archived=archived)
            name = f"{_noun(place)}_{'archive' if archived else 'unarchive'}"
            event = {"type": name, "channel": place.id, "user": self._by(place, by), "is_moved": 0}
            heard = self._hears(place)
        return self.event(event) if heard else Answer()

    def make_private(self, channel: str, *, by: str | None = None) -> Answer:
        """The bot hears the notice in the channel, if it is a member."""
        state = self.state
        with state.lock:
            place = state.set_channel(state.channel(channel), private=True)
            notice = {"type": "message", "subtype": "channel_convert_to_private", "user": self._by(place, by)}
            stored = state.messages.add(place.id, notice | {"text": "made this channel private."})
            event = stored | {"channel": place.id, "channel_type": "group", "event_ts": stored["ts"]}
            heard = state.has_bot(place)
        return self.event(event) if heard else Answer()

    def rename(self, channel: str, name: str) -> Answer:
        state = self.state
        with state.lock:
            if any(other.name == name for other in state.channels.values()):
                raise ImpossibleError(f"There is a channel #{name} already.")
            place = state.set_channel(state.channel(channel), name=name)
            shown = {"id": place.id, "name": name, "is_channel": not place.private, "created": objects.LONG_AGO}
            event = {"type": f"{_noun(place)}_rename", "channel": shown | {"name_normalized": name}}
            heard = self._hears(place)
        return self.event(event) if heard else Answer()

    def delete_message(self, user: str, channel: str, ts: str) -> Answer:
        """Delete one's own message, or as an administrator anybody's."""
        state = self.state
        with state.lock:
            person, place = self._actor(user), state.channel(channel, state.person(user).id)
            post = state.messages.get(place.id, ts)
            if post is None or post.reader not in (None, person.id):
                raise ImpossibleError(f"{person.key} sees no message {ts} in #{place.name}.")
            if post.reader is None and post.body["user"] != person.id and not (person.is_admin or person.is_owner):
                raise ImpossibleError(f"{person.key} may not delete this message.")
            gone = state.messages.remove(place.id, ts)
            event: Json = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": ts}
            event |= {"channel": place.id, "channel_type": payloads.channel_type(place), "previous_message": gone}
            event["ts"] = event["event_ts"] = state.messages.stamp(place.id)
            heard = state.has_bot(place) and post.reader is None
        return self.event(event) if heard else Answer()

    def deactivate(self, user: str) -> Answer:
        """Deactivate an account: it leaves all channels, and its forms are gone."""
        state = self.state
        with state.lock:
            person = state.person(user)
            for channel in [c for c in state.channels.values() if c.kind == "channel" and person.id in c.members]:
                state.set_channel(channel, members=tuple(m for m in channel.members if m != person.id))
            state.views.clear(person.id)
        return self.change_person(user, deleted=True)

    def change_person(self, user: str, **changes: Any) -> Answer:
        """Change fields of a person, e.g. `tz` or `is_admin`; the bot hears user_change."""
        state = self.state
        with state.lock:
            person = state.person(user)
            try:
                state.people[person.id] = changed = replace(person, **changes)
            except TypeError:
                raise ImpossibleError(f"A person has not all of the fields {', '.join(changes)}.") from None
            event: Json = {"type": "user_change", "user": objects.user(state, changed, locale=True)}
            event["cache_ts"] = int(state.now())
        return self.event(event)

    def join_team(self, key: str, id: str, real_name: str, **more: Any) -> Answer:
        """A new colleague; the fields are those of a person in the world file."""
        state = self.state
        with state.lock:
            if id in state.people or any(person.key == key for person in state.people.values()):
                raise ImpossibleError(f"There is a person {key!r} or {id!r} already.")
            try:
                state.people[id] = person = Person(key=key, id=id, real_name=real_name, **more)
            except TypeError:
                raise ImpossibleError(f"A person has not all of the fields {', '.join(more)}.") from None
            event = {"type": "team_join", "user": objects.user(state, person), "cache_ts": int(state.now())}
        return self.event(event)

    def _member(self, ref: str) -> str:
        bot = self.state.bot
        return bot.user_id if ref in (bot.user_id, bot.name) else self._actor(ref).id

    def _membership(self, kind: str, place: Channel, member: str) -> Json:
        """A member_joined_channel or member_left_channel event."""
        where = {"channel": place.id, "channel_type": "G" if place.private else "C"}
        return {"type": kind, "user": member, "team": self.state.team.id} | where

    def _by(self, place: Channel, by: str | None) -> str:
        if by:
            return self._actor(by).id
        return next((member for member in place.members if member != self.state.bot.user_id), "")

    def _hears(self, place: Channel) -> bool:
        """News of public channels reach every app, news of private ones only members."""
        return not place.private or self.state.has_bot(place)


def _noun(place: Channel) -> str:
    return "group" if place.private else "channel"
