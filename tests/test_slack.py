"""Speaking to Slack: a deadline for the whole call, and a word for each way in which it can end."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rules.delivery import Answer
from bot.sandbox import Sandbox, World
from bot.slack import Slack
from tests.conftest import HOSPITAL, SECRET, TOKEN, wait_until

SOON = timedelta(seconds=0.5)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, record=tmp_path / "wire.jsonl") as running:
        yield running


@pytest.fixture
def slack(sandbox: Sandbox) -> Iterator[Slack]:
    speaking = Slack(TOKEN, f"{sandbox.base}/api/")
    yield speaking
    speaking.close()


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], Slack]]:
    """A server that answers everything with the same bytes, whatever they are."""
    servers, speaking = [], []

    def start(answer: bytes) -> Slack:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        speaking.append(Slack(TOKEN, f"http://127.0.0.1:{server.getsockname()[1]}/api/"))
        return speaking[-1]

    yield start
    for one in speaking:
        one.close()
    for server in servers:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def http(status: str, body: str, *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", "Connection: close", *headers]
    return "\r\n".join([*head, "", body]).encode()


def post(slack: Slack, deadline: timedelta = SOON, channel: str = "C0MEDICIN") -> Answer:
    return slack.call("chat.postMessage", deadline, channel=channel, text="hej")[0]


def stored(sandbox: Sandbox) -> int:
    return len(sandbox.seen("anne", "medicinsk"))


def test_a_call_that_ends_well_gives_slacks_answer(sandbox: Sandbox, slack: Slack) -> None:
    answer, body = slack.call("chat.postMessage", channel="C0MEDICIN", text="hej", thread_ts=None)
    assert (answer, body["channel"], stored(sandbox)) == (Answer("ok"), "C0MEDICIN", 1)
    assert sandbox.calls("chat.postMessage")[0]["request"] == {"channel": "C0MEDICIN", "text": "hej"}


def test_a_refusal_is_slacks_own_word(slack: Slack) -> None:
    assert post(slack, channel="C0KIRURGI") == Answer("refused", "not_in_channel")
    assert slack.call("conversations.info", channel="C0NOWHERE") == (Answer("refused", "channel_not_found"), {})


def test_a_wrong_token_is_nobodys_message_being_wrong(sandbox: Sandbox) -> None:
    stranger = Slack("xoxb-wrong", f"{sandbox.base}/api/")
    assert post(stranger) == Answer("away", "invalid_auth")
    assert stranger.scopes() == (Answer("away", "invalid_auth"), frozenset(), {}, None)
    stranger.close()


def test_a_server_that_drips_holds_nobody_beyond_the_deadline(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fault("drip", "chat.postMessage", times=1, delay=0.05)
    begun = time.monotonic()
    assert post(slack) == Answer("unclear", "deadline")
    assert 0.5 <= time.monotonic() - begun < 1.0
    assert stored(sandbox) == 1


def test_a_slow_answer_is_unclear_because_it_may_have_happened(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fault("slow", "chat.postMessage", times=1, delay=1.0)
    assert post(slack) == Answer("unclear", "deadline")


def test_what_never_began_because_all_lines_were_busy_is_away(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fault("slow", "auth.test", delay=1.5)
    busy = [threading.Thread(target=slack.call, args=("auth.test",)) for _ in range(32)]
    for one in busy:
        one.start()
    wait_until(lambda: len(sandbox.calls("auth.test")) == 32)
    answer = post(slack, timedelta(seconds=0.2))
    for one in busy:
        one.join()
    assert (answer, stored(sandbox), sandbox.calls("chat.postMessage")) == (Answer("away", "deadline"), 0, [])


def test_nobody_listening_is_away_and_does_no_harm() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]
    slack = Slack(TOKEN, f"http://127.0.0.1:{free}/api/")
    assert post(slack) == Answer("away", "ConnectionRefusedError")
    nowhere = Slack(TOKEN, "https://nowhere.invalid/api/")
    assert post(nowhere, timedelta(seconds=5)).kind == "away"
    assert nowhere.respond("https://nowhere.invalid/hook", {"text": "x"}, timedelta(seconds=5)).kind == "unclear"
    slack.close()
    nowhere.close()


def test_a_message_is_sent_once_when_the_connection_dies_after_slack_read_it(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fault("accept_then_drop", "chat.postMessage", times=1)
    assert post(slack) == Answer("unclear", "RemoteDisconnected")
    assert (len(sandbox.calls("chat.postMessage")), stored(sandbox)) == (1, 1)


@pytest.mark.parametrize(
    ("fault", "detail", "answer"),
    [
        ("drop", {}, Answer("unclear", "RemoteDisconnected")),
        ("down", {}, Answer("unclear", "RemoteDisconnected")),
        ("500", {"stored": True}, Answer("unclear", "http_500")),
        ("internal_error", {"stored": True}, Answer("unclear", "internal_error")),
        ("fatal_error", {"stored": False}, Answer("unclear", "fatal_error")),
        ("garbage", {"stored": True}, Answer("unclear", "garbage")),
        ("429", {"retry_after": 7}, Answer("throttled", "ratelimited", timedelta(seconds=7))),
    ],
)
def test_each_fault_of_slack_is_one_call_with_one_meaning(sandbox: Sandbox, slack: Slack, fault: str, detail: dict[str, int], answer: Answer) -> None:
    sandbox.fault(fault, "chat.postMessage", **detail)
    found = post(slack)
    assert found.kind == answer.kind
    assert (found.error, found.wait) == (answer.error, answer.wait) or fault == "down"
    assert len(sandbox.calls("chat.postMessage")) == 1


HTML = "<html><h1>Service Unavailable</h1></html>"


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (http("503 Service Unavailable", HTML, "Content-Type: text/html"), Answer("unclear", "http_503")),
        (http("502 Bad Gateway", ""), Answer("unclear", "http_502")),
        (http("200 OK", HTML, "Content-Type: text/html"), Answer("unclear", "garbage")),
        (http("200 OK", ""), Answer("unclear", "garbage")),
        (http("200 OK", '{"ok": fal'), Answer("unclear", "garbage")),
        (http("200 OK", '{"ok": false, "error": "Such an odd <word>"}', "Content-Type: application/json"), Answer("unclear", "garbage")),
        (http("200 OK", '{"ok": false, "error": "%s"}' % ("x" * 200), "Content-Type: application/json"), Answer("unclear", "garbage")),
        (http("200 OK", '{"ok": false}', "Content-Type: application/json"), Answer("unclear", "garbage")),
        (http("200 OK", "[]", "Content-Type: application/json"), Answer("unclear", "garbage")),
        (http("407 Proxy Authentication Required", HTML), Answer("away", "http_407")),
        (http("429 Too Many Requests", "", "Retry-After: 30"), Answer("throttled", "ratelimited", timedelta(seconds=30))),
        (http("429 Too Many Requests", HTML, "retry-after: soon"), Answer("throttled", "ratelimited", timedelta(seconds=1))),
        (b"not http at all\r\n\r\n", Answer("unclear", "BadStatusLine")),
        (b"", Answer("unclear", "RemoteDisconnected")),
    ],
)
def test_what_a_proxy_or_a_broken_server_says_is_understood_or_unclear(answering: Callable[[bytes], Slack], raw: bytes, answer: Answer) -> None:
    found = post(answering(raw), timedelta(seconds=5))
    assert (found.kind, found.wait) == (answer.kind, answer.wait)
    if not raw.startswith((b"not", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n")) and raw:
        assert found.error == answer.error


def test_scopes_and_slacks_clock_come_with_the_first_call(sandbox: Sandbox, slack: Slack) -> None:
    answer, scopes, body, date = slack.scopes()
    assert (answer, body["team_id"], len(scopes)) == (Answer("ok"), "T0SPIRE", 11)
    assert {"chat:write", "im:history"} < scopes
    assert date is not None
    assert date.endswith("GMT")


def response_url(sandbox: Sandbox) -> str:
    with sandbox.state.lock:
        return f"{sandbox.base}/hooks/response/{sandbox.state.hook('C0MEDICIN', 'U0ANNE', None)}"


def test_a_click_is_answered_privately(sandbox: Sandbox, slack: Slack) -> None:
    assert slack.respond(response_url(sandbox), {"text": "tak"}) == Answer("ok")
    assert [message["text"] for message in sandbox.seen("anne", "medicinsk")] == ["tak"]
    assert sandbox.seen("jonas", "medicinsk") == []


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://evil.example/hooks",
        "http://127.0.0.1:1/hooks",
        "https://hooks.slack.com.evil.example/x",
        "http://[broken",
        "hooks.slack.com",
    ],
)
def test_nothing_is_ever_sent_to_an_address_that_is_not_slacks(slack: Slack, url: str | None) -> None:
    assert slack.respond(url, {"text": "x"}) == Answer("refused", "no_response_url")


def test_a_private_answer_that_fails_is_not_tried_again(sandbox: Sandbox, slack: Slack) -> None:
    sandbox.fault("accept_then_drop", "response_url", times=1)
    assert slack.respond(response_url(sandbox), {"text": "x"}).kind == "unclear"
    sandbox.fault("slow", "response_url", times=1, delay=1.0)
    begun = time.monotonic()
    assert slack.respond(response_url(sandbox), {"text": "x"}, timedelta(seconds=0.2)) == Answer("unclear", "TimeoutError")
    assert time.monotonic() - begun < 0.9
    sandbox.fault("500", "response_url", times=1)
    assert slack.respond(response_url(sandbox), {"text": "x"}) == Answer("unclear", "hook")
    assert slack.respond(f"{sandbox.base}/hooks/response/GONE", {"text": "x"}) == Answer("refused", "hook")
    assert len(sandbox.calls("response_url")) == 4
