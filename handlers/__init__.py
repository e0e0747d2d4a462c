"""DOOR FOR PEOPLE: create() builds the Bolt app; one file per feature, each listing its triggers at the bottom."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.listener_matcher import ListenerMatcher
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher
from slack_sdk import WebClient

from bot.settings import Settings
from bot.slack import Slack
from handlers import ask, department, directory, door, gathering, mentor, other, person, queue, spire, turn


def create(settings: Settings, slack: Slack) -> App:
    """The Bolt app. Starting needs no call to Slack; signatures are checked before it, in web.py, against both secrets."""
    token = settings.slack_bot_token.get_secret_value()
    app = App(
        name="slack_bolt.spire",  # Bolt sets the level of the logger of this name at every request: not ours
        client=WebClient(),  # without a token, or Bolt would verify the one in the environment with a call to Slack
        signing_secret="checked in web.py",  # noqa: S106 - not a secret
        process_before_response=True,  # or events would be acknowledged before they are stored
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        authorize=lambda enterprise_id, team_id: AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token),
    )
    door.register(app, slack, settings)
    for feature in (ask, turn, queue, mentor, spire, department, directory, gathering, person, other):
        feature.register(app)
    for listener in app._listeners:  # Bolt has no other way to them
        listener.matchers = [_Matcher(found.func) if isinstance(found, BuiltinListenerMatcher) else found for found in listener.matchers]
    return app


class _Matcher(ListenerMatcher):
    """Bolt's own question whether a listener is meant, asked of the body and no more.

    Bolt puts together whatever a function might ask for, for each listener in turn: 0.25 ms until it came to the last ones.
    """

    def __init__(self, meant: Callable[..., Any]) -> None:
        self._meant = meant

    def matches(self, req: BoltRequest, resp: BoltResponse) -> bool:
        return bool(self._meant(req.body))
