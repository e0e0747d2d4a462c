"""Setting up a department, its organisers and their deputies."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from bot.actions import announce
from bot.errors import Refusal
from bot.ids import ChannelId, DepartmentId, UserId
from bot.rules.ask import OrdinaryWay
from bot.rules.calendar import WorkingDays
from bot.rules.department import Department, Organiser, Welcome, may_organise
from bot.rules.gathering import is_over
from bot.store import department as departments
from bot.store import gathering as gatherings
from bot.store import log, outgoing
from bot.store import person as people
from bot.store import question as questions

WELCOME_FOR, NEWS_FOR = timedelta(days=1), timedelta(days=30)
NO_ORGANISER = frozenset({"guest", "stranger", "bot", "gone"})


@dataclass(frozen=True)
class Setup:
    """What the set-up form holds."""

    name: str
    hospital: str
    language: str
    days: WorkingDays
    coffee_break: time | None
    organisers: list[UserId]
    way: OrdinaryWay


def may_set_up(db: Connection, user_id: UserId, channel: ChannelId, chosen: tuple[UserId, ...]) -> Department | None:
    """The department of the channel, if it has one.

    A workspace admin, anybody in SPIRE_ORGANISERS and the department's organisers may; a deputy may not, or they could take the role.
    """
    if not channel.startswith(("C", "G")):
        raise Refusal("setup-only-in-channel")
    there = departments.by_channel(db, channel)
    if user_id in chosen or (there and any(one.user_id == user_id for one in departments.organisers(db, there.id))):
        return there
    standing = people.get(db, user_id).standing
    if standing is None:
        raise Refusal("setup-who-are-you")
    if standing != "admin":
        raise Refusal("setup-not-you")
    return there


def set_up(db: Connection, channel: ChannelId, setup: Setup, now: datetime) -> Welcome:
    """Write the department and greet its channel (once; later changes are not announced)."""
    if not setup.organisers:
        raise Refusal("setup-no-organisers", field="organisers")
    for organiser in setup.organisers:
        _can_organise(db, organiser, "organisers", now)
    new = departments.by_channel(db, channel) is None
    department_id = departments.put(
        db,
        channel,
        name=setup.name,
        hospital=setup.hospital,
        language=setup.language,
        zone=setup.days.zone.key,
        days=setup.days,
        coffee=setup.coffee_break,
    )
    departments.set_organisers(db, department_id, setup.organisers)
    questions.put_way(db, setup.hospital, setup.way)
    log.write(db, now, "done" if new else "changed", kind="department.setup", subject=department_id, department=department_id)
    last = outgoing.latest(db, "department.welcome", department_id)
    if last is None or outgoing.is_lost(db, last):
        key = f"department.welcome:{department_id}" + (f":after:{last}" if last else "")
        outgoing.queue(db, key, "department.welcome", department_id, channel, now, now + WELCOME_FOR, department=department_id)
    return welcome(db, department_id)


def welcome(db: Connection, department_id: DepartmentId) -> Welcome:
    return Welcome(departments.get(db, department_id), departments.organisers(db, department_id))


def here(db: Connection, user_id: UserId, channel: ChannelId) -> Department:
    """The department meant by somebody who writes in `channel`: the channel's, else the one they organise or answered in, else the only one."""
    there = departments.by_channel(db, channel)
    if there:
        return there
    mine = departments.organised_by(db, user_id) or departments.answered_in(db, user_id) or departments.every(db)[:2]
    if len(mine) == 1:
        return mine[0]
    raise Refusal("department-none") if not mine else Refusal("department-which", channels=[one.channel for one in mine])


def get(db: Connection, department_id: object) -> Department:
    """The department that a form was opened for."""
    try:
        return departments.get(db, DepartmentId(int(str(department_id))))
    except (ValueError, NoResultFound):
        raise Refusal("button-old") from None


def organised(db: Connection, user_id: UserId, department: Department) -> list[Organiser]:
    """The organisers, if the person is one of them or a deputy; otherwise a refusal that says who is."""
    organisers = departments.organisers(db, department.id)
    if not may_organise(organisers, user_id):
        raise Refusal("not-organiser", organisers=[one.user_id for one in organisers])
    return organisers


def name_deputy(db: Connection, user_id: UserId, department_id: DepartmentId, deputy: UserId | None, now: datetime) -> Organiser:
    """Name or (None) take back the organiser's deputy."""
    own_role(db, user_id, departments.locked(db, department_id))
    if deputy == user_id:
        raise Refusal("deputy-yourself", field="deputy")
    if deputy:
        _can_organise(db, deputy, "deputy", now)
    departments.set_deputy(db, department_id, user_id, deputy)
    if deputy:
        key = f"department.deputy_named:{department_id}:{user_id}:{deputy}:{now.timestamp():.0f}"
        outgoing.queue(db, key, "department.deputy_named", department_id, deputy, now, now + NEWS_FOR, department=department_id)
    log.write(db, now, "changed", kind="department.deputy", subject=department_id, department=department_id, recipient=user_id)
    return Organiser(user_id, deputy)


def hand_over(db: Connection, user_id: UserId, department_id: DepartmentId, taker: UserId, now: datetime) -> int:
    """Give the role to `taker`, who is told, with every meeting that is to come or of which nobody said yet who came. Returns how many."""
    there = departments.locked(db, department_id)
    own_role(db, user_id, there)
    if taker == user_id:
        raise Refusal("handover-yourself", field="taker")
    _can_organise(db, taker, "taker", now)
    others = [one.user_id for one in departments.organisers(db, department_id) if one.user_id not in {user_id, taker}]
    departments.set_organisers(db, department_id, [*others, taker])
    moved = hand_over_meetings(db, there, user_id, taker, now)
    key = f"department.handed_over:{department_id}:{taker}:{now.timestamp():.0f}"
    outgoing.queue(db, key, "department.handed_over", department_id, taker, now, now + NEWS_FOR, department=department_id)
    log.write(db, now, "changed", kind="department.handed_over", subject=department_id, department=department_id, recipient=taker)
    return moved


def hand_over_meetings(db: Connection, there: Department, giver: UserId, taker: UserId, now: datetime) -> int:
    """Every meeting of the giver's that is to come or of which nobody said yet who came is the taker's. Returns how many."""
    moved = gatherings.hand_over(db, there.id, giver, taker, now - announce.ASKED_FOR)
    for gathering in moved:
        outgoing.stale(db, announce.POSTS, gathering.id)
        if not is_over(gathering, now):
            announce.card(db, gathering, taker, now)
        elif outgoing.latest(db, "gathering.attendance", gathering.id):
            announce.question(db, gathering, taker, now)
    return len(moved)


def own_role(db: Connection, user_id: UserId, department: Department) -> Organiser:
    """The person's own role. A deputy may do all an organiser may, except give the role away."""
    organisers = departments.organisers(db, department.id)
    mine = next((one for one in organisers if one.user_id == user_id), None)
    if mine is None:
        raise Refusal("not-organiser", organisers=[one.user_id for one in organisers])
    return mine


def _can_organise(db: Connection, user_id: UserId, field: str, now: datetime) -> None:
    standing = people.get(db, user_id).standing
    stranger = standing is None and people.were_read(db, now)  # Slack's list of people leaves out those of other workplaces
    if stranger or standing in NO_ORGANISER:
        raise Refusal("cannot-organise", field=field)
