"""`archive ingest` and `archive imports`, as an archivist types them."""

import csv
import json
import shlex
import shutil

import pytest

from archive.catalogue import imports
from archive.catalogue.session import open_catalogue


def test_a_spreadsheet_comes_in_and_is_found_at_once(run, sheet):
    result = run("ingest", sheet, "--type", "speech", "--publish")
    assert result.exit_code == 0, result.output
    assert "2 rows: 2 new, 0 changed, 0 as before, 0 refused." in result.stdout
    assert "imports revert 1" in result.stdout
    found = json.loads(run("search", "logrados", "--json").stdout)
    assert found["total"]["value"] == 1
    assert found["items"][0]["title"] == "Por ahora"


def test_the_line_that_takes_an_import_back_can_be_pasted(run, sheet, instance):
    result = run("ingest", sheet, "--type", "speech")
    assert shlex.join(["archive", "--config", str(instance), "imports", "revert", "1"]) in result.stdout


def test_each_line_says_whether_its_row_is_out_or_in(run, sheet):
    sheet.write_text(sheet.read_text() + "S3,A,B,31 Feb 1992,,es,,\nS4,A,B,long ago,,es,,\n")
    result = run("ingest", sheet, "--type", "speech")
    refused, note = result.stderr.splitlines()
    assert refused.startswith("refused items.csv, row 4")
    assert note.startswith("note items.csv, row 5")
    assert "1 × refused: " in result.stdout
    assert "1 × note: " in result.stdout


def test_the_second_run_doubles_nothing(filled, sheet):
    result = filled("ingest", sheet, "--type", "speech", "--publish")
    assert "2 rows: 0 new, 0 changed, 2 as before, 0 refused." in result.stdout


def test_refused_rows_have_one_line_each_and_a_report(run, sheet, tmp_path):
    sheet.write_text(sheet.read_text() + "S3,Never,Nobody,31 Feb 1992,,es,,Speeches\n=1+1,,X,,,,,\n")
    report = tmp_path / "report.csv"
    result = run("ingest", sheet, "--type", "speech", "--report", report)
    assert result.exit_code == 1
    assert 'items.csv, row 4, "delivered"' in result.stderr or 'items.csv, row 4, "date"' in result.stderr
    assert "2 new" in result.stdout
    rows = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines()))
    told = [(row["report:severity"], row["report:row"], row["title"]) for row in rows]
    assert told == [("refused", "4", "Never"), ("refused", "5", "")]
    assert all(row["report:reason"] and row["report:field"] for row in rows)
    assert rows[1]["report:key"] == rows[1]["id"] == "'=1+1"


def test_lines_are_in_the_users_language(run, sheet):
    sheet.write_text(sheet.read_text() + "S3,Never,Nobody,31 Feb 1992,,es,,Speeches\n")
    english = run("ingest", sheet, "--type", "speech", "--dry-run")
    spanish = run("ingest", sheet, "--type", "speech", "--dry-run", lang="es")
    assert english.exit_code == spanish.exit_code == 1
    assert english.stderr != spanish.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["absent.csv"], "no such file or folder"),
        (["{sheet}", "--type", "speach"], "speech"),
        (["{sheet}", "--mapping", "absent.toml"], "absent.toml"),
        (["{sheet}", "--type", "image"], "speaker"),
    ],
)
def test_what_cannot_begin_says_so_and_begins_nothing(run, sheet, args, said):
    result = run("ingest", *(arg.format(sheet=sheet) for arg in args))
    assert result.exit_code == 2
    assert said in result.stderr
    assert json.loads(run("imports", "list", "--json").stdout) == []


def test_a_dry_run_leaves_no_trace(run, sheet):
    result = run("ingest", sheet, "--type", "speech", "--dry-run")
    assert result.exit_code == 0
    assert "2 would come in" in result.stdout
    assert json.loads(run("status", "--json").stdout)["records"]["item"] == [0, 0]


def test_the_summary_is_json_for_scripts(run, sheet):
    told = json.loads(run("ingest", sheet, "--type", "speech", "--json").stdout)
    assert (told["new"], told["files"], told["refused"]) == (2, 2, 0)
    assert told["sources"][0]["import"] == 1


