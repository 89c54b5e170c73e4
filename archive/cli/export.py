"""`archive export`: records in a standard format, one, a collection, a query or all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from archive.assembly import Archive
from archive.catalogue import holdings
from archive.catalogue.browse import page
from archive.catalogue.records import get
from archive.catalogue.selection import Selection
from archive.catalogue.session import Session
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.cli.viewing import as_option, viewer_of
from archive.core.errors import Busy, NotFound, SourceError
from archive.core.words import message
from archive.export.registry import EXPORTERS
from archive.metadata.access import Role, Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Record
from archive.search.searching import Question, search

PAGE = 500  # records read at a time
FOUND = 100  # results asked for at a time


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "-f", "form", default="dc", show_default=True, help="One of the formats below.")
@click.option(
    "--collection", default="", help="Only what stands in it, or under it: reference code, title or ID."
)
@click.option("--type", "type_name", default="", help="Only this type of item.")
@click.option("--query", default="", help="Only what this search finds.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; else the terminal."
)
@as_option(Role.PUBLIC)  # what is exported leaves the house
@pass_call
def command(call: Call, /, ids: tuple[str, ...], form: str, role: str, **asked: str) -> None:
    """Write items as one document: those named, a collection, what a query finds, or all."""
    exporter = EXPORTERS[form]
    if asked["type_name"]:
        RECORD_TYPES[asked["type_name"]]  # refuses what is none, before anything is written
    output = asked.pop("output")
    with opened(call) as archive, archive.catalogue.read() as session:
        records = chosen(archive, session, viewer_of(role), ids, **asked)
        with _stream(Path(output) if output else None) as stream:
            if len(ids) == 1:
                stream.write(exporter.one(next(records), archive.links))
                return
            for chunk in exporter.many(records, archive.links):
                stream.write(chunk)


def chosen(
    archive: Archive, session: Session, viewer: Viewer, ids: tuple[str, ...], **asked: str
) -> Iterator[Record]:
    """Yield the records asked for, a page at a time."""
    if ids:
        return (get(session, id.rpartition("/")[2], viewer) for id in ids)
    if asked["query"]:
        return _found(archive, viewer, asked)
    return _listed(session, viewer, asked)


def _found(archive: Archive, viewer: Viewer, asked: dict[str, str]) -> Iterator[Record]:
    facets = {"type": (asked["type_name"],)} if asked["type_name"] else {}
    number = 1
    while True:
        question = Question(
            q=asked["query"], facets=facets, page=number, size=FOUND, helped=False, quoted=False
        )
        answer = search(archive.catalogue, archive.search, question, viewer)
        if answer.building is not None:  # an export that lacks most must not look like a whole one
            raise Busy(answer.building.notice)
        yield from (result.record for result in answer.results)
        if number >= answer.pages:
            return
        number += 1


def _listed(session: Session, viewer: Viewer, asked: dict[str, str]) -> Iterator[Record]:
    collection = _collection(session, asked["collection"], viewer) if asked["collection"] else ""
    after: str | None = ""
    while after is not None:
        selection = Selection(type=asked["type_name"], collection=collection, after=after, size=PAGE)
        listing = page(session, viewer, selection)
        yield from listing.records
        after = listing.next


def _collection(session: Session, name: str, viewer: Viewer) -> str:
    found = holdings.find(session, name)
    if found is None:
        try:
            found = get(session, name, viewer).id
        except NotFound:
            raise NotFound(message('no collection "{name}"', name=name)) from None
    return found


@contextmanager
def _stream(path: Path | None) -> Iterator[IO[bytes]]:
    """Give the stream to write to; a file appears under its name only when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(path)
    except OSError as error:
        raise SourceError(message("{path} cannot be written: {error}", path=path, error=error)) from error
    finally:
        partial.unlink(missing_ok=True)


command.epilog = "Formats: " + ", ".join(f"{each.name} ({each.label})" for each in EXPORTERS) + "."
