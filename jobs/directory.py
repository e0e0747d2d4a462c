"""Those who were listed by others are asked whether they want to be: once each, at a decent hour."""

from bot import clock, store
from bot.actions import directory


def ask() -> None:
    """Write the letters; a person who was asked before is not asked again."""
    with store.transaction() as db:
        directory.ask_everybody(db, clock.now())
