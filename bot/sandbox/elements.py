"""Interactive elements of Block Kit as the client works with them: what they hold, and what it lets a person send."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class ImpossibleError(ValueError):
    """The client would not let a person do this. Nothing was sent to the bot; the text is a sentence for the caller."""


@dataclass(frozen=True)
class Holder:
    """How an element appears in `state.values`: the field with its value, and the field of its initial value."""

    field: str
    initial: str
    shape: str


HOLDERS = {
    "plain_text_input": Holder("value", "initial_value", "text"),
    "email_text_input": Holder("value", "initial_value", "text"),
    "url_text_input": Holder("value", "initial_value", "text"),
    "number_input": Holder("value", "initial_value", "text"),
    "rich_text_input": Holder("rich_text_value", "initial_value", "rich"),
    "static_select": Holder("selected_option", "initial_option", "option"),
    "external_select": Holder("selected_option", "initial_option", "option"),
    "radio_buttons": Holder("selected_option", "initial_option", "option"),
    "multi_static_select": Holder("selected_options", "initial_options", "options"),
    "multi_external_select": Holder("selected_options", "initial_options", "options"),
    "checkboxes": Holder("selected_options", "initial_options", "options"),
    "users_select": Holder("selected_user", "initial_user", "one"),
    "conversations_select": Holder("selected_conversation", "initial_conversation", "one"),
    "channels_select": Holder("selected_channel", "initial_channel", "one"),
    "multi_users_select": Holder("selected_users", "initial_users", "many"),
    "multi_conversations_select": Holder("selected_conversations", "initial_conversations", "many"),
    "multi_channels_select": Holder("selected_channels", "initial_channels", "many"),
    "datepicker": Holder("selected_date", "initial_date", "date"),
    "timepicker": Holder("selected_time", "initial_time", "time"),
    "datetimepicker": Holder("selected_date_time", "initial_date_time", "moment"),
    "file_input": Holder("files", "", "many"),
}
CLICKED = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}
PATTERNS = {
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
    "email_text_input": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "url_text_input": re.compile(r"https?://\S+"),
    "whole": re.compile(r"-?\d+"),
    "decimal": re.compile(r"-?\d+([.,]\d+)?"),
}


@dataclass(frozen=True)
class Place:
    """An element and the block it stands in."""

    block: Json
    element: Json

    @property
    def key(self) -> tuple[str, str]:
        return self.block["block_id"], self.element["action_id"]


def named(blocks: list[Json], prefix: str) -> list[Json]:
    """A copy with a block_id and an action_id wherever the app gave none, as Slack makes them up."""
    copy = deepcopy(blocks)
    for number, block in enumerate(copy):
        block.setdefault("block_id", f"{prefix}{number}")
        for inner, node in enumerate(_nodes(block)):
            if node.get("type") in HOLDERS or node.get("type") in CLICKED:
                node.setdefault("action_id", f"{prefix}{number}a{inner}")
    return copy


def _nodes(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def places(blocks: list[Json]) -> list[Place]:
    """Every interactive element, in reading order, with its nearest block that has a block_id."""
    return list(_places(blocks, {"block_id": ""}))


def _places(value: Any, block: Json) -> Iterator[Place]:
    if isinstance(value, dict):
        if "block_id" in value:
            block = value
        if "action_id" in value:
            yield Place(block, value)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _places(item, block)


def options(element: Json) -> list[Json]:
    groups = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *groups]


def initial(element: Json) -> Json:
    """The entry of `state.values` before a person touches the element."""
    holder = HOLDERS[element["type"]]
    empty: Any = [] if holder.shape in ("options", "many") else None
    return _entry(element, element.get(holder.initial, empty))


def filled(element: Json, value: Any, *, force: bool = False) -> Json:
    """The entry of `state.values` for a plainly given value; None empties the element."""
    holder = HOLDERS[element["type"]]
    if value is None:
        return _entry(element, [] if holder.shape in ("options", "many") else None)
    if holder.shape == "option":
        return _entry(element, chosen(element, value, force=force))
    if holder.shape in ("options", "many") and not isinstance(value, list | tuple):
        raise ImpossibleError(f"{element['action_id']!r} takes a list, not {value!r}.")
    if holder.shape == "options":
        return _entry(element, [chosen(element, item, force=force) for item in value])
    if holder.shape == "moment":
        return _entry(element, value if force else int(value))
    if holder.shape == "many":
        return _entry(element, list(value))
    return _entry(element, value if holder.shape == "rich" or force else str(value))


def chosen(element: Json, value: Any, *, force: bool = False) -> Json:
    """The offered option with this value; a list fetched from the app is not known here, so anything passes."""
    given = value if isinstance(value, dict) else {}
    value = given.get("value", value)
    for option in options(element):
        if option.get("value") == value:
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    if force or "external" in element["type"]:
        return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": value} | given
    raise ImpossibleError(f"{element['action_id']!r} does not offer the option {value!r}.")


def _entry(element: Json, value: Any) -> Json:
    entry = {"type": element["type"], HOLDERS[element["type"]].field: value}
    if element["type"] == "timepicker" and "timezone" in element:
        entry["timezone"] = element["timezone"]
    return entry


def complaint(place: Place, entry: Json) -> str | None:
    """Why the client would not submit this input; None when it would."""
    element, name = place.element, "/".join(place.key)
    value = entry[HOLDERS[element["type"]].field]
    if value in (None, "", []):
        return None if place.block.get("optional", False) else f"{name} is required and empty."
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        return f"{name} takes at most {element['max_selected_items']}."
    if isinstance(value, str):
        return _text_complaint(element, value, name)
    return None


def _text_complaint(element: Json, value: str, name: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"{name} is shorter than {element['min_length']}."
    if len(value) > element.get("max_length", 3000):
        return f"{name} is longer than {element.get('max_length', 3000)}."
    kind = element["type"]
    if kind == "number_input":
        kind = "decimal" if element.get("is_decimal_allowed") else "whole"
    pattern = PATTERNS.get(kind) or PATTERNS.get(HOLDERS[element["type"]].shape)
    if pattern and not pattern.fullmatch(value):
        return f"{name} does not take {value!r}."
    if element["type"] == "number_input":
        number = float(value.replace(",", "."))
        if not float(element.get("min_value", number)) <= number <= float(element.get("max_value", number)):
            return f"{name} is out of its range."
    return None
