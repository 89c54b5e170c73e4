"""Which format a file has, told by its bytes first and by its name only where bytes do not tell."""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import xml_kinds
from archive.media.containers import puid_inside
from archive.media.pronom import WINDOW, Entry, registry
from archive.text.encoding import is_text

UNKNOWN = "application/octet-stream"
PLAIN_TEXT, MAILBOX = "x-fmt/111", "fmt/720"

# First bytes that tell a format even where the rest of its signature is missing: a cut-off or
# unusual file is still to be opened by the right reader, which will say what is wrong.
OPENINGS = (
    (b"%PDF", "application/pdf", "Portable Document Format"),
    (b"\xff\xd8\xff", "image/jpeg", "JPEG"),
    (b"\x89PNG", "image/png", "Portable Network Graphics"),
    (b"GIF8", "image/gif", "Graphics Interchange Format"),
    (b"II*\x00", "image/tiff", "Tagged Image File Format"),
    (b"MM\x00*", "image/tiff", "Tagged Image File Format"),
    (b"PK\x03\x04", "application/zip", "ZIP Format"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "image/j2c", "JPEG 2000 codestream"),
    (b"BM", "image/bmp", "Windows Bitmap"),
    (b"{\\rtf", "application/rtf", "Rich Text Format"),
)
# A mailbox begins with a line of its own, then a message with at least one of these.
_MAILBOX = re.compile(rb"From [^\r\n]{0,400}?\d:\d\d[^\r\n]{0,40}?\d{4}[^\r\n]{0,100}\r?\n[!-9;-~]{1,100}:")
_HEADERS = re.compile(
    rb"^(?:From|Date|Subject|To|Received|Message-ID|MIME-Version|Return-Path):", re.I | re.M
)
_LETTERS = {"message/rfc822": "fmt/278", "multipart/related": "x-fmt/429"}
# PRONOM wants the end of a page, too, which many pages lack.
_PAGES = {"text/html", "application/xhtml+xml"}
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.I)
_EITHER = {"application/mp4", "audio/3gpp"}  # what PRONOM calls a form that sound and film both have
_BY_NAME = {"application/x-tex": "TeX", "application/x-subrip": "SubRip captions"}
TEXTUAL = {b"%PDF", b"{\\rtf"}
BINARY = frozenset(media_type for opening, media_type, _ in OPENINGS if opening != b"{\\rtf")
# The tables of the machine differ from place to place; ours is the interpreter's own, and these.
MEDIA_TYPES = mimetypes.MimeTypes(filenames=())
for _media_type, _extension in (
    ("image/webp", ".webp"),
    ("audio/mp4", ".m4a"),
    ("audio/ogg", ".opus"),
    ("audio/x-matroska", ".mka"),
    ("audio/x-caf", ".caf"),
    ("video/3gpp", ".3gp"),
    ("video/3gpp2", ".3g2"),
    ("video/mp2t", ".mts"),
    ("video/mp2t", ".m2ts"),
    ("video/mp2t", ".m2t"),
    ("video/mp2t", ".ts"),
    ("video/mpeg", ".vob"),
    ("video/x-matroska", ".mkv"),
    ("video/x-m4v", ".m4v"),
    ("application/x-subrip", ".srt"),
    ("image/avif", ".avif"),
    ("image/jp2", ".jp2"),
    ("image/x-portable-graymap", ".pgm"),
    ("text/markdown", ".md"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.oasis.opendocument.text", ".odt"),
    ("application/epub+zip", ".epub"),
    ("application/rtf", ".rtf"),
    ("application/x-mobipocket-ebook", ".mobi"),
    ("application/x-mobipocket-ebook", ".prc"),
    ("application/vnd.amazon.ebook", ".azw"),
    ("application/vnd.amazon.ebook", ".azw3"),
    ("application/vnd.ms-outlook", ".msg"),
    ("application/vnd.ms-outlook-pst", ".pst"),
    ("application/x-tex", ".tex"),
    ("application/mbox", ".mbox"),
    ("message/rfc822", ".eml"),
    ("multipart/related", ".mhtml"),
    ("multipart/related", ".mht"),
):
    MEDIA_TYPES.add_type(_media_type, _extension)


@dataclass(frozen=True, slots=True)
class Format:
    """What a file is, and how that was told: container, signature, opening, text, extension or none."""

    media_type: str
    puid: str | None
    name: str
    method: str


def identify(path: Path) -> Format:
    """Return the format of a file. Never fails: what nothing tells is `application/octet-stream`."""
    head, tail = _ends(path)
    extension = path.suffix.lower().lstrip(".")
    if not head:
        return _by_name(path, extension)
    if _MAILBOX.match(head):
        return _named(MAILBOX)  # before what its first message is
    found = registry().match(head, tail)
    inside = _inside(path, head)
    if inside:
        return _format(registry().entries[inside], extension, "container")
    if found:
        # Where several match, the name decides.
        best = next((entry for entry in found if extension in entry.extensions), found[0])
        return _of_xml(head, _format(best, extension, "signature"))
    return _by_opening(head, extension) or (
        _text(head, extension) if is_text(head) else _by_name(path, extension)
    )


def is_misnamed(path: Path, form: Format) -> bool:
    """Say whether a text is named as what no text can be, such as an error page saved as JPEG."""
    return form.method == "text" and _guess(path.suffix.lower().lstrip(".")) in BINARY


def _by_opening(head: bytes, extension: str) -> Format | None:
    """Tell by the first bytes alone; a text that begins with such letters ("BMW …") stays a text.

    Unless its name says so too, or no text begins with such bytes: then it is a damaged file of that format.
    """
    written = is_text(head)
    for opening, media_type, name in OPENINGS:
        certain = opening in TEXTUAL or not opening.isascii() or _guess(extension) == media_type
        if head.startswith(opening) and (certain or not written):
            return Format(media_type, None, name, "opening")
    if b"%PDF-" in head[:1024] and b" obj" in head:
        return Format("application/pdf", None, "Portable Document Format", "opening")
    return None


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as stream:
        head = stream.read(WINDOW)
        size = path.stat().st_size
        if size <= WINDOW:
            return head, head
        stream.seek(size - WINDOW)
        return head, stream.read(WINDOW)


def _inside(path: Path, head: bytes) -> str | None:
    try:
        return puid_inside(path, head)
    except Unreadable:
        return None  # its reader will say what is wrong with it


def _format(entry: Entry, extension: str, method: str) -> Format:
    media_type = entry.media_type or _guess(extension)
    if media_type in _EITHER and _guess(extension).startswith(("audio/", "video/")):
        media_type = _guess(extension)  # so that a browser knows how to play it
    if media_type == UNKNOWN:
        media_type = next(filter(_known, map(_guess, sorted(entry.extensions))), UNKNOWN)
    return Format(media_type, entry.puid, entry.label, method)


def _text(head: bytes, extension: str) -> Format:
    """Tell kinds of plain text by their names: CSV, Markdown, pages without an end … are nothing else.

    Letters need not be in English nor in order: a mail is told by its first lines, or by its name."""
    named = _guess(extension)
    if named in _LETTERS and _HEADERS.search(head):
        return _named(_LETTERS[named])
    if (named in _PAGES and b"<" in head) or (named == UNKNOWN and _PAGE.match(head)):
        return Format("text/html", None, "Hypertext Markup Language", "text")
    if named in _BY_NAME:
        return Format(named, None, _BY_NAME[named], "extension")
    entries = [each for each in registry().by_extension(extension) if each.media_type.startswith("text/")]
    entry = entries[0] if len(entries) == 1 else registry().entries[PLAIN_TEXT]
    return _of_xml(head, Format(entry.media_type, entry.puid, entry.label, "text"))


def _of_xml(head: bytes, form: Format) -> Format:
    """Return what kind of XML it is, where the root tells; without a declaration it is only text so far."""
    if form.media_type not in xml_kinds.XML and not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return form
    found = xml_kinds.kind(head)
    return Format(found[0], form.puid, found[1], form.method) if found else form


def _named(puid: str) -> Format:
    entry = registry().entries[puid]
    return Format(entry.media_type, puid, entry.label, "opening")


def _by_name(path: Path, extension: str) -> Format:
    entries = registry().by_extension(extension) if extension else []
    entry = next((each for each in entries if each.media_type), None)
    if entry is None:
        return Format(_guess(extension), None, "", "extension" if _known(_guess(extension)) else "none")
    puid = entry.puid if len(entries) == 1 else None  # which of several versions it is, a name cannot tell
    return Format(entry.media_type, puid, entry.name, "extension")


def _guess(extension: str) -> str:
    return MEDIA_TYPES.guess_type(f"x.{extension}")[0] or UNKNOWN


def _known(media_type: str) -> bool:
    return media_type != UNKNOWN
