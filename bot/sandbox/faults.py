"""Faults somebody ordered, and Slack's rate limits."""

import random
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from time import monotonic
from typing import Any

# What each kind may be told besides where and how often it strikes.
KINDS: dict[str, dict[str, Any]] = {
    "429": {"retry_after": 1},
    "500": {"stored": False},
    "fatal_error": {"stored": False},
    "internal_error": {"stored": False},
    "slow": {"delay": 5.0},
    "drip": {"delay": 0.1},
    "accept_then_drop": {},
    "drop": {},
    "garbage": {"stored": False},
    "down": {},
    "double": {},
    "bad_signature": {},
}
TO_BOT = {"double", "bad_signature"}
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}


@dataclass
class Fault:
    """`times` counts down; `until` is monotonic; `channel` is as State.about tells it."""

    kind: str
    method: str
    channel: str | None
    times: int | None
    until: float | None
    chance: float | None
    detail: dict[str, Any]


class Faults:
    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def order(
        self,
        kind: str,
        method: str,
        channel: str | None,
        times: int | None,
        seconds: float | None,
        chance: float | None,
        detail: dict[str, Any],
    ) -> None:
        """Raise ValueError for a kind or a detail that does not exist."""
        if kind not in KINDS:
            raise ValueError(f"There is no fault {kind!r}; there are {', '.join(KINDS)}.")
        if unknown := sorted(set(detail) - set(KINDS[kind])):
            raise ValueError(f"The fault {kind!r} takes no {unknown[0]!r}.")
        until = None if seconds is None else monotonic() + seconds
        with self._lock:
            self._faults.append(Fault(kind, method, channel, times, until, chance, KINDS[kind] | detail))

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def standing(self) -> list[dict[str, Any]]:
        """The faults that are ordered and not used up."""
        with self._lock:
            left = [f for f in self._faults if f.times != 0 and (f.until is None or f.until > monotonic())]
        return [{"kind": f.kind, "method": f.method, "channel": f.channel, "times": f.times, "chance": f.chance} for f in left]

    def take(self, method: str, channel: str | None = None, *, to_bot: bool = False) -> Fault | None:
        """The first fault that strikes here; it is used up by one."""
        with self._lock:
            self._faults = [f for f in self._faults if f.times != 0 and (f.until is None or f.until > monotonic())]
            for fault in self._faults:
                if (fault.kind in TO_BOT) != to_bot or fault.method not in ("*", method):
                    continue
                if fault.channel not in (None, channel):
                    continue
                if fault.chance is not None and self._chance.random() >= fault.chance:
                    continue
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


class Limits:
    """Slack's limits: so many calls a minute for a method, one message a second for a channel with one in advance."""

    def __init__(self) -> None:
        self.on = False
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._posts: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, method: str, tier: int, channel: str) -> int:
        """Seconds to stay away (the Retry-After), or 0 when the call may pass."""
        if not self.on:
            return 0
        with self._lock:
            return self._post(channel) if method == "chat.postMessage" else self._call(method, tier)

    def _post(self, channel: str) -> int:
        now = monotonic()
        free_at = max(self._posts.get(channel, 0.0), now)
        if free_at - now > 1.0:
            return 1
        self._posts[channel] = free_at + 1.0
        return 0

    def _call(self, method: str, tier: int) -> int:
        now, calls = monotonic(), self._calls[method]
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= PER_MINUTE[tier]:
            return max(1, round(60 - (now - calls[0])))
        calls.append(now)
        return 0
