"""The `spire` command: the third door.

A command imports what it needs when it runs: `spire --help` and `spire when` then take a third of the time.
"""

import errno
import gc
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot import clock, logs, settings
from bot.settings import House, Settings, WrongSettings
from bot.texts import Language, speaker

spire = typer.Typer(
    help="Spire, the Slack bot that grows clinical research in hospital departments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@spire.command()
def run() -> None:
    """Migrate, then be the whole bot: web, worker and timetable in one process."""
    _serve(serve=True, work=True, migrate_first=True)


@spire.command()
def web() -> None:
    """Only take in what people do (Procfile: web)."""
    _serve(serve=True, work=False)


@spire.command()
def worker() -> None:
    """Only deliver and keep time (Procfile: worker)."""
    _serve(serve=False, work=True)


@spire.command()
def migrate() -> None:
    """Bring the database up to date."""
    from bot import migration, store

    store.connect(settings.read(House).database_url)
    migration.upgrade()
    print("The database is up to date.")


@spire.command()
def check() -> None:
    """Is everything there: database, disk, clock, token, scopes, channels? Exit code 1 if something is missing."""
    from bot import check as checks

    findings = checks.look(settings.read(Settings))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FIX ' if finding.needed else 'note'}  {finding.sentence}")
    if any(not finding.ok and finding.needed for finding in findings):
        raise typer.Exit(1)


@spire.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="Spire's public address; without it the manifest is for Socket Mode.")] = None,
    language: Annotated[str, typer.Option(help="Language of the commands' descriptions: da, nb or en.")] = "da",
) -> None:
    """Print the app manifest: paste it at api.slack.com/apps, Create New App, From a manifest."""
    from bot.screens.manifest import manifest as build_manifest

    print(json.dumps(build_manifest(speaker(_language(language)), url), ensure_ascii=False, indent=2))


@spire.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist yet.")]) -> None:
    """Copy the database while it is in use."""
    from sqlalchemy import URL, make_url

    url = make_url(settings.read(House).database_url)
    if file.exists():
        raise _no(f"{file} exists already; choose another name.")
    if url.get_backend_name() == "sqlite":
        if not Path(url.database or "").is_file():
            raise _no(f"There is no database at {url.database}. Look at DATABASE_URL.")
        with closing(sqlite3.connect(url.database or "")) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
    elif tool := shutil.which("pg_dump"):
        address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()
        secret = {"PGPASSWORD": str(url.password)} if url.password else {}  # arguments can be read by everybody on the machine
        if subprocess.run([tool, "--format=custom", f"--file={file}", address], env={**os.environ, **secret}, check=False).returncode:  # noqa: S603
            raise _no("pg_dump could not write the copy; it says why above.")
    else:
        raise _no("pg_dump is not installed here. Install PostgreSQL's client programs, or take the backup where the database runs.")
    print(f"Written to {file}.")


@spire.command()
def demo(
    language: Annotated[str, typer.Option(help="da, nb or en.")] = "da",
    port: Annotated[int, typer.Option(help="Where the page is; 0 takes a free one.")] = 8400,
    keep: Annotated[Path | None, typer.Option(help="Keep the hospital in this folder, and go on from there next time.")] = None,
    hospital: Annotated[Path | None, typer.Option(help="A folder with a workspace.toml and a past.toml of your own.")] = None,
    transcript: Annotated[bool, typer.Option("--transcript", help="Play one pizza meeting and print what everybody sees, then end.")] = False,
    details: Annotated[bool, typer.Option("--details", help="First print one line of JSON for other programs.")] = False,
) -> None:
    """Open a small hospital in the browser: Spire at work, without Slack. Ctrl-C ends it."""
    from bot import demo as plays
    from bot.sandbox import WorldError

    try:
        if transcript:
            if not plays.play(_language(language), keep, print):
                raise typer.Exit(1)
            return
        plays.walk(_language(language), keep, hospital, port, _at_once, details=details)
    except WorldError as error:
        raise _no(str(error)) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise _no(f"Port {port} is in use. Choose another with --port, or --port 0 for a free one.") from None


@spire.command()
def when(
    text: Annotated[str | None, typer.Argument(help="A phrase such as: næste torsdag kl halv fire")] = None,
    now: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="Said at this local time; default: now.")] = None,
    tz: Annotated[str, typer.Option(help="IANA time zone.")] = "Europe/Copenhagen",
    lang: Annotated[str, typer.Option(help="Language of the answer: da, nb or en.")] = "da",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read rows {id, lang, text, now, tz} on standard input, print predictions.")] = False,
) -> None:
    """Print what a phrase about time is read as."""
    from bot.rules.when import read
    from bot.screens import when as screens

    if jsonl:
        for number, line in enumerate(sys.stdin, 1):
            said = _row(line, number)
            print(json.dumps({"id": said.id} | screens.flat(read(said.text, said.now, said.zone).result, said.zone)))
        return
    if text is None:
        raise _no("Write a phrase after the command, or use --jsonl.")
    zone = _zone(tz)
    said_at = now.replace(tzinfo=zone) if now else clock.now()
    print(*screens.lines(read(text, said_at, zone), speaker(_language(lang)), zone), sep="\n")


