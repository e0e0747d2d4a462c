"""Plain meeting-time phrases by the thousand, labelled by calendar arithmetic alone: no reader and no RRULE library had a say.

Every weekday, date notation, week and recurrence meets every clock notation in Danish, Bokmål, Nynorsk and English; the reference moments are
drawn from five years. A row has the form of those in by_hand.jsonl. Not drawn, since they have no plain answer: a wall-clock time in the hour of
a DST change, a date of today whose time has passed, and "halv syv", morning or evening.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice, product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Label = tuple[str, dict[str, Any]]
Phrase = tuple[str, Label]
Clock = tuple[str, time]
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tongue:
    """How a language says it, in every way given. `{day}` is a weekday, `{days}` its plural, `{n}` a number."""

    code: str
    zone: str
    ways: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, text: str) -> "Tongue":
        """A name, a colon and the ways to say it with bars between them; a line that ends with a bar goes on."""
        lines = text.strip().replace("|\n", "|").splitlines()
        ways = {name: tuple(way.strip() for way in listed.split("|")) for name, listed in (line.split(":", 1) for line in lines)}
        return cls(ways.pop("code")[0], ways.pop("zone")[0], ways)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.ways[name]


# clocks are marked and safe beside a date, bare ones are not: %H:%M with and %h without leading zero, %i and %p of twelve hours;
# spoken: the hour, a quarter past, half past, a quarter to the next, where {h} is this hour and {next} the next; hours begin at one;
# relative: tomorrow and the day after; ahead: minutes, hours, days, weeks; weeks: the next, a numbered one, from one to another;
# following: "next X", ambiguous while X is still in this week.
DANISH = """
code: da
zone: Europe/Copenhagen
days: mandag | tirsdag | onsdag | torsdag | fredag | lørdag | søndag
short: man | tirs | ons | tors | fre | lør | søn
plural: mandage | tirsdage | onsdage | torsdage | fredage | lørdage | søndage
months: januar | februar | marts | april | maj | juni | juli | august | september | oktober | november | december
hours: et | to | tre | fire | fem | seks | syv | otte | ni | ti | elleve | tolv
clocks: kl. %H.%M | kl %H:%M | kl.%H.%M | klokken %H.%M | kl %H%M | kl. %h | kl %h | klokken %h
bare: %H.%M | %H:%M | %H%M
spoken: klokken {h} | kl. kvart over {h} | kl. halv {next} | kl kvart i {next}
ranges: kl. {a}-{b} | {a}-{b} | {a} – {b} | fra {a} til {b} | fra kl. {a} til kl. {b}
relative: i morgen | i overmorgen
ahead: om {n} minutter | om {n} timer | om {n} dage | om {n} uger
coming: på {day} | nu på {day} | førstkommende {day} | kommende {day}
following: næste {day}
next_week: {day} i næste uge | i næste uge {day} | næste uge {day}
in_week: {day} i uge {n} | uge {n} {day} | {day} uge {n}
weeks: næste uge | uge {n} | uge {n}-{m}
dates: d. {d}/{m} | {d}/{m} | den {d}. {month} | {d}. {month} | {day} d. {d}. {month} | {day} {d}/{m} | {d}.{m}.{y} | {d}/{m}-{y} |
    {d}. {month} {y} | {y}-{m:02}-{d:02}
