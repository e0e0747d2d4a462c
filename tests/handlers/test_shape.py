"""What a request looks like at the least: everything that Slack sends passes, and nothing that a listener would stumble over."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers import shape
from tests.conftest import House

Json = dict[str, Any]
COMMAND: Json = {"command": "/spire", "text": "help", "user_id": "U0ANNE", "channel_id": "C0MEDICIN", "trigger_id": "12.34.5a6b"}
VIEW: Json = {"id": "V0FORM", "type": "modal", "callback_id": "gathering.plan", "private_metadata": "{}", "blocks": [], "state": {"values": {}}}
CLICK: Json = {
    "type": "block_actions",
    "user": {"id": "U0ANNE"},
    "trigger_id": "12.34.5a6b",
    "actions": [{"type": "button", "action_id": "gathering.yes", "block_id": "row", "value": "1"}],
}
SUBMISSION: Json = {"type": "view_submission", "user": {"id": "U0ANNE"}, "view": VIEW}
EVENT: Json = {"type": "event_callback", "event_id": "Ev01", "event": {"type": "team_join", "user": {"id": "U0NEW"}}}
USUAL = [COMMAND, CLICK, SUBMISSION, EVENT, {"ssl_check": "1"}, {"type": "url_verification", "challenge": "x"}, {"type": "app_rate_limited"}]


@pytest.mark.parametrize("body", USUAL, ids=lambda body: body.get("type") or next(iter(body)))
def test_the_usual_passes_with_fields_that_nobody_has_seen_yet(body: Json) -> None:
    passed = shape.read(body | {"something_new": [{"of": 2031}]})
    assert passed is not None
    assert passed.body == body | {"something_new": [{"of": 2031}]}


def test_everything_that_the_sandbox_sends_passes(house: House, tmp_path: Path) -> None:
    house.set_up()
    house.invite(seats="2")
    house.sandbox.click("anne", "gathering.yes", channel="medicinsk")
    house.sandbox.click("anne", "gathering.plate", channel="medicinsk")
    house.sandbox.submit("anne", {"guests": "0", "meal": ["vegan"], "allergies": "nødder"})
    house.sandbox.change_person("anne", real_name="Anne Holm-Krogh")
    sent = [json.loads(line) for line in (tmp_path / "wire.jsonl").read_text().splitlines()]
    to_bot = [entry["request"] for entry in sent if entry["direction"] == "to_bot"]
    assert {entry["method"] for entry in sent if entry["direction"] == "to_bot"} == {"command", "view_submission", "block_actions", "event"}
    assert [body for body in to_bot if shape.read(body) is None] == []


@pytest.mark.parametrize("name", ["command", "user_id", "channel_id", "trigger_id"])
@pytest.mark.parametrize("value", [None, 5, "", {}, ["x"], "æble her"])
def test_a_command_needs_its_ids(name: str, value: Any) -> None:
    assert shape.read(COMMAND | {name: value}) is None
    assert shape.read({key: one for key, one in COMMAND.items() if key != name}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        COMMAND | {"type": "block_actions"},  # two requests in one
        COMMAND | {"text": "a\x00b"},  # PostgreSQL stores none
        COMMAND | {"user": 5},
        COMMAND | {"actions": "text"},
        COMMAND | {"enterprise": 5},  # Bolt looks for ids everywhere
        COMMAND | {"authorizations": 5},
        CLICK | {"actions": []},
        CLICK | {"user": "U0ANNE"},
        CLICK | {"channel": 5},
        CLICK | {"state": {"values": None}},
        SUBMISSION | {"view": None},
        SUBMISSION | {"view": {name: value for name, value in VIEW.items() if name != "type"}},
        SUBMISSION | {"view": VIEW | {"blocks": [{"type": "input"}]}},
        SUBMISSION | {"view": VIEW | {"private_metadata": None}},
        SUBMISSION | {"view": VIEW | {"state": {"values": {"title": {"title": {"value": 5}}}}}},
        SUBMISSION | {"view": VIEW | {"state": {"values": {"title": {"title": {"value": "\ud800"}}}}}},
        SUBMISSION | {"view": VIEW | {"state": {"values": {"came": {"came": {"selected_users": ["not an id"]}}}}}},
        SUBMISSION | {"view": VIEW | {"state": {"values": {"zone": {"zone": {"selected_option": "Europe/Oslo"}}}}}},
        EVENT | {"event_id": "words that must not be logged"},
        EVENT | {"event": {"user": "U0ANNE"}},
        EVENT | {"event": {"type": "team_join", "user": {"id": 5}}},
        EVENT | {"event": {"type": "team_join", "user": {"id": "U0NEW", "team_id": []}}},
        EVENT | {"authorizations": [5]},
        *([], None, 5, "text", {}, {"type": None}, {"type": {}}, {"type": "nothing_known"}),
    ],
)
def test_what_a_listener_would_stumble_over_does_not_pass(wrong: Any) -> None:
    assert shape.read(wrong) is None
