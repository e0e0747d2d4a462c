"""What a browser gets: the page's files, what one person sees, news while it happens; shortcuts and fetched options."""

import json
import threading
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import ImpossibleError, Sandbox, World
from tests.sandbox.conftest import SECRET, TOKEN, WORLD, Bot, actions, button, entry, modal, option, section, text_input


def get(sandbox: Sandbox, path: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(f"{sandbox.base}{path}", timeout=5) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read()


def see(sandbox: Sandbox, path: str) -> Any:
    return json.loads(get(sandbox, f"/see/{path}")[2])


def names(sight: Any) -> list[str]:
    return [place["name"] for place in sight["channels"] if place["kind"] == "channel"]


def test_the_page_is_served_with_its_modules_and_nothing_else_of_the_disk(sandbox: Sandbox) -> None:
    assert get(sandbox, "/")[:2] == (200, "text/html; charset=utf-8")
    assert get(sandbox, "/page/app.js")[:2] == (200, "text/javascript; charset=utf-8")
    assert [get(sandbox, path)[0] for path in ("/page/../front.py", "/page/%2e%2e/front.py", "/page/none.js", "/page/app.py", "/other")] == [404] * 5


def test_a_person_sees_their_conversations_and_nobody_elses_private_things(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel="C0HALL", text="For all")
    client.chat_postEphemeral(channel="C0HALL", user="U0ADA", text="For Ada")
    client.chat_postMessage(channel=client.conversations_open(users="U0ADA")["channel"]["id"], text="Ada's own")
    answer = sandbox.command("ada", "hall", "/menu")
    client.views_open(trigger_id=answer.trigger_id, view=modal(section()))
    ada, bo = see(sandbox, "sight?user=ada&channel=hall"), see(sandbox, "sight?user=bo&channel=the-hall")
    assert [one["text"] for one in ada["open"]["messages"]] == ["For all", "For Ada"]
    assert [one["text"] for one in bo["open"]["messages"]] == ["For all"]
    assert (len(ada["views"]), bo["views"]) == (1, [])
    direct = next(place["id"] for place in ada["channels"] if place["kind"] == "im")
    assert see(sandbox, f"sight?user=bo&channel={direct}")["open"] is None
    assert "Ada's own" not in json.dumps(bo)


def test_what_somebody_has_not_read_is_counted_until_they_have(sandbox: Sandbox, client: WebClient) -> None:
    def unread(user: str) -> int:
        return int(next(place["unread"] for place in see(sandbox, f"sight?user={user}")["channels"] if place["id"] == "C0HALL"))

    client.chat_postMessage(channel="C0HALL", text="One")
    sandbox.message("ada", "hall", "Two")
    assert (unread("ada"), unread("bo")) == (1, 2)
    sandbox.read("bo", "hall")
    client.chat_postMessage(channel="C0HALL", text="Three")
    assert (unread("ada"), unread("bo")) == (2, 1)


def test_a_page_hears_at_once_that_something_happened(sandbox: Sandbox, client: WebClient) -> None:
    since = see(sandbox, "sight?user=ada")["beat"]
    with urllib.request.urlopen(f"{sandbox.base}/see/live?since={since}", timeout=5) as stream:
        threading.Timer(0.1, lambda: client.chat_postMessage(channel="C0HALL", text="Now")).start()
        begun = time.monotonic()
        news = json.loads(stream.readline().removeprefix(b"data: "))
    assert news["beat"] > since
    assert news["boot"] == see(sandbox, "world")["boot"]
    assert time.monotonic() - begun < 3


def test_another_start_is_another_boot(sandbox: Sandbox, bot: Bot) -> None:
    with Sandbox(World.load(WORLD), signing_secret=SECRET, bot_token=TOKEN, events_url=bot.url) as other:
        assert see(other, "world")["boot"] != see(sandbox, "world")["boot"]


def test_what_went_over_the_wire_comes_in_order_and_only_what_is_new(sandbox: Sandbox, client: WebClient) -> None:
    for text in ("One", "Two", "Three"):
        client.chat_postMessage(channel="C0HALL", text=text)
    entries = see(sandbox, "wire?after=1")
    assert [(one["number"], one["request"]["text"]) for one in entries] == [(2, "Two"), (3, "Three")]


@pytest.mark.parametrize("path", ["sight?user=nobody", "sight", "wire?after=x"])
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(sandbox: Sandbox, path: str) -> None:
    status, _kind, body = get(sandbox, f"/see/{path}")
    assert status == 400
    assert json.loads(body)["error"]


def test_a_shortcut_on_a_message_tells_the_app_which_and_opens_a_form(sandbox: Sandbox, bot: Bot, client: WebClient) -> None:
    said = client.chat_postMessage(channel="C0HALL", text="Look")
    answer = sandbox.shortcut("ada", "keep", channel="hall", ts=said["ts"])
    (got,) = bot.bodies("message_action")
    assert (got["callback_id"], got["message"]["text"], got["channel"]["id"]) == ("keep", "Look", "C0HALL")
    client.views_open(trigger_id=answer.trigger_id, view=modal(section()))
    sandbox.shortcut("ada", "plan")
    (everywhere,) = bot.bodies("shortcut")
    assert "response_url" not in everywhere
    with pytest.raises(ImpossibleError, match="no such message"):
        sandbox.shortcut("eve", "keep", channel="hall", ts="1.000001")


def test_a_button_in_a_form_tells_the_app_what_is_typed_around_it(sandbox: Sandbox, bot: Bot, client: WebClient) -> None:
    answer = sandbox.command("ada", "hall", "/menu")
    form = modal(
        entry("name", text_input("name")),
        entry("many", {"type": "number_input", "action_id": "many", "is_decimal_allowed": False}),
        actions(button("more")),
    )
    client.views_open(trigger_id=answer.trigger_id, view=form)
    sandbox.click("ada", "more", values={"name": "Half a na", "many": ""})
    (got,) = bot.bodies("block_actions")
    assert got["view"]["state"]["values"]["name"]["name"]["value"] == "Half a na"
    assert got["view"]["state"]["values"]["many"]["many"]["value"] is None


def test_options_are_fetched_from_the_app_while_one_types(sandbox: Sandbox, bot: Bot, client: WebClient) -> None:
    answer = sandbox.command("ada", "hall", "/menu")
    client.views_open(trigger_id=answer.trigger_id, view=modal(entry("dish", {"type": "external_select", "action_id": "dish"})))
    bot.says({"options": [option("soup")]})
    fetched = sandbox.suggest("ada", "dish", "so")
    assert fetched.shown == {"type": "options", "options": [option("soup")]}
    assert bot.bodies("block_suggestion")[0]["value"] == "so"
    bot.says({"nothing": True})
    assert str(sandbox.suggest("ada", "dish", "so").error).startswith("invalid_answer")


def test_time_goes_forwards_and_takes_the_app_along(bot: Bot) -> None:
    taken: list[float] = []
    with Sandbox(World.load(WORLD), signing_secret=SECRET, bot_token=TOKEN, events_url=bot.url, traveller=taken.append) as sandbox:
        later = time.time() + 3600
        sandbox.travel_to(later)
        assert taken == [later]
        with pytest.raises(ImpossibleError, match="forwards"):
            sandbox.travel_to(time.time() - 60)