@spire.command()
def route(
    text: Annotated[str | None, typer.Argument(help="A question such as: hvor mange patienter skal vi have med?")] = None,
    asked_by: Annotated[str | None, typer.Option("--as", help="Who asks: the id of somebody in the directory.")] = None,
    directory: Annotated[Path | None, typer.Option(help="A directory file (JSON) instead of Spire's own.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the answer: da, nb or en.")] = "da",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read rows {id, lang, asker, question} on standard input, print answers.")] = False,
) -> None:
    """Explain whom a question goes to, and why: by Spire's own directory and what it has learned, or by a file's and without a database."""
    from bot.rules import routing
    from bot.screens import routing as screens

    people, model = _directory(directory)
    if jsonl:
        for number, line in enumerate(sys.stdin, 1):
            id_, question, asker = _question(line, number)
            print(json.dumps({"id": id_} | screens.flat(routing.route(question, asker, people, model))), flush=True)
        return
    if text is None or asked_by is None:
        raise _no("Write a question after the command and who asks with --as, or use --jsonl.")
    one = people.by_id.get(asked_by) or people.by_user.get(asked_by)
    if one is None:
        raise _no(f"There is nobody {asked_by} in the directory.")
    found = routing.route(text, one.asker(_language(lang)), people, model)
    why = {guess.topic: model.why(text, guess.topic) for guess in found.guesses[: routing.CHOICES]}
    print(*screens.lines(found, why, speaker(_language(lang))), sep="\n")


@spire.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="JSON, or CSV as spreadsheets write it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, write nothing.")] = False,
) -> None:
    """Take people into the directory. A broken row is told with its line, and the rest goes in; then the exit code is 1."""
    from bot import store
    from bot.actions import roster
    from bot.rules.roster import file as roster_file
    from bot.rules.roster.row import NoDirectory

    today = _opened()
    try:
        read = roster_file.load(file.read_bytes())
    except OSError as error:
        raise _no(f"{file} cannot be read: {error.strerror}.") from None
    except NoDirectory as error:
        raise _no(f"{file}: {error} Nothing was imported.") from None
    try:
        with store.reading() as db:
            look = roster.look(db, read, today, told := _progress())
        if not dry_run:
            with store.transaction() as db:
                roster.bring_in(db, look, clock.now(), told)
    except NoDirectory as error:
        raise _no(f"{file}: {error} Nothing was imported.") from None
    except roster.Overtaken:
        raise _no("Somebody else wrote into the directory meanwhile. Nothing was imported; run the command again.") from None
    _report(look.plan, file, dry_run=dry_run)
    if look.plan.broken:
        raise typer.Exit(1)


@spire.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write; without it, to standard output.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="A table of people for spreadsheets instead of JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Write the directory as `spire import` reads it: JSON with everything, or with --csv the people alone."""
    from bot import store
    from bot.actions import roster

    today = _opened()
    with store.reading() as db:
        lines = roster.export(db, today, table=csv)
    encoding = "utf-8-sig" if csv else "utf-8"
    if file is None:
        sys.stdout.reconfigure(encoding=encoding, newline="")  # type: ignore[union-attr]  # whatever the terminal's own is
        sys.stdout.writelines(lines)
        return
    try:
        with file.open("w" if force else "x", encoding=encoding, newline="") as out:
            out.writelines(lines)
    except FileExistsError:
        raise _no(f"{file} exists already. Choose another name, or overwrite it with --force.") from None
    except OSError as error:
        raise _no(f"{file} cannot be written: {error.strerror}.") from None
    print(f"Written to {file}.")


def main() -> None:
    """The entry point. Wrong settings are one sentence a variable; nothing else is swallowed."""
    try:
        spire()
    except WrongSettings as wrong:
        say = speaker(wrong.language)
        print(say.plain("setting-intro"), *(f"  {say.plain(f'setting-{one}')}" for one in wrong.variables), sep="\n", file=sys.stderr)
        sys.exit(2)


