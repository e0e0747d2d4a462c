"""/ask from the first word to the thanks, as its people see it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock, store
from bot.actions import patience
from bot.sandbox import Answer
from bot.store.tables import learned, log, outgoing, question, turn
from bot.texts import moments
from tests.conftest import House, wait_until
from tests.crowd import ZONE, at_once
from tests.handlers.test_directory import put
from tests.handlers.test_gathering import buttons, words
from tests.screens import town

CHANNEL = "medicinsk"
SAMPLE = "Hvor mange patienter skal jeg have med for at kunne vise en forskel?"
ASKED = "Jeg har spurgt|Jeg spørger .* når arbejdsdagen begynder"
"""By day and by night."""
PETER = replace(town.BO, id="E5", name="Peter Storm", user_id="U0PETER", slots=2, agreed=True)
INGRID = replace(PETER, id="E6", name="Ingrid Haugen", user_id="U0INGRID")


@pytest.fixture
def asking(house: House) -> House:
    """A house with a department, a research-responsible consultant (Anne) and two statisticians ."""
    house.set_up()
    for one in (town.ANNE, PETER, INGRID):
        put(one, agreed=True)
    return house


def ask(house: House, text: str = SAMPLE, who: str = "jonas") -> dict[str, Any]:
    shown = house.sandbox.command(who, CHANNEL, "/ask", text).shown
    assert shown is not None
    return shown


def click(house: House, who: str, action: str, where: str = CHANNEL) -> Answer:
    return house.sandbox.click(who, action, channel=where)


def seen(house: House, who: str, where: str = CHANNEL) -> str:
    """The newest thing that only this person sees there."""
    return words([one for one in house.sandbox.seen(who, where) if one.get("is_ephemeral")][-1])


def direct(house: House, who: str) -> str:
    house.settle()
    return "\n".join(words(message) for message in house.sandbox.direct(who))


def states() -> list[str]:
    with store.reading() as db:
        return list(db.execute(select(question.c.state).order_by(question.c.id)).scalars())


def outcomes() -> list[tuple[str, str | None]]:
    with store.reading() as db:
        return [(row.recipient, row.outcome) for row in db.execute(select(turn).order_by(turn.c.id))]


def to_working_hours(house: House) -> None:
    """Until whoever was asked has it: at the latest after a long weekend."""
    with store.reading() as db:
        when = db.execute(select(turn.c.asked_at).where(turn.c.ended_at.is_(None)).order_by(turn.c.id.desc())).scalars().first()
    if when and when > clock.now():
        house.travel(when + timedelta(minutes=1))
    house.settle()


def after(house: House, days: int) -> None:
    house.travel(clock.now() + timedelta(days=days))
    house.settle()


def test_a_question_goes_to_the_right_person_and_is_answered_and_helps(asking: House) -> None:
    shown = ask(asking)
    assert "<@U0PETER>" in words(shown)
    assert "112" in words(shown)
    assert buttons(shown) == ["ask.send", "ask.nameless", "ask.others", "ask.withdraw"]
    with store.reading() as db:
        assert db.execute(select(turn)).all() == [], "nothing leaves before the click"
    click(asking, "jonas", "ask.send")
    assert re.search(ASKED, seen(asking, "jonas"))
    to_working_hours(asking)
    expert = first(asking)
    assert SAMPLE in direct(asking, expert)
    assert "<@U0JONAS> (Medicinsk afdeling, Nordhavn)" in direct(asking, expert)
    click(asking, expert, "turn.take", "dm")
    assert states() == ["taken"]
    assert "har taget det" in direct(asking, "jonas")
    both = next(channel for channel in asking.sandbox.state.channels.values() if channel.kind == "mpim")
    assert {"U0JONAS", f"U0{expert.upper()}"} <= set(both.members)
    asking.sandbox.click(expert, "turn.answered", channel=both.key)
    assert asking.sandbox.submit(expert, {"text": "Omkring 60 i hver gruppe."}).error is None
    assert states() == ["answered"]
    assert "Hjalp det dig" in direct(asking, "jonas")
    click(asking, "jonas", "ask.rate.yes", "dm")
    assert states() == ["closed"]
    assert "hjalp. Tak" in direct(asking, expert)
    assert outcomes() == [(f"U0{expert.upper()}", "done")]


def first(house: House) -> str:
    """The key of whoever was asked last."""
    with store.reading() as db:
        asked = db.execute(select(turn.c.recipient).order_by(turn.c.id.desc())).scalars().first()
    return next(person.key for person in house.sandbox.state.people.values() if person.id == asked)


def test_silence_reminds_then_passes_on_then_goes_to_the_organisers(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    one = first(asking)
    after(asking, 5)
    two = first(asking)
    assert {one, two} == {"peter", "ingrid"}
    assert "venter stadig på dig" in direct(asking, one)
    assert "intet svar i tide" in direct(asking, "jonas")
    to_working_hours(asking)
    after(asking, 6)
    assert states() == ["queued"]
    assert SAMPLE in direct(asking, "mette")
    assert "Tovholderne har det" in direct(asking, "jonas")
    assert [outcome for _, outcome in outcomes()] == ["silent", "silent"]


def test_two_clicks_at_once_one_has_it_and_the_other_is_thanked(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    one = first(asking)
    after(asking, 5)
    two = first(asking)
    to_working_hours(asking)
    click(asking, two, "turn.take", "dm")
    click(asking, one, "turn.take", "dm")
    assert [outcome for _, outcome in outcomes()] == ["silent", "took"]
    assert "har taget det, så du behøver ikke gøre mere. Tak." in direct(asking, one)


def test_unsure_it_asks_back_and_the_click_teaches(asking: House) -> None:
    shown = ask(asking, "Kan nogen kigge på mit projekt")
    if "ask.topic.0" in buttons(shown):
        click(asking, "jonas", "ask.topic.0")
    assert "ask.send" in buttons(last(asking, "jonas"))
    click(asking, "jonas", "ask.send")
    with store.reading() as db:
        taught = db.execute(select(learned.c.question, learned.c.user_id)).all()
        assert [(row.question, row.user_id) for row in taught] == [("Kan nogen kigge på mit projekt", "U0JONAS")]
    click_again = ask(asking, "Kan nogen kigge på mit projekt ", "fatima")
    assert "ask.send" in buttons(click_again), "the very question is known now"


def last(house: House, who: str, where: str = CHANNEL) -> dict[str, Any]:
    found: dict[str, Any] = [one for one in house.sandbox.seen(who, where) if one.get("is_ephemeral")][-1]
    return found


def test_an_anonymous_question_is_answered_without_a_name_and_can_be_opened_up(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.nameless")
    assert asking.sandbox.submit("jonas", {"about": "yngre læge"}).error is None
    to_working_hours(asking)
    expert = first(asking)
    got = direct(asking, expert)
    assert "Spørgsmål fra en anonym kollega (yngre læge):" in got
    assert "JONAS" not in got
    assert "Medicinsk" not in got
    click(asking, expert, "turn.take", "dm")
    assert not [channel for channel in asking.sandbox.state.channels.values() if channel.kind == "mpim"]
    asking.settle()
    asking.sandbox.click(expert, "turn.write", channel="dm")
    assert asking.sandbox.submit(expert, {"text": "Hvad er dit udfald?"}).error is None
    assert "Hvad er dit udfald?" in direct(asking, "jonas")
    asking.sandbox.click("jonas", "ask.write", channel="dm")
    assert asking.sandbox.submit("jonas", {"text": "Indlæggelser"}).error is None
    assert "Indlæggelser" in direct(asking, expert)
    assert "JONAS" not in direct(asking, expert)
    click(asking, "jonas", "ask.reveal", "dm")
    asking.settle()
    assert [channel for channel in asking.sandbox.state.channels.values() if channel.kind == "mpim"]
    with store.reading() as db:
        assert db.execute(select(learned)).all() == []


def test_emergencies_and_patients_get_the_ordinary_way_and_nothing_is_kept(asking: House) -> None:
    shown = ask(asking, "jeg kan ikke mere og vil ikke leve længere")
    assert "Livslinien 70 201 201" in words(shown)
    assert buttons(shown) == []
    assert states() == []
    shown = ask(asking, "Min patient på stue 4 har fået hyponatriæmi, hvad skal jeg give ham nu")
    assert "112" in words(shown)
    assert states() == []


def test_the_same_question_twice_is_one_question(asking: House) -> None:
    ask(asking)
    ask(asking)
    assert states() == ["draft"]
    click(asking, "jonas", "ask.send")
    assert re.search(ASKED, words(ask(asking)))
    assert states() == ["asked"]


def test_withdrawn_while_somebody_writes_comes_back_to_them(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.nameless")
    asking.sandbox.submit("jonas", {})
    to_working_hours(asking)
    expert = first(asking)
    click(asking, expert, "turn.take", "dm")
    asking.settle()
    asking.sandbox.click(expert, "turn.write", channel="dm")
    shown = words(asking.sandbox.command("jonas", CHANNEL, "/ask", "status").shown)
    assert "har taget det" in shown
    click(asking, "jonas", "ask.withdraw")
    answer = asking.sandbox.submit(expert, {"text": "Mit lange svar"})
    assert "lukket" in str(answer.body) or "trukket" in str(answer.body)
    assert "er trukket tilbage, så du behøver ikke svare" in direct(asking, expert)


def test_asking_back_about_what_was_withdrawn_meanwhile_is_refused_and_not_said_to_be_the_organisers(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    expert = first(asking)
    click(asking, expert, "turn.ask_back", "dm")
    click(asking, "jonas", "ask.withdraw")
    answer = asking.sandbox.submit(expert, {"text": "Hvad er dit udfald?"})
    assert "trukket tilbage" in str(answer.body)
    assert "har taget det" not in str(answer.body)
    assert [view["callback_id"] for view in asking.sandbox.views(expert)] == ["turn.ask_back"], "what they wrote still stands there"


def test_not_me_names_somebody_and_never_oneself_or_the_asker(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    expert = first(asking)
    click(asking, expert, "turn.decline", "dm")
    assert "dig selv" in str(asking.sandbox.submit(expert, {"who": f"U0{expert.upper()}"}).body)
    assert "den, der spørger" in str(asking.sandbox.submit(expert, {"who": "U0JONAS"}).body)
    assert asking.sandbox.submit(expert, {"who": "U0ANNE"}).error is None
    assert outcomes()[-1] == ("U0ANNE", None)
    assert "ikke den rette" in direct(asking, "jonas")


def test_who_is_away_passes_all_on_and_who_leaves_slack_too(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    one = first(asking)
    click(asking, one, "turn.away", "dm")
    assert asking.sandbox.submit(one, {"until": f"{(clock.now() + timedelta(days=20)).date()}"}).error is None
    two = first(asking)
    assert two != one
    asking.sandbox.deactivate(two)
    wait_until(lambda: states() != ["asked"])
    assert states() == ["held"], "the first is back in less than three weeks"
    assert "Alle, der kunne svare, er væk" in direct(asking, "jonas")
    with store.reading() as db:
        when = db.execute(select(question.c.promised_at)).scalar_one()
    asking.travel(when + timedelta(minutes=1))
    assert first(asking) == one
    assert states() == ["asked"]


def test_somebody_called_by_name_is_offered_and_asked(asking: House) -> None:
    shown = ask(asking, "Kan Anne Holm hjælpe mig med at beregne stikprøvens størrelse?")
    assert "<@U0ANNE>" in words(shown)
    click(asking, "jonas", "ask.topic.0")
    click(asking, "jonas", "ask.send")
    assert outcomes() == [("U0ANNE", None)]


@pytest.fixture
def queued(asking: House) -> House:
    """Jonas's question is with the organisers: two experts were silent."""
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    after(asking, 5)
    to_working_hours(asking)
    after(asking, 6)
    assert states() == ["queued"]
    return asking


