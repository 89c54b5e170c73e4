"""A plan: what each heading of one table means, settled once before the first row is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from archive.core.errors import Invalid, Problem
from archive.core.words import Message, message
from archive.ingest.headings import meaning, types_from
from archive.ingest.manifest import Row, Source, one_or_several
from archive.ingest.mapping import NO_MAPPING, Column
from archive.ingest.mapping import Mapping as ColumnMapping
from archive.ingest.mappings.conditions import all_hold
from archive.ingest.mappings.file_patterns import FolderLists, files_of, near, wanted
from archive.ingest.mappings.gathering import Meant, Step, step_of
from archive.ingest.mappings.nesting import arranged, typed
from archive.ingest.mappings.templates import columns_of, text_of
from archive.ingest.mappings.told import Authorities, Told
from archive.ingest.mending import AGAIN, PREFIX
from archive.ingest.special import FILE
from archive.metadata.cells import SEPARATOR
from archive.metadata.item_types import all_fields

SEVERAL = frozenset({FILE})  # special columns that hold several values
KEYS = ("identifier", "id")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done with every row of one table."""

    place: str  # the table, as problems name it
    columns: tuple[tuple[str, Column], ...]
    mapping: ColumnMapping = NO_MAPPING
    steps: tuple[Step, ...] = ()
    lists: FolderLists = field(default_factory=FolderLists)
    authorities: Authorities | None = None  # of the archive, for columns that name some
    skipped: set[int | None] = field(default_factory=set)  # the rows that were left out

    @property
    def asks(self) -> bool:
        """Say whether a column looks for its values among the authorities of the archive."""
        return any(column.link for _, column in self.columns)

    def rows(self, source: Source) -> Iterator[Row]:
        """Yield the rows of a table in the words of the catalogue, those above before those below."""
        if self.mapping.rows.part_of:
            yield from arranged(source, self, self.mapping.rows.part_of)
        else:
            yield from (row for _, row in self.understood(source))

    def understood(self, source: Source) -> Iterator[tuple[Row, Row]]:
        """Yield each row that is not left out, as it stands and as it is understood."""
        for row in source.rows():
            if self.skips(row):
                self.skipped.add(row.number)
            else:
                yield row, self.apply(row)

    def left_out(self) -> Problem | None:
        """Say how many rows the mapping has left out so far."""
        if not self.skipped:
            return None
        reason = message("{count} rows were left out, as the mapping says", count=len(self.skipped))
        return Problem(source=self.place, reason=reason)

    def skips(self, row: Row) -> bool:
        """Say whether the mapping leaves a row out."""
        skip = self.mapping.rows.skip
        return bool(skip) and any(all_hold(conditions, row.raw) for conditions in skip)

    def apply(self, row: Row) -> Row:
        """Return the row in the words of the catalogue: field → value or values."""
        raw = row.raw
        meant: Meant = {}
        told = Told(self.authorities)
        try:
            for step in self.steps:
                step(raw, meant, told)
        except Invalid as error:
            told.problems += error.problems
        files = meant.pop(FILE, [])
        fields = {name: one_or_several(values) for name, values in meant.items()}
        if self.mapping.rows.part_of:
            typed(fields)
        for name, constant in self.mapping.constants.items():
            fields.setdefault(name, constant)
        if self.mapping.rows.files:
            files = [*files, *self._found(row, fields, told)]
        return replace(
            row,
            raw=fields,
            key=row.key or self._key(row, fields),
            files=row.files or _named(files),
            problems=(*row.problems, *told.problems) if told.problems else row.problems,
            warnings=(*row.warnings, *told.warnings) if told.warnings else row.warnings,
        )

    def _key(self, row: Row, fields: Mapping[str, object]) -> str:
        if self.mapping.key:
            return _first(row.raw.get(self.mapping.key, ""))
        return next((_first(fields[name]) for name in KEYS if name in fields), "")

    def _found(self, row: Row, fields: Mapping[str, object], told: Told) -> list[str]:
        """Return the files that the patterns of the mapping find for a row."""
        rules = self.mapping.rows
        words = partial(_word, row.raw, fields)
        found = files_of(self.lists, row.folder, rules.files, words)
        if not found and rules.files_missing != "accept":
            name = wanted(rules.files[0], words)
            said = (message("no file is called so"), near(self.lists, row.folder, name))
            told.missed(FILE, name, said, strict=rules.files_missing == "refuse")
        return found


