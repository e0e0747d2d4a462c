"""Every screen as people read it, in each language: a golden file each, rewritten by `UPDATE_GOLDEN=1 pytest tests/screens`.

The moments are fixed: it is Monday 2 March 2026, 10.00 in Copenhagen and Oslo, and the meeting is on Thursday 12 March, 16.30 to 17.30.
"""

import inspect
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from bot.actions.step import OTHERS
from bot.errors import Refusal
from bot.ids import ChannelId, DepartmentId, GatheringId, UserId
from bot.rules.ask import DEFAULT_WAYS, OrdinaryWay
from bot.rules.calendar import WorkingDays
from bot.rules.department import Department, Organiser, Welcome
from bot.rules.directory import Asked, Newcomer
from bot.rules.gathering import (
    ALLERGIES_MOST,
    MEALS,
    MESSAGE_MOST,
    MOST_GUESTS,
    PLACE_MOST,
    TITLE_MOST,
    Attendee,
    Before,
    Card,
    Gathering,
    Meal,
    Plan,
    Replied,
    Reply,
    Shown,
    place_in_line,
)
from bot.rules.log import Entry, Failed
from bot.sandbox import blocks as sandbox_blocks
from bot.screens import ask, attendee, blocks, department, directory, gathering, log, mentor, person, queue, turn
from bot.screens.directory import Home
from bot.texts import LANGUAGES, Language, Say, speaker
from jobs.delivery import LETTERS
from tests.conftest import SHARED
from tests.screens import asking, mentors, town
from tests.screens.mentors import Pair

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
METTE, ANNE, JONAS, INGRID = (UserId(one) for one in ("U0METTE", "U0ANNE", "U0JONAS", "U0INGRID"))
CHANNEL = ChannelId("C0MEDICIN")
WAY = OrdinaryWay("112", "", "Livslinien 70 201 201", "Vagthavende 12 34 <!channel>")
MINUTE = timedelta(minutes=1)
Screen = dict[str, Any]
Make = Callable[["Stage"], Screen]


# ---------------------------------------------------------------- what is shown


@dataclass(frozen=True)
class Stage:
    """One language and its country; the free texts are what people there would write, or what nobody should."""

    language: Language
    zone: ZoneInfo
    title: str
    place: str
    other_place: str
    message: str
    allergies: str
    name: str
    hospital: str

    @property
    def say(self) -> Say:
        return speaker(self.language)

    @property
    def pair(self) -> Pair:
        return Pair(self.say, self.zone, self.message)

    @property
    def department(self) -> Department:
        days = WorkingDays(frozenset(range(1, 6)), frozenset({(12, 24), (12, 31)}), self.zone)
        return Department(DepartmentId(1), CHANNEL, self.name, self.hospital, self.language, self.zone, days, time(9, 30))

    @property
    def welcome(self) -> Welcome:
        return Welcome(self.department, [Organiser(METTE, None), Organiser(ANNE, JONAS)])

    @property
    def plan(self) -> Plan:
        return Plan(self.title, self.place, self.message, datetime(2026, 3, 12, 16, 30, tzinfo=self.zone).astimezone(UTC), 60, None)

    def shown(self, *attendees: Attendee, state: str = "invited", now: datetime = NOW, **values: Any) -> Shown:
        """A meeting; `values` of the plan, or of the meeting."""
        plan = replace(self.plan, **{name: value for name, value in values.items() if name in Plan.__dataclass_fields__})
        rest = {name: value for name, value in values.items() if name not in Plan.__dataclass_fields__}
        facts = {"before": None, "changed_at": NOW, "attended_at": None, "organiser": METTE, "sequence": 3} | rest
        return Shown(Gathering(id=GatheringId(7), department=self.department, plan=plan, state=state, **facts), list(attendees), now)

    def some(self) -> list[Attendee]:
        """Answers of every kind."""
        return [
            answer(1, "yes", meal=("vegetarian", "gluten_free"), allergies=self.allergies),
            answer(2, "yes", guests=2),
            answer(3, "yes", meal=()),
            answer(4, "maybe", meal=("vegan",)),
            answer(5, "no"),
            answer(6, "waiting", guests=1),
        ]

    def replied(self, reply: Reply, *, remembered: bool = False, **values: Any) -> Replied:
        mine = answer(0, reply, **values)
        shown = self.shown(*self.some(), mine)
        return Replied(shown, mine, place_in_line(shown.attendees, mine.user_id), remembered)


def answer(
    number: int, reply: Reply, *, guests: int = 0, meal: tuple[Meal, ...] | None = None, allergies: str = "", came: bool | None = None
) -> Attendee:
    return Attendee(UserId(f"U0GUEST{number:03}"), reply, guests, NOW + number * MINUTE, meal, allergies, came)


