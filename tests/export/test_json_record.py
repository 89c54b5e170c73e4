"""JSON holds all that a viewer may know of a record, in the form in which metadata is loaded again."""

import json
from datetime import UTC, datetime

from archive.export import json_record
from archive.export.links import Links
from archive.metadata.loading import undump
from archive.metadata.record import Ancestor, FileFacts, Kind, Record, Value

LINKS = Links(base="https://archive.example.org", naan="12345")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SPEECH = Record(
    id="b7k2m9x4t",
    kind=Kind.ITEM,
    type="speech",
    metadata={
        "title": (Value("Discurso", language="es"),),
        "delivered": (Value("4 de febrero de 1992", edtf="1992-02-04"),),
    },
    ancestors=(Ancestor("c111111", "Speeches"),),
    files=(
        FileFacts(id="f1", name="a b.pdf", media_type="application/pdf", size=3, sha512="0" * 128, pages=2),
        FileFacts(id="f2", name="c.xyz", media_type="x/y", size=0, sha512="1" * 128, problem="Empty."),
    ),
    created=NOW,
    modified=NOW,
)


def test_metadata_comes_back_as_it_was():
    assert undump(json.loads(json_record.one(SPEECH, LINKS))["metadata"]) == SPEECH.metadata


def test_record_says_where_it_and_its_files_are():
    told = json.loads(json_record.one(SPEECH, LINKS))
    assert told["address"] == "https://archive.example.org/items/b7k2m9x4t"
    assert told["ark"] == "ark:/12345/b7k2m9x4t"
    assert told["part_of"][0]["address"] == "https://archive.example.org/collections/c111111"
    paper, unknown = told["files"]
    assert paper["address"] == "https://archive.example.org/items/b7k2m9x4t/files/a%20b.pdf"
    assert (paper["pages"], "problem" in paper) == (2, False)
    assert (unknown["size"], unknown["problem"]) == (0, "Empty.")


def test_list_is_one_array_however_many_there_are():
    for count in (0, 1, 3):
        assert len(json.loads(b"".join(json_record.many([SPEECH] * count, LINKS)))) == count
