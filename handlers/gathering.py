"""/pizza, and every button and form of a meeting."""

import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from sqlalchemy import Connection

from bot import clock, store
from bot.actions import attendee, department, gathering
from bot.errors import Refusal
from bot.ids import GatheringId, UserId
from bot.rules import when
from bot.rules.calendar import at, exists
from bot.rules.department import Department
from bot.rules.gathering import Plan, Shown, is_news
from bot.rules.when import Reading, Recurrence, Span, Unread
from bot.screens import attendee as attendee_screens
from bot.screens import gathering as screens
from bot.screens import when as when_screens
from bot.screens.blocks import View
from bot.texts import Say
from handlers import form
from handlers.department import acknowledge
from handlers.door import Visit, effect, visit_of

Steered = Callable[[Connection, GatheringId, UserId, datetime], Shown]


def pizza(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """/pizza [title] [when] [i place]: a draft if the words are clear, the readings to choose from, or the form.

    The same words again within ten minutes show what they led to.
    """
    visit, words = visit_of(context), form.spoken(command.get("text", ""))
    with store.transaction() as db:
        there = department.here(db, visit.user_id, visit.channel)
        begun = gathering.begin(db, there, visit.user_id, words, visit.say.plain("gathering-default-title"), clock.now())
    if begun.exists:
        ack(screens.planned(begun.exists, visit.say))
    elif begun.made:
        ack(screens.drafted(begun.made, visit.say))
    elif len(begun.plans) > 1:
        ack(screens.which(begun.plans, begun.draft, there, visit.say, clock.now()))
    else:
        note = when_screens.note(begun.reading, visit.say, there.zone)
        acknowledge(ack, visit, visit.open(_new(visit, there, begun.draft, begun.title, begun.place, begun.reading, note)).kind)


def choose(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """One of the readings: a draft, or the form if the place is still to be said."""
    visit, chosen = visit_of(context), form.chosen(action)
    plan = Plan(chosen.title, chosen.place, "", chosen.starts_at, chosen.minutes, None)
    with effect(visit) as (db, _first):
        there = department.get(db, chosen.department)
        made = gathering.draft(db, there, chosen.draft, plan, visit.user_id, clock.now()) if plan.place else None
    if made:
        visit.answer(screens.drafted(made, visit.say) | {"replace_original": True})
    else:
        visit.open(screens.form(visit.say, draft=chosen.draft, department=there.id, title=plan.title, place="", zone=there.zone, plan=plan))
    ack()


def another(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Not that one: a new one."""
    visit = visit_of(context)
    with store.reading() as db:
        old = gathering.owned(db, GatheringId(form.number(action)), visit.user_id, clock.now()).gathering
    visit.open(_new(visit, old.department, secrets.token_hex(16), visit.say.plain("gathering-default-title"), "", None, ""))
    ack()


def plan(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form of a new meeting."""
    visit, metadata = visit_of(context), form.metadata(view)
    with effect(visit) as (db, _first):
        there = department.get(db, form.whole(metadata, "department"))
        shown = gathering.draft(
            db, there, str(metadata.get("draft"))[:64], _filled_in(form.values(view), there.zone, visit.say), visit.user_id, clock.now()
        )
    ack(response_action="update", view=screens.understood(shown, visit.say))


def change(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form of a meeting that exists."""
    visit, metadata = visit_of(context), form.metadata(view)
    gathering_id = GatheringId(form.whole(metadata, "gathering"))
    with effect(visit) as (db, first):
        old = gathering.owned(db, gathering_id, visit.user_id, clock.now())
        if first:
            filled_in = _filled_in(form.values(view), old.gathering.department.zone, visit.say)
            shown = gathering.change(db, gathering_id, form.whole(metadata, "sequence"), filled_in, visit.user_id, clock.now())
        else:
            shown = old
    ack(response_action="update", view=screens.understood(shown, visit.say, _changed(old, shown)))


def steer(verb: Steered, note: Callable[[Shown], str]) -> Callable[..., None]:
    """A click of an organiser: do it, then say in words how things stand."""

    def click(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with effect(visit) as (db, _first):
            shown = verb(db, GatheringId(form.number(action)), visit.user_id, clock.now())
        if visit.in_view:
            visit.open(screens.understood(shown, visit.say, note(shown)))
        else:
            visit.answer(screens.steered(shown, visit.say, note(shown), replace=_ephemeral(visit)))
        ack()

    return click


def edit(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Change: the form, filled in."""
    visit = visit_of(context)
    with store.reading() as db:
        old = gathering.owned(db, GatheringId(form.number(action)), visit.user_id, clock.now()).gathering
        gathering.not_past(old, clock.now())
    view = screens.form(
        visit.say,
        draft="",
        department=old.department_id,
        title=old.plan.title,
        place=old.plan.place,
        zone=old.department.zone,
        plan=old.plan,
        gathering=old.id,
        sequence=old.sequence,
    )
    visit.open(view)
    ack()


def who(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    visit = visit_of(context)
    with store.reading() as db:
        shown = gathering.owned(db, GatheringId(form.number(action)), visit.user_id, clock.now())
        allergies = gathering.sees_allergies(db, shown.gathering, visit.user_id)
    visit.open(screens.who(shown, visit.say, allergies=allergies))
    ack()


def reply(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """I'm coming, Maybe, Can't: answered to the person alone; the post follows by itself."""
    visit = visit_of(context)
    with effect(visit) as (db, _first):
        replied = attendee.reply(db, GatheringId(form.number(action)), visit.user_id, action["action_id"].rpartition(".")[2], clock.now())
    visit.answer(attendee_screens.reply(replied, visit.say))
    ack()


def plate(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Food and guests: the form."""
    visit = visit_of(context)
    with store.reading() as db:
        replied = attendee.replied(db, GatheringId(form.number(action)), visit.user_id, clock.now())
    visit.open(attendee_screens.plate(replied, visit.say))
    ack()


def tell(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """Food and guests, filled in."""
    visit, values = visit_of(context), form.values(view)
    gathering_id = GatheringId(form.whole(form.metadata(view), "gathering"))
    guests = str(values.get("guests") or "0")
    with effect(visit) as (db, _first):
        replied = attendee.tell(
            db,
            gathering_id,
            visit.user_id,
            guests=int(guests) if guests.isascii() and guests.isdigit() else -1,
            meal=values.get("meal") or [],
            allergies=values.get("allergies") or "",
            remember=bool(values.get("remember")),
            now=clock.now(),
        )
    ack(response_action="update", view=attendee_screens.plate_saved(replied, visit.say))


def right(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Who came: the list is right. The question turns into a thank-you."""
    visit = visit_of(context)
    with effect(visit) as (db, _first):
        shown = attendee.attended(db, GatheringId(form.number(action)), visit.user_id, None, clock.now())
    visit.answer(attendee_screens.thanks(shown, visit.say))
    ack()


def correct(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    visit = visit_of(context)
    with store.reading() as db:
        shown = gathering.owned(db, GatheringId(form.number(action)), visit.user_id, clock.now())
    visit.open(attendee_screens.correct(shown, visit.say))
    ack()


def came(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit = visit_of(context)
    gathering_id = GatheringId(form.whole(form.metadata(view), "gathering"))
    with effect(visit) as (db, _first):
        shown = attendee.attended(db, gathering_id, visit.user_id, list(form.values(view).get("came") or []), clock.now())
    ack(response_action="update", view=attendee_screens.noted(shown, visit.say))


def coming(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire meetings."""
    with store.reading() as db:
        there = department.here(db, visit.user_id, visit.channel)
        found, organises = gathering.coming(db, there, visit.user_id, clock.now())
    ack(screens.coming(found, organises, visit.say))


def _ephemeral(visit: Visit) -> bool:
    return bool(visit.body.get("container", {}).get("is_ephemeral"))


def _new(visit: Visit, there: Department, draft: str, title: str, place: str, reading: Reading | None, note: str) -> View:
    """The form of a new meeting, with the day and the hour in it as far as they were read."""
    first = next(iter(reading.meanings), None) if reading else None
    moment = first.start if isinstance(first, Span | Recurrence) else first
    return screens.form(visit.say, draft=draft, department=there.id, title=title, place=place, zone=there.zone, moment=moment, note=note)


def _filled_in(values: dict[str, Any], zone: ZoneInfo, say: Say) -> Plan:
    """The form's values as a plan. A wrong one names its field; what was typed stays in the form."""
    for field in ("title", "place"):
        if not values.get(field):
            raise Refusal(f"gathering-{field}-missing", field=field)
    seats, minutes = values.get("seats"), str(values.get("minutes") or "")
    if seats and not (seats.isascii() and seats.isdigit() and 1 <= int(seats[:6]) <= 500):
        raise Refusal("gathering-seats-wrong", field="seats")
    if not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes[:6]) <= 720):
        raise Refusal("gathering-minutes-wrong", field="minutes")
    if values.get("typed"):
        return _typed(values, zone, int(minutes), int(seats) if seats else None, say)
    try:
        day, hour = date.fromisoformat(values.get("date") or ""), time.fromisoformat(values.get("time") or "")
        starts_at = at(day, hour, zone)
    except (ValueError, OverflowError):
        raise Refusal("when-missing", field="date") from None
    if not exists(day, hour, zone):
        raise Refusal("when-gap", field="time")
    return Plan(values["title"], values["place"], values.get("message") or "", starts_at, int(minutes), int(seats) if seats else None)


def _typed(values: dict[str, Any], zone: ZoneInfo, minutes: int, seats: int | None, say: Say) -> Plan:
    """The typed time wins over the pickers; what is not one clear moment is said back under the field."""
    reading = when.read(values["typed"], clock.now(), zone)
    if isinstance(reading.result, Unread):
        raise Refusal(f"when-reason-{reading.result.reason.replace('_', '-')}", field="typed", part=reading.result.part or values["typed"])
    first, *others = reading.meanings
    if others:
        raise Refusal("when-typed-several", field="typed", options=" · ".join(when_screens.words(one, say, zone) for one in (first, *others)))
    plan = gathering.planned(first, values["title"], values["place"], zone)
    if plan is None:
        raise Refusal("when-typed-unclear", field="typed")
    length = plan.minutes if isinstance(first, Span) else minutes
    return replace(plan, message=values.get("message") or "", minutes=length, seats=seats)


def _changed(old: Shown, shown: Shown) -> str:
    """What a change leads to, in words."""
    if shown.gathering.state == "draft":
        return ""
    if shown.gathering.sequence == old.gathering.sequence:
        return "gathering-nothing-changed"
    if not is_news(shown.gathering):
        return "gathering-changed-quiet"
    return "gathering-changed-late" if shown.unreminded and not old.unreminded else "gathering-changed-now"


def _invited(shown: Shown) -> str:
    return "gathering-invited-late" if shown.unreminded else "gathering-invited-now"


def _cancelled(shown: Shown) -> str:
    return "gathering-cancelled-now" if shown.gathering.before else "gathering-discarded"


def register(app: App) -> None:
    app.command("/pizza")(pizza)
    app.action("gathering.another")(another)
    app.action(re.compile(r"^gathering\.choose\."))(choose)
    app.view("gathering.plan")(plan)
    app.view("gathering.change")(change)
    app.action("gathering.invite")(steer(gathering.invite, _invited))
    app.action("gathering.cancel")(steer(gathering.cancel, _cancelled))
    app.action("gathering.undo")(steer(gathering.undo, lambda _shown: "gathering-undone"))
    app.action("gathering.again")(steer(gathering.post_again, lambda _shown: "gathering-posted-again"))
    app.action("gathering.edit")(edit)
    app.action("gathering.who")(who)
    for wish in ("yes", "maybe", "no"):
        app.action(f"gathering.{wish}")(reply)
    app.action("gathering.plate")(plate)
    app.view("gathering.plate")(tell)
    app.action("gathering.right")(right)
    app.action("gathering.correct")(correct)
    app.view("gathering.came")(came)
