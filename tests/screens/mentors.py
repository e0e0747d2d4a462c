"""What is between a mentor and a mentee, to show: Jonas, a PhD student to be, asks Anne, a postdoc."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.ids import UserId
from bot.rules.directory import STAGES
from bot.rules.mentor import PURPOSES, Candidate, Found, Helpers, Mentorship, Request, Seen
from bot.screens import mentor
from bot.texts import Say
from tests.screens import town

Screen = dict[str, Any]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
JONAS, ANNE, METTE = UserId("U0JONAS"), UserId("U0ANNE"), UserId("U0METTE")
POSTDOC = replace(town.ANNE, role="mentor", stage="postdoc", stages=frozenset({"phd_student"}))
MENTEE = replace(town.ANNE, id="E9", name="Jonas Lind", role="colleague", stage="junior_doctor", user_id=JONAS)
TOWN = replace(town.TOWN, people=(*town.TOWN.people, MENTEE))
TIMES = tuple(datetime(2026, 3, day, 14, tzinfo=UTC) for day in (10, 11, 17))


@dataclass(frozen=True)
class Pair:
    """One language; `words` are somebody's own, or what nobody should write."""

    say: Say
    zone: ZoneInfo
    words: str

    def request(self, **values: Any) -> Request:
        return replace(Request(3, JONAS, "phd", "junior_doctor", self.words[:500], 1), **values)

    def seen(self, reader: UserId = JONAS, helpers: Helpers = Helpers((METTE,), True), purpose: str = "phd", **values: Any) -> Seen:  # noqa: B008 - frozen
        one = Mentorship(7, self.request(purpose=purpose), ANNE, "accepted", (), False, 0, None, "")
        return Seen(replace(one, **values), reader, self.zone, NOW, TOWN, helpers)

    def found(self, *some: Candidate, **values: Any) -> Found:
        return Found(self.request(stage="phd_student"), some, TOWN, **values)

    def three(self) -> tuple[Candidate, ...]:
        return (
            Candidate(POSTDOC, "department", True, (self.words[:60],), 1),
            Candidate(replace(POSTDOC, name="N" * 80, title="Yngre forsker", hospital="FJO"), "near", False, (), 2),
            Candidate(replace(town.MARIT, role="svp", stage="", title=""), "network", True, ("hofte", "<&>"), 2),
        )


def _agreed(pair: Pair, **values: Any) -> Seen:
    return pair.seen(meets_at=TIMES[1], **values)


