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
from importlib.resources import as_file, files
from pathlib import Path

from bot.demo import tour
from bot.demo.history import History
from bot.demo.hospital import Hospital
from bot.demo.opened import Opened, alone
from bot.demo.stage import Stage
from bot.demo.story import tell
from bot.sandbox import ImpossibleError, WorldError
from bot.texts import Language, speaker

PAUSE = 2
"""Seconds between two times the workspace is written down; what is younger is lost when the process is killed."""


def play(language: Language, keep: Path | None, write: Callable[[str], None]) -> bool:
    """Play it from beginning to end; True when everything arrived and every message was valid. `keep`: the folder for database, log and record."""
    with _opened(language, keep, None, 0) as opened:
        opened.wake()
        return tell(Stage(opened, write))


def walk(language: Language, keep: Path | None, hospital: Path | None, port: int, write: Callable[[str], None], *, details: bool) -> None:
    """Open the workspace, print where, and keep it open until Ctrl-C. What was kept in `keep` goes on where it was left; `hospital` is the folder
    of another one than ours. Raises OSError when the port is taken, WorldError when the hospital's files are broken.
    """
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    with _opened(language, keep, hospital, port, go_on=True) as opened:
        if not opened.went_on:
            try:
                History(opened).live()
            except ImpossibleError as error:
                raise WorldError(f"The past of this hospital cannot be lived through: {error}") from error
            tour.post(opened)
        opened.wake()
        if details:
            write(json.dumps(opened.details(), ensure_ascii=False))
        write(speaker(language).plain("demo-open", address=opened.sandbox.base))
        if not details and _has_screen():
            webbrowser.open(opened.sandbox.base)
        while not done.wait(PAUSE):
            opened.keep()


@contextmanager
def _opened(language: Language, keep: Path | None, hospital: Path | None, port: int, *, go_on: bool = False) -> Iterator[Opened]:
    with tempfile.TemporaryDirectory(prefix="spire-demo-") as fleeting, as_file(files(__name__).joinpath("nordhavn")) as ours:
        folder = keep or Path(fleeting)
        with alone(folder):
            opened = Opened(folder, language, Hospital.load(hospital or ours), port, go_on=go_on)
            try:
                yield opened
            finally:
                opened.close()


def _has_screen() -> bool:
    """Elsewhere webbrowser would start a browser in the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
