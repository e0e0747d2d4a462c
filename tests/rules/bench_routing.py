"""`python -m tests.rules.bench_routing`: what it costs to know whom a question goes to, with a directory of its own size and with 10,000 people.

Reading is finding out what the question is about; routing is all of it: the guard, reading, choosing people. The model has read a thousand other
questions before, as after a few days: what it keeps of their pieces and words makes the next ones cheaper.

The 10,000 are those of the directory beside the project over and over, each with an id and a name of their own, so that a step finds sixty times as
many to rank. Questions are the held-out ones and the labelled ones. Time is the processor's, so that other work on the machine is not counted:
routing waits for nothing. Import and index are measured in fresh interpreters, beside one without them, the median of several; memory needs Linux.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, cycle, islice

from bot.rules.directory import Absence, Asker, Directory, Listed
from bot.rules.roster import file as roster_file
from bot.rules.routing import Look, route
from bot.rules.topic import TOPICS, Model, bank
from tests.conftest import SHARED
from tests.rules.topic.measure import held_out

MANY = 10_000
LIMITS = {"as it is": 5.0, "cloned": 40.0}
"""Milliseconds that the 99th percentile of a question may take."""
FOLDER = SHARED / "data/ask"
IMPORTS = {
    "the rules": "import bot.rules.routing",
    "the rules and the index": "import bot.rules.routing, bot.rules.topic as topic; topic.model()",
}
_COST = "import time; begun = time.process_time()\n{}\nused = time.process_time() - begun\n"
_COST += "print(used, *(int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def cloned(directory: Directory, most: int = MANY) -> Directory:
    """The same people until there are so many; deputies are those of the first round."""
    rounds = (person for number in count() for person in _round(directory, number))
    return replace(directory, people=tuple(islice(rounds, most)))


def _round(directory: Directory, number: int) -> Iterator[Listed]:
    for person in directory.people:
        yield replace(person, id=f"{person.id}-{number}", name=f"{person.name} {number}", absence=_renamed(person.absence)) if number else person


def _renamed(absence: Absence | None) -> Absence | None:
    return replace(absence, deputy=f"{absence.deputy}") if absence and absence.deputy else absence


def questions(directory: Directory) -> list[tuple[str, Asker]]:
    rows = [json.loads(line) for line in (FOLDER / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = ("hospital", "department", "profession", "career_stage")
    labelled = [(row["question"], Asker(*(row["asker"][key] for key in keys), row["lang"])) for row in rows]
    askers = cycle(asker for _, asker in labelled)
    return labelled + [(example.text, next(askers)) for _, examples in held_out() for example in examples]


def milliseconds(asked: list[tuple[str, Asker]], do: Callable[[str, Asker], object]) -> tuple[float, float, float]:
    """Median, 99th percentile, most."""
    taken = []
    for text, asker in asked:
        begun = time.process_time()
        do(text, asker)
        taken.append((time.process_time() - begun) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(0.99 * len(taken))], taken[-1]


def used() -> Model:
    model = Model(bank())
    for example in islice(bank(without=frozenset({"dev"})), 0, None, 8):
        model.read(example.text)
    return model


def indexed(directory: Directory) -> float:
    """Milliseconds until the first look into a new directory has found somebody: its tables are made then."""
    fresh = replace(directory)
    begun = time.process_time()
    for topic in TOPICS:
        next(Look("hvem ved noget om hofter", Asker("KUH", "ortho", "physician", "phd_student"), fresh).people(topic), None)
    return (time.process_time() - begun) * 1000


def cost(line: str, times: int) -> tuple[float, float]:
    """Seconds, and megabytes resident at most."""
    printed = [subprocess.run([sys.executable, "-c", _COST.format(line)], check=True, capture_output=True, text=True).stdout for _ in range(times)]
    runs = [tuple(map(float, one.split())) for one in printed]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="Fresh interpreters for each import.")
    times = parser.parse_args().times
    if not FOLDER.exists():
        sys.exit("The directory and the labelled questions lie in shared/ beside the project.")
    bare = cost("pass", times)
    for name, line in IMPORTS.items():
        seconds, megabytes = cost(line, times)
        print(f"import {name:24} {seconds - bare[0]:6.2f} s   {megabytes - bare[1]:6.1f} MB beside an interpreter's {bare[1]:.1f}")
    own = roster_file.read((FOLDER / "directory.json").read_text(encoding="utf-8"))
    model, asked = used(), questions(own)
    kept = sum(map(sys.getsizeof, (model._kept, *model._kept.values()))) / 2**20
    print(f"kept of {len(model._kept)} of {len(model._counts)} pieces and words: {kept:.1f} MB")
    print(f"{len(asked)} questions, each in milliseconds")
    print(f"{'':10} {'people':>7} {'index':>9} {'p50':>7} {'p99':>7} {'most':>7}   limit of p99")
    read = milliseconds(asked, lambda text, _: model.read(text))
    print(f"{'reading':10} {'':17} {read[0]:7.2f} {read[1]:7.2f} {read[2]:7.2f}")
    slow = 0
    for name, directory in {"as it is": own, "cloned": cloned(own)}.items():
        index = indexed(directory)
        p50, p99, most = milliseconds(asked, lambda text, asker, there=directory: route(text, asker, there, model))  # type: ignore[misc]
        print(f"{name:10} {len(directory.people):7} {index:9.1f} {p50:7.2f} {p99:7.2f} {most:7.2f}   {LIMITS[name]:.0f}")
        slow += p99 > LIMITS[name]
    return slow


if __name__ == "__main__":
    sys.exit(main())
