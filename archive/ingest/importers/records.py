"""Records in the standards of archives and libraries: which kinds are understood."""

from archive.ingest.importers.ead import FindingAidImporter
from archive.ingest.manifest import Importer

RECORDS: tuple[Importer, ...] = (FindingAidImporter(),)
