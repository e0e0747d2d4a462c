"""The guided tour: five things to try, in the organiser's direct messages."""

from bot.demo.opened import Opened
from bot.texts import speaker

GUEST = "U0METTE"
STEPS = ("demo-tour-plan", "demo-tour-answer", "demo-tour-move", "demo-tour-clock", "demo-tour-log")


def post(opened: Opened) -> None:
    """From the bot, as it would say it itself."""
    say = speaker(opened.language)
    steps = "\n".join(f"{number}. {say(text)}" for number, text in enumerate(STEPS, 1))
    _answer, body = opened.process.slack.call("conversations.open", users=GUEST)
    opened.process.slack.call("chat.postMessage", channel=body["channel"]["id"], text=f"{say('demo-tour-welcome')}\n{steps}")
