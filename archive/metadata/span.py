"""The span of days of a record: what it is sorted and filtered by."""

from archive.metadata.dates import Date, from_edtf
from archive.metadata.item_types import RECORD_TYPES, RecordType
from archive.metadata.record import Metadata


def span(type_name: str, metadata: Metadata) -> tuple[int, int] | None:
    """Return the first and last day of a record's main date as ordinals, or None if it has none."""
    return span_as(RECORD_TYPES[type_name], metadata)


def span_as(record_type: RecordType, metadata: Metadata) -> tuple[int, int] | None:
    """Return the span of a record of a type, registered or not."""
    for names in record_type.dated:
        if found := _dates(names, metadata):
            return min(date.earliest for date in found), max(date.latest for date in found)
    return None


def _dates(names: tuple[str, ...], metadata: Metadata) -> list[Date]:
    return [
        from_edtf(value.edtf) for name in names for value in metadata.get(name, ()) if value.edtf is not None
    ]
