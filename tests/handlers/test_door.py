"""The one place that says no and apologises, the guard, doubles on the way in, and where private answers go."""

import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlalchemy import text
from waitress.server import create_server

from bot import store
from bot.sandbox import Sandbox, World
from bot.screens.blocks import actions, button, modal, quoted, section
from bot.screens.blocks import field as entry
from bot.settings import Settings
from bot.slack import Slack
from bot.texts import Language, speaker
from handlers import create, web
from handlers.door import effect, visit_of
from tests.conftest import HOSPITAL, SECRET, TOKEN, House, wait_until
from tests.handlers.test_web import listening, post, signed

CPR = "010190-1234"
Json = dict[str, Any]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with listening() as stream:
        yield stream


@dataclass
class Buggy:
    """Spire's own Bolt app with listeners of ours in front, over real HTTP, and the sandbox that knocks."""

    sandbox: Sandbox
    app: App
    slack: Slack
    firsts: list[bool] = field(default_factory=list)

    def front(self, register: Callable[[App], Any]) -> None:
        """Put a listener before those that listen for everything."""
        register(self.app)
        self.app._listeners.insert(0, self.app._listeners.pop())

    def post_button(self, action_id: str) -> None:
        client = WebClient(TOKEN, base_url=f"{self.sandbox.base}/api/", retry_handlers=[])
        client.chat_postMessage(channel="C0MEDICIN", text="A post", blocks=[section("A post"), actions(button(action_id, "Go", "1"))])


