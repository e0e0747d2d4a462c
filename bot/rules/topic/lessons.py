"""What a workspace's clicks teach, and how much each weighs: one person alone moves little, two who say the same twice as much.

A click is a person and the topic they confirmed or chose for a question. What is taught is a value made of all clicks, so a click is taken back by
leaving it out: whoever keeps a model up to date takes back the lessons that are gone or weigh otherwise now, and learns the new ones.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.rules.topic.model import Example
from bot.rules.topic.taxonomy import Class
from bot.rules.topic.words import words

FULL, LONE = 1.0, 1 / 2
"""What a click weighs that somebody else made too, and one that nobody else did."""
LATEST = 5
"""Of a person's lone clicks so many count, the latest. So nobody alone changes the answers to more than five questions that are asked again word for
word, and two hundred wrong clicks do no more than five.
"""
MOST = 2000
"""Of all lessons the latest so many count: a process that starts has learned them after some two seconds."""


def lessons(clicks: Sequence[tuple[str, Example]]) -> list[tuple[Example, float]]:
    """`clicks` as they were made, oldest first. Of somebody's clicks on one question the last counts; of the topics said of a question those that
    most people say: where two disagree, both are heard. What has no words teaches nothing.
    """
    last: dict[tuple[str, str], Example] = {}
    for person, example in clicks:
        if question := " ".join(words(example.text)):
            last.pop((person, question), None)  # said again, it is their latest
            last[person, question] = example
    said: dict[str, Counter[Class]] = defaultdict(Counter)
    for (_, question), example in last.items():
        said[question][example.topic] += 1
    alone = Counter[str]()
    found: dict[tuple[str, Class], tuple[Example, float]] = {}
    for (person, question), example in reversed(last.items()):
        people = said[question][example.topic]
        if people < max(said[question].values()):
            continue
        alone[person] += people == 1
        if people > 1 or alone[person] <= LATEST:
            found[question, example.topic] = (example, FULL if people > 1 else LONE)
    return list(reversed(list(found.values())[:MOST]))
