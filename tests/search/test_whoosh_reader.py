"""Whoosh's own queries, collectors, facets, sorts and spelling run on our index as on one that Whoosh wrote.

The same words are written by Whoosh's writer and by ours: here in several segments, with records that
were replaced or taken out, and some that the viewer may not see. Whatever Whoosh answers on its own
index it must answer on ours, to the last digit of a score; where it fails by a fault of its own, it
must fail alike.
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query, scoring, sorting
from whoosh.analysis import Token
from whoosh.filedb.filestore import RamStorage
from whoosh.query import spans
from whoosh.util.numeric import byte_to_length, length_to_byte

from archive.metadata.access import Role, Viewer
from archive.search.document import Document
from archive.search.occurrences import read
from archive.search.registry import open_backend

WORDS = ["la", "tierra", "tierras", "tierna", "líbre", "libre", "libres", "render", "rendering", "paz", "pan"]
NAMES = ["text", "title", "subject"]
# Whoosh keeps the length of a field in one byte; these are the lengths that it keeps exactly.
LENGTHS = [length for length in range(1, 30) if byte_to_length(length_to_byte(length)) == length]
PARTED = "\n\n"
FAILED = "failed"


class Written:
    """An analyzer for Whoosh that yields our words at our positions."""

    def __call__(self, value, **_):
        found = read(value.split(PARTED), {}).places
        for place, form in sorted((place, form) for form, places in found.items() for place in places):
            token = Token(positions=True)
            token.text, token.pos, token.boost = form, place, 1.0
            yield token


class Memory(RamStorage):
    """A store in memory: Whoosh's own would put its passing files in a folder that all processes share."""

    def temp_storage(self, name=None):
        return Memory()


def _texts():
    return fields.TEXT(analyzer=Written(), phrase=True)


SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True, sortable=True),
    text=_texts(),
    title=fields.TEXT(analyzer=Written(), phrase=True, sortable=True),
    subject=_texts(),
    type=fields.ID(sortable=True),
    date=fields.NUMERIC(int, bits=64, sortable=True),
    earliest=fields.NUMERIC(int, bits=64, sortable=True),
)


@st.composite
def corpora(draw):
    """Draw records; not all of them are seen by the public."""
    found = []
    for number in range(draw(st.integers(1, 12))):
        length = draw(st.sampled_from(LENGTHS))
        words = draw(st.lists(st.sampled_from(WORDS), min_size=length, max_size=length))
        cut = draw(st.integers(1, length))
        title = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)))
        parts = tuple(" ".join(part) for part in (words[:cut], words[cut:]) if part)
        subject = {"subject": ("la paz",)} if draw(st.booleans()) or not number else {}
        day = draw(st.integers(-5, 5))
        found.append(
            Document(
                id=f"d{number}",
                seen_by=draw(st.sampled_from([*[Role.PUBLIC] * 3, Role.ARCHIVIST]))
                if number
                else Role.PUBLIC,
                texts={"text": parts, "title": (title,), **subject},
                facets={"type": (draw(st.sampled_from("xyz")),)},
                earliest=day,
                latest=day,
                title=title,
            )
        )
    return found


