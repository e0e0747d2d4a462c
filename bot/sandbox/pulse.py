"""The pulse: it beats when something has happened, and whoever waits is told."""

import threading


class Pulse:
    def __init__(self) -> None:
        self._beats = 0
        self._beaten = threading.Condition()

    @property
    def beats(self) -> int:
        return self._beats

    def beat(self) -> None:
        with self._beaten:
            self._beats += 1
            self._beaten.notify_all()

    def wait(self, since: int, seconds: float) -> int:
        """The number of beats: at once if it is another than `since`, else when it changes, or after so many real seconds."""
        with self._beaten:
            self._beaten.wait_for(lambda: self._beats != since, seconds)
            return self._beats
