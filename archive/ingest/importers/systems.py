"""Exports of other systems that are recognised by themselves: read this list first.

They are asked before plain tables and plain folders, whose form some of them have.
"""

from archive.ingest.importers.atom import AtomImporter
from archive.ingest.manifest import Importer

SYSTEMS: tuple[Importer, ...] = (AtomImporter(),)
