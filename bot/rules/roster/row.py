"""One row of a directory file, as it was typed, read as somebody listed; what is wrong with it is one sentence that says what to do."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from bot.rules import privacy
from bot.rules.directory import NAME_MOST, PROFESSIONS, ROLES, STAGES, TOPIC_MOST, TOPICS_MOST, Absence, Listed
from bot.rules.guideline import COMMON
from bot.texts import LANGUAGES, speaker

FUNCTION, COLLEAGUE = "function", "colleague"
COUNTRY_SUPPORT = "no_support"
"""What the common research support of a country is for."""
ID_MOST, TITLE_MOST, CODE_MOST, SLOTS_HIGHEST, SHOWN = 64, 120, 32, 999, 40
"""Characters of an id, of a title, of a code; questions a function may take at a time; characters of a wrong value that are shown again."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_DIGIT = re.compile(r"\d")
_SLACK_ID, _CHANNEL_ID = re.compile(r"[UW][A-Z0-9]{3,31}"), re.compile(r"[CG][A-Z0-9]{3,31}")
_YEAR_FIRST, _DAY_FIRST = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), re.compile(r"(\d\d?)[-./](\d\d?)[-./](\d{4})")
_SPOKEN = {"dansk": "da", "danish": "da", "norsk": "nb", "bokmål": "nb", "norwegian": "nb", "no": "nb", "engelsk": "en", "english": "en"}
_SPOKEN |= {"svensk": "sv", "swedish": "sv", "tysk": "de", "german": "de", "fransk": "fr", "french": "fr"}
_TRUTH = dict.fromkeys(("true", "yes", "ja", "1", "x", "sand", "sann"), True) | dict.fromkeys(
    ("false", "no", "nej", "nei", "0", "falsk", "usann"), False
)


class NoDirectory(ValueError):
    """One sentence: why a whole file is none."""


class BrokenRow(ValueError):
    """Why a row stays out: one sentence, or two, without an identity number."""


@dataclass(frozen=True)
class Row:
    """`given`: by column what the file says, lists already split. A column that is not there says nothing, and what was known before stays.

    `broken`: what the reader of the file found wrong already.
    """

    line: int
    given: Mapping[str, Any] = field(default_factory=dict)
    broken: str = ""


class Names:
    """What hospitals, departments, roles, professions and stages may be called: codes, and names in any language."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = defaultdict(dict)
        self._names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for kind, codes in (("role", ROLES), ("profession", PROFESSIONS), ("career_stage", STAGES)):
            for code in codes:
                self.add(kind, code, _spoken_names(kind, code))

    def add(self, kind: str, code: str, names: Iterable[str]) -> None:
        self._codes[kind] |= {code: code, folded(code): code}
        for name in names:
            self._names[kind][folded(name)].add(code)

    def code(self, kind: str, text: str, column: str = "") -> str:
        """Raises BrokenRow for what nobody is called and for what several are."""
        if found := self._codes[kind].get(text) or self._codes[kind].get(folded(text)):
            return found
        several = sorted(self._names[kind].get(folded(text), ()))
        if len(several) == 1:
            return several[0]
        if several:
            raise BrokenRow(f"{column or kind}: {shown(text)} may mean {' or '.join(several)}. Write the code.")
        known = sorted(ROLES) if kind == "role" else PROFESSIONS if kind == "profession" else STAGES if kind == "career_stage" else ()
        way_out = (
            f"Write one of: {', '.join(known)}." if known else f"Write the code or a name of a {kind} that is in the directory, or add it first."
        )
        raise BrokenRow(f"{column or kind}: there is no {shown(text)}. {way_out}")


def folded(text: str) -> str:
    """Letters and digits alone, without their case: how names of columns and values are compared."""
    return re.sub(r"[\W_]+", "", text.casefold())


def shown(text: str) -> str:
    """A wrong value, for a sentence."""
    masked = privacy.masked(" ".join(text.split()))
    cut = masked[:SHOWN] + ("…" if len(masked) > SHOWN else "")
    return f'"{"".join(letter for letter in cut if letter.isprintable())}"'


def guard(given: Mapping[str, Any]) -> None:
    """No identity number goes in, whichever column it stands in, nor comes back in a sentence."""
    for column, value in given.items():
        several = value if isinstance(value, list) else (value,)
        if any(_is_number(str(one)) for one in several if isinstance(one, str | int | float)):
            raise BrokenRow(f"{column} holds what looks like an identity number. Take it out.")


@lru_cache(maxsize=16384)
def _is_number(said: str) -> bool:
    """Does it hold an identity number? Most cells hold no digit, or the same words as many others."""
    return bool(_DIGIT.search(said) and privacy.find(said))


def text(value: Any, column: str, most: int = TITLE_MOST) -> str:
    """On one line. None is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BrokenRow(f"{column} is no text. Write it in quotation marks.")
    plain = " ".join(value.split())
    if _UNPRINTABLE.search(plain):
        raise BrokenRow(f"{column} holds characters that cannot be printed. Type it anew.")
    if len(plain) > most:
        raise BrokenRow(f"{column} is {len(plain)} characters long. Shorten it to {most}.")
    return plain