@pytest.fixture
def buggy(sqlite_url: str) -> Iterator[Buggy]:
    store.connect(sqlite_url)
    sandbox = Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, retry_scale=0.002)
    sandbox.start()
    settings = Settings(_env_file=None, slack_signing_secret=SECRET, slack_bot_token=TOKEN, slack_api_url=f"{sandbox.base}/api/")
    slack = Slack(TOKEN, settings.slack_api_url)
    app = create(settings, slack)
    server = create_server(web.create(app, settings), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    sandbox.send_to(f"http://127.0.0.1:{server.effective_port}/slack/events")
    yield Buggy(sandbox, app, slack)
    sandbox.stop()
    server.task_dispatcher.shutdown()
    slack.close()
    store.close()


def bug(**_: Any) -> None:
    raise LookupError("hemmelighed")


def references(log: io.StringIO) -> list[str]:
    """The references of the bugs in the log, which holds no word of what went wrong."""
    assert "hemmelighed" not in log.getvalue()
    return [line["reference"] for line in map(json.loads, log.getvalue().splitlines()) if line["event"] == "bug"]


def code(apology: str) -> str:
    """The reference in an apology, which is otherwise the sentence of the texts."""
    found = re.search(r"`?([0-9a-f]{8})`?", apology)
    assert found, apology
    say = speaker("da")
    assert apology in {say("apology", reference=found[1]), say.plain("apology", reference=found[1])}
    return found[1]


def test_a_command_with_a_bug_is_answered_privately_with_a_reference_that_is_in_the_log(buggy: Buggy, log: io.StringIO) -> None:
    buggy.front(lambda app: app.command("/spire")(bug))
    answer = buggy.sandbox.command("anne", "medicinsk", "/spire", "hemmelighed")
    assert (answer.status, answer.body["response_type"]) == (200, "ephemeral")
    assert [code(answer.body["text"])] == references(log)


def test_an_answer_that_was_given_before_the_bug_is_replaced(buggy: Buggy, log: io.StringIO) -> None:
    def after(ack: Ack) -> None:
        ack("It is done.")
        bug()

    buggy.front(lambda app: app.command("/spire")(after))
    answer = buggy.sandbox.command("anne", "medicinsk", "/spire", "help")
    assert [code(answer.body["text"])] == references(log)
    assert "It is done." not in json.dumps(answer.body)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_form_with_a_bug_behind_it_stays_open_and_says_so(buggy: Buggy, log: io.StringIO, when: str) -> None:
    form = modal("A form", [entry("name", "Name", {"type": "plain_text_input"})], close="Close", submit="Send", callback_id="broken")

    def opened(ack: Ack, context: BoltContext) -> None:
        visit_of(context).open(form)
        ack()

    def sent(ack: Ack) -> None:
        if when == "after":
            ack(response_action="clear")
        bug()

    buggy.front(lambda app: app.command("/form")(opened))
    buggy.front(lambda app: app.view("broken")(sent))
    buggy.sandbox.command("anne", "medicinsk", "/form")
    answer = buggy.sandbox.submit("anne", {"name": "hemmelighed"})
    assert (answer.status, answer.body["response_action"], list(answer.body["errors"])) == (200, "errors", ["name"])
    assert [code(answer.body["errors"]["name"])] == references(log)
    assert buggy.sandbox.views("anne")[-1]["state"]["values"]["name"]["name"]["value"] == "hemmelighed"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_click_with_a_bug_behind_it_is_answered_beside_the_post(buggy: Buggy, log: io.StringIO, when: str) -> None:
    def clicked(ack: Ack) -> None:
        if when == "after":
            ack()
        bug()

    buggy.front(lambda app: app.action("broken")(clicked))
    buggy.post_button("broken")
    answer = buggy.sandbox.click("anne", "broken")
    assert (answer.status, answer.body, answer.error) == (200, None, None)
    said = buggy.sandbox.seen("anne", "medicinsk")[-1]
    assert [code(said["text"])] == references(log)
    assert [one["text"] for one in buggy.sandbox.seen("jonas", "medicinsk")] == ["A post"]


def test_a_click_inside_a_form_with_a_bug_behind_it_turns_the_form_into_the_apology(buggy: Buggy, log: io.StringIO) -> None:
    def opened(ack: Ack, context: BoltContext) -> None:
        visit_of(context).open(modal("A form", [actions(button("broken", "Go", "1"))], close="Close"))
        ack()

    buggy.front(lambda app: app.command("/form")(opened))
    buggy.front(lambda app: app.action("broken")(bug))
    buggy.sandbox.command("anne", "medicinsk", "/form")
    assert buggy.sandbox.click("anne", "broken").status == 200
    shown = buggy.sandbox.views("anne")[-1]["blocks"][0]["text"]["text"]
    assert [code(shown)] == references(log)


def test_an_event_with_a_bug_behind_it_is_processed_when_slack_sends_it_again(buggy: Buggy, log: io.StringIO) -> None:
    def changed(ack: Ack, context: BoltContext) -> None:
        with effect(visit_of(context)) as (_db, first):
            buggy.firsts.append(first)
            if len(buggy.firsts) == 1:
                bug()
        ack()

    buggy.front(lambda app: app.event("user_change")(changed))
    assert buggy.sandbox.change_person("anne", real_name="Anne Holm-Krogh").status == 500
    wait_until(lambda: len(buggy.firsts) == 2)
    assert buggy.firsts == [True, True], "what the bug interrupted was not undone"
    assert len(references(log)) == 1


def test_an_event_that_comes_twice_takes_effect_once(buggy: Buggy) -> None:
    def changed(ack: Ack, context: BoltContext) -> None:
        with effect(visit_of(context)) as (_db, first):
            buggy.firsts.append(first)
        ack()

    buggy.front(lambda app: app.event("user_change")(changed))
    buggy.sandbox.fault("double", "event", times=1)
    assert buggy.sandbox.change_person("anne", real_name="Anne Holm-Krogh").status == 200
    buggy.sandbox.change_person("anne", real_name="Anne Holm")
    assert buggy.firsts == [True, False, True]


def test_an_old_button_an_old_form_and_an_unknown_command_are_refused_kindly(buggy: Buggy) -> None:
    say = speaker("da")
    buggy.post_button("gathering.no_longer")
    assert buggy.sandbox.click("anne", "gathering.no_longer").status == 200
    assert buggy.sandbox.seen("anne", "medicinsk")[-1]["text"] == say("button-old")
    assert buggy.sandbox.command("anne", "medicinsk", "/older").body["text"] == say("unknown-word")


def test_a_number_in_a_command_comes_back_masked_and_is_kept_nowhere(house: House, log: io.StringIO) -> None:
    house.set_up()
    answer = house.sandbox.command("mette", "medicinsk", "/pizza", f"Ove {CPR} i kantinen")
    assert answer.body["text"] == speaker("da")("privacy-cpr")
    assert answer.body["blocks"][-1]["text"]["text"] == quoted("Ove ••••••••••• i kantinen")
    assert house.sandbox.views("mette") == []
    _nowhere(log)


@pytest.mark.parametrize("entry_id", ["title", "place", "message"])
def test_a_number_in_a_form_stays_in_its_field_and_is_kept_nowhere(house: House, log: io.StringIO, entry_id: str) -> None:
    house.set_up()
    answer = house.plan(**{entry_id: f"Ove {CPR}"})
    assert answer.body == {"response_action": "errors", "errors": {entry_id: speaker("da").plain("privacy-cpr")}}
    shown = house.sandbox.views("mette")[-1]["state"]["values"][entry_id]
    assert next(iter(shown.values()))["value"] == f"Ove {CPR}"
    _nowhere(log)
    assert house.sandbox.submit("mette", {entry_id: "Ove"}).body["response_action"] == "update", "a refused form counts as a new one"


def test_a_form_that_comes_twice_makes_one_meeting(any_house: House) -> None:
    any_house.set_up()
    any_house.sandbox.fault("double", "view_submission", times=1)
    any_house.plan()
    assert _number("gathering") == 1
    assert len([call for call in any_house.sandbox.calls("view_submission") if call["fault"] == "double"]) == 2


def test_a_command_that_comes_twice_leads_to_one_meeting(any_house: House) -> None:
    any_house.set_up()
    any_house.sandbox.fault("double", "command", times=1)
    any_house.plan()
    any_house.sandbox.command("mette", "medicinsk", "/pizza", "Pizza i personalestuen")
    assert _number("gathering") == 1
    assert any_house.sandbox.seen("mette", "medicinsk")[-1]["text"] == speaker("da")("gathering-exists")


def test_a_click_that_comes_twice_invites_once(any_house: House) -> None:
    any_house.set_up()
    any_house.sandbox.fault("double", "block_actions", times=1)
    any_house.invite()
    assert _number("outgoing", "kind = 'gathering.invitation'") == 1


def test_no_is_said_in_ones_own_language_or_the_departments_or_the_workspaces(house: House) -> None:
    def no(user: str, channel: str) -> Language:
        said = house.sandbox.command(user, channel, "/spire", "abrakadabra").body["text"]
        spoken: list[Language] = [language for language in ("da", "nb", "en") if speaker(language)("unknown-word") == said]
        return spoken[0]

    assert no("peter", "medicinsk") == "da"
    house.set_up(language="en")
    assert (no("peter", "medicinsk"), no("peter", "kirurgi")) == ("en", "da")
    house.sandbox.command("peter", "medicinsk", "/spire", "language norsk")
    assert (no("peter", "medicinsk"), no("peter", "kirurgi"), no("anne", "medicinsk")) == ("nb", "nb", "en")


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/", "http://{slack}@127.0.0.1:{port}/", "http://127.0.0.1:{port}/#{slack}", "http://["])
def test_a_private_answer_goes_to_slack_and_nowhere_else(house: House, address: str) -> None:
    called: list[str] = []

    class Foreign(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            called.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    foreign = HTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=foreign.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    url = address.format(port=foreign.server_address[1], slack=house.sandbox.base.removeprefix("http://"))
    click = {
        "type": "block_actions",
        "user": {"id": "U0ANNE"},
        "trigger_id": "1.2.3",
        "channel": {"id": "C0MEDICIN"},
        "actions": [{"type": "button", "action_id": "person.language.nb", "block_id": "b", "value": "nb"}],
        "response_url": url,
    }
    body = urlencode({"payload": json.dumps(click)}).encode()
    assert post(house, body, **signed(body)) == (200, "")
    foreign.shutdown()
    foreign.server_close()
    assert called == []
    assert _number("person", "user_id = 'U0ANNE' AND language = 'nb'") == 1, "a failed private answer undid what was done"


def _number(table: str, where: str = "1 = 1") -> int:
    with store.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one())


def _nowhere(log: io.StringIO) -> None:
    """Neither in the database nor in the log."""
    with store.reading() as db:
        file = Path(str(db.engine.url.database))
        kept = "\n".join(db.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert file.is_file()
    assert CPR[:6] not in kept + log.getvalue()
    assert "Ove" not in kept + log.getvalue()
