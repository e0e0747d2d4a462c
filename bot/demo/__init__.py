"""Spire without Slack: the story of one pizza meeting as a transcript, or a small hospital to walk about in, in the browser."""

import json
import os
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.demo import tour
from bot.demo.history import History
from bot.demo.opened import Opened
from bot.demo.stage import Stage
from bot.demo.story import tell
from bot.texts import Language, speaker


def play(language: Language, keep: Path | None, write: Callable[[str], None]) -> bool:
    """Play it from beginning to end; True when everything arrived and every message was valid. `keep`: the folder for database, log and record."""
    with _opened(language, keep, 0) as opened:
        return tell(Stage(opened, write))


def walk(language: Language, keep: Path | None, port: int, write: Callable[[str], None], *, details: bool) -> None:
    """Open the workspace, print where, and keep it open until Ctrl-C. Raises OSError when the port is taken."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    with _opened(language, keep, port) as opened:
        History(opened).live()
        tour.post(opened)
        if details:
            write(json.dumps(opened.details(), ensure_ascii=False))
        write(speaker(language).plain("demo-open", address=opened.sandbox.base))
        if not details and _has_screen():
            webbrowser.open(opened.sandbox.base)
        while not done.wait(0.5):
            pass


@contextmanager
def _opened(language: Language, keep: Path | None, port: int) -> Iterator[Opened]:
    with tempfile.TemporaryDirectory(prefix="spire-demo-") as fleeting:
        opened = Opened(keep or Path(fleeting), language, port)
        try:
            yield opened
        finally:
            opened.close()


def _has_screen() -> bool:
    """Elsewhere webbrowser would start a browser in the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
