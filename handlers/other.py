"""What nobody else listens for: buttons and forms of older versions, events that came along. Registered last."""

import re

from slack_bolt import Ack, App

from bot.errors import Refusal

ANYTHING = re.compile(".*")


def old(ack: Ack) -> None:
    """A button, form or command that we no longer have."""
    raise Refusal("button-old")


def unknown_command() -> None:
    raise Refusal("unknown-word")


def fine(ack: Ack) -> None:
    """Nothing to do."""
    ack()


def register(app: App) -> None:
    app.action(ANYTHING)(old)
    app.view_submission(ANYTHING)(old)
    app.view_closed(ANYTHING)(fine)
    app.command(ANYTHING)(unknown_command)
    app.shortcut(ANYTHING)(old)
    app.event(ANYTHING)(fine)
