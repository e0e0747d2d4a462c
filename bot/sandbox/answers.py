"""The bot's answers, taken in as Slack does. The caller holds the state's lock.

Every function returns what the person now sees (or None) and what went wrong: `operation_timeout`, `dispatch_failed`,
or `invalid_answer: <reason>` when the answer is not one Slack understands.
"""

import json
from typing import Any

from bot.sandbox import content
from bot.sandbox.arguments import ApiError, read, received
from bot.sandbox.chat import changed
from bot.sandbox.delivery import Delivered
from bot.sandbox.elements import places
from bot.sandbox.state import Hook, State
from bot.sandbox.views import STACK

Json = dict[str, Any]
Taken = tuple[Json | None, str | None]
HOOK_USES = 5
SAID = (
    "text blocks:list attachments:list markdown_text metadata:dict response_type thread_ts replace_original:bool "
    "delete_original:bool mrkdwn:bool parse link_names:bool unfurl_links:bool unfurl_media:bool"
)


def failed(delivered: Delivered) -> str | None:
    if delivered.error == "http_timeout":
        return "operation_timeout"
    return None if delivered.status == 200 else "dispatch_failed"


def notice(error: str) -> Json:
    return {"type": "error", "text": f"We had some trouble connecting. Try again? ({error})"}


def command(state: State, delivered: Delivered, user: str, channel: str, name: str) -> Taken:
    """Text or a message in the body is said to the asker, or to the channel; a failure is told by Slackbot."""
    error = failed(delivered)
    if error is None and not delivered.text.strip():
        return None, None
    if error is None:
        try:
            return say(state, _message(delivered), channel, user), None
        except ApiError as refusal:
            error = invalid(refusal)
    told = {"type": "message", "user": "USLACKBOT", "subtype": "bot_message"}
    said = state.messages.add(channel, told | {"text": f'{name} failed with the error "{error}"'}, reader=user)
    return state.messages.shown(channel, said["ts"]), error


def invalid(refusal: ApiError) -> str:
    return "invalid_answer: " + "; ".join([refusal.code, *refusal.messages])


def _message(delivered: Delivered) -> Json:
    if "json" not in delivered.content_type and not delivered.text.lstrip().startswith("{"):
        return {"text": delivered.text}
    return read(SAID, received("application/json", "", delivered.text.encode()))


def say(state: State, fields: Json, channel: str, user: str) -> Json:
    """A new message of the bot, only for `user` unless its response_type is in_channel."""
    if fields.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        raise ApiError("invalid_response_type")
    message = content.by_bot(state, content.content(fields, state.new_id("")))
    if thread := fields.get("thread_ts"):
        message["thread_ts"] = thread
    reader = None if fields.get("response_type") == "in_channel" else user
    said = state.messages.add(channel, message, reader=reader)
    return state.messages.shown(channel, said["ts"])


def hook(state: State, key: str, content_type: str, body: bytes) -> tuple[int, Json]:
    """Use a response_url: the HTTP status and the answer."""
    found = state.hooks.get(key)
    if found is None or found.expired:
        return 404, {"ok": False, "error": "expired_url"}
    if found.uses >= HOOK_USES:
        return 404, {"ok": False, "error": "used_url"}
    found.uses += 1
    try:
        if not content_type.startswith("application/json"):
            raise ApiError("invalid_payload")
        _write(state, found, read(SAID, received(content_type, "", body)))
    except ApiError as error:
        return 400, error.body
    return 200, {"ok": True}


def _write(state: State, found: Hook, fields: Json) -> None:
    original = state.messages.get(found.channel, found.ts) if found.ts else None
    if fields.get("delete_original"):
        if original is None or found.ts is None:
            raise ApiError("message_not_found")
        state.messages.remove(found.channel, found.ts)
    elif fields.get("replace_original") and original is not None and found.ts is not None:
        picked = content.content(fields, state.new_id(""))
        state.messages.change(found.channel, found.ts, changed(state, original.body, picked))
    else:
        say(state, fields, found.channel, found.user)


def silent(delivered: Delivered) -> Taken:
    """The answer to a click or a closed view says nothing; messages go through the response_url."""
    error = failed(delivered)
    if error is None and delivered.text.strip():
        error = f"invalid_answer: an empty body is expected, not {delivered.text[:80]!r}"
    return (notice(error) if error else None), error


def submission(state: State, delivered: Delivered, user: str, view: Json) -> Taken:
    """Close the view, or do what the response_action says. On a failure the form stays open."""
    error = failed(delivered)
    if error is None:
        try:
            return _acted(state, delivered, user, view), None
        except ApiError as refusal:
            error = invalid(refusal)
    return notice(error), error


def _acted(state: State, delivered: Delivered, user: str, view: Json) -> Json | None:
    if not delivered.text.strip():
        state.views.remove(user, view["id"])
        return None
    try:
        answer = json.loads(delivered.text)
    except ValueError:
        raise ApiError("the answer is not JSON") from None
    action = answer.get("response_action") if isinstance(answer, dict) else None
    wanted = {"errors": {"errors"}, "update": {"view"}, "push": {"view"}, "clear": set()}.get(str(action))
    if wanted is None or set(answer) != wanted | {"response_action"}:
        raise ApiError(f"no response_action with exactly its fields: {delivered.text[:80]}")
    if action == "errors":
        return {"type": "errors", "errors": _errors(view, answer["errors"])}
    if action == "clear":
        state.views.clear(user)
        return None
    definition = content.view(answer["view"], "modal")
    if action == "push":
        if len(state.views.stacks.get(user, [])) >= STACK:
            raise ApiError("push_limit_reached")
        return state.views.push(user, definition)
    found = state.views.find(view_id=view["id"])
    return state.views.update(found[1], definition) if found else None


def _errors(view: Json, errors: Any) -> Json:
    inputs = {place.block["block_id"] for place in places(view["blocks"]) if place.block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not all(isinstance(text, str) for text in errors.values()):
        raise ApiError("errors is an object of texts by block_id, and not empty")
    if strange := sorted(set(errors) - inputs):
        raise ApiError(f"errors name {strange[0]!r}, which is no input block of the view")
    return errors
