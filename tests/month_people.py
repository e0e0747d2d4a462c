"""What the people of the simulated month do: they ask, take, decline, forget, answer, and click what is no longer true.

Every choice is made by the seed and by what it is about, never by the clock, so that a month can be lived through again.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot import clock, store
from bot.rules.topic import TOPICS
from bot.sandbox import Answer, ImpossibleError, Sandbox
from bot.store import question as questions
from tests.month_town import Town

Json = dict[str, Any]
MOODS = {"clicks": 50, "nameless": 14, "none": 7, "others": 9, "never": 9, "discards": 3, "again": 4, "anew": 4}
WISHES = {"take": 50, "ask_back": 9, "decline": 9, "send_on": 5, "topic": 3, "away": 5, "ignore": 19}
ENDS = {"answered": 68, "give_back": 12, "forget": 20}
RATINGS = {"yes": 48, "partly": 13, "no": 14, "": 25}
CLICKS = 6
ANEW = "Jeg prøver igen: hvem kan hjælpe mig med statistik og antal patienter"
DRAFT = frozenset({"ask.send", "ask.organiser", "ask.none", "ask.anew"})
SAME_AGAIN = timedelta(minutes=4)


@dataclass(frozen=True)
class Letter:
    """One that has just reached somebody. `question` is what it is about, also where the letter's subject is a message."""

    kind: str
    subject: int
    recipient: str
    question: int


