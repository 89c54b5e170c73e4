"""Exports of other systems that are recognised by themselves: read this list first.

They are asked before plain tables and plain folders, whose form some of them have.
"""

from archive.ingest.importers.atom import AtomImporter
from archive.ingest.importers.atom_authorities import AtomAuthorityImporter
from archive.ingest.importers.collectionbuilder import CollectionBuilderImporter
from archive.ingest.importers.dspace_archive import DSpaceArchiveImporter
from archive.ingest.importers.dspace_table import DSpaceTableImporter
from archive.ingest.importers.internet_archive import InternetArchiveImporter
from archive.ingest.importers.omeka_s import OmekaSImporter
from archive.ingest.importers.omeka_table import OmekaTableImporter
from archive.ingest.manifest import Importer

SYSTEMS: tuple[Importer, ...] = (
    AtomImporter(),
    AtomAuthorityImporter(),
    DSpaceTableImporter(),
    DSpaceArchiveImporter(),
    CollectionBuilderImporter(),
    InternetArchiveImporter(),
    OmekaTableImporter(),
    OmekaSImporter(),
)
