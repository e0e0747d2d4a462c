"""/ask and everything its asker can do; nothing leaves before their click."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from sqlalchemy import Connection

from bot import clock, store
from bot.actions import ask, promise
from bot.actions.ask import Elsewhere
from bot.errors import Refusal
from bot.ids import QuestionId, UserId
from bot.rules import privacy
from bot.rules.ask import TEXT_MOST, Proposal, Standing
from bot.screens import ask as screens
from bot.screens.blocks import Block, section
from bot.store import department as departments
from bot.texts import Say
from handlers import form
from handlers.department import acknowledge
from handlers.door import Visit, effect, visit_of

STATUS = frozenset({"status", "?"})
Found = Proposal | Standing | Elsewhere
Verb = Callable[[Connection, QuestionId, UserId, datetime], Proposal | Standing]
About = Callable[[Connection, dict[str, str], UserId, datetime], Proposal | Standing]


def command(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """/ask [the question | status]."""
    visit, words = visit_of(context), form.spoken(command.get("text", ""))
    if not words:
        _open(ack, visit, "")
    elif words.casefold() in STATUS:
        with store.reading() as db:
            ack(screens.answered(screens.mine(ask.mine(db, visit.user_id, clock.now()), visit.say), visit.say))
    else:
        ack(screens.answered(_asked(visit, words), visit.say))


def open_form(ack: Ack, context: BoltContext, shortcut: dict[str, Any]) -> None:
    """By shortcut, or from a message, whose words are put in; an identity number in them is masked first."""
    visit, text = visit_of(context), str((shortcut.get("message") or {}).get("text") or "")
    _open(ack, visit, privacy.masked(form.spoken(text))[:TEXT_MOST])


def filled_in(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form: whom it would go to, in the form's place."""
    visit, text = visit_of(context), form.values(view).get("text") or ""
    if not text:
        raise Refusal("ask-empty", field="text")
    ack(response_action="update", view=screens.in_form(_asked(visit, text, instead=form.whole(form.metadata(view), "instead")), visit.say))


