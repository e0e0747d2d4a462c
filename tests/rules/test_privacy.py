"""The guard against identity numbers: everything found, and ordinary texts left alone."""

import json
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.privacy import Found, find, masked
from tests.rules import privacy_corpus as corpus

ASK = Path(__file__).parents[2] / ".." / "shared" / "data" / "ask" / "dev.jsonl"
KEYS = "0123456789 -./–+:,\n\u00a0\u200b٣４cprCPRsagfnr@<>|AB•"


def test_every_identity_number_is_found_in_every_notation_exactly_where_it_stands() -> None:
    examples = list(corpus.identities(4000))
    wrong = [example for example in examples if find(example.text) != Found(example.kind, example.start, example.end)]
    assert wrong == []


def test_masking_hides_every_sign_of_an_identity_number_and_nothing_else() -> None:
    for example in corpus.identities(2000, seed=11):
        bullets = "•" * (example.end - example.start)
        assert masked(example.text) == example.text[: example.start] + bullets + example.text[example.end :]


@pytest.mark.parametrize("texts", [corpus.ORDINARY, corpus.HELD_OUT], ids=["typical", "held out"])
def test_at_most_one_ordinary_text_in_a_hundred_is_refused(texts: str) -> None:
    written = corpus.ordinary(texts, 3000)
    refused = [(text, found, text[found.start : found.end]) for text in written if (found := find(text))]
    assert len(refused) <= len(written) / 100, refused


def test_a_number_dropped_anywhere_into_an_ordinary_text_is_found() -> None:
    draw = Random(5)
    for text in corpus.ordinary(corpus.HELD_OUT, 2000):
        words = text.split(" ")
        at = draw.randrange(len(words) + 1)
        number = corpus.split(corpus.cpr(draw), 6, by=draw.choice("- "))
        before, after = words[:at], words[at:]
        start = len(" ".join([*before, ""]))
        hidden = masked(" ".join([*before, number, *after]))[start : start + len(number)]
        assert not any(sign.isdigit() for sign in hidden), (text, number, hidden)


def test_the_labelled_questions_are_all_judged_right() -> None:
    if not ASK.exists():
        pytest.skip("the labelled questions lie outside the project and are not on this machine")
    rows = [json.loads(line) for line in ASK.read_text().splitlines()]
    wrong = [row["question"] for row in rows if bool(find(row["question"])) != row["contains_personal_number"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cpr 4100012345", "ambiguous"),
        ("CPR-nummeret er 102031234", "ambiguous"),
        ("fnr. 12345678901", "ambiguous"),
        ("pt 310203-1234", "ambiguous"),
        ("01020312345", "ambiguous"),
        ("010203 12345", "norwegian"),
        ("410203-12345", "norwegian"),
        ("01.02.2003 12345", "norwegian"),
        ("290200-1234", "cpr"),
        ("010203-1234 og 020304 12345", "cpr"),
        ("010190-1ab2", "cpr"),
        ("Ove Mikkelsgaard f. 12.03.41 på stue 4", "birth"),
        ("Torbjørg Lienmoen, født 040338", "birth"),
        ("Hansen, Ove (f. 12.03.41)", "birth"),
        ("014203-12345", "norwegian"),
        ("010203 1234", "cpr"),
        ("010203⁃1234", "cpr"),
        ("<https://x.dk|0102031234>", "cpr"),
    ],
)
def test_mistyped_numbers_replacements_and_named_births_are_found_too(text: str, kind: str) -> None:
    found = find(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "+31 12 345 678",
        "+31 12 34 5678",
        "10.-12.06.2026",
        "kl 10-12 12.03.2026",
        "10-12/06-2026",
        "12.03.26 16.30",
        "12.03.26-14.04",
        "2010-2012",
        "2010 1215 40",
        "2012-03-12 10:30",
        "2012-58-0018",
        "1203 2617 1234",
        "1234.56.78901",
        "1203.45.67890",
        "1.012.345.678 kr",
        "87-1203-567-8",
        "1701123456.123456",
        "p = 0,0102031234, n = 40",
        "p=.0102031234",
        "https://x.dk/0102031234",
        "www.x.dk/0102031234",
        "10.1016/0102031234",
        "post@0102031234.dk",
        "0102031234@x.dk",
        "CRD42021234561",
        "998877-1234",
        "12034567 1234",
        "cpr-numre siden 1968, cpr 2010-2012",
        "born 12.03.41",
        "010203",
        "010203-xxxx",
    ],
)
def test_dates_accounts_addresses_and_other_long_numbers_are_no_identity_numbers(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    "text",
    ["sag 010203-1234", "sag 010203 1234", "tlf 010203-1234", "https://x.dk/?a=010203-1234", "https://x.dk/patient/0102031234"],
)
def test_no_word_excuses_a_number_in_the_form_of_a_cpr_number(text: str) -> None:
    assert find(text)


