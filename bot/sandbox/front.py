"""The doors of the sandbox: the Web API, the response_urls and the control door, with faults and the record."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.sandbox import answers, files
from bot.sandbox.arguments import ApiError, received
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.page import Page
from bot.sandbox.pulse import Pulse
from bot.sandbox.server import Outcome, Request
from bot.sandbox.state import State
from bot.sandbox.web_api import Reply, WebApi, throttled
from bot.sandbox.wire import Wire

Json = dict[str, Any]
HOOK = "response_url"
UNSTORED = {"429", "500", "fatal_error", "internal_error", "garbage", "drop", "down"}


class Front:
    def __init__(
        self, state: State, api: WebApi, faults: Faults, wire: Wire, control: Callable[[str, bytes], Json], page: Page, pulse: Pulse
    ) -> None:
        """`control` runs a verb with its JSON body and returns the JSON answer."""
        self._state, self._api, self._faults, self._wire, self._control = state, api, faults, wire, control
        self._page, self._pulse = page, pulse

    def __call__(self, request: Request) -> Outcome:
        room, _, rest = request.path.lstrip("/").partition("/")
        if room == "api":
            return self._web_api(rest, request)
        if room == "hooks" and rest.startswith("response/"):
            return self._hook(rest.removeprefix("response/"), request)
        if room == "upload":
            with self._state.lock:
                return Outcome(files.receive(self._state, rest, request.body), b"OK", "text/plain")
        if room == "control":
            answer = self._control(rest, request.body)
            self._pulse.beat()
            return _json(Reply(answer, 200 if answer["ok"] else 400))
        if room == "see":
            return self._page.see(rest, request)
        if room in ("", "page"):
            return self._page.file(rest)
        return Outcome(404, b'{"ok":false,"error":"not_found"}')

    def _web_api(self, name: str, request: Request) -> Outcome:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            arguments = received(request.headers.get("content-type", ""), request.query, request.body)
        except ApiError as error:
            refused = Reply(error.body)
            return self._met(name, {}, None, lambda: refused)
        given = arguments.pop("token", None)
        bearer = token if scheme.lower() == "bearer" else given
        with self._state.lock:
            where = self._state.about(str(arguments.get("channel")))
        return self._met(name, arguments, where, lambda: self._api.call(name, arguments, bearer))

    def _hook(self, key: str, request: Request) -> Outcome:
        def use() -> Reply:
            with self._state.lock:
                status, body = answers.hook(self._state, key, request.headers.get("content-type", ""), request.body)
            return Reply(body, status)

        with self._state.lock:
            found = self._state.hooks.get(key)
            where = self._state.about(found.channel) if found else None
        try:
            told = received("application/json", "", request.body)
        except ApiError:
            told = {"unreadable": request.body.decode("utf-8", "replace")}
        return self._met(HOOK, told, where, use)

    def _met(self, method: str, arguments: Json, channel: str | None, run: Callable[[], Reply]) -> Outcome:
        """Run a call under the fault that strikes it, if any, and record it."""
        begun = time.monotonic()
        fault = self._faults.take(method, channel)
        stored = fault is None or fault.detail.get("stored", fault.kind not in UNSTORED)
        reply = run() if stored else Reply({})
        outcome = _json(reply) if fault is None else _faulty(fault, reply)
        answer = None if outcome.drop else outcome.body.decode()
        problems = [reply.body.get("error", ""), *reply.body.get("response_metadata", {}).get("messages", [])]
        self._wire.add(
            {
                "time": time.time(),
                "direction": "to_slack",
                "method": method,
                "status": 0 if outcome.drop else outcome.status,
                "answer": reply.body if fault is None else answer,
                "request": arguments,
                "problems": problems if reply.body.get("ok") is False else [],
                "ms": round((time.monotonic() - begun) * 1000, 1),
                "fault": fault.kind if fault else None,
            }
        )
        return outcome


def _json(reply: Reply) -> Outcome:
    body = json.dumps(reply.body, ensure_ascii=False, default=str).encode()
    return Outcome(reply.status, body, headers=tuple(reply.headers.items()))


def _faulty(fault: Fault, reply: Reply) -> Outcome:
    detail = fault.detail
    match fault.kind:
        case "429":
            return _json(throttled(detail["retry_after"]))
        case "500":
            return Outcome(500, b"Internal Server Error", "text/plain")
        case "fatal_error" | "internal_error":
            return _json(Reply({"ok": False, "error": fault.kind}))
        case "slow":
            return replace(_json(reply), delay=detail["delay"])
        case "drip":
            return replace(_json(reply), drip=detail["delay"])
        case "garbage":
            return Outcome(200, b"<html><body>We will be back shortly</body></html>", "text/html")
        case _:
            return Outcome(drop=True)
