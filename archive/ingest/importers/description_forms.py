"""Which forms of description are understood: read `FORMS` first."""

from lxml import etree

from archive.ingest.importers import dublin_core, marc, mods
from archive.ingest.importers.descriptions import Form
from archive.ingest.importers.xml_reading import elements, namespace

FORMS: tuple[Form, ...] = (mods.FORM, marc.FORM, dublin_core.FORM)


def form_of(element: etree._Element) -> Form | None:
    """Return the form of a description by its tag, else by the namespaces of what it holds."""
    for each in FORMS:
        if element.tag == each.tag:
            return each
    held = {namespace(each) for each in elements(element)}
    return next((each for each in FORMS if not each.tag and each.holds & held), None)
