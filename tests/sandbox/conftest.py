"""A sandbox with the small club in it, and a bot that answers as each test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox, World

SECRET = "8f742231b10e"
TOKEN = "xoxb-club"
WORLD = Path(__file__).parent / "world.toml"
Json = dict[str, Any]


@dataclass
class Got:
    """A request as it reached the bot."""

    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Json:
        if self.headers["content-type"].startswith("application/json"):
            return dict(json.loads(self.raw))
        form: Json = dict(parse_qsl(self.raw.decode(), keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form


@dataclass
class Bot:
    """`answer` gets a request and returns status, body and content type."""

    got: list[Got] = field(default_factory=list)
    answer: Callable[[Got], tuple[int, bytes, str]] = lambda _: (200, b"", "text/plain")
    headers: Json = field(default_factory=dict)
    url: str = ""

    def says(self, body: Any = "", status: int = 200) -> None:
        kind = "text/plain" if isinstance(body, str) else "application/json"
        raw = body if isinstance(body, str) else json.dumps(body)
        self.answer = lambda _: (status, raw.encode(), kind)

    def bodies(self, kind: str) -> list[Json]:
        return [got.body for got in self.got if got.body.get("type") == kind]

    def events(self, kind: str) -> list[Json]:
        return [body["event"] for body in self.bodies("event_callback") if body["event"]["type"] == kind]


@pytest.fixture
def bot() -> Iterator[Bot]:
    bot = Bot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            got = Got({name.lower(): value for name, value in self.headers.items()}, raw)
            bot.got.append(got)
            status, body, kind = bot.answer(got)
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **bot.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

        def handle_error(self, *_: object) -> None:
            """The sandbox hangs up when it has waited long enough."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    bot.url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    yield bot
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def sandbox(bot: Bot) -> Iterator[Sandbox]:
    made = Sandbox(
        World.load(WORLD),
        signing_secret=SECRET,
        bot_token=TOKEN,
        events_url=bot.url,
        retry_scale=0.002,
        patience=0.5,
    )
    with made:
        yield made


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(TOKEN, base_url=f"{sandbox.base}/api/", retry_handlers=[], timeout=5)


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str = "Hello") -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


def entry(block_id: str, element: Json, **more: Any) -> Json:
    """An input block."""
    label = {"type": "plain_text", "text": block_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def text_input(action_id: str = "text", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    title = {"type": "plain_text", "text": "A form"}
    submit = {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks) or [section()], **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()]}
