"""A proposed mapping tried on its sheet until nothing in it refuses a row that could come in."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive.core.errors import Problem
from archive.core.lines import shortened
from archive.core.words import message
from archive.ingest.draft import Defaults, Draft, Refusal
from archive.ingest.identity import named, twice
from archive.ingest.manifest import Source
from archive.ingest.mapping import mapping_of
from archive.ingest.mappings.samples import Sample, Samples, samples_of
from archive.ingest.mappings.suggesting import Proposal, Suggestion, suggest
from archive.ingest.mappings.writing import written
from archive.ingest.plan import make_plan
from archive.ingest.special import FILE, TYPE
from archive.ingest.steps import STEPS, examine_files, run

LOOKED_AT = 5_000  # rows
MOST_TURNS = 8
WITHOUT_FILES = tuple(step for step in STEPS if step is not examine_files)
FEW = 0.2  # of the cells of a column: so many may be refused, and the column still mean its field
MOST_APART = 10  # different cells that a mapping names one by one
UNTITLED = "Untitled"


def propose(source: Source, folder: Path, type_name: str = "") -> Proposal:
    """Return a first mapping that takes the sheet in, as far as that can be told from its first rows."""
    found = samples_of(source, folder)
    proposal = suggest(found, type_name)
    for _ in range(MOST_TURNS):
        refused = list(_refused(proposal, source))
        better = _mended(proposal, refused, found)
        if better == proposal:
            return _with_refusals(proposal, refused)
        proposal = better
    return proposal


def _refused(proposal: Proposal, source: Source) -> Iterator[Problem]:
    """Yield the problems of the rows that would be refused."""
    mapping = mapping_of(Path("mapping.toml"), tomllib.loads(written(proposal)))
    plan = make_plan(source.name, source.headings, mapping, proposal.type)
    seen: dict[str, int | None] = {}
    for row in islice(plan.rows(source), LOOKED_AT):
        row = named(row)
        if row.key in seen:
            yield twice(row, seen[row.key])
            continue
        seen[row.key] = row.number
        result = run(Draft(row=row, defaults=Defaults(type=proposal.type)), WITHOUT_FILES)
        if isinstance(result, Refusal):
            yield from result.problems


def _mended(proposal: Proposal, refused: list[Problem], found: Samples) -> Proposal:
    """Return the mapping with each column that refuses rows meaning something less demanding."""
    by_field: dict[str, list[Problem]] = {}
    for problem in refused:
        by_field.setdefault(problem.field.partition(":")[0], []).append(problem)
    if TYPE in by_field:
        by_field = {TYPE: by_field[TYPE]}  # other fields may be wrong for a wrong type alone
    columns = tuple(
        _milder(column, by_field[name], found.columns[column.heading])
        if (name := column.target.partition(":")[0]) in by_field
        else column
        for column in proposal.columns
    )
    return replace(proposal, columns=columns)


def _milder(column: Suggestion, problems: Sequence[Problem], sample: Sample) -> Suggestion:
    """Return what a column may mean whose values its field refuses, all or a few of them."""
    name = column.target.partition(":")[0]
    problem = problems[0]
    if name == "title":
        doubt = message("some rows have none and are called “{title}”", title=UNTITLED)
        default = {**column.options, "default": UNTITLED}
        return column if "default" in column.options else column.means(column.target, doubt, **default)
    if name == FILE or (name == "identifier" and not problem.source):
        return column
    if name == TYPE:
        return column.means("genre", message("“{value}” is no type of record here", value=problem.value))
    value = shortened(problem.value)
    cells = tuple(dict.fromkeys(each.value for each in problems if each.value in sample.values))
    if not column.apart and 0 < len(cells) <= MOST_APART and sample.frequency(cells) <= FEW * sample.filled:
        return column.without(
            cells,
            message(
                "“{value}” is no “{field}” and becomes a note: {reason}",
                field=name, value=value, reason=problem.reason,
            )
            if len(cells) == 1
            else message(
                "{cells} values are no “{field}” and become notes, as “{value}”: {reason}",
                cells=len(cells), field=name, value=value, reason=problem.reason,
            ),
        )  # fmt: skip
    return column.as_note(
        message(
            "not “{field}” because of “{value}”: {reason}", field=name, value=value, reason=problem.reason
        )
    )


def _with_refusals(proposal: Proposal, refused: list[Problem]) -> Proposal:
    if not refused:
        return proposal
    rows = len({problem.row for problem in refused})
    first = refused[0]
    doubt = message(
        "{rows} rows would be refused, the first in row {row}: {reason}",
        rows=rows,
        row=first.row,
        reason=first.reason,
    )
    return replace(proposal, unsure=(*proposal.unsure, doubt))
