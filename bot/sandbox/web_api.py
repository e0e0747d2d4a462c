"""Slack's Web API without HTTP: every method on one screen, and who may call it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import chat, conversations, files, modals
from bot.sandbox.arguments import ApiError, read
from bot.sandbox.faults import Limits
from bot.sandbox.state import State

Json = dict[str, Any]
PAGE = "cursor limit:int"
MESSAGE = "text blocks:list attachments:list markdown_text as_user:bool link_names:bool parse"
POSTED = f"{MESSAGE} channel! thread_ts username icon_emoji icon_url mrkdwn:bool unfurl_links:bool unfurl_media:bool"
SPAN = f"channel! {PAGE} inclusive:bool include_all_metadata:bool latest oldest"
LISTED = f"{PAGE} exclude_archived:bool team_id types"


@dataclass(frozen=True)
class Method:
    """`arguments` as arguments.read takes them; any one of `scopes` opens the method; `tier` is Slack's rate tier."""

    run: Callable[[State, Json], Json]
    arguments: str
    scopes: str
    tier: int


@dataclass(frozen=True)
class Reply:
    """What goes back over HTTP."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def _test(_: State, args: Json) -> Json:
    if "error" in args:
        raise ApiError(args["error"], args=args)
    return {"args": args}


def _identity(state: State, _: Json) -> Json:
    return {
        "url": f"https://{state.team.domain}.slack.com/",
        "team": state.team.name,
        "user": state.bot.name,
        "team_id": state.team.id,
        "user_id": state.bot.user_id,
        "bot_id": state.bot.bot_id,
        "is_enterprise_install": False,
    }


def _family(name: str) -> str:
    return " ".join(f"{kind}:{name}" for kind in conversations.KINDS.values())


METHODS = {
    "api.test": Method(_test, "error foo", "", 4),
    "auth.test": Method(_identity, "", "", 5),
    "chat.postMessage": Method(chat.post_message, f"{POSTED} reply_broadcast:bool metadata:dict container_id", "chat:write", 5),
    "chat.postEphemeral": Method(chat.post_ephemeral, f"{POSTED} user!", "chat:write", 4),
    "chat.update": Method(chat.update, f"{MESSAGE} channel! ts! reply_broadcast:bool metadata:dict file_ids", "chat:write", 3),
    "chat.delete": Method(chat.delete, "channel! ts! as_user:bool", "chat:write", 3),
    "files.getUploadURLExternal": Method(files.upload_url, "filename! length!:int alt_txt snippet_type", "files:write", 4),
    "files.completeUploadExternal": Method(files.complete_upload, "files!:list channel_id initial_comment thread_ts", "files:write", 4),
    "conversations.history": Method(conversations.history, SPAN, _family("history"), 3),
    "conversations.replies": Method(conversations.replies, f"{SPAN} ts!", _family("history"), 3),
    "conversations.open": Method(conversations.open_, "channel users return_im:bool", "im:write mpim:write", 3),
    "conversations.info": Method(conversations.info, "channel! include_locale:bool include_num_members:bool", _family("read"), 3),
    "conversations.list": Method(conversations.list_, LISTED, _family("read"), 2),
    "conversations.members": Method(conversations.members, f"channel! {PAGE}", _family("read"), 4),
    "users.info": Method(conversations.user_info, "user! include_locale:bool", "users:read", 4),
    "users.list": Method(conversations.user_list, f"{PAGE} include_locale:bool team_id", "users:read", 2),
    "users.conversations": Method(conversations.of_user, f"{LISTED} user", _family("read"), 3),
    "views.open": Method(modals.open_, "trigger_id! view!:dict", "", 4),
    "views.push": Method(modals.push, "trigger_id! view!:dict", "", 4),
    "views.update": Method(modals.update, "view_id external_id hash view!:dict", "", 4),
    "views.publish": Method(modals.publish, "user_id! hash view!:dict", "", 4),
}


class WebApi:
    def __init__(self, state: State, token: str) -> None:
        self._state, self._token = state, token
        self.limits = Limits()

    def call(self, name: str, raw: Json, token: str | None) -> Reply:
        """Run a method. `raw` holds the arguments as they arrived, without the token."""
        method = METHODS.get(name)
        scopes = self._state.bot.scopes
        headers = {"X-OAuth-Scopes": ",".join(scopes)}
        try:
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            if name != "api.test":
                self._authorize(token, method)
            with self._state.lock:
                where = self._state.about(str(raw.get("channel")))
            if wait := self.limits.wait(name, method.tier, where):
                return throttled(wait)
            headers["X-Accepted-OAuth-Scopes"] = method.scopes.replace(" ", ",")
            args = read(f"{method.arguments} team_id", raw)  # Bolt sends team_id with every call
            with self._state.lock:
                return Reply({"ok": True, **method.run(self._state, args)}, headers=headers)
        except ApiError as error:
            return Reply(error.body, headers=headers)

    def _authorize(self, token: str | None, method: Method) -> None:
        if not token:
            raise ApiError("not_authed")
        if token != self._token:
            raise ApiError("invalid_auth")
        wanted, granted = method.scopes.split(), self._state.bot.scopes
        if wanted and not set(wanted) & set(granted):
            raise ApiError("missing_scope", needed=",".join(wanted), provided=",".join(granted))


def throttled(seconds: int) -> Reply:
    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})
