"""The crosswalk of MODS 3.

Specs: https://www.loc.gov/standards/mods/userguide/ (top-level elements),
https://www.loc.gov/standards/mods/v3/mods-3-8.xsd
"""

from lxml import etree

from archive.core.words import message
from archive.ingest.importers.access_words import level_of
from archive.ingest.importers.account import DERIVED
from archive.ingest.importers.crosswalk import Crosswalk, Reader, Rule
from archive.ingest.importers.descriptions import Described, Form
from archive.ingest.importers.ead_dates import edtf_of
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.mods_names import name, subject, title, title_of
from archive.ingest.importers.xml_reading import (
    attribute,
    child,
    children,
    elements,
    language_of,
    local,
    paragraphs,
    words,
)  # fmt: skip
from archive.ingest.losses import Losses
from archive.metadata.access import Access
from archive.metadata.vocabularies import languages

MODS = "http://www.loc.gov/mods/v3"
CODED = message("a code, which the words beside it spell out")
OF_THE_RECORD = message("it speaks of the record, not of what it describes")

# typeOfResource → our type: https://www.loc.gov/standards/mods/userguide/typeofresource.html
RESOURCES = {
    "text": "document",
    "cartographic": "image",
    "notated music": "document",
    "sound recording": "recording",
    "sound recording-musical": "recording",
    "sound recording-nonmusical": "recording",
    "still image": "image",
    "moving image": "recording",
}
# relatedItem/@type → the relation it is: https://www.loc.gov/standards/mods/userguide/relateditem.html
RELATED = {
    "host": "is_part_of",
    "series": "is_part_of",
    "constituent": "has_part",
    "preceding": "replaces",
    "succeeding": "is_replaced_by",
    "original": "is_format_of",
    "otherversion": "has_version",
    "otherformat": "has_format",
    "isreferencedby": "is_referenced_by",
    "references": "references",
}


