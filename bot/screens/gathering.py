"""What a meeting looks like: the form, the invitation, the organiser's card, and everything said about it."""

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules import gathering as rules
from bot.rules.department import Department
from bot.rules.gathering import MESSAGE_MOST, PLACE_MOST, TITLE_MOST, Attendee, Card, Gathering, Meal, Plan, Shown
from bot.rules.when import Moment
from bot.screens.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm,
    context,
    field,
    message,
    modal,
    option,
    private,
    quoted,
    section,
    sections,
    select,
    text_input,
)
from bot.texts import Mark, Say, escaped, moments, people, person

MINUTES = ("30", "45", "60", "90", "120", "180")
_NAMES_SHOWN, _CHOICES, TYPED_MOST = 40, 10, 150
_ALLERGY_SECTIONS = 12
"""18,000 characters: as much as a form of 250 kB holds in any alphabet."""


def form(
    say: Say,
    *,
    draft: str,
    department: int,
    title: str,
    place: str,
    zone: ZoneInfo,
    plan: Plan | None = None,
    moment: Moment | None = None,
    note: str = "",
    gathering: int = 0,
    sequence: int = 0,
) -> View:
    """The plan as a form: with what was read of the words typed, or filled in for a change. `note`: what could not be read, and why."""
    local = plan.starts_at.astimezone(zone) if plan else None
    day = local.date() if local else moment.day if moment else None
    hour = local.time() if local else moment.hour if moment else None
    minutes = str(plan.minutes) if plan else "60"
    lengths = [*MINUTES, *([minutes] if minutes not in MINUTES else [])]
    metadata = json.dumps({"draft": draft, "department": department, "gathering": gathering, "sequence": sequence})
    return modal(
        say.plain("gathering-form-title"),
        [
            *([section(escaped(note))] if note else []),
            field("title", say.plain("gathering-title"), text_input(title, TITLE_MOST)),
            field("date", say.plain("gathering-date"), {"type": "datepicker"} | ({"initial_date": f"{day:%Y-%m-%d}"} if day else {}), optional=True),
            field("time", say.plain("gathering-time"), {"type": "timepicker"} | ({"initial_time": f"{hour:%H:%M}"} if hour else {}), optional=True),
            field("typed", say.plain("gathering-typed"), text_input("", TYPED_MOST), optional=True, hint=say.plain("gathering-typed-hint")),
            field(
                "minutes", say.plain("gathering-minutes"), select([option(say.plain("minutes", minutes=int(one)), one) for one in lengths], minutes)
            ),
            field("place", say.plain("gathering-place"), text_input(place, PLACE_MOST)),
            field(
                "seats",
                say.plain("gathering-seats"),
                {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "500"}
                | ({"initial_value": str(plan.seats)} if plan and plan.seats else {}),
                optional=True,
                hint=say.plain("gathering-seats-hint"),
            ),
            field("message", say.plain("gathering-message"), text_input(plan.message if plan else "", MESSAGE_MOST, multiline=True), optional=True),
        ],
        close=say.plain("close"),
        submit=say.plain("gathering-form-change" if gathering else "gathering-form-submit"),
        callback_id="gathering.change" if gathering else "gathering.plan",
        private_metadata=metadata,
    )


def understood(shown: Shown, say: Say, note: str = "") -> View:
    """What was understood, in words, with the next step. The same view shows what became of it."""
    return modal(say.plain("gathering-form-title"), steering(shown, say, note), close=say.plain("close"))


def steering(shown: Shown, say: Say, note: str = "") -> list[Block]:
    """A meeting and what its organiser can do with it, as it stands."""
    gathering = shown.gathering
    dropped = gathering.state == "cancelled" and gathering.before is None  # nobody ever heard of it
    blocks = [] if dropped else [section(what(shown, say))]
    if gathering.state != "draft" and not dropped:
        blocks.append(section(numbers(shown, say)))
    if note or gathering.state == "draft":
        blocks.append(context(say(note or "gathering-draft-next", channel=_channel(gathering))))
    buttons = _buttons(shown, say)
    return [*blocks, *([actions(*buttons)] if buttons else [])]


def drafted(shown: Shown, say: Say) -> Message:
    """A draft made by a command: what was understood, in words, with the next step, to the asker alone."""
    return private(say("gathering-understood"), steering(shown, say))


def which(plans: Sequence[Plan], draft: str, there: Department, say: Say, now: datetime) -> Message:
    """Words that can mean several moments: each is a button."""
    lines, buttons = [say("when-candidates")], []
    for number, plan in enumerate(plans[:_CHOICES]):
        chosen = {"draft": draft, "department": there.id, "at": int(plan.starts_at.timestamp()), "minutes": plan.minutes, "title": plan.title}
        lines.append(f"• {moments.span(plan.starts_at, plan.minutes, there.zone, say.language, now)}")
        label = moments.short(plan.starts_at, there.zone, say.language)
        buttons.append(button(f"gathering.choose.{number}", label, json.dumps(chosen | {"place": plan.place}, ensure_ascii=False)))
    return private("\n".join(lines), [section("\n".join(lines)), actions(*buttons)])


