"""What a question is about: the bank is sound, the reading is the same everywhere, and learning can be taken back."""

import json
import math
import os
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from bot.rules import privacy
from bot.rules.guideline import GUIDELINE
from bot.rules.topic import CLASSES, OUTSIDE, TOPICS, Example, Guess, Model, bank, model
from bot.rules.topic.lessons import FULL, LATEST, LONE, MOST, lessons
from bot.rules.topic.model import FARTHEST, RATE, SMOOTH
from bot.rules.topic.words import words
from bot.texts import LANGUAGES, speaker
from tests.conftest import SHARED
from tests.rules.topic.measure import Shares, halves, held_out, outcome, taught

VOICES = sorted(file.name for file in files("bot.rules.topic").joinpath("bank").iterdir() if file.name.endswith(".tsv"))
PER_TOPIC, PER_LANGUAGE = 60, 20
HASH_SEEDS = ("0", "1", "4242")
SLOW = 0.2
"""Seconds for a question of 5,000 characters; it takes a hundredth, and other work on the machine the rest."""
ODD = {
    "empty": "",
    "blank": " \n\t ",
    "one word": "statistik",
    "one letter": "a",
    "5,000 letters in one": "x" * 5000,
    "5,000 characters of words": "hvor mange patienter skal vi have med " * 132,
    "Polish": "Czy ktoś wie, jak obliczyć, ilu pacjentów potrzebujemy do badania?",
    "emoji": "🎉🩺👩🏽‍⚕️",
    "digits": "2026 17 4 3,5",
    "null bytes": "\0\0hej\0",
    "half a character": "\ud83d",
    "marks": "?!.,<>&*_~`",
}


@pytest.fixture(scope="module")
def small() -> Model:
    """A model that may be taught: three classes of a few examples."""
    return Model(
        [
            Example("statistics", "da", "hvor mange patienter skal vi have med"),
            Example("statistics", "da", "hvor mange målinger skal vi have"),
            Example("funding", "da", "hvem giver penge til projektet"),
            Example("funding", "da", "er der penge til en rejse"),
            Example("gdpr", "da", "hvor må filen ligge"),
            Example("gdpr", "da", "må vi sende filen til Norge"),
        ]
    )


@pytest.mark.parametrize("voice", VOICES)
def test_every_line_of_the_bank_is_a_class_a_language_and_a_question(voice: str) -> None:
    lines = files("bot.rules.topic").joinpath("bank", voice).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "the last line has an end too"
    wrong = []
    for number, line in enumerate(lines, 1):
        parts = line.split("\t")
        if len(parts) != 3 or parts[0] not in CLASSES or parts[1] not in LANGUAGES or not parts[2] or parts[2] != parts[2].strip():
            wrong.append((number, line))
    assert wrong == []


def test_no_line_of_the_bank_holds_an_identity_number() -> None:
    assert [example for example in bank() if privacy.find(example.text)] == []


def test_no_question_stands_twice_in_a_class_and_none_in_two_classes() -> None:
    classes: dict[str, list[str]] = {}
    for example in bank():
        classes.setdefault(example.text, []).append(example.topic)
    assert {text: topics for text, topics in classes.items() if len(topics) > 1} == {}


def test_every_class_has_enough_examples_and_enough_of_each_language() -> None:
    by_class = Counter(example.topic for example in bank())
    by_language = Counter((example.topic, example.language) for example in bank())
    assert {topic: by_class[topic] for topic in CLASSES if by_class[topic] < PER_TOPIC} == {}
    pairs = [(topic, language) for topic in CLASSES for language in LANGUAGES]
    assert {pair: by_language[pair] for pair in pairs if by_language[pair] < PER_LANGUAGE} == {}


