"""The pipeline over a real catalogue and store: what comes in, what is refused, what is told."""

import os
from pathlib import Path

import pytest

from archive.catalogue import records as reading
from archive.core.errors import Invalid
from archive.core.identifiers import check_character
from archive.ingest import pipeline
from archive.ingest.summary import Severity
from archive.metadata.access import Access, State, Viewer
from archive.metadata.record import Kind

SHEET = """id,title,creator,date,place,language,file,access,collection
S1,Por ahora,Hugo Chávez,1992-02-04,Caracas,es,a.txt,public,Speeches
S2,Second,HUGO  CHAVEZ,4 February 1999,caracas,Spanish,b.txt|c.txt,reading room,Speeches
"""


@pytest.fixture
def speeches(sheet):
    path = sheet(SHEET)
    for name in "abc":
        (path.parent / f"{name}.txt").write_text(f"Text of {name}.\n\nCompañeros.", encoding="utf-8")
    return path


def test_rows_become_items_with_files_passages_and_authorities(take, speeches, records, parts):
    summary = take(speeches, type="document")
    assert (summary.new, summary.refused, summary.files) == (2, 0, 3)
    first, second = records()
    assert first.title == "Por ahora"
    assert first.metadata["language"][0].text == "es"
    assert [file.name for file in second.files] == ["b.txt", "c.txt"]
    assert second.access is Access.READING_ROOM
    assert first.ancestors[0].title == "Speeches"
    with parts.catalogue.read() as session:
        texts = [each.text for each in reading.passages(session, second.id, Viewer.archivist())]
    assert texts == ["Text of b.", "Compañeros.", "Text of c.", "Compañeros."]
    assert parts.store.path(first.id, "a.txt").read_text(encoding="utf-8").startswith("Text of a.")


def test_one_name_makes_one_authority_whatever_its_accents_and_case(take, speeches, records):
    take(speeches, type="document")
    assert [each.title for each in records(Kind.AGENT)] == ["Hugo Chávez"]
    assert len({record.metadata["creator"][0].authority for record in records()}) == 1


def test_items_are_drafts_until_they_are_published(take, speeches, records):
    take(speeches, type="document")
    assert {record.state for record in records()} == {State.DRAFT}
    assert take(speeches, type="document", publish=True).changed == 2
    assert {record.state for record in records()} == {State.PUBLISHED}
    take(speeches, type="document")
    assert {record.state for record in records()} == {State.PUBLISHED}


def test_the_second_run_changes_nothing(take, speeches, records):
    take(speeches, type="document")
    before = records()
    again = take(speeches, type="document")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert records() == before


def test_a_file_that_was_only_copied_anew_changes_nothing(take, speeches, records):
    take(speeches, type="document")
    before = records()
    os.utime(speeches.parent / "a.txt", (1, 1))
    assert take(speeches, type="document").unchanged == 2
    assert records() == before


def test_a_changed_row_and_a_changed_file_change_their_records_alone(take, speeches, records, parts):
    take(speeches, type="document")
    before = {record.title: record for record in records()}
    speeches.write_text(SHEET.replace("Second", "Second speech"), encoding="utf-8")
    (speeches.parent / "a.txt").write_text("Another text altogether.", encoding="utf-8")
    summary = take(speeches, type="document")
    assert (summary.changed, summary.unchanged) == (2, 0)
    after = {record.title: record for record in records()}
    assert after["Second speech"].id == before["Second"].id
    assert after["Second speech"].files == before["Second"].files
    assert parts.store.path(after["Por ahora"].id, "a.txt").read_text() == "Another text altogether."


def test_a_refused_row_keeps_nobody_out(take, sheet, records, heard):
    path = sheet("id,title,date,file\nA,Good,1998,\nB,Bad,31 Feb 1992,\nC,No file,1999,none.txt\nD,,2000,\n")
    summary = take(path, type="document")
    assert (summary.new, summary.refused) == (1, 3)
    date, file, title = heard.lines(Severity.REFUSED)
    assert date.startswith('items.csv, row 3, "date", “31 Feb 1992”: ')
    assert 'row 4, "file", “none.txt”: there is no such file' in file
    assert 'row 5, "title"' in title
    assert [record.title for record in records()] == ["Good"]


def test_a_mended_row_comes_in_with_the_next_run(take, sheet, records):
    path = sheet("id,title,date\nA,One,1998\nB,Two,31 Feb 1992\n")
    take(path, type="document")
    sheet("id,title,date\nA,One,1998\nB,Two,28 Feb 1992\n")
    summary = take(path, type="document")
    assert (summary.new, summary.unchanged) == (1, 1)
    assert len(records()) == 2


def test_two_rows_of_one_identifier_are_not_one_record(take, sheet, heard):
    summary = take(sheet("id,title\nA,One\nA,Two\n"), type="document")
    assert (summary.new, summary.refused) == (1, 1)
    assert "the same identifier as row 2" in heard.lines()[0]