STAGES = {
    "da": Stage(
        language="da",
        zone=ZoneInfo("Europe/Copenhagen"),
        title="Pizzamøde",
        place="i personalestuen",
        other_place="lokale 4",
        message="Kom og hør om Annes ph.d.\nTag en idé med, også en halv.",
        allergies="tåler ikke nødder",
        name="Medicinsk afdeling",
        hospital="Nordhavn",
    ),
    "nb": Stage(
        language="nb",
        zone=ZoneInfo("Europe/Oslo"),
        title="Pizzamøte",
        place="på personalrommet",
        other_place="møterom 4",
        message="Kom og hør om doktorgraden til Anne.\nTa med en idé, gjerne en halv.",
        allergies="tåler ikke nøtter",
        name="Medisinsk avdeling",
        hospital="Nordhavn",
    ),
    "en": Stage(
        language="en",
        zone=ZoneInfo("Europe/Copenhagen"),
        title="Pizza meeting",
        place="in the staff room",
        other_place="room 4",
        message="Come and hear about Anne's PhD.\nBring an idea, half a one will do.",
        allergies="no nuts, please",
        name="Medical Department",
        hospital="Nordhavn",
    ),
}


def _form(stage: Stage, **values: Any) -> Screen:
    given = {"draft": "d1", "department": 1, "title": stage.title, "place": "", "zone": stage.zone}
    return gathering.form(stage.say, **(given | values))


def _before(stage: Stage, **values: Any) -> Before:
    return Before("invited", replace(stage.plan, **values))


def _moved(stage: Stage) -> Shown:
    return stage.shown(*stage.some(), before=_before(stage, starts_at=stage.plan.starts_at - timedelta(days=7)))


def _cancelled(stage: Stage, **values: Any) -> Shown:
    return stage.shown(*stage.some(), state="cancelled", before=_before(stage), **values)


def _over(stage: Stage, *attendees: Attendee, **values: Any) -> Shown:
    return stage.shown(*(attendees or stage.some()), now=datetime(2026, 3, 13, 8, tzinfo=UTC), **values)


def _many(number: int) -> list[Attendee]:
    return [answer(one, "yes") for one in range(number)]


def _came(number: int) -> list[Attendee]:
    return [answer(one, "yes", came=one < number) for one in range(50)]


def _entry(kind: str, outcome: str, reason: str | None = None, recipient: str | None = None, days: int = 0, due_in_days: int | None = None) -> Entry:
    due_at = None if due_in_days is None else NOW + timedelta(days=due_in_days)
    return Entry(NOW - timedelta(days=days), due_at, kind, 7, outcome, reason, recipient)


TITLES = {7: "Pizzamøde & <idéer>"}
LOG = [
    _entry("gathering.remind", "scheduled", due_in_days=9),
    _entry("gathering.invitation", "sent", None, CHANNEL),
    _entry("gathering.card", "sent", None, METTE),
    _entry("gathering.changed", "late", None, ANNE, 1),
    _entry("gathering.reminder", "skipped", "reason-not-coming", JONAS, 1),
    _entry("gathering.remind", "skipped", "reason-invited-late", None, 1),
    _entry("gathering.reply", "failed", "reason-parent-failed", CHANNEL, 1),
    _entry("gathering.invitation", "failed", "slack-not_in_channel", CHANNEL, 1),
    _entry("gathering.reminder", "failed", "slack-messages_tab_disabled", ANNE, 1),
    _entry("gathering.order", "unsure", "slack-missing_scope", METTE, 1),
    _entry("gathering.moved_up", "sent", None, INGRID, 1),
    _entry("gathering.attendance", "done", None, METTE, 1),
    _entry("gathering", "planned", None, METTE, 60),
    _entry("gathering", "changed", days=60),
    _entry("gathering", "undone", None, METTE, 60),
    _entry("gathering", "cancelled", days=60),
    _entry("department.setup", "done", days=60),
    _entry("department.welcome", "sent", None, CHANNEL, 60),
    _entry("department.deputy", "changed", None, METTE, 60),
    _entry("department.handed_over", "failed", "slack-brand_new_error", JONAS, 400),
]
REASONS = [
    "reason-too-late",
    "reason-invited-late",
    "reason-cancelled",
    "reason-not-coming",
    "reason-gone",
    "reason-parent-failed",
    "reason-bug",
    "slack-not_in_channel",
    "slack-channel_not_found",
    "slack-is_archived",
    "slack-message_not_found",
    "slack-cannot_dm_bot",
    "slack-user_not_found",
    "slack-user_disabled",
    "slack-messages_tab_disabled",
    "slack-restricted_action",
    "slack-missing_scope",
    "slack-brand_new_error",
]
KINDS = [
    "gathering.invitation",
    "gathering.card",
    "gathering.changed",
    "gathering.reply",
    "gathering.moved_up",
    "gathering.remind",
    "gathering.reminder",
    "gathering.order",
    "gathering.attendance",
    "gathering.forget",
    "gathering.fill",
    "department.setup",
    "department.welcome",
    "department.handed_over",
    "department.deputy",
    "department.deputy_named",
    "gathering",
    "log.failed",
    *dict.fromkeys((*(kind for kind in LETTERS if kind.startswith("mentor.")), *OTHERS, *asking.KINDS)),
]


