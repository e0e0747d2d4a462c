"""Requests that Slack would never send, by the thousand, against a running Spire. `python -m tests.malformed` sends 10,000.

No answer may be 5xx, none may come from a bug, and nothing of any body may be in what the process prints: every text in a request is `MARKER`.
"""

import argparse
import hashlib
import hmac
import json
import random
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench import spire
from tests.conftest import SECRET

Json = dict[str, Any]
MARKER = "hemmelig æble nr."
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SENDERS, BATCH = 4, 200
NEVER = 0
"""The status where the server hung up without an answer."""


@dataclass(frozen=True)
class Request:
    """A whole request, byte by byte. `kind` says what is wrong with it."""

    kind: str
    raw: bytes


@dataclass
class Outcome:
    """How often each status came, and the requests that it may not have come to."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    broken: list[tuple[int, Request]] = field(default_factory=list)

    def table(self) -> str:
        kinds = sorted({kind for kind, _ in self.statuses})
        return "\n".join(
            f"{kind:<12}" + " ".join(f"{status or 'hung up'}: {number}" for (one, status), number in sorted(self.statuses.items()) if one == kind)
            for kind in kinds
        )


def requests(seed: int, number: int, slack: str) -> Iterator[Request]:
    """`number` malformed requests, the same for the same seed. `slack`: where the sandbox is, for response_urls."""
    chance = random.Random(seed)
    makers = {"unsigned": 2, "transport": 1, "body": 2, "mutated": 5}
    for _ in range(number):
        kind = chance.choices(list(makers), list(makers.values()))[0]
        yield Request(kind, globals()[f"_{kind}"](chance, slack))


def send(port: int, sent: Iterator[Request]) -> Outcome:
    """All of them, a few at a time."""
    outcome = Outcome()
    with ThreadPoolExecutor(SENDERS) as pool:
        while some := list(islice(sent, BATCH)):
            for request, status in zip(some, pool.map(lambda request: _status(port, request.raw), some), strict=True):
                outcome.statuses[request.kind, status] += 1
                if status >= 500:
                    outcome.broken.append((status, request))
    return outcome


def told(log: Path) -> list[str]:
    """Lines of the process's output that tell what was in a request, or of a bug."""
    lines = log.read_text(errors="replace").splitlines()
    words = (MARKER, MARKER.encode("unicode_escape").decode(), "æble", "hemmelig")
    return [
        line for line in lines if any(word in line for word in words) or '"event": "bug"' in line or '"level": "error"' in line or "Traceback" in line
    ]


def alive(port: int) -> bool:
    """Does it still answer, and is it ready?"""
    return _status(port, _http("GET", {}, b"", "/readyz")) == 200


