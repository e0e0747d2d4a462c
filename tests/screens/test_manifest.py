"""What Spire asks a workspace for."""

from typing import Any

import pytest

from bot.screens.manifest import NEEDED, SCOPES, manifest
from bot.texts import LANGUAGES, Language, speaker
from tests.conftest import SHARED

URL = "https://spire.example/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("url", [URL, None])
def test_slack_takes_the_manifest_in_both_modes_and_every_language(language: Language, url: str | None) -> None:
    if not (SHARED / "slack").is_dir():
        pytest.skip("Slack's schemas lie in the folder shared beside the project, which is not here.")
    pytest.importorskip("jsonschema", reason="the manifest's schema is checked with jsonschema, which is not installed")
    from slack_validate import check  # noqa: PLC0415 - it lies outside the project

    assert [issue for issue in check("manifest", manifest(speaker(language), url)) if issue.level == "error"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_texts_keep_to_slacks_limits(language: Language) -> None:
    made = manifest(speaker(language), URL)
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert 0 < len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert all(0 < len(command["description"]) <= 100 for command in made["features"]["slash_commands"])
    assert all(0 < len(command["usage_hint"]) <= 100 for command in made["features"]["slash_commands"])


def addresses(made: dict[str, Any]) -> list[str | None]:
    commands = [command.get("url") for command in made["features"]["slash_commands"]]
    settings = made["settings"]
    return [*commands, settings["event_subscriptions"].get("request_url"), settings["interactivity"].get("request_url")]


def test_over_http_every_request_goes_to_one_door_and_in_socket_mode_to_none() -> None:
    over_http, socket = manifest(speaker("da"), URL), manifest(speaker("da"), None)
    assert addresses(over_http) == ["https://spire.example/slack/events"] * 7
    assert addresses(socket) == [None] * 7
    assert (over_http["settings"]["socket_mode_enabled"], socket["settings"]["socket_mode_enabled"]) == (False, True)


def test_mentions_in_commands_arrive_as_ids() -> None:
    assert [(one["command"], one["should_escape"]) for one in manifest(speaker("da"), None)["features"]["slash_commands"]] == [
        ("/spire", True),
        ("/ask", True),
        ("/pizza", True),
        ("/who", True),
        ("/mentor", True),
    ]


def test_every_scope_says_what_is_lost_without_it_and_is_asked_for() -> None:
    made = manifest(speaker("da"), None)
    assert made["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert all(speaker("da").has(loss) for loss in SCOPES.values())
    assert set(SCOPES) >= NEEDED
    assert made["settings"]["event_subscriptions"]["bot_events"] == ["team_join", "user_change", "member_joined_channel", "app_home_opened"]
