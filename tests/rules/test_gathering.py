"""Seats, the waiting line, pizzas, and when who is told."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import ChannelId, DepartmentId, GatheringId, UserId
from bot.rules import gathering as rules
from bot.rules.calendar import WorkingDays, at
from bot.rules.department import Department, Organiser, may_organise
from bot.rules.gathering import Attendee, Before, Gathering, Meal, Plan, Reply, Shown

ZONE = ZoneInfo("Europe/Copenhagen")
EARLY = datetime(2026, 11, 20, 8, tzinfo=UTC)
THERE = Department(
    DepartmentId(1),
    ChannelId("C0MED"),
    "Medicinsk",
    "Nordhavn",
    "da",
    ZONE,
    WorkingDays(frozenset(range(1, 6)), frozenset({(12, 24), (12, 31)}), ZONE),
    time(9, 30),
)


def plan(day: date = date(2026, 11, 26), hour: time = time(16, 30), minutes: int = 60, seats: int | None = None) -> Plan:
    return Plan("Pizza", "personalestuen", "", at(day, hour, ZONE), minutes, seats)


def meeting(state: rules.State = "invited", before: Before | None = None, of: Plan | None = None) -> Gathering:
    return Gathering(GatheringId(1), THERE, of or plan(), UserId("U0METTE"), state, 0, before, EARLY, None)


def who(number: int, reply: Reply = "yes", guests: int = 0, meal: tuple[Meal, ...] | None = None, minute: int | None = None) -> Attendee:
    asked = EARLY + timedelta(minutes=number if minute is None else minute)
    return Attendee(UserId(f"U{number:03}"), reply, guests, asked, meal, "", None)


def test_only_a_yes_takes_a_seat_and_guests_take_one_each() -> None:
    assert rules.seats_taken([who(1), who(2, guests=2), who(3, "maybe"), who(4, "no"), who(5, "waiting", 1), who(6, "none")]) == 4


def test_there_is_room_up_to_the_last_seat_and_always_without_a_number_of_seats() -> None:
    others = [who(1), who(2, guests=1)]
    assert (rules.seated(4, others, 1), rules.seated(4, others, 2), rules.seated(3, others, 1), rules.seated(None, others, 500)) == (
        True,
        False,
        False,
        True,
    )


def test_who_asked_first_moves_up_first_whatever_the_order_of_the_rows() -> None:
    line = [who(3, "waiting"), who(1, "waiting"), who(2, "waiting"), who(9)]
    assert rules.moved_up(3, line) == ["U001", "U002"]


def test_somebody_alone_does_not_overtake_the_one_before_who_brings_a_guest() -> None:
    assert rules.moved_up(2, [who(9), who(1, "waiting", guests=1), who(2, "waiting")]) == []
    assert rules.moved_up(3, [who(9), who(1, "waiting", guests=1), who(2, "waiting")]) == ["U001"]
    assert rules.moved_up(4, [who(9), who(1, "waiting", guests=1), who(2, "waiting")]) == ["U001", "U002"]


def test_who_asked_in_the_same_moment_stands_in_the_same_order_every_time() -> None:
    assert rules.moved_up(1, [who(2, "waiting", minute=0), who(1, "waiting", minute=0)]) == ["U001"]


def test_without_a_number_of_seats_everybody_moves_up() -> None:
    assert rules.moved_up(None, [who(1, "waiting", guests=3), who(2, "waiting")]) == ["U001", "U002"]


def test_the_place_in_line_counts_only_those_who_wait() -> None:
    line = [who(1), who(2, "waiting"), who(3, "maybe"), who(4, "waiting")]
    assert [rules.place_in_line(line, UserId(f"U{number:03}")) for number in (1, 2, 3, 4, 5)] == [0, 1, 0, 2, 0]


replies = st.sampled_from(["yes", "maybe", "no", "waiting", "none"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, list[Attendee]]:
    """Seats, and people of whom no more have a seat than there are."""
    seats, attendees = draw(st.integers(1, 12)), []
    for number in range(draw(st.integers(0, 15))):
        one = who(number, draw(replies), draw(st.integers(0, 3)), minute=draw(st.integers(0, 20)))
        if one.reply != "yes" or rules.seated(seats, attendees, one.seats):
            attendees.append(one)
    return seats, draw(st.permutations(attendees))


@given(tables())
def test_moving_up_never_gives_away_more_seats_than_there_are(table: tuple[int, list[Attendee]]) -> None:
    seats, attendees = table
    up = set(rules.moved_up(seats, attendees))
    assert rules.seats_taken(attendees) + sum(one.seats for one in attendees if one.user_id in up) <= seats


@given(tables())
def test_nobody_is_ever_overtaken_and_nobody_who_fits_is_left(table: tuple[int, list[Attendee]]) -> None:
    seats, attendees = table
    up = rules.moved_up(seats, attendees)
    waiting = [one for one in attendees if one.reply == "waiting" and one.seats <= seats]  # whoever brings more than the table waits for nothing
    line = sorted(waiting, key=lambda one: rules.place_in_line(attendees, one.user_id))
    assert up == [one.user_id for one in line[: len(up)]], "those who move up are the head of the line"
    if len(up) < len(line):
        taken = rules.seats_taken(attendees) + sum(one.seats for one in line[: len(up)])
        assert taken + line[len(up)].seats > seats, "the next one did not fit"


@given(tables())
def test_the_places_in_line_are_one_to_the_end(table: tuple[int, list[Attendee]]) -> None:
    _seats, attendees = table
    waiting = [one for one in attendees if one.reply == "waiting"]
    assert sorted(rules.place_in_line(attendees, one.user_id) for one in waiting) == list(range(1, len(waiting) + 1))


def test_one_pizza_feeds_two_who_eat_the_same_rounded_up_within_a_kind() -> None:
    coming = [who(1), who(2), who(3), who(4, meal=("vegan",)), who(5, "maybe", meal=("vegan",)), who(6, meal=("gluten_free", "vegan"))]
    assert rules.pizzas(coming) == [(("everything",), 3, 2), (("vegan",), 2, 1), (("gluten_free", "vegan"), 1, 1)]


def test_guests_eat_everything_because_nobody_asked_them() -> None:
    assert rules.pizzas([who(1, guests=2, meal=("vegetarian",))]) == [(("everything",), 2, 1), (("vegetarian",), 1, 1)]


def test_nothing_ticked_is_everything() -> None:
    assert rules.pizzas([who(1, meal=()), who(2)]) == [(("everything",), 2, 1)]


def test_no_pizza_is_ordered_for_those_who_do_not_come_or_still_wait() -> None:
    assert rules.pizzas([who(1, "no"), who(2, "waiting", guests=3), who(3, "none")]) == []


meals = st.none() | st.lists(st.sampled_from(rules.MEALS), unique=True).map(tuple)
eaters = st.lists(st.tuples(replies, st.integers(0, 3), meals), max_size=20)


@given(eaters)
def test_everybody_who_comes_or_may_come_is_fed_and_no_kind_wastes_a_whole_pizza(people: list[tuple[Reply, int, tuple[Meal, ...] | None]]) -> None:
    attendees = [who(number, reply, guests, meal) for number, (reply, guests, meal) in enumerate(people)]
    rows = rules.pizzas(attendees)
    assert sum(count for _kind, count, _pizzas in rows) == sum(one.seats for one in attendees if one.reply in {"yes", "maybe"})
    assert all(0 <= 2 * pizzas - count <= 1 for _kind, count, pizzas in rows)
    assert max(Counter(kind for kind, _count, _pizzas in rows).values(), default=1) == 1
    assert [count for _kind, count, _pizzas in rows] == sorted((count for _kind, count, _pizzas in rows), reverse=True)


@pytest.mark.parametrize(
    ("day", "reminded"),
    [
        (date(2026, 11, 26), date(2026, 11, 25)),
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 4, 7), date(2026, 4, 1)),
        (date(2027, 1, 4), date(2026, 12, 30)),
    ],
)
def test_the_reminder_comes_at_ten_on_the_last_working_day_before(day: date, reminded: date) -> None:
    assert rules.remind_at(plan(day), THERE) == datetime(reminded.year, reminded.month, reminded.day, 10, tzinfo=ZONE)


def test_the_day_of_a_meeting_is_the_departments_not_utc() -> None:
    past_midnight = plan(date(2026, 11, 26), time(0, 15))
    assert past_midnight.starts_at.astimezone(UTC).date() == date(2026, 11, 25)
    assert rules.remind_at(past_midnight, THERE) == datetime(2026, 11, 25, 10, tzinfo=ZONE)


def test_who_came_is_asked_at_nine_on_the_next_working_day() -> None:
    assert rules.attendance_at(plan(date(2026, 11, 26)), THERE) == datetime(2026, 11, 27, 9, tzinfo=ZONE)
    assert rules.attendance_at(plan(date(2026, 11, 27)), THERE) == datetime(2026, 11, 30, 9, tzinfo=ZONE)
    assert rules.attendance_at(plan(date(2026, 11, 26), time(23, 30)), THERE) == datetime(2026, 11, 30, 9, tzinfo=ZONE)


def test_what_people_ate_is_forgotten_at_three_the_day_after_it_ended() -> None:
    assert rules.forget_at(plan(), THERE) == datetime(2026, 11, 27, 3, tzinfo=ZONE)
    assert rules.forget_at(plan(hour=time(23, 30)), THERE) == datetime(2026, 11, 28, 3, tzinfo=ZONE)


def test_minutes_are_elapsed_time_also_on_the_night_the_clocks_change() -> None:
    night = meeting(of=plan(date(2027, 10, 31), time(1, 30), 120))
    assert night.ends_at.astimezone(ZONE).strftime("%H:%M") == "02:30"
    assert night.ends_at - night.plan.starts_at.astimezone(UTC) == timedelta(hours=2)


def test_a_meeting_planned_for_this_afternoon_is_too_soon_for_a_reminder() -> None:
    there = meeting()
    assert Shown(there, [], datetime(2026, 11, 25, 9, tzinfo=UTC)).unreminded
    assert not Shown(there, [], datetime(2026, 11, 25, 8, 59, tzinfo=UTC)).unreminded


def test_undo_is_open_for_a_minute() -> None:
    changed = meeting(before=Before("invited", plan(hour=time(15))))
    assert rules.may_undo(changed, EARLY + timedelta(seconds=59))
    assert not rules.may_undo(changed, EARLY + timedelta(seconds=60))
    assert not rules.may_undo(meeting(), EARLY)


def test_two_changes_in_one_minute_are_undone_together_and_later_ones_apart() -> None:
    first = Before("invited", plan(hour=time(15)))
    changed = meeting(before=first)
    assert rules.known_before(changed, EARLY + timedelta(seconds=30)) == first
    assert rules.known_before(changed, EARLY + timedelta(seconds=90)) == Before("invited", plan())
    assert rules.known_before(meeting(), EARLY) == Before("invited", plan())


def test_a_draft_has_nothing_to_undo_because_nobody_was_told() -> None:
    assert rules.known_before(meeting("draft"), EARLY) is None


def test_a_meeting_is_over_when_it_has_ended() -> None:
    there = meeting()
    assert (rules.is_over(there, there.ends_at - timedelta(seconds=1)), rules.is_over(there, there.ends_at)) == (False, True)
    assert (there.channel, there.department_id) == ("C0MED", 1)


def test_organisers_and_their_deputies_may_organise_and_nobody_else() -> None:
    organisers = [Organiser(UserId("U1"), UserId("U2")), Organiser(UserId("U3"), None)]
    assert [may_organise(organisers, UserId(one)) for one in ("U1", "U2", "U3", "U4", "")] == [True, True, True, False, False]
