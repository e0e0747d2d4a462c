"""How well questions are understood: `python -m tests.rules.topic.measure`.

Every voice of the bank in turn is held out whole: the model that reads it has never seen it. `held_out*.tsv` were written by others than the bank,
from the same definitions of the topics, and are in no bank. Then what clicks teach: half of a held-out voice is clicked on as its labels say and the
other half is read before and after, both ways round; the same with random halves of `held_out*.tsv`, by which nothing was chosen; and somebody clicks
wrongly two hundred times.
"""

import hashlib
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bot.rules import routing
from bot.rules.topic import OUTSIDE, TOPICS, Example, Guess, Model, bank
from bot.rules.topic.lessons import FULL, lessons
from bot.rules.topic.taxonomy import Class

VOICES = ("crossed", "dev", "foreigner", "night", "senior", "situation", "terse", "ward")
COLUMNS = ("first", "at once", "one click", "wrong", "queued", "outside q.", "urgent q.")
WRONG_CLICKS, SPLITS = 200, 20
HERE = Path(__file__).parent
Reading = tuple[Class, list[Guess]]


def held_out() -> Iterator[tuple[str, list[Example]]]:
    for file in sorted(HERE.glob("held_out*.tsv")):
        yield file.stem, [Example(*line.split("\t")) for line in file.read_text(encoding="utf-8").splitlines()]  # type: ignore[arg-type]


def voice(name: str) -> list[Example]:
    others = frozenset({*VOICES, "terms", "outside", "urgent"} - {name})
    return list(bank(without=others))


def read(model: Model, examples: list[Example]) -> list[Reading]:
    return [(example.topic, model.read(example.text)) for example in examples]


def outcome(topic: Class, guesses: list[Guess]) -> str:
    """As routing would, if every topic had a person of its own."""
    if routing.outside(guesses):
        return "queue"
    topics = [guess for guess in guesses if guess.topic not in OUTSIDE]
    if topics[0].chance >= routing.SURE:
        return "right" if topics[0].topic == topic else "wrong"
    return "click" if topic in [guess.topic for guess in topics[: routing.CHOICES]] else "missed"


@dataclass(frozen=True)
class Shares:
    """Of all questions: first guess right. Of those inside: at once to the right topic, that or one click away, to a wrong one, to the organiser.
    Of those outside, and of the emergencies: to the organiser. Each between 0 and 1.
    """

    first: float
    at_once: float
    one_click: float
    wrong: float
    queued: float
    outside: float
    urgent: float

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Shares":
        inside = [outcome(topic, guesses) for topic, guesses in readings if topic not in OUTSIDE]
        outside = [outcome(topic, guesses) for topic, guesses in readings if topic in OUTSIDE]
        urgent = [outcome(topic, guesses) for topic, guesses in readings if topic == "emergency"]
        first = sum(guesses[0].topic == topic for topic, guesses in readings) / len(readings)
        right, click, wrong, queued = (inside.count(kind) / len(inside) for kind in ("right", "click", "wrong", "queue"))
        return cls(
            first, right, right + click, wrong, queued, outside.count("queue") / max(1, len(outside)), urgent.count("queue") / max(1, len(urgent))
        )


def line(name: str, readings: list[Reading]) -> str:
    return f"{name:12} {len(readings):5} " + " ".join(f"{100 * share:10.1f}" for share in astuple(Shares.of(readings)))


def reliability(readings: list[Reading]) -> str:
    """Of the first guesses with a chance of 0.5 to 0.6, say: how many are right."""
    rows = []
    for tenth in range(10):
        within = [(topic, guesses[0]) for topic, guesses in readings if tenth == min(9, int(10 * guesses[0].chance))]
        if within:
            rows.append(
                f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}: {sum(topic == guess.topic for topic, guess in within) / len(within):.2f} of {len(within)}"
            )
    return "   ".join(rows)


def shuffled(examples: Sequence[Example]) -> list[Example]:
    """In an order that says nothing and is always the same."""
    return sorted(examples, key=lambda example: hashlib.sha256(example.text.encode()).digest())


def inside(examples: Sequence[Example]) -> list[Example]:
    """Those somebody can click on: what is outside goes to the organiser."""
    return [example for example in examples if example.topic not in OUTSIDE]


def taught(model: Model, lessons: Sequence[tuple[Example, float]], asked: list[Example]) -> list[Reading]:
    """The readings of a model that has had these lessons; afterwards it is as before."""
    for example, weight in lessons:
        model.learn(example, weight)
    readings = read(model, asked)
    for example, weight in lessons:
        model.learn(example, -weight)
    return readings


def halves(name: str) -> Iterator[tuple[list[Example], list[Example]]]:
    """What is clicked on and what is asked then, both ways round."""
    examples = shuffled(inside(voice(name)))
    one, other = examples[::2], examples[1::2]
    yield one, other
    yield other, one


def agreeing(clicked: list[Example]) -> list[tuple[str, Example]]:
    return [(f"{example.text} {second}", example) for example in clicked for second in (1, 2)]


