"""When Slack may be spoken to again, for all workers together."""

from datetime import UTC, datetime, timedelta

from bot import store
from bot.store import pace

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_what_nobody_held_is_free(connected: None) -> None:
    with store.transaction() as db:
        assert pace.free_at(db, "workspace") is None
        assert pace.lock(db, "workspace", NOW) == NOW
        assert pace.lock(db, "workspace", NOW + SECOND) == NOW


def test_a_longer_hold_stands(connected: None) -> None:
    with store.transaction() as db:
        for seconds in (3, 1, 2):
            pace.hold(db, "channel:C1", NOW + seconds * SECOND)
        assert pace.free_at(db, "channel:C1") == NOW + 3 * SECOND
        pace.hold(db, "channel:C1", NOW + 4 * SECOND)
        assert pace.lock(db, "channel:C1", NOW) == NOW + 4 * SECOND


def test_refusals_in_a_row_are_counted_until_something_is_accepted(connected: None) -> None:
    with store.transaction() as db:
        for key in ("method:a", "method:b"):
            pace.hold(db, key, NOW)
        assert [pace.refused(db, "method:a"), pace.refused(db, "method:a"), pace.refused(db, "method:b")] == [1, 2, 1]
        pace.accepted(db, "method:a")
        assert [pace.refused(db, "method:a"), pace.refused(db, "method:b")] == [1, 2]
        assert pace.free_at(db, "method:a") == NOW


def test_channels_and_methods_are_not_mixed_up() -> None:
    assert (pace.channel("C1"), pace.method("chat.update")) == ("channel:C1", "method:chat.update")