CASES: dict[str, dict[str, Callable[[Pair], Screen]]] = {
    "mentor.form": {
        "empty": lambda p: mentor.form(p.say, "", "", "C0MEDICIN", "d1"),
        "with a stage and a wish": lambda p: mentor.form(p.say, "phd_student", p.words, "C0MEDICIN", "d1"),
    },
    "mentor.candidates": {
        "three": lambda p: mentor.candidates(p.found(*p.three()), p.say),
        "one was full": lambda p: mentor.candidates(p.found(*p.three()[:1], full="Bo & <Tang>"), p.say),
        "nobody, and a programme": lambda p: mentor.candidates(p.found(helpers=Helpers((METTE,), True)), p.say),
        "nobody, and organisers": lambda p: mentor.candidates(p.found(helpers=Helpers((METTE, ANNE))), p.say),
        "nobody at all": lambda p: mentor.candidates(p.found(), p.say),
    }
    | {
        f"nobody for {stage}": lambda p, stage=stage: mentor.candidates(replace(p.found(), request=p.request(stage=stage)), p.say) for stage in STAGES
    },
    "mentor.asked": {
        "a question": lambda p: mentor.asked(p.seen(ANNE, state="asked"), p.say),
        "taken back": lambda p: mentor.asked(p.seen(ANNE, state="withdrawn"), p.say),
        "declined": lambda p: mentor.asked(p.seen(ANNE, state="declined"), p.say),
        "too late": lambda p: mentor.asked(p.seen(ANNE, state="silent"), p.say),
        "accepted": lambda p: mentor.asked(p.seen(ANNE), p.say),
    }
    | {f"about {purpose}": lambda p, purpose=purpose: mentor.asked(p.seen(ANNE, state="asked", purpose=purpose), p.say) for purpose in PURPOSES},
    "mentor.reminder": {
        "of a question": lambda p: mentor.reminder(p.seen(ANNE, state="asked"), p.say),
        "of proposing": lambda p: mentor.reminder(p.seen(), p.say),
        "of choosing": lambda p: mentor.reminder(p.seen(ANNE, proposed=TIMES), p.say),
        "answered since": lambda p: mentor.reminder(p.seen(ANNE), p.say),
    },
    "mentor.declined": {
        "not now": lambda p: mentor.declined(p.seen(state="declined"), p.say),
        "with a line": lambda p: mentor.declined(p.seen(state="declined", note=p.words[:200]), p.say),
        "no answer": lambda p: mentor.declined(p.seen(state="silent"), p.say),
        "left": lambda p: mentor.declined(p.seen(state="left"), p.say),
    },
    "mentor.accepted": {
        "said yes": lambda p: mentor.accepted(p.seen(), p.say),
        "proposed since": lambda p: mentor.accepted(p.seen(proposed=TIMES), p.say),
        "agreed since": lambda p: mentor.accepted(_agreed(p), p.say),
    },
    "mentor.proposed": {
        "to choose from": lambda p: mentor.proposed(p.seen(ANNE, proposed=TIMES), p.say),
        "none fitted": lambda p: mentor.proposed(p.seen(ANNE, proposed=TIMES, by_mentor=True), p.say),
        "agreed since": lambda p: mentor.proposed(_agreed(p, reader=ANNE), p.say),
        "left": lambda p: mentor.proposed(p.seen(state="left"), p.say),
    },
    "mentor.agreed": {f"about {purpose}": lambda p, purpose=purpose: mentor.agreed(_agreed(p, purpose=purpose), p.say) for purpose in PURPOSES}
    | {
        "for the mentor": lambda p: mentor.agreed(_agreed(p, reader=ANNE), p.say),
        "running, for the mentor": lambda p: mentor.agreed(p.seen(ANNE, meets_at=NOW - timedelta(days=1)), p.say),
        "running, for the mentee": lambda p: mentor.agreed(p.seen(meets_at=NOW - timedelta(days=1)), p.say),
        "ended since": lambda p: mentor.agreed(_agreed(p, state="ended"), p.say),
    },
    "mentor.meeting": {
        "tomorrow": lambda p: mentor.meeting(_agreed(p), p.say),
        "ended since": lambda p: mentor.meeting(_agreed(p, state="ended"), p.say),
    },
    "mentor.how": {
        "how does it go": lambda p: mentor.how(p.seen(meets_at=NOW - timedelta(days=42)), p.say),
        "ended since": lambda p: mentor.how(p.seen(ANNE, state="ended"), p.say),
    },
    "mentor.ended": {
        "to the mentee": lambda p: mentor.ended(p.seen(state="ended"), p.say),
        "to the mentor": lambda p: mentor.ended(p.seen(ANNE, state="ended"), p.say),
        "somebody left": lambda p: mentor.ended(p.seen(ANNE, state="left"), p.say),
    },
    "mentor.answered": {
        "thanks for a yes": lambda p: mentor.answered(p.seen(ANNE), p.say),
        "a time was chosen": lambda p: mentor.answered(_agreed(p, reader=ANNE), p.say),
        "ended": lambda p: mentor.answered(p.seen(state="ended"), p.say),
    },
    "mentor.done": {
        "asked": lambda p: mentor.done(p.seen(state="asked"), p.say),
        "taken back": lambda p: mentor.done(p.seen(state="withdrawn"), p.say),
        "declined": lambda p: mentor.done(p.seen(ANNE, state="declined"), p.say),
        "not this time": lambda p: mentor.done(p.seen(state="declined"), p.say),
        "no answer": lambda p: mentor.done(p.seen(state="silent"), p.say),
        "left": lambda p: mentor.done(p.seen(ANNE, state="left"), p.say),
    },
    "mentor.decline_form": {"a line or none": lambda p: mentor.decline_form(p.seen(ANNE, state="asked"), p.say)},
    "mentor.times_form": {"three": lambda p: mentor.times_form(p.seen(), p.say)},
    "mentor.well": {"well": lambda p: mentor.well(p.say)},
    "mentor.change": {
        "with somebody to write to": lambda p: mentor.change(p.seen(), p.say),
        "with nobody": lambda p: mentor.change(p.seen(helpers=Helpers()), p.say),
    },
    "mentor.home_blocks": {
        "no mentor yet": lambda p: _home(p, p.seen(ANNE)),
        "a mentor, and mentees": lambda p: _home(p, _agreed(p), p.seen(ANNE, state="asked"), p.seen(ANNE, proposed=TIMES)),
    },
}
"""Screen → state → how it is shown."""


def _home(pair: Pair, *mine: Seen) -> Screen:
    return {"type": "home", "blocks": mentor.home_blocks(mine, pair.say)}
