"""The crosswalks of finding aids: EAD 2002 and EAD3, which name nearly everything alike.

Specs: https://www.loc.gov/ead/tglib/ (EAD 2002), https://www.loc.gov/ead/EAD3taglib/EAD3.html (EAD3 1.1).
The fields are those of ISAD(G), section 3; its elements stand in the schema of each field.
"""

import re

from lxml import etree

from archive.core.words import message
from archive.ingest.importers.crosswalk import Crosswalk, Reader, Rule
from archive.ingest.importers.ead_dates import structured_date, unit_date
from archive.ingest.importers.ead_names import access_point, genre, heading, origination, place
from archive.ingest.importers.gathering import Gathering, Link
from archive.ingest.importers.xml_reading import (
    attribute,
    child,
    children,
    elements,
    language_of,
    local,
    own_words,
    paragraphs,
    words,
)  # fmt: skip
from archive.metadata.vocabularies import languages

COMPONENTS = frozenset({"c", *(f"c{number:02}" for number in range(1, 13))})
LAYOUT = message("it serves the layout of the page")


def body(element: etree._Element) -> str:
    """Return the paragraphs of an element; its own heading says only what the element is."""
    first = next(elements(element), None)
    if first is None or local(first) != "head":
        return paragraphs(element)
    whole, title = paragraphs(element), words(first)
    return whole.removeprefix(title).strip()


def prose(field: str) -> Reader:
    """Return a reader of paragraphs for a field."""

    def read(element: etree._Element, path: str, gathering: Gathering) -> None:
        gathering.say(path, field, body(element), language_of(element))

    return read


