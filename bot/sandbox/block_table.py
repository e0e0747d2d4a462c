"""The table of Block Kit: every block with its fields, their limits, and the surfaces it may appear on.

Sources: the block pages at docs.slack.dev and the types in @slack/types 3.2, read in 2026; that a
plan's title is a bare string and that only a task inside a plan may be pending was seen on a live workspace.
"""

import re

from bot.sandbox import block_rules as rules
from bot.sandbox.block_elements import (
    BUTTON,
    CHECKBOXES,
    DATETIME_PICKER,
    FEEDBACK_BUTTONS,
    ICON_BUTTON,
    IMAGE,
    IMAGE_SOURCE,
    INPUTS,
    ONE_SOURCE,
    OVERFLOW,
    PICKERS,
    RADIO_BUTTONS,
    RICH_TEXT_INPUT,
    SELECTS,
    WORKFLOW_BUTTON,
    plain,
    text,
)
from bot.sandbox.block_rich_text import RICH_TEXT
from bot.sandbox.block_shapes import (
    HOME,
    MESSAGE,
    MODAL,
    Choice,
    Flag,
    Items,
    Number,
    OrNull,
    Shape,
    Text,
    Thing,
    Word,
    choice,
    whole,
)

_ID: dict[str, Shape] = {"block_id": Text(1, 255)}
_IN_MESSAGE = frozenset({MESSAGE})
_NOT_IN_MODAL = frozenset({MESSAGE, HOME})
_INTERACTIVE = (BUTTON, WORKFLOW_BUTTON, CHECKBOXES, RADIO_BUTTONS, OVERFLOW, *SELECTS, *PICKERS)

# --- charts -------------------------------------------------------------------------------------------------------

_NAME = Text(1, 20)
_SEGMENT = Thing(None, {"label": _NAME, "value": Number(above=0)})
_SERIES = Thing(None, {"name": _NAME, "data": Items(Thing(None, {"label": _NAME, "value": Number()}), 1, 20)})
_AXES = Thing(None, {"categories": Items(_NAME, 1, 20)}, {"x_label": Text(0, 50), "y_label": Text(0, 50)})
_CHARTS = choice(
    Thing("pie", {"segments": Items(_SEGMENT, 1, 12)}),
    *(Thing(name, {"series": Items(_SERIES, 1, 12), "axis_config": _AXES}, rules=(rules.point_per_category,)) for name in ("bar", "area", "line")),
)

# --- tables and tasks ---------------------------------------------------------------------------------------------

_CELL = choice(Thing("raw_text", {"text": Text(1)}), Thing("raw_number", {"text": Text(1), "value": Number()}), RICH_TEXT)
_ROW = Items(_CELL, 1, 20)
_COLUMN = Thing(None, may={"align": Word(("left", "center", "right")), "is_wrapped": Flag()})
_TASK: dict[str, Shape] = {"task_id": Text(), "title": Text()}
_TASK_MAY: dict[str, Shape] = _ID | {
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": Items(Thing("url", {"url": Text(), "text": Text()})),
}
_STATUS = ("in_progress", "complete", "error")
_PLANNED_TASK = Thing(None, _TASK, _TASK_MAY | {"type": Word(("task_card",)), "status": Word(("pending", *_STATUS))})

# --- blocks -------------------------------------------------------------------------------------------------------

