"""/spire: one command with a word after it, in any of the three languages."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.errors import Refusal
from bot.screens import person as screens
from handlers import department, directory, form, gathering, person, queue
from handlers.door import Visit, visit_of

Word = Callable[[Ack, Visit, str], None]


def spire(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """Find the word's meaning and let it answer."""
    words = form.spoken(command.get("text", ""))
    first, _, rest = words.partition(" ")
    word = WORDS.get(first.casefold())
    if word is None:
        raise Refusal("unknown-word", typed=words)
    word(ack, visit_of(context), rest.strip())


def show_help(ack: Ack, visit: Visit, _rest: str) -> None:
    ack(screens.help_text(visit.say))


WORDS: dict[str, Word] = {
    **dict.fromkeys(("", "help", "hjælp", "hjaelp", "hjelp", "?"), show_help),
    **dict.fromkeys(("language", "sprog", "språk", "spraak"), person.language),
    **dict.fromkeys(("setup", "opsætning", "opsaetning", "oppsett"), department.setup),
    **dict.fromkeys(("deputy", "stedfortræder", "stedfortraeder", "stedfortreder"), department.deputy),
    **dict.fromkeys(("handover", "overdragelse", "overlevering"), department.handover),
    **dict.fromkeys(("meetings", "møder", "moeder", "møter", "moter"), gathering.coming),
    **dict.fromkeys(("people", "folk", "personer"), directory.listings_form),
    **dict.fromkeys(("questions", "spørgsmål", "spoergsmaal", "spørsmål", "sporsmal"), queue.overview),
    **dict.fromkeys(("log", "logg"), department.latest),
}


def register(app: App) -> None:
    app.command("/spire")(spire)
