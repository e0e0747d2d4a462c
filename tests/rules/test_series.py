"""Series: a rule unfolded in wall time, days off and what they do to it, and single meetings changed by hand."""

import json
import time as cpu
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.rules.calendar import WorkingDays
from bot.rules.series import YEARS, Dropped, Occurrence, Override, Policy, Schedule, Series, UnsupportedRule, occurrences, schedule
from tests.conftest import SHARED

COPENHAGEN, OSLO, NUUK = ZoneInfo("Europe/Copenhagen"), ZoneInfo("Europe/Oslo"), ZoneInfo("America/Nuuk")
WEEK = frozenset(range(1, 6))
CLOSED = frozenset({(12, 24), (12, 31)})
DAYS = WorkingDays(WEEK, CLOSED, COPENHAGEN)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVEN, ODD = ",".join(map(str, range(2, 53, 2))), ",".join(map(str, range(1, 54, 2)))
EVER, LATER = datetime(1990, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
NEVER = ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"]


def local(*parts: int, zone: ZoneInfo = COPENHAGEN) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type, misc]


def wall(*parts: int) -> datetime:
    return local(*parts, zone=ZoneInfo("UTC")).replace(tzinfo=None)


def walls(found: list[Occurrence] | tuple[Occurrence, ...], zone: ZoneInfo = COPENHAGEN) -> list[str]:
    return [f"{one.start.astimezone(zone):%Y-%m-%d %H:%M}" for one in found]


# --- the naive calendar the rules are compared with -------------------------------------------------------------------------------------------------


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def european(day: date, hour: time) -> tuple[datetime, datetime]:
    """RFC 5545's reading and ours of a wall time in central Europe, from the directive: summer time from 1.00 to 1.00 UTC on the last Sundays."""
    spring, autumn = last_sunday(day.year, 3), last_sunday(day.year, 10)
    summer = spring < day < autumn or (day == spring and hour >= time(3)) or (day == autumn and hour < time(3))
    read = datetime.combine(day, hour, UTC) - timedelta(hours=2 if summer else 1)
    return read, datetime(day.year, 3, day.day, 1, tzinfo=UTC) if day == spring and time(2) <= hour < time(3) else read


