"""Working days, public holidays, decent hours, and hours that do not exist."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import calendar
from bot.rules.calendar import PROPOSED_CLOSING_DAYS, Country, WorkingDays, WorkingHours, at, country, decent, exists, public_holidays

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


@given(
    now=st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01"), timezones=st.just(UTC)),
    zone=st.sampled_from([COPENHAGEN, OSLO]),
)
def test_a_decent_hour_is_never_past_and_always_between_seven_and_twenty_on_a_working_day(now: datetime, zone: ZoneInfo) -> None:
    ours = days(zone)
    when = decent(now, ours)
    there = when.astimezone(zone)
    assert when >= now
    assert calendar.DAY_BEGINS <= there.time() < calendar.DAY_ENDS
    assert ours.includes(there.date())


# --- Easter, ISO weeks, and working time by the minute ----------------------------------------------------------------------------------------------


def easter(year: int) -> date:
    """Gauss's rule, with the exceptions for 1900-2199."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days = 22 + moon + sunday
    late = moon == 29 or (moon == 28 and year % 19 > 10)
    return date(year, 3, 1) + timedelta(days=days - 1 - (7 if sunday == 6 and late else 0))


@pytest.mark.parametrize("year", range(2024, 2046))
def test_the_moveable_feasts_follow_the_moon(year: int) -> None:
    shared = {easter(year) + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)} | {date(year, *day) for day in ((1, 1), (12, 25), (12, 26))}
    assert public_holidays("DK", year) == shared
    assert public_holidays("NO", year) == shared | {date(year, 5, 1), date(year, 5, 17)}


def test_a_day_off_has_a_reason_and_a_weekend_alone_is_none() -> None:
    closed = days(COPENHAGEN, (12, 24), (12, 25))
    assert [closed.closed(date(2026, 12, day)) for day in (23, 24, 25, 27)] == [None, "closing_day", "public_holiday", None]


@pytest.mark.parametrize("year", range(2020, 2050))
def test_a_year_has_as_many_iso_weeks_as_thursdays(year: int) -> None:
    thursdays = [day for n in range(366) if (day := date(year, 1, 1) + timedelta(days=n)).year == year and day.isoweekday() == 4]
    assert calendar.weeks_in(year) == len(thursdays)
    assert [calendar.monday(year, week) for week in range(1, len(thursdays) + 1)] == [day - timedelta(days=3) for day in thursdays]
    with pytest.raises(ValueError, match="Invalid week"):
        calendar.monday(year, len(thursdays) + 1)


