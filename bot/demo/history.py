"""Two months of a hospital's life, lived through in a second or two: what the demo begins with.

Every step is one that people take: commands, clicks and forms over signed HTTP. Only the pace of Slack is not waited for.
"""

import time
from datetime import date, datetime, timedelta
from datetime import time as hour

from bot import clock, store
from bot.demo import travel
from bot.demo.opened import Opened
from bot.rules.calendar import WorkingDays, at
from bot.store import news, outgoing, pace
from bot.texts import speaker
from jobs import step

DAYS = 60
DEPARTMENTS = (("medicinsk", "Nordhavn", "mette"), ("akut", "Fjordby", "hanne"), ("neurologi", "Fjordby", "mette"))
PATIENCE = 20.0


class History:
    """The past of the workspace in `opened`, up to now."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._sandbox, self._say = opened, opened.sandbox, speaker(opened.language)
        self._working = WorkingDays(frozenset(range(1, 6)), frozenset(), opened.zone)
        self._today = clock.now().astimezone(opened.zone).date()

    def live(self) -> None:
        """Live through it. When it ends, clock and sandbox show the real time."""
        self._wait_for_people()
        self._sandbox.limits(False)
        travel.be_at(self._at(-DAYS, 8), self._sandbox)
        for key, hospital, organiser in DEPARTMENTS:
            self._set_up(key, hospital, organiser)
        self._meeting("medicinsk", "mette", 1, -DAYS + 12, coming=("anne", "jonas", "ingrid", "fatima", "lars"), maybe=("bo",))
        self._meeting("akut", "hanne", 2, -DAYS + 21, coming=("emil", "amina", "marit"), late=True)
        self._meeting("neurologi", "mette", 3, -DAYS + 30, coming=("kirsten", "sofie"), cancelled=True)
        self._meeting("medicinsk", "mette", 4, -DAYS + 45, coming=("anne", "kirsten", "lars", "peter", "jonas"), maybe=("ingrid",))
        self._all_read()
        self._meeting("medicinsk", "mette", 5, 6, coming=("fatima", "lars", "kirsten"), maybe=("anne",))
        self._go(clock.real())
        clock.travel(timedelta(0))
        self._sandbox.travel(0)
        with self._sandbox.state.lock:
            self._sandbox.state.messages.forget_private()
        self._sandbox.limits()

    def _set_up(self, key: str, hospital: str, organiser: str) -> None:
        person = self._sandbox.state.person(organiser)
        self._sandbox.command("mette", key, "/spire", "setup")
        name = self._say.plain(f"demo-department-{key}")
        self._sandbox.submit("mette", {"name": name, "hospital": hospital, "organisers": [person.id]})
        self._sandbox.close_view("mette")
        self._settle()

    def _meeting(
        self,
        channel: str,
        organiser: str,
        number: int,
        days: int,
        *,
        coming: tuple[str, ...],
        maybe: tuple[str, ...] = (),
        cancelled: bool = False,
        late: bool = False,
    ) -> None:
        """One pizza meeting, planned a week before its day; the past ones are lived through to the question who came."""
        day = self._working_day(days)
        planned = at(day - timedelta(days=7), hour(9, 12), self._opened.zone)
        if planned > clock.now():
            self._go(planned)
        title, place = self._say.plain("demo-history-title", number=number), self._say.plain("manifest-pizza-hint")
        self._sandbox.command(organiser, channel, "/pizza", f"{title} {day.day}/{day.month}-{day.year} kl. 16.30 {place}")
        self._sandbox.click(organiser, "gathering.invite", channel=channel)
        self._settle()
        for wish, people in (("yes", coming), ("maybe", maybe)):
            for person in people:
                self._sandbox.click(person, f"gathering.{wish}", channel=channel)
        self._settle()
        if cancelled:
            self._go(at(day - timedelta(days=3), hour(10), self._opened.zone))
            self._sandbox.click(organiser, "gathering.cancel", channel="dm")
            self._settle()
        if day < self._today:
            self._past(day, late=late)

    def _past(self, day: date, *, late: bool) -> None:
        reminders = at(self._working.last_before(day), hour(10), self._opened.zone)
        if late and clock.now() < reminders:  # Slack is away for a while just when the reminders are due
            self._go(reminders - timedelta(minutes=1))
            self._sandbox.fault("down", "chat.postMessage", seconds=0.3)
            travel.be_at(reminders + timedelta(seconds=1), self._sandbox)
            step.run()
            news.tell()
            time.sleep(0.15)
            travel.be_at(reminders + timedelta(minutes=40), self._sandbox)
            self._sandbox.no_faults()
        self._go(at(day + timedelta(days=4), hour(9, 30), self._opened.zone))

    def _go(self, moment: datetime) -> None:
        travel.to(moment, self._sandbox, settled=self._settle)

    def _settle(self) -> bool:
        """Let everything that is due be delivered, without waiting for Slack's pace."""
        step.run()
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with store.reading() as db:
                if not outgoing.unfinished(db, clock.now()):
                    return True
            with store.transaction() as db:
                pace.forget(db)
            news.tell()
            time.sleep(0.002)
        return False

    def _all_read(self) -> None:
        """What is unread at the beginning is news of the coming meeting."""
        for person in self._opened.world.people:
            for conversation in self._sandbox.sight(person.key)["channels"]:
                self._sandbox.read(person.key, conversation["id"])

    def _wait_for_people(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while not self._sandbox.calls("users.list") and time.monotonic() < give_up:
            time.sleep(0.01)

    def _at(self, days: int, at_hour: int) -> datetime:
        return at(self._working_day(days), hour(at_hour), self._opened.zone)

    def _working_day(self, days: int) -> date:
        """The working day so many days from today, or the next one."""
        day = self._today + timedelta(days=days)
        while not self._working.includes(day):
            day += timedelta(days=1)
        return day
