"""Rows of one sheet that are part of others, taken in: fonds, series, file and item in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import holdings
from archive.catalogue.selection import Selection
from archive.ingest.importers.table import open_table
from archive.ingest.mapping import Mapping
from archive.ingest.mappings.rows import PartOf, Rows
from archive.ingest.plan import make_plan
from archive.ingest.summary import Severity
from archive.metadata.access import Viewer
from archive.metadata.record import Kind

MAPPING = """
[rows]
part_of = "parent"

[constants]
type = "document"

[columns]
level = [
    { field = "level" },
    { field = "type", values = { item = "document" }, otherwise = "collection" },
]
"""
ROWS = [
    "L1,AR-1-1-1,item,To her mother",
    "AR-1-1-1,AR-1-1,file,Letters of 1901",
    "AR-1-1,AR-1,series,Letters",
    "AR-1,,fonds,Papers of Ana",
    "L2,AR-1-1-1,item,To her father",
    "AR-2,,fonds,Papers of Luis",
]
HEADINGS = "identifier,parent,level,title"


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def written(sheet, rows):
    return sheet("\n".join([HEADINGS, *rows]) + "\n")


def chains(records):
    return {each.title: [above.title for above in each.ancestors] for each in records()}


@pytest.mark.parametrize(
    "order", [list(ROWS), ROWS[::-1], [ROWS[3], ROWS[0], ROWS[5], ROWS[2], ROWS[4], ROWS[1]]]
)
def test_a_hierarchy_comes_in_whatever_order_its_rows_stand_in(take, sheet, mapping, records, order):
    summary = take(written(sheet, order), mapping)
    assert (summary.new, summary.refused) == (6, 0)
    above = ["Papers of Ana", "Letters", "Letters of 1901"]
    assert chains(records) == {"To her mother": above, "To her father": above}
    assert len(records(Kind.COLLECTION)) == 4


def test_levels_tell_collections_from_items_whatever_the_type_of_the_others(take, sheet, mapping, records):
    text = '[rows]\npart_of = "parent"\n[constants]\ntype = "document"\n[columns]\nlevel = "level"\n'
    mapping.write_text(text, encoding="utf-8")
    take(written(sheet, ROWS), mapping)
    assert chains(records)["To her mother"] == ["Papers of Ana", "Letters", "Letters of 1901"]
    assert len(records(Kind.COLLECTION)) == 4


def test_a_second_run_changes_nothing_and_a_moved_row_moves(take, sheet, mapping, records):
    take(written(sheet, ROWS), mapping)
    assert take(written(sheet, ROWS), mapping).unchanged == 6
    moved = [ROWS[0].replace("AR-1-1-1", "AR-2"), *ROWS[1:]]
    assert take(written(sheet, moved), mapping).changed == 1
    assert chains(records)["To her mother"] == ["Papers of Luis"]


def test_rows_that_go_in_a_circle_are_refused_and_the_others_come_in(take, sheet, mapping, heard):
    circle = ["A,B,series,One", "B,A,series,Two", "C,,fonds,Three"]
    summary = take(written(sheet, circle), mapping)
    assert (summary.new, summary.refused) == (1, 2)
    assert all("part of itself" in each for each in heard.lines(Severity.REFUSED))


def test_what_no_row_is_called_is_a_collection_of_the_archive(take, sheet, mapping, records, heard):
    take(written(sheet, ["AR-9,,fonds,Papers of Eva", "L1,AR-8,item,A letter"]), mapping)
    assert chains(records) == {"A letter": ["AR-8"]}
    assert 'Did you mean "AR-9"?' in heard.lines(Severity.WARNING)[0]


def test_with_strict_it_is_refused(take, sheet, mapping, heard):
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('"parent"', '{ column = "parent", strict = true }', 1), encoding="utf-8")
    assert take(written(sheet, ["AR-9,,fonds,Papers of Eva", "L1,AR-8,item,A letter"]), mapping).refused == 1
    assert 'Did you mean "AR-9"?' in heard.lines(Severity.REFUSED)[0]


def test_the_pages_of_an_album_stay_items_and_say_what_they_are_part_of(take, sheet, mapping, records):
    take(written(sheet, ["P1,ALB,item,Page 1", "ALB,,item,An album"]), mapping)
    page = next(each for each in records() if each.title == "Page 1")
    assert page.metadata["is_part_of"][0].text == "An album"


def test_items_keep_the_order_of_the_sheet_below_what_they_are_part_of(take, sheet, mapping, records, parts):
    rows = ["I3,F,item,C", "F,,fonds,Fonds", "I1,F,item,A", "I2,F,item,B"]
    take(written(sheet, rows), mapping)
    [fonds] = records(Kind.COLLECTION)
    with parts.catalogue.read() as session:
        found = holdings.children(session, fonds.id, Viewer.archivist(), Selection()).records
    assert [each.title for each in found] == ["C", "A", "B"]


@given(st.permutations(range(8)), st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_no_row_comes_before_the_one_it_is_part_of(tmp_path_factory, order, parents):
    rows = [["id", "parent", "type", "title"]]
    rows += [[f"r{at}", f"r{parents[at]}" if parents[at] < at else "", "collection", "T"] for at in order]
    table = open_table(tmp_path_factory.getbasetemp() / "items.csv", lambda: iter(rows))
    plan = make_plan("items.csv", table.headings, Mapping(rows=Rows(part_of=PartOf(column="parent"))))
    come: set[str] = set()
    for row in plan.rows(table):
        assert not row.within or row.within in come
        come.add(row.key)
    assert come == {f"r{at}" for at in range(8)}
