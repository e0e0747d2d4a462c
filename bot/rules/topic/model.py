"""What a question is about, by the examples we have: naive Bayes on the pieces and words they share, and how sure that is.

For each class the model only counts in how many examples a feature occurs: it gives the same answer on every machine, and can say which words and
examples decided. What is learned later lies beside: per feature, how far the lessons that have it move each class. A click teaches at once, and is
forgotten as easily.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from struct import Struct

from bot.rules.topic.taxonomy import CLASSES, Class
from bot.rules.topic.words import features, pieces, words

SMOOTH = 0.3
"""What every feature is taken to have been seen in every class beside what was seen."""
SHARPNESS = 0.85
"""Scores to chances, so that of the questions given a chance of 0.8, eight in ten are right (`python -m tests.rules.topic.measure`)."""
SAME = 6.0
"""What is added to the score of a class that has this very question among its examples or lessons: 97 of 100 misread questions are then read anew."""
SHOWN = 4
RATE, FARTHEST = 4.0, 1.0
"""How far a lesson moves the score of a question like it; and how far all lessons together may: mistakes do little, however many people make them."""
UNMOVED: Class = "emergency"
"""No lesson speaks against an emergency: whoever could click had none."""
UNIT, PART = 2.0**36, 2.0**18
_ONE, _SQUARE = len(CLASSES), len(CLASSES) + 1
_SLOTS = Struct(f"<{len(CLASSES) + 2}q")
"""What a feature says to all classes as one whole number, a slot of 64 bits for each: adding two such numbers adds all slots, exactly and at once.
A slot counts in parts of 1 / UNIT; it holds up to 2**27, and all features of a question together say less than 2**20. Below a negative slot the next
one lacks a part.
"""


@dataclass(frozen=True)
class Example:
    topic: Class
    language: str
    text: str


@dataclass(frozen=True)
class Guess:
    """`chance` is between 0 and 1; the guesses of one reading sum to 1."""

    topic: Class
    chance: float


@dataclass(frozen=True)
class Why:
    """The words that spoke most for a topic, strongest first, and the examples most like the question."""

    words: tuple[str, ...]
    examples: tuple[str, ...]


class Model:
    def __init__(self, examples: Iterable[Example]) -> None:
        self._examples: dict[Class, list[Example]] = {topic: [] for topic in CLASSES}
        self._same: dict[str, Counter[int]] = defaultdict(Counter)
        self._counts: dict[str, dict[int, float]] = defaultdict(dict)
        self._kept: dict[str, int] = {}
        self._taught: dict[str, int] = {}
        self._sums, self._number = [0.0] * len(CLASSES), 0
        counted = [Counter[str]() for _ in CLASSES]
        seen = Counter[str]()
        for example in examples:
            self._number += 1
            self._examples[example.topic].append(example)
            self._same[_plain(example.text)][_INDEX[example.topic]] += 1
            for block in features(example.text):
                counted[_INDEX[example.topic]].update(block.keys())
                seen.update(block.keys())
        for index, counter in enumerate(counted):
            for feature, number in counter.items():
                if seen[feature] > 1 or feature[0] == "=":  # a piece or a pair that occurred once says nothing yet, and most of them did
                    self._counts[feature][index] = float(number)
                    self._sums[index] += number

    def copy(self) -> "Model":
        """One that may learn while others read this one."""
        other = copy(self)
        other._same, other._taught = self._same.copy(), self._taught.copy()
        return other

    def learn(self, example: Example, weight: float = 1.0) -> None:
        """Move questions like this one towards its class by as much as the bank was off, which others' lessons do not change: so the order does not
        matter, and with a negative weight a lesson is taken back to the last bit. What somebody asked is never quoted as a reason (`why`).
        """
        index, plain = _INDEX[example.topic], _plain(example.text)
        same = self._same[plain] = Counter(self._same.get(plain, {}))  # not changed in place: others may read a copy of this model
        same[index] += 1 if weight > 0 else -1
        bank, _ = self._scores(example.text)
        moves = {slot: (slot == index) - chance for slot, chance in enumerate(_chances(bank)) if CLASSES[slot] != UNMOVED}
        slots = sum(round(weight * RATE * move * PART) << 64 * slot for slot, move in moves.items())
        for block in features(example.text):
            squares = {feature: (self._kept[feature] >> 64 * _SQUARE) / UNIT for feature in block if feature in self._counts}
            length = math.sqrt(sum(_often(block[feature]) ** 2 * square for feature, square in squares.items())) or 1.0
            for feature, square in squares.items():
                share = round(_often(block[feature]) / length * square * PART)
                self._taught[feature] = self._taught.get(feature, 0) + share * slots

    def read(self, text: str) -> list[Guess]:
        """Every class with its chance, likeliest first; equal chances in the order of the taxonomy."""
        bank, moved = self._scores(text)
        scores = [score + move for score, move in zip(bank, moved, strict=True)]
        for index, times in self._same.get(_plain(text), {}).items():
            scores[index] += SAME * (times > 0)
        guesses = [Guess(topic, chance) for topic, chance in zip(CLASSES, _chances(scores), strict=True)]
        return sorted(guesses, key=lambda guess: -guess.chance)

    def why(self, text: str, topic: Class) -> Why:
        """What spoke for a topic."""
        weighed, index = self._weighed(text), _INDEX[topic]
        told = {feature: weight * self._tells(feature).get(index, 0.0) for feature, weight in weighed.items() if feature in self._counts}
        said = list(dict.fromkeys(words(text)))
        by_word = {word: told.get(f"={word}", 0.0) + sum(told.get(piece, 0.0) for piece in dict.fromkeys(pieces(word))) for word in said}
        strongest = tuple(sorted((word for word in said if by_word[word] > 0), key=lambda word: -by_word[word])[:SHOWN])
        return Why(strongest, tuple(example.text for example in self._alike(weighed, self._examples[topic])[:2]))

    def _alike(self, weighed: dict[str, float], examples: Sequence[Example]) -> list[Example]:
        def shared(example: Example) -> float:
            found = [feature for block in features(example.text) for feature in block]
            return sum(weighed.get(feature, 0.0) ** 2 for feature in found) / math.sqrt(len(found) or 1)

        return sorted(examples, key=shared, reverse=True)

    def _weighed(self, text: str) -> dict[str, float]:
        """The features of a question that some example has: rare ones weigh more, and each of the two kinds has length 1."""
        weighed: dict[str, float] = {}
        for block in features(text):
            known = {feature: _often(times) * self._rareness(feature) for feature, times in block.items() if feature in self._counts}
            length = math.sqrt(sum(weight * weight for weight in known.values())) or 1.0
            weighed |= {feature: weight / length for feature, weight in known.items()}
        return weighed

    def _rareness(self, feature: str) -> float:
        return math.log((self._number + 1) / (sum(self._counts[feature].values()) + 1)) + 1

    def _scores(self, text: str) -> tuple[list[float], list[float]]:
        """For each class the sum of log p(feature | class) - log p(feature | other classes), each as `_weighed` weighs it; and what lessons add."""
        everything, kinds = sum(self._sums), len(self._counts)
        unseen = [math.log(everything - mine + SMOOTH * kinds) - math.log(mine + SMOOTH * kinds) for mine in self._sums]
        scores, moved = [0.0] * len(CLASSES), [0.0] * len(CLASSES)
        counts, kept, taught = self._counts, self._kept, self._taught
        for block in features(text):
            told: dict[int, int] = defaultdict(int)  # by how often a feature occurs
            moves: dict[int, int] = defaultdict(int)
            for feature, times in block.items():
                if feature in counts:
                    told[times] += kept.get(feature) or self._keep(feature)
                    if feature in taught:
                        moves[times] += taught[feature]
            rows = list(_rows(told))
            length = math.sqrt(UNIT * sum(often * often * row[_SQUARE] for often, row in rows)) or 1.0
            for often, (*tells, rareness, _) in rows:
                scores = [score + often / length * (told + rareness * never) for score, told, never in zip(scores, tells, unseen, strict=True)]
            for often, row in _rows(moves):
                moved = [move + often / length * share for move, share in zip(moved, row[:_ONE], strict=True)]
        return scores, [max(-FARTHEST, min(FARTHEST, move)) for move in moved]

    def _keep(self, feature: str) -> int:
        """What a feature says, in slots: `_tells` and 1, each times its rareness, and that squared. Worked out once."""
        rareness = self._rareness(feature)
        said = {**self._tells(feature), _ONE: 1.0, _SQUARE: rareness}
        slots = self._kept[feature] = sum(round(rareness * told * UNIT) << 64 * slot for slot, told in said.items())
        return slots

    def _tells(self, feature: str) -> dict[int, float]:
        """How much more a class has this feature than if it had never been seen there; only the classes that have it."""
        counts = self._counts[feature]
        total = sum(counts.values())
        return {
            index: math.log((number + SMOOTH) / SMOOTH) - math.log((total - number + SMOOTH) / (total + SMOOTH)) for index, number in counts.items()
        }


def _rows(sums: dict[int, int]) -> Iterator[tuple[float, tuple[int, ...]]]:
    """The weights of how often features occur, and the slots of their sums."""
    return ((_often(times), _SLOTS.unpack(slots.to_bytes(_SLOTS.size, "little", signed=True))) for times, slots in sums.items())


def _chances(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(SHARPNESS * (score - top)) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _often(times: int) -> float:
    return 1 + math.log(times)


def _plain(text: str) -> str:
    return " ".join(words(text))


_INDEX = {topic: index for index, topic in enumerate(CLASSES)}
