"""A fault of our own, met while a source is read, refuses one record and stops no other."""

import json
import logging
from dataclasses import dataclass

import pytest

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.manifest import Row
from archive.ingest.pipeline import Options, run
from archive.ingest.summary import Severity


def read(number):
    if number == 2:
        raise ZeroDivisionError("a fault")
    if number == 9:
        raise SourceError(message("the source ends in the middle"))
    return Row(number=number, key=str(number), raw={"title": f"Letter {number}", "type": "document"})


@dataclass
class Faulty:
    """Three records; our reading of the second fails."""

    name: str = "faulty"
    headings: tuple[str, ...] = ()

    def count(self):
        return 3

    def rows(self):
        for number in (1, 2, 3):
            yield from guarded(Row(number=number, key=str(number), raw={}, place="letters"), read, number)


def test_the_record_is_refused_and_the_others_come_in(parts, heard, records, caplog):
    with caplog.at_level(logging.CRITICAL):
        summary = run(parts, Faulty(), Options(actor="tester"), heard, lambda: False)
    assert (summary.new, summary.refused) == (2, 1)
    assert [each.title for each in records()] == ["Letter 1", "Letter 3"]
    (line,) = heard.lines(Severity.REFUSED)
    assert line.startswith("letters, row 2: unexpected: ZeroDivisionError: a fault. Please report this")


def test_what_is_wrong_with_the_whole_source_is_still_told():
    with pytest.raises(SourceError, match="ends in the middle"):
        list(guarded(Row(number=9, raw={}), read, 9))


def test_a_value_of_omeka_in_a_form_that_nobody_foresaw_costs_nothing(take, tmp_path, records):
    title = {"@value": "Letters", "@annotation": ["odd"]}
    items = [{"@type": "o:Item", "o:id": number, "dcterms:title": [title]} for number in (1, 2)]
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    assert take(tmp_path / "items.json").new == 2


@pytest.mark.parametrize("name", ["items.json", "a.json", "a.yaml"])
def test_half_a_character_costs_nothing_but_itself(take, tmp_path, records, name):
    half = "\\ud800"
    item = f'{{"@type": "o:Item", "o:id": "1{half}", "dcterms:title": [{{"@value": "Letter {half}"}}]}}'
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "a.txt").write_text("Dear mother", encoding="utf-8")
    described = f'{{"title": "Letter {half}"}}'
    text = item if name == "items.json" else described
    path = tmp_path / "export" / name
    path.write_text(text, encoding="utf-8")
    assert take(path if name == "items.json" else path.parent).new == 1
    assert [each.title for each in records()] == ["Letter \ufffd"]


@pytest.mark.parametrize("stated", ['"a.txt"', '["a.txt"]', '[{ name = "a.txt" }]'])
def test_a_file_of_a_described_item_may_be_stated_by_its_name_alone(take, tmp_path, records, stated):
    item = tmp_path / "letters" / "items" / "one"
    item.mkdir(parents=True)
    (item / "item.toml").write_text(f'title = "A letter"\nfile = {stated}\n', encoding="utf-8")
    (item / "a.txt").write_text("Dear mother", encoding="utf-8")
    take(tmp_path / "letters", type="document")
    assert [file.name for file in records()[0].files] == ["a.txt"]
