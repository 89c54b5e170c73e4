"""Whoosh and the plain reference give the same answers to the same questions."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.metadata.access import Role, Viewer
from archive.search.backend import SORTS, Request
from archive.search.document import Document
from archive.search.fields import FACETS, RANK, ROLES, TEXTS, WEIGHTS
from archive.search.occurrences import read_all
from archive.search.registry import open_backend
from archive.search.tree import (
    And,
    DateRange,
    Fielded,
    Fuzzy,
    Has,
    Missing,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
    both,
)
from archive.search.whoosh.compiled import compiled

FORMS = ["comuna", "comunas", "Comúna", "communities", "community", "luchar", "lucharon", "luchó", "Luchó"]
REST = ["nada", "o", "US-backed", "us", "backed", "Chávez", "Chavez", "vez", "chaves", "1992-1998", "l'homme"]
ASKED = [
    "comuna",
    "comúna",
    "comunas",
    "community",
    "luchar",
    "lucho",
    "luchó",
    "usbacked",
    "us",
    "chávez",
    "o",
]
PATTERNS = ["comun*", "*a*", "*s", "c*a*s", "lu*r", "c*z", "nada*"]
FIELDS = ["title", "speaker", "subject", "description", "rights", "type", "text"]
PLACES = [f"place {number:02}" for number in range(45)]
IDS = [f"d{number}" for number in range(10)]

texts = st.lists(st.sampled_from(FORMS + REST), min_size=1, max_size=9).map(" ".join)
fields = st.lists(texts, min_size=1, max_size=3).map(tuple)
days = st.one_of(st.none(), st.integers(-150, 1200))

asked_words = st.one_of(
    st.sampled_from(ASKED).map(Word),
    st.sampled_from([*ASKED, "nata", "cmuna", "chavz"]).map(Fuzzy),
    st.sampled_from(PATTERNS).map(Wildcard),
    st.builds(
        Phrase,
        st.lists(st.sampled_from([*ASKED, "nada", "backed"]), min_size=1, max_size=4).map(tuple),
        st.sampled_from([0, 0, 1, 2, 5, 1000]),
    ),
)
loose = st.builds(
    Phrase,
    st.sampled_from([("us", "backed"), ("us", "backed", "nada"), ("comuna", "nada"), ("o", "us", "o")]),
    st.integers(0, 3),
)
leaves = st.one_of(
    asked_words,
    asked_words,
    st.builds(Fielded, st.sampled_from(FIELDS), asked_words),
    st.builds(DateRange, st.just(""), days, days, st.booleans()),
    st.sampled_from([Has("title"), Missing("title"), Missing("files"), Missing("date")]),
)
trees = st.one_of(
    st.none(),
    st.recursive(
        leaves,
        lambda parts: st.one_of(
            parts.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
            st.lists(parts, min_size=2, max_size=4).map(lambda each: both(And, each)),
            st.lists(parts, min_size=2, max_size=9).map(lambda each: both(Or, each)),
        ),
        max_leaves=6,
    ),
)


@st.composite
def documents(draw):
    """Draw records in several languages, with names, closed texts and many values of a facet."""
    role = st.sampled_from(ROLES)
    found = []
    for id in IDS[: draw(st.integers(1, len(IDS)))]:
        words = {TEXTS[each]: draw(fields) for each in draw(st.sets(role, max_size=3))}
        described = draw(st.sets(st.sampled_from(FIELDS[:-1]), max_size=3))
        words |= {name: draw(fields) for name in sorted(described)}
        day = draw(days)
        places = draw(st.lists(st.sampled_from(PLACES), max_size=25, unique=True))
        found.append(
            Document(
                id=id,
                seen_by=draw(role),
                texts=words,
                languages=tuple(draw(st.lists(st.sampled_from(["en", "es", "fr"]), max_size=2, unique=True))),
                facets={
                    "type": tuple(sorted(draw(st.sets(st.sampled_from(["x", "y", "speech", "subject"]))))),
                    "place": tuple(places),
                    "year": tuple(str(1950 + int(each[-2:])) for each in places),
                },
                present={"title": draw(role)} if "title" in words else {},
                earliest=day,
                latest=day if day is None else day + draw(st.integers(0, 100)),
                title=draw(st.sampled_from(["a", "b"])),
                added=draw(st.integers(0, 3)),
            )
        )
    return found


chosen = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from([(), ("x",), ("x", "y"), ("never",)]),
        "place": st.lists(st.sampled_from(PLACES), max_size=3, unique=True).map(tuple),
    },
)
requests = st.builds(
    Request,
    tree=trees,
    viewer=st.sampled_from(ROLES).map(lambda role: Viewer(role, Viewer.public().on)),
    without=st.frozensets(st.sampled_from([*IDS, "never"]), max_size=2),
    facets=chosen,
    first_day=days,
    last_day=days,
    sort=st.sampled_from(SORTS),
    offset=st.sampled_from([0, 0, 2]),
    size=st.sampled_from([20, 3, 0]),
    counted=st.one_of(st.none(), st.lists(st.sampled_from(FACETS), max_size=3, unique=True).map(tuple)),
    values=chosen,
)


@pytest.fixture(scope="module")
def backends(tmp_path_factory):
    return open_backend("memory:"), open_backend(f"whoosh:{tmp_path_factory.mktemp('index')}")


def _put(backends, found):
    """Put documents in, in two batches, with one put in twice and one taken out: as segments, deletions."""
    for backend in backends:
        backend.reset()
        backend.apply(
            [*found[:4], Document(id="gone", seen_by=Role.PUBLIC, texts={"text": ("lucha",)})], [], 1
        )
        backend.apply([*found[4:], found[0]], ["gone"], 2)


def near(number):
    """Return what a number of the other backend must be close to."""
    return pytest.approx(number, abs=1e-5)


def _answer(answer, number=lambda each: each):
    return {
        "hits": [hit.id for hit in answer.hits],
        "scores": [number(hit.score) for hit in answer.hits],
        "total": answer.total,
        "exact": answer.exact,
        "facets": {name: dict(counts) for name, counts in answer.facets.items()},
        "distinct": dict(answer.distinct),
        "forms": dict(answer.forms),
    }


def _explanation(explanation, number=lambda each: each):
    """Return what there is to compare of an explanation; the order of matches is free."""
    return {
        "state": (explanation.known, explanation.seen, explanation.found, explanation.excluded_by),
        "score": number(explanation.score),
        "reasons": [_reason(each, number) for each in explanation.reasons],
    }


def _reason(reason, number):
    found = {
        (match.field, match.form): (number(match.nearness), match.count, number(match.share))
        for match in reason.matches
    }
    assert len(found) == len(reason.matches)
    return reason.node, reason.field, reason.holds, reason.records, number(reason.score), found


many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(found=documents(), asked=st.lists(requests, min_size=4, max_size=8))
def test_backends_agree_on_answers(backends, found, asked):
    _put(backends, found)
    for request in asked:
        plain, whoosh = (backend.search(request) for backend in backends)
        assert _answer(whoosh) == _answer(plain, near), request


@many
@given(found=documents(), asked=st.lists(requests, min_size=2, max_size=4))
def test_backends_agree_on_reasons(backends, found, asked):
    _put(backends, found)
    for request in asked:
        for id in [*IDS, "gone", "never"]:
            plain, whoosh = (backend.explain(request, id) for backend in backends)
            assert _explanation(whoosh) == _explanation(plain, near), (request, id)


@many
@given(
    found=documents(),
    role=st.sampled_from(ROLES),
    without=st.frozensets(st.sampled_from(IDS), max_size=2),
    words=st.lists(st.sampled_from([*ASKED, "nada", "backed"]), min_size=1, max_size=3),
    prefix=st.sampled_from(["", "c", "co", "comun", "Luchó", "u", "x"]),
    most=st.sampled_from([1, 3, 100]),
)
def test_backends_agree_on_words(backends, found, role, without, words, prefix, most):
    _put(backends, found)
    vocabularies = [
        backend.vocabulary(Viewer(role, Viewer.public().on), without=without) for backend in backends
    ]
    plain, whoosh = (
        {
            "starting": list(each.starting(prefix, most)),
            "following": list(each.following(words, prefix, most)),
            "resembling": [list(each.resembling(word, most)) for word in [*words, "cmunas", "luchas", "usx"]],
            "records": dict(each.records([*words, "never", "COMÚNA"])),
        }
        for each in vocabularies
    )
    assert whoosh == plain


@many
@given(
    found=documents(),
    role=st.sampled_from(ROLES),
    asked=st.lists(st.one_of(trees, loose), min_size=8, max_size=16),
    without=st.frozensets(st.sampled_from(IDS), max_size=1),
    terms=st.booleans(),
)
def test_a_compiled_tree_finds_in_whoosh_what_the_tree_finds(backends, found, role, asked, without, terms):
    _put(backends, found)
    viewer = Viewer(role, Viewer.public().on)
    searcher = backends[1].searcher(viewer, without)
    for tree in asked:
        answers = [each.search(Request(tree=tree, viewer=viewer, without=without)) for each in backends]
        hits = searcher.search(compiled(tree, searcher.reader()), limit=None, terms=terms)
        assert sorted(hit["id"] for hit in hits) == sorted(hit.id for hit in answers[0].hits), tree
        assert answers[0].total == answers[1].total == len(hits)


@many
@given(
    found=documents(), role=st.sampled_from(ROLES), without=st.frozensets(st.sampled_from(IDS), max_size=2)
)
def test_whoosh_reads_the_words_of_what_a_viewer_may_see_and_no_others(backends, found, role, without):
    _put(backends, found)
    reader = backends[1].searcher(Viewer(role, Viewer.public().on), without).reader()
    seen = [each for each in found if RANK[each.seen_by] <= RANK[role] and each.id not in without]
    times: Counter[tuple[str, str]] = Counter()
    records: Counter[tuple[str, str]] = Counter()
    closed = {TEXTS[each] for each in ROLES[RANK[role] + 1 :]}
    for document in seen:
        for name, words in read_all(document.texts, {}).items():
            if name not in closed:
                counts = {(name, form): len(places) for form, places in words.places.items()}
                times += Counter(counts)
                records += Counter(dict.fromkeys(counts, 1))
    told = [(name, text.decode()) for name, text in reader.all_terms() if name in WEIGHTS]
    assert told == sorted(times)
    assert closed.isdisjoint(reader.schema.names())
    assert {term: reader.frequency(*term) for term in told} == times
    assert {term: reader.doc_frequency(*term) for term in told} == records
    assert {stored["id"] for stored in reader.all_stored_fields()} == {each.id for each in seen}
    assert [text.decode() for text in reader.lexicon("id")] == sorted(each.id for each in seen)
    for term in [("text", "lucha"), *((name, "comuna") for name in closed), ("id", "gone")]:
        assert (term in reader) == (term in times)
