"""The directory's people as CSV: what hospitals' spreadsheets hold, read by the names of its columns, and written for Excel."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from bot.rules.directory import Directory
from bot.rules.roster.row import COLUMNS, LISTS, NoDirectory, Row, folded, shown, typed

_WORDS = {
    "id": "nøgle nøkkel",
    "slack_user": "slackid slack slackbruger slackbruker",
    "channel": "kanal",
    "name": "navn",
    "role": "rolle",
    "title": "titel tittel stilling",
    "hospital": "sygehus sykehus",
    "department": "afdeling avdeling specialty speciale spesialitet",
    "profession": "profesjon yrke faggruppe",
    "career_stage": "karrieretrin karrieretrinn",
    "languages": "language sprog språk",
    "topics": "topic emner emne temaer tema",
    "mentors": "mentorfor mentorerfor",
    "open_slots": "slots ledigepladser ledigeplasser",
    "absent_from": "fraværfra fraværendefra vækfra bortefra",
    "absent_to": "fraværtil fraværendetil væktil bortetil",
    "deputy": "stedfortræder stedfortreder",
    "serves": "betjener",
    "function_for": "funktionfor funksjonfor",
    "linked_to": "tilknyttet knyttettil",
    "active": "aktiv",
}
_COLUMN = {folded(word): column for column in COLUMNS for word in (column, *_WORDS[column].split())}
SEPARATORS, LINES_MOST = ";,\t", 50
"""LINES_MOST: of one row; more means that a quotation mark was never closed."""
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r]")
"""What a spreadsheet would run. Such a cell gets an apostrophe before it, and loses one when it is read."""


class Sheet:
    """A CSV file. `unread`: headings that mean nothing here. Raises NoDirectory."""

    def __init__(self, text: str) -> None:
        self._lines = list(io.StringIO(text, newline=""))
        self._first = next((number for number, line in enumerate(self._lines) if line.strip() and not _is_hint(line)), 0)
        try:
            found = [(mark, *_cells(self._lines[self._first : self._first + LINES_MOST], mark)) for mark in SEPARATORS]
        except csv.Error:
            raise NoDirectory("Its first line is no row of headings. Look at the quotation marks in it.") from None
        self._separator, headings, took = max(found, key=lambda one: sum(folded(heading) in _COLUMN for heading in one[1]))
        self._first += took
        self._columns = [_COLUMN.get(folded(heading)) for heading in headings]
        self.unread = [shown(heading) for heading, column in zip(headings, self._columns, strict=True) if heading.strip() and column is None]
        _check(self._columns)

    def rows(self) -> Iterator[Row]:
        at = self._first
        while at < len(self._lines):
            line, lines = at + 1, self._lines[at : at + LINES_MOST]
            try:
                cells, took = _cells(lines, self._separator)
            except csv.Error:
                at += 1
                yield Row(line, broken="A quotation mark is missing or stands in the middle of a cell. Look at the quotation marks in this line.")
                continue
            at += took
            if any(map(str.strip, cells)):
                yield self._row(line, cells)

    def _row(self, line: int, cells: Sequence[str]) -> Row:
        if any(map(str.strip, cells[len(self._columns) :])):
            why = f"The line has {len(cells)} cells and the headings are {len(self._columns)}. Put cells that hold the separator in quotation marks."
            return Row(line, broken=why)
        given: dict[str, str | list[str]] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            if column:
                plain = _unguarded(cell)
                given[column] = _split(plain, self._separator) if column in LISTS else plain
        return Row(line, given)


def write(directory: Directory) -> Iterator[str]:
    """Everybody, line by line, with semicolons, for Excel in Denmark and Norway."""
    yield _line(COLUMNS)
    links = {link.emerging: "/".join(link.established) for link in directory.links}
    for one in directory.people:
        told = typed(one) | {"linked_to": links.get((one.hospital, one.department), "")}
        yield _line([_guarded(_joined(told[column]) if column in LISTS else _cell(told[column])) for column in COLUMNS])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _joined(items: Sequence[str]) -> str:
    """With strokes between; one that is alone but holds a separator has a stroke behind it."""
    cell = "|".join(re.sub(r"([\\|])", r"\\\1", item) for item in items)
    return f"{cell}|" if len(items) == 1 and re.search(r"[;,|\\]", cell) else cell


def _split(cell: str, separator: str) -> list[str]:
    """At strokes if there are any (`\\|` is none), else at semicolons or commas, whichever does not separate the cells."""
    if "|" in cell:
        return [re.sub(r"\\([\\|])", r"\1", item) for item in re.findall(r"(?:[^\\|]|\\.|\\$)+", cell, re.DOTALL)]
    return re.split(f"[{';,'.replace(separator, '')}]", cell)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _cells(lines: Sequence[str], separator: str) -> tuple[list[str], int]:
    """The first row, and how many lines it takes. Raises csv.Error."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    return next(reader, []), reader.line_num


def _is_hint(line: str) -> bool:
    """Excel's own first line that names the separator."""
    return bool(re.fullmatch(r"\ufeff?\"?sep=.\"?\s*", line, re.IGNORECASE))


def _check(columns: Sequence[str | None]) -> None:
    there = [column for column in columns if column]
    if len(there) < 2:
        raise NoDirectory(f"It is neither JSON nor a table with headings such as {', '.join(COLUMNS[:8])} in its first line.")
    if twice := sorted({column for column in there if there.count(column) > 1}):
        raise NoDirectory(f"More than one column is called {' and '.join(twice)}. Keep one of each.")
    missing = [column for column in ("name", "role", "department") if column not in there]
    if not {"id", "slack_user"} & set(there):
        missing.insert(0, "id (or slack_user)")
    if missing:
        raise NoDirectory(f"These columns are missing: {', '.join(missing)}. Add them to the first line.")
