"""The WSGI app: Slack's requests (signature first), and whether we live."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask, Response, request
from slack_bolt import App

from bot import clock, logs, migration, store
from bot.settings import Settings
from bot.store import worker
from handlers import door, shape

SKEW_SECONDS = 300
LARGEST_BODY = 1_000_000
_log = logs.get("web")


def create(app: App, settings: Settings) -> Flask:
    """The web application around a Bolt app."""
    web = Flask("spire", static_folder=None)
    web.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    secrets = [secret.encode() for secret in settings.secrets]

    @web.post("/slack/events")
    def slack() -> Response:
        raw = request.get_data(cache=False)
        if not _signed(secrets, raw, request.headers.get("X-Slack-Request-Timestamp", ""), request.headers.get("X-Slack-Signature", "")):
            return Response(status=401)
        asked = shape.read(_parsed(raw, request.mimetype))  # parsed once: Bolt reads what was looked at, and no header that nobody signed
        if asked is None:
            _log.warning("malformed", bytes=len(raw))
            return Response(status=400)
        answer = door.take_in(app, asked)
        return Response(answer.body, answer.status, content_type=answer.first_headers().get("content-type", "text/plain;charset=utf-8"))

    @web.get("/healthz")
    def healthz() -> Response:
        """The process is up."""
        return Response("ok\n", content_type="text/plain")

    @web.get("/readyz")
    def readyz() -> Response:
        """Database, migrations, delivery: one line each."""
        wrong = _not_ready()
        return Response("\n".join(wrong or ["ready"]) + "\n", 503 if wrong else 200, content_type="text/plain")

    return web


def _signed(secrets: list[bytes], raw: bytes, stamp: str, signature: str) -> bool:
    """Slack's v0 signature by any secret that counts, at most five minutes old or early. Never raises, as the SDK's does for what is not UTF-8."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and signature.isascii()):
        return False
    if abs(clock.real().timestamp() - int(stamp)) > SKEW_SECONDS:
        return False
    said = b"v0:" + stamp.encode() + b":" + raw
    return any(hmac.compare_digest(f"v0={hmac.new(secret, said, hashlib.sha256).hexdigest()}", signature) for secret in secrets)


def _parsed(raw: bytes, mimetype: str) -> Any:
    """The body as plain values; None for what cannot be read."""
    try:
        if mimetype == "application/json":
            return json.loads(raw.decode())
        form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return None


def _not_ready() -> list[str]:
    try:
        if not migration.current():
            return ["migrations: run spire migrate"]
        with store.reading() as db:
            return [] if worker.alive(db, clock.real()) else ["delivery: no worker was alive in the last 30 seconds"]
    except Exception as error:  # noqa: BLE001 - whatever the database dies of, the answer is the same
        _log.warning("not ready", error=type(error).__name__)
        return ["database: not reachable"]
