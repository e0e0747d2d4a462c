"""What somebody sees who asks: the draft, how their questions stand, and the letters to them."""

import json
from collections.abc import Sequence

from bot.rules.ask import TEXT_MOST, OrdinaryWay, Proposal, Standing, Turn
from bot.rules.directory import Listed
from bot.rules.routing import Found
from bot.screens.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm,
    context,
    cut,
    field,
    fitting,
    header,
    message,
    modal,
    private,
    quoted,
    section,
    text_input,
)
from bot.screens.directory import called, role
from bot.texts import Mark, Say, channel, escaped, moments, people, person

ABOUT_MOST = 150
_BUTTON, _NAME = 30, 24
"""Units of a button's text that Slack shows everywhere, and of a name in it."""


def form(say: Say, way: OrdinaryWay, text: str = "", instead: int = 0) -> View:
    """The question, in one's own words; `instead` of a draft that was worded otherwise."""
    return modal(
        say.plain("ask-title"),
        [
            field("text", say.plain("ask-field"), text_input(text, TEXT_MOST, multiline=True), hint=say.plain("ask-field-hint")),
            context(say("ask-form-next")),
            context(ordinary(way, say)),
        ],
        close=say.plain("close"),
        submit=say.plain("ask-find"),
        callback_id="ask.form",
        private_metadata=json.dumps({"instead": instead}),
    )


def elsewhere(kind: str, text: str, way: OrdinaryWay, say: Say) -> list[Block]:
    """It is urgent, or about a patient: the ordinary way. Words about a patient may be about research after all, and its asker says so."""
    if kind == "emergency":
        return [section(say("ask-emergency", numbers="\n".join(f"• {one}" for one in _numbers(way, say))))]
    told = [section(say("ask-patient", numbers=_row(way, say))), context(say("ask-patient-not"))]
    return [*told, actions(button("ask.research", say.plain("ask-research"), fitting(text, TEXT_MOST)))]


def draft(proposal: Proposal, say: Say) -> list[Block]:
    """Whom it would go to, and what one can do about it. Nothing has left yet."""
    blocks = [section(quoted(proposal.question.text))]
    if proposal.gone:
        blocks.append(section(say("ask-gone-meanwhile")))
    for one in proposal.shared:
        blocks += [section(say("ask-shared", expert=person(one.answered_by))), section(f"{quoted(one.text)}\n{escaped(one.answer)}")]
    blocks += _DRAFTS[proposal.kind](proposal, say)
    return [*blocks, context(ordinary(proposal.way, say))]


def reminder(proposal: Proposal, say: Say) -> Message:
    """To an asker who never sent their question."""
    return message(say("ask-draft-reminder"), [section(say("ask-draft-reminder")), *draft(proposal, say)])


def namelessly(question: int, key: str, topic: str, say: Say) -> View:
    """Without one's name: what may be told all the same."""
    about = field("about", say.plain("ask-about"), text_input("", ABOUT_MOST), optional=True, hint=say.plain("ask-about-hint"))
    return modal(
        say.plain("ask-nameless-title"),
        [section(say("ask-nameless")), about],
        close=say.plain("close"),
        submit=say.plain("ask-nameless-send"),
        callback_id="ask.nameless",
        private_metadata=value(question, key, topic),
    )


def sent(standing: Standing, say: Say) -> list[Block]:
    """How it stands, said to its asker after they did something."""
    return [section(quoted(standing.question.text)), section(status(standing, say)), *_buttons(standing, say)]


def answered(blocks: list[Block], say: Say, *, replace: bool = False) -> Message:
    """An answer in private; our own first words stand for all of them where blocks are not drawn: in an emergency they must."""
    texts = (block["text"]["text"] for block in blocks if block["type"] == "section")
    return private(next((text for text in texts if not text.startswith("> ")), say("ask-draft-text")), blocks, replace=replace)


def in_form(blocks: list[Block], say: Say) -> View:
    return modal(say.plain("ask-title"), blocks, close=say.plain("close"))


def mine(standings: Sequence[Standing], say: Say) -> list[Block]:
    """All open questions of somebody, for /ask status and Home."""
    if not standings:
        return [section(say("ask-none-open"))]
    return [block for standing in standings for block in sent(standing, say)]


def home(standings: Sequence[Standing], say: Say) -> list[Block]:
    return [header(say.plain("ask-home")), *mine(standings, say)]


def news(standing: Standing, say: Say) -> Message:
    """A letter to the asker: how it stands now."""
    text = say("ask-news", status=Mark(status(standing, say)))
    return message(text, [section(text), section(quoted(standing.question.text)), *_buttons(standing, say)])


