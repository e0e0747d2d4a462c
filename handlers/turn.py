"""What somebody does who was asked."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from sqlalchemy import Connection

from bot import clock, store
from bot.actions import turn
from bot.errors import Refusal
from bot.ids import ChannelId, QuestionId, UserId
from bot.rules.ask import Standing
from bot.screens import ask as ask_screens
from bot.screens import turn as screens
from bot.screens.blocks import View, private
from bot.texts import Say
from handlers import form
from handlers.door import Visit, effect, visit_of

Verb = Callable[[Connection, QuestionId, UserId, ChannelId, datetime], Standing]
Form = Callable[[Standing, Say], View]


def click(verb: Verb) -> Callable[..., None]:
    """A click that does it; what came of it is said beside, and the question follows by itself."""

    def clicked(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with effect(visit) as (db, _first):
            standing = verb(db, QuestionId(form.number(action)), visit.user_id, visit.channel, clock.now())
        visit.answer(private(visit.say("turn-noted"), screens.after(standing, visit.user_id, visit.say)))
        ack()

    return clicked


def opens(view: Form) -> Callable[..., None]:
    """A click that opens a form."""

    def clicked(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with store.reading() as db:
            standing = turn.of(db, QuestionId(form.number(action)), visit.user_id, visit.channel, clock.now())
        where = json.dumps({"question": standing.question.id, "channel": visit.channel})
        visit.open(view(standing, visit.say) | {"private_metadata": where})
        ack()

    return clicked


def ask_back(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, text = visit_of(context), form.values(view).get("text") or ""
    with effect(visit) as (db, first):
        if first:
            standing = turn.ask_back(db, _question(view), visit.user_id, _channel(view), text, clock.now())
        else:
            standing = turn.of(db, _question(view), visit.user_id, _channel(view), clock.now())
    _done(ack, visit, standing, "turn-back-sent")


def decline(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, values = visit_of(context), form.values(view)
    with effect(visit) as (db, _first):
        turn.decline(db, _question(view), visit.user_id, _channel(view), values.get("who"), values.get("topic"), clock.now())
    ack(response_action="update", view=ask_screens.done(visit.say("turn-passed-on"), visit.say))


def away(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, until = visit_of(context), form.values(view).get("until")
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        raise Refusal("button-old", field="until") from None
    with effect(visit) as (db, _first):
        turn.away(db, _question(view), visit.user_id, day, clock.now())
    ack(response_action="update", view=ask_screens.done(visit.say("turn-away-noted"), visit.say))


def write(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, text = visit_of(context), form.values(view).get("text") or ""
    with effect(visit) as (db, first):
        if first:
            standing = turn.write(db, _question(view), visit.user_id, text, clock.now())
        else:
            standing = turn.of(db, _question(view), visit.user_id, ChannelId(""), clock.now())
    _done(ack, visit, standing, "turn-written")


def answered(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, short = visit_of(context), form.values(view).get("text") or ""
    with effect(visit) as (db, _first):
        standing = turn.answered(db, _question(view), visit.user_id, short, clock.now())
    _done(ack, visit, standing, "turn-answered-noted")


def _give_back(db: Connection, question_id: QuestionId, user_id: UserId, _channel: ChannelId, now: datetime) -> Standing:
    return turn.give_back(db, question_id, user_id, now)


def _done(ack: Ack, visit: Visit, standing: Standing, text: str) -> None:
    """It is done; or somebody else was faster, and then that is said."""
    mine = standing.taken is not None and standing.taken.taken_by == visit.user_id
    said = visit.say(text) if mine else visit.say("turn-taken-by", who=ask_screens.who_has_it(standing, visit.say))
    ack(response_action="update", view=ask_screens.done(said, visit.say))


def _question(view: dict[str, Any]) -> QuestionId:
    return QuestionId(form.whole(form.metadata(view), "question"))


def _channel(view: dict[str, Any]) -> ChannelId:
    return ChannelId(str(form.metadata(view).get("channel") or ""))


def _write_form(standing: Standing, say: Say) -> View:
    return ask_screens.write_form(standing.question.id, screens.asker(standing, say), say, by_asker=False)


def register(app: App) -> None:
    app.action("turn.take")(click(turn.take))
    app.action("turn.give_back")(click(_give_back))
    app.action("turn.ask_back")(opens(lambda _standing, say: screens.ask_back_form(say)))
    app.view("turn.ask_back")(ask_back)
    app.action("turn.decline")(opens(lambda _standing, say: screens.decline_form(say)))
    app.view("turn.decline")(decline)
    app.action("turn.away")(opens(lambda _standing, say: screens.away_form(say)))
    app.view("turn.away")(away)
    app.action("turn.write")(opens(_write_form))
    app.view("turn.write")(write)
    app.action("turn.answered")(opens(screens.answered_form))
    app.view("turn.answered")(answered)
