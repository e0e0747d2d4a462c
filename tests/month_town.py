"""Who lives through the simulated month: a directory, a workspace around it, and the questions that are asked there."""

import csv
import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.rules.calendar import PROPOSED_CLOSING_DAYS, Country
from bot.sandbox import World
from bot.sandbox.world import Channel, Person
from tests.conftest import HOSPITAL, SHARED

Json = dict[str, Any]
NORDHAVN = Path(__file__).parents[1] / "bot/demo/nordhavn/directory.json"
TOPICS = Path(__file__).parents[1] / "tests/rules/topic"
BUILT_ON = Path(__file__).parents[1] / "bot/rules/topic/bank/dev.tsv"
ABROAD = {"NOR": ("SOL", "Solfjord"), "FJO": ("VIK", "Vikøy")}
"""The demo's hospitals, and those that their copies stand in, in Norway."""
SILENT, AWAY, ROOMS = 0.2, 0.15, 10
ZONES: dict[Country, str] = {"DK": "Europe/Copenhagen", "NO": "Europe/Oslo"}


@dataclass(frozen=True)
class Room:
    """A department that has set Spire up. `hospital` and `department` are codes; the first organiser is diligent, the second slow."""

    channel: str
    hospital: str
    department: str
    country: Country
    organisers: tuple[str, str]

    def form(self, names: dict[str, str]) -> Json:
        """What is filled in at set-up; `names` by code."""
        return {
            "name": names[self.department],
            "hospital": names[self.hospital],
            "organisers": list(self.organisers),
            "zone": ZONES[self.country],
            "language": "nb" if self.country == "NO" else "da",
            "closing": [f"{month:02}-{day:02}" for month, day in PROPOSED_CLOSING_DAYS[self.country]],
        }


@dataclass(frozen=True)
class Town:
    """`askers`: who asks, with the room they write in; `silent`: those who never answer; `members` of each function's channel."""

    world: World
    document: Json
    rooms: tuple[Room, ...]
    names: dict[str, str]
    askers: tuple[tuple[str, str], ...]
    silent: frozenset[str]
    members: dict[str, tuple[str, ...]]
    countries: dict[str, Country]

    def people(self) -> list[str]:
        return [person.id for person in self.world.people if person.id != "U0METTE0"]


def region() -> Json:
    """The invented region of the folder shared beside the project: 163 people of six hospitals. Raises FileNotFoundError."""
    found: Json = json.loads((SHARED / "data/ask/directory.json").read_text("utf-8"))
    return found


def nordhavn() -> Json:
    """The demo's hospitals and, as many again, two in Norway."""
    here = json.loads(NORDHAVN.read_text("utf-8"))
    there = [{"id": id_, "name": name, "country": "NO", "type": "regional", "aliases": []} for id_, name in ABROAD.values()]
    copies = []
    for one in here["experts"]:
        moved = {"hospital": ABROAD[one["hospital"]][0] if one["hospital"] else None, "serves": [ABROAD[code][0] for code in one["serves"]]}
        user = one["slack_user"] and f"{one['slack_user']}N"
        copies.append(one | moved | {"id": f"{one['id']}n", "slack_user": user, "name": f"{one['name']} Nord", "languages": ["nb", "en"]})
    return here | {"hospitals": here["hospitals"] + there, "experts": here["experts"] + copies}


def questions(*, given: bool) -> list[str]:
    """Those of the folder shared beside the project (`given`), else what of them is in the bank; and the held-out ones."""
    if given:
        with (SHARED / "data/ask/dev.jsonl").open(encoding="utf-8") as lines:
            found = [json.loads(line)["question"] for line in lines]
    else:
        found = _third(BUILT_ON)
    return found + _third(TOPICS / "held_out.tsv") + _third(TOPICS / "held_out_2.tsv")


def _third(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as rows:
        return [row[2] for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)]


