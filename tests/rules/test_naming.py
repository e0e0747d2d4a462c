"""Names in texts: whole words only, wherever they stand, however many names there are."""

import pytest

from bot.rules.naming import names, within

KNOWN = names([("Anne Holm", 1), ("Anne Holm Berg", 2), ("Øre-næse-hals", 3), ("ped.", 4), ("Kir", 5), ("…", 6)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kan anne holm hjælpe", {1}),
        ("ANNE HOLM BERG?", {1, 2}),
        ("Joanne Holm", set()),
        ("anne holmgaard", set()),
        ("anne, holm", set()),
        ("på øre-næse-hals.", {3}),
        ("øre-næse-halsen", set()),
        ("ped. afdeling", {4}),
        ("pedel", set()),
        ("kirurgi, kir", {5}),
        ("… og intet andet", set()),
        ("", set()),
    ],
)
def test_a_name_is_found_as_whole_words_in_any_case(text: str, found: set[int]) -> None:
    assert {whose for _, _, whose in within(text, KNOWN)} == found


def test_it_is_told_where_a_name_stands_first() -> None:
    assert list(within("spørg kir eller Kir", KNOWN)) == [(6, "kir", 5)]
