"""A full disk, in words that say what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from archive.core.errors import NoRoom
from archive.core.words import message

# No space, no quota, and the most that one file may have.
FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def no_room(where: object, error: object) -> NoRoom:
    """Return the error that says where nothing more can be written."""
    return NoRoom(
        message(
            "nothing more can be written to {where}: {error}. What is in is whole. Make room, and run the "
            "same command again: it goes on where it was.",
            where=where,
            error=error,
        )
    )


@contextmanager
def room(where: object) -> Iterator[None]:
    """Turn the system's word for a full disk into ours."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise no_room(error.filename or where, error.strerror) from error
        raise
