"""The guided tour: five things to try, in the guest's direct messages."""

from bot.demo.opened import Opened
from bot.texts import channel, speaker

STEPS = ("demo-tour-plan", "demo-tour-answer", "demo-tour-ask", "demo-tour-clock", "demo-tour-log")


def post(opened: Opened) -> None:
    """From the bot, as it would say it itself."""
    say, state, past = speaker(opened.language), opened.sandbox.state, opened.hospital.past
    place, guest = state.channel(past.departments[0].channel), state.person(past.guest)
    colleague = next(state.people[one] for one in place.members if one in state.people and one != guest.id)
    facts = {"guest": guest.called, "colleague": colleague.called, "channel": channel(place.id)}
    told = "\n".join(f"{number}. {say(text, **facts)}" for number, text in enumerate(STEPS, 1))
    _answer, body = opened.process.slack.call("conversations.open", users=guest.id)
    opened.process.slack.call("chat.postMessage", channel=body["channel"]["id"], text=f"{say('demo-tour-welcome', **facts)}\n{told}")
