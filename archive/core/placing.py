"""Files that are there whole or not at all: written beside their place and moved in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def placed(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes its place when the block ends, and is gone if that fails.

    Whoever reads meanwhile finds what was there before. The folder is made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