def status(standing: Standing, say: Say) -> str:
    """How a question stands and what comes next, in a sentence or two."""
    question = standing.question
    when = moments.moment(question.promised_at, standing.zone, say.language, standing.now) if question.promised_at else ""
    who = who_has_it(standing, say)
    match question.state:
        case "asked":
            passed = next((turn.outcome for turn in reversed(standing.turns[:-1])), None)
            before = say(f"ask-passed-{passed.replace('_', '-')}") + " " if passed else ""
            if standing.turns and standing.turns[-1].asked_at > standing.now:
                start = moments.moment(standing.turns[-1].asked_at, standing.zone, say.language, standing.now)
                return before + say("ask-status-asks", who=who, start=start, when=when)
            return before + say("ask-status-asked", who=who, when=when)
        case "queued":
            told = say(f"ask-status-queued-{question.reason.replace('_', '-')}") if question.reason else ""
            return f"{told} {say('ask-status-queued', organisers=people(standing.organisers) or Mark('–'), when=when)}".strip()
        case "taken":
            return say("ask-status-taken-nameless" if question.anonymous else "ask-status-taken", who=who)
        case "closed":
            return say(f"ask-status-closed-{(question.reason or 'withdrawn').replace('_', '-')}")
        case state:
            return say(f"ask-status-{state}", who=who, when=when)


def who_has_it(standing: Standing, say: Say) -> Mark:
    """Name and role of who was asked last or has taken it."""
    turn = standing.current
    if turn is None:
        return people(standing.organisers) or Mark("–")
    one = standing.directory.by_id.get(turn.listing)
    name = person(turn.taken_by) if turn.taken_by and turn.taken_by != turn.recipient else _named(turn, one)
    return Mark(f"{name} ({escaped(role(one, say))})") if one else name


def written(standing: Standing, text: str, say: Say, *, by_asker: bool) -> Message:
    """What one of the two wrote, through Spire."""
    question = standing.question
    asker = Mark(say("ask-colleague")) if question.anonymous else person(standing.asker)
    head = say("ask-written", who=asker if by_asker else who_has_it(standing, say))
    reply = button("turn.write" if by_asker else "ask.write", say.plain("ask-reply"), str(question.id), "primary")
    about = context(say("ask-written-about", question=_short(question.text)))
    goes_on = question.state in {"taken", "answered"} and standing.taken
    return message(head, [section(head), section(quoted(text)), about, *([actions(reply)] if goes_on else [])])


def write_form(question: int, to: str, say: Say, *, by_asker: bool) -> View:
    return modal(
        say.plain("ask-write-title"),
        [section(say("ask-write", who=Mark(to))), field("text", say.plain("ask-write-field"), text_input("", TEXT_MOST, multiline=True))],
        close=say.plain("close"),
        submit=say.plain("send"),
        callback_id="ask.write" if by_asker else "turn.write",
        private_metadata=json.dumps({"question": question}),
    )


def done(text: str, say: Say) -> View:
    return modal(say.plain("ask-title"), [section(text)], close=say.plain("close"))


def share(question: int, say: Say) -> list[Block]:
    """May others see this answer?"""
    both = (button("ask.share", say.plain("ask-share-yes"), f"{question} yes"), button("ask.share_not", say.plain("ask-share-no"), f"{question} no"))
    return [section(say("ask-share")), actions(*both)]


def shared(agreed: bool, say: Say) -> str:
    return say("ask-share-thanks" if agreed else "ask-share-not")


def ordinary(way: OrdinaryWay, say: Say) -> str:
    """The one line that every answer to /ask carries."""
    return say("ask-ordinary", numbers=_row(way, say))


def value(question: int, key: str, topic: str) -> str:
    """What a button or form of a draft is about."""
    return json.dumps({"q": question, "k": key, "t": topic})


def _one(proposal: Proposal, say: Say) -> list[Block]:
    found = proposal.people[0]
    facts = _facts(found, say)
    when = moments.moment(proposal.promised_at, proposal.zone, say.language, proposal.now) if proposal.promised_at else ""
    text = say("ask-one-knows" if found.step.knows else "ask-one", when=when, **facts)
    return [section(text), _send(proposal, found, say, say.plain("ask-send", name=_first(found.person)), "ask.others", "ask-others")]


def _wait(proposal: Proposal, say: Say) -> list[Block]:
    found = proposal.people[0]
    when = moments.moment(proposal.promised_at, proposal.zone, say.language, proposal.now) if proposal.promised_at else ""
    text = say("ask-wait", when=when, **_facts(found, say))
    return [section(text), _send(proposal, found, say, say.plain("ask-wait-send"), "ask.none", "ask-organiser-instead")]


def _send(proposal: Proposal, found: Found, say: Say, label: str, other: str, other_text: str) -> Block:
    about = value(proposal.question.id, found.person.id, found.topic)
    return actions(
        button("ask.send", label, about, "primary"),
        button("ask.nameless", say.plain("ask-without-name"), about),
        button(other, say.plain(other_text), about),
        _discard(proposal.question.id, say),
    )


def _topics(proposal: Proposal, say: Say) -> list[Block]:
    lines = [say("ask-topic-line", topic=_topic(choice.topics[0], say), **_facts(choice.people[0], say)) for choice in proposal.choices]
    number = proposal.question.id
    several = enumerate((choice.topics[0], choice.people[0]) for choice in proposal.choices)
    buttons = [
        button(f"ask.topic.{at}", cut(_capital(_topic(about, say)), _BUTTON), value(number, one.person.id, one.topic)) for at, (about, one) in several
    ]
    none = button("ask.none", say.plain("ask-none-of-these"), value(number, "", ""))
    return [section("\n".join([say("ask-which"), *lines])), actions(*buttons, none, _discard(number, say))]


