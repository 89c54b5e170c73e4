"""Fields that several types share, each written here once."""

from marshmallow import Schema

from archive.core.words import _
from archive.metadata.field import agents, duration, edtf, language, number, places, records, subjects, text


class Dated(Schema):
    """Has a date of its own."""

    date = edtf(
        "dcterms:date",
        _("Date"),
        help=_("The date that matters most, as EDTF or in words: 1998-12-06, 1905~, between 1914 and 1918."),
        facet="year",
    )


class Classed(Schema):
    """Has subjects."""

    subject = subjects(
        "dcterms:subject", _("Subject"), help=_("What it is about."), facet="subject", weight=4, group="about"
    )


class Made(Dated, Classed):
    """Was made by somebody, in some language, about something: items and collections."""

    creator = agents(
        "dcterms:creator",
        _("Creator"),
        help=_("Who made or gathered it: author, artist, issuing body (ISAD(G) 3.2.1)."),
        facet="creator",
        weight=5,
    )
    contributor = agents(
        "dcterms:contributor", _("Contributor"), help=_("Who else had a part in it."), facet="contributor"
    )
    publisher = agents(
        "dcterms:publisher",
        _("Publisher"),
        help=_("Who made it available: a press, a broadcaster."),
        facet="publisher",
        weight=2,
    )
    language = language(
        "dcterms:language",
        _("Language"),
        help=_("Of its words: a BCP 47 tag such as es-VE, or the language's name."),
        facet="language",
        group="about",
    )
    spatial = places(
        "dcterms:spatial", _("Place"), help=_("Where it is about."), facet="place", group="about"
    )
    abstract = text(
        "dcterms:abstract",
        _("Abstract"),
        help=_("What it says, in a paragraph."),
        widget="paragraphs",
        weight=3,
    )
    extent = text(
        "dcterms:extent",
        _("Extent"),
        help=_("How much there is: 12 pages, 3 reels (ISAD(G) 3.1.5)."),
        group="physical",
    )
    provenance = text(
        "dcterms:provenance",
        _("Archival history"),
        help=_("Through whose hands it came (ISAD(G) 3.2.3)."),
        widget="paragraphs",
        group="control",
    )
    bibliographic_citation = text(
        "dcterms:bibliographicCitation", _("How to cite it"), weight=0, group="notes"
    )


class Spoken(Schema):
    """Somebody speaks in it, for some time."""

    speaker = agents(
        "marcrel:spk", _("Speaker"), broader="dc:creator", help=_("Who speaks."), facet="creator", weight=5
    )
    duration = duration(
        "schema:duration",
        _("Duration"),
        broader="dc:format",
        help=_("How long it lasts: 1:20:00, 80 min, PT1H20M."),
        group="physical",
    )


class Translated(Schema):
    """May be the work of a translator."""

    translator = agents(
        "marcrel:trl",
        _("Translator"),
        broader="dc:contributor",
        help=_("Who put it into this language."),
        facet="contributor",
        weight=2,
    )


class OfGenre(Schema):
    """Is of a kind that its type does not say."""

    genre = text(
        "schema:genre",
        _("Genre"),
        broader="dc:type",
        help=_("Address, debate, letter, report, law, photograph, poster, interview …"),
        facet="genre",
        weight=2,
    )


class Carried(Schema):
    """Is made of something."""

    medium = text(
        "dcterms:medium",
        _("Medium"),
        help=_("Materials, technique or carrier: oil on canvas, cassette."),
        facet="medium",
        group="physical",
    )


class Located(Schema):
    """Stands at a point of the Earth."""

    latitude = number(
        "wgs84:lat", _("Latitude"), minimum=-90, maximum=90, help=_("Degrees north, WGS 84."), group="about"
    )
    longitude = number(
        "wgs84:long",
        _("Longitude"),
        minimum=-180,
        maximum=180,
        help=_("Degrees east, WGS 84."),
        group="about",
    )


class Placed(Schema):
    """Happens or works somewhere."""

    place = places(
        "schema:location",
        _("Place"),
        broader="dc:coverage",
        help=_("Where it took place, or where they were active."),
        facet="place",
        group="about",
    )


class Historied(Schema):
    """Has a history worth telling."""

    history = text(
        "ead:bioghist",
        _("History"),
        help=_("The main events of a life, a family or a body (ISAAR(CPF) 5.2.2, ISAD(G) 3.2.2)."),
        widget="paragraphs",
        weight=2,
    )


class Sourced(Schema):
    """Was taken from, or is known from, something else."""

    source = records(
        "dcterms:source", _("Source"), help=_("From what it was taken or is known: a book, an address.")
    )
