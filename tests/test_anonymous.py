"""Who asked without their name: found where their answer is delivered, and nowhere else.

An anonymous question is lived through all its paths, and everything that anybody else sees, that goes over the wire, that stands in a row or is
logged is searched for its asker. Tables, screens and letters are walked, not listed: a new one is searched by itself.
"""

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from bot import cli, clock, store
from bot.actions import roster
from bot.ids import ChannelId, DepartmentId, UserId
from bot.rules.ask import FORGET_AFTER
from bot.rules.calendar import WorkingDays
from bot.sandbox import Answer
from bot.store import department as departments
from bot.store.tables import listing, metadata, question, turn
from jobs import ask as auditor
from tests.conftest import House
from tests.handlers.test_ask import INGRID, PETER, SAMPLE, after, direct, first, seen, to_working_hours
from tests.handlers.test_directory import put
from tests.handlers.test_gathering import buttons, words
from tests.handlers.test_web import listening
from tests.screens import town

JONAS = UserId("U0JONAS")
THERE, HERE = "kirurgi", "medicinsk"
"""Where the asker writes, and where everybody else is."""
OTHERS = ("mette", "anne", "ingrid", "fatima", "peter", "stille")
TRACES = ("jonas", "kirurgisk", "fjordby", "c0kirurgi", "phd_student", "ph.d.-studerende")
"""The asker's Slack id and names, department, hospital, channel, career stage: nobody else here shares any of them."""
CODES = ("FJO", "em")
"""The codes of their hospital and department, which are too short to be searched for within words."""
ASKING = [
    SAMPLE,
    "Hvilken statistisk test skal jeg bruge til mine gentagne målinger?",
    "Hvordan beregner jeg styrken i mit studie, når grupperne er små?",
    "Skal jeg justere for flere sammenligninger i min analyse?",
    "Hvordan håndterer jeg manglende værdier i min regressionsanalyse?",
]
KNOWN = {"person", "direct", "pace", "listing", "hospital", "specialty", "department", "organiser"}
"""What is kept of everybody, whether they ask or not: these tables hold no question's number."""
Json = dict[str, Any]


# ---------------------------------------------------------------- the house


@pytest.fixture
def asking(house: House) -> House:
    return furnish(house)


def furnish(house: House) -> House:
    """Experts and organiser in one department, and an asker of another: other hospital, channel, time zone and career stage."""
    house.set_up()
    for one in (town.ANNE, PETER, INGRID):
        put(replace(one, serves=frozenset({"NOR", "FJO"}), hospital="NOR"), agreed=True)
    stille = replace(town.ANNE, id="E8", name="Stine Stille", role="colleague", topics=(), user_id="U0STILLE")
    put(stille, agreed=True)
    jonas = replace(town.ANNE, id="E9", name="Jonas Lind", role="colleague", hospital="FJO", department="em", stage="phd_student", topics=())
    put(replace(jonas, user_id=JONAS, stages=frozenset()), agreed=False)
    _second_department()
    house.sandbox.join("jonas", THERE)
    house.settle()
    house.travel(quiet_monday())
    return house


