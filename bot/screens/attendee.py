"""What those who are invited see for themselves, and the list of who came."""

import json

from bot.rules import gathering as rules
from bot.rules.gathering import ALLERGIES_MOST, MEALS, Replied, Shown
from bot.screens.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    message,
    modal,
    option,
    private,
    section,
    select,
    text_input,
    ticks,
)
from bot.screens.gathering import food, names, reply_buttons, what
from bot.texts import Say


def moved_up(replied: Replied, say: Say) -> Message:
    text = say("seat-free", title=replied.shown.gathering.plan.title)
    return message(text, [section(text), section(what(replied.shown, say)), reply_buttons(replied.shown.gathering, say)])


def reminder(replied: Replied, say: Say) -> Message:
    """The day before, to those who come or may come."""
    gathering = replied.shown.gathering
    text = say("reminder-yes" if replied.attendee.reply == "yes" else "reminder-maybe", title=gathering.plan.title)
    return message(text, [section(text), section(what(replied.shown, say)), reply_buttons(gathering, say)])


def attendance(shown: Shown, say: Say) -> Message:
    """The next morning: who came?"""
    gathering, came = shown.gathering, [one.user_id for one in shown.attendees if one.came]
    if gathering.attended_at is not None:
        text = say("attendance-thanks", title=gathering.plan.title, number=len(came))
        return message(text, [section(text), actions(button("gathering.correct", say.plain("attendance-correct"), str(gathering.id)))])
    yes = [one.user_id for one in shown.attendees if one.reply == "yes"]
    text = say("attendance-question", title=gathering.plan.title)
    listed = say("attendance-list", people=names(yes), number=len(yes))
    buttons = [button("gathering.correct", say.plain("attendance-correct"), str(gathering.id))]
    if yes:
        buttons.insert(0, button("gathering.right", say.plain("attendance-right"), str(gathering.id), "primary"))
    return message(text, [section(text), section(listed), actions(*buttons)])


def correct(shown: Shown, say: Say) -> View:
    """The list of who came, to correct."""
    gathering = shown.gathering
    known = [one.user_id for one in shown.attendees if (one.came if gathering.attended_at else one.reply == "yes")]
    picker: Block = {"type": "multi_users_select"} | ({"initial_users": known} if known else {})
    return modal(
        say.plain("attendance-title"),
        [field("came", say.plain("attendance-field"), picker, optional=True)],
        close=say.plain("close"),
        submit=say.plain("save"),
        callback_id="gathering.came",
        private_metadata=json.dumps({"gathering": gathering.id}),
    )


def thanks(shown: Shown, say: Say) -> Message:
    return private(say("attendance-thanks", title=shown.gathering.plan.title, number=sum(1 for one in shown.attendees if one.came)))


def noted(shown: Shown, say: Say) -> View:
    number = sum(1 for one in shown.attendees if one.came)
    text = say("attendance-thanks", title=shown.gathering.plan.title, number=number)
    return modal(say.plain("attendance-title"), [section(text)], close=say.plain("close"))


def reply(replied: Replied, say: Say) -> Message:
    """The answer to a click, to the person alone."""
    return private(_own(replied, say), own_answer(replied, say))


def own_answer(replied: Replied, say: Say) -> list[Block]:
    """How one's own answer stands, and what one can do next."""
    value = str(replied.shown.gathering.id)
    blocks = [section(_own(replied, say))]
    if replied.attendee.reply in {"yes", "maybe", "waiting"}:
        blocks.append(context(_own_plate(replied, say)))
        blocks.append(actions(button("gathering.plate", say.plain("plate-button"), value)))
    return blocks


def plate(replied: Replied, say: Say) -> View:
    """Company and food."""
    attendee = replied.attendee
    guests = [option(say.plain("guests", number=number), str(number)) for number in range(rules.MOST_GUESTS + 1)]
    remember = [option(say.plain("remember-option"), "remember")]
    return modal(
        say.plain("plate-title"),
        [
            field("guests", say.plain("guests-label"), select(guests, str(attendee.guests))),
            field(
                "meal",
                say.plain("meal-label"),
                ticks([option(say.plain("meal", kind=one), one) for one in MEALS], set(attendee.meal or ())),
                optional=True,
            ),
            field(
                "allergies",
                say.plain("allergies-label"),
                text_input(attendee.allergies, ALLERGIES_MOST),
                optional=True,
                hint=say.plain("allergies-hint"),
            ),
            field("remember", say.plain("remember-label"), ticks(remember, {"remember"} if replied.remembered else set()), optional=True),
        ],
        close=say.plain("close"),
        submit=say.plain("save"),
        callback_id="gathering.plate",
        private_metadata=json.dumps({"gathering": replied.shown.gathering.id}),
    )


def plate_saved(replied: Replied, say: Say) -> View:
    blocks = [section(_own(replied, say)), context(_own_plate(replied, say))]
    return modal(say.plain("plate-title"), blocks, close=say.plain("close"))


def _own(replied: Replied, say: Say) -> str:
    gathering, attendee = replied.shown.gathering, replied.attendee
    facts = {"title": gathering.plan.title, "guests": attendee.guests, "line": replied.line}
    return say(f"own-{attendee.reply}", **facts)


def _own_plate(replied: Replied, say: Say) -> str:
    meal = replied.attendee.meal
    if meal is None:
        return say("plate-untold")
    kept = "remembered" if replied.remembered else "forgotten"
    return say("plate-told", meal=food(meal or ("everything",), say), allergies=replied.attendee.allergies or "none", kept=kept)
