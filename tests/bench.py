"""`python -m tests.bench`: how Spire answers 300 signed commands a second on this machine, the load generator included (Linux).

Next to it, in the same run: a bare Bolt app behind the same server, and the same server with nothing behind it, which is also what the generator can
do at most. Arrivals keep their moments whatever the server does, and a latency counts from the moment the request should have left, so queueing
counts. Each server is a process of its own, one at a time; Spire is `spire run` on a SQLite file, with a sandbox of Slack to deliver to.

`--asks`: all commands are questions to /ask, in no bank; each is read, routed to one of 163 people and kept as a draft.
"""

import argparse
import contextlib
import gc
import hashlib
import hmac
import os
import random
import select
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from bot.sandbox import Sandbox, World
from tests.conftest import HOSPITAL, SECRET, TOKEN, thursday, wait_until

CONNECTIONS = 64
CLOSED_CONNECTIONS = 8
PEOPLE = 1000
MEETINGS = 5
QUESTIONS = [Path(__file__).parent / f"rules/topic/{name}.tsv" for name in ("held_out", "held_out_2")]
DIRECTORY = Path(__file__).parents[2] / "shared/data/ask/directory.json"
CHOSEN = {"da": "dansk", "nb": "norsk", "en": "English"}


@dataclass(frozen=True)
class Command:
    """What is typed, and what must be in the answer."""

    user: str
    text: str
    expected: bytes
    name: str = "/spire"


@dataclass
class Seen:
    """What came back. Latencies in milliseconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    server_cpu: float = 0.0
    own_cpu: float = 0.0

    def at(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


class Line:
    """A connection that is kept: one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.command: Command | None = None
        self.since = 0.0
        self._got = b""

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self, command: Command, since: float) -> None:
        self.command, self.since, self._got = command, since, b""
        self.socket.sendall(_request(command))

    def answer(self) -> bytes | None:
        """The whole answer when it is there; empty when the server hung up."""
        part = self.socket.recv(65536)
        self._got += part
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not part:
            return b""
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return self._got if len(body) >= length else None


def load(port: int, commands: Iterator[Command], seconds: float, rate: float | None) -> Seen:
    """`rate` commands a second at constant distance (open loop), or as many as are answered one after the other (None)."""
    lines = [Line(port) for _ in range(CONNECTIONS if rate else CLOSED_CONNECTIONS)]
    free, busy, seen, sent = deque(lines), set[Line](), Seen(), 0
    gc.collect()
    gc.disable()
    own, begun = time.process_time(), time.perf_counter()
    end = begun + seconds
    while True:
        now = time.perf_counter()
        while free and (due := begun + sent / rate if rate else now) <= now and due < end:
            line = free.popleft()
            line.send(next(commands), due)
            busy.add(line)
            sent += 1
        left = begun + sent / rate if rate else now
        if not busy and (left >= end or (not rate and now >= end)):
            break
        patience = max(0.0, left - now) if rate and left < end and free else 5.0
        ready, _, _ = select.select(list(busy), [], [], patience)
        for line in ready:
            answer = line.answer()
            if answer is None:
                continue
            busy.discard(line)
            free.append(line)
            seen.latencies.append((time.perf_counter() - line.since) * 1000)
            if not answer.startswith(b"HTTP/1.1 200 ") or line.command is None or line.command.expected not in answer:
                seen.errors += 1
    seen.seconds, seen.own_cpu = time.perf_counter() - begun, time.process_time() - own
    gc.enable()
    for line in lines:
        line.socket.close()
    return seen


def typed(seed: int, *, checked: bool) -> Iterator[Command]:
    """Two in five choose a language (a write), two in five look at the meetings, one in five asks for help. `checked`: it is Spire that answers."""
    chance = random.Random(seed)
    while True:
        user, dice = f"U0B{chance.randrange(PEOPLE):04}", chance.random()
        if dice < 0.4:
            language = chance.choice(list(CHOSEN))
            yield Command(user, f"language {language}", CHOSEN[language].encode() if checked else b"")
        elif dice < 0.8:
            yield Command(user, "meetings", b"Pizza 5" if checked else b"")
        else:
            yield Command(user, "help", b"/spire meetings" if checked else b"")


def questions(seed: int, *, checked: bool) -> Iterator[Command]:
    """Questions that are in no bank, in three languages; every answer names the ordinary way."""
    chance = random.Random(seed)
    rows = [line.split("\t") for file in QUESTIONS for line in file.read_text(encoding="utf-8").splitlines()]
    while True:
        text = f"{chance.choice(rows)[2]} ({chance.randrange(10**6)})"
        yield Command(f"U0B{chance.randrange(PEOPLE):04}", text, b"112" if checked else b"", "/ask")