def quiet_monday() -> datetime:
    """The first Monday of September to come, 10.00 in Copenhagen: no public holiday for three months in either country."""
    now = clock.now()
    first_ = datetime(now.year + (now.month >= 9), 9, 1, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    return first_ + timedelta(days=-first_.weekday() % 7)


def _second_department() -> DepartmentId:
    days = WorkingDays(frozenset(range(1, 6)), frozenset(), ZoneInfo("Atlantic/Faroe"))
    with store.transaction() as db:
        channel = ChannelId("C0KIRURGI")
        found = departments.put(
            db, channel, name="Kirurgisk afdeling", hospital="Fjordby", language="da", zone="Atlantic/Faroe", days=days, coffee=time(9, 30)
        )
        departments.set_organisers(db, found, [UserId("U0FATIMA")])
        return found


def ask(house: House, text: str = SAMPLE, who: str = "jonas", where: str = THERE, **told: str) -> int:
    """A question without a name, sent to an expert; its number."""
    shown = house.sandbox.command(who, where, "/ask", text).shown
    assert shown is not None
    if "ask.topic.0" in buttons(shown):
        house.sandbox.click(who, "ask.topic.0", channel=where)
    house.sandbox.click(who, "ask.nameless", channel=where)
    assert house.sandbox.submit(who, told).error is None
    house.sandbox.close_view(who, all_views=True)
    to_working_hours(house)
    return newest()


def newest() -> int:
    with store.reading() as db:
        return int(db.execute(select(question.c.id).order_by(question.c.id.desc())).scalars().first() or 0)


def press(house: House, who: str, action: str, values: Json | None = None, *, where: str = "dm", value: object = None) -> Answer:
    """A button in somebody's direct message, and the form behind it if values are given."""
    house.settle()
    said = house.sandbox.click(who, action, channel=where, value=None if value is None else str(value))
    if values is not None:
        said = house.sandbox.submit(who, values)
        house.sandbox.close_view(who, all_views=True)
    house.settle()
    return said


def state(number: int) -> str:
    with store.reading() as db:
        return str(db.execute(select(question.c.state).where(question.c.id == number)).scalar_one())


# ---------------------------------------------------------------- who could see the asker


@dataclass
class Watch:
    """Everything that others could see since it began."""

    house: House
    began: int = 0
    log: io.StringIO = field(default_factory=io.StringIO)
    found: set[str] = field(default_factory=set)

    @property
    def logged(self) -> list[Json]:
        """What the process wrote down about itself, line by line."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    def rows(self) -> None:
        """Search every row of every table; a row may be gone after the next step."""
        self.found |= set(_rows(self.house))

    def organisers_look(self) -> None:
        for words_ in ("questions", "log"):
            self.house.sandbox.command("mette", HERE, "/spire", words_)
        self.house.sandbox.open_home("mette")
        self.rows()

    def everybody_looks(self) -> None:
        """Whatever the others can call up of their own accord."""
        self.organisers_look()
        for who in OTHERS:
            self.house.sandbox.command(who, HERE, "/ask", "status")
            self.house.sandbox.command(who, HERE, "/who", "statistik")
            self.house.sandbox.open_home(who)

    def seen(self) -> list[tuple[str, Json]]:
        """What went over the wire to or from anybody else, and what stands before their eyes."""
        return [*_wire(self.house, self.began), *_eyes(self.house)]


@pytest.fixture
def watch(asking: House) -> Iterator[Watch]:
    with listening() as lines:
        asking.settle()
        entries = asking.sandbox.calls()
        yield Watch(asking, entries[-1]["number"], lines)


def traces(value: object) -> list[str]:
    """What of the asker stands in a value."""
    said = json.dumps(value, ensure_ascii=False, default=str).casefold()
    return [one for one in TRACES if one in said] + [one for one in CODES if value == one]


def _rows(house: House) -> Iterator[str]:
    """`table.column` of every value that tells of the asker."""
    own = house.sandbox.state.direct(JONAS).id
    with store.reading() as db:
        theirs = departments.by_channel(db, ChannelId("C0KIRURGI"))
        assert theirs is not None
        for table in metadata.sorted_tables:
            references = {key.parent.name for key in table.foreign_keys if key.column.table.name == "department"}
            for row in db.execute(select(table)).mappings():
                for column in table.columns:
                    value = row[column.name]
                    names_department = column.name in references and value == theirs.id
                    if traces(value) or value == own or names_department:
                        yield f"{table.name}.{column.name}{_more(table.name, row)}"


def _more(table: str, row: Any) -> str:
    """Of which letter; or that a question was a draft then, which is nobody's."""
    draft = table == "question" and row["state"] == "draft"
    return f" of {row['kind']}" if table == "outgoing" else " of a draft" if draft else ""


def _wire(house: House, began: int) -> Iterator[tuple[str, Json]]:
    """Entries that somebody else wrote or read. What is called within a request is its person's: the request is noted after it."""
    within: str | None = None
    for entry in reversed(house.sandbox.calls()):
        if entry["number"] <= began:
            return
        told, name = entry["request"], f"{entry['direction']} {entry['method']} {entry['number']}"
        if entry["direction"] == "to_bot":
            within = _who(told)
            readers = {within}
        elif "channel" in told:
            readers = set(house.sandbox.state.channel(told["channel"]).members) - {"U0SPIRE"}
        elif "users" in told or "user_id" in told:
            readers = set(str(told.get("users") or told.get("user_id")).split(","))
        elif entry["method"] in {"views.open", "views.update", "response_url"}:
            readers = {within}
        else:
            yield name, told  # Slack itself answers with its people, who are in no question
            continue
        if readers != {JONAS}:
            yield name, {"request": told, "answer": entry["answer"]}


def _who(told: Json) -> str | None:
    user = told.get("user_id") or told.get("user") or (told.get("event") or {}).get("user")
    return user.get("id") if isinstance(user, dict) else user


def _eyes(house: House) -> Iterator[tuple[str, Json]]:
    people = house.sandbox
    for who in OTHERS:
        for channel in list(people.state.channels.values()):
            if people.state.person(who).id in channel.members:
                yield f"{who} in {channel.name}", {"messages": people.seen(who, channel.id)}
        yield f"{who} at home", {"home": people.home(who), "forms": people.views(who)}


# ---------------------------------------------------------------- all paths of a question


def test_who_asked_stands_nowhere_but_where_their_answer_is_delivered(asking: House, watch: Watch) -> None:
    before = [line for line in _export() if traces(line)]
    for path in (answered_in_the_end, given_back_and_withdrawn, gone_quiet_and_answered_by_an_organiser, straight_to_the_organisers):
        path(asking, watch)
        watch.everybody_looks()
    told = [(where, traces(said)) for where, said in watch.seen()]
    assert len(told) > 200, "the others saw and did a lot"
    assert [one for one in told if one[1]] == []
    assert {place for place in watch.found if place.split(".")[0] not in KNOWN} == STANDING
    assert [line for line in watch.logged if traces(line)] == []
    assert len([line for line in watch.logged if line["event"] == "refused"]) >= 2, "refusals were logged too"
    with store.reading() as db:
        places = set(db.execute(select(turn.c.place)).scalars())
    assert places == {"", "named"}, "no turn tells where its expert is to the asker"
    exported = _export()
    assert [line for line in exported if traces(line)] == before
    assert not any(text in line for text in ASKING for line in exported)


STANDING = {"asker.user_id", "asker.department_id", "question.department_id of a draft"} | {
    f"outgoing.{column} of {kind}"
    for column in ("recipient", "channel")
    for kind in ("ask.passed_on", "ask.queued", "ask.held", "ask.taken", "ask.still", "ask.answered", "ask.draft", "ask.message")
}
"""Where a row holds both a question and its asker."""


def answered_in_the_end(house: House, watch: Watch) -> None:
    """Silence, not me, the organisers, somebody they find, asked back, answered, it helped, shared, and found by the next who asks it."""
    text = ASKING[0]
    house.sandbox.command("jonas", THERE, "/ask", text)
    watch.rows()
    after(house, 3)  # a draft is reminded of
    press(house, "jonas", "ask.nameless", {})
    number = newest()
    to_working_hours(house)
    watch.organisers_look()
    one = first(house)
    after(house, 6)
    two = first(house)
    assert one != two
    to_working_hours(house)
    press(house, two, "turn.decline", {})
    assert state(number) == "queued"
    watch.organisers_look()
    press(house, "mette", "queue.assign", {"who": "U0ANNE"})
    to_working_hours(house)
    press(house, "anne", "turn.ask_back", {"text": "Hvad er dit udfald?"})
    press(house, "jonas", "ask.write", {"text": "Indlæggelser"}, value=number)
    press(house, "anne", "turn.write", {"text": "Så 60 i hver gruppe"})
    watch.organisers_look()
    press(house, "anne", "turn.answered", {"text": "Omkring 60 i hver gruppe."})
    press(house, "jonas", "ask.rate.yes", value=number)
    press(house, "jonas", "ask.share")
    press(house, "anne", "ask.share")
    press(house, one, "turn.decline", {"who": "U0ANNE"})
    shown = words(house.sandbox.command("fatima", HERE, "/ask", f"{text} Tak").shown)
    assert "Omkring 60 i hver gruppe." in shown
    assert state(number) == "closed"


def given_back_and_withdrawn(house: House, watch: Watch) -> None:
    """Away, taken, given back, waiting for whoever is back, taken, something else wanted, withdrawn while somebody writes."""
    number = ask(house, ASKING[1], about="én af de yngre")
    one = first(house)
    press(house, one, "turn.away", {"until": f"{(clock.now() + timedelta(days=9)).date()}"})
    to_working_hours(house)
    two = first(house)
    press(house, two, "turn.take")
    watch.organisers_look()
    press(house, two, "turn.give_back")
    assert state(number) == "held"
    watch.organisers_look()
    after(house, 14)
    to_working_hours(house)
    assert first(house) == one
    press(house, one, "turn.take")
    house.sandbox.click(one, "turn.write", channel="dm")
    press(house, "jonas", "ask.withdraw", value=number)
    assert "trukket" in str(house.sandbox.submit(one, {"text": "Mit lange svar"}).body)
    house.sandbox.close_view(one, all_views=True)
    forged = house.sandbox.click("jonas", "ask.write", channel="dm", value=str(number), force=True)
    assert forged.error is None
    house.sandbox.submit("jonas", {"text": "for sent"}) if house.sandbox.views("jonas") else None
    house.sandbox.close_view("jonas", all_views=True)


def gone_quiet_and_answered_by_an_organiser(house: House, watch: Watch) -> None:
    """Taken and then nothing: follow-ups, the organisers, who are reminded, cannot reach whom they think of, and answer; not rated."""
    number = ask(house, ASKING[2])
    one = first(house)
    press(house, one, "turn.take")
    after(house, 8)
    watch.organisers_look()
    after(house, 14)
    assert state(number) == "queued"
    after(house, 8)
    watch.organisers_look()
    press(house, "mette", "queue.assign", {"who": "U0STILLE"}, value=number)
    to_working_hours(house)
    after(house, 8)
    while state(number) != "queued":
        after(house, 6)
    press(house, "mette", "queue.answer", {"text": "Spørg i kaffestuen."}, value=number)
    assert state(number) == "answered"
    watch.organisers_look()
    after(house, 12)
    assert state(number) == "closed"


def straight_to_the_organisers(house: House, watch: Watch) -> None:
    """None of these; a promise that was broken, which the auditor finds; asked anew from others and then withdrawn."""
    house.sandbox.command("jonas", THERE, "/ask", "Hvor kan jeg købe kaffe på hospitalet om natten?")
    if "ask.organiser" not in buttons(house.sandbox.seen("jonas", THERE)[-1]):
        house.sandbox.click("jonas", "ask.none", channel=THERE)
    house.sandbox.click("jonas", "ask.nameless", channel=THERE)
    house.sandbox.submit("jonas", {})
    house.sandbox.close_view("jonas", all_views=True)
    number = newest()
    with store.transaction() as db:
        long_ago = clock.now() - timedelta(days=9)
        db.execute(update(question).where(question.c.id == number).values(promised_at=long_ago, changed_at=long_ago))
    auditor.audit()
    house.settle()
    assert any(line["event"] == "promise broken" for line in watch.logged)
    watch.organisers_look()
    after(house, 4)
    press(house, "mette", "queue.assign", {"who": "U0ANNE"}, value=number)
    to_working_hours(house)
    press(house, "anne", "turn.take", value=number)
    press(house, "jonas", "ask.next", value=number)
    watch.rows()
    press(house, "jonas", "ask.withdraw", value=number)


def _export() -> list[str]:
    with store.reading() as db:
        today = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Copenhagen")).date()
        return [*roster.export(db, today, table=False), *roster.export(db, today, table=True)]


def test_no_table_that_knows_everybody_holds_a_questions_number() -> None:
    holds = {table.name for table in metadata.sorted_tables if {"subject", "question_id"} & set(table.columns.keys())}
    points = {table.name for table in metadata.sorted_tables for key in table.foreign_keys if key.column.table.name in {"question", "turn"}}
    assert not (holds | points) & KNOWN


def test_no_command_of_the_machine_shows_questions() -> None:
    """A new one is to be looked at: what does it show of who asked?"""
    commands = {one.name or one.callback.__name__ for one in cli.spire.registered_commands if one.callback}
    looked_at = {"run", "web", "worker", "migrate", "check", "manifest", "backup", "demo", "when", "route", "import", "export"}
    assert commands == looked_at
    source = Path(cli.__file__).read_text(encoding="utf-8")
    assert not re.search(r"store import question|tables import .*(asker|question)|actions import .*\b(ask|turn|queue|promise)\b", source)


# ---------------------------------------------------------------- attempts to find out


def sight(house: House, *who: str) -> str:
    """All that these people see, in words and buttons, without what differs from run to run."""
    return "\n".join(f"{where.split()[0]}\n{_said(shown)}" for where, shown in _eyes(house) if where.split()[0] in who)


def _said(shown: object) -> str:
    """Texts and buttons; minutes (not hours) and ids are left out, and whoever was suspected is called S."""
    told = [words(shown)] + [f"[{one['action_id']} {one.get('value')}]" for one in _walk(shown) if one.get("action_id") and one["type"] == "button"]  # type: ignore[arg-type]
    return _nobody("\n".join(told))


def _nobody(said: str) -> str:
    return re.sub(r"\b(\d\d)\.\d\d\b", r"\1", re.sub("U0(JONAS|FATIMA)", "S", said))


def _walk(value: object) -> Iterator[Json]:
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(one)
    if isinstance(value, dict):
        yield value


Attempt = Callable[[House, str, int], list[object]]
"""What somebody tries on a question with a suspect, by Slack id; returns what they were answered."""


def an_expert_sends_it_on(house: House, suspect: str, number: int) -> list[object]:
    """To a suspect, and to the next one while it is gone; then the suspect says no, or nothing."""
    one = first(house)
    house.sandbox.click(one, "turn.decline", channel="dm")
    said = [house.sandbox.submit(one, {"who": suspect}).body]
    house.sandbox.close_view(one, all_views=True)
    to_working_hours(house)
    looks = _look(house, "mette", one)
    again = house.sandbox.click(one, "turn.decline", channel="dm", value=str(number), force=True)
    said += [looks, again.body, house.sandbox.submit(one, {"who": "U0ANNE"}).body]
    house.sandbox.close_view(one, all_views=True)
    after(house, 3)
    return [*said, _look(house, "mette", one)]


def an_expert_who_organises_assigns_it(house: House, suspect: str, number: int) -> list[object]:
    """Nobody is left, so it is the organisers'; one of them gives it to a suspect and watches what happens."""
    for _ in range(2):
        press(house, first(house), "turn.decline", {}, value=number)
        to_working_hours(house)
    assert state(number) == "queued"
    said = [press(house, "mette", "queue.assign", {"who": suspect}, value=number).body]
    to_working_hours(house)
    said += [state(number), _look(house, "mette", "peter")]
    house.sandbox.click(_key(suspect), "turn.decline", channel="dm", value=str(number))
    house.sandbox.submit(_key(suspect), {})
    house.settle()
    return [*said, state(number), _look(house, "mette", "peter")]


def a_suspect_never_reacts(house: House, suspect: str, number: int) -> list[object]:
    """An expert sends it on to somebody who never reacts, and it comes to the organisers in the end."""
    one = first(house)
    press(house, one, "turn.decline", {"who": suspect}, value=number)
    said = []
    for _ in range(4):
        after(house, 5)
        said += [state(number), _look(house, "mette", one)]
    return said


def _look(house: House, *who: str) -> list[object]:
    """What these people see of questions if they look for it."""
    said: list[object] = []
    for one in who:
        said += [house.sandbox.command(one, HERE, "/spire", word).body for word in ("questions", "log")]
        said.append(house.sandbox.command(one, HERE, "/ask", "status").body)
    return said


def _key(user_id: str) -> str:
    return user_id.removeprefix("U0").lower()


@pytest.mark.parametrize("attempt", [an_expert_sends_it_on, an_expert_who_organises_assigns_it, a_suspect_never_reacts])
def test_whoever_is_tried_out_nothing_tells_whether_they_asked(attempt: Attempt, sqlite_url: str, tmp_path: Path) -> None:
    """The same attempt on the asker and on somebody else who did not ask: what the one who tries sees is the same, word for word."""
    runs = []
    for suspect in ("U0JONAS", "U0FATIMA"):
        with at(sqlite_url, tmp_path / suspect) as house:
            with_both(house)
            number = ask(house)
            said = [_said(one) if isinstance(one, dict | list) else _nobody(str(one)) for one in attempt(house, suspect, number)]
            house.settle()
            runs.append("\n".join([*said, sight(house, "mette", "peter", "ingrid", "anne")]).split("\n"))
    assert runs[0] == runs[1]


@contextmanager
def at(empty: str, folder: Path) -> Iterator[House]:
    """A furnished house with a database of its own."""
    folder.mkdir()
    shutil.copy(empty.removeprefix("sqlite:///"), folder / "spire.db")
    house = House(f"sqlite:///{folder / 'spire.db'}", folder)
    try:
        yield furnish(house)
    finally:
        house.stop()


def with_both(house: House) -> None:
    """The two suspects are alike in all but who asked, and Peter organises too."""
    with store.transaction() as db:
        db.execute(delete(listing).where(listing.c.user_id == JONAS))
        there = departments.by_channel(db, ChannelId("C0MEDICIN"))
        assert there is not None
        departments.set_organisers(db, there.id, [UserId("U0METTE"), UserId("U0PETER")])


def test_nobody_can_use_an_askers_buttons_and_all_numbers_are_answered_alike(asking: House) -> None:
    """Experts, organisers and colleagues send what only the asker's buttons send, for this question, another's and one that does not exist."""
    number = ask(asking)
    one = first(asking)
    said: dict[str, set[str]] = {}
    theirs = [f"ask.{verb}" for verb in ("withdraw", "next", "wait", "reveal", "resume", "write", "rate.yes", "rate.no")]
    for who in ("mette", one, "fatima"):
        asking.sandbox.command(who, HERE, "/ask", "status")
        for action in theirs:
            for guess in (number, 999):
                asking.sandbox.click(who, action, channel=HERE, value=str(guess), force=True)
                answer = seen(asking, who)
                said.setdefault(action, set()).add(answer)
        draft = {"q": number, "k": "E1", "t": "stat"}
        for action in ("ask.send", "ask.topic.0", "ask.pick.0", "ask.others", "ask.none", "ask.organiser", "ask.anew"):
            for guess in (number, 999):
                asking.sandbox.click(who, action, channel=HERE, value=json.dumps(draft | {"q": guess}), force=True)
                answer = seen(asking, who)
                said.setdefault(action, set()).add(answer)
    assert {len(answers) for answers in said.values()} == {1}, said
    assert all("kan ikke længere finde det spørgsmål" in next(iter(answers)) for answers in said.values())
    assert state(number) == "asked"


def test_nobody_who_was_not_asked_can_use_an_experts_or_organisers_buttons(asking: House) -> None:
    number = ask(asking)
    asking.sandbox.command("fatima", HERE, "/ask", "status")
    theirs = [f"turn.{verb}" for verb in ("take", "ask_back", "decline", "away", "write", "answered", "give_back")]
    for action in [*theirs, "queue.assign", "queue.answer"]:
        asking.sandbox.click("fatima", action, channel=HERE, value=str(number), force=True)
        answer = seen(asking, "fatima")
        assert "ikke stillet til dig" in answer or "kun tovholderne" in answer, action
        assert traces(answer) == []
    assert asking.sandbox.views("fatima") == []


def test_what_others_see_is_the_same_whoever_asks_and_from_wherever(sqlite_url: str, tmp_path: Path) -> None:
    """Another hospital, department, time zone and career stage of the asker change nothing for the expert and the organisers."""
    runs = []
    for who, where in (("jonas", THERE), ("fatima", HERE)):
        with at(sqlite_url, tmp_path / who) as house:
            number = ask(house, who=who, where=where)
            said = [sight(house, "peter", "ingrid", "mette"), str(_look(house, "mette"))]
            press(house, first(house), "turn.ask_back", {"text": "Hvad er dit udfald?"})
            press(house, who, "ask.write", {"text": "Indlæggelser"}, value=number)
            press(house, first(house), "turn.give_back")
            to_working_hours(house)
            after(house, 8)
            assert state(number) == "queued"
            runs.append("\n".join([*said, sight(house, "peter", "ingrid", "mette"), _nobody(str(_look(house, "mette")))]).split("\n"))
    assert runs[0] == runs[1]


def test_whoever_asked_and_is_named_for_their_own_question_says_no_and_it_goes_on(asking: House) -> None:
    with_both(asking)
    number = ask(asking)
    press(asking, first(asking), "turn.decline", {"who": JONAS})
    to_working_hours(asking)
    assert "Nogen tænkte, at du kunne svare på det her, men det er dit eget spørgsmål" in direct(asking, "jonas")
    asking.sandbox.click("jonas", "turn.take", channel="dm", value=str(number), force=True)
    assert "dit eget spørgsmål" in seen(asking, "jonas", "dm")
    press(asking, "jonas", "turn.decline", {}, value=number)
    with store.reading() as db:
        rows = db.execute(select(turn.c.recipient, turn.c.outcome).order_by(turn.c.id)).all()
    assert [row.outcome for row in rows] == ["declined", "declined", None]
    assert rows[1].recipient == JONAS
    assert state(number) == "asked"


# ---------------------------------------------------------------- it is forgotten


def test_a_month_after_it_is_over_nobody_can_tell_any_more_who_asked(asking: House) -> None:
    number = ask(asking)
    one = first(asking)
    press(asking, one, "turn.ask_back", {"text": "Hvad er dit udfald?"})
    press(asking, "jonas", "ask.withdraw", value=number)
    forgotten = _at_rest(asking)
    assert {place.split(".")[0] for place in forgotten} == {"asker", "outgoing"}
    asking.travel(clock.now() + FORGET_AFTER - timedelta(days=1))
    auditor.audit()
    assert _at_rest(asking) == forgotten, "until then its asker may look at it"
    asking.travel(clock.now() + timedelta(days=2))
    auditor.audit()
    assert _at_rest(asking) == set()
    assert "trukket" in words(asking.sandbox.direct(one)[-1]), "what was said stays with whoever answered"
    asking.sandbox.click(one, "turn.take", channel="dm", value=str(number), force=True)
    asking.settle()
    assert state(number) == "closed"


def test_an_open_question_is_not_forgotten_however_old(asking: House) -> None:
    number = ask(asking)
    with store.transaction() as db:
        db.execute(update(question).where(question.c.id == number).values(changed_at=clock.now() - FORGET_AFTER * 2))
    auditor.audit()
    assert "asker.user_id" in _at_rest(asking)


def _at_rest(house: House) -> set[str]:
    return {place for place in _rows(house) if place.split(".")[0] not in KNOWN}
