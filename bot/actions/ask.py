"""What somebody does who asks: ask, choose, send, write, take back, say whether it helped."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from bot.actions import directory, lesson, promise
from bot.errors import Refusal
from bot.ids import QuestionId, UserId
from bot.rules import privacy
from bot.rules.ask import (
    DEFAULT_WAYS,
    DRAFT_REMIND_AFTER,
    LOAD_OVER,
    NEXT_AFTER,
    QUEUE_AFTER,
    TEXT_MOST,
    Helped,
    OrdinaryWay,
    Proposal,
    Question,
    Reason,
    Standing,
    alike,
)
from bot.rules.calendar import WorkingHours, country
from bot.rules.department import Department
from bot.rules.directory import Asker, Directory
from bot.rules.routing import Choice, Found, Look, Route, route
from bot.rules.topic import OUTSIDE, TOPICS, Guess, Topic
from bot.store import department as departments
from bot.store import outgoing
from bot.store import question as questions
from bot.texts import Language

MINE_MOST, PEOPLE_MOST = 10, 3
ELSEWHERE = ("emergency", "clinical_patient")


@dataclass(frozen=True)
class Elsewhere:
    """It is no question for a researcher: where to turn. Nothing of it is kept."""

    kind: Literal["emergency", "clinical_patient"]
    text: str
    way: OrdinaryWay


def find(
    db: Connection, user_id: UserId, there: Department | None, text: str, language: Language, now: datetime, *, research: bool = False
) -> Proposal | Elsewhere:
    """Whom a question would go to. Only looks: `keep` writes it down.

    `research`: its asker says that it is no question about a patient.
    """
    if not directory.is_colleague(db, user_id, now):
        raise Refusal("ask-not-you")
    if len(text) > TEXT_MOST:
        raise Refusal("too-long", field="text", typed=text, most=TEXT_MOST, length=len(text))
    if found := privacy.find(text):
        raise Refusal(f"privacy-{found.kind}", field="text", typed=privacy.masked(text))
    people = directory.current(db, now.astimezone(there.zone).date()) if there else promise.everybody(db, now)
    asker = directory.asked_by(people, user_id, there, language)
    routed = _route(db, text, asker, people, now, research=research)
    if routed.reason in ELSEWHERE:
        return Elsewhere("emergency" if routed.reason == "emergency" else "clinical_patient", text, way(db, asker.hospital, there, people))
    question = questions.new(text, language, there.id if there else None, now)
    return _proposal(db, question, routed, asker, there, people, now)


def keep(db: Connection, proposal: Proposal, draft: str, user_id: UserId, there: Department | None, now: datetime) -> Proposal | Standing:
    """The draft, written down; nothing leaves yet. The same words by the same person within ten minutes are the same question, because Slack shows
    time-outs that were none, and so is the same command or form (`draft`).
    """
    question = proposal.question
    questions.hold(db, user_id)
    before = questions.same(db, user_id, question.text, now)
    if before is None:
        made = questions.create(db, draft, question, user_id)
        if made is not None:
            calendar = WorkingHours(there.working_days) if there else promise.asker_hours(db, None)
            promise.plan(db, "ask.draft_remind", made, calendar.plus_days(now, DRAFT_REMIND_AFTER))
            return replace(proposal, question=replace(question, id=made))
        before = questions.by_draft(db, draft)
    known = _own(db, QuestionId(before or 0), user_id)
    return propose(db, known, now) if known.state == "draft" else promise.standing(db, known.id, now)


def propose(db: Connection, question: Question, now: datetime, topic: Topic | None = None) -> Proposal:
    """The draft again, as things are now; with a topic that its asker chose."""
    asked = questions.asker_of(db, question.id)
    if asked is None:
        raise Refusal("ask-gone")
    there = departments.get(db, asked[1]) if asked[1] else None
    people = promise.everybody(db, now)
    asker = directory.asked_by(people, asked[0], there, question.language)
    if topic is None:
        routed = _route(db, question.text, asker, people, now, research=True)
    else:
        load = questions.load(db, now - LOAD_OVER)
        search = Look(question.text, asker, people, load)
        named = search.named(Guess(topic, 1.0))
        found = _reachable(dict.fromkeys((*(named.people if named else ()), *search.people(topic))))
        routed = Route("routed", (), (Choice((topic,), 1.0, found),)) if found else Route("queue", reason="nobody")
    return _proposal(db, question, routed, asker, there, people, now, topic)


def chosen(db: Connection, question_id: QuestionId, user_id: UserId, topic: str, now: datetime) -> Proposal:
    """What it is about, by its asker: whom it would go to then."""
    question = _draft(db, question_id, user_id)
    if topic not in TOPICS:
        raise Refusal("button-old")
    return propose(db, question, now, topic)


def others(db: Connection, question_id: QuestionId, user_id: UserId, topic: str, now: datetime) -> Proposal:
    """Somebody else: the next ones for the same topic, to choose from."""
    proposal = chosen(db, question_id, user_id, topic, now)
    rest = proposal.people[1 : 1 + PEOPLE_MOST]
    if not rest:
        return none_of_these(db, question_id, user_id, now)
    choice = Choice(proposal.choices[0].topics, proposal.choices[0].chance, rest)
    return Proposal("people", proposal.question, proposal.way, proposal.zone, now, (choice,))


def picked(db: Connection, question_id: QuestionId, user_id: UserId, key: str, topic: str, now: datetime) -> Proposal:
    """One of several people: the same proposal with them first."""
    proposal = chosen(db, question_id, user_id, topic, now)
    found = next((one for one in proposal.people if one.person.id == key), None)
    if found is None or proposal.kind != "one":
        return replace(proposal, gone=True)
    calendar = promise.hours(db, found.person, promise.everybody(db, now))
    rest = tuple(one for one in proposal.people if one is not found)
    choice = replace(proposal.choices[0], people=(found, *rest))
    return replace(proposal, choices=(choice,), promised_at=calendar.plus_days(calendar.next_moment(now), NEXT_AFTER))


def none_of_these(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Proposal:
    """None of them: the organisers would get it."""
    question = _draft(db, question_id, user_id)
    standing = promise.standing(db, question_id, now)
    promised = promise.asker_hours(db, question.department_id).plus_days(now, QUEUE_AFTER)
    way_there = way(db, "", standing.there, standing.directory)
    return Proposal("organiser", question, way_there, standing.zone, now, promised_at=promised, reason="none_of_these")


def send(
    db: Connection, question_id: QuestionId, user_id: UserId, key: str, topic: str, now: datetime, *, anonymous: bool, about: str = ""
) -> Standing | Proposal:
    """Ask this person about this topic. A question that was sent is not sent twice; who has no time any more is replaced by a new proposal."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.state != "draft":
        return promise.standing(db, question_id, now)
    proposal = chosen(db, question_id, user_id, topic, now)
    found = next((one for one in proposal.people if one.person.id == key), None)
    waits = proposal.kind == "wait" and proposal.people[0].person.id == key
    question = _confirmed(db, question, user_id, proposal, now, anonymous=anonymous, about=about)
    if found is None or (not waits and not promise.put_to(db, question, found.person, found.person.role, found.where, now)):
        wrote = questions.asker_of(db, question_id)
        questions.change(db, question_id, now, anonymous=False, about_asker="", topic=None, department_id=wrote[1] if wrote else None)
        again = propose(db, _own(db, question_id, user_id), now)
        return replace(again, gone=True)
    if waits:
        promise.hold(db, question, found, now)
    if question.teaches and question.topic:
        lesson.learn(db, user_id, question.text, question.topic, question.language, now)
    return promise.standing(db, question_id, now)


