"""Addresses of records and files, as an exporter needs them."""

from dataclasses import dataclass
from urllib.parse import quote

from archive.core.identifiers import ark
from archive.metadata.record import Kind

PATHS = {
    Kind.ITEM: "items",
    Kind.COLLECTION: "collections",
    Kind.AGENT: "agents",
    Kind.PLACE: "places",
    Kind.SUBJECT: "subjects",
    Kind.EVENT: "events",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses under one base address (without a final slash)."""

    base: str
    naan: str = "99999"

    def record(self, kind: Kind, identifier: str) -> str:
        """Return the address of a record's page."""
        return f"{self.base}/{PATHS[kind]}/{identifier}"

    def file(self, item: str, name: str) -> str:
        """Return the address of a file of an item."""
        return f"{self.base}/items/{item}/files/{quote(name)}"

    def ark(self, identifier: str) -> str:
        """Return the record's ARK."""
        return ark(self.naan, identifier)
