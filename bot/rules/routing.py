"""Whom a question goes to: what it is about (topic), what the guideline says of that, and who is there today."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from bot.rules import guideline, privacy
from bot.rules.directory import NO_LOAD, Asker, Directory, Listed, Load
from bot.rules.guideline import Step, Where
from bot.rules.specialty import MEDICAL, diseases
from bot.rules.topic import OUTSIDE, Guess, Model, Outside, Topic

SURE = 0.7
"""From this chance on that one person is right, a question may go to them without asking back."""
OUTSIDE_LIKELY, EMERGENCY_POSSIBLE, UNKNOWN = 0.45, 0.08, 0.1
"""From these chances on a question is nobody's here; an emergency is worse missed than suspected. Below `UNKNOWN` for all, nothing was understood."""
BY_MATTER = frozenset({"idea_sparring", "collaborator", "phd_supervisor"})
"""Topics in which the specialty of the matter counts; in all others it is the asker's own department, or the one they name."""
ABOUT_SOMEBODY = frozenset({"authorship", "research_leave", "mentor_worklife"})
"""Topics in which whoever is named may be the trouble, and is not offered."""
CHOICES, WORTH = 3, 0.01
"""Choices at most, and the chance from which one is worth offering: where nobody is left for what was meant, nothing else is put in its place."""
_ELSEWHERE = re.compile(
    r"\b(andre|annet|andet|other|another|danske?|norske?|danish|norwegian)\b.{0,20}\b(hosp|sykehus|sygehus|cent|senter|sentre|site|sted|region)"
    r"|\b(nogen|noen) andre\b|\banyone else\b|\b(center|senter|site|centre) (nr\.?|nummer|number)? ?2|\bsecond (site|cent)"
    r"|\bpå (tværs|tvers)|\bmulti-?(cent|sent)|\bflersenter|\bacross (hosp|site|cent)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A person for a topic, by which step of the guideline, and where they are to the asker (a deputy may be elsewhere than the step looked)."""

    person: Listed
    topic: Topic
    step: Step
    where: Where


@dataclass(frozen=True)
class Choice:
    """Topics that lead to the same person, likeliest first, and that person with those who come after."""

    topics: tuple[Topic, ...]
    chance: float
    people: tuple[Found, ...]


@dataclass(frozen=True)
class Route:
    """`reason` says why a question is queued; `choices` holds the person it is routed to, or up to three to choose from."""

    outcome: Literal["blocked", "queue", "routed", "choose"]
    guesses: tuple[Guess, ...] = ()
    choices: tuple[Choice, ...] = ()
    reason: Outside | Literal["nobody"] | None = None


def route(text: str, asker: Asker, directory: Directory, model: Model, load: Load = NO_LOAD, *, research: bool = False) -> Route:
    """`research`: its asker says that it is a question for a researcher."""
    if privacy.find(text):
        return Route("blocked")
    guesses = tuple(model.read(text))
    if not research and (reason := outside(guesses)) is not None:
        return Route("queue", guesses, reason=reason)
    look = Look(text, asker, directory, load)
    choices = _choices(guesses, look)
    if named := look.named(guesses[0]):
        others = [choice for choice in choices if choice.people[0].person != named.people[0].person]
        return Route("choose", guesses, (named, *_with_all(others[: CHOICES - 1], look)))
    if not choices:
        return Route("queue", guesses, reason="nobody")
    if choices[0].chance >= SURE:
        return Route("routed", guesses, _with_all(choices[:1], look))
    return Route("choose", guesses, _with_all(choices[:CHOICES], look))


def outside(guesses: Sequence[Guess]) -> Outside | None:
    """Why the question is none for a researcher, if so."""
    chances = {guess.topic: guess.chance for guess in guesses}
    if chances["emergency"] >= EMERGENCY_POSSIBLE:
        return "emergency"
    if sum(chances[outside] for outside in OUTSIDE) >= OUTSIDE_LIKELY:
        return max(OUTSIDE, key=lambda outside: chances[outside])
    return "vague" if guesses[0].chance < UNKNOWN else None


def _choices(guesses: tuple[Guess, ...], look: "Look") -> list[Choice]:
    """By person, and with that person only: two topics of one person are one choice. Chances are of all topics, so they need not sum to 1."""
    by_person: dict[str, Choice] = {}
    for guess in guesses[:8]:
        if guess.topic in OUTSIDE:
            continue
        topic: Topic = guess.topic  # type: ignore[assignment]  # what is not outside is a topic
        if first := next(look.people(topic), None):
            before = by_person.get(first.person.id, Choice((), 0.0, (first,)))
            by_person[first.person.id] = Choice((*before.topics, topic), before.chance + guess.chance, before.people)
    worth = (choice for choice in by_person.values() if choice.chance >= WORTH)
    return sorted(worth, key=lambda choice: -choice.chance)


def _with_all(choices: list[Choice], look: "Look") -> tuple[Choice, ...]:
    """With those who come after, which are looked up for what is offered only."""
    return tuple(replace(choice, people=tuple(look.people(choice.topics[0]))) for choice in choices)


class Look:
    """One question's look into the directory."""

    def __init__(self, text: str, asker: Asker, directory: Directory, load: Load = NO_LOAD) -> None:
        self._text, self._asker, self._directory, self._load = text, asker, directory, load
        self._known = directory.known(text)
        self._country = directory.hospital(asker.hospital).country
        self._named = directory.named_departments(text)
        self._place = self._named[0] if self._named else asker.department
        self._linked = directory.linked(asker.hospital, asker.department)

    def named(self, guess: Guess) -> Choice | None:
        """Whoever the question calls by full name, the first of several, or their deputy: to be chosen, never at once."""
        if guess.topic in OUTSIDE or guess.topic in ABOUT_SOMEBODY:
            return None
        called = self._directory.called(self._text)
        taker = self._directory.instead(called, self._load) if called else None
        if taker is None or taker.id == self._asker.id:
            return None
        topic: Topic = guess.topic  # type: ignore[assignment]  # what is not outside is a topic
        return Choice((topic,), guess.chance, (Found(taker, topic, Step(taker.role, "named"), "named"),))

    def people(self, topic: Topic) -> Iterator[Found]:
        """Those to ask, best first, each once, never the asker."""
        told = {self._asker.id}
        for step, fitting in self._fitting(topic):
            for person in sorted(self._directory.free_ones(fitting, self._load), key=self._rank):
                if person.id not in told:
                    told.add(person.id)
                    yield Found(person, topic, step, self._where(person, step))

    def away(self, topic: Topic) -> Iterator[Found]:
        """Those who could be asked once they are back, best first."""
        for step, fitting in self._fitting(topic):
            for one in sorted(fitting, key=self._rank):
                there = one.away(self._directory.today) and one.active and one.agreed and one.slots > self._load.open.get(one.id, 0)
                if there and one.id != self._asker.id:
                    yield Found(one, topic, step, self._where(one, step))

    def _fitting(self, topic: Topic) -> Iterator[tuple[Step, list[Listed]]]:
        specialty = self._matter if topic in BY_MATTER else self._place
        for step in guideline.steps(topic, self._asker):
            yield step, [one for one in self._directory.by_role.get(step.role, ()) if self._fits(one, step, specialty)]

    def _where(self, person: Listed, step: Step) -> Where:
        if step.where != "department" or (person.hospital, person.department) == (self._asker.hospital, self._asker.department):
            return step.where
        return "hospital" if person.hospital == self._asker.hospital else "near"

    def _rank(self, one: Listed) -> tuple[object, ...]:
        """Within a step: a person before a function, then who knows most of it, is nearest, speaks the language, was asked least of late, and has
        most room.
        """
        away, room = one.hospital != self._asker.hospital, one.slots - self._load.open.get(one.id, 0)
        fair = (self._load.recent.get(one.id, 0), -room, one.id)
        return bool(one.functions), -self._known.get(one.id, 0), away, self._asker.language not in one.languages, *fair

    def _fits(self, one: Listed, step: Step, specialty: str) -> bool:
        if (step.knows and one.id not in self._known) or (step.same and one.profession != self._asker.profession):
            return False
        if step.stage and self._asker.stage not in one.stages:
            return False
        return self._is_there(one, step, specialty)

    def _is_there(self, one: Listed, step: Step, specialty: str) -> bool:
        own = one.hospital == self._asker.hospital
        match step.where:
            case "serves":
                return self._asker.hospital in one.serves
            case "hospital":
                return own
            case "department":
                return own and self._covers(one, specialty)
            case "near" | "elsewhere":
                hospital = self._directory.hospital(one.hospital)
                near = hospital.hub or hospital.country == self._country or step.where == "elsewhere"
                if (one.hospital, one.department) == self._linked:
                    return True
                return near and self._covers(one, specialty) and not (step.where == "elsewhere" and self._elsewhere and own)
            case "country":
                return self._directory.hospital(one.hospital).country == self._country
            case "network" | "named":
                return True

    def _covers(self, one: Listed, specialty: str) -> bool:
        """Is the specialty theirs? The common medical department stands for the medical ones, and they for it."""
        pair = {one.department, specialty}
        return len(pair) == 1 or ("med" in pair and bool(pair & MEDICAL))

    @cached_property
    def _elsewhere(self) -> bool:
        return bool(_ELSEWHERE.search(self._text))

    @cached_property
    def _matter(self) -> str:
        """The asker's own where somebody of that specialty knows the matter or it is spoken of; else the department or the disease named most."""
        own = self._asker.department
        found = [*self._named, *diseases(self._text)]
        if not found or own in found or any(self._directory.by_id[id_].department == own for id_ in self._known):
            return own
        if own == "med" and found[0] in MEDICAL:
            return found[0]
        return max(dict.fromkeys(found), key=found.count)
