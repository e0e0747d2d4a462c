"""The bodies Slack sends to an app, with all their documented fields."""

from typing import Any

from bot.sandbox.state import State
from bot.sandbox.world import Channel, Person

Json = dict[str, Any]
TOKEN = "sandbox-verification-token"  # noqa: S105 - Slack's old check, which signatures replaced; not a secret


def slash(state: State, person: Person, channel: Channel, command: str, text: str, trigger: str, url: str) -> Json:
    return {
        "token": TOKEN,
        "team_id": state.team.id,
        "team_domain": state.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.key,
        "command": command,
        "text": text,
        "api_app_id": state.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }


def channel_name(channel: Channel) -> str:
    """Slack names only public channels in what people send."""
    if channel.kind == "im":
        return "directmessage"
    return "privategroup" if channel.private else channel.name


def interaction(state: State, kind: str, person: Person) -> Json:
    """What block_actions, view_submission and view_closed have in common."""
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.key,
            "name": person.key,
            "team_id": person.team_id or state.team.id,
        },
        "team": {"id": state.team.id, "domain": state.team.domain},
        "api_app_id": state.bot.app_id,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def envelope(state: State, event: Json) -> Json:
    """The outer body of an event. Its `event_id` stays the same when it is delivered again."""
    channel = event.get("channel")
    members = state.channels[channel].members if isinstance(channel, str) and channel in state.channels else ()
    authorization = {"enterprise_id": None, "team_id": state.team.id, "user_id": state.bot.user_id}
    return {
        "token": TOKEN,
        "team_id": state.team.id,
        "context_team_id": state.team.id,
        "context_enterprise_id": None,
        "api_app_id": state.bot.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": state.new_id("Ev"),
        "event_time": int(state.now()),
        "authorizations": [authorization | {"is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": any(state.people[user].is_stranger for user in members if user in state.people),
        "event_context": f"4-{state.new_id('').lower()}",
    }


def channel_type(channel: Channel) -> str:
    return channel.kind if channel.kind != "channel" else "group" if channel.private else "channel"
