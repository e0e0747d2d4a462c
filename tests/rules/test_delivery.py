"""What an answer of Slack means for the message that was sent."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import delivery
from bot.rules.delivery import AWAY, UNCLEAR, Answer, meaning, retry_in


@pytest.mark.parametrize(
    ("status", "error", "retry_after", "answer"),
    [
        (200, None, None, Answer("ok")),
        (429, None, 30, Answer("throttled", "ratelimited", timedelta(seconds=30))),
        (429, None, None, Answer("throttled", "ratelimited", timedelta(seconds=1))),
        (200, "ratelimited", None, Answer("throttled", "ratelimited", timedelta(seconds=1))),
        (429, "ratelimited", 0, Answer("throttled", "ratelimited", timedelta(seconds=1))),
        (500, None, None, Answer("unclear", "http_500")),
        (503, None, 5, Answer("unclear", "http_503")),
        (500, "not_in_channel", None, Answer("unclear", "not_in_channel")),
        (200, "internal_error", None, Answer("unclear", "internal_error")),
        (200, "fatal_error", None, Answer("unclear", "fatal_error")),
        (200, "request_timeout", None, Answer("unclear", "request_timeout")),
        (200, "garbage", None, Answer("unclear", "garbage")),
        (200, "token_revoked", None, Answer("away", "token_revoked")),
        (200, "service_unavailable", None, Answer("away", "service_unavailable")),
        (407, None, None, Answer("away", "http_407")),
        (404, None, None, Answer("away", "http_404")),
        (200, "not_in_channel", None, Answer("refused", "not_in_channel")),
        (200, "is_archived", None, Answer("refused", "is_archived")),
        (200, "msg_too_long", None, Answer("refused", "msg_too_long")),
        (200, "some_error_of_next_year", None, Answer("refused", "some_error_of_next_year")),
        (403, "invalid_auth", None, Answer("away", "invalid_auth")),
    ],
)
def test_each_answer_has_its_meaning(status: int, error: str | None, retry_after: float | None, answer: Answer) -> None:
    assert meaning(status, error, retry_after) == answer


def test_what_may_have_happened_is_never_called_refused_or_away() -> None:
    assert frozenset() == UNCLEAR & AWAY
    assert {meaning(200, error, None).kind for error in UNCLEAR} == {"unclear"}
    assert {meaning(200, error, None).kind for error in AWAY} == {"away"}


@given(status=st.integers(500, 599), error=st.none() | st.sampled_from(sorted(AWAY | UNCLEAR | {"not_in_channel"})))
def test_no_server_error_counts_as_a_refusal(status: int, error: str | None) -> None:
    assert meaning(status, error, None).kind == "unclear"


def test_waiting_grows_and_never_passes_fifteen_seconds() -> None:
    assert [retry_in(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 1000)] == [2, 4, 8, 15, 15, 15]


def test_a_lease_outlives_opening_a_direct_message_and_posting_in_it() -> None:
    assert delivery.LEASE > 2 * delivery.DEADLINE


def test_the_pace_stays_below_what_slack_allows() -> None:
    assert timedelta(minutes=1) / delivery.CHANNEL_EVERY == 60
    assert timedelta(minutes=1) / delivery.WORKSPACE_EVERY == 240
    assert timedelta(minutes=1) / delivery.UPDATES_EVERY == 50
