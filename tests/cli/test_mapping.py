"""`archive mapping`, as an archivist types it."""

import json

import pytest

SHEET = "id,title,who,when,colour\n1,One,Ana; Luis,13/2/1998,red\n2,Two,Ana,3/2/1998,blue\n"


@pytest.fixture
def items(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text(SHEET, encoding="utf-8-sig")
    return path


@pytest.fixture
def mapping(tmp_path):
    def mapping(text):
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return mapping


def test_a_suggested_mapping_is_written_checked_and_used(run, items, tmp_path):
    target = tmp_path / "first.toml"
    suggested = run("mapping", "suggest", items, "-o", target, "--type", "document")
    assert suggested.exit_code == 0, suggested.output
    assert (
        "UTF-8 with a byte order mark, commas between cells; headings in row 1; rows below: 2"
        in suggested.stderr
    )
    assert 'unsure: "colour": nothing tells what it means' in suggested.stderr
    assert "# Unsure: nothing tells what it means" in target.read_text(encoding="utf-8")
    assert run("mapping", "check", target, items).exit_code == 0
    taken = run("ingest", items, "--mapping", target)
    assert taken.exit_code == 0, taken.output
    assert "2 rows: 2 new" in taken.stdout


def test_a_file_that_is_there_is_not_written_over(run, items, mapping):
    path = mapping("# by hand\n")
    result = run("mapping", "suggest", items, "-o", path)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text(encoding="utf-8") == "# by hand\n"


def test_without_a_file_to_write_the_mapping_goes_to_the_screen_alone(run, items):
    result = run("mapping", "suggest", items)
    assert result.stdout.startswith("# A first mapping.")
    assert "unsure:" not in result.stdout


def test_a_check_shows_what_each_heading_becomes(run, items, mapping):
    path = mapping(
        '[source]\nignore = ["colour"]\n[columns]\nwho = { field = "creator", split = ";" }\n'
        'when = { field = "date", date = "day-first" }\n[combined]\nnote = "{title}: {colour}"\n'
    )
    result = run("mapping", "check", path, items)
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["who", "creator", "Ana;", "Luis", "Ana", "|", "Luis"] in lines
    assert ["when", "date", "13/2/1998", "1998-02-13"] in lines
    assert ["colour", "(for", "other", "rules)", "red"] in lines
    assert any(line[-2:] == ["One:", "red"] for line in lines)
    assert "2 rows, 0 left out, 0 refused by the mapping; 0 files named." in result.stdout


def test_a_check_says_what_rows_would_be_told(run, items, mapping):
    path = mapping(
        '[columns]\nwhen = "date"\nwho = "creator"\n'
        'colour = { field = "genre", lookup = "c", strict = true }\n[tables.c]\nred = "warm"\n'
    )
    result = run("mapping", "check", path, items, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["rows"], found["refused"]) == (2, 1)
    assert found["columns"][4] == {
        "heading": "colour",
        "field": "genre",
        "examples": {"red": "warm", "blue": "blue"},
    }
    assert (
        'items.csv, row 3, "colour", “blue”: not in the table "c"'
        in run("mapping", "check", path, items).stdout
    )


def test_a_check_asks_the_archive_for_names(run, items, mapping):
    path = mapping(
        '[source]\nignore = ["colour", "when"]\n[columns]\n'
        'who = { field = "creator", split = ";", authority = "agent" }\n'
    )
    assert "“Luis”: nothing of this name or identifier" in run("mapping", "check", path, items).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nwhoo = "creator"\n', "the mapping names a column that is not there"),
        ('[columns]\nwho = "creater"\n', 'did you mean "creator"?'),
        ("[columns", "cannot be read"),
    ],
)
def test_a_wrong_mapping_is_said_in_one_line_and_nothing_is_begun(run, items, mapping, text, said):
    result = run("mapping", "check", mapping(text), items)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_what_is_no_table_is_said(run, tmp_path, mapping):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    assert "is no table" in run("mapping", "suggest", picture).stderr
    assert run("mapping", "suggest", tmp_path / "gone.csv").exit_code == 2