spans: fra {a} til {b} | {a} - {b} | {a} til {b} | fra {a} til og med {b}
weekly: hver {day} | {days} | alle {days} | hver uge på {days}
two: {a} og {b}
fortnightly: hver anden {day} | hver 2. {day} | hver anden uge om {day}en | hver 14. dag om {day}en
even: {days} i lige uger | {day} i lige uger
odd: {days} i ulige uger | hver {day} i ulige uger
daily: hver dag
workdays: alle hverdage | hver hverdag
nth: den {nth} {day} i hver måned | {n}. {day} i hver måned
last: sidste {day} i hver måned
monthly: den {n}. i hver måned | d. {n}. hver måned
until: {what} til og med {date}
times: {what}, {n} gange
either: {a} eller {b}
ordinals: første | anden | tredje | fjerde
topics: journalklub | pizza | Kaffe og protokol:
places: i auditorium 2 | på 4. sal | i lokale 4 | på stue 12 | i bygning 10 | hos Lone | via Teams
"""
BOKMAAL = """
code: nb
zone: Europe/Oslo
days: mandag | tirsdag | onsdag | torsdag | fredag | lørdag | søndag
short: man | tirs | ons | tors | fre | lør | søn
plural: mandager | tirsdager | onsdager | torsdager | fredager | lørdager | søndager
months: januar | februar | mars | april | mai | juni | juli | august | september | oktober | november | desember
hours: ett | to | tre | fire | fem | seks | sju | åtte | ni | ti | elleve | tolv
clocks: kl. %H.%M | kl %H:%M | kl.%H.%M | klokka %H.%M | kl %H%M | kl. %h | kl %h | klokka %h
bare: %H.%M | %H:%M | %H%M
spoken: klokka {h} | kvart over {h} | kl. halv {next} | kl kvart på {next}
ranges: kl. {a}-{b} | {a}-{b} | {a} – {b} | fra {a} til {b} | fra kl. {a} til kl. {b}
relative: i morgen | i overmorgen
ahead: om {n} minutter | om {n} timer | om {n} dager | om {n} uker
coming: på {day} | nå på {day} | førstkommende {day} | kommende {day}
following: neste {day}
next_week: {day} i neste uke | i neste uke {day} | neste uke {day}
in_week: {day} i uke {n} | uke {n} {day} | {day} uke {n}
weeks: neste uke | uke {n} | uke {n}-{m}
dates: {d}/{m} | den {d}. {month} | {d}. {month} | {day} {d}. {month} | {day} {d}/{m} | {d:02}.{m:02}.{y} | {d}/{m}-{y} | {d}. {month} {y} |
    {y}-{m:02}-{d:02}
