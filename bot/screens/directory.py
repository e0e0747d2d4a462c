"""The directory as people see it: answers to /who, one's own profile in Home, the question whether to be listed, the welcome."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.directory import NAME_MOST, PROFESSIONS, ROLES, SLOTS_MOST, STAGES, TOPIC_MOST, TOPICS_MOST, Answer, Asked, Directory, Listed, Newcomer
from bot.rules.gathering import Shown
from bot.screens.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    modal,
    option,
    private,
    section,
    select,
    text_input,
    ticks,
)
from bot.screens.gathering import when
from bot.screens.routing import lowered
from bot.texts import LANGUAGES, OWN_NAMES, Mark, Say, channel, escaped, moments, people, person

SHOWN, TOPICS_SHOWN, OPTIONS_MOST = 6, 5, 100


@dataclass(frozen=True)
class Home:
    """What somebody's Home shows. `today` is the workspace's day; `questions` and `mentors` are blocks of those features."""

    mine: Listed | None
    directory: Directory
    meetings: Sequence[Shown]
    questions: Sequence[Block] = ()
    mentors: Sequence[Block] = ()


def who(answer: Answer, say: Say) -> Message:
    """Those found, with how to reach them and what to know; an emerging environment names the one it leans on."""
    if not answer.words:
        return private(say("who-how") if answer.directory.people else say("who-empty"))
    if not answer.found:
        if not answer.organisers:
            return private(say("who-none-alone", words=answer.words))
        return private(say("who-none", words=answer.words, organisers=people(answer.organisers)))
    title = say("who-found", words=answer.words)
    blocks = [section(title)]
    for one in answer.found[:SHOWN]:
        blocks += _card(one, answer.directory, say)
    if more := len(answer.found) - SHOWN:
        blocks += [context(say("who-more", number=more))] if more > 0 else []
    own = (answer.asker.hospital, answer.asker.department)
    if linked := answer.directory.linked(*own):
        names = [answer.directory.place(*place, say.language) for place in (own, linked)]
        blocks.append(context(say("who-link", emerging=names[0], established=names[1])))
    return private(title, blocks)


def asked(asked: Asked, say: Say) -> Message:
    """To somebody who was listed: may colleagues see them?"""
    one = asked.listed
    text = say("directory-asked", name=one.name.split()[0], role=role(one, say), where=_where(one, asked.directory, say))
    buttons = actions(button("directory.yes", say.plain("directory-yes"), "yes", "primary"), button("directory.no", say.plain("directory-no"), "no"))
    return message(text, [section(text), context(say("directory-asked-next")), buttons])


def answered(agreed: bool, say: Say) -> Message:
    return private(say("directory-agreed" if agreed else "directory-declined"), replace=True)


def welcome(newcomer: Newcomer, say: Say) -> Message:
    """To somebody new in a department's channel: who is who."""
    there = newcomer.department
    facts = {"channel": Mark(f"<#{there.channel}>"), "name": there.name}
    if not newcomer.guides:
        text = say("directory-welcome-nobody", organisers=people([one.user_id for one in newcomer.organisers]), **facts)
        return message(text, [section(text), context(say("directory-welcome-next"))])
    text = say("directory-welcome", **facts)
    cards = [block for one in newcomer.guides for block in _card(one, newcomer.directory, say)]
    return message(text, [section(text), *cards, context(say("directory-welcome-next"))])


def home(home: Home, say: Say) -> View:
    """My questions, my profile, language, pause, my coming meetings, mentors."""
    language = actions(*(button(f"home.language.{one}", OWN_NAMES[one], one, "primary" if one == say.language else None) for one in LANGUAGES))
    blocks = [*home.questions, header(say.plain("home-profile")), *_profile(home, say), header(say.plain("home-language")), language]
    if home.mine:
        blocks += [header(say.plain("home-pause")), *_pause(home.mine, home.directory.today, say)]
    blocks.append(header(say.plain("home-meetings")))
    blocks += [section(_meeting(shown, say)) for shown in home.meetings] or [section(say("home-no-meetings"))]
    return {"type": "home", "blocks": [*blocks, *home.mentors]}


