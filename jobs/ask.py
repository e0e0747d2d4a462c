"""The auditor of /ask: open questions that nobody has, or whose promise has passed. There should be none."""

from bot import clock, logs, store
from bot.actions import patience

_log = logs.get("ask")


def audit() -> None:
    with store.transaction() as db:
        for question in patience.audit(db, clock.now()):
            _log.error("promise broken", question=question.id, state=question.state)
        patience.forget(db, clock.now())