def steered(shown: Shown, say: Say, note: str, *, replace: bool) -> Message:
    """What became of an organiser's click, to them alone."""
    return private(say(note, channel=_channel(shown.gathering)), steering(shown, say, note), replace=replace)


def planned(shown: Shown, say: Say) -> Message:
    """The same command again: what exists already."""
    another = actions(button("gathering.another", say.plain("another"), str(shown.gathering.id)))
    return private(say("gathering-exists"), [section(say("gathering-exists")), *steering(shown, say), another])


def invitation(shown: Shown, say: Say) -> Message:
    """The post in the channel."""
    gathering = shown.gathering
    described = what(shown, say)
    if gathering.state == "cancelled":
        return message(
            _summary("gathering-cancelled-summary", shown, say),
            [section(described), context(say("gathering-cancelled-by", organiser=person(gathering.organiser)))],
        )
    own_words = sections(quoted(gathering.plan.message))
    if rules.is_over(gathering, shown.now):
        return message(described, [section(described), *own_words, context(numbers(shown, say))])
    value = str(gathering.id)
    buttons = actions(
        button("gathering.yes", say.plain("reply-yes"), value, "primary"),
        button("gathering.maybe", say.plain("reply-maybe"), value),
        button("gathering.no", say.plain("reply-no"), value),
    )
    asked = context(say("gathering-asked-by", organiser=person(gathering.organiser)))
    return message(
        _summary("gathering-invitation-summary", shown, say), [section(described), *own_words, context(numbers(shown, say)), buttons, asked]
    )


def card(card: Card, say: Say) -> Message:
    """The organiser's own post to steer by, in their direct messages; kept up to date. After a handover it says who steers now."""
    shown = card.shown
    if card.given_away:
        given = say("gathering-card-given", organiser=person(shown.gathering.organiser))
        return message(given, [section(what(shown, say)), context(given)])
    steerable = shown.gathering.state == "invited" and not rules.is_over(shown.gathering, shown.now)
    hint = [context(say("gathering-card-hint"))] if steerable else []
    return message(_summary("gathering-card-summary", shown, say), [*steering(shown, say), *hint])


def changed(shown: Shown, say: Say) -> Message:
    """To each whom a change concerns."""
    gathering = shown.gathering
    text = _change(shown, say)
    if gathering.state == "cancelled":
        return message(text, [section(text)])
    return message(text, [section(text), section(what(shown, say)), reply_buttons(gathering, say)])


def thread_reply(shown: Shown, say: Say) -> Message:
    """The same in the thread under the invitation, for those who read along."""
    text = _change(shown, say)
    return message(text, [section(text), *([section(what(shown, say))] if shown.gathering.state != "cancelled" else [])])


def order(shown: Shown, say: Say) -> Message:
    """The day before, to the organiser: how many pizzas of which kind. No names: allergies are shown on request, and not kept in Slack."""
    gathering = shown.gathering
    text = say("order", title=gathering.plan.title)
    blocks = [section(text), section(numbers(shown, say)), section(pizzas(shown, say)), context(say("order-how"))]
    return message(text, [*blocks, actions(button("gathering.who", say.plain("who-button"), str(gathering.id)))])


def who(shown: Shown, say: Say, *, allergies: bool) -> View:
    """For the organiser alone, on request: who comes, and who must not eat what. Nothing of it stays in Slack."""
    blocks: list[Block] = [section(what(shown, say)), section(numbers(shown, say))]
    for one in ("yes", "maybe", "waiting", "no"):
        listed = [attendee for attendee in shown.attendees if attendee.reply == one]
        if listed:
            blocks.append(section(say("who-list", reply=one, people=_with_guests(listed), number=len(listed))))
    blocks.append(section(pizzas(shown, say)))
    careful = [one for one in shown.attendees if one.allergies and one.reply in {"yes", "maybe", "waiting"}]
    if careful and allergies:
        lines = [say("who-allergy", person=person(one.user_id), allergies=one.allergies) for one in careful]
        blocks += sections("\n".join([say("who-allergies"), *lines]))[:_ALLERGY_SECTIONS]
    blocks.append(context(say("who-private" if allergies else "who-not-yours")))
    return modal(say.plain("who-title"), blocks, close=say.plain("close"))


def coming(found: list[Shown], organises: bool, say: Say) -> Message:
    """The next meetings of a department; with the steering wheel for those who organise."""
    if not found:
        text = say("coming-none-organiser" if organises else "coming-none")
        return private(text)
    blocks = [section(say("coming"))]
    for shown in found:
        blocks += steering(shown, say) if organises else [section(what(shown, say)), reply_buttons(shown.gathering, say)]
    return private(say("coming"), blocks)


