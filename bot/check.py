"""`spire check`: what a deployment lacks, in sentences that say what to do."""

import os
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, migration, store
from bot.screens.manifest import NEEDED, SCOPES
from bot.settings import Settings
from bot.slack import Slack
from bot.store import department
from bot.texts import Say, speaker

SKEW = timedelta(seconds=60)
FLEETING = ("tmpfs", "overlay", "ramfs")


@dataclass(frozen=True)
class Finding:
    """`needed`: without it Spire does not work; otherwise something is lost, and the sentence says what."""

    ok: bool
    sentence: str
    needed: bool = True


def look(settings: Settings) -> list[Finding]:
    """Everything that can be looked at from here, the database first."""
    say = speaker(settings.language)
    store.connect(settings.database_url)
    slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        return [*_database(settings, say), *_slack(slack, say)]
    finally:
        slack.close()
        store.close()


def _database(settings: Settings, say: Say) -> list[Finding]:
    try:
        reachable = store.reachable()
    except SQLAlchemyError:
        reachable = False
    if not reachable:
        return [Finding(False, say.plain("check-database-away"))]
    current = migration.current()
    found = [Finding(True, say.plain("check-database")), Finding(current, say.plain("check-migrated" if current else "check-not-migrated"))]
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        lasting = not _fleeting(Path(url.database or "").absolute())
        found.append(Finding(lasting, say.plain("check-disk" if lasting else "check-disk-fleeting", path=str(url.database)), needed=False))
    return found


def _fleeting(file: Path) -> bool:
    """Does the file lie where a restart wipes it: in memory, in a container's own layer, on a host without a disk?"""
    if "DYNO" in os.environ:
        return True
    kinds = {}
    mounts = Path("/proc/mounts")
    for line in mounts.read_text().splitlines() if mounts.exists() else []:
        _device, place, kind, *_rest = line.split()
        kinds[Path(place)] = kind
    nearest = next((kinds[place] for place in (file, *file.parents) if place in kinds), "")
    return nearest in FLEETING


def _slack(slack: Slack, say: Say) -> list[Finding]:
    answer, scopes, _body, date = slack.scopes()
    if answer.kind == "refused" or answer.error in {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}:
        return [Finding(False, say.plain("check-token-wrong", error=answer.error))]
    if answer.kind != "ok":
        return [Finding(False, say.plain("check-slack-away", error=answer.error))]
    found = [Finding(True, say.plain("check-token"))]
    if date:
        skew = abs(parsedate_to_datetime(date) - clock.real())
        found.append(Finding(skew < SKEW, say.plain("check-clock" if skew < SKEW else "check-clock-wrong", seconds=int(skew.total_seconds()))))
    missing = [scope for scope in SCOPES if scope not in scopes]
    found += [Finding(False, say.plain("check-scope", scope=scope, loss=say.plain(SCOPES[scope])), needed=scope in NEEDED) for scope in missing]
    if not missing:
        found.append(Finding(True, say.plain("check-scopes")))
    return [*found, *_channels(slack, say)]


def _channels(slack: Slack, say: Say) -> list[Finding]:
    try:
        with store.reading() as db:
            departments = department.every(db)
    except SQLAlchemyError:
        return []
    found = []
    for one in departments:
        answer, body = slack.call("conversations.info", channel=one.channel)
        if answer.kind not in {"ok", "refused"} or answer.error == "missing_scope":
            continue  # we do not know; the missing scope is said above
        there = answer.kind == "ok" and bool(body["channel"].get("is_member"))
        found.append(Finding(there, say.plain("check-channel" if there else "check-channel-not", channel=one.channel, name=one.name)))
    return found
