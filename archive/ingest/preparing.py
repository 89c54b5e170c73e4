"""Takes rows through the steps: those with files in processes of their own, where a file can do no harm."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType

from archive.ingest.draft import Defaults, Draft, Refusal
from archive.ingest.faults import unexpected
from archive.ingest.manifest import Row
from archive.ingest.steps import run
from archive.media.limits import Downfall
from archive.media.sandbox import Readers

READIED = "archive.ingest.readied"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """A row to be prepared, and what its files have brought down already."""

    row: Row
    fallen: tuple[Downfall, ...] = ()


class Preparer:
    """Prepares batches of rows; its processes start with the first rows that have files."""

    def __init__(self, defaults: Defaults, workers: int) -> None:
        self._prepare = partial(prepare, defaults=defaults)
        self._readers: Readers[Task, Draft | Refusal] = Readers(
            partial(_prepared, defaults=defaults), defaults.limits, workers, preload=READIED
        )

    def __enter__(self) -> "Preparer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readers.close()

    def prepare(self, rows: Sequence[Row]) -> Iterator[Draft | Refusal]:
        """Yield what becomes of each row, in order."""
        read = self._readers.map((Task(row) for row in rows if row.files), _without)
        for row in rows:
            if not row.files:
                yield self._prepare(row)
            elif isinstance(result := next(read), Downfall):
                yield _refused(row, result)
            else:
                yield result


def prepare(row: Row, defaults: Defaults) -> Draft | Refusal:
    """Take one row through the steps. A fault of ours refuses the row and goes to the log, nothing more."""
    try:
        return run(Draft(row=row, defaults=defaults))
    except Exception as error:  # one row must never stop the others
        LOG.exception("row %s of %s", row.number or row.key, row.place)
        return _unexpected(row, f"{type(error).__name__}: {error}")


def _prepared(task: Task, defaults: Defaults) -> Draft | Refusal:
    """Take one row through the steps, in a process of its own."""
    prepared = run(Draft(row=task.row, defaults=defaults, fallen=task.fallen))
    # What holds for all rows need not travel with each.
    return replace(prepared, defaults=Defaults()) if isinstance(prepared, Draft) else prepared


def _without(task: Task, downfall: Downfall) -> Task | None:
    """Return the row as it is to be tried again: without what brought its reader down."""
    known = {(each.file, each.stage) for each in task.fallen}
    if downfall.file < 0 or (downfall.file, downfall.stage) in known:
        return None
    return replace(task, fallen=(*task.fallen, downfall))


def _refused(row: Row, downfall: Downfall) -> Refusal:
    LOG.error("row %s of %s: %s\n%s", row.number or row.key, row.place, downfall.reason, downfall.said)
    return _unexpected(row, downfall.reason)


def _unexpected(row: Row, error: str) -> Refusal:
    value = str(row.files[0].get("name", "")) if row.files else ""
    return Refusal(row=row, problems=(unexpected(error, value).at(row.place, row.number),))
