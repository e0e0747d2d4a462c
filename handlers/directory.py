"""/who, Home with one's own profile, the question whether to be listed, and people who come into a channel."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock, store
from bot.actions import ask, directory, gathering, mentorship, person
from bot.errors import Refusal
from bot.ids import ChannelId, UserId
from bot.rules.directory import NAME_MOST, PROFESSIONS, SLOTS_MOST, STAGES, TOPIC_MOST, TOPICS_MOST, Absence, Directory, Listed
from bot.screens import ask as ask_screens
from bot.screens import directory as screens
from bot.screens import mentor as mentor_screens
from bot.screens.directory import Home
from bot.store import department as department_store
from bot.texts import LANGUAGES, Say, known, speaker
from handlers import form
from handlers.department import acknowledge
from handlers.door import Visit, effect, visit_of

_MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)")
WORDS_MOST = 200


def who(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """/who [words]."""
    visit, raw = visit_of(context), command.get("text", "")
    mentioned = _MENTIONED.search(raw)
    words = form.spoken(raw)[:WORDS_MOST]
    with store.reading() as db:
        there = department_store.by_channel(db, visit.channel)
        whom = mentioned[1] if mentioned else ""
        found = directory.who(db, words, whom, visit.user_id, there, visit.say.language, clock.now(), _today(visit))
    ack(screens.who(found, visit.say))


def listed(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    """Yes or no to being shown."""
    visit, agreed = visit_of(context), action["action_id"] == "directory.yes"
    with effect(visit) as (db, _first):
        if not directory.answer(db, visit.user_id, agreed, clock.now()):
            raise Refusal("directory-unknown")
    visit.answer(screens.answered(agreed, visit.say))
    ack()


def newcomer(context: BoltContext, event: dict[str, Any]) -> None:
    """Somebody joined a channel; a department's channel greets them, in private."""
    visit, user_id = visit_of(context), UserId(str(event.get("user", "")))
    with effect(visit) as (db, first):
        there = department_store.by_channel(db, ChannelId(str(event.get("channel", ""))))
        if first and there and directory.is_colleague(db, user_id, clock.now()):
            directory.welcome(db, user_id, there, clock.now())


def home_opened(context: BoltContext, event: dict[str, Any]) -> None:
    visit = visit_of(context)
    if event.get("tab") == "home":
        publish(visit, visit.say)