def _failed(stage: Stage, kind: str = "gathering.invitation", reason: str = "slack-not_in_channel", outcome: str = "failed") -> Screen:
    return log.failed(Failed(kind, CHANNEL, reason, outcome, stage.shown() if kind.startswith("gathering.") else None, stage.welcome), stage.say)


REFUSALS: dict[str, dict[str, Any]] = {
    "language-unknown": {},
    "directory-unknown": {},
    "people-not-you": {},
    "who-not-you": {},
    "profile-changed": {},
    "pause-past": {},
    "profile-name-missing": {},
    "profile-topics-long": {"most": 20, "length": 60},
    "profile-absence-half": {},
    "profile-absence-order": {},
    "profile-deputy-yourself": {},
    "profile-deputy-unlisted": {},
    "setup-only-in-channel": {},
    "setup-not-you": {},
    "setup-who-are-you": {},
    "setup-no-organisers": {},
    "setup-no-weekdays": {},
    "setup-name-missing": {},
    "setup-hospital-missing": {},
    "setup-number-missing": {},
    "department-none": {},
    "department-which": {"channels": [CHANNEL, "C0KIRURGI"]},
    "not-organiser": {"organisers": [METTE, ANNE]},
    "cannot-organise": {},
    "deputy-yourself": {},
    "handover-yourself": {},
    "mentor-unknown": {},
    "mentor-yourself": {},
    "mentor-moved-on": {},
    "mentor-time-gone": {},
    "mentor-times-same": {},
    "gathering-unknown": {},
    "gathering-begun": {},
    "gathering-over": {},
    "gathering-not-begun": {},
    "gathering-cancelled": {},
    "gathering-changed-meanwhile": {},
    "gathering-too-few-seats": {"taken": 12},
    "gathering-title-missing": {},
    "gathering-place-missing": {},
    "gathering-seats-wrong": {},
    "gathering-minutes-wrong": {},
    "when-missing": {},
    "when-past": {},
    "when-too-far": {},
    "when-gap": {},
    "too-long": {"most": 150, "length": 5000},
    "when-typed-several": {"options": "fredag d. 13. marts 2026 kl. 04.00 · fredag d. 13. marts 2026 kl. 16.00"},
    "when-typed-unclear": {},
    "undo-too-late": {},
    "undo-too-few-seats": {"taken": 5, "seats": 4},
    "reply-first": {},
    "guests-no-room": {"room": 2},
    "privacy-cpr": {},
    "privacy-norwegian": {},
    "privacy-birth": {},
    "privacy-ambiguous": {},
    "button-old": {},
    "unknown-word": {},
    "person-missing": {},
    "form-closed": {},
} | asking.REFUSALS
"""Every text id that a Refusal is raised with, and its facts."""


def _refusal(stage: Stage, text: str, typed: str | None = None, **facts: Any) -> Screen:
    return person.refusal(Refusal(text, typed=typed, **facts), stage.say)


def _setup(stage: Stage, there: Department | None) -> Screen:
    organisers = stage.welcome.organisers if there else []
    return department.form(stage.say, CHANNEL, there, organisers, METTE, stage.zone, stage.language, WAY)


def _paired(make: Callable[[Pair], Screen], stage: Stage) -> Screen:
    return make(stage.pair)


