"""Zip packages (Office Open XML, OpenDocument, EPUB) opened with care: a small one may unpack to much."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import parse
from archive.media import problems

LARGEST_MEMBER = 64 << 20  # bytes of one unpacked part
# RuntimeError: an encrypted part, or a way of packing that zipfile does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


class Package:
    """The parts of an open package, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str, limit: int = LARGEST_MEMBER) -> bytes:
        """Return one part, unpacked; b"" if there is none. Raises Unreadable beyond `limit` bytes."""
        if name not in self.names:
            return b""
        with self._archive.open(name) as member:
            # What the directory says of its size may be a lie; what comes out is counted.
            data = member.read(limit + 1)
        if len(data) > limit:
            raise Unreadable(problems.TOO_LARGE)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return the root element of one part, or None if there is no such part."""
        data = self.read(name)
        return parse(data) if data else None


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a package; whatever is wrong with it inside the block is raised as Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise Unreadable(problems.LOCKED)
            yield Package(archive)
    except (*DAMAGE, etree.XMLSyntaxError) as error:
        raise Unreadable(problems.DAMAGED) from error