def _status(port: int, raw: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            got = b""
            while part := line.recv(65536):
                got += part
                if b"\r\n\r\n" in got:
                    break
        except ConnectionError:  # it had heard enough
            return NEVER
    return int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/") else NEVER


def _http(method: str, headers: dict[str, str | bytes], body: bytes, path: str = "/slack/events", length: int | None = None) -> bytes:
    given = {"Host": "localhost", "Connection": "close", "Content-Length": str(len(body) if length is None else length)} | headers
    lines = b"".join(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n" for name, value in given.items())
    return f"{method} {path} HTTP/1.1\r\n".encode() + lines + b"\r\n" + body


def _signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def _signed(body: bytes, content_type: str, method: str = "POST", **more: Any) -> bytes:
    stamp = str(int(time.time()))
    headers: dict[str, str | bytes] = {"Content-Type": content_type, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": _signature(body, stamp)}
    return _http(method, headers, body, **more)


def _as_sent(payload: Json) -> tuple[bytes, str]:
    """As Slack would send it: events as JSON, commands as a form, everything else as a form with one field."""
    if payload.get("type") in ("event_callback", "url_verification", "app_rate_limited"):
        return json.dumps(payload).encode(), JSON
    if "type" in payload:
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return urlencode(
        {name: value if isinstance(value, str) else json.dumps(value) for name, value in payload.items()}, errors="replace"
    ).encode(), FORM


def _unsigned(chance: random.Random, slack: str) -> bytes:
    """A good body under bad headers."""
    body, content_type = _as_sent(_valid(chance, slack))
    body = chance.choice((body, body + MARKER.encode("latin-1")))
    now = int(time.time())
    stamp = str(now)
    good = _signature(body, stamp)
    stamps: list[str | bytes] = [
        *(str(now + seconds) for seconds in (-301, -3600, 302, 86400)),
        *("", "nå", "-1", "1e9", "0x10", "१२३", "9" * 400, f"{now}.5", f" {now} x", MARKER, "nan", "inf"),
        b"\xff\xfe",
    ]
    signatures: list[str | bytes] = [
        *("", "v0=", good[:-1], good + "0", good.replace("v0", "v1"), good[3:], "v0=" + "é" * 64, MARKER, "v0=" + "0" * 100_000),
        *(_signature(body, stamp, "another signing secret"), _signature(body + b" ", stamp), _signature(body, str(now - 1))),
        b"v0=\xff\x80",
    ]
    headers: dict[str, str | bytes] = {"Content-Type": content_type}
    kind = chance.randrange(4)
    if kind == 0:
        old = chance.choice(stamps)
        text = old.decode("latin-1") if isinstance(old, bytes) else old
        headers |= {"X-Slack-Request-Timestamp": old, "X-Slack-Signature": _signature(body, text)}
    elif kind == 1:
        headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": chance.choice(signatures)}
    elif kind == 2:
        headers |= {f"X-{chance.randrange(99)}-{number}": MARKER * chance.choice((1, 40, 4000)) for number in range(chance.choice((1, 50)))}
    return _http("POST", headers, body)


def _transport(chance: random.Random, slack: str) -> bytes:
    body, content_type = _as_sent(_valid(chance, slack))
    kind = chance.randrange(8)
    if kind == 0:
        return _signed(body, content_type, chance.choice(("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW")))
    if kind == 1:
        return _signed(
            body, content_type, path=chance.choice(("/", "/slack/events/", "/slack", "/%00", "/slack/events?" + "a" * 9000, "//", "/../etc/passwd"))
        )
    if kind == 2:
        return _signed(body, content_type, length=chance.choice((0, 1, len(body) - 1, len(body) + 1, len(body) + 5000, -1, 10**12)))
    if kind == 3:
        return _signed(f"text={MARKER}".encode() * 80_000, content_type)  # about 2 MB
    if kind == 4:
        head, _, _ = _signed(body, content_type).partition(b"Content-Length")
        chunks = chance.choice((b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), b"zz\r\n%b\r\n" % body, b"ffffffff\r\n%b" % body, b"-1\r\n", b""))
        return head + b"Transfer-Encoding: chunked\r\nContent-Type: " + content_type.encode() + b"\r\n\r\n" + chunks
    if kind == 5:
        return _signed(body, content_type).replace(b"HTTP/1.1", chance.choice((b"HTTP/9.9", b"", b"SPDY", b"HTTP/1.0")), 1)
    if kind == 6:
        return chance.choice((b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01\x00", MARKER.encode() + b"\r\n\r\n", b"\r\n\r\n\r\n", b"GET\r\n\r\n"))
    return _signed(body, content_type, length=len(body)).replace(b"\r\n", b"\n", 3)


def _body(chance: random.Random, slack: str) -> bytes:
    """Signed, but not what it says it is."""
    body, content_type = _as_sent(_valid(chance, slack))
    at = chance.randrange(len(body))
    bodies = [
        *(b"", b"{", b"null", b"[]", b"0", b'"', b"\x00", b"\xff\xfe\x00", b"{}" * 50, b"[" * 50_000, b'{"a":' * 20_000, b"9" * 6000, b"&" * 9000),
        *(body[:at], body[at:], body + body, body[::-1], body[:at] + b"\x00" + body[at:], body[:at] + b"\xc3\x28" + body[at:]),
        *(body.decode().encode("utf-16"), b"\xef\xbb\xbf" + body, b"payload=", b"payload=null", b"payload=[]&payload=1", b"payload=%FF%00", b"%%%"),
        *(json.dumps({"payload": MARKER}).encode(), f"payload={MARKER}".encode(), f"command=/spire&text={MARKER}".encode(), b"ssl_check=2"),
        *(
            b'{"type":"event_callback","type":NaN}',
            b'{"type":"url_verification"}',
            b'{"type":"url_verification","challenge":' + b"[" * 900 + b"]" * 900 + b"}",
        ),
    ]
    types = (
        content_type,
        FORM,
        JSON,
        "text/plain",
        "",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "image/png",
        "x" * 3000,
    )
    return _signed(chance.choice(bodies), chance.choice(types))


def _mutated(chance: random.Random, slack: str) -> bytes:
    """Signed and nearly right: some node is something else, is gone, or is new."""
    payload = json.loads(json.dumps(_valid(chance, slack)))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        holder, name = chance.choice(list(_nodes(payload)))
        kind = chance.randrange(8)
        if kind == 0:
            del holder[name]
        elif kind == 1 and isinstance(holder, dict):
            holder[chance.choice(ADDED)] = json.loads(chance.choice(SPOILT))
        else:
            holder[name] = json.loads(chance.choice(SPOILT))
        if not payload:
            break
    return _signed(*_as_sent(payload))


def _nodes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a payload: its holder, and its name or number there."""
    for name, inner in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, name
        if isinstance(inner, dict | list):
            yield from _nodes(inner)


def _nested(depth: int) -> Any:
    found: Any = MARKER
    for _ in range(depth):
        found = {"id": [found]}
    return found


JUNK: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**30,
        1e308,
        "",
        " ",
        [],
        {},
        [None],
        [[]],
        {"id": None},
        {"id": MARKER},
        {"value": 5},
        [MARKER],
        {MARKER: MARKER},
    ),
    *(
        MARKER,
        MARKER * 3000,
        "12; DROP TABLE person",
        "-1",
        "9" * 50,
        "²",
        "🍕",
        "\x00",
        "a\x00b",
        "\ud800",
        "<!channel>",
        "\u202e",
        "../..",
        "%s",
        "{x}",
    ),
    *(
        "null",
        "[]",
        "{}",
        '{"gathering": []}',
        '{"gathering": "9' + "9" * 50 + '", "department": -1, "sequence": "x"}',
        '{"department": 1, "draft": [1]}',
    ),
    *("C0MEDICIN", "U0METTE", "event_callback", "block_actions", "view_submission", "/spire", "http://[", "https://hooks.slack.com", "0001-01-01"),
    *("9999-12-31", "25:99", "16:30+05:00", "13-45", _nested(50), _nested(200), ["U0METTE"] * 2000),
]
SPOILT = [json.dumps(one) for one in JUNK]
ADDED = (
    *(
        "type",
        "command",
        "event_id",
        "ssl_check",
        "challenge",
        "payload",
        "user",
        "user_id",
        "channel",
        "view",
        "state",
        "values",
        "actions",
        "event",
    ),
    *("authorizations", "enterprise", "team", "team_id", "is_ext_shared_channel", "response_urls", "bot_id", "subtype", "selected_option", MARKER),
    *("selected_users", "selected_options", "value", "id", "message", "assistant_thread", "item", "inputs", "function_data", "bot_access_token"),
)
COMMANDS = ("", "help", "language en", "meetings", "setup", "deputy", "handover", "log", "i personalestuen", MARKER)
CLICKED = (
    *("invite", "cancel", "undo", "again", "another", "edit", "who", "yes", "maybe", "no", "plate", "right", "correct", "new_one"),
    *("",),
)
FIELDS: dict[str, Json] = {
    "title": {"type": "plain_text_input", "value": MARKER},
    "place": {"type": "plain_text_input", "value": MARKER},
    "message": {"type": "plain_text_input", "value": None},
    "date": {"type": "datepicker", "selected_date": "2031-05-08"},
    "time": {"type": "timepicker", "selected_time": "16:30"},
    "minutes": {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "1"}, "value": "60"}},
    "seats": {"type": "number_input", "value": "10"},
    "name": {"type": "plain_text_input", "value": MARKER},
    "hospital": {"type": "plain_text_input", "value": MARKER},
    "language": {"type": "static_select", "selected_option": {"value": "da"}},
    "zone": {"type": "static_select", "selected_option": {"value": "Europe/Copenhagen"}},
    "weekdays": {"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "2"}]},
    "closing": {"type": "checkboxes", "selected_options": [{"value": "12-24"}]},
    "coffee": {"type": "timepicker", "selected_time": "09:30"},
    "organisers": {"type": "multi_users_select", "selected_users": ["U0METTE"]},
    "deputy": {"type": "users_select", "selected_user": "U0ANNE"},
    "taker": {"type": "users_select", "selected_user": "U0METTE"},
    "guests": {"type": "static_select", "selected_option": {"value": "1"}},
    "meal": {"type": "checkboxes", "selected_options": [{"value": "vegan"}]},
    "allergies": {"type": "plain_text_input", "value": MARKER},
    "remember": {"type": "checkboxes", "selected_options": []},
    "came": {"type": "multi_users_select", "selected_users": ["U0ANNE"]},
}
FORMS = {
    "gathering.plan": ("title", "date", "time", "minutes", "place", "seats", "message"),
    "gathering.change": ("title", "date", "time", "minutes", "place", "seats", "message"),
    "gathering.plate": ("guests", "meal", "allergies", "remember"),
    "gathering.came": ("came",),
    "department.setup": ("name", "hospital", "language", "zone", "weekdays", "closing", "coffee", "organisers"),
    "department.deputy": ("deputy",),
    "department.taker": ("taker",),
    "no.such.form": ("name",),
}


def _valid(chance: random.Random, slack: str) -> Json:
    """What Slack sends, of every kind, to be spoilt."""
    kinds = (_command, _click, _click_in_form, _submission, _submission, _event, _event, _rest)
    return chance.choice(kinds)(chance, slack)


def _person(chance: random.Random) -> str:
    return chance.choice(("U0METTE", "U0ANNE", "U0JONAS", "W0NOBODY"))


def _trigger(chance: random.Random) -> str:
    return f"{chance.randrange(10**13)}.{chance.randrange(10**12)}.{chance.randbytes(16).hex()}"


def _command(chance: random.Random, slack: str) -> Json:
    return {
        "token": "x",
        "team_id": "T0SPIRE",
        "channel_id": chance.choice(("C0MEDICIN", "C0KIRURGI", "D0DIRECT")),
        "channel_name": MARKER,
        "user_id": _person(chance),
        "user_name": MARKER,
        "command": chance.choice(("/spire", "/pizza", "/nosuch")),
        "text": chance.choice(COMMANDS),
        "api_app_id": "A0SPIRE",
        "is_enterprise_install": "false",
        "response_url": f"{slack}/hooks/response/none",
        "trigger_id": _trigger(chance),
    }


def _interaction(chance: random.Random, kind: str) -> Json:
    return {
        "type": kind,
        "user": {"id": _person(chance), "username": MARKER, "name": MARKER, "team_id": "T0SPIRE"},
        "team": {"id": "T0SPIRE", "domain": MARKER},
        "api_app_id": "A0SPIRE",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": _trigger(chance),
    }


def _click(chance: random.Random, slack: str) -> Json:
    action = chance.choice((f"gathering.{chance.choice(CLICKED)}", "person.language.nb"))
    value = "nb" if action.startswith("person") else chance.choice(("1", "2", "99"))
    return _interaction(chance, "block_actions") | {
        "actions": [{"type": "button", "action_id": action, "block_id": "row", "value": value, "text": {"type": "plain_text", "text": MARKER}}],
        "channel": {"id": "C0MEDICIN", "name": MARKER},
        "container": {"type": "message", "message_ts": "1700000000.000100", "channel_id": "C0MEDICIN", "is_ephemeral": chance.random() < 0.5},
        "message": {"type": "message", "user": "U0SPIRE", "ts": "1700000000.000100", "text": MARKER, "blocks": []},
        "state": {"values": {}},
        "response_url": f"{slack}/hooks/response/none",
    }


def _view(chance: random.Random) -> Json:
    callback = chance.choice(list(FORMS))
    metadata = {"gathering": 1, "department": 1, "sequence": 1, "draft": chance.randbytes(16).hex(), "channel": "C0MEDICIN"}
    return {
        "id": "V0FORM",
        "team_id": "T0SPIRE",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": json.dumps(metadata),
        "hash": "1700000000.abc",
        "title": {"type": "plain_text", "text": MARKER},
        "blocks": [{"type": "input", "block_id": name, "element": {"type": FIELDS[name]["type"], "action_id": name}} for name in FORMS[callback]],
        "state": {"values": {name: {name: FIELDS[name]} for name in FORMS[callback]}},
        "app_installed_team_id": "T0SPIRE",
    }


def _click_in_form(chance: random.Random, slack: str) -> Json:
    click = _click(chance, slack)
    del click["channel"], click["message"], click["response_url"]
    return click | {"view": _view(chance), "container": {"type": "view", "view_id": "V0FORM"}}


def _submission(chance: random.Random, _slack: str) -> Json:
    return _interaction(chance, chance.choice(("view_submission",) * 4 + ("view_closed",))) | {"view": _view(chance), "response_urls": []}


def _event(chance: random.Random, _slack: str) -> Json:
    who = {"id": _person(chance), "team_id": "T0SPIRE", "name": MARKER, "deleted": False, "is_admin": True, "profile": {"real_name": MARKER}}
    happened: Json = chance.choice(
        (
            {"type": "user_change", "user": who, "cache_ts": 1700000000},
            {"type": "team_join", "user": who},
            {"type": "message", "user": "U0ANNE", "text": MARKER, "channel": "C0MEDICIN", "channel_type": "channel", "ts": "1700000000.000100"},
            {"type": "message", "subtype": "message_deleted", "channel": "C0MEDICIN", "previous_message": {"user": "U0ANNE", "text": MARKER}},
            {"type": "app_home_opened", "user": "U0ANNE", "channel": "D0DIRECT", "tab": "home"},
            {"type": "nobody_knows_this", "user": "U0ANNE", "item": {"channel": "C0MEDICIN", "text": MARKER}},
        )
    )
    return {
        "token": "x",
        "team_id": "T0SPIRE",
        "api_app_id": "A0SPIRE",
        "type": "event_callback",
        "event_id": f"Ev{chance.randrange(10**10)}",
        "event_time": 1700000000,
        "event": {**happened, "event_ts": "1700000000.000100"},
        "authorizations": [{"enterprise_id": None, "team_id": "T0SPIRE", "user_id": "U0SPIRE", "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": chance.random() < 0.3,
        "event_context": "4-abc",
    }


def _rest(chance: random.Random, _slack: str) -> Json:
    return chance.choice(
        (
            _interaction(chance, "shortcut") | {"callback_id": MARKER, "action_ts": "1"},
            _interaction(chance, "message_action")
            | {"callback_id": MARKER, "message": {"text": MARKER}, "channel": {"id": "C0MEDICIN", "name": "x"}},
            _interaction(chance, "block_suggestion") | {"action_id": MARKER, "block_id": "x", "value": MARKER},
            {"type": "url_verification", "challenge": MARKER, "token": "x"},
            {"type": "app_rate_limited", "minute_rate_limited": 1700000000, "team_id": "T0SPIRE"},
            {"ssl_check": "1", "token": "x"},
        )
    )


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--number", type=int, default=10_000)
    said.add_argument("--seed", type=int, default=1)
    given = said.parse_args()
    with tempfile.TemporaryDirectory() as name, spire(Path(name), meetings=1) as child:
        begun = time.monotonic()
        outcome = send(child.port, requests(given.seed, given.number, child.slack))
        seconds = time.monotonic() - begun
        ready = alive(child.port)
        log = told(Path(name) / "spire.log")
    print(f"{given.number} requests in {seconds:.0f} s", outcome.table(), f"ready afterwards: {ready}", sep="\n")
    print(f"5xx: {len(outcome.broken)}, lines of the log that tell too much or of a bug: {len(log)}", *log[:10], sep="\n")
    for status, request in outcome.broken[:10]:
        print(status, request.kind, request.raw[:400])


if __name__ == "__main__":
    main()
