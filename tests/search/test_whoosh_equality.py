"""Every backend finds, counts and ranks as stock Whoosh does, wherever both read texts alike.

The corpus is written by Whoosh's own writer, the queries are Whoosh's own, and so is its BM25F, with
our rarity in place of its idf. Of a phrase and of a pattern Whoosh adds up what its words count, each
by its own rarity; there its occurrences are taken as those of one word and given to its formula.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.analysis import Token
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F, bm25
from whoosh.util.numeric import byte_to_length, length_to_byte

from archive.metadata.access import Role, Viewer
from archive.search.backend import Request
from archive.search.document import Document
from archive.search.occurrences import read
from archive.search.registry import BACKENDS, open_backend
from archive.search.scoring import FOLDED, K1, NEAR, B, rarity
from archive.search.tree import And, Node, Not, Or, Phrase, Wildcard, Word, both, negated, within

WORDS = ["la", "tierra", "libre", "lib", "libros", "tierno", "paz", "pan", "panes", "pa"]
PATTERNS = ["li*", "t*", "pa*", "*a", "*e*", "p*s", "*r*o*", "x*"]
# Whoosh keeps the length of a field in one byte; these are the lengths that it keeps exactly.
LENGTHS = [length for length in range(1, 60) if byte_to_length(length_to_byte(length)) == length]
NOTHING = 1e-9  # Whoosh takes a constant score of 0 for one of 1
PARTED = "\n\n"


class Positions:
    """An analyzer for Whoosh that yields our words, folded, at our positions."""

    def __call__(self, value, **_):
        folded: dict[str, str] = {}
        found = read(value.split(PARTED), folded).places
        for place, form in sorted((place, form) for form, places in found.items() for place in places):
            token = Token(positions=True)
            token.text, token.pos, token.boost = folded[form], place, 1.0
            yield token


class Rarity(BM25F):
    """Whoosh's ranking, but for the rarity of a word."""

    def idf(self, searcher, fieldname, text):
        parent = searcher.get_parent()
        return rarity(parent.doc_frequency(fieldname, text), parent.doc_count_all())


class Stock:
    """An index of texts as Whoosh makes it, in two segments."""

    def __init__(self, texts: list[tuple[str, ...]]) -> None:
        schema = fields.Schema(id=fields.STORED, text=fields.TEXT(analyzer=Positions(), phrase=True))
        self.index = RamStorage().create_index(schema)
        for numbers in (range(len(texts))[:3], range(len(texts))[3:]):
            writer = self.index.writer()
            for number in numbers:
                writer.add_document(id=f"d{number}", text=PARTED.join(texts[number]))
            writer.commit(merge=False)
        self.searcher = self.index.searcher(weighting=Rarity(B=B, K1=K1))

    def search(self, asked: query.Query) -> dict[str, float]:
        """Return what Whoosh finds, and what it counts."""
        return {hit["id"]: hit.score for hit in self.searcher.search(asked, limit=None)}

    def phrase(self, phrase: Phrase) -> dict[str, float]:
        """Return what the occurrences of a phrase count by Whoosh's spans and formula."""
        most = len(phrase.words) + phrase.slop  # positions in all; Whoosh's slop is for each gap
        asked = query.Phrase("text", list(phrase.words), slop=phrase.slop + 1)
        times: dict[tuple[query.Query, int], float] = {}
        for searcher, _ in self.searcher.leaf_searchers():
            matcher = asked.matcher(searcher)
            while matcher.is_active():
                spans = [each for each in matcher.spans() if each.end - each.start < most]
                if spans:
                    times[searcher, matcher.id()] = len({span.end for span in spans})
                matcher.next()
        return self._counted(times)

    def pattern(self, asked: query.MultiTerm) -> dict[str, float]:
        """Return what the words of a pattern count together by Whoosh's dictionary and formula."""
        times: dict[tuple[query.Query, int], float] = {}
        for searcher, _ in self.searcher.leaf_searchers():
            for name, text in asked.expanded_terms(searcher.reader()):
                matcher = searcher.postings(name, text)
                while matcher.is_active():
                    key = searcher, matcher.id()
                    times[key] = times.get(key, 0.0) + NEAR[FOLDED] * matcher.weight()
                    matcher.next()
        return self._counted(times)

    def _counted(self, times) -> dict[str, float]:
        rare = rarity(len(times), self.searcher.doc_count_all())
        average = self.searcher.avg_field_length("text")
        return {
            searcher.stored_fields(number)["id"]: bm25(
                rare, count, searcher.doc_field_length(number, "text"), average, B, K1
            )
            for (searcher, number), count in times.items()
        }


