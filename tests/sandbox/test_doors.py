"""The record, the control door, the program and the life of a sandbox."""

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bot.sandbox import Sandbox, World
from tests.sandbox.conftest import SECRET, TOKEN, WORLD, Bot, Got, actions, button, entry, modal, text_input
from tests.sandbox.test_events import until


def ask(base: str, verb: str, **arguments: Any) -> Any:
    request = urllib.request.Request(f"{base}/control/{verb}", json.dumps(arguments).encode())
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)


def test_every_call_is_recorded_without_the_token(bot: Bot, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    world = World.load(WORLD)
    with Sandbox(world, signing_secret=SECRET, bot_token=TOKEN, events_url=bot.url, record=path) as sandbox:
        client = WebClient(TOKEN, base_url=f"{sandbox.base}/api/")
        client.chat_postMessage(channel="C0HALL", text="Soup")
        with pytest.raises(Exception, match="channel_not_found"):
            client.chat_postMessage(channel="C0MOON", text="Soup")
        sandbox.fault("internal_error", times=1)
        with pytest.raises(Exception, match="internal_error"):
            client.api_call("auth.test", params={"token": TOKEN})
        sandbox.command("ada", "hall", "/menu")
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        assert lines == sandbox.calls()
    told = [(line["direction"], line["method"], line["problems"], line["fault"]) for line in lines]
    assert told == [
        ("to_slack", "chat.postMessage", [], None),
        ("to_slack", "chat.postMessage", ["channel_not_found"], None),
        ("to_slack", "auth.test", [], "internal_error"),
        ("to_bot", "command", [], None),
    ]
    assert lines[0]["request"] == {"channel": "C0HALL", "text": "Soup"}
    assert lines[0]["answer"]["message"]["text"] == "Soup"
    assert all(line["ms"] >= 0 and abs(line["time"] - time.time()) < 10 for line in lines)
    assert TOKEN not in path.read_text()


def test_the_control_door_does_what_the_methods_do(sandbox: Sandbox, bot: Bot) -> None:
    bot.says("Soup")
    answer = ask(sandbox.base, "command", user="ada", channel="hall", command="/menu", text="x")
    assert answer["result"]["shown"]["text"] == "Soup"
    seen = ask(sandbox.base, "seen", user="ada", channel="hall")["result"]
    assert [message["text"] for message in seen] == ["Soup"]
    assert ask(sandbox.base, "fault", kind="429", method="auth.test", retry_after=3) == {"ok": True, "result": None}
    assert ask(sandbox.base, "travel", offset_seconds=60)["ok"]


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("dance", {}, "There is no verb 'dance'"),
        ("command", {"user": "ada"}, "missing a required argument: 'channel'"),
        ("seen", {"user": "zoe", "channel": "hall"}, "There is nobody called 'zoe' in this world."),
        ("fault", {"kind": "earthquake"}, "There is no fault 'earthquake'"),
    ],
)
def test_the_control_door_answers_mistakes_with_a_sentence(sandbox: Sandbox, verb: str, arguments: dict[str, Any], sentence: str) -> None:
    answer = ask(sandbox.base, verb, **arguments)
    assert answer["ok"] is False
    assert sentence in answer["error"]


def test_the_program_runs_alone_and_survives_the_death_of_its_bot(bot: Bot, tmp_path: Path) -> None:
    arguments = ["--events-url", "http://127.0.0.1:9/", "--signing-secret", SECRET, "--bot-token", TOKEN]
    command = [sys.executable, "-m", "bot.sandbox", str(WORLD), *arguments, "--record", str(tmp_path / "r.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        base = program.stdout.readline().strip()
        dead = ask(base, "command", user="ada", channel="hall", command="/menu")
        ask(base, "send_to", url=bot.url)
        alive = ask(base, "command", user="ada", channel="hall", command="/menu")
        program.terminate()
        assert program.wait(timeout=5) == 0
    assert (dead["result"]["error"], alive["result"]["error"]) == ("dispatch_failed", None)
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 2


def test_the_program_tells_a_mistake_in_the_world_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text("[]")
    command = [sys.executable, "-m", "bot.sandbox", str(path), "--signing-secret", "s", "--bot-token", "t"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    assert (ended.returncode, ended.stderr) == (2, "A world is a table with team, bot, people and channels.\n")


def test_a_stopped_sandbox_leaves_no_thread_behind(bot: Bot) -> None:
    before = set(threading.enumerate())
    with Sandbox(World.load(WORLD), signing_secret=SECRET, bot_token=TOKEN, events_url=bot.url) as sandbox:
        bot.says("", 500)
        sandbox.event({"type": "app_home_opened"})
        sandbox.fault("slow", "auth.test", delay=60)
        client = WebClient(TOKEN, base_url=f"{sandbox.base}/api/", retry_handlers=[])
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(client.auth_test)
            time.sleep(0.1)
            sandbox.stop()
            assert waiting.exception(timeout=2) is not None
    until(lambda: set(threading.enumerate()) <= before)


def test_sixty_people_at_once_are_all_answered(sandbox: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox._post, "patience", 3.0)
    client = WebClient(TOKEN, base_url=f"{sandbox.base}/api/", retry_handlers=[])
    bot.says("Soup")

    def dine(_: int) -> str | None:
        answer = sandbox.command("ada", "hall", "/menu")
        client.chat_postMessage(channel="C0HALL", text="x")
        return answer.error

    begun = time.monotonic()
    with ThreadPoolExecutor(60) as pool:
        assert set(pool.map(dine, range(300))) == {None}
    assert time.monotonic() - begun < 6
    stamps = [message["ts"] for message in sandbox.seen("ada", "hall")]
    assert len(set(stamps)) == 600
    assert stamps == sorted(stamps, key=float)


def test_a_bolt_app_works_against_the_sandbox_as_against_slack(sandbox: Sandbox, bot: Bot) -> None:
    client = WebClient(TOKEN, base_url=f"{sandbox.base}/api/")
    app = App(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/pizza")
    def order(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(entry("what", text_input()), callback_id="order"))

    @app.view("order")
    def ordered(ack: Any, view: Any, body: Any, client: Any) -> None:
        ack()
        dish = view["state"]["values"]["what"]["text"]["value"]
        blocks = [actions(button("cancel", value=dish))]
        client.chat_postMessage(channel=body["user"]["id"], text=f"One {dish}", blocks=blocks)

    @app.action("cancel")
    def cancel(ack: Any, respond: Any) -> None:
        ack()
        respond(text="Cancelled", replace_original=True)

    @app.event("app_home_opened")
    def welcome(event: Any, client: Any) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    bot.answer = lambda got: through(app, got)
    assert sandbox.command("ada", "hall", "/pizza").error is None
    assert sandbox.submit("ada", {"what": "calzone"}).error is None
    assert sandbox.views("ada") == []
    assert [message["text"] for message in sandbox.direct("ada")] == ["One calzone"]
    assert sandbox.click("ada", "cancel").error is None
    assert [message["text"] for message in sandbox.direct("ada")] == ["Cancelled"]
    assert sandbox.open_home("ada").error is None
    assert sandbox.home("ada") is not None
    assert [call["problems"] for call in sandbox.calls() if call["problems"]] == []


def through(app: App, got: Got) -> tuple[int, bytes, str]:
    """Give a request to a Bolt app."""
    answer = app.dispatch(BoltRequest(body=got.raw.decode(), headers={**got.headers}))
    kind = answer.headers.get("content-type", ["text/plain"])[0]
    return answer.status, answer.body.encode(), kind
