"""Two months of a hospital's life, lived through in a second or two: what the demo begins with.

Every step is one that people take: commands, clicks and forms over signed HTTP. Only the pace of Slack is not waited for.
"""

from datetime import date, datetime, timedelta
from datetime import time as hour

from bot import clock, store
from bot.actions import roster
from bot.demo import travel
from bot.demo.hospital import PastDepartment, PastMeeting
from bot.demo.opened import Opened
from bot.rules.calendar import WorkingDays, at
from bot.rules.roster import file as roster_file
from bot.store import outgoing, pace
from bot.texts import speaker
from jobs import directory as asking
from jobs import people, step
from jobs.delivery import Desk

DAYS = 60


class History:
    """The past of the workspace in `opened`, up to now."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._sandbox, self._say = opened, opened.sandbox, speaker(opened.language)
        self._past, self._desk = opened.hospital.past, Desk(opened.process.slack, "past", opened.language)
        self._working = WorkingDays(frozenset(range(1, 6)), frozenset(), opened.zone)
        self._today = clock.now().astimezone(opened.zone).date()

    def live(self) -> None:
        """Live through it. When it ends, clock and sandbox show the real time."""
        people.read(self._opened.process.slack)
        self._sandbox.limits(False)
        travel.be_at(self._at(-DAYS, 8), self._sandbox)
        for department in self._past.departments:
            self._set_up(department)
        self._list()
        read = False
        for meeting in self._past.meetings:
            if meeting.day >= 0 and not read:
                self._all_read()  # what is unread at the beginning is news of the coming meeting
                read = True
            self._live_through(meeting)
        self._go(clock.real())
        clock.travel(timedelta(0))
        self._sandbox.travel(0)
        with self._sandbox.state.lock:
            self._sandbox.state.messages.forget_private()
        self._sandbox.limits()

    def _set_up(self, department: PastDepartment) -> None:
        person, guest = self._sandbox.state.person(department.organiser), self._past.guest
        self._sandbox.command(guest, department.channel, "/spire", "setup")
        self._sandbox.submit(guest, {"name": department.name, "hospital": department.hospital, "organisers": [person.id]})
        self._sandbox.close_view(guest)
        self._settle()

    def _list(self) -> None:
        """The directory comes in; whoever it names is asked, and most say yes."""
        if self._opened.hospital.directory is None:
            return
        file = roster_file.load(self._opened.hospital.directory)
        with store.reading() as db:
            look = roster.look(db, file, self._today, lambda _: None)
        with store.transaction() as db:
            roster.bring_in(db, look, clock.now(), lambda _: None)
        asking.ask()
        self._settle()
        for person in self._past.agreed:
            self._sandbox.click(person, "directory.yes", channel="dm")

    def _live_through(self, meeting: PastMeeting) -> None:
        """Planned a week before its day; a past one is lived through to the question who came."""
        channel, organiser, day = meeting.channel, meeting.organiser, self._working_day(meeting.day)
        planned = at(day - timedelta(days=7), hour(9, 12), self._opened.zone)
        if planned > clock.now():
            self._go(planned)
        place = self._say.plain("manifest-pizza-hint")
        self._sandbox.command(organiser, channel, "/pizza", f"{meeting.title} {day.day}/{day.month}-{day.year} kl. 16.30 {place}")
        self._sandbox.click(organiser, "gathering.invite", channel=channel)
        self._settle()
        for wish, those in (("yes", meeting.coming), ("maybe", meeting.maybe)):
            for person in those:
                self._sandbox.click(person, f"gathering.{wish}", channel=channel)
        self._settle()
        if meeting.cancelled:
            self._go(at(day - timedelta(days=3), hour(10), self._opened.zone))
            self._sandbox.click(organiser, "gathering.cancel", channel="dm")
            self._settle()
        if day < self._today:
            self._afterwards(day, late=meeting.late)

    def _afterwards(self, day: date, *, late: bool) -> None:
        reminders = at(self._working.last_before(day), hour(10), self._opened.zone)
        if late and clock.now() < reminders:  # Slack is away for a while just when the reminders are due
            self._go(reminders - timedelta(minutes=1))
            self._sandbox.fault("down", "chat.postMessage")
            travel.be_at(reminders + timedelta(seconds=1), self._sandbox)
            step.run()
            self._desk.work()
            travel.be_at(reminders + timedelta(minutes=40), self._sandbox)
            self._sandbox.no_faults()
        self._go(at(day + timedelta(days=4), hour(9, 30), self._opened.zone))

    def _go(self, moment: datetime) -> None:
        travel.to(moment, self._sandbox, settled=self._settle)

    def _settle(self) -> None:
        """Deliver everything that is due, without waiting for Slack's pace."""
        step.run()
        while self._desk.work() or self._held_back():
            pass

    def _held_back(self) -> bool:
        """Is something due held back by pace? Not any longer."""
        with store.reading() as db:
            if not outgoing.unfinished(db, clock.now()):
                return False
        with store.transaction() as db:
            pace.forget(db)
        return True

    def _all_read(self) -> None:
        for person in self._opened.world.people:
            for conversation in self._sandbox.sight(person.key)["channels"]:
                self._sandbox.read(person.key, conversation["id"])

    def _at(self, days: int, at_hour: int) -> datetime:
        return at(self._working_day(days), hour(at_hour), self._opened.zone)

    def _working_day(self, days: int) -> date:
        """The working day so many days from today, or the next one."""
        day = self._today + timedelta(days=days)
        while not self._working.includes(day):
            day += timedelta(days=1)
        return day
