"""`python -m tests.rules.when.bench`: what it costs to read a time, next to `dateparser.parse` and `dateparser.search.search_dates`.

The same phrases in the same process, each reader warmed up on all of them first. Nobody is told the language of a phrase; dateparser is asked both
as it comes and with our four languages to choose from, and told the order of day and month and what "now" is. The cost of an import is that of a
fresh interpreter with it less that of one without it, the median of several.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import dateparser
from dateparser.search import search_dates

from bot.rules.when import read
from tests.conftest import SHARED
from tests.rules.when.test_when import BUILT_ON, HERE, load

Phrase = tuple[str, datetime, ZoneInfo]
_FILES = (SHARED / "data/when/dev.jsonl", *(HERE / f"{name}.jsonl" for name in BUILT_ON))
_OURS = ["da", "nb", "nn", "en"]
_LONG = ("12." * 1000, "hver " * 600, "og tirsdag, " * 250, "fra 9 til " * 300, "3. torsdag i " * 230, "1 " * 1500, "i " * 1500, "-" * 3000)
_FEW = 200
"""Phrases for the two that look for the language: they take a third of a second for ten."""


def phrases() -> list[Phrase]:
    rows = [row for file in _FILES if file.exists() for row in load(file)]
    return [(row["text"], datetime.fromisoformat(row["now"]), ZoneInfo(row["tz"])) for row in rows]


def asked(now: datetime) -> dict[str, object]:
    return {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future", "RELATIVE_BASE": now.replace(tzinfo=None)}


READERS: dict[str, Callable[[Phrase], object]] = {
    "spire": lambda phrase: read(*phrase),
    "parse": lambda phrase: dateparser.parse(phrase[0], settings=asked(phrase[1])),
    "search_dates": lambda phrase: search_dates(phrase[0], settings=asked(phrase[1])),
    "parse, told the four": lambda phrase: dateparser.parse(phrase[0], languages=_OURS, settings=asked(phrase[1])),
    "search_dates, told them": lambda phrase: search_dates(phrase[0], languages=_OURS, settings=asked(phrase[1])),
}


def milliseconds(reader: Callable[[Phrase], object], said: list[Phrase]) -> list[float]:
    for phrase in said:
        reader(phrase)
    taken = []
    for phrase in said:
        begun = time.perf_counter()
        reader(phrase)
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def import_milliseconds(line: str, times: int = 7) -> float:
    def once(code: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return (time.perf_counter() - begun) * 1000

    once(line)
    return statistics.median(once(line) for _ in range(times)) - statistics.median(once("pass") for _ in range(times))


def loaded_by(words: list[str]) -> set[str]:
    """Which of the costly modules a `spire` command imports."""
    code = f"import sys; sys.argv = {['spire', *words]!r}\nfrom bot.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "import json; print(json.dumps([name for name in ('dateparser', 'bot.rules.when.resolve') if name in sys.modules]))"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return set(json.loads(printed.splitlines()[-1]))


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    said = phrases()
    few = said[:: len(said) // _FEW]
    seen = {name: milliseconds(reader, few if name in {"parse", "search_dates"} else said) for name, reader in READERS.items()}
    print(f"{len(said)} phrases ({len(few)} for dateparser without languages), milliseconds each:\n")
    print(f"{'':<24}{'p50':>9}{'p99':>9}{'max':>9}{'mean':>9}{'times spire, p50':>19}{'mean':>9}")
    own = seen["spire"]
    for name, taken in seen.items():
        p50, p99, mean = statistics.median(taken), taken[int(len(taken) * 0.99)], statistics.mean(taken)
        times = f"{p50 / statistics.median(own):>19.1f}{mean / statistics.mean(own):>9.1f}"
        print(f"{name:<24}{p50:>9.3f}{p99:>9.2f}{taken[-1]:>9.1f}{mean:>9.3f}{times}")
    worst = max(milliseconds(READERS["spire"], [(text[:3000], *said[0][1:])])[0] for text in _LONG)
    print(f"\nthe slowest of {len(_LONG)} texts of 3,000 characters made to be slow: {worst:.0f} ms")
    ours, theirs = import_milliseconds("import bot.rules.when"), import_milliseconds("import dateparser")
    print(f"import: bot.rules.when {ours:.0f} ms, dateparser {theirs:.0f} ms")
    for words in (["--help"], ["manifest"], ["when", "torsdag kl 16"], ["when", "12. März 15:00"]):
        print(f"spire {' '.join(words)}: imports {', '.join(sorted(loaded_by(words))) or 'neither'}")


if __name__ == "__main__":
    main()
