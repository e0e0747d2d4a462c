"""Setting up a department, its deputies, and what its channel is told."""

import json
from zoneinfo import ZoneInfo

from bot.rules.ask import OrdinaryWay
from bot.rules.calendar import PROPOSED_CLOSING_DAYS, country
from bot.rules.department import Department, Organiser, Welcome
from bot.screens.ask import ordinary
from bot.screens.blocks import Block, Message, View, context, field, message, modal, option, section, select, text_input, ticks
from bot.texts import LANGUAGES, OWN_NAMES, Language, Say, channel, moments, people, person

ZONES = ("Europe/Copenhagen", "Europe/Oslo", "Atlantic/Faroe", "America/Nuuk")
WEEKDAYS = ("1", "2", "3", "4", "5", "6", "7")
NAME_MOST, NUMBER_MOST = 80, 100
ORGANISERS_MOST = 30
"""As many as can be named in one sentence."""


def form(
    say: Say,
    channel_id: str,
    there: Department | None,
    organisers: list[Organiser],
    asker: str,
    zone: ZoneInfo,
    language: Language,
    way: OrdinaryWay,
) -> View:
    """Set-up: empty with proposals, or as the department is now."""
    days = there.working_days if there else None
    proposed = PROPOSED_CLOSING_DAYS[country(zone)]
    closed = days.closing_days if days else set(proposed)
    offered = sorted({*PROPOSED_CLOSING_DAYS["DK"], *PROPOSED_CLOSING_DAYS["NO"], *closed})
    coffee: Block = {"type": "timepicker"}
    if there is None or there.coffee_break:
        coffee["initial_time"] = f"{there.coffee_break:%H:%M}" if there and there.coffee_break else "09:30"
    name, hospital = (there.name, there.hospital) if there else ("", "")
    zones = [option(one, one) for one in dict.fromkeys((*ZONES, zone.key))]
    return modal(
        say.plain("setup-title"),
        [
            section(say("setup-intro", channel=channel(channel_id))),
            field("name", say.plain("setup-name"), text_input(name, NAME_MOST), hint=say.plain("setup-name-hint")),
            field("hospital", say.plain("setup-hospital"), text_input(hospital, NAME_MOST)),
            field(
                "language",
                say.plain("setup-language"),
                select([option(OWN_NAMES[one], one) for one in LANGUAGES], there.language if there else language),
            ),
            field("zone", say.plain("setup-zone"), select(zones, there.zone.key if there else zone.key)),
            field(
                "weekdays",
                say.plain("setup-weekdays"),
                ticks(
                    [option(say.plain("weekday", number=int(one)), one) for one in WEEKDAYS],
                    {str(one) for one in (days.weekdays if days else range(1, 6))},
                ),
            ),
            field(
                "closing",
                say.plain("setup-closing"),
                ticks(
                    [option(say.plain("closing-day", day=f"d{one[0]:02}{one[1]:02}", month=one[0], number=one[1]), _key(one)) for one in offered],
                    {_key(one) for one in closed},
                ),
                optional=True,
                hint=say.plain("setup-closing-hint"),
            ),
            field("coffee", say.plain("setup-coffee"), coffee, optional=True),
            field(
                "organisers",
                say.plain("setup-organisers"),
                {
                    "type": "multi_users_select",
                    "max_selected_items": ORGANISERS_MOST,
                    "initial_users": [one.user_id for one in organisers] or [asker],
                },
            ),
            section(say("setup-way")),
            field("emergency", say.plain("setup-emergency"), text_input(way.emergency, NUMBER_MOST)),
            field("doctor", say.plain("setup-doctor"), text_input(way.doctor, NUMBER_MOST), optional=True),
            field("crisis", say.plain("setup-crisis"), text_input(way.crisis, NUMBER_MOST)),
            field("own", say.plain("setup-own"), text_input(way.own, NUMBER_MOST), optional=True, hint=say.plain("setup-own-hint")),
        ],
        close=say.plain("close"),
        submit=say.plain("save"),
        callback_id="department.setup",
        private_metadata=json.dumps({"channel": channel_id}),
    )


def done(welcome: Welcome, way: OrdinaryWay, say: Say) -> View:
    """What was set up, in words, and what comes next."""
    return modal(
        say.plain("setup-title"),
        [section(_ways(welcome, say)), context(ordinary(way, say)), context(say("setup-next", channel=channel(welcome.department.channel)))],
        close=say.plain("close"),
    )


def welcome(welcome: Welcome, say: Say) -> Message:
    """The first post in the department's channel."""
    text = say("welcome", name=welcome.department.name, organisers=people([one.user_id for one in welcome.organisers]))
    return message(text, [section(text), context(say("welcome-next"))])


def handed_over(welcome: Welcome, say: Say) -> Message:
    """To whoever takes over."""
    text = say("handed-over", name=welcome.department.name, channel=channel(welcome.department.channel))
    return message(text, [section(text)])


def deputy_told(welcome: Welcome, say: Say) -> Message:
    """To somebody who is a deputy now."""
    there, organisers = welcome.department, people([one.user_id for one in welcome.organisers])
    text = say("deputy-told", name=there.name, channel=channel(there.channel), organisers=organisers)
    return message(text, [section(text)])


def deputy_form(say: Say, department: Department, organiser: Organiser) -> View:
    picker: Block = {"type": "users_select"} | ({"initial_user": organiser.deputy} if organiser.deputy else {})
    return _person_form(say, "deputy", department, picker, optional=True)


def handover_form(say: Say, department: Department) -> View:
    return _person_form(say, "taker", department, {"type": "users_select"}, optional=False)


def deputy_named(organiser: Organiser, say: Say) -> View:
    text = say("deputy-named", deputy=person(organiser.deputy)) if organiser.deputy else say("deputy-none")
    return modal(say.plain("deputy-title"), [section(text)], close=say.plain("close"))


def given(taker: str, meetings: int, say: Say) -> View:
    return modal(say.plain("taker-title"), [section(say("handover-done", taker=person(taker), meetings=meetings))], close=say.plain("close"))


def _person_form(say: Say, what: str, department: Department, picker: Block, *, optional: bool) -> View:
    return modal(
        say.plain(f"{what}-title"),
        [section(say(f"{what}-intro", name=department.name)), field(what, say.plain(f"{what}-field"), picker, optional=optional)],
        close=say.plain("close"),
        submit=say.plain("save"),
        callback_id=f"department.{what}",
        private_metadata=json.dumps({"department": department.id}),
    )


def _ways(welcome: Welcome, say: Say) -> str:
    there = welcome.department
    weekdays = ", ".join(say.plain("weekday", number=one) for one in sorted(there.working_days.weekdays))
    closed = ", ".join(
        say.plain("closing-day", day=f"d{one[0]:02}{one[1]:02}", month=one[0], number=one[1]) for one in sorted(there.working_days.closing_days)
    )
    return say(
        "setup-done",
        name=there.name,
        hospital=there.hospital,
        language=OWN_NAMES[there.language],
        zone=there.zone.key,
        weekdays=weekdays,
        closing=closed or "–",
        coffee=moments.hour(there.coffee_break, say.language) if there.coffee_break else "–",
        organisers=people([one.user_id for one in welcome.organisers]),
    )


def _key(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"
