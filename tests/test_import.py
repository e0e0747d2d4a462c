"""`spire import` and `spire export` against both databases: what goes in, what stays, and that it is all or nothing."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from typer.testing import CliRunner, Result

from bot import cli, store
from bot.actions import roster
from bot.rules.directory import Directory, Link, Listed
from bot.rules.roster import file as roster_file
from bot.store import directory
from tests.conftest import SHARED

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES = ("listing", "hospital", "specialty", "environment")
PLACES: dict[str, Any] = {
    "hospitals": [{"id": "KUH", "name": "Kattegat", "country": "DK", "type": "university"}, {"id": "SOV", "country": "NO", "type": "regional"}],
    "departments": [{"id": "card", "da": "Hjerte", "nb": "Hjertemedisin", "en": "Cardiology"}, {"id": "res", "da": "Forskningsstøtte"}],
}
EXPERTS: list[dict[str, Any]] = [
    {
        "id": f"E{number}",
        "slack_user": f"U0EXP{number}",
        "name": f"Åse Sørbø {number}",
        "role": "fao",
        "hospital": "KUH",
        "department": "card",
        "topics": ["RCT"],
    }
    for number in range(5)
]
BIOBANK = {"id": "F1", "slack_user": "U0FUN1", "name": "Biobanken", "role": "function", "department": "res", "function_for": ["biobank"]}


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty database of each kind; returns a folder."""
    monkeypatch.setenv("DATABASE_URL", database_url.replace("+psycopg", ""))
    monkeypatch.chdir(tmp_path)
    store.connect(database_url)
    yield tmp_path
    store.close()


def spire(*words: object) -> Result:
    return CliRunner().invoke(cli.spire, [str(word) for word in words], catch_exceptions=False)


