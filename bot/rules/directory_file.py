"""The directory as a JSON file (the shape of `shared/data/ask/directory.json`): hospitals, departments, people and functions."""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.rules.directory import Absence, Department, Directory, Hospital, Listed
from bot.rules.guideline import COMMON

_FORM = ConfigDict(extra="ignore", hide_input_in_errors=True)
COUNTRY_SUPPORT = "no_support"
"""What the common research support of a country is for."""


class DirectoryError(ValueError):
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
    name: str
    role: str
    hospital: str | None = None
    department: str
    profession: str
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
        hospitals=tuple(Hospital(one.id, one.country, one.type == "university") for one in file.hospitals),
        departments=tuple(Department(one.id, (one.da, one.nb, one.en, *one.aliases)) for one in file.departments),
        today=file.as_of,
    )


def _listed(one: _Expert) -> Listed:
    absence = Absence(one.absence.first, one.absence.last, one.absence.deputy) if one.absence else None
    functions = frozenset(one.function_for)
    return Listed(
        id=one.id,
        name=one.name,
        role=one.role,
        hospital=one.hospital or "",
        department=one.department,
        profession=one.profession,
        languages=frozenset(one.languages),
        topics=tuple(one.topics),
        stages=frozenset(one.mentors),
        slots=one.capacity.open_slots,
        absence=absence,
        serves=frozenset(one.serves),
        functions=COMMON if COUNTRY_SUPPORT in functions else functions,
        active=one.active,
    )
