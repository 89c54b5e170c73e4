"""The crosswalks of EAC-CPF: names, description and relations, control.

Specs: https://eac.staatsbibliothek-berlin.de/Diagram/cpf.html, https://standards.archivists.org/eac/
"""

from lxml import etree

from archive.core.words import message
from archive.ingest.importers.crosswalk import Crosswalk, Rule
from archive.ingest.importers.ead_dates import dates_in, edtf_of
from archive.ingest.importers.gathering import Gathering
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

OF_THE_FILE = message("it speaks of the file, not of what it describes")
TYPES = {"person": "person", "corporatebody": "body", "family": "family"}
BIRTHS = frozenset({"birth", "born", "birthplace", "nacimiento", "lugar de nacimiento"})
DEATHS = frozenset({"death", "died", "deathplace", "defuncion", "fallecimiento"})
# cpfRelation/@cpfRelationType → the field for it, of the sort of agent that the other one is.
RELATIONS = {
    "hierarchical-parent": "parent_body",
    "temporal-earlier": "preceded_by",
    "temporal-later": "succeeded_by",
    "family": "related_agent",
    "associative": "related_agent",
    "hierarchical": "related_agent",
    "hierarchical-child": "related_agent",
    "temporal": "related_agent",
}
NO_DATE = ("9999", "0000")  # what programs write for want of a date
MARKS = ("authorizedForm", "preferredForm")


def type_of(identity: etree._Element | None) -> str:
    """Return our type for an identity: a person unless it says otherwise."""
    kind = child(identity, "entityType") if identity is not None else None
    said = (attribute(kind, "value") or words(kind)) if kind is not None else ""
    return TYPES.get(said.casefold(), "person")


