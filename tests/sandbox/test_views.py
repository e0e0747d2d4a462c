"""Modals and homes keep Slack's rules."""

import time

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox, views
from tests.sandbox.conftest import Bot, actions, button, entry, home, modal, section, text_input
from tests.sandbox.test_chat import refused


def trigger(sandbox: Sandbox, user: str = "ada") -> str:
    found = sandbox.command(user, "hall", "/menu").trigger_id
    assert found is not None
    return found


def test_a_modal_is_opened_with_the_documented_fields(sandbox: Sandbox, client: WebClient) -> None:
    view = client.views_open(trigger_id=trigger(sandbox), view=modal(entry("b", text_input(initial_value="x"))))["view"]
    assert view["state"]["values"] == {"b": {"text": {"type": "plain_text_input", "value": "x"}}}
    assert (view["root_view_id"], view["previous_view_id"], view["bot_id"]) == (view["id"], None, "B0BOT")
    assert (view["callback_id"], view["private_metadata"], view["team_id"]) == ("", "", "T0CLUB")
    assert [open_["id"] for open_ in sandbox.views("ada")] == [view["id"]]
    assert sandbox.views("bo") == []


def test_a_trigger_opens_one_modal(sandbox: Sandbox, client: WebClient) -> None:
    found = trigger(sandbox)
    client.views_open(trigger_id=found, view=modal())
    assert refused(client.views_open, trigger_id=found, view=modal())["error"] == "exchanged_trigger_id"
    assert refused(client.views_open, trigger_id="1.2.3", view=modal())["error"] == "invalid_trigger_id"


def test_a_trigger_lasts_three_real_seconds(sandbox: Sandbox, client: WebClient, monkeypatch: pytest.MonkeyPatch) -> None:
    found = trigger(sandbox)
    sandbox.travel(3600)
    assert views.TRIGGER_SECONDS == 3
    monkeypatch.setattr(views, "TRIGGER_SECONDS", 0.05)
    time.sleep(0.06)
    assert refused(client.views_open, trigger_id=found, view=modal())["error"] == "expired_trigger_id"


def test_a_refused_modal_leaves_the_trigger_usable(sandbox: Sandbox, client: WebClient) -> None:
    found = trigger(sandbox)
    data = refused(client.views_open, trigger_id=found, view=modal({"type": "alarm"}))
    assert data["error"] == "invalid_arguments"
    assert "/view/blocks/0" in data["response_metadata"]["messages"][0]
    assert client.views_open(trigger_id=found, view=modal())["ok"]


def test_at_most_three_modals_lie_on_each_other(sandbox: Sandbox, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(sandbox), view=modal(actions(button())))
    for error in (None, None, "push_limit_reached"):
        found = sandbox.click("ada", "go").trigger_id
        if error:
            assert refused(client.views_push, trigger_id=found, view=modal())["error"] == error
        else:
            client.views_push(trigger_id=found, view=modal(actions(button())))
    stack = sandbox.views("ada")
    assert [view["root_view_id"] for view in stack] == [stack[0]["id"]] * 3
    assert [view["previous_view_id"] for view in stack] == [None, stack[0]["id"], stack[1]["id"]]


def test_a_new_command_starts_a_new_stack(sandbox: Sandbox, client: WebClient) -> None:
    for _ in range(2):
        client.views_open(trigger_id=trigger(sandbox), view=modal())
    assert len(sandbox.views("ada")) == 1


def test_an_old_hash_is_a_conflict(sandbox: Sandbox, client: WebClient) -> None:
    view = client.views_open(trigger_id=trigger(sandbox), view=modal())["view"]
    updated = client.views_update(view_id=view["id"], view=modal(section("New")), hash=view["hash"])["view"]
    assert updated["hash"] != view["hash"]
    assert refused(client.views_update, view_id=view["id"], view=modal(), hash=view["hash"])["error"] == "hash_conflict"
    assert refused(client.views_update, view_id="V0GONE", view=modal())["error"] == "not_found"


def test_what_was_typed_survives_an_update_where_the_input_stays(sandbox: Sandbox, client: WebClient, bot: Bot) -> None:
    client.views_open(trigger_id=trigger(sandbox), view=modal(entry("a", text_input()), entry("b", text_input())))
    bot.says({"response_action": "errors", "errors": {"a": "Hm"}})
    sandbox.submit("ada", {"a": "one", "b": "two"})
    view = sandbox.views("ada")[0]
    client.views_update(view_id=view["id"], view=modal(entry("a", text_input()), entry("c", text_input())))
    values = sandbox.views("ada")[0]["state"]["values"]
    assert values["a"]["text"]["value"] == "one"
    assert values["c"]["text"]["value"] is None


def test_an_external_id_is_used_once_and_finds_the_view(sandbox: Sandbox, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(sandbox), view=modal(external_id="x"))
    assert refused(client.views_open, trigger_id=trigger(sandbox, "bo"), view=modal(external_id="x"))["error"] == ("duplicate_external_id")
    assert client.views_update(external_id="x", view=modal(external_id="x"))["ok"]


def test_a_home_belongs_to_one_person(sandbox: Sandbox, client: WebClient) -> None:
    first = client.views_publish(user_id="U0ADA", view=home())["view"]
    second = client.views_publish(user_id="U0ADA", view=home(section("New")), hash=first["hash"])["view"]
    shown = sandbox.home("ada")
    assert shown is not None
    assert (shown["id"], shown["blocks"][0]["text"]["text"]) == (first["id"], "New")
    assert second["hash"] != first["hash"]
    assert sandbox.home("bo") is None
    assert refused(client.views_publish, user_id="U0ADA", view=home(), hash=first["hash"])["error"] == "hash_conflict"
    assert refused(client.views_publish, user_id="U0DOT", view=home())["error"] == "user_disabled"


def test_a_modal_is_no_home(client: WebClient) -> None:
    assert refused(client.views_publish, user_id="U0ADA", view=modal())["error"] == "invalid_arguments"
