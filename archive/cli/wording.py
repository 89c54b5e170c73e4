"""A record in words for the terminal."""

from collections.abc import Iterator

from archive.cli.call import Call
from archive.metadata.item_types import RECORD_TYPES, fields
from archive.metadata.reading import show
from archive.metadata.record import Record, Value


def main_date(record: Record) -> Value | None:
    """Return the date by which a record of its type is placed in time."""
    names = (name for group in RECORD_TYPES[record.type].dated for name in group)
    return next(filter(None, map(record.first, names)), None)


def dated(call: Call, record: Record) -> str:
    """Return the main date as a reader sees it, or ""."""
    value = main_date(record)
    if value is None:
        return ""
    spec = next(spec for spec in fields(record.type) if value in record.metadata.get(spec.name, ()))
    return show(value, spec, call.language, call.translate)


def described(call: Call, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the label and the words of each value, in the order of the fields."""
    for spec in fields(record.type):
        for value in record.metadata.get(spec.name, ()):
            words = show(value, spec, call.language, call.translate)
            language = f" [{value.language}]" if value.language else ""
            link = f" ({value.authority})" if value.authority and value.authority != words else ""
            yield call.translate(spec.label), f"{words}{language}{link}"
