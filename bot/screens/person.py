"""Answers about oneself, help, and what Spire says when it says no."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.screens.blocks import Message, View, actions, button, context, modal, private, quoted, section, sections
from bot.texts import LANGUAGES, OWN_NAMES, Mark, Say, channel, people


def help_text(say: Say) -> Message:
    return private(say("help"))


def languages(say: Say) -> Message:
    """Which language: three buttons, each in its own language."""
    buttons = actions(*(button(f"person.language.{one}", OWN_NAMES[one], one) for one in LANGUAGES))
    return private(say("language-which"), [section(say("language-which")), buttons])


def language_chosen(say: Say) -> Message:
    return private(say("language-chosen"))


def refusal(error: Refusal, say: Say) -> Message:
    """The no, the way out, and what was typed."""
    text = refused(error, say)
    blocks = [section(text)]
    if error.typed:
        blocks += [context(say("you-wrote")), *sections(quoted(error.typed))]
    return private(text, blocks)


def refused(error: Refusal, say: Say) -> str:
    return say(error.text, **_facts(error.facts))


def refused_plain(error: Refusal, say: Say) -> str:
    """The same in a form, where mentions are not drawn: a text of its own where the usual one names people."""
    if say.has(f"{error.text}-plain"):
        return say.plain(f"{error.text}-plain")
    return say.plain(error.text, **{name: ", ".join(value) if isinstance(value, list) else value for name, value in error.facts.items()})


def notice(message: Message, say: Say) -> View:
    """The same in place of a form, where there is nobody to whisper to."""
    return modal("Spire", message["blocks"], close=say.plain("close"))


def apology(say: Say, reference: str) -> Message:
    return private(say("apology", reference=reference))


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Ids become mentions here, and nowhere earlier."""
    return {name: _MENTIONS[name](value) if name in _MENTIONS else value for name, value in facts.items()}


_MENTIONS: dict[str, Callable[[Any], Mark]] = {
    "organisers": lambda ids: people(ids) or Mark("–"),
    "channels": lambda ids: Mark(", ".join(map(channel, ids))),
}
