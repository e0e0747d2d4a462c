"""Questions as every screen of /ask may get them: the cases that tests/screens/test_golden.py draws, judges and reads.

It is the same Monday; the question's words, what an anonymous asker tells of themselves and the answer are the stage's free texts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from bot.ids import QuestionId, TurnId, UserId
from bot.rules.ask import (
    DEFAULT_WAYS,
    SHORT_MOST,
    TEXT_MOST,
    Open,
    OrdinaryWay,
    Outcome,
    Overview,
    Proposal,
    Question,
    Reason,
    Shared,
    Standing,
    Turn,
)
from bot.rules.guideline import Step
from bot.rules.routing import Choice, Found
from bot.rules.topic import TOPICS
from bot.screens import ask, queue, turn
from bot.screens.blocks import Block
from bot.texts import person
from tests.screens import town

if TYPE_CHECKING:
    from tests.screens.test_golden import Make, Screen, Stage

NOW = datetime.combine(town.TODAY, time(9), UTC)
SOON, LATER = NOW + timedelta(days=2), NOW + timedelta(days=14)
METTE, JONAS, ANNE, BO = (UserId(f"U0{name}") for name in ("METTE", "JONAS", "ANNE", "BO"))
DANISH, NORWEGIAN = DEFAULT_WAYS["DK"], DEFAULT_WAYS["NO"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
QUEUED: tuple[Reason, ...] = ("nobody", "nobody_left", "silence", "wished")
CLOSED: tuple[Reason, ...] = ("withdrawn", "untouched", "helped", "not_said")
SHORT = "Omkring 60 i hver gruppe & ikke <færre>."


def way(s: Stage) -> OrdinaryWay:
    return replace(NORWEGIAN if s.language == "nb" else DANISH, own=s.other_place)


def question(s: Stage, state: str = "asked", **values: Any) -> Question:
    given: dict[str, Any] = {
        "id": QuestionId(7),
        "text": s.message[:TEXT_MOST],
        "language": s.language,
        "topic": "statistics",
        "anonymous": False,
        "about_asker": "",
        "department_id": 1,
        "state": state,
        "reason": None,
        "asked_at": NOW - timedelta(days=3),
        "promised_at": SOON,
        "changed_at": NOW,
        "answer": "",
        "answered_by": None,
        "helped": None,
        "asker_shares": None,
        "expert_shares": None,
    }
    return Question(**(given | values))


def asked(one: Any = town.ANNE, outcome: Outcome | None = None, *, place: str = "department", taken_by: UserId | None = None) -> Turn:
    """One turn of somebody's; over if it has an outcome other than took."""
    ended = NOW if outcome not in {None, "took"} else None
    recipient = one.channel or one.user_id
    taker = taken_by or (UserId(one.user_id) if outcome in {"took", "done", "gave_back"} else None)
    return Turn(TurnId(3), QuestionId(7), one.id, recipient, one.role, place, NOW - timedelta(days=1), SOON, outcome, taker, ended)


def standing(s: Stage, state: str = "asked", *turns: Turn, listed: bool = False, **values: Any) -> Standing:
    """A question of Jonas's, with Anne unless told otherwise."""
    outcome: Outcome | None = "took" if state in {"taken", "answered"} else None
    mine = replace(town.ANNE, id="E9", name="Jonas Lind", user_id=JONAS, stage="phd_student")
    return Standing(
        question=question(s, state, **values),
        turns=turns or ((asked(outcome=outcome),) if state in {"asked", "taken", "answered"} else ()),
        asker=JONAS,
        listed=mine if listed else None,
        there=s.department,
        directory=town.TOWN,
        zone=s.zone,
        now=NOW,
        organisers=(METTE,),
    )


def nameless(s: Stage, state: str = "asked", *turns: Turn, about: bool = True) -> Standing:
    return standing(s, state, *turns, anonymous=True, about_asker=s.title[: ask.ABOUT_MOST] if about else "", department_id=None)


