"""A first mapping from a sheet alone: it loads, takes the sheet in, and says what it is unsure of."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import SourceError
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.manifest import Reading
from archive.ingest.mapping import load_mapping
from archive.ingest.mappings.proving import propose
from archive.ingest.mappings.writing import written
from archive.ingest.plan import make_plan


def proposed(path: Path, type_name: str = ""):
    source = SpreadsheetImporter().open(path, Reading(mapped=True))
    return propose(source, path.parent, type_name)


@pytest.fixture
def suggested(sheet):
    """Return the columns of the mapping that is suggested for a sheet, and its doubts."""

    def suggested(text: str, type_name: str = "document"):
        proposal = proposed(sheet(text), type_name)
        doubts = {heading: str(doubt) for heading, doubt in proposal.doubts()}
        return tomllib.loads(written(proposal)), doubts

    return suggested


@pytest.mark.parametrize(
    ("heading", "cells", "meaning"),
    [
        ("Autor", ["Ana", "Luis"], "creator"),
        ("Fecha", ["13/2/1998", "3/2/1998"], {"field": "date", "date": "day-first"}),
        ("Fecha", ["2/13/1998", "2/3/1998"], {"field": "date", "date": "month-first"}),
        ("Fecha", ["19980213", "19980228"], {"field": "date", "date": "%Y%m%d"}),
        ("Materias", ["guerra; paz", "paz; mar"], {"field": "subject", "split": ";"}),
        ("Enlace", ["https://example.org/1", "https://example.org/2"], "see_also"),
        ("Uso", ["https://creativecommons.org/licenses/by/4.0/", "CC0 1.0"], "license"),
        ("Color", ["rojo", "azul"], {"field": "note", "format": "Color: {value}", "split": ""}),
        ("Lat", ["10.5", "10.6"], {"field": "note", "format": "Lat: {value}", "split": ""}),
    ],
)
def test_a_column_is_known_by_its_heading_and_its_values(suggested, heading, cells, meaning):
    text = f"id,title,{heading}\n" + "".join(f'{at},T{at},"{cell}"\n' for at, cell in enumerate(cells))
    assert suggested(text)[0]["columns"][heading] == meaning


def test_days_that_could_be_months_are_doubted(suggested):
    stated, doubts = suggested("id,title,date\n1,A,3/4/1998\n2,B,5/6/1998\n")
    assert stated["columns"]["date"]["date"] == "day-first"
    assert "other way about" in doubts["date"]


def test_file_names_are_files_if_they_are_there(sheet, tmp_path):
    path = sheet("id,title,scan,other\n1,A,a.txt,x.txt\n2,B,b.txt,y.txt\n")
    for name in ("a.txt", "b.txt"):
        (path.parent / name).touch()
    columns = {each.heading: each for each in proposed(path).columns}
    assert columns["scan"].target == "file"
    assert columns["other"].target == "note"
    assert "no file of these names" in str(columns["other"].unsure[0])


def test_the_type_of_rows_is_taken_from_their_files_or_headings(sheet):
    assert proposed(sheet("name,born,died\nAna,1900,1980\n")).type == "person"
    path = sheet("title,file\nA,a.jpg\n")
    (path.parent / "a.jpg").touch()
    assert proposed(path).type == "image"


def test_rows_that_name_others_are_part_of_them(suggested):
    stated, _ = suggested("id,parent id,title\nA,,Album\nA1,A,Page 1\nA2,A,Page 2\n")
    assert stated["rows"] == {"part_of": "parent id"}
    assert stated["source"]["key"] == "id"


def test_checksums_and_empty_columns_are_left_out(suggested):
    digest = "ab" * 32
    stated, doubts = suggested(f"id,title,sha256,empty\n1,A,{digest},\n2,B,{digest[::-1]},\n")
    assert stated["source"]["ignore"] == ["sha256", "empty"]
    assert "checksums" in doubts["sha256"]


def test_a_field_that_refuses_its_values_gives_them_to_a_note(suggested):
    stated, doubts = suggested("id,title,pages\n1,A,xii\n2,B,14\n")
    assert stated["columns"]["pages"] == {"field": "note", "format": "pages: {value}", "split": ""}
    assert "“xii”" in doubts["pages"]


def test_a_few_cells_that_a_field_refuses_become_notes_alone(suggested, sheet, tmp_path, take):
    rows = "".join(f"{at},T{at},{at}/2/1998\n" for at in range(1, 10)) + "10,T10,31/2/1998\n"
    stated, doubts = suggested("id,title,Fecha\n" + rows)
    dated, noted = stated["columns"]["Fecha"]
    assert (dated["field"], dated["date"]) == ("date", "day-first")
    assert noted["field"] == "note"
    assert dated["unless"] == noted["when"] == {"one_of": ["31/2/1998"]}
    assert "“31/2/1998” is no “date” and becomes a note" in doubts["Fecha"]
    path = sheet("id,title,Fecha\n" + rows)
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(written(proposed(path, "document")), encoding="utf-8")
    assert take(path, mapping, dry_run=True).refused == 0


def test_years_beside_days_that_a_spreadsheet_counted_stay_years(suggested):
    stated, _ = suggested("id,title,date\n1,A,33638\n2,B,33700\n3,C,1993\n")
    assert stated["columns"]["date"] == {"field": "date", "date": ["%Y", "excel"]}


def test_dates_that_are_not_understood_are_counted_as_often_as_they_stand_there(suggested):
    rows = "".join(f"{at},T,born 1930\n" for at in range(3)) + "".join(
        f"{at},T,{at}\n" for at in range(1990, 1999)
    )
    _, doubts = suggested("id,title,date\n" + rows)
    assert doubts["date"].startswith("25% of the dates")


def test_no_doubt_ends_with_two_full_stops(sheet):
    path = sheet("id,title,date\n" + "".join(f"{at},T,1998\n" for at in range(9)) + "9,T,31/2/1998\n")
    (doubt,) = [
        each for each in written(proposed(path, "document")).splitlines() if "31/2/1998” is no" in each
    ]
    assert doubt.endswith("days.")
    assert not doubt.endswith("..")


def test_rows_without_a_title_are_called_untitled(suggested):
    stated, doubts = suggested("id,title\n1,A\n2,\n")
    assert stated["columns"]["title"] == {"field": "title", "default": "Untitled"}
    assert "Untitled" in doubts["title"]


def test_what_cannot_come_in_at_all_is_said(suggested):
    _, doubts = suggested("title,note\nA,x\nA,x\n")
    assert "1 rows would be refused, the first in row 3" in doubts[""]


HEADING = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)
CELL = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@given(st.lists(HEADING, min_size=1, max_size=4, unique_by=lambda each: tuple(each.split())), st.data())
def test_whatever_the_headings_and_cells_the_mapping_loads(tmp_path_factory, headings, data):
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(headings), max_size=len(headings)), max_size=4))
    path = tmp_path_factory.mktemp("sheets") / "items.csv"
    quoted = [
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [headings, *rows, ["x"]]
    ]
    path.write_text("\r\n".join(quoted), encoding="utf-8", newline="")
    try:
        source = SpreadsheetImporter().open(path, Reading(mapped=True, delimiter=",", encoding="utf-8"))
    except SourceError:
        return  # blank headings, or nothing below them
    proposal = propose(source, path.parent)
    (path.parent / "mapping.toml").write_text(written(proposal), encoding="utf-8")
    mapping = load_mapping(path.parent / "mapping.toml")
    make_plan(source.name, source.headings, mapping, proposal.type)


CORPUS = [
    "records/authority/tate_artist_data.csv",
    "records/museum/tate_artworks.csv.gz",
    "records/collectionbuilder/metadata-template.csv",
    "records/collectionbuilder/demo-compoundobjects-metadata.csv",
    "records/collectionbuilder/config-metadata.csv",
    "records/collectionbuilder/demo-metadata.csv",
    "records/manifest.csv",
    "records/dates/tate_date_texts.csv",
    "records/dates/edtf_strings.csv",
    "records/dates/natural_language_to_edtf.csv",
    "speeches/manifest.csv",
]
DOUBLED = {"records/dates/natural_language_to_edtf.csv": 2}  # rows that are another row again, in every cell


@pytest.mark.corpus
@pytest.mark.parametrize("name", CORPUS)
def test_what_is_suggested_for_a_real_sheet_takes_it_in(corpus, tmp_path, take, name):
    proposal = proposed(corpus / name)
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(written(proposal), encoding="utf-8")
    calls = iter(range(1_000))
    summary = take(corpus / name, mapping, dry_run=True, stop=lambda: next(calls) > 8)
    assert summary.refused == DOUBLED.get(name, 0), summary.reasons
    assert summary.valid
