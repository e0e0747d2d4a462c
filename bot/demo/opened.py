"""A hospital in a stand-in for Slack, and a whole Spire beside it: everything in one process, on this machine alone."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import TextIO

from bot import clock, logs, migration, store
from bot.demo import travel
from bot.process import Process
from bot.sandbox import Sandbox, World
from bot.screens.manifest import manifest
from bot.settings import Settings, read
from bot.texts import Language, Say, speaker

TOKEN = "xoxb-demo"  # noqa: S105 - both ends are ours, on this machine


class Opened:
    """Built in reading order. `folder` gets the database, the log and the record of every request; what an earlier demo left there is replaced.

    Raises OSError when the port is taken.
    """

    def __init__(self, folder: Path, language: Language, port: int = 0) -> None:
        self.language, self.secret = language, secrets.token_hex(16)
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("spire.db*"), folder / "wire.jsonl"]:
            old.unlink(missing_ok=True)
        with as_file(files("bot.demo").joinpath("hospital.toml")) as hospital:
            self.world = _translated(World.load(hospital), speaker(language))
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
        self._log: TextIO = (folder / "spire.log").open("w", encoding="utf-8")
        logs.configure(stream=self._log)
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
        self.process.start()
        self.sandbox.events_url = f"http://127.0.0.1:{self.process.port}/slack/events"

    def close(self) -> None:
        self.process.stop()
        self.sandbox.stop()
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


def _translated(world: World, say: Say) -> World:
    """What people are, in the demo's language."""
    return replace(world, people=tuple(replace(one, title=say.plain(f"demo-title-{one.title}")) for one in world.people))
