"""Faults of our own: one refuses the record that it is met in, goes to the log, and stops no other."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import ParamSpec

from archive.core.errors import ArchiveError, Problem
from archive.core.words import message
from archive.ingest.manifest import Row

P = ParamSpec("P")
LOG = logging.getLogger(__name__)


def guarded(
    known: Row, read: Callable[P, Row | Iterable[Row]], *args: P.args, **more: P.kwargs
) -> Iterator[Row]:
    """Yield what one record of a source makes, or `known`, refused, if reading it meets a fault of ours."""
    try:
        found = read(*args, **more)
        rows = [found] if isinstance(found, Row) else list(found)
    except ArchiveError:
        raise  # foreseen: it says what is wrong with the whole source
    except Exception as error:  # one record must never stop the others
        LOG.exception("record %s of %s", known.number or known.key, known.place)
        rows = [replace(known, problems=(*known.problems, unexpected(f"{type(error).__name__}: {error}")))]
    yield from rows


def unexpected(error: str, value: str = "") -> Problem:
    """Return the problem of whatever has met a fault of ours."""
    remedy = message("Please report this, with the file if you may share it.")
    return Problem(reason=message("unexpected: {error}", error=error), remedy=remedy, value=value)
