"""The delivery desk: claim a row, read the facts as they are now, render, send, settle. Each worker thread runs this loop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, logs, store
from bot.actions import letter, promise
from bot.actions.letter import Skip
from bot.errors import Refusal
from bot.ids import ChannelId, QuestionId
from bot.rules import delivery
from bot.rules.ask import OPEN
from bot.rules.delivery import Answer
from bot.screens import ask as ask_screens
from bot.screens import attendee as attendee_screens
from bot.screens import department as department_screens
from bot.screens import directory as directory_screens
from bot.screens import gathering as gathering_screens
from bot.screens import log as log_screens
from bot.screens import mentor as mentor_screens
from bot.screens import queue as queue_screens
from bot.screens import turn as turn_screens
from bot.slack import Slack
from bot.store import log, outgoing, pace
from bot.store import person as people
from bot.store.outgoing import Claim
from bot.texts import Language, Say, speaker

Facts = Callable[[Connection, int, str, datetime, bool], Any]
Screen = Callable[[Any, Say], dict[str, Any]]
LETTERS: dict[str, tuple[Facts, Screen]] = {
    "department.welcome": (letter.department_news, department_screens.welcome),
    "department.handed_over": (letter.department_news, department_screens.handed_over),
    "department.deputy_named": (letter.deputy_news, department_screens.deputy_told),
    "gathering.invitation": (letter.gathering_post, gathering_screens.invitation),
    "gathering.card": (letter.gathering_card, gathering_screens.card),
    "gathering.changed": (letter.gathering_changed, gathering_screens.changed),
    "gathering.reply": (letter.gathering_as_it_is, gathering_screens.thread_reply),
    "gathering.moved_up": (letter.gathering_seat, attendee_screens.moved_up),
    "gathering.reminder": (letter.gathering_reminder, attendee_screens.reminder),
    "gathering.order": (letter.gathering_order, gathering_screens.order),
    "gathering.attendance": (letter.gathering_as_it_is, attendee_screens.attendance),
    "directory.asked": (letter.listing, directory_screens.asked),
    "directory.welcome": (letter.newcomer, directory_screens.welcome),
    "ask.question": (letter.question, lambda facts, say: turn_screens.question(facts.standing, facts.recipient, say)),
    "ask.reminder": (letter.question, lambda facts, say: turn_screens.reminder(facts.standing, facts.recipient, say)),
    "ask.conversation": (letter.question_in("taken", follows=True), turn_screens.conversation),
    "ask.follow_up": (letter.question_in("taken"), turn_screens.follow_up),
    "ask.helped": (letter.question_in("closed"), turn_screens.helped),
    "ask.ended": (letter.question_in("closed"), turn_screens.ended),
    "ask.message": (letter.question_message, lambda facts, say: ask_screens.written(facts.standing, facts.text, say, by_asker=facts.by_asker)),
    "ask.draft": (letter.question_draft, ask_screens.reminder),
    "ask.passed_on": (letter.question_in("asked"), ask_screens.news),
    "ask.held": (letter.question_in("held"), ask_screens.news),
    "ask.queued": (letter.question_in("queued"), ask_screens.news),
    "ask.taken": (letter.question_in("taken"), ask_screens.news),
    "ask.still": (letter.question_in("taken"), ask_screens.still),
    "ask.answered": (letter.question_in("answered"), ask_screens.news),
    "ask.queue": (letter.question_in("queued", follows=True), queue_screens.question),
    "ask.queue_reminder": (letter.question_in("queued"), queue_screens.reminder),
    "ask.audit": (letter.question_in(*OPEN), queue_screens.audit),
    "mentor.asked": (letter.mentorship("mentor.asked"), mentor_screens.asked),
    "mentor.reminder": (letter.mentorship("mentor.reminder"), mentor_screens.reminder),
    "mentor.declined": (letter.mentorship("mentor.declined"), mentor_screens.declined),
    "mentor.accepted": (letter.mentorship("mentor.accepted"), mentor_screens.accepted),
    "mentor.proposed": (letter.mentorship("mentor.proposed"), mentor_screens.proposed),
    "mentor.agreed": (letter.mentorship("mentor.agreed"), mentor_screens.agreed),
    "mentor.meeting": (letter.mentorship("mentor.meeting"), mentor_screens.meeting),
    "mentor.how": (letter.mentorship("mentor.how"), mentor_screens.how),
    "mentor.ended": (letter.mentorship("mentor.ended"), mentor_screens.ended),
    "log.failed": (letter.failure, log_screens.failed),
}
EVENT_TYPE = "spire"
_SEARCH_BACK = timedelta(minutes=2)
_SEARCH_PAGE, _SEARCH_PAGES = 200, 5
_log = logs.get("delivery")


@dataclass(frozen=True)
class Desk:
    """One worker. `name` is unique among all workers; `language` is the workspace's."""

    slack: Slack
    name: str
    language: Language

    def work(self) -> bool:
        """Do one thing that can be done now; False when there is nothing."""
        with store.reading() as db:
            if not outgoing.ready(db, clock.now(), clock.real()):
                return False
        with store.transaction() as db:
            claim = outgoing.claim_post(db, self.name, clock.now(), clock.real())
            update = None if claim else outgoing.claim_update(db, self.name, clock.real())
        if claim:
            self._look(claim) if claim.look else self._post(claim)
        elif update:
            self._update(update)
        return bool(claim or update)

    def _post(self, claim: Claim) -> None:
        """Render and send. What can be known to be pointless is not sent."""
        message = self._rendered(claim, first=True)
        if message is None:
            return
        with store.reading() as db:
            parent = outgoing.posted(db, claim.parent) if claim.parent else None
            direct = people.direct_channel(db, claim.recipient)
        if parent and parent[2] is None:
            self._end(claim, "failed", "reason-parent-failed")
            return
        channel: str | None = claim.recipient
        if claim.recipient.startswith(("U", "W")):
            channel = direct or self._open_direct(claim)
        if channel is None:
            return
        if self._out_of_time(claim):
            return
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": claim.key}}
        answer, body = self.slack.call(
            "chat.postMessage",
            channel=channel,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
            thread_ts=parent[2] if parent else None,
            **message,
        )
        self._posted(claim, answer, body, "chat.postMessage")

    def _rendered(self, claim: Claim, *, first: bool) -> dict[str, Any] | None:
        """The message, or None when the row was ended instead. A bug in a screen ends its row and no other."""
        now = clock.now()
        if first and now >= claim.too_late_at:
            self._end(claim, "skipped", "reason-too-late")
            return None
        if first and letter.waits(claim.kind) and (later := self._decent(claim, now)) > now:
            self._settle(claim, state="due", due_at=later)
            return None
        try:
            facts, screen = LETTERS[claim.kind]
            with store.reading() as db:
                say = speaker(letter.language(db, claim.kind, claim.subject, claim.recipient, claim.department, self.language))
                return screen(facts(db, claim.subject, claim.recipient, now, first), say)
        except Skip as skip:
            self._end(claim, "skipped", skip.reason)
        except Refusal:
            self._end(claim, "skipped", "reason-gone")
        except SQLAlchemyError:
            raise  # the database is in trouble, not the letter: its lease runs out and it is looked for
        except Exception:  # noqa: BLE001 - logged, and the row ends visibly
            _log.exception("render", letter=claim.id, kind=claim.kind, subject=claim.subject)
            self._end(claim, "failed", "reason-bug") if first else self._not_updated(claim, "reason-bug")
        return None

    def _decent(self, claim: Claim, now: datetime) -> datetime:
        """When a letter that nobody asked for just now may go out; at once if it would be too late otherwise."""
        with store.reading() as db:
            later = letter.decent_hour(db, claim.department, claim.recipient, now)
        return later if later < claim.too_late_at else now

    def _out_of_time(self, claim: Claim) -> bool:
        """The lease would run out while we speak, so we do not begin."""
        return clock.real() > claim.lease_until - delivery.DEADLINE

    def _open_direct(self, claim: Claim) -> str | None:
        """The direct-message channel of a person, or of two, opened and stored before the first post; None when the row was settled instead."""
        answer, body = self.slack.call("conversations.open", users=claim.recipient)
        if answer.kind != "ok":
            if answer.kind == "unclear":  # opening twice does no harm
                self._settle(claim, state="due", not_before=clock.real() + delivery.retry_in(claim.attempts))
            else:
                self._posted(claim, answer, {}, "conversations.open")
            return None
        channel = ChannelId(str(body["channel"]["id"]))
        with store.transaction() as db:
            people.opened(db, claim.recipient, channel)
        return channel

    def _posted(self, claim: Claim, answer: Answer, body: dict[str, Any], method: str) -> None:
        """Settle a claim by what Slack answered."""
        real = clock.real()
        if answer.kind == "ok":
            self._sent(claim, str(body["channel"]), str(body["ts"]))
        elif answer.kind == "refused":
            self._end(claim, "failed", f"slack-{answer.error}")
        elif answer.kind == "unclear":
            _log.warning("unclear", letter=claim.id, error=answer.error)
            self._settle(claim, state="unclear", looks=0, not_before=real + delivery.LOOK_AFTER)
        elif answer.kind == "throttled":
            _log.info("throttled", letter=claim.id, seconds=answer.wait.total_seconds())
            with store.transaction() as db:
                outgoing.settle(db, claim, real, state="due", not_before=None)
                pace.hold(db, pace.channel(claim.recipient), real + answer.wait)
                pace.hold(db, pace.method(method), real)
                if pace.refused(db, pace.method(method)) > 1:
                    pace.hold(db, pace.method(method), real + answer.wait)
        else:
            _log.warning("away", letter=claim.id, error=answer.error)
            with store.transaction() as db:
                outgoing.settle(db, claim, real, state="due", not_before=None)
                pace.hold(db, "workspace", real + delivery.retry_in(claim.attempts))  # Slack is away for everybody

    def _look(self, claim: Claim) -> None:
        """An earlier attempt is unclear: search where it would be for our key."""
        with store.reading() as db:
            parent = outgoing.posted(db, claim.parent) if claim.parent else None
            direct = people.direct_channel(db, claim.recipient)
        channel = direct if claim.recipient.startswith(("U", "W")) else claim.recipient
        real = clock.real()
        if channel is None or (parent and parent[2] is None):  # it never came so far as to be sent
            self._settle(claim, state="due", not_before=None)
            return
        answer, ts = self._search(claim, channel, parent[2] if parent else None)
        if ts:
            self._sent(claim, channel, ts)
        elif answer.kind == "refused":
            self._end(claim, "unsure", f"slack-{answer.error}")
        elif answer.kind != "ok":
            wait = answer.wait if answer.kind == "throttled" else delivery.LOOK_AFTER
            self._settle(claim, state="unclear", not_before=real + wait)
        elif claim.looks + 1 < delivery.LOOKS:
            self._settle(claim, state="unclear", looks=claim.looks + 1, not_before=real + delivery.LOOK_AFTER)
        else:
            self._settle(claim, state="due", looks=0, not_before=None)

    def _search(self, claim: Claim, channel: str, thread: str | None) -> tuple[Answer, str | None]:
        """Read the channel (or the thread) from the first attempt on; the ts of the message that carries our key."""
        first = claim.first_sent_at or clock.real()
        oldest = f"{(first + (clock.now() - clock.real()) - _SEARCH_BACK).timestamp():.6f}"
        cursor: str | None = None
        for _page in range(_SEARCH_PAGES):
            answer, body = self.slack.call(
                "conversations.replies" if thread else "conversations.history",
                channel=channel,
                ts=thread,
                oldest=oldest,
                include_all_metadata=True,
                limit=_SEARCH_PAGE,
                cursor=cursor,
            )
            if answer.kind != "ok":
                return answer, None
            for message in body.get("messages", []):
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT_TYPE and (metadata.get("event_payload") or {}).get("key") == claim.key:
                    return answer, str(message["ts"])
            cursor = (body.get("response_metadata") or {}).get("next_cursor") or None
            if not cursor:
                return Answer("ok"), None
        return Answer("refused", "too_many_messages"), None  # not seen is not the same as not there

    def _update(self, claim: Claim) -> None:
        """Draw a post anew. Updating twice does no harm, so an unclear answer is simply tried again."""
        message = self._rendered(claim, first=False)
        if message is None or claim.channel is None or claim.ts is None or self._out_of_time(claim):
            return
        answer, _body = self.slack.call("chat.update", channel=claim.channel, ts=claim.ts, **message)
        real = clock.real()
        if answer.kind == "ok":
            self._settle(claim, shown=claim.wanted, not_before=real + delivery.SAME_POST_EVERY)
        elif answer.kind == "refused":
            self._not_updated(claim, f"slack-{answer.error}")
        elif answer.kind == "throttled":
            with store.transaction() as db:
                outgoing.settle(db, claim, real, not_before=real + answer.wait)
                pace.hold(db, pace.method("chat.update"), real + answer.wait)
        else:
            _log.warning("update", letter=claim.id, error=answer.error)
            self._settle(claim, not_before=real + delivery.RETRY_LONGEST / 3)

    def _sent(self, claim: Claim, channel: str, ts: str) -> None:
        now = clock.now()
        outcome = "late" if now - claim.due_at > delivery.LATE_AFTER else "sent"
        with store.transaction() as db:
            pace.accepted(db, pace.method("chat.postMessage"))
            pace.hold(db, pace.channel(claim.recipient), clock.real() + delivery.CHANNEL_EVERY)  # between claim and post time has passed
            self._close(db, claim, outcome, None, channel=channel, ts=ts, not_before=None)

    def _not_updated(self, claim: Claim, reason: str) -> None:
        """A post that cannot be drawn anew stands as it is; only one that somebody deleted is gone."""
        if reason == "slack-message_not_found":
            self._end(claim, "failed", reason)
            return
        with store.transaction() as db:
            if outgoing.settle(db, claim, clock.real(), shown=claim.wanted, reason=reason):
                self._log(db, claim, "failed", reason)
                letter.tell_of_failure(db, claim.id, clock.now())

    def _end(self, claim: Claim, outcome: delivery.Outcome, reason: str) -> None:
        """The end of a row without a message. One that was to be skipped, but of which the facts have changed since, is looked at again."""
        with store.transaction() as db:
            if self._close(db, claim, outcome, reason, not_before=None, shown=claim.wanted) and outcome in {"failed", "unsure"}:
                letter.tell_of_failure(db, claim.id, clock.now())
                if claim.kind == "ask.question" and outcome == "failed":
                    promise.not_delivered(db, QuestionId(claim.subject), claim.recipient, clock.now())

    def _close(self, db: Connection, claim: Claim, outcome: str, reason: str | None, **values: Any) -> bool:
        """The end of a row and its line in the log, together; nothing, and False, when the lease ran out."""
        skipped = outcome == "skipped"
        if not outgoing.settle(db, claim, clock.real(), state=outcome, reason=reason, settled_at=clock.now(), if_unchanged=skipped, **values):
            if not (skipped and outgoing.settle(db, claim, clock.real(), state="due")):
                _log.warning("lease lost", letter=claim.id)
            return False
        self._log(db, claim, outcome, reason)
        return True

    def _log(self, db: Connection, claim: Claim, outcome: str, reason: str | None) -> None:
        recipient = None if letter.is_confidential(claim.kind) else claim.recipient
        log.write(
            db,
            clock.now(),
            outcome,
            kind=claim.kind,
            subject=claim.subject,
            department=claim.department,
            recipient=recipient,
            reason=reason,
            due_at=claim.due_at,
            letter=claim.id,
        )
        _log.info(outcome, letter=claim.id, kind=claim.kind, subject=claim.subject, to=recipient, reason=reason)

    def _settle(self, claim: Claim, **values: Any) -> None:
        with store.transaction() as db:
            outgoing.settle(db, claim, clock.real(), **values)
