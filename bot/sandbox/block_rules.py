"""What Block Kit asks of several fields at once: rules for one object, and rules for a payload as a whole.

Sources: the reference pages at docs.slack.dev for the block, element or method concerned.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.block_shapes import Fields, Problem, Rule, failed, units

Found = Sequence[tuple[str, Fields]]
"""Every object of a payload that is in order by itself and not open, with its pointer, inner ones before outer ones."""

MARKDOWN_IN_ALL, TABLE_IN_ALL, DATA_TABLE_IN_ALL, CHARTS_IN_ALL = 12_000, 10_000, 20_000, 2


# --- rules for one object ---------------------------------------------------------------------------------------


def at_least_one(*names: str) -> Rule:
    def rule(thing: Fields) -> Iterator[Problem]:
        if not any(name in thing for name in names):
            yield Problem("missing_field", "", f"needs at least one of: {', '.join(names)}")

    return rule


def at_most_one(*names: str) -> Rule:
    def rule(thing: Fields) -> Iterator[Problem]:
        if sum(name in thing for name in names) > 1:
            yield failed(f"may have only one of: {', '.join(names)}")

    return rule


def limited(name: str, most: int, code: str) -> Rule:
    """A length that Slack's methods refuse with a code of their own, where blocks only have `failed_constraint`."""

    def rule(thing: Fields) -> Iterator[Problem]:
        value = thing.get(name) or ""
        size = units(value) if isinstance(value, str) else len(value)
        if size > most:
            yield Problem(code, f"/{name}", f"must be at most {most} long, got {size}")

    return rule


def ordered(low: str, high: str) -> Rule:
    def rule(thing: Fields) -> Iterator[Problem]:
        if low in thing and high in thing and thing[low] > thing[high]:
            yield failed(f"{low} is more than {high}")

    return rule


def initial_value_fits(field: Fields) -> Iterator[Problem]:
    if units(field.get("initial_value", "")) > field.get("max_length", 3000):
        yield failed("is longer than max_length", "/initial_value")


def initial_is_offered(menu: Fields) -> Iterator[Problem]:
    """What is chosen from the start must equal an offered option in every field, not just in `value`."""
    groups = menu.get("option_groups", [{"options": menu.get("options", [])}])
    offered = [option for group in groups for option in group["options"]]
    chosen = [menu["initial_option"]] if "initial_option" in menu else menu.get("initial_options", [])
    if any(option not in offered for option in chosen):
        yield failed("what is chosen from the start must exactly match one of the options")


def description_matches_text(option: Fields) -> Iterator[Problem]:
    if option.get("description", {}).get("type") == "mrkdwn" and option["text"]["type"] != "mrkdwn":
        yield failed("a mrkdwn description needs a mrkdwn text", "/description")


def date_exists(picker: Fields) -> Iterator[Problem]:
    try:
        date.fromisoformat(picker.get("initial_date", "2000-01-01"))
    except ValueError:
        yield failed("there is no such day", "/initial_date")


def zone_exists(picker: Fields) -> Iterator[Problem]:
    try:
        ZoneInfo(picker.get("timezone", "UTC"))
    except (KeyError, ValueError, OSError):
        yield failed("is not the name of an IANA time zone", "/timezone")


def unique_action_ids(block: Fields) -> Iterator[Problem]:
    place = "elements" if "elements" in block else "actions"
    seen: set[str] = set()
    for index, element in enumerate(block.get(place, [])):
        name = element.get("action_id")
        if name in seen:
            yield Problem("duplicate_action_id", f"/{place}/{index}/action_id", "is used twice in one block")
        if name:
            seen.add(name)


def files_come_on_submit(block: Fields) -> Iterator[Problem]:
    if block.get("dispatch_action") and block["element"]["type"] == "file_input":
        yield failed("a file_input cannot dispatch actions", "/dispatch_action")


def rectangular(table: Fields) -> Iterator[Problem]:
    if len({len(row) for row in table["rows"]}) > 1:
        yield failed("all rows need the same number of cells", "/rows")


