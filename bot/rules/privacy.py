"""The guard: does a text hold somebody's identity number? Asked before anything is stored, so it leans to refusing.

What counts, and why:

* **Danish CPR**: ten digits that begin with a calendar date. Every serial counts: numbers given since 2007 need not
  satisfy modulus 11, and births to come are births too. So do the hospitals' replacement numbers: the day plus 60, or
  letters in the serial (`010190-1AB2`, `010190-AB12`).
* **Norwegian**: eleven digits with right check digits: birth numbers, D (day + 40), H (month + 40), test numbers
  (month + 65 or + 80), and FH numbers, which hold no date and start with 8 or 9. With a date, the first check may leave
  0 to 3, as it will from 2032: four times the chance hits, about one in a hundred random runs of eleven digits.
* **Mistyped**: a typing error still points at a person. A date and five more, cut after the date, counts with any check
  digits. A bare run of eleven that begins with a date, `DDMMYY-NNNN` with an impossible date, and ten or eleven digits
  (or a run of nine: tables eat the first nought) after a label such as "cpr" are *ambiguous*: refused, with doubt.
* **A named person's date of birth** ("Ove Mikkelsgaard f. 12.03.41") points at them just as well.

What excuses: a word just before that says what the number is ("sag 2101012345", "ISBN", "konto"), unless its date is set
apart; a plus sign, being part of an address, decimals or a Slack timestamp. Nothing excuses `010203-1234`. "Journalnr."
and "j.nr." excuse nothing: a Danish patient's journal number is the CPR number; nor does "case", a patient on a ward.

Limits: numbers spelt in words, or cut by colons, commas or other words, are not seen, nor a date of birth without a
name. `times` is believed.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Literal

Kind = Literal["cpr", "norwegian", "birth", "ambiguous"]


@dataclass(frozen=True)
class Found:
    """An identity number at `text[start:end]`."""

    kind: Kind
    start: int
    end: int


def find(text: str, times: Sequence[tuple[int, int]] = ()) -> Found | None:
    """The first identity number; inside `times`, spans already read as a date and time, there is none."""
    return min(_all(text, times), key=lambda found: (found.start, -found.end, found.kind == "ambiguous"), default=None)


def masked(text: str, times: Sequence[tuple[int, int]] = ()) -> str:
    """The text, equally long, with bullets for every identity number: it can be shown back to its writer."""
    while every := list(_all(text, times)):  # again, because what stood beside a number may now stand alone
        characters = list(text)
        for found in every:
            characters[found.start : found.end] = "•" * (found.end - found.start)
        text = "".join(characters)
    return text


def _all(text: str, times: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Every finding, unordered; they may overlap."""
    if not _FOUR_DIGITS.search(text):  # no rule finds fewer, and most texts have none
        return
    at = [place for place, character in enumerate(text) if _plain(character)]
    plain = "".join(map(_plain, text))
    for rule in (_written, _labelled, _mistyped, _lettered, _born):
        for found in rule(plain):
            start, end = at[found.start], at[found.end - 1] + 1
            if not any(low <= start and end <= high for low, high in times):
                yield Found(found.kind, start, end)


@cache
def _plain(character: str) -> str:
    """One ASCII digit, space, dash, dot or slash for its many forms in Unicode; nothing for what has no width."""
    digit = unicodedata.decimal(character, None)
    category = unicodedata.category(character)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    if category == "Pd" or character in "−⁃˗":
        return "-"
    if category in {"Cf", "Mn", "Me", "Cc"}:
        return ""
    return {"．": ".", "／": "/", "⁄": "/", "∕": "/", "＿": "_"}.get(character, character)


_FOUR_DIGITS = re.compile(r"(?:\d\D*){4}")
_CHAIN = re.compile(r"\d+(?:[ ./_-]{1,8}\d+)*")  # digits, and what people put between them
_DIGITS = re.compile(r"\d+")
_SINGLES = {(1,) * 10, (1,) * 11}
_WITH_CENTURY = {(12,), (8, 4), (2, 2, 4, 4), (8, 5), (2, 2, 4, 5)}  # thirteen in one run is a bar code
_USUAL = {(10,), (6, 4), (2, 2, 2, 4), (11,), (6, 5), (2, 2, 2, 5)} | _SINGLES | _WITH_CENTURY
_DATES = {(6,), (2, 2, 2), (3, 3)}


@dataclass(frozen=True)
class _Number:
    """Groups of digits that may be one number: their sizes, and what stands between them."""

    digits: str
    shape: tuple[int, ...]
    gaps: tuple[str, ...]
    start: int
    end: int

    @property
    def cut(self) -> int | None:
        """Which gap stands between date and serial."""
        length = 8 if self.shape in _WITH_CENTURY else 6
        return next((gap for gap, total in enumerate(accumulate(self.shape[:-1])) if total == length), None)

    @property
    def hyphened(self) -> bool:
        return self.cut is not None and "-" in self.gaps[self.cut]

    def found(self, kind: Kind) -> Found:
        return Found(kind, self.start, self.end)


