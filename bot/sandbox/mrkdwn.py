"""What the client makes of typed text: mentions, links and the three escaped characters."""

import re
from html import escape

from bot.sandbox.state import State

TOKEN = re.compile(r"(?P<link>https?://[^\s<>|]+)|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+)|@(?P<who>[\w.-]+)|#(?P<where>[\w-]+)")
EVERYBODY = ("here", "channel", "everyone")


def escaped(state: State, typed: str) -> str:
    """`@key` of a person and `#key` or `#name` of a channel become references; unknown names stay text."""
    return TOKEN.sub(lambda found: _reference(state, found), escape(typed, quote=False))


def _reference(state: State, found: re.Match[str]) -> str:
    word = found.group()
    if found["link"]:
        return f"<{word}>"
    if found["mail"]:
        return f"<mailto:{word}|{word}>"
    if found["who"] in EVERYBODY:
        return f"<!{found['who']}>"
    if found["who"]:
        if found["who"] == state.bot.name:
            return f"<@{state.bot.user_id}|{state.bot.name}>"
        return next((f"<@{p.id}|{p.key}>" for p in state.people.values() if p.key == found["who"]), word)
    names = {name: channel for channel in state.channels.values() for name in (channel.key, channel.name)}
    channel = names.get(found["where"])
    return f"<#{channel.id}|{channel.name}>" if channel else word
