"""Who is an admin, a guest, gone: Slack's list of people, read now and then; events keep it current in between."""

from datetime import timedelta

from bot import clock, logs, store
from bot.actions import person
from bot.rules.delivery import Answer
from bot.slack import Slack
from bot.store import pace
from bot.store import person as people

EVERY, AGAIN = timedelta(hours=6), timedelta(minutes=2)
"""After a whole reading, and after one that was broken off."""
PAGE, PATIENCE = 200, 20
LONGEST_WAIT = timedelta(seconds=30)
_log = logs.get("people")


def read(slack: Slack) -> int:
    """Write down everybody's standing, if it is time and no other worker does; returns how many people were read.

    users.list is Tier 2 (20 a minute): a throttled page is asked for again. A reading that breaks off is tried again in two minutes.
    """
    with store.transaction() as db:
        if pace.lock(db, "people", clock.real()) > clock.real():
            return 0
        pace.hold(db, "people", clock.real() + AGAIN)
    answer, body = slack.call("auth.test")
    team, number, cursor, patience = body.get("team_id"), 0, None, PATIENCE
    while answer.kind == "ok":
        answer, body = slack.call("users.list", limit=PAGE, cursor=cursor)
        if _worth_waiting(answer) and patience:
            patience -= 1
            slack.wait(min(answer.wait, LONGEST_WAIT))
            answer = Answer("ok")
            continue
        if answer.kind != "ok":
            break
        cursor = (body.get("response_metadata") or {}).get("next_cursor") or None
        with store.transaction() as db:
            for user in body["members"]:
                person.note(db, user, team, clock.now())
                number += 1
            if not cursor:
                people.all_read(db, clock.now())
                pace.hold(db, "people", clock.real() + EVERY)
                return number
    _log.warning("not read", error=answer.error)
    return number


def _worth_waiting(answer: Answer) -> bool:
    return answer.kind == "throttled"
