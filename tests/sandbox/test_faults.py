"""Slack fails in the ways somebody ordered, so that a bot can learn to live with it."""

import http.client
import socket
import time
import urllib.error
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import ImpossibleError, Sandbox
from tests.sandbox.conftest import SECRET, TOKEN, Bot
from tests.sandbox.test_chat import refused
from tests.sandbox.test_events import until


def post(client: WebClient, channel: str = "C0HALL") -> None:
    client.chat_postMessage(channel=channel, text="x")


def stored(sandbox: Sandbox) -> int:
    return len(sandbox.seen("ada", "hall"))


def test_too_many_requests_come_with_a_time_to_wait(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("429", "chat.postMessage", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as error:
        post(client)
    response = error.value.response
    assert (response.status_code, response.headers["Retry-After"], response["error"]) == (429, "7", "ratelimited")
    assert stored(sandbox) == 0
    post(client)
    assert stored(sandbox) == 1


@pytest.mark.parametrize("kind", ["fatal_error", "internal_error"])
@pytest.mark.parametrize("kept", [True, False])
def test_an_internal_error_may_have_had_its_effect(sandbox: Sandbox, client: WebClient, kind: str, kept: bool) -> None:
    sandbox.fault(kind, "chat.postMessage", stored=kept)
    assert refused(post, client)["error"] == kind
    assert stored(sandbox) == int(kept)


def test_a_server_error_has_no_json(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("500")
    with pytest.raises(SlackApiError) as error:
        post(client)
    assert error.value.response.status_code == 500
    assert stored(sandbox) == 0


def test_garbage_is_html_that_claims_success(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("garbage")
    with pytest.raises(SlackApiError, match="non-JSON"):
        post(client)


def test_a_slow_answer_comes_late_but_the_effect_is_there(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("slow", delay=0.3)
    begun = time.monotonic()
    post(client)
    assert time.monotonic() - begun >= 0.3
    assert stored(sandbox) == 1


def test_a_dripped_answer_defeats_a_timeout_per_read(sandbox: Sandbox) -> None:
    sandbox.fault("drip", "auth.test", delay=0.002)
    client = WebClient(TOKEN, base_url=f"{sandbox.base}/api/", timeout=1)
    begun = time.monotonic()
    assert client.auth_test()["ok"]
    assert time.monotonic() - begun > 0.5


def test_a_dropped_connection_says_nothing_about_the_effect(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("accept_then_drop", times=1)
    with pytest.raises(RemoteDisconnected):
        post(client)
    assert stored(sandbox) == 1
    sandbox.fault("drop", times=1)
    with pytest.raises(RemoteDisconnected):
        post(client)
    assert stored(sandbox) == 1


def test_the_default_client_posts_twice_when_the_answer_is_lost(sandbox: Sandbox) -> None:
    sandbox.fault("accept_then_drop", times=1)
    post(WebClient(TOKEN, base_url=f"{sandbox.base}/api/"))
    assert stored(sandbox) == 2


def test_slack_can_be_down_for_a_while_and_still_be_controlled(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("down", seconds=0.2)
    for _ in range(3):
        with pytest.raises((RemoteDisconnected, urllib.error.URLError)):
            client.auth_test()
    control = http.client.HTTPConnection("127.0.0.1", int(sandbox.base.rpartition(":")[2]))
    control.request("POST", "/control/views", '{"user": "ada"}')
    assert control.getresponse().read() == b'{"ok": true, "result": []}'
    control.close()
    time.sleep(0.2)
    assert client.auth_test()["ok"]


def test_a_fault_keeps_to_its_method_and_channel(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("429", "chat.postMessage", channel="vault")
    assert client.auth_test()["ok"]
    post(client)
    assert refused(post, client, "C0VAULT")["error"] == "ratelimited"
    sandbox.no_faults()
    post(client, "C0VAULT")


def test_a_fault_of_a_direct_message_strikes_by_user_id_too(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("429", channel="U0BO")
    assert refused(post, client, "U0BO")["error"] == "ratelimited"


def test_a_fault_by_chance_is_repeatable(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fault("internal_error", "auth.test", chance=0.5)
    outcomes = []
    for _ in range(20):
        try:
            outcomes.append(bool(client.auth_test()["ok"]))
        except SlackApiError:
            outcomes.append(False)
    assert 4 < sum(outcomes) < 16


def test_a_fault_of_a_place_that_does_not_exist_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ImpossibleError, match="no channel or person 'moon'"):
        sandbox.fault("429", channel="moon")


def test_a_fault_that_does_not_exist_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no fault 'earthquake'"):
        sandbox.fault("earthquake")
    with pytest.raises(ValueError, match="takes no 'colour'"):
        sandbox.fault("slow", colour="red")


def test_a_command_can_come_twice(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.fault("double", "command", times=1)
    sandbox.command("ada", "hall", "/menu")
    assert len(bot.got) == 2
    assert bot.got[0].body == bot.got[1].body
    assert [call["fault"] for call in sandbox.calls("command")] == ["double", "double"]


def test_an_event_that_comes_twice_looks_like_a_retry(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.fault("double", "event", times=1)
    sandbox.event({"type": "app_home_opened"})
    until(lambda: len(bot.got) == 2)
    assert bot.got[0].body["event_id"] == bot.got[1].body["event_id"]
    assert "x-slack-retry-num" not in bot.got[0].headers
    assert bot.got[1].headers["x-slack-retry-num"] == "1"


def test_a_signature_can_be_wrong(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.fault("bad_signature", times=1)
    sandbox.command("ada", "hall", "/menu")
    sandbox.command("ada", "hall", "/menu")
    verifier = SignatureVerifier(SECRET)
    assert [verifier.is_valid_request(got.raw, got.headers) for got in bot.got] == [False, True]


def test_posting_is_limited_to_one_a_second_with_one_in_advance(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.limits()
    post(client)
    post(client)
    with pytest.raises(SlackApiError) as error:
        post(client)
    assert error.value.response.headers["Retry-After"] == "1"
    post(client, "C0VAULT")
    time.sleep(1.01)
    post(client)
    assert stored(sandbox) == 3


def test_a_method_is_limited_by_its_tier(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.limits()
    for _ in range(20):
        client.users_list()
    with pytest.raises(SlackApiError) as error:
        client.users_list()
    assert 50 <= int(error.value.response.headers["Retry-After"]) <= 60
    assert client.users_info(user="U0ADA")["ok"]
    sandbox.limits(False)
    assert client.users_list()["ok"]


def test_a_kept_connection_carries_many_calls(sandbox: Sandbox) -> None:
    port = int(sandbox.base.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(3):
            connection.sendall(b"POST /api/api.test HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")
