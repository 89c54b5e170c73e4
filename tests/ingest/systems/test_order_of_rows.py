"""The order of AtoM's rows means nothing: parents are read before what stands in them."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading

HEADINGS = ["legacyId", "parentId", "qubitParentSlug", "title", "levelOfDescription", "scopeAndContent"]


@st.composite
def forests(draw):
    """Rows of a forest, shuffled: each stands in one of those before it, or in none."""
    count = draw(st.integers(1, 12))
    parents = [draw(st.integers(-1, number - 1)) for number in range(count)]
    rows = [
        {"legacyId": str(number), "parentId": "" if parent < 0 else str(parent), "title": f"Unit {number}"}
        for number, parent in enumerate(parents)
    ]
    return draw(st.permutations(rows))


@given(forests())
def test_every_row_comes_after_what_it_stands_in_and_once(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "isad.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, HEADINGS)
            table.writeheader()
            table.writerows(rows)
        (source,) = open_sources(path, Reading())
        read = list(source.rows())
        assert source.count() == len(rows)
    stated = {row["legacyId"]: row["parentId"] for row in rows}
    assert {row.key: row.within for row in read} == stated
    seen: set[str] = set()
    for row in read:
        assert row.within in seen or not row.within
        assert row.raw.get("type") == "collection" or row.key not in stated.values()
        seen.add(row.key)
