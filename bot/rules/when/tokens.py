"""From text to items: each with its place in the text, a category letter and a value (lexicon.py)."""

import re
from dataclasses import dataclass
from functools import cache

from bot.rules.when.abroad import month_abroad
from bot.rules.when.lexicon import SHORT, lexicon, phrase_lengths, phrases

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_PLAIN = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "\u00a0": " ", "\u202f": " ", "·": " "})
_ENDING = {"st", "nd", "rd", "th", "te", "de", "ste", "nde", "ende", "ande"}
_NAMES = frozenset({"jan", "maj", "mai", "may", "mar", "june", "juni", "april", "august", "sep", "des", "dec", "juli", "jun", "jul", "march"})
"""Months that are names or words too: they count only beside a number."""
_PLACES = ("rom", "rum", "rommet", "rummet", "lokale", "lokalet", "stue", "stua", "stuen", "post", "posten", "afsnit", "kontor", "bygg", "bygning")
_SUFFIX_OF_MORE = 6
"""Longer words that end so are places: "møterom 4", "sengepost 2"."""
_NEXT = ("næste", "neste", "naeste")
_COMPANY = frozenset(
    ["med", "hos", "with", "by", "ved", "af", "dr", "doktor", "sygeplejerske", "overlege", "overlæge", "lege", "læge", "prof", "professor", "og"]
) - {"og"}
_JOINED = re.compile(r"(næste|naeste|neste|hver|kvar|denne|sidste|siste|kl|klokken|klokka)(?=(\w{3,}))")
_FEASTS = ("påske", "paaske", "pinse")
_MARKS = frozenset(".:,/-&+½;()?!")
MOST_CHARACTERS = 5000


@dataclass(frozen=True)
class Item:
    """`glued`: no blank before it. `[start, end)`: where it stands in the text."""

    letter: str
    value: object
    text: str
    start: int
    end: int
    glued: bool

    @property
    def number(self) -> int:
        return int(str(self.value))


def items(text: str) -> list[Item]:
    """The whole text as items; what is not about time has the letter "_"."""
    plain = _lowered(text[:MOST_CHARACTERS])
    found = _unstopped(_phrased([(match[0], *match.span()) for match in _TOKEN.finditer(plain)], plain))
    return [_in_company(item, found, place) for place, item in enumerate(found)]


def _unstopped(found: list[Item]) -> list[Item]:
    """Without the full stop of an abbreviated weekday or "every" ("hv. tirs. 14.00")."""

    def stops(place: int) -> bool:
        before, dot = found[place - 1], found[place]
        return dot.letter == "." and dot.glued and before.letter in "WH" and not before.text.endswith(("dag", "day"))

    return [item for place, item in enumerate(found) if not place or not stops(place)]


def _lowered(text: str) -> str:
    """Lower case, plain dashes; never another length."""
    plain = text.translate(_PLAIN)
    return "".join(low if len(low := character.lower()) == 1 else character for character in plain)


def _phrased(tokens: list[tuple[str, int, int]], plain: str) -> list[Item]:
    found: list[Item] = []
    place = 0
    while place < len(tokens):
        if tokens[place][0] == "i" and place + 1 < len(tokens) and _is_morning_mistyped(tokens[place + 1][0]):
            found.append(_item("T", 1, tokens[place : place + 2], plain))
            place += 2
            continue
        for length in phrase_lengths().get(tokens[place][0], ()):
            words = tuple(token[0] for token in tokens[place : place + length])
            if words in phrases():
                letter, value = phrases()[words]
                found.append(_item(letter, value, tokens[place : place + length], plain))
                break
        else:
            length = 1
            found += _single(tokens[place], plain, found)
        place += length
    return found


def _item(letter: str, value: object, tokens: list[tuple[str, int, int]], plain: str) -> Item:
    start, end = tokens[0][1], tokens[-1][2]
    return Item(letter, value, plain[start:end], start, end, start > 0 and not plain[start - 1].isspace())