def test_what_the_organisers_have_says_so_when_it_is_over(queued: House) -> None:
    assert "queue.assign" in offered(queued, "mette")
    click(queued, "jonas", "ask.withdraw", "dm")
    assert "Klaret" in direct(queued, "mette")
    with store.reading() as db:
        assert "failed" not in db.execute(select(log.c.outcome).where(log.c.kind == "ask.queue")).scalars().all()


def test_an_organiser_who_clicks_when_it_is_over_hears_so(queued: House) -> None:
    click(queued, "jonas", "ask.withdraw", "dm")
    queued.sandbox.click("mette", "queue.answer", channel="dm", value="1", force=True)
    assert "ligger ikke længere hos dig" in seen(queued, "mette", "dm")


def test_a_question_held_up_until_the_evening_waits_for_the_morning(asking: House) -> None:
    """Also where the department of whoever is asked has not set Spire up."""
    ask(asking)
    click(asking, "jonas", "ask.send")
    with store.reading() as db:
        asked_at, department = db.execute(select(outgoing.c.due_at, outgoing.c.department_id).where(outgoing.c.kind == "ask.question")).one()
    assert department is None
    evening = max(asked_at, clock.now()).astimezone(asking.settings.zone).replace(hour=22)
    asking.sandbox.fault("down")
    asking.travel(evening, patience=0.5)
    asking.sandbox.no_faults()
    asking.settle()
    expert = first(asking)
    assert SAMPLE not in direct(asking, expert)
    asking.travel(evening + timedelta(hours=12))
    if asking.sandbox.direct(expert) == []:  # the next day is no working day
        after(asking, 4)
    assert SAMPLE in direct(asking, expert)


