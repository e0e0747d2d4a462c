"""People who ask, who are asked and who organise; and what must be true afterwards of what they were told."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from bot import clock, store
from bot.actions import patience
from bot.rules.ask import GRACE, OPEN
from bot.rules.directory import Department, Hospital, Listed
from bot.sandbox import Answer, ImpossibleError
from bot.store import directory
from bot.store.tables import asker, log, message, question, turn
from tests.crowd import Bustle, Outcome

ASKERS, EXPERTS, SILENT, ORGANISERS = 8, 5, 2, 2
"""Of the experts, how many never do anything."""
PEOPLE = ASKERS + EXPERTS + ORGANISERS
SLOTS = 2
TALKED_OF = 6
"""Experts and organisers look at so many of their latest questions."""


@dataclass
class Asked:
    """A question as its asker knows it. `wandered`: they wanted somebody else, so it may be anybody's again."""

    id: int
    text: str
    nameless: bool
    sent: bool = False
    over: bool = False
    wandered: bool = False


@dataclass
class Told:
    """What people were told is so: question numbers, some with the id of who did it; texts with whether they must be there."""

    tried: dict[str, str] = field(default_factory=dict)
    drafts: dict[int, Asked] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    took: set[tuple[int, str]] = field(default_factory=set)
    answered: set[tuple[int, str]] = field(default_factory=set)
    written: dict[str, bool] = field(default_factory=dict)
    impossible: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        facts = (self.drafts, self.sent, self.closed, self.took, self.answered)
        return sum(map(len, facts)) + sum(self.written.values())


