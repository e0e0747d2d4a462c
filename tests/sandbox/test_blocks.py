"""The sandbox refuses what Slack would refuse.

The gallery below has every block, element and composition object with nearly all of its fields, and is written by
hand: it shares nothing with the table it tests. Where `../shared` is present, a second judge is asked as well.
"""

import copy
import importlib
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sandbox.blocks import Kind, Problem, problems

Json = Any
SECOND_JUDGE = Path(__file__).parents[2] / ".." / "shared" / "slack"
NOW = 1_790_000_000


def plain(text: str | int = "Text") -> Json:
    return {"type": "plain_text", "text": text if isinstance(text, str) else "x" * text}


def mrkdwn(text: str | int = "*Text*") -> Json:
    return {"type": "mrkdwn", "text": text if isinstance(text, str) else "x" * text}


def options(count: int, **more: Json) -> list[Json]:
    return [{"text": plain(f"Option {n}"), "value": f"v{n}", **more} for n in range(count)]


def message(*blocks: Json, **more: Json) -> Json:
    return {"channel": "C0123ABCD", "text": "Fallback", "blocks": list(blocks), **more}


def modal(*blocks: Json, **more: Json) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Json) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def asked(element: Json, **more: Json) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def button(**more: Json) -> Json:
    return {"type": "button", "text": plain("Join"), **more}


def rich(*inlines: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inlines)}]}


def cells(text: str = "x", columns: int = 2) -> list[Json]:
    return [{"type": "raw_text", "text": text}] * columns


def chart(points: int = 2, series: int = 1, **more: Json) -> Json:
    names = [f"c{n}" for n in range(points)]
    lines = [{"name": f"s{n}", "data": [{"label": name, "value": -1.5} for name in names]} for n in range(series)]
    axes = {"categories": names, "x_label": "Month", "y_label": "Ideas"}
    return {
        "type": "data_visualization",
        "title": "Ideas",
        "chart": {"type": "bar", "series": lines, "axis_config": axes},
        **more,
    }


DIVIDER = {"type": "divider"}
PICTURE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A ward"}
FILED_PICTURE = {"type": "image", "slack_file": {"id": "F0123"}, "alt_text": "A ward"}
CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No"), "style": "danger"}
SHOWN = {"placeholder": plain("Choose"), "focus_on_load": False}
MENU = SHOWN | {"confirm": CONFIRM}
TYPED = SHOWN | {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}}
TALKS = {"filter": {"include": ["public", "im"], "exclude_bot_users": True, "exclude_external_shared_channels": True}}
GROUPS = [{"label": plain("Wards"), "options": options(2)}]
RICH_OPTIONS = [{"text": mrkdwn(), "value": "a", "description": mrkdwn()}, *options(2, description=plain())]