def test_the_word_sag_excuses_a_run_of_digits_and_a_journal_number_does_not() -> None:
    assert find("sag 2101012345") is None
    assert find("sagsnr. 2101012345") is None
    assert find("2101012345") == Found("cpr", 0, 10)
    assert find("journalnr. 2101012345") == Found("cpr", 11, 21)
    assert find("j.nr. 2101012345") == Found("cpr", 6, 16)


def test_the_word_sag_answers_the_doubt_about_an_impossible_date() -> None:
    assert find("310203-1234") == Found("ambiguous", 0, 11)
    assert find("sag 310203-1234") is None


def test_a_bare_norwegian_number_needs_its_check_digits_unless_it_begins_with_a_date() -> None:
    draw = Random(3)
    right = corpus.norwegian(draw, day_plus=40)
    assert find(right) == Found("norwegian", 0, 11)
    assert find(corpus.wrong(right)) is None
    assert find(corpus.wrong(corpus.norwegian(draw))) == Found("ambiguous", 0, 11)
    assert find(corpus.wrong(corpus.fh(draw))) is None


def test_what_stands_alone_once_its_neighbour_is_masked_is_masked_too() -> None:
    assert masked("010203-1234 - 010 203 12 34") == "••••••••••• - •••••••••••••"


def test_what_was_read_as_a_date_and_time_is_no_identity_number() -> None:
    text = "møde 120326 1630 om 120326 1630"
    assert find(text) == Found("cpr", 5, 16)
    assert find(text, [(5, 16)]) == Found("cpr", 20, 31)
    assert find(text, [(5, 16), (20, 31)]) is None
    assert masked(text, [(5, 16)]) == "møde 120326 1630 om •••••••••••"


def test_a_time_that_covers_only_half_a_number_does_not_hide_it() -> None:
    assert find("120326 1630", [(0, 6)]) == Found("cpr", 0, 11)


def test_every_row_of_a_pasted_table_is_masked() -> None:
    table = "nr;cpr;alder\n0,0102031234,67\n1;020304-1234;45\n2\t030405 1234\t33"
    assert masked(table) == "nr;cpr;alder\n0,••••••••••,67\n1;•••••••••••;45\n2\t•••••••••••\t33"


@given(st.text() | st.text(alphabet=KEYS))
def test_any_text_can_be_asked_and_a_masked_one_has_nothing_left_to_find(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert find(hidden) is None
    assert (hidden == text) == (find(text) is None)


@given(st.text(alphabet=KEYS), st.text(alphabet=KEYS))
def test_a_number_between_letters_is_found_whatever_stands_around(before: str, after: str) -> None:
    text = f"{before} pt {'010203-1234'} er {after}"
    start = len(before) + 4
    assert masked(text)[start : start + 11] == "•" * 11


@pytest.mark.parametrize("keys", ["0123456789", "01 ", "12-", "0123456789 -", "0 ", "cpr 1", "0102031234 ", "@10./"])
def test_a_hundred_thousand_signs_take_no_longer_than_their_number_explains(keys: str) -> None:
    draw = Random(1)
    text = "".join(draw.choices(keys, k=100_000))
    started = time.process_time()
    find(text)
    assert time.process_time() - started < 2  # ten times what it takes; anything quadratic needs minutes
