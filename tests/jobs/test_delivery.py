"""Every letter ends as sent, late, skipped, failed or unsure, exactly once, and the log says so."""

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock_time
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import clock, store
from bot.actions import gathering
from bot.ids import UserId
from bot.rules import delivery
from bot.slack import Slack
from bot.store import gathering as gatherings
from bot.store import outgoing, pace, person
from bot.texts import speaker
from jobs import delivery as desk_rules
from jobs.delivery import LETTERS, Desk
from tests.conftest import TOKEN, thursday, wait_until
from tests.jobs.conftest import CHANNEL, METTE, ZONE, Office

DA = speaker("da")


def broken(*_: Any) -> Any:
    raise ZeroDivisionError


def test_a_letter_that_is_due_is_sent_and_written_down(any_office: Office) -> None:
    letter = any_office.queue("a")
    any_office.finish()
    row = any_office.row(letter)
    [message] = any_office.sandbox.seen("anne", "medicinsk")
    assert (row.state, row.reason, row.channel, row.ts, row.attempts) == ("sent", None, CHANNEL, message["ts"], 1)
    assert row.settled_at is not None
    assert message["metadata"] == {"event_type": "spire", "event_payload": {"key": "a"}}
    assert any_office.log() == [("department.welcome", "sent", None)]
    [call] = any_office.sandbox.calls("chat.postMessage")
    assert (call["request"]["unfurl_links"], call["request"]["unfurl_media"], call["problems"]) == (False, False, [])
    assert not any_office.desk.work(), "nothing is left"


def test_a_letter_that_is_not_due_yet_waits(office: Office) -> None:
    letter = office.queue("a", ago=timedelta(hours=-1))
    assert not office.desk.work()
    assert office.row(letter).state == "due"


def test_what_is_sent_more_than_five_minutes_after_it_was_due_is_late(office: Office) -> None:
    late, in_time = office.queue("late", ago=timedelta(minutes=6)), office.queue("in time", ago=timedelta(minutes=4))
    office.finish()
    assert (office.ended(late), office.ended(in_time)) == (("late", None), ("sent", None))
    assert [outcome for _kind, outcome, _reason in office.log()] == ["sent", "late"]


def test_what_is_too_late_is_skipped_with_its_reason_and_not_sent(office: Office) -> None:
    letter = office.queue("a", too_late_at=clock.now())
    office.finish()
    assert office.ended(letter) == ("skipped", "reason-too-late")
    assert (office.log(), office.sandbox.calls()) == ([("department.welcome", "skipped", "reason-too-late")], [])


def test_what_it_was_about_is_gone_so_it_is_skipped(office: Office) -> None:
    letter = office.queue("a", kind="gathering.order", subject=99)
    office.finish()
    assert office.ended(letter) == ("skipped", "reason-gone")


@pytest.mark.parametrize("reason", ["not_in_channel", "is_archived", "channel_not_found"])
def test_a_post_that_slack_refuses_ends_as_failed_and_the_organiser_is_told_once(office: Office, reason: str) -> None:
    to = CHANNEL
    if reason == "not_in_channel":
        office.sandbox.leave("Spire", "medicinsk")
    if reason == "is_archived":
        office.sandbox.archive("medicinsk")
    if reason == "channel_not_found":
        office.sandbox.leave("Spire", "medicinsk")
        office.sandbox.make_private("medicinsk")
    letter = office.queue("a", to)
    office.finish()
    assert office.ended(letter) == ("failed", f"slack-{reason}")
    assert office.log() == [("log.failed", "sent", None), ("department.welcome", "failed", f"slack-{reason}")]
    why = DA(f"slack-{reason.replace('_', '-')}")
    [told] = office.told()
    assert why in told
    assert f"<#{CHANNEL}>" in told


def test_a_message_that_slack_finds_too_long_ends_as_failed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LETTERS, "department.welcome", (LETTERS["department.welcome"][0], lambda _facts, _say: {"text": "x" * 50_000}))
    letter = office.queue("a")
    office.finish()
    assert office.ended(letter) == ("failed", "slack-msg_too_long")
    assert ["msg_too_long" in text for text in office.told()] == [True], "Slack's own word where we have none"