@dataclass
class Askers(Bustle):
    """All in one channel. Askers come first in `people`, then experts (the silent ones first, so that they are asked first), then organisers."""

    channel: str = ""
    most_questions: int = 0
    ask_every: float = 0.0
    told: Told = field(default_factory=Told)
    mine: dict[str, list[Asked]] = field(default_factory=dict)
    _asked_at: float = 0.0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    THREADS = 3

    @property
    def experts(self) -> list[str]:
        return self.people[ASKERS : ASKERS + EXPERTS]

    @property
    def organisers(self) -> list[str]:
        return self.people[ASKERS + EXPERTS :]

    def list_experts(self) -> None:
        """Into the directory, as statisticians of the hospital who agreed."""
        with store.transaction() as db:
            directory.put_hospital(db, Hospital("NOR", "DK", True, "Nordhavn"))
            directory.put_specialty(db, Department("res", ("Forskningsstøtte", "Forskningsstøtte", "Research support")))
            for key in self.experts:
                one = Listed(f"S-{key}", f"Statistiker {key}", "stat", "NOR", "res", "other", frozenset({"da"}), slots=SLOTS)
                serves = {"serves": frozenset({"NOR"}), "user_id": self._id(key)}
                directory.put(db, Listed(**vars(one) | serves), clock.now())

    def wait_for_questions(self, number: int, seconds: float = 30.0) -> None:
        """Until so many were sent, however slow the machine is, so that there is something to lose."""
        give_up = time.monotonic() + seconds
        while len(self.told.sent) < number and time.monotonic() < give_up:
            time.sleep(0.1)

    def act(self, who: str, chance: random.Random) -> None:
        if who in self.organisers:
            self._organise(who, chance)
        elif who in self.experts[SILENT:]:
            self._reply(who, chance)
        elif who not in self.experts:
            self._wonder(who, chance)

    def _wonder(self, who: str, chance: random.Random) -> None:
        mine = [one for one in self.mine.get(who, []) if not one.over]
        unsent, now = [one for one in mine if not one.sent], clock.real().timestamp()
        if unsent and chance.random() < 0.8:
            self._send(who, unsent[0], chance)
        elif mine and chance.random() < 0.5:
            self._follow(who, chance.choice(mine), chance)
        elif len(self.told.tried) < self.most_questions and now - self._asked_at > self.ask_every:
            self._asked_at = now
            self._ask(who, chance)

    def _ask(self, who: str, chance: random.Random) -> None:
        """/ask, again until it is answered, and sometimes once more: the same words are the same question."""
        text = f"Hvor mange patienter skal jeg have med for at kunne vise en forskel i forsøg {next(self._numbers)}?"
        self.told.tried[text] = self._id(who)
        found = set()
        for _again in range(2 if chance.random() < 0.2 else 1):
            answer = self._until(lambda: self.sandbox.command(who, self.channel, "/ask", text), "command")
            if answer is None:
                continue
            numbers = {_about(value) for _action, value in _buttons(answer.shown or {})} - {None}
            if len(numbers) != 1:
                self.told.impossible.append(f"/ask was answered with {answer.shown}")
            found |= numbers
        if len(found) > 1:
            self.told.impossible.append(f"the same words became {found}")
        if found:
            one = Asked(found.pop() or 0, text, nameless=chance.random() < 0.3)
            self.told.drafts[one.id] = one
            self.mine.setdefault(who, []).append(one)

    def _send(self, who: str, one: Asked, chance: random.Random) -> None:
        """Press what the draft offers, with or without their name, until its asker is told that it was sent."""
        if chance.random() < 0.05:
            self._withdraw(who, one)
            return
        there = dict(self._private(who, self.channel, one.id))
        if "ask.topic.0" in there:
            self._done("block_actions", self.sandbox.click(who, "ask.topic.0", channel=self.channel, value=there["ask.topic.0"]))
        elif "ask.nameless" in there and one.nameless:
            filled = self._fill(who, one.id, "ask.nameless", "ask.nameless", {"about": "kollega"}, there["ask.nameless"], self.channel)
            if filled and filled[0] == "acknowledged" and "ask.withdraw" in str(filled[1].body) and "ask.nameless" not in str(filled[1].body):
                self._sent(one)
        elif action := next((name for name in ("ask.send", "ask.organiser") if name in there), None):
            self._done("block_actions", self.sandbox.click(who, action, channel=self.channel, value=there[action]))
        elif there and "ask.resume" not in there:
            self._sent(one)

    def _sent(self, one: Asked) -> None:
        self.told.sent.add(one.id)
        one.sent = True

    def _follow(self, who: str, one: Asked, chance: random.Random) -> None:
        deed = chance.random()
        if deed < 0.05:
            self._withdraw(who, one)
        elif deed < 0.5:
            self._rate(who, one, chance)
        elif deed < 0.8:
            self._write(who, one.id, "ask.write")
        else:
            one.wandered |= self._done("block_actions", self.sandbox.click(who, "ask.next", channel="dm", value=str(one.id))) != "refused"

    def _withdraw(self, who: str, one: Asked) -> None:
        try:
            answer = self.sandbox.click(who, "ask.withdraw", channel=self.channel, value=str(one.id))
        except ImpossibleError:
            answer = self.sandbox.click(who, "ask.withdraw", channel="dm", value=str(one.id))
        if self._done("block_actions", answer) == "acknowledged":
            self._closed(one)

    def _rate(self, who: str, one: Asked, chance: random.Random) -> None:
        """On the letter that says it is answered: then nobody else can have it before its asker says so."""
        letters = [post for post in self.sandbox.direct(who) if _key(post).startswith(f"ask.answered:{one.id}:")]
        helped = chance.choice(["yes", "yes", "partly", "no"])
        if not letters or ("ask.rate.no", str(one.id)) not in _buttons(letters[-1]):
            return
        before, one.wandered = one.wandered, one.wandered or helped == "no"
        answer = self.sandbox.click(who, f"ask.rate.{helped}", channel="dm", ts=letters[-1]["ts"], value=str(one.id))
        if self._done("block_actions", answer) == "acknowledged" and helped != "no" and not before:
            self._closed(one)

    def _closed(self, one: Asked) -> None:
        self.told.closed.add(one.id)
        one.over = True

    def _reply(self, who: str, chance: random.Random) -> None:
        """Somebody who was asked does something with one of their latest questions."""
        number, deed = self._latest(who, "ask.question:", chance), chance.random()
        if number is None:
            return
        if deed < 0.4:
            answer = self.sandbox.click(who, "turn.take", channel="dm", value=str(number))
            if self._done("block_actions", answer) == "acknowledged" and "turn.answered" in dict(self._private(who, "dm", number)):
                self.told.took.add((number, self._id(who)))
        elif deed < 0.5:
            if self._write(who, number, "turn.ask_back"):
                self.told.took.add((number, self._id(who)))
        elif deed < 0.62:
            to = {"who": self._id(chance.choice(self.experts))} if chance.random() < 0.4 else {}
            self._fill(who, number, "turn.decline", "turn.decline", to)
        elif deed < 0.68:
            self._done("block_actions", self.sandbox.click(who, "turn.give_back", channel="dm", value=str(number)))
        elif deed < 0.8:
            self._write(who, number, "turn.write")
        else:
            filled = self._fill(who, number, "turn.answered", "turn.answered", {"text": f"Omkring {next(self._numbers)} i hver gruppe."})
            if filled and filled[0] == "acknowledged":
                self.told.answered.add((number, self._id(who)))

    def _organise(self, who: str, chance: random.Random) -> None:
        number = self._latest(who, "ask.queue:", chance)
        if number is None:
            return
        if chance.random() < 0.5:
            if self._write(who, number, "queue.answer"):
                self.told.answered.add((number, self._id(who)))
        else:
            self._fill(who, number, "queue.assign", "queue.assign", {"who": self._id(chance.choice(self.experts))})

    def _write(self, who: str, number: int, action: str) -> bool:
        """Words of which there are no others; were they kept? Who asks back hears whether somebody else was faster, and then they were not."""
        text = f"Besked {next(self._numbers)} om det."
        self.told.written[text] = False
        filled = self._fill(who, number, action, action, {"text": text})
        others = {f"<@{self._id(key)}>" for key in (*self.experts, *self.organisers) if key != who} if action == "turn.ask_back" else set()
        if filled is None or filled[0] != "acknowledged" or any(other in str(filled[1].body) for other in others):
            return False
        self.told.written[text] = True
        return True

    def _fill(
        self, who: str, number: int, action: str, form: str, values: dict[str, Any], value: str | None = None, channel: str = "dm"
    ) -> tuple[Outcome, Answer] | None:
        """Open a form and send it; None when it did not come."""
        try:
            self._done("block_actions", self.sandbox.click(who, action, channel=channel, value=value or str(number)))
            open_ = next((view for view in self.sandbox.views(who) if view["callback_id"] == form), None)
            if open_ is None or _about(open_["private_metadata"]) != number:
                return None
            answer = self.sandbox.submit(who, values, view_id=open_["id"])
            return self._done("view_submission", answer), answer
        finally:
            self._close(who)

    def _latest(self, who: str, kind: str, chance: random.Random) -> int | None:
        """The number of one of the latest questions that they were written to about."""
        keys = [key for post in self.sandbox.direct(who) if (key := _key(post)).startswith(kind)]
        return int(chance.choice(keys[-TALKED_OF:]).split(":")[1]) if keys else None

    def _private(self, who: str, channel: str, number: int) -> list[tuple[str, str]]:
        """The buttons of the newest thing that only they see there about a question."""
        seen = (_buttons(post) for post in reversed(self.sandbox.seen(who, channel)) if post.get("is_ephemeral"))
        return next((there for there in seen if number in {_about(value) for _action, value in there}), [])

    def _id(self, key: str) -> str:
        return self.sandbox.state.person(key).id


