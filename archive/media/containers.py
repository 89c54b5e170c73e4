"""What a zip package or an OLE2 document holds: the formats that share one outer signature.

Spec: PRONOM container signatures; ODF 1.3 part 2, 3.3 (mimetype) and part 3, 19.386 (office:version);
ECMA-376 part 2, 10.1.2 ([Content_Types].xml)
"""

import re
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media.packages import Package, opened

OOXML = (
    (b"wordprocessingml.document.main+xml", "fmt/412"),
    (b"spreadsheetml.sheet.main+xml", "fmt/214"),
    (b"presentationml.presentation.main+xml", "fmt/215"),
    (b"ms-word.document.macroEnabled.main+xml", "fmt/523"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "fmt/445"),
    (b"ms-powerpoint.presentation.macroEnabled.main+xml", "fmt/487"),
    (b"wordprocessingml.template.main+xml", "fmt/597"),
    (b"spreadsheetml.template.main+xml", "fmt/598"),
    (b"presentationml.slideshow.main+xml", "fmt/629"),
    (b"presentationml.template.main+xml", "fmt/631"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "fmt/599"),
    (b"ms-excel.template.macroEnabled.main+xml", "fmt/627"),
    (b"ms-powerpoint.slideshow.macroEnabled.main+xml", "fmt/630"),
    (b"ms-powerpoint.template.macroEnabled.main+xml", "fmt/632"),
)
ODF = {
    b"application/vnd.oasis.opendocument.text": {
        b"1.0": "fmt/136", b"1.1": "fmt/290", b"1.2": "fmt/291", b"1.3": "fmt/1756",
    },
    b"application/vnd.oasis.opendocument.spreadsheet": {
        b"1.0": "fmt/137", b"1.1": "fmt/294", b"1.2": "fmt/295", b"1.3": "fmt/1755",
    },
    b"application/vnd.oasis.opendocument.presentation": {
        b"1.0": "fmt/138", b"1.1": "fmt/292", b"1.2": "fmt/293", b"1.3": "fmt/1754",
    },
}  # fmt: skip
EPUB = b"application/epub+zip"
OLE = (
    ("EncryptedPackage", "fmt/494"),  # Office Open XML under a password
    ("WordDocument", "fmt/40"),
    ("Workbook", "fmt/61"),
    ("PowerPoint Document", "fmt/126"),
)
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSION = re.compile(rb"office:version=[\"']([0-9.]+)")
_OLE_LIMIT = 64 << 20


def puid_inside(path: Path, head: bytes) -> str | None:
    """Return the PRONOM identifier of what a container holds, or None. Raises Unreadable if it is damaged."""
    if head.startswith(ZIP_MAGIC):
        with opened(path) as package:
            return _zip(package)
    if head.startswith(OLE_MAGIC):
        return _ole(path)
    return None


def _zip(package: Package) -> str | None:
    # PRONOM tells no templates of OpenDocument from what is made of them.
    kind = package.read("mimetype", limit=200).strip().removesuffix(b"-template")
    if kind == EPUB:
        return "fmt/483"
    if kind in ODF:
        return ODF[kind].get(_version(package))
    parts = package.read("[Content_Types].xml", limit=1 << 20)
    return next((puid for needle, puid in OOXML if needle in parts), None)


def _version(package: Package) -> bytes:
    """Return the version of OpenDocument that the content states: the first, if it does not say."""
    try:
        found = _VERSION.search(package.read("content.xml")[:8192])
    except Unreadable:
        return b"1.0"  # too large or damaged: its reader will say so
    return found[1] if found else b"1.0"


def _ole(path: Path) -> str | None:
    """Tell by the names of the streams: they stand in the directory as UTF-16."""
    with path.open("rb") as stream:
        data = stream.read(_OLE_LIMIT)
    if "WordDocument".encode("utf-16-le") in data and b"Word.Document.6" in data:
        return "fmt/39"
    return next((puid for name, puid in OLE if name.encode("utf-16-le") in data), None)