def _single(token: tuple[str, int, int], plain: str, before: list[Item]) -> list[Item]:
    text, start, end = token
    if text.isdecimal():
        return [_item("n", text if text.isascii() else str(int(text)), [token], plain)]
    if not text[0].isalpha():
        return [_item(text if text in _MARKS else "_", text, [token], plain)]
    if text in _ENDING and before and before[-1].letter == "n" and before[-1].end == start:
        return [_item(".", ".", [token], plain)]
    meanings: tuple[tuple[str, object], ...] | list[str] | None = lexicon().get(text)
    if text in {"u", "w"} and _starts_week(plain, end):
        return [_item("U", "week", [token], plain)]
    if meanings is None and text.startswith(_FEASTS):
        return [_item("B", "holiday", [token], plain)]
    if meanings is None:
        meanings = _joined(text) or _mistyped(text)
    if isinstance(meanings, list):  # two words written as one
        cut = start + len(meanings[0])
        return [one for part in ((meanings[0], start, cut), (meanings[1], cut, end)) for one in _single(part, plain, before)]
    if meanings is None and len(text) > _SUFFIX_OF_MORE and text.endswith(_PLACES):
        return [_item("Z", "place", [token], plain)]
    letter, value = meanings[0] if meanings else ("_", text)
    return [_item(letter, value, [token], plain)]


def _joined(text: str) -> list[str] | None:
    """ "nesteuke", "hvermandag": the second half has to be a word of time."""
    if text.endswith("kl") and lexicon().get(text[:-2], (("_", ""),))[0][0] in "WQPT":
        return [text[:-2], "kl"]
    match = _JOINED.match(text)
    if match and (match[2] in lexicon() and lexicon()[match[2]][0][0] in "WUMNEPQ"):
        return [match[1], match[2]]
    return None


def _starts_week(plain: str, end: int) -> bool:
    """ "u. 50", "u50"."""
    return re.match(r"\.? ?\d{1,2}(?!\d)", plain[end:]) is not None


_LONG_ENOUGH = {"W": 6, "P": 6, "Q": 6, "M": 6, "A": 1, "E": 7}


@cache
def _vocabulary() -> dict[int, dict[str, tuple[str, object]]]:
    """Words long enough to be recognised with one slip, weekdays and months, by how many letters are typed."""
    found = {}
    for word, meanings in lexicon().items():
        letter, value = meanings[0]
        if len(word) >= _LONG_ENOUGH.get(letter, 99):
            found[word] = (letter, value)
    found |= {word: ("T", day) for word, day in (("overmorgen", 2), ("overmorgon", 2), ("imorgen", 1), ("tomorrow", 1))}
    return {typed: {word: one for word, one in found.items() if abs(len(word) - typed) <= 1} for typed in _TYPED}


_TYPED = range(5, 13)


def _is_morning_mistyped(text: str) -> bool:
    """ "i mogen": without this it would be booked today."""
    return text not in lexicon() and text not in {"norden", "morges", "morgenen"} and any(_one_slip(text, word) for word in ("morgen", "morgon"))


_REAL = frozenset(
    ["mandat", "mandal", "mandler", "sondage", "sondere", "marchen", "torsdal", "modag", "fridag", "vandag", "handag", "monday", "mondat"]
) - {"monday"}


def _mistyped(text: str) -> tuple[tuple[str, object], ...] | None:
    """The one word of time that is a single slip away; two different ones are "¿"."""
    if len(text) not in _TYPED or text in _REAL:
        return None
    near = {meaning for word, meaning in _vocabulary()[len(text)].items() if _one_slip(text, word)}
    if len(near) > 1 and len({value for _letter, value in near}) > 1:
        return (("¿", text),)
    return (min(near, key=lambda one: "WPQMATE".index(one[0])),) if near else None


def _one_slip(a: str, b: str) -> bool:
    """One letter wrong, missing, too many, or two neighbours swapped."""
    if len(a) > len(b):
        a, b = b, a
    at = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])


