"""What was filled in, as plain values."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.actions.gathering import LONGEST_MINUTES
from bot.errors import Refusal

_MENTION = re.compile(r"<([@#!])([^|>]*)(?:\|([^>]*))?>")


def values(view: dict[str, Any]) -> dict[str, Any]:
    """block_id → text, date, time, chosen value, or list of chosen values; None where nothing was filled in."""
    return {block_id: _value(next(iter(elements.values()), {})) for block_id, elements in (view.get("state") or {}).get("values", {}).items()}


def metadata(view: dict[str, Any]) -> dict[str, Any]:
    """What the form was opened with. An older version's form is refused kindly."""
    try:
        found = json.loads(view["private_metadata"])
    except (KeyError, ValueError, RecursionError):
        raise Refusal("button-old") from None
    if not isinstance(found, dict):
        raise Refusal("button-old")
    return found


def about(body: dict[str, Any]) -> dict[str, Any]:
    """What a form or a button is about: {"department": …}, {"gathering": …} or {"channel": …}, as far as it says."""
    try:
        found = json.loads((body.get("view") or {}).get("private_metadata") or "{}")
    except (ValueError, RecursionError):
        found = {}
    action = (body.get("actions") or [{}])[0]
    value = str(action.get("value") or "")
    if str(action.get("action_id", "")).startswith("gathering.") and value.isascii() and value.isdigit() and len(value) < 10:
        return {"gathering": int(value)}
    return found if isinstance(found, dict) else {}


def spoken(text: str) -> str:
    """A command's text as it was typed: Slack escapes three characters and turns mentions into ids."""
    named = _MENTION.sub(lambda found: f"{found[1].replace('!', '@')}{found[3] or found[2]}", text)
    return named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def number(action: dict[str, Any]) -> int:
    """A button's value as a row's number."""
    return whole(action, "value")


def whole(given: dict[str, Any], name: str) -> int:
    """What we wrote as a row's number or a count; a refusal for anything else."""
    value = str(given.get(name, ""))
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Refusal("button-old")
    return int(value)


@dataclass(frozen=True)
class Chosen:
    """One of several readings, as its button carries it."""

    draft: str
    department: int
    starts_at: datetime
    minutes: int
    title: str
    place: str


def chosen(action: dict[str, Any]) -> Chosen:
    try:
        found = json.loads(action.get("value") or "")
        starts_at = datetime.fromtimestamp(int(found["at"]), UTC)
        minutes = int(found["minutes"])
        if not 0 < minutes <= LONGEST_MINUTES:
            raise ValueError
        return Chosen(str(found["draft"])[:64], int(found["department"]), starts_at, minutes, str(found["title"]), str(found["place"]))
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        raise Refusal("button-old") from None


def _value(element: dict[str, Any]) -> Any:
    for name in ("value", "selected_date", "selected_time", "selected_user", "selected_users"):
        if name in element:
            return element[name].strip() if isinstance(element[name], str) else element[name]
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value")
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    return None