@pytest.mark.parametrize(("person_", "reason"), [("stille", "messages_tab_disabled"), ("anne", "user_disabled")])
def test_a_direct_message_that_is_refused_stands_in_the_log_only(office: Office, person_: str, reason: str) -> None:
    if person_ == "anne":
        office.sandbox.deactivate("anne")
    letter = office.queue("a", f"U0{person_.upper()}", kind="department.handed_over")
    behind = office.queue("b", METTE, kind="department.handed_over")
    office.finish()
    assert (office.ended(letter), office.ended(behind)) == (("failed", f"slack-{reason}"), ("sent", None))
    assert office.keys("dm", "mette") == ["b"]


def test_a_failed_invitation_brings_a_button_to_post_it_again_which_works_once(office: Office) -> None:
    office.sandbox.leave("Spire", "medicinsk")
    meeting = office.meeting()
    office.finish()
    [failed] = office.failures()
    assert [button["action_id"] for button in failed["blocks"][-1]["elements"]] == ["gathering.again"]
    office.sandbox.join("Spire", "medicinsk")
    for _ in range(3):
        with store.transaction() as db:
            gathering.post_again(db, meeting, METTE, clock.now())
        office.finish()
    assert len(office.sandbox.seen("anne", "medicinsk")) == 1


def test_a_throttled_channel_holds_only_itself(office: Office) -> None:
    office.sandbox.fault("429", "chat.postMessage", channel="medicinsk", times=1, retry_after=1)
    first, second = office.queue("first"), office.queue("second")
    elsewhere = office.queue("elsewhere", METTE, kind="department.handed_over")
    begun = time.monotonic()
    while office.row(elsewhere).state != "sent":
        if not office.desk.work():
            time.sleep(0.01)
    assert time.monotonic() - begun < 0.9
    assert office.row(first).state == "due"
    office.finish()
    assert time.monotonic() - begun >= 1.0
    assert (office.keys(), office.row(first).attempts, office.row(second).attempts) == (["first", "second"], 2, 1)


def test_two_refusals_in_a_row_hold_the_method(office: Office) -> None:
    office.sandbox.fault("429", "chat.postMessage", channel="medicinsk", times=2, retry_after=1)
    office.queue("a")
    wait_until(lambda: office.desk.work() and len(office.sandbox.calls("chat.postMessage")) == 2)
    elsewhere = office.queue("elsewhere", METTE, kind="department.handed_over")
    assert not office.desk.work()
    assert office.row(elsewhere).state == "due"
    office.finish()
    assert (office.keys(), office.keys("dm", "mette")) == (["a"], ["elsewhere"])
    with store.transaction() as db:
        assert pace.refused(db, pace.method("chat.postMessage")) == 1, "what was accepted starts the count anew"


@pytest.mark.parametrize(
    ("fault", "detail"),
    [
        ("500", {"stored": True}),
        ("500", {"stored": False}),
        ("internal_error", {"stored": True}),
        ("internal_error", {"stored": False}),
        ("fatal_error", {"stored": True}),
        ("garbage", {"stored": True}),
        ("garbage", {"stored": False}),
        ("accept_then_drop", {}),
        ("drop", {}),
        ("slow", {"delay": 0.8}),
        ("drip", {"delay": 0.01}),
    ],
)
@pytest.mark.parametrize("to", [CHANNEL, METTE])
def test_after_an_unclear_answer_there_is_exactly_one_message_in_the_end(office: Office, fault: str, detail: dict[str, Any], to: str) -> None:
    office.sandbox.fault(fault, "chat.postMessage", times=1, **detail)
    letter = office.queue("a", to)
    behind = office.queue("behind", to)
    office.finish()
    assert (office.keys("medicinsk") if to == CHANNEL else office.keys("dm", "mette")) == ["a", "behind"]
    assert (office.ended(letter), office.ended(behind)) == (("sent", None), ("sent", None))
    stored = detail.get("stored", fault != "drop")
    assert office.row(letter).attempts == (1 if stored else 2)
    assert len(office.sandbox.calls("conversations.history")) == (1 if stored else 2), "it looks twice before it sends again"


