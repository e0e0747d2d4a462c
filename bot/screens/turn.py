"""What somebody sees who is asked: the question with what they can say to it, and the forms behind the buttons."""

from bot.rules.ask import SHORT_MOST, TEXT_MOST, Standing, Turn
from bot.rules.topic import TOPICS
from bot.screens.ask import share, who_has_it
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
    quoted,
    section,
    select,
    text_input,
)
from bot.screens.routing import lowered
from bot.texts import Mark, Say, escaped, moments, person

OPTION_MOST = 75


def question(standing: Standing, recipient: str, say: Say) -> Message:
    """The question as it stands for this person or function; follows what happens to it."""
    turn = standing.turn_of(recipient)
    if recipient == standing.asker:
        return _own(standing, turn, say)
    text = say("turn-asks", asker=asker(standing, say))
    blocks = [section(text), section(quoted(standing.question.text))]
    return message(text, [*blocks, *_stands(standing, turn, say)])


def reminder(standing: Standing, recipient: str, say: Say) -> Message:
    turn = standing.turn_of(recipient)
    if recipient == standing.asker:
        return _own(standing, turn, say)
    when = moments.moment(turn.until, standing.zone, say.language, standing.now) if turn else ""
    text = say("turn-reminder", asker=asker(standing, say), when=when)
    return message(text, [section(text), section(quoted(standing.question.text)), *_first_buttons(standing, say)])


def conversation(standing: Standing, say: Say) -> Message:
    """In the conversation of the two."""
    expert = person(standing.taken.taken_by) if standing.taken and standing.taken.taken_by else Mark("–")
    text = say("turn-conversation", asker=person(standing.asker), expert=expert)
    blocks = [section(text), section(quoted(standing.question.text))]
    if standing.question.state == "taken":
        blocks += [context(say("turn-conversation-next")), actions(_answered(standing, say))]
    elif standing.question.state == "closed":
        blocks.append(context(say("turn-closed")))
    return message(text, blocks)


def follow_up(standing: Standing, say: Say) -> Message:
    """To whoever took it some days ago."""
    text = say("turn-follow-up", asker=asker(standing, say))
    return message(text, [section(text), section(quoted(standing.question.text)), _taken_buttons(standing, say)])


def helped(standing: Standing, say: Say) -> Message:
    text = say(f"turn-helped-{standing.question.helped or 'yes'}", asker=asker(standing, say))
    blocks = [section(text), section(quoted(standing.question.text))]
    return message(text, blocks + (share(standing.question.id, say) if standing.question.answer else []))


def ended(standing: Standing, say: Say) -> Message:
    text = say("turn-withdrawn-letter", asker=asker(standing, say))
    return message(text, [section(text), section(quoted(standing.question.text))])


def after(standing: Standing, user_id: str, say: Say) -> list[Block]:
    """What came of a click, in words."""
    turn = standing.turn_of(user_id)
    return [section(quoted(standing.question.text)), *_stands(standing, turn, say)]


def decline_form(say: Say) -> View:
    topics = [option(_topic(topic, say)[:OPTION_MOST], topic) for topic in TOPICS]
    return modal(
        say.plain("turn-decline-title"),
        [
            section(say("turn-decline")),
            field("who", say.plain("turn-decline-who"), {"type": "users_select"}, optional=True),
            field("topic", say.plain("turn-decline-topic"), select(topics, None), optional=True, hint=say.plain("turn-decline-hint")),
        ],
        close=say.plain("close"),
        submit=say.plain("turn-pass-on"),
        callback_id="turn.decline",
    )


def away_form(say: Say) -> View:
    return modal(
        say.plain("turn-away-title"),
        [section(say("turn-away")), field("until", say.plain("turn-away-until"), {"type": "datepicker"})],
        close=say.plain("close"),
        submit=say.plain("turn-pass-on"),
        callback_id="turn.away",
    )


def ask_back_form(say: Say) -> View:
    return modal(
        say.plain("turn-back-title"),
        [section(say("turn-back")), field("text", say.plain("ask-write-field"), text_input("", TEXT_MOST, multiline=True))],
        close=say.plain("close"),
        submit=say.plain("send"),
        callback_id="turn.ask_back",
    )


