"""Mentors as people see them: the form, those who fit, and what is between two people, from either side."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.rules.directory import ROLES, STAGES, Listed
from bot.rules.mentor import NOTE_MOST, PURPOSES, ROOM, TALK, TIMES, WISH_MOST, Candidate, Found, Phase, Seen
from bot.screens.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    fitting,
    header,
    message,
    modal,
    option,
    private,
    quoted,
    section,
    select,
    text_input,
)
from bot.screens.routing import lowered
from bot.texts import Mark, Say, escaped, moments, people, person

NAME_SHOWN = 18
"""Characters of a first name on a button."""
TIME_MOST = 100
TIMED = tuple(f"time_{number}" for number in range(1, TIMES + 1))
"""The fields of a proposal."""
_WHERE = ("department", "hospital", "near")
"""What is worth saying of where somebody is."""


def form(say: Say, stage: str, wish: str, channel: str, draft: str) -> View:
    """What for, which stage, one wish."""
    purposes = [option(say.plain("mentor-purpose", purpose=one), one) for one in PURPOSES]
    stages = [option(say.plain(f"stage-{one.replace('_', '-')}"), one) for one in STAGES]
    return modal(
        say.plain("mentor-title"),
        [
            section(say("mentor-intro")),
            field("purpose", say.plain("mentor-what-for"), select(purposes, None)),
            field("stage", say.plain("mentor-stage"), select(stages, stage)),
            field("wish", say.plain("mentor-wish"), text_input(wish, WISH_MOST, multiline=True), optional=True, hint=say.plain("mentor-wish-hint")),
        ],
        close=say.plain("close"),
        submit=say.plain("mentor-show"),
        callback_id="mentor.seek",
        private_metadata=json.dumps({"channel": channel, "draft": draft}),
    )


def candidates(found: Found, say: Say) -> View:
    """Up to three, each with a reason and a button; or that there is nobody, and what to do."""
    blocks = [section(say("mentor-full", name=found.full))] if found.full else []
    stages = say.plain("mentor-stages", stage=found.request.stage)
    if not found.candidates:
        blocks.append(section(say("mentor-nobody", stages=stages)))
        if there := found.helpers.people:
            blocks.append(section(say("mentor-nobody-programme" if found.helpers.programme else "mentor-nobody-organisers", people=people(there))))
        blocks.append(context(say("mentor-nobody-next")))
    else:
        blocks.append(section(say("mentor-candidates")))
        for one in found.candidates:
            blocks += _candidate(one, found, say)
    return modal(say.plain("mentor-candidates-title"), blocks, close=say.plain("close"))


def asked(seen: Seen, say: Say) -> Message:
    """To the mentor: who asks, what for, and what they wish. Once it is answered, how it stands."""
    if seen.phase != "asked":
        return _letter(seen, say, "waiting")
    text = say("mentor-asked", person=person(seen.other))
    return message(text, [section(text), *_request(seen, say), context(say("mentor-asked-private", most=ROOM)), *_buttons(seen, say)])


def reminder(seen: Seen, say: Say) -> Message:
    """The same again, once, for whoever's turn it is."""
    shown = asked(seen, say) if seen.phase == "asked" else _letter(seen, say, "propose", "choose")
    text = say("mentor-reminder")
    if seen.phase not in {"asked", "propose", "choose"}:
        return shown
    return message(f"{text} {shown['text']}", [section(text), *shown["blocks"]])


def accepted(seen: Seen, say: Say) -> Message:
    """To the mentee: a yes, and now it is their turn to propose times."""
    return _letter(seen, say, "propose", "waiting")


def proposed(seen: Seen, say: Say) -> Message:
    """To the other: three times to choose from."""
    return _letter(seen, say, "choose", "waiting")


def agreed(seen: Seen, say: Say) -> Message:
    """The time of the first talk, and a short list of what to talk about."""
    if seen.phase != "agreed":
        return _letter(seen, say, "running")
    text = _stands(seen, say)
    lines = "\n".join(f"• {say(line)}" for line in TALK[seen.mentorship.request.purpose])
    talk = f"{say('mentor-talk', side='mentor' if seen.is_mentor else 'mentee')}\n{lines}"
    return message(text, [section(text), section(talk), context(say("mentor-agreed-next")), *_buttons(seen, say)])


def meeting(seen: Seen, say: Say) -> Message:
    """On the working day before."""
    if seen.phase != "agreed":
        return _letter(seen, say)
    text = say("mentor-meeting", person=person(seen.other), when=_when(seen, say))
    return message(text, [section(text), *_buttons(seen, say)])