def stock(node: Node) -> query.Query:
    """Return Whoosh's query for a tree."""
    match node:
        case Word(text):
            return query.Term("text", text)
        case Phrase(words, slop):
            return query.Phrase("text", list(words), slop=slop + 1)
        case Wildcard(pattern):
            return query.Wildcard("text", pattern)
        case Not(part):
            return query.ConstantScoreQuery(query.Not(stock(part)), NOTHING)
        case And(parts):
            return query.And([stock(part) for part in parts])
        case Or(parts):
            return query.Or([stock(part) for part in parts])
    raise AssertionError(node)


@st.composite
def corpora(draw):
    """Draw texts of one to three parts, of lengths that Whoosh keeps."""
    found = []
    for _ in range(draw(st.integers(1, 9))):
        length = draw(st.sampled_from(LENGTHS))
        words = draw(st.lists(st.sampled_from(WORDS), min_size=length, max_size=length))
        cuts = sorted(draw(st.sets(st.integers(1, length), max_size=2)))
        parts = [words[start:end] for start, end in zip([0, *cuts], [*cuts, length], strict=True)]
        found.append(tuple(" ".join(part) for part in parts if part))
    return found


words = st.sampled_from(WORDS).map(Word)
phrases = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(tuple)
# Only of two words does Whoosh's slop mean what ours does.
pairs = st.builds(
    Phrase, st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), st.sampled_from([0, 1, 2, 5])
)


def _trees(leaves):
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            parts.map(negated),
            st.lists(parts, min_size=2, max_size=4).map(lambda each: both(And, each)),
            st.lists(parts, min_size=2, max_size=4).map(lambda each: both(Or, each)),
        ),
        max_leaves=6,
    )


ranked = _trees(words)
matched = _trees(st.one_of(words, phrases.map(Phrase), pairs, st.sampled_from(PATTERNS).map(Wildcard)))


@pytest.fixture(scope="module", params=BACKENDS.names())
def backend(request, tmp_path_factory):
    return open_backend(f"{request.param}:{tmp_path_factory.mktemp('index')}")


@pytest.fixture(scope="module")
def put(backend):
    """Index texts here as there; and what the public sees nothing of."""

    def put(texts: list[tuple[str, ...]]) -> Stock:
        documents = [
            Document(id=f"d{number}", seen_by=Role.PUBLIC, texts={"text": text})
            for number, text in enumerate(texts)
        ]
        hidden = Document(id="hidden", seen_by=Role.ARCHIVIST, texts={"text": ("la tierra libre",)})
        backend.reset()
        backend.apply([*documents[:5], hidden], [], 1)
        backend.apply([documents[0], *documents[5:]], [], 2)
        return Stock(texts)

    return put


@pytest.fixture(scope="module")
def found(backend):
    """Ask the backend, and return what records count by their words; asked of all fields or of the text."""

    def found(tree: Node, named: bool) -> dict[str, float]:
        tree = within("text", tree) if named else tree
        request = Request(tree=tree, viewer=Viewer.public(), size=100)
        answer = backend.search(request)
        assert answer.total == len(answer.hits)
        scores = [hit.score for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        # Whoosh knows nothing of the nearness of words, which may change the order, too.
        return {hit.id: hit.score - backend.explain(request, hit.id).together for hit in answer.hits}

    return found


def _agree(here: dict[str, float], there: dict[str, float]) -> None:
    assert here == pytest.approx(there, abs=1e-5)


often = settings(max_examples=150, deadline=None)


@often
@given(texts=corpora(), trees=st.lists(ranked, min_size=1, max_size=6), named=st.booleans())
def test_words_are_found_and_ranked_as_whoosh_does(put, found, texts, trees, named):
    whoosh = put(texts)
    for tree in trees:
        _agree(found(tree, named), whoosh.search(stock(tree)))


@often
@given(
    texts=corpora(),
    asked=st.lists(st.builds(Phrase, phrases, st.integers(0, 6)), min_size=1, max_size=6),
    named=st.booleans(),
)
def test_phrases_are_found_and_counted_as_whoosh_does(put, found, texts, asked, named):
    whoosh = put(texts)
    for phrase in asked:
        _agree(found(phrase, named), whoosh.phrase(phrase))


@often
@given(texts=corpora(), pattern=st.sampled_from(PATTERNS), named=st.booleans())
def test_patterns_stand_for_the_words_that_they_do_in_whoosh(put, found, texts, pattern, named):
    whoosh = put(texts)
    start, _, rest = pattern.partition("*")
    asked = query.Wildcard("text", pattern) if rest else query.Prefix("text", start)

    _agree(found(Wildcard(pattern), named), whoosh.pattern(asked))


@often
@given(texts=corpora(), trees=st.lists(matched, min_size=1, max_size=6), named=st.booleans())
def test_any_mixture_finds_what_it_does_in_whoosh(put, found, texts, trees, named):
    whoosh = put(texts)
    for tree in trees:
        assert set(found(tree, named)) == set(whoosh.search(stock(tree)))