def form(say: Say, directory: Directory, one: Listed | None, user_id: str, *, own: bool) -> View:
    """One's own profile, or for organisers somebody else's, with the role."""
    own_first = sorted(directory.hospitals, key=lambda hospital: one is None or hospital.id != one.hospital)
    hospitals = [option(hospital.name or hospital.id, hospital.id) for hospital in own_first][:OPTIONS_MOST]
    own_place = sorted(directory.departments, key=lambda there: one is None or there.id != one.department)
    specialties = [option(directory.place("", there.id, say.language), there.id) for there in own_place][:OPTIONS_MOST]
    if not hospitals or not specialties:
        return modal(say.plain("profile-title"), [section(say("profile-no-places"))], close=say.plain("close"))
    role_field = [] if own else [field("role", say.plain("profile-role"), select(_roles(say), one.role if one else "colleague"))]
    deputy = directory.by_id.get(one.absence.deputy or "") if one and one.absence else None
    agreed = [option(say.plain("profile-agreed-yes"), "yes")]
    blocks = [
        field("name", say.plain("profile-name"), text_input(one.name if one else "", NAME_MOST)),
        *role_field,
        field("hospital", say.plain("profile-hospital"), select(hospitals, one.hospital if one else None)),
        field("specialty", say.plain("profile-specialty"), select(specialties, one.department if one else None)),
        field("profession", say.plain("profile-profession"), select(_professions(say), one.profession if one else None)),
        field("stage", say.plain("profile-stage"), select(_stages(say), one.stage if one else None), optional=True),
        field(
            "topics",
            say.plain("profile-topics"),
            text_input("\n".join(one.topics) if one else "", TOPICS_MOST * (TOPIC_MOST + 2), multiline=True),
            optional=True,
            hint=say.plain("profile-topics-hint"),
        ),
        field(
            "languages",
            say.plain("profile-languages"),
            ticks([option(OWN_NAMES[language], language) for language in LANGUAGES], set(one.languages if one else [say.language])),
        ),
        field("stages", say.plain("profile-stages"), ticks(_stages(say), set(one.stages if one else ())), optional=True),
        field(
            "slots",
            say.plain("profile-slots"),
            select([option(str(number), str(number)) for number in range(SLOTS_MOST + 1)], str(min(one.slots, SLOTS_MOST) if one else 2)),
            hint=say.plain("profile-slots-hint"),
        ),
        field("absent_from", say.plain("profile-absent-from"), _day(one.absence.first if one and one.absence else None), optional=True),
        field("absent_to", say.plain("profile-absent-to"), _day(one.absence.last if one and one.absence else None), optional=True),
        field("deputy", say.plain("profile-deputy"), _picker(deputy.user_id if deputy else None), optional=True),
    ]
    if own:
        blocks.append(field("agreed", say.plain("profile-agreed"), ticks(agreed, {"yes"} if one and one.agreed else set()), optional=True))
    return modal(
        say.plain("profile-title" if own else "listing-title"),
        blocks,
        close=say.plain("close"),
        submit=say.plain("save"),
        callback_id="directory.profile",
        private_metadata=json.dumps({"user": user_id, "revision": one.revision if one else 0}),
    )


def whom(say: Say) -> View:
    """For organisers: whose listing."""
    return modal(
        say.plain("listing-title"),
        [section(say("listing-who-intro")), field("who", say.plain("listing-who"), _picker(None))],
        close=say.plain("close"),
        submit=say.plain("next"),
        callback_id="directory.whom",
    )


def saved(one: Listed, directory: Directory, say: Say) -> View:
    text = say("profile-saved", name=one.name, role=role(one, say), where=_where(one, directory, say))
    note = [] if one.agreed else [context(say("who-unlisted"))]
    return modal(say.plain("listing-title"), [section(text), *note], close=say.plain("close"))


