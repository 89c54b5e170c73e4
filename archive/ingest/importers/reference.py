"""The page of crosswalks: what becomes of each element of the standards that are read."""

from collections.abc import Iterable

from archive.ingest.importers import eac_crosswalk, ead_crosswalk, ead_header, mods
from archive.ingest.importers.crosswalk import Crosswalk, table
from archive.ingest.importers.dc_terms import field_of
from archive.ingest.importers.gathering import ELSEWHERE
from archive.ingest.importers.marc_crosswalk import DATES, TAGS, Tag
from archive.ingest.importers.marc_crosswalk import TYPES as MARC_TYPES
from archive.ingest.importers.relators import FIELDS

HEAD = """# Crosswalks

What becomes of each element of the standards that [are read](../how-to/ingest-records-of-others.md).

- A field that the type of record does not have, or that has its one value already, hands the value on: see
  [the last table](#where-a-value-goes-that-its-field-does-not-take). What no field takes is kept word for
  word in `note`, under the name of its element; so is every element that is not in these tables.
- An element that is left out says why. `*/` before a name: wherever it stands in the record.
"""
DUBLIN_CORE = (
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
    "identifier", "source", "language", "relation", "coverage", "rights", "abstract", "accessRights",
    "alternative", "audience", "available", "bibliographicCitation", "conformsTo", "created", "dateAccepted",
    "dateCopyrighted", "dateSubmitted", "educationLevel", "extent", "hasFormat", "hasPart", "hasVersion",
    "instructionalMethod", "isFormatOf", "isPartOf", "isReferencedBy", "isReplacedBy", "isRequiredBy",
    "issued", "isVersionOf", "license", "mediator", "medium", "modified", "provenance", "references",
    "replaces", "requires", "rightsHolder", "spatial", "tableOfContents", "temporal", "valid",
)  # fmt: skip
BY_VALUE = {
    "title": "title; each further one: alternative",
    "type": "type, if it names one of ours or a DCMI type; else genre",
    "identifier": "identifier; an address: see_also",
    "coverage": "temporal, if it is a date; else spatial",
    "rights": "rights; an address of a licence: license; words that close it: access_rights",
    "license": "license, if it is known; else rights",
}
MARC_BY_CODE = {
    "008": "language (35-37) and, where no field spells it out, date (07-10); else left out",
    "260, 264": "place_of_publication ($a), publisher ($b), and the date ($c): issued, or by the table below",
    "856": "see_also ($u); relation, if the second indicator is 2; what is said of it: note",
    "880": "as the field that $6 names, in another script",
    "9XX and others": "note, as “MARC 949: …”",
    "leader": "type, by the table below; a collection, if position 07 is c",
}
METS = {
    "dmdSec": "the fields of the form that it wraps: that of the outermost `div`, else the first",
    "fileSec//file": "files, group by group, in the order of the structural map; elsewhere: see_also",
    "file/@CHECKSUM": "verified; an object with another checksum is refused",
    "structMap//div/@LABEL": "the label of a file; of a division: table_of_contents",
    "@OBJID": "what the object is known by when it comes again",
    "@LABEL": "title, if the description gives none",
    "amdSec": "left out: technical and of preservation, which the archive takes from the files",
    "metsHdr, behaviorSec, structLink": "left out: of the METS file, not of what it describes",
}


def page() -> str:
    """Return docs/reference/crosswalks.md."""
    parts = [
        HEAD,
        _section("Dublin Core", "element", _dublin_core()),
        _of(mods.CROSSWALK, "MODS"),
        _section("MODS: types of resource", "typeOfResource", mods.RESOURCES.items()),
        _section("MODS: related items", "relatedItem/@type", mods.RELATED.items()),
        _section("MARC 21", "field", _marc()),
        _section("MARC 21: type of record", "leader, position 06", MARC_TYPES.items()),
        _section("MARC 21: dates of field 264", "second indicator", DATES.items()),
        _of(ead_crosswalk.DESCRIPTION, "EAD 2002 and EAD3: `archdesc` and components"),
        _of(ead_header.HEADER, "EAD 2002 and EAD3: `eadheader`, `control`"),
        _section("EAD: levels that are called otherwise here", "level", ead_crosswalk.LEVELS.items()),
        _section("METS", "part", METS.items()),
        _of(eac_crosswalk.NAMES, "EAC-CPF: `identity`"),
        _of(eac_crosswalk.DESCRIPTION, "EAC-CPF: `description`, `relations`"),
        _of(eac_crosswalk.CONTROL, "EAC-CPF: `control`"),
        _section("EAC-CPF: relations", "cpfRelationType", eac_crosswalk.RELATIONS.items()),
        _section("Roles", "field", ((name, ", ".join(words)) for name, words in FIELDS.items()), "roles"),
        _section("Where a value goes that its field does not take", "field", _elsewhere(), "then"),
    ]
    return "\n".join(parts)


def _of(crosswalk: Crosswalk, title: str) -> str:
    return f"{_section(title, 'element', table(crosswalk))}\nSpecification: {crosswalk.specification}\n"


def _section(title: str, first: str, rows: Iterable[tuple[str, str]], second: str = "becomes") -> str:
    lines = [f"| `{left}` | {right or 'note'} |" for left, right in rows]
    return "\n".join([f"## {title}", "", f"| {first} | {second} |", "|---|---|", *lines, ""])


def _dublin_core() -> Iterable[tuple[str, str]]:
    for name in DUBLIN_CORE:
        yield name, BY_VALUE.get(name) or field_of(f"dcterms:{name}")


def _marc() -> Iterable[tuple[str, str]]:
    fields = {tag: _told(each) for tag, each in TAGS.items()} | MARC_BY_CODE
    return sorted(fields.items(), key=lambda each: (not each[0][0].isdigit(), each[0]))


def _told(tag: Tag) -> str:
    if tag.dropped is not None:
        return f"left out: {tag.dropped}"
    behind = f"; behind dashes {tag.dashed}" if tag.dashed else ""
    label = f", as “{tag.label} …”" if tag.label else ""
    return f"{tag.into} (subfields {tag.codes}{behind}){label}"


def _elsewhere() -> Iterable[tuple[str, str]]:
    return ((name, ", ".join(others)) for name, others in ELSEWHERE.items())
