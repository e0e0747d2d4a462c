"""Due steps: each in a transaction of its own."""

from bot import clock, logs, store
from bot.actions import step
from bot.actions.step import Broken

_log = logs.get("step")


def run() -> None:
    """Do every step that is due. A step with a bug in it ends as failed and holds up no other; a database in trouble is asked again later."""
    while True:
        try:
            with store.transaction() as db:
                if not step.take_next(db, clock.now()):
                    return
        except Broken as broken:
            _log.error("step", step=broken.step.id, kind=broken.step.kind, exc_info=broken.__cause__)
            with store.transaction() as db:
                step.fail(db, broken.step, clock.now())
