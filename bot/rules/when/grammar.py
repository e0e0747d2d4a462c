"""From items to elements: which words belong together, and what they say. What an element means on a given day is resolve.py's affair."""

import re

from bot.rules.when import said_days, said_else, said_first, said_hours, said_often
from bot.rules.when.item import Item
from bot.rules.when.rule import Element

_RULES = (*said_first.rules, *said_often.rules, *said_days.rules, *said_hours.rules, *said_else.rules)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _build in _RULES))
"""Whether any rule begins here: asked once, since most words are none of ours."""
_DAYS_KINDS = {"every", "every part", "weekday", "date", "day of month", "relative", "date or clock", "this part"}


def elements(found: list[Item]) -> list[Element]:
    """What the items say, in order; what no rule knows is left out."""
    letters = "".join(item.letter for item in found)
    said: list[Element] = []
    place = 0
    while place < len(found):
        if _ANY.match(letters, place) is None:
            place += 1
            continue
        for pattern, build in _RULES:
            match = pattern.match(letters, place)
            built = build(found, match) if match and match.end() > place else None
            if match and built is not None:
                kind, value = built
                said.append(Element(kind, value, place, match.end(), " ".join(item.text for item in found[place : match.end()])))
                place = match.end()
                break
        else:
            place += 1
    return [part for place, one in enumerate(said) for part in _parted(one, said[:place], found)]


def _parted(one: Element, before: list[Element], found: list[Item]) -> list[Element]:
    """ "til søndag" is the coming Sunday; after another day it is where a span ends."""
    ends = one.kind == "weekday" and found[one.first].letter == "u" and any(other.kind in _DAYS_KINDS for other in before)
    if not ends:
        return [one]
    return [Element("until", "til", one.first, one.first + 1), Element("weekday", (one.value[0], "coming"), one.first + 1, one.last)]