spans: fra {a} til {b} | {a} - {b} | {a} til {b} | fra {a} til og med {b}
weekly: hver {day} | {days} | alle {days} | hver uke på {days}
two: {a} og {b}
fortnightly: annenhver {day} | hver 2. {day} | annenhver uke på {days} | hver 14. dag på {days}
even: {days} i partallsuker | {day} i partallsuker
odd: {days} i oddetallsuker | hver {day} i oddetallsuker
daily: hver dag
workdays: alle hverdager | hver hverdag
nth: den {nth} {day}en i hver måned | {n}. {day} i hver måned
last: siste {day} i hver måned
monthly: den {n}. i hver måned | den {n}. hver måned
until: {what} til og med {date}
times: {what}, {n} ganger
either: {a} eller {b}
ordinals: første | andre | tredje | fjerde
topics: tidsskriftklubb | pizza | Kaffe og protokoll:
places: i auditorium 2 | i 4. etasje | på møterom 4 | på stue 12 | i bygg 10 | hos Silje | på Teams
"""
NYNORSK = """
code: nn
zone: Europe/Oslo
days: måndag | tysdag | onsdag | torsdag | fredag | laurdag | sundag
short: mån | tys | ons | tors | fre | laur | sun
plural: måndagar | tysdagar | onsdagar | torsdagar | fredagar | laurdagar | sundagar
months: januar | februar | mars | april | mai | juni | juli | august | september | oktober | november | desember
hours: eitt | to | tre | fire | fem | seks | sju | åtte | ni | ti | elleve | tolv
clocks: kl. %H.%M | kl %H:%M | klokka %H.%M | kl. %h | klokka %h
bare: %H.%M | %H:%M
spoken: klokka {h} | klokka kvart over {h} | klokka halv {next} | klokka kvart på {next}
ranges: kl. {a}-{b} | {a}-{b} | frå {a} til {b} | frå kl. {a} til kl. {b}
relative: i morgon | i overmorgon
ahead: om {n} minutt | om {n} timar | om {n} dagar | om {n} veker
coming: på {day} | no på {day} | førstkommande {day}
following: neste {day}
next_week: {day} i neste veke | neste veke {day}
in_week: {day} i veke {n} | veke {n} {day}
weeks: neste veke | veke {n} | veke {n}-{m}
dates: {d}/{m} | den {d}. {month} | {d}. {month} | {day} {d}. {month} | {d:02}.{m:02}.{y} | {d}. {month} {y}
spans: frå {a} til {b} | {a} - {b} | frå {a} til og med {b}
weekly: kvar {day} | {days} | alle {days}
two: {a} og {b}
fortnightly: annankvar {day} | kvar 14. dag på {days}
even: {days} i partalsveker
odd: {days} i oddetalsveker
daily: kvar dag
workdays: alle kvardagar | kvar kvardag
nth: den {nth} {day}en i kvar månad | {n}. {day} i kvar månad
last: siste {day} i kvar månad
monthly: den {n}. i kvar månad
until: {what} til og med {date}
times: {what}, {n} gonger
either: {a} eller {b}
ordinals: første | andre | tredje | fjerde
topics: tidsskriftklubb | pizza
places: i auditorium 2 | i 4. høgda | på møterom 4 | hjå Liv | på Teams
"""
ENGLISH = """
code: en
zone: Europe/Copenhagen
days: Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
short: Mon | Tue | Wed | Thu | Fri | Sat | Sun
plural: Mondays | Tuesdays | Wednesdays | Thursdays | Fridays | Saturdays | Sundays
months: January | February | March | April | May | June | July | August | September | October | November | December
hours: one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve
clocks: at %H:%M | at %H.%M | at %i:%M %p | at %i:%M%p | at %i%p | at %i %p
bare: %H:%M | %i:%M %p | %i %p | %i%p
spoken: at {h} | at quarter past {h} | at half past {h} | at quarter to {next}
ranges: {a}-{b} | {a} – {b} | {a} to {b} | from {a} to {b} | from {a} until {b}
relative: tomorrow | the day after tomorrow
ahead: in {n} minutes | in {n} hours | in {n} days | in {n} weeks
coming: on {day} | this coming {day}
following: next {day}
next_week: {day} next week | next week {day}
in_week: {day} in week {n} | {day} of week {n} | week {n} {day}
weeks: next week | week {n} | weeks {n}-{m}
dates: {d}/{m} | {d} {month} | {month} {d} | {day} {d} {month} | {day}, {month} {d} | {d}/{m}/{y} | {d} {month} {y} | {month} {d}, {y} |
    {y}-{m:02}-{d:02}
