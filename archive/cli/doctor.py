"""`archive doctor`: can this instance do its work? One line a check, and what to do where it fails."""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from archive.assembly import Archive
from archive.cli.call import Call, pass_call
from archive.cli.failures import REFUSED
from archive.cli.opening import opened
from archive.cli.status import index_facts
from archive.core.words import Message, message
from archive.jobs.followers import lag, troubles
from archive.settings import SAMPLE_SECRET_KEY

LEAST_FREE = 2 * 1024**3  # bytes
OLDEST_SQLITE = (3, 35, 0)
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. What is only to be known of does not fail the command."""

    name: Message
    good: bool
    said: Message
    serious: bool = True


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, as_json: bool) -> int:
    """Check programs, settings, folders, catalogue, store and index; exit code 1 if something is wrong."""
    with opened(call) as archive:
        findings = [finding for check in CHECKS for finding in check(archive)]
    if as_json:
        found = [{"check": str(each.name), "good": each.good, "said": str(each.said)} for each in findings]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for each in findings:
            sign = "✓" if each.good else "✗" if each.serious else "·"
            click.echo(f"{sign} {call.words(each.name)}: {call.words(each.said)}")
    return REFUSED if any(each.serious and not each.good for each in findings) else 0


def _programs(_archive: Archive) -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        message("Python"), sys.version_info[:2] >= OLDEST_PYTHON, message("{python}", python=python)
    )
    sqlite = message("{version}", version=sqlite3.sqlite_version)
    yield Finding(message("SQLite"), sqlite3.sqlite_version_info >= OLDEST_SQLITE, sqlite)


def _settings(archive: Archive) -> Iterator[Finding]:
    settings = archive.settings
    changed = settings.SECRET_KEY != SAMPLE_SECRET_KEY
    said = (
        message("set")
        if changed
        else message("the sample's own: set another before others can reach the site")
    )
    yield Finding(message("SECRET_KEY"), changed, said, serious=False)
    local = "127.0.0.1" in settings.BASE_URL or "localhost" in settings.BASE_URL
    yield Finding(message("BASE_URL"), not local, message("{url}", url=settings.BASE_URL), serious=False)


def _folders(archive: Archive) -> Iterator[Finding]:
    folder = archive.settings.DATA_DIR
    yield Finding(message("DATA_DIR"), _is_writable(folder), message("{folder}", folder=folder))
    free = shutil.disk_usage(folder).free
    said = message("{free} GB free", free=f"{free / 1024**3:.1f}")
    yield Finding(message("Disk"), free >= LEAST_FREE, said)


def _catalogue(archive: Archive) -> Iterator[Finding]:
    path = Path(archive.settings.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    yield Finding(message("Catalogue"), answer == "ok", message("{answer}", answer=answer))


def _store(archive: Archive) -> Iterator[Finding]:
    cleared = archive.store.purge_staging()
    said = message("{cleared} left half done by killed programs, cleared away", cleared=cleared)
    yield Finding(message("Store"), True, said if cleared else message("nothing half done"))


def _followers(archive: Archive) -> Iterator[Finding]:
    met = troubles(archive)
    for name, behind in lag(archive).items():
        trouble = met.get(name)
        stopped = trouble is not None and trouble.over is None
        if trouble is not None and stopped:
            said = message("cannot go on since {since}: {said}", since=trouble.since, said=trouble.said)
        elif behind:
            said = message("{behind} changes behind; run: archive follow", behind=behind)
        else:
            said = message("up to date")
        yield Finding(
            message("Follower {name}", name=name), not behind and not stopped, said, serious=stopped
        )


def _index(archive: Archive) -> Iterator[Finding]:
    found = index_facts(archive)
    if found["damaged"]:
        said = message("damaged; the site rebuilds it, and so does: archive follow --rebuild")
    elif found["building"]:
        said = message("being rebuilt; until then the site searches titles and names alone")
    else:
        size, segments = f"{found['bytes'] / 1e6:,.1f}", found["segments"]
        said = message("{size} MB in {segments} segments", size=size, segments=segments)
    good = not found["damaged"] and not found["building"]
    yield Finding(message("Search index"), good, said, serious=found["damaged"])


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            return os.access(folder, os.W_OK)
    except OSError:
        return False


# Read this list first.
CHECKS: tuple[Callable[[Archive], Iterator[Finding]], ...] = (
    _programs,
    _settings,
    _folders,
    _catalogue,
    _store,
    _followers,
    _index,
)