def texts(value: Any, column: str, most: int = TOPIC_MOST, count: int = TOPICS_MOST) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | None):
        raise BrokenRow(f"{column} is no list of texts.")
    found = tuple(filter(None, (text(one, column, most) for one in value or ())))
    if len(found) > count:
        raise BrokenRow(f"{column} holds {len(found)} entries. Keep the {count} that matter most.")
    return found


def listed(row: Row, key: str, names: Names, before: Listed | None) -> Listed:
    """Whom the row makes of what was known `before`; a deputy's id stays as it was typed. Raises BrokenRow."""
    old = before or Listed(key, "", "", "", "", "other", agreed=False)
    changes: dict[str, Any] = {}
    for column, (attribute, read) in _FIELDS.items():
        if column not in row.given or (value := row.given[column]) == getattr(old, attribute):
            continue
        if (meant := read(value, column, names)) is not None:
            changes[attribute] = meant
    found = replace(old, **changes, absence=_absence(row.given, old.absence))
    for column in ("name", "role", "department"):
        if not getattr(found, column):
            raise BrokenRow(f"{column} is missing. Fill it in.")
    if len(found.id) > ID_MOST:
        raise BrokenRow(f"id is {len(found.id)} characters long. Shorten it to {ID_MOST}.")
    return found


def typed(one: Listed) -> dict[str, Any]:
    """By column what a file would say of somebody: what `listed` reads."""
    away = one.absence
    told: dict[str, Any] = {column: getattr(one, attribute) for column, (attribute, _) in _FIELDS.items()}
    told |= {column: sorted(value) for column, value in told.items() if isinstance(value, frozenset)}
    return {"id": one.id} | told | {"absent_from": away and away.first, "absent_to": away and away.last, "deputy": away and away.deputy}


def slack_id(value: Any, column: str = "slack_user", _names: Names | None = None) -> str | None:
    said = text(value, column)
    if said and not _SLACK_ID.fullmatch(said):
        way_out = "In Slack, open the person's profile, the three dots, Copy member ID: it begins with U or W."
        raise BrokenRow(f"{column}: {shown(said)} is no Slack id. {way_out}")
    return said or None  # an empty cell does not take somebody's Slack id away


def channel_id(value: Any, column: str = "channel", _names: Names | None = None) -> str | None:
    said = text(value, column)
    if said and not _CHANNEL_ID.fullmatch(said):
        raise BrokenRow(
            f"{column}: {shown(said)} is no Slack channel. In Slack, open the channel's details: its id, at the bottom, begins with C or G."
        )
    return said or None


def linked_to(value: Any, names: Names) -> tuple[str, str] | None:
    """`hospital/department` as codes. Names may hold a stroke themselves: gyn/obs."""
    said = text(value, "linked_to")
    if not said:
        return None
    parts = said.split("/")
    for cut in range(1, len(parts)):
        try:
            return names.code("hospital", "/".join(parts[:cut]).strip()), names.code("department", "/".join(parts[cut:]).strip())
        except BrokenRow:
            continue
    raise BrokenRow(f"linked_to: {shown(said)} is no hospital and department. Write them with a stroke between: KUH/card.")


def _absence(given: Mapping[str, Any], old: Absence | None) -> Absence | None:
    if not {"absent_from", "absent_to", "deputy"} & given.keys():
        return old
    first = _day(given["absent_from"], "absent_from") if "absent_from" in given else old.first if old else None
    last = _day(given["absent_to"], "absent_to") if "absent_to" in given else old.last if old else None
    deputy = text(given["deputy"], "deputy", NAME_MOST) if "deputy" in given else old.deputy if old else None
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise BrokenRow("absent_from and absent_to belong together. Give the first and the last day away, or neither.")
    if last < first:
        raise BrokenRow(f"absent_to ({last}) is before absent_from ({first}). Swap them.")
    return Absence(first, last, deputy or None)


