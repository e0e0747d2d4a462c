"""What a deployment decides, read once at a door from the environment and `.env`.

Every variable has one sentence in the texts (`setting-<VARIABLE>`: what it is for and where to get it), which is what a person sees when it is
missing or wrong.
"""

import re
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.ids import UserId
from bot.texts import LANGUAGES, Language

SLACK = "https://slack.com/api/"


class WrongSettings(Exception):
    """`variables`: the environment variables that are missing or wrong, in reading order."""

    def __init__(self, variables: list[str], language: Language) -> None:
        super().__init__(", ".join(variables))
        self.variables = variables
        self.language = language


def _ids(value: Any) -> Any:
    return tuple(part for part in re.split(r"[\s,;]+", value) if part) if isinstance(value, str) else value


class House(BaseSettings):
    """What every command needs: the database and the workspace's ways."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True, populate_by_name=True
    )

    database_url: str = "sqlite:///spire.db"
    time_zone: str = Field("Europe/Copenhagen", validation_alias=AliasChoices("SPIRE_TIME_ZONE", "time_zone"))
    language: Language = Field("da", validation_alias=AliasChoices("SPIRE_LANGUAGE", "language"))

    @field_validator("database_url")
    @classmethod
    def _driver(cls, url: str) -> str:
        """Accept what hosts hand out (`postgres://`) and name the driver that is installed."""
        scheme, _, rest = url.partition("://")
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
            return f"postgresql+psycopg://{rest}"
        if scheme == "sqlite" and rest.startswith("/"):
            return url
        raise ValueError("neither SQLite nor PostgreSQL")

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("not an IANA time zone")
        return name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Settings(House):
    """What a running bot needs besides."""

    slack_signing_secret: SecretStr | None = Field(None, min_length=16)
    slack_signing_secret_previous: SecretStr | None = Field(None, min_length=16)
    slack_bot_token: SecretStr
    slack_app_token: SecretStr | None = None
    slack_api_url: str = SLACK
    host: str = "0.0.0.0"
    port: int = Field(3000, ge=1, le=65535)
    url: str | None = Field(None, validation_alias=AliasChoices("SPIRE_URL", "url"))
    organisers: Annotated[tuple[UserId, ...], NoDecode, BeforeValidator(_ids)] = Field(
        (), validation_alias=AliasChoices("SPIRE_ORGANISERS", "organisers")
    )

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _token(cls, token: SecretStr | None, info: Any) -> SecretStr | None:
        start = "xoxb-" if info.field_name == "slack_bot_token" else "xapp-"
        if token is not None and not token.get_secret_value().startswith(start):
            raise ValueError(f"must start with {start}")
        return token

    @field_validator("slack_api_url", "url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if not parts.hostname or parts.scheme not in ({"http", "https"} if local else {"https"}):
            raise ValueError("must be an https address")
        return url.rstrip("/") + "/"

    @field_validator("organisers")
    @classmethod
    def _people(cls, people: tuple[UserId, ...]) -> tuple[UserId, ...]:
        if any(not re.fullmatch(r"[UW][A-Z0-9]{2,}", person) for person in people):
            raise ValueError("must be Slack member ids")
        return people

    @model_validator(mode="after")
    def _a_door(self) -> "Settings":
        """Over HTTP every request is signed, so the secret is needed; Socket Mode has a token instead."""
        if self.slack_signing_secret is None and self.slack_app_token is None:
            raise ValueError("SLACK_SIGNING_SECRET")
        return self

    @property
    def secrets(self) -> list[str]:
        """The signing secrets that count, the current one first."""
        both = (self.slack_signing_secret, self.slack_signing_secret_previous)
        return [secret.get_secret_value() for secret in both if secret is not None]


Kind = TypeVar("Kind", bound=House)


def read(kind: type[Kind], **given: Any) -> Kind:
    """The settings of this process; `given` wins over the environment. Raises WrongSettings naming every variable that needs a hand."""
    try:
        return kind(**given)
    except ValidationError as error:
        wrong = [_variable(kind, problem["loc"], problem["msg"]) for problem in error.errors(include_input=False, include_context=False)]
        raise WrongSettings(sorted(set(wrong), key=wrong.index), _spoken()) from None


def _variable(kind: type[House], place: tuple[int | str, ...], message: str) -> str:
    if not place:
        return message.rpartition(" ")[2]  # a model validator says which
    for name, field in kind.model_fields.items():
        aliases = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else [name]
        if place[0] in {name, *aliases}:
            return str(aliases[0]).upper()
    return str(place[0]).upper()


class _Spoken(BaseSettings):
    model_config = House.model_config
    language: str = Field("da", validation_alias="SPIRE_LANGUAGE")


def _spoken() -> Language:
    """The language for complaints about settings, when the settings themselves could not be read."""
    wanted = _Spoken().language  # type: ignore[call-arg]  # it comes from the environment
    return next((language for language in LANGUAGES if language == wanted), "da")
