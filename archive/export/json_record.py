"""A record as JSON: everything its viewer may know, under the names of the schemas."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.metadata.loading import dump
from archive.metadata.record import FileFacts, Kind, Record


def shape(record: Record, links: Links) -> dict[str, Any]:
    """Return the record as plain data, fit for JSON."""
    return {
        "id": record.id,
        "ark": links.ark(record.id),
        "address": links.record(record.kind, record.id),
        "kind": record.kind.value,
        "type": record.type,
        "access": record.access.value,
        "embargo_until": record.embargo_until.isoformat() if record.embargo_until else None,
        "metadata": dump(record.metadata),
        "part_of": [
            {"id": each.id, "title": each.title, "address": links.record(Kind.COLLECTION, each.id)}
            for each in record.ancestors
        ],
        "files": [_file(record, file, links) for file in record.files],
        "revision": record.revision,
        "created": record.created.isoformat(),
        "modified": record.modified.isoformat(),
    }


def _file(record: Record, file: FileFacts, links: Links) -> dict[str, Any]:
    facts = {
        "name": file.name,
        "address": links.file(record.id, file.name),
        "media_type": file.media_type,
        "puid": file.puid,
        "size": file.size,
        "sha512": file.sha512,
        "access": file.access.value,
        "width": file.width,
        "height": file.height,
        "pages": file.pages,
        "language": file.language,
        "problem": file.problem or None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def one(record: Record, links: Links) -> bytes:
    """Return the record as a JSON document."""
    return json.dumps(shape(record, links), ensure_ascii=False, indent=2).encode() + b"\n"


def many(records: Iterable[Record], links: Links) -> Iterator[bytes]:
    """Yield one JSON array, written as the records come."""
    opening = b"[\n"
    for record in records:
        yield opening + one(record, links).rstrip(b"\n")
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


EXPORTER = Exporter(
    name="json", label="JSON", extension="json", media_type="application/json", one=one, many=many
)
