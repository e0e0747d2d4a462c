"""/spire setup, deputy, handover, log."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from slack_bolt import Ack, App, BoltContext

from bot import clock, store
from bot.actions import ask, department, gathering
from bot.actions.department import Setup
from bot.errors import Refusal
from bot.ids import ChannelId, DepartmentId
from bot.rules.ask import OrdinaryWay
from bot.rules.calendar import WorkingDays, country
from bot.screens import department as screens
from bot.screens import log as log_screens
from bot.screens import person as person_screens
from bot.store import department as departments
from bot.store import gathering as gatherings
from bot.store import log
from bot.texts import known
from handlers import form
from handlers.door import Visit, effect, visit_of


def setup(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire setup: the form, empty or as things are."""
    with store.reading() as db:
        there = department.may_set_up(db, visit.user_id, visit.channel, visit.settings.organisers)
        organisers = departments.organisers(db, there.id) if there else []
        way = ask.way_of(db, there.hospital if there else "", country(there.zone if there else visit.settings.zone))
    settings = visit.settings
    view = screens.form(visit.say, visit.channel, there, organisers, visit.user_id, settings.zone, settings.language, way)
    acknowledge(ack, visit, visit.open(view).kind)


def set_up(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    """The form, filled in."""
    visit, channel = visit_of(context), ChannelId(str(form.metadata(view).get("channel")))
    filled_in = _filled_in(form.values(view))
    with effect(visit) as (db, _first):
        department.may_set_up(db, visit.user_id, channel, visit.settings.organisers)
        welcome = department.set_up(db, channel, filled_in, clock.now())
        gathering.plan_again(db, welcome.department, clock.now())
    ack(response_action="update", view=screens.done(welcome, filled_in.way, visit.say))


def deputy(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire deputy."""
    with store.reading() as db:
        there = department.here(db, visit.user_id, visit.channel)
        mine = department.own_role(db, visit.user_id, there)
    acknowledge(ack, visit, visit.open(screens.deputy_form(visit.say, there, mine)).kind)


def name_deputy(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, chosen = visit_of(context), form.values(view).get("deputy")
    with effect(visit) as (db, _first):
        named = department.name_deputy(db, visit.user_id, _department(view), chosen, clock.now())
    ack(response_action="update", view=screens.deputy_named(named, visit.say))


def handover(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire handover."""
    with store.reading() as db:
        there = department.here(db, visit.user_id, visit.channel)
        department.own_role(db, visit.user_id, there)
    acknowledge(ack, visit, visit.open(screens.handover_form(visit.say, there)).kind)


def hand_over(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
    visit, taker = visit_of(context), form.values(view).get("taker")
    if not taker:
        raise Refusal("person-missing", field="taker")
    with effect(visit) as (db, first):
        meetings = department.hand_over(db, visit.user_id, _department(view), taker, clock.now()) if first else 0
    ack(response_action="update", view=screens.given(taker, meetings, visit.say))


def latest(ack: Ack, visit: Visit, _rest: str) -> None:
    """/spire log: what was sent and what was not, for organisers."""
    with store.reading() as db:
        there = department.here(db, visit.user_id, visit.channel)
        department.organised(db, visit.user_id, there)
        entries = log.latest(db, [there.id])
        titles = gatherings.titles(db, [entry.subject for entry in entries if entry.kind.startswith("gathering")])
    ack(log_screens.latest(entries, titles, visit.say, there.zone, clock.now()))


def acknowledge(ack: Ack, visit: Visit, opened: str) -> None:
    """After the one call: nothing to say if the form is there, else that it is not."""
    if opened == "ok":
        ack()
    else:
        ack(person_screens.refusal(Refusal("form-closed"), visit.say))


def _filled_in(values: dict[str, Any]) -> Setup:
    for field in ("name", "hospital"):
        if not values.get(field):
            raise Refusal(f"setup-{field}-missing", field=field)
        if len(values[field]) > screens.NAME_MOST:
            raise Refusal("too-long", field=field, most=screens.NAME_MOST, length=len(values[field]))
    weekdays = frozenset(int(day) for day in values.get("weekdays") or [] if day in screens.WEEKDAYS)
    if not weekdays:
        raise Refusal("setup-no-weekdays", field="weekdays")
    zone, language = values.get("zone"), known(values.get("language"))
    if zone not in available_timezones() or language is None:
        raise Refusal("button-old")
    try:
        closing = [date.fromisoformat(f"2000-{day}") for day in values.get("closing") or []]
        coffee = time.fromisoformat(values["coffee"]) if values.get("coffee") else None
    except ValueError:
        raise Refusal("button-old") from None
    days = WorkingDays(weekdays, frozenset((day.month, day.day) for day in closing), ZoneInfo(zone))
    return Setup(values["name"], values["hospital"], language, days, coffee, list(values.get("organisers") or []), _way(values))


def _way(values: dict[str, Any]) -> OrdinaryWay:
    for field in ("emergency", "crisis"):
        if not values.get(field):
            raise Refusal("setup-number-missing", field=field)
    return OrdinaryWay(values["emergency"], values.get("doctor") or "", values["crisis"], values.get("own") or "")


def _department(view: dict[str, Any]) -> DepartmentId:
    return DepartmentId(form.whole(form.metadata(view), "department"))


def register(app: App) -> None:
    app.view("department.setup")(set_up)
    app.view("department.deputy")(name_deputy)
    app.view("department.taker")(hand_over)
