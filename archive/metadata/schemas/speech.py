"""Speeches: addresses, broadcasts, interventions in debate."""

from archive.core.words import _
from archive.metadata.field import agents, choice, edtf, places, records, text
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.schemas.traits import Spoken, Translated


class SpeechSchema(Spoken, Translated, ItemSchema):
    """A speech: who spoke, when, where, to whom, on what occasion; and by what we know its words."""

    transcriber = agents(
        "marcrel:trc",
        _("Transcriber"),
        broader="dc:contributor",
        help=_("Who wrote it down."),
        facet="contributor",
        weight=2,
    )
    delivered = edtf(
        "dcterms:created", _("Date delivered"), help=_("When it was spoken."), facet="year", repeatable=False
    )
    occasion = text(
        "dcterms:description",
        _("Occasion"),
        help=_("Congress, rally, broadcast, hearing …"),
        weight=3,
        group="about",
    )
    venue = places(
        "marcrel:evp",
        _("Venue"),
        broader="dc:coverage",
        help=_("Where it was delivered: building and town."),
        facet="place",
        group="about",
    )
    witness = choice(
        "schema:additionalType",
        _("Kind of witness"),
        vocabulary="witnesses",
        facet="witness",
        help=_("What this text or recording is: the words as prepared, as heard, translated …"),
        repeatable=False,
    )
    prepared_text = records("dcterms:isVersionOf", _("Prepared text"), help=_("The same speech as prepared."))
    transcript = records("dcterms:hasVersion", _("Transcript"), help=_("The same speech as written down."))
    translation = records(
        "schema:workTranslation",
        _("Translation"),
        broader="dc:relation",
        help=_("The same speech in another language."),
    )
    recording = records(
        "dcterms:hasFormat", _("Recording"), help=_("The same speech in sound or moving image.")
    )
