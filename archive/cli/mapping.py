"""`archive mapping`: see what a mapping file makes of a sheet, and have a first one written."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from archive.cli.call import Call, pass_call
from archive.cli.failures import NOT_BEGUN, REFUSED, tell
from archive.cli.opening import opened
from archive.cli.tables import table
from archive.core.errors import Invalid, SourceError
from archive.core.lines import line, shortened
from archive.core.words import message
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.importers.table import Table
from archive.ingest.manifest import Reading
from archive.ingest.mapping import load_mapping
from archive.ingest.mappings.authorities import KnownAuthorities
from archive.ingest.mappings.proving import propose
from archive.ingest.mappings.trial import Trial, Tried, try_out
from archive.ingest.mappings.writing import written
from archive.ingest.plan import Plan, make_plan
from archive.ingest.special import TYPE, record_type

EXAMPLE = 60  # characters of a value


@click.group()
def command() -> None:
    """Try a mapping file on a sheet, or have a first one written."""


@command.command()
@click.argument("mapping", metavar="FILE.toml", type=click.Path(path_type=Path))
@click.argument("sheet", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("--type", "type_name", metavar="TYPE", default="", help="Type of rows that state none.")
@click.option("--sheet", "sheet_name", metavar="NAME", default="", help="Sheet of a workbook.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def check(call: Call, /, mapping: Path, sheet: Path, as_json: bool, **stated: str) -> int:
    """Say what each heading of SHEET becomes, with values, and what its rows would be told.

    Nothing is written. Exit code: 0 no row is refused by the mapping, 1 some are, 2 the mapping is wrong.
    """
    known = load_mapping(mapping)
    reading = replace(known.reading, sheet=stated["sheet_name"] or known.reading.sheet)
    source = _opened(sheet, reading)
    type_name = stated["type_name"] and record_type(stated["type_name"])
    try:
        plan = make_plan(sheet.name, source.headings, known, type_name or str(known.constants.get(TYPE, "")))
    except Invalid as error:
        tell(call, error)
        return NOT_BEGUN
    with _asking(call, plan) as ready:
        trial = try_out(source, ready)
    if as_json:
        click.echo(json.dumps(_shape(call, source, trial), indent=2, ensure_ascii=False))
    else:
        _show(call, source, trial)
    return REFUSED if trial.refused else 0


@command.command()
@click.argument("sheet", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE.toml", type=click.Path(path_type=Path), help="Write it there.")
@click.option("--type", "type_name", metavar="TYPE", default="", help="Type of the rows, if you know it.")
@click.option("--sheet", "sheet_name", metavar="NAME", default="", help="Sheet of a workbook.")
@pass_call
def suggest(call: Call, sheet: Path, output: Path | None, type_name: str, sheet_name: str) -> None:
    """Write a first mapping for SHEET from its headings and values, and say what is unsure.

    A file that is there is not written over.
    """
    if output is not None and output.exists():
        raise SourceError(message("{path} is there already; name another file", path=output))
    source = _opened(sheet, Reading(sheet=sheet_name, mapped=True))
    call.say(source.how_read(), err=True)
    proposal = propose(source, sheet.parent, record_type(type_name) if type_name else "")
    text = written(proposal, call.translate)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
    for heading, doubt in proposal.doubts():
        about = message('"{heading}": {doubt}', heading=heading, doubt=doubt) if heading else doubt
        call.say(message("unsure: {doubt}", doubt=about), err=True)
    if output is not None:
        call.say(
            message(
                "{path} is written. See what it does: {command}", path=output, command=_check(output, sheet)
            )
        )


def _check(mapping: Path, sheet: Path) -> str:
    return f"archive mapping check {mapping} {sheet}"


def _opened(path: Path, reading: Reading) -> Table:
    """Open a sheet. Raise SourceError for what is none."""
    importer = SpreadsheetImporter()
    if not path.exists():
        raise SourceError(message("{path}: there is no such file or folder", path=path))
    if not importer.recognise(path):
        raise SourceError(message("{path} is no table: it takes CSV, TSV, XLSX or ODS", path=path))
    return importer.open(path, reading)


@contextmanager
def _asking(call: Call, plan: Plan) -> Iterator[Plan]:
    """Give the plan with the authorities of the archive, which is opened only if a column asks for them."""
    if not plan.asks:
        yield plan
        return
    with opened(call) as archive:
        yield replace(plan, authorities=KnownAuthorities(archive.catalogue))


def _show(call: Call, source: Table, trial: Trial) -> None:
    call.say(source.how_read())
    headings = [message("Heading"), message("Becomes"), message("In the sheet"), message("Comes in as")]
    table(call, headings, [cells for each in trial.columns for cells in _cells(call, each)])
    said = message(
        "{rows} rows, {skipped} left out, {refused} refused by the mapping; {files} files named.",
        **{name: f"{getattr(trial, name):,}" for name in ("rows", "skipped", "refused", "files")},
    )
    call.say(said)
    if trial.nested:
        call.say(message("{nested} rows stand in other rows.", nested=f"{trial.nested:,}"))
    for problem in trial.problems:
        click.echo(line(problem, call.translate))
    if (more := sum(trial.reasons.values()) - len(trial.problems)) > 0:
        call.say(message("… and {more} more such lines.", more=f"{more:,}"))


def _cells(call: Call, tried: Tried) -> Iterator[list[str]]:
    heading = tried.heading or call.words(message("(several columns)"))
    nothing = message("(for other rules)") if tried.used else message("(nothing)")
    target = tried.target or call.words(nothing)
    for cell, value in (tried.examples or {"": ""}).items():
        yield [heading, target, shortened(cell, EXAMPLE), shortened(value, EXAMPLE)]
        heading = target = ""


def _shape(call: Call, source: Table, trial: Trial) -> dict[str, object]:
    return {
        "read": call.words(source.how_read()),
        "columns": [
            {"heading": each.heading, "field": each.target, "examples": each.examples}
            for each in trial.columns
        ],
        "rows": trial.rows,
        "skipped": trial.skipped,
        "refused": trial.refused,
        "nested": trial.nested,
        "files": trial.files,
        "reasons": dict(trial.reasons.most_common()),
    }
