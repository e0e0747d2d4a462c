"""What everything that happens between people and the bot stands on: the state, the record, the faults, the post."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bot.sandbox import answers, payloads
from bot.sandbox.delivery import Delivered, Postbox, Retries
from bot.sandbox.elements import ImpossibleError
from bot.sandbox.faults import Faults
from bot.sandbox.pulse import Pulse
from bot.sandbox.state import State
from bot.sandbox.wire import Wire
from bot.sandbox.world import Channel, Person, World

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
SUBSCRIBED = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


@dataclass(frozen=True)
class Answer:
    """What became of something a person did.

    `status` 0: no answer, or nothing was sent. `error`: what the person is told went wrong, see answers.py, or for
    events the reason of the retry. `shown`: the message, view or error the person now sees.
    """

    status: int = 0
    body: Json | str | None = None
    ms: float = 0.0
    error: str | None = None
    shown: Json | None = None
    trigger_id: str | None = None


class Stage:
    def __init__(
        self,
        world: World,
        *,
        signing_secret: str,
        events_url: str,
        record: str | Path | None,
        retry_scale: float,
        patience: float,
        seed: int,
    ) -> None:
        self.boot = uuid4().hex
        """Another one after every start, so that a page that was left open notices."""
        self.state = State(world)
        self.faults = Faults(seed)
        self.pulse = Pulse()
        self.wire = Wire(record, self.pulse.beat)
        self.manifest: Json = {}
        self.language = "en"
        self._post = Postbox(events_url, signing_secret, patience, self.faults)
        self._retries = Retries(self._deliver_event, retry_scale)

    @property
    def events_url(self) -> str:
        return self._post.url

    @events_url.setter
    def events_url(self, url: str) -> None:
        self._post.url = url

    def event(self, event: Json) -> Answer:
        """Deliver an event, as its inner body, unless the world's bot has not subscribed to it.

        The answer is that of the first attempt; the others follow in the background.
        """
        with self.state.lock:
            name = event.get("type", "")
            if name == "message":
                name = SUBSCRIBED.get(event.get("channel_type", ""), name)
            if self.state.bot.events and name not in self.state.bot.events:
                return Answer()
            body = payloads.envelope(self.state, {"event_ts": f"{self.state.now():.6f}"} | event)
        delivered = self._deliver_event(body, 0, "")
        return Answer(delivered.status, delivered.text or None, delivered.ms, delivered.error)

    def _deliver_event(self, body: Json, number: int, reason: str) -> Delivered:
        headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason} if number else {}
        delivered = self._post.send("event", json.dumps(body).encode(), "application/json", **headers)
        if delivered.error and not delivered.retry_forbidden:
            self._retries.add(body, number + 1, delivered.error)
        self._note("event", body, delivered, delivered.error)
        return delivered

    def _form(self, kind: str, fields: Json) -> Delivered:
        return self._post.send(kind, urlencode(fields).encode(), FORM)

    def _interaction(self, payload: Json) -> Delivered:
        return self._form(payload["type"], {"payload": json.dumps(payload)})

    def _answered(self, kind: str, payload: Json, delivered: Delivered, taken: answers.Taken) -> Answer:
        shown, error = taken
        self._note(kind, payload, delivered, error)
        body: Json | str | None = delivered.text or None
        if "json" in delivered.content_type and delivered.text:
            try:
                body = json.loads(delivered.text)
            except ValueError:
                body = delivered.text
        return Answer(delivered.status, body, delivered.ms, error, shown, payload.get("trigger_id"))

    def _note(self, kind: str, payload: Json, delivered: Delivered, problem: str | None) -> None:
        entry = {"direction": "to_bot", "method": kind, "status": delivered.status, "answer": delivered.text}
        request = {key: value for key, value in payload.items() if key != "token"}
        told = {"problems": [problem] if problem else [], "ms": delivered.ms, "fault": delivered.fault}
        self.wire.add({"time": time.time()} | entry | {"request": request} | told)
        if delivered.copy:
            self._note(kind, payload, delivered.copy, delivered.copy.error)

    def _actor(self, user: str) -> Person:
        person = self.state.person(user)
        if person.deleted:
            raise ImpossibleError(f"{person.key} is deactivated.")
        return person

    def _writer(self, user: str, channel: str) -> tuple[Person, Channel]:
        """The person and the channel they write in. Raise ImpossibleError when they cannot write there."""
        person = self._actor(user)
        place = self.state.channel(channel, person.id)
        if place.archived:
            raise ImpossibleError(f"#{place.name} is archived.")
        if person.id not in place.members:
            raise ImpossibleError(f"{person.key} is not in #{place.name}.")
        return person, place

    def _may_see(self, person: Person, channel: Channel) -> bool:
        """Members see everything; others only public channels, and guests and strangers not even those."""
        guest = person.is_restricted or person.is_ultra_restricted or person.is_stranger
        return person.id in channel.members or (channel.kind == "channel" and not channel.private and not guest)

    def _response_url(self, channel: str, user: str, ts: str | None) -> str:
        return f"{self.state.base}/hooks/response/{self.state.hook(channel, user, ts)}"
