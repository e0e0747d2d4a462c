"""A hospital of one's own, and one that is kept."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.demo.hospital import Hospital
from bot.sandbox import WorldError
from bot.texts import speaker

NORDHAVN = Path(__file__).parents[2] / "bot/demo/nordhavn"
SPIRE = Path(sys.executable).with_name("spire")
ONE = 'channel = "medicinsk"\norganiser = "mette"\n'
DEPARTMENT = f'[[departments]]\n{ONE}name = "Medicine"\nhospital = "H"\n'
MEETING = f'[[meetings]]\n{ONE}title = "Ideas"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return shutil.copytree(NORDHAVN, tmp_path / "own")


@pytest.mark.parametrize(
    ("past", "sentence"),
    [
        ("guest = [", "cannot be read"),
        (f"guest = 3\n{DEPARTMENT}", "guest: Input should be a valid string."),
        ('guest = "mette"\ndepartments = []', "departments: List should have at least 1 item"),
        (f'guest = "jonas"\n{DEPARTMENT}', "guest: 'jonas' is no administrator (is_admin) in workspace.toml."),
        (f'guest = "mette"\nbeer = 1\n{DEPARTMENT}', "beer: Extra inputs are not permitted."),
        (f'guest = "mette"\n{DEPARTMENT}'.replace("medicinsk", "kirurgi"), "departments 1: 'kirurgi' is no channel with the bot in it"),
        (f'guest = "mette"\n{DEPARTMENT}{MEETING}day = 1\ncoming = ["hanne"]', "meetings 1: 'hanne' is no member of 'medicinsk' in workspace.toml."),
        (
            f'guest = "mette"\n{DEPARTMENT}{MEETING}day = 1\n'.replace('"medicinsk"', '"akut"', 1),
            "meetings 1: 'medicinsk' is not among the departments.",
        ),
        (f'guest = "mette"\n{DEPARTMENT}{MEETING}day = 1\n{MEETING}day = 5', "meetings 2: day is at least 8 after that of the meeting before."),
        (f'guest = "mette"\n{DEPARTMENT}{MEETING}day = 100', "meetings 1 day: Input should be less than or equal to 60."),
    ],
)
def test_a_broken_past_is_told_in_a_sentence_that_names_file_and_entry(own: Path, past: str, sentence: str) -> None:
    (own / "past.toml").write_text(past, encoding="utf-8")
    with pytest.raises(WorldError) as told:
        Hospital.load(own)
    assert str(told.value).startswith(str(own / "past.toml"))
    assert sentence in str(told.value)


def test_a_folder_without_a_hospital_ends_the_command_with_a_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(cli.spire, ["demo", "--hospital", str(tmp_path), "--port", "0"])
    assert said.exit_code == 2
    assert f"The world file {tmp_path / 'workspace.toml'} cannot be read" in said.stderr


def test_what_has_no_text_in_the_languages_stands_as_it_was_written(own: Path) -> None:
    (own / "past.toml").write_text(f'guest = "mette"\n{DEPARTMENT}{MEETING}day = 3', encoding="utf-8")
    hospital = Hospital.load(own).translated(speaker("nb"))
    assert (hospital.past.departments[0].name, hospital.past.meetings[0].title) == ("Medicine", "Ideas")
    assert hospital.world.people[0].title == speaker("nb").plain("demo-title-coordinator")


@contextmanager
def running(*options: str) -> Iterator[str]:
    """The page's address of a demo that lasts as long as the block."""
    with subprocess.Popen([SPIRE, "demo", "--details", "--port", "0", *options], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        yield json.loads(demo.stdout.readline())["page"]
        demo.terminate()
        assert demo.wait(timeout=20) == 0


def see(page: str) -> dict[str, Any]:
    with urlopen(f"{page}/see/sight?user=U0METTE&channel=C0MEDICIN", timeout=10) as answer:
        return dict(json.load(answer))


def do(page: str, verb: str, **arguments: Any) -> None:
    with urlopen(Request(f"{page}/control/{verb}", json.dumps(arguments).encode()), timeout=60) as answer:
        assert json.load(answer)["ok"]


def test_a_kept_hospital_goes_on_where_it_was_left(own: Path, tmp_path: Path) -> None:
    (own / "past.toml").write_text(f'guest = "mette"\n{DEPARTMENT}', encoding="utf-8")
    options = ("--hospital", str(own), "--keep", str(tmp_path / "kept"))
    with running(*options) as page:
        do(page, "message", user="mette", channel="medicinsk", text="Kaffe?")
        do(page, "travel_to", moment=see(page)["now"] + 86_400)
        left = see(page)
    with running(*options) as page:
        found = see(page)
        do(page, "command", user="mette", channel="medicinsk", command="/spire", text="log")
    assert found["open"] == left["open"]
    assert found["channels"] == left["channels"]
    assert found["boot"] != left["boot"]
    assert 0 <= found["now"] - left["now"] < 60


def test_a_kept_hospital_that_cannot_be_read_back_says_so_and_stays(own: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "spire.db").write_bytes(b"")
    (kept / "workspace.json").write_text('{"offset": 0}', encoding="utf-8")
    said = CliRunner().invoke(cli.spire, ["demo", "--hospital", str(own), "--keep", str(kept), "--port", "0"])
    assert said.exit_code == 2
    assert f"{kept / 'workspace.json'} cannot be read back" in said.stderr
    assert (kept / "workspace.json").is_file()