def pause_form(say: Say) -> View:
    return modal(
        say.plain("pause-title"),
        [section(say("home-not-pausing")), field("until", say.plain("pause-until"), {"type": "datepicker"})],
        close=say.plain("close"),
        submit=say.plain("home-pause-begin"),
        callback_id="directory.pause",
    )


def role(one: Listed, say: Say) -> str:
    """The role within a sentence."""
    return lowered(_role(one, say))


def _role(one: Listed, say: Say) -> str:
    """Their own title if they have one, else the role in words."""
    known = one.role if one.role in ROLES else "colleague"
    return one.title or say.plain(f"role-{known}")


def called(one: Listed) -> str:
    """A mention of a person; a function's name, and its channel if it has one."""
    if one.channel:
        return Mark(f"{escaped(one.name)} {channel(one.channel)}")
    return person(one.user_id) if one.user_id and not one.functions else one.name


def _card(one: Listed, directory: Directory, say: Say) -> list[Block]:
    """A person, or a function by its name; then what to know before writing to them."""
    blocks = [section(say("who-person", person=called(one), role=role(one, say), where=_where(one, directory, say)))]
    notes = [escaped(", ".join(one.topics[:TOPICS_SHOWN]))] if one.topics else []
    if one.away(directory.today) and one.absence:
        deputy, day = directory.by_id.get(one.absence.deputy or ""), moments.day(one.absence.last, say.language, directory.today)
        shown = deputy is not None and deputy.active and deputy.agreed
        notes.append(say("who-away-deputy", day=day, deputy=deputy.name) if deputy and shown else say("who-away", day=day))
    elif one.slots <= 0:
        notes.append(say("who-full"))
    if not one.agreed:
        notes.append(say("who-unlisted"))
    return blocks + ([context("\n".join(notes))] if notes else [])


def _profile(home: Home, say: Say) -> list[Block]:
    if home.mine is None:
        return [section(say("home-unlisted")), actions(button("home.profile", say.plain("home-join"), "join", "primary"))]
    mine = home.mine
    text = say("home-listed", role=_role(mine, say), where=_where(mine, home.directory, say), topics=", ".join(mine.topics) or "–")
    shown = say("home-shown", slots=mine.slots) if mine.agreed else say("home-hidden")
    return [section(text), context(shown), actions(button("home.profile", say.plain("home-change"), "change"))]


def _pause(mine: Listed, today: date, say: Say) -> list[Block]:
    if mine.away(today) and mine.absence:
        text = say("home-pausing", day=moments.day(mine.absence.last, say.language, today))
        return [section(text), actions(button("home.pause_end", say.plain("home-pause-end"), "end"))]
    return [section(say("home-not-pausing")), actions(button("home.pause", say.plain("home-pause-begin"), "begin"))]


def _meeting(shown: Shown, say: Say) -> str:
    plan, zone = shown.gathering.plan, shown.gathering.department.zone
    return say("home-meeting", title=plan.title, when=when(plan, zone, say, shown), place=plan.place)


def _where(one: Listed, directory: Directory, say: Say) -> str:
    return directory.place(one.hospital, one.department, say.language)


def _roles(say: Say) -> list[Block]:
    return [option(say.plain(f"role-{code}"), code) for code in ROLES]


def _professions(say: Say) -> list[Block]:
    return [option(say.plain(f"profession-{code.replace('_', '-')}"), code) for code in PROFESSIONS]


def _stages(say: Say) -> list[Block]:
    return [option(say.plain(f"stage-{code.replace('_', '-')}"), code) for code in STAGES]


def _day(chosen: date | None) -> Block:
    return {"type": "datepicker"} | ({"initial_date": chosen.isoformat()} if chosen else {})


def _picker(chosen: str | None) -> Block:
    return {"type": "users_select"} | ({"initial_user": chosen} if chosen else {})
