"""Takes rows through the steps, in this process or in several."""

import logging
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType

from archive.core.errors import Problem
from archive.core.offspring import end_with_parent
from archive.core.words import Message, message
from archive.ingest.draft import Defaults, Draft, Refusal
from archive.ingest.manifest import Row
from archive.ingest.steps import run

FEW = 40  # files in a batch; for fewer it is not worth while to start processes
LOG = logging.getLogger(__name__)


class Preparer:
    """Prepares batches of rows; its processes start with the first batch that has many files."""

    def __init__(self, defaults: Defaults, workers: int) -> None:
        self._prepare = partial(prepare, defaults=defaults)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Preparer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def prepare(self, rows: Sequence[Row]) -> Iterator[Draft | Refusal]:
        """Yield what becomes of each row, in order."""
        files = sum(len(row.files) for row in rows)
        if self._workers < 2 or (files < FEW and self._pool is None):
            yield from map(self._prepare, rows)
            return
        done = 0
        try:
            for result in self._opened().map(self._prepare, rows, chunksize=4):
                yield result
                done += 1
        except BrokenProcessPool:
            yield from self._one_by_one(rows[done:])

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Fresh processes: a fork would share the parent's database connections.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, initializer=_begin)
        return self._pool

    def _one_by_one(self, rows: Sequence[Row]) -> Iterator[Draft | Refusal]:
        """Find the row whose file brings its reader down; only that one is refused."""
        for row in rows:
            self._close()
            try:
                yield self._opened().submit(self._prepare, row).result()
            except BrokenProcessPool:
                yield _refused(row, message("reading its file brought the program down"))
        self._close()

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def prepare(row: Row, defaults: Defaults) -> Draft | Refusal:
    """Take one row through the steps. A fault of ours refuses the row and goes to the log, nothing more."""
    try:
        return run(Draft(row=row, defaults=defaults))
    except Exception as error:  # one row must never stop the others
        LOG.exception("row %s of %s", row.number or row.key, row.place)
        return _refused(row, message("unexpected: {error}", error=f"{type(error).__name__}: {error}"))


def _refused(row: Row, reason: Message) -> Refusal:
    remedy = message("Please report this, with the file if you may share it.")
    problem = Problem(
        reason=reason, remedy=remedy, value=str(row.files[0].get("name", "")) if row.files else ""
    )
    return Refusal(row=row, problems=(problem.at(row.place, row.number),))


def _begin() -> None:
    """Leave Ctrl+C to the parent, which stops between batches, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