def found(one: Any = town.ANNE, where: Any = "department", topic: Any = "statistics", *, knows: bool = False) -> Found:
    return Found(one, topic, Step(one.role, where, knows=knows), where)


def proposal(s: Stage, kind: Any, *choices: Choice, **values: Any) -> Proposal:
    return Proposal(kind, question(s, "draft", topic=None), way(s), s.zone, NOW, choices, SOON, **values)


def one(*people_: Found) -> Choice:
    return Choice((people_[0].topic,), 0.9, people_)


def topics(s: Stage) -> Proposal:
    bank = found(replace(town.BANK, name=s.name), "serves", "biobank")
    return proposal(s, "topics", one(found(topic="statistics")), one(found(town.BO, "serves", "redcap")), one(bank))


def several(s: Stage) -> Proposal:
    named = replace(town.BO, name=f"{s.name} {s.hospital}"[:80], title=s.place[:80])
    return proposal(s, "people", one(found(town.MARIT, "near"), found(named, "serves"), found(town.BANK, "hospital")))


def shared(s: Stage, number: int = 2) -> tuple[Shared, ...]:
    return tuple(Shared(s.message[:TEXT_MOST], s.allergies[:SHORT_MOST], ANNE) for _ in range(number))


def blocks(make: Any) -> Make:
    """Blocks as the answer to a command."""
    return lambda s: ask.answered(make(s), s.say)


def overview(s: Stage, *rows: Open, gaps: Any = (), over: Any = ()) -> Screen:
    return queue.overview(Overview(rows, gaps, over, s.zone, NOW), s.say)


def rows(number: int) -> list[Open]:
    states: list[Any] = ["queued", "asked", "held", "taken", "answered"]
    who = [None, "U0ANNE", None, "U0BO", "C0KIRURGI"]
    return [
        Open(QuestionId(at), None if at % 5 == 0 else TOPICS[at % len(TOPICS)], states[at % 5], NOW - timedelta(days=40 - at), SOON, who[at % 5])
        for at in range(number)
    ]


def at_home(s: Stage) -> list[Block]:
    return ask.home([standing(s, "taken"), nameless(s, "queued"), standing(s, "draft", topic=None)], s.say)


def all_of_mine(s: Stage) -> list[Standing]:
    """As many as are shown."""
    return [standing(s, "taken"), nameless(s), standing(s, "draft")] * 3 + [standing(s, "held")]


def passed_on(outcome: Outcome, s: Stage) -> list[Block]:
    return ask.sent(standing(s, "asked", asked(outcome=outcome), asked(town.BO)), s.say)


def queued(reason: Reason, s: Stage) -> Screen:
    return queue.question(standing(s, "queued", reason=reason), s.say)


def audited(state: str, s: Stage) -> Screen:
    return queue.audit(standing(s, state), s.say)


def _question(s: Stage, outcome: Outcome, state: str) -> Screen:
    return turn.question(standing(s, state, asked(outcome=outcome), asked(town.BO, "took")), ANNE, s.say)