def town(document: Json, experts: int, first: date, days: int, seed: int) -> Town:
    """So many of the document's people, or copies of them; absences, silence and those who ask are chosen by the seed."""
    chance = Random(f"{seed}/town")
    listed = _away(_so_many(document["experts"], experts, chance), first, days, chance)
    listed, functions = _rooms_of_functions(listed)
    persons = [one["slack_user"] for one in listed if one["slack_user"]]
    names = {one["id"]: one.get("name") or one["da"] for one in (*document["hospitals"], *document["departments"])}
    rooms = _rooms(listed, document)
    newcomers = [Person(f"a{n:03}", f"U0ASK{n:03}", f"Spørger {n}") for n in range(max(10, experts))]
    desks = [Person(f"o{n}", user, f"Tovholder {n}") for n, user in enumerate(user for room in rooms for user in room.organisers)]
    known = [Person(one["slack_user"].lower(), one["slack_user"], one["name"]) for one in listed if one["slack_user"]]
    everybody = [Person("admin", "U0METTE0", "Mette Admin", is_admin=True), *known, *newcomers, *desks]
    keys = tuple(one.key for one in everybody)
    channels = [Channel(room.channel.lower(), room.channel, f"rum-{n}", members=keys, bot=True) for n, room in enumerate(rooms)]
    members = {channel: tuple(chance.sample(persons, 3)) for channel in functions}
    channels += [
        Channel(channel.lower(), channel, channel.lower(), members=(*(user.lower() for user in those), "admin"), bot=True)
        for channel, those in members.items()
    ]
    world = replace(World.load(HOSPITAL), people=tuple(everybody), channels=tuple(channels))
    askers = [(one.id, chance.choice(rooms).channel) for one in (*newcomers, *chance.sample(known, len(known) // 2))]
    silent = frozenset(chance.sample(persons, round(SILENT * len(listed))))
    places = {one["id"]: one["country"] for one in document["hospitals"]}
    countries: dict[str, Country] = {one["id"]: places.get(one["hospital"], "DK") for one in listed}
    return Town(world, document | {"experts": listed}, rooms, names, tuple(askers), silent, members, countries)


def _so_many(experts: list[Json], number: int, chance: Random) -> list[Json]:
    """The first functions, then people by chance; copies where there are not enough."""
    if number < len(experts):
        functions = [one for one in experts if one["kind"] == "function"][: max(1, number // 5)]
        people = [one for one in experts if one["kind"] != "function"]
        kept = {one["id"] for one in (*functions, *chance.sample(people, number - len(functions)))}
        return [one for one in experts if one["id"] in kept]
    found = list(experts)
    while len(found) < number:
        one = experts[len(found) % len(experts)]
        suffix = len(found) // len(experts)
        user = one["slack_user"] and f"{one['slack_user']}X{suffix}"
        found.append(one | {"id": f"{one['id']}x{suffix}", "slack_user": user, "name": f"{one['name']} {suffix}"})
    return found


def _away(listed: list[Json], first: date, days: int, chance: Random) -> list[Json]:
    """Some are away for some days of the month, half of them with a deputy of their own role."""
    found = []
    for one in listed:
        absence = None
        if one["slack_user"] and chance.random() < AWAY:
            begins = first + timedelta(days=chance.randrange(days))
            peers = [peer["id"] for peer in listed if peer["role"] == one["role"] and peer["id"] != one["id"] and peer["slack_user"]]
            deputy = chance.choice(peers) if peers and chance.random() < 0.5 else None
            absence = {"from": f"{begins}", "to": f"{begins + timedelta(days=chance.randrange(2, 14))}", "deputy": deputy}
        found.append(one | {"absence": absence})
    return found


def _rooms_of_functions(listed: list[Json]) -> tuple[list[Json], list[str]]:
    """Functions without a person are asked in a channel, and so is every second one that has one."""
    found, channels = [], []
    for number, one in enumerate(listed):
        if one["kind"] == "function" and (one["slack_user"] is None or number % 2):
            channels.append(f"C0FUN{number}")
            one = one | {"slack_user": None, "channel": channels[-1]}  # noqa: PLW2901 - the same one, elsewhere
        found.append(one)
    return found, channels


def _rooms(listed: list[Json], document: Json) -> tuple[Room, ...]:
    """Where most people are, hospital by hospital."""
    places = Counter((one["hospital"], one["department"]) for one in listed if one["hospital"])
    by_hospital: dict[str, list[tuple[str, str]]] = {}
    for place, _ in sorted(places.items(), key=lambda item: (-item[1], item[0])):
        by_hospital.setdefault(place[0], []).append(place)
    country = {one["id"]: one["country"] for one in document["hospitals"]}
    first = [place for found in by_hospital.values() for place in found[:2]][:ROOMS]
    return tuple(
        Room(f"C0ROOM{n}", hospital, department, country[hospital], (f"U0ORG{n}A", f"U0ORG{n}B")) for n, (hospital, department) in enumerate(first)
    )