CASES: dict[str, dict[str, Make]] = {
    "gathering.form": {
        "empty": _form,
        "words after the command": lambda s: _form(s, place=s.place),
        "filled in for a change": lambda s: _form(
            s, title=s.title, place=s.place, plan=replace(s.plan, seats=12, minutes=75), gathering=7, sequence=3, draft=""
        ),
    },
    "gathering.understood": {
        "draft": lambda s: gathering.understood(s.shown(state="draft"), s.say),
        "just invited": lambda s: gathering.understood(s.shown(), s.say, "gathering-invited-now"),
        "just invited, late": lambda s: gathering.understood(s.shown(), s.say, "gathering-invited-late"),
        "just changed": lambda s: gathering.understood(_moved(s), s.say, "gathering-changed-now"),
        "nothing changed": lambda s: gathering.understood(s.shown(), s.say, "gathering-nothing-changed"),
        "just cancelled": lambda s: gathering.understood(_cancelled(s), s.say, "gathering-cancelled-now"),
        "draft dropped": lambda s: gathering.understood(s.shown(state="cancelled"), s.say, "gathering-discarded"),
        "undone": lambda s: gathering.understood(s.shown(*s.some()), s.say, "gathering-undone"),
        "over": lambda s: gathering.understood(_over(s), s.say),
    },
    "gathering.drafted": {"by command": lambda s: gathering.drafted(s.shown(state="draft"), s.say)},
    "gathering.which": {
        "two": lambda s: gathering.which([s.plan, replace(s.plan, starts_at=s.plan.starts_at + timedelta(days=7))], "d", s.department, s.say, NOW)
    },
    "gathering.steered": {
        "posted again": lambda s: gathering.steered(s.shown(), s.say, "gathering-posted-again", replace=False),
        "undone": lambda s: gathering.steered(s.shown(), s.say, "gathering-undone", replace=True),
    },
    "gathering.planned": {"draft": lambda s: gathering.planned(s.shown(state="draft"), s.say)},
    "gathering.invitation": {
        "no answers": lambda s: gathering.invitation(s.shown(), s.say),
        "no message": lambda s: gathering.invitation(s.shown(message=""), s.say),
        "one is coming": lambda s: gathering.invitation(s.shown(answer(1, "yes")), s.say),
        "answers of every kind": lambda s: gathering.invitation(s.shown(*s.some()), s.say),
        "seats and a waiting list": lambda s: gathering.invitation(s.shown(*s.some(), seats=5), s.say),
        "one seat": lambda s: gathering.invitation(s.shown(seats=1), s.say),
        "forty": lambda s: gathering.invitation(s.shown(*_many(40)), s.say),
        "next year": lambda s: gathering.invitation(s.shown(starts_at=s.plan.starts_at + timedelta(days=365)), s.say),
        "past midnight": lambda s: gathering.invitation(s.shown(minutes=720), s.say),
        "cancelled": lambda s: gathering.invitation(_cancelled(s), s.say),
        "over": lambda s: gathering.invitation(_over(s), s.say),
    },
    "gathering.card": {
        "no answers": lambda s: gathering.card(Card(s.shown(), METTE), s.say),
        "answers, can be undone": lambda s: gathering.card(Card(_moved(s), METTE), s.say),
        "cancelled, can be undone": lambda s: gathering.card(Card(_cancelled(s), METTE), s.say),
        "cancelled": lambda s: gathering.card(Card(_cancelled(s, now=NOW + MINUTE), METTE), s.say),
        "over": lambda s: gathering.card(Card(_over(s), METTE), s.say),
        "given away": lambda s: gathering.card(Card(s.shown(), ANNE), s.say),
    },
    "gathering.changed": {
        "moved": lambda s: gathering.changed(_moved(s), s.say),
        "another place": lambda s: gathering.changed(s.shown(place=s.other_place, before=_before(s)), s.say),
        "another message": lambda s: gathering.changed(s.shown(message="", before=_before(s)), s.say),
        "cancelled": lambda s: gathering.changed(_cancelled(s), s.say),
    },
    "gathering.thread_reply": {
        "moved": lambda s: gathering.thread_reply(_moved(s), s.say),
        "another place": lambda s: gathering.thread_reply(s.shown(place=s.other_place, before=_before(s)), s.say),
        "another message": lambda s: gathering.thread_reply(s.shown(message="", before=_before(s)), s.say),
        "cancelled": lambda s: gathering.thread_reply(_cancelled(s), s.say),
    },
    "gathering.order": {
        "nobody": lambda s: gathering.order(s.shown(), s.say),
        "one": lambda s: gathering.order(s.shown(answer(1, "yes")), s.say),
        "answers of every kind": lambda s: gathering.order(s.shown(*s.some()), s.say),
        "forty": lambda s: gathering.order(s.shown(*_many(40)), s.say),
    },
    "gathering.who": {
        "nobody": lambda s: gathering.who(s.shown(), s.say, allergies=True),
        "answers of every kind": lambda s: gathering.who(s.shown(*s.some()), s.say, allergies=True),
        "for another organiser": lambda s: gathering.who(s.shown(*s.some()), s.say, allergies=False),
        "more than are named": lambda s: gathering.who(s.shown(*_many(45)), s.say, allergies=True),
    },
    "gathering.coming": {
        "none": lambda s: gathering.coming([], False, s.say),
        "none, for an organiser": lambda s: gathering.coming([], True, s.say),
        "two": lambda s: gathering.coming([s.shown(), s.shown(*s.some(), place=s.other_place)], False, s.say),
        "two, for an organiser": lambda s: gathering.coming([s.shown(state="draft"), s.shown(*s.some())], True, s.say),
    },
    "attendee.reply": {
        "yes": lambda s: attendee.reply(s.replied("yes"), s.say),
        "yes, with one guest": lambda s: attendee.reply(s.replied("yes", guests=1, meal=("vegan",)), s.say),
        "yes, with two guests and allergies": lambda s: attendee.reply(
            s.replied("yes", guests=2, meal=("no_pork", "lactose_free"), allergies=s.allergies, remembered=True), s.say
        ),
        "maybe": lambda s: attendee.reply(s.replied("maybe"), s.say),
        "no": lambda s: attendee.reply(s.replied("no"), s.say),
        "waiting": lambda s: attendee.reply(s.replied("waiting"), s.say),
        "came without an answer": lambda s: attendee.reply(s.replied("none"), s.say),
    },
    "attendee.plate": {
        "nothing said yet": lambda s: attendee.plate(s.replied("yes"), s.say),
        "said and remembered": lambda s: attendee.plate(
            s.replied("yes", guests=2, meal=("vegetarian", "gluten_free"), allergies=s.allergies, remembered=True), s.say
        ),
    },
    "attendee.plate_saved": {
        "everything": lambda s: attendee.plate_saved(s.replied("yes", meal=()), s.say),
        "much": lambda s: attendee.plate_saved(s.replied("yes", guests=MOST_GUESTS, meal=MEALS, allergies=s.allergies, remembered=True), s.say),
        "waiting": lambda s: attendee.plate_saved(s.replied("waiting", meal=("vegan",)), s.say),
    },
    "attendee.moved_up": {"seated": lambda s: attendee.moved_up(s.replied("yes"), s.say)},
    "attendee.reminder": {
        "yes": lambda s: attendee.reminder(s.replied("yes"), s.say),
        "maybe": lambda s: attendee.reminder(s.replied("maybe"), s.say),
    },
    "attendee.attendance": {
        "nobody had said yes": lambda s: attendee.attendance(_over(s, answer(1, "no")), s.say),
        "one": lambda s: attendee.attendance(_over(s, answer(1, "yes")), s.say),
        "some": lambda s: attendee.attendance(_over(s), s.say),
        "nobody came": lambda s: attendee.attendance(_over(s, *_came(0), attended_at=NOW), s.say),
        "one came": lambda s: attendee.attendance(_over(s, *_came(1), attended_at=NOW), s.say),
        "forty came": lambda s: attendee.attendance(_over(s, *_came(40), attended_at=NOW), s.say),
    },
    "attendee.correct": {
        "nobody": lambda s: attendee.correct(_over(s, answer(1, "no")), s.say),
        "some": lambda s: attendee.correct(_over(s), s.say),
    },
    "attendee.thanks": {"two came": lambda s: attendee.thanks(_over(s, *_came(2), attended_at=NOW), s.say)},
    "attendee.noted": {"two came": lambda s: attendee.noted(_over(s, *_came(2), attended_at=NOW), s.say)},
    "department.form": {
        "empty": lambda s: _setup(s, None),
        "as it is": lambda s: _setup(s, s.department),
        "without a coffee break": lambda s: _setup(s, replace(s.department, coffee_break=None)),
    },
    "department.done": {
        "all filled in": lambda s: department.done(s.welcome, WAY, s.say),
        "the least": lambda s: department.done(
            Welcome(
                replace(s.department, coffee_break=None, working_days=WorkingDays(frozenset({3}), frozenset(), s.zone)), [Organiser(METTE, None)]
            ),
            DEFAULT_WAYS["NO"],
            s.say,
        ),
    },
    "department.welcome": {"new": lambda s: department.welcome(s.welcome, s.say)},
    "department.handed_over": {"taken over": lambda s: department.handed_over(s.welcome, s.say)},
    "department.deputy_told": {"named": lambda s: department.deputy_told(s.welcome, s.say)},
    "department.deputy_form": {
        "none yet": lambda s: department.deputy_form(s.say, s.department, Organiser(METTE, None)),
        "one": lambda s: department.deputy_form(s.say, s.department, Organiser(METTE, JONAS)),
    },
    "department.handover_form": {"empty": lambda s: department.handover_form(s.say, s.department)},
    "department.deputy_named": {
        "named": lambda s: department.deputy_named(Organiser(METTE, JONAS), s.say),
        "taken back": lambda s: department.deputy_named(Organiser(METTE, None), s.say),
    },
    "department.given": {
        "no meetings": lambda s: department.given(JONAS, 0, s.say),
        "one meeting": lambda s: department.given(JONAS, 1, s.say),
        "two meetings": lambda s: department.given(JONAS, 2, s.say),
    },
    "log.latest": {
        "empty": lambda s: log.latest([], TITLES, s.say, s.zone, NOW),
        "long": lambda s: log.latest(LOG, TITLES, s.say, s.zone, NOW),
    },
    "log.failed": {one: partial(_failed, reason=one) for one in REASONS}
    | {
        "unsure": partial(_failed, reason="slack-missing_scope", outcome="unsure"),
        "a welcome": partial(_failed, kind="department.welcome"),
    },
    "person.help_text": {"help": lambda s: person.help_text(s.say)},
    "directory.who": {
        "how": lambda s: directory.who(town.answer(""), s.say),
        "an empty directory": lambda s: directory.who(town.answer("", directory=town.EMPTY), s.say),
        "nobody": lambda s: directory.who(town.answer("<!channel> raketter"), s.say),
        "of every kind": lambda s: directory.who(town.answer("statistik", *town.TOWN.people), s.say),
        "many": lambda s: directory.who(town.answer("statistik", *town.TOWN.people, *town.TOWN.people), s.say),
        "from an emerging environment": lambda s: directory.who(town.answer("KOL", town.ANNE, hospital="FJO", department="em"), s.say),
    },
    "directory.asked": {"a question": lambda s: directory.asked(Asked(town.ANNE, town.TOWN), s.say)},
    "directory.answered": {"yes": lambda s: directory.answered(True, s.say), "no": lambda s: directory.answered(False, s.say)},
    "directory.welcome": {
        "who is who": lambda s: directory.welcome(Newcomer(s.department, s.welcome.organisers, (town.ANNE, town.MARIT), town.TOWN), s.say),
        "nobody yet": lambda s: directory.welcome(Newcomer(s.department, s.welcome.organisers, (), town.EMPTY), s.say),
    },
    "directory.home": {
        "not listed": lambda s: directory.home(Home(None, town.TOWN, []), s.say),
        "listed, with a meeting": lambda s: directory.home(Home(town.ANNE, town.TOWN, [s.shown(*s.some())]), s.say),
        "with open questions": lambda s: directory.home(Home(None, town.TOWN, [], asking.at_home(s)), s.say),
        "on a pause, not shown": lambda s: directory.home(Home(town.LARS, town.TOWN, []), s.say),
    },
    "directory.form": {
        "mine, new": lambda s: directory.form(s.say, town.TOWN, None, METTE, own=True),
        "somebody else's": lambda s: directory.form(s.say, town.TOWN, town.MARIT, "U0MARIT", own=False),
        "no hospitals yet": lambda s: directory.form(s.say, town.EMPTY, None, METTE, own=True),
    },
    "directory.whom": {"whose": lambda s: directory.whom(s.say)},
    "directory.saved": {"saved": lambda s: directory.saved(town.ANNE, town.TOWN, s.say)},
    "directory.pause_form": {"until": lambda s: directory.pause_form(s.say)},
    "person.languages": {"which": lambda s: person.languages(s.say)},
    "person.language_chosen": {"chosen": lambda s: person.language_chosen(s.say)},
    "person.refusal": {text: partial(_refusal, text=text, **facts) for text, facts in REFUSALS.items()}
    | {
        "what was typed": lambda s: _refusal(s, "privacy-cpr", typed=f"{s.title} ••••••-••••"),
        "no organiser left": partial(_refusal, text="not-organiser", organisers=[]),
        "no room for guests": partial(_refusal, text="guests-no-room", room=0),
        "room for one guest": partial(_refusal, text="guests-no-room", room=1),
    },
    "person.notice": {"in place of a form": lambda s: person.notice(_refusal(s, "button-old"), s.say)},
    "person.apology": {"sorry": lambda s: person.apology(s.say, "1a2b3c4d")},
} | asking.CASES
"""Screen → state → how it is shown."""
CASES |= {screen: {state: partial(_paired, make) for state, make in states.items()} for screen, states in mentors.CASES.items()}


