"""Those who were listed by others are asked whether they want to be: once each, at a decent hour of the workspace."""

from zoneinfo import ZoneInfo

from bot import clock, store
from bot.actions import directory
from bot.rules.calendar import WorkingDays

WEEKDAYS = frozenset(range(1, 6))


def ask(zone: ZoneInfo) -> None:
    """Write the letters; a person who was asked before is not asked again."""
    with store.transaction() as db:
        directory.ask_everybody(db, WorkingDays(WEEKDAYS, frozenset(), zone), clock.now())
