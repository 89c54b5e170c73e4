"""From a snapshot to the rows that hold it."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.catalogue.names import sort_key
from archive.catalogue.snapshot import (
    ACCESS,
    BY_THE_WAY,
    EMBARGO,
    PARENT,
    POSITION,
    STATE,
    TYPE,
    Snapshot,
    day,
    metadata_of,
)
from archive.catalogue.visibility import Opening
from archive.metadata.calendar_days import OPEN_START, year_of
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Metadata
from archive.metadata.span import span

UNDATED = 10**15  # further away than any day


def record_row(id: str, snapshot: Snapshot, metadata: Metadata, opens: Opening) -> dict[str, Any]:
    """Return the columns of a record that follow from its snapshot and from when it opens."""
    titles = metadata.get("title") or ()
    title = titles[0].text if titles else id
    codes = metadata.get("reference_code") or ()
    days = span(snapshot[TYPE], metadata)
    earliest, latest = days if days else (None, None)
    return {
        "id": id,
        "kind": str(RECORD_TYPES[snapshot[TYPE]].kind),
        "type": snapshot[TYPE],
        "title": title,
        "sort_title": sort_key(title),
        "metadata": metadata_of(snapshot),
        "access": snapshot[ACCESS],
        "embargo_until": day(snapshot[EMBARGO]),
        "state": snapshot[STATE],
        "by_the_way": bool(snapshot.get(BY_THE_WAY)),
        "opens": opens.record,
        "opens_files": opens.files,
        "opens_by_link": opens.by_link,
        "opens_within": opens.within,
        "parent": snapshot[PARENT],
        "position": snapshot[POSITION],
        "reference_code": codes[0].text if codes else None,
        "earliest": earliest,
        "latest": latest,
        "year": _year(earliest),
        "oldest": UNDATED if earliest is None else earliest,
        "newest": UNDATED if earliest is None else -earliest,
    }


def links_of(row: Mapping[str, Any], metadata: Metadata) -> Iterator[dict[str, Any]]:
    """Give the link rows of a record: one for each value that means another record."""
    for field, values in metadata.items():
        for position, value in enumerate(values):
            if value.authority is not None:
                yield {
                    "record": row["id"],
                    "field": field,
                    "position": position,
                    "authority": value.authority,
                    "kind": row["kind"],
                    "opens": row["opens"],
                }


def _year(earliest: int | None) -> int | None:
    return year_of(earliest) if earliest is not None and earliest > OPEN_START else None
