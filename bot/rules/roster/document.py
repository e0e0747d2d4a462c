"""The directory as JSON, entry by entry: with the line of each, and never all of them in memory."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.rules.directory import Department, Directory, Listed
from bot.rules.roster.row import COLUMNS, FUNCTION, Row, typed

HOSPITALS, DEPARTMENTS, LINKS, PEOPLE = "hospitals", "departments", "links", "experts"
_SPACE = re.compile(r"[ \t\n\r]*")


class Entries:
    """`places`: where the entries begin, for each list of the outermost object. Raises ValueError (json.JSONDecodeError) and RecursionError."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._decode = text, 0, json.JSONDecoder().raw_decode
        self.places: dict[str, list[int]] = {}
        for _ in self._members("{}"):
            name = self._value()
            self._take(":")
            if self._ahead() != "[":
                self._value()
                continue
            self.places[str(name)] = found = []
            for place in self._members("[]"):
                found.append(place)
                self._value()
        if self._ahead():
            raise json.JSONDecodeError("Extra data", text, self._at)

    def rows(self, name: str, flat: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> Iterator[Row]:
        line, counted = 1, 0
        for place in self.places.get(name, ()):
            line, counted = line + self._text.count("\n", counted, place), place
            value = self._decode(self._text, place)[0]
            yield Row(line, flat(value)) if isinstance(value, dict) else Row(line, broken="The entry is no object in braces. Write it as the others.")

    def _members(self, marks: str) -> Iterator[int]:
        """Where each member within {} or [] begins; whoever gets it reads it before the next."""
        self._take(marks[0])
        if self._ahead() != marks[1]:
            yield self._at
            while self._ahead() == ",":
                self._at += 1
                self._ahead()
                yield self._at
        self._take(marks[1])

    def _value(self) -> Any:
        value, self._at = self._decode(self._text, self._at)
        return value

    def _ahead(self) -> str:
        """The next character that is no space; nothing at the end."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _take(self, mark: str) -> None:
        if self._ahead() != mark:
            raise json.JSONDecodeError(f"Expecting '{mark}'", self._text, self._at)
        self._at += 1


def flat(entry: dict[str, Any]) -> dict[str, Any]:
    """An expert by column: what `capacity` and `absence` hold stands beside the rest."""
    given = {column: entry[column] for column in COLUMNS if column in entry}
    for outer, inner in (("capacity", {"open_slots": "open_slots"}), ("absence", {"absent_from": "from", "absent_to": "to", "deputy": "deputy"})):
        if outer in entry:
            held = entry[outer] or {}
            given |= {column: held.get(name) if isinstance(held, dict) else held for column, name in inner.items()}
    return given


def write(directory: Directory) -> Iterator[str]:
    """The whole directory, piece by piece, to be read again: each of the people on a line."""
    head = {
        "as_of": str(directory.today),
        HOSPITALS: [
            {"id": one.id, "name": one.name, "country": one.country, "type": "university" if one.hub else "regional"} for one in directory.hospitals
        ],
        DEPARTMENTS: [_names(one) for one in directory.departments],
        LINKS: [{"hospital": link.emerging[0], "department": link.emerging[1], "linked_to": "/".join(link.established)} for link in directory.links],
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    for number, one in enumerate(directory.people):
        yield (f',\n "{PEOPLE}": [\n  ' if number == 0 else ",\n  ") + json.dumps(_expert(one), ensure_ascii=False)
    yield "\n ]\n}\n" if directory.people else f',\n "{PEOPLE}": []\n}}\n'


def _names(one: Department) -> dict[str, Any]:
    called = dict(zip(("da", "nb", "en"), one.names, strict=False))
    return {"id": one.id} | called | {"aliases": list(one.names[len(called) :])}


def _expert(one: Listed) -> dict[str, Any]:
    told = typed(one)
    first, last, deputy = (told.pop(column) for column in ("absent_from", "absent_to", "deputy"))
    absence = {"from": str(first), "to": str(last), "deputy": deputy} if first else None
    nested = {"capacity": {"open_slots": told.pop("open_slots")}, "absence": absence}
    return told | nested | {"kind": "function" if one.role == FUNCTION else "person", "hospital": one.hospital or None}
