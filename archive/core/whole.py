"""Files that are there whole or not at all, however whoever writes them ends: written beside and moved in."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes its place when the block ends, and is gone if that fails.

    Whoever reads meanwhile finds what was there before. The folder is made if need be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not by tempfile, whose files nobody but their owner may read: a site may run as somebody else.
    beside = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        with beside.open("x+b") as stream:
            yield stream
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, text: str) -> None:
    """Put a text in the place of a file, and wait until the disk has it."""
    with written_whole(path) as stream:
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())