def _key(post: dict[str, Any]) -> str:
    return str(((post.get("metadata") or {}).get("event_payload") or {}).get("key"))


def _buttons(post: dict[str, Any]) -> list[tuple[str, str]]:
    """(action_id, value) of each."""
    elements = (one for block in post.get("blocks", []) if block["type"] == "actions" for one in block["elements"])
    return [(one["action_id"], str(one.get("value"))) for one in elements]


def _about(value: str) -> int | None:
    """Which question a button or a form is about."""
    try:
        found = json.loads(value)
        return int(found if isinstance(found, int) else found.get("q") or found["question"])
    except (ValueError, KeyError, TypeError):
        return None


def look(told: Told, slots: dict[str, int], now: datetime) -> tuple[list[str], dict[str, Any]]:
    """What is not as people were told, or as it was promised at `now`, when all is at rest; and numbers."""
    with store.reading() as db:
        rows = {row.id: row for row in db.execute(select(question))}
        askers = {row.question_id: row.user_id for row in db.execute(select(asker))}
        turns = db.execute(select(turn).order_by(turn.c.id)).all()
        texts = Counter(db.execute(select(message.c.text)).scalars())
        lines = db.execute(select(log).where(log.c.kind.startswith("ask."), log.c.outgoing_id.is_(None)).order_by(log.c.id)).all()
    done = {(line.kind, line.subject, line.recipient) for line in lines}
    had = {row.question_id for row in turns} | {number for kind, number, _who in done if kind == "ask.queue"}
    asked = Counter(row.text for row in rows.values())
    wrong = [*told.impossible, *_replayed(lines, turns, slots)]
    wrong += [f"{text!r} is there {number} times" for text, number in asked.items() if number > 1 or text not in told.tried]
    for number, one in told.drafts.items():
        row = rows.get(number)
        if row is None or row.text != one.text or askers.get(number) != told.tried[one.text]:
            wrong.append(f"question {number} is not {one}")
        elif number in told.sent and row.anonymous != one.nameless:
            wrong.append(f"question {number} is anonymous {row.anonymous}, it was asked so: {one.nameless}")
    wrong += [f"question {number} was sent and is {rows[number].state}" for number in told.sent if rows[number].state == "draft"]
    wrong += [f"question {number} was sent and nobody had it" for number in told.sent - had]
    wrong += [f"question {number} is {rows[number].state} and was closed" for number in told.closed if rows[number].state != "closed"]
    deeds = [("ask.taken", *one) for one in told.took] + [("ask.answered", *one) for one in told.answered]
    wrong += [f"{kind}: question {number} by {who} is not in the log" for kind, number, who in deeds if (kind, number, who) not in done]
    wrong += [f"{text!r} is there {texts[text]} times" for text, known in told.written.items() if texts[text] > 1 or (known and not texts[text])]
    with store.transaction() as db:
        wrong += [f"the auditor finds {one}" for one in patience.audit(db, now + GRACE)]  # at rest no promise may have passed at all
    states, outcomes = Counter(row.state for row in rows.values()), Counter(row.outcome or "open" for row in turns)
    return wrong, {
        "questions": len(rows),
        **{f"  {state}": states[state] for state in ("draft", *sorted(OPEN), "closed")},
        "turns": len(turns),
        **{f"  {outcome}": number for outcome, number in sorted(outcomes.items())},
        "told to askers and experts": len(told),
    }


def _replayed(lines: list[Any], turns: list[Any], slots: dict[str, int]) -> list[str]:
    """The log, line by line: who has a question, one at a time; nobody is asked twice, or beyond their slots. It ends as the turns stand."""
    wrong, has, took, asked = [], {}, {}, set()
    for line in lines:
        number, who = line.subject, line.recipient
        if (line.kind, line.outcome) == ("ask.question", "scheduled"):
            wrong += [f"question {number} is asked of {who} while {has[number]} has it"] if number in has else []
            wrong += [f"question {number} is asked of {who} twice"] if (number, who) in asked else []
            wrong += [f"{who} is asked {number} and has no room"] if list(has.values()).count(who) >= slots[who] else []
            has[number] = who
            asked.add((number, who))
        elif line.kind == "ask.taken":
            wrong += [f"question {number} is taken by {who} and {took[number]} has it"] if number in took else []
            has[number] = took[number] = who
        elif line.kind == "ask.closed" or (line.kind == "ask.turn" and has.get(number) == who):
            has.pop(number, None)
            took.pop(number, None)
    open_ = {(row.question_id, row.recipient) for row in turns if row.ended_at is None}
    wrong += [f"open turns are {open_}, the log says {has}"] if open_ != set(has.items()) else []
    return wrong