spans: from {a} to {b} | {a} - {b} | {a} until {b}
weekly: every {day} | {days} | each {day} | weekly on {days}
two: {a} and {b}
fortnightly: every other {day} | every two weeks on {day}
even: {days} in even weeks | every {day} in even weeks
odd: {days} in odd weeks
daily: every day
workdays: every weekday | on weekdays
nth: the {nth} {day} of every month | on the {nth} {day} of each month
last: the last {day} of every month
monthly: on day {n} of every month
until: {what} until {date}
times: {what}, {n} times
either: {a} or {b}
ordinals: first | second | third | fourth
topics: journal club | pizza | Coffee and protocol:
places: in auditorium 2 | on the 4th floor | in room 4 | in building 10 | with Lone | on Teams
"""
TONGUES = tuple(map(Tongue.read, (DANISH, BOKMAAL, NYNORSK, ENGLISH)))
UNITS = (1, 60, 1440, 10080)
"""of `ahead`, in minutes: a whole day or more gives a date"""


@dataclass(frozen=True)
class Scene:
    """One drawing: who says it, when, and with which weekday and clock notation. `now` is naive, in the tongue's zone, between 5 and 23 o'clock."""

    draw: Random
    tongue: Tongue
    now: datetime
    weekday: int
    clock: str

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def coming(self) -> date:
        """The weekday strictly after today."""
        return self.today + DAY * ((self.weekday - self.today.weekday() - 1) % 7 + 1)

    @property
    def next_monday(self) -> date:
        return self.today + DAY * (7 - self.today.weekday())

    def say(self, name: str, **facts: Any) -> str:
        """One of the tongue's ways."""
        return self.fill(self.draw.choice(self.tongue[name]), self.weekday, **facts)

    def fill(self, way: str, weekday: int, **facts: Any) -> str:
        return way.format(day=self.tongue["days"][weekday], days=self.tongue["plural"][weekday], **facts)

    def dated(self, day: date, way: str) -> str:
        return self.fill(way, day.weekday(), d=day.day, m=day.month, y=day.year, month=self.tongue["months"][day.month - 1])

    def time(self) -> Clock:
        return self._clock(self.clock)

    def marked_time(self) -> Clock:
        """One that cannot be taken for a year beside a date."""
        return self._clock(self.clock if self.clock not in self.tongue["bare"] else self.tongue["clocks"][0])

    def _clock(self, notation: str) -> Clock:
        """7.00 to 18.45 in digits, 8.00 to 17.45 in words (which are read within the working day)."""
        spoken, hours = self.tongue["spoken"], self.tongue["hours"]
        if notation in spoken:
            at = time(self.draw.randint(8, 17), 15 * spoken.index(notation))
            return notation.format(h=hours[(at.hour - 1) % 12], next=hours[at.hour % 12]), at
        at = time(self.draw.randint(7, 18), self.draw.choice((0, 15, 30, 45)) if "%M" in notation else 0)
        return written(notation, at), at


def written(notation: str, at: time) -> str:
    of_twelve = (at.hour - 1) % 12 + 1
    for sign, value in {"%H": f"{at:%H}", "%M": f"{at:%M}", "%h": at.hour, "%i": of_twelve, "%p": "pm" if at.hour >= 12 else "am"}.items():
        notation = notation.replace(sign, f"{value}")
    return notation


def moment(day: date, at: time | None) -> str:
    return f"{day}T{at:%H:%M}" if at else f"{day}"


def once(day: date, at: time | None = None) -> Label:
    return "once", {"start": moment(day, at), "has_time": at is not None}


def spanning(start: str, end: str) -> Label:
    return "range", {"start": start, "end": end, "has_time": "T" in start}


def ambiguous(*candidates: str) -> Label:
    return "ambiguous", {"candidates": list(candidates)}


def series(scene: Scene, rule: str, hits: Callable[[date], bool], at: time, *, step: int = 1, last: date | None = None, count: int = 0) -> Label:
    """The first hit after now fixes the phase; every `step`-th hit is kept. Two hits are never more than 35 days apart."""
    day = scene.today
    while not (hits(day) and datetime.combine(day, at) > scene.now):
        day += DAY
    found = [later for later in (day + DAY * i for i in range(4 * 35 * step)) if hits(later) and (last is None or later <= last)][::step]
    if last:
        end = datetime.combine(last, time(23, 59, 59), ZoneInfo(scene.tongue.zone)).astimezone(UTC)
        rule += f";UNTIL={end:%Y%m%dT%H%M%SZ}"
    if count:
        rule += f";COUNT={count}"
    shown = [moment(hit, at) for hit in found[: min(4, count or 4)]]
    return "recurring", {"rrule": rule, "start": shown[0], "has_time": True, "occurrences": shown}


def bare_weekday(scene: Scene) -> Phrase:
    """Today's own weekday with its time still ahead may mean today."""
    said, at = scene.time()
    text = f"{scene.draw.choice((scene.tongue['days'], scene.tongue['short']))[scene.weekday]} {said}"
    if scene.weekday == scene.today.weekday() and datetime.combine(scene.today, at) > scene.now:
        return text, ambiguous(moment(scene.today, at), moment(scene.coming, at))
    return text, once(scene.coming, at)


def coming_weekday(scene: Scene) -> Phrase:
    said, at = scene.time()
    return f"{scene.say('coming')} {said}", once(scene.coming, at)


