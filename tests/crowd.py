"""A crowd that uses Spire as people do, and writes down what must be true afterwards."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import clock, store
from bot.actions import announce
from bot.demo import travel
from bot.process import Process
from bot.rules.calendar import at
from bot.sandbox import Answer, ImpossibleError, Sandbox, World
from bot.sandbox.world import Channel, Person
from bot.settings import Settings
from bot.store.tables import outgoing
from tests.conftest import HOSPITAL, PATIENCE, SECRET, TOKEN, thursday

ZONE = ZoneInfo("Europe/Copenhagen")
UNDONE_FOR = 70.0
"""Seconds after which a change can no longer be undone, with room: the crowd changes a meeting once in so long, so that undo has one meaning."""
TALKED_OF = 24
"""People answer the latest meetings, so that there is an end to redrawing posts at 50 a minute."""
Outcome = Literal["acknowledged", "refused", "lost", "late", "bug"]


def world(people: int, channels: int) -> World:
    """The demo's workspace with another crowd: everybody is in every channel, and the first is Mette."""
    crowd = [Person("mette", "U0METTE", "Mette Krogh"), *(Person(f"p{n:02}", f"U0P{n:02}", f"Person {n}") for n in range(1, people))]
    keys = tuple(one.key for one in crowd)
    rooms = [Channel(f"c{n}", f"C0ROOM{n}", f"afdeling-{n}", members=keys, bot=True) for n in range(1, channels + 1)]
    return replace(World.load(HOSPITAL), people=tuple(crowd), channels=tuple(rooms))


@contextmanager
def at_home(people: int, database_url: str, folder: Path) -> Iterator[Sandbox]:
    """A crowd in one channel, with its department, and Spire in this process."""
    sandbox = Sandbox(world(people, 1), signing_secret=SECRET, bot_token=TOKEN, record=folder / "wire.jsonl", patience=PATIENCE)
    sandbox.start()
    api = {"slack_api_url": f"{sandbox.base}/api/", "slack_signing_secret": SECRET, "slack_bot_token": TOKEN}
    settings = Settings(_env_file=None, database_url=database_url, host="127.0.0.1", organisers="U0METTE", **api)
    process = Process(settings, port=0)
    process.start()
    sandbox.events_url = f"http://127.0.0.1:{process.port}/slack/events"
    try:
        yield sandbox
    finally:
        process.stop()
        sandbox.stop()


def set_up(sandbox: Sandbox, channel: str, organisers: list[str]) -> Answer:
    sandbox.command("mette", channel, "/spire", "setup")
    answer = sandbox.submit("mette", {"name": f"Afdeling {channel}", "hospital": "Nordhavn", "organisers": organisers})
    sandbox.close_view("mette", all_views=True)
    return answer


def at_once(people: list[str], does: Callable[[str], Answer]) -> list[Answer]:
    """Everybody does it in the same moment."""
    ready = threading.Barrier(len(people))

    def one(key: str) -> Answer:
        ready.wait()
        return does(key)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def invite_at_once(number: int, database_url: str, folder: Path) -> tuple[list[Answer], Sandbox]:
    """As many organisers press Invite in one moment, each for a meeting of their own in the same channel. Everything is delivered at the end."""
    with at_home(number, database_url, folder) as sandbox:
        everybody = [person.key for person in sandbox.state.people.values()]
        ids = [person.id for person in sandbox.state.people.values()]
        half = (number + 1) // 2  # a form takes thirty organisers at most; the others are their deputies
        set_up(sandbox, "c1", ids[:half])
        for who, deputy in zip(everybody, ids[half:], strict=False):
            sandbox.command(who, "c1", "/spire", "deputy")
            sandbox.submit(who, {"deputy": deputy})
        for who in everybody:
            sandbox.command(who, "c1", "/pizza", f"Pizza {who} i personalestuen")
            sandbox.submit(who, {"date": f"{thursday()}", "time": "16:30"})
        assert travel.settle(60), "the welcome did not arrive"
        answers = at_once(everybody, lambda who: sandbox.click(who, "gathering.invite", view_id=sandbox.views(who)[-1]["id"]))
        assert travel.settle(number * 2 + 30), "delivery did not come to rest"
        return answers, sandbox


