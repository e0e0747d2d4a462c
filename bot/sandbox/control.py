"""The control door: what a test does with a Sandbox, from another process or language, as POST /control/<verb>."""

import inspect
import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from typing import Any

from bot.sandbox.elements import ImpossibleError

Json = dict[str, Any]
VERBS = (
    "command",
    "click",
    "submit",
    "close_view",
    "message",
    "open_home",
    "shortcut",
    "suggest",
    "read",
    "event",
    "join",
    "leave",
    "archive",
    "unarchive",
    "make_private",
    "rename",
    "delete_message",
    "deactivate",
    "change_person",
    "join_team",
    "seen",
    "direct",
    "views",
    "home",
    "calls",
    "fault",
    "no_faults",
    "limits",
    "travel",
    "travel_to",
    "send_to",
)


class Control:
    def __init__(self, sandbox: object) -> None:
        self._verbs: dict[str, Callable[..., Any]] = {verb: getattr(sandbox, verb) for verb in VERBS}

    def __call__(self, verb: str, body: bytes) -> Json:
        """`{"ok": true, "result": …}`, or `{"ok": false, "error": "a sentence"}`."""
        try:
            return {"ok": True, "result": self._run(verb, body)}
        except (ImpossibleError, ValueError) as error:
            return {"ok": False, "error": str(error)}

    def _run(self, verb: str, body: bytes) -> Any:
        if verb not in self._verbs:
            raise ValueError(f"There is no verb {verb!r}; there are {', '.join(VERBS)}.")
        arguments = json.loads(body or b"{}")
        if not isinstance(arguments, dict):
            raise ValueError("The arguments are a JSON object.")
        try:
            bound = inspect.signature(self._verbs[verb]).bind(**arguments)
        except TypeError as error:
            raise ValueError(f"{verb}: {error}.") from None
        result = self._verbs[verb](*bound.args, **bound.kwargs)
        return asdict(result) if is_dataclass(result) and not isinstance(result, type) else result