def test_a_letter_keeps_its_place_while_nobody_knows_whether_it_arrived(any_office: Office) -> None:
    any_office.sandbox.fault("500", "chat.postMessage", channel="medicinsk", times=1)
    letter, behind = any_office.queue("a"), any_office.queue("behind")
    elsewhere = any_office.queue("elsewhere", METTE, kind="department.handed_over")
    any_office.desk.work()
    assert any_office.row(letter).state == "unclear"
    while any_office.row(elsewhere).state != "sent":
        any_office.desk.work()
        assert any_office.row(behind).state == "due"
    any_office.finish()
    assert any_office.keys() == ["a", "behind"]


def test_looking_goes_back_through_the_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_rules, "_SEARCH_PAGE", 2)  # configuration: a page holds 200 otherwise
    office.sandbox.fault("accept_then_drop", "chat.postMessage", times=1)
    letter = office.queue("a")
    office.desk.work()
    for number in range(5):
        office.sandbox.message("anne", "medicinsk", f"snak {number}")
    office.finish()
    assert (office.ended(letter), office.keys()) == (("sent", None), ["a"])
    assert len(office.sandbox.calls("conversations.history")) == 3


def test_where_too_much_was_said_since_to_look_through_it_ends_as_unsure(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_rules, "_SEARCH_PAGE", 1)
    office.sandbox.fault("drop", "chat.postMessage", times=1)
    letter = office.queue("a")
    office.desk.work()
    for number in range(7):
        office.sandbox.message("anne", "medicinsk", f"snak {number}")
    office.finish()
    assert (office.ended(letter), office.keys()) == (("unsure", "slack-too_many_messages"), [])
    assert len(office.sandbox.calls("conversations.history")) == 5
    assert len(office.failures()) == 1


@pytest.mark.parametrize(("fault", "detail"), [("500", {}), ("down", {}), ("429", {"retry_after": 1})])
def test_looking_that_fails_is_tried_again_and_counts_for_nothing(office: Office, fault: str, detail: dict[str, Any]) -> None:
    office.sandbox.fault("accept_then_drop", "chat.postMessage", times=1)
    office.sandbox.fault(fault, "conversations.history", times=2, **detail)
    letter = office.queue("a")
    office.finish()
    assert (office.ended(letter), office.keys(), office.row(letter).attempts) == (("sent", None), ["a"], 1)


def test_without_the_right_to_read_it_ends_as_unsure_and_the_organiser_is_asked_to_look(office: Office) -> None:
    office.scopes_without("channels:history", "groups:history", "im:history", "mpim:history")
    office.sandbox.fault("accept_then_drop", "chat.postMessage", channel="medicinsk", times=1)
    meeting = office.meeting()
    office.finish()
    assert ("gathering.invitation", "unsure", "slack-missing_scope") in office.log()
    [told] = office.failures()
    assert DA("slack-missing-scope") in told["text"]
    assert len(office.keys()) == 1
    with store.transaction() as db:
        gathering.post_again(db, meeting, METTE, clock.now())
    office.finish()
    assert len(office.keys()) == 2, "who has looked decides"


def test_a_reply_goes_to_the_thread_of_its_post(office: Office) -> None:
    parent = office.queue("parent")
    office.queue("reply", parent=parent)
    office.finish()
    post, reply = [call["request"] for call in office.sandbox.calls("chat.postMessage")]
    assert "thread_ts" not in post
    assert reply["thread_ts"] == office.row(parent).ts


@pytest.mark.parametrize("stored", [True, False])
def test_a_reply_is_looked_for_in_its_thread(office: Office, stored: bool) -> None:
    parent = office.queue("parent")
    office.finish()
    office.sandbox.fault("500", "chat.postMessage", times=1, stored=stored)
    reply = office.queue("reply", parent=parent)
    office.finish()
    assert office.ended(reply) == ("sent", None)
    assert (len(office.sandbox.calls("conversations.replies")), office.sandbox.calls("conversations.history")) == (1 if stored else 2, [])
    with office.sandbox.state.lock:
        assert len(office.sandbox.state.messages.thread(CHANNEL, office.row(parent).ts)) == 1


