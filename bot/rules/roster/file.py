"""The directory as a file: JSON (the shape of `shared/data/ask/directory.json`: hospitals, departments, people and functions), or a table of people.

`read` takes a JSON file as a whole, for routing. `load` takes whatever a hospital sends, row by row, for the import.
"""

import codecs
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.rules.directory import Absence, Department, Directory, Hospital, Listed
from bot.rules.guideline import COMMON
from bot.rules.roster import document, table
from bot.rules.roster.document import DEPARTMENTS, HOSPITALS, LINKS, PEOPLE
from bot.rules.roster.row import COUNTRY_SUPPORT, NoDirectory, Row

_FORM = ConfigDict(extra="ignore", hide_input_in_errors=True)
_MIXED = re.compile(r"Ã[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xbf]")
"""UTF-8 that was read as Windows-1252."""


class DirectoryError(NoDirectory):
    """The file is no directory; the text is one sentence that names the entry."""


class _Absence(BaseModel):
    model_config = _FORM
    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    deputy: str | None = None


class _Capacity(BaseModel):
    model_config = _FORM
    open_slots: int


class _Expert(BaseModel):
    model_config = _FORM
    id: str
    slack_user: str | None = None
    channel: str | None = None
    name: str
    title: str = ""
    role: str
    hospital: str | None = None
    department: str
    profession: str
    career_stage: str = ""
    languages: list[str] = []
    topics: list[str] = []
    mentors: list[str] = []
    capacity: _Capacity
    absence: _Absence | None = None
    serves: list[str] = []
    function_for: list[str] = []
    active: bool = True


class _Hospital(BaseModel):
    model_config = _FORM
    id: str
    name: str = ""
    country: str
    type: str


class _Department(BaseModel):
    model_config = _FORM
    id: str
    da: str
    nb: str
    en: str
    aliases: list[str] = []


class _File(BaseModel):
    model_config = _FORM
    as_of: date
    hospitals: list[_Hospital]
    departments: list[_Department]
    experts: list[_Expert]


def read(text: str) -> Directory:
    """Everybody on the day the file was written (`as_of`). Raises DirectoryError."""
    try:
        raw: Any = json.loads(text)
        file = _File.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise DirectoryError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    except ValueError as error:
        raise DirectoryError(f"It is no JSON: {error}.") from error
    return Directory(
        people=tuple(_listed(one) for one in file.experts),
        hospitals=tuple(Hospital(one.id, one.country, one.type == "university", one.name) for one in file.hospitals),
        departments=tuple(Department(one.id, (one.da, one.nb, one.en, *one.aliases)) for one in file.departments),
        today=file.as_of,
    )


def _listed(one: _Expert) -> Listed:
    absence = Absence(one.absence.first, one.absence.last, one.absence.deputy) if one.absence else None
    functions = frozenset(one.function_for)
    return Listed(
        id=one.id,
        user_id=one.slack_user,
        channel=one.channel,
        name=one.name,
        title=one.title,
        role=one.role,
        hospital=one.hospital or "",
        department=one.department,
        profession=one.profession,
        stage=one.career_stage,
        languages=frozenset(one.languages),
        topics=tuple(one.topics),
        stages=frozenset(one.mentors),
        slots=one.capacity.open_slots,
        absence=absence,
        serves=frozenset(one.serves),
        functions=COMMON if COUNTRY_SUPPORT in functions else functions,
        active=one.active,
    )


@dataclass(frozen=True)
class File:
    """What a file says. `people` can be read more than once; `unread`: headings that mean nothing here."""

    people: Callable[[], Iterator[Row]]
    hospitals: Sequence[Row] = ()
    departments: Sequence[Row] = ()
    links: Sequence[Row] = ()
    unread: Sequence[str] = ()


def load(content: bytes) -> File:
    """Raises NoDirectory."""
    text = _decoded(content)
    del content
    begins = text.lstrip()[:1]
    if not begins:
        raise NoDirectory("It is empty.")
    if begins == "<":
        raise NoDirectory("It is a web page or XML. Save the table itself as CSV.")
    if begins in "{[":
        return _json_file(text)
    sheet = table.Sheet(text)
    return File(sheet.rows, unread=sheet.unread)


def _json_file(text: str) -> File:
    try:
        entries = document.Entries(text)
    except (ValueError, RecursionError) as error:
        raise NoDirectory(f"It is no JSON: {str(error) or type(error).__name__}.") from None
    if not {PEOPLE, HOSPITALS, DEPARTMENTS} & entries.places.keys():
        raise NoDirectory(f"It is JSON without the lists {HOSPITALS}, {DEPARTMENTS} and {PEOPLE}.")
    hospitals, departments, links = (tuple(entries.rows(name)) for name in (HOSPITALS, DEPARTMENTS, LINKS))
    return File(lambda: entries.rows(PEOPLE, document.flat), hospitals, departments, links)


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 as Excel's "Unicode text", else Windows-1252, which Excel in Denmark writes; letters in their composed form."""
    if content.startswith(b"PK"):
        raise NoDirectory("It is an Excel workbook or a zip file. In Excel, choose Save as, CSV UTF-8, and import that.")
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16") if wide else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0" if wide else content.decode("cp1252", errors="replace").replace("\ufffd", "\0")
    if "\0" in text:
        raise NoDirectory("It is no text. Save the table as CSV UTF-8.")
    if broken := _MIXED.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        raise NoDirectory(f"Its letters æ, ø and å were broken by another program (line {line}). Save the original anew as CSV UTF-8.")
    return unicodedata.normalize("NFC", text)
