"""A fortnight of /ask in miniature: no question slips through. At length: `python -m tests.month`."""

from pathlib import Path

import pytest

from tests.month import Options, logged, play, table

pytestmark = pytest.mark.xdist_group("heavy")


def test_in_a_fortnight_every_question_is_answered_withdrawn_or_with_the_organisers_in_time(sqlite_url: str, tmp_path: Path) -> None:
    options = Options(questions=40, experts=25, days=14, seed=7, restarts=2, leavers=2, rest=7, given=False)
    with logged(tmp_path / "spire.log"):
        month = play(options, sqlite_url, tmp_path)
    told, figures = table(month, tmp_path / "spire.log"), month.seen.figures
    assert month.seen.violations == {}, told
    lived = (
        "closed: helped",
        "closed: withdrawn",
        "closed: untouched",
        "turn: silent",
        "turn: declined",
        "turn: done",
        "faults of Slack",
        "left Slack",
    )
    assert [name for name in lived if not figures[name]] == [], told
    assert figures["looks"] > 200, told
