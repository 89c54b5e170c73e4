"""Backends agree where a pattern stands for hundreds of words, or a query has dozens."""

import pytest

from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.document import Document
from archive.search.fields import ROLES, TEXTS
from archive.search.query_language import parse
from archive.search.registry import open_backend

FIRST = [f"m{n:03}" for n in range(36) if n % 6 < 3]  # eighteen words of the first record, open to all
KINDS = ("title", "speaker", *(TEXTS[role] for role in ROLES))


@pytest.fixture(scope="module")
def backends(tmp_path_factory):
    """Forty records with four hundred words, in names and in texts closed to some."""
    found = [
        Document(
            id=f"d{n}",
            seen_by=ROLES[n % 2],
            texts={
                name: (" ".join(f"m{(n * 37 + step) % 400:03} pozo" for step in range(60) if step % 6 == at),)
                for at, name in enumerate(KINDS)
            },
            languages=("es",),
        )
        for n in range(40)
    ]
    opened = open_backend("memory:"), open_backend(f"whoosh:{tmp_path_factory.mktemp('index')}")
    for backend in opened:
        backend.apply(found[:4], (), 1)
        backend.apply(found[4:], ("d7",), 2)
    return opened


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("sort", ["relevance", "title"])
@pytest.mark.parametrize(
    "query",
    [
        " OR ".join(f"m{n:03}" for n in range(0, 400, 9)),
        " AND ".join(FIRST),
        " AND ".join((*FIRST, "(m050 OR m399)", "-m100")),
    ],
)
def test_dozens_of_words_find_what_they_find_one_by_one(backends, role, sort, query):
    request = Request(tree=parse(query).tree, viewer=Viewer(role, Viewer.public().on), sort=sort)
    plain, whoosh = (backend.search(request) for backend in backends)

    assert [hit.id for hit in whoosh.hits] == [hit.id for hit in plain.hits]
    assert [hit.score for hit in whoosh.hits] == pytest.approx([hit.score for hit in plain.hits], abs=1e-5)
    assert whoosh.total == plain.total
    assert whoosh.total


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("query", ["m*", "m* pozo", "pozo m*", "m*1 OR pozo", "m* m0*", "title:m* pozo"])
def test_hundreds_of_words_find_what_they_find_one_by_one(backends, role, query):
    request = Request(tree=parse(query).tree, viewer=Viewer(role, Viewer.public().on))
    plain, whoosh = (backend.search(request) for backend in backends)

    assert [hit.id for hit in whoosh.hits] == [hit.id for hit in plain.hits]
    assert [hit.score for hit in whoosh.hits] == pytest.approx([hit.score for hit in plain.hits], abs=1e-5)
    assert (whoosh.total, dict(whoosh.forms)) == (plain.total, dict(plain.forms))
    assert whoosh.total > 5
