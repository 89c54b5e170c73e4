"""Simple Dublin Core in the OAI container: fifteen elements, all repeatable, no refinements.

Spec: https://www.dublincore.org/specifications/dublin-core/dces/ and
http://www.openarchives.org/OAI/2.0/oai_dc.xsd; which term falls under which element:
https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ (section 2, "subproperty of")
"""

from collections.abc import Iterable

from lxml import etree

from archive.core.markup import XML_LANG, child, serialise
from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.export.statements import Statement, statements
from archive.export.xml_list import listed
from archive.metadata.record import Record

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

# The element each DCMI term is a refinement of. Terms under none of the fifteen (audience, provenance …)
# have no place in simple Dublin Core and are left to the qualified form.
ELEMENTS = {
    "title": ("title", "alternative"),
    "creator": ("creator",),
    "contributor": ("contributor",),
    "subject": ("subject",),
    "description": ("description", "tableOfContents", "abstract"),
    "publisher": ("publisher",),
    "date": ("date", "created", "valid", "available", "issued", "modified"),
    "type": ("type",),
    "format": ("format", "extent", "medium"),
    "identifier": ("identifier", "bibliographicCitation"),
    "source": ("source",),
    "language": ("language",),
    "relation": (
        *("relation", "isVersionOf", "hasVersion", "isReplacedBy", "replaces", "isRequiredBy", "requires"),
        *("isPartOf", "hasPart", "isReferencedBy", "references", "isFormatOf", "hasFormat", "conformsTo"),
    ),
    "coverage": ("coverage", "spatial", "temporal"),
    "rights": ("rights", "accessRights", "license"),
}
ELEMENT_OF = {term: element for element, terms in ELEMENTS.items() for term in terms}


def element(record: Record, links: Links) -> etree._Element:
    """Return the record as an `oai_dc:dc` element."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    said: set[tuple[str, str]] = set()
    for statement in statements(record, links):
        name = ELEMENT_OF.get(statement.term)
        if name is None or (name, statement.text) in said:
            continue
        said.add((name, statement.text))
        child(root, f"{{{DC}}}{name}", statement.text, _attributes(statement))
    return root


def _attributes(statement: Statement) -> dict[str, str | None]:
    return {XML_LANG: statement.language}


def one(record: Record, links: Links) -> bytes:
    """Return the record as an XML document."""
    return serialise(element(record, links))


def many(records: Iterable[Record], links: Links) -> Iterable[bytes]:
    """Yield one XML document with an `oai_dc:dc` element per record."""
    return listed(element(record, links) for record in records)


EXPORTER = Exporter(
    name="dc",
    label="Dublin Core",
    extension="dc.xml",
    media_type="application/xml",
    one=one,
    many=many,
    namespace=OAI_DC,
    schema=SCHEMA,
    oai_prefix="oai_dc",
)