# ---------------------------------------------------------------- a screen to be read


def readable(screen: Screen) -> str:
    """A message or form as text: buttons in [brackets], inputs with what they hold, what Slack whispers in parentheses."""
    titles = {"modal": lambda: f"== {screen['title']['text']} ==", "home": lambda: "== Home =="}
    lines = [titles.get(screen.get("type", ""), lambda: f"({_aloud(screen)}: {screen['text']})")()]
    for block in screen["blocks"]:
        lines += ["", *_BLOCKS[block["type"]](block)]
    if screen.get("type") == "modal":
        ends = [screen[name]["text"] for name in ("close", "submit") if name in screen]
        lines += ["", "-- " + " ".join(f"[{one}]" for one in ends)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _aloud(screen: Screen) -> str:
    whispered = screen.get("response_type") == "ephemeral"
    return "to the asker alone" + (", in place of the old" if screen["replace_original"] else "") if whispered else "read aloud"


def _actions(block: Screen) -> Iterator[str]:
    yield " ".join(f"[{one['text']['text']}{_STYLES[one.get('style')]}]" for one in block["elements"])
    for one in block["elements"]:
        if "confirm" in one:
            sure = one["confirm"]
            title, text, yes, no = (sure[name]["text"] for name in ("title", "text", "confirm", "deny"))
            yield f"    [{one['text']['text']}] asks: {title} {text} [{no}] [{yes}]"


def _input(block: Screen) -> Iterator[str]:
    element = block["element"]
    yield f"{block['label']['text']}{'' if block['optional'] else ' *'} <{element['type']}>"
    chosen = element.get("initial_options") or [element.get("initial_option")]
    for one in element.get("options", []):
        yield f"    {'(x)' if one in chosen else '( )'} {one['text']['text']}"
    for name in ("initial_value", "initial_date", "initial_time", "initial_user", "initial_users"):
        if name in element:
            yield f"    = {element[name]!r}"
    limits = [f"{name} {element[name]}" for name in ("min_value", "max_value", "max_length") if name in element]
    if limits:
        yield f"    {', '.join(limits)}"
    if "hint" in block:
        yield f"    ({block['hint']['text']})"


_STYLES = {None: "", "primary": " (green)", "danger": " (red)"}
_BLOCKS: dict[str, Callable[[Screen], Any]] = {
    "header": lambda block: [f"# {block['text']['text']}"],
    "section": lambda block: block["text"]["text"].split("\n"),
    "context": lambda block: [f"    {line}" for one in block["elements"] for line in one["text"].split("\n")],
    "actions": _actions,
    "input": _input,
}


# ---------------------------------------------------------------- the tests


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", CASES)
def test_every_screen_reads_as_it_should(screen: str, language: Language) -> None:
    stage, file = STAGES[language], GOLDEN / f"{screen}.{language}.txt"
    read = "\n\n".join(f"##### {state}\n{readable(make(stage))}" for state, make in CASES[screen].items())
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(read, encoding="utf-8")
    assert read == file.read_text(encoding="utf-8")


def test_there_is_a_golden_file_for_every_screen_and_no_other() -> None:
    screens = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (gathering, attendee, department, directory, log, mentor, person, ask, turn, queue)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and get_type_hints(function)["return"] == dict[str, Any]
    }
    assert screens - {"gathering.reply_buttons"} == set(CASES) - {"mentor.home_blocks"}
    assert {file.name for file in GOLDEN.iterdir()} == {f"{screen}.{language}.txt" for screen in CASES for language in LANGUAGES}


