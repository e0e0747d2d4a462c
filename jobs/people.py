"""Who is an admin, a guest, gone: Slack's list of people, read now and then; events keep it current in between."""

from bot import logs, store
from bot.actions import person
from bot.slack import Slack

_PAGE = 200
_log = logs.get("people")


def read(slack: Slack) -> int:
    """Write down everybody's standing; returns how many people were read. Slack being down costs nothing: the next reading comes."""
    answer, body = slack.call("auth.test")
    team, cursor, number = body.get("team_id"), None, 0
    while answer.kind == "ok":
        answer, body = slack.call("users.list", limit=_PAGE, cursor=cursor)
        if answer.kind != "ok":
            break
        with store.transaction() as db:
            for user in body["members"]:
                person.note(db, user, team)
                number += 1
        cursor = (body.get("response_metadata") or {}).get("next_cursor") or None
        if not cursor:
            return number
    _log.warning("not read", error=answer.error)
    return number
