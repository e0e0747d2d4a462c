"""A delivery desk between a database and a sandbox, worked by hand."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from bot import clock, store
from bot.actions import gathering
from bot.ids import ChannelId, DepartmentId, GatheringId, LetterId, UserId
from bot.rules import delivery
from bot.rules.calendar import WorkingDays, at
from bot.rules.gathering import Plan
from bot.sandbox import Sandbox, World
from bot.slack import Slack
from bot.store import department, log, outgoing, tables
from jobs.delivery import Desk
from tests.conftest import HOSPITAL, SECRET, TOKEN, thursday

ZONE = ZoneInfo("Europe/Copenhagen")
METTE = UserId("U0METTE")
CHANNEL = ChannelId("C0MEDICIN")


@dataclass
class Office:
    """A desk, what it speaks to, and a department with an organiser, Mette."""

    sandbox: Sandbox
    slack: Slack
    desk: Desk
    department: DepartmentId

    def queue(self, key: str, to: str = CHANNEL, *, kind: str = "department.welcome", ago: timedelta = timedelta(0), **more: Any) -> LetterId:
        """Put a letter in the tray that was due so long `ago` and is too late a day after it was due."""
        due_at = clock.now() - ago
        with store.transaction() as db:
            too_late_at = more.pop("too_late_at", due_at + timedelta(days=1))
            assert outgoing.queue(db, key, kind, more.pop("subject", self.department), to, due_at, too_late_at, department=self.department, **more)
            letter = outgoing.find(db, key)
        assert letter is not None
        return letter

    def meeting(self) -> GatheringId:
        """A meeting that was just invited to: its invitation and Mette's card are in the tray."""
        plan = Plan("Pizza", "personalestuen", "", at(thursday(), clock_time(16, 30), ZONE), 60, None)
        with store.transaction() as db:
            there = department.get(db, self.department)
            shown = gathering.draft(db, there, f"draft {time.monotonic_ns()}", plan, METTE, clock.now())
            gathering.invite(db, shown.gathering.id, METTE, clock.now())
            return shown.gathering.id

    def finish(self, patience: float = 10.0) -> None:
        """Work until nothing that is due is left."""
        give_up = time.monotonic() + patience
        while self.unfinished():
            assert time.monotonic() < give_up, self.log()
            if not self.desk.work():
                time.sleep(0.01)

    def unfinished(self) -> int:
        with store.reading() as db:
            return outgoing.unfinished(db, clock.now())

    def row(self, letter: LetterId) -> Any:
        with store.reading() as db:
            return db.execute(select(tables.outgoing).where(tables.outgoing.c.id == letter)).one()

    def ended(self, letter: LetterId) -> tuple[str, str | None]:
        return self.row(letter).state, self.row(letter).reason

    def log(self) -> list[tuple[str, str, str | None]]:
        """(kind, outcome, reason), newest first."""
        with store.reading() as db:
            return [(entry.kind, entry.outcome, entry.reason) for entry in log.latest(db, [self.department], 100)]

    def keys(self, channel: str = "medicinsk", reader: str = "anne") -> list[str]:
        """The keys of what stands in a channel, oldest first."""
        seen = self.sandbox.direct(reader) if channel == "dm" else self.sandbox.seen(reader, channel)
        return [message["metadata"]["event_payload"]["key"] for message in seen if "metadata" in message]

    def told(self) -> list[str]:
        """What Mette was written to directly."""
        return [message["text"] for message in self.sandbox.direct("mette")]

    def failures(self) -> list[dict[str, Any]]:
        """The news of failures among it."""
        return [message for message in self.sandbox.direct("mette") if message["metadata"]["event_payload"]["key"].startswith("log.failed:")]

    def scopes_without(self, *scopes: str) -> None:
        bot = self.sandbox.state.bot
        self.sandbox.state.bot = replace(bot, scopes=tuple(one for one in bot.scopes if one not in scopes))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk's patience, shortened: it is configuration, and the tests of the store prove the real pace."""
    monkeypatch.setattr(delivery, "CHANNEL_EVERY", timedelta(seconds=0.02))
    monkeypatch.setattr(delivery, "WORKSPACE_EVERY", timedelta(seconds=0.01))
    monkeypatch.setattr(delivery, "UPDATES_EVERY", timedelta(seconds=0.02))
    monkeypatch.setattr(delivery, "LOOK_AFTER", timedelta(seconds=0.05))
    monkeypatch.setattr(delivery, "RETRY_FIRST", timedelta(seconds=0.1))
    monkeypatch.setattr(delivery, "RETRY_LONGEST", timedelta(seconds=0.3))
    monkeypatch.setattr(Slack.call, "__defaults__", (timedelta(seconds=0.6),))


def _office(folder: Path) -> Iterator[Office]:
    with Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, record=folder / "wire.jsonl") as sandbox:
        slack = Slack(TOKEN, f"{sandbox.base}/api/")
        days = WorkingDays(frozenset(range(1, 6)), frozenset(), ZONE)
        with store.transaction() as db:
            made = department.put(db, CHANNEL, name="Medicinsk", hospital="Nordhavn", language="da", zone=ZONE.key, days=days, coffee=None)
            department.set_organisers(db, made, [METTE])
            db.execute(insert(tables.person).values(user_id=METTE, standing="admin"))
        yield Office(sandbox, slack, Desk(slack, "desk", "da"), made)
        slack.close()


@pytest.fixture
def office(sqlite_url: str, hasty: None, tmp_path: Path) -> Iterator[Office]:
    """On SQLite: what the desk decides does not depend on the database."""
    store.connect(sqlite_url)
    yield from _office(tmp_path)
    store.close()


@pytest.fixture
def any_office(connected: None, hasty: None, tmp_path: Path) -> Iterator[Office]:
    """On each database."""
    yield from _office(tmp_path)
