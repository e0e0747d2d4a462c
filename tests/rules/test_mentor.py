"""Who is one step ahead, in which order, and how two people stand with each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.ids import UserId
from bot.rules.directory import STAGES, Absence, Asker, Department, Directory, Hospital, Link, Listed
from bot.rules.mentor import MENTORS, PURPOSES, ROOM, TALK, USUAL, Helpers, Mentorship, Request, Seen, candidates, is_wanted, programme

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ME, YOU = UserId("U0ME"), UserId("U0YOU")
DOCTOR = Asker("NOR", "card", "physician", "phd_student", "da", "ME")
NURSE = Asker("NOR", "card", "nurse", "clinical_svp", "da", "ME")


def one(key: str, **values: Any) -> Listed:
    """A postdoc of the asker's own department who mentors everybody."""
    usual = {"role": "mentor", "hospital": "NOR", "department": "card", "profession": "physician", "stage": "postdoc", "stages": frozenset(STAGES)}
    return Listed(**{"id": key, "name": f"{key} Hansen", "languages": frozenset({"da"}), "slots": 1, "user_id": f"U0{key}"} | usual | values)


def town(*people: Listed) -> Directory:
    hospitals = (Hospital("NOR", "DK", True), Hospital("FJO", "DK"), Hospital("BRG", "NO"))
    return Directory(people, hospitals, (Department("card"), Department("neuro")), (Link(("NOR", "card"), ("BRG", "neuro")),), TODAY)


def found(*people: Listed, asker: Asker = DOCTOR, wish: str = "", purpose: Any = "phd", **values: Any) -> list[str]:
    taken, passed = values.get("taken", {}), values.get("passed", ())
    return [each.listed.id for each in candidates(asker, purpose, wish, town(*people), taken, passed, values.get("role", "mentor"))]


@pytest.mark.parametrize(
    "values",
    [
        {"agreed": False},
        {"agreed": None},
        {"active": False},
        {"slots": 0},
        {"user_id": None},
        {"absence": Absence(TODAY, TODAY)},
        {"stages": frozenset({"postdoc"})},
        {"stage": "phd_student"},
        {"stage": "medical_student"},
        {"role": "biobank"},
        {"role": "career"},
        {"functions": frozenset({"mentor"})},
        {"id": "ME"},
    ],
)
def test_who_cannot_be_asked_is_not_offered(values: dict[str, Any]) -> None:
    assert found(one("A")) == ["A"]
    assert found(one(**{"key": "A"} | values) if "id" not in values else replace(one("A"), **values)) == []


def test_whoever_has_two_mentees_or_is_to_be_passed_over_is_not_offered() -> None:
    assert found(one("A"), taken={"U0A": ROOM - 1}) == ["A"]
    assert found(one("A"), taken={"U0A": ROOM}) == []
    assert found(one("A"), one("B"), passed={"U0A"}) == ["B"]


def test_the_room_that_is_left_is_said() -> None:
    assert [each.room for each in candidates(DOCTOR, "phd", "", town(one("A"), one("B")), {"U0A": 1}, ())] == [2, 1]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"languages": {"da"}}, {"languages": {"nb"}}),
        ({"profession": "physician"}, {"profession": "nurse"}),
        ({"stage": "postdoc"}, {"stage": "senior_researcher"}),
        ({"stage": ""}, {"stage": "", "role": "prof"}),
        ({}, {"department": "neuro"}),
        ({"department": "neuro"}, {"hospital": "FJO"}),
        ({"hospital": "FJO"}, {"hospital": "FJO", "department": "neuro"}),
        ({"hospital": "BRG", "department": "neuro"}, {"hospital": "FJO", "department": "neuro"}),  # linked to the asker's environment
        ({"hospital": "FJO", "department": "neuro"}, {"hospital": "BRG", "department": "em"}),
        ({"department": "neuro", "topics": ("hjertesvigt",)}, {}),
        ({"topics": ("hjertesvigt",)}, {"topics": ("KOL",)}),
        ({"role": "phdsup", "stage": ""}, {"role": "fao", "stage": "senior_researcher"}),
    ],
)
def test_who_comes_first(better: dict[str, Any], worse: dict[str, Any]) -> None:
    said = "Jeg vil gerne lære om hjertesvigt"
    assert found(one("B", **better), one("A", **worse), wish=said) == ["B", "A"]


def test_a_nurse_gets_a_mentor_of_her_own_profession_even_from_another_country() -> None:
    nurse = one("B", profession="nurse", hospital="BRG", department="em", role="svp", stage="")
    assert found(one("A"), nurse, asker=NURSE, purpose="start") == ["B", "A"]


def test_a_medical_student_is_of_the_doctors_profession() -> None:
    student = Asker("NOR", "card", "medical_student", "medical_student")
    assert found(one("A", profession="nurse"), one("B"), asker=student) == ["B", "A"]