def following_weekday(scene: Scene) -> Phrase:
    said, at = scene.time()
    text = f"{scene.say('following')} {said}"
    if scene.coming < scene.next_monday:
        return text, ambiguous(moment(scene.coming, at), moment(scene.coming + 7 * DAY, at))
    return text, once(scene.coming, at)


def weekday_next_week(scene: Scene) -> Phrase:
    said, at = scene.time()
    return f"{scene.say('next_week')} {said}", once(scene.next_monday + DAY * scene.weekday, at)


def weekday_in_week(scene: Scene) -> Phrase:
    said, at = scene.marked_time()
    monday = scene.next_monday + 7 * DAY * scene.draw.randint(0, 48)
    return f"{scene.say('in_week', n=monday.isocalendar().week)} {said}", once(monday + DAY * scene.weekday, at)


def either_weekday(scene: Scene) -> Phrase:
    """Neither is today's: that one would have two meanings of its own."""
    said, at = scene.marked_time()
    days = [scene.today + DAY * ahead for ahead in scene.draw.sample(range(1, 7), 2)]
    a, b = (scene.tongue["days"][day.weekday()] for day in days)
    return f"{scene.say('either', a=a, b=b)} {said}", ambiguous(*(moment(day, at) for day in days))


def near_day(scene: Scene) -> Phrase:
    said, at = scene.time()
    days = scene.draw.choice((1, 2))
    return f"{scene.tongue['relative'][days - 1]} {said}", once(scene.today + DAY * days, at)


def clock_alone(scene: Scene) -> Phrase:
    said, at = scene.marked_time()
    passed = datetime.combine(scene.today, at) <= scene.now
    return said, once(scene.today + DAY * passed, at)


def small_hour(scene: Scene) -> Phrase:
    """Four to six o'clock in digits, morning or afternoon (one to three could meet a DST change)."""
    at = time(scene.draw.randint(4, 6), scene.draw.choice((0, 15, 30, 45)))
    mark = scene.tongue["clocks"][0].split("%")[0]
    said = f"{mark}{at.hour}" + (f".{at.minute}" if at.minute else "")
    return f"{scene.say('coming')} {said}", ambiguous(*(moment(scene.coming, at.replace(hour=at.hour + half)) for half in (0, 12)))


def clock_range(scene: Scene) -> Phrase:
    start = time(scene.draw.randint(7, 16), scene.draw.choice((0, 15, 30)))
    end = time(start.hour + scene.draw.randint(1, 3), scene.draw.choice((0, 30, 45)))
    point = scene.draw.choice((".", ":"))
    a, b = (f"{at.hour}{point}{at:%M}" if at.minute or scene.tongue.code == "en" else f"{at.hour}" for at in (start, end))
    text = f"{scene.say('coming')} {scene.say('ranges', a=a, b=b)}"
    return text, spanning(moment(scene.coming, start), moment(scene.coming, end))


def on_a_date(scene: Scene) -> Phrase:
    said, at = scene.marked_time()
    day = scene.today + DAY * scene.draw.randint(1, 300)
    text = scene.dated(day, scene.draw.choice(scene.tongue["dates"]))
    return (f"{text} {said}", once(day, at)) if scene.draw.random() < 0.8 else (text, once(day))


def date_span(scene: Scene) -> Phrase:
    first = scene.today + DAY * scene.draw.randint(1, 300)
    last = first + DAY * scene.draw.randint(1, 20)
    way = scene.draw.choice([way for way in scene.tongue["dates"] if "{month}" in way and "{y}" not in way])
    return scene.say("spans", a=scene.dated(first, way), b=scene.dated(last, way)), spanning(f"{first}", f"{last}")


def whole_weeks(scene: Scene) -> Phrase:
    following, numbered, several = scene.tongue["weeks"]
    monday = scene.next_monday + 7 * DAY * scene.draw.randint(0, 45)
    n, later = monday.isocalendar().week, (monday + 7 * DAY).isocalendar().week
    texts = [(following, scene.next_monday, 6), (numbered.format(n=n), monday, 6)]
    if n < later:  # nobody writes "week 52-1"
        texts.append((several.format(n=n, m=later), monday, 13))
    text, start, days = scene.draw.choice(texts)
    return text, spanning(f"{start}", f"{start + DAY * days}")


