"""A collection that rows alone name shows with what it holds, on every page and in the index."""

from archive.catalogue import holdings
from archive.metadata.access import State, Viewer
from archive.metadata.record import Kind


def tree(parts):
    with parts.catalogue.read() as session:
        return [(each.title, each.items) for each in holdings.tree(session, Viewer.public())]


def test_publishing_restricted_rows_tells_nobody_the_name_of_their_collection(take, sheet, records, parts):
    rows = "A,One,restricted,,Secret papers\nB,Two,restricted,2999-01-01,Secret papers\n"
    path = sheet("id,title,access,embargo_until,collection\n" + rows)
    take(path, type="document", publish=True)
    assert tree(parts) == []
    sheet(path.read_text(encoding="utf-8") + "C,Three,public,,Secret papers\n")
    take(path, type="document", publish=True)
    assert tree(parts) == [("Secret papers", 1)]
    assert [each.state for each in records(Kind.COLLECTION)] == [State.DRAFT]


def test_a_collection_described_and_published_shows_although_nothing_in_it_does(take, tmp_path, sheet, parts):
    take(sheet("id,title,access,collection\nA,One,restricted,S-1\n"), type="document", publish=True)
    assert tree(parts) == []
    folder = tmp_path / "described"
    folder.mkdir()
    (folder / "collection.toml").write_text('title = "Speeches"\nreference_code = "S-1"\n', encoding="utf-8")
    take(folder, publish=True)
    assert tree(parts) == [("Speeches", 0)]
