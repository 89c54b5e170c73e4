"""AtoM: archival descriptions as CSV, into the hierarchy whatever the order of the rows.

Spec: https://www.accesstomemory.org/docs/latest/user-manual/import-export/csv-import/ (the ISAD template)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import Account
from archive.ingest.importers.atom_fields import is_draft, put_digital_object, put_fields
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.foreign_table import FilesBeside, ForeignTable, cell, headings_of
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.text.normalise import fold

TELLING = {"legacyId", "parentId", "qubitParentSlug", "levelOfDescription", "scopeAndContent", "eventActors"}
TELLING |= {
    "extentAndMedium",
    "eventDates",
    "publicationStatus",
    "archivalHistory",
    "radTitleStatementOfResponsibility",
}
# Levels that stand for a body of records even where nothing is described under them.
AGGREGATES = {"fonds", "subfonds", "collection", "series", "subseries", "record group", "subgroup", "fondo"}
AGGREGATES |= {"subfondo", "serie", "subserie", "coleccion", "sub fonds", "sub series"}


class AtomImporter:
    """A CSV of archival descriptions exported from AtoM, or made for it."""

    name = "atom"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a table with AtoM's headings."""
        return len(TELLING.intersection(headings_of(path))) >= 3

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the table."""
        table = open_delimited(path, reading)
        return table if reading.mapped else AtomDescriptions(table)


@dataclass(slots=True)
class _Node:
    """What is known of a description before it is read: where it stands."""

    parent: str
    aggregate: bool
    lines: list[int]  # the rows that speak of it, one in each language
    children: int = 0
    level: int = -1  # how many stand above it; -1 if its parents go round in a circle
    cultures: set[str] = field(default_factory=set)
    double_of: int = 0  # the row that bears its identifier already

    @property
    def holds_others(self) -> bool:
        """Whether it is a collection here: others stand in it, or it is of a level on which they would."""
        return self.aggregate or self.children > 0


@dataclass(slots=True)
class AtomDescriptions(ForeignTable):
    """Descriptions level by level: what stands above comes before what stands in it."""

    tree: dict[str, _Node] = field(default_factory=dict)
    files: FilesBeside = field(default_factory=lambda: FilesBeside(Path()))

    def count(self) -> int:
        """Return how many records there are; rows that translate each other are one."""
        return len(self._grown())

    def rows(self) -> Iterator[Row]:
        """Read the collections level by level, then the items."""
        self.losses = Losses()
        self.files = FilesBeside(self.folder)
        tree = self._grown()
        key_of = {node.lines[0]: key for key, node in tree.items()}
        several = {line for node in tree.values() for line in node.lines[1:]}
        translations = {row.number or 0: row for row in self.lines() if row.number in several}
        levels = sorted({node.level for node in tree.values() if node.holds_others})
        for level in (*levels, None):  # None: what holds nothing comes last
            for row in self.lines():
                key = key_of.get(row.number or 0, "")
                if key and level == (tree[key].level if tree[key].holds_others else None):
                    others = [translations[line] for line in tree[key].lines[1:]]
                    yield from guarded(row, self._described, key, tree[key], [row, *others])

    def _described(self, key: str, node: _Node, group: list[Row]) -> Iterator[Row]:
        first = group[0]
        if problem := _problem(node):
            yield Row(number=first.number, key=key, raw={}, place=self.place, problems=(problem,))
            return
        account = Account(self.losses, "collection" if node.holds_others else "")
        for row in group:
            put_fields(account, row)
        self._note_parent(account, first, node)
        parent = node.parent if node.parent in self.tree else ""
        if node.holds_others:
            yield self._finished(account, key, first, parent, group)
            yield from self._object_of(key, first)
            return
        put_digital_object(account, first, self.files)
        yield self._finished(account, key, first, parent, group)

    def _object_of(self, key: str, row: Row) -> Iterator[Row]:
        """Give the digital object of a description that others stand in as an item within it."""
        item = Account(self.losses)
        put_digital_object(item, row, self.files)
        if item.files:
            item.name_as(cell(row, "title"))
            if is_draft(row):
                item.close("publicationStatus", cell(row, "publicationStatus"))
            yield item.row(f"{key}#object", self.place, self.folder, key, row.number)

    def _finished(self, account: Account, key: str, row: Row, parent: str, group: list[Row]) -> Row:
        problems = tuple(problem for each in group for problem in each.problems)
        made = account.row(key, self.place, self.folder, parent, row.number)
        return replace(made, problems=problems) if problems else made

    def _note_parent(self, account: Account, row: Row, node: _Node) -> None:
        slug = cell(row, "qubitParentSlug")
        if node.parent in self.tree:
            account.losses.mapped("parentId" if cell(row, "parentId") else "qubitParentSlug", "collection")
        elif node.parent or slug:
            name = "parentId" if cell(row, "parentId") else "qubitParentSlug"
            account.note(name, node.parent or slug)
            remedy = message("Export what stands above it too, or put it into its collection here.")
            account.warn(name, node.parent or slug, message("what it stands in is not in the export"), remedy)

    def _grown(self) -> dict[str, _Node]:
        """Read the tree once: who stands in whom, and on which level."""
        if self.tree:
            return self.tree
        slugs: dict[str, str] = {}
        stated: dict[str, _Node] = {}
        for row in self.lines():
            key, number, culture = key_of_row(row), row.number or 0, cell(row, "culture")
            known = stated.get(key)
            if known is not None and culture and culture not in known.cultures and cell(row, "legacyId"):
                known.lines.append(number)
                known.cultures.add(culture)
                continue
            key = key if known is None else f"{key}#{number}"
            stated[key] = _node(row, known)
            if slug := cell(row, "slug"):
                slugs[f"slug:{slug}"] = key
        for node in stated.values():
            node.parent = slugs.get(node.parent, node.parent.removeprefix("slug:"))
            if node.parent in stated:
                stated[node.parent].children += 1
        for key in stated:
            _set_level(key, stated)
        self.tree = stated
        return stated


def key_of_row(row: Row) -> str:
    """Return AtoM's own name for a description: its legacy identifier, else its slug, else its code."""
    for name in ("legacyId", "slug", "identifier"):
        if found := cell(row, name):
            return found
    return f"row {row.number}"


def _node(row: Row, known: _Node | None) -> _Node:
    level = fold(cell(row, "levelOfDescription")).replace("-", " ").strip()
    slug = cell(row, "qubitParentSlug")
    return _Node(
        parent=cell(row, "parentId") or (f"slug:{slug}" if slug else ""),
        aggregate=level in AGGREGATES,
        lines=[row.number or 0],
        cultures={cell(row, "culture")},
        double_of=known.lines[0] if known else 0,
    )


def _problem(node: _Node) -> Problem | None:
    if node.double_of:
        reason = message("the same identifier as row {first}", first=node.double_of)
        remedy = message("Give each row its own identifier, or take one of the two out.")
        return Problem(field="legacyId", reason=reason, remedy=remedy)
    if node.level < 0:
        reason = message("the descriptions it stands in go round in a circle")
        return Problem(field="parentId", value=node.parent, reason=reason)
    return None


def _set_level(key: str, tree: dict[str, _Node]) -> None:
    path: dict[str, None] = {}  # in order
    while key in tree and tree[key].level < 0 and key not in path:
        path[key] = None
        key = tree[key].parent
    if key in path:  # a circle: nothing in it has a level
        return
    level = tree[key].level if key in tree else -1
    if key in tree and level < 0:
        return
    for each in reversed(path):
        level += 1
        tree[each].level = level
