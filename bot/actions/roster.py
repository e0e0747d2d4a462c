"""The directory from a file and to a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot.rules.directory import Directory, Listed
from bot.rules.roster import document
from bot.rules.roster import table as tables
from bot.rules.roster.change import Plan, plan
from bot.rules.roster.file import File
from bot.rules.roster.row import FUNCTION
from bot.store import directory


class Overtaken(Exception):
    """Somebody else wrote into the directory since it was looked at: the plan is no longer right, and the transaction must not be committed."""


@dataclass(frozen=True)
class Look:
    """What an import will do, and the directory it was planned for."""

    plan: Plan
    there: Directory
    version: tuple[Any, ...]


def look(db: Connection, file: File, today: date, told: Callable[[str], None]) -> Look:
    """What a file would change. This takes its time with many rows, so no write transaction is open meanwhile. Raises NoDirectory."""
    version = directory.version(db)
    there = directory.read(db, today)
    return Look(plan(file, there, told), there, version)


def bring_in(db: Connection, seen: Look, now: datetime, told: Callable[[str], None]) -> None:
    """Write what is new and what is changed, nothing else. Raises Overtaken."""
    directory.hold(db)
    if directory.version(db) != seen.version:
        raise Overtaken
    for hospital in seen.plan.hospitals:
        directory.put_hospital(db, hospital)
    for specialty in seen.plan.departments:
        directory.put_specialty(db, specialty)
    _free(db, seen, now)
    new = [(change.listed, True if _is_function(change.listed) else None) for change in seen.plan.new]
    for written in directory.put_all(db, new, [change.listed for change in seen.plan.changed], now):
        told(f"{written} rows written")
    directory.keep_out_the_gone(db, now)
    if seen.plan.links is not None:
        directory.link(db, seen.plan.links)


def export(db: Connection, today: date, *, table: bool) -> Iterator[str]:
    """Everybody as JSON, or as a table for spreadsheets, in pieces."""
    everybody = directory.read(db, today)
    return tables.write(everybody) if table else document.write(everybody)


def _is_function(one: Listed) -> bool:
    """Nobody in person, who would have to be asked."""
    return one.role == FUNCTION or (bool(one.functions) and one.user_id is None)


def _free(db: Connection, seen: Look, now: datetime) -> None:
    """A Slack id that goes from one to another is let go first: no two may have it even for a moment."""
    for change in (*seen.plan.new, *seen.plan.changed):
        holder = seen.there.by_user.get(change.listed.user_id or "")
        if holder and holder.id != change.listed.id:
            directory.put(db, replace(holder, user_id=None), now)
