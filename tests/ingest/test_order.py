"""Items stand in their collection in the order of their source, and stay where they came in."""

import pytest

from archive.catalogue import holdings
from archive.catalogue.neighbours import neighbours
from archive.catalogue.selection import Selection
from archive.metadata.access import Viewer
from archive.metadata.record import Kind

SHEET = "id,title,collection\n1,Prologue,Box\n2,Chapter,Box\n3,Appendix,Box\n"


@pytest.fixture
def order(parts, records):
    """Return the titles of the items of the one collection, in its order."""

    def order():
        [collection] = records(Kind.COLLECTION)
        with parts.catalogue.read() as session:
            found = holdings.children(session, collection.id, Viewer.archivist(), Selection())
        return [each.title for each in found.records]

    return order


def test_items_stand_in_the_order_of_their_rows(take, sheet, order, records, parts):
    take(sheet(SHEET), type="document")
    assert order() == ["Prologue", "Chapter", "Appendix"]
    ids = {each.title: each.id for each in records()}
    with parts.catalogue.read() as session:
        beside = neighbours(session, ids["Chapter"], Viewer.archivist())
    assert beside == (ids["Prologue"], ids["Appendix"])


def test_a_changed_row_stays_where_it_was_and_moves_no_other(take, sheet, order, parts):
    take(sheet(SHEET), type="document")
    summary = take(sheet(SHEET.replace("Chapter", "A chapter")), type="document")
    assert (summary.changed, summary.unchanged) == (1, 2)
    assert order() == ["Prologue", "A chapter", "Appendix"]


def test_a_row_stays_where_it_was_although_others_have_come_before_it(take, sheet, order):
    take(sheet(SHEET), type="document")
    more = SHEET.replace("1,Prologue", "8,Elsewhere,\n9,Elsewhere too,\n1,Prelude")
    assert take(sheet(more), type="document").changed == 1
    assert order() == ["Prelude", "Chapter", "Appendix"]


def test_items_of_a_folder_stand_in_the_order_of_their_folders(take, tmp_path, order):
    folder = tmp_path / "box"
    for slug, title in (("b", "Second"), ("a", "Third of all"), ("c", "First")):
        item = folder / "items" / slug / "item.toml"
        item.parent.mkdir(parents=True)
        item.write_text(f'type = "document"\ntitle = "{title}"\n', encoding="utf-8")
    (folder / "collection.toml").write_text('title = "Box"\n', encoding="utf-8")
    take(folder)
    assert order() == ["Third of all", "Second", "First"]
