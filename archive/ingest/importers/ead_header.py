"""The crosswalk of the header of a finding aid: who wrote it, when, by which rules.

Specs: https://www.loc.gov/ead/tglib/elements/eadheader.html (EAD 2002),
https://www.loc.gov/ead/EAD3taglib/EAD3.html#elem-control (EAD3)
"""

from lxml import etree

from archive.core.words import message
from archive.ingest.importers.crosswalk import Crosswalk, Rule
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.xml_reading import attribute, child, elements, local, words

OF_THE_FILE = message("it speaks of the file, not of what it describes")
REPEATED = message("it repeats what stands elsewhere in the file")


def finding_aid(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the title of the finding aid, its subtitle behind it."""
    parent = element.getparent()
    titles = [
        words(each)
        for each in (elements(parent) if parent is not None else ())
        if local(each) in ("titleproper", "subtitle") and attribute(each, "type") != "filing"
    ]
    if words(element) == titles[0]:
        gathering.say(path, "finding_aid", " ".join(filter(None, titles)))
    elif words(element):
        gathering.losses.mapped(path, "finding_aid")


def representation(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take the address of the finding aid in another form."""
    gathering.say(path, "see_also", attribute(element, "href"))


def event(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take an event of the file's history in a line: what, when, by whom."""
    kind, when = child(element, "eventtype"), child(element, "eventdatetime")
    said = [
        (words(kind) or attribute(kind, "value")) if kind is not None else "",
        (words(when) or attribute(when, "standarddatetime")) if when is not None else "",
        words(child(element, "agent")),
        words(child(element, "eventdescription")),
    ]
    gathering.say(path, "archivist_note", ", ".join(filter(None, said)))


# `eadheader` (EAD 2002) and `control` (EAD3): what they say of the finding aid belongs to its top.
HEADER = Crosswalk(
    name="EAD header",
    specification="https://www.loc.gov/ead/EAD3taglib/EAD3.html#elem-control",
    rules=(
        Rule("eadid", "identifier"),
        Rule("recordid", "identifier"),
        Rule("otherrecordid", "identifier"),
        Rule("representation", "see_also", representation),
        Rule("filedesc/titlestmt/titleproper", "finding_aid", when={"type": "filing"}, dropped=REPEATED),
        Rule("filedesc/titlestmt/titleproper", "finding_aid", finding_aid),
        Rule("filedesc/titlestmt/subtitle", "finding_aid", finding_aid),
        Rule("filedesc/titlestmt/author", "archivist_note"),
        Rule("filedesc/titlestmt/sponsor", "archivist_note"),
        Rule("filedesc/editionstmt", "archivist_note"),
        Rule("filedesc/publicationstmt", "archivist_note"),
        Rule("filedesc/seriesstmt", "archivist_note"),
        Rule("filedesc/notestmt", "archivist_note"),
        Rule("profiledesc/creation", "archivist_note"),
        Rule("profiledesc/descrules", "rules"),
        Rule("conventiondeclaration", "rules"),
        Rule("revisiondesc/change", "archivist_note"),
        Rule("maintenancehistory/maintenanceevent", "archivist_note", event),
        Rule("maintenanceagency/agencyname", "archivist_note"),
        Rule("rightsdeclaration", "archivist_note"),
        Rule("sources", "archivist_note"),
        Rule("maintenanceagency/agencycode", dropped=OF_THE_FILE),
        Rule("maintenanceagency/otheragencycode", dropped=OF_THE_FILE),
        Rule("profiledesc/langusage", dropped=OF_THE_FILE),
        Rule("languagedeclaration", dropped=OF_THE_FILE),
        Rule("localtypedeclaration", dropped=OF_THE_FILE),
        Rule("localcontrol", dropped=OF_THE_FILE),
        Rule("maintenancestatus", dropped=OF_THE_FILE),
        Rule("publicationstatus", dropped=OF_THE_FILE),
    ),
)  # fmt: skip