def test_a_reply_under_a_failed_post_fails_with_that_reason(office: Office) -> None:
    office.sandbox.leave("Spire", "medicinsk")
    parent = office.queue("parent")
    reply = office.queue("reply", parent=parent, kind="gathering.reply", subject=office.meeting())
    office.finish()
    assert (office.ended(parent), office.ended(reply)) == (("failed", "slack-not_in_channel"), ("failed", "reason-parent-failed"))
    assert not any("tråden" in text for text in office.told()), "whose post failed knows already"


def test_a_direct_message_is_opened_once_and_remembered(office: Office) -> None:
    office.sandbox.fault("500", "conversations.open", times=1)
    for key in ("a", "b"):
        office.queue(key, "U0ANNE", kind="department.handed_over")
    office.finish()
    assert office.keys("dm") == ["a", "b"]
    assert len(office.sandbox.calls("conversations.open")) == 2, "the first one failed"
    with store.reading() as db:
        direct = person.direct_channel(db, "U0ANNE")
    assert [call["request"]["channel"] for call in office.sandbox.calls("chat.postMessage")] == [direct, direct]


def test_somebody_who_cannot_be_written_to_at_all_ends_as_failed(office: Office) -> None:
    letter = office.queue("a", "U0NOBODY", kind="department.handed_over")
    office.finish()
    assert office.ended(letter) == ("failed", "slack-user_not_found")


def test_a_worker_that_died_before_it_opened_the_direct_message_had_sent_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LEASE", timedelta(seconds=0.05))
    office.queue("a", "U0ANNE", kind="department.handed_over")
    with store.transaction() as db:
        assert outgoing.claim_post(db, "died", clock.now(), clock.real())
    monkeypatch.undo()
    monkeypatch.setattr(delivery, "LOOK_AFTER", timedelta(seconds=0.05))
    office.finish()
    assert office.keys("dm") == ["a"]
    assert office.sandbox.calls("conversations.history") == []


def test_who_has_no_time_left_to_send_does_not_begin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LEASE", timedelta(seconds=0.2))
    monkeypatch.setattr(delivery, "DEADLINE", timedelta(seconds=0.3))
    letter = office.queue("a")
    assert office.desk.work()
    assert (office.row(letter).state, office.sandbox.calls("chat.postMessage")) == ("sending", [])
    monkeypatch.setattr(delivery, "DEADLINE", timedelta(seconds=0.1))
    office.finish()
    assert office.keys() == ["a"]


def test_a_worker_whose_lease_ran_out_ends_nothing_and_alarms_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(delivery, "DEADLINE", timedelta(seconds=0.1))
    office.sandbox.leave("Spire", "medicinsk")
    office.sandbox.fault("slow", "chat.postMessage", times=1, delay=0.4)
    letter = office.queue("a")
    assert office.desk.work()
    assert (office.row(letter).state, office.log(), office.unfinished()) == ("sending", [], 1)
    office.sandbox.join("Spire", "medicinsk")
    office.finish()
    assert (office.ended(letter), office.keys(), office.told()) == (("sent", None), ["a"], [])


def test_a_post_that_somebody_deleted_is_told_to_the_organiser_and_can_be_posted_again_once(any_office: Office) -> None:
    meeting = any_office.meeting()
    any_office.finish()
    any_office.sandbox.delete_message("mette", "medicinsk", any_office.sandbox.seen("anne", "medicinsk")[-1]["ts"])
    change(any_office, "gathering.invitation", meeting)
    any_office.finish()
    assert ("gathering.invitation", "failed", "slack-message_not_found") in any_office.log()
    assert sum(DA("slack-message-not-found") in text for text in any_office.told()) == 1
    for _ in range(2):
        with store.transaction() as db:
            gathering.post_again(db, meeting, METTE, clock.now())
        any_office.finish()
    assert len(any_office.keys()) == 1
    change(any_office, "gathering.invitation", meeting)
    any_office.finish()
    assert any_office.sandbox.calls("chat.update")[-1]["problems"] == []


def change(office: Office, kind: str, subject: int) -> None:
    with store.transaction() as db:
        outgoing.stale(db, [kind], subject)