def when(plan: Plan, zone: ZoneInfo, say: Say, shown: Shown) -> str:
    return moments.span(plan.starts_at, plan.minutes, zone, say.language, shown.now)


def what(shown: Shown, say: Say) -> str:
    """Title, when, where. What is cancelled says so in words too, for those who hear it read."""
    gathering, plan = shown.gathering, shown.gathering.plan
    text = "what-cancelled" if gathering.state == "cancelled" else "what"
    return say(text, title=plan.title, when=when(plan, gathering.department.zone, say, shown), place=plan.place)


def _summary(text: str, shown: Shown, say: Say) -> str:
    plan = shown.gathering.plan
    return say(text, title=plan.title, when=when(plan, shown.gathering.department.zone, say, shown), place=plan.place)


def _change(shown: Shown, say: Say) -> str:
    gathering = shown.gathering
    before = gathering.before.plan if gathering.before else gathering.plan
    zone = gathering.department.zone
    if gathering.state == "cancelled":
        return say("told-cancelled", title=before.title, when=when(before, zone, say, shown), organiser=person(gathering.organiser))
    if before.starts_at != gathering.plan.starts_at:
        moved = {"before": when(before, zone, say, shown), "when": when(gathering.plan, zone, say, shown)}
        return say("told-moved", title=gathering.plan.title, organiser=person(gathering.organiser), **moved)
    if before.place != gathering.plan.place:
        return say("told-place", title=gathering.plan.title, place=gathering.plan.place, organiser=person(gathering.organiser))
    return say("told-changed", title=gathering.plan.title, organiser=person(gathering.organiser))


def numbers(shown: Shown, say: Say) -> str:
    """How many come. No names: who is not there is nobody's business."""
    attendees, seats = shown.attendees, shown.gathering.plan.seats
    maybe = sum(1 for one in attendees if one.reply == "maybe")
    waiting = sum(1 for one in attendees if one.reply == "waiting")
    taken = rules.seats_taken(attendees)
    first = say("numbers-seats", taken=taken, seats=seats) if seats else say("numbers", taken=taken)
    more = [say("numbers-maybe", number=maybe)] * bool(maybe) + [say("numbers-waiting", number=waiting)] * bool(waiting)
    return " · ".join([first, *more])


def pizzas(shown: Shown, say: Say) -> str:
    rows = rules.pizzas(shown.attendees)
    if not rows:
        return say("pizzas-none")
    lines = [say("pizza-line", number=number, kind=food(kind, say), people=count) for kind, count, number in rows]
    return "\n".join([say("pizzas", number=sum(number for _kind_, names, number in rows)), *lines])


def food(kind: tuple[Meal, ...], say: Say) -> str:
    return ", ".join(say.plain("meal", kind=one) for one in kind)


def _buttons(shown: Shown, say: Say) -> list[Block]:
    gathering, value = shown.gathering, str(shown.gathering.id)
    if gathering.state == "cancelled":
        return [button("gathering.undo", say.plain("undo"), value)] if rules.may_undo(gathering, shown.now) else []
    if rules.is_over(gathering, shown.now):
        return [button("gathering.who", say.plain("who-button"), value)]
    sure = confirm(say.plain("cancel-sure-title"), say.plain("cancel-sure"), say.plain("cancel-yes"), say.plain("cancel-no"))
    change = button("gathering.edit", say.plain("change"), value)
    if gathering.state == "draft":
        return [
            button("gathering.invite", say.plain("invite"), value, "primary"),
            change,
            button("gathering.cancel", say.plain("cancel-draft"), value),
        ]
    undo = [button("gathering.undo", say.plain("undo"), value)] if rules.may_undo(gathering, shown.now) else []
    return [
        *undo,
        button("gathering.who", say.plain("who-button"), value),
        change,
        button("gathering.cancel", say.plain("cancel"), value, "danger", sure),
    ]


def reply_buttons(gathering: Gathering, say: Say) -> Block:
    value = str(gathering.id)
    return actions(
        button("gathering.yes", say.plain("reply-yes"), value),
        button("gathering.maybe", say.plain("reply-maybe"), value),
        button("gathering.no", say.plain("reply-no"), value),
    )


def names(user_ids: Sequence[str]) -> Mark:
    shown = people(user_ids[:_NAMES_SHOWN])
    more = len(user_ids) - _NAMES_SHOWN
    return Mark(f"{shown} +{more}") if more > 0 else shown


def _with_guests(attendees: list[Attendee]) -> Mark:
    """Names, each with how many they bring."""
    shown = [f"{person(one.user_id)} +{one.guests}" if one.guests else person(one.user_id) for one in attendees[:_NAMES_SHOWN]]
    more = len(attendees) - _NAMES_SHOWN
    return Mark(", ".join(shown) + (f" +{more}" if more > 0 else ""))


def _channel(gathering: Gathering) -> Mark:
    return Mark(f"<#{gathering.channel}>")