def _number(text: str, spans: Sequence[tuple[int, int]]) -> _Number:
    digits = "".join(text[start:end] for start, end in spans)
    gaps = tuple(text[end:start] for (_, end), (start, _) in pairwise(spans))
    return _Number(digits, tuple(end - start for start, end in spans), gaps, spans[0][0], spans[-1][1])


def _written(text: str) -> Iterator[Found]:
    """Numbers that need no label to be recognised."""
    for chain in _CHAIN.finditer(text):
        for number in _numbers(text, _spans(text, chain)):
            kind = _kind(number)
            if kind and _is_notation(number) and (number.hyphened or not _is_excused(text, number)):
                yield number.found(kind)


def _spans(text: str, chain: re.Match[str]) -> list[tuple[int, int]]:
    return [group.span() for group in _DIGITS.finditer(text, *chain.span())]


def _numbers(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[_Number]:
    """Neighbouring groups, long enough together, that are a whole chain or grouped in a usual way."""
    sizes = [end - start for start, end in spans]
    totals = list(accumulate(sizes, initial=0))
    group_after = {total: group for group, total in enumerate(totals)}
    for first, total in enumerate(totals[:-1]):
        for length in (10, 11, 12, 13):
            if (last := group_after.get(total + length)) is None:
                continue
            shape = tuple(sizes[first:last])
            beside = sizes[max(0, first - 1) : first] + sizes[last : last + 1]
            if not beside or (shape in _USUAL and not (shape in _SINGLES and 1 in beside)):
                yield _number(text, spans[first:last])


def _is_notation(number: _Number) -> bool:
    """Could an identity number be grouped like this, and nothing else that people write?"""
    shape, gaps, cut = number.shape, number.gaps, number.cut
    if shape == (2, 2, 2, 4) and number.digits[6:8] in {"19", "20"} and gaps[0] != gaps[1]:
        return not (gaps[1] == gaps[2] or gaps[1:] == ("/", "-"))  # 10-12.06.2026: two days and their month
    if shape in _USUAL or (len(shape) == 3 and shape[:2] in {(2, 2), (2, 4)}):
        return True
    if cut is None:
        a_year = shape[0] == 4 and number.digits.startswith(("19", "20"))
        return len(shape) <= 3 and set(gaps) == {" "} and not a_year
    # 12.03.26 16.30 is a clock time, 12.03.26-14.04 another date: the serial is not cut by marks of its own
    return shape[: cut + 1] in _DATES and {" ", gaps[cut]} >= set(gaps[cut + 1 :])


def _kind(number: _Number) -> Kind | None:
    """What the digits say, whatever stands around them."""
    digits = number.digits
    if number.shape in _WITH_CENTURY:
        digits = digits[:4] + digits[6:] if digits[4:6] in {"18", "19", "20"} else ""
    if len(digits) == 10:
        return "cpr" if _is_date(digits) or _is_date(digits, day_plus=60) else None
    if len(digits) != 11:
        return None
    if _has_norwegian_checks(digits):
        return "norwegian"
    if number.cut is not None:
        real = _is_date(digits) or _is_date(digits, day_plus=40) or _is_date(digits, month_plus=40)
        return "norwegian" if real else None
    return "ambiguous" if number.shape == (11,) and _is_date(digits) else None


def _is_date(digits: str, day_plus: int = 0, month_plus: int = 0) -> bool:
    """DDMMYY in some century, so that 29 February 1900 passes as that of 2000."""
    day, month, year = int(digits[:2]) - day_plus, int(digits[2:4]) - month_plus, int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]