def test_the_held_out_questions_are_in_no_bank() -> None:
    known = {example.text.casefold() for example in bank()}
    assert [example for _, examples in held_out() for example in examples if example.text.casefold() in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [speaker(language).plain(f"topic-{topic.replace('_', '-')}") for topic in CLASSES]  # type: ignore[arg-type]
    assert len(set(names)) == len(CLASSES)
    assert not [name for name in names if "_" in name or not name.strip()]


def test_every_topic_has_steps_and_nothing_else_has() -> None:
    assert set(GUIDELINE) == set(TOPICS)
    assert not set(TOPICS) & set(OUTSIDE)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_is_asked_is_answered_at_once(text: str) -> None:
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        guesses = model().read(text)
        taken.append(time.perf_counter() - begun)
    assert_sound(guesses)
    assert min(taken) < SLOW


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_is_asked_can_be_explained(text: str) -> None:
    why = model().why(text, model().read(text)[0].topic)
    assert len(why.examples) == 2
    assert set(why.words) <= set(words(text))


def test_chances_sum_to_one_and_the_likeliest_comes_first() -> None:
    for _, guesses in read_inside():
        assert_sound(guesses)


def assert_sound(guesses: list[Guess]) -> None:
    chances = [guess.chance for guess in guesses]
    assert {guess.topic for guess in guesses} == set(CLASSES)
    assert len(guesses) == len(CLASSES)
    assert math.isclose(sum(chances), 1.0, abs_tol=1e-9)
    assert chances == sorted(chances, reverse=True)
    assert all(0.0 <= chance <= 1.0 for chance in chances)


def test_what_says_nothing_known_is_equally_likely_to_be_anything() -> None:
    assert {guess.chance for guess in model().read("x" * 5000)} == {1 / len(CLASSES)}


@pytest.mark.parametrize("weight", [FULL, LONE])
def test_a_lesson_taken_back_leaves_no_trace_to_the_last_bit(weight: float) -> None:
    asked = [example.text for _, examples in held_out() for example in examples[::60]]
    before = [model().read(text) for text in asked]
    why = [model().why(text, guesses[0].topic) for text, guesses in zip(asked, before, strict=True)]
    lessons = [
        Example("gdpr", "da", "zqxw hvor må filen med blodtal ligge, qqqq"),  # words that nobody has written before
        Example("funding", "en", asked[0]),
        Example("funding", "en", asked[0]),
        Example("vague", "da", "hej"),  # a question of the bank, in its own class
    ]
    for lesson in lessons:
        model().learn(lesson, weight)
    assert [model().read(text) for text in asked] != before
    for lesson in lessons:
        model().learn(lesson, -weight)
    assert [model().read(text) for text in asked] == before
    assert [model().why(text, guesses[0].topic) for text, guesses in zip(asked, before, strict=True)] == why


def test_a_copy_learns_without_the_model_it_was_made_of(small: Model) -> None:
    lesson = Example("funding", "da", "hvem giver tid til projektet")
    before, why = small.read(lesson.text), small.why(lesson.text, "funding")
    other = small.copy()
    other.learn(lesson)
    assert other.read(lesson.text) != before
    assert (small.read(lesson.text), small.why(lesson.text, "funding")) == (before, why)
    other.learn(lesson, -1.0)
    assert other.read(lesson.text) == before


def test_adding_in_whole_numbers_gives_the_sum_of_what_each_feature_tells() -> None:
    """Also in the longest question with the most and the rarest words."""
    longest = " ".join(dict.fromkeys(word for example in bank() for word in words(example.text) if len(word) == 3))
    for text in (longest, "hvor mange patienter skal vi have med " * 132, *(example.text for example, _ in read_inside()[::20])):
        assert_adds_up(model(), text)


def assert_adds_up(one: Model, text: str) -> None:
    weighed, everything, kinds = one._weighed(text), sum(one._sums), len(one._counts)
    for index, mine in enumerate(one._sums):
        unseen = math.log(everything - mine + SMOOTH * kinds) - math.log(mine + SMOOTH * kinds)
        score = sum(weight * (one._tells(feature).get(index, 0.0) + unseen) for feature, weight in weighed.items())
        assert math.isclose(one._scores(text)[0][index], score, abs_tol=1e-9)


@pytest.mark.parametrize("times", [1, 40])  # at first a little, then as far as it goes
def test_a_lesson_moves_a_question_by_how_far_the_bank_was_off_and_how_much_they_share(small: Model, times: int) -> None:
    lessons = [(Example("gdpr", "da", "hvem skal have filen med penge"), 0.5), (Example("funding", "da", "må filen have penge penge"), 1.0)] * times
    text = "penge til filen filen"
    off = [{guess.topic: (guess.topic == one.topic) - guess.chance for guess in small.read(one.text)} for one, _ in lessons]
    wiser, weighed = small.copy(), small._weighed(text)
    for one, weight in lessons:
        wiser.learn(one, weight)
    shared = [weight * sum(weighed.get(feature, 0.0) * other for feature, other in small._weighed(one.text).items()) for one, weight in lessons]
    for topic, moved in zip(CLASSES, wiser._scores(text)[1], strict=True):
        wanted = RATE * sum(share * one[topic] for share, one in zip(shared, off, strict=True)) * (topic != "emergency")
        assert math.isclose(moved, max(-FARTHEST, min(FARTHEST, wanted)), abs_tol=1e-3)


def test_whatever_is_learned_no_emergency_is_lost() -> None:
    emergencies = [example for _, examples in held_out() for example in examples if example.topic == "emergency"]
    lessons = [(example, FULL) for example, _ in read_inside()] * 3
    assert [outcome(topic, guesses) for topic, guesses in taught(model(), lessons, emergencies)] == ["queue"] * len(emergencies)


def test_clicks_on_half_of_a_voice_make_the_other_half_understood_better() -> None:
    """Each click by another person; the voice of the labelled questions, which learns most (`measure` tells of all)."""
    bare, change = Model(bank(without=frozenset({"dev"}))), 0.0
    for clicked, asked in halves("dev"):
        after = taught(bare, lessons([(example.text, example) for example in clicked]), asked)
        change += (Shares.of(after).one_click - Shares.of(taught(bare, [], asked)).one_click) / 2
    assert change > 0.005


@cache
def readings() -> dict[str, list[tuple[Example, list[Guess]]]]:
    """Of every held-out question by the model of the bank alone: reading them takes seconds."""
    return {name: [(example, model().read(example.text)) for example in examples] for name, examples in held_out()}


def read_inside() -> list[tuple[Example, list[Guess]]]:
    return [reading for read_ in readings().values() for reading in read_ if reading[0].topic in TOPICS]


def misunderstood() -> list[Example]:
    """Questions of others whose topic is not the model's first guess."""
    return [example for example, guesses in read_inside() if guesses[0].topic != example.topic]


def test_there_is_something_to_learn() -> None:
    assert len(misunderstood()) > 8


@pytest.mark.parametrize("weight", [FULL, LONE])
def test_a_learned_question_is_understood_at_once_when_it_is_asked_again(weight: float) -> None:
    still = []
    for example in misunderstood()[::3]:
        model().learn(example, weight)
        if model().read(example.text)[0].topic != example.topic or model().read(f"  {example.text.upper()}!! ")[0].topic != example.topic:
            still.append(example)
        model().learn(example, -weight)
    assert still == []


def test_what_somebody_asked_is_never_quoted_to_others_as_a_reason(small: Model) -> None:
    lesson = Example("funding", "da", "kan nogen betale for tolken")
    small.learn(lesson)
    assert lesson.text not in small.why(lesson.text, "funding").examples


def test_the_order_of_what_is_learned_does_not_matter(small: Model) -> None:
    lessons = [
        Example("gdpr", "da", "må min vejleder se listen"),
        Example("funding", "da", "min vejleder skal have løn"),
        Example("gdpr", "en", "whose list"),
    ]
    readings = []
    for order in (lessons, lessons[::-1]):
        for lesson in order:
            small.learn(lesson)
        readings.append([small.read(text) for text in ("min vejleder", "må listen deles", "penge og patienter")])
        for lesson in order:
            small.learn(lesson, -1.0)
    assert readings[0] == readings[1]


def test_the_answers_are_the_same_bytes_under_every_hash_seed(tmp_path: Path) -> None:
    directory = SHARED / "data/ask/directory.json"
    if not directory.exists():
        pytest.skip("the directory lies in shared/ beside the project")
    spire = Path(sys.executable).with_name("spire")
    asked = [example for _, examples in held_out() for example in examples[::23]] + [Example("vague", "da", text) for text in ODD.values()]
    askers = [
        ("KUH", "ortho", "physician", "phd_student"),
        ("RHV", "med", "nurse", "clinical_svp"),
        ("SOV", "card", "physician", "specialist_trainee"),
    ]
    rows = tmp_path / "rows.jsonl"
    keys = ("hospital", "department", "profession", "career_stage")
    with rows.open("w", encoding="utf-8") as file:
        for number, example in enumerate(asked):
            asker = dict(zip(keys, askers[number % len(askers)], strict=True))
            file.write(json.dumps({"id": f"Q{number}", "lang": example.language, "asker": asker, "question": example.text}) + "\n")
    running = [
        subprocess.Popen(
            [spire, "route", "--jsonl", "--directory", directory],
            stdin=rows.open("rb"),
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        for seed in HASH_SEEDS
    ]
    answers = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(answers[0].splitlines()) == len(asked)
    assert answers[0] == answers[1] == answers[2]


# Today: within one click 98.7 and 94.6 %, at once 93.3 and 84.8, wrong 1.0, outside queued 100 and 97.2, emergencies 100. A question is a third of a
# point and the luck of the draw some 1.3 points: a few less are room for a better bank to differ, more are a loss. No emergency is lost at all.
FLOORS = {
    "held_out": Shares(first=0.94, at_once=0.89, one_click=0.95, wrong=0.03, queued=0.02, outside=0.94, urgent=1.0),
    "held_out_2": Shares(first=0.88, at_once=0.80, one_click=0.91, wrong=0.03, queued=0.06, outside=0.91, urgent=1.0),
}


def test_every_held_out_set_has_a_floor() -> None:
    assert {name for name, _ in held_out()} == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_questions_by_others_are_understood_as_well_as_before(name: str) -> None:
    found, floor = Shares.of([(example.topic, guesses) for example, guesses in readings()[name]]), FLOORS[name]
    assert found.first >= floor.first
    assert found.at_once >= floor.at_once
    assert found.one_click >= floor.one_click
    assert found.wrong <= floor.wrong
    assert found.queued <= floor.queued
    assert found.outside >= floor.outside
    assert found.urgent >= floor.urgent


def test_a_chance_promises_no_more_than_is_kept() -> None:
    """Of the questions given a chance of a half to nine tenths at least so many are right (those above are nearly all)."""
    firsts = [(example.topic, guesses[0]) for read in readings().values() for example, guesses in read]
    doubtful = [(guess.topic == topic, guess.chance) for topic, guess in firsts if 0.5 <= guess.chance < 0.9]
    assert len(doubtful) > 50
    assert sum(right for right, _ in doubtful) > sum(chance for _, chance in doubtful)
    sure = [guess.topic == topic for topic, guess in firsts if guess.chance >= 0.9]
    assert sum(sure) > 0.98 * len(sure)


def click(person: str, topic: str, text: str = "kan nogen betale for tolken") -> tuple[str, Example]:
    return person, Example(topic, "da", text)  # type: ignore[arg-type]  # the tests' own topics


def weights(*clicks: tuple[str, Example]) -> dict[tuple[str, str], float]:
    return {(example.text, example.topic): weight for example, weight in lessons(clicks)}


def test_a_click_that_nobody_else_made_weighs_little_and_one_that_somebody_did_weighs_fully() -> None:
    tolken = "kan nogen betale for tolken"
    assert weights(click("anne", "funding")) == {(tolken, "funding"): LONE}
    assert weights(click("anne", "funding"), click("bo", "funding", "Kan nogen betale for tolken?!")) == {(tolken, "funding"): FULL}
    assert weights(click("anne", "funding"), click("anne", "funding")) == {(tolken, "funding"): LONE}
    assert lessons([]) == []


def test_of_ones_clicks_on_a_question_the_last_counts() -> None:
    assert weights(click("anne", "gdpr"), click("anne", "funding")) == {("kan nogen betale for tolken", "funding"): LONE}


def test_where_people_disagree_the_more_are_believed_and_two_who_do_are_both_heard() -> None:
    tolken = "kan nogen betale for tolken"
    both = (click("anne", "funding"), click("bo", "gdpr"))
    assert weights(*both) == {(tolken, "funding"): LONE, (tolken, "gdpr"): LONE}
    assert weights(*both, click("carl", "funding")) == {(tolken, "funding"): FULL}


def test_of_one_persons_lone_clicks_the_latest_count() -> None:
    many = [click("anne", "gdpr", f"spørgsmål {number}") for number in range(200)]
    found = weights(*many)
    assert list(found) == [(f"spørgsmål {number}", "gdpr") for number in range(200 - LATEST, 200)]
    joined = weights(*many, click("bo", "gdpr", "spørgsmål 0"))
    assert joined == {("spørgsmål 0", "gdpr"): FULL} | found


def test_who_says_something_again_says_it_last() -> None:
    many = [click("anne", "gdpr", f"spørgsmål {number}") for number in (0, *range(1, LATEST + 1), 0)]
    assert list(weights(*many)) == [(f"spørgsmål {number}", "gdpr") for number in (*range(2, LATEST + 1), 0)]


def test_of_all_lessons_the_latest_count() -> None:
    many = [click(f"person {number}", "gdpr", f"spørgsmål {number}") for number in range(MOST + 10)]
    assert list(weights(*many)) == [(f"spørgsmål {number}", "gdpr") for number in range(10, MOST + 10)]


def test_what_has_no_words_teaches_nothing() -> None:
    assert lessons([click("anne", "gdpr", "🎉 ?!")]) == []


def test_a_fresh_click_changes_the_answer_to_that_very_question_even_after_two_hundred_others_of_the_same_person() -> None:
    misread = misunderstood()[::8]
    before = [("anne", Example("gdpr", "da", f"spørgsmål {number}")) for number in range(200)]
    for example in misread:
        [(topic, guesses)] = taught(model(), lessons([*before, ("anne", example)]), [example])
        assert guesses[0].topic == topic


def test_two_hundred_wrong_clicks_by_one_person_change_less_than_a_point() -> None:
    """Here on every second of the very questions that are asked then, always the likeliest wrong topic: the worst that one can do."""
    asked = [example for example, _ in read_inside()]
    wrong = [
        Example(next(guess.topic for guess in guesses if guess.topic in TOPICS and guess.topic != example.topic), example.language, example.text)
        for example, guesses in read_inside()[::2][:200]
    ]
    before = Shares.of([(example.topic, guesses) for example, guesses in read_inside()])
    after = Shares.of(taught(model(), lessons([("one", example) for example in wrong]), asked))
    assert after != before, "a person is heard"
    assert before.one_click - after.one_click < 0.01