_CARD = Thing(
    "card",
    may=_ID
    | {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "slack_icon": Thing("icon", {"name": Text()}),
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": Items(BUTTON, 1, 3),
    },
    rules=(
        rules.at_least_one("hero_image", "title", "actions", "body"),
        rules.at_most_one("icon", "slack_icon"),
        rules.unique_action_ids,
    ),
)
_ACTIONS = Thing(
    "actions",
    {"elements": Items(choice(*_INTERACTIVE, DATETIME_PICKER, RICH_TEXT_INPUT), 1, 25)},
    _ID,
    rules=(rules.unique_action_ids,),
)
_CONTEXT = Thing("context", {"elements": Items(choice(IMAGE, *text().things.values()), 1, 10)}, _ID)
_DIVIDER = Thing("divider", may=_ID)
_FILE = Thing("file", {"external_id": Text(), "source": Text()}, _ID, surfaces=_IN_MESSAGE)
_HEADER = Thing("header", {"text": plain(150)}, _ID | {"level": whole(1, 4)})
_IMAGE = Thing("image", {"alt_text": Text(1, 2000)}, _ID | IMAGE_SOURCE | {"title": plain(2000)}, rules=ONE_SOURCE)
_INPUT = Thing(
    "input",
    {
        "label": plain(2000),
        "element": choice(CHECKBOXES, RADIO_BUTTONS, *SELECTS, *PICKERS, DATETIME_PICKER, *INPUTS, RICH_TEXT_INPUT),
    },
    _ID | {"hint": plain(2000), "optional": Flag(), "dispatch_action": Flag()},
    rules=(rules.files_come_on_submit,),
)
_SECTION = Thing(
    "section",
    may=_ID
    | {
        "text": text(3000),
        "fields": Items(text(2000), 1, 10),
        "accessory": choice(*_INTERACTIVE, IMAGE),
        "expand": Flag(),
    },
    rules=(rules.at_least_one("text", "fields"),),
)
_TABLE = Thing(
    "table",
    {"rows": Items(_ROW, 1, 100)},
    _ID | {"column_settings": Items(OrNull(_COLUMN), 0, 20)},
    surfaces=_NOT_IN_MODAL,
)
_SECURE = Text(0, None, re.compile(r"https://.*", re.DOTALL), "an https URL")
_VIDEO = Thing(
    "video",
    {"alt_text": Text(), "title": plain(199), "thumbnail_url": Text(), "video_url": _SECURE},
    _ID
    | {
        "description": plain(199),
        "author_name": Text(0, 49),
        "provider_icon_url": Text(),
        "provider_name": Text(),
        "title_url": _SECURE,
    },
)
_IN_CONTAINER = (
    _ACTIONS, _CONTEXT, _DIVIDER, _FILE, _HEADER, _IMAGE, _INPUT, RICH_TEXT, _SECTION, _TABLE, _VIDEO,
)  # fmt: skip
_BLOCKS = (
    *_IN_CONTAINER,
    _CARD,
    Thing(
        "alert",
        {"text": text(200)},
        _ID | {"level": Word(("default", "info", "warning", "error", "success"))},
        surfaces=frozenset({MODAL}),
    ),
    Thing("carousel", {"elements": Items(_CARD, 1, 10)}, _ID, surfaces=_NOT_IN_MODAL),
    Thing(
        "container",
        {"child_blocks": Items(choice(*_IN_CONTAINER), 1, 10)},
        _ID
        | {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "icon": IMAGE,
            "width": Word(("narrow", "standard", "wide", "full")),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
            "has_header_divider": Flag(),
        },
        rules=(rules.at_least_one("title", "rich_text_title"),),
        surfaces=_NOT_IN_MODAL,
    ),
    Thing(
        "context_actions",
        {"elements": Items(choice(FEEDBACK_BUTTONS, ICON_BUTTON), 1, 5)},
        _ID,
        rules=(rules.unique_action_ids,),
        surfaces=_IN_MESSAGE,
    ),
    Thing(
        "data_table",
        {"caption": Text(1), "rows": Items(_ROW, 2, 201)},
        _ID | {"page_size": whole(1, 100), "row_header_column_index": whole(0)},
        rules=(rules.rectangular, rules.plain_head),
        surfaces=_NOT_IN_MODAL,
    ),
    Thing("data_visualization", {"title": Text(1, 50), "chart": _CHARTS}, _ID, surfaces=_IN_MESSAGE),
    Thing("markdown", {"text": Text(1, rules.MARKDOWN_IN_ALL)}, _ID, surfaces=_IN_MESSAGE),
    Thing("plan", {"title": Text()}, _ID | {"tasks": Items(_PLANNED_TASK)}, surfaces=_IN_MESSAGE),
    Thing("task_card", _TASK, _TASK_MAY | {"status": Word(_STATUS)}, surfaces=_IN_MESSAGE),
)

_known = dict(choice(*_BLOCKS).things)
BLOCK = Choice(_known)
# It may hold any block, itself too, so the table has to be there first.
_known["auth_provider"] = Thing(
    "auth_provider",
    {"value": Text(1, 150), "name": plain(75), "is_connected": Flag()},
    _ID
    | {
        "description": plain(150),
        "icon_url": Text(1, 3000),
        "auth_url": Text(1, 3000),
        "disconnect_url": Text(1, 3000),
        "connected_identity": plain(75),
        "connected_context": plain(75),
        "accessory": OVERFLOW,
        "fallback": Items(BLOCK),
    },
)
