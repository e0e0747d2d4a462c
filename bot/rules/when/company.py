"""What a word is in company: "man" is Monday before an hour and "one" elsewhere, "maj" a month beside a number and a name elsewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.rules.when.abroad import month_abroad
from bot.rules.when.item import Item
from bot.rules.when.lexicon import SHORT, lexicon
from bot.rules.when.slips import meant

_NAMES = frozenset({"jan", "maj", "mai", "may", "mar", "june", "juni", "april", "august", "sep", "des", "dec", "juli", "jun", "jul", "march"})
"""Months that are names or words too."""
_TITLES = frozenset(["dr", "doctor", "doktor", "prof", "professor", "overlege", "overlæge"])
_COMPANY = _TITLES | {"med", "hos", "with", "by", "ved", "af", "sygeplejerske", "lege", "læge"}
_LEADING = frozenset(["man", "mon", "wed", "tue", "fri"])
_VERBS = frozenset(["kan", "skal", "vil", "bør", "må", "er", "har", "mødes", "møtes", "bliver", "blir", "kunne", "skulle", "tager", "tar", "får"])
_UNITS = ("timer", "time", "uger", "uker", "veker", "dage", "dager", "dagar", "minutter", "minutes", "hours", "weeks", "months", "måneder")
_NEXT = ("næste", "neste", "naeste")
_OTHER = ("anden", "annen", "annan", "other")
_TWO = {"ma": 0, "må": 0, "ti": 1, "ty": 1, "on": 2, "to": 3, "fr": 4, "lø": 5, "la": 5, "sø": 6, "su": 6}
_ONLY_DAYS = frozenset(["ma", "fr", "lø", "sø"])
_BESIDE_AFTER = frozenset("nkd.,EHut-&UGvif(+qhRoeg/")
_BESIDE_BEFORE = frozenset("HXpC&-utAfODR,S/oL.+eg")


@dataclass(frozen=True)
class Place:
    """An item among the others."""

    item: Item
    every: list[Item]
    at: int

    def near(self, step: int) -> Item | None:
        there = self.at + step
        return self.every[there] if 0 <= there < len(self.every) else None

    def letter(self, step: int) -> str:
        """The category of the item so many steps away; nothing beyond the ends."""
        there = self.near(step)
        return there.letter if there else ""


Rule = Callable[[Place], Item | None]
_rules: list[Rule] = []


def in_company(every: list[Item]) -> list[Item]:
    return [_taken_for(Place(item, every, at)) for at, item in enumerate(every)]


def _taken_for(place: Place) -> Item:
    return next((other for rule in _rules if (other := rule(place)) is not None), place.item)


@_rules.append
def _short_weekday(place: Place) -> Item | None:
    """Abbreviations that are words of their own count only beside other words of time."""
    item, before = place.item, place.near(-1)
    if item.letter != "W" or item.text not in SHORT:
        return None
    beside = place.letter(1) in _BESIDE_AFTER or place.letter(-1) in _BESIDE_BEFORE or len(place.every) == 1
    free_from = item.text == "fri" and (after := place.near(1)) is not None and after.text in {"fra", "frå"}
    if (beside and not (before and before.text in _COMPANY) and not free_from) or place.letter(1) == "":
        return item if beside else item.as_("_")
    return item.as_("¿" if _leads(place) else "_")


def _leads(place: Place) -> bool:
    """ "man kompetencevurdering kl 9.30": perhaps a day, where no other is named. ("man mødes kl 9" is "one meets".)"""
    if place.at or place.item.text not in _LEADING or place.every[1].text in _VERBS:
        return False
    return not any(other.letter in "WTPQM" for other in place.every[1:])


@_rules.append
def _two_letters(place: Place) -> Item | None:
    """ "ti kl 15", "ma-fr", "ma on fr": weekdays of two letters, which are words and numbers elsewhere."""
    day = _TWO.get(place.item.text)
    if day is None:
        return None
    beside = [other for step in (-2, -1, 1, 2) if (other := place.near(step)) and abs(step) == 1 + (place.letter(step // 2) in {"-", "/", ",", "&"})]
    others = {one.text for one in beside if one.text in _TWO}
    listed = bool(others) and bool((others | {place.item.text}) & _ONLY_DAYS)
    return place.item.as_("W", day) if listed or (place.letter(1) == "k" and place.letter(-1) != "k") else None


@_rules.append
def _surname(place: Place) -> Item | None:
    """ "Dr Sunday Okoro"."""
    before = [one.text for one in place.every[max(0, place.at - 2) : place.at] if one.text != "."]
    return place.item.as_("_") if place.item.letter == "W" and before and before[-1] in _TITLES else None


@_rules.append
def _slip(place: Place) -> Item | None:
    """Short words with a slip, where their neighbours tell what was meant: "nestte torsdag", "om to ugre", "hver andn torsdag"."""
    item = place.item
    if item.letter != "_" or not item.text.isalpha():
        return None
    if place.letter(1) in {"W", "U"} and len(item.text) > 3 and meant(item.text, _NEXT):
        return item.as_("X", "next")
    if place.letter(-1) in {"n", "N", "t"} and place.letter(-2) in {"o", "i"} and (unit := meant(item.text, _UNITS)):
        return item.as_("U", lexicon()[unit][0][1])
    if place.letter(-1) == "H" and place.letter(1) in {"W", "P"} and meant(item.text, _OTHER):
        return item.as_("O", 2)
    return None


@_rules.append
def _dinner(place: Place) -> Item | None:
    """Norwegian "middag" beside an hour is a meal."""
    return place.item.as_("_") if place.item.text == "middag" and any(one.letter == "k" for one in place.every) else None


@_rules.append
def _room(place: Place) -> Item | None:
    """ "rom K2-114"."""
    after = place.near(1)
    return place.item.as_("_") if place.item.text == "k" and after and after.glued and after.letter == "n" else None


@_rules.append
def _season(place: Place) -> Item | None:
    """ "summer party"; "til sommeren" cannot be read."""
    item = place.item
    alone = len(place.every) == 1 or place.letter(-1) in set("iuXDopdLRV&v")
    return item.as_("_") if item.letter == "V" and item.value == "season" and not alone else None


@_rules.append
def _abbreviation(place: Place) -> Item | None:
    """ "kv" is an evening or a quarter, "tom" until or a name."""
    if place.item.text == "kv" and place.letter(1) not in set("iyptz"):
        return place.item.as_("E", "evening")
    if place.item.text == "tom" and place.letter(1) in set("nUWMd"):
        return place.item.as_("u", "until")
    return None


@_rules.append
def _quarter(place: Place) -> Item | None:
    """Of a year, not of an hour."""
    of_an_hour = place.letter(1) in set("iyptv") and place.letter(-1) != "H"
    return place.item.as_("U", "quarter") if place.item.text in {"quarter", "quarters"} and not of_an_hour else None


@_rules.append
def _comma(place: Place) -> Item | None:
    """ "kl. 12,45"."""
    before, after = place.near(-1), place.near(1)
    between = place.item.letter == "," and before and after and before.letter == after.letter == "n"
    if between and after and place.item.glued and after.glued and len(after.text) == 2 and place.letter(-2) in {"k", "."}:
        return place.item.as_(".")
    return None


@_rules.append
def _christmas(place: Place) -> Item | None:
    """ "til jul" is Christmas, and "2. jul" July."""
    beside = "n" in {place.letter(1), place.letter(-1)} or (place.letter(-1) == "." and place.letter(-2) == "n")
    return place.item.as_("B", "feast") if place.item.text == "jul" and place.item.letter == "M" and not beside else None


@_rules.append
def _month(place: Place) -> Item | None:
    """A name, a slip or a word of another language is a month only beside a number."""
    item = place.item
    if item.letter == "_" and _beside_number(place) and (month := month_abroad(item.text)):
        return item.as_("M", month)
    if item.letter != "M" or (item.text not in _NAMES and item.text in lexicon()):
        return None
    dashed = place.letter(-1) in {".", "-"} and place.letter(-2) not in {"n", "M"}
    numbered = (place.letter(-1) in set("nO.i-fuvN") and not dashed) or place.letter(1) == "n"
    numbered = numbered or (place.letter(-1) in {"&", "-", "u"} and place.letter(-2) == "M" and place.letter(-3) in {"i", "f", "n", "."})
    return None if numbered else item.as_("_")


def _beside_number(place: Place) -> bool:
    """ "12. März", "3 grudnia", "Juin 4", and no "kl. 16 Auditoriet" or "lokale 4 Skejby"."""
    before = "".join(one.letter for one in place.every[max(0, place.at - 4) : place.at])
    return place.item.text.isalpha() and (place.letter(1) == "n" or re.search(r"(?<![kZn][.:/-])(?<![kZ])n\.?$", before) is not None)
