"""Records in the standards of archives and libraries: which kinds are understood."""

from archive.ingest.importers.eac import AgentImporter
from archive.ingest.importers.ead import FindingAidImporter
from archive.ingest.importers.marc import MarcImporter
from archive.ingest.importers.mets import MetsImporter
from archive.ingest.importers.record_lists import RecordListImporter
from archive.ingest.manifest import Importer

RECORDS: tuple[Importer, ...] = (
    FindingAidImporter(),
    AgentImporter(),
    MetsImporter(),
    RecordListImporter(),
    MarcImporter(),
)