def note(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Keep a note, under its own heading or label if it has one."""
    label = words(child(element, "head")) or attribute(element, "label")
    gathering.note(path, body(element), label)


def title(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the title; a date within it is a date."""
    gathering.say(path, "title", words(element, frozenset({"unitdate"})).strip(" ,"), language_of(element))
    for each in element.iter():
        if local(each) == "unitdate":
            unit_date(each, f"{path}/unitdate", gathering)


def unit_id(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the reference code; what a program calls it is a mere identifier."""
    made = attribute(element, "localtype", "type").casefold()
    gathering.say(path, "identifier" if "uri" in made or "ark" in made else "reference_code", words(element))


def extent(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take how much there is: each part by itself where nothing but parts is said."""
    parts = list(elements(element))
    if not parts or own_words(element).strip(" ,;:()"):
        gathering.say(path, "extent", words(element))
        return
    for each in parts:
        if local(each) == "genreform":
            genre(each, f"{path}/genreform", gathering)
        else:
            field = "dimensions" if local(each) == "dimensions" else "extent"
            unit = attribute(each, "unit")
            gathering.say(f"{path}/{local(each)}", field, f"{words(each)} {unit}".strip())


def structured_extent(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a `physdescstructured`: quantity and unit, what else it says behind them."""
    said = " ".join(filter(None, (words(child(element, "quantity")), words(child(element, "unittype")))))
    more = [words(each) for each in elements(element) if local(each) not in ("quantity", "unittype")]
    gathering.say(path, "extent", "; ".join(filter(None, (said, *more))))


def languages_of(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the languages: by code, else by name; words that are none of either are kept."""
    found = False
    for each in (each for each in element.iter() if local(each) == "language"):
        code = attribute(each, "langcode")
        if said := next((one for one in (code, words(each)) if one and languages.recognise(one)), ""):
            gathering.say(path, "language", said)
            found = True
    text = words(element)
    if not found:
        names = [one for one in re.split(r"\s*(?:,|;|/|\band\b|\by\b)\s*", text.strip(" .")) if one]
        known = bool(names) and all(languages.recognise(one) for one in names)
        for one in names if known else ():
            gathering.say(path, "language", one)
        found = known
    if text and (not found or len(text) > 60):
        gathering.note(path, text)


def containers(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Keep where it lies: the containers of one unit in one note, outermost first."""
    parent = element.getparent()
    siblings = children(parent, "container") if parent is not None else [element]
    if siblings[0] is element:
        named = [f"{attribute(each, 'localtype', 'type')} {words(each)}".strip() for each in siblings]
        gathering.note("container", ", ".join(filter(None, named)))
    else:
        gathering.losses.noted("container")


def access(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the conditions of access, and close what they close."""
    text = body(element)
    gathering.say(path, "access_rights", text, language_of(element))
    gathering.condition(path, text)


def digital_object(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the digital objects that an element names: a `dao`, or those of its group."""
    for each in element.iter():
        href = attribute(each, "href") if isinstance(each.tag, str) else ""
        if href and local(each) in ("dao", "daoloc", "extptr", "ptr"):
            said = attribute(each, "linktitle", "title") or words(each) or words(element)
            gathering.links.append(Link(path, href, said))


def relation(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a relation to something else, with its address."""
    said = [words(each) for each in elements(element)] or [words(element)]
    gathering.say(path, "related_units", " ".join(filter(None, (*said, attribute(element, "href")))))


# Every element of `archdesc` and `c`, in the order of ISAD(G).
DESCRIPTION = Crosswalk(
    name="EAD",
    specification="https://www.loc.gov/ead/EAD3taglib/EAD3.html",
    apart=COMPONENTS,
    rules=(
        Rule("did/unitid", "reference_code, identifier", unit_id),
        Rule("did/unittitle", "title", title),
        Rule("did/unitdate", "date", unit_date),
        Rule("did/unitdatestructured", "date", structured_date),
        Rule("did/physdesc", "extent, dimensions, genre", extent),
        Rule("did/physdescstructured", "extent", structured_extent),
        Rule("did/physdescset", "extent", extent),
        Rule("did/origination", "creator", origination),
        Rule("did/abstract", "abstract"),
        Rule("did/langmaterial", "language", languages_of),
        Rule("did/container", "note", containers),
        Rule("did/physloc", "note", note),
        Rule("did/repository", "note", note),
        Rule("did/materialspec", "note", note),
        Rule("did/note", "note", note),
        Rule("did/didnote", "note", note),
        Rule("did/head", dropped=LAYOUT),
        Rule("*/bioghist", "history", prose("history")),
        Rule("*/custodhist", "provenance", prose("provenance")),
        Rule("*/acqinfo", "acquisition", prose("acquisition")),
        Rule("*/scopecontent", "scope", prose("scope")),
        Rule("*/appraisal", "appraisal", prose("appraisal")),
        Rule("*/accruals", "accruals", prose("accruals")),
        Rule("*/arrangement", "arrangement", prose("arrangement")),
        Rule("*/fileplan", "arrangement", prose("arrangement")),
        Rule("*/accessrestrict", "access_rights; closed if a word says so", access),
        Rule("*/legalstatus", "access_rights; closed if a word says so", access),
        Rule("*/userestrict", "rights", prose("rights")),
        Rule("*/phystech", "physical_condition", prose("physical_condition")),
        Rule("*/otherfindaid", "finding_aid", prose("finding_aid")),
        Rule("*/originalsloc", "location_of_originals", prose("location_of_originals")),
        Rule("*/altformavail", "location_of_copies", prose("location_of_copies")),
        Rule("*/relatedmaterial", "related_units", prose("related_units")),
        Rule("*/separatedmaterial", "related_units", prose("related_units")),
        Rule("relations/relation", "related_units", relation),
        Rule("*/bibliography", "publication_note", prose("publication_note")),
        Rule("*/prefercite", "bibliographic_citation", prose("bibliographic_citation")),
        Rule("*/processinfo", "archivist_note", prose("archivist_note")),
        Rule("*/odd", "note", note),
        Rule("*/note", "note", note),
        Rule("*/index", "note", note),
        Rule("*/subject", "subject", heading),
        Rule("*/geogname", "spatial", place),
        Rule("*/genreform", "genre, and the type of an item", genre),
        Rule("*/occupation", "subject", heading),
        Rule("*/function", "subject", heading),
        Rule("*/title", "subject", heading),
        *(Rule(f"*/{name}", "subject; by its role, creator or contributor", access_point)
          for name in ("persname", "corpname", "famname", "name")),
        *(Rule(f"*/{name}", "file, or see_also", digital_object)
          for name in ("dao", "daogrp", "daoset")),
        Rule("*/head", dropped=LAYOUT),
        Rule("dsc/thead", dropped=LAYOUT),
        *(Rule(f"{name}/thead", dropped=LAYOUT) for name in sorted(COMPONENTS)),
        Rule("thead", dropped=LAYOUT),
    ),
)  # fmt: skip


def level_of(element: etree._Element, gathering: Gathering) -> None:
    """Take the level of description, by our name for it if we have one."""
    stated = attribute(element, "level")
    said = attribute(element, "otherlevel") or stated if stated == "otherlevel" else stated
    gathering.say("@level", "level", LEVELS.get(said.casefold(), said))


LEVELS = {
    "recordgrp": "fonds",
    "subgrp": "subfonds",
    "class": "series",
    "subclass": "subseries",
    "subsubseries": "subseries",
    "sub-subseries": "subseries",
}
