"""The conversations.* and users.* methods. Same shape as chat.py."""

import base64
from typing import Any

from bot.sandbox import objects
from bot.sandbox.arguments import ApiError
from bot.sandbox.chat import reachable
from bot.sandbox.state import State
from bot.sandbox.world import Channel

Json = dict[str, Any]
KINDS = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def kind(channel: Channel) -> str:
    """The name of its kind in the argument `types`."""
    return channel.kind if channel.kind != "channel" else "private_channel" if channel.private else "public_channel"


def need(state: State, family: str, kinds: list[str]) -> None:
    """Raise missing_scope unless the bot has e.g. `groups:history` for every kind."""
    lacking = [f"{KINDS[k]}:{family}" for k in kinds if f"{KINDS[k]}:{family}" not in state.bot.scopes]
    if lacking:
        raise ApiError("missing_scope", needed=",".join(lacking), provided=",".join(state.bot.scopes))


def paged(name: str, items: list[Any], args: Json, default: int, most: int) -> Json:
    """One page of items and the cursor of the next."""
    limit = args.get("limit", default)
    if not 0 <= limit <= most:
        raise ApiError("invalid_limit")
    try:
        start = int(base64.b64decode(args["cursor"], validate=True)) if args.get("cursor") else 0
    except ValueError:
        raise ApiError("invalid_cursor") from None
    stop = start + (limit or default)
    following = base64.b64encode(str(stop).encode()).decode() if stop < len(items) else ""
    return {name: items[start:stop], "response_metadata": {"next_cursor": following}}


def history(state: State, args: Json) -> Json:
    channel = _readable(state, args["channel"])
    stamps = _within(state.messages.top(channel.id), args)[::-1]
    page = _shown(state, channel, paged("messages", stamps, args, 100, 999), args)
    more = bool(page["response_metadata"]["next_cursor"])
    return page | {"has_more": more, "pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}


def replies(state: State, args: Json) -> Json:
    channel = _readable(state, args["channel"])
    post = state.messages.get(channel.id, args["ts"])
    if post is None or post.reader is not None:
        raise ApiError("thread_not_found")
    root = str(post.body.get("thread_ts", args["ts"]))
    parent = [root] if state.messages.get(channel.id, root) else []
    stamps = parent + _within(state.messages.thread(channel.id, root), args)
    page = _shown(state, channel, paged("messages", stamps, args, 1000, 1000), args)
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}


def _readable(state: State, ref: str) -> Channel:
    channel = reachable(state, ref)
    need(state, "history", [kind(channel)])
    if not state.has_bot(channel):
        raise ApiError("not_in_channel")
    return channel


def _within(stamps: list[str], args: Json) -> list[str]:
    bounds = {}
    for name, default in (("oldest", "0"), ("latest", "9999999999")):
        try:
            bounds[name] = float(args.get(name) or default)
        except ValueError:
            raise ApiError(f"invalid_ts_{name}") from None
    low, high = bounds["oldest"], bounds["latest"]
    if args.get("inclusive"):
        return [ts for ts in stamps if low <= float(ts) <= high]
    return [ts for ts in stamps if low < float(ts) < high]


def _shown(state: State, channel: Channel, page: Json, args: Json) -> Json:
    """A page of `ts` as a page of messages."""
    messages = [state.messages.shown(channel.id, ts) for ts in page["messages"]]
    for message in messages:
        if "metadata" in message and not args.get("include_all_metadata"):
            message["metadata"] = {"event_type": message["metadata"]["event_type"]}
    return page | {"messages": messages}


def open_(state: State, args: Json) -> Json:
    if bool(args.get("channel")) == bool(args.get("users")):
        raise ApiError("invalid_arguments", "[ERROR] must provide either channel or users")
    if "channel" in args:
        channel = reachable(state, args["channel"])
        if channel.kind == "channel":
            raise ApiError("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": _opened(state, channel, args)}
    users = [user for user in dict.fromkeys(args["users"].split(",")) if user]
    if len(users) > 8:
        raise ApiError("too_many_users")
    if state.bot.user_id in users:
        raise ApiError("cannot_dm_bot")
    if any(user not in state.people for user in users):
        raise ApiError("user_not_found")
    if any(state.people[user].deleted for user in users):
        raise ApiError("user_disabled")
    if len(users) > 1:
        need(state, "write", ["mpim"])
    before = len(state.channels)
    channel = state.direct(*users)
    known = {"no_op": True, "already_open": True} if len(state.channels) == before else {}
    return known | {"channel": _opened(state, channel, args)}


def _opened(state: State, channel: Channel, args: Json) -> Json:
    return objects.channel(state, channel) if args.get("return_im") else {"id": channel.id}


def info(state: State, args: Json) -> Json:
    channel = reachable(state, args["channel"])
    need(state, "read", [kind(channel)])
    shown = objects.channel(state, channel)
    if args.get("include_num_members"):
        shown["num_members"] = len(channel.members)
    if args.get("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def list_(state: State, args: Json) -> Json:
    channels = [channel for channel in _chosen(state, args) if kind(channel) == "public_channel" or state.has_bot(channel)]
    shown = [objects.channel(state, channel) | {"num_members": len(channel.members)} for channel in channels]
    return paged("channels", shown, args, 100, 1000)


def of_user(state: State, args: Json) -> Json:
    """Of somebody else only the conversations the bot is in too, except public ones."""
    user = args.get("user") or state.bot.user_id
    if user not in state.people and user != state.bot.user_id:
        raise ApiError("user_not_found")
    chosen = [channel for channel in _chosen(state, args) if user in channel.members]
    visible = [channel for channel in chosen if kind(channel) == "public_channel" or state.has_bot(channel)]
    return paged("channels", [objects.channel(state, channel) for channel in visible], args, 100, 1000)


def _chosen(state: State, args: Json) -> list[Channel]:
    if args.get("team_id", state.team.id) != state.team.id:
        raise ApiError("team_not_found")
    types = [part.strip() for part in (args.get("types") or "public_channel").split(",")]
    if set(types) - set(KINDS):
        raise ApiError("invalid_types")
    need(state, "read", types)
    archived = not args.get("exclude_archived", False)
    return [c for c in state.channels.values() if kind(c) in types and (archived or not c.archived)]


def members(state: State, args: Json) -> Json:
    channel = reachable(state, args["channel"])
    need(state, "read", [kind(channel)])
    return paged("members", list(channel.members), args, 100, 1000)


def user_info(state: State, args: Json) -> Json:
    if args["user"] == state.bot.user_id:
        return {"user": objects.bot_user(state)}
    if args["user"] not in state.people:
        raise ApiError("user_not_found")
    return {"user": objects.user(state, state.people[args["user"]], locale=args.get("include_locale", False))}


def user_list(state: State, args: Json) -> Json:
    """Strangers are not listed."""
    if args.get("team_id", state.team.id) != state.team.id:
        raise ApiError("team_not_found")
    people = [person for person in state.people.values() if not person.is_stranger]
    shown = [objects.user(state, person, locale=args.get("include_locale", False)) for person in people]
    page = paged("members", [*shown, objects.bot_user(state)], args, 1000, 1000)
    return page | {"cache_ts": int(state.now())}
