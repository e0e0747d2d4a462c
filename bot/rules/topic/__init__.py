"""What a question to `/ask` is about. `model()` is our own, from the bank of examples; nothing leaves the machine."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.rules.topic.model import Example, Guess, Model, Why
from bot.rules.topic.taxonomy import CLASSES, OUTSIDE, TOPICS, Class, Outside, Topic

__all__ = ["CLASSES", "OUTSIDE", "TOPICS", "Class", "Example", "Guess", "Model", "Outside", "Topic", "Why", "bank", "model"]


def bank(without: frozenset[str] = frozenset()) -> Iterator[Example]:
    """The examples we have written, voice by voice (a file each), in the order of the files' names; `without` some voices."""
    for voice in sorted(files(__name__).joinpath("bank").iterdir(), key=lambda file: file.name):
        if voice.name.endswith(".tsv") and voice.name.removesuffix(".tsv") not in without:
            for line in voice.read_text(encoding="utf-8").splitlines():
                topic, language, text = line.split("\t")
                yield Example(topic, language, text)  # type: ignore[arg-type]  # a test reads every line


@cache
def model() -> Model:
    """Built once; takes a second or two."""
    return Model(bank())
