"""Modals and home tabs: at most three modals stacked for a person, one home, and what was typed into them."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from time import monotonic
from typing import Any

from bot.sandbox.elements import HOLDERS, Place, initial, named, places

Json = dict[str, Any]
STACK = 3
TRIGGER_SECONDS = 3.0


@dataclass
class Trigger:
    """What a person did that lets the app open a modal, once, for three real seconds."""

    user: str
    view_id: str | None
    born: float
    used: bool = False

    @property
    def expired(self) -> bool:
        return monotonic() - self.born > TRIGGER_SECONDS


class Views:
    def __init__(self, identity: Json, new_id: Callable[[str], str]) -> None:
        """`identity` holds the fields every view has: team_id, app_id, app_installed_team_id, bot_id."""
        self.stacks: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, Trigger] = {}
        self._typed: dict[str, dict[tuple[str, str], Json]] = {}
        self._identity = identity
        self._new_id = new_id

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """A new trigger id; those long past are forgotten, and are then invalid instead of expired."""
        if len(self.triggers) > 5000:
            self.triggers = {key: old for key, old in self.triggers.items() if monotonic() - old.born < 60}
        key = f"{int(monotonic() * 1000)}.{len(self.triggers)}.{self._new_id('').lower()}"
        self.triggers[key] = Trigger(user, view_id, monotonic())
        return key

    def push(self, user: str, definition: Json) -> Json:
        """Lay a new modal on top of this person's stack."""
        stack = self.stacks.setdefault(user, [])
        view = self._made(definition)
        view["root_view_id"] = stack[0]["id"] if stack else view["id"]
        view["previous_view_id"] = stack[-1]["id"] if stack else None
        stack.append(view)
        return self.shown(view)

    def publish(self, user: str, definition: Json) -> Json:
        if user in self.homes:
            return self.update(self.homes[user], definition)
        view = self._made(definition)
        self.homes[user] = view | {"root_view_id": view["id"], "previous_view_id": None}
        return self.shown(self.homes[user])

    def update(self, view: Json, definition: Json) -> Json:
        """Replace what an open view shows; what was typed stays where block_id, action_id and type stay."""
        view.update(self._fields(definition), hash=self._hash())
        left = {place.key: place.element["type"] for place in places(view["blocks"])}
        typed = self._typed.get(view["id"], {})
        self._typed[view["id"]] = {key: entry for key, entry in typed.items() if left.get(key) == entry["type"]}
        return self.shown(view)

    def type(self, view_id: str, place: Place, entry: Json) -> None:
        self._typed.setdefault(view_id, {})[place.key] = entry

    def shown(self, view: Json) -> Json:
        """A copy of a view with its `state.values`."""
        return deepcopy(view) | {"state": {"values": self._values(view["id"], view["blocks"])}}

    def remove(self, user: str, view_id: str) -> None:
        self.stacks[user] = [view for view in self.stacks.get(user, []) if view["id"] != view_id]
        self._typed.pop(view_id, None)

    def clear(self, user: str) -> list[Json]:
        """Close all modals of a person and return them, top first."""
        closed = [self.shown(view) for view in reversed(self.stacks.pop(user, []))]
        for view in closed:
            self._typed.pop(view["id"], None)
        return closed

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> tuple[str, Json] | None:
        """The person and the open view or home with this id."""
        for user, view in [*((u, v) for u, stack in self.stacks.items() for v in stack), *self.homes.items()]:
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user, view
        return None

    def _values(self, view_id: str, blocks: list[Json]) -> Json:
        values: Json = {}
        typed = self._typed.get(view_id, {})
        for place in places(blocks):
            if place.element["type"] in HOLDERS:
                block_id, action_id = place.key
                values.setdefault(block_id, {})[action_id] = deepcopy(typed.get(place.key) or initial(place.element))
        return values

    def _made(self, definition: Json) -> Json:
        return {"id": self._new_id("V"), **self._identity, **self._fields(definition), "hash": self._hash()}

    def _fields(self, definition: Json) -> Json:
        return {
            "type": definition["type"],
            "title": definition.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "submit": definition.get("submit"),
            "close": definition.get("close"),
            "blocks": named(definition["blocks"], self._new_id("")),
            "private_metadata": definition.get("private_metadata", ""),
            "callback_id": definition.get("callback_id", ""),
            "external_id": definition.get("external_id", ""),
            "clear_on_close": definition.get("clear_on_close", False),
            "notify_on_close": definition.get("notify_on_close", False),
        }

    def _hash(self) -> str:
        return f"{int(monotonic())}.{self._new_id('').lower()}"
