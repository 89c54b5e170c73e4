"""Levels of description.

Spec: ISAD(G) second edition, element 3.1.4 and appendix A-1.
"""

from archive.core.words import _
from archive.metadata.vocabularies.vocabulary import Term, Vocabulary

LEVELS = Vocabulary(
    name="levels",
    label=_("Levels of description"),
    source="https://www.ica.org/resource/isadg-general-international-standard-archival-description-second-edition/",
    terms=(
        Term("fonds", _("Fonds"), ("fondo",)),
        Term("subfonds", _("Sub-fonds"), ("sub-fonds", "subfondo")),
        Term("collection", _("Collection (assembled)"), ("colección",)),
        Term("series", _("Series"), ("serie",)),
        Term("subseries", _("Sub-series"), ("sub-series", "subserie")),
        Term("file", _("File (unit of papers)"), ("expediente", "dossier", "unidad documental compuesta")),
        Term("item", _("Item"), ("pieza", "unidad documental simple")),
    ),
)
