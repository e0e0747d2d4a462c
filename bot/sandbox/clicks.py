"""Clicks, choices and typing on the elements of a message, a form or a home tab."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from bot.sandbox import answers, payloads
from bot.sandbox.elements import CLICKED, HOLDERS, ImpossibleError, Place, chosen, filled, places
from bot.sandbox.stage import Answer, Stage
from bot.sandbox.world import Person

Json = dict[str, Any]


class Clicks(Stage):
    def click(
        self,
        user: str,
        action_id: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
        value: str | None = None,
        selected: Any = None,
        values: Json | None = None,
        force: bool = False,
    ) -> Answer:
        """Use an element. Without a hint it is sought in the top modal, then in messages, newest first, then at home.

        `selected` is the plain value of a select, picker or text; `value` tells buttons with one action_id apart. `values` are
        what stands in the form around it but was not sent yet, plainly, by action_id or block_id.
        With `force` a button that is not there is used all the same: as if it stood there since an older version.
        """
        state = self.state
        with state.lock:
            person = self._actor(user)
            surfaces = list(self._surfaces(person, channel, ts, view_id))
            try:
                where, place = found(surfaces, action_id, block_id, value)
            except ImpossibleError:
                if not force or not surfaces:
                    raise
                where, place = surfaces[0], _bygone(action_id, value)
            if place.element["type"] not in CLICKED and selected is None:
                selected = value
            action = self._action(place, selected, force)
            if values and "channel" not in where:
                self._typed(where, values)
            payload = self._clicked(person, where, place, action)
        delivered = self._interaction(payload)
        return self._answered("block_actions", payload, delivered, answers.silent(delivered))

    def _surfaces(self, person: Person, channel: str | None, ts: str | None, view_id: str | None) -> Iterable[Json]:
        """Messages (with their channel under "channel") and views the element may be on, in the order of search."""
        views = [*reversed(self.state.views.stacks.get(person.id, []))]
        home = [self.state.views.homes[person.id]] if person.id in self.state.views.homes else []
        if view_id:
            return [view for view in [*views, *home] if view["id"] == view_id]
        known = [self.state.channel(channel, person.id)] if channel else self.state.channels.values()
        channels = [place for place in known if channel or person.id in place.members]
        found = [
            (float(stamp), stamp, place.id)
            for place in channels
            if self._may_see(person, place)
            for stamp in self.state.messages.seen(place.id, person.id)
            if ts in (None, stamp)
        ]
        messages = ({**self._body(where, stamp), "channel": where} for _, stamp, where in sorted(found, reverse=True))
        return messages if channel or ts else chain(views[:1], messages, home)

    def _typed(self, view: Json, values: Json) -> None:
        """Whatever it is: nothing is checked before the form is sent."""
        for place in places(view["blocks"]):
            given = [values[name] for name in reversed(place.key) if name in values]
            if given and place.element["type"] in HOLDERS:
                self.state.views.type(view["id"], place, filled(place.element, given[0] or None))

    def _body(self, channel: str, ts: str) -> Json:
        post = self.state.messages.get(channel, ts)
        return post.body if post else {}

    def _action(self, place: Place, selected: Any, force: bool) -> Json:
        """The entry of `actions`."""
        block, element = place.block, place.element
        if block["type"] == "input" and not block.get("dispatch_action") and not force:
            raise ImpossibleError(f"{element['action_id']!r} sends nothing before the form is submitted.")
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
        action["action_ts"] = f"{self.state.now():.6f}"
        if element["type"] == "overflow":
            action["selected_option"] = chosen(element, selected, force=force)
        elif element["type"] == "feedback_buttons":
            pressed = [element[name] for name in ("positive_button", "negative_button") if element[name]["value"] == selected]
            action |= {key: pressed[0][key] for key in ("text", "value")} if pressed else {}
        elif element["type"] in HOLDERS:
            action |= filled(element, selected, force=force)
            action |= {key: element[key] for key in element if key == "placeholder" or key.startswith("initial_")}
        else:
            action |= {key: element[key] for key in ("text", "value", "style") if key in element}
        return action

    def _clicked(self, person: Person, where: Json, place: Place, action: Json) -> Json:
        """The body of block_actions for an element on a message or a view."""
        state = self.state
        payload = payloads.interaction(state, "block_actions", person) | {"actions": [action]}
        if "channel" not in where:
            if place.element["type"] in HOLDERS:
                field = HOLDERS[place.element["type"]].field
                state.views.type(where["id"], place, {"type": action["type"], field: action[field]})
            view = state.views.shown(where)
            payload |= {"container": {"type": "view", "view_id": where["id"]}, "view": view}
            in_modal = where["id"] if where["type"] == "modal" else None
            return payload | {"state": view["state"], "trigger_id": state.views.trigger(person.id, in_modal)}
        channel = where["channel"]
        message = state.messages.shown(channel, where["ts"])
        private = message.get("is_ephemeral", False)
        container = {"type": "message", "message_ts": where["ts"], "channel_id": channel, "is_ephemeral": private}
        if "thread_ts" in where:
            container["thread_ts"] = where["thread_ts"]
        name = payloads.channel_name(state.channels[channel])
        payload |= {"container": container, "channel": {"id": channel, "name": name}}
        payload |= {} if private else {"message": message}
        payload |= {"state": {"values": _held(place, action)}, "trigger_id": state.views.trigger(person.id)}
        return payload | {"response_url": self._response_url(channel, person.id, where["ts"])}


def found(surfaces: Iterable[Json], action_id: str, block_id: str | None, value: str | None) -> tuple[Json, Place]:
    for surface in surfaces:
        blocks = [*surface.get("blocks", []), *(b for a in surface.get("attachments", []) for b in a.get("blocks", []))]
        for place in places(blocks):
            if place.element["action_id"] != action_id or block_id not in (None, place.block["block_id"]):
                continue
            if place.element["type"] not in CLICKED or value in (None, place.element.get("value")):
                return surface, place
    raise ImpossibleError(f"There is no element {action_id!r} where it was looked for.")


def _bygone(action_id: str, value: str | None) -> Place:
    """A button of a version that is gone."""
    text = {"type": "plain_text", "text": action_id, "emoji": True}
    block = {"type": "actions", "block_id": "bygone"}
    return Place(block, {"type": "button", "action_id": action_id, "text": text, "value": value or ""})


def _held(place: Place, action: Json) -> Json:
    """The values of a message whose element was used."""
    if place.element["type"] not in HOLDERS:
        return {}
    field = HOLDERS[place.element["type"]].field
    return {place.key[0]: {place.key[1]: {"type": action["type"], field: action[field]}}}