MENUS: list[Json] = [
    {"type": "static_select", "options": options(3), "initial_option": options(3)[2], **MENU},
    {"type": "static_select", "option_groups": GROUPS, "initial_option": options(1)[0], **MENU},
    {"type": "external_select", "min_query_length": 2, "initial_option": options(1)[0], **MENU},
    {"type": "users_select", "initial_user": "U0123", **MENU},
    {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
        **TALKS,
        **MENU,
    },
    {"type": "channels_select", "initial_channel": "C0123", "response_url_enabled": False, **MENU},
    {
        "type": "multi_static_select",
        "options": options(3),
        "initial_options": options(2),
        "max_selected_items": 2,
        **MENU,
    },
    {"type": "multi_static_select", "option_groups": GROUPS, **MENU},
    {"type": "multi_external_select", "initial_options": options(2), "min_query_length": 0, **MENU},
    {"type": "multi_users_select", "initial_users": ["U0123"], "max_selected_items": 5, **MENU},
    {"type": "multi_conversations_select", "initial_conversations": ["C0123"], **TALKS, **MENU},
    {"type": "multi_channels_select", "initial_channels": ["C0123"], **MENU},
    {"type": "datepicker", "initial_date": "2028-02-29", **MENU},
    {"type": "timepicker", "initial_time": "08:30", "timezone": "Europe/Copenhagen", **MENU},
    {"type": "checkboxes", "options": RICH_OPTIONS, "initial_options": RICH_OPTIONS[:2], "confirm": CONFIRM},
    {"type": "radio_buttons", "options": RICH_OPTIONS, "initial_option": RICH_OPTIONS[0], "confirm": CONFIRM},
]
WHEN = {"type": "datetimepicker", "initial_date_time": NOW, "focus_on_load": True}
PRESSED: list[Json] = [
    button(style="primary", value="7", url="https://example.org", accessibility_label="Join it", confirm=CONFIRM),
    button(agent_prompt="Tell me", agent_prompt_display="Ask", visible_to_user_ids=["U0123"]),
    {"type": "overflow", "options": options(2, description=plain(), url="https://example.org"), "confirm": CONFIRM},
    {
        "type": "workflow_button",
        "text": plain(),
        "workflow": {"trigger": {"url": "https://a.b", "customizable_input_parameters": [{"name": "a", "value": "b"}]}},
        "accessibility_label": "Start it",
    },
]
GOOD: Json = {"text": plain(), "value": "+", "accessibility_label": "Good"}
FEEDBACK = {"type": "feedback_buttons", "positive_button": GOOD, "negative_button": GOOD}
INLINES: list[Json] = [
    {"type": "text", "text": "Hello", "style": {"bold": True, "italic": False, "strike": True, "code": True}},
    {"type": "link", "url": "https://a.b", "text": "here", "unsafe": False, "style": {"underline": True}},
    {"type": "broadcast", "range": "here"},
    {"type": "channel", "channel_id": "C0123"},
    {"type": "color", "value": "#F405B3"},
    {"type": "date", "timestamp": NOW, "format": "{date_long}", "fallback": "today", "url": "https://a.b"},
    {"type": "emoji", "name": "wave", "unicode": "1f44b"},
    {"type": "team", "team_id": "T0123"},
    {"type": "user", "user_id": "U0123", "style": {"highlight": True}},
    {"type": "usergroup", "usergroup_id": "S0123"},
    {"type": "canvas", "file_id": "F0123", "anything": {"else": []}},
    {"type": "citation"},
]
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": INLINES},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 2,
            "border": 1,
            "elements": [rich(INLINES[0])["elements"][0]],
        },
        {"type": "rich_text_quote", "elements": INLINES[:2], "border": 0},
        {"type": "rich_text_preformatted", "elements": INLINES[:2], "border": 1},
    ],
}
INPUTS: list[Json] = [
    {"type": "plain_text_input", "multiline": True, "min_length": 3, "max_length": 9, "initial_value": "Æøå", **TYPED},
    {"type": "email_text_input", "initial_value": "a@b.dk", **TYPED},
    {"type": "url_text_input", "initial_value": "https://a.b", **TYPED},
    {
        "type": "number_input",
        "is_decimal_allowed": True,
        "initial_value": "-1.5",
        "min_value": "-2",
        "max_value": "10",
        **TYPED,
    },
    {"type": "file_input", "filetypes": ["pdf"], "max_files": 10},
    {"type": "rich_text_input", "initial_value": RICH, "min_lines": 2, "max_lines": 5, **TYPED},
]
CARD: Json = {
    "type": "card",
    "hero_image": PICTURE,
    "slack_icon": {"type": "icon", "name": "book"},
    "title": mrkdwn(),
    "subtitle": plain(),
    "body": mrkdwn(),
    "subtext": plain(),
    "actions": [button(action_id="a"), button(action_id="b")],
}
TASK = {
    "task_id": "1",
    "title": "Read",
    "details": rich(),
    "output": RICH,
    "sources": [{"type": "url", "url": "https://a.b", "text": "a"}],
}
VIDEO: Json = {
    "type": "video",
    "alt_text": "Film",
    "title": plain(199),
    "thumbnail_url": "https://a.b/c.png",
    "video_url": "https://a.b/c",
    "title_url": "https://a.b",
    "description": plain(),
    "author_name": "x" * 49,
    "provider_name": "A",
    "provider_icon_url": "https://a.b/i.png",
}
EVERYWHERE: list[Json] = [
    {"type": "section", "text": mrkdwn(), "fields": [mrkdwn(), plain()], "expand": True, "block_id": "first"},
    *({"type": "section", "text": plain(), "accessory": element} for element in [*PRESSED, *MENUS, PICTURE]),
    {"type": "header", "text": {**plain(), "emoji": True}, "level": 2},
    actions(*PRESSED, *MENUS),
    {"type": "context", "elements": [PICTURE, FILED_PICTURE, {**mrkdwn(), "verbatim": True}, plain()]},
    {**PICTURE, "title": plain(), "block_id": "second"},
    {**FILED_PICTURE, "slack_file": {"url": "https://files.slack.com/a"}},
    RICH,
    CARD,
    VIDEO,
    {
        "type": "auth_provider",
        "value": "x",
        "name": plain(),
        "is_connected": True,
        "accessory": PRESSED[2],
        "fallback": [DIVIDER],
    },
    *(asked(element, hint=plain(), optional=True) for element in MENUS),
]
TABLE: Json = {
    "type": "table",
    "rows": [cells(), [rich(INLINES[0]), {"type": "raw_number", "text": "1,5", "value": 1.5}]],
    "column_settings": [{"align": "right", "is_wrapped": True}, None],
}
DATA_TABLE: Json = {
    "type": "data_table",
    "caption": "Ideas",
    "rows": [cells(), cells()],
    "page_size": 10,
    "row_header_column_index": 0,
}
CONTAINER: Json = {
    "type": "container",
    "title": plain(),
    "rich_text_title": RICH,
    "subtitle": mrkdwn(),
    "icon": PICTURE,
    "width": "wide",
    "is_collapsible": True,
    "default_collapsed": True,
    "has_header_divider": True,
    "child_blocks": [actions(button()), asked(INPUTS[0]), TABLE, DIVIDER],
}
PIE: Json = {"type": "pie", "segments": [{"label": "a", "value": 0.5}]}
NOT_IN_MODALS: list[Json] = [TABLE, DATA_TABLE, CONTAINER, {"type": "carousel", "elements": [CARD, CARD]}]
IN_MESSAGES: list[Json] = [
    {"type": "file", "external_id": "a", "source": "remote"},
    {"type": "markdown", "text": "**Text**"},
    {"type": "plan", "title": "Plan", "tasks": [{**TASK, "type": "task_card", "status": "pending"}]},
    {"type": "task_card", **TASK, "status": "in_progress"},
    chart(block_id="third"),
    {"type": "data_visualization", "title": "Share", "chart": PIE},
    {
        "type": "context_actions",
        "elements": [
            FEEDBACK,
            {"type": "icon_button", "icon": "trash", "text": plain(), "value": "1", "confirm": CONFIRM},
        ],
    },
]
METADATA = {"event_type": "spire", "event_payload": {"key": "1", "many": [1, True]}}
RICH_MODAL = modal(
    *EVERYWHERE,
    {"type": "alert", "text": mrkdwn(), "level": "warning"},
    asked(WHEN),
    *(asked(element) for element in INPUTS),
    asked(INPUTS[0] | {"action_id": "typed"}, dispatch_action=True, block_id="other"),
    close=plain("Close"),
    callback_id="ask",
    private_metadata="{}",
    external_id="1",
    clear_on_close=True,
    notify_on_close=True,
)
RICH_HOME = home(*EVERYWHERE, *NOT_IN_MODALS, asked(INPUTS[5]), callback_id="home")
GALLERY: list[tuple[Kind, Json]] = [
    ("modal", RICH_MODAL),
    ("home", RICH_HOME),
    ("message", message(*EVERYWHERE[:30], attachments=[{"color": "#fff", "blocks": [DIVIDER]}], metadata=METADATA)),
    ("message", message(*EVERYWHERE[30:], actions(WHEN), *NOT_IN_MODALS, *IN_MESSAGES, thread_ts="1.2")),
    ("message", {"channel": "C0123ABCD", "markdown_text": "**Text**"}),
    ("schedule", {"channel": "C0123ABCD", "text": "Later", "post_at": NOW + 60}),
    ("blocks", [*EVERYWHERE[:20], *IN_MESSAGES]),
]


