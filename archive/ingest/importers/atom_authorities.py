"""AtoM: authority records as CSV.

Spec: https://www.accesstomemory.org/docs/latest/user-manual/import-export/csv-import/ (authority records)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import OF_THE_SYSTEM, Account
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.foreign_table import ForeignTable, cell, cells, headings_of
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.text.normalise import fold

NAME = "authorizedFormOfName"
TYPES = {
    "person": "person",
    "persona": "person",
    "personne": "person",
    "corporate body": "body",
    "entidad corporativa": "body",
    "institucion": "body",
    "collectivite": "body",
    "family": "family",
    "familia": "family",
    "famille": "family",
}
FIELDS = {
    NAME: "title",
    "parallelFormsOfName": "alternative",
    "standardizedFormsOfName": "alternative",
    "otherFormsOfName": "alternative",
    "datesOfExistence": "date",
    "history": "history",
    "places": "place",
    "functions": "occupation",
    "occupations": "occupation",
    "corporateBodyIdentifiers": "identifier",
    "descriptionIdentifier": "identifier",
    "sources": "source",
}
SEVERAL = ("parallelFormsOfName", "standardizedFormsOfName", "otherFormsOfName", "places", "occupations")


class AtomAuthorityImporter:
    """A CSV of authority records exported from AtoM, or made for it."""

    name = "atom-authorities"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a table with the headings of AtoM's authority records."""
        return {NAME, "typeOfEntity"} <= set(headings_of(path))

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the table."""
        table = open_delimited(path, reading)
        return table if reading.mapped else AtomAuthorities(table)


@dataclass(slots=True)
class AtomAuthorities(ForeignTable):
    """People, bodies and families, one a row."""

    def rows(self) -> Iterator[Row]:
        """Read the records, those of one type together."""
        self.losses = Losses()
        for type in ("person", "body", "family"):
            for row in self.lines():
                if type_of(row) == type:
                    yield from guarded(row, self._record, row, type)

    def _record(self, row: Row, type: str) -> Row:
        account = Account(self.losses, type)
        culture = cell(row, "culture")
        _put_type(account, cell(row, "typeOfEntity"))
        for heading in row.raw:
            if heading in FIELDS:
                values = cells(row, heading, "|" if heading in SEVERAL else "")
                account.put_all(heading, FIELDS[heading], values, culture)
            elif heading in ("legacyId", "slug"):
                account.drop(heading, OF_THE_SYSTEM)
            elif heading not in ("typeOfEntity", "culture"):
                account.note(heading, cell(row, heading), culture)
        if culture:
            account.losses.mapped("culture", "language of the values")
        key = cell(row, "legacyId") or cell(row, "descriptionIdentifier") or f"{type}/{cell(row, NAME)}"
        return account.row(key, self.place, self.folder, number=row.number)


def _put_type(account: Account, stated: str) -> None:
    if fold(stated).strip() in TYPES:
        account.losses.mapped("typeOfEntity", "type")
        return
    account.note("typeOfEntity", stated)
    account.warn("typeOfEntity", stated, message("no type that is known here; taken for a body"))


def type_of(row: Row) -> str:
    """Return our type for what AtoM calls a type of entity: a body, if it is none that we know."""
    return TYPES.get(fold(cell(row, "typeOfEntity")).strip(), "body")
