"""Arguments of a Web API call: how they arrive, and what each method takes."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
ARTICLES = {"str": "a string", "bool": "a boolean", "int": "an integer", "list": "an array", "dict": "an object"}


class ApiError(Exception):
    """What Slack answers instead of ok: its code, and messages for response_metadata."""

    def __init__(self, code: str, *messages: str, **extra: Any) -> None:
        super().__init__(code)
        self.code, self.messages, self.extra = code, list(messages), extra

    @property
    def body(self) -> Json:
        told = {"response_metadata": {"messages": self.messages}} if self.messages else {}
        return {"ok": False, "error": self.code, **self.extra, **told}


def received(content_type: str, query: str, body: bytes) -> Json:
    """The raw arguments of a request: form, query and JSON alike."""
    arguments: Json = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return arguments
    if kind == "application/json":
        try:
            parsed = json.loads(body)
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(parsed, dict):
            raise ApiError("json_not_object")
        return arguments | parsed
    if kind == "application/x-www-form-urlencoded":
        try:
            return arguments | dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True))
        except UnicodeDecodeError:
            raise ApiError("invalid_charset") from None
    raise ApiError("invalid_post_type")


def read(spec: str, raw: Mapping[str, Any]) -> Json:
    """The typed arguments of a method. A spec is words like `channel! limit:int`; `!` marks the required ones.

    Raise ApiError listing every argument that is unknown, missing or of the wrong type.
    """
    kinds = {word.partition(":")[0]: word.partition(":")[2] or "str" for word in spec.replace("!", "").split()}
    complaints = [f"[ERROR] unknown argument: {name}" for name in raw if name not in kinds]
    for name in (word.partition("!")[0] for word in spec.split() if "!" in word):
        if raw.get(name) in (None, ""):
            complaints.append(f"[ERROR] missing required field: {name}")
    typed: Json = {}
    for name, value in raw.items():
        if name in kinds and (value != "" or kinds[name] == "str"):
            try:
                typed[name] = _typed(kinds[name], value)
            except ValueError:
                if name == "blocks":
                    raise ApiError("invalid_blocks_format") from None
                complaints.append(f"[ERROR] must provide {ARTICLES[kinds[name]]} [json-pointer:/{name}]")
    if complaints:
        raise ApiError("invalid_arguments", *complaints)
    return typed


def _typed(kind: str, value: Any) -> Any:
    """Raise ValueError when the value is not of the kind. Forms carry arrays and objects as JSON texts."""
    if kind == "bool" and isinstance(value, str) and value.lower() in BOOLEANS:
        return BOOLEANS[value.lower()]
    if kind == "int" and isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    if kind in ("list", "dict") and isinstance(value, str):
        value = json.loads(value)
    expected = {"str": str, "bool": bool, "int": int, "list": list, "dict": dict}[kind]
    if not isinstance(value, expected) or (kind == "int" and isinstance(value, bool)):
        raise ValueError(kind)
    return value
