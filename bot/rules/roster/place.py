"""Hospitals and departments of a directory file."""

from collections.abc import Mapping
from typing import Any

from bot.rules.directory import Department, Hospital
from bot.rules.roster.row import CODE_MOST, TITLE_MOST, BrokenRow, shown, text, texts

NAMES_MOST, COUNTRIES = 50, ("DK", "NO")
_LANGUAGES = ("da", "nb", "en")


def hospital(given: Mapping[str, Any], before: Hospital | None) -> tuple[Hospital, tuple[str, ...]]:
    """With what else it is called. Raises BrokenRow."""
    code = _code(given)
    old = before or Hospital(code, "")
    country = text(given["country"], "country").upper() if "country" in given else old.country
    if country not in COUNTRIES:
        raise BrokenRow(f"country: {shown(country)} is neither DK nor NO.")
    hub = text(given["type"], "type") == "university" if "type" in given else old.hub
    name = text(given["name"], "name") if "name" in given else old.name
    return Hospital(code, country, hub, name or code), texts(given.get("aliases"), "aliases", TITLE_MOST, NAMES_MOST)


def department(given: Mapping[str, Any], _before: Department | None) -> tuple[Department, tuple[str, ...]]:
    """Its names in three languages, and then what people call it. Raises BrokenRow."""
    names = [text(given.get(language), language) for language in _LANGUAGES]
    first = next(filter(None, names), "")
    if not first:
        raise BrokenRow("The department has no name. Write one in da, nb or en.")
    aliases = texts(given.get("aliases"), "aliases", TITLE_MOST, NAMES_MOST)
    return Department(_code(given), (*(name or first for name in names), *aliases)), ()


def _code(given: Mapping[str, Any]) -> str:
    if code := text(given.get("id"), "id", CODE_MOST):
        return code
    raise BrokenRow("id is missing. Fill it in.")
