"""Zip files, unpacked entry by entry.

Spec: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (sections 4.3 and 4.4)
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from lzma import LZMAError
from pathlib import Path

from archive.core.errors import SourceError
from archive.core.words import Message, message
from archive.ingest.unpacking import Unpacking
from archive.ingest.unpacking_names import modified, name_of

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
END = b"PK\x05\x06"  # of the record at the end, which says how large the list of entries is
LONGEST_LIST = 1 << 26  # bytes: of a quarter of a million entries
ENCRYPTED = 0x1
UNIX = 3  # the system whose modes stand in the upper half of the attributes
KINDS = {
    stat.S_IFLNK: message("it is a link"),
    stat.S_IFCHR: message("it is a device"),
    stat.S_IFBLK: message("it is a device"),
    stat.S_IFIFO: message("it is a pipe or a socket"),
    stat.S_IFSOCK: message("it is a pipe or a socket"),
}
DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, ValueError, struct.error)


def unpack(path: Path, unpacking: Unpacking) -> None:
    """Unpack a zip file. Raise SourceError if it cannot be read at all, or would hold too much."""
    try:
        _check_list(path)
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_overlaps(path, entries, archive.start_dir)
            unpacking.allowance.check(sum(each.file_size for each in entries if _plain(each)))
            for entry in entries:
                _take(archive, entry, unpacking)
    except (*DAMAGED, RuntimeError, OSError) as error:
        raise SourceError(message("{path} cannot be unpacked: {error}", path=path, error=error)) from error


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacking: Unpacking) -> None:
    name = name_of(entry)
    reason = _reason(entry)
    if reason is not None:
        unpacking.allowance.entry()
        unpacking.leave(name, reason, _remedy(entry))
        return
    if name.endswith(("/", "\\")):
        unpacking.allowance.entry()
        return
    target = unpacking.place(name)
    if target is None:
        return
    try:
        with archive.open(entry) as source:
            unpacking.write(name, source, target, modified(entry))
    except RuntimeError:
        remedy = message("Pack it again in the usual way (deflate).")
        unpacking.leave(name, message("it is packed in a way that is not understood"), remedy)
    except DAMAGED:
        unpacking.leave(name, message("it is damaged"), message("Pack it again, or ask for it once more."))


def _plain(entry: zipfile.ZipInfo) -> bool:
    return _reason(entry) is None


def _reason(entry: zipfile.ZipInfo) -> Message | None:
    """Say why an entry cannot be taken, by what the list of entries says of it."""
    if entry.flag_bits & ENCRYPTED:
        return message("it is encrypted")
    mode = entry.external_attr >> 16 if entry.create_system == UNIX else 0
    return KINDS.get(stat.S_IFMT(mode))


def _remedy(entry: zipfile.ZipInfo) -> Message | None:
    if entry.flag_bits & ENCRYPTED:
        return message("Unpack it with its password, and take in the folder.")
    return None


def _check_list(path: Path) -> None:
    """Refuse a list of entries that would fill the memory, before it is read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 22))
        tail = file.read()
        place = tail.rfind(END)
        if place < 0 or len(tail) < place + 22:
            raise zipfile.BadZipFile("no end of the list of entries")
        size = struct.unpack_from("<I", tail, place + 12)[0]
        if size == 0xFFFFFFFF and place >= 20:  # zip64: a locator stands before, then leads to the record
            file.seek(struct.unpack_from("<Q", tail, place - 20 + 8)[0])
            size = struct.unpack_from("<Q", file.read(56), 40)[0]
    if size > LONGEST_LIST:
        raise SourceError(message("{path}: its list of entries is too long", path=path))


def _check_overlaps(path: Path, entries: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries that share bytes: so a small file can claim to hold petabytes."""
    ordered = sorted(entries, key=lambda each: each.header_offset)
    starts = [*(each.header_offset for each in ordered), end]
    for entry, after in zip(ordered, starts[1:], strict=True):
        if entry.header_offset + entry.compress_size > after:
            raise SourceError(
                message(
                    "{path}: its entries overlap: a bomb, by all appearance. Nothing was taken.", path=path
                )
            )