def _request(command: Command) -> bytes:
    """A signed slash command as Slack sends it, with all its fields."""
    fields = {
        "token": "not-used",
        "team_id": "T0SPIRE",
        "team_domain": "nordhavn",
        "channel_id": "C0MEDICIN",
        "channel_name": "medicinsk-forskning",
        "user_id": command.user,
        "user_name": command.user.lower(),
        "command": command.name,
        "text": command.text,
        "api_app_id": "A0SPIRE",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/1234/5678",
        "trigger_id": f"{time.perf_counter_ns()}.1.bench",
    }
    body, stamp = urlencode(fields).encode(), str(int(time.time())).encode()
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest().encode()
    return (
        b"POST /slack/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"X-Slack-Request-Timestamp: %b\r\nX-Slack-Signature: v0=%b\r\nContent-Length: %d\r\n\r\n%b" % (stamp, digest, len(body), body)
    )


def bare(kind: str, port: int) -> None:
    """In a child process: a bare Bolt app, or nothing, behind Spire's server."""
    from slack_bolt import Ack, App  # noqa: PLC0415 - only what this child serves
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415
    from slack_bolt.authorization import AuthorizeResult  # noqa: PLC0415
    from slack_sdk import WebClient  # noqa: PLC0415
    from waitress.server import create_server  # noqa: PLC0415

    from bot.process import WEB_THREADS  # noqa: PLC0415

    def empty(_environ: Any, start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return []

    listening: Any = empty
    if kind == "bolt":
        app = App(
            signing_secret=SECRET,
            process_before_response=True,
            client=WebClient(),
            authorize=lambda enterprise_id, team_id: AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=TOKEN),
        )

        def spire(ack: Ack) -> None:
            ack("This is the answer.")

        app.command("/spire")(spire)
        app.command("/ask")(spire)
        listening = SlackRequestHandler(app, path="/slack/events")
    create_server(listening, host="127.0.0.1", port=port, threads=WEB_THREADS).run()


class Child:
    """A server in a process of its own. `slack`: where its sandbox is, if it has one."""

    slack = ""

    def __init__(self, command: list[str], port: int, ready: str, log: Path, **env: str) -> None:
        """`ready`: the path that answers 200 when it is up; `start_seconds` is how long that took."""
        begun = time.perf_counter()
        with log.open("ab") as out:
            self._process = subprocess.Popen(command, env=os.environ | env, stdout=out, stderr=out)
        self.port = port
        while not _answers(f"http://127.0.0.1:{port}{ready}"):
            assert self._process.poll() is None, f"it ended: {log.read_text()[-2000:]}"
            time.sleep(0.01)
        self.start_seconds = time.perf_counter() - begun

    @property
    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak_megabytes(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def measure(self, commands: Iterator[Command], seconds: float, rate: float | None) -> Seen:
        before = self.cpu_seconds
        seen = load(self.port, commands, seconds, rate)
        seen.server_cpu = self.cpu_seconds - before
        return seen

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except HTTPError as error:
        return error.code == 404  # bare Bolt knows nothing of readiness
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _spire_command() -> str:
    return str(Path(sys.executable).with_name("spire"))


@contextlib.contextmanager
def spire(folder: Path, meetings: int = MEETINGS) -> Iterator[Child]:
    """`spire run` with a department and some meetings in it, put there the way people do."""
    sandbox = Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN)
    sandbox.start()
    port = _free_port()
    env = {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_API_URL": f"{sandbox.base}/api/",
        "DATABASE_URL": f"sqlite:///{folder}/spire.db",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SPIRE_ORGANISERS": "U0METTE",
    }
    child = Child([_spire_command(), "run"], port, "/readyz", folder / "spire.log", **env)
    try:
        child.slack = sandbox.base
        sandbox.send_to(f"http://127.0.0.1:{port}/slack/events")
        wait_until(lambda: _standing(folder, "U0METTE"))
        sandbox.command("mette", "medicinsk", "/spire", "setup")
        sandbox.submit("mette", {"name": "Medicinsk afdeling", "hospital": "Nordhavn", "organisers": ["U0METTE"]})
        for number in range(1, meetings + 1):
            sandbox.command("mette", "medicinsk", "/pizza", f"Pizza {number} i personalestuen")
            sandbox.submit("mette", {"date": f"{thursday()}", "time": f"16:{number:02}"})
            answer = sandbox.click("mette", "gathering.invite", view_id=sandbox.views("mette")[-1]["id"])
            assert answer.status == 200, answer
            sandbox.close_view("mette", all_views=True)
        wait_until(lambda: len(sandbox.seen("anne", "medicinsk")) == meetings + 1, 30)  # the welcome, and one a second
        if DIRECTORY.exists():
            subprocess.run([_spire_command(), "import", str(DIRECTORY)], env=os.environ | env, check=True, stdout=subprocess.DEVNULL)
            _make_colleagues(folder)
        yield child
    finally:
        child.stop()
        sandbox.stop()


