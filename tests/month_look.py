"""What must be true of /ask at every moment of the simulated month, looked at from outside: rows, log, channels, and a calendar of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import Connection, select

from bot import store
from bot.actions import letter, patience, promise
from bot.actions import turn as turn_actions
from bot.rules.ask import GRACE, OPEN
from bot.sandbox import Sandbox
from bot.store.tables import asker, listing, log, message, outgoing, question, turn
from bot.texts import speaker
from jobs.delivery import LETTERS
from tests.month_people import Letter, buttons
from tests.month_town import ZONES, Town

STATES = {
    ("ask.question", "scheduled"): "asked",
    ("ask.held", "scheduled"): "held",
    ("ask.queue", "done"): "queued",
    ("ask.taken", "done"): "taken",
    ("ask.answered", "done"): "answered",
    ("ask.closed", "done"): "closed",
}
"""What the log says of a question, and its state after that."""
CLOSED = {"DK": {(5, 1), (6, 5), (12, 24), (12, 31)}, "NO": {(12, 24), (12, 31)}}
OVER = {"helped", "not_said", "withdrawn", "untouched"}
ENDS = {"sent", "late", "skipped", "failed", "unsure"}


@dataclass
class Look:
    """`violations`: what is not as promised, each once. `figures`: what was seen on the way."""

    town: Town
    sandbox: Sandbox
    violations: dict[str, datetime] = field(default_factory=dict)
    figures: Counter[str] = field(default_factory=Counter)
    latest: timedelta = timedelta(0)
    _read: int = 0
    _wire: int = 0
    _replayed: dict[int, str] = field(default_factory=dict)
    _promised: dict[int, datetime | None] = field(default_factory=dict)
    _ended: set[int] = field(default_factory=set)
    _nameless: set[int] = field(default_factory=set)

    def wrong(self, what: str, now: datetime) -> None:
        self.violations.setdefault(what, now)

    def look(self, now: datetime) -> list[Letter]:
        """Everything that can be seen at any moment; returns the letters that have reached somebody since the last look."""
        self.figures["looks"] += 1
        with store.transaction() as db:
            for broken in patience.audit(db, now):
                self.wrong(f"the auditor found question {broken.id}, {broken.state}, promised {broken.promised_at}", now)
        with store.reading() as db:
            rows = db.execute(select(log).where(log.c.id > self._read).order_by(log.c.id)).all()
            asked = db.execute(select(question.c.id, question.c.state, question.c.promised_at, question.c.anonymous)).all()
            turns = db.execute(select(turn.c.id, turn.c.listing, turn.c.ended_at, turn.c.question_id, turn.c.recipient)).all()
            slots = {row.key: row.slots for row in db.execute(select(listing.c.key, listing.c.slots))}
            letters = _reached(db, [row for row in rows if row.outgoing_id and row.outcome in {"sent", "late"} and row.kind.startswith("ask.")])
        self._states(rows, asked, now)
        self._loads(turns, slots, now)
        self._problems(now)
        self._read = rows[-1].id if rows else self._read
        return letters

    def _states(self, rows: list[Any], asked: list[Any], now: datetime) -> None:
        """The log alone tells every question's state, and every new promise has its line."""
        new = {row.subject for row in rows if row.kind.startswith("ask.") and row.kind != "ask.message"}
        for row in rows:
            if state := STATES.get((row.kind, row.outcome)):
                self._replayed[row.subject] = state
        for row in asked:
            told = self._replayed.get(row.id, "draft")
            if told != row.state:
                self.wrong(f"question {row.id} is {row.state}, the log says {told}", now)
            if row.promised_at != self._promised.get(row.id) and row.id not in new:
                self.wrong(f"question {row.id}, {row.state}: the promise moved to {row.promised_at} without a line in the log", now)
            self._promised[row.id] = row.promised_at
            self._nameless |= {row.id} if row.anonymous else set()
            if row.state in OPEN and row.promised_at:
                self.latest = max(self.latest, now - row.promised_at)
                if now - row.promised_at > GRACE:
                    self.wrong(f"question {row.id}, {row.state}: promised at {row.promised_at}, and nothing happened", now)

    def _loads(self, turns: list[Any], slots: dict[str, int], now: datetime) -> None:
        """Nobody has more than their slots; whose turn was over and who takes it all the same is beyond them by their own will."""
        open_ones = defaultdict(list)
        for row in turns:
            if row.ended_at is None:
                open_ones[row.listing].append(row.id)
            else:
                self._ended.add(row.id)
        for key, found in open_ones.items():
            by_will = sum(id_ in self._ended for id_ in found)
            self.figures["taken after their time, most by one"] = max(self.figures["taken after their time, most by one"], by_will)
            if len(found) - by_will > slots.get(key, 1):
                self.wrong(f"{key} has {len(found)} questions, {by_will} by their own will, on {slots.get(key, 1)} slots", now)
        self.figures["open turns, most at once"] = max(self.figures["open turns, most at once"], sum(map(len, open_ones.values())))

    def _problems(self, now: datetime) -> None:
        """Slack found nothing wrong with what it was sent."""
        for entry in self.sandbox.wire.after(self._wire, 100_000):
            self._wire = entry["number"]
            self.figures[f"requests {entry['direction'].replace('_', ' ')}"] += 1
            if entry["direction"] == "to_slack":
                self.figures[f"calls of {entry['method']}"] += 1
            self.figures["faults of Slack"] += bool(entry["fault"])
            if entry["problems"] and not entry["fault"] and entry["answer"] != {"ok": False, "error": "ratelimited"}:
                self._refused(entry, now)

    def _refused(self, entry: dict[str, Any], now: datetime) -> None:
        said = str(entry["answer"])
        if "user_disabled" in said or "user_not_found" in said:  # who left Slack cannot be written to
            self.figures["refused by Slack, gone"] += 1
        elif "ratelimited" in said or entry["status"] == 429:
            self.figures["429 for going too fast"] += 1
        else:
            self.wrong(f"{entry['direction']} {entry['method']}: {entry['problems']} {said[:300]}", now)

    def at_rest(self, now: datetime) -> None:
        """What can be seen only when it is over."""
        with store.reading() as db:
            asked = db.execute(select(question)).all()
            turns = db.execute(select(turn).order_by(turn.c.id)).all()
            letters = db.execute(select(outgoing)).all()
            logged = db.execute(select(log).order_by(log.c.id)).all()
            askers = {row.question_id: row.user_id for row in db.execute(select(asker))}
        for what in [
            *_owned(asked, letters),
            *_turns(turns, askers, self._nameless),
            *self._hours(turns, letters),
            *_reminders(turns, letters),
            *_explained(turns, logged),
            *_letters(letters, logged, askers, now),
            *self._in_slack(letters),
            *self._stale(letters, now),
        ]:
            self.wrong(what, now)
        self._count(asked, turns, letters)

    def _hours(self, turns: list[Any], letters: list[Any]) -> Iterator[str]:
        """Asked in their working hours; brought and reminded on their working days, at a decent hour."""
        by_key = {row.key: row for row in letters}
        for row in turns:
            if not self._working(row.listing, row.asked_at, 8, 16):
                yield f"turn {row.id} of {row.listing} begins at {row.asked_at}"
            for kind in ("ask.question", "ask.reminder"):
                letter = by_key.get(f"{kind}:{row.question_id}:{row.id}")
                if letter and letter.state in {"sent", "late"} and not self._working(row.listing, letter.settled_at, 7, 20):
                    yield f"{kind} of turn {row.id} reached {row.listing} at {letter.settled_at}"

    def _working(self, key: str, moment: datetime, begins: int, ends: int) -> bool:
        country = self.town.countries.get(key, "DK")
        local = moment.astimezone(ZoneInfo(ZONES[country]))
        free = local.date() in holidays.country_holidays(country) or (local.month, local.day) in CLOSED[country]
        return local.isoweekday() < 6 and not free and begins <= local.hour < ends

    def _in_slack(self, letters: list[Any]) -> Iterator[str]:
        """Every letter that was sent stands in its conversation once, and nothing else."""
        found: Counter[tuple[str, str]] = Counter()
        with self.sandbox.state.lock:
            for channel, bodies in self.sandbox.state.messages.kept().items():
                for body in bodies:
                    if key := ((body.get("metadata") or {}).get("event_payload") or {}).get("key"):
                        found[key, channel] += 1
        wanted = {(row.key, row.channel) for row in letters if row.state in {"sent", "late"}}
        yield from (f"{key} is {number} times in {channel}" for (key, channel), number in found.items() if number > 1)
        yield from (f"{key} is not in {channel}" for key, channel in wanted - set(found))
        gone = {key for key, _channel in set(found) - wanted}
        yield from (f"{key} is in Slack, and its row says otherwise" for key in gone & {row.key for row in letters})

    def _stale(self, letters: list[Any], now: datetime) -> Iterator[str]:
        """Posts that follow a question offer what can be done now, and no more."""
        for row in letters:
            if row.kind not in promise.POSTS or row.state not in {"sent", "late"}:
                continue
            with store.reading() as db:
                say = speaker(letter.language(db, row.kind, row.subject, row.recipient, row.department_id, "da"))
                facts, screen = LETTERS[row.kind]
                wanted = screen(facts(db, row.subject, row.recipient, now, False), say)
            with self.sandbox.state.lock:
                shown = self.sandbox.state.messages.shown(row.channel, row.ts)
            if buttons([shown]) != buttons([wanted]):
                yield f"letter {row.id} {row.key} offers {buttons([shown])} and not {buttons([wanted])}"

    def _count(self, asked: list[Any], turns: list[Any], letters: list[Any]) -> None:
        self.figures["questions"] = len(asked)
        self.figures.update(f"closed: {row.reason}" if row.state == "closed" else f"open: {row.state}" for row in asked)
        self.figures.update(f"helped: {row.helped}" for row in asked if row.helped)
        self.figures["anonymous"] = sum(row.anonymous for row in asked)
        self.figures["turns"] = len(turns)
        self.figures.update(f"turn: {row.outcome}" for row in turns)
        self.figures["asked, most of one person"] = max(Counter(row.listing for row in turns if row.listing[0] != "F").values(), default=0)
        self.figures["asked, different people"] = len({row.listing for row in turns})
        self.figures["letters"] = len(letters)
        self.figures.update(f"letters: {row.state}{f', {row.reason}' if row.reason else ''}" for row in letters)
        took = sorted(row.ended_at - row.asked_at for row in turns if row.outcome == "done" and row.ended_at)
        self.figures["answers: median hours from asked to over"] = round(took[len(took) // 2].total_seconds() / 3600) if took else 0


def _reached(db: Connection, rows: list[Any]) -> list[Letter]:
    """Lines of the log as letters. Those to askers do not say in the log to whom."""
    if not rows:
        return []
    ids, messages = [row.outgoing_id for row in rows], [row.subject for row in rows if row.kind == "ask.message"]
    to = {row.id: row.recipient for row in db.execute(select(outgoing.c.id, outgoing.c.recipient).where(outgoing.c.id.in_(ids)))}
    about = {row.id: row.question_id for row in db.execute(select(message).where(message.c.id.in_(messages)))} if messages else {}
    return [Letter(row.kind, row.subject, to[row.outgoing_id], about[row.subject] if row.kind == "ask.message" else row.subject) for row in rows]


def _owned(asked: list[Any], letters: list[Any]) -> Iterator[str]:
    """Closed for a reason, or with organisers who were written to; drafts and what is under way are told by their promise."""
    queued = {row.subject for row in letters if row.kind == "ask.queue" and row.state in {"sent", "late"}}
    for row in asked:
        if row.state == "closed" and row.reason not in OVER:
            yield f"question {row.id} is closed: {row.reason}"
        if row.state == "closed" and row.promised_at is not None:
            yield f"question {row.id} is closed and still promises"
        if row.state == "queued" and row.id not in queued:
            yield f"question {row.id} is queued, and no organiser has a letter"


def _turns(turns: list[Any], askers: dict[int, str], nameless: set[int]) -> Iterator[str]:
    """Nobody is asked twice, unless they were away. Nobody is asked about their own, but who asked without a name and is named by somebody else:
    to refuse them would say who asked.
    """
    before: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in turns:
        if any(earlier.outcome != "away" for earlier in before[row.question_id, row.listing]):
            yield f"{row.listing} is asked twice about question {row.question_id}"
        before[row.question_id, row.listing].append(row)
        unknown = row.place == turn_actions.NAMED and row.question_id in nameless
        if askers.get(row.question_id) in {row.recipient, row.taken_by} and not unknown:
            yield f"question {row.question_id} comes back to its asker"


def _reminders(turns: list[Any], letters: list[Any]) -> Iterator[str]:
    """Who lets their time pass was reminded once; nobody is reminded twice."""
    sent = Counter(row.key for row in letters if row.kind == "ask.reminder" and row.state in {"sent", "late"})
    for row in turns:
        number = sent[f"ask.reminder:{row.question_id}:{row.id}"]
        if number > 1 or (row.outcome == "silent" and row.taken_by is None and number != 1):
            yield f"turn {row.id} of {row.listing}, {row.outcome}, was reminded {number} times"


def _explained(turns: list[Any], logged: list[Any]) -> Iterator[str]:
    """Every turn that ended has its line: its own, or that of the moment in which the question went to somebody else or was over."""
    moments = {(row.subject, row.at) for row in logged if row.kind in {"ask.turn", "ask.taken", "ask.closed"}}
    for row in turns:
        if row.ended_at and (row.question_id, row.ended_at) not in moments:
            yield f"turn {row.id} of {row.listing} ended as {row.outcome} at {row.ended_at}; the log says nothing"


def _letters(letters: list[Any], logged: list[Any], askers: dict[int, str], now: datetime) -> Iterator[str]:
    """No letter without an end, one line for each end, and a reason where nothing was sent."""
    ends: dict[int, list[str]] = defaultdict(list)
    for row in logged:
        if row.outgoing_id:
            ends[row.outgoing_id].append(row.outcome)
    for row in letters:
        if row.state not in ENDS and row.due_at <= now:
            yield f"letter {row.id} {row.key} is {row.state}, due {row.due_at}"
        if ends.get(row.id, []) != ([row.state] if row.state in ENDS else []):
            yield f"letter {row.id} {row.key} is {row.state}, the log says {ends.get(row.id, [])}"
        if row.state in {"skipped", "failed", "unsure"} and not row.reason:
            yield f"letter {row.id} {row.key} is {row.state} without a reason"
        if row.state in {"failed", "unsure"} and row.reason != "slack-user_disabled":
            yield f"letter {row.id} {row.key} is {row.state}: {row.reason}"
    known = {row.id for row in letters}
    for row in logged:
        if row.outgoing_id and row.outgoing_id not in known and row.subject in askers and row.kind != "ask.message":
            yield f"line {row.id}, {row.kind} of {row.subject}: its letter is gone"
