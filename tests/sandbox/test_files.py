"""A file the bot uploads stands in a message, and whoever may see the message can download it."""

import json
import urllib.request
from dataclasses import replace
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.sandbox import Sandbox, World
from bot.sandbox.state import State
from tests.sandbox.conftest import WORLD

CSV = "navn;antal\nVegetar;3\n".encode("cp1252")


@pytest.fixture
def client(sandbox: Sandbox, client: WebClient) -> WebClient:
    """The bot's, with the scope that uploading takes."""
    sandbox.state.bot = replace(sandbox.state.bot, scopes=(*sandbox.state.bot.scopes, "files:write"))
    return client


def download(sandbox: Sandbox, user: str, file_id: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(f"{sandbox.base}/see/file?user={user}&id={file_id}", timeout=5) as answer:
        return answer.read(), answer.headers["Content-Disposition"]


def test_an_uploaded_file_is_downloaded_byte_for_byte_by_those_in_the_conversation(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.files_upload_v2(channel="C0HALL", filename="rækker.csv", content=CSV, title="Rows", initial_comment="Here you are.")
    message = sandbox.seen("bo", "hall")[-1]
    assert (message["text"], message["user"], message["files"]) == ("Here you are.", "U0BOT", answer["files"])
    file = answer["file"]
    assert {key: file[key] for key in ("name", "title", "mimetype", "filetype", "size")} == {
        "name": "rækker.csv",
        "title": "Rows",
        "mimetype": "text/csv",
        "filetype": "csv",
        "size": len(CSV),
    }
    assert download(sandbox, "bo", file["id"]) == (CSV, "attachment; filename*=UTF-8''r%C3%A6kker.csv")


def test_a_file_in_a_direct_message_is_nobody_elses(sandbox: Sandbox, client: WebClient) -> None:
    file = client.files_upload_v2(channel="U0BO", filename="a.txt", content="x")["file"]
    assert download(sandbox, "bo", file["id"])[0] == b"x"
    with pytest.raises(HTTPError) as refused:
        download(sandbox, "una", file["id"])
    assert refused.value.code == 400


def test_an_upload_that_does_not_come_or_has_another_length_cannot_be_shared(sandbox: Sandbox, client: WebClient) -> None:
    promised = client.files_getUploadURLExternal(filename="a.txt", length=3)
    with pytest.raises(SlackRequestError):
        raise_unless_taken(promised["upload_url"], b"toolong")
    for files in ([{"id": promised["file_id"]}], [{"id": "F0NONE"}]):
        with pytest.raises(SlackApiError, match="file_not_found"):
            client.files_completeUploadExternal(files=files, channel_id="C0HALL")


def raise_unless_taken(url: str, body: bytes) -> None:
    try:
        urllib.request.urlopen(urllib.request.Request(url, body), timeout=5)
    except HTTPError as error:
        raise SlackRequestError(str(error.code)) from error


def test_a_workspace_that_was_kept_is_the_same_again_but_for_what_one_person_saw(sandbox: Sandbox, client: WebClient) -> None:
    client.files_upload_v2(channel="C0HALL", filename="rækker.csv", content=CSV)
    parent = client.chat_postMessage(channel="C0HALL", text="Soup")["ts"]
    client.chat_postMessage(channel="C0HALL", text="Hot", thread_ts=parent)
    before = sandbox.seen("bo", "hall")
    client.chat_postEphemeral(channel="C0HALL", user="U0BO", text="You alone")
    sandbox.read("bo", "hall")
    sandbox.travel(3600)
    again = State(World.load(WORLD))
    again.restore(json.loads(json.dumps(sandbox.state.kept())))
    assert [again.messages.shown("C0HALL", ts) for ts in again.messages.seen("C0HALL", "U0BO")] == before
    assert (again.people, again.channels, again.files) == (sandbox.state.people, sandbox.state.channels, sandbox.state.files)
    assert (again.marks, again.offset) == (sandbox.state.marks, 3600)
    assert again.messages.stamp("C0HALL") > before[-1]["ts"]
    assert again.new_id("F") not in again.files


def test_without_the_scope_there_is_no_address_to_upload_to(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.state.bot = replace(sandbox.state.bot, scopes=("chat:write",))
    with pytest.raises(SlackApiError, match="missing_scope"):
        client.files_getUploadURLExternal(filename="a.txt", length=3)
