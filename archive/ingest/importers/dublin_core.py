"""Dublin Core in XML: the fifteen elements, the terms of DCMI, and RDF that says no more than these.

Specs: https://www.dublincore.org/specifications/dublin-core/dc-xml-guidelines/ (sections 3 to 5),
https://www.dublincore.org/specifications/dublin-core/dcq-rdf-xml/, http://www.openarchives.org/OAI/2.0/oai_dc.xsd
What each term is called here: archive/ingest/importers/dc_terms.py.
"""

import re
from collections.abc import Iterator

from lxml import etree

from archive.core.markup import XML_LANG
from archive.ingest.importers.account import ALTERNATIVE, TITLE, Account
from archive.ingest.importers.dc_terms import field_of, kind_of, put_term
from archive.ingest.importers.descriptions import Described, Form
from archive.ingest.importers.gathering import COLLECTIONS, FORMED, shortened
from archive.ingest.importers.xml_reading import (
    attribute,
    child,
    elements,
    local,
    namespace,
    paragraphs,
    words,
)
from archive.ingest.losses import Losses
from archive.metadata.field import AUTHORITY_KINDS
from archive.metadata.item_types import all_fields
from archive.text.normalise import fold

ELEMENTS = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
PREFIXES = {ELEMENTS: "dc", TERMS: "dcterms", "http://purl.org/dc/elements/1.0/": "dc"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Fields in which repositories write several values in one element, parted by semicolons.
SEVERAL_KINDS = (*AUTHORITY_KINDS, "language", "edtf")


def describe(element: etree._Element, losses: Losses, otherwise: str) -> Described:
    """Return what the child elements of an element say in Dublin Core; others are kept in notes."""
    said = [statement for each in elements(element) for statement in _statements(each)]
    types = [text for term, text, _ in said if term in ("dc:type", "dcterms:type")]
    account = Account(losses, _type_of(types, otherwise))
    for term, text, language in said:
        for one in _parted(term, text):
            _put(account, term, one, language)
    if TITLE not in account.raw:
        _form_title(account)
    numbers = [text for term, text, _ in said if term.rpartition(":")[2] == "identifier"]
    return Described(account, next(filter(None, (*numbers, attribute(element, "about"))), ""))


def _statements(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield (term, text, language) for an element: its words, those of the node it holds, or an address."""
    prefix = PREFIXES.get(namespace(element))
    term = f"{prefix}:{local(element)}" if prefix else local(element)
    language = element.get(XML_LANG) or ""
    inner = [each for each in elements(element) if local(each) not in ("memberOf", "type")]
    if attribute(element, "resource") and not words(element):
        yield term, attribute(element, "resource"), language
    elif not inner:
        yield term, paragraphs(element), language
    else:
        for each in inner:
            value = child(each, "value")
            label = next(
                (words(one) for one in elements(each) if local(one) in ("name", "label", "title")), ""
            )
            yield term, words(value) or label or attribute(each, "about") or words(each), language


def _parted(term: str, text: str) -> list[str]:
    """Return the values of one element: repositories part names, places and dates by semicolons."""
    spec = all_fields().get(field_of(term))
    several = spec is not None and spec.kind in SEVERAL_KINDS
    if ";" not in text or "&" in text or not (several or term.rpartition(":")[2] in ("type", "coverage")):
        return [text]
    return [each for each in re.split(r"\s*;\s*", text) if each]


def _put(account: Account, term: str, text: str, language: str) -> None:
    name = term.rpartition(":")[2]
    if name == TITLE and TITLE in account.raw and not account.accepts(TITLE, text, language):
        account.put(term, ALTERNATIVE, text, language)
    elif name == "identifier" and text.startswith(("http://", "https://")):
        account.put(term, "see_also", text)
    elif name == "type" and fold(text).strip() in COLLECTIONS:
        account.losses.mapped(term, "type")
    else:
        put_term(account, term, text, language)


def _type_of(types: list[str], otherwise: str) -> str:
    words_for_it = [one for text in types for one in _parted("dc:type", text)]
    if any(fold(one).strip() in COLLECTIONS for one in words_for_it):
        return "collection"
    return kind_of(words_for_it) or otherwise


def _form_title(account: Account) -> None:
    """Give a record without a title one, in brackets as cataloguers do."""
    values = [account.raw[name][0] for name in ("description", "abstract", "identifier", "see_also", "date")
              if account.raw.get(name)]  # fmt: skip
    if values:
        first = values[0]
        text = str(first.get("value")) if isinstance(first, dict) else str(first)
        account.raw[TITLE] = [f"[{shortened(text)}]"]
        account.raw["archivist_note"] = [{"value": FORMED.template, "language": "en"}]


FORM = Form(name="Dublin Core", tag="", holds=frozenset(PREFIXES), describe=describe)
