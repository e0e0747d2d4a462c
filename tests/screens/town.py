"""A small directory to show: who is there, who is away, who has not agreed, an emerging environment beside an established one."""

from dataclasses import replace
from datetime import date

from bot.rules.directory import Absence, Answer, Asker, Department, Directory, Hospital, Link, Listed

TODAY = date(2026, 3, 2)
ANNE = Listed(
    id="E1",
    name="Anne Holm",
    role="fao",
    hospital="NOR",
    department="med",
    profession="physician",
    stage="specialist",
    languages=frozenset({"da", "en"}),
    topics=("KOL", "hjertesvigt <&>"),
    stages=frozenset({"junior_doctor"}),
    slots=2,
    user_id="U0ANNE",
)
AWAY = Absence(TODAY, date(2026, 3, 9), "E1")
BO = replace(ANNE, id="E2", name="Bo Tang", role="stat", department="res", profession="other", stage="", topics=("Stata",), user_id="U0BO", slots=0)
BO = replace(BO, serves=frozenset({"NOR"}))
MARIT = replace(
    ANNE, id="E3", name="Marit Solli", role="udv", profession="nurse", topics=(), user_id="U0MARIT", absence=Absence(TODAY, date(2026, 3, 9), "E1")
)
LARS = replace(
    ANNE, id="E4", name="Lars Vang", role="mentor", topics=("hofte",), user_id="U0LARS", agreed=False, absence=Absence(TODAY, date(2026, 3, 9))
)
BANK = replace(
    ANNE,
    id="F1",
    name="Nordhavn Biobank",
    role="function",
    department="res",
    topics=(),
    user_id="U0FUN",
    functions=frozenset({"biobank"}),
    channel="C0KIRURGI",
)
NAMES = (
    Department("med", ("Medicinsk afdeling", "Medisinsk avdeling", "Medical Department")),
    Department("em", ("Akutafdelingen", "Akuttmottaket", "Emergency department")),
    Department("res", ("Forskningsstøtte", "Forskningsstøtte", "Research support")),
)
TOWN = Directory(
    people=(ANNE, BO, MARIT, LARS, BANK),
    hospitals=(Hospital("NOR", "DK", True, "Nordhavn"), Hospital("FJO", "DK", False, "Fjordby")),
    departments=NAMES,
    links=(Link(("FJO", "em"), ("NOR", "med")),),
    today=TODAY,
)
EMPTY = Directory((), (), today=TODAY)


def answer(words: str, *found: Listed, hospital: str = "NOR", department: str = "med", directory: Directory = TOWN) -> Answer:
    return Answer(words, found, directory, Asker(hospital, department, "physician", "junior_doctor"), ("U0METTE",))  # type: ignore[arg-type]
