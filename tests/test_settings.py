"""Settings: read once, refused in sentences, and their secrets shown to nobody."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot import settings
from bot.settings import House, Settings, WrongSettings
from bot.texts import LANGUAGES, Language, speaker

SECRET, TOKEN, APP_TOKEN = "0123456789abcdef-signing", "xoxb-1-bot", "xapp-1-app"
GOOD = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN}
EVERY_VARIABLE = [
    "DATABASE_URL",
    "SPIRE_TIME_ZONE",
    "SPIRE_LANGUAGE",
    "SLACK_SIGNING_SECRET",
    "SLACK_SIGNING_SECRET_PREVIOUS",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "HOST",
    "PORT",
    "SPIRE_URL",
    "SPIRE_ORGANISERS",
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """None of our variables, and a folder without .env."""
    for name in EVERY_VARIABLE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def given(environment: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        environment.setenv(name, value)
    return settings.read(Settings)


def wrong(environment: pytest.MonkeyPatch, **variables: str) -> list[str]:
    with pytest.raises(WrongSettings) as refused:
        given(environment, **variables)
    return refused.value.variables


def test_two_variables_are_enough(environment: pytest.MonkeyPatch) -> None:
    read = given(environment, **GOOD)
    assert (read.database_url, read.host, read.port, read.slack_api_url) == ("sqlite:///spire.db", "0.0.0.0", 3000, "https://slack.com/api/")
    assert (read.time_zone, read.zone.key, read.language, read.url, read.organisers) == ("Europe/Copenhagen", "Europe/Copenhagen", "da", None, ())
    assert read.secrets == [SECRET]


def test_every_variable_is_read(environment: pytest.MonkeyPatch) -> None:
    read = given(
        environment,
        **GOOD,
        SLACK_SIGNING_SECRET_PREVIOUS="the-old-signing-secret",
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL="http://localhost:9/api",
        DATABASE_URL="sqlite:////srv/spire.db",
        HOST="127.0.0.1",
        PORT="8080",
        SPIRE_URL="https://spire.example",
        SPIRE_TIME_ZONE="Europe/Oslo",
        SPIRE_LANGUAGE="nb",
        SPIRE_ORGANISERS="U0METTE, W0ANNE;U0OLE",
    )
    assert read.secrets == [SECRET, "the-old-signing-secret"]
    assert (read.slack_api_url, read.url) == ("http://localhost:9/api/", "https://spire.example/")
    assert (read.host, read.port, read.zone.key, read.language) == ("127.0.0.1", 8080, "Europe/Oslo", "nb")
    assert read.organisers == ("U0METTE", "W0ANNE", "U0OLE")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://somewhere/x"),
        ("DATABASE_URL", "spire.db"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "sqlite://"),
        ("SPIRE_TIME_ZONE", "Danmark"),
        ("SPIRE_LANGUAGE", "sv"),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_SIGNING_SECRET_PREVIOUS", "short"),
        ("SLACK_BOT_TOKEN", "xoxp-somebody"),
        ("SLACK_APP_TOKEN", "xoxb-confused"),
        ("SLACK_API_URL", "http://slack.com/api/"),
        ("SLACK_API_URL", "slack"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("SPIRE_URL", "http://spire.example"),
        ("SPIRE_URL", "https://"),
        ("SPIRE_ORGANISERS", "@mette"),
        ("SPIRE_ORGANISERS", "U0METTE, mette"),
    ],
)
def test_a_wrong_value_names_its_variable_and_no_other(environment: pytest.MonkeyPatch, variable: str, value: str) -> None:
    assert wrong(environment, **GOOD | {variable: value}) == [variable]


def test_missing_ones_are_named_together(environment: pytest.MonkeyPatch) -> None:
    assert wrong(environment) == ["SLACK_BOT_TOKEN"]
    assert wrong(environment, SLACK_BOT_TOKEN=TOKEN) == ["SLACK_SIGNING_SECRET"]
    assert wrong(environment, SLACK_BOT_TOKEN="x", PORT="x", SPIRE_LANGUAGE="x", DATABASE_URL="x") == [
        "DATABASE_URL",
        "SPIRE_LANGUAGE",
        "SLACK_BOT_TOKEN",
        "PORT",
    ]


def test_an_empty_variable_is_a_missing_one(environment: pytest.MonkeyPatch) -> None:
    assert wrong(environment, **GOOD | {"SLACK_BOT_TOKEN": ""}) == ["SLACK_BOT_TOKEN"]
    assert given(environment, **GOOD | {"SLACK_APP_TOKEN": "", "PORT": ""}).port == 3000


def test_socket_mode_needs_no_signing_secret(environment: pytest.MonkeyPatch) -> None:
    read = given(environment, SLACK_BOT_TOKEN=TOKEN, SLACK_APP_TOKEN=APP_TOKEN)
    assert read.secrets == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_what_hosts_hand_out_is_accepted(environment: pytest.MonkeyPatch, scheme: str) -> None:
    assert given(environment, **GOOD, DATABASE_URL=f"{scheme}://u:p@h/db").database_url == "postgresql+psycopg://u:p@h/db"


def test_a_command_that_only_needs_the_database_asks_for_no_token(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", "postgres://h/db")
    assert settings.read(House).database_url == "postgresql+psycopg://h/db"


def test_the_env_file_is_read_and_the_environment_wins(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={TOKEN}\nSLACK_SIGNING_SECRET={SECRET}\nSPIRE_LANGUAGE=nb\nPORT=4000\nSOMETHING_ELSE=1\n")
    read = given(environment, PORT="5000")
    assert (read.language, read.port, read.secrets) == ("nb", 5000, [SECRET])
    assert settings.read(Settings, language="en").language == "en"


def test_settings_do_not_change(environment: pytest.MonkeyPatch) -> None:
    read = given(environment, **GOOD)
    with pytest.raises(ValidationError):
        read.port = 1


def test_no_secret_is_shown_by_the_settings_or_by_what_is_wrong_with_them(environment: pytest.MonkeyPatch) -> None:
    read = given(environment, **GOOD, SLACK_SIGNING_SECRET_PREVIOUS="the-old-signing-secret", SLACK_APP_TOKEN=APP_TOKEN)
    assert not any(secret in f"{read!r}{read}{read.model_dump()}" for secret in (SECRET, TOKEN, APP_TOKEN, "the-old-signing-secret"))
    environment.setenv("SLACK_BOT_TOKEN", "wrong-but-secret")
    with pytest.raises(WrongSettings) as refused:
        settings.read(Settings)
    assert "wrong-but-secret" not in f"{refused.value}{refused.value.__context__!r}"
    with pytest.raises(ValidationError) as raw:
        Settings()
    assert "wrong-but-secret" not in str(raw.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_complaints_come_in_the_chosen_language(environment: pytest.MonkeyPatch, language: Language) -> None:
    environment.setenv("SPIRE_LANGUAGE", language)
    with pytest.raises(WrongSettings) as refused:
        settings.read(Settings)
    assert refused.value.language == language


def test_every_setting_has_its_variable() -> None:
    assert [settings._variable(Settings, (name,), "") for name in Settings.model_fields] == EVERY_VARIABLE


def run(language: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`spire run`, as somebody starts it."""
    spire = Path(sys.executable).with_name("spire")
    environment: dict[str, Any] = {"PATH": "/usr/bin:/bin", "SPIRE_LANGUAGE": language, **variables}
    return subprocess.run([spire, "run"], env=environment, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_spire_run_says_what_is_missing_in_one_sentence_a_variable(language: Language) -> None:
    secrets = {"SLACK_SIGNING_SECRET": "too-short", "SLACK_BOT_TOKEN": "wrong-but-secret", "DATABASE_URL": "mysql://u:my-password@h/x"}
    ended = run(language, **secrets, SLACK_APP_TOKEN="xoxb-also-secret", SPIRE_ORGANISERS="@mette")
    say = speaker(language)
    named = ["DATABASE_URL", "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SPIRE_ORGANISERS"]
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [say.plain("setting-intro"), *(f"  {say.plain(f'setting-{one}')}" for one in named)]


def test_a_language_that_is_none_of_ours_is_complained_about_in_danish() -> None:
    ended = run("sv", **GOOD)
    say = speaker("da")
    assert (ended.returncode, ended.stderr.splitlines()) == (2, [say.plain("setting-intro"), f"  {say.plain('setting-SPIRE_LANGUAGE')}"])
