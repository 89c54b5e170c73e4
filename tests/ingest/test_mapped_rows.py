"""Mappings at work on the archive: files by patterns, names that must be known, rows left out."""

import pytest

from archive.ingest.summary import Severity
from archive.metadata.record import Kind


@pytest.fixture
def mapping(tmp_path):
    """Write a mapping and return its path."""

    def mapping(text: str):
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return mapping


@pytest.fixture
def scans(sheet):
    """A sheet, and files in folders beside it."""

    def scans(text: str, *names: str):
        path = sheet(text)
        for name in names:
            file = path.parent / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"the text of {name}", encoding="utf-8")
        return path

    return scans


def files(records):
    return {each.title: [file.name for file in each.files] for each in records()}


def test_the_files_of_a_pattern_come_in_as_people_sort_them(take, scans, mapping, records, heard):
    names = [
        "scans/A_10.txt",
        "scans/A_2.txt",
        "scans/AB_1.txt",
        "scans/B[1].txt",
        "scans/.A_3.txt",
        "A_4.txt",
    ]
    path = scans("id,title\nA,One\nB[1],Two\nC,Three\n", *names)
    take(path, mapping('[rows]\nfiles = ["scans/{id}_*.txt", "scans/{id}.txt"]'), type="document")
    assert files(records) == {"One": ["A_2.txt", "A_10.txt"], "Two": ["B[1].txt"], "Three": []}
    [said] = heard.lines(Severity.WARNING)
    assert said.startswith('items.csv, row 4, "file", “scans/C_*.txt”: no file is called so')


@pytest.mark.parametrize(("missing", "refused", "told"), [("warn", 0, 1), ("refuse", 1, 1), ("accept", 0, 0)])
def test_a_row_without_files_is_told_refused_or_accepted(take, scans, mapping, heard, missing, refused, told):
    text = f'[rows]\nfiles = "{{id}}.txt"\nfiles_missing = "{missing}"'
    assert take(scans("id,title\nA,One\n"), mapping(text), type="document").refused == refused
    assert len(heard.lines()) == told


def test_no_pattern_and_no_cell_reaches_outside_the_folder(take, scans, mapping, records):
    path = scans("id,title\n../secret,One\n/etc/host,Two\n..,Three\n", "../secret.txt", "sub/x.txt")
    take(path, mapping('[rows]\nfiles = ["{id}*.txt", "{id}/*.txt", "sub/{id}/secret.txt"]'), type="document")
    assert files(records) == {"One": [], "Two": [], "Three": []}


def test_accents_of_any_disk_and_folders_in_a_pattern_are_found(take, scans, mapping, records):
    path = scans("id,title\nárbol,One\n", "box 1/árbol/a.txt", "box 2/árbol/b.txt")
    take(path, mapping('[rows]\nfiles = "box */{id}/*.txt"'), type="document")
    assert files(records) == {"One": ["a.txt", "b.txt"]}


def test_rows_that_are_left_out_are_counted_and_told(take, sheet, mapping, records, heard):
    path = sheet("id,title,status\nA,One,ok\nB,Two,lost\nC,Three,lost\n")
    text = '[source]\nignore = ["status"]\n[rows]\nskip = { column = "status", equals = "lost" }'
    assert take(path, mapping(text), type="document").new == 1
    assert [each.title for each in records()] == ["One"]
    assert heard.lines() == ["items.csv: 2 rows were left out, as the mapping says"]


PEOPLE = "id,title,alternative,type\nQ238499,Hugo Chávez,Comandante,person\nQ2,Ana Pérez,,person\n"
WANTED = '[columns]\nwho = {{ field = "creator", split = ";", authority = "agent", strict = {strict} }}'


@pytest.mark.parametrize("who", ["Hugo Chávez", "chavez, hugo", "COMANDANTE", "Q238499"])
def test_somebody_is_known_by_every_name_and_identifier(take, sheet, mapping, records, who):
    take(sheet(PEOPLE, name="people.csv"))
    path = sheet(f'id,title,who\n1,One,"{who}"\n')
    summary = take(path, mapping(WANTED.format(strict="true")), type="document")
    if who == "chavez, hugo":  # the words of a name in another order are another name
        assert summary.refused == 1
        return
    assert (summary.new, summary.warnings) == (1, 0)
    [item] = records()
    [known] = [each for each in records(Kind.AGENT) if each.title == "Hugo Chávez"]
    assert item.metadata["creator"][0].authority == known.id


def test_an_identifier_here_is_known_too(take, sheet, mapping, records):
    take(sheet(PEOPLE, name="people.csv"))
    known = next(each for each in records(Kind.AGENT) if each.title == "Ana Pérez")
    path = sheet(f"id,title,who\n1,One,{known.id}\n")
    assert take(path, mapping(WANTED.format(strict="true")), type="document").new == 1
    assert records()[0].metadata["creator"][0].authority == known.id


def test_a_name_that_is_not_there_is_told_with_the_nearest_and_made(take, sheet, mapping, records, heard):
    take(sheet(PEOPLE, name="people.csv"))
    path = sheet("id,title,who\n1,One,Hugo Chavéz Fría; Ana Pérez\n")
    assert take(path, mapping(WANTED.format(strict="false")), type="document").new == 1
    [said] = heard.lines(Severity.WARNING)
    assert "“Hugo Chavéz Fría”: nothing of this name" in said
    assert 'Did you mean "Hugo Chávez"?' in said
    assert take(path, mapping(WANTED.format(strict="false")), type="document").unchanged == 1


def test_a_date_of_a_mapping_is_a_date_of_the_catalogue(take, sheet, mapping, records):
    path = sheet("id,title,when\n1,One,c. 4/2/1992\n")
    take(path, mapping('[columns]\nwhen = { field = "date", date = "day-first" }'), type="document")
    assert records()[0].metadata["date"][0].edtf == "1992-02-04~"


def test_a_language_beside_a_value_is_the_language_of_the_value(take, sheet, mapping, records):
    path = sheet("id,title,summary,lang\n1,One,Breve,español\n")
    take(
        path,
        mapping('[columns]\nsummary = { field = "abstract", with = { language = "{lang}" } }'),
        type="document",
    )
    assert records()[0].metadata["abstract"][0].language == "es"


def test_files_have_the_access_that_stands_beside_them(take, scans, mapping, records):
    path = scans("id,title,scan,who\n1,One,a.txt;b.txt,public;restricted\n", "a.txt", "b.txt")
    text = '[columns]\nscan = { field = "file", split = ";", with = { access = "{who}" } }'
    take(path, mapping(text), type="document")
    assert {file.name: str(file.access) for file in records()[0].files} == {
        "a.txt": "public",
        "b.txt": "restricted",
    }