def taken_in(folder: Path, *experts: dict[str, Any], **more: Any) -> Result:
    file = folder / "directory.json"
    file.write_text(json.dumps(PLACES | {"experts": experts} | more), encoding="utf-8")
    return spire("import", file)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows as they are stored, `changed_at` too."""
    with store.reading() as db:
        return {table: sorted(map(tuple, db.execute(text(f"SELECT * FROM {table}"))), key=str) for table in TABLES}


def listed() -> Directory:
    with store.reading() as db:
        return directory.read(db, date(2026, 3, 1))


def agreed() -> dict[str, bool | None]:
    with store.reading() as db:
        return {row.key: row.agreed if row.agreed is None else bool(row.agreed) for row in db.execute(text("SELECT key, agreed FROM listing"))}


def test_a_file_goes_in_and_a_second_time_changes_nothing(house: Path) -> None:
    ended = taken_in(house, *EXPERTS, BIOBANK)
    said = "6 new, 0 changed, 0 unchanged, 0 broken.\nNew or changed: 2 hospitals, 2 departments.\n"
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, said, "")
    before = everything()
    assert [len(before[table]) for table in TABLES] == [6, 2, 2, 0]
    assert taken_in(house, *EXPERTS, BIOBANK).stdout == "0 new, 0 changed, 6 unchanged, 0 broken.\n"
    assert everything() == before


def test_a_dry_run_says_what_would_change_and_writes_nothing(house: Path) -> None:
    taken_in(house, *EXPERTS[:2])
    before = everything()
    changed = EXPERTS[1] | {"topics": ["RCT", "søvn"], "title": "Overlæge"}
    file = house / "next.json"
    file.write_text(json.dumps({"experts": [EXPERTS[0], changed, EXPERTS[2], EXPERTS[3] | {"role": "?"}]}))
    ended = spire("import", file, "--dry-run")
    assert ended.exit_code == 1
    assert ended.stdout.splitlines() == [
        "new      E2 Åse Sørbø 2",
        "changed  E1 Åse Sørbø 1: topics, title",
        "1 new, 1 changed, 1 unchanged, 1 broken.",
        "This was a dry run: nothing was written.",
    ]
    assert ended.stderr.startswith('next.json, line 1 (E3): role: there is no "?". Write one of: biobank,')
    assert everything() == before


def test_only_what_is_changed_is_written_and_everybody_else_stays(house: Path) -> None:
    taken_in(house, *EXPERTS)
    before = {row[1]: row for row in everything()["listing"]}
    assert taken_in(house, EXPERTS[1] | {"name": "Ny"}).stdout == "0 new, 1 changed, 0 unchanged, 0 broken.\n"
    after = {row[1]: row for row in everything()["listing"]}
    assert [key for key in after if after[key] != before.get(key)] == ["E1"]
    assert sorted(after) == sorted(before)


def test_an_import_answers_for_nobody_whether_they_want_to_be_shown(house: Path) -> None:
    taken_in(house, *EXPERTS[:2], EXPERTS[2] | {"slack_user": None}, BIOBANK)
    assert agreed() == {"E0": None, "E1": None, "E2": None, "F1": True}
    with store.transaction() as db:
        for user_id, answer in (("U0EXP0", True), ("U0EXP1", False), ("U0FUN1", False)):
            directory.agree(db, user_id, answer, NOON)  # type: ignore[arg-type]
    taken_in(house, *({**one, "title": "Ny"} for one in (*EXPERTS[:3], BIOBANK)))
    assert agreed() == {"E0": True, "E1": False, "E2": None, "F1": False}


def test_a_broken_row_stays_out_and_the_rest_goes_in(house: Path) -> None:
    ended = taken_in(house, EXPERTS[0], EXPERTS[1] | {"topics": ["patient 010203-1234"]}, EXPERTS[2])
    assert (ended.exit_code, [one.id for one in listed().people]) == (1, ["E0", "E2"])
    assert ended.stderr == "directory.json, line 1: topics holds what looks like an identity number. Take it out.\n"


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"<html>", b"{", b"a;b\n1;2\n", b"id;name\n1;2\n"])
def test_what_is_no_directory_ends_in_one_sentence_and_nothing_is_imported(house: Path, content: bytes) -> None:
    taken_in(house, *EXPERTS)
    before = everything()
    (house / "file").write_bytes(content)
    ended = spire("import", house / "file")
    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith(f"{house / 'file'}: It is ") or "columns are missing" in ended.stderr
    assert ended.stderr.endswith(" Nothing was imported.\n")
    assert everything() == before


def test_a_file_that_is_not_there_is_told(house: Path) -> None:
    ended = spire("import", house / "nothing.csv")
    assert (ended.exit_code, ended.stderr) == (2, f"{house / 'nothing.csv'} cannot be read: No such file or directory.\n")


def test_a_database_that_was_never_made_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    for ended in (spire("import", tmp_path / "x"), spire("export")):
        assert (ended.exit_code, ended.stderr) == (
            2,
            f"There is no database at {tmp_path}/none.db. Look at DATABASE_URL, or make it with: spire migrate\n",
        )
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_an_older_version_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as db:
        db.execute("CREATE TABLE something (id INTEGER)")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/old.db")
    ended = spire("export")
    store.close()
    assert (ended.exit_code, ended.stderr) == (2, "The database is not up to date. First run: spire migrate\n")


def on_insert(what: dict[str, str]) -> None:
    """Let the database itself do something when E3 is written."""
    with store.transaction() as db:
        if db.dialect.name == "sqlite":
            statements = [f"CREATE TRIGGER broken BEFORE INSERT ON listing WHEN NEW.key = 'E3' BEGIN SELECT RAISE({what['sqlite']}); END"]
        else:
            function = f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what['postgresql']}; END $$"
            statements = [function, "CREATE TRIGGER broken BEFORE INSERT ON listing FOR EACH ROW WHEN (NEW.key = 'E3') EXECUTE FUNCTION broken()"]
        for statement in statements:
            db.execute(text(statement))


def test_when_the_database_breaks_in_the_middle_nothing_is_left(house: Path) -> None:
    on_insert({"sqlite": "ABORT, 'the disk is full'", "postgresql": "RAISE 'the disk is full'"})
    with pytest.raises(DatabaseError, match="the disk is full"):
        taken_in(house, *EXPERTS)
    assert everything() == {table: [] for table in TABLES}


def test_what_was_planned_for_another_directory_is_not_written(house: Path) -> None:
    taken_in(house, *EXPERTS[:2])
    file = roster_file.load(json.dumps({"experts": EXPERTS}).encode())
    with store.reading() as db:
        seen = roster.look(db, file, NOON.date(), lambda _: None)
    with store.transaction() as db:
        directory.leave(db, "U0EXP0", datetime.now(UTC))  # type: ignore[arg-type]
    before = everything()
    with pytest.raises(roster.Overtaken), store.transaction() as db:
        roster.bring_in(db, seen, NOON, lambda _: None)
    assert everything() == before


def test_two_imports_at_once_leave_what_one_of_them_would(house: Path) -> None:
    file = roster_file.load(json.dumps(PLACES | {"experts": EXPERTS}).encode())
    ready, ended = threading.Barrier(2), []

    def bring_in() -> None:
        with store.reading() as db:
            seen = roster.look(db, file, NOON.date(), lambda _: None)
        ready.wait()
        try:
            with store.transaction() as db:
                roster.bring_in(db, seen, NOON, lambda _: None)
            ended.append("done")
        except (roster.Overtaken, DatabaseError):
            ended.append("overtaken")

    threads = [threading.Thread(target=bring_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in ended
    assert [one.id for one in listed().people] == [one["id"] for one in EXPERTS]


def test_slack_ids_that_change_hands_arrive(house: Path) -> None:
    taken_in(house, *EXPERTS[:3])
    around = [one | {"slack_user": f"U0EXP{(number + 1) % 3}"} for number, one in enumerate(EXPERTS[:3])]
    assert taken_in(house, *around).exit_code == 0
    assert [one.user_id for one in listed().people] == ["U0EXP1", "U0EXP2", "U0EXP0"]


def test_links_of_emerging_environments_go_in_beside_those_there_are(house: Path) -> None:
    links = [{"hospital": "SOV", "department": "card", "linked_to": "KUH/card"}]
    assert "1 links" in taken_in(house, *EXPERTS, links=links).stdout
    (house / "table.csv").write_text("id;name;role;department;hospital;linked_to\nE9;Ny;fao;res;SOV;kattegat/hjerte\n")
    assert spire("import", house / "table.csv").exit_code == 0
    assert listed().links == (Link(("SOV", "card"), ("KUH", "card")), Link(("SOV", "res"), ("KUH", "card")))


def test_what_is_exported_can_be_imported_and_changes_nothing(house: Path) -> None:
    source = SHARED / "data" / "ask" / "directory.json"
    if not source.is_file():
        pytest.skip("The directory of an invented region lies in the folder shared beside the project, which is not here.")
    assert spire("import", source).exit_code == 0
    before = everything()
    for words in (["out.json"], ["out.csv", "--csv"]):
        assert spire("export", *words).stdout == f"Written to {words[0]}.\n"
        ended = spire("import", words[0])
        assert (ended.exit_code, ended.stdout) == (0, "0 new, 0 changed, 163 unchanged, 0 broken.\n")
        assert everything() == before
    with store.reading() as db:
        there = directory.read(db, roster_file.read(source.read_text(encoding="utf-8")).today)
    read = {one.id: one for one in roster_file.read(source.read_text(encoding="utf-8")).people}
    assert {one.id: comparable(one) for one in there.people} == {id_: comparable(one) for id_, one in read.items()}


def comparable(one: Listed) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name not in {"agreed", "revision"}}


def test_an_export_into_an_empty_house_makes_the_same_house(house: Path) -> None:
    links = [{"hospital": "SOV", "department": "card", "linked_to": "KUH/card"}]
    absence = {"from": "2026-03-01", "to": "2026-03-09", "deputy": "E1"}
    taken_in(house, EXPERTS[0] | {"absence": absence, "active": False, "career_stage": "postdoc"}, EXPERTS[1], BIOBANK, links=links)
    before = listed()
    spire("export", "out.json")
    with store.transaction() as db:
        for table in ("environment", "listing", "hospital", "specialty"):
            db.execute(text(f"DELETE FROM {table}"))
    assert spire("import", "out.json").exit_code == 0
    assert listed() == before


def test_an_export_goes_to_standard_output_or_a_file_and_overwrites_nothing_unasked(house: Path) -> None:
    taken_in(house, EXPERTS[0])
    shown = spire("export")
    assert [one["name"] for one in json.loads(shown.stdout)["experts"]] == ["Åse Sørbø 0"]
    assert spire("export", "--csv").stdout_bytes.startswith(b"\xef\xbb\xbfid;slack_user;name;role;")
    (house / "kept.json").write_text("precious")
    ended = spire("export", "kept.json")
    assert (ended.exit_code, ended.stderr) == (2, "kept.json exists already. Choose another name, or overwrite it with --force.\n")
    assert (house / "kept.json").read_text() == "precious"
    assert spire("export", "kept.json", "--force").exit_code == 0
    assert (house / "kept.json").read_bytes() == shown.stdout_bytes
