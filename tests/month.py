"""The simulated month: `python -m tests.month --questions 600 --experts 160 --days 30 --database sqlite --seed 1`.

A whole Spire against the sandbox of Slack, lived through from due moment to due moment: people ask, a fifth of the experts never answer, some are
away, leave, forget; public holidays lie in the month; Spire is stopped, killed and started again; Slack throttles, fails and is away for hours.
At every stop and in the end tests/month_look.py looks at what must be true. Afterwards nobody asks any more, until everything has come to rest.

Slack's real pace (240 messages and 50 updates a minute, one message a second in a channel) is kept on `--paced` working days, the others are lived
through without waiting for it: a month in minutes has no minutes to wait.
"""

import argparse
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select

from bot import clock, logs, store
from bot.actions import patience, roster
from bot.demo import travel
from bot.process import Process
from bot.rules import delivery
from bot.rules.calendar import at, public_holidays
from bot.rules.roster import file as roster_file
from bot.sandbox import Sandbox, wire
from bot.settings import Settings
from bot.store import pace
from bot.store import question as store_questions
from bot.store.tables import question
from jobs import directory as asking
from jobs import people as reading
from tests.conftest import PATIENCE, SECRET, TOKEN, wait_until
from tests.kill import Child, database
from tests.month_look import Look
from tests.month_people import People
from tests.month_town import nordhavn, questions, region, town

ZONE = ZoneInfo("Europe/Copenhagen")
UNPACED = {
    "CHANNEL_EVERY": timedelta(0),
    "WORKSPACE_EVERY": timedelta(0),
    "UPDATES_EVERY": timedelta(0),
    "SAME_POST_EVERY": timedelta(0),
    "LOOK_AFTER": timedelta(seconds=0.2),
    "RETRY_FIRST": timedelta(seconds=0.2),
    "RETRY_LONGEST": timedelta(seconds=0.5),
}
FAULTS = {"429": 0.004, "500": 0.003, "internal_error": 0.002, "drop": 0.002, "accept_then_drop": 0.002}
KEPT = 5000
"""Entries of the record in memory."""
SHOWN, SHOWN_MOST = 600, 60
"""Characters of a violation, and how many are printed."""


@dataclass(frozen=True)
class Options:
    """`paced`: working days on which Slack's pace is kept; `kills`: of a process of its own, at the busiest hour; `rest`: days afterwards.

    `given`: directory and questions of the folder shared beside the project, else what the project itself has.
    """

    questions: int = 600
    experts: int = 160
    days: int = 30
    seed: int = 1
    restarts: int = 12
    kills: int = 0
    paced: int = 0
    rest: int = 35
    leavers: int = 4
    given: bool = True


def begin(today: date) -> date:
    """The first 8 May or, if that is a weekend, Monday after it, of a year in which 17 May, Norway's own holiday, is a working day in Denmark."""
    year = today.year + (today >= date(today.year, 5, 1))
    while date(year, 5, 17).isoweekday() > 5 or date(year, 5, 17) in public_holidays("DK", year):
        year += 1
    first = date(year, 5, 8)
    return first + timedelta(days=(8 - first.isoweekday()) % 7 if first.isoweekday() > 5 else 0)


