"""What a question is about, by the examples we have: naive Bayes on the pieces and words they share, and how sure that is.

For each class the model only counts in how many examples a feature occurs. So it learns from one more example at once, forgets it as easily,
gives the same answer on every machine, and can say which words and examples decided.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from struct import Struct

from bot.rules.topic.taxonomy import CLASSES, Class
from bot.rules.topic.words import features, pieces, words

SMOOTH = 0.3
"""What every feature is taken to have been seen in every class beside what was seen."""
SHARPNESS = 0.85
"""Scores to chances, so that of the questions given a chance of 0.8, eight in ten are right (`python -m tests.rules.topic.measure`)."""
SAME = 5.0
"""What is added to the score of a class that has this very question among its examples."""
SHOWN = 4
UNIT = 2.0**36
_ONE, _SQUARE = len(CLASSES), len(CLASSES) + 1
_SLOTS = Struct(f"<{len(CLASSES) + 2}Q")
"""What a feature says to all classes as one whole number, a slot of 64 bits for each: adding two such numbers adds all slots, exactly and at once.
A slot counts in parts of 1 / UNIT; it holds up to 2**28, and all features of a question together say less than 2**20.
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
        other._same, other._counts, other._kept, other._sums = self._same.copy(), self._counts.copy(), self._kept.copy(), self._sums.copy()
        return other

    def learn(self, example: Example, weight: float = 1.0) -> None:
        """Count one more example; with a negative weight take it back. What somebody asked is never quoted to others as a reason (`why`)."""
        index, plain = _INDEX[example.topic], _plain(example.text)
        same = self._same[plain] = Counter(self._same.get(plain, {}))  # not changed in place: others may read a copy of this model
        same[index] += 1 if weight > 0 else -1
        for block in features(example.text):
            for feature in block:
                counts = dict(self._counts.get(feature, ()))
                counts[index] = counts.get(index, 0.0) + weight
                self._sums[index] += weight
                self._kept.pop(feature, None)
                if counts[index] <= 0:  # as if it had never been seen: what is known counts too
                    del counts[index]
                if counts:
                    self._counts[feature] = counts
                else:
                    self._counts.pop(feature, None)

    def read(self, text: str) -> list[Guess]:
        """Every class with its chance, likeliest first; equal chances in the order of the taxonomy."""
        scores = self._scores(text)
        for index, times in self._same.get(_plain(text), {}).items():
            scores[index] += SAME * (times > 0)
        top = max(scores)
        powers = [math.exp(SHARPNESS * (score - top)) for score in scores]
        whole = sum(powers)
        guesses = [Guess(topic, power / whole) for topic, power in zip(CLASSES, powers, strict=True)]
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
        return max(0.0, math.log((self._number + 1) / (sum(self._counts[feature].values()) + 1)) + 1)

    def _scores(self, text: str) -> list[float]:
        """For each class the sum of log p(feature | class) - log p(feature | other classes), each as `_weighed` weighs it."""
        everything, kinds = sum(self._sums), len(self._counts)
        unseen = [math.log(everything - mine + SMOOTH * kinds) - math.log(mine + SMOOTH * kinds) for mine in self._sums]
        scores, counts, kept = [0.0] * len(CLASSES), self._counts, self._kept
        for block in features(text):
            told: dict[int, int] = defaultdict(int)  # by how often a feature occurs
            for feature, times in block.items():
                if feature in counts:
                    told[times] += kept.get(feature) or self._keep(feature)
            rows = [(_often(times), _SLOTS.unpack(slots.to_bytes(_SLOTS.size, "little"))) for times, slots in told.items()]
            length = math.sqrt(UNIT * sum(often * often * row[-1] for often, row in rows)) or 1.0
            for often, (*tells, rareness, _) in rows:
                scores = [score + often / length * (told + rareness * never) for score, told, never in zip(scores, tells, unseen, strict=True)]
        return scores

    def _keep(self, feature: str) -> int:
        """What a feature says, in slots: `_tells` and 1, each times its rareness, and that squared. Worked out once, until a lesson has it too."""
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


def _often(times: int) -> float:
    return 1 + math.log(times)


def _plain(text: str) -> str:
    return " ".join(words(text))


_INDEX = {topic: index for index, topic in enumerate(CLASSES)}
