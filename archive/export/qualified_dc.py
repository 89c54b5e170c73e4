"""Qualified Dublin Core: the DCMI terms, with their encoding schemes, in the DCMI container.

Spec: https://www.dublincore.org/schemas/xmls/qdc/2008/02/11/qualifieddc.xsd and dcterms.xsd
"""

import re
from collections.abc import Iterable

from lxml import etree

from archive.core.markup import XML_LANG, XSI_TYPE, child, serialise
from archive.core.words import _
from archive.export.dublin_core import DC
from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.export.statements import Scheme, Statement, statements
from archive.export.xml_list import listed
from archive.metadata.record import Record
from archive.metadata.terms import element_of

DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "https://www.dublincore.org/schemas/xmls/qdc/2008/02/11/qualifieddc.xsd"
NAMESPACES = {"dcterms": DCTERMS, "dc": DC, "xsi": XSI}

# Terms of dcterms.xsd that refine none of the fifteen elements.
FREE = (
    *("audience", "mediator", "educationLevel", "provenance", "rightsHolder", "instructionalMethod"),
    *("accrualMethod", "accrualPeriodicity", "accrualPolicy"),
)
SCHEMES = {
    Scheme.DATE: "dcterms:W3CDTF",
    Scheme.URI: "dcterms:URI",
    Scheme.LANGUAGE: "dcterms:RFC4646",
    Scheme.TYPE: "dcterms:DCMIType",
    Scheme.MEDIA_TYPE: "dcterms:IMT",
}
# A value that its scheme does not allow is stated without one, and stays valid: an EDTF date that is no
# plain day, month or year, say (W3CDTF), or a language that is no tag (xs:language in dcterms.xsd).
FORMS = {
    Scheme.DATE: re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"),
    Scheme.LANGUAGE: re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
}


def element(record: Record, links: Links) -> etree._Element:
    """Return the record as a `qualifieddc` element."""
    root = etree.Element("qualifieddc", nsmap=NAMESPACES)
    said: set[tuple[str, str, str | None]] = set()
    for statement in statements(record, links):
        key = (statement.term, statement.text, statement.language)
        if _has_place(statement.term) and key not in said:
            said.add(key)
            child(root, f"{{{DCTERMS}}}{statement.term}", statement.text, _attributes(statement))
    return root


def _has_place(term: str) -> bool:
    return term in FREE or bool(element_of(f"dcterms:{term}"))


def _attributes(statement: Statement) -> dict[str, str | None]:
    form = FORMS.get(statement.scheme) if statement.scheme else None
    fits = form is None or form.fullmatch(statement.text)
    scheme = SCHEMES[statement.scheme] if statement.scheme and fits else None
    # The encoding schemes restrict the element to a bare value: no language beside them (dcterms.xsd).
    return {XSI_TYPE: scheme, XML_LANG: None if scheme else statement.language}


def one(record: Record, links: Links) -> bytes:
    """Return the record as an XML document."""
    return serialise(element(record, links))


def many(records: Iterable[Record], links: Links) -> Iterable[bytes]:
    """Yield one XML document with a `qualifieddc` element per record."""
    return listed(element(record, links) for record in records)


EXPORTER = Exporter(
    name="qdc",
    label=_("Qualified Dublin Core (DCMI terms)"),
    extension="qdc.xml",
    media_type="application/xml",
    one=one,
    many=many,
    namespace=DCTERMS,
    schema=SCHEMA,
    oai_prefix="qdc",
)
