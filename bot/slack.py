"""Speaking to Slack, with a deadline for the whole call. Only doors do it, and never inside a transaction.

The SDK's time-out is per read, so an answer that drips could hold a thread for ever. A call therefore runs on a thread of a small pool, and whoever
asked stops waiting at the deadline; the thread is freed when the connection ends. The SDK's own repeating is switched off: it would send a message
twice when the connection dies after Slack read it.
"""

import re
import socket
import ssl
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.rules.delivery import DEADLINE, Answer, meaning

PRIVATE_DEADLINE = timedelta(seconds=1.5)
"""For the one call that a handler makes while Slack waits for its answer."""
HOOKS = "hooks.slack.com"
_ERROR = re.compile(r"[a-z0-9_]{1,58}")
"""Slack's words for what went wrong; the longest has some 40 letters, and a letter's `reason` holds this many."""
_BODY_IN_JSON = ("chat.", "views.")
_CALLS_AT_ONCE = 32


class Slack:
    """The Web API of one workspace. `api_url` ends in a slash."""

    def __init__(self, token: str, api_url: str) -> None:
        self._client = WebClient(token=token, base_url=api_url, timeout=int(DEADLINE.total_seconds()), retry_handlers=[])
        self._host = urlsplit(api_url).netloc
        self._pool = ThreadPoolExecutor(_CALLS_AT_ONCE, thread_name_prefix="slack")
        self._closed = threading.Event()

    def call(self, method: str, deadline: timedelta = DEADLINE, **arguments: Any) -> tuple[Answer, dict[str, Any]]:
        """Call a method: how it ended, and Slack's body when it is ok. Never raises for what the network or Slack does."""
        as_json = method.startswith(_BODY_IN_JSON)
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            future = self._pool.submit(self._client.api_call, method, json=given if as_json else None, params=None if as_json else given)
        except RuntimeError:  # the pool is shut: this process is stopping
            return Answer("away", "stopping"), {}
        return _ended(future, deadline)

    def wait(self, time: timedelta) -> None:
        """Sleep as long as Slack asked for; shorter when this process stops."""
        self._closed.wait(time.total_seconds())

    def respond(self, response_url: str | None, payload: dict[str, Any], deadline: timedelta = PRIVATE_DEADLINE) -> Answer:
        """Answer a click privately through its response_url."""
        try:
            host = urlsplit(response_url or "").netloc
        except ValueError:
            host = ""
        if not response_url or host not in {HOOKS, self._host}:
            return Answer("refused", "no_response_url")
        hook = WebhookClient(response_url, timeout=int(DEADLINE.total_seconds()), retry_handlers=[])
        future = self._pool.submit(hook.send_dict, payload)
        try:
            answer = future.result(deadline.total_seconds())
        except Exception as error:  # noqa: BLE001 - a failed private answer never undoes what was done; the caller logs it
            future.cancel()
            return Answer("unclear", type(error).__name__)
        return meaning(answer.status_code, None if answer.status_code == 200 else "hook", None)

    def scopes(self) -> tuple[Answer, frozenset[str], dict[str, Any], str | None]:
        """auth.test: how it ended, the token's scopes, the body, and Slack's own clock (the Date header)."""
        future = self._pool.submit(self._client.api_call, "auth.test")
        answer, body = _ended(future, DEADLINE)
        if answer.kind != "ok":
            return answer, frozenset(), body, None
        headers = {name.lower(): value for name, value in future.result().headers.items()}
        granted = headers.get("x-oauth-scopes", "")
        return answer, frozenset(scope.strip() for scope in granted.split(",") if scope.strip()), body, headers.get("date")

    def close(self) -> None:
        self._closed.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


def _ended(future: "Future[Any]", deadline: timedelta) -> tuple[Answer, dict[str, Any]]:
    try:
        response = future.result(deadline.total_seconds())
    except TimeoutError:
        never_began = future.cancel()
        return Answer("away" if never_began else "unclear", "deadline"), {}
    except SlackApiError as error:
        return _refused(error), {}
    except URLError as error:
        before_sending = isinstance(error.reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError)
        return Answer("away" if before_sending else "unclear", type(error.reason).__name__), {}
    except Exception as error:  # noqa: BLE001 - whatever else a connection can die of, it may have arrived
        return Answer("unclear", type(error).__name__), {}
    return Answer("ok"), dict(response.data)


def _refused(error: SlackApiError) -> Answer:
    data = error.response.data if isinstance(error.response.data, dict) else {}
    said = data.get("error")
    wait = next((value for name, value in error.response.headers.items() if name.lower() == "retry-after"), None)
    if said is not None and not _ERROR.fullmatch(str(said)):
        said = "garbage" if error.response.status_code == 200 else None  # the SDK puts a body it cannot read there
    try:
        return meaning(error.response.status_code, said or ("garbage" if error.response.status_code == 200 else None), float(wait) if wait else None)
    except ValueError:
        return meaning(error.response.status_code, said, None)
