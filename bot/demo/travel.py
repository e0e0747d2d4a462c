"""Time travel, in the one-process form and forwards only: from due moment to due moment, until nothing is left to do."""

import time
from collections.abc import Callable
from datetime import datetime

from bot import clock, store
from bot.sandbox import Sandbox
from bot.store import due, outgoing
from jobs import directory, step


def to(moment: datetime, sandbox: Sandbox, settled: Callable[[], object] | None = None) -> None:
    """Be at `moment` (aware), having done on the way what falls due there; `settled` waits for delivery at each stop."""
    settled = settled or settle
    while (stop := next_stop()) is not None and stop < moment:
        be_at(stop, sandbox)
        settled()
    be_at(moment, sandbox)
    settled()


def settle(patience: float = 30.0) -> bool:
    """Wait until everything that is due now is delivered or ended; False when that took longer than `patience` real seconds."""
    step.run()
    directory.ask()
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        with store.reading() as db:
            if not outgoing.unfinished(db, clock.now()):
                return True
        time.sleep(0.02)
    return False


def next_stop() -> datetime | None:
    """The next due moment after now."""
    with store.reading() as db:
        stops = [due.next_at(db, clock.now()), outgoing.next_at(db, clock.now())]
    return min((stop for stop in stops if stop is not None), default=None)


def be_at(moment: datetime, sandbox: Sandbox) -> None:
    ahead = moment - clock.real()
    clock.travel(ahead)
    sandbox.travel(ahead.total_seconds())
