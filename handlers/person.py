"""Language, and what Slack tells of people."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock, store
from bot.actions import person
from bot.errors import Refusal
from bot.screens import person as screens
from bot.texts import OWN_NAMES, known, speaker
from handlers.door import Visit, effect, visit_of

NAMES = {name.casefold(): language for language, name in OWN_NAMES.items()} | {
    "danish": "da",
    "norwegian": "nb",
    "bokmål": "nb",
    "no": "nb",
    "engelsk": "en",
}


def language(ack: Ack, visit: Visit, rest: str) -> None:
    """/spire language [da|nb|en or a name]: choose, or be shown the three."""
    if not rest:
        ack(screens.languages(visit.say))
        return
    chosen = known(NAMES.get(rest.casefold(), rest.casefold()))
    if chosen is None:
        raise Refusal("language-unknown")
    with store.transaction() as db:
        person.speak(db, visit.user_id, chosen)
    ack(screens.language_chosen(speaker(chosen)))


def choose(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """The same by button."""
    visit, chosen = visit_of(context), known(action.get("value"))
    if chosen is None:
        raise Refusal("button-old")
    with store.transaction() as db:
        person.speak(db, visit.user_id, chosen)
    visit.answer(screens.language_chosen(speaker(chosen)) | {"replace_original": True})
    ack()


def user_changed(context: BoltContext, event: dict[str, Any]) -> None:
    """Somebody came, left, or became an administrator."""
    visit = visit_of(context)
    with effect(visit) as (db, first):
        if first and isinstance(event.get("user"), dict) and event["user"].get("id"):
            person.note(db, event["user"], visit.body.get("team_id"), clock.now())


def register(app: App) -> None:
    app.action(re.compile(r"^person\.language\."))(choose)
    app.event("user_change")(user_changed)
    app.event("team_join")(user_changed)
