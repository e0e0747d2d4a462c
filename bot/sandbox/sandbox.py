"""The sandbox as a whole: a Slack with people in it, for one bot."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.sandbox.changes import Changes
from bot.sandbox.control import Control
from bot.sandbox.elements import ImpossibleError
from bot.sandbox.front import Front
from bot.sandbox.page import Page
from bot.sandbox.people import People
from bot.sandbox.server import Server
from bot.sandbox.web_api import WebApi
from bot.sandbox.world import World

Json = dict[str, Any]


UNHURRIED = 60.0
"""Seconds an answer may take while no limits are kept."""


class Sandbox(People, Changes):
    """The Web API is at `{base}/api/`, the control door at `{base}/control/`."""

    def __init__(
        self,
        world: World,
        *,
        signing_secret: str,
        bot_token: str,
        events_url: str = "",
        port: int = 0,
        record: str | Path | None = None,
        retry_scale: float = 1.0,
        patience: float = 3.0,
        seed: int = 0,
        manifest: Json | None = None,
        language: str = "en",
        traveller: Callable[[float], None] | None = None,
    ) -> None:
        """Port 0 takes a free one. `retry_scale` shortens the wait between deliveries of an event, `patience` is the
        time an answer of the bot may take in seconds, `seed` makes faults by chance repeatable. `manifest` is the app's own:
        what the page offers of commands and shortcuts; `language` (da, nb, en) is the page's. `traveller` takes the app along
        to a moment in Unix seconds, and does on the way what is due.
        """
        super().__init__(
            world,
            signing_secret=signing_secret,
            events_url=events_url,
            record=record,
            retry_scale=retry_scale,
            patience=patience,
            seed=seed,
        )
        self._api, self._patience = WebApi(self.state, bot_token), patience
        self.manifest, self.language = manifest or {}, language
        self._traveller = traveller
        front = Front(self.state, self._api, self.faults, self.wire, Control(self), Page(self, self.pulse), self.pulse)
        self._server = Server(port, front)
        self.base = self.state.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self._retries.start()
        self._server.start()

    def stop(self) -> None:
        """Break off what is under way and leave no thread, socket or open file behind."""
        self._server.closing.set()
        self.pulse.beat()  # the pages that listen are let go
        self._server.stop()
        self._retries.stop()
        self.wire.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def fault(
        self,
        kind: str,
        method: str = "*",
        *,
        channel: str | None = None,
        times: int | None = None,
        seconds: float | None = None,
        chance: float | None = None,
        **detail: Any,
    ) -> None:
        """Order a fault for a Web API method or "response_url"; double and bad_signature for what goes to the bot:
        "command", "block_actions", "view_submission", "view_closed", "event".

        It strikes `times` times, or for so many `seconds`, or by `chance` (0 to 1), and only in `channel`; a user id
        there means the direct message. Details: retry_after (429), stored (500, fatal_error, internal_error, garbage),
        delay in seconds (slow; drip: for each byte).
        """
        with self.state.lock:
            where = None if channel is None else self.state.about(channel)
            if where is not None and where not in self.state.people and where not in self.state.channels:
                raise ImpossibleError(f"There is no channel or person {channel!r} in this world.")
        self.faults.order(kind, method, where, times, seconds, chance, detail)

    def no_faults(self) -> None:
        self.faults.clear()

    def limits(self, on: bool = True) -> None:
        """Keep Slack's limits (how often, and the three seconds of an answer), or stop: two months in a second are busy."""
        self._api.limits.on = on
        self._post.patience = self._patience if on else UNHURRIED

    def travel(self, offset_seconds: float) -> None:
        """Set the sandbox clock to real time and this offset. Triggers, signatures and hooks stay in real time."""
        with self.state.lock:
            self.state.offset = offset_seconds

    def travel_to(self, moment: float) -> None:
        """Go to a later moment, in Unix seconds, the app too if it can travel."""
        if moment < self.state.now():
            raise ImpossibleError("Time goes forwards only.")
        if self._traveller:
            self._traveller(moment)
        else:
            self.travel(moment - time.time())

    def send_to(self, url: str) -> None:
        """Where the bot listens from now on; the same as setting `events_url`."""
        self.events_url = url

    def calls(self, method: str | None = None) -> list[Json]:
        """The record, oldest first; see wire.py for the entries."""
        return self.wire.entries(method)
