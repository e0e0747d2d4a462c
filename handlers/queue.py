"""What organisers do with questions: give them to somebody, answer them, see all that are open."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock, store
from bot.actions import queue
from bot.errors import Refusal
from bot.ids import QuestionId
from bot.rules.ask import Standing
from bot.screens import ask as ask_screens
from bot.screens import queue as screens
from bot.screens.blocks import View
from bot.texts import Say
from handlers import form
from handlers.door import Visit, effect, visit_of


def opens(view: Callable[[Standing, Say], View]) -> Callable[..., None]:
    """A click that opens a form about a question which waits for the organisers."""

    def clicked(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
        visit = visit_of(context)
        with store.reading() as db:
            standing = queue.of(db, QuestionId(form.number(action)), visit.user_id, clock.now())
        if standing.question.state != "queued":
            raise Refusal("queue-gone")
        visit.open(view(standing, visit.say))
        ack()

    return clicked


def assign(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, to = visit_of(context), form.values(view).get("who")
    with effect(visit) as (db, _first):
        standing = queue.assign(db, _question(view), visit.user_id, to, clock.now())
    ack(response_action="update", view=ask_screens.done(visit.say("queue-assigned", who=ask_screens.who_has_it(standing, visit.say)), visit.say))


def answer(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, text = visit_of(context), form.values(view).get("text") or ""
    with effect(visit) as (db, first):
        if first:
            queue.answer(db, _question(view), visit.user_id, text, clock.now())
    ack(response_action="update", view=ask_screens.done(visit.say("queue-answered"), visit.say))


def overview(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire questions."""
    with store.reading() as db:
        found = queue.overview(db, visit.user_id, visit.say.language, clock.now())
    ack(screens.overview(found, visit.say))


def _question(view: dict[str, Any]) -> QuestionId:
    return QuestionId(form.whole(form.metadata(view), "question"))


def register(app: App) -> None:
    app.action("queue.assign")(opens(screens.assign_form))
    app.view("queue.assign")(assign)
    app.action("queue.answer")(opens(screens.answer_form))
    app.view("queue.answer")(answer)
