"""A source whose rows stand in each other, by keys of its own."""

from dataclasses import replace

import pytest

from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.manifest import Listing, Row
from archive.ingest.pipeline import Options, run
from archive.ingest.summary import Severity
from archive.metadata.record import Kind


def collection(key, title, within="", **more):
    return Row(number=None, key=key, raw={"type": "collection", "title": title}, within=within, **more)


def item(key, title, within, **more):
    return Row(number=None, key=key, raw={"type": "document", "title": title}, within=within, **more)


ROWS = (
    collection("f1", "Papers of Ana"),
    collection("f2", "Papers of Luis"),
    collection("f1/s1", "Letters", "f1"),
    collection("f2/s1", "Letters", "f2"),
    item("d1", "To her mother", "f1/s1"),
    item("d2", "To his mother", "f2/s1"),
)


@pytest.fixture
def take_rows(parts, heard):
    def take(*rows, **options):
        return run(
            parts, Listing("hierarchy", rows), Options(actor="tester", **options), heard, lambda: False
        )

    return take


def chain(record):
    return [each.title for each in record.ancestors]


def test_series_of_one_title_stay_apart_and_keep_their_items(take_rows, records):
    take_rows(*ROWS)
    assert {each.title: chain(each) for each in records()} == {
        "To her mother": ["Papers of Ana", "Letters"],
        "To his mother": ["Papers of Luis", "Letters"],
    }
    assert sorted(each.title for each in records(Kind.COLLECTION)) == [
        "Letters",
        "Letters",
        "Papers of Ana",
        "Papers of Luis",
    ]


def test_a_second_run_finds_everything_as_it_was(take_rows):
    take_rows(*ROWS)
    assert take_rows(*ROWS).unchanged == len(ROWS)


def test_a_row_that_moved_moves_its_record(take_rows, records):
    take_rows(*ROWS)
    summary = take_rows(*ROWS[:-1], replace(ROWS[-1], within="f1/s1"))
    assert (summary.changed, summary.unchanged) == (1, len(ROWS) - 1)
    assert {tuple(chain(each)) for each in records()} == {("Papers of Ana", "Letters")}


def test_what_stands_in_a_refused_row_is_refused_and_the_others_come_in(take_rows, heard, records):
    broken = (Problem(reason=message("it has no title")),)
    summary = take_rows(replace(ROWS[0], problems=broken), *ROWS[1:])
    assert (summary.new, summary.refused) == (3, 3)
    assert [each.title for each in records()] == ["To his mother"]
    assert sum("stands in is not in the archive" in each for each in heard.lines(Severity.REFUSED)) == 2


def test_what_a_source_notes_of_a_row_is_told_when_it_is_in(take_rows, heard):
    noted = Problem(field="access", value="private", reason=message("not public there"))
    take_rows(ROWS[0], item("d1", "A letter", "f1", warnings=(noted,)))
    assert heard.lines(Severity.WARNING) == ['"access", “private”: not public there']