def test_a_promise_that_an_asker_lengthens_has_its_line_in_the_log(asking: House) -> None:
    ask(asking)
    click(asking, "jonas", "ask.send")
    to_working_hours(asking)
    click(asking, first(asking), "turn.take", "dm")
    after(asking, 10)
    click(asking, "jonas", "ask.wait", "dm")
    with store.reading() as db:
        promised = db.execute(select(question.c.promised_at)).scalar_one()
        assert db.execute(select(log.c.kind, log.c.due_at).where(log.c.outcome == "changed")).all() == [("ask.taken", promised)]


def test_what_comes_back_to_the_organisers_can_be_answered_from_the_post_they_have(queued: House) -> None:
    click(queued, "mette", "queue.answer", "dm")
    assert queued.sandbox.submit("mette", {"text": "Ring til Peter"}).error is None
    queued.settle()
    click(queued, "jonas", "ask.rate.no", "dm")
    queued.settle()
    assert states() == ["queued"]
    posts = [buttons(one) for one in queued.sandbox.direct("mette") if "har brug for dig" in words(one)]
    assert posts == [["queue.assign", "queue.answer"]] * 2


def test_what_the_organisers_have_shows_what_the_asker_is_promised_now(queued: House) -> None:
    after(queued, 5)
    with store.reading() as db:
        promised = db.execute(select(question.c.promised_at)).scalar_one()
    post = next(one for one in queued.sandbox.direct("mette") if one["metadata"]["event_payload"]["key"].startswith("ask.queue:"))
    assert moments.moment(promised, ZONE, "da", clock.now()) in words(post)


def offered(house: House, who: str) -> list[str]:
    """Every button among somebody's messages."""
    house.settle()
    return [one for message in house.sandbox.direct(who) for one in buttons(message)]


def test_the_same_words_sent_again_and_again_in_one_moment_are_one_question(any_house: House) -> None:
    """Slack shows a time-out while the first is still at work, and its asker sends it again."""
    any_house.set_up()
    put(PETER, agreed=True)
    answers = at_once(["jonas"] * 6, lambda who: any_house.sandbox.command(who, CHANNEL, "/ask", SAMPLE))
    assert [answer.error for answer in answers] == [None] * 6
    assert states() == ["draft"]


def test_words_that_were_never_sent_are_forgotten(asking: House) -> None:
    ask(asking)
    after(asking, 10)
    assert states() == ["closed"]
    with store.transaction() as db:
        patience.forget(db, clock.now() + timedelta(days=20))
        assert db.execute(select(question.c.id)).all() != []
        patience.forget(db, clock.now() + timedelta(days=31))
        assert db.execute(select(question.c.id)).all() == []