def test_a_changed_post_is_drawn_at_once_and_then_only_every_three_seconds_until_it_shows_the_last_state(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SAME_POST_EVERY", timedelta(seconds=0.5))  # three seconds otherwise
    meeting = office.meeting()
    office.finish()
    begun = time.monotonic()
    for number in range(1, 41):
        with store.transaction() as db:
            gatherings.put_reply(db, meeting, UserId(f"U{number:03}"), "yes", 0, clock.now())
            outgoing.stale(db, ["gathering.invitation"], meeting)
        office.desk.work()
        if number == 1:
            assert time.monotonic() - begun < 0.4
            assert len(office.sandbox.calls("chat.update")) == 1
    office.finish()
    calls = office.sandbox.calls("chat.update")
    gaps = [later["time"] - earlier["time"] for earlier, later in pairwise(calls)]
    assert len(calls) >= 2
    assert min(gaps) >= 0.5
    [message] = office.sandbox.seen("anne", "medicinsk")
    assert DA("numbers", taken=40) in str(message["blocks"])


@pytest.mark.parametrize(("fault", "detail"), [("500", {}), ("accept_then_drop", {}), ("429", {"retry_after": 1})])
def test_an_update_with_an_unclear_answer_is_simply_drawn_again(office: Office, fault: str, detail: dict[str, Any]) -> None:
    letter = office.queue("a")
    office.finish()
    office.sandbox.fault(fault, "chat.update", times=1, **detail)
    change(office, "department.welcome", office.department)
    office.finish()
    assert (office.ended(letter), len(office.sandbox.calls("chat.update"))) == (("sent", None), 2)
    assert office.log() == [("department.welcome", "sent", None)]


def test_a_throttled_update_holds_all_updates_and_no_post(office: Office) -> None:
    office.queue("a")
    office.finish()
    office.sandbox.fault("429", "chat.update", times=1, retry_after=1)
    change(office, "department.welcome", office.department)
    office.desk.work()
    office.queue("b")
    wait_until(office.desk.work)
    assert office.keys() == ["a", "b"]
    assert len(office.sandbox.calls("chat.update")) == 1


@pytest.mark.parametrize("why", ["is_archived", "bug"])
def test_a_post_that_cannot_be_drawn_anew_stands_as_it_is_and_the_organiser_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    letter = office.queue("a")
    office.finish()
    if why == "bug":
        monkeypatch.setitem(LETTERS, "department.welcome", (LETTERS["department.welcome"][0], broken))
    else:
        office.sandbox.archive("medicinsk")
    change(office, "department.welcome", office.department)
    office.finish()
    reason = "reason-bug" if why == "bug" else "slack-is_archived"
    assert office.ended(letter) == ("sent", reason)
    assert office.log()[1:] == [("department.welcome", "failed", reason), ("department.welcome", "sent", None)]
    assert len(office.failures()) == 1


def test_what_nobody_asked_for_waits_for_a_decent_hour(office: Office) -> None:
    meeting, day_before = office.meeting(), thursday() - timedelta(days=1)
    office.finish()
    night = datetime.combine(day_before - timedelta(days=1), clock_time(23), ZONE)
    clock.travel(night - clock.real())
    try:
        letter = office.queue("order", METTE, kind="gathering.order", subject=meeting)
        hopeless = office.queue("too late", "U0ANNE", kind="gathering.attendance", subject=meeting, too_late_at=clock.now() + timedelta(hours=1))
        office.finish()
        morning = datetime.combine(day_before, clock_time(7, 30), ZONE)
        assert (office.row(letter).state, office.row(letter).due_at) == ("due", morning)
        assert office.row(hopeless).state == "sent", "in the morning it would be too late"
        clock.travel(morning - clock.real() + timedelta(seconds=1))
        office.finish()
        assert office.row(letter).state == "sent"
    finally:
        clock.travel(timedelta(0))


def test_while_slack_is_down_nothing_fails_and_when_it_is_back_everything_is_sent(office: Office) -> None:
    office.sandbox.fault("down")
    letters = [office.queue(key) for key in ("a", "b", "c")]
    give_up = time.monotonic() + 1.0
    while time.monotonic() < give_up:
        office.desk.work()
        time.sleep(0.01)
    assert {office.row(letter).state for letter in letters} <= {"due", "unclear"}
    office.sandbox.no_faults()
    office.finish()
    assert office.keys() == ["a", "b", "c"]
    assert office.log() == [("department.welcome", "sent", None)] * 3


def test_with_a_revoked_token_everything_waits_for_everybody_and_nothing_fails(office: Office) -> None:
    stranger = Slack("xoxb-revoked", f"{office.sandbox.base}/api/")
    desk = Desk(stranger, "other", "da")
    letters = [office.queue("a"), office.queue("b", "U0ANNE", kind="department.handed_over")]
    assert desk.work()
    assert not desk.work(), "the whole workspace waits"
    assert {office.row(letter).state for letter in letters} == {"due"}
    wait_until(desk.work)
    assert {call["request"].get("channel", "dm") for call in office.sandbox.calls()} <= {CHANNEL, "dm"}
    office.finish()
    assert (office.keys(), office.keys("dm")) == (["a"], ["b"])
    assert [outcome for _kind, outcome, _reason in office.log()] == ["sent", "sent"]
    stranger.close()


def test_nobody_listening_at_slacks_address_fails_nothing(office: Office) -> None:
    nowhere = Slack(TOKEN, "http://127.0.0.1:1/api/")
    letter = office.queue("a", too_late_at=clock.now() + timedelta(seconds=1))
    desk = Desk(nowhere, "other", "da")
    wait_until(lambda: desk.work() and office.row(letter).state == "skipped")
    assert office.ended(letter) == ("skipped", "reason-too-late")
    nowhere.close()


def test_a_screen_with_a_bug_fails_its_own_letter_and_no_other(any_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LETTERS, "department.welcome", (LETTERS["department.welcome"][0], broken))
    wrong = any_office.queue("wrong")
    right = any_office.queue("right", kind="department.handed_over")
    any_office.finish()
    assert (any_office.ended(wrong), any_office.ended(right)) == (("failed", "reason-bug"), ("sent", None))
    assert [DA("reason-bug") in text for text in any_office.told()] == [True]


def test_a_letter_of_a_kind_that_this_version_does_not_know_holds_up_nobody(office: Office) -> None:
    unknown, behind = office.queue("a", kind="of.tomorrow"), office.queue("b")
    office.finish()
    assert (office.ended(unknown), office.ended(behind)) == (("failed", "reason-bug"), ("sent", None))


def test_a_database_in_trouble_fails_no_letter(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trouble is played, since a real one would strike the test too."""
    facts, screen = LETTERS["department.welcome"]
    monkeypatch.setattr(delivery, "LEASE", timedelta(seconds=0.2))
    monkeypatch.setattr(delivery, "DEADLINE", timedelta(seconds=0.1))

    def away(*_: Any) -> Any:
        raise OperationalError("SELECT", {}, Exception())

    monkeypatch.setitem(LETTERS, "department.welcome", (away, screen))
    letter = office.queue("a")
    with pytest.raises(OperationalError):
        office.desk.work()
    monkeypatch.setitem(LETTERS, "department.welcome", (facts, screen))
    office.finish()
    assert (office.ended(letter), office.keys()) == (("sent", None), ["a"])


def test_two_desks_send_everything_once_and_in_order(any_office: Office) -> None:
    letters = [any_office.queue(f"{to} {number}", to) for number in range(8) for to in (CHANNEL, METTE)]
    other = replace(any_office.desk, name="other")

    def work() -> None:
        while any_office.unfinished():
            if not other.work():
                time.sleep(0.01)

    helper = threading.Thread(target=work)
    helper.start()
    any_office.finish()
    helper.join()
    assert any_office.keys() == [f"{CHANNEL} {number}" for number in range(8)]
    assert any_office.keys("dm", "mette") == [f"{METTE} {number}" for number in range(8)]
    assert {any_office.row(letter).attempts for letter in letters} == {1}


def test_people_read_their_own_language_and_channels_the_departments(office: Office) -> None:
    with store.transaction() as db:
        person.change(db, UserId("U0ANNE"), language="en")
    office.queue("a", kind="department.handed_over")
    office.queue("b", "U0ANNE", kind="department.handed_over")
    office.finish()
    assert office.sandbox.seen("anne", "medicinsk")[0]["text"].startswith("Du er nu")
    assert office.sandbox.direct("anne")[0]["text"].startswith("You are an organiser")