names = st.sampled_from(NAMES)
words = st.sampled_from([*WORDS, "never"])
boosts = st.sampled_from([1.0, 1.0, 0.5, 3.0])
terms = st.builds(query.Term, names, words, boosts)
text_terms = st.builds(query.Term, st.just("text"), words)
leaves = st.one_of(
    terms,
    terms,
    st.builds(
        query.Phrase, names, st.lists(words, min_size=2, max_size=3), slop=st.integers(1, 4), boost=boosts
    ),
    st.builds(query.Prefix, names, st.sampled_from(["t", "tier", "lí", "x", ""]), boosts, st.booleans()),
    st.builds(query.Wildcard, names, st.sampled_from(["*a", "t?err*", "l*b*s", "*"]), boosts, st.booleans()),
    st.builds(query.Regex, names, st.sampled_from(["t.*a", "li?bres", ".*"])),
    st.builds(query.FuzzyTerm, names, words, boosts, st.sampled_from([1, 2]), st.sampled_from([0, 1])),
    st.builds(query.Variations, names, st.just("render")),
    st.builds(query.Every, st.sampled_from([None, *NAMES])),
    st.builds(query.NumericRange, st.just("earliest"), st.integers(-6, 0), st.integers(0, 6)),
    st.builds(query.TermRange, names, st.just("l"), st.sampled_from(["p", "u"])),
)
standing = st.recursive(
    text_terms,
    lambda parts: st.one_of(
        st.builds(spans.SpanNear, parts, parts, slop=st.integers(1, 4), ordered=st.booleans()),
        st.builds(spans.SpanNear2, st.lists(parts, min_size=2, max_size=3), slop=st.integers(1, 4)),
        st.builds(spans.SpanOr, st.lists(parts, min_size=2, max_size=3)),
        st.builds(spans.SpanFirst, parts, limit=st.integers(0, 5)),
        *(
            st.builds(kind, parts, parts)
            for kind in (spans.SpanNot, spans.SpanContains, spans.SpanBefore, spans.SpanCondition)
        ),
        st.builds(query.Sequence, st.lists(parts, min_size=2, max_size=3), slop=st.integers(1, 3)),
    ),
    max_leaves=4,
)
queries = st.recursive(
    st.one_of(leaves, leaves, standing),
    lambda parts: st.one_of(
        *(
            st.builds(kind, st.lists(parts, min_size=2, max_size=4), boosts)
            for kind in (query.And, query.Or, query.DisjunctionMax)
        ),
        *(
            st.builds(kind, parts, parts)
            for kind in (query.AndNot, query.AndMaybe, query.Require, query.Otherwise)
        ),
        st.builds(query.Not, parts),
        st.builds(query.ConstantScoreQuery, parts, st.sampled_from([1.0, 4.0])),
    ),
    max_leaves=5,
)
weightings = st.sampled_from(
    [scoring.BM25F(), scoring.BM25F(B=0.2, K1=2), scoring.TF_IDF(), scoring.Frequency()]
)
LATEST = sorting.FieldFacet("date", reverse=True)
SPANS = sorting.RangeFacet("earliest", -5, 6, 3)
options = st.one_of(
    st.sampled_from([{"limit": None}, {"limit": 3}, {"limit": 1, "optimize": False}]),
    st.fixed_dictionaries(
        {"limit": st.sampled_from([None, 2])},
        optional={
            "sortedby": st.sampled_from(["date", "title", "id", ["type", LATEST], sorting.ScoreFacet()]),
            "reverse": st.booleans(),
            "groupedby": st.sampled_from(["type", ["type", "date"], SPANS]),
            "terms": st.booleans(),
            "scored": st.booleans(),
            "collapse": st.just("type"),
            "filter": terms,
            "mask": terms,
        },
    ),
)  # fmt: skip


class Both:
    """The same records in an index of ours and one of Whoosh's."""

    def __init__(self, backend, found: list[Document]) -> None:
        gone = Document(id="gone", seen_by=Role.PUBLIC, texts={"text": ("la tierra libre",)})
        backend.reset()
        backend.apply([*found[:4], gone], [], 1)
        backend.apply([*found[4:8], found[0]], ["gone"], 2)
        backend.apply(found[8:], [], 3)
        self.backend = backend
        self.ours = backend.searcher(Viewer.public())
        by_id = {document.id: document for document in found}
        self.index = Memory().create_index(SCHEMA)
        writer = self.index.writer()
        for _, stored in self.ours.iter_docs():
            writer.add_document(**_facts(by_id[stored["id"]]))
        writer.commit()
        self.stock = self.index.searcher()
        seen = {document.id for document in found if document.seen_by is Role.PUBLIC}
        assert {stored["id"] for stored in self.ours.all_stored_fields()} == seen

    def searchers(self, weighting):
        """Return a searcher of each that ranks so."""
        return [type(each)(each.reader(), weighting=weighting) for each in (self.ours, self.stock)]


