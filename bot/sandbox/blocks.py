"""A strict check of what a Slack app sends: Block Kit, views, and the arguments of chat.postMessage.

It stands in for Slack's own `blocks.validate`, which cannot be asked without a network, and answers in the same form.
Where Slack's documents leave a choice it takes the stricter reading; what a payload refers to (users, channels, files,
the app's scopes) is not looked up.
"""

import json
import math
from collections.abc import Mapping
from typing import Literal

from bot.sandbox.block_payloads import BLOCKS, HOME_VIEW, MODAL_VIEW, POSTED_MESSAGE, SCHEDULED_MESSAGE
from bot.sandbox.block_rules import FOR_PAYLOADS
from bot.sandbox.block_shapes import HOME, MESSAGE, MODAL, Fields, Problem, Shape
from bot.sandbox.block_walk import Walk

__all__ = ["Kind", "Problem", "problems"]

Kind = Literal["message", "modal", "home", "blocks", "schedule"]

LEVELS = 100  # no list or object stands deeper: far more than any real payload has, far less than Python can walk
VIEW_BYTES = 250_000
SCHEDULE_AHEAD = 120 * 24 * 60 * 60

_PAYLOADS: Mapping[Kind, tuple[str, Shape]] = {
    "message": (MESSAGE, POSTED_MESSAGE),
    "schedule": (MESSAGE, SCHEDULED_MESSAGE),
    "blocks": (MESSAGE, BLOCKS),
    "modal": (MODAL, MODAL_VIEW),
    "home": (HOME, HOME_VIEW),
}


def problems(kind: Kind, payload: object, now: float | None = None) -> list[Problem]:
    """Everything Slack would refuse in a payload; an empty list means that it would accept it.

    `payload` is what JSON decodes to: the arguments of chat.postMessage ("message") or chat.scheduleMessage
    ("schedule"), a view ("modal", "home"), or a list of blocks for a message ("blocks"). `now` is unix seconds; without
    it the moment of a scheduled message is not judged. Nothing in the payload makes this raise.

    An object's fields are judged first: the rules that join them, and those for the whole payload, follow for objects
    whose fields are right.
    """
    if not _is_json(payload):
        return [Problem("invalid_json", "", f"must be JSON, with finite numbers and at most {LEVELS} levels")]
    surface, shape = _PAYLOADS[kind]
    walk = Walk(surface)
    walk.check(shape, payload, "")
    for rule in FOR_PAYLOADS:
        walk.problems.extend(rule(walk.sound))
    if isinstance(payload, dict):
        walk.problems.extend(_view_size(payload) if kind in {"modal", "home"} else ())
        walk.problems.extend(_moment(payload.get("post_at"), now) if kind == "schedule" else ())
    return walk.problems


def _is_json(payload: object) -> bool:
    """Level by level and not by recursion: what comes in may be nested deeper than Python can follow."""
    level = [payload]
    for _ in range(LEVELS):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                if not all(isinstance(key, str) for key in value):
                    return False
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
            elif isinstance(value, float):
                if not math.isfinite(value):
                    return False
            elif not isinstance(value, str | int | None):
                return False
        level = inner
    return not level


def _view_size(view: Fields) -> list[Problem]:
    """The size as the SDK sends it, with every letter outside ASCII escaped."""
    try:
        size = len(json.dumps(view))
    except ValueError:  # a whole number of more than 4,300 digits
        return [Problem("invalid_json", "", "holds a number that cannot be written")]
    too_large = Problem("view_too_large", "", f"must be at most {VIEW_BYTES} bytes, got {size}")
    return [too_large] if size > VIEW_BYTES else []


def _moment(post_at: object, now: float | None) -> list[Problem]:
    if now is None or not isinstance(post_at, int):
        return []
    if post_at <= now:
        return [Problem("time_in_past", "/post_at", "must lie ahead")]
    if post_at > now + SCHEDULE_AHEAD:
        return [Problem("time_too_far", "/post_at", "must be at most 120 days ahead")]
    return []
