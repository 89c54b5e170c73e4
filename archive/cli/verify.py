"""`archive verify`: are the stored files still what they were, and all there?"""

import json
from collections.abc import Iterator
from itertools import chain

import click

from archive.assembly import Archive
from archive.catalogue.browse import page
from archive.catalogue.records import get
from archive.catalogue.selection import Selection
from archive.cli.call import Call, pass_call
from archive.cli.failures import REFUSED
from archive.cli.opening import opened
from archive.cli.progress import progress_bar
from archive.core.errors import NotFound, Problem
from archive.core.lines import line
from archive.core.words import message
from archive.metadata.access import Viewer

PAGE = 500  # records read at a time


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, /, ids: tuple[str, ...], as_json: bool) -> int:
    """Read every stored file, or those of the items ID, and compare it with the digest taken when it came.

    Also told: files that the catalogue names and the store lacks. Exit code 1 if anything is wrong.
    """
    with opened(call) as archive:
        items = objects_of(archive, ids) if ids else list(archive.store.items())
        problems = list(chain(read_all(call, archive, items), lacking(archive, set(ids))))
    if as_json:
        found = [{"item": each.source, "file": each.value, "reason": str(each.reason)} for each in problems]
        click.echo(json.dumps({"items": len(items), "problems": found}, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(line(problem, call.translate))
        counts = {"items": len(items), "problems": len(problems)}
        call.say(message("{items} items with files read, {problems} problems.", **counts))
    return REFUSED if problems else 0


def objects_of(archive: Archive, ids: tuple[str, ...]) -> list[str]:
    """Return in whose stored objects the files of these items lie; raise NotFound for what is no record."""
    with archive.catalogue.read() as session:
        items = [get(session, id, Viewer.archivist()) for id in ids]
    return list(dict.fromkeys(file.held_by or item.id for item in items for file in item.files))


def read_all(call: Call, archive: Archive, items: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with the bytes of each item."""
    with progress_bar() as bar:
        for item in bar.track(items, description=call.words(message("Verifying"))):
            yield from (problem.at(item, None) for problem in archive.store.verify(item))


def lacking(archive: Archive, wanted: set[str]) -> Iterator[Problem]:
    """Yield the files that are catalogued and not stored; of the items wanted, or of all."""
    after: str | None = ""
    with archive.catalogue.read() as session:
        while after is not None:
            listing = page(session, Viewer.archivist(), Selection(after=after, size=PAGE))
            for record in listing.records:
                if wanted and record.id not in wanted:
                    continue
                for file in record.files:
                    if not _is_stored(archive, file.held_by or record.id, file.sha512):
                        reason = message("the file is catalogued, but not in the store")
                        yield Problem(source=record.id, value=file.name, reason=reason)
            after = listing.next


def _is_stored(archive: Archive, item: str, sha512: str) -> bool:
    try:
        return archive.store.path(item, sha512).is_file()
    except NotFound:
        return False
