"""Rich text: the block that holds it, its sections, and what may stand inside a line.

Sources: the rich text block's page at docs.slack.dev and the types in @slack/types 3.2, read in 2026.
"""

from bot.sandbox.block_shapes import Anything, Flag, Items, Shape, Text, Thing, Word, choice, whole

_STYLES = ("bold", "code", "italic", "strike", "underline", "highlight", "client_highlight", "unlink")


def _inline(name: str, need: dict[str, Shape], may: dict[str, Shape] | None = None) -> Thing:
    return Thing(name, need, {"style": Thing(None, may={style: Flag() for style in _STYLES})} | (may or {}))


_WORDS = _inline("text", {"text": Text()})
_HYPERLINK = _inline("link", {"url": Text()}, {"text": Text(), "unsafe": Flag()})
# Slack shows these and publishes no more than the field each of them needs, so their further fields pass.
_UNPUBLISHED = {
    "attachment_mention": "url",
    "canvas": "file_id",
    "canvas_message_unfurl": "root_message_ts",
    "canvas_user_mention": "user_id",
    "citation": None,
    "file": None,
    "list_record": None,
    "message_mention": None,
    "salesforce_data_field": None,
    "tag": None,
    "work_object_mention": None,
    "workflow_mention": None,
}
_INLINES = choice(
    _WORDS,
    _HYPERLINK,
    _inline("broadcast", {"range": Word(("here", "channel", "everyone"))}),
    _inline("channel", {"channel_id": Text()}),
    _inline("color", {"value": Text()}),
    _inline("date", {"timestamp": whole(), "format": Text()}, {"url": Text(), "fallback": Text()}),
    _inline("emoji", {"name": Text()}, {"unicode": Text(), "url": Text()}),
    _inline("team", {"team_id": Text()}),
    _inline("user", {"user_id": Text()}),
    _inline("usergroup", {"usergroup_id": Text()}),
    *(Thing(name, {key: Anything()} if key else {}, open=True) for name, key in _UNPUBLISHED.items()),
)
_BORDER: dict[str, Shape] = {"border": whole(0, 1)}
_SECTION = Thing("rich_text_section", {"elements": Items(_INLINES)})
_LIST = Thing(
    "rich_text_list",
    {"style": Word(("bullet", "ordered")), "elements": Items(_SECTION)},
    _BORDER | {"indent": whole(0, 8), "offset": whole(0)},
)
_QUOTE = Thing("rich_text_quote", {"elements": Items(_INLINES)}, _BORDER)
_PREFORMATTED = Thing("rich_text_preformatted", {"elements": Items(choice(_WORDS, _HYPERLINK))}, _BORDER)
RICH_TEXT = Thing(
    "rich_text",
    {"elements": Items(choice(_SECTION, _LIST, _QUOTE, _PREFORMATTED))},
    {"block_id": Text(1, 255)},
)
