"""Who somebody is to us: language, standing."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.actions import directory, mentorship, promise
from bot.ids import ChannelId, UserId
from bot.store import department as departments
from bot.store import person as people
from bot.texts import Language


def language(db: Connection, user_id: UserId, channel: ChannelId, about: dict[str, Any], otherwise: Language) -> Language:
    """Their own choice, else the department's, else the workspace's. Slack has no Danish or Norwegian, so its locale says nothing.

    The department is that of the channel, or of what a form or button is about (in direct messages there is no other).
    """
    own, here = people.languages(db, user_id, channel)
    if chosen := own or here:
        return chosen
    there = departments.of(db, about.get("department"), about.get("gathering"), about.get("channel"))
    return there.language if there else otherwise


def speak(db: Connection, user_id: UserId, chosen: Language) -> None:
    people.change(db, user_id, language=chosen)


def note(db: Connection, user: dict[str, Any], team_id: str | None, now: datetime) -> None:
    """Write down what Slack says of somebody (a `user` object); who has just gone hands on what is theirs."""
    before, found = people.get(db, user["id"]).standing, standing(user, team_id)
    people.change(db, user["id"], standing=found)
    if found == "gone" and before != "gone":
        directory.left(db, user["id"], now)
        promise.left(db, user["id"], now)
        mentorship.left(db, user["id"], now)


def standing(user: dict[str, Any], team_id: str | None) -> str:
    """Slack's flags as one word."""
    if user.get("deleted"):
        return "gone"
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return "bot"
    if user.get("is_stranger") or (team_id and user.get("team_id") not in {None, team_id}):
        return "stranger"
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return "guest"
    return "admin" if user.get("is_admin") or user.get("is_owner") else "member"
