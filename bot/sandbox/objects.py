"""Channel and user objects as the Web API and the events show them."""

import zlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.state import State
from bot.sandbox.world import Channel, Person

Json = dict[str, Any]
LONG_AGO = 1_577_836_800  # the world was made before the sandbox started


def channel(state: State, value: Channel) -> Json:
    if value.kind == "im":
        user = next(member for member in value.members if member != state.bot.user_id)
        return {
            "id": value.id,
            "created": LONG_AGO,
            "is_archived": value.archived,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": state.team.id,
            "updated": LONG_AGO * 1000,
            "user": user,
            "is_user_deleted": state.people[user].deleted,
            "is_open": True,
            "priority": 0,
        }
    shared = any(state.people[user].is_stranger for user in value.members if user in state.people)
    said = {"creator": "", "last_set": 0}
    return {
        "id": value.id,
        "name": value.name,
        "is_channel": not value.private,
        "is_group": value.private and value.kind == "channel",
        "is_im": False,
        "is_mpim": value.kind == "mpim",
        "is_private": value.private,
        "created": LONG_AGO,
        "is_archived": value.archived,
        "is_general": value.name == "general",
        "unlinked": 0,
        "name_normalized": value.name,
        "is_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": state.team.id,
        "updated": LONG_AGO * 1000,
        "parent_conversation": None,
        "creator": next(iter(value.members), ""),
        "is_ext_shared": shared,
        "shared_team_ids": [state.team.id],
        "pending_connected_team_ids": [],
        "is_member": state.has_bot(value),
        "topic": said | {"value": value.topic},
        "purpose": said | {"value": value.purpose},
        "previous_names": [],
    }


def user(state: State, person: Person, *, locale: bool = False) -> Json:
    """Without the scope users:read.email the profile has no address."""
    zone = datetime.now(ZoneInfo(person.tz))
    offset = zone.utcoffset()
    shown = {
        "id": person.id,
        "team_id": person.team_id or state.team.id,
        "name": person.key,
        "deleted": person.deleted,
        "color": f"{zlib.crc32(person.id.encode()) & 0xFFFFFF:06x}",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": str(zone.tzname()),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": _profile(state, person),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": False,
        "is_app_user": False,
        "updated": LONG_AGO,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.is_stranger:
        shown["is_stranger"] = True
    return shown | ({"locale": person.locale} if locale else {})


def _profile(state: State, person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "fields": {},
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "first_name": first,
        "last_name": last,
        "team": person.team_id or state.team.id,
    }
    if person.email and "users:read.email" in state.bot.scopes:
        profile["email"] = person.email
    return profile


def bot_user(state: State) -> Json:
    person = Person(key=state.bot.name, id=state.bot.user_id, real_name=state.bot.name)
    shown = user(state, person) | {"is_bot": True}
    shown["profile"] |= {"api_app_id": state.bot.app_id, "bot_id": state.bot.bot_id, "always_active": True}
    return shown
