"""Block Kit's shapes, as short as Slack allows them."""

from typing import Any

from bot.texts import escaped

Block = dict[str, Any]
Message = dict[str, Any]
View = dict[str, Any]
TEXT_MOST = 3000
"""Slack's limit for a section; longer text is cut with an ellipsis, at a character that escaping did not make."""
TICKS_MOST, OPTION_MOST = 10, 75


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": cut(text), "verbatim": True}


def cut(text: str, most: int = TEXT_MOST) -> str:
    """At most `most` UTF-16 units, never ending inside an entity or a mention."""
    kept = fitting(text, most)
    if kept == text:
        return text
    for begins, ends in (("&", ";"), ("<", ">")):
        begun = kept.rfind(begins)
        if begun != -1 and ends not in kept[begun:]:
            kept = kept[:begun]
    return kept + "…"


def fitting(text: str, most: int) -> str:
    """Plain text of at most `most` UTF-16 units; one unit less where it was cut, so that an ellipsis fits."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * most else units[: 2 * (most - 1)].decode("utf-16-le", "ignore")


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def sections(text: str) -> list[Block]:
    """A text of any length: as many sections as it needs, none of them cut inside an entity."""
    found = []
    while text:
        piece = text if len(text) <= TEXT_MOST // 2 else text[: _break(text)]
        found.append(section(piece))
        text = text[len(piece) :]
    return found


def quoted(text: str) -> str:
    """Somebody's own words as a quotation: they page nobody. (They do not go through a text: Fluent takes no long values.)"""
    return "\n".join(f"> {line}" for line in escaped(text).splitlines())


def _break(text: str) -> int:
    """Where to part a long text: after a line, after a word, or in any case before an entity."""
    most = TEXT_MOST // 2  # characters: no more than TEXT_MOST units, whatever they are
    place = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most)) + 1 or most
    entity = text.rfind("&", max(0, place - 5), place)
    return entity if entity > 0 and ";" not in text[entity:place] else place


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(cut(text, 150))}


def button(action_id: str, text: str, value: str, style: str | None = None, confirm: Block | None = None) -> Block:
    found: Block = {"type": "button", "action_id": action_id, "text": plain(text), "value": value}
    return found | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def actions(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no), "style": "danger"}


def option(text: str, value: str) -> Block:
    return {"text": plain(cut(text, OPTION_MOST)), "value": value}


def field(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str | None = None) -> Block:
    """An input. The element's action_id is the block's, so a value is found by one name."""
    found: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": {"action_id": block_id, **element}, "optional": optional}
    return found | ({"hint": plain(hint)} if hint else {})


def text_input(value: str, most: int, *, multiline: bool = False) -> Block:
    """A text field of at most `most` characters. What is too long already (typed after a command) is cut, or the form would not open at all."""
    initial = {"initial_value": fitting(value, most)} if value else {}
    return {"type": "plain_text_input", "max_length": most} | ({"multiline": True} if multiline else {}) | initial


def select(options: list[Block], chosen: str | None) -> Block:
    """A static select; the chosen value is selected if it is offered."""
    initial = next((one for one in options if one["value"] == chosen), None)
    return {"type": "static_select", "options": options} | ({"initial_option": initial} if initial else {})


def ticks(options: list[Block], chosen: set[str]) -> Block:
    """Checkboxes with some ticked; a menu where there are more than the ten that Slack allows."""
    initial = [one for one in options if one["value"] in chosen]
    kind = "checkboxes" if len(options) <= TICKS_MOST else "multi_static_select"
    return {"type": kind, "options": options} | ({"initial_options": initial} if initial else {})


def modal(title: str, blocks: list[Block], *, close: str, submit: str | None = None, callback_id: str = "", private_metadata: str = "") -> View:
    found: View = {"type": "modal", "title": plain(title), "close": plain(close), "blocks": blocks}
    if submit:
        found["submit"] = plain(submit)
    if callback_id:
        found["callback_id"] = callback_id
    return found | ({"private_metadata": private_metadata} if private_metadata else {})


def message(text: str, blocks: list[Block]) -> Message:
    """`text` is what screen readers and notifications read."""
    return {"text": cut(text), "blocks": blocks}


def private(text: str, blocks: list[Block] | None = None, *, replace: bool = False) -> Message:
    """An answer that only the asker sees."""
    return {"response_type": "ephemeral", "replace_original": replace, "text": cut(text), "blocks": blocks or [section(text)]}
