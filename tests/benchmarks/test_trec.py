"""Reading test collections in the forms that the field exchanges."""

import gzip
from pathlib import Path

import pytest

from benchmarks.trec import Doc, Topic, documents, judgements, topics

DOCUMENTS = """<DOC>
<DOCNO> AP-1 </DOCNO>
<TITLE>Wing
loading &amp; lift</TITLE>
<TEXT>
Of <b>slender</b> bodies.
</TEXT>
</DOC>
<doc><docno>AP-2</docno> No title at all. </doc>
"""
TOPICS = """<top>
<num> Number: 301
<title> International Organized Crime
<desc> Description:
Identify organizations that
take part.
<narr> Narrative: Whatever.
</top>
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "docs.trec").write_text(DOCUMENTS, encoding="utf-8")
    return tmp_path / "docs.trec"


def test_documents_are_read_with_number_title_and_text(written: Path) -> None:
    first, second = documents(written)
    assert (first.id, first.title, first.text.split()) == (
        "AP-1",
        "Wing loading & lift",
        ["Of", "slender", "bodies."],
    )
    assert second == Doc("AP-2", "", "No title at all.")


def test_a_folder_is_read_file_by_file_packed_or_not(written: Path) -> None:
    with gzip.open(written.parent / "more.gz", "wt", encoding="utf-8") as file:
        file.write("<DOC><DOCNO>AP-3</DOCNO> text </DOC>\n")
    assert [document.id for document in documents(written.parent)] == ["AP-1", "AP-2", "AP-3"]


def test_documents_in_json_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"_id": "7", "title": "T", "text": "words"}\n{"id": 8, "text": "more"}\n')
    assert list(documents(path)) == [Doc("7", "T", "words"), Doc("8", "", "more")]


def test_topics_give_the_parts_asked_for_without_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "topics"
    path.write_text(TOPICS, encoding="utf-8")
    assert topics(path) == [Topic("301", "International Organized Crime")]
    both = topics(path, ("title", "desc"))[0].text
    assert both == "International Organized Crime Identify organizations that take part."


def test_queries_are_read_from_lines_and_from_json_lines(tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("1\twhat is it\n\n2\tand why\n")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "what"}\n')
    assert topics(tmp_path / "queries.tsv") == [Topic("1", "what is it"), Topic("2", "and why")]
    assert topics(tmp_path / "queries.jsonl") == [Topic("q1", "what")]


def test_judgements_are_read_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("301 0 AP-1 1\n301 0 AP-2 -1\n302 0 AP-1 2\n")
    (tmp_path / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td 1\t2\n")
    assert judgements(tmp_path / "qrels") == {"301": {"AP-1": 1, "AP-2": -1}, "302": {"AP-1": 2}}
    assert judgements(tmp_path / "test.tsv") == {"q1": {"d 1": 2}}
