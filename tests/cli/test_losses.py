"""The loss report of a foreign export: on the terminal, as a table beside the report, as data."""

import csv
import json

import pytest

TABLE = """legacyId,parentId,title,levelOfDescription,publicationStatus,physicalObjectName,scopeAndContent,culture
1,,Papeles de Ana,Fonds,Published,Caja 7,Cartas,es
"""  # noqa: E501


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "isad.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_an_ingest_ends_with_what_became_of_each_field(run, export):
    result = run("ingest", export, "--no-index")
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "scopeAndContent → scope 1" in lines
    assert any(line.startswith("physicalObjectName left out: only staff sees it there") for line in lines)


def test_the_report_has_its_loss_report_beside_it(run, export, tmp_path):
    run("ingest", export, "--no-index", "--report", tmp_path / "arrival.csv")
    with (tmp_path / "arrival-losses.csv").open(encoding="utf-8-sig", newline="") as stream:
        fates = {row["field"]: row for row in csv.DictReader(stream)}
    assert (fates["scopeAndContent"]["fate"], fates["scopeAndContent"]["into"]) == ("mapped", "scope")
    assert fates["physicalObjectName"]["fate"] == "dropped"


def test_a_heading_that_a_spreadsheet_or_a_terminal_would_obey_is_harmless(run, export, tmp_path):
    odd = ("=cmd()", "\x1b[31mred")
    export.write_text(TABLE.replace("culture", f'"{odd[0]}","{odd[1]}"').replace(",es\n", ",a,b\n"))
    result = run("ingest", export, "--no-index", "--report", tmp_path / "arrival.csv")
    assert "\x1b" not in result.output
    with (tmp_path / "arrival-losses.csv").open(encoding="utf-8-sig", newline="") as stream:
        fields = [row["field"] for row in csv.DictReader(stream)]
    assert "'=cmd()" in fields


def test_scripts_get_it_as_data(run, export):
    told = json.loads(run("ingest", export, "--no-index", "--json").stdout)
    assert {"field": "scopeAndContent", "fate": "mapped", "into": "scope", "reason": "", "values": 1} in told[
        "losses"
    ]


def test_it_speaks_the_language_of_the_terminal(run, export):
    assert "Qué ha sido de los campos de isad.csv" in run("ingest", export, "--no-index", lang="es").output


def test_a_plain_table_has_none(run, sheet):
    assert "What became of" not in run("ingest", sheet, "--type", "speech", "--no-index").output