def want_seats(people: int, seats: int, database_url: str, folder: Path) -> Iterator[tuple[list[Answer], Sandbox]]:
    """Everybody clicks *I'm coming* in the same moment; yields while Spire still runs."""
    with at_home(people, database_url, folder) as sandbox:
        set_up(sandbox, "c1", ["U0METTE"])
        sandbox.command("mette", "c1", "/pizza", "Pizza i personalestuen")
        sandbox.submit("mette", {"date": f"{thursday()}", "time": "16:30", "seats": str(seats)})
        sandbox.click("mette", "gathering.invite", view_id=sandbox.views("mette")[-1]["id"])
        assert travel.settle(30), "the invitation did not arrive"
        everybody = [person.key for person in sandbox.state.people.values()]
        answers = at_once(everybody, lambda who: sandbox.click(who, "gathering.yes", channel="c1"))
        assert travel.settle(30), "delivery did not come to rest"
        yield answers, sandbox


@dataclass(frozen=True)
class Mine:
    """Somebody's answer. `answer` "yes" stands for a seat or a place in the line."""

    answer: str
    guests: int = 0
    meal: str | None = None
    allergies: str | None = None


@dataclass(frozen=True)
class Meeting:
    state: str
    place: str
    seats: int | None


@dataclass
class Item:
    """One thing of the truth: every state it may be in. A request that timed out may still be at work, so the item is `loose` from then on."""

    may_be: set[Any]
    loose: bool = False


@dataclass
class Ledger:
    """What must be true, by item; and how the requests ended."""

    items: dict[tuple[str, ...], Item] = field(default_factory=dict)
    ends: Counter[str] = field(default_factory=Counter)
    impossible: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: tuple[str, ...], first: Any, outcome: Outcome, becomes: Callable[[Any], Any]) -> None:
        """`becomes` says what a state turns into, None when it could not have been done from there. Lost: it happened or it did not."""
        with self._lock:
            item = self.items.setdefault(name, Item({first}))
            after = {becomes(state) for state in item.may_be} - {None}
            if outcome == "acknowledged":
                if not after:
                    self.impossible.append(f"{name} was acknowledged, which could not be done from {item.may_be}")
                item.may_be = after or item.may_be
            elif outcome != "refused":
                item.may_be |= after
                item.loose |= outcome == "late"

    def count(self, outcome: Outcome) -> Outcome:
        with self._lock:
            self.ends[outcome] += 1
        return outcome


@dataclass
class Planned:
    """A meeting as its organiser knows it. `undo_to`: what undo would bring back."""

    id: str
    title: str
    organiser: str
    channel: str
    starts_at: datetime
    touched: float = -1e9
    undo_to: set[Any] | None = None
    cancelled: bool = False

    @property
    def name(self) -> tuple[str, ...]:
        return ("meeting", self.id)