def declined(seen: Seen, say: Say) -> Message:
    """To the mentee: not this one, without blame, and the next ones a click away."""
    one = seen.mentorship
    text = say("mentor-no", person=person(seen.other), state=one.state)
    words = [section(say("mentor-no-note", person=person(seen.other))), section(quoted(one.note))] if one.note else []
    return message(text, [section(text), *words, actions(button("mentor.others", say.plain("mentor-others"), str(one.request.id), "primary"))])


def how(seen: Seen, say: Say) -> Message:
    """After six weeks and half a year, to each alone."""
    if seen.phase == "over":
        return _letter(seen, say)
    text, value = say("mentor-how", person=person(seen.other)), str(seen.mentorship.id)
    answers = actions(
        button("mentor.well", say.plain("mentor-how-well"), value, "primary"),
        button("mentor.change", say.plain("mentor-how-change"), value),
        button("mentor.end", say.plain("mentor-how-ended"), value),
    )
    return message(text, [section(text), context(say("mentor-how-private", person=person(seen.other))), answers])


def ended(seen: Seen, say: Say) -> Message:
    """To the other, one warm line."""
    text = say("mentor-ended", person=person(seen.other), state=seen.mentorship.state)
    return message(text, [section(text)] + ([] if seen.is_mentor else [actions(_find(say))]))


def answered(seen: Seen, say: Say) -> Message:
    """How it stands, in place of the message that was clicked."""
    return private(_stands(seen, say), [section(_stands(seen, say)), *_buttons(seen, say)], replace=True)


def done(seen: Seen, say: Say) -> View:
    """The same in a form."""
    return modal(say.plain("mentor-done-title"), [section(_stands(seen, say)), *_buttons(seen, say)], close=say.plain("close"))


def decline_form(seen: Seen, say: Say) -> View:
    return modal(
        say.plain("mentor-decline"),
        [
            section(say("mentor-decline-intro", person=person(seen.other))),
            field("note", say.plain("mentor-decline-note"), text_input("", NOTE_MOST), optional=True, hint=say.plain("mentor-decline-hint")),
        ],
        close=say.plain("close"),
        submit=say.plain("mentor-decline-send"),
        callback_id="mentor.decline",
        private_metadata=json.dumps({"mentorship": seen.mentorship.id}),
    )


def times_form(seen: Seen, say: Say) -> View:
    """Three times, typed as people type them."""
    fields = [
        field(name, say.plain("mentor-time", number=number), text_input("", TIME_MOST), hint=say.plain("mentor-time-hint") if number == 1 else None)
        for number, name in enumerate(TIMED, 1)
    ]
    return modal(
        say.plain("mentor-times-title"),
        [section(say("mentor-times-intro", person=person(seen.other))), *fields],
        close=say.plain("close"),
        submit=say.plain("mentor-times-send"),
        callback_id="mentor.times",
        private_metadata=json.dumps({"mentorship": seen.mentorship.id, "round": seen.mentorship.round}),
    )


def well(say: Say) -> Message:
    return private(say("mentor-well"), replace=True)


def change(seen: Seen, say: Say) -> Message:
    """What one can do if it does not go well."""
    text = say("mentor-change", person=person(seen.other))
    helpers = [section(say("mentor-change-helpers", people=people(seen.helpers.people)))] if seen.helpers.people else []
    return private(text, [section(text), *helpers, section(say("mentor-change-end")), actions(_end(seen, say))], replace=True)


def home_blocks(mine: Sequence[Seen], say: Say) -> list[Block]:
    """For Home: my mentor, or a way to one, and my mentees."""
    mentors, mentees = [one for one in mine if not one.is_mentor], [one for one in mine if one.is_mentor]
    blocks = [header(say.plain("mentor-home"))]
    for one in mentors:
        blocks += [section(_stands(one, say)), *_buttons(one, say)]
    if not mentors:
        blocks += [section(say("mentor-home-none")), actions(_find(say))]
    if mentees:
        blocks.append(header(say.plain("mentor-home-mentees")))
    for one in mentees:
        blocks += [section(_stands(one, say)), *(_request(one, say) if one.phase == "asked" else []), *_buttons(one, say)]
    return blocks


def _letter(seen: Seen, say: Say, *phases: Phase) -> Message:
    """How it stands now; with buttons in these phases, for in others a newer letter has them."""
    text = _stands(seen, say)
    return message(text, [section(text), *(_buttons(seen, say) if seen.phase in phases else [])])


