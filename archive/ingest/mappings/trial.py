"""A mapping tried on a sheet: what each heading becomes, with values, and what the rows would be told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from archive.core.errors import Problem
from archive.ingest.manifest import Row, Source
from archive.ingest.mappings.columns import Column
from archive.ingest.mappings.gathering import Meant, step_of
from archive.ingest.mappings.told import Told
from archive.ingest.plan import Plan, spoken_of

EXAMPLES = 3  # values of each column
LOOKED_AT = 2_000  # rows among which examples are looked for
MOST_PROBLEMS = 20


@dataclass(slots=True)
class Tried:
    """One column: its heading, the field it fills, and some of its cells with what comes of each."""

    heading: str  # "" of a field that is made of several columns
    target: str  # "" if it fills none
    used: bool = False  # other columns, or rules of rows, speak of it
    examples: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Trial:
    """What came of a sheet."""

    columns: list[Tried]
    rows: int = 0
    skipped: int = 0
    refused: int = 0
    nested: int = 0  # rows that stand in others
    files: int = 0
    problems: list[Problem] = field(default_factory=list)  # the first of them
    reasons: Counter[str] = field(default_factory=Counter)


def try_out(source: Source, plan: Plan) -> Trial:
    """Take every row of a sheet through the plan, and write nothing."""
    trial = Trial(_columns(source, plan))
    for row in plan.rows(source):
        trial.rows += 1
        trial.files += len(row.files)
        trial.nested += bool(row.within)
        trial.refused += bool(row.problems)
        for problem in (*row.problems, *row.warnings):
            trial.reasons[str(problem.reason)] += 1
            if len(trial.problems) < MOST_PROBLEMS:
                trial.problems.append(problem.at(row.place, row.number))
    trial.skipped = len(plan.skipped)
    return trial


def _columns(source: Source, plan: Plan) -> list[Tried]:
    """Return what the headings become in their order, then the fields made of several columns."""
    rows = list(islice(source.rows(), LOOKED_AT))
    tried = []
    spoken = spoken_of(plan.mapping)
    for heading in (*dict.fromkeys(filter(None, source.headings)), ""):
        mapped = [column for each, column in plan.columns if each == heading]
        for column in mapped or ([Column(target="")] if heading else []):
            used = heading in spoken
            tried.append(Tried(heading, column.target, used, _examples(heading, column, rows, plan)))
    return tried


def _examples(heading: str, column: Column, rows: list[Row], plan: Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    step = step_of(heading, column)
    for row in rows:
        meant: Meant = {}
        if column.target:
            step(row.raw, meant, Told(plan.authorities))
        cell = shown(row.raw.get(heading, ""))
        values = meant.get(column.target, [])
        if cell or values:
            found.setdefault(cell, " | ".join(map(shown, values)))
        if len(found) == EXAMPLES:
            break
    return found


def shown(value: object) -> str:
    """Return a value on one line: a text, several, or one with something stated beside it."""
    if isinstance(value, list):
        return " | ".join(map(shown, value))
    if isinstance(value, Mapping):
        words = value.get("name") or value.get("value") or ""
        beside = ", ".join(f"{name} {each}" for name, each in value.items() if name not in ("name", "value"))
        return f"{words} ({beside})" if beside else str(words)
    return str(value)