def answered_form(standing: Standing, say: Say) -> View:
    nameless = standing.question.anonymous
    label, hint = say.plain("turn-answered-field"), say.plain("turn-answered-hint-nameless" if nameless else "turn-answered-hint")
    return modal(
        say.plain("turn-answered-title"),
        [section(quoted(standing.question.text)), field("text", label, text_input("", SHORT_MOST, multiline=True), optional=True, hint=hint)],
        close=say.plain("close"),
        submit=say.plain("turn-answered-send"),
        callback_id="turn.answered",
    )


def asker(standing: Standing, say: Say) -> Mark:
    """Who asks, as far as they want it known."""
    if standing.question.anonymous:
        about = standing.question.about_asker
        return Mark(say("turn-colleague-about", about=about) if about else say("ask-colleague"))
    listed, place = standing.listed, ""
    if listed:
        stage = say.plain(f"stage-{listed.stage.replace('_', '-')}") if listed.stage else ""
        place = ", ".join(filter(None, [lowered(stage) if stage else "", standing.directory.place(listed.hospital, listed.department, say.language)]))
    elif standing.there:
        place = f"{standing.there.name}, {standing.there.hospital}"
    return Mark(f"{person(standing.asker)} ({escaped(place)})") if place else person(standing.asker)


def _own(standing: Standing, turn: Turn | None, say: Say) -> Message:
    """Somebody named whoever asks, without knowing that it was them."""
    text, still = say("turn-own-question"), turn is not None and turn.ended_at is None
    decline = button("turn.decline", say.plain("turn-decline-button"), str(standing.question.id))
    return message(text, [section(text), section(quoted(standing.question.text)), *([actions(decline)] if still else [])])


def _stands(standing: Standing, turn: Turn | None, say: Say) -> list[Block]:
    """What this person can do, or what became of it."""
    question = standing.question
    if question.state == "closed":
        return [context(say("turn-withdrawn" if question.reason == "withdrawn" else "turn-closed"))]
    if turn and turn.outcome == "took":
        if question.state == "answered":
            return [context(say("turn-waits-for-rating"))]
        told = say("turn-yours-nameless" if question.anonymous else "turn-yours", asker=asker(standing, say))
        return [section(told), _taken_buttons(standing, say)]
    if question.state in {"taken", "answered"}:
        return [context(say("turn-taken-by", who=who_has_it(standing, say)))]
    if turn and turn.ended_at is not None:
        late = turn.outcome == "silent"  # nobody has it yet: they still may
        return [context(say(f"turn-ended-{(turn.outcome or 'silent').replace('_', '-')}")), *([actions(_take(standing, say))] if late else [])]
    when = moments.moment(turn.until, standing.zone, say.language, standing.now) if turn else ""
    role = lowered(say.plain(f"role-{turn.role}")) if turn else ""
    why = say("turn-why-named") if turn and turn.place == "named" else say("turn-why", role=role)
    return [context(f"{why} {say('turn-until', when=when)}"), *_first_buttons(standing, say)]


def _first_buttons(standing: Standing, say: Say) -> list[Block]:
    number = str(standing.question.id)
    return [
        actions(
            _take(standing, say),
            button("turn.ask_back", say.plain("turn-ask-back"), number),
            button("turn.decline", say.plain("turn-decline-button"), number),
            button("turn.away", say.plain("turn-away-button"), number),
        )
    ]


def _taken_buttons(standing: Standing, say: Say) -> Block:
    number = str(standing.question.id)
    write = [button("turn.write", say.plain("turn-write"), number, "primary")] if standing.question.anonymous else []
    return actions(*write, _answered(standing, say), button("turn.give_back", say.plain("turn-give-back"), number))


def _take(standing: Standing, say: Say) -> Block:
    return button("turn.take", say.plain("turn-take"), str(standing.question.id), "primary")


def _answered(standing: Standing, say: Say) -> Block:
    return button("turn.answered", say.plain("turn-answered-button"), str(standing.question.id))


def _topic(topic: str, say: Say) -> str:
    return say.plain(f"topic-{topic.replace('_', '-')}")
