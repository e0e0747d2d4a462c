"""The database's version: up to date, or brought up to date. Works from a checkout and from an installed wheel."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot import store

_LOCK = 0x5B1E


def upgrade(revision: str = "head") -> None:
    """Bring the connected database to `revision`; two processes that start at once take turns."""
    writing = store.engine(write=True)  # SQLite: whoever comes second waits
    with as_file(files("migrations")) as folder, store.engine().begin() as turn, writing.connect() as connection:
        if turn.dialect.name == "postgresql":
            turn.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))  # let go when the transaction ends, not when the connection is closed
        config = _config(str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def downgrade(revision: str) -> None:
    """Back to `revision` ("base": nothing left). For tests and for emergencies."""
    with as_file(files("migrations")) as folder, store.engine().connect() as connection:
        config = _config(str(folder))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def current() -> bool:
    """Is the connected database at the newest version?"""
    with as_file(files("migrations")) as folder, store.engine().connect() as connection:
        newest = ScriptDirectory.from_config(_config(str(folder))).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == newest


def _config(folder: str) -> Config:
    config = Config()
    config.set_main_option("script_location", folder)
    return config
