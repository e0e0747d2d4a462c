"""The database's history, for Alembic; `spire migrate` runs it, also from an installed wheel."""
