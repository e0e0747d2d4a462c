"""The chat.* methods. Each takes the state, whose lock is held, and typed arguments, and answers without `ok`."""

import re
from typing import Any

from bot.sandbox.arguments import ApiError
from bot.sandbox.content import by_bot, content
from bot.sandbox.state import State
from bot.sandbox.world import Channel

Json = dict[str, Any]
TS = re.compile(r"\d{1,10}\.\d{6}")


def reachable(state: State, ref: str) -> Channel:
    """The conversation as the bot sees it: a private one it is not in does not exist. Raise channel_not_found."""
    channel = state.channels.get(ref)
    if channel is None or ((channel.private or channel.kind != "channel") and not state.has_bot(channel)):
        raise ApiError("channel_not_found")
    return channel


def postable(state: State, ref: str) -> Channel:
    """The conversation the bot may post to: an id, #name, or a user id for the direct message."""
    if ref == state.bot.user_id:
        raise ApiError("cannot_dm_bot")
    if ref in state.people:
        channel = state.direct(ref)
    else:
        named = [c for c in state.channels.values() if c.kind == "channel" and c.name == ref.removeprefix("#")]
        channel = reachable(state, named[0].id if named else ref)
    if channel.archived:
        raise ApiError("is_archived")
    if not state.has_bot(channel) and "chat:write.public" not in state.bot.scopes:
        raise ApiError("not_in_channel")
    if channel.kind == "im":
        reader = state.people[channel.members[1]]
        if reader.deleted:
            raise ApiError("user_disabled")
        if not reader.accepts_dm:
            raise ApiError("messages_tab_disabled")
    return channel


def post_message(state: State, args: Json) -> Json:
    channel = postable(state, args["channel"])
    message = _composed(state, channel, args)
    if args.get("reply_broadcast") and "thread_ts" in message:
        message["subtype"] = "thread_broadcast"
    stored = state.messages.add(channel.id, message)
    return {"channel": channel.id, "ts": stored["ts"], "message": state.messages.shown(channel.id, stored["ts"])}


def post_ephemeral(state: State, args: Json) -> Json:
    channel = postable(state, args["channel"])
    if args["user"] not in channel.members:
        raise ApiError("user_not_in_channel")
    stored = state.messages.add(channel.id, _composed(state, channel, args), reader=args["user"])
    return {"message_ts": stored["ts"]}


def _composed(state: State, channel: Channel, args: Json) -> Json:
    message = by_bot(state, content(args, state.new_id("")))
    if {"username", "icon_emoji", "icon_url"} & set(args):
        if "chat:write.customize" not in state.bot.scopes:
            raise ApiError("missing_scope", needed="chat:write.customize", provided=",".join(state.bot.scopes))
        message |= {"subtype": "bot_message"} | {key: args[key] for key in ("username",) if key in args}
    if thread := args.get("thread_ts"):
        parent = state.messages.get(channel.id, thread)
        if not TS.fullmatch(thread) or parent is None or parent.reader is not None:
            raise ApiError("thread_not_found")
        thread = parent.body.get("thread_ts", thread)
        message |= {"thread_ts": thread, "parent_user_id": parent.body["user"]}
    return message


def update(state: State, args: Json) -> Json:
    """Text without blocks takes the blocks away; without text they stay, as do attachments and metadata."""
    channel = reachable(state, args["channel"])
    old = _own(state, channel, args["ts"], "cant_update_message")
    if channel.archived:
        raise ApiError("is_archived")
    message = changed(state, old, content(args, state.new_id("")))
    state.messages.change(channel.id, args["ts"], message)
    shown = state.messages.shown(channel.id, args["ts"])
    return {"channel": channel.id, "ts": args["ts"], "text": message["text"], "message": shown}


def changed(state: State, old: Json, picked: Json) -> Json:
    """A message with new content; only a change without blocks leaves the mark *edited*."""
    dropped = {"blocks"} if "text" in picked and "blocks" not in picked else set()
    message = {key: value for key, value in old.items() if key not in dropped} | picked
    message = {key: value for key, value in message.items() if value not in ([], {})}
    if not picked.get("blocks"):
        message["edited"] = {"user": state.bot.user_id, "ts": f"{int(state.now())}.000000"}
    return message


def delete(state: State, args: Json) -> Json:
    channel = reachable(state, args["channel"])
    _own(state, channel, args["ts"], "cant_delete_message")
    state.messages.remove(channel.id, args["ts"])
    return {"channel": channel.id, "ts": args["ts"]}


def _own(state: State, channel: Channel, ts: str, refusal: str) -> Json:
    post = state.messages.get(channel.id, ts)
    if post is None or post.reader is not None or post.body.get("subtype") == "tombstone":
        raise ApiError("message_not_found")
    if post.body.get("bot_id") != state.bot.bot_id:
        raise ApiError(refusal)
    return post.body
