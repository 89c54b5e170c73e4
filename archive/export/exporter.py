"""What an exporter is: a pure function of a Record and Links."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.export.links import Links
from archive.metadata.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format in which records leave."""

    name: str  # as in `--format`
    label: str
    extension: str  # as in `/items/<id>.<extension>`
    media_type: str
    one: Callable[[Record, Links], bytes]
    many: Callable[[Iterable[Record], Links], Iterable[bytes]]  # chunks of one document
    namespace: str = ""  # XML namespace, for content negotiation by profile and for OAI
    schema: str = ""  # address of the XML schema
    oai_prefix: str = ""
