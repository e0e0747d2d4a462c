"""Days and hours in words, in the department's zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.texts import LANGUAGES, Language
from bot.texts.moments import day, hour, moment, span

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [
        ("da", "torsdag d. 26. november kl. 16.30–17.30", "torsdag d. 14. januar 2027 kl. 16.30–17.30"),
        ("nb", "torsdag 26. november kl. 16.30–17.30", "torsdag 14. januar 2027 kl. 16.30–17.30"),
        ("en", "Thursday 26 November, 16:30–17:30", "Thursday 14 January 2027, 16:30–17:30"),
    ],
)
def test_the_year_is_said_only_when_it_is_another(language: Language, this_year: str, next_year: str) -> None:
    assert span(datetime(2026, 11, 26, 15, 30, tzinfo=UTC), 60, COPENHAGEN, language, NOW) == this_year
    assert span(datetime(2027, 1, 14, 15, 30, tzinfo=UTC), 60, COPENHAGEN, language, NOW) == next_year


def test_a_day_alone_says_its_year_when_nobody_says_what_today_is() -> None:
    assert [day(date(2026, 3, 12), language) for language in LANGUAGES] == [
        "torsdag d. 12. marts 2026",
        "torsdag 12. mars 2026",
        "Thursday 12 March 2026",
    ]
    assert [day(date(2026, 3, 12), language, date(2026, 1, 1)) for language in LANGUAGES] == [
        "torsdag d. 12. marts",
        "torsdag 12. mars",
        "Thursday 12 March",
    ]


def test_hours_are_written_as_each_language_writes_them() -> None:
    assert [hour(time(7, 5), language) for language in LANGUAGES] == ["07.05", "07.05", "07:05"]


def test_what_year_it_is_is_asked_in_the_departments_zone() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert moment(new_year, COPENHAGEN, "da", new_year) == "fredag d. 1. januar kl. 00.30"
    assert moment(new_year, COPENHAGEN, "da", new_year - timedelta(hours=1)) == "fredag d. 1. januar 2027 kl. 00.30"
    assert moment(new_year, ZoneInfo("America/Nuuk"), "en", new_year) == "Thursday 31 December, 21:30"


def test_a_meeting_over_midnight_says_the_hour_it_ends() -> None:
    assert span(datetime(2026, 11, 26, 22, 30, tzinfo=UTC), 90, COPENHAGEN, "da", NOW) == "torsdag d. 26. november kl. 23.30–01.00"


@pytest.mark.parametrize(
    ("starts_at", "minutes", "said"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 60, "Sunday 28 March 2027, 01:30–03:30"),
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), 120, "Sunday 31 October 2027, 01:30–02:30"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 60, "Sunday 31 October 2027, 02:30–02:30"),
    ],
)
def test_minutes_are_elapsed_time_on_the_nights_the_clocks_change(starts_at: datetime, minutes: int, said: str) -> None:
    assert span(starts_at, minutes, COPENHAGEN, "en", NOW) == said
