"""The workspace in a browser: its files, what a person sees as JSON, and news of it while it happens.

GET `/` and `/page/<file>`; `/see/world`, `/see/sight?user=&channel=`, `/see/wire?after=`, `/see/file?user=&id=`, and
`/see/live?since=`, which never ends (Server-Sent Events). What people do is POSTed to the control door.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, quote

from bot.sandbox.elements import ImpossibleError
from bot.sandbox.pulse import Pulse
from bot.sandbox.server import Outcome, Request
from bot.sandbox.sights import Sights
from bot.sandbox.state import File

Json = dict[str, Any]
KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'self'; img-src * data:; style-src 'self' 'unsafe-inline'"),
)
QUIET = 10.0
"""Seconds after which a page hears that the sandbox is still there."""
WIRE_MOST = 200


class Page:
    def __init__(self, sights: Sights, pulse: Pulse) -> None:
        self._sights, self._pulse = sights, pulse

    def file(self, name: str) -> Outcome:
        """A file of the page; index.html for none."""
        name = name or "index.html"
        found = files("bot.sandbox").joinpath("page", name)
        kind = KINDS.get(name.rpartition(".")[2])
        if "/" in name or kind is None or not found.is_file():
            return Outcome(404, b"There is no such file.", "text/plain")
        return Outcome(200, found.read_bytes(), f"{kind}; charset=utf-8", HEADERS)

    def see(self, what: str, request: Request) -> Outcome:
        asked = {name: values[-1] for name, values in parse_qs(request.query).items()}
        try:
            match what:
                case "world":
                    return _json(self._sights.workspace())
                case "sight":
                    return _json(self._sights.sight(asked.get("user", ""), asked.get("channel", "")))
                case "file":
                    return _download(self._sights.file(asked.get("user", ""), asked.get("id", "")))
                case "wire":
                    return _json(self._sights.wire.after(int(asked.get("after", "0")), WIRE_MOST))
                case "live":
                    return Outcome(200, content_type="text/event-stream", headers=HEADERS[:1], stream=self._news(int(asked.get("since", "-1"))))
                case _:
                    return Outcome(404, b'{"error":"not_found"}')
        except (ImpossibleError, ValueError) as error:
            return _json({"error": str(error)}, 400)

    def _news(self, since: int) -> Iterator[bytes]:
        while True:
            beats = self._pulse.wait(since, QUIET)
            yield f"data: {json.dumps({'boot': self._sights.boot, 'beat': beats})}\n\n".encode()
            since = beats


def _download(file: File) -> Outcome:
    named = ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(file.name)}")
    return Outcome(200, file.content or b"", file.mimetype, (*HEADERS, named))


def _json(body: Json | list[Json], status: int = 200) -> Outcome:
    return Outcome(status, json.dumps(body, ensure_ascii=False, default=str).encode(), headers=HEADERS[:1])