def _facts(document: Document) -> dict[str, object]:
    texts = {name: PARTED.join(parts) for name, parts in document.texts.items()}
    return {
        "id": document.id,
        "type": document.facets["type"][0],
        "date": document.earliest,
        "earliest": document.earliest,
        **texts,
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Callable[[list[Document]], Both]:
    backend = open_backend(f"whoosh:{tmp_path_factory.mktemp('index')}")
    return lambda found: Both(backend, found)


def _outcome(ask: Callable[[], object]) -> object:
    """Return what is answered, or that Whoosh fails by itself: some of its queries do."""
    try:
        return ask()
    except Exception:
        return FAILED


def _results(searcher, asked: query.Query, chosen: dict[str, object]) -> object:
    found = searcher.search(asked, **chosen)
    known = {number: stored["id"] for number, stored in searcher.iter_docs()}
    return {
        "hits": [(known[number], key if isinstance(key, float) else None) for key, number in found.top_n],
        "total": len(found),
        "groups": {name: dict(found.groups(name)) for name in found.facet_names()},
        "terms": sorted(found.matched_terms()) if found.has_matched_terms() else None,
        "of hits": [sorted(hit.matched_terms()) for hit in found] if found.has_matched_terms() else None,
        "documents": sorted(found.docs()),
    }


often = settings(max_examples=40, deadline=None)


@often
@given(
    found=corpora(),
    asked=st.lists(st.tuples(queries, options), min_size=10, max_size=25),
    weighting=weightings,
)
def test_every_query_answers_as_on_an_index_of_whooshs_own(both, found, asked, weighting):
    ours, stock = both(found).searchers(weighting)
    for each, chosen in asked:
        expected = _outcome(lambda each=each, chosen=chosen: _results(stock, each, chosen))
        assert expected in (FAILED, _outcome(lambda each=each, chosen=chosen: _results(ours, each, chosen)))


def _told(info) -> tuple[object, ...]:
    names = "weight", "doc_frequency", "min_length", "max_length", "max_weight", "min_id", "max_id"
    return tuple(getattr(info, name)() for name in names)


@often
@given(found=corpora())
def test_words_and_what_is_told_of_them_are_those_of_whooshs_own_reader(both, found):
    here = both(found)
    ours, stock = here.ours.reader(), here.stock.reader()
    own = [term for term in stock.all_terms() if term[0] in NAMES]
    assert [term for term in ours.all_terms() if term[0] in NAMES] == own
    for term in own:
        assert term in ours
        assert _told(ours.term_info(*term)) == _told(stock.term_info(*term))
        assert ours.frequency(*term) == stock.frequency(*term)
        assert ours.doc_frequency(*term) == stock.doc_frequency(*term)
        assert ours.first_id(*term) == stock.first_id(*term)
    postings = [posting for posting in stock.iter_postings() if posting[0] in NAMES]
    assert [posting for posting in ours.iter_postings() if posting[0] in NAMES] == postings
    assert list(ours.lexicon("id")) == list(stock.lexicon("id"))
    for name in NAMES:
        assert list(ours.lexicon(name)) == list(stock.lexicon(name))
        assert list(ours.expand_prefix(name, "ti")) == list(stock.expand_prefix(name, "ti"))
        assert ours.most_frequent_terms(name, 3) == stock.most_frequent_terms(name, 3)
        assert ours.most_distinctive_terms(name, 3) == stock.most_distinctive_terms(name, 3)
        assert ours.field_length(name) == stock.field_length(name)
        assert ours.max_field_length(name) == stock.max_field_length(name)
        for number in ours.all_doc_ids():
            assert ours.doc_field_length(number, name) == (stock.doc_field_length(number, name) or 0)
    for name in ("id", "title", "date"):
        assert list(ours.column_reader(name)) == list(stock.column_reader(name))


@often
@given(
    found=corpora(),
    word=st.sampled_from(["tiera", "libr", "libre", "líbres", "rendar", "xyzzy"]),
    most=st.integers(1, 2),
)
def test_spelling_is_corrected_as_by_whoosh_itself(both, found, word, most):
    here = both(found)
    ours, stock = here.ours, here.stock
    for prefix in (0, 1):
        assert ours.suggest("text", word, maxdist=most, prefix=prefix) == stock.suggest(
            "text", word, maxdist=most, prefix=prefix
        )
    asked = query.And([query.Term("text", word), query.Term("text", "paz")])
    corrected = [each.correct_query(asked, None, maxdist=most).query for each in (ours, stock)]
    assert corrected[0] == corrected[1]