def _opened() -> date:
    """The database, connected and up to date; returns the day it is."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    from bot import migration, store

    house = settings.read(House)
    url = make_url(house.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise _no(f"There is no database at {url.database}. Look at DATABASE_URL, or make it with: spire migrate")
    store.connect(house.database_url)
    try:
        current = migration.current()
    except SQLAlchemyError:
        raise _no("The database does not answer. Look at DATABASE_URL.") from None
    if not current:
        raise _no("The database is not up to date. First run: spire migrate")
    return clock.now().astimezone(ZoneInfo(house.time_zone)).date()


def _progress() -> Callable[[str], None]:
    """Says how far it is every three seconds, to a person only."""
    said = [time.monotonic()]

    def tell(how_far: str) -> None:
        if time.monotonic() - said[0] >= 3 and sys.stderr.isatty():
            said[0] = time.monotonic()
            print(f"{how_far} …", file=sys.stderr, flush=True)

    return tell


def _report(plan: Any, file: Path, *, dry_run: bool) -> None:
    """What an import (a `Plan`) changed, or would change, and each broken row."""
    if dry_run:
        for one in plan.new:
            print(f"new      {one.listed.id} {one.listed.name}")
        for one in plan.changed:
            print(f"changed  {one.listed.id} {one.listed.name}: {', '.join(one.columns)}")
    for fault in plan.broken:
        print(f"{file.name}, line {fault.line}{f' ({fault.key})' if fault.key else ''}: {fault.sentence}", file=sys.stderr)
    if plan.lonely:
        named = ", ".join(map(str, plan.lonely[:10])) + (" …" if len(plan.lonely) > 10 else "")
        print(f"A deputy without days away is not kept: line {named}. Give absent_from and absent_to.", file=sys.stderr)
    if plan.unread:
        print(f"Not read, since no column is called so: {', '.join(plan.unread)}.", file=sys.stderr)
    places = {"hospitals": len(plan.hospitals), "departments": len(plan.departments), "links": plan.linked}
    print(f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged, {len(plan.broken)} broken.")
    if any(places.values()):
        print(f"New or changed: {', '.join(f'{number} {kind}' for kind, number in places.items() if number)}.")
    if dry_run:
        print("This was a dry run: nothing was written.")


def _serve(*, serve: bool, work: bool, migrate_first: bool = False) -> None:
    logs.configure()
    read: Settings = settings.read(Settings)
    log = logs.get("spire")
    told: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: told.append(number))
    from bot import migration
    from bot.process import Process

    process = Process(read, serve=serve, work=work)
    if migrate_first:
        migration.upgrade()
    process.start()
    gc.collect()
    gc.freeze()  # what start-up built stays; walking through it again stopped every thread for 130 ms (tests/bench.py shows it)
    log.info("started", serve=serve, work=work, port=process.port if serve else None)
    while not told:
        time.sleep(0.2)  # no Event: a signal that comes just as its wait begins wakes nobody, or finds it locked
    process.stop()
    log.info("stopped")
    os._exit(0)  # the interpreter would wait for a thread that still reads an answer of Slack's which drips


def _language(name: str) -> Language:
    from_name: dict[str, Language] = {"da": "da", "nb": "nb", "en": "en"}
    if name not in from_name:
        raise _no("The language is da, nb or en.")
    return from_name[name]


def _row(line: str, number: int) -> "_Row":
    try:
        row = json.loads(line)
        zone, now = _zone(row["tz"]), datetime.fromisoformat(row["now"])
        return _Row(row["id"], str(row["text"]), now if now.tzinfo else now.replace(tzinfo=zone), zone)
    except (ValueError, KeyError, TypeError):
        raise _no(f'Line {number} is no row of the form {{"id", "text", "now": "2026-03-12T09:10:00+01:00", "tz": "Europe/Copenhagen"}}.') from None


def _directory(file: Path | None) -> Any:
    """A directory and a model: of a file, and with nothing learned; or of Spire's database."""
    from bot import store
    from bot.actions import lesson
    from bot.rules import topic
    from bot.rules.roster import file as roster_file
    from bot.store import directory as listings

    if file is None:
        house = settings.read(House)
        store.connect(house.database_url)
        with store.reading() as db:
            return listings.read(db, clock.now().astimezone(house.zone).date()), lesson.taught(db)
    try:
        return roster_file.read(file.read_text(encoding="utf-8")), topic.model()
    except (OSError, UnicodeDecodeError) as error:
        raise _no(f"{file} cannot be read: {error}.") from None
    except roster_file.DirectoryError as error:
        raise _no(f"{file}: {error}") from None


def _question(line: str, number: int) -> tuple[object, str, Any]:
    """Its id, the question, and who asks."""
    from bot.rules.directory import Asker

    try:
        row = json.loads(line)
        hospital, department, profession, stage = (str(row["asker"][name]) for name in ("hospital", "department", "profession", "career_stage"))
        return row["id"], str(row["question"]), Asker(hospital, department, profession, stage, str(row.get("lang", "da")))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _no(f"Line {number} is no row with id, lang, asker (hospital, department, profession, career_stage) and question.") from None


@dataclass(frozen=True)
class _Row:
    id: object
    text: str
    now: datetime
    zone: ZoneInfo


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise _no(f"{name} is no IANA time zone; Europe/Copenhagen and Europe/Oslo are.") from None


def _at_once(line: str) -> None:
    print(line, flush=True)


def _no(sentence: str) -> Any:
    print(sentence, file=sys.stderr)
    return typer.Exit(2)
