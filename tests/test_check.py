"""`spire check`: what a deployment lacks, each in a sentence that says what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, text

from bot import check, clock, migration, store
from bot.check import Finding
from bot.ids import ChannelId
from bot.rules.calendar import WorkingDays
from bot.sandbox import Sandbox, World
from bot.settings import Settings
from bot.store import department
from bot.texts import speaker
from tests.conftest import HOSPITAL, SECRET, TOKEN

DA = speaker("da")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(World.load(HOSPITAL), signing_secret=SECRET, bot_token=TOKEN, record=tmp_path / "wire.jsonl") as running:
        yield running


@pytest.fixture(autouse=True)
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine whose disk survives a restart, whatever the tests run on."""
    monkeypatch.setattr(check, "FLEETING", ())
    monkeypatch.delenv("DYNO", raising=False)


def look(url: str, sandbox: Sandbox, **given: str) -> list[Finding]:
    wanted = {"slack_bot_token": TOKEN, "slack_api_url": f"{sandbox.base}/api/"} | given
    return check.look(Settings(_env_file=None, slack_signing_secret=SECRET, database_url=url, **wanted))


def set_up(url: str, channel: str = "C0MEDICIN") -> None:
    store.connect(url)
    zone = ZoneInfo("Europe/Copenhagen")
    with store.transaction() as db:
        days = WorkingDays(frozenset({1}), frozenset(), zone)
        department.put(db, ChannelId(channel), name="Medicinsk", hospital="H", language="da", zone=zone.key, days=days, coffee=None)
    store.close()


def wrong(found: list[Finding]) -> list[tuple[str, bool]]:
    return [(finding.sentence, finding.needed) for finding in found if not finding.ok]


def test_when_everything_is_there_every_finding_is_fine(database_url: str, sandbox: Sandbox) -> None:
    set_up(database_url)
    on_disk = [DA.plain("check-disk")] if database_url.startswith("sqlite") else []
    assert look(database_url, sandbox) == [
        Finding(True, sentence, needed)
        for sentence, needed in [
            (DA.plain("check-database"), True),
            (DA.plain("check-migrated"), True),
            *((sentence, False) for sentence in on_disk),
            (DA.plain("check-token"), True),
            (DA.plain("check-clock"), True),
            (DA.plain("check-scopes"), True),
            (DA.plain("check-channel", channel="C0MEDICIN", name="Medicinsk"), True),
        ]
    ]


def test_a_database_that_is_away_is_said_and_slack_is_looked_at_all_the_same(sandbox: Sandbox) -> None:
    found = look("postgresql+psycopg://nobody@127.0.0.1:1/nothing", sandbox)
    assert wrong(found) == [(DA.plain("check-database-away"), True)]
    assert DA.plain("check-token") in [finding.sentence for finding in found]


def test_a_folder_that_does_not_exist_is_a_database_that_is_away(sandbox: Sandbox) -> None:
    assert wrong(look("sqlite:////no/such/folder/spire.db", sandbox)) == [(DA.plain("check-database-away"), True)]


def test_a_database_that_is_not_migrated_says_which_command_does_it(database_url: str, sandbox: Sandbox) -> None:
    store.connect(database_url)
    migration.downgrade("base")
    store.close()
    assert wrong(look(database_url, sandbox)) == [(DA.plain("check-not-migrated"), True)]


def test_a_file_that_a_restart_would_wipe_is_noted_but_does_not_stop_anybody(
    sqlite_url: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = DA.plain("check-disk-fleeting", path=sqlite_url.removeprefix("sqlite:///"))
    monkeypatch.setenv("DYNO", "web.1")
    assert wrong(look(sqlite_url, sandbox)) == [(sentence, False)]
    monkeypatch.delenv("DYNO")
    kinds = {line.split()[2] for line in Path("/proc/mounts").read_text().splitlines()} if Path("/proc/mounts").exists() else set()
    monkeypatch.setattr(check, "FLEETING", tuple(kinds))
    assert wrong(look(sqlite_url, sandbox)) == ([(sentence, False)] if kinds else [])


def test_a_wrong_token_says_where_to_get_the_right_one(sqlite_url: str, sandbox: Sandbox) -> None:
    found = look(sqlite_url, sandbox, slack_bot_token="xoxb-wrong")
    assert wrong(found) == [(DA.plain("check-token-wrong", error="invalid_auth"), True)]
    assert not any("xoxb" in finding.sentence for finding in found)


@pytest.mark.parametrize("fault", ["down", "500", "429"])
def test_slack_being_down_is_said_as_such(sqlite_url: str, sandbox: Sandbox, fault: str) -> None:
    sandbox.fault(fault)
    [(sentence, needed)] = wrong(look(sqlite_url, sandbox))
    assert needed
    assert sentence.startswith(DA.plain("check-slack-away", error="@").partition("@")[0])


@pytest.mark.parametrize(("scope", "needed"), [("chat:write", True), ("im:write", True), ("channels:history", False), ("users:read", False)])
def test_a_missing_scope_says_what_it_costs(sqlite_url: str, sandbox: Sandbox, scope: str, needed: bool) -> None:
    bot = sandbox.state.bot
    sandbox.state.bot = replace(bot, scopes=tuple(one for one in bot.scopes if one != scope))
    loss = DA.plain(check.SCOPES[scope])
    assert wrong(look(sqlite_url, sandbox)) == [(DA.plain("check-scope", scope=scope, loss=loss), needed)]


def test_without_the_right_to_look_no_channel_is_called_missing(sqlite_url: str, sandbox: Sandbox) -> None:
    set_up(sqlite_url)
    bot = sandbox.state.bot
    sandbox.state.bot = replace(bot, scopes=tuple(one for one in bot.scopes if not one.endswith(":read") or one == "users:read"))
    loss = DA.plain("scope-channels-read")
    assert wrong(look(sqlite_url, sandbox)) == [(DA.plain("check-scope", scope=f"{kind}:read", loss=loss), False) for kind in ("channels", "groups")]


@pytest.mark.parametrize("private", [False, True])
def test_a_channel_without_spire_says_how_to_invite_it(sqlite_url: str, sandbox: Sandbox, private: bool) -> None:
    set_up(sqlite_url, "C0KIRURGI")
    if private:
        sandbox.make_private("kirurgi")
    assert wrong(look(sqlite_url, sandbox)) == [(DA.plain("check-channel-not", channel="C0KIRURGI", name="Medicinsk"), True)]


def test_a_clock_that_is_off_by_more_than_a_minute_is_said(sqlite_url: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    real = clock.real
    monkeypatch.setattr(clock, "real", lambda: real() + timedelta(seconds=300))  # this machine's clock cannot be turned
    [(sentence, needed)] = wrong(look(sqlite_url, sandbox))
    assert needed
    assert sentence in {DA.plain("check-clock-wrong", seconds=seconds) for seconds in range(298, 303)}


def test_it_speaks_the_workspaces_language_and_lets_go_of_the_database(sqlite_url: str, sandbox: Sandbox) -> None:
    found = look(sqlite_url, sandbox, language="nb")
    assert found[0].sentence == speaker("nb").plain("check-database")
    with pytest.raises(RuntimeError):
        store.engine()
    engine = create_engine(sqlite_url)
    with engine.begin() as db:
        db.execute(text("DROP TABLE inbound"))
    engine.dispose()