@dataclass
class Bustle:
    """Threads of people. Each person belongs to one thread, so everybody's deeds have an order. `ended` tells how a request ended."""

    sandbox: Sandbox
    ended: Callable[[str, Answer], Outcome]
    people: list[str]
    seed: int
    up: threading.Event
    ledger: Ledger
    errors: list[BaseException] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    THREADS = 4

    def start(self) -> None:
        for number in range(self.THREADS):
            chance = random.Random(self.seed * 100 + number)
            self._threads.append(threading.Thread(target=self._live, args=(self.people[number :: self.THREADS], chance), daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def act(self, who: str, chance: random.Random) -> None:
        """Somebody does something. ImpossibleError: the post or the button is not there (yet, or any more), so nobody could press it."""
        raise NotImplementedError

    def _live(self, people: list[str], chance: random.Random) -> None:
        try:
            while not self._stop.wait(chance.uniform(0.02, 0.25)):
                with suppress(ImpossibleError):
                    self.act(chance.choice(people), chance)
                if not self.up.is_set() and chance.random() < 0.8:
                    self.up.wait(5)
        except BaseException as error:  # noqa: BLE001 - told at the end
            self.errors.append(error)

    def _done(self, kind: str, answer: Answer) -> Outcome:
        return self.ledger.count(self.ended(kind, answer))

    def _until(self, does: Callable[[], Answer], kind: str, noted: Callable[[Outcome], None] = lambda _: None) -> Answer | None:
        """Somebody who got no answer tries again."""
        for _attempt in range(8):
            answer = does()
            outcome = self._done(kind, answer)
            noted(outcome)
            if outcome == "acknowledged":
                return answer
            if outcome == "refused" or self._stop.is_set():
                return None
            self.up.wait(5)
        return None

    def _close(self, who: str) -> None:
        if self.sandbox.views(who):
            self.sandbox.close_view(who, all_views=True)


@dataclass
class Crowd(Bustle):
    """They plan, invite, answer, eat and change their minds. `organises`: who plans meetings, and in which channel."""

    organises: dict[str, str] = field(default_factory=dict)
    most_meetings: int = 0
    plan_every: float = 0.0
    planned: list[Planned] = field(default_factory=list)
    titles: list[tuple[str, bool]] = field(default_factory=list)
    _planned_at: float = 0.0

    def act(self, who: str, chance: random.Random) -> None:
        organises, deed = who in self.organises and chance.random() < 0.6, chance.random()
        if organises:
            self._organise(who, self.organises[who], chance)
        elif deed < 0.45 and who not in self.organises:  # an organiser's card would stay in the language it was drawn in
            self._speak(who, chance)
        elif deed < 0.6:
            self._eat(who, chance)
        else:
            self._reply(who, chance)

    def _speak(self, who: str, chance: random.Random) -> None:
        chosen = chance.choice(["da", "nb", "en"])
        outcome = self._done("command", self.sandbox.command(who, "c1", "/spire", f"language {chosen}"))
        self.ledger.note(("language", who), None, outcome, lambda _: chosen)

    def _reply(self, who: str, chance: random.Random) -> None:
        if not self.planned:
            return
        meeting, wish = chance.choice(self.planned[-TALKED_OF:]), chance.choice(["yes", "yes", "maybe", "no"])
        answer = self.sandbox.click(who, f"gathering.{wish}", channel=meeting.channel, value=meeting.id)

        def becomes(mine: Mine | None) -> Mine:
            kept = mine or Mine("none")
            return replace(kept, answer=wish, guests=0 if wish == "no" else kept.guests)

        self.ledger.note(("reply", who, meeting.id), None, self._done("block_actions", answer), becomes)

    def _eat(self, who: str, chance: random.Random) -> None:
        if not self.planned:
            return
        meeting = chance.choice(self.planned[-TALKED_OF:])
        self._done("block_actions", self.sandbox.click(who, "gathering.plate", channel=meeting.channel, value=meeting.id))
        try:
            guests, meal = chance.randrange(3), sorted(chance.sample(["vegan", "gluten_free", "no_pork"], chance.randrange(3)))
            allergies = f"nødder {chance.randrange(100)}"
            form = next((view for view in self.sandbox.views(who) if view["callback_id"] == "gathering.plate"), None)
            if form is None or not self._is_about(form, meeting):
                return
            answer = self.sandbox.submit(who, {"guests": str(guests), "meal": meal, "allergies": allergies}, view_id=form["id"])
        finally:
            self._close(who)

        def becomes(mine: Mine | None) -> Mine | None:
            if mine is None or mine.answer == "no":
                return None
            return Mine(mine.answer, guests, " ".join(meal), allergies)

        self.ledger.note(("reply", who, meeting.id), None, self._done("view_submission", answer), becomes)

    def _is_about(self, form: dict[str, Any], meeting: Planned) -> bool:
        return f'"gathering": {meeting.id}' in form["private_metadata"]

    def _organise(self, who: str, channel: str, chance: random.Random) -> None:
        now = clock.real().timestamp()
        mine = [one for one in self.planned if one.organiser == who and not one.cancelled]
        undoable = [one for one in self.planned if one.organiser == who and one.undo_to is not None and now - one.touched < 40]
        rested = [one for one in mine if now - one.touched > UNDONE_FOR]
        if undoable and chance.random() < 0.5:
            self._undo(chance.choice(undoable))
        elif rested and chance.random() < 0.25:
            meeting = chance.choice(rested)
            if self._is_told(meeting):
                self._change(meeting, chance) if chance.random() < 0.6 else self._cancel(meeting)
        elif len(self.titles) < self.most_meetings and now - self._planned_at > self.plan_every:
            self._planned_at = now
            self._plan(who, channel, chance)

    def _is_told(self, meeting: Planned) -> bool:
        """Where delivery is so far behind that nobody heard of the last change, undo would take that back too."""
        waiting = (outgoing.c.kind.in_(announce.CHANGES), outgoing.c.subject == int(meeting.id), outgoing.c.state == "due")
        with store.reading() as db:
            return db.execute(select(outgoing.c.id).where(*waiting).limit(1)).first() is None

    def _plan(self, who: str, channel: str, chance: random.Random) -> None:
        """Plan by form, again until it is acknowledged, then invite, again until it is acknowledged."""
        number = len(self.titles) + 1
        title, place = f"Pizza {who} {number}", f"Rum {number}"
        day, hour, seats = thursday() + timedelta(weeks=chance.randrange(3)), time(16, 30), chance.choice([None, 3, 5, 8])
        try:
            self._done("command", self.sandbox.command(who, channel, "/pizza", title))
            if not self.sandbox.views(who):
                return
            values = {"title": title, "place": place, "date": f"{day}", "time": f"{hour:%H:%M}", "seats": str(seats or "")}
            answer = self._until(lambda: self.sandbox.submit(who, values), "view_submission")
            self.titles.append((title, answer is not None))
            if answer is None:
                return
            buttons = [one for block in answer.body["view"]["blocks"] if block["type"] == "actions" for one in block["elements"]]
            meeting = Planned(buttons[0]["value"], title, who, channel, at(day, hour, ZONE))
            self.ledger.note(meeting.name, Meeting("draft", place, seats), "acknowledged", lambda state: state)
            self._invite(meeting)
        finally:
            self._close(who)

    def _invite(self, meeting: Planned) -> None:
        def press() -> Answer:
            return self.sandbox.click(meeting.organiser, "gathering.invite", view_id=self.sandbox.views(meeting.organiser)[-1]["id"])

        def noted(outcome: Outcome) -> None:
            self.ledger.note(meeting.name, None, outcome, lambda state: replace(state, state="invited"))

        try:
            self._until(press, "block_actions", noted)
        finally:
            self.planned.append(meeting)

    def _change(self, meeting: Planned, chance: random.Random) -> None:
        place, seats = f"Rum {chance.randrange(1000)}", chance.choice([None, 8, 12])
        meeting.touched = clock.real().timestamp()
        try:
            self._done("block_actions", self.sandbox.click(meeting.organiser, "gathering.edit", channel="dm", value=meeting.id))
            form = next((view for view in self.sandbox.views(meeting.organiser) if view["callback_id"] == "gathering.change"), None)
            if form is None or not self._is_about(form, meeting):
                return
            answer = self.sandbox.submit(meeting.organiser, {"place": place, "seats": str(seats or "")}, view_id=form["id"])
        finally:
            self._close(meeting.organiser)

        def becomes(state: Meeting) -> Meeting | None:
            return Meeting("invited", place, seats) if state.state == "invited" else None

        self._steered(meeting, self._done("view_submission", answer), becomes)

    def _cancel(self, meeting: Planned) -> None:
        answer = self.sandbox.click(meeting.organiser, "gathering.cancel", channel="dm", value=meeting.id)
        meeting.touched = clock.real().timestamp()
        outcome = self._done("block_actions", answer)
        self._steered(meeting, outcome, lambda state: replace(state, state="cancelled"))
        meeting.cancelled = outcome != "refused"

    def _steered(self, meeting: Planned, outcome: Outcome, becomes: Callable[[Meeting], Meeting | None]) -> None:
        before = set(self.ledger.items[meeting.name].may_be)
        self.ledger.note(meeting.name, None, outcome, becomes)
        meeting.undo_to = before if outcome == "acknowledged" else None

    def _undo(self, meeting: Planned) -> None:
        answer = self.sandbox.click(meeting.organiser, "gathering.undo", channel="dm", value=meeting.id)
        outcome, back = self._done("block_actions", answer), meeting.undo_to or set()
        meeting.undo_to = None
        if outcome == "acknowledged":
            self.ledger.items[meeting.name].may_be = back
            meeting.cancelled = False
        elif outcome != "refused":
            self.ledger.items[meeting.name].may_be |= back
            self.ledger.items[meeting.name].loose |= outcome == "late"
