"""The database's versions: up, down and up again, on both databases."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from bot import migration, store
from bot.store.tables import metadata

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def tables() -> set[str]:
    return set(inspect(store.engine()).get_table_names())


def test_it_goes_up_down_and_up(connected: None) -> None:
    assert (migration.current(), tables()) == (True, {"alembic_version", *metadata.tables})
    migration.downgrade("base")
    assert (migration.current(), tables()) == (False, {"alembic_version"})
    migration.upgrade()
    assert (migration.current(), tables()) == (True, {"alembic_version", *metadata.tables})


@pytest.fixture
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    yield
    store.close()


def test_the_models_and_the_migrations_agree(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    command.check(Config(toml_file=PROJECT))  # raises when a migration is missing
    assert "No new upgrade operations detected." in capsys.readouterr().out


def test_alembics_own_commands_find_the_database(environment: None) -> None:
    command.downgrade(Config(toml_file=PROJECT), "base")
    assert tables() == {"alembic_version"}
    command.upgrade(Config(toml_file=PROJECT), "head")
    assert migration.current()


def test_two_processes_that_start_at_once_take_turns(connected: None) -> None:
    migration.downgrade("base")
    failed: list[BaseException] = []

    def start() -> None:
        try:
            migration.upgrade()
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=start) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (failed, migration.current()) == ([], True)


def test_a_database_that_is_away_is_no_version() -> None:
    store.connect("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        migration.current()
    store.close()
    with pytest.raises(RuntimeError, match="connect"):
        migration.current()
