"""The app manifest: what Spire asks a workspace for, with a reason for each scope."""

from typing import Any

from bot.texts import Say

SCOPES: dict[str, str] = {
    "commands": "scope-commands",
    "chat:write": "scope-chat-write",
    "im:write": "scope-im-write",
    "mpim:write": "scope-mpim-write",
    "users:read": "scope-users-read",
    "channels:read": "scope-channels-read",
    "groups:read": "scope-channels-read",
    "channels:history": "scope-history",
    "groups:history": "scope-history",
    "im:history": "scope-history",
    "mpim:history": "scope-history",
}
"""Scope → text id of what is lost without it."""
NEEDED = frozenset({"commands", "chat:write", "im:write"})
EVENTS = ("team_join", "user_change", "member_joined_channel", "app_home_opened")


def manifest(say: Say, url: str | None) -> dict[str, Any]:
    """The manifest for HTTP at `url`, or for Socket Mode without one."""
    address = f"{url.rstrip('/')}/slack/events" if url else None
    where = {"url": address} if address else {}
    request = {"request_url": address} if address else {}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Spire",
            "description": say.plain("manifest-description"),
            "long_description": say.plain("manifest-long-description"),
            "background_color": "#1f4e3d",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
            "bot_user": {"display_name": "Spire", "always_online": True},
            "slash_commands": [
                {
                    "command": "/spire",
                    "description": say.plain("manifest-spire"),
                    "usage_hint": "language | meetings | setup | people | questions | log",
                    "should_escape": True,
                }
                | where,
                {
                    "command": "/ask",
                    "description": say.plain("manifest-ask"),
                    "usage_hint": say.plain("manifest-ask-hint"),
                    "should_escape": True,
                }
                | where,
                {
                    "command": "/pizza",
                    "description": say.plain("manifest-pizza"),
                    "usage_hint": say.plain("manifest-pizza-hint"),
                    "should_escape": True,
                }
                | where,
                {
                    "command": "/who",
                    "description": say.plain("manifest-who"),
                    "usage_hint": say.plain("manifest-who-hint"),
                    "should_escape": True,
                }
                | where,
                {
                    "command": "/mentor",
                    "description": say.plain("manifest-mentor"),
                    "usage_hint": say.plain("manifest-mentor-hint"),
                    "should_escape": True,
                }
                | where,
            ],
            "shortcuts": [
                {"name": say.plain("manifest-ask-open"), "type": "global", "callback_id": "ask.open", "description": say.plain("manifest-ask")},
                {"name": say.plain("manifest-ask-open"), "type": "message", "callback_id": "ask.message", "description": say.plain("manifest-ask")},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)} | request,
            "interactivity": {"is_enabled": True} | request,
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }
