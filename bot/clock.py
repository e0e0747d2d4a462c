"""The only place where the wall clock is read.

`now()` is the moment our plans live in: the sandbox may move it forwards (`travel`). `real()` is the moment of this machine: leases, pace,
deadlines and signatures go by it, because they are about the network and not about the plan.
"""

from datetime import UTC, datetime, timedelta

_ahead = timedelta(0)


def real() -> datetime:
    """This machine's time, aware, UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time that plans go by, aware, UTC; equal to `real()` unless somebody travelled."""
    return datetime.now(UTC) + _ahead


def travel(ahead: timedelta) -> None:
    """Be `ahead` of the real time (sandbox and tests only). Only this process travels."""
    global _ahead  # noqa: PLW0603 - one process, one clock
    _ahead = ahead