def test_an_import_taken_back_can_be_taken_in_again(take, speeches, records, parts):
    first = take(speeches, type="document", publish=True)
    with parts.catalogue.write() as session:
        pipeline.imports.revert(session, first.import_id, pipeline.Why("tester"))
    assert {record.state for record in records()} == {State.WITHDRAWN}
    again = take(speeches, type="document", publish=True)
    assert again.refused == 0
    assert {record.state for record in records()} == {State.PUBLISHED}
    assert len(records()) == 2


def test_a_dry_run_writes_nothing_and_tells_everything(take, sheet, records, heard):
    summary = take(sheet("title,date\nA,1998\nB,31 Feb 1992\n"), type="document", dry_run=True)
    assert (summary.valid, summary.refused, summary.import_id) == (1, 1, None)
    assert records() == []
    new, refused = heard.lines()
    assert new == "items.csv, row 2, “A”: would come in"
    assert refused.startswith('items.csv, row 3, "date", “31 Feb 1992”: 1992-02 has 29 days. Try ')


def test_an_unknown_heading_begins_nothing(take, sheet, records):
    with pytest.raises(Invalid, match="no such field"):
        take(sheet("title,creater\nA,B\n"), type="document")
    assert records() == []


def test_bare_files_are_named_after_themselves_and_marked(take, tmp_path, records):
    box = tmp_path / "box"
    box.mkdir()
    (box / "informe_anual-2004.txt").write_text("Un informe.", encoding="utf-8")
    summary = take(box, collection="Box 7")
    assert summary.new == 1
    (record,) = records()
    assert (record.type, record.title) == ("document", "Informe anual 2004")
    assert "Not described yet" in record.metadata["archivist_note"][0].text
    assert record.ancestors[0].title == "Box 7"


def test_a_file_outside_the_folder_of_the_sheet_is_refused(take, sheet, heard):
    path = sheet("title,file\nA,../secret.txt\n")
    (path.parent.parent / "secret.txt").write_text("secret")
    assert take(path, type="document").refused == 1
    assert "outside" in heard.lines()[0]


def test_a_collection_made_by_the_way_becomes_the_one_described_later(take, sheet, tmp_path, records):
    take(sheet("title,collection\nA,S-1\n"), type="document")
    folder = tmp_path / "described"
    folder.mkdir()
    (folder / "collection.toml").write_text('title = "Speeches"\nreference_code = "S-1"\n', encoding="utf-8")
    take(folder)
    (collection,) = records(Kind.COLLECTION)
    assert (collection.title, collection.first("reference_code").text) == ("Speeches", "S-1")
    assert records()[0].ancestors[0].id == collection.id


def test_a_person_made_by_the_way_becomes_the_one_described_later(take, sheet, tmp_path, records):
    take(sheet("title,creator\nA,Hugo Chavez\n"), type="document")
    folder = tmp_path / "described"
    folder.mkdir()
    (folder / "collection.toml").write_text('title = "Speeches"\n', encoding="utf-8")
    (folder / "authorities.toml").write_text(
        '[[person]]\ntitle = "Chávez Frías, Hugo"\nalternative = "Hugo Chávez"\nborn = "1954"\n'
        '[[person]]\ntitle = "Hugo Chávez"\nborn = "1954"\n',
        encoding="utf-8",
    )
    take(folder)
    ids = {agent.title: agent.id for agent in records(Kind.AGENT)}
    assert records()[0].metadata["creator"][0].authority == ids["Hugo Chávez"]


def test_a_stop_ends_between_batches_and_the_next_run_goes_on(take, sheet, records, heard, monkeypatch):
    monkeypatch.setattr(pipeline, "ROWS", 10)
    path = sheet("id,title\n" + "".join(f"{n},Item {n}\n" for n in range(35)))
    summary = take(path, type="document", stop=lambda: len(heard.done) == 2)
    assert (summary.new, summary.stopped) == (20, True)
    summary = take(path, type="document")
    assert (summary.new, summary.unchanged, summary.stopped) == (15, 20, False)
    assert len(records()) == 35


def test_several_processes_give_the_same_as_one(take, sheet, records):
    path = sheet("title,file\n" + "".join(f"Item {n},{n}.txt\n" for n in range(45)))
    for number in range(45):
        (path.parent / f"{number}.txt").write_text(f"Text number {number}.")
    assert take(path, type="document", workers=2).new == 45
    assert sorted(record.files[0].size for record in records()) == [14] * 10 + [15] * 35


def test_what_the_catalogue_refuses_is_one_row(take, sheet, heard, records):
    nobody = "bcdfghjk" + check_character("bcdfghjk")
    path = sheet(f"id,title,relation\nA,One,\nB,Two,{nobody}\nC,Three,\n")
    summary = take(path, type="document")
    assert (summary.new, summary.refused) == (2, 1)
    assert "row 3" in heard.lines(Severity.REFUSED)[0]


def test_a_source_has_a_name_of_its_own(take, speeches: Path, records):
    take(speeches, type="document")
    assert take(speeches, type="document", source_name="other").new == 2
    assert len(records()) == 4
