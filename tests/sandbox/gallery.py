"""A bot that shows every block and element Slack allows, and answers in every way Slack allows, or rudely.

`/gallery form` opens a form with every input twice, with and without an initial value; `/gallery needed` one where everything is required;
`/gallery live` one that changes while it is open; `/gallery posts` posts messages with every block. Its home tab has all that may stand there.
"""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk import WebClient

Json = dict[str, Any]
MOMENT = 1_773_325_800  # Thursday 12 March 2026, 15.30 in Copenhagen
PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240"><rect width="480" height="240" fill="#9cc9c3"/>
<circle cx="120" cy="120" r="70" fill="#0b6b63"/><path d="M240 190l70-120 70 120z" fill="#15383a"/></svg>"""
TOWNS = ("Aalborg", "Aarhus", "Bergen", "Bodø", "Odense", "Oslo", "Tromsø", "Trondheim")
EMPTY_KEYS = ("initial_", "focus_on_load")


# --- the small parts ------------------------------------------------------------------------------------------------


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str = "", **more: Any) -> Json:
    return {"text": plain(text or value.title()), "value": value, **more}


def section(text: str, accessory: Json | None = None, **more: Any) -> Json:
    return {"type": "section", "text": marked(text), **({"accessory": accessory} if accessory else {}), **more}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def confirm(**more: Any) -> Json:
    return {"title": plain("Really?"), "text": marked("This *cannot* be undone."), "confirm": plain("Do it"), "deny": plain("Leave it"), **more}


def entry(name: str, element: Json, **more: Any) -> Json:
    """An input block; its block_id differs from the action_id, so that mixing them up is seen."""
    return {"type": "input", "block_id": f"b-{name}", "label": plain(name.capitalize()), "element": element | {"action_id": name}, **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*inlines: Json | str, kind: str = "rich_text_section") -> Json:
    return {"type": kind, "elements": [{"type": "text", "text": one} if isinstance(one, str) else one for one in inlines]}


def styled(text: str, *styles: str) -> Json:
    return {"type": "text", "text": text, "style": dict.fromkeys(styles, True)}


def picture(base: str, text: str) -> Json:
    return {"type": "image", "image_url": f"{base}/picture.svg", "alt_text": text}


FRUIT = [option("apple"), option("banana"), option("cherry", description=plain("Only in July"))]
GROUPS = [{"label": plain("Fruit"), "options": FRUIT}, {"label": plain("Roots"), "options": [option("carrot"), option("beet")]}]
NUMBERS = [option(f"n{number}", f"Number {number}") for number in range(1, 101)]
RICH_OPTIONS = [
    {"text": marked("*Bold* choice"), "value": "bold", "description": marked("with `code`")},
    {"text": marked("_Slanted_ choice"), "value": "slanted"},
    {"text": marked("Plain choice"), "value": "plain"},
]
TOWN = option("oslo", "Oslo")

INPUTS: dict[str, Json] = {
    "text": {"type": "plain_text_input", "max_length": 40, "placeholder": plain("A line"), "initial_value": "One line", "focus_on_load": True},
    "lines": {"type": "plain_text_input", "multiline": True, "min_length": 5, "max_length": 200, "initial_value": "First\nSecond"},
    "number": {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "20", "initial_value": "7"},
    "decimal": {"type": "number_input", "is_decimal_allowed": True, "initial_value": "2.5"},
    "email": {"type": "email_text_input", "initial_value": "ada@example.org"},
    "url": {"type": "url_text_input", "initial_value": "https://example.org/?a=1&b=2"},
    "date": {"type": "datepicker", "initial_date": "2026-03-12"},
    "time": {"type": "timepicker", "initial_time": "16:30", "timezone": "Europe/Copenhagen"},
    "moment": {"type": "datetimepicker", "initial_date_time": MOMENT},
    "menu": {"type": "static_select", "placeholder": plain("A fruit"), "options": FRUIT, "initial_option": FRUIT[1]},
    "grouped": {"type": "static_select", "option_groups": GROUPS, "initial_option": GROUPS[1]["options"][0]},
    "menus": {"type": "multi_static_select", "options": NUMBERS, "initial_options": NUMBERS[:2]},
    "groups": {"type": "multi_static_select", "option_groups": GROUPS, "max_selected_items": 2, "initial_options": [FRUIT[0]]},
    "person": {"type": "users_select", "initial_user": "U0BO"},
    "people": {"type": "multi_users_select", "initial_users": ["U0ADA", "U0BO"]},
    "place": {"type": "conversations_select", "initial_conversation": "C0HALL", "filter": {"include": ["public", "private"]}},
    "places": {"type": "multi_conversations_select", "initial_conversations": ["C0HALL"], "filter": {"include": ["public", "private"]}},
    "channel": {"type": "channels_select", "initial_channel": "C0HALL"},
    "channels": {"type": "multi_channels_select", "initial_channels": ["C0HALL"]},
    "fetched": {"type": "external_select", "min_query_length": 0, "initial_option": TOWN},
    "searched": {"type": "multi_external_select", "min_query_length": 2, "initial_options": [TOWN]},
    "one": {"type": "radio_buttons", "options": RICH_OPTIONS, "initial_option": RICH_OPTIONS[0]},
    "some": {"type": "checkboxes", "options": RICH_OPTIONS, "initial_options": RICH_OPTIONS[:2]},
    "rich": {"type": "rich_text_input", "initial_value": rich(line("Some ", styled("bold", "bold"), " words"))},
}


def untouched(element: Json) -> Json:
    return {key: value for key, value in element.items() if not key.startswith(EMPTY_KEYS)}


# --- forms ------------------------------------------------------------------------------------------------------------


def modal(callback_id: str, blocks: list[Json], **more: Any) -> Json:
    title, submit, close = plain(more.pop("title", "Gallery")), plain("Send"), plain("Not now")
    return {"type": "modal", "callback_id": callback_id, "title": title, "submit": submit, "close": close, "blocks": blocks, **more}


def full_form() -> Json:
    pairs = [
        [
            entry(name, element, hint=plain(f"A {element['type']}")),
            entry(f"{name}-empty", untouched(element), optional=True),
        ]
        for name, element in INPUTS.items()
    ]
    return modal("form", [*(block for pair in pairs for block in pair), entry("files", {"type": "file_input"}, optional=True)])


def needed_form() -> Json:
    """Every input empty and required."""
    return modal("needed", [entry(name, untouched(element)) for name, element in INPUTS.items()], title="All of it")


def question(**more: Any) -> Json:
    """Its answer says what the bot does with the form."""
    return modal("question", [entry("answer", {"type": "plain_text_input"}), entry("other", {"type": "plain_text_input"}, optional=True)], **more)


def live_form(base: str, told: str = "Nothing yet") -> Json:
    on_letters = {"trigger_actions_on": ["on_character_entered"]}
    blocks = [
        *({"type": "alert", "level": level, "text": marked(f"An alert: *{level}*")} for level in ("default", "info", "warning", "error", "success")),
        section(f"Told: {told}", block_id="told"),
        entry("on enter", {"type": "plain_text_input"}, dispatch_action=True, optional=True),
        entry("on letters", {"type": "plain_text_input", "dispatch_action_config": on_letters}, dispatch_action=True, optional=True),
        entry("chosen", {"type": "static_select", "options": FRUIT}, dispatch_action=True, optional=True),
        entry("quiet", {"type": "plain_text_input"}, optional=True, hint=plain(f"Told: {told}")),
        {"type": "actions", "block_id": "row", "elements": [*buttons(), {"type": "overflow", "action_id": "overflow", "options": FRUIT}]},
        *accessories(base),
        *looks(base),
    ]
    return modal("live", blocks, title="It changes", notify_on_close=True)


def buttons() -> list[Json]:
    return [
        button("press", "Press", value="pressed"),
        button("proceed", "Go on", style="primary", value="on"),
        button("destroy", "Destroy", style="danger", confirm=confirm(style="danger"), value="gone"),
        button("visit", "Visit", url="https://example.org/", accessibility_label="Visit the example"),
    ]


def accessories(base: str) -> list[Json]:
    """Each element that may stand beside a section."""
    skipped = {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "datetimepicker"}
    chosen = {name: untouched(element) for name, element in INPUTS.items() if element["type"] not in skipped}
    beside = [section(f"Beside: *{name}*", element | {"action_id": f"beside-{name}"}, block_id=f"s-{name}") for name, element in chosen.items()]
    trigger = {"trigger": {"url": "https://slack.com/shortcuts/Ft0/1"}}
    return [
        *beside,
        section("Beside: *button*", button("beside-button", "Press")),
        section("Beside: *overflow*", {"type": "overflow", "action_id": "beside-overflow", "options": FRUIT, "confirm": confirm()}),
        section("Beside: *image*", picture(base, "A landscape")),
        section(
            "Beside: *workflow_button*",
            {"type": "workflow_button", "action_id": "beside-workflow", "text": plain("Run"), "workflow": trigger},
        ),
        {"type": "actions", "elements": [{"type": "datetimepicker", "action_id": "row-moment", "initial_date_time": MOMENT}]},
    ]


# --- what is only looked at ---------------------------------------------------------------------------------------------


def looks(base: str) -> list[Json]:
    """Blocks without anything to press, which may stand everywhere."""
    everything = "*Bold*, _slanted_, ~struck~, `code`, <https://example.org|a link>, <@U0ADA>, <#C0HALL>, <!here>, :tada: and 1 &lt; 2 &amp; 3"
    quoted = f"> Quoted\n> twice\n```\npreformatted\n  text\n```\n• an item\n<!date^{MOMENT}^{{date_long}} {{time}}|12 March>"
    return [
        {"type": "header", "text": plain("A header :wave:")},
        section(everything),
        section(quoted),
        {
            "type": "section",
            "fields": [marked(f"*Field {number}*\nvalue {number}") for number in range(1, 6)],
            "accessory": picture(base, "A thumbnail"),
        },
        {"type": "context", "elements": [picture(base, "A little picture"), marked("*Context* with"), plain("words :eyes:")]},
        {"type": "divider"},
        {"type": "image", "title": plain("A picture's title"), **{k: v for k, v in picture(base, "A landscape").items() if k != "type"}},
        {"type": "image", "slack_file": {"id": "F0PICTURE"}, "alt_text": "A picture in Slack's files"},
        rich_text(),
        card(base, "A card"),
        {
            "type": "video",
            "title": plain("A video"),
            "title_url": "https://example.org/video",
            "video_url": "https://example.org/embed",
            "thumbnail_url": f"{base}/picture.svg",
            "alt_text": "The first picture of the video",
            "description": plain("What it is about"),
            "author_name": "Ada",
            "provider_name": "Example",
            "provider_icon_url": f"{base}/picture.svg",
        },
        {
            "type": "auth_provider",
            "value": "calendar",
            "name": plain("Calendar"),
            "is_connected": False,
            "description": plain("See when you are free"),
            "icon_url": f"{base}/picture.svg",
            "auth_url": "https://example.org/connect",
        },
    ]


def rich_text() -> Json:
    inlines: list[Json | str] = [
        "Text ",
        styled("bold", "bold"),
        " ",
        styled("slanted", "italic"),
        " ",
        styled("struck", "strike"),
        " ",
        styled("code", "code"),
        " ",
        styled("both", "bold", "italic"),
        " ",
        {"type": "link", "url": "https://example.org/", "text": "a link"},
        " ",
        {"type": "user", "user_id": "U0ADA"},
        " ",
        {"type": "channel", "channel_id": "C0HALL"},
        " ",
        {"type": "broadcast", "range": "here"},
        " ",
        {"type": "usergroup", "usergroup_id": "S0GROUP"},
        " ",
        {"type": "emoji", "name": "tada"},
        " ",
        {"type": "date", "timestamp": MOMENT, "format": "{date_long} {time}", "fallback": "12 March"},
        " ",
        {"type": "color", "value": "#0b6b63"},
    ]
    return rich(
        line(*inlines),
        {"type": "rich_text_list", "style": "bullet", "elements": [line("an item"), line("another")]},
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [line("inside")]},
        {"type": "rich_text_list", "style": "ordered", "offset": 2, "border": 1, "elements": [line("the third"), line("the fourth")]},
        line("A quote", kind="rich_text_quote"),
        line("def preformatted():\n    return True", kind="rich_text_preformatted"),
    )


def card(base: str, title: str) -> Json:
    name = title.lower().replace(" ", "-")
    return {
        "type": "card",
        "block_id": f"{name}",
        "icon": picture(base, "A sign"),
        "title": plain(title),
        "subtitle": marked("with a *subtitle*"),
        "body": marked("and a body"),
        "subtext": plain("and a subtext"),
        "actions": [button(f"{name}-yes", "Yes", style="primary"), button(f"{name}-no", "No")],
    }


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def amount(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": str(value)}


def arranged(base: str) -> list[Json]:
    """What may not stand in a form."""
    rows = [[cell(town), amount(number * 12), amount(number / 4)] for number, town in enumerate(TOWNS, 1)]
    head = [cell("Town"), cell("Beds"), cell("Wards")]
    colour = [rich(line(styled("Bold", "bold"))), cell("Plain"), amount(3)]
    return [
        {"type": "table", "column_settings": [{"is_wrapped": True}, {"align": "center"}, {"align": "right"}], "rows": [head, colour, *rows[:2]]},
        {"type": "data_table", "caption": "Beds by town", "page_size": 3, "row_header_column_index": 0, "rows": [head, *rows]},
        {"type": "carousel", "elements": [card(base, f"Card {number}") for number in range(1, 5)]},
        {
            "type": "container",
            "block_id": "box",
            "title": plain("A container"),
            "subtitle": marked("that *folds*"),
            "is_collapsible": True,
            "child_blocks": [
                section("Inside the container", block_id="box-section"),
                {"type": "actions", "block_id": "box-row", "elements": [button("box-press", "Press inside")]},
            ],
        },
    ]


def chart(kind: str) -> Json:
    days = ["Mon", "Tue", "Wed"]
    if kind == "pie":
        shown: Json = {"type": "pie", "segments": [{"label": day, "value": number} for number, day in enumerate(days, 2)]}
    else:
        values = {"Coming": [3, 5, 4], "Not coming": [2, -1, 1.5]}
        series = [
            {"name": name, "data": [{"label": day, "value": value} for day, value in zip(days, each, strict=True)]} for name, each in values.items()
        ]
        shown = {"type": kind, "series": series, "axis_config": {"categories": days, "x_label": "Day", "y_label": "People"}}
    return {"type": "data_visualization", "title": f"A {kind} chart", "chart": shown}


def tasks() -> list[Json]:
    details, output = rich(line("Looked into it")), rich(line("Found ", styled("three", "bold")))
    sources = [{"type": "url", "url": "https://example.org/", "text": "The source"}]
    task = {"type": "task_card", "task_id": "t1", "title": "A task", "status": "complete", "details": details, "output": output, "sources": sources}
    planned = [
        {"task_id": f"p{number}", "title": f"Step {status}", "status": status}
        for number, status in enumerate(("complete", "in_progress", "pending", "error"))
    ]
    return [task, {"type": "plan", "title": "A plan", "tasks": planned}]


def remarks() -> Json:
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Good"), "value": "good", "accessibility_label": "This was good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    return {
        "type": "context_actions",
        "elements": [thumbs, {"type": "icon_button", "action_id": "trash", "icon": "trash", "text": plain("Delete"), "value": "deleted"}],
    }


MARKDOWN = """# A heading
**Bold**, _slanted_, ~~struck~~, `code` and [a link](https://example.org)

1. one
2. two
   - inside

> quoted

| Town | Beds |
|:-----|-----:|
| Oslo | 12   |

```
preformatted
```
- [x] done
- [ ] to do
"""


def posts(base: str) -> dict[str, Json]:
    """Messages by their name; every block stands in one of them."""
    row = [*buttons(), {"type": "overflow", "action_id": "overflow", "options": FRUIT}]
    attached = [
        {"color": "#0b6b63", "blocks": [section("*In an attachment*", button("attached", "Press the attached")), {"type": "divider"}]},
        {
            "color": "danger",
            "fallback": "Old",
            "title": "An old attachment",
            "text": "with *text*",
            "fields": [{"title": "A field", "value": "its value"}],
        },
    ]
    return {
        "looks": {"blocks": [*looks(base), {"type": "markdown", "text": MARKDOWN}]},
        "elements": {"blocks": [{"type": "actions", "block_id": "row", "elements": row}, *accessories(base), remarks()]},
        "arranged": {"blocks": [*arranged(base), *tasks()]},
        "charts": {"blocks": [chart("pie"), chart("bar")]},
        "more charts": {"blocks": [chart("line"), chart("area")]},
        "attachments": {"attachments": attached},
    }


def home_tab(base: str, told: str = "Nothing yet") -> Json:
    row = {"type": "actions", "block_id": "row", "elements": buttons()}
    typed = [
        entry("home text", {"type": "plain_text_input"}, dispatch_action=True),
        entry("home rich", {"type": "rich_text_input"}, dispatch_action=True),
        entry("home date", {"type": "datepicker"}, dispatch_action=True),
    ]
    return {"type": "home", "blocks": [section(f"Told: {told}", block_id="told"), row, *typed, *accessories(base), *looks(base), *arranged(base)]}


# --- the bot --------------------------------------------------------------------------------------------------------------

RUDE = {
    "garbage": (200, b'{"nonsense": [1, {"', "application/json"),
    "odd": (200, b'{"options": [{"text": "no object", "value": 7}], "response_action": "dance"}', "application/json"),
    "500": (500, b"Traceback (most recent call last)", "text/plain"),
}


class Gallery:
    """Answers the sandbox at `url`. `got` holds what reached it. `manner` is "" (polite), one of RUDE, or "hangs"."""

    def __init__(self, secret: str) -> None:
        self.got: list[Json] = []
        self.manner = ""
        self.api = WebClient()
        self._secret = secret
        self._closing = threading.Event()
        gallery = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, PICTURE, "image/svg+xml")

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                self._answer(*gallery.reply(raw, self.headers["x-slack-request-timestamp"], self.headers["x-slack-signature"]))

            def _answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """The sandbox hangs up when it has waited long enough."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.url = f"{self.base}/slack/events"

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def kind(self, name: str) -> list[Json]:
        """What came of one type, oldest first."""
        return [body for body in self.got if body.get("type") == name]

    def reply(self, raw: bytes, stamp: str, signature: str) -> tuple[int, bytes, str]:
        signed = hmac.new(self._secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"v0={signed}", signature):
            return 401, b"", "text/plain"
        body = _body(raw)
        self.got.append(body)
        if self.manner == "hangs":
            self._closing.wait(10)
        if self.manner in RUDE:
            return RUDE[self.manner]
        answer = self._answer(body)
        return 200, json.dumps(answer).encode() if answer else b"", "application/json"

    def _answer(self, body: Json) -> Json | None:
        match body.get("type"):
            case None:
                self._command(body)
            case "event_callback":
                if body["event"]["type"] == "app_home_opened":
                    self.api.views_publish(user_id=body["event"]["user"], view=home_tab(self.base))
            case "block_actions":
                self._acted(body)
            case "block_suggestion":
                return self._suggested(body["value"])
            case "view_submission":
                return self._submitted(body["view"])
        return None

    def _command(self, body: Json) -> None:
        forms = {"form": full_form(), "needed": needed_form(), "live": live_form(self.base), "question": question()}
        if body["text"] in forms:
            self.api.views_open(trigger_id=body["trigger_id"], view=forms[body["text"]])
        for name, post in posts(self.base).items() if body["text"] == "posts" else ():
            self.api.chat_postMessage(channel=body["channel_id"], text=name, **post)

    def _acted(self, body: Json) -> None:
        """What was done is written into the form or the home tab it was done in."""
        action = body["actions"][0]
        told = f"{action['action_id']} {json.dumps(_value(action), ensure_ascii=False)}"
        if "view" not in body:
            self.api.chat_postEphemeral(channel=body["channel"]["id"], user=body["user"]["id"], text=f"Told: {told}")
        elif body["view"]["type"] == "home":
            self.api.views_publish(user_id=body["user"]["id"], view=home_tab(self.base, told))
        elif action["action_id"] == "proceed":
            self.api.views_push(trigger_id=body["trigger_id"], view=question(title="On top"))
        else:
            self.api.views_update(view_id=body["view"]["id"], view=live_form(self.base, told))

    def _suggested(self, typed: str) -> Json:
        found = [option(town.lower(), town) for town in TOWNS if typed.lower() in town.lower()]
        return {"option_groups": [{"label": plain("Towns"), "options": found}]} if found else {"options": []}

    def _submitted(self, view: Json) -> Json | None:
        if view["callback_id"] != "question":
            return None
        wanted = view["state"]["values"]["b-answer"]["answer"]["value"]
        answers: dict[str, Json] = {
            "errors": {"response_action": "errors", "errors": {"b-other": "Here is something wrong.", "b-answer": "And here."}},
            "update": {"response_action": "update", "view": question(title="Updated")},
            "push": {"response_action": "push", "view": question(title="On top")},
            "clear": {"response_action": "clear"},
        }
        return deepcopy(answers.get(wanted))


def _body(raw: bytes) -> Json:
    if raw.startswith(b"{"):
        return dict(json.loads(raw))
    form: Json = dict(parse_qsl(raw.decode(), keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else form


def _value(action: Json) -> Any:
    """What was chosen or typed, plainly."""
    for key in ("selected_option", "selected_options"):
        if key in action:
            found = action[key]
            return [one["value"] for one in found] if isinstance(found, list) else found["value"]
    holding = [key for key in action if key in ("value", "rich_text_value") or key.startswith("selected_")]
    return action[holding[0]] if holding else None


def everything(base: str) -> Iterator[tuple[str, str, Json]]:
    """Every payload of the gallery: a name, its kind for the checker, and the payload."""
    yield from (("full form", "modal", full_form()), ("needed form", "modal", needed_form()), ("live form", "modal", live_form(base)))
    yield from (("question", "modal", question()), ("home", "home", home_tab(base)))
    yield from ((name, "message", {"channel": "C0HALL", "text": name, **post}) for name, post in posts(base).items())
