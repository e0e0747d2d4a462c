"""How a route is told: in words for people, in rows for programs."""

import re

import pytest

from bot.rules.directory import Listed
from bot.rules.guideline import Step
from bot.rules.routing import Choice, Found, Route
from bot.rules.topic import CLASSES, OUTSIDE, Class, Guess, Why
from bot.screens.routing import SHOWN, flat, lines, person, topic
from bot.texts import LANGUAGES, Language, speaker

ANNE = Listed("E1", "Anne Holm", "fao", "UNI", "card", "physician")
STATISTICS = Step("stat", "serves")
PEOPLE = [Listed(f"S{number}", f"Person {number}", "stat", "UNI", "res", "other") for number in range(SHOWN + 2)]
GUESSES = (Guess("statistics", 0.6), Guess("abstract", 0.3), Guess("vague", 0.004))
WHY: dict[Class, Why] = {
    "statistics": Why(("mange", "patienter"), ("hvor mange skal vi have med", "hvor mange patienter er nok")),
    "abstract": Why((), ("poster til kongres",)),
    "vague": Why(("hej",), ("hej",)),
}
CHOICES = (
    Choice(("statistics", "redcap"), 0.6, tuple(Found(one, "statistics", STATISTICS, "serves") for one in PEOPLE)),
    Choice(("abstract",), 0.3, (Found(ANNE, "abstract", Step("fao", "department"), "department"),)),
)
ROUTED, CHOOSE = Route("routed", GUESSES, CHOICES[:1]), Route("choose", GUESSES, CHOICES)
BLOCKED, NOBODY = Route("blocked"), Route("queue", GUESSES, reason="nobody")


def test_a_routed_question_is_a_row_of_people_best_first() -> None:
    assert flat(ROUTED) == {"outcome": "routed", "ranked": [one.id for one in PEOPLE], "choices": []}


def test_a_choice_is_a_row_of_at_most_three_people_for_each_topic() -> None:
    assert flat(CHOOSE) == {"outcome": "choose", "ranked": [], "choices": [["S0", "S1", "S2"], ["E1"]]}


@pytest.mark.parametrize("route", [BLOCKED, NOBODY, Route("queue", GUESSES, reason="vague")])
def test_what_goes_to_nobody_names_nobody(route: Route) -> None:
    assert flat(route) == {"outcome": route.outcome, "ranked": [], "choices": []}


def test_a_route_is_explained_step_by_step() -> None:
    assert lines(CHOOSE, WHY, speaker("en")) == [
        "Identity numbers: none found.",
        "About numbers, statistics and sample size: 60 %",
        "    because of the words: mange, patienter",
        "    like: “hvor mange skal vi have med”",
        "About an abstract, a poster or a talk: 30 %",
        "    like: “poster til kongres”",
        "The asker chooses between:",
        "  60 %  numbers, statistics and sample size / databases and questionnaires (REDCap)",
        "    Person 0, biostatistician for your hospital",
        "    Person 1, biostatistician for your hospital",
        "    Person 2, biostatistician for your hospital",
        "  30 %  an abstract, a poster or a talk",
        "    Anne Holm, research-responsible consultant in your own department",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unlikely_topic_is_not_worth_a_line(language: Language) -> None:
    assert topic("vague", speaker(language)) not in "\n".join(lines(CHOOSE, WHY, speaker(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_question_is_told_to_hold_an_identity_number_and_nothing_more(language: Language) -> None:
    assert lines(BLOCKED, {}, speaker(language)) == [speaker(language).plain("route-blocked")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [*OUTSIDE, "nobody"])
def test_every_reason_to_queue_a_question_has_words(reason: str, language: Language) -> None:
    told = lines(Route("queue", GUESSES, reason=reason), WHY, speaker(language))  # type: ignore[arg-type]
    assert speaker(language).plain(f"route-queue-{reason.replace('_', '-')}") in told[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_named_without_its_code(language: Language) -> None:
    names = [topic(about, speaker(language)) for about in CLASSES]
    assert len(set(names)) == len(CLASSES)
    assert not [name for name in names if re.search(r"_|\btopic-", name)]


ROLES = {
    "da": "Anne Holm, forskningsansvarlig overlæge i din egen afdeling",
    "nb": "Anne Holm, forskningsansvarlig overlege i din egen avdeling",
    "en": "Anne Holm, research-responsible consultant in your own department",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_told_with_role_and_place(language: Language) -> None:
    assert person(Found(ANNE, "abstract", Step("fao", "department"), "department"), speaker(language)) == ROLES[language]


ABBREVIATED = [
    ("gcp", "en", "clinical trials adviser"),
    ("gcp", "da", "GCP-koordinator"),
    ("phdsup", "en", "PhD supervisor"),
    ("phdsup", "da", "ph.d.-vejleder"),
]


@pytest.mark.parametrize(("role", "language", "told"), ABBREVIATED)
def test_a_role_begins_small_within_a_sentence_unless_it_is_an_abbreviation(role: str, language: Language, told: str) -> None:
    somebody = Listed("E2", "Bo Lind", role, "UNI", "res", "other")
    assert person(Found(somebody, "phd_supervisor", Step(role, "network"), "network"), speaker(language)).startswith(f"Bo Lind, {told} ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_knows_the_field_is_told_to(language: Language) -> None:
    say = speaker(language)
    knowing, plain = (person(Found(ANNE, "idea_sparring", Step("fao", "near", knows=knows), "near"), say) for knows in (True, False))
    assert knowing.startswith(plain)
    assert len(knowing) > len(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_is_called_is_told_as_it_is(language: Language) -> None:
    odd = Listed("E2", "Bo <b> & $x { $y }", "gcp", "UNI", "res", "other")
    assert person(Found(odd, "clinical_trial", Step("gcp", "serves"), "serves"), speaker(language)).startswith("Bo <b> & $x { $y }, ")
