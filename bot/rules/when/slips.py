"""Words of time with one slip of the thumb: a letter wrong, missing or too many, or two neighbours swapped."""

from collections.abc import Iterable
from functools import cache

from bot.rules.when.lexicon import lexicon

_LONG_ENOUGH = {"W": 6, "P": 6, "Q": 6, "M": 6, "A": 1, "E": 7, "K": 7, "I": 7, "k": 6}
"""Categories whose words are recognised with a slip, from how many letters on; the likelier category first."""
_TYPED = range(5, 13)
_TOMORROW = {"overmorgen": 2, "overmorgon": 2, "imorgen": 1, "tomorrow": 1}
_REAL = frozenset(
    [
        "mandat",
        "mandal",
        "mandler",
        "sondage",
        "sondere",
        "marchen",
        "torsdal",
        "modag",
        "fridag",
        "vandag",
        "handag",
        "mondat",
        "morsdag",
        "farsdag",
        "fagdag",
        "temadag",
    ]
)
"""Words of their own that are one slip away from a weekday or a month."""

Meaning = tuple[str, object]


def mistyped(text: str) -> tuple[Meaning, ...] | None:
    """The one word of time that is a single slip away; two different ones are "¿"."""
    if len(text) not in _TYPED or text in _REAL:
        return None
    first, last = text[0], text[-1]  # a slip leaves one of its ends as it was, which is quickly asked
    near = {meaning for word, meaning in _vocabulary()[len(text)].items() if (word[0] == first or word[-1] == last) and one_slip(text, word)}
    if len({value for _letter, value in near}) > 1:
        return (("¿", text),)
    return (min(near, key=lambda one: [*_LONG_ENOUGH, "T"].index(one[0])),) if near else None


def meant(text: str, words: Iterable[str]) -> str | None:
    """The word among `words` that is a single slip away from `text`, which is no word of time itself."""
    return next((word for word in words if one_slip(text, word)), None) if text not in lexicon() else None


@cache
def _vocabulary() -> dict[int, dict[str, Meaning]]:
    """The words that may have been meant, by how many letters are typed."""
    found: dict[str, Meaning] = {}
    for word, meanings in lexicon().items():
        if len(word) >= _LONG_ENOUGH.get(meanings[0][0], 99):
            found[word] = meanings[0]
    found |= {word: ("T", day) for word, day in _TOMORROW.items()}
    return {typed: {word: one for word, one in found.items() if abs(len(word) - typed) <= 1} for typed in _TYPED}


def one_slip(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
