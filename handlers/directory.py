"""/who, Home with one's own profile, the question whether to be listed, and people who come into a channel."""

from datetime import date
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock, store
from bot.actions import directory, gathering, person
from bot.errors import Refusal
from bot.ids import ChannelId, UserId
from bot.rules.directory import NAME_MOST, PROFESSIONS, SLOTS_MOST, STAGES, TOPIC_MOST, TOPICS_MOST, Absence, Listed
from bot.screens import directory as screens
from bot.screens.directory import Home
from bot.store import department as department_store
from bot.store import directory as listings
from bot.texts import Say, known, speaker
from handlers import form
from handlers.department import acknowledge
from handlers.door import Visit, effect, visit_of


def who(ack: Ack, context: BoltContext, command: dict[str, Any]) -> None:
    """/who [words]."""
    visit, words = visit_of(context), form.spoken(command.get("text", ""))
    with store.reading() as db:
        there = department_store.by_channel(db, visit.channel)
        found = directory.who(db, words, visit.user_id, there, visit.say.language, _today(visit))
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
        if first and there and directory.is_person(db, user_id):
            directory.welcome(db, user_id, there, clock.now())


def home_opened(context: BoltContext, event: dict[str, Any]) -> None:
    visit = visit_of(context)
    if event.get("tab") == "home":
        _publish(visit, visit.say)


def language(ack: Ack, context: BoltContext, action: dict[str, Any]) -> None:
    visit, chosen = visit_of(context), known(action.get("value"))
    if chosen is None:
        raise Refusal("button-old")
    with store.transaction() as db:
        person.speak(db, visit.user_id, chosen)
    _publish(visit, speaker(chosen))
    ack()


def profile(ack: Ack, context: BoltContext) -> None:
    """The form of one's own listing."""
    visit = visit_of(context)
    with store.reading() as db:
        everybody = listings.read(db, _today(visit))
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
        everybody = listings.read(db, _today(visit))
    own = user_id == visit.user_id
    ack(response_action="update", view=screens.form(visit.say, everybody, everybody.by_user.get(user_id), user_id, own=own))


def save(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, user_id = visit_of(context), UserId(str(form.metadata(view).get("user", "")))
    with effect(visit) as (db, _first):
        everybody = listings.read(db, _today(visit))
        before = everybody.by_user.get(user_id)
        saved = directory.save(db, visit.user_id, _filled_in(form.values(view), user_id, before, everybody.by_user), clock.now())
    ack(response_action="update", view=screens.saved(saved, everybody, visit.say))


def pause(ack: Ack, context: BoltContext) -> None:
    visit = visit_of(context)
    visit.open(screens.pause_form(visit.say))
    ack()


def pause_until(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, until = visit_of(context), form.values(view).get("until")
    with effect(visit) as (db, _first):
        directory.pause(db, visit.user_id, _date(until, "until"), _today(visit), clock.now())
    _publish(visit, visit.say)
    ack()


def pause_end(ack: Ack, context: BoltContext) -> None:
    visit = visit_of(context)
    with effect(visit) as (db, _first):
        directory.pause(db, visit.user_id, None, _today(visit), clock.now())
    _publish(visit, visit.say)
    ack()


def _publish(visit: Visit, say: Say) -> None:
    """Home as it is now: the one call of this request."""
    with store.reading() as db:
        everybody = listings.read(db, _today(visit))
        mine = everybody.by_user.get(visit.user_id)
        meetings = gathering.mine(db, visit.user_id, clock.now())
    visit.publish(screens.home(Home(mine, everybody, meetings), say))


def _filled_in(values: dict[str, Any], user_id: UserId, before: Listed | None, everybody: dict[str, Listed]) -> Listed:
    """The form as a listing; what it does not hold stays as it was."""
    name = values.get("name") or ""
    if not name:
        raise Refusal("profile-name-missing", field="name")
    if len(name) > NAME_MOST:
        raise Refusal("too-long", field="name", most=NAME_MOST, length=len(name))
    topics = tuple(topic.strip() for topic in (values.get("topics") or "").replace("\n", ",").split(",") if topic.strip())
    if len(topics) > TOPICS_MOST or any(len(topic) > TOPIC_MOST for topic in topics):
        raise Refusal("profile-topics-long", field="topics", most=TOPICS_MOST, length=TOPIC_MOST)
    if values.get("profession") not in PROFESSIONS or (values.get("stage") or STAGES[0]) not in STAGES:
        raise Refusal("button-old")
    slots = str(values.get("slots") or "")
    if not slots.isdigit() or int(slots) > SLOTS_MOST:
        raise Refusal("button-old")
    return Listed(
        id=before.id if before else user_id,
        name=name,
        title=before.title if before else "",
        role=values.get("role") or (before.role if before else "colleague"),
        hospital=values.get("hospital") or "",
        department=values.get("specialty") or "",
        profession=values["profession"],
        stage=values.get("stage") or "",
        languages=frozenset(values.get("languages") or ()),
        topics=topics,
        stages=frozenset(values.get("stages") or ()),
        slots=int(slots),
        absence=_absence(values, user_id, everybody),
        active=True,
        agreed="yes" in (values.get("agreed") or ()),
        user_id=user_id,
    )


def _absence(values: dict[str, Any], user_id: UserId, everybody: dict[str, Listed]) -> Absence | None:
    first, last = _date(values.get("absent_from"), "absent_from"), _date(values.get("absent_to"), "absent_to")
    deputy = values.get("deputy")
    if deputy == user_id:
        raise Refusal("profile-deputy-yourself", field="deputy")
    if deputy and deputy not in everybody:
        raise Refusal("profile-deputy-unlisted", field="deputy")
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise Refusal("profile-absence-half", field="absent_from" if first is None else "absent_to")
    if last < first:
        raise Refusal("profile-absence-order", field="absent_to")
    return Absence(first, last, everybody[deputy].id if deputy else None)


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
