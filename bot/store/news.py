"""Waking delivery within the process: a committed transaction that put something in the tray says so. Other processes look four times a second."""

import threading

from sqlalchemy import Connection

_changed = threading.Condition()
_count = 0


def mark(db: Connection) -> None:
    """When this transaction is committed there is news."""
    db.info["news"] = True


def clear(db: Connection) -> bool:
    """Was the transaction marked? (`info` lives as long as the pooled connection, so it is cleared at both ends.)"""
    return bool(db.info.pop("news", False))


def tell() -> None:
    global _count  # noqa: PLW0603 - one process, one tray
    with _changed:
        _count += 1
        _changed.notify_all()


def count() -> int:
    return _count


def wait(seen: int, seconds: float) -> None:
    """Sleep until there is news after `seen`, or `seconds` have passed."""
    with _changed:
        _changed.wait_for(lambda: _count != seen, seconds)
