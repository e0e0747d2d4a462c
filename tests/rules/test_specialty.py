"""Which specialty a text is about, and which words of it are compared with people's own."""

import pytest

from bot.rules.specialty import MEDICAL, STEM, diseases, stems

ABOUT = {
    "ide om ventetid på hofteprotese": ["ortho"],
    "har en idé om præeklampsi": ["gyn"],
    "samarbeid om atrieflimmer": ["card"],
    "IBD og mikrobiom": ["gastro", "gastro"],
    "migræne og hovedpine hos unge": ["neuro", "neuro"],
    "kolorektal kirurgi": ["surg", "surg"],
    "kol og astma": ["pulm", "pulm"],
    "T1D med CGM": ["endo", "endo"],
    "børn med astma": ["ped", "pulm"],
    "hjertestop uden for hospitalet": ["em"],
    "hjertesvigt hos ældre": ["card", "ger"],
    "delir efter hoftebrud": ["ger", "ortho"],
    "hvem hjælper med statistik": [],
    "": [],
    "et ø i 3 år": [],
    "\0🎉": [],
}


@pytest.mark.parametrize(("text", "specialties"), ABOUT.items(), ids=ABOUT)
def test_diseases_tell_the_specialty_in_the_order_of_the_text(text: str, specialties: list[str]) -> None:
    assert diseases(text) == specialties


@pytest.mark.parametrize("text", ["hofteprotese", "HOFTEPROTESE", "Hofteprotesen"])
def test_neither_capitals_nor_endings_hide_a_disease(text: str) -> None:
    assert diseases(text) == ["ortho"]


@pytest.mark.parametrize("word", ["kolleger", "koldsved", "faldt", "brokker", "kneipe", "alsidig", "brev"])
def test_an_abbreviation_is_no_beginning(word: str) -> None:
    assert diseases(word) == []


def test_the_longest_beginning_decides() -> None:
    assert diseases("blodprop") == []
    assert diseases("blodpropihjernen") == ["neuro"]
    assert diseases("blodpropihjertet") == ["card"]


def test_words_are_compared_by_their_first_letters() -> None:
    assert stems("registerforskning (DHR)") == {"regist", "dhr"}
    assert stems("hoftebrud") == stems("hoftebruddet")
    assert all(len(stem) <= STEM for stem in stems("præhospital akutmedicin i tre regioner"))


def test_a_short_word_counts_only_as_an_abbreviation() -> None:
    assert stems("AF af KOL kol") == {"af", "kol"}
    assert stems("af kol med til") == set()
    assert stems("A 1") == set()


def test_the_medical_specialties_are_those_of_a_common_medical_department() -> None:
    assert {"card", "endo", "pulm", "infect"} <= MEDICAL
    assert not MEDICAL & {"neuro", "surg", "ortho", "gyn", "psych", "med"}
