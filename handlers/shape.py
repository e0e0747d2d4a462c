"""What a request of Slack looks like at the least. What does not is 400 at the door, so that no listener meets half a payload."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

Id = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,32}$")]
Short = Annotated[str, Field(min_length=1, max_length=255)]
Trigger = Annotated[str, Field(min_length=1, max_length=150)]


class Command(BaseModel):
    command: Annotated[str, Field(pattern="^/")]
    text: str = ""
    user_id: Id
    channel_id: Id
    trigger_id: Trigger
    response_url: str = ""


class Someone(BaseModel):
    id: Id


class State(BaseModel):
    values: dict[str, dict[str, dict[str, Any]]] = {}


class Block(BaseModel):
    type: str
    block_id: str = ""


class View(BaseModel):
    id: Short
    callback_id: str = ""
    private_metadata: str = ""
    hash: str | None = None
    state: State | None = None
    blocks: list[Block] = []


class Action(BaseModel):
    type: str
    action_id: Short
    block_id: str = ""
    value: str | None = None


class Click(BaseModel):
    type: Literal["block_actions"]
    user: Someone
    trigger_id: Trigger
    actions: Annotated[list[Action], Field(min_length=1)]
    channel: Someone | None = None
    view: View | None = None
    response_url: str | None = None
    state: State | None = None
    message: dict[str, Any] | None = None
    container: dict[str, Any] = {}


class Submission(BaseModel):
    type: Literal["view_submission", "view_closed"]
    user: Someone
    trigger_id: Trigger | None = None
    view: View


class Shortcut(BaseModel):
    type: Literal["shortcut", "message_action"]
    callback_id: str
    user: Someone
    trigger_id: Trigger


class Suggestion(BaseModel):
    type: Literal["block_suggestion"]
    action_id: str
    block_id: str
    user: Someone
    value: str = ""


class Happening(BaseModel):
    type: Annotated[str, Field(min_length=1)]
    subtype: str | None = None
    bot_id: str | None = None


class Event(BaseModel):
    type: Literal["event_callback"]
    event_id: Short
    event: Happening
    team_id: str | None = None
    authorizations: list[dict[str, Any]] = []


class Challenge(BaseModel):
    type: Literal["url_verification"]
    challenge: str


class Certificate(BaseModel):
    ssl_check: Literal["1", 1]


class Limited(BaseModel):
    type: Literal["app_rate_limited"]


_REQUEST: TypeAdapter[Any] = TypeAdapter(Command | Click | Submission | Shortcut | Suggestion | Event | Challenge | Certificate | Limited)


def fits(body: Any) -> bool:
    """Does the parsed body look like something Slack sends?"""
    try:
        _REQUEST.validate_python(body)
    except (ValidationError, RecursionError):
        return False
    return True