def _standing(folder: Path, user_id: str) -> bool:
    with contextlib.closing(sqlite3.connect(folder / "spire.db")) as db:
        return bool(db.execute("SELECT 1 FROM person WHERE user_id = ? AND standing IS NOT NULL", [user_id]).fetchone())


def _make_colleagues(folder: Path) -> None:
    """Those who type are of the workspace, and those who are listed agreed to be."""
    with contextlib.closing(sqlite3.connect(folder / "spire.db", timeout=30)) as db, db:
        db.executemany("INSERT INTO person (user_id, standing) VALUES (?, 'member')", [[f"U0B{number:04}"] for number in range(PEOPLE)])
        db.execute("UPDATE listing SET agreed = 1, revision = revision + 1")


@contextlib.contextmanager
def other(kind: str, folder: Path) -> Iterator[Child]:
    """The bare Bolt app ("bolt") or the empty listener ("empty")."""
    port = _free_port()
    child = Child([sys.executable, "-m", "tests.bench", "--serve", kind, "--port", str(port)], port, "/", folder / f"{kind}.log")
    try:
        yield child
    finally:
        child.stop()


def _seconds_of(*words: str) -> float:
    """The middle one of five runs of the `spire` command."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([_spire_command(), *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _row(name: str, seen: Seen) -> str:
    figures = (seen.rate, seen.at(0.5), seen.at(0.95), seen.at(0.99), max(seen.latencies), seen.errors, seen.server_cpu, seen.own_cpu)
    return f"{name:<16}" + "{:>9.1f}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}{:>9}{:>12.2f}{:>12.2f}".format(*figures)


HEAD = f"{'':<16}{'answers/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}{'errors':>9}{'server CPU s':>13}{'load CPU s':>11}"


def run(rate: float, seconds: float, warm_up: float, saturated: float, typing: Callable[..., Iterator[Command]]) -> None:
    """All three, one after the other, and what can be said of Spire alone."""
    open_loop, closed_loop, lines, others = {}, {}, [], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("empty", "bolt", "spire"):
            with spire(folder) if kind == "spire" else other(kind, folder) as child:
                checked = kind == "spire"
                child.measure(typing(1, checked=checked), warm_up, rate)
                open_loop[kind] = child.measure(typing(2, checked=checked), seconds, rate)
                closed_loop[kind] = child.measure(typing(3, checked=checked), saturated, None)
                lines.append(f"{kind}: {child.start_seconds:.2f} s from start to ready, {child.peak_megabytes:.0f} MB at most")
        chosen = _chosen(folder)
    print(f"{os.cpu_count()} cores, load generator included; others kept {others:.1f} of them busy in the minute before.")
    print(f"{rate:.0f} signed commands a second for {seconds:.0f} s, after {warm_up:.0f} s of the same:\n")
    print(HEAD, *(_row(kind, seen) for kind, seen in open_loop.items()), sep="\n")
    print(f"\nAs many as are answered over {CLOSED_CONNECTIONS} connections, for {saturated:.0f} s:\n")
    print(HEAD, *(_row(kind, seen) for kind, seen in closed_loop.items()), sep="\n")
    ours, bolts = open_loop["spire"], open_loop["bolt"]
    print(f"\nSpire to bare Bolt: p50 {ours.at(0.5) / bolts.at(0.5):.1f} times, p99 {ours.at(0.99) / bolts.at(0.99):.1f} times")
    print(f"Languages written down: of {chosen} people", *lines, sep="\n")
    print(f"spire --help: {_seconds_of('--help'):.2f} s, spire manifest: {_seconds_of('manifest'):.2f} s")


def _chosen(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "spire.db")) as db:
        return int(db.execute("SELECT count(*) FROM person WHERE user_id LIKE 'U0B%' AND language IS NOT NULL").fetchone()[0])


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--rate", type=float, default=300)
    said.add_argument("--seconds", type=float, default=30)
    said.add_argument("--warm-up", type=float, default=5)
    said.add_argument("--saturated", type=float, default=5)
    said.add_argument("--asks", action="store_true", help="questions to /ask instead of short commands")
    said.add_argument("--serve", choices=("bolt", "empty"), help=argparse.SUPPRESS)
    said.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = said.parse_args()
    if given.serve:
        bare(given.serve, given.port)
    else:
        run(given.rate, given.seconds, given.warm_up, given.saturated, questions if given.asks else typed)


if __name__ == "__main__":
    main()
