"""MARC 21: what a bibliographic record says, and files of such records in ISO 2709.

Specs: https://www.loc.gov/marc/bibliographic/, https://www.loc.gov/marc/specifications/specrecstruc.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archive.core.errors import Problem, SourceError, Unreadable
from archive.core.words import Message, message
from archive.ingest.faults import guarded
from archive.ingest.importers.access_words import is_closed
from archive.ingest.importers.account import NOTE, OTHERWISE
from archive.ingest.importers.descriptions import Described, Form
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.marc_crosswalk import CODED, COLLECTED, DATES, TAGS, TYPES, Tag
from archive.ingest.importers.marc_fields import (
    MarcField,
    MarcRecord,
    begins_as_marc,
    chunks,
    from_xml,
    known_by,
    read_chunk,
)  # fmt: skip
from archive.ingest.importers.relators import field_for, says_more
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable
from archive.metadata.vocabularies import languages

MARC = "http://www.loc.gov/MARC21/slim"
COLLECTION = "collection"
_ISBD = re.compile(r"[\s/:;,=]+$")
_ABBREVIATION = re.compile(r"(?:\b\w{1,3}|\.\w+)\.$")
_YEAR = re.compile(r"[\[\]©cp]*(\d{4})\]?")


def describe_record(record: MarcRecord, losses: Losses, otherwise: str = OTHERWISE) -> Described:
    """Return what a record says."""
    gathering = Gathering(losses)
    for each in record.fields:
        _take(each, record, gathering)
    kind = TYPES.get(record.leader[6:7], "")
    if record.leader[7:8] in COLLECTED:
        kind = COLLECTION
    if kind:
        losses.mapped("leader", "type")
    stand_in = gathering.first("abstract", "description", "note", "identifier")
    account = gathering.settled(kind or otherwise, stand_in)
    return Described(account, record.first("001"))


def _take(each: MarcField, record: MarcRecord, gathering: Gathering) -> None:
    tag, name = TAGS.get(each.tag), each.tag
    if each.tag == "880":  # the same in another script, of the field that $6 names
        linked = "".join(each.values("6"))[:3]
        tag, name = TAGS.get(linked), f"880 ({linked})"
    if each.tag in ("260", "264"):
        _publication(each, gathering)
    elif each.tag == "008":
        _fixed(each.data, record, gathering)
    elif each.tag == "856":
        _location(each, gathering)
    elif tag is None:
        text = each.data or " ".join(each.values("3abcdefghijklmnopqrstuvwxyz"))
        gathering.say(name, NOTE, text if name.startswith("5") else f"MARC {name}: {text}" if text else "")
    elif tag.dropped is not None:
        gathering.drop(name, tag.dropped)
    else:
        _put(each, name, tag, gathering)


def _put(each: MarcField, name: str, tag: Tag, gathering: Gathering) -> None:
    language = ""
    values = each.values(tag.codes) if tag.each else [" ".join(each.values(tag.codes))]
    if each.data:
        values = [each.data]
    if tag.dashed:
        values = [" -- ".join(filter(None, map(plain, (values[0], *each.values(tag.dashed)))))]
    for value in values:
        text = plain(value)
        if tag.person:
            _name(each, name, text, tag, gathering)
        elif tag.into == "note":
            gathering.note(name, text, tag.label)
        elif name == "651" and each.values(tag.dashed):
            gathering.say(name, "subject", text)
        elif tag.into == "language":
            _languages(name, text, gathering)
        else:
            gathering.say(name, tag.into, f"{tag.label} {text}".strip() if text else "", language)
    _beside(each, name, gathering)


def _beside(each: MarcField, name: str, gathering: Gathering) -> None:
    """Take what some fields say besides: who is responsible, a licence, that access is closed."""
    if name == "245":
        gathering.note("245$c", plain(" ".join(each.values("c"))), "Statement of responsibility")
        gathering.say("245$f", "date", plain(" ".join(each.values("fg"))))
    elif name == "540":
        for value in each.values("u"):
            gathering.say("540$u", "license", value)
    elif name == "506":
        _access(each, name, gathering)


def _access(each: MarcField, name: str, gathering: Gathering) -> None:
    """Take words on access; the first indicator says that they are restrictions."""
    text, terms = plain(" ".join(each.values("a"))), " ".join(each.values("af"))
    if is_closed(terms):
        gathering.closed = text or terms
    else:
        gathering.condition(name, text, doubtful=each.first == "1")


def _name(each: MarcField, name: str, text: str, tag: Tag, gathering: Gathering) -> None:
    """Take a name into the field of its role; the name of a work with its author is a relation."""
    if title := " ".join(each.values("fklmnoprst")) if name.startswith("7") and each.values("t") else "":
        gathering.say(name, "relation", plain(f"{text}. {title}"))
        return
    kind = "family" if tag.person == "person" and each.first == "3" else tag.person
    roles = each.values("4") or [plain(role) for role in each.values("j" if name.endswith("11") else "e")]
    fields = {field_for(role) or ("contributor" if name.startswith("7") else tag.into) for role in roles}
    for into in sorted(fields) or [tag.into]:
        gathering.named(name, into, text, kind)
    for role in roles:
        if says_more(role) and not field_for(role):
            gathering.note(f"{name}$e", f"{text} ({role})", "role")


def _publication(each: MarcField, gathering: Gathering) -> None:
    """Take place, publisher and date; the second indicator of 264 says what was done then."""
    for place in each.values("a"):
        gathering.say(f"{each.tag}$a", "place_of_publication", plain(place).strip("[]"))
    for publisher in each.values("b"):
        gathering.named(f"{each.tag}$b", "publisher", plain(publisher).strip("[]"), "body")
    into = DATES.get(each.second, "issued") if each.tag == "264" else "issued"
    for when in each.values("cg"):
        text = plain(when)
        year = _YEAR.fullmatch(text)
        gathering.say(f"{each.tag}$c", into, year[1] if year else text.strip("[]"))


def _fixed(data: str, record: MarcRecord, gathering: Gathering) -> None:
    """Take the language, and the year where no field spells it out: positions 35-37 and 07-10."""
    code = data[35:38].strip(" |")
    if re.fullmatch("[a-z]{3}", code) and code not in ("und", "zxx", "mul") and not record.first("041"):
        _languages("008", code, gathering)
    else:
        gathering.drop("008", CODED)
    spelt = any(each.tag in ("260", "264") and each.values("cg") for each in record.fields)
    if not spelt and data[7:11].isdigit():
        year = f"{data[7:11]}/{data[11:15]}" if data[6:7] in "ikmq" and data[11:15].isdigit() else data[7:11]
        gathering.say("008", "date", year)


def _languages(name: str, text: str, gathering: Gathering) -> None:
    codes = re.findall(r"[a-z]{3}", text) if re.fullmatch(r"(?:[a-z]{3})+", text) else [text]
    for code in codes:
        if languages.recognise(code):
            gathering.say(name, "language", code)
        else:
            gathering.note(name, code, "Language")


def _location(each: MarcField, gathering: Gathering) -> None:
    """Take an address: of the thing itself, or (second indicator 2) of something related."""
    for address in each.values("u"):
        gathering.say("856$u", "relation" if each.second == "2" else "see_also", address.strip())
    said = plain(" ".join(each.values("3yz")))
    if said and each.values("u"):
        gathering.note("856", f"{said} ({each.values('u')[0].strip()})", "Electronic location")


def plain(text: str) -> str:
    """Return words without the punctuation that ISBD puts between them."""
    text = _ISBD.sub("", " ".join(text.split()))
    return text[:-1] if text.endswith(".") and not _ABBREVIATION.search(text) and len(text) > 4 else text


def describe(element: etree._Element, losses: Losses, otherwise: str) -> Described:
    """Return what a `record` of MARCXML says."""
    return describe_record(from_xml(element), losses, otherwise)


FORM = Form(name="MARCXML", tag=f"{{{MARC}}}record", holds=frozenset({MARC}), describe=describe)


class MarcImporter:
    """A file of MARC records in ISO 2709."""

    name = "MARC"

    def recognise(self, path: Path) -> bool:
        """Say whether a file begins with the leader of a record."""
        return path.is_file() and begins_as_marc(path)

    def open(self, path: Path, reading: Reading) -> Source:
        """Open the file."""
        try:
            return MarcFile(path, readable(path.resolve().as_posix()), sum(1 for _ in chunks(path)))
        except OSError as error:
            raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error


@dataclass(slots=True)
class MarcFile:
    """One file, opened. A record that is damaged is named, and the others come in."""

    path: Path
    name: str
    records: int
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many records there are."""
        return self.records

    def rows(self) -> Iterator[Row]:
        """Read the records, one at a time."""
        self.losses = Losses()
        place = readable(self.path.name)
        for number, chunk in enumerate(chunks(self.path), start=1):
            known = Row(number=number, key=f"record {number}", raw={}, place=place)
            yield from guarded(known, self._record, chunk, number, place)

    def _record(self, chunk: bytes, number: int, place: str) -> Row:
        try:
            described = describe_record(read_chunk(chunk), self.losses)
        except Unreadable as error:
            return _damaged(chunk, error, number, place)
        return described.account.row(described.key, place, self.path.parent, number=number)


def _damaged(chunk: bytes, error: Unreadable, number: int, place: str) -> Row:
    problem = Problem(
        value=known_by(chunk),
        reason=message("the record is damaged: {error}", error=Message(str(error))),
        remedy=message("Have it exported again; the others are in."),
        source=place,
        row=number,
    )
    return Row(number=number, key=f"record {number}", raw={}, place=place, problems=(problem,))
