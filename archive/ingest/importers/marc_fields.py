"""A MARC record as plain data, from ISO 2709 or from MARCXML.

Specs: https://www.loc.gov/marc/specifications/specrecstruc.html (ISO 2709),
https://www.loc.gov/marc/specifications/speccharmarc8.html, https://www.loc.gov/standards/marcxml/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymarc
from lxml import etree

from archive.core.errors import Unreadable
from archive.core.words import message
from archive.ingest.importers.xml_reading import elements, local

END_OF_RECORD = b"\x1d"
LONGEST = 99_999  # bytes that a leader can state; what goes on without an end is damaged
_LEADER = re.compile(rb"\d{5}.{5}22\d{5}.{3}45..", re.DOTALL)
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class MarcField:
    """A field: its tag, and its subfields in order, or its words if it is a control field."""

    tag: str
    first: str = " "  # indicators
    second: str = " "
    subfields: tuple[tuple[str, str], ...] = ()
    data: str = ""

    def values(self, codes: str) -> list[str]:
        """Return the subfields of these codes, in the order in which they stand."""
        return [value for code, value in self.subfields if code in codes and value.strip()]


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """A record: its leader and its fields."""

    leader: str
    fields: tuple[MarcField, ...]

    def first(self, tag: str, codes: str = "a") -> str:
        """Return the words of the first field of a tag."""
        for each in self.fields:
            if each.tag == tag:
                return each.data.strip() or " ".join(each.values(codes))
        return ""


def begins_as_marc(path: Path) -> bool:
    """Say whether a file begins with the leader of a MARC record."""
    try:
        with path.open("rb") as stream:
            return _LEADER.match(stream.read(24)) is not None
    except OSError:
        return False


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the records of a file as bytes. One damaged record ends where the next begins, and harms none."""
    with path.open("rb") as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            *whole, rest = (rest + block).split(END_OF_RECORD)
            yield from (each.lstrip(b"\r\n\x00\x1a ") + END_OF_RECORD for each in whole if each.strip())
            if len(rest) > _BLOCK + LONGEST:
                yield rest
                rest = b""
        if rest.strip(b"\r\n\x00\x1a "):
            yield rest


def read_chunk(chunk: bytes) -> MarcRecord:
    """Read a record of ISO 2709, in MARC-8 or UTF-8 as its leader says. Raise Unreadable if it is damaged."""
    if not chunk.endswith(END_OF_RECORD):
        raise Unreadable(str(message("it breaks off before its end")))
    if len(chunk) > LONGEST:
        raise Unreadable(str(message("it is longer than a record can be")))
    try:
        record = pymarc.Record(_told_apart(chunk), to_unicode=True, hide_utf8_warnings=True)
    except UnicodeDecodeError:
        record = _mended(chunk)
    except pymarc.exceptions.PymarcException as error:
        raise Unreadable(str(error)) from error
    except Exception as error:  # the library raises whatever damaged bytes lead to
        raise Unreadable(str(message("its directory does not fit its fields"))) from error
    if not record.fields:
        raise Unreadable(str(message("it holds no fields")))
    return MarcRecord(str(record.leader), tuple(_field(each) for each in record.fields))


def from_xml(element: etree._Element) -> MarcRecord:
    """Read a `record` of MARCXML."""
    leader, fields = "", []
    for each in elements(element):
        tag = str(each.get("tag") or "")
        if local(each) == "leader":
            leader = each.text or ""
        elif local(each) == "controlfield":
            fields.append(MarcField(tag, data=each.text or ""))
        elif local(each) == "datafield":
            inside = [
                (str(one.get("code") or ""), "".join(map(str, one.itertext()))) for one in elements(each)
            ]
            first, second = str(each.get("ind1") or " "), str(each.get("ind2") or " ")
            fields.append(MarcField(tag, first, second, tuple(inside)))
    return MarcRecord(leader, tuple(fields))


def known_by(chunk: bytes) -> str:
    """Return what a damaged record is known by: the beginning of its words."""
    words = re.sub(rb"[\x00-\x20]+", b" ", chunk[24:4096]).decode("utf-8", "replace")
    return " ".join(words.split())[-60:]


def _told_apart(chunk: bytes) -> bytes:
    """Return a record whose leader names its characters: what is UTF-8 by every byte is no MARC-8."""
    if chunk[9:10] == b"a" or chunk.isascii():
        return chunk
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        return chunk
    return chunk[:9] + b"a" + chunk[10:]


def _mended(chunk: bytes) -> pymarc.Record:
    """Read a record whose leader is wrong about its characters."""
    for marked, handling in (
        (chunk[:9] + b"a" + chunk[10:], "strict"),
        (chunk[:9] + b" " + chunk[10:], "replace"),
    ):
        try:
            return pymarc.Record(marked, to_unicode=True, hide_utf8_warnings=True, utf8_handling=handling)
        except Exception:  # noqa: S112 - the next way is tried, and the last failure told below
            continue
    raise Unreadable(str(message("its characters are neither UTF-8 nor MARC-8")))


def _field(field: object) -> MarcField:
    if not isinstance(field, pymarc.Field):
        return MarcField(str(getattr(field, "tag", "")))
    if field.control_field:
        return MarcField(field.tag, data=field.data or "")
    inside = tuple((each.code, each.value) for each in field.subfields)
    return MarcField(field.tag, field.indicator1, field.indicator2, inside)
