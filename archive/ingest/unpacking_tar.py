"""Tar files, plain or packed with gzip, bzip2 or xz, unpacked entry by entry.

Spec: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
"""

import bz2
import gzip
import lzma
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.unpacking import Unpacking

GZIP, BZIP2, XZ, ZSTD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
LONGEST_READ = 1 << 24  # bytes at once: names and headers are far shorter, contents are read in blocks
HEADERS = 1 << 29  # bytes that names and headers may take beside contents
OPENERS: dict[bytes, Callable[[Any], Any]] = {GZIP: gzip.open, BZIP2: bz2.open, XZ: lzma.open}
DAMAGED = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, ValueError, KeyError, IndexError, OSError)


class Bounded:
    """A stream that reads neither too much at once nor too far: a header may claim anything."""

    def __init__(self, path: Path, inner: IO[bytes], most: int) -> None:
        self._path = path
        self._inner = inner
        self._most = most

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes."""
        if not 0 <= size <= LONGEST_READ or self._inner.tell() + size > self._most:
            raise self._too_much()
        return self._inner.read(size)

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        if whence != os.SEEK_SET or place > self._most:
            raise self._too_much()
        return self._inner.seek(place)

    def tell(self) -> int:
        """Return the place."""
        return self._inner.tell()

    def _too_much(self) -> SourceError:
        return SourceError(
            message("{path}: it claims to hold far more than it may. Nothing was taken.", path=self._path)
        )


def unpack(path: Path, unpacking: Unpacking) -> None:
    """Unpack a tar file. Raise SourceError if it is damaged anywhere, or would hold too much."""
    try:
        with _stream(path) as stream:
            bounded = Bounded(path, stream, unpacking.allowance.left + HEADERS)
            with tarfile.open(fileobj=cast(IO[bytes], bounded), mode="r:", encoding="utf-8") as archive:
                while entry := archive.next():
                    _take(archive, entry, unpacking)
                    cast(Any, archive).members.clear()  # it would remember every one
                _check_end(bounded, archive.offset)
    except DAMAGED as error:
        raise SourceError(message("{path} cannot be unpacked: {error}", path=path, error=error)) from error


def _take(archive: tarfile.TarFile, entry: tarfile.TarInfo, unpacking: Unpacking) -> None:
    unpacking.allowance.check(entry.size if entry.isreg() else 0)
    if entry.isdir():
        unpacking.allowance.entry()
    elif entry.isreg():
        target = unpacking.place(entry.name)
        source = archive.extractfile(entry)
        if target is not None and source is not None:
            unpacking.write(entry.name, source, target, int(entry.mtime * 10**9))
    else:
        unpacking.allowance.entry()
        link = entry.issym() or entry.islnk()
        unpacking.leave(entry.name, message("it is a link") if link else message("it is a device"))


def _check_end(stream: Bounded, place: int) -> None:
    """Refuse an archive whose next header makes no sense: the reader takes that for its end."""
    stream.seek(place)
    if any(stream.read(tarfile.BLOCKSIZE)):
        raise tarfile.ReadError(f"damaged after {place:,} bytes")


@contextmanager
def _stream(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        head = file.read(6)
        file.seek(0)
        if head.startswith(ZSTD):
            raise SourceError(
                message("{path} is packed with zstd, which is not understood. Unpack it first.", path=path)
            )
        opener = next((each for magic, each in OPENERS.items() if head.startswith(magic)), None)
        if opener is None:
            yield file
        else:
            with opener(file) as stream:
                yield stream
