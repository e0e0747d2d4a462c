"""People on a stage: they act, and what they see is written down as plain text."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot import clock
from bot.demo import travel
from bot.demo.opened import Opened
from bot.sandbox import Answer
from bot.texts import moments, speaker

CHANNEL = "medicinsk"
_MENTION = re.compile(r"<([@#])([A-Z0-9]+)>")


class Stage:
    """A narrator, and eyes for everybody."""

    def __init__(self, opened: Opened, write: Callable[[str], None]) -> None:
        self.say, self._write, self.sandbox, self.zone = speaker(opened.language), write, opened.sandbox, opened.zone
        world = opened.world
        self._names = {one.id: one.called for one in world.people} | {one.id: one.name for one in world.channels}
        self._names[world.bot.user_id] = world.bot.name

    def narrate(self, text: str, **facts: Any) -> None:
        self._write(f"\n{self.say.plain(text, **facts)}")

    def be_at(self, moment: datetime) -> None:
        """Travel there, delivering on the way, and say what the clock shows."""
        travel.to(moment, self.sandbox)
        self._write(f"\n── {moments.moment(moment, self.zone, self.say.language, clock.now())} ──")

    def rest(self) -> None:
        travel.settle()

    def types(self, person: str, command: str, words: str = "", channel: str = CHANNEL) -> None:
        """A slash command, and what it opened or answered."""
        answer = self.sandbox.command(person, channel, command, words)
        self._does(person, f"{command} {words}".strip(), answer)
        for view in self.sandbox.views(person):
            self.sees(view)

    def clicks(self, person: str, action_id: str, label: str, channel: str | None = None) -> None:
        """A button, found in the person's open view or in a channel ("dm": the direct messages with Spire); answers in words."""
        views = self.sandbox.views(person)
        if channel is None:
            answer = self.sandbox.click(person, action_id, view_id=views[-1]["id"])
        else:
            answer = self.sandbox.click(person, action_id, channel=channel)
        self._does(person, f"[{self.say.plain(label)}]", answer)
        after = self.sandbox.views(person)
        if after:
            self.sees(after[-1])
        elif channel is not None and (seen := self.sandbox.seen(person, channel))[-1:] and seen[-1].get("is_ephemeral"):
            self.sees(seen[-1])

    def fills_in(self, person: str, values: dict[str, Any]) -> None:
        """The open form: what was filled in, and what Spire made of it."""
        answer = self.sandbox.submit(person, values)
        self._does(person, " · ".join(self._value(value) for value in values.values()), answer)

    def closes(self, person: str) -> None:
        self.sandbox.close_view(person)

    def _value(self, value: Any) -> str:
        """A list of people or of ticks, or plain text."""
        listed = value if isinstance(value, list) else [value]
        return ", ".join(f"@{self._names[one]}" if one in self._names else str(one) for one in listed)

    def _does(self, person: str, what: str, answer: Answer) -> None:
        """Write what somebody did, and what they alone saw of it."""
        self._write(f"\n{person.capitalize()}: {what}")
        if answer.error:
            self._write(f"  ! {answer.error}")
        if answer.shown:
            self.sees(answer.shown)

    def sees(self, shown: dict[str, Any]) -> None:
        for line in lines(shown):
            self._write("  │ " + self._named(line))

    def posts(self, person: str, channel: str, kind: str) -> None:
        """The newest message of the channel as the person sees it, under a heading."""
        seen = self.sandbox.direct(person) if channel == "dm" else self.sandbox.seen(person, channel)
        messages = [message for message in seen if not message.get("is_ephemeral")]
        if messages:
            self._write(f"\n{kind}")
            self.sees(messages[-1])

    def wait_for_people(self) -> None:
        """Until Spire has read who is an administrator."""
        give_up = time.monotonic() + 10
        while not self.sandbox.calls("users.list") and time.monotonic() < give_up:
            time.sleep(0.02)
        time.sleep(0.1)

    def _named(self, text: str) -> str:
        """Mentions as Slack draws them."""
        return (
            _MENTION.sub(lambda found: found[1] + self._names.get(found[2], found[2]), text)
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
        )


def lines(shown: dict[str, Any]) -> list[str]:
    """A message or view as lines of text: buttons in brackets, fields with what they hold."""
    title = [f"« {shown['title']['text']} »"] if "title" in shown else []
    blocks = shown.get("blocks") or []
    return [*title, *(line for block in blocks for line in _block(block))] or str(shown.get("text", "")).splitlines()


def _block(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "section":
            return str(block["text"]["text"]).splitlines()
        case "context":
            return [f"({line})" for element in block["elements"] for line in str(element["text"]).splitlines()]
        case "actions":
            return [" ".join(f"[{element['text']['text']}]" for element in block["elements"])]
        case "input":
            return [f"{block['label']['text']}: {_held(block['element'])}"]
        case _:
            return []


def _held(element: dict[str, Any]) -> str:
    options = element.get("initial_options") or ([element["initial_option"]] if "initial_option" in element else [])
    texts = [option["text"]["text"] for option in options]
    plain = [str(element[name]) for name in ("initial_value", "initial_date", "initial_time") if name in element]
    return ", ".join([*texts, *plain, *(f"<@{user}>" for user in element.get("initial_users", []))]) or "____"
