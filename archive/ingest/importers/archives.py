"""Zip and tar files: whatever lies in one is taken in as if it had never been packed.

An archive is opened only where it is the source itself. One that stands among other files is a file.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest import unpacking_tar, unpacking_zip
from archive.ingest.importers.contained import Addition, Inward, contained, refused, said_outside
from archive.ingest.manifest import Listing, Reading, Source
from archive.ingest.names import readable
from archive.ingest.unpacking import Unpacking
from archive.ingest.workspace import Allowance

TAR_SUFFIXES = (
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst",
)  # fmt: skip

Unpack = Callable[[Path, Unpacking], None]
Recognised = Callable[[Path], bool]


class ArchiveFile:
    """A zip or tar file of any source that is understood."""

    name = "archive"

    def __init__(self, described: Recognised) -> None:
        """`described` says whether a folder means something as a whole, so that one need look no deeper."""
        self._described = described

    def recognise(self, path: Path) -> bool:
        """Say whether the name is that of a zip or tar file."""
        return path.is_file() and path.name.lower().endswith((".zip", *TAR_SUFFIXES))

    def open(self, path: Path, reading: Reading, inward: Inward) -> list[Source]:
        """Unpack it into the workspace, and open what was in it."""
        if reading.workspace is None:
            raise SourceError(message("{path} is packed, and there is no place to unpack it in", path=path))
        allowance = reading.allowance or Allowance(path, reading.workspace)
        allowance.deeper()
        # The name of the room shows in the report, as the folder that things stand in.
        room = reading.workspace.room() / (path.name.partition(".")[0] or path.name)
        room.mkdir()
        unpacking = Unpacking(room, allowance)
        _unpacker(path)(path, unpacking)
        reading.workspace.opened[path] = room
        if not any(room.iterdir()):
            return self._nothing(path, unpacking)
        content = self._content(room)
        try:
            sources = inward(content, replace(reading, allowance=allowance))
        except SourceError as error:
            raise said_outside(error, room, path) from error
        return contained(sources, path, content, Addition(left_out=tuple(unpacking.left_out)))

    def _content(self, room: Path) -> Path:
        """Return what the archive holds: itself, or the one thing that it was packed around."""
        while room.is_dir() and not self._described(room):
            inside = [each for each in room.iterdir() if each.name not in ("__MACOSX", ".DS_Store")]
            if len(inside) != 1:
                break
            room = inside[0]
        return room

    def _nothing(self, path: Path, unpacking: Unpacking) -> list[Source]:
        if not unpacking.left_out:
            raise SourceError(message("{path} holds no files", path=path))
        rows = tuple(refused(unpacking.left_out, readable(path.name)))
        return [Listing(readable(path.resolve().as_posix()), rows)]


def _unpacker(path: Path) -> Unpack:
    """Return what unpacks the file: its first bytes decide, since names may be wrong."""
    with path.open("rb") as file:
        head = file.read(4)
    if head in unpacking_zip.MAGIC:
        return unpacking_zip.unpack
    return unpacking_tar.unpack