def make_plan(
    place: str,
    headings: Iterable[str],
    mapping: ColumnMapping = NO_MAPPING,
    type_name: str = "",
    heading_row: int = 1,
) -> Plan:
    """Settle what the headings mean, for one type or for any. Raise Invalid with each that means nothing."""
    columns: list[tuple[str, Column]] = []
    problems: list[Problem] = []
    headings = tuple(headings)
    if any(heading.startswith(PREFIX) and heading not in mapping.columns for heading in headings):
        raise Invalid([_report_without_marks().at(place, heading_row)])
    types = (type_name,) if type_name else types_from()
    for heading in dict.fromkeys(headings):
        try:
            found = _columns(heading, mapping, types)
            columns += [(heading, column) for column in found if column.target]
        except Invalid as error:
            problems += error.problems
    problems += _absent(headings, mapping)
    if problems:
        raise Invalid([problem.at(place, heading_row) for problem in problems])
    columns += [("", column) for column in mapping.combined]
    return Plan(
        place, tuple(columns), mapping, tuple(step_of(heading, column) for heading, column in columns)
    )


def _report_without_marks() -> Problem:
    """Say that a report of refused rows has lost what tells it from other tables."""
    reason = message('this was a report of refused rows, and its column "{name}" is gone', name=AGAIN)
    remedy = message("Mend the rows in the report as it was written, with all its columns.")
    return Problem(reason=reason, remedy=remedy)


def _columns(heading: str, mapping: ColumnMapping, types: tuple[str, ...]) -> tuple[Column, ...]:
    if heading in mapping.columns:
        return tuple(_with_separator(column) for column in mapping.columns[heading])
    # A column may be mapped and combined at once; one that is only combined needs no meaning of its own.
    if not heading or any(heading in column.made_of for column in mapping.combined):
        return ()
    try:
        return (_with_separator(Column(target=_understood(heading, types))),)
    except Invalid:
        if heading in spoken_of(mapping):
            return ()
        raise


def _understood(heading: str, types: tuple[str, ...]) -> str:
    try:
        return meaning(heading, types)
    except Invalid as error:
        other = message(
            "With --mapping FILE.toml a column can mean any field, or be ignored; "
            "`archive mapping suggest` writes such a file."
        )
        raise Invalid([_with_remedy(each, other) for each in error.problems]) from None


def _with_remedy(problem: Problem, other: Message) -> Problem:
    meant = problem.remedy
    return replace(problem, remedy=message("{meant} {other}", meant=meant, other=other) if meant else other)


def _with_separator(column: Column) -> Column:
    if column.split is not None:
        return column
    name = column.target.partition(":")[0]
    spec = all_fields().get(name)
    several = name in SEVERAL or (spec is not None and spec.repeatable)
    return replace(column, split=(SEPARATOR,) if several else ())


def spoken_of(mapping: ColumnMapping) -> frozenset[str]:
    """Return the columns of which conditions, values beside others and rules of rows speak."""
    mapped = (column for columns in mapping.columns.values() for column in columns)
    needs = [name for column in (*mapping.combined, *mapped) for name in column.needs]
    key = [mapping.key] if mapping.key else []
    return frozenset((*needs, *key, *mapping.rows.needs, *_in_file_patterns(mapping)))


def _in_file_patterns(mapping: ColumnMapping) -> list[str]:
    return [name for pattern in mapping.rows.files for name in columns_of(pattern)]


def _absent(headings: tuple[str, ...], mapping: ColumnMapping) -> list[Problem]:
    """Refuse a mapping that speaks of columns which are not there: most often a misspelling."""
    mapped = {heading: each for heading, each in mapping.columns.items() if any(one.target for one in each)}
    wanted = [*(name for column in mapping.combined for name in column.needs), *mapped]
    wanted += [name for columns in mapped.values() for column in columns for name in column.needs]
    wanted += [*mapping.rows.needs, *([mapping.key] if mapping.key else [])]
    # What a pattern of files names may also be a field.
    wanted += [name for name in _in_file_patterns(mapping) if name not in all_fields()]
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


def _named(files: list[object]) -> tuple[Mapping[str, object], ...]:
    """Return the files of a row by name, each once, with what is stated beside it."""
    stated = [each if isinstance(each, Mapping) else {"name": each} for each in files]
    return tuple({each["name"]: each for each in reversed(stated)}.values())[::-1]


def _word(raw: Mapping[str, object], fields: Mapping[str, object], name: str) -> str:
    return text_of(raw, name) or _first(fields.get(name, ""))


def _first(value: object) -> str:
    first = value[0] if isinstance(value, list) else value
    return str(first["value"] if isinstance(first, Mapping) else first)
