"""XMP packets beside pictures: what they say of the picture, apart from how it was developed.

Spec: https://github.com/adobe/xmp-docs (XMP part 1, ISO 16684-1:2019; part 2); IPTC Photo Metadata 2023.2
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.core.markup import XML_LANG
from archive.core.words import message
from archive.ingest.importers.account import OF_THE_SYSTEM, Account
from archive.ingest.importers.dc_terms import put_term
from archive.ingest.losses import Losses
from archive.media.proposals import day

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# What describes a picture; properties of every other namespace speak of files, cameras and programs.
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://creativecommons.org/ns#": "cc",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
}
FIELDS = {
    "photoshop:Headline": "title",
    "photoshop:DateCreated": "created",
    "photoshop:Source": "provenance",
    "photoshop:Credit": "rights_holder",
    "photoshop:AuthorsPosition": "note",
    "photoshop:CaptionWriter": "archivist_note",
    "Iptc4xmpCore:IntellectualGenre": "genre",
    "Iptc4xmpExt:PersonInImage": "depicts",
    "Iptc4xmpExt:Event": "note",
    "xmpRights:Owner": "rights_holder",
    "xmpRights:UsageTerms": "rights",
    "xmpRights:WebStatement": "license",
    "cc:license": "license",
}
PLACE = ("Iptc4xmpCore:Location", "photoshop:City", "photoshop:State", "photoshop:Country")
ALT = "Iptc4xmpCore:AltTextAccessibility"
DATES = ("photoshop:DateCreated", "dc:date")
OF_THE_FILE = ("dc:format", "photoshop:ColorMode", "photoshop:ICCProfile", "photoshop:SidecarForExtension")
DEVELOPED = message("it speaks of the camera, the file or a program, not of what the picture shows")
_LISTS = (f"{{{RDF}}}Alt", f"{{{RDF}}}Seq", f"{{{RDF}}}Bag")


@dataclass(frozen=True, slots=True)
class Property:
    """One value of one property."""

    name: str  # "dc:title"; of a namespace that describes nothing, the local name alone
    text: str
    language: str = ""


def read_xmp(root: etree._Element, losses: Losses) -> tuple[Account, dict[str, str]]:
    """Return the account of a packet, and what only the fields of a picture can take."""
    account = Account(losses)
    beside: dict[str, str] = {}
    found = list(dict.fromkeys(properties(root)))
    if place := ", ".join(dict.fromkeys(each.text for name in PLACE for each in found if each.name == name)):
        account.put("/".join(PLACE), "spatial", place)
    for each in found:
        if each.name == ALT:
            beside.setdefault("alt", each.text)
            losses.mapped(each.name, "alt")
        elif each.name not in PLACE:
            _put(account, each)
    return account, beside


def properties(root: etree._Element) -> Iterator[Property]:
    """Yield every property of a packet, whether written as an attribute, a text or a list."""
    for description in root.iter(f"{{{RDF}}}Description"):
        for name, value in description.attrib.items():
            if not str(name).startswith((f"{{{RDF}}}", XML_LANG)):
                yield Property(_called(str(name)), str(value).strip())
        for element in description.iterchildren(tag=etree.Element):
            yield from _values(element)


def _values(element: etree._Element) -> Iterator[Property]:
    name = _called(str(element.tag))
    items = [item for each in element.iterchildren(*_LISTS) for item in each.iterchildren(tag=etree.Element)]
    for item in items or [element]:
        text = str(item.get(f"{{{RDF}}}resource") or "".join(map(str, item.itertext()))).strip()
        language = str(item.get(XML_LANG) or "")
        if text:
            yield Property(name, text, "" if language == "x-default" else language)


def _put(account: Account, each: Property) -> None:
    prefix, _, local = each.name.rpartition(":")
    text = day(each.text) or each.text if each.name in DATES else each.text
    if not each.text or each.name in OF_THE_FILE:
        account.losses.dropped(each.name, OF_THE_SYSTEM)
    elif not prefix:
        account.losses.dropped(each.name, DEVELOPED)
    elif each.name in FIELDS:
        account.put(each.name, FIELDS[each.name], text, each.language)
    elif prefix == "dc":
        put_term(account, f"dc.{local}", text, each.language, source=each.name)
    elif prefix == "xmp":
        account.losses.dropped(each.name, OF_THE_SYSTEM)
    else:
        account.note(each.name, each.text, each.language)


def _called(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").partition("}")
    prefix = PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else local or namespace
