"""The parts blocks are made of: composition objects, and the elements people press, choose from or write in.

Sources: the element and composition pages at docs.slack.dev and the types in @slack/types 3.2, read in 2026.
"""

import re

from bot.sandbox import block_rules as rules
from bot.sandbox.block_rich_text import RICH_TEXT
from bot.sandbox.block_shapes import (
    HOME,
    MODAL,
    Choice,
    Flag,
    Items,
    Shape,
    Text,
    Thing,
    Word,
    choice,
    whole,
)

# --- composition objects ------------------------------------------------------------------------------------------


def plain(most: int = 3000) -> Thing:
    return Thing("plain_text", {"text": Text(1, most)}, {"emoji": Flag()})


def mrkdwn(most: int = 3000) -> Thing:
    return Thing("mrkdwn", {"text": Text(1, most)}, {"verbatim": Flag()})


def text(most: int = 3000) -> Choice:
    return choice(plain(most), mrkdwn(most))


LINK = Text(1, 3000, re.compile(r"(https?|slack|mailto|tel):.*", re.IGNORECASE | re.DOTALL), "a URL")
DATE = Text(0, None, re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a date as YYYY-MM-DD")
TIME = Text(0, None, re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"), "a time as HH:mm")
DECIMAL = Text(0, None, re.compile(r"-?[0-9]+(\.[0-9]+)?"), "a number written as a string")

STYLE = Word(("primary", "danger"))
CONFIRM = Thing(None, {"text": text(300)}, {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": STYLE})

_OPTION: dict[str, Shape] = {"text": plain(75), "value": Text(1, 150)}
OPTION = Thing(None, _OPTION, {"description": plain(75)})
LINKED_OPTION = Thing(None, _OPTION, {"description": plain(75), "url": Text(1, 3000)})
RICH_OPTION = Thing(
    None,
    {"text": text(75), "value": Text(1, 150)},
    {"description": text(75)},
    rules=(rules.description_matches_text,),
)
OPTION_GROUP = Thing(None, {"label": plain(75), "options": Items(OPTION, 1, 100)})

CONVERSATION_FILTER = Thing(
    None,
    may={
        "include": Items(Word(("im", "mpim", "private", "public"))),
        "exclude_bot_users": Flag(),
        "exclude_external_shared_channels": Flag(),
    },
)
DISPATCH_CONFIG = Thing(None, may={"trigger_actions_on": Items(Word(("on_enter_pressed", "on_character_entered")))})
SLACK_FILE = Thing(
    None,
    may={"id": Text(), "url": Text()},
    rules=(rules.at_least_one("id", "url"), rules.at_most_one("id", "url")),
)
IMAGE_SOURCE: dict[str, Shape] = {"image_url": Text(1, 3000), "slack_file": SLACK_FILE}
ONE_SOURCE = (rules.at_least_one(*IMAGE_SOURCE), rules.at_most_one(*IMAGE_SOURCE))
IMAGE = Thing("image", {"alt_text": Text(1, 2000)}, IMAGE_SOURCE, rules=ONE_SOURCE)

# --- interactive elements -----------------------------------------------------------------------------------------

ACTION: dict[str, Shape] = {"action_id": Text(1, 255)}
_CONFIRMED = ACTION | {"confirm": CONFIRM}
_FOCUSED = _CONFIRMED | {"focus_on_load": Flag()}
_MENU = _FOCUSED | {"placeholder": plain(150)}
_MULTI = _MENU | {"max_selected_items": whole(1)}
_INPUT = ACTION | {"focus_on_load": Flag(), "placeholder": plain(150), "dispatch_action_config": DISPATCH_CONFIG}
_LABEL: dict[str, Shape] = {"accessibility_label": Text(0, 75)}

BUTTON = Thing(
    "button",
    {"text": plain(75)},
    _CONFIRMED
    | _LABEL
    | {
        "value": Text(0, 2000),
        "url": LINK,
        "style": STYLE,
        "agent_prompt": Text(1, 4000),
        "agent_prompt_display": Text(),
        "visible_to_user_ids": Items(Text()),
    },
)
ICON_BUTTON = Thing(
    "icon_button",
    {"icon": Text(), "text": plain(75)},
    _CONFIRMED | _LABEL | {"value": Text(0, 2000), "visible_to_user_ids": Items(Text())},
)
_FEEDBACK = Thing(None, {"text": plain(75), "value": Text(0, 2000)}, _LABEL)
FEEDBACK_BUTTONS = Thing("feedback_buttons", {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, ACTION)
_TRIGGER = Thing(
    None,
    {"url": Text()},
    {"customizable_input_parameters": Items(Thing(None, {"name": Text(), "value": Text()}))},
)
WORKFLOW_BUTTON = Thing(
    "workflow_button",
    {"text": plain(75), "workflow": Thing(None, {"trigger": _TRIGGER})},
    _CONFIRMED | _LABEL | {"style": STYLE},
)
OVERFLOW = Thing("overflow", {"options": Items(LINKED_OPTION, 1, 5)}, _CONFIRMED)
CHECKBOXES = Thing(
    "checkboxes",
    {"options": Items(RICH_OPTION, 1, 10)},
    _FOCUSED | {"initial_options": Items(RICH_OPTION, 1)},
    rules=(rules.initial_is_offered,),
)
RADIO_BUTTONS = Thing(
    "radio_buttons",
    {"options": Items(RICH_OPTION, 1, 10)},
    _FOCUSED | {"initial_option": RICH_OPTION},
    rules=(rules.initial_is_offered,),
)

_OFFER: dict[str, Shape] = {"options": Items(OPTION, 1, 100), "option_groups": Items(OPTION_GROUP, 1, 100)}
_OFFER_RULES = (rules.at_least_one(*_OFFER), rules.at_most_one(*_OFFER), rules.initial_is_offered)
_QUERY: dict[str, Shape] = {"min_query_length": whole(0)}
_TALKS: dict[str, Shape] = {"default_to_current_conversation": Flag(), "filter": CONVERSATION_FILTER}
_ANSWER: dict[str, Shape] = {"response_url_enabled": Flag()}

SELECTS = (
    Thing("static_select", may=_MENU | _OFFER | {"initial_option": OPTION}, rules=_OFFER_RULES),
    Thing("external_select", may=_MENU | _QUERY | {"initial_option": OPTION}),
    Thing("users_select", may=_MENU | {"initial_user": Text()}),
    Thing("conversations_select", may=_MENU | _TALKS | _ANSWER | {"initial_conversation": Text()}),
    Thing("channels_select", may=_MENU | _ANSWER | {"initial_channel": Text()}),
    Thing("multi_static_select", may=_MULTI | _OFFER | {"initial_options": Items(OPTION, 1)}, rules=_OFFER_RULES),
    Thing("multi_external_select", may=_MULTI | _QUERY | {"initial_options": Items(OPTION)}),
    Thing("multi_users_select", may=_MULTI | {"initial_users": Items(Text())}),
    Thing("multi_conversations_select", may=_MULTI | _TALKS | {"initial_conversations": Items(Text())}),
    Thing("multi_channels_select", may=_MULTI | {"initial_channels": Items(Text())}),
)
PICKERS = (
    Thing("datepicker", may=_MENU | {"initial_date": DATE}, rules=(rules.date_exists,)),
    Thing("timepicker", may=_MENU | {"initial_time": TIME, "timezone": Text(1)}, rules=(rules.zone_exists,)),
)
# Seconds have ten digits; thirteen would be milliseconds.
DATETIME_PICKER = Thing("datetimepicker", may=_FOCUSED | {"initial_date_time": whole(10**9, 10**10 - 1)})

# --- what a person types or uploads ---------------------------------------------------------------------------------

INPUTS = (
    Thing(
        "plain_text_input",
        may=_INPUT
        | {
            "initial_value": Text(0, 3000),
            "multiline": Flag(),
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        rules=(rules.ordered("min_length", "max_length"), rules.initial_value_fits),
    ),
    Thing("email_text_input", may=_INPUT | {"initial_value": Text()}),
    Thing("url_text_input", may=_INPUT | {"initial_value": Text()}),
    Thing(
        "number_input",
        {"is_decimal_allowed": Flag()},
        _INPUT | {"initial_value": DECIMAL, "min_value": DECIMAL, "max_value": DECIMAL},
    ),
    Thing("file_input", may=ACTION | {"filetypes": Items(Text()), "max_files": whole(1, 10)}, surfaces=frozenset({MODAL})),
)
RICH_TEXT_INPUT = Thing(
    "rich_text_input",
    may=_INPUT | {"initial_value": RICH_TEXT, "min_lines": whole(1, 100), "max_lines": whole(1, 100)},
    rules=(rules.ordered("min_lines", "max_lines"),),
    surfaces=frozenset({MODAL, HOME}),
)
