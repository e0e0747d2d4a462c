"""What clicks teach: at once, reversibly, and from nobody alone very much."""

import pytest

from bot import clock, store
from bot.actions import lesson
from bot.ids import UserId
from bot.rules.topic import Class, Guess
from bot.store import directory

ODD = "kan nogen hjælpe med fnuggene i kanylen fra projektet"
ANNE, BO = UserId("U0ANNE"), UserId("U0BO")


def read(text: str = ODD) -> list[Guess]:
    with store.reading() as db:
        clicks = directory.lessons(db)
    with lesson.taught(clicks) as model:
        return model.read(text)


def click(user_id: UserId, topic: Class, question: str = ODD) -> int:
    with store.transaction() as db:
        return lesson.learn(db, user_id, question, topic, "da", clock.now())


def test_a_click_changes_the_next_answer_at_once_and_taking_it_back_leaves_no_trace(connected: None) -> None:
    before = read()
    other: Class = "contract" if before[0].topic != "contract" else "qualitative"
    number = click(ANNE, other)
    assert read()[0].topic == other
    with store.transaction() as db:
        lesson.take_back(db, number, clock.now())
    assert read() == before


def test_two_who_agree_teach_more_than_one_who_says_it_again(connected: None) -> None:
    near = "fnug i kanylen"
    alone = [click(ANNE, "contract"), click(ANNE, "contract")]
    chance = {guess.topic: guess.chance for guess in read(near)}["contract"]
    click(BO, "contract")
    assert {guess.topic: guess.chance for guess in read(near)}["contract"] > chance
    assert len(alone) == 2


@pytest.mark.parametrize("how_many", [6, 50])
def test_of_one_persons_lone_clicks_the_latest_five_count(connected: None, how_many: int) -> None:
    for number in range(how_many):
        click(ANNE, "contract", f"{ODD} nummer{number}")
    with store.reading() as db:
        clicks = directory.lessons(db)
    assert len(clicks) == how_many
    with lesson.taught(clicks):
        assert {example.text for example, _weight in lesson._Taught.known} == {f"{ODD} nummer{number}" for number in range(how_many - 5, how_many)}
