"""The timetable: every trigger on one screen. Jobs set nothing in motion that a restart would forget: they only do what rows say is due."""

from apscheduler.schedulers.background import BackgroundScheduler

from bot import clock, store
from bot.slack import Slack
from bot.store import inbound
from jobs import ask, directory, people, step
from jobs.worker import Worker


def timetable(worker: Worker, slack: Slack) -> BackgroundScheduler:
    """The scheduler, not started. In memory only: the database is the truth about time."""
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1})
    scheduler.add_job(step.run, "interval", seconds=5, id="steps", next_run_time=clock.real())
    scheduler.add_job(worker.beat, "interval", seconds=5, id="beat", next_run_time=clock.real())
    scheduler.add_job(people.read, "interval", minutes=1, args=[slack], id="people", next_run_time=clock.real())
    scheduler.add_job(directory.ask, "interval", minutes=10, id="directory", next_run_time=clock.real())
    scheduler.add_job(ask.audit, "interval", minutes=10, id="ask")
    scheduler.add_job(forget_doubles, "interval", hours=1, id="inbound")
    return scheduler


def forget_doubles() -> None:
    with store.transaction() as db:
        inbound.forget(db, clock.now())
