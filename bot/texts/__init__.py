"""Everything Spire says, in Danish (da), Norwegian bokmål (nb) and English (en): Fluent files with the same ids and the same variables.

`speaker(language)` gives a `Say`. Calling it gives mrkdwn in which every value is escaped (Slack's own three: & < >), so that nobody is paged by
somebody else's text; `plain` gives the same sentence for plain_text and terminals. `Mark` is text that already is mrkdwn: a mention.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["da", "nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
OWN_NAMES: dict[Language, str] = {"da": "Dansk", "nb": "Norsk", "en": "English"}


class Mark(str):
    """A value that is mrkdwn already and is not escaped again."""

    __slots__ = ()


def person(user_id: str) -> Mark:
    """A mention of a person. The id comes from Slack; what is not an id is escaped like anything else."""
    return Mark(f"<@{user_id}>") if user_id.isalnum() else Mark(escaped(user_id))


def people(user_ids: Iterable[str], joint: str = ", ") -> Mark:
    return Mark(joint.join(person(user_id) for user_id in user_ids))


def channel(channel_id: str) -> Mark:
    return Mark(f"<#{channel_id}>") if channel_id.isalnum() else Mark(escaped(channel_id))


def escaped(text: str) -> str:
    """Plain text as mrkdwn: the three characters that Slack gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Say:
    """One language's voice."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
        source = files(__name__).joinpath(f"{language}.ftl").read_text(encoding="utf-8")
        self._bundle.add_resource(FluentResource(source))

    def __call__(self, text: str, /, **facts: Any) -> str:
        """The sentence `text` as mrkdwn. Raises KeyError for an unknown id and ValueError for a missing variable: both are bugs."""
        return self._format(text, {name: _marked(value) for name, value in facts.items()})

    def plain(self, text: str, /, **facts: Any) -> str:
        """The sentence as plain text, values as they are."""
        return self._format(text, {name: str(value) if isinstance(value, str) else value for name, value in facts.items()})

    def has(self, text: str) -> bool:
        return bool(self._bundle.has_message(text))

    def _format(self, text: str, facts: dict[str, Any]) -> str:
        message = self._bundle.get_message(text)
        if message.value is None:
            raise KeyError(text)
        said, errors = self._bundle.format_pattern(message.value, facts)
        if errors:
            raise ValueError(f"{self.language}/{text}: {type(errors[0]).__name__}")
        return str(said)


_LOCALES: dict[Language, str] = {"da": "da-DK", "nb": "nb-NO", "en": "en-GB"}


def _marked(value: Any) -> Any:
    if isinstance(value, Mark):
        return str(value)
    return escaped(value) if isinstance(value, str) else value


@cache
def speaker(language: Language) -> Say:
    return Say(language)


def known(language: str | None) -> Language | None:
    """The language if it is one of ours."""
    return next((ours for ours in LANGUAGES if ours == language), None)
