"""Posting, changing and deleting messages keeps Slack's rules."""

import json
import urllib.request
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.web_api import METHODS, WebApi
from tests.sandbox.conftest import TOKEN, actions, button, section

WORDS = [
    "channel",
    "user",
    "users",
    "text",
    "ts",
    "blocks",
    "attachments",
    "metadata",
    "view",
    "type",
    "event_type",
    "event_payload",
    "thread_ts",
]


def refused(call: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as error:
        call(*args, **kwargs)
    return dict(error.value.response.data)


def test_a_message_carries_the_documented_fields(client: WebClient) -> None:
    answer = client.chat_postMessage(channel="C0HALL", text="Soup", blocks=[section()])
    message = answer["message"]
    assert {key: message[key] for key in ("type", "user", "bot_id", "app_id", "team", "text", "ts")} == {
        "type": "message",
        "user": "U0BOT",
        "bot_id": "B0BOT",
        "app_id": "A0APP",
        "team": "T0CLUB",
        "text": "Soup",
        "ts": answer["ts"],
    }
    assert message["blocks"][0]["block_id"]
    assert answer["channel"] == "C0HALL"
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


def test_times_of_messages_rise_even_when_the_clock_is_set_back(sandbox: Sandbox, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C0HALL", text="1")["ts"]
    sandbox.travel(86400)
    second = client.chat_postMessage(channel="C0HALL", text="2")["ts"]
    sandbox.travel(0)
    third = client.chat_postMessage(channel="C0HALL", text="3")["ts"]
    assert float(second) - float(first) > 86000
    assert float(third) > float(second)


def test_no_arguments_whatsoever_break_the_web_api(sandbox: Sandbox) -> None:
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["C0HALL", "U0BO", "modal"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
        max_leaves=12,
    )

    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(WORDS), values, max_size=6))
    def holds(method: str, arguments: dict[str, Any]) -> None:
        reply = WebApi(sandbox.state, TOKEN).call(method, arguments, TOKEN)
        assert isinstance(reply.body["ok"], bool)

    holds()


