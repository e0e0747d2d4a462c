"""Working days, public holidays, decent hours, and hours that do not exist."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import calendar
from bot.rules.calendar import PROPOSED_CLOSING_DAYS, Country, WorkingDays, at, country, decent, exists, public_holidays

COPENHAGEN, OSLO = ZoneInfo("Europe/Copenhagen"), ZoneInfo("Europe/Oslo")
WEEK = frozenset(range(1, 6))

# From the two churches' and states' calendars: Easter Sunday is 5 April 2026, 28 March 2027 and 16 April 2028.
DANISH = {
    2026: ["01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "12-25", "12-26"],
    2027: ["01-01", "03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17", "12-25", "12-26"],
    2028: ["01-01", "04-13", "04-14", "04-16", "04-17", "05-25", "06-04", "06-05", "12-25", "12-26"],
}
NORWEGIAN = {
    2026: ["01-01", "04-02", "04-03", "04-05", "04-06", "05-01", "05-14", "05-17", "05-24", "05-25", "12-25", "12-26"],
    2027: ["01-01", "03-25", "03-26", "03-28", "03-29", "05-01", "05-06", "05-16", "05-17", "12-25", "12-26"],
    2028: ["01-01", "04-13", "04-14", "04-16", "04-17", "05-01", "05-17", "05-25", "06-04", "06-05", "12-25", "12-26"],
}


def days(zone: ZoneInfo = COPENHAGEN, *closed: tuple[int, int], weekdays: frozenset[int] = WEEK) -> WorkingDays:
    return WorkingDays(weekdays, frozenset(closed), zone)


@pytest.mark.parametrize(("where", "known"), [("DK", DANISH), ("NO", NORWEGIAN)])
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_public_holidays_are_the_ones_in_the_almanac(where: Country, known: dict[int, list[str]], year: int) -> None:
    assert sorted(f"{day:%m-%d}" for day in public_holidays(where, year)) == known[year]
    assert {day.year for day in public_holidays(where, year)} == {year}


def test_store_bededag_was_a_holiday_until_2023_and_is_a_working_day_since() -> None:
    assert not days().includes(date(2023, 5, 5))
    assert [days().includes(day) for day in (date(2024, 4, 26), date(2025, 5, 16), date(2026, 5, 1))] == [True, True, True]


def test_each_country_keeps_its_own_holidays() -> None:
    constitution, may_day = date(2027, 5, 17), date(2026, 5, 1)
    assert (days(COPENHAGEN).includes(may_day), days(OSLO).includes(may_day)) == (True, False)
    assert (days(COPENHAGEN).includes(date(2028, 5, 17)), days(OSLO).includes(date(2028, 5, 17))) == (True, False)
    assert not days(COPENHAGEN).includes(constitution), "Whit Monday 2027"


@pytest.mark.parametrize(
    ("zone", "where"),
    [("Europe/Copenhagen", "DK"), ("Atlantic/Faroe", "DK"), ("America/Nuuk", "DK"), ("Europe/Oslo", "NO"), ("Arctic/Longyearbyen", "NO")],
)
def test_the_zone_says_whose_holidays_count(zone: str, where: str) -> None:
    assert country(ZoneInfo(zone)) == where


def test_closing_days_return_every_year_and_are_no_working_days() -> None:
    closed = days(COPENHAGEN, *PROPOSED_CLOSING_DAYS["DK"])
    assert PROPOSED_CLOSING_DAYS == {"DK": ((5, 1), (6, 5), (12, 24), (12, 31)), "NO": ((12, 24), (12, 31))}
    for day in (date(2026, 12, 24), date(2027, 12, 24), date(2026, 12, 31), date(2026, 6, 5), date(2026, 5, 1)):
        assert (days().includes(day), closed.includes(day)) == (True, False)


def test_a_department_chooses_its_own_weekdays() -> None:
    shifts = days(weekdays=frozenset({6, 7}))
    assert [shifts.includes(date(2026, 11, 20) + timedelta(days=n)) for n in range(4)] == [False, True, True, False]


def test_the_last_working_day_before_easter_is_the_wednesday_and_the_next_after_is_the_tuesday() -> None:
    assert days().last_before(date(2026, 4, 6)) == date(2026, 4, 1)
    assert days().next_after(date(2026, 4, 1)) == date(2026, 4, 7)


def test_over_christmas_the_search_skips_closing_days_holidays_and_the_weekend() -> None:
    closed = days(COPENHAGEN, (12, 24), (12, 31))
    assert closed.next_after(date(2026, 12, 23)) == date(2026, 12, 28)
    assert closed.last_before(date(2027, 1, 4)) == date(2026, 12, 30)


def test_a_department_without_working_days_keeps_the_calendar() -> None:
    never = days(weekdays=frozenset())
    assert never.last_before(date(2026, 11, 22)) == date(2026, 11, 21)
    assert never.next_after(date(2026, 11, 20)) == date(2026, 11, 21)


@given(
    day=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    closed=st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=6),
    zone=st.sampled_from([COPENHAGEN, OSLO]),
)
def test_what_is_found_is_a_working_day_with_none_between(
    day: date, weekdays: frozenset[int], closed: frozenset[tuple[int, int]], zone: ZoneInfo
) -> None:
    ours = WorkingDays(weekdays, closed, zone)
    before, after = ours.last_before(day), ours.next_after(day)
    assert before < day < after
    assert ours.includes(before)
    assert ours.includes(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(ours.includes(one) for one in between if one != day)


@pytest.mark.parametrize(
    ("day", "hour", "there"),
    [
        (date(2027, 3, 28), time(1, 59), True),
        (date(2027, 3, 28), time(2, 0), False),
        (date(2027, 3, 28), time(2, 30), False),
        (date(2027, 3, 28), time(2, 59), False),
        (date(2027, 3, 28), time(3, 0), True),
        (date(2027, 10, 31), time(2, 30), True),
        (date(2027, 3, 27), time(2, 30), True),
    ],
)
def test_an_hour_that_the_clocks_jump_over_does_not_exist(day: date, hour: time, there: bool) -> None:
    assert exists(day, hour, COPENHAGEN) is there


def test_an_hour_in_the_gap_comes_out_after_it_and_a_doubled_hour_is_the_first_of_the_two() -> None:
    assert at(date(2027, 3, 28), time(2, 30), COPENHAGEN).astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert at(date(2027, 10, 31), time(2, 30), COPENHAGEN).astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=COPENHAGEN)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(2026, 11, 20, 7, 0), local(2026, 11, 20, 7, 0)),
        (local(2026, 11, 20, 19, 59), local(2026, 11, 20, 19, 59)),
        (local(2026, 11, 20, 6, 59), local(2026, 11, 20, 7, 30)),
        (local(2026, 11, 19, 20, 0), local(2026, 11, 20, 7, 30)),
        (local(2026, 11, 20, 20, 0), local(2026, 11, 23, 7, 30)),
        (local(2026, 11, 21, 6, 0), local(2026, 11, 23, 7, 30)),
        (local(2026, 11, 22, 12, 0), local(2026, 11, 23, 7, 30)),
        (local(2026, 4, 1, 21, 0), local(2026, 4, 7, 7, 30)),
    ],
)
def test_nobody_is_written_to_at_night_or_on_a_day_off(now: datetime, then: datetime) -> None:
    assert decent(now, days()).astimezone(UTC) == then.astimezone(UTC)


def test_decent_hours_are_the_departments_not_the_servers() -> None:
    late_in_utc = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    assert decent(late_in_utc, days(ZoneInfo("America/Nuuk"))) == datetime(2026, 11, 23, 7, 30, tzinfo=ZoneInfo("America/Nuuk"))
    assert decent(datetime(2026, 11, 20, 21, 30, tzinfo=UTC), days(ZoneInfo("America/Nuuk"))) == datetime(2026, 11, 20, 21, 30, tzinfo=UTC)


@given(now=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), zone=st.sampled_from([COPENHAGEN, OSLO]))
def test_a_decent_hour_is_never_past_and_always_between_seven_and_twenty_on_a_working_day(now: datetime, zone: ZoneInfo) -> None:
    ours = days(zone)
    when = decent(now, ours)
    there = when.astimezone(zone)
    assert when >= now
    assert calendar.DAY_BEGINS <= there.time() < calendar.DAY_ENDS
    assert ours.includes(there.date())
