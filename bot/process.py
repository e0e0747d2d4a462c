"""One process of Spire: web, worker, or both with the timetable. One process can be the whole bot; many can share the work."""

import threading

from waitress.server import create_server

from bot import store
from bot.actions import lesson
from bot.settings import Settings
from bot.slack import Slack
from handlers import create, web
from handlers.socket import Socket
from jobs.__main__ import timetable
from jobs.worker import Worker

WEB_THREADS = 16


class Process:
    """Built in reading order, started and stopped as one. `port` wins over the settings' port; 0 takes a free one, found in `port` afterwards."""

    def __init__(self, settings: Settings, *, serve: bool = True, work: bool = True, port: int | None = None) -> None:
        store.connect(settings.database_url)
        self.slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        self._serve, self._work, self._stopping = serve, work, threading.Event()
        if serve:
            app = create(settings, self.slack)
            self._server = create_server(
                web.create(app, settings), host=settings.host, port=settings.port if port is None else port, threads=WEB_THREADS
            )
            self.port = int(self._server.effective_port)
            self._socket = Socket(app, settings.slack_app_token.get_secret_value(), settings.slack_api_url) if settings.slack_app_token else None
        if work:
            self.worker = Worker(self.slack, settings.language)
            self.timetable = timetable(self.worker, self.slack)

    def start(self) -> None:
        self.work()
        self.listen()
        self.warm()

    def warm(self) -> None:
        """What the first question would have to wait for is got ready meanwhile, where people ask."""
        if self._serve:
            threading.Thread(target=lesson.warm, name="warm", daemon=True).start()

    def work(self) -> None:
        """Deliver and keep time, where this process does."""
        if self._work:
            self.worker.start()
            self.timetable.start()

    def listen(self) -> None:
        """Take in what people do, where this process does."""
        if self._serve:
            threading.Thread(target=self._listen, name="web", daemon=True).start()
            if self._socket:
                self._socket.start()

    def stop(self) -> None:
        """Take in nothing more, finish what is in hand, let go of the database."""
        if self._serve:
            if self._socket:
                self._socket.stop()
            self._stopping.set()
            self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=5)  # first, or answers would find their socket closed
            self._server.close()
        works = self._work and self.timetable.running
        if works:
            self.worker.stop()
        self.slack.close()
        if works:
            self.timetable.shutdown(wait=True)  # a job left behind would go on in whatever database this process opens next
        store.close()

    def _listen(self) -> None:
        try:
            self._server.run()
        except OSError:  # waitress's loop finds its socket closed: that is how it is told to stop
            if not self._stopping.is_set():
                raise
