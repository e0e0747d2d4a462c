"""The record: one entry for every call, hook use and request to the bot."""

import json
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

Json = dict[str, Any]
KEPT = 50_000


class Wire:
    """Entries hold time (Unix seconds, real), direction (to_slack, to_bot), method, request without tokens, status,
    answer, problems (empty when all was valid), ms, fault and their number from 1 on.
    """

    def __init__(self, path: str | Path | None, heard: Callable[[], None] = lambda: None) -> None:
        """With a path every entry is also appended there as a line of JSON, flushed at once. `heard` is called after each."""
        self._heard, self._count = heard, 0
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self._file: TextIO | None = Path(path).open("a", encoding="utf-8") if path else None  # noqa: SIM115 - close() is ours

    def add(self, entry: Json) -> None:
        with self._lock:
            self._count += 1
            numbered = entry | {"number": self._count}
            self._entries.append(numbered)
            if self._file:
                self._file.write(json.dumps(numbered, ensure_ascii=False, default=str) + "\n")
                self._file.flush()
        self._heard()

    def after(self, number: int, most: int) -> list[Json]:
        """The newest entries after the one of this number, oldest first, at most so many."""
        with self._lock:
            return [entry for entry in self._entries if entry["number"] > number][-most:]

    def entries(self, method: str | None = None) -> list[Json]:
        with self._lock:
            return [entry for entry in self._entries if method in (None, entry["method"])]

    def close(self) -> None:
        with self._lock:
            if self._file:
                self._file.close()
                self._file = None
