"""Block Kit's shapes: texts that are cut and parted where Slack's limits are, and never inside an entity."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.screens import blocks
from bot.texts import escaped

AMPERSANDS = st.text("&<>abc \n😀æ", max_size=4000) | st.text(max_size=50).map(lambda text: text * 100)
BROKEN = re.compile(r"&(?!(amp|lt|gt);)")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(AMPERSANDS, st.integers(10, 3000))
def test_what_is_cut_fits_ends_in_an_ellipsis_and_breaks_no_entity(text: str, most: int) -> None:
    said = escaped(text)
    cut = blocks.cut(said, most)
    assert units(cut) <= most
    assert not BROKEN.search(cut)
    assert cut == said if units(said) <= most else cut.endswith("…")
    assert said.startswith(cut.removesuffix("…"))


def test_an_emoji_is_not_cut_in_two() -> None:
    assert blocks.cut("a😀😀", 4) == "a😀…"
    assert blocks.cut("ab😀😀", 4) == "ab…"
    assert blocks.cut("a &amp; b", 6) == "a …"
    assert blocks.cut("a &amp; b", 9) == "a &amp; b"


@given(AMPERSANDS)
def test_a_long_text_is_parted_into_sections_and_nothing_of_it_is_lost(text: str) -> None:
    said = escaped(text)
    parts = [part["text"]["text"] for part in blocks.sections(said)]
    assert "".join(parts) == said
    assert all(0 < units(part) <= blocks.TEXT_MOST for part in parts)
    assert not any(BROKEN.search(part) for part in parts)


def test_a_long_text_is_parted_after_a_line_or_a_word() -> None:
    parts = [part["text"]["text"] for part in blocks.sections(("word " * 100 + "\n") * 8)]
    assert all(part.endswith(("word ", "\n")) for part in parts)
    assert blocks.sections("") == []


def test_mrkdwn_is_verbatim_so_that_no_typed_name_becomes_a_link_or_a_mention() -> None:
    assert blocks.section("*x*") == {"type": "section", "text": {"type": "mrkdwn", "text": "*x*", "verbatim": True}}
    assert blocks.context("x") == {"type": "context", "elements": [{"type": "mrkdwn", "text": "x", "verbatim": True}]}
    assert blocks.header("x" * 200)["text"]["text"] == "x" * 149 + "…"


def test_a_button_carries_its_value_and_asks_when_it_must() -> None:
    plain = {"type": "plain_text", "text": "Go", "emoji": True}
    bare = {"type": "button", "action_id": "a.b", "text": plain, "value": "7"}
    sure = blocks.confirm("Sure?", "Really", "Yes", "No")
    assert blocks.button("a.b", "Go", "7") == bare
    assert blocks.button("a.b", "Go", "7", "danger", sure) == bare | {"style": "danger", "confirm": sure}
    assert (sure["confirm"]["text"], sure["deny"]["text"], sure["style"]) == ("Yes", "No", "danger")
    assert blocks.actions(bare) == {"type": "actions", "elements": [bare]}


def test_a_field_is_found_by_one_name_and_has_a_hint_only_when_there_is_one() -> None:
    field = blocks.field("place", "Where", {"type": "plain_text_input"})
    assert (field["block_id"], field["element"]["action_id"], field["optional"], "hint" in field) == ("place", "place", False, False)
    assert blocks.field("place", "Where", {"type": "plain_text_input"}, optional=True, hint="Room")["hint"]["text"] == "Room"


def test_only_what_is_offered_can_be_chosen_beforehand() -> None:
    offered = [blocks.option("One", "1"), blocks.option("Two", "2")]
    assert blocks.select(offered, "2")["initial_option"] == offered[1]
    assert "initial_option" not in blocks.select(offered, "3")
    assert "initial_option" not in blocks.select(offered, None)
    assert blocks.ticks(offered, {"1", "9"})["initial_options"] == [offered[0]]
    assert "initial_options" not in blocks.ticks(offered, set())


def test_a_form_has_only_the_parts_it_was_given() -> None:
    bare = blocks.modal("T", [], close="C")
    assert sorted(bare) == ["blocks", "close", "title", "type"]
    assert blocks.modal("T", [], close="C", submit="S", callback_id="x.y", private_metadata="{}") == bare | {
        "submit": blocks.plain("S"),
        "callback_id": "x.y",
        "private_metadata": "{}",
    }


def test_a_private_answer_is_for_the_asker_alone() -> None:
    assert blocks.private("x") == {"response_type": "ephemeral", "replace_original": False, "text": "x", "blocks": [blocks.section("x")]}
    assert blocks.private("x", [blocks.header("h")], replace=True)["blocks"] == [blocks.header("h")]
    assert blocks.message("x" * 4000, [])["text"] == "x" * 2999 + "…"
