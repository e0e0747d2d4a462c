"""REMEMBER: all SQL. `connect` once at a door; then `transaction()` to decide and write, `reading()` to look.

On SQLite a write transaction starts with BEGIN IMMEDIATE, so that a decision on a count is made by one at a time; within the process writers queue
on a lock, which is fair, where SQLite's own busy handler sleeps in growing steps. On PostgreSQL the named queries lock the parent row.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Row, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import news

BUSY_MS = 15_000
POOL = 24  # 16 threads of the door, 4 of delivery, the timetable, and room


class _House:
    """The one database of this process."""

    engine: Engine | None = None
    writing: Engine | None = None
    writers: Any = nullcontext()


_house = _House()


def connect(url: str) -> Engine:
    """Open the database at `url` (SQLite or PostgreSQL) for this process; a second call replaces the first."""
    close()
    _house.engine = _house.writing = engine = _opened(url)
    _house.writers = nullcontext()
    if engine.dialect.name == "sqlite":
        _house.writing, _house.writers = _opened(url), threading.Lock()
        _sqlite_ways(engine, "BEGIN")
        _sqlite_ways(_house.writing, "BEGIN IMMEDIATE")
    return engine


def close() -> None:
    for one in (_house.engine, _house.writing):
        if one is not None:
            one.dispose()
    _house.engine = _house.writing = None


def engine(*, write: bool = False) -> Engine:
    found = _house.writing if write else _house.engine
    if found is None:
        raise RuntimeError("store.connect() was not called")
    return found


@contextmanager
def transaction() -> Iterator[Connection]:
    """A write transaction: committed when the block ends, rolled back when it raises."""
    with _house.writers, engine(write=True).begin() as db:
        news.clear(db)
        yield db
        told = news.clear(db)
    if told:
        news.tell()


@contextmanager
def reading() -> Iterator[Connection]:
    """A look, without locks."""
    with engine().connect() as db:
        yield db


def insert_new(db: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless its unique key is there; True when it is new."""
    return inserted(db, table, **values) is not None


def inserted(db: Connection, table: Table, **values: Any) -> Row[Any] | None:
    """The same; the primary key of a new row, else None."""
    return db.execute(_new(table, db.dialect.name), values).first()  # the rowcount of an insert is -1 on PostgreSQL


@cache
def _new(table: Table, dialect: str) -> Insert:
    """Built once, as every statement of a busy moment is: putting it together takes longer than asking it."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing().returning(*table.primary_key)


def reachable() -> bool:
    """Does the database answer?"""
    with reading() as db:
        return db.execute(text("SELECT 1")).scalar() == 1


def _opened(url: str) -> Engine:
    return create_engine(url, hide_parameters=True, pool_size=POOL, max_overflow=POOL, pool_pre_ping=not url.startswith("sqlite"))


def _sqlite_ways(engine: Engine, begin: str) -> None:
    """How SQLite is spoken to. BEGIN is the dialect's and no event: an engine with an event looks for listeners at every statement."""

    def ways(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", ways)
    engine.dialect.do_begin = lambda connection: connection.execute(begin)  # type: ignore[method-assign,assignment]
