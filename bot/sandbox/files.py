"""The files.* methods by which an app uploads a file: ask for an address, POST the bytes there, say where it belongs. Same shape as chat.py."""

from pathlib import PurePath
from typing import Any

from bot.sandbox.arguments import ApiError
from bot.sandbox.chat import postable
from bot.sandbox.content import by_bot
from bot.sandbox.state import File, State

Json = dict[str, Any]


def upload_url(state: State, args: Json) -> Json:
    if args["length"] < 1:
        raise ApiError("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    file = File(state.new_id("F"), args["filename"], args["length"])
    state.files[file.id] = file
    return {"upload_url": f"{state.base}/upload/{file.id}", "file_id": file.id}


def receive(state: State, file_id: str, body: bytes) -> int:
    """The bytes have come; returns the HTTP status of the upload address."""
    file = state.files.get(file_id)
    if file is None or file.content is not None:
        return 404
    if len(body) != file.length:
        return 400
    file.content = body
    return 200


def complete_upload(state: State, args: Json) -> Json:
    """Share the uploaded files in one message of the bot; without a channel they stay its own."""
    given = args["files"]
    if not given or not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in given):
        raise ApiError("invalid_arguments", "[ERROR] must provide files, each with its id [json-pointer:/files]")
    found = [state.files.get(one["id"]) for one in given]
    files = [file for file in found if file is not None and file.content is not None and not file.channel]
    if len(files) != len(given):
        raise ApiError("file_not_found")
    place = postable(state, args["channel_id"]) if args.get("channel_id") else None
    for file, one in zip(files, given, strict=True):
        file.title, file.channel = str(one.get("title") or file.name), place.id if place else ""
    shown = [_shown(state, file) for file in files]
    if place:
        message = by_bot(state, {"text": args.get("initial_comment", ""), "files": shown})
        if thread := args.get("thread_ts"):
            message["thread_ts"] = thread
        state.messages.add(place.id, message)
    return {"files": shown}


def _shown(state: State, file: File) -> Json:
    url = f"{state.base}/see/file?id={file.id}"
    return {
        "id": file.id,
        "created": int(state.now()),
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": PurePath(file.name).suffix.removeprefix(".").lower() or "binary",
        "user": state.bot.user_id,
        "size": file.length,
        "url_private": url,
        "url_private_download": url,
    }
