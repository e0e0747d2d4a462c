"""HTTP down to the socket, because faults need it: an answer may be late, dripped or never come."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """`path` is without the query; `headers` have lower-case names."""

    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Outcome:
    """An answer, and how it goes out: after `delay` seconds, a byte each `drip` seconds, or not at all (`drop`).

    With `stream` the body is what that yields, until the sandbox stops or the other side hangs up.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    drip: float = 0.0
    drop: bool = False
    stream: Iterator[bytes] | None = None


class Server(ThreadingHTTPServer):
    """Answers every request with `door`, each connection in a thread of its own."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, door: Callable[[Request], Outcome]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.door = door
        self.closing = threading.Event()
        self.idle = threading.Condition()
        self.live: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more connections, break off those that stand, and wait until their threads are done."""
        self.closing.set()
        if self._thread.ident:
            self.shutdown()
            self._thread.join()
        self.server_close()
        with self.idle:
            for connection in self.live:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self.idle.wait_for(lambda: not self.live, timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        with self.server.idle:
            self.server.live.add(self.connection)

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        with self.server.idle:
            self.server.live.discard(self.connection)
            self.server.idle.notify_all()

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        length = self.headers.get("content-length", "0")
        if not length.isdigit():
            self._send(Outcome(HTTPStatus.LENGTH_REQUIRED))
            return
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(self.server.door(Request(parts.path, parts.query, headers, body)))

    do_GET = do_POST  # noqa: N815 - the name http.server calls

    def log_message(self, *_: object) -> None:
        """The record is kept elsewhere."""

    def _send(self, outcome: Outcome) -> None:
        if outcome.delay:
            self.server.closing.wait(outcome.delay)
        if outcome.drop or self.server.closing.is_set():
            self.close_connection = True
            return
        head = [f"HTTP/1.1 {outcome.status} {HTTPStatus(outcome.status).phrase}", f"Date: {self.date_time_string()}"]
        head += [f"Content-Type: {outcome.content_type}", *([] if outcome.stream else [f"Content-Length: {len(outcome.body)}"])]
        head += [f"{name}: {value}" for name, value in outcome.headers]
        if outcome.stream is not None:
            self.close_connection = True
            self._flow("\r\n".join([*head, "Connection: close", "", ""]).encode("latin-1"), outcome.stream)
            return
        answer = "\r\n".join([*head, "", ""]).encode("latin-1") + outcome.body
        if not outcome.drip:
            self.connection.sendall(answer)
            return
        for byte in answer:
            if self.server.closing.wait(outcome.drip):
                return
            self.connection.sendall(bytes([byte]))

    def _flow(self, head: bytes, stream: Iterator[bytes]) -> None:
        self.connection.sendall(head)
        for chunk in stream:
            if self.server.closing.is_set():
                return
            self.connection.sendall(chunk)