def from_now(scene: Scene) -> Phrase:
    """Whole days give a date; minutes and hours are elapsed time, and in the repeated hour of October the offset says which."""
    way, minutes = scene.draw.choice(list(zip(scene.tongue["ahead"], UNITS, strict=True)))
    n = scene.draw.choice((5, 10, 20, 45)) if minutes == 1 else scene.draw.randint(2, 7)
    if minutes >= 1440:
        return way.format(n=n), once(scene.today + timedelta(minutes=minutes * n))
    zone = ZoneInfo(scene.tongue.zone)
    then = (scene.now.replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=minutes * n)).astimezone(zone)
    twice = then.replace(fold=0).utcoffset() != then.replace(fold=1).utcoffset()
    return way.format(n=n), ("once", {"start": then.isoformat(timespec="minutes") if twice else f"{then:%Y-%m-%dT%H:%M}", "has_time": True})


def impossible_date(scene: Scene) -> Phrase:
    said, _ = scene.marked_time()
    day, month = scene.draw.choice(((30, 2), (31, 4), (31, 6), (31, 9), (31, 11), (32, 1)))
    named = f"{day}{'' if scene.tongue.code == 'en' else '.'} {scene.tongue['months'][month - 1]}"
    return f"{scene.draw.choice((named, f'{day}/{month}'))} {said}", ("error", {"reason": "invalid_date"})


def weekly(scene: Scene) -> Phrase:
    said, at = scene.time()
    rule = f"FREQ=WEEKLY;BYDAY={CODES[scene.weekday]}"
    return f"{scene.say('weekly')} {said}", series(scene, rule, lambda day: day.weekday() == scene.weekday, at)


def twice_weekly(scene: Scene) -> Phrase:
    said, at = scene.time()
    first, second = pair = sorted({scene.weekday, (scene.weekday + scene.draw.randint(1, 6)) % 7})
    text = scene.say("two", a=scene.tongue["plural"][first], b=scene.tongue["plural"][second])
    return f"{text} {said}", series(scene, f"FREQ=WEEKLY;BYDAY={CODES[first]},{CODES[second]}", lambda day: day.weekday() in pair, at)


def fortnightly(scene: Scene) -> Phrase:
    said, at = scene.time()
    rule = f"FREQ=WEEKLY;INTERVAL=2;BYDAY={CODES[scene.weekday]}"
    return f"{scene.say('fortnightly')} {said}", series(scene, rule, lambda day: day.weekday() == scene.weekday, at, step=2)


def by_parity(scene: Scene) -> Phrase:
    said, at = scene.time()
    name, weeks = scene.draw.choice((("even", range(2, 53, 2)), ("odd", range(1, 54, 2))))
    rule = f"FREQ=YEARLY;BYWEEKNO={','.join(map(str, weeks))};BYDAY={CODES[scene.weekday]}"
    return f"{scene.say(name)} {said}", series(scene, rule, lambda day: day.weekday() == scene.weekday and day.isocalendar().week in weeks, at)


