"""The directory's files: what hospitals send is read whatever wrote it, what is wrong with a row is said, and what is written can be read again."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.directory import Absence, Department, Directory, Hospital, Link, Listed
from bot.rules.roster import document
from bot.rules.roster import table as tables
from bot.rules.roster.change import Plan, plan
from bot.rules.roster.file import load, read
from bot.rules.roster.row import COLUMNS, ROLES, NoDirectory
from bot.texts import LANGUAGES, speaker

TODAY = date(2026, 3, 1)
ANNE = Listed("E1", "Anne Holm", "fao", "KUH", "card", "physician", frozenset({"da", "en"}), ("hjertesvigt", "RCT"), user_id="U0ANNE", agreed=False)
BO = Listed("E2", "Bo Sæther-Ørn", "udv", "SOV", "gyn", "nurse", user_id="U0BOBO", agreed=True, stage="clinical_svp", title="Fagutvikler")
THERE = Directory(
    people=(ANNE, BO),
    hospitals=(Hospital("KUH", "DK", True, "Kattegat Universitetshospital"), Hospital("SOV", "NO", False, "Sykehuset Østvik")),
    departments=(
        Department("card", ("Hjertesygdomme", "Hjertemedisin", "Cardiology", "kardiologi", "hjertet")),
        Department("gyn", ("Kvindesygdomme", "Kvinneklinikken", "Gynaecology", "gyn/obs", "hjertet")),
    ),
    today=TODAY,
)
HEADINGS = ("id", "slack_user", "name", "role", "hospital", "department")
NEW = {"id": "N1", "slack_user": "U0NEW1", "name": "Ny Person", "role": "fao", "hospital": "KUH", "department": "card"}
CPR = "010203-1234"


def table(*rows: dict[str, str], separator: str = ";") -> str:
    headings = dict.fromkeys([*HEADINGS, *(column for row in rows for column in row)])
    out = io.StringIO()
    writer = csv.DictWriter(out, list(headings), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def planned(text: str, there: Directory = THERE) -> Plan:
    return plan(load(text.encode()), there)


def told(found: Plan) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in found.broken]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_whatever_program_and_country_wrote_it(separator: str, encoding: str, end: str) -> None:
    typed = table(NEW | {"name": "Åse Sørbø-Æbelø", "topics": "fødsler|søvn"}, separator=separator).replace("\r\n", end)
    found = plan(load(typed.encode(encoding)), THERE)
    assert (found.broken, [(one.listed.name, one.listed.topics) for one in found.new]) == ([], [("Åse Sørbø-Æbelø", ("fødsler", "søvn"))])


@pytest.mark.parametrize(
    ("first_line", "language"),
    [
        (
            "Slack-id;Navn;Rolle;Titel;Sygehus;Afdeling;Faggruppe;Karrieretrin;Sprog;Emner;Ledige pladser;Fravær fra;Fravær til;Stedfortræder;Aktiv",
            "da",
        ),
        (
            "Slack-id;Navn;Rolle;Tittel;Sykehus;Avdeling;Yrke;Karrieretrinn;Språk;Temaer;Ledige plasser;Fravær fra;Fravær til;Stedfortreder;Aktiv",
            "nb",
        ),
        (
            "SLACK USER;Name;Role;Title;Hospital;Department;Profession;Career stage;Languages;Topics;Open slots;Absent from;Absent to;Deputy;Active",
            "en",
        ),
    ],
)
def test_headings_and_values_are_understood_in_each_language(first_line: str, language: Any) -> None:
    say = speaker(language).plain
    department = THERE.departments[0].names[LANGUAGES.index(language)]
    values = ("U0NEW1", "Ny", say("role-fao"), "T", "sykehuset østvik", department, say("profession-nurse"), say("stage-phd-student"))
    typed = ";".join((*values, "Dansk, norsk", "a, b", "3", "12.03.2026", "2026-03-20", "anne holm", "nej"))
    found = planned(f"{first_line}\r\n{typed}\r\n")
    absence = Absence(date(2026, 3, 12), date(2026, 3, 20), "E1")
    expected = Listed("U0NEW1", "Ny", "fao", "SOV", "card", "nurse", frozenset({"da", "nb"}), ("a", "b"), frozenset(), 3, absence)
    expected = replace(expected, active=False, stage="phd_student", title="T", user_id="U0NEW1", agreed=False)
    assert (told(found), [one.listed for one in found.new]) == ([], [expected])


def test_every_role_with_a_text_may_be_named_and_no_other() -> None:
    source = files("bot.texts").joinpath("da.ftl").read_text(encoding="utf-8")
    assert sorted(ROLES) == sorted(re.findall(r"^role-(\w+) =", source, re.MULTILINE))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"department": "Ukendt"}, 'department: there is no "Ukendt". Write the code or a name of a department'),
        ({"department": "hjertet"}, 'department: "hjertet" may mean card or gyn. Write the code.'),
        ({"hospital": "Mars"}, 'hospital: there is no "Mars".'),
        ({"role": "chef"}, 'role: there is no "chef". Write one of: biobank, career,'),
        ({"name": ""}, "name is missing. Fill it in."),
        ({"role": " "}, "role is missing. Fill it in."),
        ({"department": ""}, "department is missing. Fill it in."),
        ({"id": "", "slack_user": ""}, "id and slack_user are missing."),
        ({"slack_user": "anna"}, 'slack_user: "anna" is no Slack id. In Slack, open'),
        ({"slack_user": "U0ANNE"}, 'slack_user: U0ANNE is already "E1" in the directory.'),
        ({"profession": "troldmand"}, 'profession: there is no "troldmand". Write one of: physician,'),
        ({"career_stage": "konge"}, 'career_stage: there is no "konge". Write one of: medical_student,'),
        ({"mentors": "phd_student|konge"}, 'mentors: there is no "konge"'),
        ({"languages": "da|volapyk"}, 'languages: "volapyk" is no language.'),
        ({"serves": "KUH|Mars"}, 'serves: there is no "Mars".'),
        ({"open_slots": "-1"}, 'open_slots: "-1" is no number of questions. Write a whole number from 0 to 999.'),
        ({"open_slots": "mange"}, 'open_slots: "mange" is no number of questions.'),
        ({"open_slots": "99999999999999999999"}, "open_slots: "),
        ({"active": "måske"}, 'active: "måske" is neither yes nor no.'),
        ({"absent_from": "2026-02-30", "absent_to": "2026-03-01"}, 'absent_from: "2026-02-30" is no date. Write it as 2026-03-12 or 12.03.2026.'),
        ({"absent_from": "i morgen", "absent_to": "2026-03-01"}, 'absent_from: "i morgen" is no date.'),
        ({"absent_from": "2026-03-02", "absent_to": "2026-03-01"}, "absent_to (2026-03-01) is before absent_from (2026-03-02). Swap them."),
        ({"absent_from": "2026-03-02"}, "absent_from and absent_to belong together."),
        ({"absent_from": "2026-03-01", "absent_to": "2026-03-02", "deputy": "E77"}, 'deputy: "E77" is neither in the directory nor in a row'),
        ({"name": "x" * 81}, "name is 81 characters long. Shorten it to 80."),
        ({"id": "x" * 65}, "id is 65 characters long. Shorten it to 64."),
        ({"title": "x" * 121}, "title is 121 characters long. Shorten it to 120."),
        ({"topics": "x" * 61}, "topics is 61 characters long. Shorten it to 60."),
        ({"topics": "|".join("abcdefghijklmnopqrstu")}, "topics holds 21 entries. Keep the 20 that matter most."),
        ({"name": "A\x07B"}, "name holds characters that cannot be printed. Type it anew."),
        ({"linked_to": "KUH"}, 'linked_to: "KUH" is no hospital and department.'),
        ({"linked_to": "KUH/card"}, "linked_to: an environment with a hospital is linked to another one."),
        *(({column: CPR}, f"{column} holds what looks like an identity number. Take it out.") for column in COLUMNS),
        ({"topics": f"hjerte|patient {CPR}"}, "topics holds what looks like an identity number. Take it out."),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_rest_goes_in(wrong: dict[str, str], sentence: str) -> None:
    right = NEW | {"id": "N2", "slack_user": "U0NEW2"}
    found = planned(table(right, NEW | wrong, right | {"id": "N3", "slack_user": "U0NEW3"}))
    assert [(fault.line, fault.sentence[: len(sentence)]) for fault in found.broken] == [(3, sentence)]
    assert [one.listed.id for one in found.new] == ["N2", "N3"]
    assert CPR not in str(found)


@pytest.mark.parametrize(
    ("second", "sentence"),
    [({"slack_user": "U0NEW2"}, "id: "), ({"id": "N2"}, "slack_user: "), ({}, "id: ")],
)
def test_the_same_id_or_slack_id_twice_goes_in_once(second: dict[str, str], sentence: str) -> None:
    found = planned(table(NEW, NEW | second))
    assert (
        [one.listed.id for one in found.new],
        [(line, why.endswith("is already in line 2. Keep one of the two.")) for line, why in told(found)],
    ) == (
        ["N1"],
        [(3, True)],
    )
    assert told(found)[0][1].startswith(sentence)


def away(id_: str, deputy: str, first: str = "2026-03-01", last: str = "2026-03-09") -> dict[str, str]:
    return NEW | {"id": id_, "slack_user": "", "absent_from": first, "absent_to": last, "deputy": deputy}


def test_all_deputies_of_a_circle_stay_out_and_each_is_told_of_the_others() -> None:
    found = planned(table(away("A", "B"), away("B", "C"), away("C", "A"), away("D", "D"), away("E", "E1")))
    around = 'deputies in a circle, all away at once: "A" (line 2), "B" (line 3), "C" (line 4). Give one of them another deputy.'
    alone = 'deputies in a circle, all away at once: "D" (line 5). Give one of them another deputy.'
    assert told(found) == [(2, around), (3, around), (4, around), (5, alone)]
    assert [one.listed.id for one in found.new] == ["E"]


def test_two_who_stand_in_for_each_other_in_different_weeks_are_no_circle() -> None:
    found = planned(table(away("A", "B", "2026-07-01", "2026-07-14"), away("B", "A", "2026-07-15", "2026-07-31")))
    assert (told(found), len(found.new)) == ([], 2)


def test_a_circle_through_somebody_in_the_directory_is_seen() -> None:
    there = replace(THERE, people=(replace(ANNE, absence=Absence(date(2026, 3, 5), date(2026, 3, 6), "E2")), BO))
    found = planned(table(away("E2", "E1") | {"name": BO.name}), there)
    assert told(found) == [(2, 'deputies in a circle, all away at once: "E2" (line 2), "E1" (in the directory). Give one of them another deputy.')]


def test_a_circle_that_is_there_already_keeps_nobody_else_out() -> None:
    absence = Absence(date(2026, 3, 5), date(2026, 3, 6), "E2")
    there = replace(THERE, people=(replace(ANNE, absence=absence), replace(BO, absence=replace(absence, deputy="E1"))))
    assert [one.listed.id for one in planned(table(away("A", "E1")), there).new] == ["A"]


def test_who_leans_on_a_row_that_stays_out_stays_out_too() -> None:
    found = planned(table(away("A", "B"), away("B", "C"), away("C", "nobody"), away("D", "E1")))
    assert [fault.key for fault in found.broken] == ["A", "B", "C"]
    assert [one.listed.id for one in found.new] == ["D"]


def test_a_chain_of_thousands_of_deputies_is_told_in_a_moment() -> None:
    found = planned(table(*(away(f"N{number}", f"N{number + 1}") for number in range(5000))))
    assert (len(found.broken), found.new) == (5000, [])


def test_slack_ids_may_change_hands_within_a_file() -> None:
    rows = [NEW | {"id": "E1", "slack_user": "U0BOBO"}, NEW | {"id": "E2", "slack_user": "U0ANNE"}]
    assert [(one.listed.id, one.listed.user_id) for one in planned(table(*rows)).changed] == [("E1", "U0BOBO"), ("E2", "U0ANNE")]


def test_a_slack_id_stays_with_its_owner_when_the_owners_row_is_broken() -> None:
    rows = [NEW | {"id": "E1", "slack_user": "U0BOBO"}, NEW | {"id": "E2", "slack_user": "U0NEW2", "absent_from": "2026-03-01"}]
    assert [fault.key for fault in planned(table(*rows)).broken] == ["E1", "E2"]


def test_who_was_to_get_the_slack_id_of_a_row_that_stays_out_stays_out_too() -> None:
    there = replace(THERE, people=(*THERE.people, replace(BO, id="E3", user_id="U0CARL")))
    rows = [NEW | {"id": "E1", "slack_user": "U0BOBO"}, NEW | {"id": "E2", "slack_user": "U0CARL"}, NEW | {"id": "E3", "name": ""}]
    assert [fault.key for fault in planned(table(*rows), there).broken] == ["E1", "E2", "E3"]


def test_somebody_who_listed_themselves_is_found_by_their_slack_id() -> None:
    there = replace(THERE, people=(*THERE.people, replace(ANNE, id="U0SELF", user_id="U0SELF", name="Selv")))
    rows = [NEW | {"id": "H9", "slack_user": "U0SELF"}, away("A", "H9")]
    found = planned(table(*rows), there)
    assert [(one.listed.id, one.listed.name) for one in found.changed] == [("U0SELF", "Ny Person")]
    assert [one.listed.absence.deputy for one in found.new if one.listed.absence] == ["U0SELF"]


def test_what_a_file_does_not_say_stays_as_it_was() -> None:
    found = planned("id;name;role;department;slack_user;open_slots;active\nE2;Bo Sæther-Ørn;udv;gyn;;;\nE1;Anne Holm;prof;card;;;\n")
    assert (told(found), found.unchanged) == ([], 1)
    assert [(one.listed, one.columns) for one in found.changed] == [(replace(ANNE, role="prof"), ("role",))]


def test_an_empty_cell_empties_what_can_be_empty() -> None:
    found = planned("id;name;role;department;topics;title\nE1;Anne Holm;fao;card;;\nE2;Bo Sæther-Ørn;udv;gyn;;\n")
    assert [(one.listed.id, one.columns) for one in found.changed] == [("E1", ("topics",)), ("E2", ("title",))]


def test_a_deputy_without_days_away_is_told_and_not_kept() -> None:
    found = planned(table(NEW | {"deputy": "E1"}))
    assert (found.lonely, [one.listed.absence for one in found.new]) == ([2], [None])


def test_emerging_environments_are_linked_by_any_names_and_one_line_only() -> None:
    rows = [NEW | {"linked_to": "Sykehuset Østvik / gyn/obs"}, NEW | {"id": "N2", "slack_user": "", "linked_to": "SOV/card"}]
    found = planned(table(*rows))
    assert found.links == (Link(("KUH", "card"), ("SOV", "gyn")),)
    assert told(found) == [(3, "linked_to: line 2 links KUH/card to SOV/gyn. Keep one of the two.")]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    lines = ["sep=;", "id;name;role;department", 'N1;"To', 'linjer";fao;card', "", ";;;", "N2;Ny;fao;?", 'N3;"åben;fao;card']
    found = planned("\r\n".join([*lines, "N4;Ny;fao;card;for meget", "N5;Ny;fao;card", ""]))
    assert [line for line, _ in told(found)] == [7, 8, 9]
    assert [(one.listed.id, one.listed.name) for one in found.new] == [("N1", "To linjer"), ("N5", "Ny")]


def test_an_entry_of_json_is_told_with_its_line() -> None:
    typed = {"experts": [NEW, NEW | {"id": "N2", "slack_user": None, "topics": [5]}, "nobody", NEW | {"id": "N3", "name": 5, "slack_user": None}]}
    found = planned(json.dumps(typed, indent=1))
    assert told(found) == [
        (11, "topics is no text. Write it in quotation marks."),
        (22, "The entry is no object in braces. Write it as the others."),
        (23, "name is no text. Write it in quotation marks."),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        {"absence": "ja"},
        {"absence": {"from": 5, "to": 6}},
        {"capacity": 3.5},
        {"topics": "a"},
        {"topics": [["a"]]},
        {"active": []},
        {"serves": {}},
    ],
)
def test_values_of_another_kind_break_their_entry_only(entry: dict[str, Any]) -> None:
    found = planned(json.dumps({"experts": [NEW | entry, NEW | {"id": "N2", "slack_user": None}]}))
    assert ([fault.key for fault in found.broken], [one.listed.id for one in found.new]) == (["N1"], ["N2"])


def test_hospitals_and_departments_of_the_file_count_for_its_rows_and_broken_ones_are_told() -> None:
    typed = {
        "experts": [NEW | {"hospital": "nyborg", "department": "børneafd"}],
        "hospitals": [{"id": "NYB", "country": "DK", "type": "regional", "name": "Nyborg"}, {"id": "X", "country": "SE", "type": "regional"}],
        "departments": [
            {"id": "ped", "da": "Børn", "nb": "Barn", "en": "Paediatrics", "aliases": ["børneafd"]},
            {"id": "y"},
            {"id": "ped", "da": "B"},
        ],
    }
    found = planned(json.dumps(typed))
    assert [(one.listed.hospital, one.listed.department) for one in found.new] == [("NYB", "ped")]
    assert (found.hospitals, found.departments) == (
        [Hospital("NYB", "DK", False, "Nyborg")],
        [Department("ped", ("Børn", "Barn", "Paediatrics", "børneafd"))],
    )
    assert [fault.sentence for fault in found.broken] == [
        'hospital: country: "SE" is neither DK nor NO.',
        "department: The department has no name. Write one in da, nb or en.",
        'department: id: "ped" is already in line 1. Keep one of the two.',
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is empty."),
        (b"\xef\xbb\xbf \r\n", "It is empty."),
        (b"\x7fELF\x02\x01\x00\x00", "It is no text."),
        (b"\xff\xfea", "It is no text."),
        ("id;navn".encode("utf-16-le"), "It is no text."),
        (b"PK\x03\x04\x14", "It is an Excel workbook or a zip file."),
        (b"<!DOCTYPE html><table>", "It is a web page or XML."),
        (b'{"experts": [}', "It is no JSON: Expecting value"),
        (b'{"experts": []', "It is no JSON: Expecting '}'"),
        (b'{"experts": []} x', "It is no JSON: Extra data"),
        (b"[" * 100_000, "It is no JSON: "),
        (b'{"a": ' + b"[" * 100_000, "It is no JSON: "),
        (b'{"people": []}', "It is JSON without the lists"),
        (b"hej med dig\nhej", "It is neither JSON nor a table with headings such as id, slack_user, name"),
        (b"navn;rolle\na;b", "These columns are missing: id (or slack_user), department."),
        (b"id;navn;name;rolle;afdeling\n", "More than one column is called name."),
        (b'id;"navn\n', "Its first line is no row of headings."),
        ("id;navn;rolle;afdeling\n1;SÃ¸ren;fao;card".encode(), "Its letters æ, ø and å were broken by another program (line 2)."),
        ("id;navn;rolle;afdeling\n1;Søren".encode() + b"\xe6", "Its letters æ, ø and å were broken by another program (line 2)."),
    ],
)
def test_what_is_no_directory_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NoDirectory) as refused:
        load(content)
    assert str(refused.value)[: len(sentence)] == sentence


def test_a_table_cannot_be_the_first_that_comes() -> None:
    with pytest.raises(NoDirectory, match="First import a JSON file with hospitals and departments"):
        planned(table(NEW), Directory((), ()))


def test_routing_reads_what_the_directory_writes() -> None:
    people = (replace(ANNE, agreed=True, absence=Absence(TODAY, TODAY, "E2")), BO)
    assert read("".join(document.write(replace(THERE, people=people)))) == replace(THERE, people=people)


words = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs", "Nd"], blacklist_characters="\ufffd\u00c3\ufeff"), min_size=1, max_size=60
)
prickly = st.builds("".join, st.lists(st.sampled_from(["'", "=", "+", "-", "@", "|", "\\", ";", ",", '"', "a", "ø", " b"]), min_size=1, max_size=9))
typed_texts = (words | prickly).map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(lambda text: 0 < len(text) <= 60)


@given(typed_texts, typed_texts, st.lists(typed_texts, max_size=5))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_from_a_table_and_from_json_as_it_was(name: str, title: str, topics: Sequence[str]) -> None:
    one = replace(ANNE, name=name, title=title, topics=tuple(topics))
    there = replace(THERE, people=(one, BO))
    for written in (tables.write(there), document.write(there)):
        found = plan(load("".join(written).encode("utf-8-sig")), there)
        assert (told(found), found.changed, found.unchanged) == ([], [], 2)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "'="])
def test_no_cell_of_a_written_table_is_a_formula(start: str) -> None:
    there = replace(THERE, people=(replace(ANNE, name=f'{start}HYPERLINK("x")', topics=(f"{start}1",)),))
    row = next(csv.DictReader(io.StringIO("".join(tables.write(there))), delimiter=";"))
    first = row["name"][0], row["topics"][0]
    assert first == ("'", "'")
