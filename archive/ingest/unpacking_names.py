"""The names within a zip file: in UTF-8, in the code page of a DOS, or in whatever a program had at hand.

Spec: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.4.4 bit 11; 4.6.9; appendix D)
"""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

UTF8 = 0x800  # flag: the name is in UTF-8
UNICODE_PATH, UNIX_TIME = 0x7075, 0x5455
DOS = 0
# What may stand in names beside letters of Latin script.
_SIGNS = frozenset("°ºª¿–—’‘“”«»€§·…")


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry as whoever packed it wrote it, as far as can be told."""
    if entry.flag_bits & UTF8 or entry.orig_filename.isascii():
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")  # what it was read as; every byte has its sign there
    return _stated(entry, raw) or _decoded(raw, entry.create_system)


def modified(entry: zipfile.ZipInfo) -> int:
    """Return when an entry was last changed, in nanoseconds.

    Of the two times that an entry may have, one is in universal time. The other says nothing of its
    zone and is read as if it did, so that a second look, from anywhere, finds the same time.
    """
    for kind, data in extras(entry.extra):
        if kind == UNIX_TIME and len(data) >= 5 and data[0] & 1:
            seconds: int = struct.unpack_from("<i", data, 1)[0]
            return seconds * 10**9
    try:
        return int(datetime(*entry.date_time, tzinfo=UTC).timestamp()) * 10**9
    except ValueError:
        return 0


def extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the extra fields of an entry; what is cut off is none."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        yield kind, extra[place + 4 : place + 4 + size]
        place += 4 + size


def _stated(entry: zipfile.ZipInfo, raw: bytes) -> str:
    for kind, data in extras(entry.extra):
        if kind == UNICODE_PATH and len(data) > 5 and struct.unpack_from("<I", data, 1)[0] == zlib.crc32(raw):
            return data[5:].decode("utf-8", "replace")
    return ""


def _decoded(raw: bytes, system: int) -> str:
    try:
        return raw.decode("utf-8")  # as macOS and most programs on Linux write it, without saying so
    except UnicodeDecodeError:
        pages = ("cp850", "cp437", "cp1252") if system == DOS else ("cp1252", "cp850", "cp437")
    readings = [raw.decode(page, "replace") for page in pages]
    return min(readings, key=_odd)  # the first of those that are least odd


def _odd(name: str) -> int:
    """Count what seldom stands in a name: signs of other kinds, a capital after a small letter."""
    signs = sum(not (each.isascii() or each in _SIGNS or _latin(each)) for each in name)
    capitals = sum(
        before.islower() and each.isupper() and not each.isascii() for before, each in pairwise(name)
    )
    return signs + capitals


def _latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
