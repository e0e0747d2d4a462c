"""/mentor, and every button and form between a mentor and a mentee."""

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from sqlalchemy import Connection

from bot import clock, store
from bot.actions import directory as directory_actions
from bot.actions import mentor, mentorship
from bot.actions.gathering import planned
from bot.errors import Refusal
from bot.ids import ChannelId, UserId
from bot.rules import when
from bot.rules.directory import STAGES
from bot.rules.gathering import FURTHEST
from bot.rules.mentor import PURPOSES, WISH_MOST, Found, Purpose, Seen
from bot.rules.when import Unread
from bot.screens import mentor as screens
from bot.screens import person as person_screens
from bot.screens import when as when_screens
from bot.screens.blocks import View
from bot.store import department as departments
from bot.texts import Say
from handlers import directory, form
from handlers.department import acknowledge
from handlers.door import Visit, effect, visit_of

Verb = Callable[[Connection, int, UserId, datetime], Seen]
_ASKED = re.compile(r"([0-9]{1,9}) (.{1,64})")
_AGREED = re.compile(r"([0-9]{1,9}) ([0-9]{1,10})")


def begin(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """/mentor [a wish]: the form."""
    visit = visit_of(context)
    acknowledge(ack, visit, visit.open(_form(visit, form.spoken(command.get("text", "")))).kind)


def find(ack: Ack, context: BoltContext) -> None:
    """The same by button."""
    visit = visit_of(context)
    visit.open(_form(visit, ""))
    ack()


def seek(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form, filled in: who fits. Nobody is told."""
    visit, about = visit_of(context), form.metadata(view)
    purpose, stage, wish = _filled_in(form.values(view))
    with effect(visit) as (db, _first):
        there = departments.by_channel(db, ChannelId(str(about.get("channel"))))
        found = mentor.seek(db, visit.user_id, str(about.get("draft"))[:64], purpose, stage, wish, there, visit.say.language, clock.now())
    ack(response_action="update", view=_view(found, visit.say))


def ask(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """This one: the question leaves."""
    visit, chosen = visit_of(context), _parts(_ASKED, action)
    with effect(visit) as (db, _first):
        found = mentor.ask(db, int(chosen[1]), chosen[2], visit.user_id, visit.say.language, clock.now())
    visit.open(_view(found, visit.say))
    ack()


def others(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """After a no: the next ones."""
    visit = visit_of(context)
    with store.reading() as db:
        found = mentor.look(db, form.number(action), visit.user_id, visit.say.language, clock.now())
    visit.open(_view(found, visit.say))
    ack()


def step(verb: Verb) -> Callable[..., None]:
    """A click of one of the two: do it, then show how things stand where it was clicked."""

    def click(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with effect(visit) as (db, _first):
            seen = verb(db, form.number(action), visit.user_id, clock.now())
        _show(visit, seen)
        ack()

    return click


def no(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Not now: with a line to the mentee, or without."""
    visit = visit_of(context)
    with store.reading() as db:
        seen = mentorship.look(db, form.number(action), visit.user_id, clock.now())
    visit.open(screens.decline_form(seen, visit.say) if seen.phase == "asked" and seen.is_mentor else screens.done(seen, visit.say))
    ack()


def decline(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, number = visit_of(context), form.whole(form.metadata(view), "mentorship")
    with effect(visit) as (db, _first):
        seen = mentorship.decline(db, number, visit.user_id, form.values(view).get("note") or "", clock.now())
    directory.publish(visit, visit.say)
    ack(response_action="update", view=screens.done(seen, visit.say))


def propose(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Times for the first talk: the form."""
    visit = visit_of(context)
    with store.reading() as db:
        seen = mentorship.look(db, form.number(action), visit.user_id, clock.now())
    visit.open(screens.times_form(seen, visit.say) if seen.mentorship.state == "accepted" else screens.done(seen, visit.say))
    ack()


def times(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form, filled in. What is not one clear moment comes back under its field, all of it at once."""
    visit, about, now = visit_of(context), form.metadata(view), clock.now()
    number, round_ = form.whole(about, "mentorship"), form.whole(about, "round")
    with store.reading() as db:
        zone = directory_actions.days_of(db, visit.user_id, now).zone
    moments, wrong = _read(form.values(view), zone, visit.say, now)
    if wrong:
        ack(response_action="errors", errors=wrong)
        return
    with effect(visit) as (db, _first):
        seen = mentorship.propose(db, number, visit.user_id, moments, round_, now)
    directory.publish(visit, visit.say)
    ack(response_action="update", view=screens.done(seen, visit.say))


def agree(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """One of the times."""
    visit, chosen = visit_of(context), _parts(_AGREED, action)
    with effect(visit) as (db, _first):
        seen = mentorship.agree(db, int(chosen[1]), visit.user_id, datetime.fromtimestamp(int(chosen[2]), UTC), clock.now())
    _show(visit, seen)
    ack()


def well(ack: Ack, context: BoltContext) -> None:
    """It goes well: nothing is written down."""
    visit = visit_of(context)
    visit.answer(screens.well(visit.say))
    ack()


def change(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """It needs a change: what one can do."""
    visit = visit_of(context)
    with store.reading() as db:
        seen = mentorship.look(db, form.number(action), visit.user_id, clock.now())
    visit.answer(screens.change(seen, visit.say) if seen.mentorship.is_open else screens.answered(seen, visit.say))
    ack()


def _form(visit: Visit, wish: str) -> View:
    with store.reading() as db:
        mine = mentor.begin(db, visit.user_id, clock.now())
    return screens.form(visit.say, mine.stage if mine else "", wish, visit.channel, secrets.token_hex(16))


def _filled_in(values: dict[str, Any]) -> tuple[Purpose, str, str]:
    purpose, stage, wish = values.get("purpose"), values.get("stage"), values.get("wish") or ""
    if purpose not in PURPOSES or stage not in STAGES:
        raise Refusal("button-old")
    if len(wish) > WISH_MOST:
        raise Refusal("too-long", field="wish", most=WISH_MOST, length=len(wish))
    return cast(Purpose, purpose), str(stage), wish


def _view(found: Found | Seen, say: Say) -> View:
    return screens.candidates(found, say) if isinstance(found, Found) else screens.done(found, say)


def _show(visit: Visit, seen: Seen) -> None:
    """Home as it is now, or in place of the form or message that was clicked."""
    if visit.in_view and visit.body["view"]["type"] == "home":
        directory.publish(visit, visit.say)
    elif visit.in_view:
        visit.open(screens.done(seen, visit.say))
    else:
        visit.answer(screens.answered(seen, visit.say))


def _read(values: dict[str, Any], zone: ZoneInfo, say: Say, now: datetime) -> tuple[list[datetime], dict[str, str]]:
    """The times, and by field why one cannot be."""
    moments: list[datetime] = []
    wrong: dict[str, str] = {}
    for name in screens.TIMED:
        try:
            moments.append(_moment(values.get(name) or "", moments, zone, say, now))
        except Refusal as refusal:
            wrong[name] = person_screens.refused_plain(refusal, say)
    return moments, wrong


def _moment(text: str, others: list[datetime], zone: ZoneInfo, say: Say, now: datetime) -> datetime:
    reading = when.read(text, now, zone)
    if isinstance(reading.result, Unread):
        raise Refusal(f"when-reason-{reading.result.reason.replace('_', '-')}", part=reading.result.part or text)
    first, *more = reading.meanings
    if more:
        raise Refusal("when-typed-several", options=" · ".join(when_screens.words(one, say, zone) for one in (first, *more)))
    plan = planned(first, "", "", zone)
    if plan is None:
        raise Refusal("when-typed-unclear")
    if plan.starts_at <= now:
        raise Refusal("when-past")
    if plan.starts_at > now + FURTHEST:
        raise Refusal("when-too-far")
    if plan.starts_at in others:
        raise Refusal("mentor-times-same")
    return plan.starts_at


def _parts(pattern: re.Pattern[str], action: dict[str, Any]) -> re.Match[str]:
    """A button's ids."""
    found = pattern.fullmatch(str(action.get("value") or ""))
    if found is None:
        raise Refusal("button-old")
    return found


def register(app: App) -> None:
    app.command("/mentor")(begin)
    app.action("mentor.find")(find)
    app.view("mentor.seek")(seek)
    app.action("mentor.ask")(ask)
    app.action("mentor.others")(others)
    app.action("mentor.accept")(step(mentorship.accept))
    app.action("mentor.no")(no)
    app.view("mentor.decline")(decline)
    app.action("mentor.propose")(propose)
    app.view("mentor.times")(times)
    app.action(re.compile(r"^mentor\.agree\."))(agree)
    app.action("mentor.well")(well)
    app.action("mentor.change")(change)
    app.action("mentor.end")(step(mentorship.end))
