"""The bot's answers are taken in as Slack does."""

import json
import time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Sandbox, state
from tests.sandbox.conftest import Bot, Got, actions, button, entry, modal, section, text_input
from tests.sandbox.test_people import opened


def test_text_in_the_answer_is_said_to_the_asker_alone(sandbox: Sandbox, bot: Bot) -> None:
    bot.says("Soup today")
    answer = sandbox.command("ada", "hall", "/menu")
    assert answer.shown is not None
    assert (answer.status, answer.error, answer.shown["text"]) == (200, None, "Soup today")
    assert [message["text"] for message in sandbox.seen("ada", "hall")] == ["Soup today"]
    assert sandbox.seen("bo", "hall") == []


def test_an_answer_for_the_channel_is_seen_by_all(sandbox: Sandbox, bot: Bot) -> None:
    bot.says({"response_type": "in_channel", "text": "Soup", "blocks": [section()]})
    sandbox.command("ada", "hall", "/menu")
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["Soup"]


def test_an_empty_answer_says_nothing(sandbox: Sandbox) -> None:
    assert sandbox.command("ada", "hall", "/menu").shown is None
    assert sandbox.seen("ada", "hall") == []


def test_a_slow_bot_is_a_time_out_to_the_person(sandbox: Sandbox, bot: Bot) -> None:
    def slowly(_: Got) -> tuple[int, bytes, str]:
        time.sleep(0.8)
        return 200, b"late", "text/plain"

    bot.answer = slowly
    answer = sandbox.command("ada", "hall", "/menu")
    assert (answer.status, answer.error) == (0, "operation_timeout")
    assert sandbox.seen("ada", "hall")[-1]["text"] == '/menu failed with the error "operation_timeout"'


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("", 500, "dispatch_failed"),
        ("", 404, "dispatch_failed"),
        ({"text": "x", "colour": "red"}, 200, "invalid_answer: invalid_arguments; [ERROR] unknown argument: colour"),
        ({}, 200, "invalid_answer: no_text"),
        ({"text": "x", "response_type": "loud"}, 200, "invalid_answer: invalid_response_type"),
        ("{not json", 200, "invalid_answer: invalid_json"),
    ],
)
def test_an_answer_slack_cannot_use_is_an_error_to_the_person(sandbox: Sandbox, bot: Bot, body: Any, status: int, error: str) -> None:
    bot.says(body, status)
    answer = sandbox.command("ada", "hall", "/menu")
    assert answer.error == error
    assert answer.shown is not None
    assert answer.shown["user"] == "USLACKBOT"
    assert sandbox.calls("command")[-1]["problems"] == [error]


def test_a_bot_that_is_not_there_is_a_failed_dispatch(sandbox: Sandbox) -> None:
    sandbox.events_url = "http://127.0.0.1:9/slack/events"
    assert sandbox.command("ada", "hall", "/menu").error == "dispatch_failed"


def test_an_empty_answer_closes_the_form_that_was_sent(sandbox: Sandbox, client: WebClient) -> None:
    opened(sandbox, client, modal(actions(button())))
    client.views_push(trigger_id=sandbox.click("ada", "go").trigger_id, view=modal(section("Second")))
    assert sandbox.submit("ada").error is None
    assert [view["previous_view_id"] for view in sandbox.views("ada")] == [None]
    sandbox.submit("ada")
    assert sandbox.views("ada") == []


def test_errors_keep_the_form_open(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, modal(entry("b", text_input())))
    bot.says({"response_action": "errors", "errors": {"b": "Too salty"}})
    answer = sandbox.submit("ada", {"b": "salt"})
    assert answer.shown == {"type": "errors", "errors": {"b": "Too salty"}}
    assert sandbox.views("ada")[0]["state"]["values"]["b"]["text"]["value"] == "salt"


