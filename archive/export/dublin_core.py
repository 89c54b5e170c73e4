"""Simple Dublin Core in the OAI container: fifteen elements, all repeatable, no refinements.

Spec: https://www.dublincore.org/specifications/dublin-core/dces/ and
http://www.openarchives.org/OAI/2.0/oai_dc.xsd
"""

from collections.abc import Iterable

from lxml import etree

from archive.core.markup import XML_LANG, child, serialise
from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.export.statements import statements
from archive.export.xml_list import listed
from archive.metadata.record import Record
from archive.metadata.terms import element_of

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def element(record: Record, links: Links) -> etree._Element:
    """Return the record as an `oai_dc:dc` element."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    said: set[tuple[str, str]] = set()
    for statement in statements(record, links):
        name = element_of(f"dcterms:{statement.term}").removeprefix("dc:")
        # Terms that refine none of the fifteen (audience, provenance …) are left to the qualified form.
        if name and (name, statement.text) not in said:
            said.add((name, statement.text))
            child(root, f"{{{DC}}}{name}", statement.text, {XML_LANG: statement.language})
    return root


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
