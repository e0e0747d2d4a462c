"""The organiser's log as values."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.department import Welcome
from bot.rules.gathering import Shown


@dataclass(frozen=True)
class Entry:
    """`at`: when it happened, `due_at`: when it should (both in plan time); `recipient` a channel or a person.

    `reason`: a text id, or "slack-" and Slack's own word for it.
    """

    at: datetime
    due_at: datetime | None
    kind: str
    subject: int
    outcome: str
    reason: str | None
    recipient: str | None


@dataclass(frozen=True)
class Failed:
    """A post that did not get through, for the organiser: where it should have gone, and why it did not."""

    kind: str
    recipient: str
    reason: str
    outcome: str
    shown: Shown | None
    welcome: Welcome
