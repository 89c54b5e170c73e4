"""Which vocabularies fields may name: read this list first."""

from archive.core.registry import Registry
from archive.core.words import _
from archive.metadata.vocabularies.dcmi_types import DCMI_TYPES
from archive.metadata.vocabularies.levels import LEVELS
from archive.metadata.vocabularies.rights import RIGHTS
from archive.metadata.vocabularies.witnesses import WITNESSES

VOCABULARIES = Registry(_("vocabulary"), [DCMI_TYPES, LEVELS, RIGHTS, WITNESSES])