def _has_norwegian_checks(digits: str) -> bool:
    """Eleven digits with a date and its check digits, or an FH number."""
    first = _remainder(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    if first > 3 or _remainder(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) != 0:
        return False
    dated = any(_is_date(digits, day, month) for day in (0, 40) for month in (0, 40, 65, 80))
    return dated or (first == 0 and digits[0] in "89")


def _remainder(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


_OTHER = re.compile(
    r"(?<![^\W\d_])(?=[a-z])(?:sag(?:en|s)?|sak(?:en|s)?|arkivsak|case.(?:no|number|id)|dokument|rek|org|cvr"
    r"|faktura|invoice|ordre|konto|bank|iban|bevillings?|grant(?: agreement)?|lot|batch|serie|serial"
    r"|isbn(?:.1[03])?|issn|ean|gtin|gln|doi|pmid|pmcid|orcid|nct|eudract|eu.?ct|crd|prospero|chictr|jrct|isrctn"
    r"|snomed|sct(?:id)?|tlf|tel|telefon|phone|mobil|fax|zoom|(?:meeting|m[øo][dt]e).?id)"
    r"\W{0,2}(?:nr|nummer|no|number|id)?[ .:#=(-]{0,3}$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:://|www\.|10\.\d{4,9}/|\w@)[^|<>]*(?<!patient/)(?<!pasient/)$")


def _is_excused(text: str, number: _Number) -> bool:
    """Do the surroundings say that it is something else?"""
    before, after = text[max(0, number.start - 200) : number.start], text[number.end : number.end + 80]
    word = before.rpartition(" ")[2]
    set_apart = len(number.shape) > 1 and number.shape in _USUAL  # a date and then a serial: no word explains that
    if not set_apart and _OTHER.search(before[-40:]):
        return True
    if _ADDRESS.search(word) or re.match(r"[\w.+-]*@[\w-]+\.\w", after):
        return True
    if before.endswith("+") and not number.digits.startswith("0"):
        return True  # a telephone number with its country
    if len(number.shape) > 1:
        return False
    if re.match(r"\.\d{6}(?!\d)", after):
        return True  # a moment, as Slack writes it
    decimals = re.search(r"(?:^|\D)0[.,]$|(?:^|\W)\.$", before[-3:])
    return bool(decimals) and not re.match(r",\S", after)  # but a row of a table holds no decimals


_LABEL = re.compile(
    r"(?<![^\W\d_])(?:e?cpr|person(?=n)|personal (?:identity |identification )?(?=n)|f[øo]dsels(?=n)|[fp]\.? ?(?=nr)"
    r"|[dh]-(?=n)|[dh](?=num))[ .-]{0,2}(?:nr|nummer(?:et)?|no|number)?[ .:#=(-]{0,4}(?:er |is )?(?=\d)",
    re.IGNORECASE,
)


def _labelled(text: str) -> Iterator[Found]:
    """After a label any number that is long enough counts; the surest reading of it is told."""
    for label in _LABEL.finditer(text):
        if chain := _CHAIN.match(text, label.end()):
            spans = _spans(text, chain)[:11]
            numbers = [_number(text, spans[:last]) for last in range(1, len(spans) + 1)]
            long_enough = [number for number in numbers if len(number.digits) in {10, 11} or number.shape == (9,)]
            readings = [number.found(_kind(number) or "ambiguous") for number in long_enough]
            yield from sorted(readings, key=lambda found: found.kind == "ambiguous")[:1]


_TYPED = re.compile(r"(?<!\d)(?<!\d[-./])(\d\d)(\d\d)\d\d-\d{4,5}(?!\d|[-./]\d)")


def _mistyped(text: str) -> Iterator[Found]:
    """`310203-1234`: the form of a CPR number, and a day or a month that could be one."""
    for number in _TYPED.finditer(text):
        near = 1 <= int(number[1]) <= 31 or 1 <= int(number[2]) <= 12
        if near and not _is_date(number[0]) and not _OTHER.search(text[max(0, number.start() - 40) : number.start()]):
            yield Found("ambiguous", *number.span())


_LETTERED = re.compile(
    r"(?<![A-Z\d])\d{6}(?:[ -]{1,3}\d[a-z]{2}\d|[ -]{0,3}\d[A-Z]{2}\d"
    r"|(?: ?- ?)?(?=\d*[A-Z])(?=[A-Z]*\d)[A-Z\d]{4})(?![A-Z\d])"
)


def _lettered(text: str) -> Iterator[Found]:
    """Replacement numbers of Danish hospitals, for people without a CPR number."""
    return (Found("cpr", *number.span()) for number in _LETTERED.finditer(text) if _is_date(number[0]))


_BIRTH = re.compile(
    r"(?<!\w)(?i:f\.|f[øo]dt|f[øo]dselsdato|born|dob)[ .:,]{0,2}(?:den |d\. ?|on )?"
    r"(\d{1,2})([ ./-]{0,2})(\d{1,2})\2(?:18|19|20)?(\d\d)(?!\d)"
)
_NAME = re.compile(r"(?:^|\W)[A-ZÆØÅÄÖ][\w'’.-]*,? [A-ZÆØÅÄÖ][\w'’-]+[ ,(]{1,3}(?:er |is |was )?$")


def _born(text: str) -> Iterator[Found]:
    """A date of birth that follows a first and a last name."""
    for birth in _BIRTH.finditer(text):
        named = _NAME.search(text[max(0, birth.start() - 60) : birth.start()])
        if named and _is_date(birth[1].zfill(2) + birth[3].zfill(2) + birth[4]):
            yield Found("birth", birth.start(1), birth.end())
