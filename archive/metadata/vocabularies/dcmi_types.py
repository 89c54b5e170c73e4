"""The DCMI Type Vocabulary.

Spec: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/#section-7
"""

from archive.core.words import _
from archive.metadata.vocabularies.vocabulary import Term, Vocabulary

DCMI_TYPES = Vocabulary(
    name="dcmi-types",
    label=_("DCMI types"),
    source="https://www.dublincore.org/specifications/dublin-core/dcmi-terms/#section-7",
    terms=(
        Term("Collection", _("Collection")),
        Term("Dataset", _("Dataset")),
        Term("Event", _("Event")),
        Term("Image", _("Image")),
        Term("InteractiveResource", _("Interactive resource")),
        Term("MovingImage", _("Moving image")),
        Term("PhysicalObject", _("Physical object")),
        Term("Service", _("Service")),
        Term("Software", _("Software")),
        Term("Sound", _("Sound")),
        Term("StillImage", _("Still image")),
        Term("Text", _("Text")),
    ),
)
