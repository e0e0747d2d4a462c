"""Socket Mode against a small server of its own: what is said over the connection, and what happens when it closes, goes deaf, or Slack is away."""

import json
import queue
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from bot import store
from bot.settings import Settings
from bot.slack import Slack
from handlers import create
from handlers.socket import Socket
from tests.conftest import TOKEN, wait_until
from tests.handlers.test_web import listening as listened

APP_TOKEN = "xapp-tests"
COMMAND = {
    "command": "/spire",
    "text": "help",
    "user_id": "U0ANNE",
    "channel_id": "C0MEDICIN",
    "trigger_id": "1.2.3",
    "team_id": "T0SPIRE",
}
EVENT = {
    "type": "event_callback",
    "event_id": "Ev01",
    "team_id": "T0SPIRE",
    "event": {"type": "team_join", "user": {"id": "U0NEW", "team_id": "T0SPIRE"}},
}


@dataclass
class SlackSide:
    """Slack's end: the door that hands out addresses, the connections, and everything that was said to them."""

    connections: list[ServerConnection] = field(default_factory=list)
    said: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)
    api: str = ""

    def send(self, kind: str, envelope_id: str, payload: dict[str, Any]) -> None:
        """An envelope over the newest connection."""
        self.connections[-1].send(json.dumps({"type": kind, "envelope_id": envelope_id, "payload": payload, "accepts_response_payload": True}))

    def hear(self) -> dict[str, Any]:
        return self.said.get(timeout=10)

    def hears_nothing(self) -> bool:
        """Asked after something else was answered, so that what was to come would have come."""
        return self.said.empty()

    def take(self, connection: ServerConnection) -> None:
        """One connection: hello, then listen until it closes."""
        self.connections.append(connection)
        try:
            connection.send(json.dumps({"type": "hello", "num_connections": 1}))
            for message in connection:
                self.said.put(json.loads(message))
        except ConnectionClosed:
            pass


