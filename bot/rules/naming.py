"""Which of many names a text holds as whole words. Looked up by their first words: what a text costs does not depend on how many names there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

T = TypeVar("T")
Names = dict[str, list[tuple[str, T]]]
_WORD = re.compile(r"\w+")


def names(those: Iterable[tuple[str, T]]) -> Names[T]:
    """Names and whose they are, to look `within` texts for. A name without a word is nobody's."""
    found: Names[T] = defaultdict(list)
    for name, whose in those:
        if first := _WORD.search(name.casefold()):
            found[first[0]].append((name.casefold(), whose))
    return found


def within(text: str, those: Names[T]) -> Iterator[tuple[int, str, T]]:
    """Where a name begins first, the name, and whose it is."""
    text = text.casefold()
    for word in set(_WORD.findall(text)) & those.keys():
        for name, whose in those[word]:
            if name in text and (place := _whole(name).search(text)):
                yield place.start(), name, whose


@cache
def _whole(name: str) -> re.Pattern[str]:
    """The name as whole words; it may end in a dot."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
