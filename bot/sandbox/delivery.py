"""Requests to the bot: signed, three seconds to answer, and events again when they were not taken."""

import hashlib
import hmac
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.faults import Faults

Json = dict[str, Any]
RETRY_AFTER = (0.0, 60.0, 300.0)
WORKERS = 4


@dataclass(frozen=True)
class Delivered:
    """The bot's answer. `error` is None for 2xx, else the reason in Slack's words: http_timeout, connection_failed,
    http_error. `status` is 0 when there was no answer. `copy` answers the second sending of the fault `double`.
    """

    status: int
    text: str
    content_type: str
    ms: float
    error: str | None
    retry_forbidden: bool = False
    fault: str | None = None
    copy: "Delivered | None" = None


class Postbox:
    """Where the requests go. `url` and `patience` may change while the sandbox runs."""

    def __init__(self, url: str, secret: str, patience: float, faults: Faults) -> None:
        """`patience` is how many seconds an answer may take."""
        self.url, self.patience, self._secret, self._faults = url, patience, secret, faults

    def send(self, kind: str, body: bytes, content_type: str, **headers: str) -> Delivered:
        """Send once, or twice when the fault `double` is ordered; the first answer counts."""
        fault = self._faults.take(kind, to_bot=True)
        forged = fault is not None and fault.kind == "bad_signature"
        first = self._once(body, content_type, headers, forged, fault.kind if fault else None)
        if fault is not None and fault.kind == "double":
            again = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"} if kind == "event" else {}
            return replace(first, copy=self._once(body, content_type, headers | again, forged, fault.kind))
        return first

    def _once(self, body: bytes, content_type: str, extra: dict[str, str], forged: bool, fault: str | None) -> Delivered:
        parts = urlsplit(self.url)
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        begun = time.monotonic()
        try:
            connection = connect(parts.hostname or "", parts.port, timeout=self.patience)
            try:
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                connection.request("POST", target or "/", body, self._headers(body, content_type, forged) | extra)
                response = connection.getresponse()
                text = response.read().decode("utf-8", "replace")
            finally:
                connection.close()
        except TimeoutError:
            return Delivered(0, "", "", _since(begun), "http_timeout", fault=fault)
        except (OSError, HTTPException, ValueError):
            return Delivered(0, "", "", _since(begun), "connection_failed", fault=fault)
        error = None if 200 <= response.status < 300 else "http_error"
        if time.monotonic() - begun > self.patience:
            error = "http_timeout"
        stop = response.getheader("x-slack-no-retry") == "1"
        kind = response.getheader("content-type", "")
        return Delivered(response.status, text, kind, _since(begun), error, stop, fault)

    def _headers(self, body: bytes, content_type: str, forged: bool) -> dict[str, str]:
        stamp = str(int(time.time()))
        secret = self._secret + ("-forged" if forged else "")
        digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "*/*",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
        }


def _since(begun: float) -> float:
    return round((time.monotonic() - begun) * 1000, 1)


class Retries:
    """Events waiting to be delivered again, in real time, by a few threads that last as long as the sandbox."""

    def __init__(self, deliver: Callable[[Json, int, str], object], scale: float) -> None:
        """`deliver` gets the body, the number of the retry (1 to 3) and the reason."""
        self._deliver, self._scale = deliver, scale
        self._waiting: list[tuple[float, int, Json, int, str]] = []
        self._turn = 0
        self._changed = threading.Condition()
        self._open = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._open = True
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(WORKERS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self._open = False
            self._waiting.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def add(self, body: Json, number: int, reason: str) -> None:
        """Deliver `body` for the `number`th time again when its moment has come; there is no fourth."""
        if number > len(RETRY_AFTER):
            return
        due = time.monotonic() + RETRY_AFTER[number - 1] * self._scale
        with self._changed:
            self._turn += 1
            heappush(self._waiting, (due, self._turn, body, number, reason))
            self._changed.notify()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._deliver(*job)

    def _next(self) -> tuple[Json, int, str] | None:
        with self._changed:
            while self._open:
                wait = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if wait is not None and wait <= 0:
                    return heappop(self._waiting)[2:]
                self._changed.wait(wait)
            return None
