"""Socket Mode, for hospitals whose firewall lets nothing in: the same door over a connection that we open ourselves.

The SDK changes to a new connection when Slack asks it to. Everything else is the watchdog's: a connection that closed, and one that went deaf without
noticing (bolt-python #1529). Our pings are answered every few seconds, and when nothing was heard for a minute the whole client is thrown away and a
new one made. The SDK's own reconnecting is off: it ran beside the watchdog, and a client thrown away in the middle of it came back as a connection
that Slack talked to and nobody read.
"""

import json
import threading

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import clock, logs
from handlers import door, shape

SILENCE_SECONDS = 60.0
LOOK_EVERY_SECONDS = 5.0
THREADS = 16
_log = logs.get("socket")


class Socket:
    """Listens until stopped. Starting does not need Slack: the watchdog connects, and connects again."""

    def __init__(self, app: App, app_token: str, api_url: str, silence: float = SILENCE_SECONDS, look_every: float = LOOK_EVERY_SECONDS) -> None:
        self._app, self._app_token, self._api_url = app, app_token, api_url
        self._silence, self._look_every = silence, look_every
        self._client: SocketModeClient | None = None
        self._heard_at = 0.0
        self._stop = threading.Event()
        self._look = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="socket-watchdog", daemon=True)

    def start(self) -> None:
        self._watchdog.start()

    def stop(self) -> None:
        self._stop.set()
        self._look.set()
        self._watchdog.join(timeout=15)
        self._hang_up()

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                if self._client is None or not self._client.is_connected() or self._silent():
                    self._hang_up()
                    self._call()
            except Exception as error:  # noqa: BLE001 - Slack is down or refuses; the next round tries again
                _log.warning("not connected", error=type(error).__name__)
                self._hang_up()
            self._look.wait(self._look_every)
            if not self._stop.is_set():
                self._look.clear()

    def _call(self) -> None:
        self._heard_at = clock.real().timestamp()
        web = WebClient(base_url=self._api_url, retry_handlers=[], timeout=10)
        self._client = SocketModeClient(
            app_token=self._app_token, web_client=web, auto_reconnect_enabled=False, ping_interval=min(5.0, self._look_every), concurrency=THREADS
        )
        self._client.socket_mode_request_listeners.append(self._take_in)
        self._client.on_message_listeners.append(self._hear)
        self._client.on_close_listeners.append(lambda _code, _reason: self._look.set())
        self._client.connect()
        if not self._client.is_connected():
            raise ConnectionError
        _log.info("connected")

    def _silent(self) -> bool:
        session = self._client.current_session if self._client else None
        heard = max(self._heard_at, (session.last_ping_pong_time if session else None) or 0.0)
        silent = clock.real().timestamp() - heard > self._silence
        if silent:
            _log.warning("silence", seconds=round(clock.real().timestamp() - heard))
        return silent

    def _hear(self, _message: str) -> None:
        self._heard_at = clock.real().timestamp()

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        for end in (client.disconnect, client.close, client.disconnect) if client else ():  # its own threads may close or renew it at the same time
            try:
                end()
            except Exception as error:  # noqa: BLE001 - it is thrown away either way
                _log.info("hung up", error=type(error).__name__)

    def _take_in(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Through the same door as over HTTP. What is not 200 is not acknowledged, so Slack sends it again."""
        asked = shape.read(request.payload)
        if asked is None:
            _log.warning("malformed", kind=request.type)
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        answer = door.take_in(self._app, asked)
        if answer.status != 200:
            return
        body = json.loads(answer.body) if answer.body.startswith("{") else ({"text": answer.body} if answer.body else None)
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=body))
