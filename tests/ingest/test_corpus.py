"""The mapping files that ship with the docs, on the real material they were written for."""

import shutil
from pathlib import Path

import pytest

from archive.ingest.importers.registry import open_sources
from archive.ingest.mapping import load_mapping
from archive.ingest.plan import make_plan
from archive.ingest.summary import Severity
from archive.metadata.record import Kind

MAPPINGS = Path(__file__).parents[2] / "docs" / "how-to" / "mappings"

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize(
    ("name", "path", "rows"),
    [
        ("speeches", "speeches/manifest.csv", 642),
        ("documents", "documents/manifest.csv", 134),
        ("images", "images/manifest.csv", 55),
        ("tate", "records/museum/tate_artworks.csv.gz", 69_202),
    ],
)
def test_every_column_of_the_corpus_means_something(corpus, name, path, rows):
    mapping = load_mapping(MAPPINGS / f"{name}.toml")
    (source,) = open_sources(corpus / path, mapping.reading)
    plan = make_plan(name, source.headings, mapping, str(mapping.constants["type"]))
    assert source.count() == rows
    first = plan.apply(next(iter(source.rows())))
    assert first.key
    assert first.raw["title"]


def part(corpus: Path, folder: str, tmp_path: Path, wanted: str, most: int) -> Path:
    """Copy some rows of a manifest, with their files."""
    target = tmp_path / folder
    target.mkdir()
    lines = (corpus / folder / "manifest.csv").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines[1:] if wanted in line][:most]
    for line in chosen:
        name = line.partition(",")[0]
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(corpus / folder / name, target / name)
    (target / "manifest.csv").write_text("\n".join([lines[0], *chosen]), encoding="utf-8")
    return target / "manifest.csv"


def test_speeches_say_who_spoke_when_where_and_under_which_licence(take, corpus, tmp_path, records):
    path = part(corpus, "speeches", tmp_path, "parlamint-es/", 3)
    assert take(path, MAPPINGS / "speeches.toml").new == 3
    for record in records():
        assert record.type == "speech"
        assert record.files[0].problem == ""
        assert record.earliest is not None
        for field in ("speaker", "delivered", "venue", "language", "license", "source"):
            assert record.metadata.get(field), field
        assert record.first("license").text == "https://creativecommons.org/licenses/by/4.0/"


def test_broken_documents_are_stored_and_told_in_one_line_each(take, corpus, tmp_path, records, heard):
    path = part(corpus, "documents", tmp_path, "pdf-broken/", 12)
    summary = take(path, MAPPINGS / "documents.toml")
    assert (summary.new, summary.refused, summary.files) == (12, 0, 12)
    unread = [record for record in records() if record.files[0].problem]
    assert len(unread) == len(heard.lines(Severity.WARNING)) > 0


def test_pictures_too_broken_to_show_stop_nobody(take, corpus, tmp_path, records, heard, capfd):
    path = part(corpus, "images", tmp_path, "broken/", 9)
    summary = take(path, MAPPINGS / "images.toml")
    assert (summary.new, summary.refused) == (9, 0)
    assert all("\n" not in told for told in heard.lines())
    assert capfd.readouterr().err == ""


def test_the_museums_artists_and_subjects_become_authorities(take, corpus, tmp_path, records):
    rows = open_sources(
        corpus / "records/museum/tate_artworks.csv.gz", load_mapping(MAPPINGS / "tate.toml").reading
    )
    headings = rows[0].headings
    table = ["\t".join(headings)]
    for row, _ in zip(rows[0].rows(), range(40), strict=False):
        table.append("\t".join(str(row.raw.get(heading, "")) for heading in headings))
    path = tmp_path / "tate.tsv"
    path.write_text("\n".join(table), encoding="utf-8")
    assert take(path, MAPPINGS / "tate.toml").new == 40
    assert "Robert Blake" in {agent.title for agent in records(Kind.AGENT)}
    assert "kneeling" in {subject.title for subject in records(Kind.SUBJECT)}
    assert {record.ancestors[0].title for record in records()} == {"Tate collection"}
