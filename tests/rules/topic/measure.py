"""How well questions are understood: `python -m tests.rules.topic.measure`.

Every voice of the bank in turn is held out whole: the model that reads it has never seen it. `held_out*.tsv` were written by others than the bank,
from the same definitions of the topics, and are in no bank.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from bot.rules import routing
from bot.rules.topic import OUTSIDE, Example, Guess, Model, bank
from bot.rules.topic.taxonomy import Class

VOICES = ("crossed", "dev", "foreigner", "night", "senior", "situation", "terse", "ward")
COLUMNS = ("first", "at once", "one click", "wrong", "queued", "outside q.", "urgent q.")
HERE = Path(__file__).parent
Reading = tuple[Class, list[Guess]]


def held_out() -> Iterator[tuple[str, list[Example]]]:
    for file in sorted(HERE.glob("held_out*.tsv")):
        yield file.stem, [Example(*line.split("\t")) for line in file.read_text(encoding="utf-8").splitlines()]  # type: ignore[arg-type]


def voice(name: str) -> list[Example]:
    others = frozenset({*VOICES, "terms", "outside"} - {name})
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


def line(name: str, readings: list[Reading]) -> str:
    inside = [outcome(topic, guesses) for topic, guesses in readings if topic not in OUTSIDE]
    outside = [outcome(topic, guesses) for topic, guesses in readings if topic in OUTSIDE]
    urgent = [outcome(topic, guesses) for topic, guesses in readings if topic == "emergency"]
    first = sum(guesses[0].topic == topic for topic, guesses in readings) / len(readings)
    share = {kind: inside.count(kind) / len(inside) for kind in ("right", "click", "wrong", "missed", "queue")}
    queued = outside.count("queue") / max(1, len(outside)), urgent.count("queue") / max(1, len(urgent))
    numbers = (first, share["right"], share["right"] + share["click"], share["wrong"], share["queue"], *queued)
    return f"{name:12} {len(readings):5} " + " ".join(f"{100 * number:10.1f}" for number in numbers)


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


if __name__ == "__main__":
    main()
