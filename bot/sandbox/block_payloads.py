"""What is handed to Slack as a whole: a list of blocks, a view, or the arguments of chat.*.

Sources: the pages of views.open, views.publish, chat.postMessage and chat.scheduleMessage at docs.slack.dev.
The arguments of chat.* are open: Slack has many, overlooks those it does not know, and only some concern the content.
"""

from bot.sandbox import block_rules as rules
from bot.sandbox.block_elements import plain
from bot.sandbox.block_shapes import Anything, Flag, Items, OrNull, Shape, Text, Thing, whole
from bot.sandbox.block_table import BLOCK

BLOCKS = Items(BLOCK, 0, 50)

_VIEW: dict[str, Shape] = {
    "callback_id": Text(0, 255),
    "external_id": Text(0, 255),
    "private_metadata": Text(0, 3000),
}
MODAL_VIEW = Thing(
    "modal",
    {"title": plain(24), "blocks": Items(BLOCK, 1, 100)},
    _VIEW | {"submit": plain(24), "close": plain(24), "clear_on_close": Flag(), "notify_on_close": Flag()},
    rules=(rules.inputs_need_submit,),
)
HOME_VIEW = Thing("home", {"blocks": Items(BLOCK, 0, 100)}, _VIEW)

_METADATA = Thing(
    None,
    may={"event_type": Text(1), "event_payload": Thing(None, open=True), "entities": Items(Anything())},
    rules=(rules.metadata_is_whole,),
    open=True,
)
_CONTENT: dict[str, Shape] = {
    "text": OrNull(Text()),
    "markdown_text": OrNull(Text(1, rules.MARKDOWN_IN_ALL)),
    "blocks": OrNull(BLOCKS),
    "attachments": OrNull(Items(Thing(None, may={"blocks": Items(BLOCK)}, open=True))),
    "metadata": OrNull(_METADATA),
}
_CONTENT_RULES = (
    rules.says_something,
    rules.markdown_alone,
    rules.limited("text", 40_000, "msg_too_long"),
    rules.limited("attachments", 100, "too_many_attachments"),
)
CHANNEL: dict[str, Shape] = {"channel": Text(1)}
POSTED_MESSAGE = Thing(None, CHANNEL, _CONTENT, rules=_CONTENT_RULES, open=True)
SCHEDULED_MESSAGE = Thing(
    None,
    CHANNEL | {"post_at": whole()},
    _CONTENT,
    rules=(*_CONTENT_RULES, rules.metadata_waits_for_nothing),
    open=True,
)
