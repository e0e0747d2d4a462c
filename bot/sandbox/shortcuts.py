"""Shortcuts, from the lightning bolt or from a message, and the lists that a select fetches from the app while one types."""

import json
from typing import Any

from bot.sandbox import answers, payloads
from bot.sandbox.blocks import problems
from bot.sandbox.clicks import Clicks, found
from bot.sandbox.elements import ImpossibleError, options
from bot.sandbox.stage import Answer

Json = dict[str, Any]


class Shortcuts(Clicks):
    def shortcut(self, user: str, callback_id: str, *, channel: str | None = None, ts: str | None = None) -> Answer:
        """Use a shortcut of the app: a global one, or with channel and ts one on that message."""
        state = self.state
        with state.lock:
            person = self._actor(user)
            kind = "message_action" if ts else "shortcut"
            payload = payloads.interaction(state, kind, person) | {"callback_id": callback_id, "action_ts": f"{state.now():.6f}"}
            payload |= {"trigger_id": state.views.trigger(person.id)}
            if ts is not None:
                place = state.channel(channel or "", person.id)
                if not self._may_see(person, place) or ts not in state.messages.seen(place.id, person.id):
                    raise ImpossibleError(f"{person.key} sees no such message.")
                message = state.messages.shown(place.id, ts)
                payload |= {"channel": {"id": place.id, "name": payloads.channel_name(place)}, "message": message, "message_ts": ts}
                payload |= {"response_url": self._response_url(place.id, person.id, ts)}
        delivered = self._interaction(payload)
        return self._answered(kind, payload, delivered, answers.silent(delivered))

    def suggest(
        self, user: str, action_id: str, typed: str, *, channel: str | None = None, ts: str | None = None, view_id: str | None = None
    ) -> Answer:
        """Type into a select whose options come from the app; `shown` holds the options."""
        state = self.state
        with state.lock:
            person = self._actor(user)
            where, place = found(list(self._surfaces(person, channel, ts, view_id)), action_id, None, None)
            if "external" not in place.element["type"]:
                raise ImpossibleError(f"{action_id!r} does not ask the app for its options.")
            payload = payloads.interaction(state, "block_suggestion", person) | {"value": typed, "action_id": action_id}
            payload |= {"block_id": place.block["block_id"]}
            if "channel" in where:
                payload |= {"channel": {"id": where["channel"]}, "message": state.messages.shown(where["channel"], where["ts"])}
                payload |= {"container": {"type": "message", "message_ts": where["ts"], "channel_id": where["channel"]}}
            else:
                payload |= {"view": state.views.shown(where), "container": {"type": "view", "view_id": where["id"]}}
        delivered = self._interaction(payload)
        return self._answered("block_suggestion", payload, delivered, _offered(delivered.text, answers.failed(delivered)))


def _offered(text: str, error: str | None) -> answers.Taken:
    if error:
        return answers.notice(error), error
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    menu = {"type": "static_select", "action_id": "offered", **(answer if isinstance(answer, dict) else {})}
    wrong = problems("blocks", [{"type": "actions", "elements": [menu]}])
    if wrong and answer != {"options": []}:
        return answers.notice("no options"), f"invalid_answer: options or option_groups are expected, not {text[:80]!r}"
    groups = {"option_groups": menu["option_groups"]} if "option_groups" in menu else {}
    return {"type": "options", "options": options(menu)} | groups, None
