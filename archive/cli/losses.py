"""The loss report on the terminal, beside the report, and as plain data."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from archive.cli.call import Call
from archive.cli.tables import table
from archive.core.errors import SourceError
from archive.core.words import Message, message
from archive.ingest.losses import Accounted, Fate, Loss
from archive.ingest.manifest import Source
from archive.ingest.report import harmless

HEADINGS = (message("Field there"), message("What became of it"), message("Values"))
COLUMNS = ("source", "field", "fate", "into", "reason", "values")


def tell_losses(
    call: Call, sources: Iterable[Source], report: Path | None = None, quiet: bool = False
) -> None:
    """Print what became of the fields of each foreign source, and write it beside the report."""
    accounts = [(each.name, list(each.losses.lines())) for each in sources if isinstance(each, Accounted)]
    accounts = [(name, lines) for name, lines in accounts if lines]
    for name, lines in accounts if not quiet else ():
        click.echo()
        call.say(message("What became of the fields of {name}:", name=name.rpartition("/")[2]))
        table(call, HEADINGS, [_row(call, each) for each in lines])
    if report is not None and accounts:
        path = beside(report)
        _write(call, path, accounts)
        call.say(message("The same as a table: {path}", path=path), err=True)


def beside(report: Path) -> Path:
    """Return where the loss report goes: `report.csv` has its own in `report-losses.csv`."""
    return report.with_name(f"{report.stem}-losses{report.suffix or '.csv'}")


def _row(call: Call, loss: Loss) -> Sequence[str]:
    return loss.field, call.words(_fate(loss)), f"{loss.values:,}"


def _fate(loss: Loss) -> Message:
    if loss.fate is Fate.MAPPED:
        return message("→ {field}", field=loss.into)
    if loss.fate is Fate.NOTED:
        return message("kept in a note")
    return message("left out: {reason}", reason=loss.reason or "")


def _write(call: Call, path: Path, accounts: Iterable[tuple[str, list[Loss]]]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for name, lines in accounts:
                for each in lines:
                    reason = each.reason.render(call.translate) if each.reason else ""
                    told = (name, each.field, each.fate.value, each.into, reason, str(each.values))
                    writer.writerow([harmless(cell) for cell in told])
    except OSError as error:
        raise SourceError(
            message("the report {path} cannot be written: {error}", path=path, error=error)
        ) from error
