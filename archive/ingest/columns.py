"""Under which heading of a table the field stands that a problem is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.core.errors import Problem
from archive.ingest.plan import Plan


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of one table by the fields that are made of them."""

    by_field: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, plan: Plan) -> "Columns":
        """Return the columns of a table as its plan understands them."""
        found: dict[str, dict[str, None]] = {}
        for heading, column in plan.columns:
            made_of = (heading,) if heading else column.made_of
            found.setdefault(_field(column.target), {}).update(dict.fromkeys(made_of))
        return cls({name: tuple(headings) for name, headings in found.items()})

    def placed(self, problem: Problem, cells: Mapping[str, object]) -> Problem:
        """Return a problem with its heading: of several, that of the cell which has its value."""
        headings = self.by_field.get(_field(problem.field), ())
        if len(headings) > 1:
            holding = [each for each in headings if problem.value and problem.value in _text(cells.get(each))]
            headings = holding[:1] or [each for each in headings if each in cells] or headings
        return replace(problem, column=" + ".join(headings)) if headings else problem


def _field(target: str) -> str:
    return target.partition(":")[0]


def _text(cell: object) -> str:
    return "\n".join(map(str, cell)) if isinstance(cell, list) else str(cell or "")
