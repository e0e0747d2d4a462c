"""From text to items: each with its place in the text, a category letter and a value (lexicon.py)."""

import re

from bot.rules.when.company import in_company
from bot.rules.when.item import Item
from bot.rules.when.lexicon import lexicon, phrase_lengths, phrases
from bot.rules.when.slips import meant, mistyped

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_PLAIN = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "\u00a0": " ", "\u202f": " ", "·": " ", "*": " ", "|": ","})
_ENDING = {"st", "nd", "rd", "th", "te", "de", "ste", "nde", "ende", "ande"}
_PLACES = ("rom", "rum", "rommet", "rummet", "lokale", "lokalet", "stue", "stua", "stuen", "post", "posten", "afsnit", "kontor", "bygg", "bygning")
_SUFFIX_OF_MORE = 6
"""Longer words that end so are places: "møterom 4", "sengepost 2"."""
_COMPOUND = re.compile(r"((?:man|måna?|tirs|tys|ons|tors|fre|lør|lau|løyr|søn|sun)dag)s?(\w+)$")
_JOINED = re.compile(r"(næste|naeste|neste|hver|kvar|denne|sidste|siste|kl|klokken|klokka|halv|kvart|kvarter)(?=(\w{2,}))")
_FEASTS = re.compile(
    r"(?:p(?:å|aa)ske|pinse)|(?:romjul|jolehelg|julehelg|fellesferie|himmelfart)"
    r"|(?:jul|nytt?(?:å|aa)r|palme|fastelavn|mors|fars|mortens|lillejul|kristi|allehelgen|sankthans|nasjonal|grunn?lov|grundlov|skj?(?:æ|ae)rtors|langfre|aske)"
    r"\w*(?:dag|aften|aftan|kveld)"
)
"""Feasts and holidays, whose dates we do not know."""
_OF_DAYS = ("dag", "dagen", "aften", "aftan", "kveld", "romjul", "romjula", "jolehelga", "julehelga")
_MARKS = frozenset(".:,/-&+½;()?!")
_MORNING = ("morgen", "morgon")
MOST_CHARACTERS = 5000

Token = tuple[str, int, int]


def items(text: str) -> list[Item]:
    """The whole text as items; what is not about time has the letter "_"."""
    plain = _lowered(text[:MOST_CHARACTERS])
    tokens = [(match[0], *match.span()) for match in _TOKEN.finditer(plain)]
    return in_company(_counted(_unstopped(_phrased(tokens, plain))))


def _lowered(text: str) -> str:
    """Lower case, plain dashes; never another length."""
    plain = text.translate(_PLAIN)
    return "".join(low if len(low := character.lower()) == 1 else character for character in plain)


def _phrased(tokens: list[Token], plain: str) -> list[Item]:
    found: list[Item] = []
    place = 0
    while place < len(tokens):
        length, meaning = _phrase_at(tokens, place)
        if meaning is None:
            found += _single(tokens[place], plain, found)
        else:
            found.append(_item(*meaning, tokens[place : place + length], plain))
        place += length
    return found


def _phrase_at(tokens: list[Token], place: int) -> tuple[int, tuple[str, object] | None]:
    """How many tokens belong together, and what they mean; one and nothing where there is no phrase."""
    for length in phrase_lengths().get(tokens[place][0], ()):
        words = tuple(token[0] for token in tokens[place : place + length])
        if words in phrases():
            return length, phrases()[words]
    after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    if tokens[place][0] == "i" and after != "norden" and meant(after, _MORNING):
        return 2, ("T", 1)  # "i mogen": without this it would be booked today
    return 1, None


def _item(letter: str, value: object, tokens: list[Token], plain: str) -> Item:
    start, end = tokens[0][1], tokens[-1][2]
    return Item(letter, value, plain[start:end], start, end, start > 0 and not plain[start - 1].isspace())


def _single(token: Token, plain: str, before: list[Item]) -> list[Item]:
    text, start, end = token
    if text.isdecimal():
        return [_item("n", text if text.isascii() else str(int(text)), [token], plain)]
    if not text[0].isalpha():
        bullet = text in "-•" and plain[:start].rstrip(" \t").endswith("\n")
        return [_item(";" if bullet else text if text in _MARKS else "_", text, [token], plain)]
    if text in _ENDING and before and before[-1].letter == "n" and before[-1].end == start:
        return [_item(".", ".", [token], plain)]
    if text == "z" and before and before[-1].letter == "n" and before[-1].end == start:
        return [_item("B", "exception", [token], plain)]  # 14:00Z
    if text in {"v", "ver", "vers"} and re.match(r"\.? ?\d", plain[end:]):
        return [_item("Z", "place", [token], plain)]
    if text in {"u", "w"} and _starts_week(plain, end):
        return [_item("U", "week", [token], plain)]
    meanings = lexicon().get(text)
    if meanings is None and _FEASTS.match(text) and not text.endswith("middag"):
        return [_item("B", "feast" if text.endswith(_OF_DAYS) else "holiday", [token], plain)]
    if meanings is None and (cut := _joined(text)):
        return [one for part in ((text[:cut], start, start + cut), (text[cut:], start + cut, end)) for one in _single(part, plain, before)]
    meanings = meanings or mistyped(text)
    if meanings is None and len(text) > _SUFFIX_OF_MORE and text.endswith(_PLACES):
        return [_item("Z", "place", [token], plain)]
    letter, value = meanings[0] if meanings else ("_", text)
    return [_item(letter, value, [token], plain)]


def _joined(text: str) -> int | None:
    """Where to cut "nesteuke", "hvermandag", "torsdagaften", "onsdagi": both halves have to be words of time."""
    if text.endswith("kl") and _category(text[:-2]) in set("WQPT"):
        return len(text) - 2
    compound = _COMPOUND.match(text)
    if compound and _category(compound[1]) and _category(compound[2]) in set("EikpodufU&"):
        return compound.start(2)
    match = _JOINED.match(text)
    return len(match[1]) if match and _category(match[2]) in set("WUMNEPQy") else None


def _category(word: str) -> str:
    return lexicon().get(word, (("", None),))[0][0]


def _starts_week(plain: str, end: int) -> bool:
    """ "u. 50", "u50"."""
    return re.match(r"\.? ?\d{1,2}(?!\d)", plain[end:]) is not None


def _unstopped(found: list[Item]) -> list[Item]:
    """Without the full stop of an abbreviated weekday or "every" ("hv. tirs. 14.00")."""

    def stops(place: int) -> bool:
        before, dot = found[place - 1], found[place]
        return dot.letter == "." and dot.glued and before.letter in "WH" and not before.text.endswith(("dag", "day"))

    return [item for place, item in enumerate(found) if not place or not stops(place)]


def _counted(found: list[Item]) -> list[Item]:
    """ "twenty first" is one ordinal, "forty five" one number."""
    counted: list[Item] = []
    for item in found:
        last = counted[-1] if counted else None
        if last and last.letter == "N" and item.letter in "NO" and last.number in {20, 30, 40, 50} and 1 <= item.number <= 9:
            counted[-1] = Item(item.letter, last.number + item.number, f"{last.text} {item.text}", last.start, item.end, last.glued)
        else:
            counted.append(item)
    return counted
