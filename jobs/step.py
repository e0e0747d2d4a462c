"""Due steps: each in a transaction of its own."""

from sqlalchemy.exc import DBAPIError

from bot import clock, logs, store
from bot.actions import step

_log = logs.get("step")


def run() -> None:
    """Do every step that is due. A step with a bug in it ends as failed and holds up no other; a database in trouble is asked again later."""
    while True:
        try:
            with store.transaction() as db:
                if not step.take_next(db, clock.now()):
                    return
        except DBAPIError:
            raise
        except Exception:  # noqa: BLE001 - logged, and the step ends visibly
            _log.exception("step")
            with store.transaction() as db:
                step.fail_next(db, clock.now())
