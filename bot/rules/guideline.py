"""The coordinators' guideline as data: for each topic and kind of asker, whom to ask, best first.

A step is a role and where to look for it. Whoever is away is replaced by their deputy; whoever takes no more questions is passed over.
"""

from dataclasses import dataclass
from typing import Literal

from bot.rules.directory import Asker
from bot.rules.topic.taxonomy import Topic

Where = Literal["department", "hospital", "near", "country", "network", "serves", "elsewhere", "named"]
"""Own department (a regional hospital's medical department covers the medical specialties); own hospital; the specialty in the own country or at the
university hub; the own country; anywhere; who serves the own hospital; `elsewhere`: the specialty at another hospital when the question says so;
`named`: no step, but somebody the question calls by name.
"""
Kind = Literal["student", "nurse", "professional", "trainee", "doctoral", "specialist", "doctor"]
"""Of asker: `professional` is a health professional who is neither doctor nor nurse, `doctoral` a PhD student, `specialist` also a postdoc."""


@dataclass(frozen=True)
class Step:
    """`knows`: only who has the matter among their topics; `same`: only the asker's profession; `stage`: only who mentors the asker's stage."""

    role: str
    where: Where
    knows: bool = False
    same: bool = False
    stage: bool = False


def kind(asker: Asker) -> Kind:
    if asker.profession == "medical_student" or asker.stage == "medical_student":
        return "student"
    if asker.profession == "nurse":
        return "nurse"
    if asker.profession in {"midwife", "physiotherapist", "occupational_therapist", "radiographer", "biomedical_scientist"}:
        return "professional"
    if asker.stage == "phd_student":
        return "doctoral"
    if asker.stage in {"postdoc", "specialist", "senior_researcher"}:
        return "specialist"
    return "trainee" if asker.stage == "specialist_trainee" else "doctor"


def _support(*roles: str) -> dict[str, tuple[Step, ...]]:
    return {"any": tuple(Step(role, "serves") for role in roles)}


_CONSULTANT, _DEPARTMENT_MENTOR = Step("fao", "department"), Step("mentor", "department")
_COLLEAGUES = (Step("svp", "hospital", same=True), Step("svp", "country", same=True), Step("svp", "network", same=True))
_DEVELOPMENT_NURSE = (Step("udv", "department"), *_COLLEAGUES)
_COORDINATOR, _PROFESSOR, _SUPERVISOR = Step("coord", "hospital"), Step("prof", "near"), Step("phdsup", "near")
_KNOWING = tuple(Step(role, "near", knows=True) for role in ("fao", "phdsup", "prof", "mentor", "svp"))
_APPRAISAL = {"any": (_CONSULTANT, _DEPARTMENT_MENTOR, _SUPERVISOR, _PROFESSOR), "nurse": _DEVELOPMENT_NURSE, "professional": _COLLEAGUES}
_PARTNERS = tuple(Step(role, "elsewhere", knows=True) for role in ("prof", "phdsup", "fao", "mentor", "svp"))

GUIDELINE: dict[Topic, dict[str, tuple[Step, ...]]] = {
    "start_research": {
        "any": (_CONSULTANT, Step("prof", "department", knows=True), _COORDINATOR, Step("start", "serves")),
        "nurse": (*_DEVELOPMENT_NURSE, _COORDINATOR),
        "professional": (*_COLLEAGUES[:1], _COORDINATOR, *_COLLEAGUES[1:]),
        "student": (_CONSULTANT, Step("student", "serves"), _COORDINATOR),
    },
    "research_leave": {
        "any": (Step("uao", "department"), _CONSULTANT, _PROFESSOR, Step("pkl", "country")),
        "specialist": (_PROFESSOR, _CONSULTANT),
        "nurse": (*_COLLEAGUES, _COORDINATOR),
        "professional": (*_COLLEAGUES, _COORDINATOR),
    },
    "phd_admin": _support("phdadm"),
    "phd_supervisor": {
        "any": (Step("phdsup", "near", knows=True), _SUPERVISOR, _PROFESSOR, Step("fao", "near")),
        "nurse": _COLLEAGUES,
        "professional": _COLLEAGUES,
    },
    "postdoc_path": {
        "any": (Step("mentor", "department", stage=True), _PROFESSOR, _SUPERVISOR, Step("career", "serves")),
        "specialist": (_PROFESSOR, Step("mentor", "department", stage=True)),
        "nurse": (*_COLLEAGUES, Step("career", "serves")),
        "professional": (*_COLLEAGUES, Step("career", "serves")),
    },
    "idea_sparring": {
        "any": (_CONSULTANT, *_KNOWING, Step("fao", "near"), _SUPERVISOR, _PROFESSOR),
        "nurse": _DEVELOPMENT_NURSE,
        "professional": _COLLEAGUES,
    },
    "collaborator": {"any": (*_PARTNERS, *(Step(step.role, "elsewhere") for step in _PARTNERS))},
    "journal_club": _APPRAISAL,
    "abstract": _APPRAISAL,
    "evidence_search": {
        "any": (*_APPRAISAL["any"], Step("library", "serves")),
        "nurse": (Step("udv", "department"), Step("library", "serves")),
        "professional": (*_COLLEAGUES[:1], Step("library", "serves")),
    },
    "mentor_worklife": {"any": (Step("mentor", "department", stage=True), Step("career", "serves"))},
    "svp_career": {"any": (*_COLLEAGUES, _COORDINATOR)},
    "statistics": _support("stat"),
    "redcap": _support("data"),
    "gdpr": _support("legal"),
    "ethics": _support("ethics"),
    "biobank": _support("biobank"),
    "clinical_trial": _support("gcp"),
    "inclusion": _support("trialnurse", "gcp"),
    "patient_involvement": _support("patient"),
    "genomics": _support("genom"),
    "litsearch": _support("library"),
    "publication": _support("library"),
    "authorship": _support("integrity"),
    "intl": _support("intl"),
    "registry": _support("registry"),
    "contract": _support("contract"),
    "qualitative": _support("qual"),
    "healthecon": _support("healthecon"),
    "funding": _support("fund"),
    "student_year": {"any": (Step("student", "serves"), _CONSULTANT, Step("phdsup", "near", stage=True), Step("mentor", "department", stage=True))},
    "local_approval": {"any": (_COORDINATOR, _CONSULTANT)},
    "network": {"any": (_COORDINATOR, _CONSULTANT, Step("career", "serves"))},
}

COMMON = frozenset({"start", "phdadm", "legal", "ethics", "gcp", "registry", "fund"})
"""The roles that a country's common research support does the work of where it has one."""


def steps(topic: Topic, asker: Asker) -> tuple[Step, ...]:
    found = GUIDELINE[topic]
    return found.get(kind(asker), found["any"])
