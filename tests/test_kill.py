"""What was acknowledged is kept and what is due arrives once, whatever happens to the process or to Slack. At length: `python -m tests.kill`."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import clock, store
from bot.rules import delivery
from bot.store import outgoing, tables
from tests.conftest import House
from tests.crowd import ZONE, want_seats
from tests.kill import Options, play, rush

pytestmark = pytest.mark.xdist_group("heavy")  # not beside a browser: Slack waits three seconds, however busy the machine is


def test_kill_minus_nine_loses_nothing_and_doubles_nothing(database_url: str, tmp_path: Path) -> None:
    alone = database_url.startswith("sqlite")
    options = Options(
        kills=4 if alone else 2, workers=0 if alone else 2, seed=1, meetings=16, questions=8, plan_every=0.3, ask_every=0.3, day=2.0, patient=False
    )
    report = play(options, database_url, tmp_path)
    assert report.violations == [], report.table()
    assert report.numbers["kills"] == options.kills
    assert report.numbers["  sent"] > 0
    assert report.numbers["  silent"] > 0, "nobody was passed over"


def test_invitations_in_one_moment_arrive_in_order_one_a_second(sqlite_url: str, tmp_path: Path) -> None:
    report = rush(12, sqlite_url, tmp_path)
    assert report.violations == [], report.table()
    assert report.numbers["arrived, each once"] == 12


def test_slack_may_be_down_for_half_an_hour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: what is too late by then is skipped with its reason, the rest is sent and marked late."""
    monkeypatch.setattr(delivery, "LOOK_AFTER", timedelta(seconds=0.3))
    house.set_up(organisers=["U0METTE", "U0ANNE"])
    house.settle()
    soon = (clock.now() + timedelta(minutes=20)).astimezone(ZONE)
    house.plan(by="mette", words="Straks i hallen", date=f"{soon:%Y-%m-%d}", time=f"{soon:%H:%M}")
    house.plan(by="anne", words="Senere i hallen")
    house.sandbox.fault("down")
    for who in ("mette", "anne"):
        assert house.sandbox.click(who, "gathering.invite", view_id=house.sandbox.views(who)[-1]["id"]).error is None
    house.travel(clock.now() + timedelta(minutes=30), patience=0.5)
    house.sandbox.no_faults()
    house.settle(60)
    with store.reading() as db:
        rows = db.execute(select(tables.outgoing).order_by(tables.outgoing.c.id)).all()
    ends = [(row.kind, row.state, row.reason) for row in rows if row.kind.startswith("gathering.")]
    assert ends == [
        ("gathering.invitation", "skipped", "reason-too-late"),
        ("gathering.card", "late", None),
        ("gathering.invitation", "late", None),
        ("gathering.card", "late", None),
    ]
    posts = [post for post in house.sandbox.seen("anne", "medicinsk") if post.get("metadata")]
    assert [post["metadata"]["event_payload"]["key"] for post in posts] == [row.key for row in rows if row.recipient == "C0MEDICIN" and row.ts]


def test_forty_people_clicking_for_ten_seats_are_ten_seated_and_thirty_in_line(database_url: str, tmp_path: Path) -> None:
    for answers, sandbox in want_seats(40, 10, database_url, tmp_path):
        assert [(answer.status, answer.error) for answer in answers] == [(200, None)] * 40
        with store.reading() as db:
            attendee = tables.attendee
            rows = db.execute(select(attendee.c.answer).order_by(attendee.c.answer)).scalars().all()
        assert rows == ["waiting"] * 30 + ["yes"] * 10
        post = next(one for one in reversed(sandbox.seen("p01", "c1")) if one.get("metadata"))
        shown = " ".join(element["text"] for block in post["blocks"] if block["type"] == "context" for element in block["elements"])
        assert "10 af 10" in shown
        assert "30" in shown


def test_a_slow_opening_of_a_direct_message_does_not_hurry_the_next_one(house: House) -> None:
    house.set_up()
    for place in ("hallen", "haven"):
        house.plan(words=f"Pizza i {place}")
        if place == "hallen":
            house.sandbox.fault("slow", "conversations.open", times=1, delay=1.5)
        house.sandbox.click("mette", "gathering.invite", view_id=house.sandbox.views("mette")[-1]["id"])
        house.sandbox.close_view("mette")
    house.settle()
    first, second = (float(post["ts"]) for post in house.sandbox.direct("mette") if post.get("metadata"))
    assert second - first >= 0.95


def test_a_few_busy_posts_do_not_keep_the_others_stale(connected: None) -> None:
    began, redrawn = clock.real(), set()
    with store.transaction() as db:
        for subject in range(6):
            outgoing.queue(db, f"card:{subject}", "gathering.card", subject, "U0METTE", began, began + timedelta(days=1))
        db.execute(update(tables.outgoing).values(state="sent", channel="D0METTE", ts="1.000001"))
    for tenths in range(120):
        real = began + timedelta(seconds=tenths / 10)
        with store.transaction() as db:
            for subject in range(6):
                outgoing.stale(db, ["gathering.card"], subject)
            claim = outgoing.claim_update(db, "worker", real)
            if claim:
                redrawn.add(claim.subject)
                outgoing.settle(db, claim, real, shown=claim.wanted, not_before=real + delivery.SAME_POST_EVERY)
    assert redrawn == set(range(6))


def test_requests_leave_the_level_of_our_log_alone(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Bolt sets the level of the logger that is called like its app, at every request; with ours, refusals were not logged."""
    caplog.set_level(logging.INFO, "spire")
    house.sandbox.command("peter", "medicinsk", "/spire", "help")
    assert logging.getLogger("spire").level == logging.INFO


def test_undo_gives_seats_that_come_back_to_those_who_wait(house: House) -> None:
    def change(seats: str) -> None:
        house.sandbox.click("mette", "gathering.edit", channel="dm")
        house.sandbox.submit("mette", {"seats": seats})
        house.sandbox.close_view("mette")

    def answers() -> dict[str, str]:
        with store.reading() as db:
            return {row.user_id: row.answer for row in db.execute(select(tables.attendee))}

    house.set_up()
    house.invite(seats="2")
    house.sandbox.click("anne", "gathering.yes")
    change("1")
    house.sandbox.click("peter", "gathering.yes")
    assert answers() == {"U0ANNE": "yes", "U0PETER": "waiting"}
    house.settle()
    house.sandbox.click("mette", "gathering.undo", channel="dm")
    assert answers() == {"U0ANNE": "yes", "U0PETER": "yes"}
