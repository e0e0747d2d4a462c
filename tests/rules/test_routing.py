"""Whom a question goes to, with a small network made here: a hub (UNI) and a regional hospital (NORD) in Denmark, two in Norway (FJELL, VIK).

Everybody's id says what they are: `fao-NORD-med` is the research-responsible consultant of the medical department at NORD.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.rules.directory import Absence, Asker, Department, Directory, Hospital, Listed
from bot.rules.guideline import COMMON
from bot.rules.roster import file as roster_file
from bot.rules.routing import CHOICES, EMERGENCY_POSSIBLE, OUTSIDE_LIKELY, SURE, Look, outside, route
from bot.rules.topic import CLASSES, TOPICS, Class, Example, Guess, Topic, model
from bot.screens.routing import flat
from tests.conftest import SHARED
from tests.rules.topic.measure import held_out

TODAY = date(2026, 2, 16)
HOSPITALS = (Hospital("UNI", "DK", hub=True), Hospital("NORD", "DK"), Hospital("FJELL", "NO"), Hospital("VIK", "NO"))
WHERE = {"UNI": ("card", "neuro", "gyn"), "NORD": ("med", "gyn"), "FJELL": ("neuro", "gyn"), "VIK": ("med",)}
KNOWN = {"card": ("atrieflimren",), "neuro": ("migræne",), "gyn": ("endometriose",), "med": ("polyfarmaci",)}
NAMES = {"card": ("Hjertesygdomme", "kardio"), "neuro": ("Neurologi",), "gyn": ("Gynækologi",), "med": ("Medicinsk afdeling",)}
SUPPORT = ("stat", "data", "biobank", "legal", "ethics", "gcp", "trialnurse", "patient", "library", "integrity", "phdadm", "registry", "fund")
SHARED_BY_ALL = ("genom", "intl", "contract", "career", "qual", "healthecon")
DANISH, NORWEGIAN = frozenset({"UNI", "NORD"}), frozenset({"FJELL", "VIK"})
YOUNG = frozenset({"junior_doctor", "specialist_trainee", "phd_student"})


def one(role: str, hospital: str, department: str, profession: str = "physician", **given: object) -> Listed:
    language = "da" if hospital in DANISH else "nb"
    person = Listed(
        f"{role}-{hospital}-{department}", f"{role} {hospital} {department}", role, hospital, department, profession, frozenset({language})
    )
    return replace(person, **given)  # type: ignore[arg-type]


def everybody() -> Iterator[Listed]:
    for hospital, departments in WHERE.items():
        yield one("coord", hospital, "res", "other")
        for department in departments:
            for role, profession in {"fao": "physician", "uao": "physician", "udv": "nurse", "mentor": "physician"}.items():
                knows = KNOWN[department] if role in {"fao", "mentor"} else ()
                yield one(role, hospital, department, profession, topics=knows, stages=YOUNG if role == "mentor" else frozenset())
    for hospital, department in (("UNI", "card"), ("UNI", "neuro"), ("UNI", "gyn"), ("FJELL", "neuro")):
        yield one("prof", hospital, department, topics=KNOWN[department])
        yield one("phdsup", hospital, department, topics=KNOWN[department])
    for hospital, department, profession in (
        ("UNI", "card", "nurse"),
        ("NORD", "med", "nurse"),
        ("UNI", "gyn", "midwife"),
        ("FJELL", "neuro", "midwife"),
    ):
        yield replace(one("svp", hospital, department, profession), id=f"{profession}-{hospital}-{department}")
    for role in SUPPORT:
        yield one(role, "UNI", "res", "other", serves=DANISH)
        yield one(role, "FJELL", "res", "other", serves=NORWEGIAN)
    for role in SHARED_BY_ALL:
        yield one(role, "UNI", "res", "other", serves=DANISH | NORWEGIAN)
    yield one("student", "UNI", "res", "other", serves=DANISH)
    yield one("pkl", "UNI", "med")
    yield one("function", "", "danish", "other", slots=99, serves=DANISH, functions=frozenset({"start", "coord", "legal", "stat"}))
    yield one("function", "", "norwegian", "other", slots=99, serves=NORWEGIAN, functions=COMMON)


def directory(people: Iterable[Listed], today: date = TODAY) -> Directory:
    return Directory(tuple(people), HOSPITALS, tuple(Department(id_, names) for id_, names in NAMES.items()), today=today)


NETWORK = directory(everybody())


def without(*ids: str) -> Directory:
    """The network without people, by the beginnings of their ids."""
    return directory(person for person in everybody() if not person.id.startswith(ids))


def changed(id_: str, **given: object) -> Directory:
    """The network with one of its people changed."""
    return directory(replace(person, **given) if person.id == id_ else person for person in everybody())  # type: ignore[arg-type]


def asker(kind: str = "trainee", hospital: str = "UNI", department: str = "card") -> Asker:
    profession, stage = KINDS[kind]
    return Asker(hospital, department, profession, stage, "da" if hospital in DANISH else "nb")


KINDS = {
    "doctor": ("physician", "junior_doctor"),
    "trainee": ("physician", "specialist_trainee"),
    "doctoral": ("physician", "phd_student"),
    "postdoc": ("physician", "postdoc"),
    "specialist": ("physician", "specialist"),
    "nurse": ("nurse", "clinical_svp"),
    "midwife": ("midwife", "svp_master"),
    "student": ("medical_student", "medical_student"),
}


def asked(topic: Topic, who: Asker, people: Directory = NETWORK, text: str = "") -> list[str]:
    """Who would be asked about the topic, best first."""
    return [found.person.id for found in Look(text, who, people).people(topic)]


# The guideline, a row for a rule: topic, kind of asker, their hospital and department, who is missing there, and who comes first.
GUIDELINE = [
    # start_research: a doctor's own research-responsible consultant, else the own hospital's coordinator, else the regional functions
    ("start_research", "doctor", "UNI", "card", (), "fao-UNI-card"),
    ("start_research", "doctor", "NORD", "card", (), "fao-NORD-med"),
    ("start_research", "doctor", "NORD", "neuro", (), "coord-NORD-res"),
    ("start_research", "doctor", "FJELL", "card", (), "coord-FJELL-res"),
    ("start_research", "doctor", "NORD", "neuro", ("coord-",), "function--danish"),
    ("start_research", "doctor", "FJELL", "card", ("coord-",), "function--norwegian"),
    ("start_research", "nurse", "UNI", "neuro", (), "udv-UNI-neuro"),
    ("start_research", "nurse", "VIK", "med", (), "udv-VIK-med"),
    ("start_research", "midwife", "UNI", "gyn", (), "midwife-UNI-gyn"),
    ("start_research", "midwife", "NORD", "gyn", (), "coord-NORD-res"),
    # research_leave
    ("research_leave", "trainee", "NORD", "gyn", (), "uao-NORD-gyn"),
    ("research_leave", "trainee", "NORD", "gyn", ("uao-",), "fao-NORD-gyn"),
    ("research_leave", "trainee", "NORD", "gyn", ("uao-", "fao-"), "prof-UNI-gyn"),
    ("research_leave", "trainee", "NORD", "gyn", ("uao-", "fao-", "prof-"), "pkl-UNI-med"),
    ("research_leave", "specialist", "UNI", "card", (), "prof-UNI-card"),
    ("research_leave", "postdoc", "FJELL", "neuro", (), "prof-FJELL-neuro"),
    ("research_leave", "specialist", "UNI", "card", ("prof-",), "fao-UNI-card"),
    ("research_leave", "nurse", "NORD", "med", (), "nurse-NORD-med"),
    ("research_leave", "midwife", "NORD", "gyn", ("midwife-",), "coord-NORD-res"),
    # PhD: the coordinator of the country; supervisor or professor in the own country or the hub, then the local consultant; the same profession
    ("phd_admin", "doctoral", "NORD", "gyn", (), "phdadm-UNI-res"),
    ("phd_admin", "doctoral", "VIK", "med", (), "phdadm-FJELL-res"),
    ("phd_supervisor", "trainee", "NORD", "gyn", (), "phdsup-UNI-gyn"),
    ("phd_supervisor", "trainee", "VIK", "neuro", (), "phdsup-FJELL-neuro"),
    ("phd_supervisor", "trainee", "FJELL", "gyn", (), "phdsup-UNI-gyn"),
    ("phd_supervisor", "trainee", "NORD", "gyn", ("phdsup-",), "prof-UNI-gyn"),
    ("phd_supervisor", "trainee", "NORD", "gyn", ("phdsup-", "prof-"), "fao-NORD-gyn"),
    ("phd_supervisor", "midwife", "NORD", "gyn", (), "midwife-UNI-gyn"),
    # postdoc_path
    ("postdoc_path", "doctoral", "UNI", "card", (), "mentor-UNI-card"),
    ("postdoc_path", "trainee", "NORD", "med", (), "mentor-NORD-med"),
    ("postdoc_path", "doctoral", "UNI", "card", ("mentor-", "prof-", "phdsup-"), "career-UNI-res"),
    ("postdoc_path", "doctoral", "UNI", "card", ("mentor-", "prof-"), "phdsup-UNI-card"),
    ("postdoc_path", "doctoral", "UNI", "card", ("mentor-", "phdsup-"), "prof-UNI-card"),
    ("postdoc_path", "postdoc", "UNI", "card", (), "prof-UNI-card"),
    ("postdoc_path", "specialist", "FJELL", "gyn", (), "prof-UNI-gyn"),
    # idea_sparring: the local consultant, then anyone with the topic in the own country or the hub; development nurse, senior researcher
    ("idea_sparring", "trainee", "NORD", "card", (), "fao-NORD-med"),
    ("idea_sparring", "trainee", "FJELL", "neuro", (), "fao-FJELL-neuro"),
    ("idea_sparring", "nurse", "NORD", "med", (), "udv-NORD-med"),
    ("idea_sparring", "nurse", "NORD", "med", ("udv-",), "nurse-NORD-med"),
    ("idea_sparring", "midwife", "NORD", "gyn", (), "midwife-UNI-gyn"),
    # journal_club, abstract, evidence_search
    ("journal_club", "doctor", "NORD", "gyn", (), "fao-NORD-gyn"),
    ("journal_club", "doctor", "NORD", "gyn", ("fao-",), "mentor-NORD-gyn"),
    ("journal_club", "nurse", "NORD", "gyn", (), "udv-NORD-gyn"),
    ("abstract", "trainee", "FJELL", "gyn", (), "fao-FJELL-gyn"),
    ("abstract", "trainee", "FJELL", "gyn", ("fao-",), "mentor-FJELL-gyn"),
    ("abstract", "nurse", "VIK", "med", (), "udv-VIK-med"),
    ("evidence_search", "doctor", "UNI", "gyn", (), "fao-UNI-gyn"),
    ("evidence_search", "nurse", "UNI", "gyn", (), "udv-UNI-gyn"),
    ("evidence_search", "nurse", "UNI", "gyn", ("udv-",), "library-UNI-res"),
    ("evidence_search", "nurse", "VIK", "med", ("udv-",), "library-FJELL-res"),
    # mentor_worklife: a mentor of the own department who takes the asker's stage, else the mentor programme
    ("mentor_worklife", "doctoral", "UNI", "card", (), "mentor-UNI-card"),
    ("mentor_worklife", "postdoc", "UNI", "card", (), "career-UNI-res"),
    ("mentor_worklife", "doctoral", "FJELL", "card", (), "career-UNI-res"),
    # svp_career: own hospital, country, network
    ("svp_career", "nurse", "NORD", "gyn", (), "nurse-NORD-med"),
    ("svp_career", "midwife", "NORD", "gyn", (), "midwife-UNI-gyn"),
    ("svp_career", "midwife", "VIK", "med", (), "midwife-FJELL-neuro"),
    ("svp_career", "nurse", "VIK", "med", (), "nurse-NORD-med"),
    # support: the person whose hospitals hold the asker's, and then the function
    ("statistics", "nurse", "NORD", "gyn", (), "stat-UNI-res"),
    ("statistics", "trainee", "VIK", "med", (), "stat-FJELL-res"),
    ("statistics", "trainee", "NORD", "gyn", ("stat-",), "function--danish"),
    ("redcap", "trainee", "NORD", "gyn", (), "data-UNI-res"),
    ("gdpr", "trainee", "NORD", "gyn", (), "legal-UNI-res"),
    ("gdpr", "trainee", "FJELL", "gyn", (), "legal-FJELL-res"),
    ("gdpr", "trainee", "FJELL", "gyn", ("legal-",), "function--norwegian"),
    ("ethics", "trainee", "FJELL", "gyn", (), "ethics-FJELL-res"),
    ("biobank", "trainee", "VIK", "med", (), "biobank-FJELL-res"),
    ("clinical_trial", "trainee", "UNI", "card", (), "gcp-UNI-res"),
    ("inclusion", "trainee", "UNI", "card", (), "trialnurse-UNI-res"),
    ("patient_involvement", "nurse", "UNI", "card", (), "patient-UNI-res"),
    ("genomics", "trainee", "VIK", "med", (), "genom-UNI-res"),
    ("litsearch", "trainee", "VIK", "med", (), "library-FJELL-res"),
    ("publication", "trainee", "NORD", "gyn", (), "library-UNI-res"),
    ("authorship", "trainee", "NORD", "gyn", (), "integrity-UNI-res"),
    ("intl", "postdoc", "FJELL", "gyn", (), "intl-UNI-res"),
    ("registry", "trainee", "VIK", "med", (), "registry-FJELL-res"),
    ("contract", "trainee", "VIK", "med", (), "contract-UNI-res"),
    ("qualitative", "midwife", "VIK", "med", (), "qual-UNI-res"),
    ("healthecon", "trainee", "NORD", "gyn", (), "healthecon-UNI-res"),
    ("funding", "trainee", "NORD", "gyn", (), "fund-UNI-res"),
    ("funding", "trainee", "VIK", "med", ("fund-",), "function--norwegian"),
    ("student_year", "student", "NORD", "gyn", (), "student-UNI-res"),
    ("student_year", "student", "FJELL", "gyn", (), "fao-FJELL-gyn"),
    # local_approval, network: the coordinator of the own hospital, then the consultant
    ("local_approval", "trainee", "VIK", "med", (), "coord-VIK-res"),
    ("local_approval", "trainee", "VIK", "med", ("coord-",), "fao-VIK-med"),
    ("network", "doctoral", "NORD", "gyn", (), "coord-NORD-res"),
    ("network", "doctoral", "NORD", "gyn", ("coord-",), "fao-NORD-gyn"),
]


@pytest.mark.parametrize(
    ("topic", "kind", "hospital", "department", "missing", "first"),
    GUIDELINE,
    ids=[f"{row[0]}-{row[1]}-{row[2]}-{row[3]}-{'no ' * bool(row[4])}{''.join(row[4])}" for row in GUIDELINE],
)
def test_the_guideline_says_who_comes_first(topic: Topic, kind: str, hospital: str, department: str, missing: tuple[str, ...], first: str) -> None:
    found = asked(topic, asker(kind, hospital, department), without(*missing) if missing else NETWORK)
    assert found[:1] == [first]
    assert len(found) == len(set(found)), "nobody is told twice"


def test_every_topic_has_its_row() -> None:
    assert {row[0] for row in GUIDELINE} | {"collaborator"} == set(TOPICS)


def test_a_danish_lecturer_is_no_answer_in_norway() -> None:
    assert asked("research_leave", asker("trainee", "FJELL", "gyn"), without("uao-", "fao-", "prof-")) == []
    assert asked("phd_admin", asker("doctoral", "FJELL", "gyn"), without("phdadm-FJELL", "function-")) == []


# Who is there.

AWAY = Absence(date(2026, 2, 1), date(2026, 2, 28))


def test_whoever_is_away_is_replaced_by_their_deputy() -> None:
    people = changed("fao-UNI-card", absence=replace(AWAY, deputy="fao-UNI-gyn"))
    assert asked("journal_club", asker(), people)[0] == "fao-UNI-gyn"


@pytest.mark.parametrize("day", [AWAY.first, AWAY.last])
def test_the_first_and_the_last_day_are_days_of_absence(day: date) -> None:
    people = changed("fao-UNI-card", absence=AWAY).people
    assert asked("journal_club", asker(), directory(people, day))[0] == "mentor-UNI-card"


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 3, 1)])
def test_before_and_after_an_absence_one_is_there(day: date) -> None:
    people = changed("fao-UNI-card", absence=AWAY).people
    assert asked("journal_club", asker(), directory(people, day))[0] == "fao-UNI-card"


NO_DEPUTY = {
    "none named": None,
    "unknown": "nobody-at-all",
    "away too": "fao-UNI-neuro",
    "themselves": "fao-UNI-card",
    "full": "uao-UNI-card",
    "not agreed": "udv-UNI-card",
    "in a circle": "fao-UNI-gyn",
}


@pytest.mark.parametrize("deputy", NO_DEPUTY.values(), ids=NO_DEPUTY)
def test_without_a_deputy_who_is_there_the_next_step_is_asked(deputy: str | None) -> None:
    changes: dict[str, dict[str, object]] = {
        "fao-UNI-card": {"absence": replace(AWAY, deputy=deputy)},
        "fao-UNI-gyn": {"absence": replace(AWAY, deputy="fao-UNI-card")},
        "fao-UNI-neuro": {"absence": AWAY},
        "uao-UNI-card": {"slots": 0},
        "udv-UNI-card": {"agreed": False},
    }
    people = directory(replace(person, **changes.get(person.id, {})) for person in everybody())  # type: ignore[arg-type]
    assert asked("journal_club", asker(), people)[0] == "mentor-UNI-card"


def test_a_deputy_of_two_is_told_once() -> None:
    away = {"fao-UNI-card", "mentor-UNI-card"}
    people = directory(replace(one_, absence=replace(AWAY, deputy="fao-UNI-gyn")) if one_.id in away else one_ for one_ in everybody())
    assert asked("journal_club", asker(), people).count("fao-UNI-gyn") == 1


@pytest.mark.parametrize("gone", [{"slots": 0}, {"slots": -1}, {"active": False}, {"agreed": False}], ids=str)
def test_whoever_is_full_has_left_or_has_not_agreed_is_never_asked(gone: dict[str, object]) -> None:
    people = changed("stat-UNI-res", **gone)
    assert asked("statistics", asker(), people) == ["function--danish"]
    named = changed("fao-UNI-gyn", name="Anne Holm", **gone)
    assert "fao-UNI-gyn" not in told(route("Kan Anne Holm hjælpe med statistikken, hvor mange skal vi have med?", asker(), named, model()))


def told(found: object) -> set[str]:
    return {person for choice in [flat(found)["ranked"], *flat(found)["choices"]] for person in choice}  # type: ignore[arg-type]


# Where they are.


def test_a_regional_medical_department_covers_the_medical_specialties_and_no_others() -> None:
    doctor = asker("doctor", "NORD", "med")
    assert asked("idea_sparring", doctor, text="atrieflimren")[0] == "fao-NORD-med"
    assert asked("idea_sparring", asker("doctor", "NORD", "card"))[0] == "fao-NORD-med"
    assert asked("idea_sparring", doctor, text="migræne")[0] == "fao-UNI-neuro"
    assert asked("idea_sparring", asker("doctor", "NORD", "neuro"))[0] == "fao-UNI-neuro"


def test_law_committees_registers_and_phd_rules_stay_in_the_country() -> None:
    for topic in ("gdpr", "ethics", "registry", "phd_admin", "funding", "clinical_trial", "authorship", "biobank"):
        for hospital, country in {"NORD": ("UNI", "danish"), "VIK": ("FJELL", "norwegian")}.items():
            places = {
                id_.rpartition("-")[2] if id_.startswith("function") else id_.split("-")[1] for id_ in asked(topic, asker("trainee", hospital, "med"))
            }  # type: ignore[arg-type]
            assert places
            assert places <= set(country)


def test_the_hub_is_near_for_a_norwegian_and_a_norwegian_professor_is_not_for_a_dane() -> None:
    assert asked("research_leave", asker("specialist", "FJELL", "gyn"))[0] == "prof-UNI-gyn"
    professors = [id_ for id_ in asked("research_leave", asker("specialist", "NORD", "neuro")) if id_.startswith("prof-")]
    assert professors == ["prof-UNI-neuro"]


ELSEWHERE = [
    ("Hvem vil samarbejde om endometriose", "prof-UNI-gyn"),
    ("Er der andre hospitaler der laver endometriose", "fao-NORD-gyn"),
    ("noen på andre sykehus som forsker på endometriose?", "fao-NORD-gyn"),
    ("anyone at other hospitals working on endometriose?", "fao-NORD-gyn"),
    ("endometriose multicenter, vi mangler et center nr 2", "fao-NORD-gyn"),
    ("endometriose på tværs", "fao-NORD-gyn"),
    ("andre patienter med endometriose", "prof-UNI-gyn"),
]


@pytest.mark.parametrize(("text", "first"), ELSEWHERE)
def test_partners_are_at_other_hospitals_only_when_the_question_says_so(text: str, first: str) -> None:
    found = asked("collaborator", asker("postdoc", "UNI", "gyn"), text=text)
    assert found[0] == first
    assert any("-UNI-" in id_ for id_ in found) == (first == "prof-UNI-gyn")


def test_partners_may_be_in_the_other_country() -> None:
    assert "fao-FJELL-gyn" in asked("collaborator", asker("postdoc", "UNI", "gyn"), text="endometriose på andre hospitaler")


# Who is named, and ties.


def test_whoever_is_named_is_offered_first_and_never_asked_at_once() -> None:
    people = changed("fao-NORD-gyn", name="Anne Holm")
    found = route("Kan Anne Holm hjælpe med hvor mange patienter vi skal have med?", asker(), people, model())
    assert (found.outcome, found.choices[0].people[0].person.id) == ("choose", "fao-NORD-gyn")
    assert len({choice.people[0].person.id for choice in found.choices}) == len(found.choices)


def test_whoever_is_named_and_away_has_their_deputy_offered() -> None:
    people = changed("fao-NORD-gyn", name="Anne Holm", absence=replace(AWAY, deputy="mentor-UNI-neuro"))
    found = route("Kan Anne Holm hjælpe med hvor mange patienter vi skal have med?", asker(), people, model())
    assert found.choices[0].people[0].person.id == "mentor-UNI-neuro"


@pytest.mark.parametrize(
    "trouble", ["Min chef Anne Holm vil stå som forfatter selvom hun intet har lavet", "Anne Holm siger nej til mit frikøb, hvad gør jeg"]
)
def test_a_complaint_does_not_go_to_whom_it_is_about(trouble: str) -> None:
    people = changed("fao-NORD-gyn", name="Anne Holm")
    found = route(trouble, asker(hospital="UNI"), people, model())
    assert "fao-NORD-gyn" not in [choice.people[0].person.id for choice in found.choices]


def test_nobody_is_sent_to_themselves() -> None:
    first = route("hvor mange patienter skal vi have med", asker(), directory(everybody()), model()).choices[0].people[0].person
    again = route("hvor mange patienter skal vi have med", replace(asker(), id=first.id), directory(everybody()), model())
    assert first.id not in [found.person.id for choice in again.choices for found in choice.people]


NAMESAKES = {"fao-NORD-gyn": "Anne Holm", "fao-FJELL-gyn": "Anne Holm", "mentor-UNI-gyn": "Anne Holm Hansen", "udv-UNI-gyn": "Bo Lind"}
CALLED = [
    ("kan Anne Holm hjælpe", {}, "fao-FJELL-gyn"),
    ("kan Anne Holm hjælpe", {"fao-FJELL-gyn": {"active": False}}, "fao-NORD-gyn"),
    ("kan Anne Holm Hansen hjælpe", {}, "mentor-UNI-gyn"),
    ("kan Bo Lind eller Anne Holm hjælpe", {}, "udv-UNI-gyn"),
    ("kan Anne Holm eller Bo Lind hjælpe", {}, "fao-FJELL-gyn"),
    ("kan Bo Lindegaard hjælpe", {}, None),
    ("kan Anne hjælpe, Holm er væk", {}, None),
]


@pytest.mark.parametrize(("text", "changes", "called"), CALLED)
def test_of_several_names_the_first_counts_and_of_namesakes_who_can_be_asked(
    text: str, changes: dict[str, dict[str, object]], called: str | None
) -> None:
    named = (replace(person, name=NAMESAKES.get(person.id, person.name)) for person in everybody())
    people = directory(replace(person, **changes.get(person.id, {})) for person in named)  # type: ignore[arg-type]
    found = Look(text, asker(), people).named(Guess("start_research", 1.0))
    assert (found and found.people[0].person.id) == called


def statisticians(*given: dict[str, object]) -> Directory:
    """Several statisticians for UNI, each different from a plain one in what is given."""
    plain = one("stat", "UNI", "res", "other", serves=DANISH)
    return directory(replace(plain, id=f"S{number}", **changes) for number, changes in enumerate(given))  # type: ignore[arg-type]


TIES = {
    "a person before a function": ({"functions": frozenset({"stat"}), "slots": 99}, {}),
    "who knows most of it": ({"topics": ("overlevelse",)}, {"topics": ("overlevelse", "stikprøve")}),
    "who is nearest": ({"hospital": "NORD", "slots": 9}, {}),
    "who speaks the language": ({"languages": frozenset({"nb"}), "slots": 9}, {}),
    "who has most room": ({}, {"slots": 2}),
}


@pytest.mark.parametrize("pair", TIES.values(), ids=TIES)
def test_within_a_step_comes_first(pair: tuple[dict[str, object], dict[str, object]]) -> None:
    assert asked("statistics", asker(), statisticians(*pair), "stikprøve og overlevelse") == ["S1", "S0"]
    assert asked("statistics", asker(), statisticians(*pair[::-1]), "stikprøve og overlevelse") == ["S0", "S1"]


def test_where_nothing_tells_two_apart_the_id_does() -> None:
    assert asked("statistics", asker(), statisticians({}, {})) == ["S0", "S1"]


# What becomes of a question.

SAMPLE = "Hvor mange patienter skal vi have med i forsøget for at kunne se en forskel?"
HEART = "Min kollega er faldet om på gangen med hjertestop, kom nu!"


def test_a_sure_question_is_routed_with_its_person_and_the_reason() -> None:
    found = route(SAMPLE, asker(), NETWORK, model())
    assert (found.outcome, found.reason) == ("routed", None)
    [choice] = found.choices
    assert choice.topics[0] == "statistics"
    assert choice.chance >= SURE
    assert [(one_.person.id, one_.topic, one_.step.role) for one_ in choice.people] == [
        ("stat-UNI-res", "statistics", "stat"),
        ("function--danish", "statistics", "stat"),
    ]


def test_an_identity_number_goes_no_further() -> None:
    found = route(f"{SAMPLE} fx 010190-1234", asker(), NETWORK, model())
    assert (found.outcome, found.guesses, found.choices) == ("blocked", (), ())


def test_an_emergency_is_for_the_organiser() -> None:
    assert (route(HEART, asker(), NETWORK, model()).outcome, route(HEART, asker(), NETWORK, model()).reason) == ("queue", "emergency")


def guesses(**chances: float) -> list[Guess]:
    """The rest falls to statistics."""
    given = chances | {"statistics": 1 - sum(chances.values())}
    return sorted((Guess(topic, given.get(topic, 0.0)) for topic in CLASSES), key=lambda guess: -guess.chance)


OUTSIDE_OR_NOT = [
    ({"emergency": 0.1}, "emergency"),
    ({"emergency": EMERGENCY_POSSIBLE}, "emergency"),
    ({"emergency": EMERGENCY_POSSIBLE - 0.001}, None),
    ({"emergency": 0.1, "off_topic": 0.8}, "emergency"),
    ({"off_topic": OUTSIDE_LIKELY}, "off_topic"),
    ({"off_topic": OUTSIDE_LIKELY - 0.001}, None),
    ({"off_topic": 0.15, "vague": 0.16, "clinical_patient": 0.15}, "vague"),
    ({"clinical_patient": 0.9}, "clinical_patient"),
    ({}, None),
]


@pytest.mark.parametrize(("chances", "reason"), OUTSIDE_OR_NOT)
def test_what_is_likely_outside_is_queued_and_an_emergency_when_it_is_only_possible(chances: dict[str, float], reason: Class | None) -> None:
    assert outside(guesses(**chances)) == reason


def test_where_nobody_can_be_asked_the_organiser_is_told_so() -> None:
    found = route(SAMPLE, asker(), directory(()), model())
    assert (found.outcome, found.reason, found.choices) == ("queue", "nobody", ())


def unsure(*topics: Class) -> str:
    """A question that the model, having learned it for several topics alike, cannot tell apart: nothing in it is known to the bank."""
    return "zqxw" * len(topics)


@pytest.fixture
def taught(request: pytest.FixtureRequest) -> Iterator[str]:
    """A question that is of several topics alike; what was taught is taken back."""
    lessons = [Example(topic, "da", unsure(*request.param)) for topic in request.param]
    for lesson in lessons:
        model().learn(lesson)
    yield lessons[0].text
    for lesson in lessons:
        model().learn(lesson, -1.0)


@pytest.mark.parametrize("taught", [("litsearch", "publication")], indirect=True)
def test_two_topics_of_one_person_are_one_choice_and_may_be_sure_together(taught: str) -> None:
    found = route(taught, asker(), NETWORK, model())
    assert max(guess.chance for guess in found.guesses) < SURE
    assert (found.outcome, flat(found)["ranked"]) == ("routed", ["library-UNI-res"])
    assert set(found.choices[0].topics[:2]) == {"litsearch", "publication"}


@pytest.mark.parametrize("taught", [("statistics", "funding", "gdpr", "intl")], indirect=True)
def test_the_asker_chooses_between_three_people_at_most_likeliest_first(taught: str) -> None:
    found = route(taught, asker(), NETWORK, model())
    assert found.outcome == "choose"
    assert len(found.choices) == CHOICES
    chances = [choice.chance for choice in found.choices]
    assert chances == sorted(chances, reverse=True)
    firsts = [choice.people[0].person.id for choice in found.choices]
    assert len(set(firsts)) == CHOICES


@pytest.mark.parametrize("text", ["", " ", "\0", "🎉"], ids=repr)
def test_what_says_nothing_is_queued_as_vague(text: str) -> None:
    found = route(text, asker(), NETWORK, model())
    assert (found.outcome, found.reason) == ("queue", "vague")


ODD = [
    "a",
    "statistik",
    "x" * 5000,
    "hvor mange patienter " * 240,
    "Czy ktoś wie, ilu pacjentów potrzebujemy?",
    "2026 17 4",
    "\0hej\0",
    "\ud83d",
    "(?:[a-z",
]


@pytest.mark.parametrize("text", ODD, ids=[repr(text[:12]) for text in ODD])
@pytest.mark.parametrize(
    "who", [asker(), Asker("", "", "", "", ""), Asker("NOWHERE", "nothing", "pilot", "retired", "xx")], ids=["known", "blank", "unknown"]
)
def test_whatever_is_asked_by_whomever_has_an_outcome(text: str, who: Asker) -> None:
    found = route(text, who, NETWORK, model())
    assert found.outcome in {"queue", "routed", "choose"}
    assert bool(found.choices) == (found.outcome != "queue")
    assert (found.reason is not None) == (found.outcome == "queue")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_people_in_the_directory_changes_nothing(seed: int) -> None:
    people = [*everybody(), replace(one("fao", "NORD", "eye"), name="Anne Holm"), replace(one("fao", "VIK", "eye"), name="Anne Holm")]
    texts = [example.text for _, examples in held_out() for example in examples[::37]]
    texts += ["endometriose på andre hospitaler", "kan Anne Holm hjælpe med migræne", "fao UNI card eller fao NORD gyn om atrieflimren?"]
    askers = [asker(kind, hospital, departments[0]) for kind, (hospital, departments) in zip(KINDS, list(WHERE.items()) * 2, strict=True)]
    shuffled = people.copy()
    random.Random(seed).shuffle(shuffled)
    for number, text in enumerate(texts):
        who = askers[number % len(askers)]
        assert flat(route(text, who, directory(shuffled), model())) == flat(route(text, who, directory(people), model())), text


# The directory that lies beside the project.


@pytest.fixture(scope="module")
def labelled() -> tuple[Directory, list[dict[str, object]]]:
    folder = SHARED / "data/ask"
    if not (folder / "dev.jsonl").exists():
        pytest.skip("the labelled questions and their directory lie in shared/ beside the project")
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    return roster_file.read((folder / "directory.json").read_text(encoding="utf-8")), rows


def by_row(row: dict[str, object]) -> Asker:
    who: dict[str, str] = row["asker"]  # type: ignore[assignment]
    return Asker(who["hospital"], who["department"], who["profession"], who["career_stage"], str(row["lang"]))


def test_told_the_topic_the_guideline_finds_an_accepted_person_first(labelled: tuple[Directory, list[dict[str, object]]]) -> None:
    people, rows = labelled
    wrong = []
    for row in rows:
        wanted: dict[str, object] = row["expected"]  # type: ignore[assignment]
        if not wanted["unroutable"]:
            found = asked(wanted["topic"], by_row(row), people, str(row["question"]))  # type: ignore[arg-type]
            if not set(found[:1]) & set(wanted["accepted_experts"]):  # type: ignore[call-overload]
                wrong.append((row["id"], found[:2]))
    assert wrong == []


def test_nobody_who_is_away_full_or_unknown_is_ever_offered(labelled: tuple[Directory, list[dict[str, object]]]) -> None:
    people, rows = labelled
    offered = {id_ for row in rows for id_ in told(route(str(row["question"]), by_row(row), people, model()))}
    assert len(offered) > 50
    assert {id_ for id_ in offered if not people.by_id[id_].free(people.today)} == set()


def test_an_identity_number_in_a_labelled_question_blocks_it_and_nothing_else_does(labelled: tuple[Directory, list[dict[str, object]]]) -> None:
    people, rows = labelled
    blocked = {row["id"] for row in rows if route(str(row["question"]), by_row(row), people, model()).outcome == "blocked"}
    assert blocked == {row["id"] for row in rows if row["contains_personal_number"]}