def test_2026_has_a_week_53_and_two_odd_weeks_follow_each_other() -> None:
    assert [year for year in range(2024, 2040) if calendar.weeks_in(year) == 53] == [2026, 2032, 2037]
    mondays = [date(2026, 12, 21) + timedelta(weeks=n) for n in range(4)]
    assert [calendar.in_even_week(day) for day in mondays] == [True, False, False, True]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "there"),
    [
        (COPENHAGEN, date(2027, 3, 28), time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (COPENHAGEN, date(2027, 3, 28), time(2, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (COPENHAGEN, date(2027, 3, 28), time(2, 30, 15), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (COPENHAGEN, date(2027, 3, 28), time(3, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (OSLO, date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (ZoneInfo("America/Nuuk"), date(2027, 3, 27), time(23, 30), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_that_does_not_exist_becomes_the_first_that_does(zone: ZoneInfo, day: date, hour: time, there: datetime) -> None:
    assert calendar.existing(day, hour, zone) == there


def test_working_days_are_counted_in_both_directions() -> None:
    closed = days(COPENHAGEN, (12, 24), (12, 31))
    assert [closed.plus(date(2026, 12, 23), n) for n in (0, 1, 2, 4)] == [
        date(2026, 12, 23),
        date(2026, 12, 28),
        date(2026, 12, 29),
        date(2027, 1, 4),
    ]
    assert [closed.plus(date(2027, 1, 4), n) for n in (-1, -4)] == [date(2026, 12, 30), date(2026, 12, 23)]
    assert closed.plus(date(2026, 12, 26), 0) == date(2026, 12, 26)


NORMAL = WorkingHours(days())


@pytest.mark.parametrize(
    ("moment", "number", "then"),
    [
        (local(2026, 11, 20, 15, 30), 2, local(2026, 11, 24, 15, 30)),
        (local(2026, 11, 20, 15, 30), 0, local(2026, 11, 20, 15, 30)),
        (local(2026, 11, 21, 10), 2, local(2026, 11, 25, 8)),
        (local(2026, 11, 20, 16), 1, local(2026, 11, 24, 8)),
        (local(2026, 11, 20, 7, 59), 1, local(2026, 11, 23, 8)),
        (local(2026, 4, 1, 12), 1, local(2026, 4, 7, 12)),
        (local(2026, 10, 23, 12), 1, local(2026, 10, 26, 12)),
        (local(2027, 3, 24, 12), 1, local(2027, 3, 30, 12)),
    ],
)
def test_two_working_days_from_friday_half_past_three_are_tuesday_half_past_three(moment: datetime, number: int, then: datetime) -> None:
    assert NORMAL.plus_days(moment, number) == then.astimezone(UTC)
    assert {NORMAL.plus_days(moment, number).tzinfo, NORMAL.next_moment(moment).tzinfo, NORMAL.plus_minutes(moment, 5).tzinfo} == {UTC}


def test_a_working_day_ends_on_its_last_minute() -> None:
    assert NORMAL.plus_minutes(local(2026, 11, 20, 15, 30), 30) == local(2026, 11, 20, 16).astimezone(UTC)
    assert NORMAL.plus_minutes(local(2026, 11, 20, 15, 30), 31) == local(2026, 11, 23, 8, 1).astimezone(UTC)
    assert NORMAL.plus_minutes(local(2026, 11, 20, 16), 0) == local(2026, 11, 23, 8).astimezone(UTC)
    assert NORMAL.plus_minutes(local(2026, 4, 1, 15, 30), 2 * 480) == local(2026, 4, 8, 15, 30).astimezone(UTC)


def test_working_minutes_are_whole_and_never_negative() -> None:
    friday, second = local(2026, 11, 20, 15, 30), timedelta(seconds=1)
    assert NORMAL.minutes_between(friday, local(2026, 11, 24, 15, 30)) == 960
    assert NORMAL.minutes_between(friday, friday + timedelta(minutes=1) - second) == 0
    assert NORMAL.minutes_between(local(2026, 11, 24, 15, 30), friday) == 0
    assert NORMAL.minutes_between(local(2026, 11, 21, 9), local(2026, 11, 22, 9)) == 0


def test_hours_that_touch_a_gap_shrink_and_hours_inside_it_are_none_that_day() -> None:
    every_day = days(COPENHAGEN, weekdays=frozenset(range(1, 8)))
    early = WorkingHours(every_day, time(1), time(2, 30))
    assert early.minutes_between(local(2026, 3, 29), local(2026, 3, 30)) == 60
    assert WorkingHours(every_day, time(2, 30), time(4)).minutes_between(local(2026, 3, 29), local(2026, 3, 30)) == 60
    inside = WorkingHours(every_day, time(2), time(3))
    assert inside.next_moment(local(2026, 3, 29, 1)) == local(2026, 3, 30, 2).astimezone(UTC)
    assert inside.plus_days(local(2026, 3, 28, 2, 30), 1) == local(2026, 3, 29, 3).astimezone(UTC)


@pytest.mark.parametrize(("begins", "ends"), [(time(16), time(8)), (time(8), time(8)), (time(22), time(0))])
def test_working_hours_lie_within_one_day(begins: time, ends: time) -> None:
    with pytest.raises(ValueError, match="working hours"):
        WorkingHours(days(), begins, ends)


hours = st.integers(0, 23 * 4).filter(lambda quarter: not 8 <= quarter < 12).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))  # not in a gap
strange_weeks = st.sampled_from([date(2026, 3, 27), date(2026, 10, 23), date(2026, 4, 1), date(2026, 12, 23), date(2027, 5, 13), date(2026, 11, 18)])


@st.composite
def working(draw: st.DrawFn) -> tuple[WorkingHours, datetime]:
    begins, ends = sorted(draw(st.tuples(hours, hours).filter(lambda two: two[0] != two[1])))
    weekdays = draw(st.sampled_from([WEEK, frozenset(range(1, 8)), frozenset({6, 7}), frozenset({1, 7})]))
    zone = draw(st.sampled_from([COPENHAGEN, OSLO]))
    begun = datetime.combine(draw(strange_weeks), time(), UTC) + timedelta(minutes=draw(st.integers(0, 3 * 1440)))
    return WorkingHours(days(zone, (12, 24), (12, 31), weekdays=weekdays), begins, ends), begun


def works(ours: WorkingHours, minute: datetime) -> bool:
    there = minute.astimezone(ours.days.zone)
    return ours.days.includes(there.date()) and ours.begins <= there.time() < ours.ends


@settings(deadline=None)
@given(case=working(), length=st.integers(0, 4 * 1440))
def test_working_minutes_agree_with_counting_minute_by_minute(case: tuple[WorkingHours, datetime], length: int) -> None:
    ours, begun = case
    assert ours.minutes_between(begun, begun + timedelta(minutes=length)) == sum(works(ours, begun + timedelta(minutes=n)) for n in range(length))


@settings(deadline=None)
@given(case=working(), minutes=st.integers(0, 1000))
def test_working_minutes_added_agree_with_counting_minute_by_minute(case: tuple[WorkingHours, datetime], minutes: int) -> None:
    ours, begun = case
    minutes %= 3 * ((ours.ends.hour - ours.begins.hour) * 60 + ours.ends.minute - ours.begins.minute)
    minute, left = begun, minutes
    while left or (minutes == 0 and not works(ours, minute)):
        left -= works(ours, minute)
        minute += timedelta(minutes=1)
    assert ours.plus_minutes(begun, minutes) == minute


@settings(deadline=None)
@given(case=working(), number=st.integers(0, 5))
def test_working_days_added_agree_with_walking_there(case: tuple[WorkingHours, datetime], number: int) -> None:
    ours, begun = case
    minute = begun
    while not works(ours, minute):
        minute += timedelta(minutes=1)
    assert ours.next_moment(begun) == minute
    begun_there = minute.astimezone(ours.days.zone)
    day, left = begun_there.date(), number
    while left:
        day += timedelta(days=1)
        left -= ours.days.includes(day)
    then = ours.plus_days(begun, number).astimezone(ours.days.zone)
    in_gap = day == date(2026, 3, 29) and begun_there.hour == 2
    assert (then.date(), then.time()) == (day, time(3) if in_gap else begun_there.time())