CLICKS: dict[str, Callable[[list[Example]], list[tuple[Example, float]]]] = {
    "before": lambda clicked: [],
    "each by another": lambda clicked: lessons([(example.text, example) for example in clicked]),
    "each by two": lambda clicked: lessons(agreeing(clicked)),
    "by ten people": lambda clicked: lessons([(f"{number % 10}", example) for number, example in enumerate(clicked)]),
}


def learning() -> None:
    print(f"\n{'half clicked':12} {'rows':>5} " + " ".join(f"{name:>24}" for name in CLICKS) + "   (within one click, at once, wrong)")
    together: dict[str, list[Reading]] = {name: [] for name in CLICKS}
    for name in VOICES:
        model = Model(bank(without=frozenset({name})))
        found: dict[str, list[Reading]] = {
            how: [reading for clicked, asked in halves(name) for reading in taught(model, teaches(clicked), asked)] for how, teaches in CLICKS.items()
        }
        for how, readings in found.items():
            together[how] += readings
        print(learned(name, found))
    print(learned("together", together))


def learned(name: str, found: dict[str, list[Reading]]) -> str:
    shares = [Shares.of(readings) for readings in found.values()]
    told = (f"{100 * share.one_click:10.1f} {100 * share.at_once:6.1f} {100 * share.wrong:6.1f}" for share in shares)
    return f"{name:12} {len(next(iter(found.values()))):5} " + " ".join(told)


def fresh(name: str, model: Model, examples: list[Example]) -> None:
    """The change of a set in points, each split both ways round: mean and standard deviation, and how many splits rise and fall."""
    changes = []
    for seed in range(SPLITS):
        order = random.Random(seed).sample(examples, len(examples))
        one, other = order[::2], order[1::2]
        before = Shares.of(read(model, order))
        after = [reading for clicked, asked in ((one, other), (other, one)) for reading in taught(model, CLICKS["each by another"](clicked), asked)]
        now = Shares.of(after)
        changes.append((now.one_click - before.one_click, now.at_once - before.at_once, now.wrong - before.wrong))
    told = (f"{100 * statistics.mean(kind):+8.2f} ±{100 * statistics.stdev(kind):4.2f}" for kind in zip(*changes, strict=True))
    rises, falls = sum(change[0] > 0 for change in changes), sum(change[0] < 0 for change in changes)
    print(f"{name:12} {len(examples):5} {SPLITS:4} splits: " + " ".join(told) + f"   {rises} rise, {falls} fall")


def wrongly(model: Model, example: Example, number: int, how: str) -> Example:
    """The click of somebody who is mistaken: on the likeliest topic that is wrong, on each of the others in turn, or always on the same one."""
    others = [topic for topic in TOPICS if topic != example.topic]
    offered = next(guess.topic for guess in model.read(example.text) if guess.topic in others)
    chosen = {"likeliest wrong": offered, "each in turn": others[number % len(others)], "always the same": others[-1]}
    return Example(chosen[how], example.language, example.text)


def spoiling(model: Model) -> None:
    """The change of the held-out sets together, in points."""
    asked = [example for _, examples in held_out() for example in examples]
    before = Shares.of(read(model, asked))
    print(f"\n{WRONG_CLICKS} wrong clicks by one person {'one click':>24} {'at once':>8} {'wrong':>8} {'one click if all weighed fully':>32}")
    unseen = [example for name in ("night", "crossed") for example in voice(name)]
    for where, questions in (("on the very questions", asked), ("on other questions", unseen)):
        clicked = shuffled(inside(questions))[:WRONG_CLICKS]
        for how in ("likeliest wrong", "each in turn", "always the same"):
            wrong = [wrongly(model, example, number, how) for number, example in enumerate(clicked)]
            after = Shares.of(taught(model, lessons([("one", example) for example in wrong]), asked))
            fully = Shares.of(taught(model, [(example, FULL) for example in wrong], asked))
            changes = (after.one_click - before.one_click, after.at_once - before.at_once, after.wrong - before.wrong)
            told = " ".join(f"{100 * change:+8.2f}" for change in changes)
            print(f"{where:22} {how:16} {'':11} {told} {100 * (fully.one_click - before.one_click):+32.2f}")


def main() -> None:
    begun = time.perf_counter()
    whole = Model(bank())
    print(f"index of {sum(1 for _ in bank())} examples built in {time.perf_counter() - begun:.1f} s")
    print(f"{'held out':12} {'rows':>5} " + " ".join(f"{name:>10}" for name in COLUMNS))
    together: list[Reading] = []
    for name in VOICES:
        readings = read(Model(bank(without=frozenset({name}))), voice(name))
        together += readings
        print(line(name, readings))
    print(line("together", together))
    print("chance and truth:", reliability(together))
    for name, examples in held_out():
        print(line(name, read(whole, examples)))
    learning()
    print("\nhalf of a fresh set clicked, each by another (within one click, at once, wrong)")
    for name, examples in held_out():
        fresh(name, whole, inside(examples))
    fresh("dev", Model(bank(without=frozenset({"dev"}))), inside(voice("dev")))
    spoiling(whole)


if __name__ == "__main__":
    main()