def research(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """It sounded like a patient, and is about research: its asker says so."""
    visit = visit_of(context)
    _show(visit, _asked(visit, str(action.get("value") or ""), research=True))
    ack()


def about(verb: About) -> Callable[..., None]:
    """A click on a draft: what it is about stands in the button."""

    def click(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit, chosen = visit_of(context), _about(action.get("value"))
        with effect(visit) as (db, _first):
            found = verb(db, chosen, visit.user_id, clock.now())
        _show(visit, _blocks(found, visit.say))
        ack()

    return click


def steer(verb: Verb) -> Callable[..., None]:
    """A click on a question that was sent, or is left."""

    def click(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with effect(visit) as (db, _first):
            found = verb(db, QuestionId(form.number(action)), visit.user_id, clock.now())
        _show(visit, _blocks(found, visit.say))
        ack()

    return click


def nameless(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Without my name: what may be told all the same."""
    visit, chosen = visit_of(context), _about(action.get("value"))
    visit.open(screens.namelessly(int(chosen["q"]), chosen["k"], chosen["t"], visit.say))
    ack()


def send_nameless(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, chosen, told = visit_of(context), _about(view.get("private_metadata")), form.values(view).get("about") or ""
    question_id = QuestionId(int(chosen["q"]))
    with effect(visit) as (db, _first):
        if chosen["k"]:
            found = ask.send(db, question_id, visit.user_id, chosen["k"], chosen["t"], clock.now(), anonymous=True, about=told)
        else:
            found = ask.send_to_organisers(db, question_id, visit.user_id, clock.now(), anonymous=True, about=told)
    ack(response_action="update", view=screens.in_form(_blocks(found, visit.say), visit.say))


def anew(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Worded otherwise: the form with what was written."""
    visit, chosen = visit_of(context), _about(action.get("value"))
    with store.reading() as db:
        standing = ask.standing(db, QuestionId(int(chosen["q"])), visit.user_id, clock.now())
        way = ask.way(db, "", standing.there, standing.directory)
    visit.open(screens.form(visit.say, way, standing.question.text, standing.question.id))
    ack()


def write_form(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """To whoever has it."""
    visit = visit_of(context)
    with store.reading() as db:
        standing = ask.standing(db, QuestionId(form.number(action)), visit.user_id, clock.now())
    visit.open(screens.write_form(standing.question.id, screens.who_has_it(standing, visit.say), visit.say, by_asker=True))
    ack()


def write(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, text = visit_of(context), form.values(view).get("text") or ""
    with effect(visit) as (db, first):
        question_id = QuestionId(form.whole(form.metadata(view), "question"))
        known = ask.write(db, question_id, visit.user_id, text, clock.now()) if first else ask.standing(db, question_id, visit.user_id, clock.now())
    ack(response_action="update", view=screens.done(visit.say("ask-written-sent", who=screens.who_has_it(known, visit.say)), visit.say))


def rate(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Did it help? Then: may others see it?"""
    visit, helped = visit_of(context), action["action_id"].rpartition(".")[2]
    if helped not in {"yes", "partly", "no"}:
        raise Refusal("button-old")
    with effect(visit) as (db, _first):
        found = ask.rate(db, QuestionId(form.number(action)), visit.user_id, helped, clock.now())
    sharing = found.question.state == "closed" and found.question.answer and found.question.asker_shares is None
    _show(visit, [*screens.sent(found, visit.say), *(screens.share(found.question.id, visit.say) if sharing else [])])
    ack()


def share(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Asker and expert, each for themselves."""
    visit = visit_of(context)
    number, _, said = str(action.get("value") or "").partition(" ")
    with effect(visit) as (db, _first):
        ask.share(db, QuestionId(form.number({"value": number})), visit.user_id, said == "yes", clock.now())
    _show(visit, [section(screens.shared(said == "yes", visit.say))])
    ack()


def resume(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Proposal | Standing:
    """A draft that was left, taken up again."""
    standing = ask.standing(db, question_id, user_id, now)
    return ask.propose(db, standing.question, now) if standing.question.state == "draft" else standing


def _asked(visit: Visit, text: str, *, research: bool = False, instead: int = 0) -> list[Block]:
    """Look for somebody, which takes a while, and only then write the draft down; what to show of it."""
    with store.reading() as db:
        there = departments.by_channel(db, visit.channel)
        found = ask.find(db, visit.user_id, there, text, visit.say.language, clock.now(), research=research)
    if isinstance(found, Elsewhere):
        return _blocks(found, visit.say)
    with store.transaction() as db:
        kept = ask.keep(db, found, visit.key, visit.user_id, there, clock.now())
        if instead and kept.question.id != instead:
            ask.withdraw(db, QuestionId(instead), visit.user_id, clock.now())
    return _blocks(kept, visit.say)


def _blocks(found: Found, say: Say) -> list[Block]:
    match found:
        case Elsewhere():
            return screens.elsewhere(found.kind, found.text, found.way, say)
        case Proposal():
            return screens.draft(found, say)
        case Standing():
            return screens.sent(found, say)


def _show(visit: Visit, blocks: list[Block]) -> None:
    """In the place of what was clicked; over Home as a form."""
    if visit.in_view:
        visit.open(screens.in_form(blocks, visit.say))
    else:
        visit.answer(screens.answered(blocks, visit.say, replace=True))


def _open(ack: Ack, visit: Visit, text: str) -> None:
    with store.reading() as db:
        there = departments.by_channel(db, visit.channel)
        way = ask.way(db, "", there, promise.everybody(db, clock.now()))
    acknowledge(ack, visit, visit.open(screens.form(visit.say, way, text)).kind)


def _about(given: object) -> dict[str, str]:
    """Question, person and topic of a draft's button."""
    try:
        found = json.loads(str(given))
        return {"q": str(form.whole(found, "q")), "k": str(found["k"]), "t": str(found["t"])}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("button-old") from None


def _id(chosen: dict[str, str]) -> QuestionId:
    return QuestionId(int(chosen["q"]))


def register(app: App) -> None:
    app.command("/ask")(command)
    app.shortcut("ask.open")(open_form)
    app.shortcut("ask.message")(open_form)
    app.view("ask.form")(filled_in)
    app.action("ask.research")(research)
    app.action(re.compile(r"^ask\.topic\."))(about(lambda db, c, user, now: ask.chosen(db, _id(c), user, c["t"], now)))
    app.action(re.compile(r"^ask\.pick\."))(about(lambda db, c, user, now: ask.picked(db, _id(c), user, c["k"], c["t"], now)))
    app.action("ask.others")(about(lambda db, c, user, now: ask.others(db, _id(c), user, c["t"], now)))
    app.action("ask.none")(about(lambda db, c, user, now: ask.none_of_these(db, _id(c), user, now)))
    app.action("ask.send")(about(lambda db, c, user, now: ask.send(db, _id(c), user, c["k"], c["t"], now, anonymous=False)))
    app.action("ask.organiser")(about(lambda db, c, user, now: ask.send_to_organisers(db, _id(c), user, now, anonymous=False)))
    app.action("ask.nameless")(nameless)
    app.view("ask.nameless")(send_nameless)
    app.action("ask.anew")(anew)
    app.action("ask.withdraw")(steer(ask.withdraw))
    app.action("ask.next")(steer(ask.go_on))
    app.action("ask.wait")(steer(ask.wait_on))
    app.action("ask.reveal")(steer(ask.reveal))
    app.action("ask.resume")(steer(resume))
    app.action("ask.write")(write_form)
    app.view("ask.write")(write)
    app.action(re.compile(r"^ask\.rate\."))(rate)
    app.action("ask.share")(share)
    app.action("ask.share_not")(share)
