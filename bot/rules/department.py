"""A department of a hospital, with its channel and its ways."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from bot.ids import ChannelId, DepartmentId, UserId
from bot.rules.calendar import WorkingDays
from bot.texts import Language


@dataclass(frozen=True)
class Department:
    """`coffee_break` is local time in `zone`."""

    id: DepartmentId
    channel: ChannelId
    name: str
    hospital: str
    language: Language
    zone: ZoneInfo
    working_days: WorkingDays
    coffee_break: time | None


@dataclass(frozen=True)
class Organiser:
    """Somebody who plans here; a deputy may do all that the organiser may."""

    user_id: UserId
    deputy: UserId | None


@dataclass(frozen=True)
class Welcome:
    """A department and who organises there."""

    department: Department
    organisers: list[Organiser]


def may_organise(organisers: list[Organiser], user_id: UserId) -> bool:
    return any(user_id in {organiser.user_id, organiser.deputy} for organiser in organisers)
