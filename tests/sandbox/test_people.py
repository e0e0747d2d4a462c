"""What people do reaches the bot as Slack sends it, and what the client forbids does not."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import ImpossibleError, Sandbox
from tests.sandbox.conftest import (
    SECRET,
    Bot,
    actions,
    button,
    entry,
    home,
    modal,
    option,
    section,
    text_input,
)


def opened(sandbox: Sandbox, client: WebClient, view: dict[str, Any], user: str = "ada") -> dict[str, Any]:
    found = sandbox.command(user, "hall", "/menu").trigger_id
    return dict(client.views_open(trigger_id=found, view=view)["view"])


def test_a_command_is_a_signed_form_with_all_documented_fields(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.command("ada", "#the-hall", "/pizza", "two please")
    got = bot.got[0]
    assert SignatureVerifier(SECRET).is_valid_request(got.raw, got.headers)
    assert got.headers["user-agent"].startswith("Slackbot 1.0")
    body = got.body
    assert body.pop("trigger_id")
    assert body.pop("token")
    assert body.pop("response_url").startswith(f"{sandbox.base}/hooks/response/")
    assert body == {
        "team_id": "T0CLUB",
        "team_domain": "club",
        "channel_id": "C0HALL",
        "channel_name": "the-hall",
        "user_id": "U0ADA",
        "user_name": "ada",
        "command": "/pizza",
        "text": "two please",
        "api_app_id": "A0APP",
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("for @bo and @nobody", "for <@U0BO|bo> and @nobody"),
        ("in #hall", "in <#C0HALL|the-hall>"),
        ("in #the-hall", "in <#C0HALL|the-hall>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("see https://a.example/?b=1&c=2", "see <https://a.example/?b=1&amp;c=2>"),
        ("ada@example.org", "<mailto:ada@example.org|ada@example.org>"),
        ("@here <!here>", "<!here> &lt;!here&gt;"),
    ],
)
def test_mentions_and_links_in_a_command_are_escaped(sandbox: Sandbox, bot: Bot, typed: str, sent: str) -> None:
    sandbox.command("ada", "hall", "/pizza", typed)
    assert bot.got[0].body["text"] == sent


def test_private_conversations_are_not_named_in_a_command(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.command("ada", "vault", "/pizza")
    sandbox.command("ada", "dm", "/pizza")
    assert [got.body["channel_name"] for got in bot.got] == ["privategroup", "directmessage"]


@pytest.mark.parametrize(
    ("user", "channel", "sentence"),
    [
        ("bo", "vault", "bo is not in #vault"),
        ("ada", "old", "#old is archived"),
        ("dot", "hall", "dot is deactivated"),
        ("zoe", "hall", "nobody called 'zoe'"),
        ("ada", "moon", "no channel 'moon'"),
    ],
)
def test_a_command_where_one_cannot_write_is_not_sent(sandbox: Sandbox, bot: Bot, user: str, channel: str, sentence: str) -> None:
    with pytest.raises(ImpossibleError, match=sentence):
        sandbox.command(user, channel, "/pizza")
    assert bot.got == []


def test_a_click_on_a_message_carries_message_container_and_response_url(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    ts = client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button(value="7", style="primary"))])["ts"]
    sandbox.click("bo", "go")
    body = bot.bodies("block_actions")[0]
    action = body["actions"][0]
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "go",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "7",
        "style": "primary",
    }
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0HALL",
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == ts
    assert body["user"] == {"id": "U0BO", "username": "bo", "name": "bo", "team_id": "T0CLUB"}
    assert body["team"] == {"id": "T0CLUB", "domain": "club"}
    assert body["channel"] == {"id": "C0HALL", "name": "the-hall"}
    assert body["response_url"].startswith(sandbox.base)
    assert body["trigger_id"]
    assert body["state"] == {"values": {}}
    assert (body["api_app_id"], body["enterprise"], body["is_enterprise_install"]) == ("A0APP", None, False)


def test_a_click_on_an_ephemeral_message_carries_no_message(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    client.chat_postEphemeral(channel="C0HALL", user="U0BO", text="x", blocks=[actions(button())])
    sandbox.click("bo", "go")
    body = bot.bodies("block_actions")[0]
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    with pytest.raises(ImpossibleError, match="no element 'go'"):
        sandbox.click("ada", "go")


def test_the_newest_message_is_clicked_unless_value_or_ts_say_otherwise(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    first = client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button(value="1"))])["ts"]
    client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button(value="2"))])
    sandbox.click("ada", "go")
    sandbox.click("ada", "go", value="1")
    sandbox.click("ada", "go", channel="hall", ts=first)
    assert [body["actions"][0]["value"] for body in bot.bodies("block_actions")] == ["2", "1", "1"]


def test_a_click_on_what_is_not_there_is_not_sent(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    ts = client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(button())])["ts"]
    client.chat_update(channel="C0HALL", ts=ts, text="Gone")
    with pytest.raises(ImpossibleError, match="no element 'go'"):
        sandbox.click("ada", "go", channel="hall")
    assert bot.got == []


def test_a_choice_on_a_message_sends_the_option(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    select = {"type": "static_select", "action_id": "dish", "options": [option("soup"), option("stew")]}
    more = {"type": "overflow", "action_id": "more", "options": [option("hide"), option("keep")]}
    client.chat_postMessage(channel="C0HALL", text="x", blocks=[actions(select, more)])
    sandbox.click("ada", "dish", selected="stew")
    sandbox.click("ada", "more", selected="hide")
    chosen, hidden = bot.bodies("block_actions")
    assert chosen["actions"][0]["selected_option"] == option("stew")
    assert chosen["state"]["values"]["row"]["dish"]["selected_option"] == option("stew")
    assert hidden["actions"][0]["selected_option"] == option("hide")
    with pytest.raises(ImpossibleError, match="does not offer the option 'cake'"):
        sandbox.click("ada", "dish", selected="cake")
    sandbox.click("ada", "dish", selected="cake", force=True)
    assert bot.bodies("block_actions")[-1]["actions"][0]["selected_option"]["value"] == "cake"


def test_a_click_in_a_modal_carries_the_view_with_what_was_chosen(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    select = {"type": "users_select", "action_id": "who"}
    view = opened(sandbox, client, modal(actions(select, block_id="row"), entry("b", text_input())))
    sandbox.click("ada", "who", selected="U0BO")
    body = bot.bodies("block_actions")[0]
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["state"]["values"]["row"]["who"] == {"type": "users_select", "selected_user": "U0BO"}
    assert body["view"]["state"]["values"]["b"]["text"] == {"type": "plain_text_input", "value": None}
    assert not {"response_url", "message", "channel"} & set(body)


def test_an_input_without_dispatch_sends_nothing_by_itself(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, modal(entry("b", text_input())))
    with pytest.raises(ImpossibleError, match="sends nothing before the form is submitted"):
        sandbox.click("ada", "text", selected="x")
    opened(sandbox, client, modal(entry("b", text_input(), dispatch_action=True)))
    sandbox.click("ada", "text", selected="x")
    assert bot.bodies("block_actions")[0]["actions"][0]["value"] == "x"


def test_a_click_at_home_carries_the_home(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    view = client.views_publish(user_id="U0ADA", view=home(actions(button())))["view"]
    sandbox.click("ada", "go")
    body = bot.bodies("block_actions")[0]
    assert (body["view"]["type"], body["container"]["view_id"]) == ("home", view["id"])


FORM = modal(
    entry("text", text_input(min_length=2, max_length=5)),
    entry("dish", {"type": "static_select", "action_id": "pick", "options": [option("soup"), option("stew")]}),
    entry("extra", {"type": "checkboxes", "action_id": "tick", "options": [option("salt"), option("oil")]}, optional=True),
    entry("guests", {"type": "multi_users_select", "action_id": "who", "max_selected_items": 2}, optional=True),
    entry("day", {"type": "datepicker", "action_id": "date", "initial_date": "2026-03-12"}),
    entry("hour", {"type": "timepicker", "action_id": "time", "timezone": "Europe/Oslo"}),
    entry("count", {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "max_value": "9"}),
    callback_id="dinner",
    private_metadata="secret",
)
FILLED = {"text": "warm", "pick": "stew", "tick": ["oil"], "guests": ["U0BO"], "hour": "16:30", "n": "4"}


def test_a_submission_carries_every_value_in_slacks_shape(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, FORM)
    sandbox.submit("ada", FILLED)
    body = bot.bodies("view_submission")[0]
    assert body["view"]["state"]["values"] == {
        "text": {"text": {"type": "plain_text_input", "value": "warm"}},
        "dish": {"pick": {"type": "static_select", "selected_option": option("stew")}},
        "extra": {"tick": {"type": "checkboxes", "selected_options": [option("oil")]}},
        "guests": {"who": {"type": "multi_users_select", "selected_users": ["U0BO"]}},
        "day": {"date": {"type": "datepicker", "selected_date": "2026-03-12"}},
        "hour": {"time": {"type": "timepicker", "selected_time": "16:30", "timezone": "Europe/Oslo"}},
        "count": {"n": {"type": "number_input", "value": "4"}},
    }
    assert (body["view"]["callback_id"], body["view"]["private_metadata"]) == ("dinner", "secret")
    assert (body["response_urls"], body["user"]["id"]) == ([], "U0ADA")
    assert sandbox.views("ada") == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "text/text is required"),
        ({"text": None}, "text/text is required"),
        ({"text": "x"}, "shorter than 2"),
        ({"text": "xxxxxx"}, "longer than 5"),
        ({"pick": "cake"}, "does not offer the option 'cake'"),
        ({"tick": "oil"}, "takes a list"),
        ({"guests": ["U0BO", "U0CY", "U0ADA"]}, "takes at most 2"),
        ({"date": "12/3"}, "does not take '12/3'"),
        ({"hour": "25:00"}, "does not take '25:00'"),
        ({"n": "4.5"}, "does not take '4.5'"),
        ({"n": "12"}, "out of its range"),
        ({"colour": "red"}, "no input 'colour'"),
    ],
)
def test_a_form_the_client_would_refuse_is_not_sent(sandbox: Sandbox, client: WebClient, bot: Bot, changes: dict[str, Any], sentence: str) -> None:
    opened(sandbox, client, FORM)
    with pytest.raises(ImpossibleError, match=sentence):
        sandbox.submit("ada", FILLED | changes)
    assert bot.bodies("view_submission") == []


def test_a_forced_submission_is_sent_as_it_is(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, FORM)
    sandbox.submit("ada", FILLED | {"text": "", "pick": "cake"}, force=True)
    values = bot.bodies("view_submission")[0]["view"]["state"]["values"]
    assert values["text"]["text"]["value"] == ""
    assert values["dish"]["pick"]["selected_option"]["value"] == "cake"


def test_a_conversation_chosen_for_the_answer_brings_a_response_url(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    opened(sandbox, client, modal(entry("b", select)))
    sandbox.submit("ada", {"where": "C0HALL"})
    (url,) = bot.bodies("view_submission")[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("b", "where", "C0HALL")


def test_a_closed_form_is_told_only_if_the_bot_asked(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    opened(sandbox, client, modal())
    sandbox.close_view("ada")
    assert bot.bodies("view_closed") == []
    opened(sandbox, client, modal(notify_on_close=True, private_metadata="draft"))
    sandbox.close_view("ada")
    body = bot.bodies("view_closed")[0]
    assert (body["is_cleared"], body["view"]["private_metadata"]) == (False, "draft")
    assert sandbox.views("ada") == []
    with pytest.raises(ImpossibleError, match="no such form open"):
        sandbox.close_view("ada")


def test_the_cross_closes_all_forms_and_so_does_close_on_one_that_clears(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    for clears in (False, True):
        opened(sandbox, client, modal(actions(button()), notify_on_close=True))
        found = sandbox.click("ada", "go").trigger_id
        client.views_push(trigger_id=found, view=modal(notify_on_close=True, clear_on_close=clears))
        sandbox.close_view("ada", all_views=not clears)
        assert sandbox.views("ada") == []
    assert [body["is_cleared"] for body in bot.bodies("view_closed")] == [True, True, False, False]


def test_a_message_reaches_the_bot_where_it_is_a_member(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.message("ada", "hall", "Hello @waiter")
    sandbox.message("ada", "attic", "Nobody hears this")
    sandbox.message("bo", "dm", "Hi")
    heard = bot.events("message")
    assert [(event["text"], event["channel_type"]) for event in heard] == [
        ("Hello <@U0BOT|waiter>", "channel"),
        ("Hi", "im"),
    ]
    assert (heard[0]["user"], heard[0]["team"], heard[0]["event_ts"]) == ("U0ADA", "T0CLUB", heard[0]["ts"])
    assert [event["text"] for event in bot.events("app_mention")] == ["Hello <@U0BOT|waiter>"]


def test_opening_the_home_tells_what_is_published(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    sandbox.open_home("ada")
    client.views_publish(user_id="U0ADA", view=home(section("Yours")))
    sandbox.open_home("ada")
    first, second = bot.events("app_home_opened")
    assert (first["tab"], first["user"], first["channel"][0]) == ("home", "U0ADA", "D")
    assert "view" not in first
    assert second["view"]["blocks"][0]["text"]["text"] == "Yours"


def test_a_channel_one_may_not_see_is_not_shown(sandbox: Sandbox) -> None:
    assert sandbox.seen("bo", "attic") == []
    for user, channel in (("bo", "vault"), ("eve", "attic")):
        with pytest.raises(ImpossibleError, match="cannot see"):
            sandbox.seen(user, channel)