class People:
    """`agenda`: what they are going to do. `did`: how often they did what; `gone`: how often what they wanted to click was not there any more."""

    def __init__(self, sandbox: Sandbox, town: Town, seed: int) -> None:
        self.sandbox, self.town, self.seed = sandbox, town, seed
        self.did: Counter[str] = Counter()
        self.gone: Counter[str] = Counter()
        self._heard: Counter[Letter] = Counter()
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = 0

    def plan(self, when: datetime, does: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._agenda, (when, self._number, does))

    def next_at(self) -> datetime | None:
        return self._agenda[0][0] if self._agenda else None

    def act(self, now: datetime) -> bool:
        """Do the first thing whose time has come; False when there is none."""
        if not self._agenda or self._agenda[0][0] > now:
            return False
        heapq.heappop(self._agenda)[2]()
        return True

    def hear(self, letter: Letter) -> None:
        """A letter reached somebody: they make up their minds."""
        react = getattr(self, "_on_" + letter.kind.partition(".")[2], None)
        self._heard[letter] += 1
        if react:
            key = f"{self.seed}/{letter.kind}/{letter.subject}/{letter.recipient}/{self._heard[letter]}"
            react(letter, Random(key))

    def ask(self, who: str, room: str, text: str, number: int) -> None:
        """/ask and what its asker does with the proposal."""
        chance = Random(f"{self.seed}/ask/{number}")
        mood = _one(MOODS, chance)
        with self._may("/ask"):
            shown = self.sandbox.command(who, room, "/ask", text).shown
            self.did[f"asked, {mood}"] += 1
            if mood == "never" or shown is None:
                return
            self._decide(who, room, mood, chance)
            if mood == "again":
                self.plan(clock.now() + SAME_AGAIN, lambda: self._again(who, room, text))

    def _decide(self, who: str, room: str, mood: str, chance: Random) -> None:
        """Click on the newest proposal until it is sent, left or thrown away."""
        refined = {"none": "ask.none", "others": "ask.others", "anew": "ask.anew"}.get(mood)
        for _click in range(CLICKS):
            offered = self._proposal(who, room)
            by_action, several = dict(offered), [one for one in offered if one[0].startswith(("ask.topic.", "ask.pick."))]
            if refined in by_action:
                self._click(who, refined, room, by_action[refined])
                if refined == "ask.anew":
                    self._fill(who, {"text": f"{ANEW} ({chance.randrange(10_000)})"})
                    return
                refined = None
            elif mood == "discards" and "ask.withdraw" in by_action:
                self._click(who, "ask.withdraw", room, by_action["ask.withdraw"])
                return
            elif several:
                action, value = chance.choice(several)
                self._click(who, action, room, value)
            elif mood == "nameless" and "ask.nameless" in by_action:
                self._click(who, "ask.nameless", room, by_action["ask.nameless"])
                self._fill(who, {"about": chance.choice(["", "yngre læge", "sygeplejerske på aften"])})
                return
            else:
                action = next((one for one in ("ask.send", "ask.organiser", "ask.research") if one in by_action), None)
                if action is None:
                    return
                self._click(who, action, room, by_action[action])
                if action != "ask.research":
                    return

    def _again(self, who: str, room: str, text: str) -> None:
        """The same words within ten minutes: no second question."""
        with self._may("/ask again"):
            before = _asked_by(who)
            self.sandbox.command(who, room, "/ask", text)
            assert _asked_by(who) == before, "asked twice within ten minutes, it became two questions"

    def _on_question(self, letter: Letter, chance: Random) -> None:
        who = letter.recipient
        if who in self.town.members:
            who = chance.choice(self.town.members[who])
        if who in self.town.silent:
            self.did["asked and silent for ever"] += 1
            return
        wish = _one(WISHES, chance)
        if wish == "ignore":
            return
        after = chance.choice((_minutes(chance, 3, 120), _minutes(chance, 120, 1800), _minutes(chance, 1200, 7200)))
        where = letter.recipient if letter.recipient in self.town.members else "dm"
        self.plan(clock.now() + after, lambda: self._respond(wish, who, where, letter.question, chance))

    def _respond(self, wish: str, who: str, where: str, question: int, chance: Random) -> None:
        value = str(question)
        with self._may(f"turn.{wish}"):
            if wish == "take":
                self._click(who, "turn.take", where, value)
            elif wish == "ask_back":
                self._click(who, "turn.ask_back", where, value)
                self._fill(who, {"text": "Hvor mange er det, og hvornår skal det bruges?"})
            elif wish == "away":
                self._click(who, "turn.away", where, value)
                self._fill(who, {"until": f"{clock.now().date() + timedelta(days=chance.randrange(1, 20))}"})
            else:
                self._click(who, "turn.decline", where, value)
                somebody = {"who": chance.choice(self.town.people())} if wish == "send_on" else {}
                self._fill(who, somebody or ({"topic": chance.choice(TOPICS)} if wish == "topic" else {}), {"who": None})
            self.did[f"turn.{wish}"] += 1
            if wish in {"take", "ask_back"}:
                self._have(who, question, chance)

    def _have(self, who: str, question: int, chance: Random) -> None:
        """What becomes of a question that somebody took."""
        end = _one(ENDS, chance)
        if chance.random() < 0.3:
            self.plan(clock.now() + _minutes(chance, 5, 600), lambda: self._write(who, "turn.write", question))
        if end != "forget":
            self.plan(clock.now() + _minutes(chance, 30, 6 * 1440), lambda: self._end(end, who, question, chance))

    def _end(self, end: str, who: str, question: int, chance: Random) -> None:
        with self._may(f"turn.{end}"):
            self._click(who, f"turn.{end}", self._where(who, question), str(question))
            if end == "answered":
                self._fill(who, {"text": chance.choice(["", "Omkring 60 i hver gruppe.", "Skriv til biobanken, de har en skabelon."])})
            self.did[f"turn.{end}"] += 1

    def _where(self, who: str, question: int) -> str:
        """Where somebody finds the post about a question they took: among their messages, or in a function's channel."""
        for channel, members in self.town.members.items():
            if who in members and any(str(question) == value for _action, value in buttons(self.sandbox.seen(who, channel))):
                return channel
        return "dm"

    def _on_follow_up(self, letter: Letter, chance: Random) -> None:
        if chance.random() < 0.5:
            self.plan(clock.now() + _minutes(chance, 10, 1440), lambda: self._end("answered", letter.recipient, letter.question, chance))

    def _on_message(self, letter: Letter, chance: Random) -> None:
        """Whoever is written to writes back, every second time."""
        if chance.random() < 0.5:
            mine = _is_asker(letter.question, letter.recipient)
            action = "ask.write" if mine else "turn.write"
            self.plan(clock.now() + _minutes(chance, 2, 900), lambda: self._write(letter.recipient, action, letter.question))

    def _write(self, who: str, action: str, question: int) -> None:
        with self._may(action):
            self._click(who, action, "dm", str(question))
            self._fill(who, {"text": "Tak, det er indlæggelser inden for 30 dage."})
            self.did[action] += 1

    def _on_taken(self, letter: Letter, chance: Random) -> None:
        action = _one({"ask.next": 4, "ask.withdraw": 4, "ask.write": 6, "ask.reveal": 6, "ask.rate.yes": 5, "": 75}, chance)
        self._later(letter, action, _minutes(chance, 5, 2880))

    def _on_passed_on(self, letter: Letter, chance: Random) -> None:
        self._later(letter, "ask.withdraw" if chance.random() < 0.05 else "", _minutes(chance, 5, 2880))

    _on_held = _on_queued = _on_passed_on

    def _on_still(self, letter: Letter, chance: Random) -> None:
        self._later(letter, _one({"ask.rate.yes": 35, "ask.wait": 35, "ask.next": 10, "": 20}, chance), _minutes(chance, 5, 2880))

    def _on_answered(self, letter: Letter, chance: Random) -> None:
        rating = _one(RATINGS, chance)
        self._later(letter, f"ask.rate.{rating}" if rating else "", _minutes(chance, 5, 5760))
        if rating:
            self._share(letter, _minutes(chance, 5760, 5800), chance)

    def _on_helped(self, letter: Letter, chance: Random) -> None:
        self._share(letter, _minutes(chance, 5, 2880), chance)

    def _share(self, letter: Letter, after: timedelta, chance: Random) -> None:
        action, ends = chance.choice((("ask.share", " yes"), ("ask.share_not", " no"), ("", "")))
        self._later(letter, action, after, ends)

    def _on_draft(self, letter: Letter, chance: Random) -> None:
        """Reminded of a draft, every third takes it up."""
        if chance.random() < 0.33:

            def take_up() -> None:
                with self._may("draft"):
                    self._decide(letter.recipient, "dm", "clicks", chance)
                    self.did["draft taken up"] += 1

            self.plan(clock.now() + _minutes(chance, 5, 900), take_up)

    def _on_queue(self, letter: Letter, chance: Random) -> None:
        """The first organiser of a department acts, most of the time; the second now and then."""
        if chance.random() < (0.7 if letter.recipient.endswith("A") else 0.1):
            self.plan(clock.now() + _minutes(chance, 20, 2400), lambda: self._organise(letter.recipient, letter.question, chance))

    _on_queue_reminder = _on_queue

    def _organise(self, who: str, question: int, chance: Random) -> None:
        value = str(question)
        with self._may("queue"):
            if chance.random() < 0.6:
                self._click(who, "queue.assign", "dm", value)
                error = self._fill(who, {"who": chance.choice(self.town.people())})
                self.did["queue.assign"] += not error
                if not error:
                    return
            self._click(who, "queue.answer", "dm", value)
            self._fill(who, {"text": "Det ved jeg: ring til forskningssekretariatet."})
            self.did["queue.answer"] += 1

    def _later(self, letter: Letter, action: str, after: timedelta, ends: str = "") -> None:
        """A click of who got a letter; `ends`: what stands behind the question in the button's value."""
        if not action:
            return

        def click() -> None:
            with self._may(action):
                value = f"{letter.question}{ends}"
                self._click(letter.recipient, action, "dm", value)
                if action == "ask.write":
                    self._fill(letter.recipient, {"text": "Det er 40 patienter."})
                self.did[action] += 1

        self.plan(clock.now() + after, click)

    @contextmanager
    def _may(self, what: str) -> Iterator[None]:
        """A click may come too late: the button is gone, or the person is."""
        try:
            yield
        except ImpossibleError:
            self.gone[what] += 1

    def _click(self, who: str, action: str, where: str, value: str | None) -> Answer:
        return _well(self.sandbox.click(who, action, channel=where, value=value))

    def _fill(self, who: str, values: Json, otherwise: Json | None = None) -> bool:
        """Fill in the form that a click opened, and close it; True if it was refused (and sent again with `otherwise`)."""
        try:
            errors = "errors" in str(_well(self.sandbox.submit(who, values)).body)
            if errors and otherwise is not None:
                _well(self.sandbox.submit(who, otherwise))
            return errors
        finally:
            if self.sandbox.views(who):
                self.sandbox.close_view(who, all_views=True)

    def _proposal(self, who: str, where: str) -> list[tuple[str, str]]:
        """Buttons of the newest thing that only this person sees there; in a direct message, of the newest draft."""
        seen = list(reversed(self.sandbox.seen(who, where)))
        if where != "dm":
            return buttons([one for one in seen if one.get("is_ephemeral")][:1])
        drafts = (found for one in seen if (found := buttons([one])) and any(action in DRAFT for action, _value in found))
        return next(drafts, [])


def _well(answer: Answer) -> Answer:
    assert (answer.status, answer.error) == (200, None), f"answered {answer.status} {answer.error}: {answer.body}"
    return answer


def buttons(messages: list[Json]) -> list[tuple[str, str]]:
    """(action, value) of every button."""
    blocks = [block for message in messages for block in message.get("blocks", []) if block["type"] == "actions"]
    return [(one["action_id"], one.get("value", "")) for block in blocks for one in block["elements"]]


def _one(weights: dict[str, int], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _minutes(chance: Random, least: int, most: int) -> timedelta:
    return timedelta(minutes=chance.randint(least, most))


def _is_asker(question: int, user: str) -> bool:
    with store.reading() as db:
        asked = questions.asker_of(db, questions.QuestionId(question))
        return bool(asked and asked[0] == user)


def _asked_by(user: str) -> list[int]:
    with store.reading() as db:
        return [one.id for one in questions.of_asker(db, questions.UserId(user), 1000)]
