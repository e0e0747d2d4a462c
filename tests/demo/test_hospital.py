"""A hospital of one's own, and one that is kept."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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
def running(*options: str, end: signal.Signals = signal.SIGTERM) -> Iterator[str]:
    """The page's address of a demo that lasts as long as the block, and how it then ends."""
    with subprocess.Popen([SPIRE, "demo", "--details", "--port", "0", *options], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        try:
            yield json.loads(demo.stdout.readline())["page"]
        finally:
            demo.send_signal(end)
        assert demo.wait(timeout=20) == (0 if end == signal.SIGTERM else -end)


def started(*options: str) -> subprocess.CompletedProcess[str]:
    """A demo that ends by itself."""
    return subprocess.run([SPIRE, "demo", "--port", "0", *options], capture_output=True, text=True, timeout=60, check=False)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.05)


@pytest.fixture
def options(own: Path, tmp_path: Path) -> tuple[str, ...]:
    """Of a hospital with next to no past, kept in `kept`."""
    (own / "past.toml").write_text(f'guest = "mette"\n{DEPARTMENT}', encoding="utf-8")
    return ("--hospital", str(own), "--keep", str(tmp_path / "kept"))


def see(page: str) -> dict[str, Any]:
    with urlopen(f"{page}/see/sight?user=U0METTE&channel=C0MEDICIN", timeout=10) as answer:
        return dict(json.load(answer))


def do(page: str, verb: str, **arguments: Any) -> None:
    with urlopen(Request(f"{page}/control/{verb}", json.dumps(arguments).encode()), timeout=60) as answer:
        assert json.load(answer)["ok"]


def test_a_kept_hospital_goes_on_where_it_was_left(options: tuple[str, ...]) -> None:
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


def test_a_second_demo_leaves_a_folder_in_use_as_it_is(options: tuple[str, ...], tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    held = ("spire.db", "wire.jsonl", "spire.log")  # as long as the demo has them open no new file gets their number
    with running(*options) as page:
        before = {name: (kept / name).stat().st_ino for name in held}
        said = started(*options)
        assert {name: (kept / name).stat().st_ino for name in held} == before
        do(page, "message", user="mette", channel="medicinsk", text="Kaffe?")
        left = see(page)
    assert said.returncode == 2
    assert said.stderr == f"{kept} is in use by another demo. Close that one, or choose another folder with --keep.\n"
    with running(*options) as page:
        assert see(page)["open"] == left["open"]


def test_a_kept_hospital_that_was_killed_goes_on_where_it_was_last_written_down(options: tuple[str, ...], tmp_path: Path) -> None:
    workspace = tmp_path / "kept/workspace.json"
    with running(*options, end=signal.SIGKILL) as page:
        do(page, "message", user="mette", channel="medicinsk", text="Kaffe?")
        left = see(page)
        until(lambda: workspace.is_file() and "Kaffe?" in workspace.read_text(encoding="utf-8"))
    for _ in range(2):
        with running(*options, end=signal.SIGKILL) as page:
            found = see(page)
        assert found["open"] == left["open"]
        assert found["boot"] != left["boot"]


def test_a_hospital_whose_past_failed_begins_anew_next_time(options: tuple[str, ...], own: Path, tmp_path: Path) -> None:
    workspace = own / "workspace.toml"
    whole = workspace.read_text(encoding="utf-8")
    workspace.write_text(whole.replace("is_admin = true", "is_admin = true\ndeleted = true"), encoding="utf-8")
    said = started(*options)
    assert said.returncode == 2
    assert "The past of this hospital cannot be lived through: mette is deactivated." in said.stderr
    assert not (tmp_path / "kept/workspace.json").exists()
    workspace.write_text(whole, encoding="utf-8")
    with running(*options) as page:
        assert see(page)["open"]["messages"]
