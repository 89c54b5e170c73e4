"""What is told of rows: in their order, by what they are known, and with counts that are true."""

import pytest

from archive.core.errors import Invalid, SourceError
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
        (
            "id,title\nX,A\nX,B\n",
            'items.csv, row 3, "id" (identifier), “X”: the same identifier as row 2. Give',
        ),
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


def test_a_problem_names_the_column_of_the_sheet(take, sheet, heard, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[columns]\nFecha = "date"\nNombre = "title"\nNotas = "note"\nResumen = "note"\n', encoding="utf-8"
    )
    take(sheet("Nombre,Fecha,Notas,Resumen\nUno,31 Feb 1992,a,b\n"), mapping=mapping, type="document")
    (told,) = heard.lines()
    assert told.startswith('items.csv, row 2, "Fecha" (date), “31 Feb 1992”: ')
    assert heard.notices[0].problem.column == "Fecha"


def test_of_several_columns_that_of_the_value_is_named(take, sheet, heard, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nT = "title"\nEnlace = "see_also"\nOtro = "see_also"\n', encoding="utf-8")
    take(sheet("T,Enlace,Otro\nUno,https://example.org/a,ver ficha\n"), mapping=mapping, type="document")
    assert [notice.problem.column for notice in heard.notices] == ["Otro"]


def test_reasons_that_differ_in_the_value_alone_are_one(take, sheet, heard):
    dates = "".join(f"T{number},born {number} or so\n" for number in range(1900, 1930))
    summary = take(sheet(f"title,date\n{dates}"), type="document")
    ((reason, count),) = summary.notes.most_common()
    assert (str(reason), count) == ('"…" is not a date (EDTF).', 30)
    assert heard.lines()[0].count("born 1900 or so") == 1


def test_a_single_reason_is_told_in_full(take, sheet):
    summary = take(sheet("title,date\nA,long ago\n"), type="document")
    assert list(summary.told()["notes"]) == ['"long ago" is not a date (EDTF).']


def test_an_unknown_heading_is_named_with_the_row_it_stands_in(take, sheet):
    path = sheet("Inventory of 1999,,\n,,\nidentifier,title,zzyzx\nA,One,x\nB,Two,y\n")
    with pytest.raises(Invalid) as error:
        take(path)
    (problem,) = error.value.problems
    assert problem.row == 3
    assert str(problem.reason) == "no type of record has such a field"
    assert "archive mapping suggest" in str(problem.remedy)


def test_a_copied_sheet_is_told_from_a_new_one(take, sheet, heard):
    rows = "".join(f"N{number},Letter {number}\n" for number in range(70))
    path = take_as = sheet(f"id,title\n{rows}")
    take(path, type="document")
    assert heard.lines() == []
    copy = sheet(f"id,title\n{rows}N99,Another\n", name="items (2).csv")
    for dry_run in (True, False):
        heard.notices.clear()
        take(copy, type="document", dry_run=dry_run)
        (told,) = heard.lines(Severity.WARNING)
        assert "items (2).csv: 70 rows have the key and the title of records that came from" in told
        assert f"--name {take_as.as_posix()}" in told
    assert "take this import back" in told


def test_other_records_of_the_same_numbers_are_no_copy(take, sheet, heard):
    take(sheet("id,title\n1,One\n2,Two\n"), type="document")
    take(sheet("id,title\n1,Eins\n2,Zwei\n", name="other.csv"), type="document")
    assert heard.lines() == []


def test_rows_that_have_left_their_source_are_counted_and_stay(take, sheet, records):
    take(sheet("id,title\nA,One\nB,Two\nC,Three\n"), type="document")
    path = sheet("id,title\nA,One\nC,Four\n")
    assert take(path, type="document", dry_run=True).gone == 1
    summary = take(path, type="document")
    assert (summary.gone, summary.changed, len(records())) == (1, 1, 3)


def test_drafts_are_counted(take, sheet):
    path = sheet("id,title\nA,One\n")
    assert take(path, type="document").drafts == 1
    assert take(path, type="document", publish=True).drafts == 0