def test_an_import_is_listed_and_taken_back(filled):
    (listed,) = json.loads(filled("imports", "list", "--json").stdout)
    assert listed["counts"]["new"] == 2
    assert listed["finished"]
    result = filled("imports", "revert", listed["id"])
    assert result.exit_code == 0, result.output
    assert json.loads(filled("search", "logrados", "--as", "public", "--json").stdout)["total"]["value"] == 0
    assert json.loads(filled("imports", "list", "--json").stdout)[0]["reverted"]
    assert filled("imports", "revert", listed["id"]).exit_code == 1
    assert filled("imports", "revert", 99).exit_code == 1


def test_a_folder_of_collections_is_known_again_where_the_instance_moves(run, instance):
    folder = instance.parent / "collections" / "letters"
    (folder / "items" / "one").mkdir(parents=True)
    (folder / "collection.toml").write_text('title = "Letters"\n')
    (folder / "items" / "one" / "item.toml").write_text('type = "document"\ntitle = "One"\n')
    assert run("ingest", folder).exit_code == 0
    (listed,) = json.loads(run("imports", "list", "--json").stdout)
    assert listed["source"] == "collections/letters"


def test_demo_loads_what_the_instance_holds_once(run, instance):
    folder = instance.parent / "collections" / "letters"
    (folder / "items" / "one").mkdir(parents=True)
    (folder / "collection.toml").write_text('title = "Letters"\n')
    (folder / "items" / "one" / "item.toml").write_text('type = "document"\ntitle = "One"\n')
    assert "2 rows: 2 new" in run("demo", "--load-only").stdout
    assert "loaded already" in run("demo", "--load-only").stdout
    (folder / "items" / "one" / "item.toml").write_text('type = "document"\ntitle = "Changed"\n')
    assert "1 changed" in run("demo", "--load-only").stdout
    assert json.loads(run("status", "--json").stdout)["records"]["item"] == [1, 1]


def test_an_ingest_of_a_moved_folder_says_where_it_looked(run, sheet):
    shutil.move(sheet.parent / "a.txt", sheet.parent / "b2.txt")
    result = run("ingest", sheet, "--type", "speech")
    assert result.exit_code == 1
    assert str(sheet.parent) in result.stderr


def test_drafts_are_called_so_where_they_are_new_and_where_they_are_found(run, sheet):
    told = run("ingest", sheet, "--type", "speech").stdout
    assert "Drafts, which archivists alone see: 2. The same command with --publish makes them public." in told
    assert "Por ahora (draft)" in run("search", "logrados").stdout
    published = run("ingest", sheet, "--type", "speech", "--publish").stdout
    assert "Drafts" not in published
    assert "(draft)" not in run("search", "logrados").stdout
    assert run("imports", "revert", "2", "1").exit_code == 0
    assert "Por ahora (withdrawn)" in run("search", "logrados").stdout


def test_reasons_are_shown_in_the_language_of_whoever_reads_them(run, sheet):
    sheet.write_text("id,title\nX,One\nX,Two\n", encoding="utf-8")
    run("ingest", sheet, "--type", "document")
    english, spanish = (run("imports", "show", 1, lang=each).stdout for each in ("en", "es"))
    assert "1 × the same identifier as row 2" in english
    assert "1 × el mismo identificador que la fila 2" in spanish
    shown = json.loads(run("imports", "show", 1, "--json", lang="es").stdout)
    assert shown["reasons"] == {"the same identifier as row 2": 1}


def test_what_was_in_before_a_kill_is_part_of_what_is_taken_back(run, sheet, instance):
    run("status")
    catalogue = open_catalogue(f"sqlite:///{instance.parent / 'data' / 'catalogue.sqlite'}")
    with catalogue.write() as session:
        imports.begin(session, sheet.as_posix(), "killed")
    catalogue.dispose()
    told = run("ingest", sheet, "--type", "speech").stdout
    assert "imports revert 2 1" in told
    assert "imports revert 1" in run("imports", "revert", "2").stdout
    assert "revert" not in run("imports", "revert", "1").stdout


def test_rows_that_are_in_the_source_no_more_are_told(run, sheet):
    run("ingest", sheet, "--type", "speech")
    lines = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    sheet.write_text("".join(lines[:-1]), encoding="utf-8")
    told = run("ingest", sheet, "--type", "speech").stdout
    assert "Rows that came in before and are no more in the source: 1. They stay." in told
    assert "Not in the source any more: 1" in run("imports", "show", 2).stdout
