"""What clicks teach: at once, reversibly, and from nobody alone very much."""

import pytest
from sqlalchemy import event

from bot import clock, store
from bot.actions import lesson
from bot.ids import UserId
from bot.rules.topic import Class, Guess
from bot.store import directory

ODD = "kan nogen hjælpe med fnuggene i kanylen fra projektet"
ANNE, BO = UserId("U0ANNE"), UserId("U0BO")


def read(text: str = ODD) -> list[Guess]:
    with store.reading() as db:
        return lesson.taught(db).read(text)


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
        assert len(directory.lessons(db)) == how_many
        lesson.taught(db)
    assert lesson._Here.taught is not None
    assert {example.text for example, _weight in lesson._Here.taught.lessons} == {f"{ODD} nummer{number}" for number in range(how_many - 5, how_many)}


def test_whoever_reads_a_model_is_not_disturbed_by_a_click(connected: None) -> None:
    with store.reading() as db:
        model = lesson.taught(db)
    before = model.read(ODD)
    click(ANNE, "contract" if before[0].topic != "contract" else "qualitative")
    assert read() != before
    assert model.read(ODD) == before


def test_without_a_new_click_one_small_query_is_all(connected: None) -> None:
    click(ANNE, "contract")
    asked: list[str] = []
    with store.reading() as db:
        model = lesson.taught(db)
        event.listen(db, "before_cursor_execute", lambda _db, _cursor, statement, *_: asked.append(statement))
        assert lesson.taught(db) is model
    assert len(asked) == 1


def test_a_click_that_was_rolled_back_is_not_taken_for_the_next_one(connected: None) -> None:
    """Their rows may have the same number."""
    before = read()
    with pytest.raises(ZeroDivisionError):
        click_in_vain("contract" if before[0].topic != "contract" else "qualitative", before)
    click(ANNE, "contract", "noget helt andet om kontrakten")
    assert read() == fresh()


def click_in_vain(topic: Class, before: list[Guess]) -> None:
    with store.transaction() as db:
        lesson.learn(db, ANNE, ODD, topic, "da", clock.now())
        assert lesson.taught(db).read(ODD)[0].topic == topic != before[0].topic
        raise ZeroDivisionError


def fresh() -> list[Guess]:
    """What a process that has just been started would answer."""
    lesson._Here.taught = None
    return read()
