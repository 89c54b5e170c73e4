"""CollectionBuilder: the CSV of metadata that such a site is made from, with its objects beside it.

Spec: https://collectionbuilder.github.io/cb-docs/docs/metadata/csv_metadata/
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.ingest.faults import guarded
from archive.ingest.importers.account import DERIVED, OF_THE_SYSTEM, Account
from archive.ingest.importers.dc_terms import kind_of, put_term
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.foreign_table import FilesBeside, ForeignTable, cell, cells, headings_of
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source

TELLING = {"filename", "object_location", "display_template", "image_small", "image_thumb", "image_alt_text"}
DATA = "_data"  # where a site keeps its tables; its objects stand beside this folder
CONFIGURATION = "config-metadata.csv"  # says which Dublin Core term a column is
BETWEEN = ";"
FIELDS = {
    "title": "title",
    "description": "description",
    "source": "source",
    "rights": "rights",
    "image_alt_text": "alt",
    "latitude": "latitude",
    "longitude": "longitude",
}
LISTS = {
    "creator": "creator",
    "contributor": "contributor",
    "publisher": "publisher",
    "subject": "subject",
    "location": "spatial",
    "language": "language",
    "format": "format",
    "identifier": "identifier",
}
DERIVATIVES = ("image_small", "image_thumb", "small", "thumb")
FILES = ("object_location", "filename", "object_transcript")
APPROXIMATE = "date-is-approximate?"
YES = ("yes", "true", "y")
SET_APART = {"objectid", "parentid", "type", "display_template", "rightsstatement", APPROXIMATE, *FILES}


class CollectionBuilderImporter:
    """The metadata of a CollectionBuilder site."""

    name = "collectionbuilder"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a table with CollectionBuilder's headings."""
        found = set(headings_of(path))
        return "objectid" in found and bool(found & TELLING)

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the table."""
        table = open_delimited(path, reading)
        return table if reading.mapped else CollectionBuilderTable(table)


@dataclass(slots=True)
class CollectionBuilderTable(ForeignTable):
    """Compound objects as collections, then the objects; those that are part of one within it."""

    files: FilesBeside = field(default_factory=lambda: FilesBeside(Path()))
    terms: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The folder that addresses of objects start from."""
        return self.folder.parent if self.folder.name == DATA else self.folder

    def rows(self) -> Iterator[Row]:
        """Read the compound objects, then the others."""
        self.losses = Losses()
        self.files = FilesBeside(self.root)
        self.terms = _terms(self.folder / CONFIGURATION)
        titles = {cell(row, "objectid"): cell(row, "title") for row in self.lines()}
        compound = {cell(row, "parentid") for row in self.lines()} & titles.keys() - {""}
        for row in self.lines():
            if cell(row, "objectid") in compound:
                yield from guarded(row, self._compound, row)
        parts: dict[str, int] = {}
        for row in self.lines():
            parent = cell(row, "parentid")
            parts[parent] = parts.get(parent, 0) + 1
            if cell(row, "objectid") not in compound:
                title = f"[{titles[parent]}, {parts[parent]}]" if parent in compound else ""
                yield from guarded(row, self._object, row, title)
            elif any(self.files.find(told) for name in FILES for told in cells(row, name)):
                yield from guarded(row, self._own_file, row)

    def _compound(self, row: Row) -> Row:
        account = Account(self.losses, "collection")
        account.put("display_template", "level", "file")
        self._fill(account, row)
        return account.row(cell(row, "objectid"), self.place, self.root, "", row.number)

    def _object(self, row: Row, title: str) -> Row:
        words = [*cells(row, "type", BETWEEN), cell(row, "display_template"), *_media(cell(row, "format"))]
        account = Account(self.losses, kind_of(words))
        self._fill(account, row)
        self._add_files(account, row)
        if title and not cell(row, "title"):
            account.name_as(title)
        parent = cell(row, "parentid")
        if parent and not title:
            account.note("parentid", parent)
        elif parent:
            account.losses.mapped("parentid", "collection")
        return account.row(cell(row, "objectid"), self.place, self.root, parent if title else "", row.number)

    def _own_file(self, row: Row) -> Row:
        """Return the file that a compound object has itself, as an item within it."""
        account = Account(self.losses)
        self._add_files(account, row)
        account.name_as(cell(row, "title"))
        key = cell(row, "objectid")
        return account.row(f"{key}#object", self.place, self.root, key, row.number)

    def _fill(self, account: Account, row: Row) -> None:
        account.put("objectid", "identifier", cell(row, "objectid"))
        for text in cells(row, "type", BETWEEN):
            put_term(account, "dc.type", text, source="type")
        for text in cells(row, "rightsstatement", BETWEEN):
            put_term(account, "dcterms:license", text, source="rightsstatement")
        for heading in row.raw:
            self._put(account, row, heading)

    def _put(self, account: Account, row: Row, heading: str) -> None:
        if heading == "date":
            _put_date(account, cell(row, heading), cell(row, APPROXIMATE).casefold() in YES)
        elif heading in FIELDS:
            account.put(heading, FIELDS[heading], cell(row, heading))
        elif heading in LISTS:
            account.put_all(heading, LISTS[heading], cells(row, heading, BETWEEN))
        elif heading in DERIVATIVES:
            account.drop(heading, DERIVED)
        elif heading == "display_template":
            account.drop(heading, OF_THE_SYSTEM)
        elif term := self.terms.get(heading) if heading not in SET_APART else "":
            put_term(account, term, cell(row, heading), source=heading)
        elif heading not in SET_APART:
            account.note(heading, cell(row, heading))

    def _add_files(self, account: Account, row: Row) -> None:
        for heading in FILES:
            for told in cells(row, heading):
                if found := self.files.find(told):
                    account.add_file(heading, found)
                elif heading == "object_transcript":
                    account.note(heading, told)
                else:
                    account.miss_file(heading, told)


def _put_date(account: Account, text: str, about: bool) -> None:
    """Put a date, which the table may call approximate."""
    target = "date" if account.type == "collection" else "created"
    if about and account.accepts(target, text, edtf=f"{text}~"):
        account.put("date", target, text, edtf=f"{text}~")
        account.losses.mapped(APPROXIMATE, target)
        return
    account.put("date", target, text)
    if about:
        account.note(APPROXIMATE, "yes")


def _media(format: str) -> list[str]:
    """Return words for the kind of thing that an Internet media type is."""
    return [format.partition("/")[0]]


def _terms(path: Path) -> dict[str, str]:
    """Return the Dublin Core terms of columns, as the site's own configuration names them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeError, csv.Error):
        return {}
    named = {str(row.get("field") or ""): str(row.get("dc_map") or "") for row in rows}
    return {name: f"dcterms:{term.rpartition('.')[2]}" for name, term in named.items() if name and term}
