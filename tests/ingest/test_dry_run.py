"""What a dry run says: the same as the run after it does, and nothing is kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from archive.catalogue.altering import alter
from archive.catalogue.changes import last_revision
from archive.catalogue.entry import Why
from archive.ingest.differences import Difference, contrasted
from archive.ingest.manifest import Listing, Row
from archive.ingest.pipeline import Options, run
from archive.ingest.summary import Severity

SHEET = "id,title,creator,date,file\nA,One,Ana,1992,a.txt\nB,Two,Luis,1993,\n"


@pytest.fixture
def path(sheet):
    found = sheet(SHEET)
    (found.parent / "a.txt").write_text("one", encoding="utf-8")
    return found


@pytest.fixture
def would(heard):
    """Return the lines of what would change."""
    return lambda: [each.partition(", ")[2] for each in heard.lines(Severity.CHANGED)]


def counts(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.refused)


def test_known_rows_are_shown_field_by_field_and_new_ones_by_title(take, path, sheet, would, heard):
    take(path, type="document")
    sheet(SHEET.replace("Two", "Dos").replace("Luis", "Luis|Eva").replace("1992", "") + "C,Three,,,\n")
    summary = take(path, type="document", dry_run=True)
    assert counts(summary) == (1, 2, 0, 0)
    assert would() == [
        'row 2, "date": “1992” → nothing',
        'row 3, "creator": “Luis” → “Luis|Eva”',
        'row 3, "title": “Two” → “Dos”',
    ]
    assert heard.lines(Severity.NEW) == ["items.csv, row 4, “Three”: would come in"]


def test_it_leaves_nothing_behind(take, path, sheet, parts, tmp_path):
    take(path, type="document")

    def everything():
        with parts.catalogue.read() as session:
            tables = ("record", "change", "import", "origin", "file", "passage", "link", "name")
            told = {each: session.execute(text(f"SELECT * FROM {each}")).all() for each in tables}
        files = sorted(str(each) for each in tmp_path.rglob("*") if "catalogue" not in each.name)
        return told, files

    before = everything()
    sheet(SHEET.replace("Two", "Dos") + "C,Three,New Name,,\n")
    (path.parent / "a.txt").write_text("uno", encoding="utf-8")
    summary = take(path, type="document", dry_run=True)
    assert counts(summary) == (1, 2, 0, 0)
    assert everything() == before


def test_a_file_with_other_bytes_and_a_collection_are_told(take, path, sheet, would):
    take(path, type="document", collection="Box 1")
    (path.parent / "a.txt").write_text("another text", encoding="utf-8")
    take(path, type="document", collection="Box 2", dry_run=True)
    file, *collections = sorted(would(), key=len, reverse=True)
    assert collections == ['row 2, "collection": “Box 1” → “Box 2”', 'row 3, "collection": “Box 1” → “Box 2”']
    assert file.startswith('row 2, "file": “a.txt (3 B, sha512 ')
    assert "“a.txt (12 B, sha512 " in file


def test_what_was_edited_by_hand_is_told_before_it_is_kept(take, path, sheet, parts, heard, records, would):
    take(path, type="document")
    with parts.catalogue.write() as session:
        alter(session, {records()[0].id: {"title": "Mine"}}, "changed", Why("ana"))
    summary = take(sheet(SHEET.replace("One", "Uno")), type="document", dry_run=True)
    assert (summary.changed, summary.kept, would()) == (0, 1, [])
    assert "“Mine”, not “Uno”" in heard.lines(Severity.KEPT)[0]
    take(path, type="document", dry_run=True, overwrite=True)
    assert would() == ['row 2, "title": “Mine” → “Uno”']


def test_rows_that_stand_in_others_of_earlier_batches_are_understood(parts, heard, monkeypatch):
    monkeypatch.setattr("archive.ingest.pipeline.ROWS", 1)
    rows = (
        Row(number=None, key="f", raw={"type": "collection", "title": "Papers"}, within=""),
        Row(number=None, key="f/s", raw={"type": "collection", "title": "Letters"}, within="f"),
        Row(number=None, key="d", raw={"type": "document", "title": "To her"}, within="f/s"),
        Row(number=None, key="e", raw={"type": "document", "title": "To nobody"}, within="missing"),
    )
    said = []
    for dry_run in (True, False):
        options = Options(actor="tester", dry_run=dry_run)
        said.append(counts(run(parts, Listing("hierarchy", rows), options, heard, lambda: False)))
    assert said == [(3, 0, 0, 1), (3, 0, 0, 1)]


Cells = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two", "", "Tres"]),
        "creator": st.sampled_from(["", "Ana", "Luis|Ana"]),
        "date": st.sampled_from(["", "1992", "31 Feb 1992", "long ago"]),
        "collection": st.sampled_from(["", "Box"]),
    }
)

Rows = st.dictionaries(st.sampled_from("ABCD"), Cells)


def as_sheet(rows):
    lines = ["id,title,creator,date,collection"]
    lines += [f"{key},{','.join(cells.values())}" for key, cells in rows.items()]
    return "\n".join([*lines, "Z,Always,,,"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=Rows, after=Rows)
def test_it_counts_what_the_run_after_it_counts(take, sheet, parts, before, after):
    take(sheet(as_sheet(before)), type="document")
    path = sheet(as_sheet(after))
    with parts.catalogue.read() as session:
        revision = last_revision(session)
    tried = take(path, type="document", dry_run=True)
    with parts.catalogue.read() as session:
        assert last_revision(session) == revision
    assert counts(tried) == counts(take(path, type="document"))


def test_long_texts_are_cut_where_they_begin_to_differ():
    before, after = contrasted(Difference("note", "x" * 500 + " one", "x" * 500 + " two"))
    assert (before[0], before[-4:], after[-4:]) == ("…", " one", " two")
    assert max(len(before), len(after)) <= 60


@given(st.text(max_size=200), st.text(max_size=200))
def test_texts_that_differ_are_never_cut_to_the_same(before, after):
    one, other = contrasted(Difference("note", before, after))
    assert (one == other) == (" ".join(before.split()) == " ".join(after.split()))
    assert max(len(one), len(other)) <= 60
