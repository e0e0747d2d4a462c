"""A worker: the delivery threads and the timetable, in this process, until told to stop."""

import os
import socket
import threading
import time

from bot import clock, logs, store
from bot.slack import Slack
from bot.store import news
from bot.store import worker as workers
from bot.texts import Language
from jobs.delivery import Desk

THREADS = 4
LOOK_EVERY = 0.25
"""Seconds: how soon a letter queued by another process, or held back by pace, is noticed."""
STUCK_AFTER = 60.0
_log = logs.get("worker")


class Worker:
    """`start()` and `stop()`; `alive()` is true while every delivery thread goes round."""

    def __init__(self, slack: Slack, language: Language, threads: int = THREADS) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"[:56]
        self._desks = [Desk(slack, f"{self.name}/{number}", language) for number in range(threads)]
        self._went_round: dict[str, float] = {}
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._deliver, args=(desk,), name=desk.name, daemon=True) for desk in self._desks]

    def start(self) -> None:
        for thread in self._threads:
            self._went_round[thread.name] = time.monotonic()
            thread.start()

    def stop(self) -> None:
        """Finish what is in hand; what is not sent by then is found again by its lease."""
        self._stop.set()
        news.tell()
        for thread in self._threads:
            thread.join(timeout=15)

    def alive(self) -> bool:
        return all(time.monotonic() - since < STUCK_AFTER for since in self._went_round.values())

    def beat(self) -> None:
        """Write down for everybody's /readyz that delivery is alive here."""
        if self.alive():
            with store.transaction() as db:
                workers.beat(db, self.name, clock.real())

    def _deliver(self, desk: Desk) -> None:
        while not self._stop.is_set():
            self._went_round[desk.name] = time.monotonic()
            seen = news.count()
            try:
                worked = desk.work()
            except Exception:  # noqa: BLE001 - logged; the loop outlives any one row
                _log.exception("delivery", worker=desk.name)
                worked = False
                self._stop.wait(1)
            if not worked:
                news.wait(seen, LOOK_EVERY)
