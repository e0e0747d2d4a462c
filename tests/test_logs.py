"""Logs hold ids and never texts."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog

from bot import clock, logs

WORDS = "Fru Jensens prøvesvar"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Logs go here; afterwards everything is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("spire")
    before = (root.handlers, root.level, ours.level)
    caught = io.StringIO()
    logs.configure(stream=caught)
    yield caught
    root.handlers, root.level, ours.level = before[0], before[1], before[2]
    structlog.reset_defaults()


def written(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_its_ids_room_level_and_moment(stream: io.StringIO) -> None:
    logs.get("delivery").info("sent", letter=7, to="C0MED")
    [line] = written(stream)
    stamp = datetime.fromisoformat(line.pop("timestamp"))
    assert line == {"event": "sent", "letter": 7, "to": "C0MED", "level": "info", "logger": "spire.delivery"}
    assert abs(stamp - datetime.now(UTC)) < timedelta(seconds=5)


def test_of_a_librarys_record_only_the_place_survives(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt.App").warning("Unhandled request: %s", {"text": WORDS})
    [line] = [one for one in written(stream) if one.get("logger") == "slack_bolt.App"]  # a thread of an earlier test may have something to say
    assert (line["event"], line["level"]) == ("library", "warning")
    assert line["at"].startswith("test_logs:")
    assert "Jensen" not in stream.getvalue()


def test_libraries_are_heard_only_when_something_is_wrong(stream: io.StringIO) -> None:
    logging.getLogger("urllib3").info("GET /hooks/secret-path")
    logs.get("web").debug("nothing of interest")
    assert written(stream) == []


def test_of_an_exception_only_its_type_its_cause_and_its_lines_survive(stream: io.StringIO) -> None:
    log = logs.get("door")
    try:
        try:
            int(WORDS)
        except ValueError as error:
            raise RuntimeError(WORDS) from error
    except RuntimeError as error:
        log.exception("bug", reference="1a2b")
        log.error("bug", exc_info=error)
        logging.getLogger("alien").exception(WORDS)
        logging.getLogger("alien").error(WORDS, exc_info=(RuntimeError, error, error.__traceback__))
    for line in written(stream):
        assert (line["error"], line["cause"]) == ("RuntimeError", "ValueError")
        assert [frame.rpartition(" ")[2] for frame in line["trace"]] == ["test_of_an_exception_only_its_type_its_cause_and_its_lines_survive"]
    assert len(written(stream)) == 4
    assert "Jensen" not in stream.getvalue()


def test_an_exception_that_is_over_is_no_reason_to_fail(stream: io.StringIO) -> None:
    logs.get("door").error("bug", exc_info=True)
    [line] = written(stream)
    assert (line["error"], line["trace"]) == ("unknown", [])


def test_a_trace_is_twelve_lines_at_most(stream: io.StringIO) -> None:
    def deep(levels: int) -> None:
        if levels == 0:
            raise ValueError(WORDS)
        deep(levels - 1)

    try:
        deep(50)
    except ValueError:
        logs.get("door").exception("bug")
    assert len(written(stream)[0]["trace"]) == 12


def test_plans_go_by_a_clock_that_can_travel_and_the_network_by_one_that_cannot() -> None:
    clock.travel(timedelta(days=2))
    try:
        assert timedelta(days=2) - timedelta(seconds=1) < clock.now() - clock.real() <= timedelta(days=2) + timedelta(seconds=1)
    finally:
        clock.travel(timedelta(0))
    assert (clock.now().tzinfo, clock.real().tzinfo) == (UTC, UTC)
    assert abs(clock.now() - clock.real()) < timedelta(seconds=1)