def test_work_and_life_is_rather_for_a_mentor_than_for_who_leads_the_department() -> None:
    leading, mentor = one("A", role="fao", stage=""), one("B", stage="")
    assert found(leading, mentor, purpose="worklife") == ["B", "A"]


@pytest.mark.parametrize(("stage", "offered"), [("senior_researcher", ["A", "B"]), ("postdoc", ["A", "B"]), ("phd_student", ["C", "A", "B"])])
def test_at_the_top_peers_are_what_there_is(stage: str, offered: list[str]) -> None:
    people = (one("A", stage="senior_researcher"), one("B", role="prof", stage=""), one("C", stage="postdoc"))
    assert found(*people, asker=replace(DOCTOR, stage=stage)) == offered


def test_what_they_know_of_the_wish_is_a_reason() -> None:
    listed = one("A", topics=("hjertesvigt", "KOL", "ph.d.-livet"))
    assert candidates(DOCTOR, "phd", "om KOL og HJERTESVIGT", town(listed), {}, ())[0].knows == ("hjertesvigt", "KOL")


def test_an_idea_finds_the_patient_representatives_of_its_hospital() -> None:
    here = one("A", role="patient", stages=frozenset(), serves=frozenset({"NOR"}), hospital="FJO")
    elsewhere = one("B", role="patient", stages=frozenset(), serves=frozenset({"FJO"}), hospital="FJO")
    assert found(here, elsewhere, one("C"), purpose="idea", role="patient") == ["A"]


def test_the_programme_is_that_of_the_askers_hospital() -> None:
    leads = one("A", role="career", serves=frozenset({"FJO"}))
    here = one("B", role="career", serves=frozenset({"NOR"}))
    assert [each.id for each in programme(DOCTOR, town(leads, here))] == ["B"]
    assert [each.id for each in programme(replace(DOCTOR, hospital=""), town(leads, here))] == ["A", "B"]
    assert programme(DOCTOR, town(replace(here, active=False))) == ()


def test_every_purpose_has_its_people_and_three_or_four_lines_to_talk_about() -> None:
    assert set(USUAL) == set(TALK) == set(PURPOSES)
    assert all(3 <= len(TALK[purpose]) <= 4 and USUAL[purpose] <= MENTORS for purpose in PURPOSES)


def seen(reader: UserId, **values: Any) -> Seen:
    pair = Mentorship(7, Request(3, ME, "phd", "phd_student", "", None), YOU, "accepted", (), False, 1, None, "")
    return Seen(replace(pair, **values), reader, ZoneInfo("Europe/Copenhagen"), NOW, town(), Helpers())


SOON, BEFORE = NOW + timedelta(days=3), NOW - timedelta(days=3)


@pytest.mark.parametrize(
    ("values", "mentee", "mentor"),
    [
        ({"state": "asked"}, "asked", "asked"),
        ({}, "propose", "waiting"),
        ({"proposed": (SOON,)}, "waiting", "choose"),
        ({"proposed": (SOON,), "by_mentor": True}, "choose", "waiting"),
        ({"meets_at": SOON}, "agreed", "agreed"),
        ({"meets_at": SOON, "proposed": (SOON,)}, "waiting", "choose"),
        ({"meets_at": BEFORE}, "running", "running"),
        *(({"state": state, "meets_at": SOON}, "over", "over") for state in ("declined", "silent", "withdrawn", "ended", "left")),
    ],
)
def test_whose_turn_it_is(values: dict[str, Any], mentee: str, mentor: str) -> None:
    assert [seen(ME, **values).phase, seen(YOU, **values).phase] == [mentee, mentor]
    assert [seen(ME).other, seen(YOU).other] == [YOU, ME]


@pytest.mark.parametrize(
    ("kind", "reader", "wanted", "stale"),
    [
        ("mentor.asked", YOU, {"state": "asked"}, {"state": "withdrawn"}),
        ("mentor.reminder", YOU, {"state": "asked"}, {}),
        ("mentor.reminder", YOU, {"proposed": (SOON,)}, {"meets_at": SOON}),
        ("mentor.reminder", ME, {}, {"state": "ended"}),
        ("mentor.declined", ME, {"state": "silent"}, {"state": "asked"}),
        ("mentor.accepted", ME, {}, {"state": "ended"}),
        ("mentor.proposed", ME, {"proposed": (SOON,), "by_mentor": True}, {"meets_at": SOON}),
        ("mentor.agreed", ME, {"meets_at": SOON}, {"meets_at": SOON, "state": "ended"}),
        ("mentor.meeting", ME, {"meets_at": SOON}, {"meets_at": SOON, "state": "ended"}),
        ("mentor.how", YOU, {"meets_at": BEFORE}, {"state": "left"}),
        ("mentor.ended", YOU, {"state": "ended"}, {}),
    ],
)
def test_a_letter_is_sent_only_while_it_is_news(kind: str, reader: UserId, wanted: dict[str, Any], stale: dict[str, Any]) -> None:
    assert is_wanted(kind, seen(reader, **wanted))
    assert not is_wanted(kind, seen(reader, **stale))
