"""What organisers see: a question that needs somebody, and all open ones without their words."""

import json

from bot.rules.ask import Open, Overview, Standing
from bot.screens.blocks import Block, Message, View, actions, button, context, cut, field, message, modal, private, quoted, section, text_input
from bot.screens.turn import asker
from bot.texts import Mark, Say, channel, escaped, moments, person

ANSWER_MOST, LINES = 2000, 10
NAMED_MOST = 2000
"""Characters of a list; Fluent takes 2,500."""


def question(standing: Standing, say: Say) -> Message:
    """A question that came to the organisers; follows what they do."""
    if standing.question.state != "queued":
        text = say("queue-question-over", asker=asker(standing, say))
        return message(text, [section(text), section(quoted(standing.question.text)), context(say("queue-done"))])
    text = say("queue-question", asker=asker(standing, say), why=_why(standing, say))
    blocks = [section(text), section(quoted(standing.question.text))]
    when = moments.moment(standing.question.promised_at, standing.zone, say.language, standing.now) if standing.question.promised_at else ""
    return message(text, [*blocks, context(say("queue-until", when=when)), _buttons(standing, say)])


def reminder(standing: Standing, say: Say) -> Message:
    text = say("queue-reminder", asker=asker(standing, say))
    return message(text, [section(text), section(quoted(standing.question.text)), _buttons(standing, say)])


def audit(standing: Standing, say: Say) -> Message:
    """The auditor found a promise that was not kept."""
    text = say("queue-audit", number=standing.question.id, state=say.plain(f"queue-state-{standing.question.state}"))
    return message(text, [section(text)])


def assign_form(standing: Standing, say: Say) -> View:
    return modal(
        say.plain("queue-assign-title"),
        [section(quoted(standing.question.text)), field("who", say.plain("queue-assign-who"), {"type": "users_select"})],
        close=say.plain("close"),
        submit=say.plain("queue-assign-send"),
        callback_id="queue.assign",
        private_metadata=json.dumps({"question": standing.question.id}),
    )


def answer_form(standing: Standing, say: Say) -> View:
    return modal(
        say.plain("queue-answer-title"),
        [section(quoted(standing.question.text)), field("text", say.plain("ask-write-field"), text_input("", ANSWER_MOST, multiline=True))],
        close=say.plain("close"),
        submit=say.plain("send"),
        callback_id="queue.answer",
        private_metadata=json.dumps({"question": standing.question.id}),
    )


def overview(overview: Overview, say: Say) -> Message:
    """Open questions by age, topics without anybody, people over their load."""
    title = say("queue-overview", number=len(overview.open))
    lines = [_line(one, overview, say) for one in overview.open]
    blocks = [section(title), *(section("\n".join(lines[at : at + LINES])) for at in range(0, min(len(lines), 4 * LINES), LINES))]
    if overview.gaps:
        topics = ", ".join(say.plain(f"topic-{topic.replace('_', '-')}") for topic in overview.gaps)
        blocks.append(section(say("queue-gaps", topics=topics)))
    if overview.over:
        named = ", ".join(say.plain("queue-over-line", name=one.name, open=number, slots=one.slots) for one, number in overview.over)
        blocks.append(section(say("queue-over", people=Mark(cut(escaped(named), NAMED_MOST)))))
    return private(title, [*blocks, context(say("queue-overview-next"))])


def _line(one: Open, overview: Overview, say: Say) -> str:
    facts = {
        "number": one.id,
        "days": max(0, (overview.now - one.asked_at).days),
        "topic": say.plain(f"topic-{one.topic.replace('_', '-')}") if one.topic else say.plain("queue-no-topic"),
        "state": say.plain(f"queue-state-{one.state}"),
        "who": _address(one.with_whom),
        "when": moments.short(one.promised_at, overview.zone, say.language) if one.promised_at else "–",
    }
    return say("queue-line", **facts)


def _address(recipient: str | None) -> Mark:
    if recipient is None:
        return Mark("–")
    return person(recipient) if recipient.startswith(("U", "W")) else channel(recipient)


def _why(standing: Standing, say: Say) -> str:
    return say.plain(f"queue-why-{(standing.question.reason or 'wished').replace('_', '-')}")


def _buttons(standing: Standing, say: Say) -> Block:
    number = str(standing.question.id)
    return actions(
        button("queue.assign", say.plain("queue-assign"), number, "primary"), button("queue.answer", say.plain("queue-answer-button"), number)
    )
