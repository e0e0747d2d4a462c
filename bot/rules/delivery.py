"""The promises of the delivery desk: pace, patience, and what an answer of Slack means.

Sources: Slack posts about one message a second in a channel and several hundred a minute in a workspace; chat.update is Tier 3 (50 a minute).
Slack has no idempotency key, so after an unclear answer our key in the message's metadata is looked for in the channel.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Outcome = Literal["sent", "late", "skipped", "failed", "unsure"]
CHANNEL_EVERY = timedelta(seconds=1)
WORKSPACE_EVERY = timedelta(seconds=60 / 240)
UPDATES_EVERY = timedelta(seconds=60 / 50)
SAME_POST_EVERY = timedelta(seconds=3)
DEADLINE = timedelta(seconds=10)
"""In all, for one call to Slack."""
LEASE = timedelta(seconds=25)
"""Two deadlines (opening a direct message, posting in it) and some room to settle. A result that comes later no longer counts."""
LOOK_AFTER = timedelta(seconds=10)
LOOKS = 2
LATE_AFTER = timedelta(minutes=5)
"""Sent later than this after it was due: the log says late."""
RETRY_FIRST = timedelta(seconds=2)
RETRY_LONGEST = timedelta(seconds=15)


@dataclass(frozen=True)
class Answer:
    """How a call to Slack ended.

    ok: done. refused: Slack said no, for good. throttled: 429, wait `wait`. away: nothing reached Slack, or Slack turned the whole workspace
    away (`error` says how); trying again does no harm. unclear: it may have happened.
    """

    kind: Literal["ok", "refused", "throttled", "away", "unclear"]
    error: str = ""
    wait: timedelta = timedelta(0)


UNCLEAR = frozenset({"internal_error", "fatal_error", "request_timeout", "garbage"})
"""Slack's page on chat.postMessage: some aspect may have succeeded."""
AWAY = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_expired",
        "token_revoked",
        "org_login_required",
        "team_added_to_org",
        "service_unavailable",
        "team_access_not_granted",
    }
)
"""Nobody's message is wrong: the token or the service is. Rows wait, and their own too-late moment ends them."""


def meaning(status: int, error: str | None, retry_after: float | None) -> Answer:
    """What Slack's HTTP status and `error` mean for the message that was sent."""
    if status == 429 or error == "ratelimited":
        return Answer("throttled", "ratelimited", timedelta(seconds=max(1.0, retry_after or 1.0)))
    if status >= 500 or error in UNCLEAR:
        return Answer("unclear", error or f"http_{status}")
    if error is None:
        return Answer("ok") if status == 200 else Answer("away", f"http_{status}")  # 4xx without Slack's JSON: a proxy said it
    return Answer("away" if error in AWAY else "refused", error)


def retry_in(attempts: int) -> timedelta:
    """How long to wait after so many attempts that reached nobody."""
    return min(RETRY_FIRST * int(2 ** min(attempts - 1, 10)), RETRY_LONGEST)