def language(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    visit, chosen = visit_of(context), known(action.get("value"))
    if chosen is None:
        raise Refusal("button-old")
    with store.transaction() as db:
        person.speak(db, visit.user_id, chosen)
    publish(visit, speaker(chosen))
    ack()


def profile(ack: Ack, context: BoltContext) -> None:
    """The form of one's own listing."""
    visit = visit_of(context)
    with store.reading() as db:
        directory.may_look(db, visit.user_id, clock.now())
        everybody = directory.current(db, _today(visit))
    mine = everybody.by_user.get(visit.user_id)
    visit.open(screens.form(visit.say, everybody, mine, visit.user_id, own=True))
    ack()


def listings_form(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire people: whose listing, for organisers."""
    with store.reading() as db:
        directory.may_list(db, visit.user_id)
    acknowledge(ack, visit, visit.open(screens.whom(visit.say)).kind)


def chosen(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """That person's listing."""
    visit, user_id = visit_of(context), form.values(view).get("who")
    if not user_id:
        raise Refusal("person-missing", field="who")
    with store.reading() as db:
        directory.may_list(db, visit.user_id)
        directory.may_look(db, UserId(user_id), clock.now())
        everybody = directory.current(db, _today(visit))
    own = user_id == visit.user_id
    ack(response_action="update", view=screens.form(visit.say, everybody, everybody.by_user.get(user_id), user_id, own=own))


def save(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form, filled in; one's own Home shows it at once."""
    visit, about = visit_of(context), form.metadata(view)
    user_id = UserId(str(about.get("user", "")))
    with effect(visit) as (db, _first):
        everybody = directory.current(db, _today(visit))
        before = everybody.by_user.get(user_id)
        filled = _filled_in(form.values(view), user_id, before, everybody)
        saved = directory.save(db, visit.user_id, replace(filled, revision=form.whole(about, "revision")), clock.now())
    if user_id == visit.user_id:
        publish(visit, visit.say)
    ack(response_action="update", view=screens.saved(saved, everybody, visit.say))


def pause(ack: Ack, context: BoltContext) -> None:
    visit = visit_of(context)
    visit.open(screens.pause_form(visit.say))
    ack()


def pause_until(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, until = visit_of(context), form.values(view).get("until")
    with effect(visit) as (db, _first):
        directory.pause(db, visit.user_id, _date(until, "until"), _today(visit), clock.now())
    publish(visit, visit.say)
    ack()


def pause_end(ack: Ack, context: BoltContext) -> None:
    visit = visit_of(context)
    with effect(visit) as (db, _first):
        directory.pause(db, visit.user_id, None, _today(visit), clock.now())
    publish(visit, visit.say)
    ack()


def publish(visit: Visit, say: Say) -> None:
    """Home as it is now: the one call of this request."""
    with store.reading() as db:
        everybody = directory.current(db, _today(visit))
        mine = everybody.by_user.get(visit.user_id)
        meetings = gathering.mine(db, visit.user_id, clock.now())
        questions = ask_screens.home(ask.mine(db, visit.user_id, clock.now()), say)
        mentorships = mentor_screens.home_blocks(mentorship.mine(db, visit.user_id, clock.now()), say)
    visit.publish(screens.home(Home(mine if mine and mine.active else None, everybody, meetings, questions, mentorships), say))


def _filled_in(values: dict[str, Any], user_id: UserId, before: Listed | None, everybody: Directory) -> Listed:
    """The form as a listing; what it does not hold, or cannot show, stays as it was."""
    name = values.get("name") or ""
    if not name:
        raise Refusal("profile-name-missing", field="name")
    if len(name) > NAME_MOST:
        raise Refusal("too-long", field="name", most=NAME_MOST, length=len(name))
    typed = values.get("topics") or ""
    topics = tuple(topic.strip() for topic in (typed.split("\n") if "\n" in typed else typed.split(",")) if topic.strip())
    if len(topics) > TOPICS_MOST or any(len(topic) > TOPIC_MOST for topic in topics):
        raise Refusal("profile-topics-long", field="topics", most=TOPICS_MOST, length=TOPIC_MOST)
    if values.get("profession") not in PROFESSIONS or (values.get("stage") or STAGES[0]) not in STAGES:
        raise Refusal("button-old")
    slots = str(values.get("slots") or "")
    if not slots.isdigit() or int(slots) > SLOTS_MOST:
        raise Refusal("button-old")
    old = before or Listed(user_id, name, "colleague", "", "", "", user_id=user_id, agreed=None)
    more = old.slots > SLOTS_MOST and int(slots) == SLOTS_MOST
    ticked = "yes" in (values.get("agreed") or ())
    return replace(
        old,
        name=name,
        role=values.get("role") or old.role,
        hospital=values.get("hospital") or "",
        department=values.get("specialty") or "",
        profession=values["profession"],
        stage=values.get("stage") or "",
        languages=frozenset(values.get("languages") or ()) | (old.languages - set(LANGUAGES)),
        topics=topics,
        stages=frozenset(values.get("stages") or ()),
        slots=old.slots if more else int(slots),
        absence=_absence(values, user_id, old.absence, everybody),
        active=True,
        agreed=True if ticked else None if before and before.agreed is None else False,
    )


def _absence(values: dict[str, Any], user_id: UserId, old: Absence | None, everybody: Directory) -> Absence | None:
    first, last = _date(values.get("absent_from"), "absent_from"), _date(values.get("absent_to"), "absent_to")
    deputy, chosen = values.get("deputy"), everybody.by_user.get(values.get("deputy") or "")
    if deputy == user_id:
        raise Refusal("profile-deputy-yourself", field="deputy")
    if deputy and not (chosen and chosen.active and chosen.agreed):
        raise Refusal("profile-deputy-unlisted", field="deputy")
    if first is None and last is None and not deputy:
        return None
    if first is None or last is None:
        raise Refusal("profile-absence-half", field="absent_from" if first is None else "absent_to")
    if last < first:
        raise Refusal("profile-absence-order", field="absent_to")
    unseen = old.deputy if old and old.deputy and not getattr(everybody.by_id.get(old.deputy), "user_id", None) else None
    return Absence(first, last, chosen.id if chosen else unseen)


def _date(text: Any, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise Refusal("button-old", field=field) from None


def _today(visit: Visit) -> date:
    return clock.now().astimezone(visit.settings.zone).date()


def register(app: App) -> None:
    app.command("/who")(who)
    app.action("directory.yes")(listed)
    app.action("directory.no")(listed)
    app.action("home.profile")(profile)
    app.action("home.pause")(pause)
    app.action("home.pause_end")(pause_end)
    for one in ("da", "nb", "en"):
        app.action(f"home.language.{one}")(language)
    app.view("directory.whom")(chosen)
    app.view("directory.profile")(save)
    app.view("directory.pause")(pause_until)
    app.event("app_home_opened")(home_opened)
    app.event("member_joined_channel")(newcomer)
