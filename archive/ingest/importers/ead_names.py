"""Names and headings of finding aids: who made what is described, what it is about, what it is.

Specs: https://www.loc.gov/ead/tglib/elements/origination.html, …/controlaccess.html;
https://www.loc.gov/ead/EAD3taglib/EAD3.html#elem-controlaccess
"""

import re

from lxml import etree

from archive.ingest.importers.dc_terms import kind_of
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.relators import field_for
from archive.ingest.importers.xml_reading import attribute, children, elements, local, own_words, words

AGENTS = {"persname": "person", "corpname": "body", "famname": "family", "name": ""}
_DASHED = re.compile(r"\s?--\s?")
# Heading → a dash before a subdivision, as subject headings are written.
_SUBDIVIDED = frozenset({"subject", "geogname", "genreform", "function", "occupation", "title"})


def origination(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take who made or gathered it."""
    names = [each for each in elements(element) if local(each) in AGENTS]
    for each in names:
        gathering.named(path, "creator", name_of(each), AGENTS[local(each)])
    if not names:
        gathering.say(path, "creator", words(element))
    elif own := own_words(element).strip(" ,.;"):
        gathering.note(path, own)


def access_point(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a name in `controlaccess`: somebody who had a part in it if a role says so, else a subject."""
    name = name_of(element)
    role = attribute(element, "relator", "role")
    if role and "subject" not in role.casefold():
        gathering.named(path, field_for(role) or "contributor", name, AGENTS[local(element)])
    else:
        gathering.say(path, "subject", name)


def heading(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a subject, or whatever else is a heading here."""
    gathering.say(path, "subject", name_of(element))


def place(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the name of a place; with a subdivision it is a subject."""
    name = name_of(element)
    gathering.say(path, "subject" if _DASHED.search(name) else "spatial", name)


def genre(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a genre; where it is one, it also says what type of item this is."""
    name = name_of(element)
    first = name.partition(" -- ")[0].strip(" .")
    if kind := kind_of([first, first.removesuffix("s"), first.split(" ")[-1].removesuffix("s")]):
        gathering.types.append(kind)
    gathering.say(path, "genre", name)


def name_of(element: etree._Element) -> str:
    """Return a name or heading; its parts (EAD3) are joined as headings are written."""
    parts = [text for each in children(element, "part") if (text := words(each))]
    if len(parts) < 2:
        return _trimmed(words(element))
    if local(element) in _SUBDIVIDED:
        return " -- ".join(map(_trimmed, parts))
    between = ". " if local(element) == "corpname" else ", "  # a part of a body, or the title of a person
    joined = parts[0]
    for part in parts[1:]:
        joined += f" {part}" if joined[-1:] in ".,;:(" or part[:1] == "(" else f"{between}{part}"
    return _trimmed(joined)


def _trimmed(text: str) -> str:
    """Return a heading without the comma, or the full stop of cataloguing rules, at its end."""
    text = text.strip().rstrip(",;:").strip()
    last = text.rpartition(" ")[2]
    keeps = len(last) <= 3 or "." in last[:-1]  # initials and abbreviations keep theirs
    return text.removesuffix(".") if text.endswith(".") and not keeps else text