def _day(value: Any, column: str) -> date | None:
    said = text(value, column)
    if not said:
        return None
    try:
        if found := _YEAR_FIRST.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise BrokenRow(f"{column}: {shown(said)} is no date. Write it as 2026-03-12 or 12.03.2026.")


def _slots(value: Any, column: str, _names: Names) -> int | None:
    said = text(str(value) if isinstance(value, int | float) else value, column)
    if not said:
        return None
    if not re.fullmatch(r"-?\d{1,9}", said, re.ASCII) or not 0 <= int(said) <= SLOTS_HIGHEST:
        raise BrokenRow(f"{column}: {shown(said)} is no number of questions. Write a whole number from 0 to {SLOTS_HIGHEST}.")
    return int(said)


def _truth(value: Any, column: str, _names: Names) -> bool | None:
    if isinstance(value, bool):
        return value
    said = text(value, column)
    if said and said.casefold() not in _TRUTH:
        raise BrokenRow(f"{column}: {shown(said)} is neither yes nor no.")
    return _TRUTH.get(said.casefold())


def _language(said: str, column: str) -> str:
    found = _SPOKEN.get(said.casefold(), said.casefold())
    if not re.fullmatch(r"[a-z]{2,3}", found):
        raise BrokenRow(f"{column}: {shown(said)} is no language. Write da, nb, en or another code of two letters.")
    return found


def _languages(value: Any, column: str, _names: Names) -> frozenset[str]:
    return _set(tuple(_language(one, column) for one in texts(value, column)))


def _functions(value: Any, column: str, names: Names) -> frozenset[str]:
    given = texts(value, column, TITLE_MOST, len(ROLES))
    roles = {names.code("role", one, column) for one in given if one != COUNTRY_SUPPORT}
    return frozenset(roles | COMMON if COUNTRY_SUPPORT in given else roles)


def _coded(kind: str) -> Callable[[Any, str, Names], str]:
    def read(value: Any, column: str, names: Names) -> str:
        said = text(value, column)
        return names.code(kind, said) if said else "other" if kind == "profession" else ""

    return read


def _coded_set(kind: str, count: int) -> Callable[[Any, str, Names], frozenset[str]]:
    return lambda value, column, names: _set(tuple(names.code(kind, one, column) for one in texts(value, column, TITLE_MOST, count)))


@lru_cache(maxsize=4096)
def _set(items: tuple[str, ...]) -> frozenset[str]:
    """The same few sets thousands of times: one object for each."""
    return frozenset(items)


@cache
def _spoken_names(kind: str, code: str) -> tuple[str, ...]:
    known_as = f"{'stage' if kind == 'career_stage' else kind}-{code.replace('_', '-')}"
    return tuple(speaker(language).plain(known_as) for language in LANGUAGES)


_FIELDS: dict[str, tuple[str, Callable[[Any, str, Names], Any]]] = {
    "slack_user": ("user_id", slack_id),
    "name": ("name", lambda value, column, _: text(value, column, NAME_MOST)),
    "role": ("role", _coded("role")),
    "title": ("title", lambda value, column, _: text(value, column)),
    "hospital": ("hospital", _coded("hospital")),
    "department": ("department", _coded("department")),
    "profession": ("profession", _coded("profession")),
    "career_stage": ("stage", _coded("career_stage")),
    "languages": ("languages", _languages),
    "topics": ("topics", lambda value, column, _: texts(value, column)),
    "mentors": ("stages", _coded_set("career_stage", len(STAGES))),
    "open_slots": ("slots", _slots),
    "serves": ("serves", _coded_set("hospital", 1000)),
    "function_for": ("functions", _functions),
    "channel": ("channel", channel_id),
    "active": ("active", _truth),
}
SAID_AS = {attribute: column for column, (attribute, _) in _FIELDS.items()} | {"absence": "absence"}
"""By attribute of somebody listed: the column."""
COLUMNS = ("id", *_FIELDS, "absent_from", "absent_to", "deputy", "linked_to")
LISTS = frozenset({"languages", "topics", "mentors", "serves", "function_for"})
