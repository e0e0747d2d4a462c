"""Who fits some words: by name, by what the words are about, by people's own topics."""

from collections.abc import Iterator, Sequence

from bot.rules.directory import Asker, Directory, Listed
from bot.rules.routing import Look
from bot.rules.topic import OUTSIDE, Guess

LIKELY = 0.25
"""The chance from which a topic is taken to be what the words are about."""


def find(words: str, asker: Asker, directory: Directory, guesses: Sequence[Guess]) -> list[Listed]:
    """Everybody once, likeliest first; `guesses` are what the words are about.

    Who is gone is left out; who is away, full or has not agreed is for the screen to say.
    """
    return list(dict.fromkeys(one for one in _fitting(words, asker, directory, guesses) if one.active))


def _fitting(words: str, asker: Asker, directory: Directory, guesses: Sequence[Guess]) -> Iterator[Listed]:
    said = words.casefold().split()
    yield from (one for one in directory.people if said and all(word in one.name.casefold().split() for word in said))
    look = Look(words, asker, directory)
    for guess in guesses:
        if guess.chance >= LIKELY and guess.topic not in OUTSIDE:
            yield from (found.person for found in look.people(guess.topic))  # type: ignore[arg-type]  # what is not outside is a topic
    known = directory.known(words)
    yield from sorted((directory.by_id[id_] for id_ in known), key=lambda one: (-known[one.id], one.hospital != asker.hospital, one.id))
