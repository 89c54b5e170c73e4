"""Special columns, keys and digests, and the report."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from archive.core.errors import Invalid, Problem
from archive.core.lines import line
from archive.core.words import message
from archive.ingest.draft import Defaults, Draft
from archive.ingest.identity import named, row_digest
from archive.ingest.manifest import Row
from archive.ingest.names import title_from
from archive.ingest.report import csv_report
from archive.ingest.special import access_level, embargo_end, record_type
from archive.ingest.summary import Notice, Severity
from archive.metadata.access import Access


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("public", Access.PUBLIC),
        ("Reading room", Access.READING_ROOM),
        ("reading_room", Access.READING_ROOM),
        ("Sala de lectura", Access.READING_ROOM),
        ("RESTRINGIDO", Access.RESTRICTED),
    ],
)
def test_access_levels_are_understood_as_people_write_them(text, level):
    assert access_level(text) is level


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Speech", "speech"),
        ("Discurso", "speech"),
        ("StillImage", "image"),
        ("Text", "document"),
        ("People", "person"),
    ],
)
def test_types_are_understood_by_name_label_and_dcmi_type(text, name):
    assert record_type(text) == name


@pytest.mark.parametrize(
    ("read", "text"), [(access_level, "pubic"), (embargo_end, "soon"), (record_type, "speach")]
)
def test_what_is_not_understood_comes_with_an_example(read, text):
    with pytest.raises(Invalid) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.value == text
    assert problem.remedy is not None


def test_an_embargo_ends_on_a_day():
    assert embargo_end(" 2031-01-31 ") == date(2031, 1, 31)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("informe_anual-2004.pdf", "Informe anual 2004"),
        ("IMG 0012.jpg", "IMG 0012"),
        ("acta  de -asamblea.txt", "Acta de -asamblea"),
        ("árbol.txt", "Árbol"),
    ],
)
def test_a_file_name_becomes_a_title(name, title):
    assert title_from(Path(name)) == title


def test_a_row_is_known_by_its_key_else_its_file_else_its_words():
    assert named(Row(number=2, raw={}, key="A1")).key == "A1"
    assert named(Row(number=2, raw={}, files=({"name": "a.txt"},))).key == "file:a.txt"
    first, second = (named(Row(number=2, raw={"title": title})).key for title in "AB")
    assert first != second


def test_a_row_changes_with_its_words_its_files_and_the_options(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    row = Row(number=2, raw={"title": "A"}, folder=tmp_path, files=({"name": "a.txt"},))
    digest = row_digest(row, Defaults(), publish=False)
    assert digest == row_digest(row, Defaults(), publish=False)
    assert digest != row_digest(row, Defaults(), publish=True)
    assert digest != row_digest(row, Defaults(collection="Box"), publish=False)
    os.utime(tmp_path / "a.txt", (1, 1))
    assert digest != row_digest(row, Defaults(), publish=False)


def test_a_draft_begins_with_what_the_run_says():
    draft = Draft(row=Row(number=1, raw={}), defaults=Defaults(type="image"))
    assert (draft.defaults.type, draft.type) == ("image", "")


def test_a_problem_is_one_line():
    problem = Problem(
        field="date", value="31\nFeb " + "x" * 80, source="items.csv", row=48, reason=message("not a day"),
        remedy=message("Try 28."),
    )  # fmt: skip
    told = line(problem, str)
    assert told.startswith('items.csv, row 48, "date", “31 Feb xxx')
    assert told.endswith("…”: not a day. Try 28.")
    assert "\n" not in told


def test_the_report_opens_in_a_spreadsheet_and_runs_nothing(tmp_path):
    path = tmp_path / "report.csv"
    problem = Problem(value="=cmd()", source="items.csv", row=3, reason=message("no"))
    with csv_report(path, str) as write:
        write(Notice(Severity.REFUSED, problem, key="@x"))
        written = path.read_text(encoding="utf-8-sig")  # while the run goes on
    (row,) = csv.DictReader(written.splitlines())
    told = [row[f"report:{name}"] for name in ("value", "key", "row")]
    assert told == ["'=cmd()", "'@x", "3"]
