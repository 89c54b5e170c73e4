"""Rows that are part of other rows of the same sheet, in whatever order they stand: series, file, item.

The sheet is read once for who is part of whom, and once more for each level, from the top: nothing comes in
before that which it is part of, and memory holds names, not rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from archive.core.errors import Invalid, Problem
from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.ingest.identity import named
from archive.ingest.manifest import Row, Source
from archive.ingest.mappings.rows import PartOf
from archive.ingest.mappings.templates import text_of
from archive.ingest.special import COLLECTION, TYPE, record_type
from archive.metadata.vocabularies.levels import LEVELS

ORDER = {term.value: at for at, term in enumerate(LEVELS.terms)}
ITEM = "item"
FEW = 5_000  # names among which the nearest is looked for


class Understands(Protocol):
    """What turns a row of a table into one in the words of the catalogue."""

    def understood(self, source: Source) -> Iterator[tuple[Row, Row]]:
        """Yield each row that is not left out, as it stands and as it is understood."""
        ...


@dataclass(slots=True)
class Node:
    """What is remembered of a row."""

    key: str
    title: str
    holds: bool  # it is a collection, in which others can stand
    above: int | None = None  # the node it is part of
    depth: int = 0
    elsewhere: str = ""  # what it is part of, if that is no row of the sheet
    problem: Problem | None = None


@dataclass(slots=True)
class Family:
    """All rows of a sheet and who is part of whom."""

    part_of: PartOf
    nodes: list[Node] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)  # what others call a row → its place
    doubled: set[str] = field(default_factory=set)
    parents: list[str] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)  # by levels: (rank, place) of those above

    def add(self, raw: Mapping[str, object], row: Row) -> None:
        """Remember a row."""
        place = len(self.nodes)
        node = Node(named(row).key, _first(row, "title"), _holds_others(row))
        self.nodes.append(node)
        if self.part_of.levels:
            node.above = self._above(text_of(raw, self.part_of.levels), place)
            return
        by = self.part_of.named_by
        for name in [text_of(raw, by)] if by else {node.key, _first(row, "reference_code")}:
            if name and self.names.setdefault(name, place) != place:
                self.doubled.add(name)
        self.parents.append(text_of(raw, self.part_of.column))

    def settle(self) -> None:
        """Find what each row is part of, and how deep it stands."""
        for place, name in enumerate(self.parents):
            if name:
                self._find(self.nodes[place], name)
        for place in range(len(self.nodes)):
            self._deepen(place)

    def _above(self, level: str, place: int) -> int | None:
        """Return the last row above of a higher level; one without a level holds nothing."""
        value = LEVELS.recognise(level) or ""
        if value not in ORDER:
            return self.open[-1][1] if self.open else None
        while self.open and self.open[-1][0] >= ORDER[value]:
            self.open.pop()
        above = self.open[-1][1] if self.open else None
        if value != ITEM:
            self.open.append((ORDER[value], place))
        return above

    def _find(self, node: Node, name: str) -> None:
        if name in self.doubled:
            node.problem = self._wrong(name, message("several rows of this sheet are called so"))
        elif name in self.names:
            node.above = self.names[name]
        else:
            node.elsewhere = name
            if self.part_of.strict:
                said = message("no row of this sheet is called so")
                node.problem = self._wrong(name, said, self._meant(name))

    def _deepen(self, place: int) -> None:
        """Count what stands above a row. Sheets may nest as deep as they like, so nothing calls itself."""
        chain: dict[int, None] = {}
        at: int | None = place
        while at is not None and at not in chain and not self.nodes[at].depth:
            chain[at] = None
            at = self.nodes[at].above
        depth = self.nodes[at].depth if at is not None else 0
        if at in chain:
            self._break(list(chain)[list(chain).index(at) :])
        for each in reversed(chain):
            depth = 1 if self.nodes[each].above is None else depth + 1
            self.nodes[each].depth = depth

    def doubts(self, name: str) -> tuple[Problem, ...]:
        """Say which row may be meant by a name that none bears."""
        close = self._meant(name)
        if close is None:
            return ()
        return (
            self._wrong(
                name, message("no row of this sheet is called so: it is taken for a collection"), close
            ),
        )

    def _meant(self, name: str) -> str | None:
        """Return the row that may be meant; many rows may name many that are not there."""
        return nearest(name, self.names) if len(self.names) <= FEW else None

    def _break(self, circle: list[int]) -> None:
        for place in circle:
            node = self.nodes[place]
            node.problem = self._wrong(node.key, message("is part of itself, by way of what it is part of"))
            node.above = None

    def _wrong(self, value: str, reason: Message, close: str | None = None) -> Problem:
        remedy = message('Did you mean "{close}"?', close=close) if close else None
        column = self.part_of.column or self.part_of.levels
        return Problem(field=column, value=value, reason=reason, remedy=remedy)


def arranged(source: Source, plan: Understands, part_of: PartOf) -> Iterator[Row]:
    """Yield the rows of a sheet, those above before those below, each saying what it is part of."""
    family = Family(part_of)
    for raw, row in plan.understood(source):
        family.add(raw.raw, row)
    family.settle()
    passes = sorted({(node.depth, not node.holds) for node in family.nodes})
    for wanted in passes:
        for place, (_, row) in enumerate(plan.understood(source)):
            node = family.nodes[place]
            if (node.depth, not node.holds) == wanted:
                yield _within(family, node, replace(row, position=place + 1))


def typed(fields: dict[str, object]) -> None:
    """Say that a fonds, a series or a file is a collection, where no column states its type."""
    level = LEVELS.recognise(str(fields.get("level", "")))
    if TYPE not in fields and level is not None and level != ITEM:
        fields[TYPE] = COLLECTION


def _first(row: Row, name: str) -> str:
    value = row.raw.get(name, "")
    value = value[0] if isinstance(value, list) else value
    return str(value.get("value", "") if isinstance(value, Mapping) else value)


def _holds_others(row: Row) -> bool:
    try:
        return record_type(_first(row, TYPE)) == COLLECTION
    except Invalid:
        return False  # the steps will say what is wrong with it


def _within(family: Family, node: Node, row: Row) -> Row:
    """Return a row that says what it is part of."""
    if node.problem is not None:
        return replace(row, key=node.key, problems=(*row.problems, node.problem))
    if node.above is None:
        return _at_the_top(family, node, row)
    above = family.nodes[node.above]
    if above.holds:
        return replace(row, key=node.key, within=above.key)
    # Items hold no others: the catalogue says of the one that it is part of the other.
    return replace(row, key=node.key, raw={"is_part_of": above.title or above.key, **row.raw})


def _at_the_top(family: Family, node: Node, row: Row) -> Row:
    if not node.elsewhere:
        return replace(row, key=node.key, within="" if node.holds else None)
    raw = {COLLECTION: node.elsewhere, **row.raw}
    return replace(row, key=node.key, raw=raw, warnings=(*row.warnings, *family.doubts(node.elsewhere)))
