"""The views.* methods. Same shape as chat.py."""

from typing import Any

from bot.sandbox import content
from bot.sandbox.arguments import ApiError
from bot.sandbox.state import State
from bot.sandbox.views import STACK, Trigger

Json = dict[str, Any]


def open_(state: State, args: Json) -> Json:
    """A trigger from within a modal lays the view on top of it; any other starts a new stack."""
    definition = _definition(state, args, None)
    trigger = _redeemed(state, args)
    if trigger.view_id is None:
        state.views.clear(trigger.user)
    return {"view": _pushed(state, trigger, definition)}


def push(state: State, args: Json) -> Json:
    definition = _definition(state, args, None)
    trigger = _redeemed(state, args)
    if not any(view["id"] == trigger.view_id for view in state.views.stacks.get(trigger.user, [])):
        raise ApiError("not_found")
    return {"view": _pushed(state, trigger, definition)}


def _pushed(state: State, trigger: Trigger, definition: Json) -> Json:
    if len(state.views.stacks.get(trigger.user, [])) >= STACK:
        raise ApiError("push_limit_reached")
    trigger.used = True
    return state.views.push(trigger.user, definition)


def _redeemed(state: State, args: Json) -> Trigger:
    trigger = state.views.triggers.get(args["trigger_id"])
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if trigger.expired:
        raise ApiError("expired_trigger_id")
    return trigger


def update(state: State, args: Json) -> Json:
    if not args.get("view_id") and not args.get("external_id"):
        raise ApiError("invalid_arguments", "[ERROR] must provide either view_id or external_id")
    found = state.views.find(view_id=args.get("view_id"), external_id=args.get("external_id"))
    if found is None or found[1]["type"] != "modal":
        raise ApiError("not_found")
    _, view = found
    definition = _definition(state, args, view["id"])
    if args.get("hash") and args["hash"] != view["hash"]:
        raise ApiError("hash_conflict")
    return {"view": state.views.update(view, definition)}


def publish(state: State, args: Json) -> Json:
    definition = content.view(args["view"], "home")
    user = args["user_id"]
    if user not in state.people:
        raise ApiError("invalid_arguments", "[ERROR] invalid user_id [json-pointer:/user_id]")
    if state.people[user].deleted:
        raise ApiError("user_disabled")
    home = state.views.homes.get(user)
    if args.get("hash") and (home is None or args["hash"] != home["hash"]):
        raise ApiError("hash_conflict")
    return {"view": state.views.publish(user, definition)}


def _definition(state: State, args: Json, view_id: str | None) -> Json:
    definition = content.view(args["view"], "modal")
    if external := definition.get("external_id"):
        taken = state.views.find(external_id=external)
        if taken and taken[1]["id"] != view_id:
            raise ApiError("duplicate_external_id")
    return definition
