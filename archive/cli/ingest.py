"""`archive ingest`: take sources in."""

import getpass
import json
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from archive.assembly import Archive
from archive.cli.beside import following
from archive.cli.call import Call, pass_call
from archive.cli.failures import NOT_BEGUN, REFUSED, tell
from archive.cli.indexing import index_to_the_end
from archive.cli.opening import opened
from archive.cli.telling import Teller, shape, telling, total_of
from archive.core.errors import Invalid, Problem
from archive.ingest.cataloguing import Parts
from archive.ingest.draft import Defaults
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Source
from archive.ingest.mapping import NO_MAPPING, load_mapping
from archive.ingest.pipeline import Options, plan_of, run
from archive.ingest.special import record_type
from archive.ingest.summary import Summary
from archive.ingest.workspace import Workspace, workspace
from archive.settings import shared

MANY = 300  # rows: for fewer it is not worth while to index beside the ingest
MOST_WORKERS = 4


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--type", "type_name", metavar="TYPE", default="", help="Type of rows that state none.")
@click.option("--collection", default="", help="Collection of rows that state none: reference code or title.")
@click.option("--mapping", type=click.Path(path_type=Path), help="What the columns mean, in TOML.")
@click.option("--name", default="", help="Name to remember the source by; else its path.")
@click.option("--publish", is_flag=True, help="Make the records public; else they are drafts.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read files.")
@click.option("--report", type=click.Path(path_type=Path), help="Write each problem to this CSV file.")
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, **given: Any) -> int:
    """Take in each SOURCE: a spreadsheet, a folder described in TOML, or bare files.

    What is in already is recognised and, if changed, updated. Stopped with Ctrl+C or killed, the
    same command goes on where it was. Exit code: 0 all in, 1 some rows refused and the others in,
    2 nothing begun.
    """
    asked = Asked(**given)
    with opened(call) as archive, telling(call, asked.report) as teller, room(archive, teller) as unpacked:
        try:
            work = work_of(asked, archive, unpacked)
        except Invalid as error:
            tell(call, error)
            return NOT_BEGUN
        summaries = take_in(call, archive, work, teller)
    total = total_of(summaries)
    if asked.as_json:
        click.echo(json.dumps({**shape(total), "sources": [shape(each) for each in summaries]}, indent=2))
    else:
        teller.sum_up(summaries)
    return REFUSED if total.refused or total.stopped else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of the command, as given."""

    sources: tuple[Path, ...]
    type_name: str
    collection: str
    mapping: Path | None
    name: str
    publish: bool
    dry_run: bool
    workers: int | None
    report: Path | None
    no_index: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be taken in, how, and whether the index is to follow."""

    sources: Sequence[Source]
    options: Options
    index: bool = True


def room(archive: Archive, teller: Teller) -> AbstractContextManager[Workspace]:
    """Give the place where packed sources are unpacked until the ingest has ended."""
    settings = archive.settings
    return workspace(settings.DATA_DIR / "unpacked", settings.MAX_UNPACKED_BYTES, teller.stop)


def work_of(asked: Asked, archive: Archive, unpacked: Workspace | None = None) -> Work:
    """Open every source and settle what its headings mean, before the first is begun."""
    options = options_of(asked, archive)
    reading = replace(options.mapping.reading, workspace=unpacked)
    sources = [source for path in asked.sources for source in open_sources(path, reading)]
    if asked.name and len(sources) > 1:
        raise click.UsageError("--name takes one source at a time.")
    check_headings(sources, options)
    return Work(sources, options, index=not (asked.no_index or asked.dry_run))


def options_of(asked: Asked, archive: Archive) -> Options:
    """Return what was asked in the words of the pipeline."""
    return Options(
        actor=actor(),
        mapping=load_mapping(asked.mapping) if asked.mapping else NO_MAPPING,
        defaults=Defaults(
            type=record_type(asked.type_name) if asked.type_name else "",
            collection=asked.collection,
            derivatives=None if asked.dry_run else archive.derivatives,
            max_pixels=archive.settings.MAX_IMAGE_PIXELS,
        ),
        publish=asked.publish,
        dry_run=asked.dry_run,
        workers=asked.workers or min(os.cpu_count() or 1, MOST_WORKERS),
        source_name=asked.name,
    )


def take_in(call: Call, archive: Archive, work: Work, teller: Teller) -> list[Summary]:
    """Run the pipeline over each source, the index following beside, and bring the index up to date."""
    parts = Parts(catalogue=archive.catalogue, store=archive.store)
    summaries: list[Summary] = []
    with following(call, work.index and sum(source.count() for source in work.sources) >= MANY):
        for source in work.sources:
            options = replace(work.options, source_name=work.options.source_name or name_of(archive, source))
            summaries.append(run(parts, source, options, teller, teller.stop))
            if summaries[-1].stopped:
                break
    teller.finished()
    if work.index and not summaries[-1].stopped:
        index_to_the_end(call, archive, teller.stop)
    return summaries


def name_of(archive: Archive, source: Source) -> str:
    """Return the name under which a source is remembered: its path, or its place among the collections.

    So an instance that moves, or samples that come with another installation, are known again.
    """
    path = Path(source.name)
    for folder in (archive.settings.COLLECTIONS_DIR, shared("collections")):
        if path.is_relative_to(folder.resolve()):
            return f"collections/{path.relative_to(folder.resolve()).as_posix()}"
    return source.name


def check_headings(sources: Sequence[Source], options: Options) -> None:
    """Raise Invalid with every heading of every source that means nothing."""
    problems: list[Problem] = []
    for source in sources:
        try:
            plan_of(source, options)
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)


def actor() -> str:
    """Return the name of whoever runs this, for the change log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"  # an account without a name, as in some containers
