"""A hospital in a stand-in for Slack, and a whole Spire beside it: everything in one process, on this machine alone."""

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from bot import clock, logs, migration, store
from bot.demo import travel
from bot.demo.hospital import Hospital
from bot.process import Process
from bot.sandbox import Sandbox, WorldError
from bot.screens.manifest import manifest
from bot.settings import Settings, read
from bot.texts import Language, speaker

if sys.platform != "win32":
    import fcntl

TOKEN = "xoxb-demo"  # noqa: S105 - both ends are ours, on this machine
LEAP = 1000
"""More ids than a workspace gives out between two times it is written down."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raises WorldError when another demo has this folder. Who is killed lets go of it too; Windows cannot tell."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WorldError(f"{folder} is in use by another demo. Close that one, or choose another folder with --keep.") from None
        yield


class Opened:
    """Built in reading order. `folder`, of which the caller is sure to be the only user, gets the database, the log, the record of every request,
    and the workspace (see `keep`).

    With `go_on` and database and workspace there, it is where it was left (`went_on`); otherwise what an earlier demo left is replaced.
    Deliveries and the timetable wait for `wake`. Raises OSError when the port is taken, WorldError when what was kept cannot be read.
    """

    def __init__(self, folder: Path, language: Language, hospital: Hospital, port: int = 0, *, go_on: bool = False) -> None:
        self.language, self.secret, self.hospital = language, secrets.token_hex(16), hospital.translated(speaker(language))
        self.world, self._kept = self.hospital.world, folder / "workspace.json"
        self._awake, self._beats = False, -1
        self.went_on = go_on and self._kept.is_file() and (folder / "spire.db").is_file()
        if not self.went_on:
            for old in [self._kept, *folder.glob("spire.db*"), folder / "wire.jsonl", folder / "spire.log"]:
                old.unlink(missing_ok=True)
        self.sandbox = Sandbox(
            self.world,
            signing_secret=self.secret,
            bot_token=TOKEN,
            port=port,
            record=folder / "wire.jsonl",
            manifest=manifest(speaker(language), "https://spire.example"),
            language=language,
            traveller=self._travel,
        )
        self._log: TextIO = (folder / "spire.log").open("a", encoding="utf-8")
        logs.configure(stream=self._log)
        if self.went_on:
            self._go_on()
        self.sandbox.start()
        database_url = f"sqlite:///{folder / 'spire.db'}"
        store.connect(database_url)
        migration.upgrade()
        settings = read(
            Settings,
            _env_file=None,  # nothing of a real deployment may leak into the play
            slack_signing_secret=self.secret,
            slack_signing_secret_previous=None,
            slack_bot_token=TOKEN,
            slack_app_token=None,
            slack_api_url=f"{self.sandbox.base}/api/",
            database_url=database_url,
            host="127.0.0.1",
            language=language,
            time_zone="Europe/Oslo" if language == "nb" else "Europe/Copenhagen",
            organisers=(),
        )
        self.zone = settings.zone
        self.process = Process(settings, port=0)
        self.process.listen()
        self.sandbox.events_url = f"http://127.0.0.1:{self.process.port}/slack/events"

    def wake(self) -> None:
        """The past is complete: from now on Spire delivers and keeps time by itself."""
        self._awake = True
        self.process.work()
        self.process.warm()

    def keep(self) -> None:
        """Write the workspace down if something has happened in it, but never before its past is complete, and never by halves."""
        beats, state = self.sandbox.pulse.beats, self.sandbox.state
        if not self._awake or beats == self._beats:
            return
        with state.lock:
            told = json.dumps(state.kept())
        fresh = self._kept.with_suffix(".new")
        fresh.write_text(told, encoding="utf-8")
        fresh.replace(self._kept)
        self._beats = beats

    def _go_on(self) -> None:
        """Be where the workspace was left. What is due since then is done as after any other stop: late, or skipped with a reason."""
        try:
            kept = json.loads(self._kept.read_text(encoding="utf-8"))
            self.sandbox.state.restore(kept | {"ids": kept["ids"] + LEAP})  # the database may know some given out later
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorldError(f"{self._kept} cannot be read back. Delete it to begin anew, or choose another folder with --keep.") from error
        clock.travel(timedelta(seconds=self.sandbox.state.offset))

    def close(self) -> None:
        self.process.stop()
        self.sandbox.stop()
        self.keep()
        self._log.close()
        clock.travel(timedelta(0))

    def details(self) -> dict[str, object]:
        """What another program needs to take part: addresses, the token and the secret, and who and what there is."""
        channels = {one.name: one.id for one in self.world.channels}
        return {
            "page": self.sandbox.base,
            "web_api": f"{self.sandbox.base}/api/",
            "bot_token": TOKEN,
            "signing_secret": self.secret,
            "events_url": self.sandbox.events_url,
            "team_id": self.world.team.id,
            "bot_user_id": self.world.bot.user_id,
            "channels": channels,
            "users": {one.key: one.id for one in self.world.people},
            "foreign_channel": next(one.id for one in self.world.channels if not one.bot),
            "control": f"{self.sandbox.base}/control/",
        }

    def _travel(self, moment: float) -> None:
        travel.to(datetime.fromtimestamp(moment, UTC), self.sandbox)