@pytest.fixture
def slack_side() -> Iterator[SlackSide]:
    side = SlackSide()
    server = serve(side.take, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    doors = _doors(side, server, 0)
    yield side
    doors.shutdown()
    doors.server_close()
    server.shutdown()


def _doors(side: SlackSide, server: Server, port: int) -> ThreadingHTTPServer:
    """apps.connections.open."""
    address = f"ws://127.0.0.1:{server.socket.getsockname()[1]}/link/?ticket=1"

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            known = self.path == "/api/apps.connections.open" and self.headers["authorization"] == f"Bearer {APP_TOKEN}"
            body = json.dumps({"ok": True, "url": address} if known else {"ok": False, "error": "invalid_auth"}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    doors = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=doors.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    side.api = f"http://127.0.0.1:{doors.server_address[1]}/api/"
    return doors


@pytest.fixture
def app(sqlite_url: str) -> Iterator[App]:
    """Spire's own Bolt app, without a web server or a worker."""
    store.connect(sqlite_url)
    settings = Settings(_env_file=None, slack_app_token=APP_TOKEN, slack_bot_token=TOKEN, slack_api_url="http://127.0.0.1:9/api/")
    slack = Slack(TOKEN, settings.slack_api_url)
    yield create(settings, slack)
    slack.close()
    store.close()


@pytest.fixture
def listening(app: App, slack_side: SlackSide) -> Iterator[Socket]:
    """A connection that was greeted."""
    listener = Socket(app, APP_TOKEN, slack_side.api, look_every=0.1)
    listener.start()
    wait_until(lambda: slack_side.connections)
    yield listener
    _stop(listener, slack_side)


@pytest.fixture
def impatient(app: App, slack_side: SlackSide) -> Iterator[Socket]:
    """The same, where silence of a second counts as deafness."""
    listener = Socket(app, APP_TOKEN, slack_side.api, silence=1.0, look_every=0.1)
    listener.start()
    wait_until(lambda: slack_side.connections)
    yield listener
    _stop(listener, slack_side)


def _stop(listener: Socket, side: SlackSide) -> None:
    """Hanging up from both ends: from one alone the SDK first waits three seconds for what might come."""
    stopping = threading.Thread(target=listener.stop)
    stopping.start()
    for connection in side.connections:
        connection.close()
    stopping.join()


def test_a_command_is_answered_in_its_acknowledgement(listening: Socket, slack_side: SlackSide) -> None:
    slack_side.send("slash_commands", "envelope-1", COMMAND)
    answer = slack_side.hear()
    assert answer["envelope_id"] == "envelope-1"
    assert answer["payload"]["response_type"] == "ephemeral"
    assert "/pizza" in answer["payload"]["text"]


def test_a_form_that_is_refused_is_answered_in_its_acknowledgement(listening: Socket, slack_side: SlackSide) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "older.form", "blocks": [{"type": "input", "block_id": "name"}]}
    slack_side.send("interactive", "envelope-1", {"type": "view_submission", "user": {"id": "U0ANNE"}, "trigger_id": "1.2.3", "view": view})
    answer = slack_side.hear()
    assert answer["payload"]["response_action"] == "errors"
    assert list(answer["payload"]["errors"]) == ["name"]


def test_an_event_is_acknowledged_when_it_is_written_down(listening: Socket, slack_side: SlackSide) -> None:
    slack_side.send("events_api", "envelope-1", EVENT)
    assert slack_side.hear() == {"envelope_id": "envelope-1"}
    with store.reading() as db:
        assert db.exec_driver_sql("SELECT standing FROM person WHERE user_id = 'U0NEW'").scalar() == "member"


def test_an_event_with_a_bug_in_its_listener_is_not_acknowledged(listening: Socket, slack_side: SlackSide) -> None:
    store.close()  # whatever is asked of the database fails
    with listened() as log:
        slack_side.send("events_api", "envelope-1", EVENT)
        wait_until(lambda: '"event": "bug"' in log.getvalue())
    slack_side.send("events_api", "envelope-2", {"type": "url_verification", "challenge": "x"})  # needs no database
    assert slack_side.hear()["envelope_id"] == "envelope-2"
    assert slack_side.hears_nothing()


def test_what_is_malformed_is_acknowledged_so_that_it_does_not_come_again(listening: Socket, slack_side: SlackSide) -> None:
    slack_side.send("slash_commands", "envelope-1", {**COMMAND, "user_id": {"no": "text"}})
    assert slack_side.hear() == {"envelope_id": "envelope-1"}


def test_a_closed_connection_is_opened_again(listening: Socket, slack_side: SlackSide) -> None:
    slack_side.connections[0].close()
    wait_until(lambda: len(slack_side.connections) == 2)
    slack_side.send("slash_commands", "envelope-1", COMMAND)
    assert slack_side.hear()["envelope_id"] == "envelope-1"


def test_a_connection_that_slack_asks_to_renew_is_renewed(listening: Socket, slack_side: SlackSide) -> None:
    slack_side.connections[0].send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
    wait_until(lambda: len(slack_side.connections) == 2)
    slack_side.send("slash_commands", "envelope-1", COMMAND)
    assert slack_side.hear()["envelope_id"] == "envelope-1"


def test_a_quiet_connection_that_answers_pings_is_kept(impatient: Socket, slack_side: SlackSide) -> None:
    heard_at = impatient._heard_at
    wait_until(lambda: impatient._client is not None and (impatient._client.current_session.last_ping_pong_time or 0) > heard_at + 2.5)
    assert len(slack_side.connections) == 1


@pytest.mark.parametrize("sdk_looks", [True, False], ids=["the SDK notices", "the SDK does not notice"])
def test_a_deaf_connection_is_noticed_and_replaced(impatient: Socket, slack_side: SlackSide, sdk_looks: bool) -> None:
    deaf = slack_side.connections[0]
    if not sdk_looks:  # bolt-python #1529
        assert impatient._client is not None
        impatient._client.current_app_monitor.event.set()
    with deaf.protocol_mutex:  # whatever comes is not looked at, pings among it; the connection stays open
        wait_until(lambda: len(slack_side.connections) == 2)
        slack_side.send("slash_commands", "envelope-1", COMMAND)
        assert slack_side.hear()["envelope_id"] == "envelope-1"


def test_starting_does_not_need_slack(app: App) -> None:
    side = SlackSide()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    listener = Socket(app, APP_TOKEN, f"http://127.0.0.1:{port}/api/", silence=1.0, look_every=0.1)
    listener.start()
    server = serve(side.take, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    doors = _doors(side, server, port)
    try:
        wait_until(lambda: side.connections)
        side.send("slash_commands", "envelope-1", COMMAND)
        assert side.hear()["envelope_id"] == "envelope-1"
    finally:
        _stop(listener, side)
        doors.shutdown()
        doors.server_close()
        server.shutdown()
