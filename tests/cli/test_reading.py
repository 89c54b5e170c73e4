"""Commands that read: search, show, export, verify, follow, status."""

import csv
import io
import json

import pytest
from lxml import etree


@pytest.fixture
def first(filled) -> str:
    return json.loads(filled("search", '"por ahora"', "--json").stdout)["items"][0]["id"]


def test_search_shows_title_address_and_the_words_where_they_stand(filled):
    result = filled("search", "independencia")
    assert "Comuna o nada" in result.stdout
    assert "http://" in result.stdout
    assert "1 found" in result.stdout


def test_search_narrows_sorts_and_counts(filled):
    assert json.loads(filled("search", "--type", "image", "--json").stdout)["total"]["value"] == 0
    dated = json.loads(filled("search", "--type", "speech", "--sort", "-date", "--json").stdout)
    assert [item["date"] for item in dated["items"]] == ["2012-10-20", "1992-02-04"]
    assert "Hugo Chávez (2)" in filled("search", "--facets").stdout
    assert (
        json.loads(filled("search", "--type", "speech", "--from", "2000", "--json").stdout)["total"]["value"]
        == 1
    )


def test_search_says_what_may_have_been_meant(filled):
    result = filled("search", "independensia")
    assert "Did you mean: independencia?" in result.stderr
    assert "0 found" in result.stdout
    assert json.loads(filled("search", "independensia", "--json").stdout)["suggestion"] == "independencia"


def test_drafts_are_the_archivists(run, sheet):
    run("ingest", sheet, "--type", "speech")
    assert json.loads(run("search", "comuna", "--json").stdout)["total"]["value"] == 1
    assert json.loads(run("search", "comuna", "--as", "public", "--json").stdout)["total"]["value"] == 0


def test_show_tells_fields_files_text_and_history(filled, first):
    told = filled("show", first, "--text", "--history").stdout
    for words in (
        "Por ahora",
        "Speaker: Hugo Chávez",
        "4 February 1992",
        "a.txt",
        "no fueron logrados",
        "new",
    ):
        assert words in told
    assert json.loads(filled("show", first, "--json").stdout)["metadata"]["title"] == "Por ahora"
    assert filled("show", f"ark:/99999/{first}").exit_code == 0


def test_show_of_nothing_is_one_line(filled):
    result = filled("show", "bcdfghjk0")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["dc", "qdc"])
def test_export_writes_well_formed_xml_of_one_and_of_all(filled, first, form):
    one = etree.fromstring(filled("export", first, "--format", form).stdout_bytes)
    everything = etree.fromstring(filled("export", "--format", form).stdout_bytes)
    assert one.tag != everything.tag or len(everything) > len(one)


def test_export_of_a_collection_a_query_and_a_type(filled):
    def titles(*args: str) -> list[str]:
        return [
            row["title"] for row in csv.DictReader(io.StringIO(filled("export", "-f", "csv", *args).stdout))
        ]

    assert titles() == ["Comuna o nada", "Por ahora"]
    assert titles("--collection", "Speeches") == ["Comuna o nada", "Por ahora"]
    assert titles("--query", "independencia") == ["Comuna o nada"]
    assert titles("--type", "image") == []
    assert filled("export", "--collection", "None such").exit_code == 1


def test_export_has_nothing_in_place_of_what_nothing_has(filled):
    rows = filled("export", "-f", "csv", "--query", "lograron zebraquux").stdout.splitlines()

    assert len(rows) <= 1  # the headings


def test_export_to_a_file_appears_whole(filled, tmp_path):
    target = tmp_path / "all.json"
    assert filled("export", "-f", "json", "-o", target).exit_code == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_an_unknown_format_names_those_there_are(filled):
    result = filled("export", "--format", "dcc")
    assert result.exit_code == 2
    assert "dc" in result.stderr


def test_export_writes_what_the_public_may_see_unless_told_otherwise(run, sheet):
    assert run("ingest", sheet, "--type", "speech").exit_code == 0  # drafts: nobody published them
    assert b"Por ahora" not in run("export").stdout_bytes
    assert b"Por ahora" in run("export", "--as", "archivist").stdout_bytes


def test_verify_knows_what_is_no_record(filled):
    result = filled("verify", "zzz")
    assert (result.exit_code, "no record" in result.stderr) == (1, True)


def test_verify_finds_a_byte_that_changed_and_a_file_that_is_gone(filled, instance, first):
    assert filled("verify").exit_code == 0
    stored = sorted((instance.parent / "data" / "store").rglob("content/*"))
    stored[0].chmod(0o644)
    stored[0].write_bytes(b"something else")
    stored[1].unlink()
    result = filled("verify", "--json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["problems"]) >= 2


def test_verify_names_each_item_whose_bytes_are_gone_wherever_they_lay(run, sheet, instance):
    (sheet.parent / "b.txt").write_bytes((sheet.parent / "a.txt").read_bytes())
    assert run("ingest", sheet, "--type", "speech").exit_code == 0
    [stored] = (instance.parent / "data" / "store").rglob("content/*")
    ids = {each["id"] for each in json.loads(run("search", "objetivos", "--json").stdout)["items"]}
    assert len(ids) == 2
    assert run("verify", *ids).exit_code == 0
    stored.unlink()
    assert {each["item"] for each in json.loads(run("verify", "--json").stdout)["problems"]} == ids
    assert [run("verify", id).exit_code for id in ids] == [1, 1]


def test_follow_builds_the_index_anew(filled):
    before = json.loads(filled("search", "comuna", "--json").stdout)["items"]
    assert filled("follow", "--rebuild").exit_code == 0
    assert json.loads(filled("search", "comuna", "--json").stdout)["items"] == before
    assert filled("follow", "serch").exit_code == 2
