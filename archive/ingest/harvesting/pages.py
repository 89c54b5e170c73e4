"""A page of records as a repository answers it, read whole or, where it is no XML, record by record.

Spec: https://www.openarchives.org/OAI/openarchivesprotocol.html#ListRecords (sections 4.5 and 3.5)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.core.markup import FORBIDDEN, parse
from archive.core.words import Message, message
from archive.ingest.importers.xml_reading import child, children, elements, local, words
from archive.text.encoding import decode

_RECORD = re.compile(rb"<(?:[\w.-]+:)?record\b[^>]*>\s*<(?:[\w.-]+:)?header\b")
_END = re.compile(rb"<(?:[\w.-]+:)?resumptionToken\b|</(?:[\w.-]+:)?ListRecords\s*>")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_ROOT = re.compile(rb"<((?:[\w.-]+:)?OAI-PMH)\b[^>]*>")
_DATE = re.compile(rb"<(?:[\w.-]+:)?responseDate>\s*([^<]+?)\s*<")
_TOKEN = re.compile(rb"<(?:[\w.-]+:)?resumptionToken\b([^>]*)>\s*([^<]*?)\s*<")
_SIZE = re.compile(rb"completeListSize=[\"'](\d+)[\"']")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>\s*([^<]+?)\s*<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """One record: who it is, when it changed, what it is in, and its description if it has one."""

    identifier: str
    datestamp: str = ""
    sets: tuple[str, ...] = ()
    deleted: bool = False
    described: etree._Element | None = None
    abouts: int = 0  # containers of statements about the description
    problem: Message | None = None  # why it cannot be read
    mended: bool = False  # characters were left out that XML cannot hold
    read_as: str = ""  # the encoding it is in, where that is not the one it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a list."""

    records: tuple[Harvested, ...]
    token: str = ""  # of the next page; none at the end
    size: int = 0  # of the whole list, if the repository tells
    answered: str = ""  # when, by the repository's clock
    cut_off: bool = False  # it ends in the middle: what comes after is not known


def read_page(content: bytes) -> Page:
    """Read an answer to ListRecords."""
    try:
        root = parse(content)
    except (etree.XMLSyntaxError, ValueError):
        return _salvaged(content)
    holder = child(root, "ListRecords")
    if holder is None:
        return Page(records=(), answered=words(child(root, "responseDate")))
    token = child(holder, "resumptionToken")
    size = token.get("completeListSize", "") if token is not None else ""
    return Page(
        records=tuple(_harvested(each) for each in children(holder, "record")),
        token=words(token),
        size=int(size) if size.isdigit() else 0,
        answered=words(child(root, "responseDate")),
    )


def _harvested(record: etree._Element, mended: bool = False, read_as: str = "") -> Harvested:
    header = child(record, "header")
    metadata = child(record, "metadata")
    described = next(elements(metadata), None) if metadata is not None else None
    identifier = words(child(header, "identifier")) if header is not None else ""
    deleted = header is not None and header.get("status") == "deleted"
    problem = None
    if not identifier:
        problem = message("it has no identifier")
    elif described is None and not deleted:
        problem = message("it has no description")
    return Harvested(
        identifier=identifier,
        datestamp=words(child(header, "datestamp")) if header is not None else "",
        sets=tuple(words(each) for each in children(header, "setSpec")) if header is not None else (),
        deleted=deleted,
        described=described,
        abouts=sum(local(each) == "about" for each in elements(record)),
        problem=problem,
        mended=mended,
        read_as=read_as,
    )


def _salvaged(content: bytes) -> Page:
    """Cut a page that is no XML into its records, so that a damaged one costs no other."""
    root = _ROOT.search(content)
    opening = root[0] if root else b"<OAI-PMH>"
    closing = b"</" + (root[1] if root else b"OAI-PMH") + b">"
    token = _TOKEN.search(content)
    size = _SIZE.search(token[1]) if token else None
    answered = _DATE.search(content)
    return Page(
        records=tuple(_read_piece(piece, opening, closing) for piece in _pieces(content)),
        token=_text(token[2]) if token else "",
        size=int(size[1]) if size else 0,
        answered=_text(answered[1]) if answered else "",
        cut_off=closing not in content and token is None,
    )


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield each record from its opening tag to its last closing one."""
    starts = [found.start() for found in _RECORD.finditer(content)]
    if not starts:
        return
    end = next((found.start() for found in _END.finditer(content, starts[-1])), len(content))
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        piece = content[start:following]
        last = max((found.end() for found in _CLOSED.finditer(piece)), default=len(piece))
        yield piece[:last]


def _read_piece(piece: bytes, opening: bytes, closing: bytes) -> Harvested:
    try:
        return _harvested(_only(parse(opening + piece + closing)))
    except (etree.XMLSyntaxError, ValueError) as error:
        fault = error
    decoded = decode(piece)
    held = FORBIDDEN.sub("", decoded.text)
    read_as = "" if decoded.encoding in ("utf-8", "us-ascii") else decoded.encoding
    try:
        record = _only(parse(opening + held.encode() + closing))
        return _harvested(record, mended=held != decoded.text or decoded.damaged > 0, read_as=read_as)
    except (etree.XMLSyntaxError, ValueError):
        name = _IDENTIFIER.search(piece)
        reason = message("its XML is damaged: {error}", error=str(fault).partition(", line")[0])
        return Harvested(identifier=_text(name[1]) if name else "", problem=reason)


def _only(root: etree._Element) -> etree._Element:
    return next(elements(root))


def _text(raw: bytes) -> str:
    """Return what stands between two tags."""
    plain = raw.decode("utf-8", "replace")
    for name, sign in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        plain = plain.replace(f"&{name};", sign)
    return plain