def test_a_user_id_means_the_direct_message(sandbox: Sandbox, client: WebClient) -> None:
    opened = client.conversations_open(users="U0BO")["channel"]["id"]
    assert client.chat_postMessage(channel="U0BO", text="Hi")["channel"] == opened
    assert [message["text"] for message in sandbox.direct("bo")] == ["Hi"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0CELLAR", "text": "x"}, "channel_not_found"),
        ({"channel": "C0ATTIC", "text": "x"}, "not_in_channel"),
        ({"channel": "C0OLD", "text": "x"}, "is_archived"),
        ({"channel": "U0BOT", "text": "x"}, "cannot_dm_bot"),
        ({"channel": "U0CY", "text": "x"}, "messages_tab_disabled"),
        ({"channel": "U0DOT", "text": "x"}, "user_disabled"),
        ({"channel": "C0HALL", "text": ""}, "no_text"),
        ({"channel": "C0HALL", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0HALL", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "C0HALL", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "C0HALL", "text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
        ({"channel": "C0HALL", "text": "x", "blocks": [{"type": "sect"}]}, "invalid_blocks"),
        ({"channel": "C0HALL", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "C0HALL", "text": "x", "metadata": {"event_type": "k"}}, "invalid_metadata_format"),
        ({"channel": "C0HALL", "text": "x", "username": "Chef"}, "missing_scope"),
        ({"channel": "C0HALL", "text": "x", "colour": "red"}, "invalid_arguments"),
        ({"channel": "C0HALL", "text": 7}, "invalid_arguments"),
    ],
)
def test_a_post_is_refused_in_slacks_words(sandbox: Sandbox, client: WebClient, arguments: dict[str, Any], error: str) -> None:
    data = refused(client.api_call, "chat.postMessage", json=arguments)
    assert data["error"] == error
    assert all(sandbox.state.messages.top(channel) == [] for channel in sandbox.state.channels)


def test_nested_metadata_is_refused(client: WebClient) -> None:
    metadata = {"event_type": "k", "event_payload": {"a": {"b": {"c": 1}}}}
    assert refused(client.chat_postMessage, channel="C0HALL", text="x", metadata=metadata)["error"] == ("invalid_metadata_schema")


def test_every_wrong_argument_is_named(client: WebClient) -> None:
    data = refused(client.api_call, "chat.postMessage", json={"txt": "x", "mrkdwn": "perhaps"})
    assert data["response_metadata"]["messages"] == [
        "[ERROR] unknown argument: txt",
        "[ERROR] missing required field: channel",
        "[ERROR] must provide a boolean [json-pointer:/mrkdwn]",
    ]


def test_a_bad_block_is_pointed_at(client: WebClient) -> None:
    data = refused(client.chat_postMessage, channel="C0HALL", text="x", blocks=[section(), section("")])
    assert data["error"] == "invalid_blocks"
    assert "/blocks/1/text" in data["response_metadata"]["messages"][0]


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("text/plain", b"hello", "invalid_post_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(sandbox: Sandbox, kind: str, body: bytes, error: str) -> None:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(f"{sandbox.base}/api/auth.test", body, headers)
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer) == {"ok": False, "error": error}


def test_forms_may_carry_blocks_as_json_text(sandbox: Sandbox, client: WebClient) -> None:
    client.api_call("chat.postMessage", params={"channel": "C0HALL", "text": "x", "blocks": '[{"type": "divider"}]'})
    assert sandbox.seen("bo", "hall")[0]["blocks"][0]["type"] == "divider"


def test_a_token_is_asked_for_and_checked(sandbox: Sandbox) -> None:
    base = f"{sandbox.base}/api/"
    assert refused(WebClient(base_url=base).auth_test)["error"] == "not_authed"
    assert refused(WebClient("xoxb-wrong", base_url=base).auth_test)["error"] == "invalid_auth"
    assert WebClient(TOKEN, base_url=base).auth_test()["bot_id"] == "B0BOT"


def test_an_unknown_method_is_called_so(client: WebClient) -> None:
    assert refused(client.api_call, "chat.shout")["error"] == "unknown_method"
    assert client.api_test()["ok"]


def test_new_text_takes_the_blocks_away_and_marks_the_message_as_edited(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0HALL", text="Soup", blocks=[section()])["ts"]
    client.chat_update(channel="C0HALL", ts=ts, text="Stew")
    message = sandbox.seen("bo", "hall")[0]
    assert (message["text"], message["ts"], message["edited"]["user"]) == ("Stew", ts, "U0BOT")
    assert "blocks" not in message


def test_new_blocks_leave_no_mark_and_keep_the_metadata(sandbox: Sandbox, client: WebClient) -> None:
    metadata = {"event_type": "k", "event_payload": {"key": "1"}}
    ts = client.chat_postMessage(channel="C0HALL", text="Soup", metadata=metadata)["ts"]
    client.chat_update(channel="C0HALL", ts=ts, text="Soup", blocks=[actions(button())])
    message = sandbox.seen("bo", "hall")[0]
    assert message["metadata"] == metadata
    assert "edited" not in message


def test_only_the_bots_own_messages_can_be_changed_or_deleted(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.message("ada", "hall", "Mine")
    ts = sandbox.seen("ada", "hall")[0]["ts"]
    assert refused(client.chat_update, channel="C0HALL", ts=ts, text="x")["error"] == "cant_update_message"
    assert refused(client.chat_delete, channel="C0HALL", ts=ts)["error"] == "cant_delete_message"
    assert refused(client.chat_delete, channel="C0HALL", ts="1.000000")["error"] == "message_not_found"


def test_an_ephemeral_message_belongs_to_its_reader_and_cannot_be_changed(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel="C0HALL", user="U0BO", text="Psst")["message_ts"]
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["Psst"]
    assert sandbox.seen("ada", "hall") == []
    assert refused(client.chat_update, channel="C0HALL", ts=ts, text="x")["error"] == "message_not_found"
    assert refused(client.chat_postEphemeral, channel="C0VAULT", user="U0BO", text="x")["error"] == ("user_not_in_channel")


def test_a_deleted_parent_stays_as_a_tombstone_while_it_has_replies(sandbox: Sandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C0HALL", text="Menu")["ts"]
    client.chat_postMessage(channel="C0HALL", text="Yum", thread_ts=parent)
    client.chat_delete(channel="C0HALL", ts=parent)
    assert [message["text"] for message in sandbox.seen("bo", "hall")] == ["This message was deleted.", "Yum"]