CASES: dict[str, dict[str, Make]] = {
    "ask.form": {
        "empty": lambda s: ask.form(s.say, way(s)),
        "with words, in place of a draft": lambda s: ask.form(s.say, DANISH, s.message[:TEXT_MOST], 7),
    },
    "ask.drafted": {
        "one person": lambda s: ask.drafted(proposal(s, "one", one(found())), s.say),
        "one who knows it": lambda s: ask.drafted(proposal(s, "one", one(found(knows=True))), s.say),
        "a function": lambda s: ask.drafted(proposal(s, "one", one(found(town.BANK, "serves"))), s.say),
        "with shared answers": lambda s: ask.drafted(proposal(s, "one", one(found()), shared=shared(s)), s.say),
        "who was chosen cannot any more": lambda s: ask.drafted(proposal(s, "one", one(found()), gone=True), s.say, replace=True),
        "everybody is away": lambda s: ask.drafted(proposal(s, "wait", one(found(town.MARIT))), s.say),
        "which topic": lambda s: ask.drafted(topics(s), s.say),
        "who else": lambda s: ask.drafted(several(s), s.say, replace=True),
    }
    | {
        f"the organisers: {reason}": lambda s, reason=reason: ask.drafted(proposal(s, "organiser", reason=reason), s.say)  # type: ignore[misc]
        for reason in ("vague", "off_topic", "nobody", "none_of_these", None)
    },
    "ask.reminder": {"never sent": lambda s: ask.reminder(proposal(s, "one", one(found()), shared=shared(s)), s.say)},
    "ask.namelessly": {"what may be told": lambda s: ask.namelessly(7, "E1", "statistics", s.say)},
    "ask.answered": {
        "an emergency": blocks(lambda s: ask.elsewhere("emergency", s.message, way(s), s.say)),
        "a patient": blocks(lambda s: ask.elsewhere("clinical_patient", s.message[:TEXT_MOST], way(s), s.say)),
        "a hospital without numbers": blocks(lambda s: ask.elsewhere("emergency", s.message, OrdinaryWay("", "", ""), s.say)),
        "nothing open": blocks(lambda s: ask.mine([], s.say)),
        "as many as are shown": blocks(lambda s: ask.mine(all_of_mine(s), s.say)),
        "a draft": blocks(lambda s: ask.sent(standing(s, "draft"), s.say)),
        "asked": blocks(lambda s: ask.sent(standing(s), s.say)),
        "asked, nameless": blocks(lambda s: ask.sent(nameless(s), s.say)),
        "asked, a function": blocks(lambda s: ask.sent(standing(s, "asked", asked(town.BANK)), s.say)),
        "held": blocks(lambda s: ask.sent(standing(s, "held", promised_at=LATER), s.say)),
        "taken": blocks(lambda s: ask.sent(standing(s, "taken"), s.say)),
        "taken in a channel": blocks(lambda s: ask.sent(standing(s, "taken", asked(town.BANK, "took", taken_by=BO)), s.say)),
        "taken, nameless": blocks(lambda s: ask.sent(nameless(s, "taken"), s.say)),
        "answered": blocks(lambda s: ask.sent(standing(s, "answered"), s.say)),
        "answered by an organiser": blocks(lambda s: ask.sent(standing(s, "answered", asked(outcome="silent")), s.say)),
        "shared?": blocks(lambda s: ask.share(7, s.say)),
    }
    | {
        f"passed on: {outcome}": blocks(partial(lambda s, o: ask.sent(standing(s, "asked", asked(outcome=o), asked(town.BO)), s.say), o=outcome))
        for outcome in OUTCOMES
    }
    | {f"queued: {reason}": blocks(partial(lambda s, r: ask.sent(standing(s, "queued", reason=r), s.say), r=reason)) for reason in QUEUED}
    | {f"closed: {reason}": blocks(partial(lambda s, r: ask.sent(standing(s, "closed", reason=r), s.say), r=reason)) for reason in CLOSED}
    | {
        "an expert took it": blocks(lambda s: turn.after(standing(s, "taken"), ANNE, s.say)),
        "an expert took a nameless one": blocks(lambda s: turn.after(nameless(s, "taken"), ANNE, s.say)),
        "an expert was late": blocks(lambda s: turn.after(standing(s, "taken", asked(outcome="silent"), asked(town.BO, "took")), ANNE, s.say)),
        "an expert gave it back": blocks(lambda s: turn.after(standing(s, "asked", asked(outcome="gave_back"), asked(town.BO)), ANNE, s.say)),
    },
    "ask.in_form": {
        "a draft": lambda s: ask.in_form(ask.draft(topics(s), s.say), s.say),
        "shared or not": lambda s: ask.in_form([ask.section(ask.shared(True, s.say)), ask.section(ask.shared(False, s.say))], s.say),
    },
    "ask.news": {
        "asked somebody else": lambda s: ask.news(standing(s, "asked", asked(outcome="declined"), asked(town.BO)), s.say),
        "held": lambda s: ask.news(standing(s, "held", promised_at=LATER), s.say),
        "queued": lambda s: ask.news(standing(s, "queued", reason="nobody_left"), s.say),
        "taken": lambda s: ask.news(standing(s, "taken"), s.say),
        "taken, nameless": lambda s: ask.news(nameless(s, "taken"), s.say),
        "answered": lambda s: ask.news(standing(s, "answered"), s.say),
    },
    "ask.still": {"some days after": lambda s: ask.still(standing(s, "taken"), s.say)},
    "ask.written": {
        "to the expert": lambda s: ask.written(standing(s, "taken"), s.message[:TEXT_MOST], s.say, by_asker=True),
        "to the expert, nameless": lambda s: ask.written(nameless(s, "taken"), s.message[:TEXT_MOST], s.say, by_asker=True),
        "to the asker": lambda s: ask.written(nameless(s, "taken"), s.message[:TEXT_MOST], s.say, by_asker=False),
        "to the asker, from an organiser": lambda s: ask.written(standing(s, "answered", asked(outcome="silent")), SHORT, s.say, by_asker=False),
        "over": lambda s: ask.written(standing(s, "closed", asked(outcome="done")), SHORT, s.say, by_asker=False),
    },
    "ask.write_form": {
        "by the asker": lambda s: ask.write_form(7, ask.who_has_it(standing(s, "taken"), s.say), s.say, by_asker=True),
        "by the expert": lambda s: ask.write_form(7, turn.asker(nameless(s, "taken"), s.say), s.say, by_asker=False),
    },
    "ask.done": {
        text: lambda s, text=text: ask.done(s.say(text, who=person(ANNE), asker=turn.asker(nameless(s), s.say)), s.say)  # type: ignore[misc]
        for text in (
            "ask-written-sent",
            "turn-back-sent",
            "turn-written",
            "turn-answered-noted",
            "turn-passed-on",
            "turn-away-noted",
            "turn-taken-by",
            "queue-assigned",
            "queue-answered",
        )
    },
    "turn.question": {
        "asked": lambda s: turn.question(standing(s), ANNE, s.say),
        "asked by a listed colleague": lambda s: turn.question(standing(s, listed=True), ANNE, s.say),
        "asked, nameless": lambda s: turn.question(nameless(s), ANNE, s.say),
        "asked, nameless and nothing told": lambda s: turn.question(nameless(s, about=False), ANNE, s.say),
        "named by a colleague": lambda s: turn.question(standing(s, "asked", asked(place="named")), ANNE, s.say),
        "a function": lambda s: turn.question(standing(s, "asked", asked(town.BANK)), "C0KIRURGI", s.say),
        "one's own": lambda s: turn.question(nameless(s, "asked", asked(replace(town.ANNE, user_id=JONAS))), JONAS, s.say),
        "one's own, passed on": lambda s: turn.question(nameless(s, "asked", asked(replace(town.ANNE, user_id=JONAS), "declined")), JONAS, s.say),
        "taken": lambda s: turn.question(standing(s, "taken"), ANNE, s.say),
        "taken, nameless": lambda s: turn.question(nameless(s, "taken"), ANNE, s.say),
        "answered": lambda s: turn.question(standing(s, "answered"), ANNE, s.say),
        "taken by somebody else": lambda s: _question(s, "too_late", "taken"),
        "withdrawn": lambda s: turn.question(standing(s, "closed", asked(outcome="too_late"), reason="withdrawn"), ANNE, s.say),
        "closed": lambda s: turn.question(standing(s, "closed", asked(outcome="done"), reason="helped"), ANNE, s.say),
    }
    | {
        f"over: {outcome}": partial(lambda s, o: turn.question(standing(s, "asked", asked(outcome=o), asked(town.BO)), ANNE, s.say), o=outcome)
        for outcome in OUTCOMES
        if outcome != "took"
    },
    "turn.reminder": {
        "a day later": lambda s: turn.reminder(standing(s), ANNE, s.say),
        "nameless": lambda s: turn.reminder(nameless(s), ANNE, s.say),
        "one's own": lambda s: turn.reminder(nameless(s, "asked", asked(replace(town.ANNE, user_id=JONAS))), JONAS, s.say),
    },
    "turn.conversation": {
        "begins": lambda s: turn.conversation(standing(s, "taken"), s.say),
        "answered": lambda s: turn.conversation(standing(s, "answered"), s.say),
        "closed": lambda s: turn.conversation(standing(s, "closed", asked(outcome="done"), reason="helped"), s.say),
    },
    "turn.follow_up": {
        "some days after": lambda s: turn.follow_up(standing(s, "taken"), s.say),
        "nameless": lambda s: turn.follow_up(nameless(s, "taken"), s.say),
    },
    "turn.helped": {
        "yes, with an answer": lambda s: turn.helped(standing(s, "closed", asked(outcome="done"), helped="yes", answer=SHORT), s.say),
        "partly, without": lambda s: turn.helped(standing(s, "closed", asked(outcome="done"), helped="partly"), s.say),
    },
    "turn.ended": {"withdrawn": lambda s: turn.ended(nameless(s, "closed", asked(outcome="done")), s.say)},
    "turn.decline_form": {"empty": lambda s: turn.decline_form(s.say)},
    "turn.away_form": {"empty": lambda s: turn.away_form(s.say)},
    "turn.ask_back_form": {"empty": lambda s: turn.ask_back_form(s.say)},
    "turn.answered_form": {
        "empty": lambda s: turn.answered_form(standing(s, "taken"), s.say),
        "nameless": lambda s: turn.answered_form(nameless(s, "taken"), s.say),
    },
    "queue.question": {
        f"queued: {reason}": partial(lambda s, r: queue.question(standing(s, "queued", reason=r), s.say), r=reason) for reason in QUEUED
    }
    | {
        "nameless": lambda s: queue.question(nameless(s, "queued", about=True), s.say),
        "somebody has it now": lambda s: queue.question(standing(s), s.say),
    },
    "queue.reminder": {
        "still there": lambda s: queue.reminder(standing(s, "queued", reason="nobody"), s.say),
        "nameless": lambda s: queue.reminder(nameless(s, "queued"), s.say),
    },
    "queue.audit": {
        state: partial(audited, state)
        for state in ("asked", "held", "queued", "taken", "answered")
        for state in ("asked", "held", "queued", "taken", "answered")
    },
    "queue.assign_form": {"empty": lambda s: queue.assign_form(standing(s, "queued"), s.say)},
    "queue.answer_form": {"empty": lambda s: queue.answer_form(nameless(s, "queued"), s.say)},
    "queue.overview": {
        "nothing": overview,
        "one": lambda s: overview(s, *rows(1)),
        "of every kind": lambda s: overview(s, *rows(5), gaps=TOPICS[:3], over=((town.BO, 3), (replace(town.ANNE, name=s.name), 5))),
        "more than are shown": lambda s: overview(s, *rows(60), gaps=TOPICS, over=[(replace(town.BO, name=s.name), 9)] * 40),
    },
}
"""Screen → state → how it is shown."""

REFUSALS: dict[str, dict[str, Any]] = {
    "ask-empty": {},
    "ask-gone": {},
    "ask-no-organiser": {},
    "ask-nobody-to-write": {},
    "ask-not-you": {},
    "ask-sent-already": {},
    "queue-gone": {},
    "turn-is-asker": {},
    "turn-no-colleague": {},
    "turn-no-room": {},
    "turn-not-you": {},
    "turn-not-yours": {},
    "turn-over": {},
    "turn-own": {},
    "turn-until-missing": {},
    "turn-withdrawn": {},
    "turn-yourself": {},
}
_LETTERS = "question reminder conversation follow_up helped ended message draft passed_on held queued taken still answered queue queue_reminder audit"
_STEPS = "turn closed remind pass_on wake lapse rate_over queue_over draft_remind draft_close"
KINDS = [f"ask.{kind}" for kind in f"{_LETTERS} {_STEPS}".split()]
