"""A question as the model sees it: pieces of words, words, and words that stand near each other.

Pieces of three and four letters make Danish, Norwegian, misspelled and compounded words alike ("styrkeberegning", "styrkeberekning").
"""

import re
from collections import Counter
from itertools import pairwise

PIECES = (3, 4)
MOST = 1500
"""Letters of a question that are read: what somebody needs is said by then."""
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text[:MOST].lower())


def pieces(word: str) -> list[str]:
    """The word itself in spaces where it is short, else its runs of three and of four signs, its edges marked with spaces."""
    edged = f" {word} "
    return [edged[start : start + size] for size in PIECES for start in range(len(edged) - size + 1)] or [edged]


def features(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each piece occurs, and each word (`=word`), each pair of neighbours (`a b`) and of words with one between (`a _ b`)."""
    said = words(text)
    near = [f"={word}" for word in said]
    near += [f"{one} {two}" for one, two in pairwise(said)]
    near += [f"{one} _ {two}" for one, two in zip(said, said[2:], strict=False)]
    return Counter(piece for word in said for piece in pieces(word)), Counter(near)