def daily(scene: Scene) -> Phrase:
    said, at = scene.time()
    if scene.draw.random() < 0.3:
        return f"{scene.say('daily')} {said}", series(scene, "FREQ=DAILY", lambda _: True, at)
    return f"{scene.say('workdays')} {said}", series(scene, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", lambda day: day.weekday() < 5, at)


def monthly_weekday(scene: Scene) -> Phrase:
    said, at = scene.time()
    n = scene.draw.choice((1, 2, 3, 4))
    rule = f"FREQ=MONTHLY;BYDAY={n}{CODES[scene.weekday]}"
    text = f"{scene.say('nth', n=n, nth=scene.tongue['ordinals'][n - 1])} {said}"
    return text, series(scene, rule, lambda day: day.weekday() == scene.weekday and (day.day - 1) // 7 + 1 == n, at)


def last_weekday(scene: Scene) -> Phrase:
    said, at = scene.time()
    rule = f"FREQ=MONTHLY;BYDAY=-1{CODES[scene.weekday]}"
    return f"{scene.say('last')} {said}", series(scene, rule, lambda day: day.weekday() == scene.weekday and (day + 7 * DAY).month != day.month, at)


def monthly_day(scene: Scene) -> Phrase:
    said, at = scene.marked_time()
    n = scene.draw.randint(1, 28)
    return f"{scene.say('monthly', n=n)} {said}", series(scene, f"FREQ=MONTHLY;BYMONTHDAY={n}", lambda day: day.day == n, at)


def limited(scene: Scene) -> Phrase:
    """So many times, or until a date and including it."""
    said, at = scene.marked_time()
    what, rule = f"{scene.fill(scene.tongue['weekly'][0], scene.weekday)} {said}", f"FREQ=WEEKLY;BYDAY={CODES[scene.weekday]}"
    if scene.draw.random() < 0.5:
        n = scene.draw.randint(2, 9)
        return scene.say("times", what=what, n=n), series(scene, rule, lambda day: day.weekday() == scene.weekday, at, count=n)
    last = scene.today + DAY * scene.draw.randint(35, 200)
    way = scene.draw.choice([way for way in scene.tongue["dates"] if "{month}" in way and "{day}" not in way and "{y}" not in way])
    return scene.say("until", what=what, date=scene.dated(last, way)), series(scene, rule, lambda day: day.weekday() == scene.weekday, at, last=last)


PHRASES: tuple[Callable[[Scene], Phrase], ...] = (
    *(bare_weekday, coming_weekday, following_weekday, weekday_next_week, weekday_in_week, either_weekday, near_day, clock_alone, small_hour),
    *(clock_range, on_a_date, date_span, whole_weeks, from_now, impossible_date, weekly, twice_weekly, fortnightly, by_parity, daily),
    *(monthly_weekday, last_weekday, monthly_day, limited),
)


def rows(seed: int, number: int) -> list[Row]:
    """Always the same for a seed. After some 9,000 every phrase has met every weekday, clock notation and language; its name is in `note`."""
    draw = Random(seed)
    meetings = [
        (phrase, tongue, weekday, clock)
        for phrase, tongue, weekday in product(PHRASES, TONGUES, range(7))
        for clock in (*tongue["clocks"], *tongue["bare"], *tongue["spoken"])
    ]
    draw.shuffle(meetings)
    return [_row(i, draw, *meeting) for i, meeting in enumerate(islice(cycle(meetings), number), 1)]


def _row(i: int, draw: Random, phrase: Callable[[Scene], Phrase], tongue: Tongue, weekday: int, clock: str) -> Row:
    day = date(2025, 1, 1) + DAY * draw.randrange(5 * 365)
    now = datetime.combine(day, time(5)) + timedelta(minutes=draw.randrange(18 * 60))
    text, (kind, expected) = phrase(Scene(draw, tongue, now, weekday, clock))
    return {
        "id": f"bank-{i:05}",
        "lang": tongue.code,
        "text": _dressed(draw, tongue, text),
        "now": now.replace(tzinfo=ZoneInfo(tongue.zone)).isoformat(),
        "tz": tongue.zone,
        "kind": kind,
        "expected": expected,
        "tags": [],
        "note": phrase.__name__,
    }


def _dressed(draw: Random, tongue: Tongue, text: str) -> str:
    """As it is, or with a topic before or a place after, which say nothing about the time; sometimes in small or in capital letters."""
    if draw.random() < 0.2:
        text = f"{draw.choice(tongue['topics'])} {text}"
    if draw.random() < 0.2:
        text = f"{text} {draw.choice(tongue['places'])}"
    return draw.choice((text, text, text, text, text, text.lower(), text[:1].upper() + text[1:], text.upper()))
