"""What questions are about: 33 topics of research life, and the four kinds that are no question for a researcher.

Each topic has a name in plain words (the text `topic-…`), people (rules/guideline.py) and examples (bank/*.tsv: topic, language, question).
"""

from typing import Literal, get_args

Topic = Literal[
    "start_research",
    "research_leave",
    "phd_admin",
    "phd_supervisor",
    "postdoc_path",
    "idea_sparring",
    "collaborator",
    "journal_club",
    "abstract",
    "evidence_search",
    "mentor_worklife",
    "svp_career",
    "statistics",
    "redcap",
    "gdpr",
    "ethics",
    "biobank",
    "clinical_trial",
    "inclusion",
    "patient_involvement",
    "genomics",
    "litsearch",
    "publication",
    "authorship",
    "intl",
    "registry",
    "contract",
    "qualitative",
    "healthecon",
    "funding",
    "student_year",
    "local_approval",
    "network",
]
Outside = Literal["off_topic", "vague", "clinical_patient", "emergency"]
Class = Topic | Outside

TOPICS: tuple[Topic, ...] = get_args(Topic)
OUTSIDE: tuple[Outside, ...] = get_args(Outside)
CLASSES: tuple[Class, ...] = TOPICS + OUTSIDE
