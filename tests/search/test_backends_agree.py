"""Whoosh and the plain reference give the same answers to the same questions."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.metadata.access import Role, Viewer
from archive.search.backend import SORTS, Request
from archive.search.document import Document, Text
from archive.search.fields import ROLES, TEXTS
from archive.search.query_language import parse
from archive.search.registry import open_backend

WORDS = ["comuna", "comunas", "Comúna", "nada", "o", "US-backed", "us", "backed", "Chávez", "Chavez", "vez"]
ASKED = ["comuna", "comúna", "nada", "us-backed", "chavez", "comun*", "*a*", "nata~", "o"]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
terms = st.one_of(
    st.sampled_from(ASKED),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda each: f'"{" ".join(each)}"'),
    st.sampled_from(ASKED).map(lambda word: f"title:{word}"),
    st.sampled_from(["has:title", "missing:files", "date:0001..0002"]),
)
queries = st.recursive(
    terms,
    lambda parts: st.one_of(
        parts.map(lambda part: f"-({part})"),
        st.lists(parts, min_size=2, max_size=3).map(" ".join),
        st.lists(parts, min_size=2, max_size=3).map(lambda each: f"({' OR '.join(each)})"),
    ),
    max_leaves=4,
)


@st.composite
def documents(draw):
    role = st.sampled_from(ROLES)
    found = []
    for number in range(draw(st.integers(1, 8))):
        language = draw(st.sampled_from(["en", "es", "xx"]))
        texts = {TEXTS[draw(role)]: (Text(language, tuple(draw(st.lists(words, min_size=1, max_size=2)))),)}
        if draw(st.booleans()):
            texts["title"] = (Text(language, (draw(words),)),)
        day = draw(st.one_of(st.none(), st.integers(-100, 1000)))
        found.append(
            Document(
                id=f"d{number}",
                seen_by=draw(role),
                texts=texts,
                facets={"type": tuple(draw(st.sets(st.sampled_from("xyz"))))},
                present={"title": draw(role)} if "title" in texts else {},
                earliest=day,
                latest=day if day is None else day + draw(st.integers(0, 100)),
                title=draw(st.sampled_from(["a", "b"])),
                added=number,
            )
        )
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return open_backend("memory:"), open_backend(f"whoosh:{tmp_path_factory.mktemp('index')}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=documents(), asked=st.lists(queries, min_size=4, max_size=8), data=st.data())
def test_backends_agree(both, found, asked, data):
    for backend in both:
        # In two batches, with one document put in twice: segments and deletions are part of it.
        backend.reset()
        backend.apply(found[:3], [], 1)
        backend.apply([*found[3:], found[0]], [], 2)
    for query in asked:
        request = Request(
            tree=parse(query).tree,
            viewer=Viewer(data.draw(st.sampled_from(list(Role))), Viewer.public().on),
            facets=data.draw(st.sampled_from([{}, {"type": ("x",)}, {"type": ("x", "y")}])),
            sort=data.draw(st.sampled_from(SORTS)),
        )
        plain, whoosh = (backend.search(request) for backend in both)
        assert [hit.id for hit in whoosh.hits] == [hit.id for hit in plain.hits], query
        assert [hit.score for hit in whoosh.hits] == pytest.approx(
            [hit.score for hit in plain.hits], abs=1e-5
        )
        assert whoosh.total == plain.total
        assert {name: dict(counts) for name, counts in whoosh.facets.items()} == {
            name: dict(counts) for name, counts in plain.facets.items()
        }
        assert whoosh.forms == plain.forms
