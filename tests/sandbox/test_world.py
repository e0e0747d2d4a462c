"""The world file says who is there, and a mistake in it is told in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import World, WorldError
from tests.sandbox.conftest import WORLD

TEAM = {"id": "T0CLUB", "name": "The club", "domain": "club"}
BOT = {"user_id": "U0BOT", "bot_id": "B0BOT", "app_id": "A0APP", "name": "waiter", "scopes": []}
ADA = {"key": "ada", "id": "U0ADA", "real_name": "Ada"}
HALL = {"key": "hall", "id": "C0HALL", "name": "hall", "members": ["ada"]}


def world(**changes: Any) -> dict[str, Any]:
    return {"team": TEAM, "bot": BOT, "people": [ADA], "channels": [HALL]} | changes


def test_a_world_is_read_from_toml() -> None:
    loaded = World.load(WORLD)
    assert [person.key for person in loaded.people] == ["ada", "bo", "cy", "dot", "eve"]
    assert loaded.channels[0].members == ("ada", "bo", "cy")


def test_a_world_is_read_from_json(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world()))
    assert World.load(path) == World.of(world())


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ([], "A world is a table"),
        (world(weather=1), "no 'weather'"),
        ({"bot": BOT}, "entry team is missing"),
        (world(team={**TEAM, "id": "C0CLUB"}), "'C0CLUB' is no team id"),
        (world(people=[{**ADA, "id": "U-ada"}]), "'U-ada' is no user id"),
        (world(people=[{**ADA, "age": 4}]), "person 'ada' has an unknown field 'age'"),
        (world(people=[{"key": "ada", "id": "U0ADA"}]), "person 'ada' lacks 'real_name'"),
        (world(people=[{**ADA, "is_admin": "yes"}]), "person 'ada', is_admin is true or false"),
        (world(people=[ADA, {**ADA, "id": "U0TWO"}]), "key of a person 'ada' is used twice"),
        (world(people=[ADA, {**ADA, "key": "eva"}]), "id 'U0ADA' is used twice"),
        (world(people=[{**ADA, "is_stranger": True}]), "'ada' needs both is_stranger and team_id"),
        (world(channels=[{**HALL, "members": ["zoe"]}]), "channel 'hall' has a member 'zoe'"),
        (world(channels=[{**HALL, "members": "ada"}]), "channel 'hall', members is a list of texts"),
        (world(channels=[{**HALL, "kind": "im"}]), "direct messages are opened"),
        (world(people=4), "'people' is a list"),
    ],
)
def test_a_mistake_in_the_world_is_told_in_a_sentence_naming_the_entry(raw: Any, sentence: str) -> None:
    with pytest.raises(WorldError, match=sentence):
        World.of(raw)


def test_a_world_file_that_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("team = ")
    with pytest.raises(WorldError, match=r"broken\.toml cannot be read"):
        World.load(path)
