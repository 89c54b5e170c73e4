"""Omeka's tables: the CSV of Omeka S's Bulk Export module, and that of Omeka Classic's CSV Export plugin.

Specs: https://gitlab.com/Daniel-KM/Omeka-S-module-BulkExport (headings, languages, values in one cell),
https://omeka.org/classic/docs/Plugins/CSV_Export/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.ingest.faults import guarded
from archive.ingest.importers.account import OF_THE_SYSTEM, STAFF, Account
from archive.ingest.importers.dc_terms import kind_of, put_term, without_markup
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.foreign_table import FilesBeside, ForeignTable, cell, cells, headings_of
from archive.ingest.importers.omeka_values import PRIVATE
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source

# `dcterms:subject @fr ^^uri [private]`; of Classic, `Dublin Core:Subject`.
HEADING = re.compile(
    r"(?P<term>[\w-]+:[\w-]+|Dublin Core\s*:\s*[\w ]+)(?:\s*@(?P<language>[\w-]+))?(?:\s*\^\^[\w:.-]+)?"
    r"(?P<private>\s*\[private\])?"
)
BETWEEN = re.compile(r"\s+\|\s+|\s*\|\s*")
CLASSIC_BETWEEN = re.compile(r"\^\^|\s*\|\s*")
CLASSIC = "Dublin Core:"
NUMBER, CLASSIC_NUMBER = "o:id", "Item Id"
NO = ("0", "false", "no", "private")
SETS = (
    "o:item_set[dcterms:title]", "o:item_set[o:title]", "o:item_set/dcterms:title", "o:item_set",
    "collection",
    "Collection", "o:item_set[o:id]", "o:item_set/o:id",
)  # fmt: skip
MEDIA = re.compile(r"o:media(?:[\[/](?P<what>[\w:]+)\]?)?|file|files", re.IGNORECASE)
MEDIA_FILES = {"file", "files", "o:filename", "o:source", "url", "o:original_url", None}
SYSTEM = {
    "o:resource_template", "o:owner", "o:created", "o:modified", "o:thumbnail", "o:site", "resource_type",
    "@type", "Item URI", "itemType", "Item Type", "public", "featured", "tags", "url", "o:is_public",
    "o:resource_class",
}  # fmt: skip


class OmekaTableImporter:
    """A CSV that Omeka S or Omeka Classic has exported."""

    name = "omeka-csv"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a table with Omeka's headings."""
        found = headings_of(path)
        of_s = NUMBER in found and any(each.startswith("dcterms:") for each in found)
        return of_s or (CLASSIC_NUMBER in found and any(each.startswith(CLASSIC) for each in found))

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the table."""
        table = open_delimited(path, reading)
        return table if reading.mapped else OmekaTable(table)


@dataclass(slots=True)
class OmekaTable(ForeignTable):
    """Items, one a row; their item sets are made by the way, by their titles."""

    files: FilesBeside = field(default_factory=lambda: FilesBeside(Path()))

    def rows(self) -> Iterator[Row]:
        """Read the items."""
        self.losses = Losses()
        self.files = FilesBeside(self.folder)
        for row in self.lines():
            yield from guarded(row, self._item, row)

    def _item(self, row: Row) -> Row:
        account = Account(self.losses, kind_of(_kinds(row)))
        for heading in row.raw:
            self._put(account, row, heading)
        for heading in ("o:is_public", "public"):
            if cell(row, heading).casefold() in NO:
                account.close(heading, cell(row, heading))
        collections = [(name, text) for name in SETS for text in cells(row, name, "|")]
        _put_sets(account, collections)
        key = cell(row, NUMBER) or cell(row, CLASSIC_NUMBER)
        return account.row(f"item/{key}" if key else "", self.place, self.folder, number=row.number)

    def _put(self, account: Account, row: Row, heading: str) -> None:
        if heading in SETS or heading in (NUMBER, CLASSIC_NUMBER):
            return
        if heading in SYSTEM:
            _put_system(account, row, heading)
        elif medium := MEDIA.fullmatch(heading):
            self._put_media(account, row, heading, medium["what"])
        elif (found := HEADING.fullmatch(heading)) is None:
            account.note(heading, " | ".join(cells(row, heading)))
        elif found["private"]:
            account.drop(heading, PRIVATE)
        else:
            _put_values(account, row, heading, found["term"], found["language"] or "")

    def _put_media(self, account: Account, row: Row, heading: str, what: str | None) -> None:
        for told in (part for text in cells(row, heading) for part in CLASSIC_BETWEEN.split(text)):
            if what not in MEDIA_FILES:
                account.note(heading, told)
            elif found := self.files.find(told):
                account.add_file(heading, found)
            else:
                account.miss_file(heading, told)


def _put_values(account: Account, row: Row, heading: str, term: str, language: str) -> None:
    between = CLASSIC_BETWEEN if term.startswith("Dublin Core") else BETWEEN
    name = re.sub(r"^Dublin Core\s*:\s*", "dcterms:", term)
    if name.startswith("dcterms:"):
        first, *others = name.removeprefix("dcterms:").split()
        name = (
            "dcterms:" + first.lower() + "".join(each.capitalize() for each in others)
            if " " in name
            else name
        )
    for text in (part for words in cells(row, heading) for part in between.split(words)):
        if not text.strip():
            continue
        if name.startswith(("dcterms:", "dc:")):
            put_term(account, name, without_markup(text), language, heading)
        else:
            account.note(heading, without_markup(text), language)


def _put_system(account: Account, row: Row, heading: str) -> None:
    if heading == "Item URI":
        account.put(heading, "see_also", cell(row, heading))
    elif heading == "tags":
        account.put_all(heading, "subject", re.split(r"[,|]|\^\^", cell(row, heading)))
    elif heading in ("o:resource_class", "itemType", "Item Type"):
        account.put(heading, "genre", cell(row, heading))
    elif heading not in ("o:is_public", "public"):
        account.drop(heading, STAFF if heading == "o:owner" else OF_THE_SYSTEM)


def _put_sets(account: Account, collections: list[tuple[str, str]]) -> None:
    """Let an item stand in the first of its item sets, and keep the others."""
    for place, (heading, name) in enumerate(collections):
        if place == 0:
            account.collection = name if not name.isdigit() else f"Omeka item set {name}"
            account.losses.mapped(heading, "collection")
        elif name not in account.collection and not name.isdigit():
            account.put(heading, "is_part_of", name)
        else:
            account.note(heading, name)


def _kinds(row: Row) -> list[str]:
    names = [each for each in row.raw if each.lower().startswith(("dcterms:type", "dublin core:type"))]
    texts = [part for name in names for text in cells(row, name) for part in BETWEEN.split(text)]
    return [cell(row, "o:resource_class"), cell(row, "itemType"), cell(row, "Item Type"), *texts]
