"""One visit: who knocks, from where, in which language; the guard; and the one place that says no and apologises."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from sqlalchemy import Connection

from bot import clock, logs, store
from bot.actions import person
from bot.errors import Refusal
from bot.ids import ChannelId, UserId
from bot.rules import privacy, when
from bot.rules.delivery import Answer
from bot.screens import blocks
from bot.screens import person as screens
from bot.screens.mentor import TIMED as PROPOSED
from bot.settings import Settings
from bot.slack import PRIVATE_DEADLINE, Slack
from bot.store import inbound
from bot.texts import Say, speaker
from handlers import form

TIMED = frozenset({"/pizza", "typed", *PROPOSED})
"""Commands and fields that hold a time: there the reader of times goes before the guard, for "12.03.2026 1630" is no CPR number."""
CONFIDENTIAL = ("/ask", "ask.", "turn.")
"""Commands, buttons and forms of people who ask and who are asked."""
_log = logs.get("door")


@dataclass(frozen=True)
class Visit:
    """One request of one person. `key` is what Slack would repeat: an event's id, or the trigger of a command or form."""

    slack: Slack
    settings: Settings
    say: Say
    user_id: UserId
    channel: ChannelId
    body: dict[str, Any]
    key: str

    @property
    def trigger_id(self) -> str:
        return str(self.body["trigger_id"])

    @property
    def in_view(self) -> bool:
        return bool(self.body.get("view"))

    def open(self, view: blocks.View) -> Answer:
        """The one call of this request, after the commit: a form for the person who asked; from inside a form, in its place."""
        there = self.body.get("view") or {"type": "home"}
        if there["type"] != "home":
            return self._call("views.update", view_id=there["id"], hash=there.get("hash"), view=view)
        answer = self._call("views.open", trigger_id=self.trigger_id, view=view)
        if answer.kind != "ok" and "actions" in self.body:  # a command says so itself; a click would be left without an answer
            self.answer(screens.refusal(Refusal("form-closed"), self.say))
        return answer

    def publish(self, view: blocks.View) -> None:
        """The one call of this request: the person's Home as it is now. If it fails, it is shown when they open it next."""
        self._call("views.publish", user_id=self.user_id, view=view)

    def answer(self, message: blocks.Message) -> None:
        """The one call of this request: a private answer to a click. If it fails, what was done stays done."""
        answer = self.slack.respond(self.body.get("response_url"), message)
        if answer.kind != "ok":
            _log.warning("private answer", key=self.key, error=answer.error)

    def _call(self, method: str, **arguments: Any) -> Answer:
        answer, _body = self.slack.call(method, PRIVATE_DEADLINE, **arguments)
        if answer.kind != "ok":
            _log.warning("view", key=self.key, error=answer.error)
        return answer


@contextmanager
def effect(visit: Visit) -> Iterator[tuple[Connection, bool]]:
    """A write transaction, and whether this is the first time that the request came; a refused one is not written down."""
    with store.transaction() as db:
        yield db, inbound.is_new(db, visit.key, clock.now())


def visit_of(context: BoltContext) -> Visit:
    visit: Visit = context["visit"]
    return visit


