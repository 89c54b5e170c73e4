"""Names, titles and subjects of MODS.

Specs: https://www.loc.gov/standards/mods/userguide/name.html, …/titleinfo.html, …/subject.html
"""

from lxml import etree

from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.relators import field_for, says_more
from archive.ingest.importers.xml_reading import (
    attribute,
    child,
    children,
    elements,
    language_of,
    local,
    words,
)
from archive.metadata.dates import is_date

PARTS_OF_TITLES = ("nonSort", "title", "subTitle", "partNumber", "partName")
TYPES_OF_AGENTS = {"personal": "person", "corporate": "body", "conference": "body", "family": "family"}
# From the whole to its part, so that the most special place is named first.
PLACES = (
    "extraTerrestrialArea", "continent", "country", "province", "region", "state", "territory", "county",
    "island", "area", "city", "citySection",
)  # fmt: skip


def title(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a title: the first that has no type is the title, the others are other titles."""
    field = "alternative" if attribute(element, "type") else "title"
    gathering.say(path, field, title_of(element), language_of(element))


def title_of(element: etree._Element) -> str:
    """Return a title with what sorts before it, its subtitle and its part."""
    said = {name: words(child(element, name)) for name in PARTS_OF_TITLES}
    gap = "" if said["nonSort"].endswith("'") else " "
    whole = f"{said['nonSort']}{gap}{said['title']}".strip().rstrip(" /:;")
    if said["subTitle"]:
        whole += f": {said['subTitle']}"
    part = ", ".join(filter(None, (said["partNumber"], said["partName"])))
    return f"{whole}. {part}" if part else whole


def name(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a name into the field of each of its roles; one that stands first, or alone, is a creator's."""
    said = name_of(element)
    kind = TYPES_OF_AGENTS.get(attribute(element, "type"), "")
    roles = [words(term) for role in children(element, "role") for term in children(role, "roleTerm")]
    fields = {field_for(role) or "contributor" for role in roles if role} or {"creator"}
    for field in sorted(fields):
        gathering.named(path, field, said, kind)
    for role in roles:
        if says_more(role) and not field_for(role):
            gathering.note(f"{path}/role", f"{said} ({role})", "role")
    for each in elements(element):
        if local(each) in ("description", "affiliation", "nameIdentifier", "alternativeName") and words(each):
            gathering.note(f"{path}/{local(each)}", f"{said}: {words(each)}", local(each))


def name_of(element: etree._Element) -> str:
    """Return a name as headings are written: family name, given name, title, dates."""
    parts: dict[str, list[str]] = {}
    for each in children(element, "namePart"):
        parts.setdefault(attribute(each, "type"), []).append(words(each).strip(" ,"))
    plain = (
        ". ".join(filter(None, parts.get("", ())))
        if len(parts.get("", ())) > 1
        else "".join(parts.get("", ()))
    )
    split = ", ".join(filter(None, (*parts.get("family", ()), *parts.get("given", ()))))
    whole = [plain or split, *parts.get("termsOfAddress", ())]
    dates = [each for each in parts.get("date", ()) if each not in whole[0]]
    return ", ".join(filter(None, (*whole, *dates))) or words(child(element, "displayForm"))


def subject(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a subject: places alone are places, a time alone is a time, anything else is one heading."""
    parts = [each for each in elements(element) if local(each) != "cartographics"]
    kinds = {local(each) for each in parts}
    for each in children(element, "cartographics"):
        for one in elements(each):
            gathering.note(f"{path}/cartographics/{local(one)}", words(one))
    if not parts:
        gathering.say(path, "subject", words(element) if not len(element) else "")
    elif kinds <= {"geographic", "hierarchicalGeographic"}:
        for each in parts:
            gathering.say(f"{path}/{local(each)}", "spatial", _heading(each), language_of(element))
    elif kinds == {"temporal"}:
        _time(parts, path, gathering)
    elif kinds <= {"geographicCode"}:
        gathering.note(f"{path}/geographicCode", ", ".join(map(words, parts)))
    else:
        said = [_heading(each) for each in parts if local(each) != "geographicCode"]
        gathering.say(path, "subject", " -- ".join(filter(None, said)), language_of(element))


def _time(parts: list[etree._Element], path: str, gathering: Gathering) -> None:
    ends = {attribute(each, "point"): words(each) for each in parts}
    if "start" in ends and "end" in ends:
        gathering.say(f"{path}/temporal", "temporal", f"{ends['start']}/{ends['end']}")
        return
    for each in parts:
        field = "temporal" if is_date(words(each)) else "subject"
        gathering.say(f"{path}/temporal", field, words(each))


def _heading(element: etree._Element) -> str:
    if local(element) == "name":
        return name_of(element)
    if local(element) == "titleInfo":
        return title_of(element)
    if local(element) == "hierarchicalGeographic":
        named = {local(each): words(each) for each in elements(element)}
        return ", ".join(named[each] for each in reversed(PLACES) if named.get(each))
    return words(element).strip().rstrip(",;")
