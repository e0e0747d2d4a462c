"""Every screen of /ask: what its asker sees, whoever is asked, and the organisers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.ids import ChannelId, DepartmentId, QuestionId, TurnId, UserId
from bot.rules.ask import DEFAULT_WAYS, Open, OrdinaryWay, Overview, Proposal, Question, Shared, Standing, Turn
from bot.rules.calendar import WorkingDays
from bot.rules.department import Department
from bot.rules.directory import Directory, Listed
from bot.rules.guideline import Step, Where
from bot.rules.routing import Choice, Found
from bot.rules.topic import Topic
from bot.screens import ask, queue, turn
from bot.texts import Say
from tests.screens import town

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
METTE, ANNE, BO, JONAS = (UserId(one) for one in ("U0METTE", "U0ANNE", "U0BO", "U0JONAS"))
TOMORROW, THURSDAY, MONDAY = (NOW + timedelta(days=days) for days in (1, 3, 7))
OFFICE = replace(town.BANK, id="F2", name="Forskerservice", role="start", functions=frozenset({"start_research"}), channel="C0KIRURGI")
LISTED_JONAS = replace(town.ANNE, id="E9", name="Jonas Lind", role="colleague", stage="junior_doctor", user_id=JONAS)
DIRECTORY = Directory((*town.TOWN.people, OFFICE), town.TOWN.hospitals, town.TOWN.departments, town.TOWN.links, town.TODAY)
Screen = dict[str, Any]


@dataclass(frozen=True)
class Asking:
    """One language; `text` is the question, and what anybody writes about it."""

    say: Say
    zone: ZoneInfo
    text: str
    about: str
    department: str
    hospital: str

    @property
    def way(self) -> OrdinaryWay:
        return DEFAULT_WAYS["NO" if self.zone.key == "Europe/Oslo" else "DK"]

    @property
    def there(self) -> Department:
        days = WorkingDays(frozenset(range(1, 6)), frozenset(), self.zone)
        return Department(DepartmentId(1), ChannelId("C0MEDICIN"), self.department, self.hospital, self.say.language, self.zone, days, time(9, 30))

    def question(self, state: str, **facts: Any) -> Question:
        given: dict[str, Any] = {
            "id": QuestionId(12),
            "text": self.text,
            "language": self.say.language,
            "topic": "statistics",
            "anonymous": False,
            "about_asker": "",
            "department_id": DepartmentId(1),
            "state": state,
            "reason": None,
            "asked_at": NOW,
            "promised_at": THURSDAY,
            "changed_at": NOW,
            "answer": "",
            "answered_by": None,
            "helped": None,
            "asker_shares": None,
            "expert_shares": None,
        }
        return Question(**(given | facts))

    def standing(self, state: str, *turns: Turn, listed: Listed | None = None, **facts: Any) -> Standing:
        return Standing(self.question(state, **facts), turns, JONAS, listed, self.there, DIRECTORY, self.zone, NOW, (METTE,))

    def proposal(self, kind: Any, *choices: Choice, **facts: Any) -> Proposal:
        given: dict[str, Any] = {"choices": choices, "promised_at": THURSDAY}
        return Proposal(kind, self.question("draft", topic=None), self.way, self.zone, NOW, **(given | facts))


def asked(one: Listed = town.BO, outcome: Any = None, *, place: str = "serves", taken_by: UserId | None = None, at: datetime = NOW) -> Turn:
    recipient = one.channel or one.user_id or ""
    ended = NOW if outcome not in {None, "took"} else None
    return Turn(TurnId(1), QuestionId(12), one.id, recipient, one.role, place, at, THURSDAY, outcome, taken_by, ended)


def took(one: Listed = town.BO) -> Turn:
    return asked(one, "took", taken_by=UserId(one.user_id or ""))


def choice(topic: Topic, *people: tuple[Listed, Where], knows: bool = False) -> Choice:
    found = tuple(Found(one, topic, Step(one.role, where, knows=knows), where) for one, where in people)
    return Choice((topic,), 0.8, found)


def _shown(blocks: Callable[[Asking], list[Screen]]) -> Callable[[Asking], Screen]:
    return lambda a: ask.answered(blocks(a), a.say)


def _draft(*args: Any, **facts: Any) -> Callable[[Asking], Screen]:
    return _shown(lambda a: ask.draft(a.proposal(*args, **facts), a.say))


def _sent(state: str, *turns: Turn, **facts: Any) -> Callable[[Asking], Screen]:
    return _shown(lambda a: ask.sent(a.standing(state, *turns, **facts), a.say))


def _news(state: str, *turns: Turn, **facts: Any) -> Callable[[Asking], Screen]:
    return lambda a: ask.news(a.standing(state, *turns, **facts), a.say)


def _question(recipient: str, state: str, *turns: Turn, listed: Listed | None = None, **facts: Any) -> Callable[[Asking], Screen]:
    return lambda a: turn.question(a.standing(state, *turns, listed=listed, **facts), recipient, a.say)


def _queue(state: str, *turns: Turn, **facts: Any) -> Callable[[Asking], Screen]:
    return lambda a: queue.question(a.standing(state, *turns, **facts), a.say)


def _nameless(make: Callable[[Asking, Standing], Screen], state: str, *turns: Turn, **facts: Any) -> Callable[[Asking], Screen]:
    return lambda a: make(a, a.standing(state, *turns, anonymous=True, about_asker=a.about, **facts))


def _overview(a: Asking) -> Screen:
    ones = (
        Open(QuestionId(3), "statistics", "asked", NOW - timedelta(days=1), THURSDAY, BO),
        Open(QuestionId(5), "ethics", "held", NOW - timedelta(days=4), MONDAY, None),
        Open(QuestionId(7), None, "queued", NOW, TOMORROW, None),
        Open(QuestionId(8), "biobank", "taken", NOW - timedelta(days=2), None, "C0KIRURGI"),
    )
    return queue.overview(Overview(ones, ("ethics", "redcap"), ((town.ANNE, 3),), a.zone, NOW), a.say)


ONE = choice("statistics", (town.BO, "serves"), (town.ANNE, "department"))
KNOWS = choice("idea_sparring", (town.ANNE, "department"), knows=True)
NEWCOMER = choice("start_research", (OFFICE, "hospital"))
PLACES = choice("ethics", (town.ANNE, "named"), (town.ANNE, "near"), (town.BO, "network"))
PASSED = ("silent", "declined", "away", "left", "gave_back", "done")

CASES: dict[str, dict[str, Callable[[Asking], Screen]]] = {
    "ask.form": {"empty": lambda a: ask.form(a.say, a.way), "worded anew": lambda a: ask.form(a.say, a.way, a.text, 12)},
    "ask.answered": {
        "an emergency": _shown(lambda a: ask.elsewhere("emergency", a.text, a.way, a.say)),
        "an emergency, the hospital's own number": _shown(
            lambda a: ask.elsewhere("emergency", a.text, replace(a.way, own="Intern 12 34 <!channel>"), a.say)
        ),
        "a patient": _shown(lambda a: ask.elsewhere("clinical_patient", a.text, a.way, a.say)),
        "one": _draft("one", ONE),
        "one who knows": _draft("one", KNOWS),
        "a function": _draft("one", NEWCOMER),
        "the one chosen cannot": _draft("one", ONE, gone=True),
        "asked before": _shown(
            lambda a: ask.draft(a.proposal("one", ONE, shared=(Shared(a.text[:100], a.text[:100], town.ANNE.user_id or ""),)), a.say)
        ),
        "topics": _draft("topics", ONE, NEWCOMER, choice("svp_career", (town.MARIT, "department"))),
        "somebody else": _draft("people", PLACES),
        "everybody away": _draft("wait", choice("ethics", (town.MARIT, "department")), promised_at=MONDAY),
        **{f"organisers: {reason}": _draft("organiser", reason=reason) for reason in ("vague", "off_topic", "nobody", "none_of_these")},
        "sent": _sent("asked", asked()),
        "sent at night": _sent("asked", asked(at=TOMORROW)),
        "sent without a name": _sent("asked", asked(), anonymous=True),
        "waits": _sent("held", promised_at=MONDAY),
        "with the organisers": _sent("queued", reason="wished"),
        "withdrawn": _sent("closed", reason="withdrawn", promised_at=None),
        "helped": _shown(lambda a: [*ask.sent(a.standing("closed", asked(outcome="done"), reason="helped"), a.say), *ask.share(12, a.say)]),
        "may be shared": _shown(lambda a: [{"type": "section", "text": {"type": "mrkdwn", "text": ask.shared(True, a.say)}}]),
        "not shared": _shown(lambda a: [{"type": "section", "text": {"type": "mrkdwn", "text": ask.shared(False, a.say)}}]),
        "status, none open": _shown(lambda a: ask.mine([], a.say)),
        "status, two": _shown(lambda a: ask.mine([a.standing("draft", topic=None), a.standing("taken", took())], a.say)),
    },
    "ask.reminder": {"never sent": lambda a: ask.reminder(a.proposal("one", ONE), a.say)},
    "ask.namelessly": {"what is told": lambda a: ask.namelessly(12, "E2", "statistics", a.say)},
    "ask.in_form": {"sent": lambda a: ask.in_form(ask.sent(a.standing("asked", asked()), a.say), a.say)},
    "ask.news": {
        **{f"passed on: {outcome}": _news("asked", asked(town.ANNE, outcome), asked()) for outcome in PASSED},
        "everybody is away": _news("held", asked(town.ANNE, "away"), promised_at=MONDAY),
        **{f"organisers: {reason}": _news("queued", reason=reason) for reason in ("nobody", "nobody_left", "silence", "wished")},
        "taken": _news("taken", took()),
        "taken in a function's channel": _news("taken", asked(OFFICE, "took", taken_by=ANNE)),
        "taken, without a name": _news("taken", took(), anonymous=True),
        "answered": _news("answered", took()),
        "answered by an organiser": _news("answered"),
    },
    "ask.written": {
        "by who has it": lambda a: ask.written(a.standing("taken", took()), a.text, a.say, by_asker=False),
        "by the asker": lambda a: ask.written(a.standing("taken", took()), a.text, a.say, by_asker=True),
        "by an asker without a name": _nameless(lambda a, it: ask.written(it, a.text, a.say, by_asker=True), "taken", took()),
    },
    "ask.write_form": {
        "to who has it": lambda a: ask.write_form(12, ask.who_has_it(a.standing("taken", took()), a.say), a.say, by_asker=True),
        "to an asker without a name": _nameless(lambda a, it: ask.write_form(12, turn.asker(it, a.say), a.say, by_asker=False), "taken", took()),
    },
    "ask.done": {
        "written": lambda a: ask.done(a.say("ask-written-sent", who=ask.who_has_it(a.standing("taken", took()), a.say)), a.say),
        "asked back": lambda a: ask.done(a.say("turn-back-sent"), a.say),
        "answered": lambda a: ask.done(a.say("turn-answered-noted"), a.say),
        "passed on": lambda a: ask.done(a.say("turn-passed-on"), a.say),
        "away": lambda a: ask.done(a.say("turn-away-noted"), a.say),
        "given to somebody": lambda a: ask.done(a.say("queue-assigned", who=ask.who_has_it(a.standing("asked", asked()), a.say)), a.say),
        "answered by an organiser": lambda a: ask.done(a.say("queue-answered"), a.say),
    },
    "ask.still": {"some days": lambda a: ask.still(a.standing("taken", took()), a.say)},
    "turn.question": {
        "new": _question(BO, "asked", asked(), listed=LISTED_JONAS),
        "new, of nobody listed": _question(BO, "asked", asked()),
        "to a function": _question("C0KIRURGI", "asked", asked(OFFICE)),
        "thought of": _question(BO, "asked", asked(place="named")),
        "without a name": _nameless(lambda a, it: turn.question(it, BO, a.say), "asked", asked()),
        "without a name and without a word": _question(BO, "asked", asked(), anonymous=True),
        "their own": _question(JONAS, "asked", asked(replace(town.BO, user_id=JONAS)), anonymous=True),
        "theirs": _question(BO, "taken", took()),
        "theirs, without a name": _nameless(lambda a, it: turn.question(it, BO, a.say), "taken", took()),
        "somebody else's": _question(ANNE, "taken", asked(town.ANNE, "silent"), took()),
        "answered": _question(BO, "answered", took()),
        "withdrawn": _question(BO, "closed", asked(outcome="too_late"), reason="withdrawn"),
        "closed": _question(BO, "closed", asked(outcome="done"), reason="helped"),
        **{f"gone on: {outcome}": _question(BO, "asked", asked(outcome=outcome), asked(town.ANNE)) for outcome in (*PASSED, "too_late")},
    },
    "turn.reminder": {
        "a day later": lambda a: turn.reminder(a.standing("asked", asked()), BO, a.say),
        "without a name": _nameless(lambda a, it: turn.reminder(it, BO, a.say), "asked", asked()),
    },
    "turn.conversation": {
        "begun": lambda a: turn.conversation(a.standing("taken", took()), a.say),
        "over": lambda a: turn.conversation(a.standing("closed", took(), reason="helped"), a.say),
    },
    "turn.follow_up": {
        "some days": lambda a: turn.follow_up(a.standing("taken", took()), a.say),
        "without a name": _nameless(lambda a, it: turn.follow_up(it, a.say), "taken", took()),
    },
    "turn.helped": {
        "yes": lambda a: turn.helped(a.standing("closed", asked(outcome="done"), helped="yes", answer="60"), a.say),
        "partly, without a name": _nameless(lambda a, it: turn.helped(it, a.say), "closed", asked(outcome="done"), helped="partly"),
    },
    "turn.ended": {
        "withdrawn": lambda a: turn.ended(a.standing("closed", asked(outcome="done"), reason="withdrawn"), a.say),
        "without a name": _nameless(lambda a, it: turn.ended(it, a.say), "closed", asked(outcome="done"), reason="withdrawn"),
    },
    "turn.decline_form": {"empty": lambda a: turn.decline_form(a.say)},
    "turn.away_form": {"empty": lambda a: turn.away_form(a.say)},
    "turn.ask_back_form": {"empty": lambda a: turn.ask_back_form(a.say)},
    "turn.answered_form": {
        "empty": lambda a: turn.answered_form(a.standing("taken", took()), a.say),
        "without a name": _nameless(lambda a, it: turn.answered_form(it, a.say), "taken", took()),
    },
    "queue.question": {
        **{reason: _queue("queued", reason=reason) for reason in ("nobody", "nobody_left", "silence", "wished")},
        "without a name": _nameless(lambda a, it: queue.question(it, a.say), "queued", reason="wished"),
        "given to somebody": _queue("asked", asked()),
    },
    "queue.reminder": {
        "some days": lambda a: queue.reminder(a.standing("queued"), a.say),
        "without a name": _nameless(lambda a, it: queue.reminder(it, a.say), "queued"),
    },
    "queue.audit": {"broken": lambda a: queue.audit(a.standing("queued"), a.say)},
    "queue.assign_form": {"empty": lambda a: queue.assign_form(a.standing("queued"), a.say)},
    "queue.answer_form": {"empty": lambda a: queue.answer_form(a.standing("queued"), a.say)},
    "queue.overview": {
        "none": lambda a: queue.overview(Overview((), (), (), a.zone, NOW), a.say),
        "some": _overview,
        "one": lambda a: queue.overview(Overview((Open(QuestionId(3), "statistics", "asked", NOW, THURSDAY, BO),), (), (), a.zone, NOW), a.say),
    },
}
"""Screen → state → how it is shown."""
