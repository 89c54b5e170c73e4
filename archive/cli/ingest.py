"""`archive ingest`: take sources in."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from archive.assembly import Archive
from archive.cli import copies, pages
from archive.cli.asked import Asked, again, name_of, options_of
from archive.cli.beside import following
from archive.cli.call import Call, pass_call
from archive.cli.displays import Progressing
from archive.cli.failures import NOT_BEGUN, REFUSED, tell
from archive.cli.indexing import index_to_the_end
from archive.cli.losses import tell_losses
from archive.cli.opening import opened
from archive.cli.pages import told
from archive.cli.summing import shape, sum_up, total_of, values
from archive.cli.telling import Teller, telling
from archive.cli.turns import alone, waits_for
from archive.core.errors import Invalid, Problem
from archive.core.room import room
from archive.ingest.cataloguing import Parts
from archive.ingest.importers.mended import Mended
from archive.ingest.importers.registry import open_sources
from archive.ingest.importers.table import how_read
from archive.ingest.manifest import Source
from archive.ingest.options import Options
from archive.ingest.pipeline import plan_of, run
from archive.ingest.report import joined
from archive.ingest.summary import Summary
from archive.ingest.turn import GivenUp, Holder
from archive.ingest.workspace import Workspace, workspace

MANY = 300  # rows: for fewer it is not worth while to index beside the ingest


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--type", "type_name", metavar="TYPE", default="", help="Type of rows that state none.")
@click.option("--collection", default="", help="Collection of rows that state none: reference code or title.")
@click.option("--mapping", type=click.Path(path_type=Path), help="What the columns mean, in TOML.")
@click.option("--sheet", metavar="NAME", default="", help="Sheet of a workbook; else the first visible one.")
@click.option("--name", default="", help="Name to remember the source by; else its path.")
@click.option("--publish", is_flag=True, help="Make the records public; else they are drafts.")
@click.option("--dry-run", is_flag=True, help="Show what would change, field by field; write nothing.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read files.")
@click.option("--overwrite", is_flag=True, help="Replace also what somebody has edited by hand since.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write each problem to this CSV file, refused rows with all their columns.",
)
@click.option(
    "--progress",
    type=click.Choice([each.value for each in Progressing]),
    default=Progressing.AUTO.value,
    show_default=True,
    help="Show progress as a bar or, off a terminal, as lines; as JSON lines for scripts; or not at all.",
)
@click.option("--no-ocr", is_flag=True, help="Leave pages that are pictures to `archive ocr`.")
@click.option("--no-copies", is_flag=True, help="Leave recordings that no browser plays to `archive copies`.")
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, **given: Any) -> int:
    """Take in each SOURCE: a spreadsheet, a folder described in TOML, or bare files.

    What is in already is recognised and, if changed, updated; what somebody has edited by hand since
    stays and is named. Stopped with Ctrl+C or killed, the same command goes on where it was. Refused
    rows are kept in a report: mend them there, and take the report in. Exit code: 0 all in, 1 some
    rows refused and the others in, 2 nothing begun.
    """
    asked = Asked(**given)
    how = Progressing(asked.progress)
    with (
        room(call.settings().DATA_DIR),
        opened(call) as archive,
        telling(call, asked.report, how) as teller,
        unpacking(archive, teller) as unpacked,
    ):
        try:
            work = work_of(asked, archive, unpacked)
        except Invalid as error:
            tell(call, error)
            return NOT_BEGUN
        if not asked.as_json:
            say_how_read(call, work)
        summaries = take_in(call, archive, work, teller)
    total = total_of(summaries)
    if asked.as_json:
        result = {**shape(total), **values(teller.heard), "sources": [shape(each) for each in summaries]}
        result["recognised"] = asdict(teller.pages) if teller.pages is not None else None
        click.echo(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        sum_up(call, teller.heard, summaries)
        if teller.pages is not None:
            pages.say(call, teller.pages)
        if teller.copied is not None and (teller.copied.copies or teller.copied.stopped):
            copies.say(call, teller.copied)
    tell_losses(call, [source for source, _ in work.sources], asked.report, asked.as_json)
    return REFUSED if total.refused or total.stopped else 0


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be taken in, each source with how, and whether the index is to follow."""

    sources: Sequence[tuple[Source, Options]]
    index: bool = True
    ocr: bool = True  # pages that are pictures are to be recognised, too
    copies: bool = True  # and recordings copied that no browser plays

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all the tables among them."""
        return joined([source.headings for source, _ in self.sources])


def say_how_read(call: Call, work: Work) -> None:
    """Say of each table how it was read: encoding, separator, sheet, where its headings stand."""
    for source, _ in work.sources:
        if said := how_read(source):
            call.say(said)


def unpacking(archive: Archive, teller: Teller) -> AbstractContextManager[Workspace]:
    """Give the place where packed sources are unpacked until the ingest has ended."""
    settings = archive.settings
    return workspace(settings.DATA_DIR / "unpacked", settings.MAX_UNPACKED_BYTES, teller.stop)


def work_of(asked: Asked, archive: Archive, unpacked: Workspace | None = None) -> Work:
    """Open every source and settle what its headings mean, before the first is begun."""
    options = replace(options_of(asked, archive, unpacked), whole=not asked.sheet)
    stated = options.mapping.reading
    reading = replace(stated, workspace=unpacked, sheet=asked.sheet or stated.sheet)
    sources = [source for path in asked.sources for source in open_sources(path, reading)]
    if asked.name and len(sources) > 1:
        raise click.UsageError("--name takes one source at a time.")
    work = [
        (
            source,
            options_of(again(asked, source), archive, unpacked) if isinstance(source, Mended) else options,
        )
        for source in sources
    ]
    check_headings(work)
    named = [
        (each, replace(how, source_name=how.source_name or name_of(archive, each))) for each, how in work
    ]
    return Work(
        named,
        index=not (asked.no_index or asked.dry_run),
        ocr=not (asked.no_ocr or asked.dry_run),
        copies=not (asked.no_copies or asked.dry_run),
    )


def take_in(call: Call, archive: Archive, work: Work, teller: Teller) -> list[Summary]:
    """Run the pipeline over each source, the index following beside, and bring the index up to date."""
    parts = Parts(catalogue=archive.catalogue, store=archive.store)
    summaries: list[Summary] = []
    teller.expect(work.headings)
    many = work.index and sum(source.count() for source, _ in work.sources) >= MANY
    try:
        with its_turn(call, archive, work, teller), following(call, many):
            teller.heard.restart()
            for source, options in work.sources:
                how = replace(options, translate=call.translate)
                summaries.append(run(parts, source, how, teller, teller.stop))
                if summaries[-1].stopped:
                    break
            imports = [each.import_id for each in summaries if each.import_id]
            if work.ocr:
                teller.pages = pages.brought(archive, imports, told(teller))
            if work.copies:
                teller.copied = copies.brought(archive, imports, told(teller))
    except GivenUp:
        summaries.append(Summary(stopped=True))
    if work.index and not summaries[-1].stopped:
        index_to_the_end(call, archive, teller.stop, teller.indexing())
    teller.finished()
    return summaries


def its_turn(call: Call, archive: Archive, work: Work, teller: Teller) -> AbstractContextManager[None]:
    """Hold the turn to write, and tell for whom it waits; a dry run keeps nothing and waits for nobody."""
    if all(options.dry_run for _, options in work.sources):
        return nullcontext()
    names = [source.name for source, _ in work.sources]
    what = f"ingest {names[0]}" + (f" +{len(names) - 1}" if names[1:] else "")

    def tell(holder: Holder) -> None:
        teller.say(waits_for(holder), "waiting", **asdict(holder))

    return alone(call, archive, what, tell, teller.stop)


def check_headings(work: Sequence[tuple[Source, Options]]) -> None:
    """Raise Invalid with every heading of every source that means nothing."""
    problems: list[Problem] = []
    for source, options in work:
        try:
            plan_of(source, options)
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