_BESIDE_AFTER = set("nkd.,EHut-&UGvif(+qhRoeg/")
_BESIDE_BEFORE = set("HXpC&-utAfODR,S/oL.+eg")


def _in_company(item: Item, every: list[Item], place: int) -> Item:
    """Short words count as time only beside other words of time."""
    before = every[place - 1] if place else None
    after = every[place + 1] if place + 1 < len(every) else None
    if item.letter == "W" and item.text in SHORT:
        named = before is not None and before.text in _COMPANY
        beside = (after is not None and after.letter in _BESIDE_AFTER) or (before is not None and before.letter in _BESIDE_BEFORE) or len(every) == 1
        if named or not beside:
            return _as(item, "¿" if _leads(every, place) else "_")
    if item.letter == "_" and after is not None and after.letter in "WU" and len(item.text) > 3 and any(_one_slip(item.text, one) for one in _NEXT):
        return Item("X", "next", item.text, item.start, item.end, item.glued)
    if item.letter == "W" and _titled(every, place):
        return _as(item, "_")
    if item.letter == "V" and item.value == "season" and len(every) > 1 and not (before is not None and before.letter in "iuXDopdLRV&"):
        return _as(item, "_")
    if item.text == "kv" and (after is None or after.letter not in "iyptz"):
        return Item("E", "evening", item.text, item.start, item.end, item.glued)
    if item.text == "tom" and after is not None and after.letter in "nUWMd":
        return Item("u", "until", item.text, item.start, item.end, item.glued)
    if item.text in {"quarter", "quarters"} and (after is None or after.letter not in "iyptv" or (before is not None and before.letter == "H")):
        return Item("U", "quarter", item.text, item.start, item.end, item.glued)
    if item.letter == "," and before and after and before.letter == after.letter == "n" and item.glued and after.glued and len(after.text) == 2:
        return _as(item, ".") if place > 1 and every[place - 2].letter in "k." else item
    if item.letter == "_" and _beside_number(every, place) and (month := month_abroad(item.text)):
        return Item("M", month, item.text, item.start, item.end, item.glued)
    if item.letter == "M" and (item.text in _NAMES or item.text not in lexicon()):
        dashed = before is not None and before.letter in ".-" and (place < 2 or every[place - 2].letter not in "nM")
        numbered = (before is not None and before.letter in "nO.i-fuvN" and not dashed) or (after is not None and after.letter == "n")
        if not numbered:
            return _as(item, "_")
    return item


def _titled(every: list[Item], place: int) -> bool:
    """ "Dr Sunday Okoro"."""
    before = [one.text for one in every[max(0, place - 2) : place] if one.text != "."]
    return bool(before) and before[-1] in {"dr", "doctor", "doktor", "prof", "professor", "overlege", "overlæge"}


_VERBS = frozenset(["kan", "skal", "vil", "bør", "må", "er", "har", "mødes", "møtes", "bliver", "blir", "kunne", "skulle", "tager", "tar", "får"])


def _leads(every: list[Item], place: int) -> bool:
    """ "man kompetencevurdering kl 9.30": perhaps a day, where no other is named. ("man mødes kl 9" is "one meets".)"""
    if place or every[0].text not in {"man", "mon", "wed", "tue", "fri"} or every[1].text in _VERBS:
        return False
    return not any(other.letter in "WTPQM" for other in every[1:])


def _beside_number(every: list[Item], place: int) -> bool:
    """ "12. März", "3 grudnia", "Juin 4", and no "kl. 16 Auditoriet" or "lokale 4 Skejby"."""
    after = every[place + 1].letter if place + 1 < len(every) else ""
    before = "".join(one.letter for one in every[max(0, place - 4) : place])
    return every[place].text.isalpha() and (after == "n" or re.search(r"(?<![kZn][.:/-])(?<![kZ])n\.?$", before) is not None)


def _as(item: Item, letter: str) -> Item:
    return Item(letter, item.value, item.text, item.start, item.end, item.glued)