def send_to_organisers(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime, *, anonymous: bool, about: str = "") -> Standing:
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.state == "draft":
        if not promise.organisers(db, question.department_id):
            raise Refusal("ask-no-organiser")
        question = _confirmed(db, question, user_id, None, now, anonymous=anonymous, about=about)
        promise.to_organisers(db, question, "wished", now)
    return promise.standing(db, question_id, now)


def withdraw(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """It is over; whoever was writing an answer is told."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.state != "closed":
        before = promise.standing(db, question_id, now)
        promise.close(db, question, "withdrawn", now)
        if question.state == "taken" and before.taken and before.taken.taken_by:
            letter = ("ask.ended", question_id, before.taken.taken_by, now, now + promise.TOLD_FOR)
            outgoing.queue(db, f"ask.ended:{question_id}", *letter)
    return promise.standing(db, question_id, now)


def go_on(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """Its asker wants somebody else."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.state in {"asked", "taken", "answered"}:
        for turn in questions.turns(db, question_id):
            if turn.ended_at is None:
                promise.end_turn(db, turn, "done", now)
        promise.go_on(db, question, now)
    return promise.standing(db, question_id, now)


def wait_on(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """No answer yet, and its asker is content to wait."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    standing = promise.standing(db, question_id, now)
    if question.state == "taken" and standing.taken:
        promise.extend(db, question, standing.taken, now)
    return promise.standing(db, question_id, now)


def write(db: Connection, question_id: QuestionId, user_id: UserId, text: str, now: datetime) -> Standing:
    """To whoever has it, through Spire."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if len(text) > TEXT_MOST:
        raise Refusal("too-long", field="text", most=TEXT_MOST, length=len(text))
    standing = promise.standing(db, question_id, now)
    if question.state not in {"taken", "answered"} or standing.taken is None or standing.taken.taken_by is None:
        raise Refusal("ask-nobody-to-write", typed=text)
    number = questions.write(db, question_id, standing.taken.id, text, now, by_asker=True)
    outgoing.queue(db, f"{questions.MESSAGE}:{number}", questions.MESSAGE, number, standing.taken.taken_by, now, now + promise.TOLD_FOR)
    return standing


def reveal(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """From now on everybody who was asked sees who asks."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.anonymous and question.state != "closed":
        questions.change(db, question_id, now, anonymous=False)
        standing = promise.standing(db, question_id, now)
        if question.state == "taken" and standing.taken and standing.taken.taken_by:
            promise.talk(db, question_id, standing.taken.taken_by, now)
        outgoing.stale(db, promise.POSTS, question_id)
    return promise.standing(db, question_id, now)


def rate(db: Connection, question_id: QuestionId, user_id: UserId, helped: Helped, now: datetime) -> Standing:
    """Did it help? If not, the next one is asked."""
    question = promise.locked(db, question_id)
    _own(db, question_id, user_id)
    if question.state not in {"taken", "answered"}:
        return promise.standing(db, question_id, now)
    standing = promise.standing(db, question_id, now)
    questions.change(db, question_id, now, helped=helped)
    if helped == "no":
        return go_on(db, question_id, user_id, now)
    promise.close(db, question, "helped", now)
    if standing.taken and standing.taken.taken_by:
        letter = ("ask.helped", question_id, standing.taken.taken_by, now, now + promise.TOLD_FOR)
        outgoing.queue(db, f"ask.helped:{question_id}", *letter)
    return promise.standing(db, question_id, now)


def share(db: Connection, question_id: QuestionId, user_id: UserId, agreed: bool, now: datetime) -> Standing:
    """May others see question and answer? Both are asked, and each may change their mind."""
    promise.locked(db, question_id)
    standing = promise.standing(db, question_id, now)
    if user_id == standing.asker:
        questions.change(db, question_id, now, asker_shares=agreed)
    elif user_id == standing.question.answered_by:
        questions.change(db, question_id, now, expert_shares=agreed)
    else:
        raise Refusal("turn-not-you")
    return promise.standing(db, question_id, now)


def mine(db: Connection, user_id: UserId, now: datetime) -> list[Standing]:
    """Their questions that are not over, newest first."""
    return [promise.standing(db, question.id, now) for question in questions.of_asker(db, user_id, MINE_MOST)]


def standing(db: Connection, question_id: QuestionId, user_id: UserId, now: datetime) -> Standing:
    """For its asker."""
    _own(db, question_id, user_id)
    return promise.standing(db, question_id, now)


def way(db: Connection, hospital: str, there: Department | None, people: Directory) -> OrdinaryWay:
    """Where to turn at the asker's hospital; its country's numbers where nobody wrote down others."""
    name = there.hospital if there else people.hospital(hospital).name
    code = country(there.zone) if there else people.hospital(hospital).country or country(promise.asker_hours(db, None).days.zone)
    return way_of(db, name, code)


def way_of(db: Connection, hospital: str, code: str) -> OrdinaryWay:
    """As a hospital's organisers wrote it down, else the country's (DK or NO)."""
    return (questions.way(db, hospital) if hospital else None) or DEFAULT_WAYS[code]


def _route(db: Connection, text: str, asker: Asker, people: Directory, now: datetime, *, research: bool) -> Route:
    load = questions.load(db, now - LOAD_OVER)
    routed = route(text, asker, people, lesson.taught(db), load, research=research)
    if routed.outcome not in {"routed", "choose"}:
        return routed
    found = tuple(replace(choice, people=reached) for choice in routed.choices if (reached := _reachable(choice.people)))
    return replace(routed, choices=found) if found else Route("queue", routed.guesses, reason="nobody")


def _reachable(found: Iterable[Found]) -> tuple[Found, ...]:
    """Those Slack can bring a question to."""
    return tuple(one for one in found if promise.reachable(one.person))


def _proposal(
    db: Connection,
    question: Question,
    routed: Route,
    asker: Asker,
    there: Department | None,
    people: Directory,
    now: datetime,
    topic: Topic | None = None,
) -> Proposal:
    calendar = WorkingHours(there.working_days) if there else promise.asker_hours(db, None)
    found = Proposal("organiser", question, way(db, asker.hospital, there, people), calendar.days.zone, now, choices=routed.choices)
    topic = topic or _likeliest(routed)
    if topic:
        found = replace(found, shared=alike(question.text, questions.shared(db, topic)))
    if routed.outcome == "choose":
        return replace(found, kind="topics")
    if routed.outcome == "routed":
        calendar = promise.hours(db, found.people[0].person, people)
        return replace(found, kind="one", promised_at=calendar.plus_days(calendar.next_moment(now), NEXT_AFTER))
    if topic and routed.reason == "nobody":
        search = Look(question.text, asker, people, questions.load(db, now - LOAD_OVER))
        if back := promise.first_back(search.away(topic), people.today):
            return replace(found, kind="wait", choices=(Choice((topic,), 1.0, (back,)),), promised_at=promise.back_at(db, back.person, people, now))
    return replace(found, promised_at=calendar.plus_days(now, QUEUE_AFTER), reason=_reason(routed))


def _likeliest(routed: Route) -> Topic | None:
    """What it is most likely about; None where that is nothing for a researcher."""
    if routed.choices:
        return routed.choices[0].topics[0]
    first = next((guess.topic for guess in routed.guesses), None)
    return None if first in OUTSIDE else first  # type: ignore[return-value]  # what is not outside is a topic


def _reason(routed: Route) -> Reason:
    return routed.reason if routed.reason in {"vague", "off_topic"} else "nobody"


def _confirmed(
    db: Connection, question: Question, user_id: UserId, proposal: Proposal | None, now: datetime, *, anonymous: bool, about: str
) -> Question:
    """What the asker decided. An anonymous question is no department's: its organisers would know where to look."""
    topic = proposal.choices[0].topics[0] if proposal and proposal.choices else None
    hidden = {"department_id": None} if anonymous else {}
    questions.change(db, question.id, now, topic=topic, anonymous=anonymous, about_asker=about if anonymous else "", **hidden)
    return promise.locked(db, question.id)


def _draft(db: Connection, question_id: QuestionId, user_id: UserId) -> Question:
    question = _own(db, question_id, user_id)
    if question.state != "draft":
        raise Refusal("ask-sent-already")
    return question


def _own(db: Connection, question_id: QuestionId, user_id: UserId) -> Question:
    """The question, if it is theirs."""
    asked, question = questions.asker_of(db, question_id), questions.get(db, question_id)
    if question is None or asked is None or asked[0] != user_id:
        raise Refusal("ask-gone")
    return question
