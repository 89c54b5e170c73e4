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
LARGEST = 256 << 20  # bytes of all parts that are read
MOST_MEMBERS = 100_000
# RuntimeError: an encrypted part, or a way of packing that zipfile does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
# Office packs a document that is locked with a password into an OLE2 file of the same name.
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of an open package, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._read = 0
        self.names = frozenset(archive.namelist())

    def read(self, name: str, limit: int = LARGEST_MEMBER) -> bytes:
        """Return one part, unpacked; b"" if there is none. Raises Unreadable beyond `limit` bytes."""
        if name not in self.names:
            return b""
        with self._archive.open(name) as member:
            # What the directory says of its size may be a lie; what comes out is counted.
            data = member.read(limit + 1)
        self._read += len(data)
        if len(data) > limit or self._read > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return the root element of one part, or None if there is no such part."""
        data = self.read(name)
        return parse(data) if data else None

    def spare(self, name: str) -> etree._Element | None:
        """Return the root element of a part that a text can be read without; None if it is damaged."""
        try:
            return self.tree(name)
        except etree.XMLSyntaxError:
            return None


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a package; whatever is wrong with it inside the block is raised as Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise Unreadable(problems.TOO_LARGE)
            if any(info.flag_bits & 1 for info in members):
                raise Unreadable(problems.LOCKED)
            yield Package(archive)
    except (*DAMAGE, etree.XMLSyntaxError) as error:
        raise Unreadable(problems.LOCKED if _is_ole(path) else problems.DAMAGED) from error


def _is_ole(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(OLE_MAGIC)) == OLE_MAGIC