def _people(proposal: Proposal, say: Say) -> list[Block]:
    number = proposal.question.id
    lines = [say("ask-person-line", **_facts(found, say)) for found in proposal.people]
    several = enumerate(proposal.people)
    buttons = [button(f"ask.pick.{at}", cut(one.person.name, _BUTTON), value(number, one.person.id, one.topic)) for at, one in several]
    none = button("ask.none", say.plain("ask-none-of-these"), value(number, "", ""))
    return [section("\n".join([say("ask-who"), *lines])), actions(*buttons, none, _discard(number, say))]


def _organiser(proposal: Proposal, say: Say) -> list[Block]:
    when = moments.moment(proposal.promised_at, proposal.zone, say.language, proposal.now) if proposal.promised_at else ""
    why = say(f"ask-organiser-{(proposal.reason or 'nobody').replace('_', '-')}")
    about = value(proposal.question.id, "", "")
    buttons = actions(
        button("ask.organiser", say.plain("ask-organiser-send"), about, "primary"),
        button("ask.nameless", say.plain("ask-without-name"), about),
        button("ask.anew", say.plain("ask-anew"), about),
        _discard(proposal.question.id, say),
    )
    return [section(f"{why} {say('ask-organiser-next', when=when)}"), buttons]


_DRAFTS = {"one": _one, "wait": _wait, "topics": _topics, "people": _people, "organiser": _organiser}


def _buttons(standing: Standing, say: Say) -> list[Block]:
    """What its asker can do now."""
    number, question = str(standing.question.id), standing.question
    sure = confirm(say.plain("ask-withdraw-title"), say.plain("ask-withdraw-sure"), say.plain("ask-withdraw"), say.plain("ask-keep"))
    withdraw = button("ask.withdraw", say.plain("ask-withdraw"), number, "danger", sure)
    known = confirm(say.plain("ask-reveal-title"), say.plain("ask-reveal-sure"), say.plain("ask-reveal"), say.plain("ask-reveal-not"))
    name = [button("ask.reveal", say.plain("ask-reveal"), number, confirm=known)] if question.anonymous else []
    match question.state:
        case "draft":
            return [actions(button("ask.resume", say.plain("ask-resume"), number, "primary"), _discard(question.id, say))]
        case "asked" | "held" | "queued":
            return [actions(*name, withdraw)]
        case "taken":
            write = button("ask.write", say.plain("ask-write-button"), number, "primary")
            helped = button("ask.rate.yes", say.plain("ask-got-it"), number)
            return [actions(write, helped, *name, button("ask.next", say.plain("ask-next"), number), withdraw)]
        case "answered":
            return [actions(*(button(f"ask.rate.{one}", say.plain(f"ask-rate-{one}"), number) for one in ("yes", "partly", "no")))]
        case _:
            return []


def still(standing: Standing, say: Say) -> Message:
    """Some days after it was taken: was it answered?"""
    number = str(standing.question.id)
    text = say("ask-still", who=who_has_it(standing, say))
    buttons = actions(
        button("ask.rate.yes", say.plain("ask-got-it"), number, "primary"),
        button("ask.wait", say.plain("ask-wait-on"), number),
        button("ask.next", say.plain("ask-next"), number),
    )
    return message(text, [section(text), section(quoted(standing.question.text)), buttons])


def _discard(question: int, say: Say) -> Block:
    return button("ask.withdraw", say.plain("ask-discard"), str(question))


def _facts(found: Found, say: Say) -> dict[str, str]:
    return {"who": called(found.person), "role": role(found.person, say), "where": say.plain(f"where-{found.where}")}


def _named(turn: Turn, one: Listed | None) -> Mark:
    if one and (one.functions or one.channel):
        return Mark(called(one) if isinstance(called(one), Mark) else escaped(called(one)))
    return person(turn.recipient) if turn.recipient.startswith(("U", "W")) else channel(turn.recipient)


def _first(one: Listed) -> str:
    return cut(one.name if one.functions else one.name.split()[0], _NAME)


def _topic(topic: str, say: Say) -> str:
    return say.plain(f"topic-{topic.replace('_', '-')}")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _short(text: str) -> str:
    return text if len(text) <= 150 else text[:149] + "…"


def _numbers(way: OrdinaryWay, say: Say) -> list[str]:
    """The numbers that are known: an ambulance, a doctor, somebody to talk to, the hospital's own."""
    known = [("emergency", way.emergency), ("doctor", way.doctor), ("crisis", way.crisis), ("own", way.own)]
    return [say.plain(f"ask-number-{kind}", number=number) for kind, number in known if number]


def _row(way: OrdinaryWay, say: Say) -> str:
    return " · ".join(_numbers(way, say))