def plain_head(table: Fields) -> Iterator[Problem]:
    for column, cell in enumerate(table["rows"][0]):
        if cell["type"] == "rich_text":
            yield failed("a cell of the first row may not be rich_text", f"/rows/0/{column}")


def point_per_category(chart: Fields) -> Iterator[Problem]:
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) < len(names):
        yield failed("series need different names", "/series")
    categories = sorted(chart["axis_config"]["categories"])
    for number, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield failed("needs exactly one point for each category", f"/series/{number}/data")


def inputs_need_submit(modal: Fields) -> Iterator[Problem]:
    if "submit" not in modal and any(block["type"] == "input" for block in modal["blocks"]):
        yield Problem("missing_field", "", "submit is required when there is an input block")


# --- rules for the arguments of chat.* ----------------------------------------------------------------------------


def says_something(message: Fields) -> Iterator[Problem]:
    if not any(message.get(name) for name in ("text", "markdown_text", "blocks", "attachments")):
        yield Problem("no_text", "", "needs text, markdown_text, blocks or attachments")


def markdown_alone(message: Fields) -> Iterator[Problem]:
    if message.get("markdown_text") is not None and (message.get("text") is not None or message.get("blocks")):
        yield Problem("markdown_text_conflict", "/markdown_text", "cannot stand together with text or blocks")


def metadata_is_whole(metadata: Fields) -> Iterator[Problem]:
    if "entities" not in metadata and not {"event_type", "event_payload"} <= metadata.keys():
        yield Problem("invalid_metadata_format", "", "needs event_type and event_payload, or entities")


def metadata_waits_for_nothing(message: Fields) -> Iterator[Problem]:
    if message.get("metadata") is not None:
        yield Problem("metadata_breaks_schedule", "/metadata", "Slack never posts a scheduled message with metadata")


# --- rules for a payload as a whole -------------------------------------------------------------------------------


def unique_block_ids(found: Found) -> Iterator[Problem]:
    """Slack ignores the block_id of a markdown block."""
    first: dict[str, str] = {}
    for pointer, thing in found:
        if "block_id" in thing and thing.get("type") != "markdown":
            before = first.setdefault(thing["block_id"], pointer)
            if before != pointer:
                yield Problem("duplicate_block_id", f"{pointer}/block_id", f"is the block_id of {before} too")


def one_focus(found: Found) -> Iterator[Problem]:
    focused = [pointer for pointer, thing in found if thing.get("focus_on_load") is True]
    for pointer in focused[1:]:
        yield failed(f"only one element may set it, and {focused[0]} does", f"{pointer}/focus_on_load")


def _cell_text(cell: Any) -> int:
    """Some rich text elements are open, so this one looks at types for itself."""
    if not isinstance(cell, dict):
        return 0
    own, inner = cell.get("text"), cell.get("elements")
    return (units(own) if isinstance(own, str) else 0) + (sum(map(_cell_text, inner)) if isinstance(inner, list) else 0)


def _table_text(table: Fields) -> int:
    return sum(_cell_text(cell) for row in table["rows"] for cell in row)


def in_all(kind: str, most: int, size: Callable[[Fields], int], what: str) -> Callable[[Found], Iterable[Problem]]:
    """At most so much of something in all blocks of one type together."""

    def rule(found: Found) -> Iterator[Problem]:
        total = 0
        for pointer, thing in found:
            if thing.get("type") == kind:
                total += size(thing)
                if total > most:
                    yield failed(f"all {kind} blocks together may have {most} {what}; up to here {total}", pointer)

    return rule


FOR_PAYLOADS: tuple[Callable[[Found], Iterable[Problem]], ...] = (
    unique_block_ids,
    one_focus,
    in_all("markdown", MARKDOWN_IN_ALL, lambda block: units(block["text"]), "characters"),
    in_all("table", TABLE_IN_ALL, _table_text, "characters"),
    in_all("data_table", DATA_TABLE_IN_ALL, _table_text, "characters"),
    in_all("data_visualization", CHARTS_IN_ALL, lambda _: 1, "of them"),
)