def resource(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take what kind of thing it is."""
    said = words(element)
    if attribute(element, "collection") == "yes":
        gathering.types.append("collection")
    if (found := RESOURCES.get(said.casefold())) or attribute(element, "collection") == "yes":
        gathering.types += [found] if found else []
        gathering.losses.mapped(path, "type")
    else:
        gathering.typed(path, said)


def dated(field: str) -> Reader:
    """Return a reader of a date; the two points of one are read together, at the first."""

    def read(element: etree._Element, path: str, gathering: Gathering) -> None:
        parent = element.getparent()
        same = children(parent, local(element)) if parent is not None else [element]
        ends = {attribute(each, "point"): words(each) for each in same if attribute(each, "point")}
        text = words(element)
        if "start" in ends and "end" in ends and attribute(element, "point"):
            if attribute(element, "point") == "end":
                gathering.losses.mapped(path, field)
                return
            text = f"{ends['start']}/{ends['end']}"
        qualifier = attribute(element, "qualifier")
        edtf = edtf_of(text, qualifier in ("approximate", "inferred")) if _for_machines(element, text) else ""
        if edtf and qualifier == "questionable":
            edtf = f"{edtf}?" if "/" not in edtf else edtf
        gathering.say(path, field, text, edtf=edtf)

    return read


def _for_machines(element: etree._Element, text: str) -> bool:
    return bool(attribute(element, "encoding", "point", "qualifier")) or "/" in text


def language(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a language by its code, else by its name."""
    terms = [words(each) for each in children(element, "languageTerm")] or [words(element)]
    known = [each for each in terms if languages.recognise(each)]
    if known:
        gathering.say(path, "language", known[0])
    else:
        gathering.note(path, ", ".join(filter(None, terms)))


def place(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a place of publication by its name; a code only repeats it."""
    for each in children(element, "placeTerm") or [element]:
        if attribute(each, "type") == "code":
            gathering.drop(f"{path}/placeTerm", CODED)
        else:
            gathering.say(path, "place_of_publication", words(each).strip(" :[],"))


def publisher(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a publisher, without the comma that cataloguers put behind it."""
    gathering.named(path, "publisher", words(element).strip(" ,:;[]"), "body")


def related(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take what it is related to: by its title, else by its address or number; more goes into a note."""
    kind = attribute(element, "type").casefold()
    label = attribute(element, "displayLabel", "otherType")
    titles = [title_of(each) for each in children(element, "titleInfo")]
    named = [words(child(each, "url")) for each in children(element, "location")]
    named += [words(each) for each in children(element, "identifier")]
    said = [each for each in (*titles, *named) if each]
    field = RELATED.get(kind, "relation")
    if said:
        gathering.say(path, field, said[0] if titles else said[-1])
    more = words(element)
    if not said or len(more) > len(said[0]) + 3:
        gathering.note(path, paragraphs(element), label or kind or "relatedItem")


def identifier(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take an identifier: an address is where it is found, a number keeps the name of its kind."""
    text, kind = words(element), attribute(element, "type")
    if text.startswith(("http://", "https://")):
        gathering.say(path, "see_also", text)
    elif attribute(element, "invalid") == "yes":
        gathering.note(path, text, f"{kind} (invalid)".strip())
    else:
        kept = kind.upper() if kind.casefold() in ("isbn", "issn", "doi", "lccn", "oclc", "ismn") else ""
        gathering.say(path, "identifier", f"{kept} {text}".strip())


def address(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take an address where it is found; a preview is no such thing."""
    if attribute(element, "access") == "preview":
        gathering.drop(path, DERIVED)
    else:
        gathering.say(path, "see_also", words(element))


def note(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Keep a note, under what it is about."""
    gathering.note(path, paragraphs(element), attribute(element, "displayLabel", "type"))


def condition(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take conditions of access, or of use: a licence if they name one."""
    href, text = attribute(element, "href", "valueURI"), paragraphs(element)
    restricts = "access" in attribute(element, "type").casefold().replace("use", "")
    if href:
        gathering.say(f"{path}/@href", "license", href)
    if restricts or level_of(text) is Access.RESTRICTED:
        gathering.say(path, "access_rights", text, language_of(element))
        gathering.condition(path, text)
    elif text.startswith(("http://", "https://")):
        gathering.say(path, "license", text)
    else:
        gathering.say(path, "rights", text, language_of(element))


def part(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Keep which part of a larger work it is."""
    gathering.note(path, " ".join(filter(None, (words(each) for each in elements(element)))))


CROSSWALK = Crosswalk(
    name="MODS",
    specification="https://www.loc.gov/standards/mods/userguide/",
    rules=(
        Rule("titleInfo", "title, alternative", title),
        Rule("name", "creator, contributor, or the field of its role", name),
        Rule("typeOfResource", "type", resource),
        Rule("genre", "genre"),
        Rule("originInfo/place", "place_of_publication", place),
        Rule("originInfo/publisher", "publisher", publisher),
        Rule("originInfo/agent", "publisher", name),
        Rule("originInfo/dateIssued", "issued", dated("issued")),
        Rule("originInfo/dateCreated", "created", dated("created")),
        Rule("originInfo/copyrightDate", "copyrighted", dated("copyrighted")),
        Rule("originInfo/dateOther", "date", dated("date")),
        Rule("originInfo/edition", "edition"),
        Rule("language", "language", language),
        Rule("physicalDescription/form", "medium"),
        Rule("physicalDescription/extent", "extent"),
        Rule("physicalDescription/internetMediaType", "format"),
        Rule("physicalDescription/note", "note", note),
        Rule("abstract", "abstract", many_lines=True),
        Rule("tableOfContents", "table_of_contents", many_lines=True),
        Rule("targetAudience", "audience"),
        Rule("note", "note", note),
        Rule("subject", "subject, spatial, temporal", subject),
        Rule("relatedItem", "is_part_of, or the relation of its type", related),
        Rule("identifier", "identifier, see_also", identifier),
        Rule("location/shelfLocator", "reference_code"),
        Rule("location/holdingSimple/copyInformation/shelfLocator", "reference_code"),
        Rule("location/url", "see_also", address),
        Rule("accessCondition", "rights, license, access_rights", condition),
        Rule("part", "note", part),
        Rule("recordInfo/recordIdentifier", "identifier"),
        Rule("recordInfo/descriptionStandard", "rules"),
        Rule("recordInfo/recordCreationDate", "described", dated("described")),
        Rule("recordInfo/recordContentSource", "archivist_note"),
        Rule("recordInfo/recordOrigin", "archivist_note"),
        Rule("recordInfo/recordInfoNote", "archivist_note"),
        Rule("recordInfo/recordChangeDate", dropped=OF_THE_RECORD),
        Rule("recordInfo/languageOfCataloging", dropped=OF_THE_RECORD),
    ),
)  # fmt: skip


def describe(element: etree._Element, losses: Losses, otherwise: str) -> Described:
    """Return what a `mods` element says."""
    gathering = Gathering(losses)
    CROSSWALK.follow(element, gathering)
    own = words(child(element, "recordInfo", "recordIdentifier"))
    numbers = [words(each) for each in children(element, "identifier") if attribute(each, "invalid") != "yes"]
    key = next(filter(None, (own, *numbers)), "")
    stand_in = gathering.first("abstract", "description", "identifier", "see_also", "note") or key
    account = gathering.settled(gathering.type(otherwise), stand_in)
    return Described(account, key)


FORM = Form(name="MODS", tag=f"{{{MODS}}}mods", holds=frozenset({MODS}), describe=describe)
