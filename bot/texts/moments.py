"""Days and hours in words, in a named zone: "torsdag d. 12. marts kl. 16.30–17.30"."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from bot.texts import Language

_DAY = {"da": "EEEE 'd'. d. MMMM", "nb": "EEEE d. MMMM", "en": "EEEE d MMMM"}
_SHORT = {"da": "EEE d. MMM", "nb": "EEE d. MMM", "en": "EEE d MMM"}
_LOCALE = {"da": "da_DK", "nb": "nb_NO", "en": "en_GB"}


@cache
def _locale(language: Language) -> Locale:
    """Read once: Babel takes a lock of the whole process for every locale it is given by name."""
    return Locale.parse(_LOCALE[language])


def day(when: date, language: Language, today: date | None = None) -> str:
    """The day with its weekday; the year too, unless it is `today`'s."""
    pattern = _DAY[language] + ("" if today is not None and today.year == when.year else " y")
    return format_date(when, pattern, locale=_locale(language))


def hour(at: time, language: Language) -> str:
    """16.30 in Danish and Norwegian, 16:30 in English."""
    return f"{at:%H:%M}" if language == "en" else f"{at:%H.%M}"


def ordinal(number: int, language: Language) -> str:
    """A day of the month: "10." in Danish and Norwegian, "10th" in English."""
    if language != "en":
        return f"{number}."
    return f"{number}{'th' if 11 <= number <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def moment(at: datetime, zone: ZoneInfo, language: Language, now: datetime) -> str:
    """A moment, aware, as day and hour in `zone`."""
    local = at.astimezone(zone)
    return f"{day(local.date(), language, now.astimezone(zone).date())}{_AT[language]}{hour(local.time(), language)}"


def short(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """For a button: "tor. 12. mar. 16.30"."""
    local = at.astimezone(zone)
    return f"{format_date(local.date(), _SHORT[language], locale=_locale(language))} {hour(local.time(), language)}"


def span(start: datetime, minutes: int, zone: ZoneInfo, language: Language, now: datetime) -> str:
    """A moment and its end `minutes` of elapsed time later, in `zone`."""
    end = (start + timedelta(minutes=minutes)).astimezone(zone)
    return f"{moment(start, zone, language, now)}–{hour(end.time(), language)}"


_AT = {"da": " kl. ", "nb": " kl. ", "en": ", "}
