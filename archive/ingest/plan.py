"""A plan: what each heading of one table means, settled once before the first row is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from archive.core.errors import Invalid, Problem
from archive.core.nearest import nearest
from archive.core.words import message
from archive.ingest.manifest import Row
from archive.ingest.mapping import NO_MAPPING, Column, columns_of
from archive.ingest.mapping import Mapping as ColumnMapping
from archive.ingest.special import FILE, HEADINGS, special
from archive.metadata.cells import SEPARATOR, parted
from archive.metadata.headings import understand, unknown_field
from archive.metadata.item_types import ITEM_TYPES, RECORD_TYPES, all_fields
from archive.metadata.item_types import fields as fields_of_type

SEVERAL = frozenset({FILE})  # special columns that hold several values
KEYS = ("identifier", "id")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done with every row of one table."""

    columns: tuple[tuple[str, Column], ...]
    mapping: ColumnMapping = NO_MAPPING

    def apply(self, row: Row) -> Row:
        """Return the row in the words of the catalogue: field → value or values."""
        raw = row.raw
        meant: dict[str, list[object]] = {}
        for heading, column in self.columns:
            if heading in raw:
                _gather(meant, column, raw[heading])
        for name, template in self.mapping.combined.items():
            cells = {column: raw.get(column, "") for column in columns_of(template)}
            if all(cells.values()):
                meant.setdefault(name, []).append(template.format(**cells))
        fields: dict[str, object] = {
            name: values[0] if len(values) == 1 else values for name, values in meant.items()
        }
        for name, constant in self.mapping.constants.items():
            fields.setdefault(name, constant)
        files = fields.pop(FILE, [])
        names = files if isinstance(files, list) else [files]
        return replace(
            row,
            raw=fields,
            key=row.key or self._key(row, fields),
            files=row.files or tuple({"name": name} for name in names),
        )

    def _key(self, row: Row, fields: Mapping[str, object]) -> str:
        if self.mapping.key:
            return _first(row.raw.get(self.mapping.key, ""))
        return next((_first(fields[name]) for name in KEYS if name in fields), "")


def make_plan(
    place: str, headings: Iterable[str], mapping: ColumnMapping = NO_MAPPING, type_name: str = ""
) -> Plan:
    """Settle what the headings mean, for one type or for any. Raise Invalid with each that means nothing."""
    columns: list[tuple[str, Column]] = []
    problems: list[Problem] = []
    headings = tuple(headings)
    types = (type_name,) if type_name else tuple(dict.fromkeys((*ITEM_TYPES.names(), *RECORD_TYPES.names())))
    for heading in dict.fromkeys(headings):
        try:
            columns += [(heading, column) for column in _columns(heading, mapping, types) if column.target]
        except Invalid as error:
            problems += error.problems
    problems += _absent(headings, mapping)
    if problems:
        raise Invalid([problem.at(place, 1) for problem in problems])
    return Plan(tuple(columns), mapping)


def _columns(heading: str, mapping: ColumnMapping, types: tuple[str, ...]) -> tuple[Column, ...]:
    if heading in mapping.columns:
        return tuple(_with_separator(column) for column in mapping.columns[heading])
    # A column may be mapped and combined at once; one that is only combined needs no meaning of its own.
    if not heading or any(heading in columns_of(template) for template in mapping.combined.values()):
        return ()
    return (_with_separator(Column(target=_understood(heading, types))),)


def _understood(heading: str, types: tuple[str, ...]) -> str:
    if name := special(heading):
        return name
    found = next(filter(None, (understand(heading, each) for each in types)), None)
    if found is None:
        raise Invalid([_unknown(heading, types)])
    name, language = found
    return f"{name}:{language}" if language else name


def _unknown(heading: str, types: tuple[str, ...]) -> Problem:
    problem = unknown_field(heading, RECORD_TYPES[types[0]])
    fields = [spec.name for spec in fields_of_type(types[0])]
    meant = problem.remedy
    if (close := nearest(heading, (*HEADINGS, *fields))) in HEADINGS:
        meant = message('Did you mean "{close}"?', close=close)
    other = message("With --mapping FILE.toml a column can mean any field, or be ignored.")
    return replace(problem, remedy=message("{meant} {other}", meant=meant, other=other) if meant else other)


def _with_separator(column: Column) -> Column:
    if column.split is not None:
        return column
    name = column.target.partition(":")[0]
    spec = all_fields().get(name)
    several = name in SEVERAL or (spec is not None and spec.repeatable)
    return replace(column, split=SEPARATOR if several else "")


def _absent(headings: tuple[str, ...], mapping: ColumnMapping) -> list[Problem]:
    """Refuse a mapping that speaks of columns which are not there: most often a misspelling."""
    wanted = [name for template in mapping.combined.values() for name in columns_of(template)]
    wanted += [
        heading for heading, columns in mapping.columns.items() if any(each.target for each in columns)
    ]
    wanted += [mapping.key] if mapping.key else []
    known = ", ".join(heading for heading in headings if heading)
    return [
        Problem(
            field=name,
            reason=message("the mapping names a column that is not there"),
            remedy=message("The columns are: {known}", known=known),
        )
        for name in dict.fromkeys(wanted)
        if name not in headings
    ]


def _gather(meant: dict[str, list[object]], column: Column, cell: object) -> None:
    for text in cell if isinstance(cell, list) else [cell]:
        words = str(text)
        for part in parted(words, column.split) if column.split else [words]:
            if value := column.meaning(part.strip()):
                meant.setdefault(column.target, []).append(value)


def _first(value: object) -> str:
    return str(value[0]) if isinstance(value, list) else str(value)
