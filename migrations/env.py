"""Alembic's way in: the connection comes from the caller, or from DATABASE_URL when Alembic's own command is used."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from bot import settings, store
from bot.store.tables import Moment, metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_without_the_house,
    )
    with context.begin_transaction():
        context.run_migrations()


def _without_the_house(_kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """History must not change when the house does: our own column type is written down as what it is in the database."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Moment) else False


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with store.connect(settings.read(settings.House).database_url).connect() as connection:
        run(connection)
