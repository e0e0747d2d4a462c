"""Doubles on the way in."""

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot import store
from bot.store import inbound, tables
from tests.store.test_store import together

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_key_is_new_once(connected: None) -> None:
    with store.transaction() as db:
        assert [inbound.is_new(db, key, NOON) for key in ("event:1", "event:1", "event:2")] == [True, False, True]
    with store.transaction() as db:
        assert not inbound.is_new(db, "event:1", NOON + timedelta(hours=1))


def test_keys_are_kept_for_twenty_six_hours(connected: None) -> None:
    assert timedelta(hours=26) == inbound.KEPT
    with store.transaction() as db:
        inbound.is_new(db, "old", NOON)
        inbound.is_new(db, "young", NOON + timedelta(seconds=1))
        assert inbound.forget(db, NOON + inbound.KEPT) == 0
        assert inbound.forget(db, NOON + inbound.KEPT + timedelta(seconds=1)) == 1
        assert db.execute(select(tables.inbound.c.key)).scalars().all() == ["young"]
        assert inbound.is_new(db, "old", NOON)


def test_a_key_leads_to_what_it_led_to_last_for_as_long_as_that_counts(connected: None) -> None:
    with store.transaction() as db:
        assert inbound.led_to(db, "same:x", NOON - timedelta(hours=1)) is None
        inbound.leads_to(db, "same:x", "draft 1", NOON)
        assert inbound.led_to(db, "same:x", NOON - timedelta(seconds=1)) == "draft 1"
        assert inbound.led_to(db, "same:x", NOON) is None
        inbound.leads_to(db, "same:x", "draft 2", NOON + timedelta(minutes=20))
        assert inbound.led_to(db, "same:x", NOON) == "draft 2"
        assert inbound.led_to(db, "same:y", NOON) is None


def test_two_at_once_who_lead_a_key_somewhere_do_not_fail(connected: None) -> None:
    ready = threading.Barrier(4)

    def lead() -> None:
        ready.wait()
        for number in range(5):
            with store.transaction() as db:
                inbound.leads_to(db, f"same:{number}", "draft", NOON)

    together(*[lead] * 4)
    with store.reading() as db:
        assert {inbound.led_to(db, f"same:{number}", NOON - timedelta(seconds=1)) for number in range(5)} == {"draft"}