def test_every_refusal_that_can_be_raised_has_its_golden_text() -> None:
    root = Path(blocks.__file__).parents[2]
    source = "\n".join(file.read_text(encoding="utf-8") for room in ("bot/actions", "handlers") for file in (root / room).glob("*.py"))
    raised = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', source))
    assert raised <= set(REFUSALS)
    assert {text for text in REFUSALS if f'"{text}"' not in source} == {
        *(f"privacy-{kind}" for kind in ("cpr", "norwegian", "birth", "ambiguous")),
        *(f"setup-{field}-missing" for field in ("name", "hospital")),
        *(f"gathering-{field}-missing" for field in ("title", "place")),
    }, "their ids are put together; every other one stands in the source"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_letter_and_step_has_a_name_in_the_log(kind: str) -> None:
    assert all(log.what(kind, speaker(language)) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", CASES)
def test_slack_accepts_every_screen(screen: str, language: Language) -> None:
    for state, make in CASES[screen].items():
        assert not _wrong(make(STAGES[language])), state


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_and_titles_are_short(language: Language) -> None:
    for _state, screen in _all(STAGES[language]):
        assert [text for text in _button_texts(screen) if len(text) > 30] == []
        assert len(screen.get("title", {}).get("text", "")) <= 24


_NASTY = "<!channel> <!here> <!everyone|x> <!subteam^S0VICTIM> <@U0VICTIM> <#C0VICTIM|x> <https://example.org|bank> & < > &amp; *_~`"
NASTY = {
    "5,000 letters": "x" * 5000,
    "5,000 words": "a " * 2500,
    "5,000 emoji": "😀" * 5000,
    "5,000 entities": "&" * 5000,
    "5,000 lines": "x\n" * 5000,
    "broadcasts": _NASTY,
    "many broadcasts": _NASTY * 40,
    "formatting": "*a* _b_ ~c~ `d` ```e``` > f",
    "one blank line": "\n \n",
    "right to left": "\u202eabc",
}
KNOWN = {METTE, ANNE, JONAS, INGRID, CHANNEL, "C0KIRURGI", "U0BO", "U0MARIT", "U0LARS", "U0FUN"}
"""Whom and what we mention ourselves, beside the guests."""


def _nasty(language: Language, text: str) -> Stage:
    """The same text in every field, as long as the field takes."""
    most = {"title": TITLE_MOST, "message": MESSAGE_MOST, "allergies": ALLERGIES_MOST, "name": department.NAME_MOST, "hospital": department.NAME_MOST}
    most |= {"place": PLACE_MOST, "other_place": PLACE_MOST}
    return replace(STAGES[language], **{name: text[:length] for name, length in most.items()})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NASTY)
