"""The database's versions: up, down and up again, on both databases."""

import io
import os
import subprocess
import sys
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


def test_the_models_and_the_migrations_agree(environment: None) -> None:
    said = io.StringIO()
    command.check(Config(toml_file=PROJECT, stdout=said))  # raises when a migration is missing
    assert said.getvalue() == "No new upgrade operations detected.\n"


def test_alembics_own_commands_find_the_database(environment: None) -> None:
    command.downgrade(Config(toml_file=PROJECT), "base")
    assert tables() == {"alembic_version"}
    command.upgrade(Config(toml_file=PROJECT), "head")
    assert migration.current()


def test_two_processes_that_start_at_once_take_turns(connected: None, database_url: str) -> None:
    migration.downgrade("base")
    spire = Path(sys.executable).with_name("spire")
    both = [subprocess.Popen([spire, "migrate"], env={**os.environ, "DATABASE_URL": database_url}, stderr=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate(timeout=30)[1] for one in both] == [b"", b""]
    assert [one.returncode for one in both] == [0, 0]
    assert migration.current()


def test_who_has_migrated_lets_the_next_one_in_though_it_lives_on(connected: None, database_url: str) -> None:
    migration.upgrade()
    spire = Path(sys.executable).with_name("spire")
    subprocess.run([spire, "migrate"], env={**os.environ, "DATABASE_URL": database_url}, check=True, capture_output=True, timeout=15)


def test_a_database_that_is_away_is_no_version() -> None:
    store.connect("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        migration.current()
    store.close()
    with pytest.raises(RuntimeError, match="connect"):
        migration.current()
