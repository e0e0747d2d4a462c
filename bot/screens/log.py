"""The organiser's log, and the news of a post that did not get through."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.log import Entry, Failed
from bot.screens.blocks import Message, actions, button, cut, message, private, section
from bot.texts import Mark, Say, channel, moments, person

SIGNS = {"sent": "✓", "late": "◷", "scheduled": "…", "skipped": "–", "failed": "✗", "unsure": "?"}


def latest(entries: list[Entry], titles: dict[int, str], say: Say, zone: ZoneInfo, now: datetime) -> Message:
    """Newest first: when, what, to whom, how it ended and why."""
    if not entries:
        return private(say("log-empty"))
    lines = [_line(entry, titles, say, zone, now) for entry in entries]
    blocks = [section(say("log-title")), *(section("\n".join(lines[at : at + 10])) for at in range(0, len(lines), 10))]
    return private(say("log-title"), blocks)


def failed(failed: Failed, say: Say) -> Message:
    """To the organiser: what did not get through, why, and what to do about it."""
    facts = {"what": what(failed.kind, say), "to": address(failed.recipient), "reason": reason(failed.reason, say)}
    stands = failed.outcome in {"sent", "late"}  # it is there, but cannot be drawn anew
    text = say("failed-update" if stands else "failed-unsure" if failed.outcome == "unsure" else "failed", **facts)
    blocks = [section(text)]
    if failed.kind == "gathering.invitation" and failed.shown and not stands:
        blocks.append(actions(button("gathering.again", say.plain("post-again"), str(failed.shown.gathering.id), "primary")))
    return message(text, blocks)


def what(kind: str, say: Say) -> str:
    return say.plain(f"kind-{kind.replace('.', '-').replace('_', '-')}")


def reason(code: str, say: Say) -> str:
    """A reason in words; Slack's own word where we have none."""
    text = code.replace("_", "-")
    return say(text) if say.has(text) else say("reason-slack", word=code.removeprefix("slack-"))


def address(recipient: str) -> Mark:
    return person(recipient) if recipient.startswith(("U", "W")) else channel(recipient)


def _line(entry: Entry, titles: dict[int, str], say: Say, zone: ZoneInfo, now: datetime) -> str:
    facts = {
        "sign": SIGNS.get(entry.outcome, "·"),
        "at": moments.moment(entry.at, zone, say.language, now),
        "what": what(entry.kind, say),
        "outcome": say.plain("outcome", outcome=entry.outcome),
    }
    line = say("log-line", **facts)
    title = titles.get(entry.subject) if entry.kind.startswith("gathering") else None
    if title:
        line = say("log-title-of", line=Mark(line), title=title)
    if entry.due_at and entry.outcome in {"scheduled", "late", "skipped"}:
        line = say("log-due", line=Mark(line), outcome=entry.outcome, due=moments.moment(entry.due_at, zone, say.language, now))
    if entry.recipient:
        line = say("log-to", line=Mark(line), to=address(entry.recipient))
    if entry.reason:
        line = say("log-why", line=Mark(line), reason=Mark(reason(entry.reason, say)))
    return cut(line, 280)
