"""What a request of Slack looks like at the least. What does not is 400 at the door, so that no listener meets half a payload.

Only what Bolt and our listeners read is looked at; what Slack adds is let through.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from slack_bolt import BoltRequest

Id = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,32}$")]
Short = Annotated[str, Field(min_length=1, max_length=255)]
Key = Annotated[str, Field(pattern=r"^[\w.:-]{1,150}$")]
"""Triggers and event ids: they are written in the log, so no text passes for one."""
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""What people wrote. PostgreSQL stores no NUL, and pydantic lets no half of a surrogate pair through."""


class Someone(BaseModel):
    id: Id
    team_id: str | None = None


class Option(BaseModel):
    value: Text


class Element(BaseModel):
    """One input of a form."""

    value: Text | None = None
    selected_date: str | None = None
    selected_time: str | None = None
    selected_user: Id | None = None
    selected_users: list[Id] | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None


class State(BaseModel):
    values: dict[str, dict[str, Element]] = {}


class Block(BaseModel):
    type: str
    block_id: str


class View(BaseModel):
    id: Short
    type: str
    callback_id: str
    private_metadata: str = ""
    hash: str | None = None
    state: State | None = None
    blocks: list[Block] = []


class Action(BaseModel):
    type: str
    action_id: Short
    block_id: str = ""
    value: str | None = None


class Sent(BaseModel):
    """What the door looks at in any request."""

    user: Someone | None = None
    user_id: Id | None = None
    channel: Someone | None = None
    channel_id: Id | None = None
    team_id: str | None = None
    trigger_id: Key | None = None
    event_id: Key | None = None
    response_url: str | None = None
    view: View | None = None
    state: State | None = None
    actions: list[Action] = []


class Command(Sent):
    command: Annotated[str, Field(pattern="^/")]
    text: Text = ""
    user_id: Id
    channel_id: Id
    trigger_id: Key


class Certificate(Sent):
    ssl_check: Literal["1", 1]


class Click(Sent):
    type: Literal["block_actions"]
    user: Someone
    trigger_id: Key
    actions: Annotated[list[Action], Field(min_length=1)]
    message: dict[str, Any] | None = None
    container: dict[str, Any] = {}


class Submission(Sent):
    type: Literal["view_submission", "view_closed"]
    user: Someone
    view: View


class Shortcut(Sent):
    type: Literal["shortcut", "message_action"]
    callback_id: str
    user: Someone
    trigger_id: Key


class Suggestion(Sent):
    type: Literal["block_suggestion"]
    action_id: str
    block_id: str
    user: Someone
    value: str = ""


class Happening(BaseModel):
    type: Annotated[str, Field(min_length=1)]
    subtype: str | None = None
    bot_id: str | None = None
    user: Someone | str | None = None


class Event(Sent):
    type: Literal["event_callback"]
    event_id: Key
    event: Happening
    authorizations: list[dict[str, Any]] = []


class Challenge(Sent):
    type: Literal["url_verification"]
    challenge: str


class Limited(Sent):
    type: Literal["app_rate_limited"]


_TYPED: TypeAdapter[Any] = TypeAdapter(
    Annotated[Click | Submission | Shortcut | Suggestion | Event | Challenge | Limited, Field(discriminator="type")]
)
_FORM: TypeAdapter[Any] = TypeAdapter(Annotated[Command | Certificate, Field(union_mode="left_to_right")])


def read(body: Any) -> BoltRequest | None:
    """The parsed body as a request for Bolt, over HTTP as in Socket Mode; None when it does not look like something Slack sends."""
    if not isinstance(body, dict) or ("type" in body and "command" in body):
        return None
    try:
        (_TYPED if "type" in body else _FORM).validate_python(body)
    except (ValidationError, RecursionError):
        return None
    try:
        return BoltRequest(mode="socket_mode", body=body)
    except Exception:  # noqa: BLE001 - Bolt looks for ids in many places and trusts all of them
        return None
