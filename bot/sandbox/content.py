"""What a message or a view may contain, wherever it comes from: a Web API call, a hook, an answer."""

import json
from typing import Any, Literal

from bot.sandbox import blocks
from bot.sandbox.arguments import ApiError
from bot.sandbox.elements import named
from bot.sandbox.state import State

Json = dict[str, Any]
TEXT = 40_000
MARKDOWN = 12_000
ATTACHMENTS = 100
METADATA_BYTES = 8_000  # Slack has a cap and does not publish it
VIEW_BYTES = 250_000


def content(fields: Json, prefix: str) -> Json:
    """The checked parts of a message. Raise ApiError as chat.postMessage would.

    An empty array counts as given: chat.update removes blocks with it.
    """
    picked = {key: fields[key] for key in ("text", "blocks", "attachments", "metadata") if fields.get(key) is not None}
    markdown = fields.get("markdown_text")
    if markdown and (picked.get("text") or picked.get("blocks")):
        raise ApiError("markdown_text_conflict")
    if not (markdown or picked.get("text") or picked.get("blocks") or picked.get("attachments")):
        raise ApiError("no_text")
    if len(picked.get("text", "")) > TEXT or len(markdown or "") > MARKDOWN:
        raise ApiError("msg_too_long")
    if len(picked.get("attachments", [])) > ATTACHMENTS:
        raise ApiError("too_many_attachments")
    if markdown:
        picked["text"] = markdown
    _check_blocks(picked.get("blocks", []), "/blocks")
    for number, attachment in enumerate(picked.get("attachments", [])):
        if not isinstance(attachment, dict):
            raise ApiError("invalid_attachments")
        _check_blocks(attachment.get("blocks", []), f"/attachments/{number}/blocks")
    if "metadata" in picked:
        _check_metadata(picked["metadata"])
    if picked.get("blocks"):
        picked["blocks"] = named(picked["blocks"], prefix)
    if picked.get("attachments"):
        picked["attachments"] = [_attachment(a, f"{prefix}t{n}") for n, a in enumerate(picked["attachments"])]
    return picked


def _attachment(attachment: Json, prefix: str) -> Json:
    return attachment | ({"blocks": named(attachment["blocks"], prefix)} if attachment.get("blocks") else {})


def _check_blocks(found: Any, pointer: str) -> None:
    if found != []:
        told = [f"[ERROR] {p.message} [json-pointer:{pointer}{p.pointer}]" for p in blocks.problems("blocks", found)]
        if told:
            raise ApiError("invalid_blocks", *told)


def _check_metadata(metadata: Json) -> None:
    if metadata == {}:
        return
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    for value in metadata["event_payload"].values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, list) or (isinstance(item, dict) and _nested(item)):
                raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise ApiError("metadata_too_large")


def _nested(item: Json) -> bool:
    return any(isinstance(value, dict | list) for value in item.values())


def view(definition: Any, kind: Literal["modal", "home"]) -> Json:
    """A checked view definition of this kind. Raise ApiError as views.open would."""
    if len(json.dumps(definition)) > VIEW_BYTES:
        raise ApiError("view_too_large")
    if not isinstance(definition, dict) or definition.get("type") != kind:
        raise ApiError("invalid_arguments", f"[ERROR] must provide a view of type {kind} [json-pointer:/view/type]")
    told = [f"[ERROR] {p.message} [json-pointer:/view{p.pointer}]" for p in blocks.problems(kind, definition)]
    if told:
        raise ApiError("invalid_arguments", *told)
    return definition


def by_bot(state: State, picked: Json) -> Json:
    """A message of the bot, still without `ts`, from checked content."""
    bot = state.bot
    profile = {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "user_id": bot.user_id,
        "name": bot.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": state.team.id,
    }
    identity = {"type": "message", "user": bot.user_id, "bot_id": bot.bot_id, "app_id": bot.app_id}
    kept = {key: value for key, value in picked.items() if value not in ([], {})}
    return {"text": ""} | identity | {"team": state.team.id, "bot_profile": profile} | kept
