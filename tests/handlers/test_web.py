"""The web door: who may come in, what is answered before anybody listens, and whether we live."""

import hashlib
import hmac
import io
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from bot import logs, store
from tests import malformed
from tests.bench import spire
from tests.conftest import SECRET, House, wait_until

OLD_SECRET = "the signing secret before it was changed"
COMMAND = {"command": "/spire", "text": "help", "user_id": "U0ANNE", "channel_id": "C0MEDICIN", "trigger_id": "1.2.3", "team_id": "T0SPIRE"}
FORM = urlencode(COMMAND).encode()
Answered = tuple[int, str]


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """What this process logs, as a deployment would write it."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers, root.level
    logs.configure(stream=stream)
    try:
        yield stream
    finally:
        root.handlers = before
        root.setLevel(level)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with listening() as stream:
        yield stream


def post(house: House, body: bytes, content_type: str = "application/x-www-form-urlencoded", **headers: str) -> Answered:
    return ask(house, "POST", "/slack/events", body, {"content-type": content_type, **headers})


def ask(house: House, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answered:
    connection = HTTPConnection("127.0.0.1", house.process.port, timeout=10)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def signed(body: bytes, secret: str = SECRET, stamp: str | None = None) -> dict[str, str]:
    """The two headers. `stamp`: default now."""
    moment = stamp or str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + moment.encode("latin-1") + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": moment, "x-slack-signature": f"v0={digest}"}


def event(**inner: object) -> bytes:
    return json.dumps({"type": "event_callback", "event_id": "Ev01", "team_id": "T0SPIRE", "event": inner}).encode()


@pytest.fixture
def door(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """Only the door, while the secret is being changed."""
    running = House(sqlite_url, tmp_path, work=False, slack_signing_secret_previous=OLD_SECRET)
    yield running
    running.stop()


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), (OLD_SECRET, 200), ("the signing secret of another app", 401)])
def test_both_secrets_count_while_they_are_changed(door: House, secret: str, status: int) -> None:
    assert post(door, FORM, **signed(FORM, secret))[0] == status


@pytest.mark.parametrize(("age", "status"), [(0, 200), (295, 200), (-295, 200), (305, 401), (-305, 401), (86400, 401)])
def test_a_request_counts_for_five_minutes_before_and_after_its_time(door: House, age: int, status: int) -> None:
    assert post(door, FORM, **signed(FORM, stamp=str(int(time.time()) - age)))[0] == status


@pytest.mark.parametrize("stamp", ["", "soon", "-1", "1e9", "9" * 400, "\xb2\xb3", "1700000000.5", "nan"])
def test_a_timestamp_that_is_no_number_is_401(door: House, stamp: str) -> None:
    assert post(door, FORM, **signed(FORM, stamp=stamp) | {"x-slack-request-timestamp": stamp}) == (401, "")


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v0=\xe6\xf8\xe5" + "0" * 61, "\xff", "v1=" + "0" * 64])
def test_a_signature_that_is_none_is_401(door: House, signature: str) -> None:
    assert post(door, FORM, **signed(FORM) | {"x-slack-signature": signature}) == (401, "")


def test_a_request_without_any_signature_is_401(door: House) -> None:
    assert post(door, FORM) == (401, "")


def test_a_signature_of_another_body_is_401(door: House) -> None:
    assert post(door, FORM + b"&text=log", **signed(FORM)) == (401, "")


def test_an_unsigned_body_that_is_no_text_at_all_is_401(door: House) -> None:
    headers = {"x-slack-request-timestamp": str(int(time.time())), "x-slack-signature": "v0=" + "0" * 64}
    assert post(door, b"\xff\xfe\x00", **headers) == (401, "")


def test_slack_is_told_the_challenge_if_it_is_slack(door: House) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV"}).encode()
    status, said = post(door, body, "application/json", **signed(body))
    assert (status, json.loads(said)) == (200, {"challenge": "3eZbrw1aBm2rZgRNFdxV"})
    assert post(door, body, "application/json") == (401, "")


def test_slacks_look_at_the_certificate_is_answered(door: House) -> None:
    body = b"ssl_check=1&token=x"
    assert post(door, body, **signed(body)) == (200, "")


@pytest.mark.parametrize("kind", ["message", "app_home_opened", "nobody_knows_this"])
def test_an_event_that_nobody_listens_for_is_fine(door: House, kind: str) -> None:
    body = event(type=kind, user="U0ANNE", subtype="message_changed")
    assert post(door, body, "application/json", **signed(body)) == (200, "")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b"\xef\xbb\xbf{}", "{}".encode("utf-16"), b"[" * 90_000, b'{"type": "event_callback"}', b'{"type": {}}'],
)
def test_a_signed_body_that_slack_does_not_send_is_400(door: House, body: bytes) -> None:
    assert post(door, body, "application/json", **signed(body)) == (400, "")


def test_a_body_of_two_megabytes_is_not_read(door: House) -> None:
    body = b"text=" + b"x" * 2_000_000
    assert post(door, body, **signed(body))[0] == 413


def test_slack_posts_and_whatever_else_is_asked_for_is_not_there(door: House) -> None:
    assert ask(door, "GET", "/slack/events") == (405, "")
    assert ask(door, "POST", "/slack/event", FORM, signed(FORM))[0] == 404


def test_a_header_that_nobody_signed_changes_nothing(house: House) -> None:
    body = event(type="user_change", user={"id": "U0NEW", "team_id": "T0SPIRE"})
    assert post(house, body, "application/json", **signed(body), **{"x-slack-bolt-lazy-only": "1", "x-slack-bolt-lazy-function-name": "x"}) == (
        200,
        "",
    )
    with store.reading() as db:
        assert db.execute(text("SELECT standing FROM person WHERE user_id = 'U0NEW'")).scalar() == "member"


def test_what_is_said_in_a_request_is_not_logged(door: House, log: io.StringIO) -> None:
    body = urlencode(COMMAND | {"text": "hemmelighed 010190-1234", "user_name": "hemmelighed"}).encode()
    assert post(door, body, **signed(body))[0] == 200  # refused by the guard
    assert post(door, body)[0] == 401
    broken = b'{"type": "event_callback", "event": "hemmelighed"}'
    assert post(door, broken, "application/json", **signed(broken))[0] == 400
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [(line["event"], line.get("text")) for line in lines if line["logger"] in {"spire.door", "spire.web"}] == [
        ("refused", "privacy-cpr"),
        ("malformed", None),
    ]
    assert "hemmelighed" not in log.getvalue()
    assert "010190" not in log.getvalue()


def test_it_says_that_the_process_is_up(door: House) -> None:
    assert ask(door, "GET", "/healthz") == (200, "ok\n")


def test_it_is_ready_when_everything_is_there(any_house: House) -> None:
    wait_until(lambda: ask(any_house, "GET", "/readyz") == (200, "ready\n"))


def test_it_is_not_ready_while_nobody_delivers(door: House) -> None:
    status, said = ask(door, "GET", "/readyz")
    assert (status, said.partition(":")[0]) == (503, "delivery")


def test_it_is_not_ready_when_delivery_stopped_a_while_ago(door: House) -> None:
    with store.transaction() as db:
        db.execute(text("INSERT INTO worker (name, beat_at) VALUES ('gone', '2024-01-01 00:00:00.000000')"))
    status, said = ask(door, "GET", "/readyz")
    assert (status, said.partition(":")[0]) == (503, "delivery")


def test_it_is_not_ready_before_the_migrations(tmp_path: Path) -> None:
    house = House(f"sqlite:///{tmp_path}/empty.db", tmp_path, work=False)
    try:
        status, said = ask(house, "GET", "/readyz")
        assert (status, said.partition(":")[0]) == (503, "migrations")
        assert ask(house, "GET", "/healthz") == (200, "ok\n")
    finally:
        house.stop()


def test_it_is_not_ready_without_a_database(tmp_path: Path) -> None:
    house = House("postgresql+psycopg://spire@127.0.0.1:9/spire", tmp_path, work=False)
    try:
        status, said = ask(house, "GET", "/readyz")
        assert (status, said.partition(":")[0]) == (503, "database")
        assert ask(house, "GET", "/healthz") == (200, "ok\n")
    finally:
        house.stop()


def test_malformed_requests_break_nothing_and_nothing_of_them_is_logged(tmp_path: Path) -> None:
    with spire(tmp_path, meetings=1) as child:
        outcome = malformed.send(child.port, malformed.requests(7, 1500, child.slack))
        assert malformed.alive(child.port)
    assert outcome.broken == []
    assert malformed.told(tmp_path / "spire.log") == []
    taken_in = sum(number for (kind, status), number in outcome.statuses.items() if (kind, status) == ("mutated", 200))
    assert taken_in > 200, "most were refused at once: the listeners were hardly tried"
