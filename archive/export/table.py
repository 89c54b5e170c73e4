"""Records as CSV: one row a record, one column a field and language, several values parted by `|`.

`archive ingest` understands every heading, so that a table may be mended in a spreadsheet and taken in.

Spec: https://www.rfc-editor.org/rfc/rfc4180 (commas, CRLF, a byte-order mark for spreadsheet programs)
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.metadata.cells import joined
from archive.metadata.item_types import all_fields
from archive.metadata.record import Record

BEFORE = ("id", "type", "collection", "access", "embargo_until")
AFTER = ("file",)
FIELDS = all_fields()
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def row(record: Record) -> dict[str, str]:
    """Return the record's cells by column name; values of one field and language stand in one cell."""
    cells = {
        "id": record.id,
        "type": record.type,
        "collection": record.ancestors[-1].title if record.ancestors else "",
        "access": record.access.value,
        "embargo_until": record.embargo_until.isoformat() if record.embargo_until else "",
    }
    for column, texts in _columns(record).items():
        # A field of one value is read whole: a bar in a title is a bar.
        repeatable = FIELDS[column.partition(":")[0]].repeatable
        cells[column] = joined(texts) if repeatable else texts[0]
    cells["file"] = joined(file.name for file in record.files)
    return cells


def _columns(record: Record) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, values in record.metadata.items():
        for value in values:
            column = f"{name}:{value.language}" if value.language else name
            found.setdefault(column, []).append(value.text)
    return found


def columns(used: Iterable[str]) -> list[str]:
    """Return the columns in use, in the order of the schemas, languages after the plain field."""
    order = {name: place for place, name in enumerate((*BEFORE, *FIELDS, *AFTER))}
    return sorted(used, key=lambda column: (order.get(column.partition(":")[0], len(order)), column))


def one(record: Record, links: Links) -> bytes:
    """Return the record as a table of one row."""
    return b"".join(many([record], links))


def many(records: Iterable[Record], links: Links) -> Iterator[bytes]:
    """Yield one table. Rows wait in a temporary file until every column in use is known."""
    with tempfile.SpooledTemporaryFile(max_size=2**22, mode="w+", encoding="utf-8") as waiting:
        used: dict[str, None] = dict.fromkeys((*BEFORE, *AFTER))
        for record in records:
            cells = row(record)
            used.update(dict.fromkeys(cells))
            waiting.write(json.dumps(cells, ensure_ascii=False) + "\n")
        waiting.seek(0)
        yield from _written(waiting, columns(used))


def _written(waiting: IO[str], names: list[str]) -> Iterator[bytes]:
    chunk = io.StringIO()
    writer = csv.DictWriter(chunk, names)
    writer.writeheader()
    yield BOM
    for line in waiting:
        writer.writerow(json.loads(line))
        yield chunk.getvalue().encode()
        chunk.seek(0)
        chunk.truncate()
    yield chunk.getvalue().encode()


EXPORTER = Exporter(
    name="csv", label="CSV", extension="csv", media_type="text/csv; charset=utf-8", one=one, many=many
)
