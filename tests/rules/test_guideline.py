"""The guideline as data: every step leads somewhere, and every kind of asker is one."""

from itertools import product

import pytest

from bot.rules.directory import PROFESSIONS, ROLES, STAGES, Asker
from bot.rules.guideline import COMMON, GUIDELINE, Step, kind, steps
from bot.rules.topic import TOPICS
from bot.texts import LANGUAGES, speaker

KINDS = {
    ("medical_student", "medical_student"): "student",
    ("physician", "medical_student"): "student",
    ("physician", "junior_doctor"): "doctor",
    ("physician", "specialist_trainee"): "trainee",
    ("physician", "phd_student"): "doctoral",
    ("physician", "postdoc"): "specialist",
    ("physician", "specialist"): "specialist",
    ("physician", "senior_researcher"): "specialist",
    ("nurse", "clinical_svp"): "nurse",
    ("nurse", "phd_student"): "nurse",
    ("midwife", "svp_master"): "professional",
    ("physiotherapist", "phd_student"): "professional",
    ("occupational_therapist", "svp_master"): "professional",
    ("radiographer", "postdoc"): "professional",
    ("biomedical_scientist", "clinical_svp"): "professional",
    ("other", "phd_student"): "doctoral",
    ("", ""): "doctor",
}
EVERY_STEP = sorted({step for by_kind in GUIDELINE.values() for found in by_kind.values() for step in found}, key=repr)


def asker(profession: str, stage: str) -> Asker:
    return Asker("UNI", "card", profession, stage)


@pytest.mark.parametrize(("who", "is_kind"), KINDS.items())
def test_an_asker_is_of_one_kind_by_profession_first(who: tuple[str, str], is_kind: str) -> None:
    assert kind(asker(*who)) == is_kind


@pytest.mark.parametrize("topic", TOPICS)
def test_whoever_asks_has_steps_none_of_them_twice(topic: str) -> None:
    for profession, stage in product((*PROFESSIONS, ""), (*STAGES, "")):
        found = steps(topic, asker(profession, stage))  # type: ignore[arg-type]  # one of TOPICS
        assert found
        assert len(found) == len(set(found))


@pytest.mark.parametrize("by_kind", GUIDELINE.values(), ids=GUIDELINE)
def test_every_topic_says_what_holds_for_anybody_and_names_only_kinds_there_are(by_kind: dict[str, tuple[Step, ...]]) -> None:
    assert "any" in by_kind
    assert set(by_kind) - {"any"} <= set(KINDS.values())


def test_a_step_looks_for_a_role_there_is() -> None:
    assert {step.role for step in EVERY_STEP} | COMMON <= set(ROLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_and_every_place_has_words(language: str) -> None:
    say = speaker(language)  # type: ignore[arg-type]  # one of LANGUAGES
    assert all(say.plain(f"role-{role}") for role in ROLES)
    assert all(say.plain(f"where-{step.where}") for step in EVERY_STEP)


def test_support_is_looked_for_only_by_whom_it_serves() -> None:
    """A statistician of another region is no answer, however near; the mentor programme and the national ways in are support too."""
    support = COMMON | {"stat", "data", "biobank", "trialnurse", "patient", "genom", "library", "intl", "integrity", "contract", "qual"}
    support |= {"healthecon", "career", "student"}
    assert {step.where for step in EVERY_STEP if step.role in support} == {"serves"}


def test_a_mentor_of_ones_own_way_takes_ones_stage() -> None:
    for topic in ("mentor_worklife", "postdoc_path"):
        assert {step.stage for step in steps(topic, asker("physician", "phd_student")) if step.role == "mentor"} == {True}  # type: ignore[arg-type]


def test_colleagues_are_of_the_askers_profession() -> None:
    for topic in TOPICS:
        for profession in ("nurse", "midwife"):
            colleagues = [step for step in steps(topic, asker(profession, "svp_master")) if step.role == "svp" and not step.knows]
            assert [step for step in colleagues if not step.same and step.where != "elsewhere"] == []


def test_every_role_of_the_guideline_can_be_given_to_somebody() -> None:
    wanted = {step.role for kinds in GUIDELINE.values() for steps_ in kinds.values() for step in steps_}
    assert (wanted | COMMON) - set(ROLES) == set()
