"""What people do in the client: commands, clicks, forms, messages, the home tab."""

from typing import Any
from uuid import uuid4

from bot.sandbox import answers, payloads
from bot.sandbox.elements import ImpossibleError
from bot.sandbox.forms import Forms
from bot.sandbox.mrkdwn import escaped
from bot.sandbox.shortcuts import Shortcuts
from bot.sandbox.sights import Sights
from bot.sandbox.stage import Answer

Json = dict[str, Any]


class People(Shortcuts, Forms, Sights):
    """`user` is a person's key or id; `channel` an id, key or name, or "dm" for the direct message with the bot.

    ImpossibleError is raised for what the client would not let the person do; then nothing was sent.
    """

    def command(self, user: str, channel: str, command: str, text: str = "") -> Answer:
        """Type a slash command. `@key` and `#channel` in the text become references, as with should_escape."""
        state = self.state
        with state.lock:
            person, place = self._writer(user, channel)
            if state.bot.commands and command not in state.bot.commands:
                raise ImpossibleError(f"{command} is not a command of this workspace.")
            trigger = state.views.trigger(person.id)
            url = self._response_url(place.id, person.id, None)
            payload = payloads.slash(state, person, place, command, escaped(state, text.strip()), trigger, url)
        delivered = self._form("command", payload)
        with state.lock:
            taken = answers.command(state, delivered, person.id, place.id, command)
        return self._answered("command", payload, delivered, taken)

    def message(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> Answer:
        """Write something; the bot hears it where it is a member, and hears its name as app_mention too."""
        state = self.state
        with state.lock:
            person, place = self._writer(user, channel)
            said: Json = {"type": "message", "user": person.id, "client_msg_id": str(uuid4())}
            said |= {"text": escaped(state, text), "team": person.team_id or state.team.id}
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
            said["blocks"] = [{"type": "rich_text", "block_id": state.new_id(""), "elements": [section]}]
            if thread_ts:
                said["thread_ts"] = thread_ts
            stored = state.messages.add(place.id, said)
            event = stored | {"channel": place.id, "event_ts": stored["ts"]}
            event["channel_type"] = payloads.channel_type(place)
            heard, named = state.has_bot(place), f"<@{state.bot.user_id}" in stored["text"]
        if not heard:
            return Answer()
        answer = self.event(event)
        if named and place.kind == "channel":
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            self.event(mention | {"type": "app_mention"})
        return answer

    def open_home(self, user: str, *, tab: str = "home") -> Answer:
        """Open the app's home; `tab` is home or messages."""
        state = self.state
        with state.lock:
            person = self._actor(user)
            event: Json = {
                "type": "app_home_opened",
                "user": person.id,
                "channel": state.direct(person.id).id,
                "tab": tab,
            }
            if tab == "home" and person.id in state.views.homes:
                event["view"] = state.views.shown(state.views.homes[person.id])
        return self.event(event)

    def seen(self, user: str, channel: str) -> list[Json]:
        """The messages of a channel as this person sees them, oldest first, replies among them."""
        with self.state.lock:
            person = self.state.person(user)
            place = self.state.channel(channel, person.id)
            if not self._may_see(person, place):
                raise ImpossibleError(f"{person.key} cannot see #{place.name}.")
            messages = self.state.messages
            return [messages.shown(place.id, ts) for ts in messages.seen(place.id, person.id)]

    def direct(self, user: str) -> list[Json]:
        """The direct message of a person with the bot, oldest first."""
        return self.seen(user, "dm")

    def home(self, user: str) -> Json | None:
        """The home tab the bot has published for a person."""
        with self.state.lock:
            view = self.state.views.homes.get(self.state.person(user).id)
            return self.state.views.shown(view) if view else None