@pytest.mark.parametrize(("kind", "payload"), GALLERY, ids=lambda part: part if isinstance(part, str) else "")
def test_every_block_and_element_is_accepted_where_slack_has_it(kind: Kind, payload: Json) -> None:
    assert problems(kind, payload, NOW) == []


Build = Callable[[int], Json]


def view_of(size: int) -> Json:
    """A home of that many bytes, with letters that take six each; only rich text may be this long."""
    view = home(*[{"type": "section", "text": plain("ø" * 2900)}] * 14, rich({"type": "text", "text": ""}))
    view["blocks"][14]["elements"][0]["elements"][0]["text"] = "x" * (size - len(json.dumps(view)))
    return view


LIMITS: list[tuple[str, int, Kind, Build]] = [
    ("text of a section", 3000, "blocks", lambda n: [{"type": "section", "text": mrkdwn(n)}]),
    ("fields of a section", 10, "blocks", lambda n: [{"type": "section", "fields": [plain()] * n}]),
    ("text of a field", 2000, "blocks", lambda n: [{"type": "section", "fields": [plain(n)]}]),
    ("text of a header", 150, "blocks", lambda n: [{"type": "header", "text": plain(n)}]),
    ("letters outside the first plane", 75, "blocks", lambda n: [{"type": "header", "text": plain("\U0001f9ea" * n)}]),
    ("elements of actions", 25, "blocks", lambda n: [actions(*[button()] * n)]),
    ("elements of context", 10, "blocks", lambda n: [{"type": "context", "elements": [plain()] * n}]),
    ("text of a button", 75, "blocks", lambda n: [actions(button(text=plain(n)))]),
    ("value of a button", 2000, "blocks", lambda n: [actions(button(value="x" * n))]),
    ("url of a button", 3000, "blocks", lambda n: [actions(button(url="https://a/".ljust(n, "b")))]),
    ("action_id", 255, "blocks", lambda n: [actions(button(action_id="x" * n))]),
    ("block_id", 255, "blocks", lambda n: [{"type": "divider", "block_id": "x" * n}]),
    ("title of a confirmation", 100, "blocks", lambda n: [actions(button(confirm=CONFIRM | {"title": plain(n)}))]),
    ("text of a confirmation", 300, "blocks", lambda n: [actions(button(confirm=CONFIRM | {"text": plain(n)}))]),
    ("answer of a confirmation", 30, "blocks", lambda n: [actions(button(confirm=CONFIRM | {"deny": plain(n)}))]),
    ("options of an overflow menu", 5, "blocks", lambda n: [actions({"type": "overflow", "options": options(n)})]),
    ("options of radio buttons", 10, "blocks", lambda n: [actions({"type": "radio_buttons", "options": options(n)})]),
    ("options of a menu", 100, "blocks", lambda n: [actions({"type": "static_select", "options": options(n)})]),
    ("groups of a menu", 100, "blocks", lambda n: [actions({"type": "static_select", "option_groups": GROUPS * n})]),
    ("options of a group", 100, "blocks",
     lambda n: [actions({"type": "static_select", "option_groups": [{"label": plain(), "options": options(n)}]})]),
    ("value of an option", 150, "blocks",
     lambda n: [actions({"type": "overflow", "options": options(1, value="x" * n)})]),
    ("placeholder", 150, "blocks", lambda n: [actions({"type": "users_select", "placeholder": plain(n)})]),
    ("feedback button", 75, "blocks",
     lambda n: [
         {"type": "context_actions", "elements": [FEEDBACK | {"positive_button": GOOD | {"text": plain(n)}}]},
     ]),
    ("rows of a table", 100, "blocks", lambda n: [{"type": "table", "rows": [cells()] * n}]),
    ("columns of a table", 20, "blocks", lambda n: [{"type": "table", "rows": [cells("x", n)]}]),
    ("text in all tables", 10_000, "blocks",
     lambda n: [
         {"type": "table", "rows": [cells("x" * 9000, 1)]},
         {"type": "table", "rows": [[rich({"type": "text", "text": "x" * (n - 9000)})]]},
     ]),
    ("rows of a data table", 201, "blocks", lambda n: [DATA_TABLE | {"rows": [cells()] * n}]),
    ("markdown in all blocks", 12_000, "blocks",
     lambda n: [{"type": "markdown", "text": "x" * size} for size in (9000, n - 9000)]),
    ("slices of a pie", 12, "blocks", lambda n: [chart(chart={"type": "pie", "segments": PIE["segments"] * n})]),
    ("series of a chart", 12, "blocks", lambda n: [chart(series=n)]),
    ("charts of a message", 2, "blocks", lambda n: [chart()] * n),
    ("blocks of a message", 50, "message", lambda n: message(*[DIVIDER] * n)),
    ("text of a message", 40_000, "message", lambda n: message(text="x" * n)),
    ("attachments of a message", 100, "message", lambda n: message(attachments=[{"text": "x"}] * n)),
    ("days ahead of a scheduled message", 120, "schedule", lambda n: message(post_at=NOW + n * 86_400)),
    ("blocks of a modal", 100, "modal", lambda n: modal(*[DIVIDER] * n)),
    ("title of a modal", 24, "modal", lambda n: modal(DIVIDER, title=plain(n))),
    ("private_metadata", 3000, "modal", lambda n: modal(DIVIDER, private_metadata="x" * n)),
    ("label of an input", 2000, "modal", lambda n: modal(asked(INPUTS[1], label=plain(n)))),
    ("length of an answer", 3000, "modal", lambda n: modal(asked({"type": "plain_text_input", "max_length": n}))),
    ("files of an answer", 10, "modal", lambda n: modal(asked({"type": "file_input", "max_files": n}))),
    ("text of an alert", 200, "modal", lambda n: modal({"type": "alert", "text": plain(n)})),
    ("bytes of a view", 250_000, "home", view_of),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "kind", "build"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS])
