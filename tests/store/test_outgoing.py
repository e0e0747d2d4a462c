"""The delivery desk's tray: who may send what, when, and whose result counts."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from bot import store
from bot.ids import LetterId
from bot.rules import delivery
from bot.store import outgoing, pace, tables
from bot.store.outgoing import Claim, Letter
from tests.store.test_store import together

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BEFORE_ALL = NOW - timedelta(days=1)


def queue(key: str, to: str = "C1", due_at: datetime = NOW, **more: Any) -> LetterId:
    with store.transaction() as db:
        assert outgoing.queue(
            db, key, more.pop("kind", "gathering.invitation"), more.pop("subject", 1), to, due_at, due_at + timedelta(days=1), **more
        )
        found = outgoing.find(db, key)
        assert found is not None
        return found


def claim(real: datetime = NOW, worker: str = "w", now: datetime = NOW) -> Claim | None:
    with store.transaction() as db:
        return outgoing.claim_post(db, worker, now, real)


def claimed(real: datetime = NOW, worker: str = "w", now: datetime = NOW) -> Claim:
    found = claim(real, worker, now)
    assert found is not None
    return found


def claim_update(real: datetime = NOW, worker: str = "w") -> Claim | None:
    with store.transaction() as db:
        return outgoing.claim_update(db, worker, real)


def settle(held: Claim, real: datetime = NOW, **values: Any) -> bool:
    with store.transaction() as db:
        return outgoing.settle(db, held, real, **values)


def sent(key: str = "post", to: str = "C1", real: datetime = NOW, **more: Any) -> LetterId:
    """A letter that is in its channel."""
    letter = queue(key, to, **more)
    assert settle(claimed(real), real, state="sent", channel=to, ts="1.000001")
    return letter


def row(letter: LetterId) -> Any:
    with store.reading() as db:
        return db.execute(select(tables.outgoing).where(tables.outgoing.c.id == letter)).one()


def ready(real: datetime = NOW, now: datetime = NOW) -> bool:
    with store.reading() as db:
        return outgoing.ready(db, now, real)


def stale(kind: str = "gathering.invitation", subject: int = 1) -> None:
    with store.transaction() as db:
        outgoing.stale(db, [kind], subject)


def hold(key: str, until: datetime) -> None:
    with store.transaction() as db:
        pace.hold(db, key, until)


def test_the_same_letter_is_queued_once(connected: None) -> None:
    letter = queue("a", department=None)
    with store.transaction() as db:
        assert not outgoing.queue(db, "a", "other", 2, "C2", NOW, NOW)
        assert outgoing.find(db, "b") is None
        assert outgoing.about(db, letter) == Letter("gathering.invitation", 1, None, "C1", None, "due")
        assert outgoing.about(db, LetterId(99)) is None
        assert outgoing.posted(db, letter) == ("due", None, None)


def test_a_claim_says_all_there_is_to_know_and_commits_its_lease(connected: None) -> None:
    parent = sent("parent")
    letter = queue("a", parent=parent)
    held = claimed(NOW + SECOND)
    lease = NOW + SECOND + delivery.LEASE
    assert (held.id, held.key, held.kind, held.subject, held.recipient, held.parent) == (letter, "a", "gathering.invitation", 1, "C1", parent)
    assert (held.attempts, held.looks, held.look, held.worker, held.lease_until, held.wanted) == (1, 0, False, "w", lease, 0)
    assert (row(letter).state, row(letter).worker, row(letter).lease_until, row(letter).first_sent_at) == ("sending", "w", lease, NOW + SECOND)


def test_letters_of_one_channel_go_out_in_order_and_one_at_a_time(connected: None) -> None:
    queue("second", due_at=NOW - SECOND)
    queue("first", due_at=NOW - 2 * SECOND)
    queue("third", due_at=NOW - SECOND)
    queue("not yet", due_at=NOW + SECOND)
    order = []
    for number in range(3):
        held = claimed(NOW + 2 * number * SECOND)
        assert claim(NOW + (2 * number + 1) * SECOND) is None, "one is being sent"
        order.append(held.key)
        assert settle(held, NOW + (2 * number + 1) * SECOND, state="sent")
    assert order == ["first", "second", "third"]
    assert claim(NOW + 10 * SECOND) is None


def test_a_letter_queued_later_but_due_earlier_does_not_pass_one_that_is_being_sent(connected: None) -> None:
    queue("slow", due_at=NOW)
    claimed()
    queue("earlier", due_at=NOW - SECOND)
    assert claim(NOW + 2 * SECOND) is None


@pytest.mark.parametrize("held_back", ["sending", "waiting", "unclear", "throttled"])
def test_a_head_that_cannot_go_holds_its_own_channel_and_no_other(connected: None, held_back: str) -> None:
    queue("head", "C1")
    queue("behind", "C1")
    held = claimed()
    queue("elsewhere", "C2")
    later = NOW + 5 * SECOND
    if held_back == "waiting":
        settle(held, state="due", not_before=later + SECOND)
    if held_back == "unclear":
        settle(held, state="unclear", not_before=later + SECOND)
    if held_back == "throttled":
        settle(held, state="due")
        hold(pace.channel("C1"), later + SECOND)
    assert claimed(later).key == "elsewhere"
    assert claim(later + SECOND / 2) is None
    if held_back != "sending":
        assert claimed(later + SECOND).key == "head"


def test_a_failed_one_is_passed(connected: None) -> None:
    queue("head")
    queue("behind")
    settle(claimed(), state="failed", reason="slack-is_archived")
    assert claimed(NOW + SECOND).key == "behind"


def test_a_lease_that_ran_out_is_unclear_and_looked_for_after_a_while(connected: None) -> None:
    letter = queue("a")
    first = claimed(worker="crashed")
    over = NOW + delivery.LEASE + SECOND
    assert not ready(NOW + SECOND)
    assert ready(over)
    assert claim(over) is None
    assert (row(letter).state, row(letter).worker, row(letter).not_before) == ("unclear", None, over + delivery.LOOK_AFTER)
    assert not ready(over)
    look = claimed(over + delivery.LOOK_AFTER, "other")
    assert (look.look, look.attempts, look.first_sent_at) == (True, 1, NOW)
    assert not settle(first, over + delivery.LOOK_AFTER, state="failed", reason="reason-bug")
    assert (row(letter).state, row(letter).reason, row(letter).worker) == ("sending", None, "other")


def test_the_result_of_a_worker_whose_lease_ran_out_does_not_count_even_if_nobody_else_came(connected: None) -> None:
    letter = queue("a")
    held = claimed()
    assert not settle(held, NOW + delivery.LEASE + SECOND / 1000, state="sent")
    assert row(letter).state == "sending"
    assert settle(held, NOW + delivery.LEASE, state="sent")


def test_a_second_claim_by_the_same_worker_is_not_the_first_one(connected: None) -> None:
    letter = queue("a")
    first = claimed()
    settle(first, state="due")
    second = claimed(NOW + SECOND)
    assert second.attempts == 2
    assert not settle(first, NOW + SECOND, state="failed")
    assert settle(second, NOW + SECOND, state="sent")
    assert row(letter).first_sent_at == NOW


def test_after_an_unclear_answer_the_pace_is_not_waited_for_because_looking_is_no_posting(connected: None) -> None:
    queue("a")
    settle(claimed(), state="unclear")
    hold(pace.channel("C1"), NOW + timedelta(hours=1))
    hold(pace.method("chat.postMessage"), NOW + timedelta(hours=1))
    assert claimed(NOW + SECOND).look


def test_a_channel_gets_one_message_a_second_and_the_workspace_four(connected: None) -> None:
    for channel in ("C1", "C1", "C2", "C3", "C4", "C5"):
        queue(f"{channel} {datetime.now(UTC)}", channel)
    sent_at, real = [], NOW
    while len(sent_at) < 6:
        if held := claim(real):
            settle(held, real, state="sent")
            sent_at.append(((real - NOW) / SECOND, held.recipient))
        real += SECOND / 20
    assert sent_at == [(0, "C1"), (0.25, "C2"), (0.5, "C3"), (0.75, "C4"), (1.0, "C1"), (1.25, "C5")]


@pytest.mark.parametrize("key", ["workspace", "method:chat.postMessage", "channel:C1"])
def test_nothing_goes_out_while_it_is_held(connected: None, key: str) -> None:
    queue("a")
    hold(key, NOW + 5 * SECOND)
    assert (ready(NOW + 4 * SECOND), claim(NOW + 4 * SECOND)) == (False, None)
    assert ready(NOW + 5 * SECOND)
    assert claim(NOW + 5 * SECOND)


@pytest.mark.parametrize("key", ["updates", "method:chat.update"])
def test_no_update_goes_out_while_they_are_held(connected: None, key: str) -> None:
    sent()
    stale()
    hold(key, NOW + 5 * SECOND)
    assert (ready(NOW + 4 * SECOND), claim_update(NOW + 4 * SECOND)) == (False, None)
    assert ready(NOW + 5 * SECOND)
    assert claim_update(NOW + 5 * SECOND)


def test_two_workers_never_hold_the_same_letter(connected: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for pause in ("CHANNEL_EVERY", "WORKSPACE_EVERY"):  # configuration: as fast as they can
        monkeypatch.setattr(delivery, pause, timedelta(0))
    with store.transaction() as db:
        for number in range(40):
            outgoing.queue(db, f"{number}", "k", 1, f"C{number % 10}", NOW, NOW + SECOND)
    claims: list[Claim] = []
    held_now: list[str] = []

    def work(name: str) -> None:
        while ready() or held_now:
            held = claim(NOW, name)
            if held is None:
                continue
            assert held.recipient not in held_now, "one at a time in a channel"
            held_now.append(held.recipient)
            claims.append(held)
            assert row(held.id).worker == name
            held_now.remove(held.recipient)
            assert settle(held, NOW, state="sent")

    together(*(partial(work, name) for name in ("a", "b", "c", "d")))
    assert sorted(int(one.key) for one in claims) == list(range(40))
    assert {one.attempts for one in claims} == {1}
    assert len({one.worker for one in claims}) > 1
    for channel in {one.recipient for one in claims}:
        order = [int(one.key) for one in claims if one.recipient == channel]
        assert order == sorted(order)


def test_two_workers_never_update_the_same_post_at_once(connected: None) -> None:
    sent()
    stale()
    held = claim_update(NOW)
    assert held
    assert claim_update(NOW + 2 * SECOND, "other") is None
    after = NOW + delivery.LEASE + SECOND
    again = claim_update(after, "other")
    assert again
    assert (again.id, again.worker) == (held.id, "other")
    assert not settle(held, after, shown=held.wanted)
    assert settle(again, after, shown=again.wanted)


def test_a_post_shows_the_last_state_though_it_changed_while_it_was_drawn(connected: None) -> None:
    letter = sent()
    assert (claim_update(), ready()) == (None, False)
    stale()
    held = claim_update(NOW)
    assert held
    stale()
    assert settle(held, shown=held.wanted)
    again = claim_update(NOW + 2 * SECOND)
    assert again
    settle(again, NOW + 2 * SECOND, shown=again.wanted)
    assert (row(letter).wanted, row(letter).shown, claim_update(NOW + 9 * SECOND)) == (2, 2, None)


def test_a_change_while_the_first_post_is_under_way_is_shown_afterwards(connected: None) -> None:
    queue("a")
    held = claimed()
    stale()
    settle(held, state="sent", channel="C1", ts="1.0")
    assert claim_update(NOW + SECOND)


def test_a_change_while_nobody_knows_whether_the_post_arrived_is_shown_when_it_is_found(connected: None) -> None:
    queue("a")
    settle(claimed(), state="unclear")
    stale()
    look = claimed(NOW + SECOND)
    settle(look, NOW + SECOND, state="sent", channel="C1", ts="1.0")
    assert claim_update(NOW + SECOND), "what was found shows what was sent then"


def test_a_change_before_the_first_post_needs_no_update(connected: None) -> None:
    letter = queue("a")
    stale()
    assert (row(letter).wanted, claim_update(NOW)) == (1, None)
    settle(claimed(), state="unclear")
    stale()
    settle(claimed(NOW + SECOND), NOW + SECOND, state="due")
    assert settle(claimed(NOW + 2 * SECOND), NOW + 2 * SECOND, state="sent", channel="C1", ts="1.0")
    assert claim_update(NOW + 3 * SECOND) is None, "it was rendered after the change"


def test_only_posts_of_these_kinds_about_this_subject_become_stale(connected: None) -> None:
    mine = sent("mine", "C1", NOW, subject=1)
    other = sent("other", "C2", NOW + SECOND, subject=2)
    card = sent("card", "U1", NOW + 2 * SECOND, kind="gathering.card")
    queue("failed", "C3")
    settle(claimed(NOW + 3 * SECOND), NOW + 3 * SECOND, state="failed")
    stale()
    assert [row(letter).wanted for letter in (mine, other, card)] == [1, 0, 0]
    with store.reading() as db:
        assert outgoing.unfinished(db, NOW) == 1


def test_updates_go_out_fifty_a_minute_and_the_one_that_waited_longest_first(connected: None) -> None:
    letters = [sent(f"{number}", f"C{number}", NOW + number * SECOND, subject=number) for number in range(3)]
    for number in range(3):
        stale(subject=number)
    real, drawn = NOW + 10 * SECOND, []
    while len(drawn) < 6 and real < NOW + 60 * SECOND:
        if held := claim_update(real):
            drawn.append(((real - NOW) / SECOND - 10, held.id))
            settle(held, real, shown=held.wanted, not_before=real)
            stale(subject=held.subject)
        real += SECOND / 10
    assert [letter for _at, letter in drawn] == letters * 2, "a busy post does not keep the others stale"
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(drawn)]
    assert min(gaps) >= 1.2 - 1e-6


def test_a_skip_does_not_count_when_what_it_was_decided_on_has_changed(connected: None) -> None:
    letter = queue("a")
    held = claimed()
    stale()
    assert not settle(held, if_unchanged=True, state="skipped")
    assert row(letter).state == "sending"
    assert settle(held, state="due")
    assert settle(claimed(NOW + SECOND), NOW + SECOND, if_unchanged=True, state="skipped")


def test_a_letter_that_may_have_been_sent_is_looked_for_before_it_is_taken_back(connected: None) -> None:
    begun = queue("begun")
    held = claimed()
    with store.transaction() as db:
        assert not outgoing.reached_nobody(db, ["begu"]), "it may have reached somebody"
        assert outgoing.take_back(db, ["gathering.invitation"], 1) == 0
    assert (row(begun).state, row(begun).too_late_at) == ("sending", row(begun).due_at)
    assert settle(held, state="sent")
    with store.transaction() as db:
        assert outgoing.take_back(db, ["gathering.invitation"], 1) == 0


def test_news_reached_nobody_while_all_its_letters_are_to_be_sent(connected: None) -> None:
    queue("news:1:a")
    queue("news:1:b", "C2")
    with store.reading() as db:
        assert [outgoing.reached_nobody(db, keys) for keys in (["news:1:"], ["news:2:"], ["news_1:"])] == [True, False, False]
    settle(claimed(), state="sent")
    with store.reading() as db:
        assert not outgoing.reached_nobody(db, ["news:1:"])


def test_letters_that_have_not_been_sent_can_be_taken_back(connected: None) -> None:
    queue("begun")
    held = claimed()
    settle(held, state="due")
    queue("mine")
    queue("other", subject=2)
    queue("kind", kind="gathering.card")
    with store.transaction() as db:
        assert outgoing.take_back(db, ["gathering.invitation"], 1) == 2
        assert [outgoing.find(db, key) is not None for key in ("begun", "mine", "other", "kind")] == [False, False, True, True]


def test_the_newest_letter_about_something_and_whether_it_is_lost(connected: None) -> None:
    first = queue("first")
    with store.reading() as db:
        assert outgoing.latest(db, "gathering.invitation", 1) == first
        assert outgoing.latest(db, "gathering.invitation", 2) is None
        assert not outgoing.is_lost(db, first)
    settle(claimed(), state="failed")
    second = queue("second")
    with store.reading() as db:
        assert outgoing.is_lost(db, first)
        assert outgoing.latest(db, "gathering.invitation", 1) == second


def test_what_is_unfinished_is_what_is_due_and_not_settled(connected: None) -> None:
    queue("due")
    queue("later", "C2", NOW + SECOND)
    with store.reading() as db:
        assert [outgoing.unfinished(db, NOW - SECOND), outgoing.unfinished(db, NOW), outgoing.unfinished(db, NOW + SECOND)] == [0, 1, 2]
        assert [outgoing.next_at(db, BEFORE_ALL), outgoing.next_at(db, NOW), outgoing.next_at(db, NOW + SECOND)] == [NOW, NOW + SECOND, None]
    settle(claimed(), state="skipped")
    with store.reading() as db:
        assert outgoing.unfinished(db, NOW) == 0
