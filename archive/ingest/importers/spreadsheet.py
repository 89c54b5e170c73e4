"""A spreadsheet: one row an item, one column a field, whichever program wrote it."""

from pathlib import Path

from archive.ingest.importers import delimited, workbook
from archive.ingest.importers.table import Table
from archive.ingest.manifest import Reading


class SpreadsheetImporter:
    """CSV, TSV, XLSX and ODS, each also gzipped."""

    name = "spreadsheet"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a file with the name of a table."""
        return path.is_file() and (workbook.recognise(path) or delimited.recognise(path))

    def open(self, path: Path, reading: Reading) -> Table:
        """Open the table."""
        # Who renames a workbook to "items.csv" still has a workbook.
        if workbook.recognise(path) or workbook.is_one(path):
            return workbook.open_workbook(path, reading)
        return delimited.open_delimited(path, reading)