def test_an_answer_may_update_push_or_clear(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    view = opened(sandbox, client, modal(section("First")))
    bot.says({"response_action": "update", "view": modal(section("Changed"))})
    answer = sandbox.submit("ada")
    assert answer.shown is not None
    assert (answer.shown["id"], answer.shown["blocks"][0]["text"]["text"]) == (view["id"], "Changed")
    bot.says({"response_action": "push", "view": modal(section("Second"))})
    sandbox.submit("ada")
    assert len(sandbox.views("ada")) == 2
    bot.says({"response_action": "clear"})
    sandbox.submit("ada")
    assert sandbox.views("ada") == []


@pytest.mark.parametrize(
    "body",
    [
        "thanks",
        {},
        {"response_action": "explode"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "clear", "view": {}},
    ],
)
def test_an_answer_to_a_form_that_slack_cannot_use_keeps_it_open_with_an_error(sandbox: Sandbox, client: WebClient, bot: Bot, body: Any) -> None:
    opened(sandbox, client, modal(entry("b", text_input())))
    bot.says(body)
    answer = sandbox.submit("ada", {"b": "x"})
    assert answer.error is not None
    assert answer.error.startswith("invalid_answer: ")
    assert answer.shown is not None
    assert answer.shown["type"] == "error"
    assert len(sandbox.views("ada")) == 1
    assert sandbox.calls("view_submission")[-1]["problems"] == [answer.error]


def test_a_failed_submission_keeps_the_form_open(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, modal())
    bot.says("", 500)
    assert sandbox.submit("ada").error == "dispatch_failed"
    assert len(sandbox.views("ada")) == 1


def test_a_click_is_answered_with_an_empty_body(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button())])
    assert sandbox.click("ada", "go").error is None
    bot.says("clicked")
    answer = sandbox.click("ada", "go")
    assert answer.error is not None
    assert answer.error.startswith("invalid_answer")


def hook(sandbox: Sandbox, bot: Bot) -> WebhookClient:
    return WebhookClient(bot.got[-1].body["response_url"], retry_handlers=[])


def test_a_response_url_works_five_times(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.command("ada", "hall", "/menu")
    url = hook(sandbox, bot)
    assert [url.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    assert [message["text"] for message in sandbox.seen("ada", "hall")] == ["0", "1", "2", "3", "4"]
    assert sandbox.seen("bo", "hall") == []
    assert [call["problems"] for call in sandbox.calls("response_url")] == [[]] * 5 + [["used_url"]]


def test_a_response_url_works_for_half_an_hour(sandbox: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state.HOOK_SECONDS == 1800
    sandbox.command("ada", "hall", "/menu")
    monkeypatch.setattr(state, "HOOK_SECONDS", 0)
    assert hook(sandbox, bot).send(text="x").body == '{"ok": false, "error": "expired_url"}'


def test_a_response_url_may_replace_or_delete_the_message_that_was_clicked(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button())])
    sandbox.click("ada", "go")
    url = hook(sandbox, bot)
    url.send(text="Done", replace_original=True)
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["Done"]
    url.send(text="Only you", replace_original=False)
    url.send(text="All", response_type="in_channel")
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["Done", "All"]
    assert [message["text"] for message in sandbox.seen("ada", "hall")] == ["Done", "Only you", "All"]
    url.send(delete_original=True)
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["All"]


def test_an_ephemeral_message_stays_its_readers_when_it_is_replaced(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    bot.says({"text": "Sure?", "blocks": [actions(button())]})
    sandbox.command("ada", "hall", "/menu")
    bot.says("")
    sandbox.click("ada", "go")
    hook(sandbox, bot).send(text="Yes", replace_original=True, response_type="in_channel")
    assert [message["text"] for message in sandbox.seen("ada", "hall")] == ["Yes"]
    assert sandbox.seen("bo", "hall") == []


def test_a_response_url_refuses_what_slack_would_refuse(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.command("ada", "hall", "/menu")
    url = hook(sandbox, bot)
    for sent, error in (
        ({"blocks": [{"type": "sect"}]}, "invalid_blocks"),
        ({"response_type": "ephemeral"}, "no_text"),
    ):
        answer = url.send_dict(sent)
        assert (answer.status_code, json.loads(answer.body)["error"]) == (400, error)
    assert sandbox.seen("ada", "hall") == []
