"""Keeps the C libraries under our readers from talking to the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2  # the file descriptor: libtiff and others write there, past Python's own stream


@contextmanager
def quiet() -> Iterator[None]:
    """Send what is written to the standard error stream nowhere, for a moment.

    What matters of a damaged file its reader says in one line; libtiff alone can say sixty.
    """
    sys.stderr.flush()
    kept = os.dup(STDERR)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device, not a path
            os.dup2(nowhere.fileno(), STDERR)
            yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