def _stands(seen: Seen, say: Say) -> str:
    """How it stands, in a sentence or two."""
    one, other = seen.mentorship, person(seen.other)
    side = "mentor" if seen.is_mentor else "mentee"
    if seen.phase == "over":
        return say(f"mentor-over-{side}", person=other, state=one.state)
    if seen.phase == "agreed":
        return say("mentor-agreed", person=other, when=_when(seen, say))
    if seen.phase == "running":
        return say("mentor-running", person=other, side=side)
    if seen.phase == "waiting" and one.proposed:
        times = "\n".join(f"• {escaped(moments.moment(time, seen.zone, say.language, seen.now))}" for time in one.proposed)
        return say("mentor-proposed", person=other, times=Mark(times))
    return say(f"mentor-stands-{seen.phase}", person=other, side=side)


def _buttons(seen: Seen, say: Say) -> list[Block]:
    """What this person can do now; nothing once it is over."""
    one = seen.mentorship
    value = str(one.id)
    propose = button("mentor.propose", say.plain("mentor-propose"), value, "primary")
    match seen.phase:
        case "over":
            return []
        case "asked" if seen.is_mentor:
            yes, no = button("mentor.accept", say.plain("mentor-accept"), value, "primary"), button("mentor.no", say.plain("mentor-decline"), value)
            return [actions(yes, no)]
        case "asked":
            return [actions(button("mentor.end", say.plain("mentor-take-back"), value))]
        case "propose":
            return [actions(propose, _end(seen, say))]
        case "choose":
            times = [_time(number, time, seen, say) for number, time in enumerate(one.proposed)]
            return [actions(*times), actions(button("mentor.propose", say.plain("mentor-none-fits"), value), _end(seen, say))]
        case "agreed":
            return [actions(button("mentor.propose", say.plain("mentor-move"), value), _end(seen, say))]
        case _:
            return [actions(_end(seen, say))]


def _time(number: int, time: datetime, seen: Seen, say: Say) -> Block:
    """The button says which moment it means: an older one must not mean another."""
    value = f"{seen.mentorship.id} {int(time.timestamp())}"
    return button(f"mentor.agree.{number}", moments.short(time, seen.zone, say.language), value)


def _end(seen: Seen, say: Say) -> Block:
    return button("mentor.end", say.plain("mentor-end"), str(seen.mentorship.id))


def _find(say: Say) -> Block:
    return button("mentor.find", say.plain("mentor-find"), "find")


def _when(seen: Seen, say: Say) -> str:
    return moments.moment(seen.mentorship.meets_at, seen.zone, say.language, seen.now) if seen.mentorship.meets_at else ""


def _request(seen: Seen, say: Say) -> list[Block]:
    """What it is about, where they are in their career, and the wish in their own words."""
    request, mentee = seen.mentorship.request, seen.mentee
    stage = say.plain(f"stage-{request.stage.replace('_', '-')}")
    place = seen.directory.place(mentee.hospital, mentee.department, say.language) if mentee and mentee.active else ""
    facts = {"purpose": say.plain("mentor-purpose", purpose=request.purpose), "stage": f"{stage}, {place}" if place else stage}
    return [section(say("mentor-about", **facts)), *([section(quoted(request.wish))] if request.wish else [])]


def _candidate(one: Candidate, found: Found, say: Say) -> list[Block]:
    """Who, where, and why they."""
    listed = one.listed
    place = found.directory.place(listed.hospital, listed.department, say.language)
    reasons = [say("mentor-mentors", stages=say.plain("mentor-stages", stage=found.request.stage))]
    reasons += [say("mentor-knows", topics=", ".join(one.knows))] if one.knows else []
    reasons += [say("mentor-same-profession")] if one.same_profession else []
    reasons += [say(f"where-{one.where}")] if one.where in _WHERE else []
    reasons.append(say("mentor-room", room=one.room))
    ask = say.plain("mentor-ask", name=fitting(listed.name.split()[0], NAME_SHOWN))
    return [
        section(say("mentor-person", person=person(listed.user_id or ""), title=_title(listed, say), where=place)),
        context(" · ".join([reasons[0][0].upper() + reasons[0][1:], *reasons[1:]])),
        actions(button("mentor.ask", ask, f"{found.request.id} {listed.id}")),
    ]


def _title(one: Listed, say: Say) -> str:
    """Their own title; else, for who is no more than a mentor or colleague, where they are in their career; else the role."""
    if one.title:
        return lowered(one.title)
    if one.stage and one.role in {"mentor", "colleague"}:
        return lowered(say.plain(f"stage-{one.stage.replace('_', '-')}"))
    known = one.role if one.role in ROLES else "colleague"
    return lowered(say.plain(f"role-{known}"))
