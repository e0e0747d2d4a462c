"""Reading time as Danes and Norwegians write it: a moment, a span, a recurrence, candidates to choose from, or why not.

Deterministic, no clock inside, no network. Text → items (tokens.py, words in lexicon.py) → elements (grammar.py) → meaning (resolve.py).

The conventions C1 to C26 named in the code are those of the labelled phrases: D/M dates; "næste torsdag" is two Thursdays until Sunday; 1 to 6
in digits may be either half of the day; a recurrence starts at its first hit; what cannot be read is an error that names the part.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.when import resolve
from bot.rules.when.grammar import elements
from bot.rules.when.item import Item
from bot.rules.when.reading import Candidates, Meaning, Moment, Reading, Reason, Recurrence, Span, Unread
from bot.rules.when.rule import Element
from bot.rules.when.said import Now
from bot.rules.when.tokens import items

__all__ = ["Candidates", "Meaning", "Moment", "Reading", "Reason", "Recurrence", "Span", "Unread", "read", "spans"]
SOON = timedelta(days=730)
_TIMELIKE = re.compile(r"(?<![Zn./])n[:/]n(?![n/])|(?<![Z.])n\.nk?(?=$|[^_Zn.])|(?<![Zn./:-])n-n(?=$|[^_ZnU./:-])")
_LISTED = re.compile(r"¤(?:[,/&+]|\.\.)n(?!\.?[_Z@U/ðn:]|\.n|n)")
"""Another hour after an hour: "kl 9, 11 og 13"."""
_BARE = re.compile(r"(?<![Zn./])[nN](?![_Zn@ð])")
"""Where no hour was read, a number that belongs to no word may be one."""
_LONGEST_PART = 80
_POINTS = " ,.;:!?-"
_LOOSE_BEGINNINGS = {"", "de", "og", "den", "d", "kl", "om", "til", "fra", "frå", "and", "the", "from"}
_LOOSE_ENDS = _LOOSE_BEGINNINGS | {"i", "på", "at", "on", "in"}
"""Words that are left alone when the time beside them is taken out of a text."""
_STRICT = set("WPQMkAS¿FIKTGHLXY")
"""Words of time that no rule took up make the whole phrase unread: better to ask than to book without them."""


def read(text: str, now: datetime, zone: ZoneInfo) -> Reading:
    """What `text`, said at `now` (aware), means in `zone`. The language needs no telling: the words of all of ours are known."""
    found, said = _said(text)
    result = resolve.meaning(said, Now(now.astimezone(zone).replace(tzinfo=None), zone))
    if not isinstance(result, Unread) and (left := _left_over(found, said, result)) is not None:
        result = Unread("vague", left.text)
    if isinstance(result, Unread) and not result.part:
        result = replace(result, part=" ".join(text.split())[:_LONGEST_PART])
    spans = _spans(found, said)
    return Reading(result, _rest(text, spans), spans)


def spans(text: str, now: datetime, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Where a time stands that can really be meant: what the guard need not take for an identity number.

    Only of a text that is read as something within two years: "01.02.03 1234" is a person, "12.03.2026 1630" a meeting. Neighbours are one span.
    """
    reading = read(text, now, zone)
    days = [(one if isinstance(one, Moment) else one.start).day for one in reading.meanings]
    if not days or max(days) > now.date() + SOON:
        return ()
    merged: list[tuple[int, int]] = []
    for start, end in reading.spans:
        if merged and not any(character.isalnum() for character in text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _said(text: str) -> tuple[list[Item], list[Element]]:
    found = [item for item in items(text) if item.letter != "~"]
    return found, elements(found)


def _spans(found: list[Item], said: Sequence[Element]) -> tuple[tuple[int, int], ...]:
    return tuple((found[one.first].start, found[one.last - 1].end) for one in said if one.kind not in {"noise", "and"})


def _left_over(found: list[Item], said: Sequence[Element], result: Meaning | Candidates) -> Item | None:
    """A word or number of time that no rule took up."""
    taken = {place for one in said if one.value != "-" and one.kind != "and" for place in range(one.first, one.last)}
    for place, item in enumerate(found):
        if place in taken or (item.letter not in _STRICT and not (item.letter == "U" and item.value in {"week", "month", "quarter"})):
            continue
        if item.letter == "k" and not item.text.startswith("k"):
            continue  # English "at", Danish "at"
        if item.letter == "H" and not any(one.letter in "WPQUMO" for one in found[place + 1 : place + 3]):
            continue  # "every department", "alle 30"
        if item.letter == "X" and not (place + 1 < len(found) and found[place + 1].letter in "WPQUMOnNK"):
            continue
        return item
    hours = {place for one in said if one.kind in {"clock", "clocks", "number"} for place in range(one.first, one.last)}
    letters = "".join("¤" if place in hours else "#" if place in taken else item.letter for place, item in enumerate(found))
    hourless = isinstance(result, Moment) and result.hour is None
    match = next((one for one in _TIMELIKE.finditer(letters) if "-" not in one[0] or len(found[one.end() - 1].text) <= 2), None)
    match = match or _LISTED.search(letters)
    match = match or (_BARE.search(letters) if hourless else None)
    return found[match.start()] if match else None


def _rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """What is left when the time is taken out: title and place."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = max(at, end)
    words = " ".join([*kept, text[at:]]).split()
    while words and words[-1].strip(_POINTS).casefold() in _LOOSE_ENDS:
        words.pop()
    while words and words[0].strip(_POINTS).casefold() in _LOOSE_BEGINNINGS:
        words.pop(0)
    return " ".join(words).strip(_POINTS)
