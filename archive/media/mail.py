"""An e-mail taken apart: its headers, what it says, the files that came with it.

What it says is taken from its plain text where there is one, else from its HTML. Pictures that an HTML
text only shows within itself are part of its look; all else that is no text of its own is a file.

Spec: RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 2183 (Content-Disposition),
RFC 2387 (multipart/related)
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import getaddresses, parsedate_to_datetime
from itertools import groupby

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import Block
from archive.media.html_pages import blocks, parsed
from archive.media.identify import MEDIA_TYPES
from archive.text.encoding import decode
from archive.text.segment import paragraphs

SHOWN = ("From", "To", "Cc", "Date", "Subject")
_TELLING = ("From", "Date", "Subject", "Received", "Message-ID", "To", "MIME-Version")
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_PAGES = {"text/html", "application/xhtml+xml"}
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SPACE = re.compile(r"[\r\n\t ]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Mail:
    """One message."""

    def __init__(self, data: bytes) -> None:
        """Take it apart. Raises Unreadable if it is none."""
        try:
            self._message = message_from_bytes(data)
        except (RecursionError, ValueError, LookupError, TypeError) as error:
            raise Unreadable(problems.DAMAGED) from error
        if not any(name in self._message for name in _TELLING):
            raise Unreadable(problems.DAMAGED)

    @property
    def subject(self) -> str:
        """What it says it is about."""
        return self.header("Subject")

    @property
    def date(self) -> str:
        """The day on which it was sent, by its sender's clock; "" if it states none."""
        try:
            return parsedate_to_datetime(self.header("Date")).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return ""

    @property
    def senders(self) -> list[str]:
        """The names of those it is from; an address is no name."""
        names = (_words(name) for name, _ in getaddresses([_raw(self._message, "From")]))
        return [name for name in names if name and "@" not in name]

    @property
    def is_sealed(self) -> bool:
        """Whether it is encrypted."""
        kind = self._message.get_content_type()
        enveloped = str(self._message.get_param("smime-type") or "").lower() != "signed-data"
        return kind == "multipart/encrypted" or (kind in _SEALED and enveloped)

    def header(self, name: str) -> str:
        """Return a header as it reads, "" if there is none."""
        return _words(_raw(self._message, name))

    def head(self) -> Iterator[str]:
        """Yield the headers that people read."""
        stated = ((name, self.header(name)) for name in SHOWN)
        return (f"{name}: {value}" for name, value in stated if value)

    def body(self, label: str | None = None) -> Iterator[Block]:
        """Yield what it says, paragraph by paragraph."""
        for part in _texts(self._message):
            yield from (Block(block.text, label=label) for block in _blocks(part))

    def page(self) -> tuple[bytes, str] | None:
        """Return its first HTML text, and the encoding that is stated for it."""
        found = (each for each in self._message.walk() if each.get_content_type() in _PAGES)
        return next(((content(each), each.get_content_charset() or "") for each in found), None)

    def attachments(self) -> Iterator[Part]:
        """Yield the parts that are files."""
        return _files(self._message)


def file_name(part: Part) -> str:
    """Return the name that a part bears as a file: its own, else its subject's, else what it is."""
    stated = part.get_filename()
    if stated:
        return _words(stated)
    if part.get_content_type() == "message/rfc822":
        return f"{_words(_raw(_enclosed(part), 'Subject')) or 'message'}.eml"
    return f"attachment{MEDIA_TYPES.guess_extension(part.get_content_type()) or ''}"


def content(part: Part) -> bytes:
    """Return the bytes of a part."""
    if part.get_content_type() == "message/rfc822":
        return _as_bytes(_enclosed(part))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _enclosed(part: Part) -> Part:
    inner = part.get_payload()
    return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Part) else Part()


def _as_bytes(message: Part) -> bytes:
    """Return a message as it came; signs stand for what the library cannot write again."""
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError):
        return message.as_string().encode("utf-8", "replace")


def _parts(part: Part) -> list[Part]:
    inner = part.get_payload() if part.is_multipart() else None
    return [each for each in inner if isinstance(each, Part)] if isinstance(inner, list) else []


def _is_file(part: Part) -> bool:
    """Say whether a part came as a file, and is not what the message itself says."""
    kind = part.get_content_type()
    if kind in _SIGNATURES:
        return False
    stated = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return stated or kind not in {"text/plain", "text/html", "text/enriched"}


def _files(part: Part, *, pictures: bool = True) -> Iterator[Part]:
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        # What stands beside an HTML page in one "related" is shown within the page.
        inside = pictures and kind != "multipart/related"
        for each in _parts(part):
            yield from _files(each, pictures=inside)
    elif _is_file(part) and (pictures or part.get_content_disposition() == "attachment"):
        yield part


def _texts(part: Part) -> Iterator[Part]:
    """Yield the parts that are what the message says, one of those that say the same."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        found = [list(_texts(each)) for each in _parts(part)]
        plain = [texts for texts in found if texts and texts[0].get_content_type() == "text/plain"]
        full = [texts for texts in (*plain, *reversed(found)) if any(content(each).strip() for each in texts)]
        yield from full[0] if full else []
    elif kind.startswith("multipart/"):
        for each in _parts(part):
            yield from _texts(each)
    elif not _is_file(part) and kind not in _SIGNATURES:
        yield part


def _blocks(part: Part) -> Iterator[Block]:
    data, charset = content(part), part.get_content_charset() or ""
    if part.get_content_type() != "text/plain":
        try:
            page = parsed(data, charset)
        except Unreadable:
            return
        yield from blocks(page.root) if page else ()
        return
    for each in paragraphs(_text(data, charset)):
        # Words of somebody else, marked by ">", are paragraphs of their own.
        for _, lines in groupby(each.text.splitlines(), lambda line: line.startswith(">")):
            yield Block("\n".join(lines))


def _text(data: bytes, charset: str) -> str:
    """Return a text in the encoding that is stated for it or, where that cannot be, in the likely one."""
    try:
        return data.decode(charset) if charset and charset != "us-ascii" else decode(data).text
    except (LookupError, UnicodeError):
        return decode(data).text


def _raw(part: Part, name: str) -> str:
    """Return a header as it stands in the file; bytes beyond ASCII are lone surrogates (PEP 383)."""
    return next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")


def _words(stated: str) -> str:
    """Return a header as it reads, whatever encodings its parts are in."""
    with suppress(UnicodeEncodeError):  # it is read already: RFC 2231 names
        if not stated.isascii():
            stated = decode(stated.encode("ascii", "surrogateescape")).text
    with suppress(HeaderParseError, ValueError):  # what is not encoded as it says is shown as it stands
        stated = "".join(
            _text(part, charset or "") if isinstance(part, bytes) else part
            for part, charset in decode_header(stated)
        )
    return _CONTROL.sub("", _SPACE.sub(" ", stated)).strip()