def test_a_limit_is_met_exactly(limit: int, kind: Kind, build: Build) -> None:
    assert problems(kind, build(limit), NOW) == []
    assert len(problems(kind, build(limit + 1), NOW)) == 1


FAILED, PART = "failed_constraint", "/0/elements/0"
REFUSED: list[tuple[str, Kind, Json, str, str]] = [
    ("an unknown block", "blocks", [{"type": "banner"}], "invalid_type", "/0/type"),
    ("a block without a type", "blocks", [{}], "missing_field", "/0"),
    ("a type that is no string", "blocks", [{"type": ["divider"]}], "invalid_type", "/0/type"),
    ("an unknown field", "blocks", [{"type": "divider", "a/b~": 1}], "unknown_field", "/0/a~1b~0"),
    ("a missing field", "blocks", [{"type": "header"}], "missing_field", "/0"),
    ("null for a field", "blocks", [{"type": "divider", "block_id": None}], "wrong_type", "/0/block_id"),
    ("one for true", "blocks", [{"type": "section", "text": plain(), "expand": 1}], "wrong_type", "/0/expand"),
    ("true for one", "blocks", [{"type": "header", "text": plain(), "level": True}], "wrong_type", "/0/level"),
    ("blocks as a string", "message", message() | {"blocks": "[]"}, "wrong_type", "/blocks"),
    ("a tuple of blocks", "blocks", (DIVIDER,), "invalid_json", ""),
    ("NaN", "blocks", [actions({"type": "external_select", "min_query_length": float("nan")})], "invalid_json", ""),
    ("a bare string for a text", "blocks", [{"type": "section", "text": "Text"}], "wrong_type", "/0/text"),
    ("an empty text", "blocks", [{"type": "section", "text": plain("")}], FAILED, "/0/text/text"),
    ("mrkdwn in a header", "blocks", [{"type": "header", "text": mrkdwn()}], "invalid_value", "/0/text/type"),
    ("an empty section", "blocks", [{"type": "section"}], "missing_field", "/0"),
    ("an input among actions", "blocks", [actions(INPUTS[0])], "invalid_type", f"{PART}/type"),
    ("a button in an input", "modal", modal(asked(button())), "invalid_type", "/blocks/0/element/type"),
    ("a moment beside a section", "blocks", [{"type": "section", "text": plain(), "accessory": WHEN}], "invalid_type",
     "/0/accessory/type"),
    ("an alert in a message", "blocks", [{"type": "alert", "text": plain()}], "unsupported_surface", "/0"),
    ("a table in a modal", "modal", modal(TABLE), "unsupported_surface", "/blocks/0"),
    ("a file asked for at home", "home", home(asked(INPUTS[4])), "unsupported_surface", "/blocks/0/element"),
    ("two sources of a picture", "blocks", [PICTURE | FILED_PICTURE], FAILED, "/0"),
    ("no source of a picture", "blocks", [{"type": "image", "alt_text": "A"}], "missing_field", "/0"),
    ("two equal block_ids", "blocks", [{**DIVIDER, "block_id": "a"}] * 2, "duplicate_block_id", "/1/block_id"),
    ("two equal action_ids", "blocks", [actions(*[button(action_id="a")] * 2)], "duplicate_action_id",
     "/0/elements/1/action_id"),
    ("two focused elements", "modal", modal(asked(WHEN), asked(WHEN)), FAILED, "/blocks/1/element/focus_on_load"),
    ("an initial option not offered", "blocks", [actions(MENUS[0] | {"initial_option": options(9)[8]})], FAILED, PART),
    ("nothing chosen from the start", "blocks", [actions(MENUS[6] | {"initial_options": []})], FAILED,
     f"{PART}/initial_options"),
    ("options and groups", "blocks",
     [actions({"type": "static_select", "options": options(1), "option_groups": GROUPS})], FAILED, PART),
    ("neither options nor groups", "blocks", [actions({"type": "static_select"})], "missing_field", PART),
    ("a link in a menu", "blocks", [actions({"type": "static_select", "options": options(1, url="https://a")})],
     "unknown_field", f"{PART}/options/0/url"),
    ("a day that is not", "blocks", [actions({"type": "datepicker", "initial_date": "2026-02-29"})], FAILED,
     f"{PART}/initial_date"),
    ("an hour that is not", "blocks", [actions({"type": "timepicker", "initial_time": "24:00"})], FAILED,
     f"{PART}/initial_time"),
    ("a zone that is not", "blocks", [actions({"type": "timepicker", "timezone": "Norden/Oslo"})], FAILED,
     f"{PART}/timezone"),
    ("milliseconds", "blocks", [actions({"type": "datetimepicker", "initial_date_time": NOW * 1000})], FAILED,
     f"{PART}/initial_date_time"),
    ("an unknown style", "blocks", [actions(button(style="warning"))], "invalid_value", f"{PART}/style"),
    ("a link of a script", "blocks", [actions(button(url="javascript:1"))], FAILED, f"{PART}/url"),
    ("a number with a comma", "modal",
     modal(asked({"type": "number_input", "is_decimal_allowed": True, "min_value": "1,5"})), FAILED,
     "/blocks/0/element/min_value"),
    ("a least above the most", "modal", modal(asked({"type": "plain_text_input", "min_length": 9, "max_length": 8})),
     FAILED, "/blocks/0/element"),
    ("too long a first answer", "modal",
     modal(asked({"type": "plain_text_input", "max_length": 1, "initial_value": "ab"})), FAILED,
     "/blocks/0/element/initial_value"),
    ("files that dispatch", "modal", modal(asked(INPUTS[4], dispatch_action=True)), FAILED,
     "/blocks/0/dispatch_action"),
    ("a form without a submit button", "modal", {"type": "modal", "title": plain(), "blocks": [asked(INPUTS[1])]},
     "missing_field", ""),
    ("a home with a title", "home", home(title=plain()), "unknown_field", "/title"),
    ("a modal sent as a home", "home", {"type": "modal", "blocks": []}, "invalid_value", "/type"),
    ("an insecure film", "blocks", [VIDEO | {"video_url": "http://a.b"}], FAILED, "/0/video_url"),
    ("a card title as a string", "blocks", [{"type": "card", "title": "Text"}], "wrong_type", "/0/title"),
    ("a card with two icons", "blocks", [CARD | {"icon": PICTURE}], FAILED, "/0"),
    ("a plan title as an object", "blocks", [{"type": "plan", "title": plain()}], "wrong_type", "/0/title"),
    ("a pending task alone", "blocks", [{"type": "task_card", **TASK, "status": "pending"}], "invalid_value",
     "/0/status"),
    ("a table in a container in a container", "blocks", [CONTAINER | {"child_blocks": [CONTAINER]}], "invalid_type",
     "/0/child_blocks/0/type"),
    ("uneven rows", "blocks", [DATA_TABLE | {"rows": [cells(), cells("x", 3)]}], FAILED, "/0/rows"),
    ("rich text in the head", "blocks", [DATA_TABLE | {"rows": [[rich()], cells("x", 1)]}], FAILED, "/0/rows/0/0"),
    ("a slice of nothing", "blocks", [chart(chart={"type": "pie", "segments": [{"label": "a", "value": 0}]})], FAILED,
     "/0/chart/segments/0/value"),
    ("a point without a category", "blocks",
     [chart(chart=chart()["chart"] | {"axis_config": {"categories": ["c0"]}})], FAILED, "/0/chart/series/0/data"),
    ("an empty message", "message", {"channel": "C0123ABCD", "text": ""}, "no_text", ""),
    ("a message to nobody", "message", {"text": "Text"}, "missing_field", ""),
    ("text beside markdown_text", "message", {"channel": "C0123ABCD", "text": "a", "markdown_text": "b"},
     "markdown_text_conflict", "/markdown_text"),
    ("metadata without an event", "message", message(metadata={"event_type": "a"}), "invalid_metadata_format",
     "/metadata"),
    ("a bad block of an attachment", "message", message(attachments=[{"blocks": [{"type": "x"}]}]), "invalid_type",
     "/attachments/0/blocks/0/type"),
    ("metadata on a scheduled message", "schedule", message(post_at=NOW + 1, metadata=METADATA),
     "metadata_breaks_schedule", "/metadata"),
    ("half a file", "modal", modal(asked({"type": "file_input", "max_files": 1.5})), "wrong_type",
     "/blocks/0/element/max_files"),
    ("nobody to choose", "blocks", [actions(MENUS[9] | {"max_selected_items": 0})], FAILED,
     f"{PART}/max_selected_items"),
    ("a number for a text", "message", message(text=5), "wrong_type", "/text"),
    ("a moment gone by", "schedule", message(post_at=NOW), "time_in_past", "/post_at"),
    ("a scheduled message without a moment", "schedule", message(), "missing_field", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "payload", "code", "pointer"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_wrong_payload_is_refused_at_the_place_of_its_fault(kind: Kind, payload: Json, code: str, pointer: str) -> None:
    assert [(found.code, found.pointer) for found in problems(kind, payload, NOW)] == [(code, pointer)]


def nested(levels: int) -> Json:
    value: Json = []
    for _ in range(levels):
        value = [{"type": "auth_provider", "value": "x", "name": plain(), "is_connected": False, "fallback": value}]
    return value


def test_nesting_is_followed_only_so_far() -> None:
    assert problems("blocks", nested(40)) == []
    assert [found.code for found in problems("blocks", nested(10_000))] == ["invalid_json"]


def test_without_the_time_a_scheduled_moment_is_not_judged() -> None:
    assert problems("schedule", message(post_at=1)) == []


def test_a_long_list_is_judged_only_as_far_as_it_may_go() -> None:
    assert problems("blocks", [{}] * 100_000)[0] == Problem("failed_constraint", "", "must be at most 50 items")
    assert len(problems("blocks", [{}] * 100_000)) == 51


# --- nothing raises, and a second judge agrees --------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
KINDS: tuple[Kind, ...] = ("message", "modal", "home", "blocks", "schedule")
SPECIMENS: list[tuple[Kind, Json]] = [
    *(("modal", modal(block)) for block in RICH_MODAL["blocks"]),
    *(("home", home(block)) for block in RICH_HOME["blocks"]),
    *(("message", message(block)) for block in [*EVERYWHERE, actions(WHEN), *NOT_IN_MODALS, *IN_MESSAGES]),
    ("modal", RICH_MODAL | {"blocks": [DIVIDER]}),
    ("message", message(attachments=[{"blocks": [DIVIDER]}], metadata=METADATA)),
    *GALLERY[4:6],
]
GRAFTS: list[Json] = [
    None, True, 0, 1, -1, 2.5, 10**12, "", "x", "x" * 80, "x" * 5000, "2026-02-29", [], {}, [None], ["x"], [[]],
    {"type": "x"}, plain(), mrkdwn(), plain(""), options(1), options(1)[0], CONFIRM, PICTURE, CARD, RICH, DIVIDER,
    TABLE, MENUS[0], PRESSED[0], INPUTS[0], INPUTS[4],
]  # fmt: skip


def places(value: Json) -> list[tuple[Json, Json]]:
    """Every container of a payload with each of its keys or indexes."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [pair for key in keys for pair in [(value, key), *places(value[key])]]


def altered(payload: Json, graft: Json, chance: random.Random) -> Json:
    """The payload with one or two changes: a part lost, replaced, added, repeated, or moved to another name."""
    result = copy.deepcopy(payload)
    for _ in range(chance.choice((1, 1, 2))):
        inside, key = chance.choice(places(result) or [({"x": 1}, "x")])
        change, part = chance.choice(("lose", "replace", "add", "repeat", "rename")), copy.deepcopy(graft)
        if change == "lose":
            del inside[key]
        elif change == "repeat" and isinstance(inside[key], str | list):
            inside[key] = inside[key] * chance.choice((2, 30))
        elif change in {"replace", "repeat"} or isinstance(inside, list):
            inside[key] = part
        else:
            name = chance.choice([name for _, name in places(payload) if isinstance(name, str)])
            inside[name] = inside.pop(key) if change == "rename" else part
    return result


@settings(deadline=None)  # a busy machine is no fault
@given(st.sampled_from(KINDS), ANYTHING)
@example("modal", {"blocks": 10**5000, "type": "modal"})
@example("blocks", [{"type": "rich_text", "elements": [{"type": "text", "text": "\ud800"}]}])
def test_no_json_value_makes_it_raise(kind: Kind, payload: Json) -> None:
    for found in problems(kind, payload, NOW):
        assert isinstance(found, Problem)


@settings(deadline=None)  # a busy machine is no fault
@given(st.sampled_from(SPECIMENS), ANYTHING, st.integers(0, 10**6))
def test_no_part_gone_wrong_makes_it_raise(specimen: tuple[Kind, Json], graft: Json, seed: int) -> None:
    kind, payload = specimen
    for found in problems(kind, altered(payload, graft, random.Random(seed)), NOW):
        assert isinstance(found, Problem)


@pytest.fixture(scope="module")
def second_judge() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Another check of Block Kit, with its own structure and its own cases."""
    if not SECOND_JUDGE.is_dir():
        pytest.skip("the second judge lies in ../shared/slack, which is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SECOND_JUDGE))
        yield importlib.import_module("slack_validate"), importlib.import_module("test_slack_validate")


def test_the_cases_of_a_second_judge_are_judged_the_same(second_judge: tuple[ModuleType, ModuleType]) -> None:
    _, cases = second_judge
    verdicts = {}
    for label, build, limit in cases.BOUND:
        kind = build(1).get("type", "message")
        verdicts[label] = (problems(kind, build(limit)) == [], problems(kind, build(limit + 1)) == [])
    assert verdicts == {label: (True, False) for label, _, _ in cases.BOUND}
    assert [label for label, kind, payload in cases.BAD if not problems(kind, payload, 1000)] == []


STRICTER = (
    # The other judge leaves these arguments of chat.postMessage unread.
    r"wrong_type /(channel|text|markdown_text|attachments(/\d+)?|metadata/event_(type|payload)) ",
    r"no_text  ",  # Slack has nothing to post when the text is there and empty.
    r"wrong_type .* must be a whole number$",  # The other judge counts in fractions.
    # Limits the reference pages state and the other judge has not, and numbers that mean nothing below them.
    r"failed_constraint .*/max_selected_items must be at least 1 *$",
    r"failed_constraint .*/(min_query_length|offset|row_header_column_index) must be at least 0 *$",
    r"failed_constraint .*/(positive|negative)_button/(text/text|value|accessibility_label) must be at most",
    r"failed_constraint .* min_lines is more than max_lines$",
)


def test_a_second_judge_agrees_on_altered_payloads(second_judge: tuple[ModuleType, ModuleType]) -> None:
    judge, _ = second_judge
    chance = random.Random(1)
    accepted = 0
    for _ in range(4000):
        kind, payload = chance.choice(SPECIMENS)
        payload = altered(payload, chance.choice(GRAFTS), chance)
        found = [" ".join(problem) for problem in problems(kind, payload, NOW)]
        accepted += not found
        if refused(judge, kind, payload):
            assert found, payload
        else:
            assert [text for text in found if not any(re.match(known, text) for known in STRICTER)] == [], payload
    assert 300 < accepted < 3700, "the alterations should leave some payloads right and make some wrong"


def refused(judge: ModuleType, kind: Kind, payload: Json) -> bool:
    """The other judge raises on some payloads whose types are wrong, which is a refusal too."""
    try:
        return any(issue.level == "error" for issue in judge.check(kind, payload, now=NOW))
    except (AttributeError, TypeError, KeyError, ValueError):
        return True