def entity_id(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take an identifier of the entity: an address says what it is elsewhere."""
    text = words(element)
    gathering.say(path, "see_also" if text.startswith(("http://", "https://")) else "identifier", text)


def name(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a form of the name: the first that is marked as authorised is the title."""
    said = name_of(element)
    title = gathering.first("title")
    marked = _is_marked(element)
    if not title:
        gathering.say(path, "title", said, language_of(element))
    elif said == title:
        gathering.losses.mapped(path, "title")
    elif marked and not any(each.field == "alternative" and each.text == title for each in gathering.said):
        _promote(gathering, path, said, language_of(element))
    else:
        gathering.say(path, "alternative", said, language_of(element))
    for each in elements(element):
        if local(each) == "useDates" and words(each):
            gathering.note(f"{path}/useDates", f"{said}: {_spans(each)}", "name used")


def _promote(gathering: Gathering, path: str, said: str, language: str) -> None:
    """Let an authorised form take the place of one that came first and is not."""
    number = next(index for index, each in enumerate(gathering.said) if each.field == "title")
    if gathering.said[number].source.endswith("(authorised)"):
        gathering.say(path, "alternative", said, language)
        return
    former = gathering.said.pop(number)
    gathering.say(f"{path} (authorised)", "title", said, language)
    gathering.say(former.source, "alternative", former.text, former.language)


def name_of(element: etree._Element) -> str:
    """Return a name as headings are written; its parts are joined by commas."""
    return ", ".join(filter(None, (words(each).strip(" ,") for each in children(element, "part"))))


def _is_marked(element: etree._Element) -> bool:
    """Say whether a form of a name is marked as the authorised or preferred one, as either edition does."""
    stated = attribute(element, "status", "preferredForm").casefold()
    return stated in ("authorized", "preferred", "true") or any(
        child(element, mark) is not None for mark in MARKS
    )


def parallel(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the forms of a name in several languages."""
    for each in elements(element):
        if local(each) == "nameEntry":
            name(each, f"{path}/nameEntry", gathering)
        elif local(each) == "useDates" and words(each):
            gathering.note(f"{path}/useDates", _spans(each), "name used")


def existence(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the dates of existence: of a person birth and death, of a body founding and end."""
    for each in element.iter():
        if local(each) == "dateRange":
            for end, into in (("fromDate", "born"), ("toDate", "died")):
                _end(child(each, end), into, f"{path}/dateRange/{end}", gathering)
        elif local(each) == "date":
            edtf, said = _single(each)
            gathering.say(f"{path}/date", "date", said, edtf=edtf)
        elif local(each) == "descriptiveNote":
            gathering.note(f"{path}/descriptiveNote", words(each), "existence")


def _end(element: etree._Element | None, into: str, path: str, gathering: Gathering) -> None:
    if element is None:
        return
    edtf, said = _single(element)
    if attribute(element, "localType").casefold().startswith("flourished"):
        gathering.note(path, said, "active")
    else:
        gathering.say(path, into, said, edtf=edtf)


def _single(element: etree._Element) -> tuple[str, str]:
    """Return one date as (EDTF, words)."""
    stated = attribute(element, "standardDate", "notBefore", "notAfter")
    return ("" if stated in NO_DATE else edtf_of(stated)), words(element) or stated


def _spans(element: etree._Element) -> str:
    return ", ".join(said for _, said in dates_in(element) if said)


def place(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a place: where somebody was born or died if it says so, else where they were active."""
    entry = children(element, "placeEntry") or children(element, "placeName")
    said = words(entry[0]) if entry else words(child(element, "address")) or words(element)
    role = (words(child(element, "placeRole")) or attribute(element, "localType")).casefold()
    into = "birth_place" if role in BIRTHS else "death_place" if role in DEATHS else "place"
    gathering.say(path, into, said)
    for other in entry[1:]:
        gathering.note(f"{path}/placeEntry", words(other), said)


def occupation(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take an occupation or function, with its time."""
    said = words(child(element, "term")) or words(element)
    dated = any(local(each) in ("dateRange", "date", "dateSet") for each in elements(element))
    when = _spans(element) if dated else ""
    gathering.say(path, "occupation", f"{said} ({when})" if when and when not in said else said)


def biography(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the biography; an abstract within it is a description."""
    abstract = child(element, "abstract")
    if abstract is not None:
        gathering.say(f"{path}/abstract", "description", words(abstract), language_of(abstract))
    gathering.say(path, "history", paragraphs(element, frozenset({"abstract"})), language_of(element))


def relation(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a relation to another agent, by its name; the same entity elsewhere by its address."""
    kind = attribute(element, "cpfRelationType", "relationType").casefold()
    target = child(element, "targetEntity", "part") if local(element) == "relation" else None
    said = words(target) or " ".join(words(each) for each in children(element, "relationEntry"))
    href = attribute(element, "href")
    if kind == "identity" and href:
        gathering.say(path, "see_also", href)
    elif said:
        gathering.named(path, RELATIONS.get(kind, "related_agent"), said)
    elif href:
        gathering.note(path, href, kind or "related")
    if more := words(child(element, "descriptiveNote")):
        gathering.note(f"{path}/descriptiveNote", f"{said}: {more}", kind or "related")


def resource(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Keep a relation to a resource: what it is, and where."""
    entries = [words(each) for each in elements(element) if local(each) == "relationEntry"]
    said = " ".join(filter(None, (*entries, attribute(element, "href")))) or words(element)
    kind = attribute(element, "resourceRelationType", "functionRelationType")
    gathering.note(path, said, kind or "related")


def source(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take what the description was made from."""
    parts = ("sourceEntry", "citedRange", "reference")
    entries = [words(each) for each in elements(element) if local(each) in parts]
    said = "; ".join(filter(None, entries)) or words(element)
    href = attribute(element, "href")
    gathering.say(path, "source", f"{said} ({href})" if href and said else said or href)


NAMES = Crosswalk(
    name="EAC-CPF, identity",
    specification="https://eac.staatsbibliothek-berlin.de/Diagram/cpf.html",
    rules=(
        Rule("entityType", "type", lambda element, path, gathering: gathering.losses.mapped(path, "type")),
        Rule("entityId", "identifier, see_also", entity_id),
        Rule("identityId", "identifier, see_also", entity_id),
        Rule("nameEntry", "title, alternative", name),
        Rule("nameEntryParallel", "title, alternative", parallel),
        Rule("nameEntrySet", "title, alternative", parallel),
        Rule("descriptiveNote", "note"),
    ),
)
DESCRIPTION = Crosswalk(
    name="EAC-CPF, description",
    specification="https://eac.staatsbibliothek-berlin.de/Diagram/cpf.html",
    rules=(
        Rule("existDates", "born and died, founded and dissolved, or date", existence),
        *(Rule(f"*/{one}", "birth_place, death_place, place", place) for one in ("place",)),
        Rule("*/function", "occupation", occupation),
        Rule("*/occupation", "occupation", occupation),
        Rule("*/legalStatus", "note"),
        Rule("*/mandate", "note"),
        Rule("*/languageUsed", "note"),
        Rule("*/structureOrGenealogy", "history", many_lines=True),
        Rule("*/generalContext", "history", many_lines=True),
        Rule("*/biogHist", "history, description", biography),
        Rule("cpfRelation", "related_agent, or the field of its type; see_also", relation),
        Rule("relation", "related_agent, or the field of its type; see_also", relation),
        Rule("resourceRelation", "note", resource),
        Rule("functionRelation", "note", resource),
    ),
)  # fmt: skip
CONTROL = Crosswalk(
    name="EAC-CPF, control",
    specification="https://eac.staatsbibliothek-berlin.de/Diagram/cpf.html",
    rules=(
        Rule("recordId", "identifier"),
        Rule("otherRecordId", "identifier", entity_id),
        Rule("sources/source", "source", source),
        *(Rule(one, dropped=OF_THE_FILE) for one in (
            "maintenanceStatus", "publicationStatus", "maintenanceAgency", "maintenanceHistory",
            "languageDeclaration", "languageOfDescription", "conventionDeclaration", "localTypeDeclaration",
            "localControl", "rightsdeclaration", "rightsDeclaration", "representation", "objectXMLWrap",
        )),
    ),
)  # fmt: skip
