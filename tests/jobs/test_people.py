"""Who is an administrator, a guest, a stranger, a bot or gone."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot import store
from bot.ids import UserId
from bot.slack import Slack
from bot.store import pace, person, tables
from jobs import people
from tests.conftest import House, wait_until
from tests.jobs.conftest import Office


def standing(*user_ids: str) -> list[str | None]:
    with store.reading() as db:
        return [person.get(db, UserId(user_id)).standing for user_id in user_ids]


def after(time: timedelta) -> None:
    """As if so much real time had passed since the last reading."""
    with store.transaction() as db:
        free = pace.free_at(db, "people")
        assert free is not None
        db.execute(update(tables.pace).where(tables.pace.c.key == "people").values(next_at=free - time))


def test_everybody_gets_the_standing_that_slack_gives_them(any_office: Office) -> None:
    any_office.sandbox.deactivate("peter")
    assert people.read(any_office.slack) == 9, "eight people of the workspace and the bot; strangers are not listed"
    assert standing("U0METTE", "U0ANNE", "U0GAEST", "U0PETER", "U0SPIRE", "U0FREMMED") == ["admin", "member", "guest", "gone", "bot", None]


def test_reading_goes_through_the_pages_and_can_be_repeated(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE", 2)  # configuration: a page holds 200 otherwise
    assert people.read(office.slack) == 9
    after(people.EVERY)
    assert people.read(office.slack) == 9
    assert len(office.sandbox.calls("users.list")) == 2 * 5


def test_the_list_is_read_every_six_hours_whoever_asks(office: Office) -> None:
    assert [people.read(office.slack), people.read(office.slack)] == [9, 0]
    after(people.EVERY - timedelta(minutes=1))
    assert people.read(office.slack) == 0
    after(timedelta(minutes=1))
    assert people.read(office.slack) == 9


def test_a_throttled_page_is_asked_for_again(office: Office) -> None:
    office.sandbox.fault("429", "users.list", times=1, retry_after=1)
    assert people.read(office.slack) == 9


def test_a_slack_that_only_throttles_is_given_up_in_the_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PATIENCE", 3)  # configuration
    monkeypatch.setattr(people, "LONGEST_WAIT", timedelta(seconds=0.01))
    office.sandbox.fault("429", "users.list")
    assert people.read(office.slack) == 0
    assert len(office.sandbox.calls("users.list")) == 4


def test_what_somebody_chose_stays_when_their_standing_is_read(office: Office) -> None:
    with store.transaction() as db:
        person.change(db, UserId("U0ANNE"), language="en", meal="vegan")
    people.read(office.slack)
    with store.reading() as db:
        anne = person.get(db, UserId("U0ANNE"))
    assert (anne.language, anne.meal, anne.standing) == ("en", "vegan", "member")


@pytest.mark.parametrize("method", ["auth.test", "users.list"])
@pytest.mark.parametrize("fault", ["down", "500"])
def test_slack_being_down_costs_nothing_and_the_next_reading_works(office: Office, method: str, fault: str) -> None:
    office.sandbox.fault(fault, method, times=1)
    assert people.read(office.slack) == 0
    assert standing("U0METTE", "U0ANNE") == ["admin", None], "what was known stays"
    assert people.read(office.slack) == 0, "not at once"
    after(people.AGAIN)
    assert people.read(office.slack) == 9


def test_without_the_scope_nobody_is_read_and_nothing_breaks(office: Office) -> None:
    office.scopes_without("users:read")
    assert people.read(office.slack) == 0
    after(people.AGAIN)
    stranger = Slack("xoxb-wrong", f"{office.sandbox.base}/api/")
    assert people.read(stranger) == 0
    stranger.close()


def test_a_reading_that_waits_for_slack_ends_with_its_process(sqlite_url: str, tmp_path: Path) -> None:
    """Else it would go on, with the next database that the process opens."""
    running = House(sqlite_url, tmp_path, serve=False)
    wait_until(lambda: standing("U0METTE") == ["admin"])
    running.sandbox.fault("429", "users.list", retry_after=30)
    after(people.EVERY)
    reading = threading.Thread(target=people.read, args=[running.process.slack])
    reading.start()
    wait_until(lambda: len(running.sandbox.calls("users.list")) == 2)
    running.stop()
    reading.join(5)
    assert not reading.is_alive()