def register(app: App, slack: Slack, settings: Settings) -> None:
    """Meet everybody at the door, before any listener."""

    class Meet(Middleware):
        """Bolt's own kind of middleware: for a function it would put together all that a function might ask for."""

        def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:
            req.context["visit"] = _meet(req.body, slack, settings)
            _guard(req.body, settings)
            return next()

    def wrong(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        visit = context.get("visit") or _stranger(body, slack, settings)
        return _refused(visit, error) if isinstance(error, Refusal) else _apologise(visit, error)

    app.use(Meet())
    app.error(wrong)


def take_in(app: App, request: BoltRequest) -> BoltResponse:
    """Dispatch; what nobody listens for is fine, or Slack would send it again."""
    response = app.dispatch(request)
    return BoltResponse(status=200, body="") if response.status == 404 else response


def _meet(body: dict[str, Any], slack: Slack, settings: Settings) -> Visit:
    visit = _stranger(body, slack, settings)
    if not visit.user_id:
        return visit
    with store.reading() as db:
        language = person.language(db, visit.user_id, visit.channel, form.about(body), settings.language)
    return Visit(slack, settings, speaker(language), visit.user_id, visit.channel, body, visit.key)


def _stranger(body: dict[str, Any], slack: Slack, settings: Settings) -> Visit:
    event = body.get("event")
    acting = event.get("user") if isinstance(event, dict) else None  # who is spoken of, in a user_change, is an object
    user = body.get("user_id") or (body.get("user") or {}).get("id") or (acting if isinstance(acting, str) else None)
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id")
    key = f"event:{body['event_id']}" if "event_id" in body else f"{body.get('type', 'command')}:{body.get('trigger_id')}"
    return Visit(slack, settings, speaker(settings.language), UserId(user or ""), ChannelId(channel or ""), body, key[:200])


def _guard(body: dict[str, Any], settings: Settings) -> None:
    """Every free text passes here before anything is stored, logged or passed on; what was typed goes back to its writer."""
    if "command" in body:
        words = form.spoken(body.get("text", ""))
        found = privacy.find(words, _times(words, settings) if body["command"] in TIMED else ())
        if found:
            raise Refusal(f"privacy-{found.kind}", typed=privacy.masked(words))
    for block_id, elements in ((body.get("view") or body).get("state") or {}).get("values", {}).items():
        for element in elements.values():
            text = element.get("value")
            found = privacy.find(text, _times(text, settings) if block_id in TIMED else ()) if isinstance(text, str) else None
            if found:
                raise Refusal(f"privacy-{found.kind}", field=block_id)


def _times(text: str, settings: Settings) -> tuple[tuple[int, int], ...]:
    return when.spans(text, clock.now(), settings.zone)


def _refused(visit: Visit, error: Refusal) -> BoltResponse:
    _log.info("refused", key=visit.key, text=error.text, user=_logged(visit))
    return _said(visit, screens.refusal(error, visit.say), screens.refused_plain(error, visit.say), error.field)


def _apologise(visit: Visit, error: Exception) -> BoltResponse:
    """A bug: an event comes again, a person hears of it in private, and the reference is in the log."""
    reference = secrets.token_hex(4)
    _log.error("bug", reference=reference, key=visit.key, user=_logged(visit), exc_info=error)
    if visit.body.get("type") == "event_callback":
        return BoltResponse(status=500, body="")
    return _said(visit, screens.apology(visit.say, reference), visit.say.plain("apology", reference=reference), None)


def _logged(visit: Visit) -> UserId | None:
    """Who knocked, for the log; nobody where people ask or answer: the line would tell who asks without their name."""
    view, clicked = visit.body.get("view") or {}, [one["action_id"] for one in visit.body.get("actions", [])]
    knocked = [visit.body.get("command"), visit.body.get("callback_id"), view.get("callback_id"), *clicked]
    return None if any(str(one).startswith(CONFIDENTIAL) for one in knocked) else visit.user_id


def _said(visit: Visit, message: blocks.Message, plain: str, field: str | None) -> BoltResponse:
    """Say no in the way that fits: in the answer to a command, under a field of a form, beside a click."""
    kind = visit.body.get("type")
    if kind == "view_submission":
        return _json({"response_action": "errors", "errors": {_field(visit.body["view"], field): plain}})
    if kind == "block_actions":
        if visit.in_view:
            visit.open(screens.notice(message, visit.say))
        else:
            visit.answer(message)
        return BoltResponse(status=200, body="")
    return _json(message) if "command" in visit.body else BoltResponse(status=200, body="")


def _field(view: dict[str, Any], field: str | None) -> str:
    """The form's block that the error stands under: the named one, else the first input."""
    inputs = [block["block_id"] for block in view.get("blocks", []) if block.get("type") == "input"] or ["none"]
    return field if field is not None and field in inputs else str(inputs[0])


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})