def test_no_text_makes_a_screen_that_slack_refuses(text: str, language: Language) -> None:
    for state, screen in _all(_nasty(language, NASTY[text])):
        assert not _wrong(screen), state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NASTY)
def test_nobody_is_paged_by_somebody_elses_text(text: str, language: Language) -> None:
    for state, screen in _all(_nasty(language, NASTY[text])):
        for said in _marked(screen):
            marks = set(re.findall(r"<([^>]*)>?", said))
            assert {mark for mark in marks if mark[1:] not in KNOWN and not re.fullmatch(r"@U0GUEST\d\d\d", mark)} == set(), state


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_after_a_command_opens_a_form_and_goes_back_and_pages_nobody(language: Language) -> None:
    for text in NASTY.values():
        assert not _wrong(_form(STAGES[language], title=text, place=text))
        screen = person.refusal(Refusal("unknown-word", typed=text), speaker(language))
        assert not _wrong(screen)
        assert not _wrong(person.notice(screen, speaker(language)))
        assert [said for said in _marked(screen) if "<" in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_hospital_fits_into_every_screen(language: Language) -> None:
    stage = replace(STAGES[language], name="N" * 80, hospital="Ø" * 80, title="t" * 150, place="p" * 150, message="m" * 3000)
    all_of_them = [
        answer(number, reply, guests=MOST_GUESTS, meal=MEALS[: number % 6], allergies=f"nødder {number}", came=True)
        for number, reply in enumerate(("yes", "maybe", "waiting", "no", "yes") * 100)
    ]
    shown, over = stage.shown(*all_of_them, seats=500), _over(stage, *all_of_them)
    done = _over(stage, *all_of_them, attended_at=NOW)
    days = WorkingDays(frozenset(range(1, 8)), frozenset((month, month) for month in range(1, 13)), stage.zone)
    there = replace(stage.department, working_days=days)
    organisers = [Organiser(UserId(f"U0GUEST{number:03}"), METTE) for number in range(department.ORGANISERS_MOST)]
    welcome = Welcome(there, organisers)
    for screen in (
        gathering.invitation(shown, stage.say),
        gathering.card(Card(shown, METTE), stage.say),
        gathering.order(shown, stage.say),
        gathering.who(shown, stage.say, allergies=True),
        gathering.coming([shown] * 10, True, stage.say),
        gathering.coming([shown] * 10, False, stage.say),
        gathering.planned(shown, stage.say),
        attendee.attendance(over, stage.say),
        attendee.attendance(done, stage.say),
        attendee.correct(over, stage.say),
        attendee.noted(done, stage.say),
        department.form(stage.say, CHANNEL, there, organisers, METTE, stage.zone, language, WAY),
        department.done(welcome, WAY, stage.say),
        department.welcome(welcome, stage.say),
        person.refusal(Refusal("not-organiser", organisers=[one.user_id for one in organisers]), stage.say),
    ):
        assert not _wrong(screen)
        assert all(re.fullmatch(r"[@#]\w+", mark) for said in _marked(screen) for mark in re.findall(r"<([^>]*)>?", said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_allergy_is_left_out_when_many_have_one(language: Language) -> None:
    stage = STAGES[language]
    shown = stage.shown(*(answer(number, "yes", allergies=f"nødder, æg og mælk, nummer {number:03}") for number in range(300)))
    said = "\n".join(_marked(gathering.who(shown, stage.say, allergies=True)))
    assert re.findall(r"nummer (\d\d\d)", said) == [f"{number:03}" for number in range(300)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_message_is_shown_whole(language: Language) -> None:
    stage = replace(STAGES[language], message="".join(f"ord{number:03} & " for number in range(300))[:3000])
    said = "".join(block["text"]["text"] for block in gathering.invitation(stage.shown(), stage.say)["blocks"] if block["type"] == "section")
    assert re.findall(r"ord(\d\d\d) &amp;", said) == [f"{number:03}" for number in range(300)]


def test_a_text_that_is_cut_never_ends_inside_an_entity_or_a_mention() -> None:
    text = "Å &amp; <@U0METTE> 😀 &lt; <#C0MEDICIN>" * 2
    for most in range(1, len(text)):
        kept = blocks.cut(text, most)
        assert len(kept.encode("utf-16-le")) <= 2 * most
        assert not set("&<>") & set(re.sub(r"&(amp|lt);|<[@#]\w+>", "", kept))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closing_day_beyond_ten_can_still_be_ticked(language: Language) -> None:
    stage = STAGES[language]
    days = replace(stage.department.working_days, closing_days=frozenset((month, 15) for month in range(1, 13)))
    form = department.form(stage.say, CHANNEL, replace(stage.department, working_days=days), [], METTE, stage.zone, language, WAY)
    closing = next(block["element"] for block in form["blocks"] if block.get("block_id") == "closing")
    assert [one["value"] for one in closing["initial_options"]] == [f"{month:02}-15" for month in range(1, 13)]


# ---------------------------------------------------------------- what Slack would say


def _all(stage: Stage) -> Iterator[tuple[str, Screen]]:
    for screen, states in CASES.items():
        for state, make in states.items():
            yield f"{screen}: {state}", make(stage)


def _wrong(screen: Screen) -> list[Any]:
    """What the sandbox and, where it is there, the independent validator have against it: errors and warnings."""
    kind = screen.get("type", "message")
    sent = (
        screen
        if kind != "message"
        else {"channel": CHANNEL, "unfurl_links": False, "unfurl_media": False} | {name: screen[name] for name in ("text", "blocks")}
    )
    sent = json.loads(json.dumps(sent))
    return [*sandbox_blocks.problems(kind, sent), *_validated(kind, sent)]


def _validated(kind: str, sent: Screen) -> list[Any]:
    if not (SHARED / "slack").is_dir():
        return []
    from slack_validate import check  # noqa: PLC0415 - it lives beside the project, not in it

    return list(check(kind, sent))


def test_the_independent_validator_was_asked() -> None:
    if not (SHARED / "slack").is_dir():
        pytest.skip("the independent validator is not beside the project: only the sandbox judged the screens")
    assert [issue.code for issue in _validated("modal", {"type": "modal", "blocks": []})] != []


def _walk(value: Any) -> Iterator[Screen]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)


def _marked(screen: Screen) -> list[str]:
    """Every text in which Slack reads marks."""
    aloud = [screen["text"]] if "text" in screen else []
    return aloud + [one["text"] for one in _walk(screen["blocks"]) if one.get("type") == "mrkdwn"]


def _button_texts(screen: Screen) -> list[str]:
    found = [one["text"]["text"] for one in _walk(screen["blocks"]) if one.get("type") == "button"]
    sure = [one[name]["text"] for one in _walk(screen["blocks"]) if "deny" in one for name in ("confirm", "deny")]
    return [*found, *sure, *(screen[name]["text"] for name in ("submit", "close") if name in screen)]
