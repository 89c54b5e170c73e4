"""Sidecars in XML: MODS, MARCXML and Dublin Core, also as DSpace writes it.

Spec (dcvalue): https://wiki.lyrasis.org/display/DSDOC7x/Importing+and+Exporting+Items+via+Simple+Archive+Format
"""

from pathlib import Path

from lxml import etree

from archive.core.errors import Invalid, Problem
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.importers.account import Account
from archive.ingest.importers.dc_terms import kind_of
from archive.ingest.importers.description_forms import FORMS, form_of
from archive.ingest.importers.dspace_fields import put_metadata
from archive.ingest.importers.xml_reading import attribute, children, elements, first_elements, local, words
from archive.ingest.losses import Losses

DSPACE = "dublin_core"
LONGEST = 1 << 22  # bytes: of one description


def is_description(path: Path) -> bool:
    """Say whether a file describes one thing; of one that is broken, whether it began to."""
    if path.stat().st_size > LONGEST:
        return False
    try:
        return _describes(parse(path))
    except etree.XMLSyntaxError:
        known = {namespace for each in FORMS for namespace in each.holds}
        return any(tag.removeprefix("{").partition("}")[0] in known for tag, _ in first_elements(path)[:2])
    except OSError:
        return False


def describe(root: etree._Element, losses: Losses, otherwise: str) -> Account:
    """Return what a description says, of a thing of type `otherwise` if it does not say. Raise Invalid."""
    record = _record(root)
    if local(record) == DSPACE:
        return _of_dspace(record, losses, otherwise)
    form = form_of(record)
    if form is None:
        raise Invalid([Problem(value=local(root), reason=message("no description that is understood"))])
    return form.describe(record, losses, otherwise).account


def _describes(root: etree._Element) -> bool:
    record = _record(root)
    return local(record) == DSPACE or form_of(record) is not None


def _record(root: etree._Element) -> etree._Element:
    """Return the one record that a list of them, or RDF, holds; else the root."""
    inner = list(elements(root))
    return inner[0] if len(inner) == 1 and form_of(root) is None and local(root) != DSPACE else root


def _of_dspace(record: etree._Element, losses: Losses, otherwise: str) -> Account:
    values = [
        (".".join(filter(None, ("dc", attribute(each, "element"), _qualifier(each)))), words(each), each)
        for each in children(record, "dcvalue")
    ]
    kinds = [text for term, text, _ in values if term.startswith("dc.type")]
    account = Account(losses, kind_of(kinds) or otherwise)
    for term, text, element in values:
        put_metadata(account, term, text, attribute(element, "language"))
    return account


def _qualifier(element: etree._Element) -> str:
    qualifier = attribute(element, "qualifier")
    return "" if qualifier == "none" else qualifier
