"""DOOR FOR PEOPLE: create() builds the Bolt app; one file per feature, each listing its triggers at the bottom."""

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.settings import Settings
from bot.slack import Slack
from handlers import department, directory, door, gathering, mentor, other, person, spire


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
    for feature in (spire, department, directory, gathering, mentor, person, other):
        feature.register(app)
    return app
