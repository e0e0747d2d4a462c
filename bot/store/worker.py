"""Who is at work: each worker process writes down that its delivery loop is alive."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from bot.store import insert_new
from bot.store.tables import worker

ALIVE_FOR = timedelta(seconds=30)


def beat(db: Connection, name: str, real: datetime) -> None:
    if not insert_new(db, worker, name=name, beat_at=real):
        db.execute(update(worker).where(worker.c.name == name).values(beat_at=real))
    db.execute(delete(worker).where(worker.c.beat_at < real - timedelta(days=1)))


def alive(db: Connection, real: datetime) -> bool:
    """Has any worker said so lately?"""
    last = db.execute(select(func.max(worker.c.beat_at))).scalar()
    return last is not None and last > real - ALIVE_FOR
