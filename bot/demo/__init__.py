"""The story of one pizza meeting, played against a stand-in for Slack over real signed HTTP, and told as a transcript."""

import tempfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from bot import logs, migration, store
from bot.demo.stage import Stage
from bot.demo.story import tell
from bot.texts import Language


def play(language: Language, keep: Path | None, write: Callable[[str], None]) -> bool:
    """Play it from beginning to end; True when everything arrived and every message was valid. `keep`: the folder for database, log and record."""
    with tempfile.TemporaryDirectory(prefix="spire-demo-") as fleeting, as_file(files(__name__).joinpath("hospital.toml")) as hospital:
        folder = keep or Path(fleeting)
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / "spire.db"
        for old in folder.glob("spire.db*"):
            old.unlink()
        with (folder / "spire.log").open("w", encoding="utf-8") as log:
            logs.configure(stream=log)
            store.connect(f"sqlite:///{database}")
            migration.upgrade()
            stage = Stage(hospital, f"sqlite:///{database}", folder / "wire.jsonl", language, write)
            try:
                return tell(stage)
            finally:
                stage.close()
