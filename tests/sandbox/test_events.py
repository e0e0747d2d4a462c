"""Events reach the bot in Slack's envelope, again when they were not taken, and changes of the workspace are told."""

import time
from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import ImpossibleError, Sandbox, World
from tests.sandbox.conftest import SECRET, TOKEN, WORLD, Bot, Got


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 3
    while not true():
        assert time.monotonic() < deadline, "it did not happen within three seconds"
        time.sleep(0.01)


def test_an_event_comes_signed_in_the_documented_envelope(sandbox: Sandbox, bot: Bot) -> None:
    answer = sandbox.event({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}})
    assert (answer.status, answer.error) == (200, None)
    got = bot.got[0]
    assert SignatureVerifier(SECRET).is_valid_request(got.raw, got.headers)
    body = got.body
    assert body["event"]["type"] == "tokens_revoked"
    assert (body["type"], body["team_id"], body["api_app_id"]) == ("event_callback", "T0CLUB", "A0APP")
    assert body["event_id"].startswith("Ev")
    assert abs(body["event_time"] - time.time()) < 5
    assert body["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0CLUB",
            "user_id": "U0BOT",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    assert body["is_ext_shared_channel"] is False
    assert {"token", "event_context", "context_team_id", "context_enterprise_id"} < set(body)


def test_an_event_in_a_shared_channel_is_marked(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.message("eve", "bridge", "Hello from outside")
    body = bot.bodies("event_callback")[0]
    assert body["is_ext_shared_channel"] is True
    assert body["event"]["team"] == "T0OTHER"


def test_an_event_that_is_not_taken_comes_three_times_more(sandbox: Sandbox, bot: Bot) -> None:
    bot.says("", 500)
    begun = time.monotonic()
    assert sandbox.event({"type": "app_home_opened"}).error == "http_error"
    until(lambda: len(bot.got) == 4)
    assert time.monotonic() - begun >= 0.7  # 0, 60 and 300 seconds at a scale of 0.002
    assert [got.headers.get("x-slack-retry-num") for got in bot.got] == [None, "1", "2", "3"]
    assert {got.headers.get("x-slack-retry-reason") for got in bot.got[1:]} == {"http_error"}
    assert len({got.body["event_id"] for got in bot.got}) == 1
    time.sleep(0.1)
    assert len(bot.got) == 4


def test_a_retry_that_is_taken_is_the_last(sandbox: Sandbox, bot: Bot) -> None:
    bot.answer = lambda _: (200 if len(bot.got) > 1 else 503, b"", "text/plain")
    sandbox.event({"type": "app_home_opened"})
    until(lambda: len(bot.got) == 2)
    time.sleep(0.2)
    assert len(bot.got) == 2


def test_the_bot_may_forbid_retries(sandbox: Sandbox, bot: Bot) -> None:
    bot.says("", 500)
    bot.headers = {"x-slack-no-retry": "1"}
    sandbox.event({"type": "app_home_opened"})
    time.sleep(0.1)
    assert len(bot.got) == 1


def test_a_late_answer_to_an_event_is_a_time_out(sandbox: Sandbox, bot: Bot) -> None:
    def late(_: Got) -> tuple[int, bytes, str]:
        time.sleep(0.8 if len(bot.got) == 1 else 0)
        return 200, b"", "text/plain"

    bot.answer = late
    assert sandbox.event({"type": "app_home_opened"}).error == "http_timeout"
    until(lambda: len(bot.got) == 2)
    assert bot.got[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_bot_hears_only_what_it_subscribed_to(bot: Bot) -> None:
    raw = World.load(WORLD)
    world = World(raw.team, type(raw.bot)(**{**vars(raw.bot), "events": ("message.im",)}), raw.people, raw.channels)
    with Sandbox(world, signing_secret=SECRET, bot_token=TOKEN, events_url=bot.url) as sandbox:
        sandbox.message("ada", "hall", "@waiter unheard")
        sandbox.message("ada", "dm", "heard")
        sandbox.open_home("ada")
    assert [body["event"]["text"] for body in bot.bodies("event_callback")] == ["heard"]


def test_joining_and_leaving_is_told_where_the_bot_is(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.join("bo", "bridge", inviter="ada")
    sandbox.leave("bo", "bridge")
    sandbox.join("bo", "attic")
    joined, left = bot.events("member_joined_channel"), bot.events("member_left_channel")
    assert [(event["user"], event["channel"], event["channel_type"]) for event in joined + left] == [
        ("U0BO", "C0BRIDGE", "C"),
        ("U0BO", "C0BRIDGE", "C"),
    ]
    assert joined[0]["inviter"] == "U0ADA"
    with pytest.raises(ImpossibleError, match="is already in #attic"):
        sandbox.join("bo", "attic")


def test_the_bot_can_be_invited_and_thrown_out(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.join("waiter", "attic", inviter="ada")
    assert bot.events("member_joined_channel")[0]["user"] == "U0BOT"
    assert client.chat_postMessage(channel="C0ATTIC", text="Hello")["ok"]
    sandbox.leave("waiter", "attic")
    assert bot.events("channel_left")[0]["channel"] == "C0ATTIC"
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel="C0ATTIC", text="Hello")
    sandbox.leave("waiter", "vault")
    assert bot.events("group_left")[0]["channel"] == "C0VAULT"


def test_an_archived_channel_is_closed_until_it_is_opened_again(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.archive("hall", by="ada")
    with pytest.raises(SlackApiError, match="is_archived"):
        client.chat_postMessage(channel="C0HALL", text="x")
    sandbox.unarchive("hall", by="ada")
    assert client.chat_postMessage(channel="C0HALL", text="x")["ok"]
    assert [bot.events(kind)[0]["user"] for kind in ("channel_archive", "channel_unarchive")] == ["U0ADA", "U0ADA"]


def test_a_channel_made_private_hides_from_a_bot_outside(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.make_private("attic")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.conversations_info(channel="C0ATTIC")
    sandbox.make_private("hall")
    assert bot.events("message")[0]["subtype"] == "channel_convert_to_private"
    assert client.conversations_info(channel="C0HALL")["channel"]["is_private"]


def test_a_renamed_channel_is_told_with_its_new_name(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.rename("hall", "lobby")
    assert bot.events("channel_rename")[0]["channel"]["name"] == "lobby"
    with pytest.raises(ImpossibleError, match="a channel #attic already"):
        sandbox.rename("lobby", "attic")


def test_a_deleted_message_is_told_with_what_it_was(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    ts = client.chat_postMessage(channel="C0HALL", text="Soup")["ts"]
    with pytest.raises(ImpossibleError, match="bo may not delete"):
        sandbox.delete_message("bo", "hall", ts)
    sandbox.delete_message("ada", "hall", ts)
    event = bot.events("message")[0]
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == ("message_deleted", ts, "Soup")
    assert sandbox.seen("bo", "hall") == []


def test_a_deactivated_person_is_gone_everywhere(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.deactivate("bo")
    assert bot.events("user_change")[0]["user"]["deleted"] is True
    assert "U0BO" not in client.conversations_members(channel="C0HALL")["members"]
    with pytest.raises(ImpossibleError, match="bo is deactivated"):
        sandbox.command("bo", "hall", "/menu")


def test_a_changed_or_new_person_is_told(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.change_person("bo", tz="America/New_York")
    sandbox.join_team("fay", "U0FAY", "Fay Falk", locale="nb-NO")
    assert bot.events("user_change")[0]["user"]["tz"] == "America/New_York"
    assert bot.events("team_join")[0]["user"]["real_name"] == "Fay Falk"
    assert client.users_info(user="U0FAY", include_locale=True)["user"]["locale"] == "nb-NO"
    with pytest.raises(ImpossibleError, match="not all of the fields"):
        sandbox.change_person("bo", age=4)