class Month:
    """Built in reading order; `live` is the whole of it."""

    def __init__(self, options: Options, database_url: str, folder: Path) -> None:
        self.options, self.folder, self.chance = options, folder, random.Random(f"{options.seed}/month")
        self.first = begin(clock.real().date())
        self.town = town(region() if options.given else nordhavn(), options.experts, self.first, options.days, options.seed)
        kept, wire.KEPT = wire.KEPT, KEPT
        self.sandbox = Sandbox(self.town.world, signing_secret=SECRET, bot_token=TOKEN, retry_scale=0.01, patience=PATIENCE, seed=options.seed)
        wire.KEPT = kept
        self.sandbox.start()
        self.sandbox.limits(False)
        api = {"slack_api_url": f"{self.sandbox.base}/api/", "slack_signing_secret": SECRET, "slack_bot_token": TOKEN}
        self.settings = Settings(_env_file=None, database_url=database_url, host="127.0.0.1", organisers="U0METTE0", **api)
        self.people, self.seen = People(self.sandbox, self.town, options.seed), Look(self.town, self.sandbox)
        self.figures: dict[str, object] = {}
        self.process: Process | None = None
        self._paced = self._away = False
        self._forgotten = self.first

    def live(self) -> None:
        travel.be_at(self._at(0, 7), self.sandbox)
        self._start()
        self._set_up()
        self._write_agenda()
        for kind, chance in FAULTS.items():
            self.sandbox.fault(kind, chance=chance, **({"retry_after": 1} if kind == "429" else {}))
        self._go(self._at(self.options.days, 7))
        with store.reading() as db:
            states = Counter(row.state for row in db.execute(select(question.c.state).where(question.c.state != "closed")))
        self.figures["open after the last day of asking"] = dict(states)
        self._go(self._at(self.options.days + self.options.rest, 12))
        self.sandbox.no_faults()
        self._settle()
        self.seen.at_rest(clock.now())

    def stop(self) -> None:
        if self.process:
            self.process.stop()
        self.sandbox.stop()
        clock.travel(timedelta(0))

    def _at(self, day: int, hour: int, minute: int = 0) -> datetime:
        return at(self.first + timedelta(days=day), datetime.min.time().replace(hour=hour, minute=minute), ZONE)

    def _start(self) -> None:
        self.process = Process(self.settings, port=0)
        self.process.start()
        self.sandbox.events_url = f"http://127.0.0.1:{self.process.port}/slack/events"

    def _set_up(self) -> None:
        """Departments, the directory as `spire import` brings it in, and everybody's own yes."""
        reading.read(self.process.slack)  # type: ignore[union-attr]
        wait_until(self._read, 60)
        for room in self.town.rooms:
            self.sandbox.command("U0METTE0", room.channel, "/spire", "setup")
            answer = self.sandbox.submit("U0METTE0", room.form(self.town.names))
            assert "errors" not in str(answer.body), answer.body
            self.sandbox.close_view("U0METTE0", all_views=True)
        file = roster_file.load(json.dumps(self.town.document).encode())
        with store.reading() as db:
            look = roster.look(db, file, self.first, lambda _: None)
        assert not look.plan.broken, look.plan.broken[:3]
        with store.transaction() as db:
            roster.bring_in(db, look, clock.now(), lambda _: None)
        asking.ask()
        self._go(self._at(0, 8))
        for one in self.town.document["experts"]:
            if one["slack_user"] and one["active"] and one["kind"] != "function":
                self.sandbox.click(one["slack_user"], "directory.yes", channel="dm")

    def _read(self) -> bool:
        with store.reading() as db:
            return bool(db.exec_driver_sql("SELECT 1 FROM person WHERE user_id = 'U0METTE0' AND standing = 'admin'").scalar())

    def _write_agenda(self) -> None:
        """Who asks what and when; when Spire is stopped, when Slack is away, who leaves."""
        texts, chance, days = questions(given=self.options.given), self.chance, self.options.days
        for number, text in enumerate(chance.sample(texts * (self.options.questions // len(texts) + 1), self.options.questions)):
            who, room = chance.choice(self.town.askers)
            hour = chance.choice((7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 14, 15, 15, 16, 18, 21, 2))
            when = self._at(chance.randrange(days), hour, chance.randrange(60))
            self.people.plan(max(when, self._at(0, 9)), lambda w=who, r=room, t=text, n=number: self.people.ask(w, r, t, n))  # type: ignore[misc]
        for number in range(self.options.restarts):
            night = number % 3 == 0
            when = self._at(chance.randrange(1, days), 22 if night else chance.randrange(8, 16), chance.randrange(60))
            self.people.plan(when, lambda n=night: self._restart(timedelta(hours=7) if n else timedelta(minutes=chance.randrange(20))))  # type: ignore[misc]
        for number in range(self.options.leavers):
            self.people.plan(self._at((number + 1) * days // (self.options.leavers + 1), 10, 30), self._somebody_leaves)
        self.people.plan(self._at(days // 2, 11), lambda: self._leaves(self.town.rooms[-1].organisers[0]))
        self.people.plan(self._at(2, 14, 20), lambda: self._slack_is_away(self._at(2, 22, 40)))
        busy = [day for day in range(1, days) if self._is_working(day) and not self._is_working(day - 1)]
        for day, times in Counter(busy[number % len(busy)] for number in range(self.options.kills)).items():
            self.people.plan(self._at(day, 7, 59), lambda n=times: self._killed(n))  # type: ignore[misc]
        for day in [day for day in range(6, days) if self._is_working(day)][: self.options.paced]:
            self.people.plan(self._at(day, 0), lambda: self._pace(True))
            self.people.plan(self._at(day + 1, 0), lambda: self._pace(False))

    def _is_working(self, day: int) -> bool:
        on = self.first + timedelta(days=day)
        return on.isoweekday() < 6 and on not in public_holidays("DK", on.year)

    def _go(self, until: datetime) -> None:
        """From due moment to due moment, and to what people are going to do."""
        while True:
            planned = [one for one in (travel.next_stop(), self.people.next_at()) if one is not None]
            stop = min(planned, default=None)
            if stop is None or stop > until:
                break
            if stop > clock.now():
                travel.be_at(stop, self.sandbox)
            self._stop()
            while self.people.act(clock.now()):
                self._stop()
        if until > clock.now():
            travel.be_at(until, self.sandbox)
        self._stop()

    def _stop(self) -> None:
        self._settle()
        for letter in self.seen.look(clock.now()):
            self.people.hear(letter)
        today = clock.now().date()
        if today > self._forgotten:  # as the timetable does
            with store.transaction() as db:
                patience.forget(db, clock.now())
            self._forgotten = today

    def _settle(self) -> None:
        if not travel.settle(0.2 if self._away else 900.0 if self._paced else 90.0) and not self._away:
            self.seen.wrong("delivery did not come to rest", clock.now())

    def _restart(self, down: timedelta) -> None:
        """Spire is stopped, and started some time later."""
        assert self.process
        self.process.stop()
        if down:
            travel.be_at(clock.now() + down, self.sandbox)
        self._start()
        self.seen.figures["restarts"] += 1

    def _killed(self, times: int) -> None:
        """kill -9 of a process of its own while a weekend's letters go out. What it had in hand is found by the next one."""
        assert self.process
        self.process.stop()
        travel.be_at(clock.now().replace(second=0, microsecond=0) + timedelta(minutes=1), self.sandbox)
        ahead = (clock.now() - clock.real()).total_seconds()
        before = f"from datetime import timedelta as t; from bot import clock; from bot.rules import delivery as d; clock.travel(t(0, {ahead}))\n"
        before += "".join(f"d.{name} = t(0, {value.total_seconds()})\n" for name, value in UNPACED.items())
        before += "d.DEADLINE, d.LEASE = t(0, 2), t(0, 5)\n"
        port = self.process.port
        child = Child.of("run", self.settings.database_url, self.sandbox.base, port, self.folder / f"run-{port}.log", before)
        self.sandbox.events_url = f"http://127.0.0.1:{port}/slack/events"
        store.connect(self.settings.database_url)
        for _time in range(times):
            child.start()
            time.sleep(self.chance.uniform(0.05, 0.5))  # the moment is the test
            child.kill()
        child.start()
        if code := child.stop():
            self.seen.wrong(f"exit code {code} when asked to stop", clock.now())
        self.seen.figures["kills"] += times
        self._start()

    def _slack_is_away(self, until: datetime) -> None:
        """Nothing reaches Slack, from the afternoon until late in the evening.

        No other fault then: what was stored and is unclear is looked for by real time, and a leap of hours would hide it.
        """
        self.sandbox.no_faults()
        self.sandbox.fault("down")
        self._away = True

        def back() -> None:
            self._away = False
            self.sandbox.no_faults()
            with store.transaction() as db:
                pace.forget(db)
            for kind, chance in FAULTS.items():
                self.sandbox.fault(kind, chance=chance, **({"retry_after": 1} if kind == "429" else {}))

        self.people.plan(until, back)

    def _somebody_leaves(self) -> None:
        """Whoever of the experts has most questions at the moment."""
        with store.reading() as db:
            load = store_questions.load(db, clock.now()).open
        users = {one["id"]: one["slack_user"] for one in self.town.document["experts"] if one["slack_user"]}
        there = {person.id for person in self.sandbox.state.people.values() if not person.deleted}
        found = max((key for key in users if users[key] in there), key=lambda key: (load.get(key, 0), key))
        self.seen.figures["questions of who left"] += load.get(found, 0)
        self._leaves(users[found])

    def _leaves(self, user: str) -> None:
        self.sandbox.deactivate(user)
        self.seen.figures["left Slack"] += 1

    def _pace(self, kept: bool) -> None:
        self._paced = kept
        self.sandbox.limits(kept)
        for name, value in (_REAL if kept else UNPACED).items():
            setattr(delivery, name, value)


_REAL = {name: getattr(delivery, name) for name in UNPACED}


@contextmanager
def unpaced() -> Iterator[None]:
    for name, value in UNPACED.items():
        setattr(delivery, name, value)
    try:
        yield
    finally:
        for name, value in _REAL.items():
            setattr(delivery, name, value)


def play(options: Options, database_url: str, folder: Path) -> Month:
    """Live through it; `database_url` is an empty migrated database."""
    began = time.monotonic()
    with unpaced():
        month = Month(options, database_url, folder)
        try:
            month.live()
        finally:
            month.stop()
    month.figures["wall time"] = f"{time.monotonic() - began:.0f} s"
    return month


@contextmanager
def logged(file: Path) -> Iterator[None]:
    """What Spire logs goes there; afterwards logging is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("spire")
    before = (root.handlers, root.level, ours.level)
    with file.open("w", encoding="utf-8") as to:
        logs.configure(stream=to)
        try:
            yield
        finally:
            root.handlers, root.level, ours.level = before
            structlog.reset_defaults()


def table(month: Month, said: Path) -> str:
    """Figures and violations, as lines; `said`: what Spire logged, in which an error is a violation too."""
    events = [json.loads(line) for line in said.read_text("utf-8").splitlines() if line.startswith("{")]
    for entry in events:
        if entry.get("level") in {"error", "critical"} and entry.get("event") != "library":
            month.seen.wrong(f"logged: {json.dumps(entry)}", clock.real())
    figures: dict[str, object] = {"first day": month.first, "people": len(month.town.world.people), "departments": len(month.town.rooms)}
    figures |= {"never answer": len(month.town.silent), **month.figures}
    figures |= {f"people: {name}": number for name, number in sorted(month.people.did.items())}
    figures |= {f"too late to click: {name}": number for name, number in sorted(month.people.gone.items())}
    figures |= dict(sorted(month.seen.figures.items()))
    posts, updates = (month.seen.figures[f"calls of chat.{name}"] for name in ("postMessage", "update"))
    figures |= {"at Slack's pace": f"{posts / 240:.0f} min for the posts, {updates / 50:.0f} min for the updates"}
    figures |= {"refused with a sentence": sum(entry.get("event") == "refused" for entry in events)}
    figures |= {"longest past a promise": f"{month.seen.latest.total_seconds():.1f} s", "violations": len(month.seen.violations)}
    width = max(map(len, figures))
    lines = [f"{name:<{width}}  {value}" for name, value in figures.items()]
    shown = [f"VIOLATION  {when:%d %b %H:%M}  {what[:SHOWN]}" for what, when in month.seen.violations.items()]
    return "\n".join([*lines, *shown[:SHOWN_MOST]])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.month", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, otherwise in (("questions", 600), ("experts", 160), ("days", 30), ("restarts", 12), ("kills", 6), ("paced", 1), ("rest", 35)):
        parser.add_argument(f"--{name}", type=int, default=otherwise)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--own", action="store_true", help="the project's own hospitals instead of those in the folder shared beside it")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10_000)
    options = Options(given.questions, given.experts, given.days, seed, given.restarts, given.kills, given.paced, given.rest, given=not given.own)
    folder = Path(tempfile.mkdtemp(prefix="spire-month-"))
    said = folder / "spire.log"
    with database(given.database, folder) as url, logged(said):
        month = play(options, url, folder)
    sys.stdout.write(f"{given.database}, seed {seed}\n{table(month, said)}\n")
    if month.seen.violations:
        sys.stdout.write(f"Database and log are kept in {folder}\n")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
