"""A segment file: named arrays, one behind the other, opened by mapping it into memory.

    magic · arrays, each at a multiple of 64 bytes · table of contents (JSON) · its offset and length · magic

Opening reads the table of contents alone. Pages of the arrays come into memory when they are looked
at, once for all processes. A segment is never changed after it is written; arrays read are read-only.
Numbers are little-endian.
"""

import json
import mmap
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from archive.search.whoosh.arrays import Array

MAGIC = b"TRIBUNA1"
ALIGNED = 64  # bytes: a line of the processor's cache
_END = struct.Struct("<QQ8s")


class DamagedSegment(Exception):
    """The file is no segment, or not a whole one."""


class SegmentFile:
    """A segment opened for reading: arrays by name. Raises DamagedSegment, or what opening a file raises."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file cannot be mapped
                raise DamagedSegment(f"{path}: {error}") from error
        self._contents = _contents(path, self.bytes)
        self._arrays: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._contents

    def __getitem__(self, name: str) -> Array:
        found = self._arrays.get(name)
        if found is None:
            dtype, offset, count = self._contents[name]
            if count:
                found = np.frombuffer(self.bytes, dtype=dtype, count=count, offset=offset)
            else:
                found = np.empty(0, dtype)
            self._arrays[name] = found
        return found

    def get(self, name: str) -> Array | None:
        """Return an array that not every segment has, or None."""
        return self[name] if name in self._contents else None

    def span(self, name: str) -> tuple[int, int]:
        """Return where in the file an array begins and ends, in bytes."""
        dtype, offset, count = self._contents[name]
        return offset, offset + np.dtype(dtype).itemsize * count


def _contents(path: Path, data: mmap.mmap) -> dict[str, tuple[str, int, int]]:
    if len(data) < len(MAGIC) + _END.size or data[: len(MAGIC)] != MAGIC:
        raise DamagedSegment(f"{path}: not a segment")
    offset, length, magic = _END.unpack(data[-_END.size :])
    if magic != MAGIC or offset + length + _END.size != len(data):
        raise DamagedSegment(f"{path}: the end is missing")
    try:
        return {name: tuple(entry) for name, entry in json.loads(data[offset : offset + length]).items()}
    except ValueError as error:
        raise DamagedSegment(f"{path}: {error}") from error


class SegmentWriter:
    """Writes a segment array by array; on the disk when the `with` block ends, gone if it fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("xb")
        self._file.write(MAGIC)
        self._contents: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, values: Array) -> None:
        """Write an array."""
        self._contents[name] = (values.dtype.str, self._aligned(), len(values))
        self._file.write(np.ascontiguousarray(values).data)

    def room(self, name: str, dtype: np.dtype[Any], count: int) -> "Room":
        """Leave room for an array, to be filled while others are."""
        offset = self._aligned()
        self._file.seek(dtype.itemsize * count, os.SEEK_CUR)
        self._file.truncate()
        self._contents[name] = (dtype.str, offset, count)
        return Room(self._file, offset, dtype)

    def _aligned(self) -> int:
        at = self._file.seek(0, os.SEEK_END)
        self._file.write(bytes(-at % ALIGNED))
        return at + -at % ALIGNED

    def __enter__(self) -> "SegmentWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        whole = False
        try:
            if error is None:
                self._finish()
            self._file.close()
            whole = error is None
        finally:
            # Closing writes what is still held back, and fails again on a disk that is full.
            if not whole:
                with suppress(OSError):
                    self._file.close()
                self._path.unlink(missing_ok=True)

    def _finish(self) -> None:
        self._file.seek(0, os.SEEK_END)
        contents = json.dumps(self._contents).encode()
        offset = self._file.tell()
        self._file.write(contents)
        self._file.write(_END.pack(offset, len(contents), MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())


class Room:
    """Room for an array in a segment that is being written."""

    def __init__(self, file: BinaryIO, offset: int, dtype: np.dtype[Any]) -> None:
        self._file = file
        self._next = offset
        self._dtype = dtype

    def put(self, values: Array) -> None:
        """Write the next values."""
        self._file.seek(self._next)
        self._file.write(np.ascontiguousarray(values, dtype=self._dtype).data)
        self._next = self._file.tell()


def narrowest(values: Array) -> Array:
    """Return whole numbers, none below 0, in the narrowest unsigned type that holds them."""
    most = int(values.max()) if len(values) else 0
    return values.astype(np.min_scalar_type(most))


def sizes(starts: Array) -> NDArray[np.int64]:
    """Return how long stretches are, of which it is known where each starts and the last ends."""
    found: NDArray[np.int64] = (starts[1:] - starts[:-1]).astype(np.int64)
    return found


def firsts(ordered: Array) -> NDArray[np.bool_]:
    """Return which of some values in order are other than the one before; the first always is."""
    found = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def stretched(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers in stretches, one behind the other, each known by its start and its length."""
    ends = lengths.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.arange(total) + (starts - ends + lengths).repeat(lengths)
    return found


def packed(texts: Iterable[str], separator: bytes = b"") -> tuple[Array, Array]:
    """Return texts as one run of UTF-8 bytes, and where each begins; the last entry is the end.

    With a separator, one stands behind each text and counts to it.
    """
    encoded = [text.encode("utf-8", "surrogatepass") + separator for text in texts]
    at = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in encoded], out=at[1:])
    return np.array(bytearray(b"".join(encoded)), dtype=np.uint8), narrowest(at)
