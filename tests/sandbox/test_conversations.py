"""Reading channels and people keeps Slack's rules."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.sandbox.test_chat import refused

METADATA = {"event_type": "kind", "event_payload": {"key": "7"}}


def test_history_is_newest_first_and_leaves_out_replies_and_private_messages(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C0HALL", text="1")["ts"]
    client.chat_postMessage(channel="C0HALL", text="reply", thread_ts=parent)
    client.chat_postMessage(channel="C0HALL", text="both", thread_ts=parent, reply_broadcast=True)
    client.chat_postEphemeral(channel="C0HALL", user="U0BO", text="private")
    client.chat_postMessage(channel="C0HALL", text="2")
    messages = client.conversations_history(channel="C0HALL")["messages"]
    assert [message["text"] for message in messages] == ["2", "both", "1"]
    assert messages[-1]["reply_count"] == 2


def test_replies_give_the_parent_first(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C0HALL", text="1")["ts"]
    client.chat_postMessage(channel="C0HALL", text="2", thread_ts=parent)
    client.chat_postMessage(channel="C0HALL", text="3", thread_ts=parent)
    messages = client.conversations_replies(channel="C0HALL", ts=parent)["messages"]
    assert [message["text"] for message in messages] == ["1", "2", "3"]
    assert messages[1]["parent_user_id"] == "U0BOT"
    assert refused(client.conversations_replies, channel="C0HALL", ts="1.000000")["error"] == "thread_not_found"


def test_metadata_comes_in_full_only_when_asked_for(client: WebClient) -> None:
    client.chat_postMessage(channel="C0HALL", text="1", metadata=METADATA)
    short = client.conversations_history(channel="C0HALL")["messages"][0]["metadata"]
    full = client.conversations_history(channel="C0HALL", include_all_metadata=True)["messages"][0]["metadata"]
    again = client.conversations_history(channel="C0HALL")["messages"][0]["metadata"]
    assert (short, full, again) == ({"event_type": "kind"}, METADATA, {"event_type": "kind"})


def test_history_is_bounded_and_the_bounds_count_only_when_inclusive(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0HALL", text=str(n))["ts"] for n in range(4)]

    def texts(**more: Any) -> list[str]:
        answer = client.conversations_history(channel="C0HALL", oldest=stamps[1], latest=stamps[3], **more)
        return [message["text"] for message in answer["messages"]]

    assert texts() == ["2"]
    assert texts(inclusive=True) == ["3", "2", "1"]
    assert refused(client.conversations_history, channel="C0HALL", oldest="dawn")["error"] == "invalid_ts_oldest"


def test_history_comes_in_pages(client: WebClient) -> None:
    for number in range(5):
        client.chat_postMessage(channel="C0HALL", text=str(number))
    pages = [page["messages"] for page in client.conversations_history(channel="C0HALL", limit=2)]
    assert [[message["text"] for message in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
    assert refused(client.conversations_history, channel="C0HALL", cursor="!")["error"] == "invalid_cursor"
    assert refused(client.conversations_history, channel="C0HALL", limit=1000)["error"] == "invalid_limit"


def test_history_needs_membership(client: WebClient) -> None:
    assert refused(client.conversations_history, channel="C0ATTIC")["error"] == "not_in_channel"
    assert refused(client.conversations_history, channel="C0CELLAR")["error"] == "channel_not_found"


def test_a_scope_that_was_not_granted_is_named(client: WebClient) -> None:
    channel = client.conversations_open(users=["U0ADA", "U0BO"])["channel"]["id"]
    data = refused(client.conversations_history, channel=channel)
    assert (data["error"], data["needed"]) == ("missing_scope", "mpim:history")
    assert "chat:write" in data["provided"]


def test_a_direct_message_is_opened_once(client: WebClient) -> None:
    first = client.conversations_open(users="U0BO", return_im=True)
    second = client.conversations_open(users="U0BO")
    assert first["channel"]["user"] == "U0BO"
    assert second["already_open"]
    assert second["channel"]["id"] == first["channel"]["id"]


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0BOT", "cannot_dm_bot"),
        ("U0NOBODY", "user_not_found"),
        ("U0DOT", "user_disabled"),
        (",".join(f"U{n:03}" for n in range(9)), "too_many_users"),
    ],
)
def test_a_direct_message_is_refused_in_slacks_words(client: WebClient, users: str, error: str) -> None:
    assert refused(client.conversations_open, users=users)["error"] == error


def test_channels_are_listed_as_far_as_the_bot_can_see_them(client: WebClient) -> None:
    public = client.conversations_list(exclude_archived=True)["channels"]
    assert [channel["name"] for channel in public] == ["the-hall", "attic", "bridge"]
    assert [channel["is_member"] for channel in public] == [True, False, True]
    assert [channel["is_ext_shared"] for channel in public] == [False, False, True]
    private = client.conversations_list(types=["private_channel"])["channels"]
    assert [channel["name"] for channel in private] == ["vault"]
    assert refused(client.conversations_list, types="secret")["error"] == "invalid_types"


def test_of_somebody_only_shared_or_public_conversations_are_told(client: WebClient) -> None:
    channels = client.users_conversations(user="U0ADA", types="public_channel,private_channel")["channels"]
    assert [channel["name"] for channel in channels] == ["the-hall", "attic", "vault", "old", "bridge"]


def test_info_and_members_tell_about_a_channel(client: WebClient) -> None:
    info = client.conversations_info(channel="C0HALL", include_num_members=True)["channel"]
    assert (info["name"], info["num_members"], info["is_private"]) == ("the-hall", 4, False)
    assert client.conversations_members(channel="C0HALL")["members"] == ["U0BOT", "U0ADA", "U0BO", "U0CY"]
    assert refused(client.conversations_info, channel="C0CELLAR")["error"] == "channel_not_found"


def test_a_person_is_told_with_zone_locale_and_flags(client: WebClient) -> None:
    ada = client.users_info(user="U0ADA", include_locale=True)["user"]
    assert (ada["tz"], ada["locale"], ada["is_admin"], ada["profile"]["email"]) == (
        "Europe/Copenhagen",
        "da-DK",
        True,
        "ada@example.org",
    )
    eve = client.users_info(user="U0EVE")["user"]
    assert (eve["is_stranger"], eve["team_id"]) == (True, "T0OTHER")
    assert "locale" not in eve
    assert client.users_info(user="U0BOT")["user"]["is_bot"]
    assert refused(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


def test_strangers_are_not_in_the_list_of_users(sandbox: Sandbox, client: WebClient) -> None:
    members = client.users_list()["members"]
    assert [member["id"] for member in members] == ["U0ADA", "U0BO", "U0CY", "U0DOT", "U0BOT"]
    assert [member["deleted"] for member in members] == [False, False, False, True, False]
