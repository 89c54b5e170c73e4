"""DSpace: the CSV of its batch metadata editing, `dc.title[es_ES]` headings and `||` between values.

Spec: https://wiki.lyrasis.org/display/DSDOC7x/Batch+Metadata+Editing
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.ingest.faults import guarded
from archive.ingest.importers.account import Account
from archive.ingest.importers.dc_terms import kind_of
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.dspace_fields import collection_row, put_metadata, put_other_collections
from archive.ingest.importers.foreign_table import ForeignTable, cell, cells, headings_of
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source

HEADING = re.compile(r"(?P<term>[A-Za-z]\w*(?:\.[\w-]+){1,2})\s*(?:\[(?P<language>[^\]]*)\])?")
BETWEEN = "||"
AUTHORITY = re.compile(r"::[^:]+(?:::-?\d+)?$")  # `Name::authority key::confidence`


class DSpaceTableImporter:
    """A CSV of metadata exported from DSpace."""

    name = "dspace-csv"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a table with DSpace's headings."""
        found = headings_of(path)
        named = any(each.startswith(("dc.", "dcterms.")) and HEADING.fullmatch(each) for each in found)
        return {"id", "collection"} <= set(found) and named

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the table."""
        table = open_delimited(path, reading)
        return table if reading.mapped else DSpaceTable(table)


@dataclass(slots=True)
class DSpaceTable(ForeignTable):
    """The collections that the rows name by their handles, then the items."""

    def count(self) -> int:
        """Return how many collections and items there are."""
        return len(self._handles()) + self.table.count()

    def rows(self) -> Iterator[Row]:
        """Read the collections, then the items."""
        self.losses = Losses()
        for handle in self._handles():
            yield collection_row(self.losses, handle, self.place)
        for row in self.lines():
            yield from guarded(row, self._item, row)

    def _item(self, row: Row) -> Row:
        kinds = [
            text
            for name in row.raw
            if name.lower().startswith("dc.type")
            for text in cells(row, name, BETWEEN)
        ]
        account = Account(self.losses, kind_of(kinds))
        for heading in row.raw:
            if (found := HEADING.fullmatch(heading)) is None:
                continue
            for text in cells(row, heading, BETWEEN):
                words = AUTHORITY.sub("", text)
                if words != text:
                    account.losses.noted(f"{heading} (authority)")
                    account.note(heading, text)
                put_metadata(account, found["term"], words, found["language"] or "")
        for heading in row.raw:
            if heading not in ("id", "collection", "action") and not HEADING.fullmatch(heading):
                account.note(heading, cell(row, heading))
        handles = cells(row, "collection", BETWEEN)
        put_other_collections(account, handles)
        within = f"collection/{handles[0]}" if handles else ""
        account.losses.mapped("id", "key")
        return account.row(cell(row, "id"), self.place, self.folder, within, row.number)

    def _handles(self) -> list[str]:
        """Return the handles of the collections that items stand in, in the order in which they come."""
        return list(
            dict.fromkeys(
                handles[0] for row in self.lines() if (handles := cells(row, "collection", BETWEEN))
            )
        )