def months(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def week_in_month(day: date) -> tuple[int, int]:
    """Which of its weekday in the month, from the front and from the back: (1, -4) is the first of four."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (day.day + 6) // 7, -(((following - day).days + 6) // 7)


def day_in_month(day: date) -> tuple[int, int]:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.day, -(following - day).days


def position_among_weekdays(day: date) -> tuple[int, int]:
    weekdays = [one for n in range(1, 32) if (one := day + timedelta(days=n - day.day)).month == day.month and one.isoweekday() <= 5]
    return (weekdays.index(day) + 1, weekdays.index(day) - len(weekdays)) if day in weekdays else (0, 0)


Hits = Callable[[date, date], bool]
"""From the first day of a series and a day: is there a meeting?"""


def daily(interval: int) -> tuple[str, Hits]:
    return f"FREQ=DAILY;INTERVAL={interval}", lambda first, day: (day - first).days % interval == 0


def weekly(interval: int, weekdays: frozenset[int]) -> tuple[str, Hits]:
    named = ",".join(NAMES[one - 1] for one in sorted(weekdays))
    return (
        f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={named}",
        lambda first, day: (
            day.isoweekday() in weekdays
            and ((day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))).days // 7 % interval == 0
        ),
    )


def monthly_weekday(interval: int, number: int, weekday: int) -> tuple[str, Hits]:
    return (
        f"FREQ=MONTHLY;INTERVAL={interval};BYDAY={number}{NAMES[weekday - 1]}",
        lambda first, day: day.isoweekday() == weekday and number in week_in_month(day) and months(first, day) % interval == 0,
    )


def monthly_day(interval: int, number: int) -> tuple[str, Hits]:
    return (
        f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={number}",
        lambda first, day: number in day_in_month(day) and months(first, day) % interval == 0,
    )


def monthly_working_day(number: int) -> tuple[str, Hits]:
    return f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={number}", lambda first, day: number in position_among_weekdays(day)


def quarterly(number: int, weekday: int) -> tuple[str, Hits]:
    return (
        f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY={number}{NAMES[weekday - 1]}",
        lambda first, day: day.month in {1, 4, 7, 10} and day.isoweekday() == weekday and number in week_in_month(day),
    )


def yearly(month: int, number: int) -> tuple[str, Hits]:
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={number}", lambda first, day: day.month == month and number in day_in_month(day)


def yearly_on_the_start() -> tuple[str, Hits]:
    return "FREQ=YEARLY", lambda first, day: (day.month, day.day) == (first.month, first.day)


def monthly_on_the_start(interval: int) -> tuple[str, Hits]:
    return f"FREQ=MONTHLY;INTERVAL={interval}", lambda first, day: day.day == first.day and months(first, day) % interval == 0


def weeks(even: bool, weekdays: frozenset[int]) -> tuple[str, Hits]:
    named = ",".join(NAMES[one - 1] for one in sorted(weekdays))
    return (
        f"FREQ=YEARLY;BYWEEKNO={EVEN if even else ODD};BYDAY={named}",
        lambda first, day: day.isoweekday() in weekdays and (day.isocalendar().week % 2 == 0) is even,
    )


weekday, some = st.integers(1, 7), st.frozensets(st.integers(1, 7), min_size=1)
nth = st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3, -4, -5])
KINDS: dict[str, st.SearchStrategy[tuple[str, Hits]]] = {
    "every so many days": st.builds(daily, st.integers(1, 40)),
    "every so many weeks, on some days": st.builds(weekly, st.integers(1, 9), some),
    "monthly, nth or last weekday": st.builds(monthly_weekday, st.integers(1, 4), nth, weekday),
    "monthly by day": st.builds(monthly_day, st.integers(1, 4), st.integers(1, 31) | st.integers(-31, -1)),
    "monthly as it starts": st.builds(monthly_on_the_start, st.integers(1, 13)),
    "first or last weekday of the month": st.builds(monthly_working_day, st.sampled_from([1, 2, 3, 10, 23, -1, -2])),
    "quarterly by day": st.builds(monthly_day, st.just(3), st.sampled_from([1, 15, 31, -1])),
    "quarterly by weekday": st.builds(quarterly, nth, weekday),
    "yearly": st.builds(yearly, st.integers(1, 12), st.integers(1, 31) | st.just(-1)),
    "yearly as it starts": st.builds(yearly_on_the_start),
    "even and odd weeks": st.builds(weeks, st.booleans(), some),
}
anything = st.one_of(*KINDS.values())
starts = st.datetimes(wall(2024, 1, 1), wall(2033, 12, 31)).map(lambda one: one.replace(second=0, microsecond=0))
at_night = st.builds(lambda start, minute: start.replace(hour=1 + minute // 60, minute=minute % 60), starts, st.integers(0, 179))


def naive(hits: Hits, start: datetime, number_of_days: int) -> list[tuple[datetime, datetime]]:
    first = start.date()
    days = [first + timedelta(days=n) for n in range(number_of_days)]
    return [european(day, start.time()) for day in days if hits(first, day)]


# --- the rule alone ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(choose=st.data(), start=starts | at_night, zone=st.sampled_from([COPENHAGEN, OSLO]))
def test_two_years_of_every_recurrence_agree_with_a_calendar_read_day_by_day(
    kind: str, choose: st.DataObject, start: datetime, zone: ZoneInfo
) -> None:
    rule, hits = choose.draw(KINDS[kind])
    expected = naive(hits, start, 732)
    end = european(start.date() + timedelta(days=732), start.time())[1]
    assert [(one.original, one.start) for one in occurrences(rule, start, zone, EVER, end)] == expected


@settings(deadline=None)
@given(kind=anything, start=starts | at_night, count=st.integers(1, 30))
def test_a_count_counts_from_the_first_hit(kind: tuple[str, Hits], start: datetime, count: int) -> None:
    expected = naive(kind[1], start, 732)
    found = occurrences(f"{kind[0]};COUNT={count}", start, COPENHAGEN, EVER, LATER.replace(year=2070))
    assert [(one.original, one.start) for one in found[: len(expected)]] == expected[:count]
    assert len(found) <= count


@settings(deadline=None)
@given(kind=anything, start=starts | at_night, pick=st.integers(0, 50), late=st.integers(-1, 1))
def test_until_is_inclusive_to_the_second_and_in_utc(kind: tuple[str, Hits], start: datetime, pick: int, late: int) -> None:
    expected = naive(kind[1], start, 732)
    assume(expected)
    last = expected[pick % len(expected)][0] + timedelta(seconds=late)
    found = occurrences(f"{kind[0]};UNTIL={last:%Y%m%dT%H%M%SZ}", start, COPENHAGEN, EVER, LATER.replace(year=2070))
    assert [one.original for one in found] == [original for original, _ in expected if original <= last]


@settings(deadline=None)
@given(kind=anything, start=starts | at_night, zone=st.sampled_from([COPENHAGEN, OSLO, NUUK]), at=st.integers(0, 700), number=st.integers(0, 40))
def test_windows_and_numbers_cut_one_strictly_ascending_list_whose_hours_all_exist(
    kind: tuple[str, Hits], start: datetime, zone: ZoneInfo, at: int, number: int
) -> None:
    begin = start.replace(tzinfo=zone)
    cut, end = begin + timedelta(days=at, hours=5), begin + timedelta(days=800)
    whole = occurrences(kind[0], start, zone, EVER, end)
    assert all(one.start < other.start and one.original < other.original for one, other in pairwise(whole))
    assert occurrences(kind[0], start, zone, EVER, cut) + occurrences(kind[0], start, zone, cut, end) == whole
    assert occurrences(kind[0], start, zone, EVER, number)[: len(whole)] == whole[:number]
    for one in whole:
        there = one.start.astimezone(zone)
        moved = (there.hour, there.minute) != (start.hour, start.minute)
        assert (one.why == "dst_gap") is moved
        assert one.start == there.replace(fold=0).astimezone(UTC), "the first of a repeated hour"


def test_the_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    found = occurrences("FREQ=WEEKLY;BYDAY=WE", wall(2026, 10, 21, 16, 30), COPENHAGEN, EVER, 2)
    assert found == [
        Occurrence(moment, moment) for moment in (datetime(2026, 10, 21, 14, 30, tzinfo=UTC), datetime(2026, 10, 28, 15, 30, tzinfo=UTC))
    ]


@pytest.mark.parametrize(("minute", "as_in_rfc_5545"), [(0, 60), (30, 90), (59, 119)])
def test_an_hour_in_the_gap_becomes_the_first_minute_after_it_and_keeps_the_name_other_calendars_give_it(minute: int, as_in_rfc_5545: int) -> None:
    found = occurrences("FREQ=DAILY", wall(2027, 3, 27, 2, minute), COPENHAGEN, EVER, 3)
    assert walls(found) == [f"2027-03-27 02:{minute:02}", "2027-03-28 03:00", f"2027-03-29 02:{minute:02}"]
    assert found[1].original == datetime(2027, 3, 28, tzinfo=UTC) + timedelta(minutes=as_in_rfc_5545)
    assert [one.why for one in found] == [None, "dst_gap", None]


def test_in_nuuk_the_gap_is_the_last_hour_of_saturday() -> None:
    found = occurrences("FREQ=DAILY", wall(2027, 3, 26, 23, 30), NUUK, EVER, 3)
    assert walls(found, NUUK) == ["2027-03-26 23:30", "2027-03-28 00:00", "2027-03-28 23:30"]


def test_a_repeated_hour_is_the_first_of_the_two() -> None:
    assert occurrences("FREQ=DAILY", wall(2027, 10, 31, 2, 30), OSLO, EVER, 1)[0].start == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_after_week_53_of_2026_come_two_odd_weeks() -> None:
    start, since = wall(2026, 12, 10, 9), local(2026, 12, 10)
    assert walls(occurrences(f"FREQ=YEARLY;BYWEEKNO={ODD};BYDAY=TH", start, COPENHAGEN, since, 4)) == [
        "2026-12-17 09:00",
        "2026-12-31 09:00",
        "2027-01-07 09:00",
        "2027-01-21 09:00",
    ]
    assert walls(occurrences(f"FREQ=YEARLY;BYWEEKNO={EVEN};BYDAY=TH", start, COPENHAGEN, since, 4)) == [
        "2026-12-10 09:00",
        "2026-12-24 09:00",
        "2027-01-14 09:00",
        "2027-01-28 09:00",
    ]


def test_a_window_holds_what_begins_at_its_first_moment_and_not_what_begins_at_its_last() -> None:
    found = occurrences("FREQ=DAILY", wall(2026, 11, 20, 9), COPENHAGEN, local(2026, 11, 21, 9), local(2026, 11, 23, 9))
    assert walls(found) == ["2026-11-21 09:00", "2026-11-22 09:00"]


def test_a_month_without_a_31st_is_left_out_and_a_leap_day_comes_every_four_years() -> None:
    months = walls(occurrences("FREQ=MONTHLY;BYMONTHDAY=31", wall(2027, 1, 31, 12), COPENHAGEN, EVER, 4))
    assert months == ["2027-01-31 12:00", "2027-03-31 12:00", "2027-05-31 12:00", "2027-07-31 12:00"]
    assert walls(occurrences("FREQ=YEARLY", wall(2028, 2, 29, 12), COPENHAGEN, EVER, 2)) == ["2028-02-29 12:00", "2032-02-29 12:00"]


def test_a_start_the_rule_does_not_hit_is_no_occurrence() -> None:
    found = occurrences("FREQ=WEEKLY;BYDAY=TU;COUNT=2", wall(2026, 11, 20, 9), COPENHAGEN, EVER, LATER)
    assert walls(found) == ["2026-11-24 09:00", "2026-12-01 09:00"]


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("", "FREQ"),
        ("BYDAY=MO", "FREQ"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY"),
        ("FREQ=weekly", "FREQ=weekly"),
        ("RRULE:FREQ=WEEKLY", "FREQ"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER=0"),
        ("FREQ=DAILY;BYHOUR=9,15", "BYHOUR=9,15"),
        ("FREQ=DAILY;BYDAY=MO", "BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY=1MO"),
        ("FREQ=WEEKLY;BYDAY=", "BYDAY="),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", "BYSETPOS=2"),
        ("FREQ=WEEKLY;WKST=SU", "WKST=SU"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=WEEKLY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=WEEKLY;INTERVAL=1000", "INTERVAL=1000"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT=0"),
        ("FREQ=WEEKLY;COUNT=1٢", "COUNT=1٢"),
        ("FREQ=WEEKLY;INTERVAL=2;INTERVAL=3", "INTERVAL=2"),
        ("FREQ=WEEKLY;", "="),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "BYDAY=MO,1TU"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY=6MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
        ("FREQ=MONTHLY;BYMONTH=13", "BYMONTH=13"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS=0"),
        ("FREQ=MONTHLY;BYWEEKNO=20;BYDAY=MO", "FREQ=MONTHLY"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYDAY"),
        ("FREQ=YEARLY;BYWEEKNO=54;BYDAY=MO", "BYWEEKNO=54"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;INTERVAL=2", "INTERVAL=2"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY=100"),
        ("FREQ=WEEKLY;UNTIL=20261130", "UNTIL=20261130"),
        ("FREQ=WEEKLY;UNTIL=20261330T000000Z", "UNTIL=20261330T000000Z"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261130T225959Z", "UNTIL=20261130T225959Z"),
        ("DTSTART:20260101T000000\nRRULE:FREQ=WEEKLY", "FREQ"),
        ("FREQ=WEEKLY;BYDAY=MO\nEXDATE:20261130T080000Z", "BYDAY=MO\nEXDATE:20261130T080000Z"),
    ],
)
def test_a_part_of_a_rule_we_do_not_unfold_is_named_and_never_dropped(rule: str, part: str) -> None:
    with pytest.raises(UnsupportedRule) as refused:
        occurrences(rule, wall(2026, 11, 20, 9), COPENHAGEN, EVER, 1)
    assert (refused.value.part, str(refused.value)) == (part, part)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["FREQ=", "YEARLY", "WEEKLY", ";", "=", ",", "BYDAY=", "MO", "-1", "BYSETPOS=", "366", "UNTIL=", "20261231T230000Z", "\n"])
    )
)
def test_whatever_is_written_a_rule_is_unfolded_or_refused(parts: list[str]) -> None:
    try:
        found = occurrences("".join(parts), wall(2026, 11, 20, 9), COPENHAGEN, EVER, 5)
    except UnsupportedRule:
        return
    assert len(found) <= 5


def test_a_rule_that_never_happens_is_found_out_at_once() -> None:
    begun = cpu.process_time()
    assert [occurrences(rule, wall(2026, 1, 5, 9), COPENHAGEN, EVER, 1) for rule in NEVER] == [[], [], []]
    assert cpu.process_time() - begun < 0.6, "dateutil alone looks for some three seconds"


def test_no_rule_is_unfolded_beyond_fifty_years() -> None:
    found = occurrences("FREQ=DAILY", wall(2026, 1, 1, 9), COPENHAGEN, EVER, 100_000)
    assert (len(found), walls(found)[-1]) == ((date(2077, 1, 1) - date(2026, 1, 1)).days, "2076-12-31 09:00")
    assert YEARS == 50


def test_the_last_years_of_the_calendar_are_no_trouble() -> None:
    last = walls(occurrences("FREQ=YEARLY", wall(9990, 5, 1, 9), COPENHAGEN, EVER, 100))
    assert last == [f"{year}-05-01 09:00" for year in range(9990, 9999)]
    assert occurrences("FREQ=YEARLY", wall(9999, 5, 1, 9), COPENHAGEN, EVER, 100) == []


@pytest.mark.skipif(not (SHARED / "data/when/dev.jsonl").is_file(), reason="the labelled phrases lie in the folder beside the project")
def test_the_recurrences_of_the_labelled_phrases_unfold_as_labelled() -> None:
    rows = [json.loads(line) for line in (SHARED / "data/when/dev.jsonl").read_text().splitlines()]
    recurring = [(row["tz"], row["expected"]) for row in rows if row["kind"] == "recurring"]
    assert len(recurring) > 50
    for tz, expected in recurring:
        start, zone = datetime.fromisoformat(expected["start"]), ZoneInfo(tz)
        found = occurrences(expected["rrule"], start, zone, EVER, 4)
        assert [one.start.astimezone(zone).replace(tzinfo=None) for one in found] == [datetime.fromisoformat(one) for one in expected["occurrences"]]


# --- days off ---------------------------------------------------------------------------------------------------------------------------------------


def settled(rule: str, start: datetime, policy: Policy, until: datetime | int, *overrides: Override, days: WorkingDays = DAYS) -> Schedule:
    return schedule(Series(rule, start, days, policy), overrides, EVER, until)


@pytest.mark.parametrize(
    ("policy", "held", "dropped"),
    [
        ("keep", ["2026-12-03 15:00", "2026-12-10 15:00", "2026-12-17 15:00", "2026-12-24 15:00", "2026-12-31 15:00"], []),
        ("skip", ["2026-12-03 15:00", "2026-12-10 15:00", "2026-12-17 15:00"], [("2026-12-24", "closing_day"), ("2026-12-31", "closing_day")]),
        ("next_working_day", ["2026-12-03 15:00", "2026-12-10 15:00", "2026-12-17 15:00", "2026-12-28 15:00", "2027-01-04 15:00"], []),
        (
            "same_weekday_next_week",
            ["2026-12-03 15:00", "2026-12-10 15:00", "2026-12-17 15:00", "2027-01-07 15:00"],
            [("2026-12-31", "taken")],
        ),
    ],
)
def test_what_christmas_does_to_five_thursdays(policy: Policy, held: list[str], dropped: list[tuple[str, str]]) -> None:
    found = settled("FREQ=WEEKLY;BYDAY=TH;COUNT=5", wall(2026, 12, 3, 15), policy, LATER)
    assert walls(found.held) == held
    assert [(f"{one.original.astimezone(COPENHAGEN):%Y-%m-%d}", one.why) for one in found.dropped] == dropped
    assert found.orphans == ()


def test_a_moved_meeting_says_where_it_came_from_and_why() -> None:
    found = settled("FREQ=MONTHLY;BYDAY=1FR", wall(2026, 3, 6, 14), "next_working_day", 2)
    assert found.held[1] == Occurrence(local(2026, 4, 3, 14), local(2026, 4, 7, 14), None, "public_holiday")
    assert found.dropped == ()


def test_three_mornings_of_easter_do_not_pile_up_on_tuesday() -> None:
    found = settled("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", wall(2026, 4, 1, 8), "next_working_day", 3)
    assert walls(found.held) == ["2026-04-01 08:00", "2026-04-07 08:00", "2026-04-08 08:00"]
    assert found.dropped == tuple(Dropped(local(2026, 4, day, 8), "taken") for day in (2, 3, 6))


def test_whose_day_it_is_goes_by_the_clock_on_the_wall_also_just_after_midnight() -> None:
    found = settled("FREQ=WEEKLY;BYDAY=WE,TH", wall(2026, 4, 1, 0, 30), "next_working_day", 3)
    assert walls(found.held) == ["2026-04-01 00:30", "2026-04-07 00:30", "2026-04-08 00:30"]


def test_of_two_meetings_moved_to_the_same_day_the_first_takes_place() -> None:
    found = settled("FREQ=WEEKLY;BYDAY=TH,FR;COUNT=2", wall(2026, 4, 2, 8), "next_working_day", LATER)
    assert found.held == (Occurrence(local(2026, 4, 2, 8), local(2026, 4, 7, 8), None, "public_holiday"),)
    assert found.dropped == (Dropped(local(2026, 4, 3, 8), "taken"),)


def test_a_meeting_that_is_taken_after_the_window_is_dropped_in_it() -> None:
    days = WorkingDays(frozenset({1}), frozenset(), COPENHAGEN)
    found = schedule(Series("FREQ=DAILY", wall(2024, 1, 1, 9), days, "next_working_day"), (), EVER, datetime(2024, 1, 2, tzinfo=UTC))
    assert (found.held, [one.why for one in found.dropped]) == ((), ["taken"])


def test_next_week_is_passed_over_too_when_it_is_off() -> None:
    found = settled("FREQ=MONTHLY;BYDAY=-2TH", wall(2026, 12, 24, 15), "same_weekday_next_week", 1)
    assert found.held == (Occurrence(local(2026, 12, 24, 15), local(2027, 1, 7, 15), None, "closing_day"),)


def test_who_plans_a_saturday_means_it_but_a_holiday_on_one_moves_to_a_working_day() -> None:
    found = settled("FREQ=WEEKLY;BYDAY=SA;COUNT=2", wall(2026, 12, 19, 10), "next_working_day", LATER)
    assert walls(found.held) == ["2026-12-19 10:00", "2026-12-28 10:00"]


def test_a_meeting_may_overtake_the_next_one_and_the_list_is_still_in_order() -> None:
    found = settled("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SA;COUNT=2", wall(2026, 12, 31, 15), "same_weekday_next_week", LATER)
    assert [(one.original.day, one.start.day) for one in found.held] == [(2, 2), (31, 7)]


def test_a_moved_meeting_lands_after_the_gap() -> None:
    sundays = WorkingDays(frozenset({7}), frozenset({(3, 27)}), COPENHAGEN)
    found = settled("FREQ=DAILY;COUNT=1", wall(2026, 3, 27, 2, 30), "next_working_day", 1, days=sundays)
    assert walls(found.held) == ["2026-03-29 03:00"]


def test_a_department_closed_all_year_has_no_week_to_move_to() -> None:
    always = WorkingDays(WEEK, frozenset((month, day) for month in range(1, 13) for day in range(1, 32)), COPENHAGEN)
    found = settled("FREQ=DAILY;COUNT=1", wall(2026, 11, 20, 9), "same_weekday_next_week", LATER, days=always)
    assert (found.held, found.dropped) == ((), (Dropped(local(2026, 11, 20, 9), "closing_day"),))


# --- single meetings changed by hand ----------------------------------------------------------------------------------------------------------------

MONDAYS = ("FREQ=WEEKLY;BYDAY=MO;COUNT=4", wall(2026, 12, 7, 9))


def test_one_meeting_is_moved_and_lengthened_one_cancelled_and_the_others_stay() -> None:
    moved = Override(local(2026, 12, 14, 9), local(2026, 12, 15, 13), 90)
    found = settled(*MONDAYS, "skip", LATER, moved, Override(local(2026, 12, 21, 9), None))
    assert found == Schedule(
        (
            Occurrence(local(2026, 12, 7, 9), local(2026, 12, 7, 9)),
            Occurrence(local(2026, 12, 14, 9), local(2026, 12, 15, 13), 90, "by_hand"),
            Occurrence(local(2026, 12, 28, 9), local(2026, 12, 28, 9)),
        ),
        (Dropped(local(2026, 12, 21, 9), "cancelled"),),
        (),
    )


@pytest.mark.parametrize("policy", ["keep", "skip", "next_working_day", "same_weekday_next_week"])
def test_who_moves_a_meeting_to_a_holiday_gets_it_there(policy: Policy) -> None:
    found = settled(*MONDAYS, policy, LATER, Override(local(2026, 12, 14, 9), local(2026, 12, 25, 9)))
    assert walls(found.held) == ["2026-12-07 09:00", "2026-12-21 09:00", "2026-12-25 09:00", "2026-12-28 09:00"]


def test_a_meeting_the_policy_would_drop_is_held_when_somebody_says_so() -> None:
    thursday = local(2026, 12, 24, 9)
    found = settled("FREQ=WEEKLY;BYDAY=TH;COUNT=1", wall(2026, 12, 24, 9), "skip", LATER, Override(thursday, thursday, 30))
    assert (found.held, found.dropped) == ((Occurrence(thursday, thursday, 30, "by_hand"),), ())


def test_a_day_made_free_by_hand_takes_the_meeting_that_the_policy_moves_and_a_day_taken_by_hand_does_not() -> None:
    rule, start = "FREQ=WEEKLY;BYDAY=TH;COUNT=2", wall(2026, 12, 31, 9)
    free = settled(rule, start, "same_weekday_next_week", LATER, Override(local(2027, 1, 7, 9), None))
    assert walls(free.held) == ["2027-01-07 09:00"]
    taken = settled("FREQ=WEEKLY;BYDAY=TH;COUNT=2", start, "next_working_day", LATER, Override(local(2027, 1, 7, 9), local(2027, 1, 4, 13)))
    assert (walls(taken.held), taken.dropped) == (["2027-01-04 13:00"], (Dropped(local(2026, 12, 31, 9), "taken"),))


def test_two_meetings_never_begin_at_the_same_moment() -> None:
    onto_the_next = settled(*MONDAYS, "keep", LATER, Override(local(2026, 12, 7, 9), local(2026, 12, 14, 9), 30))
    assert [(one.original.day, one.start.day, one.minutes) for one in onto_the_next.held] == [(7, 14, 30), (21, 21, None), (28, 28, None)]
    assert onto_the_next.dropped == (Dropped(local(2026, 12, 14, 9), "taken"),)
    both = settled(*MONDAYS, "keep", LATER, *(Override(local(2026, 12, day, 9), local(2026, 12, 9, 9)) for day in (14, 7)))
    assert (walls(both.held)[0], both.held[0].original.day, both.dropped) == ("2026-12-09 09:00", 7, (Dropped(local(2026, 12, 14, 9), "taken"),))


def test_an_override_of_a_meeting_the_rule_no_longer_has_is_reported_whatever_the_window() -> None:
    lost = [Override(local(2026, 12, 15, 9), local(2026, 12, 16, 9)), Override(local(2030, 12, 2, 9), None)]
    for until in (LATER, local(2026, 12, 8), 1):
        found = settled(*MONDAYS, "keep", until, *reversed(lost))
        assert found.orphans == tuple(lost)
        assert "2026-12-16 09:00" not in walls(found.held)


def test_an_override_is_known_by_its_moment_not_by_how_its_zone_writes_it() -> None:
    night = wall(2026, 10, 25, 2, 30)
    written = night.replace(tzinfo=OSLO)
    assert settled("FREQ=DAILY;COUNT=1", night, "keep", LATER, Override(written, None)).dropped == (Dropped(written.astimezone(UTC), "cancelled"),)


def test_the_last_word_on_a_meeting_counts() -> None:
    said = [Override(local(2026, 12, 14, 9), None), Override(local(2026, 12, 14, 9), local(2026, 12, 14, 10))]
    assert walls(settled(*MONDAYS, "keep", 2, *said).held) == ["2026-12-07 09:00", "2026-12-14 10:00"]


def test_a_meeting_moved_into_the_window_from_either_side_is_in_it() -> None:
    series = Series(*MONDAYS, DAYS)
    overrides = [Override(local(2026, 12, 7, 9), local(2026, 12, 15, 9)), Override(local(2026, 12, 28, 9), local(2026, 12, 16, 9))]
    found = schedule(series, overrides, local(2026, 12, 15), local(2026, 12, 17))
    assert [one.original.day for one in found.held] == [7, 28]


def test_the_next_so_many_are_counted_after_the_policy_from_the_moment_asked_and_are_fewer_when_the_series_ends() -> None:
    daily = Series("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", wall(2020, 1, 1, 8), DAYS, "skip")
    assert walls(schedule(daily, [], local(2026, 12, 23, 8), 3).held) == ["2026-12-23 08:00", "2026-12-28 08:00", "2026-12-29 08:00"]
    leap = Series("FREQ=YEARLY", wall(2028, 2, 29, 8), DAYS)
    but_the_first = schedule(leap, iter([Override(local(2028, 2, 29, 8), None)]), datetime(1960, 1, 1, tzinfo=UTC), 3)
    assert [one.start.year for one in but_the_first.held] == [2032, 2036, 2040]
    assert len(schedule(Series(*MONDAYS, DAYS), [], EVER, 9).held) == 4


policies = st.sampled_from(["keep", "skip", "next_working_day", "same_weekday_next_week"])
departments = st.builds(
    WorkingDays,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=20),
    st.sampled_from([COPENHAGEN, OSLO]),
)


@settings(deadline=None)
@given(kind=anything, start=starts, days=departments, policy=policies, choose=st.data())
def test_every_meeting_is_held_once_or_dropped_with_a_reason_and_no_policy_puts_one_on_a_day_off_or_beside_another(
    kind: tuple[str, Hits], start: datetime, days: WorkingDays, policy: Policy, choose: st.DataObject
) -> None:
    zone, end = days.zone, start.replace(tzinfo=days.zone) + timedelta(days=500)
    plain = occurrences(kind[0], start, zone, EVER, end)
    some = choose.draw(st.lists(st.sampled_from(plain), max_size=4, unique_by=lambda one: one.original)) if plain else []
    shifts = st.none() | st.integers(-2000, 2000)
    overrides = [
        Override(one.original, None if shift is None else one.start + timedelta(hours=shift)) for one in some for shift in [choose.draw(shifts)]
    ]
    series = Series(kind[0], start, days, policy)
    far = schedule(series, overrides, datetime(2010, 1, 1, tzinfo=UTC), end + timedelta(days=500))

    assert all(one.start < other.start for one, other in pairwise(far.held))
    originals = [one.original for one in (*far.held, *far.dropped)]
    assert len(set(originals)) == len(originals)
    assert {one.original for one in plain} <= set(originals)
    assert far.orphans == ()
    met = [one.start.astimezone(zone).date() for one in far.held if one.why in {"public_holiday", "closing_day"}]
    every = [one.start.astimezone(zone).date() for one in far.held]
    assert all(every.count(day) == 1 for day in met)
    for one in far.held:
        day = one.start.astimezone(zone).date()
        if one.why != "by_hand" and policy != "keep":
            assert days.closed(day) is None
        if one.why in {"public_holiday", "closing_day"}:
            assert policy != "next_working_day" or days.includes(day)
            assert policy != "same_weekday_next_week" or day.weekday() == one.original.astimezone(zone).weekday()
            assert policy in {"next_working_day", "same_weekday_next_week"}
            assert one.start > one.original

    cut = start.replace(tzinfo=zone) + timedelta(days=choose.draw(st.integers(0, 500)))
    here, there = schedule(series, overrides, datetime(2010, 1, 1, tzinfo=UTC), cut), schedule(series, overrides, cut, end + timedelta(days=500))
    assert (here.held + there.held, here.dropped + there.dropped) == (far.held, far.dropped)
    if here.held:
        assert schedule(series, overrides, datetime(2010, 1, 1, tzinfo=UTC), len(here.held)).held == here.held
