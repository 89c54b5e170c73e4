"""What is told of rows: in their order, by what they are known, and with counts that are true."""

import pytest

from archive.core.errors import SourceError
from archive.ingest.mapping import load_mapping
from archive.ingest.summary import Severity


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("title\nA\nB\nA\n", "items.csv, row 4: the same as row 2 in every cell. Give"),
        (
            "title,file\nA,a.txt\nB,a.txt\n",
            'items.csv, row 3, "file", “a.txt”: names the same file as row 2. Give',
        ),
        ("id,title\nX,A\nX,B\n", 'items.csv, row 3, "identifier", “X”: the same identifier as row 2. Give'),
    ],
)
def test_a_row_that_comes_twice_says_by_what_it_is_known(take, sheet, heard, table, said):
    path = sheet(table)
    (path.parent / "a.txt").write_text("a")
    assert take(path, type="document").refused == 1
    assert heard.lines()[0].startswith(said)


def test_rows_are_told_in_their_order_whatever_is_told_of_them(take, sheet, heard):
    path = sheet("id,title,date\nA,One,long ago\nB,Two,31 Feb 1992\nA,Three,\nC,Four,some time\nD,,\n")
    take(path, type="document")
    assert [notice.problem.row for notice in heard.notices] == [2, 3, 4, 5, 6]
    assert [notice.severity for notice in heard.notices] == [
        Severity.WARNING,
        Severity.REFUSED,
        Severity.REFUSED,
        Severity.WARNING,
        Severity.REFUSED,
    ]


def test_notes_are_counted_by_what_they_say(take, sheet):
    summary = take(sheet("title,date\nA,long ago\nB,some time\nC,1998\n"), type="document")
    assert summary.warnings == 2
    assert sum(summary.notes.values()) == 2


def test_what_comes_in_for_the_first_time_is_new_though_another_row_named_it_first(take, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "collection.toml").write_text('title = "Letters"\nspatial = "Caracas"\n')
    (folder / "authorities.toml").write_text('[[place]]\ntitle = "Caracas"\nlatitude = "10.5"\n')
    summary = take(folder)
    assert (summary.new, summary.changed) == (2, 0)


def test_a_folder_that_was_looked_in_has_its_whole_name(take, sheet, heard, monkeypatch):
    path = sheet("title,file\nA,config.txt\n")
    (path.parent / "config.py").write_text("")
    monkeypatch.chdir(path.parent)
    take(path.relative_to(path.parent), type="document")
    (told,) = heard.lines()
    assert f"there is no such file in {path.parent}." in told
    assert "config.py" not in told


def test_a_mapping_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"there is no mapping file .*absent\.toml"):
        load_mapping(tmp_path / "absent.toml")
