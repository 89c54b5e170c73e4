"""tantivy: a field for each part of a description, facets and dates as fast fields."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Order
from tantivy import Query as Tree

from benchmarks.corpus import BEST, FACETED, MOST_VALUES, PAGE50, SLOP, Query, Speech, joined
from benchmarks.engines.engine import Ask, Find

FIELDS = ("text", "title", "description", "speaker", "place", "subjects")
EVERYTHING = 10**7


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which words are indexed: what is done with them, what is kept, and of which fields."""

    filters: tuple[Filter, ...]
    kept: str = "position"
    fields: Sequence[str] = FIELDS

    def analyzer(self) -> tantivy.TextAnalyzer:
        """Return what makes words of this form."""
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(Filter.lowercase())
        for each in self.filters:
            builder = builder.filter(each)
        return builder.build()


FOLDED = Form((Filter.ascii_fold(),))


class Engine:
    """Words are folded, not stemmed: fewer postings than ours for a word."""

    version = metadata.version("tantivy")
    fields: Sequence[str] = FIELDS  # asked of
    heap = 256_000_000  # bytes of postings that make a segment: of 50,000 speeches one, which answers soonest
    forms: Mapping[str, Form] = {"": FOLDED}  # by what the names of their fields end in

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._folder = folder
        self._schema = _schema(self.forms)

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index with one thread of tantivy's own."""
        index = tantivy.Index(self._schema, path=str(self._folder))
        self._register(index)
        writer = index.writer(heap_size=self.heap, num_threads=1)
        for number, speech in enumerate(speeches):
            writer.add_document(self._document(number, speech))
        writer.commit()
        writer.wait_merging_threads()

    def _register(self, index: tantivy.Index) -> None:
        for ending, form in self.forms.items():
            index.register_tokenizer(_tokenizer(ending), form.analyzer())

    def _document(self, number: int, speech: Speech) -> tantivy.Document:
        texts = _texts(speech)
        words = {field + ending: texts[field] for ending, form in self.forms.items() for field in form.fields}
        document = tantivy.Document(number=number, **_facts(speech), **words)
        document.add_date("date", datetime.datetime.fromisoformat(speech.delivered))
        return document

    def open(self) -> None:
        """Open a searcher."""
        self._index = tantivy.Index.open(str(self._folder))
        self._register(self._index)
        self._searcher = self._index.searcher()

    def forget(self) -> None:
        """It keeps no answers."""

    @property
    def asks(self) -> Mapping[str, Ask]:
        """Every kind of query."""
        newest = {"order_by_field": "date", "order": Order.Desc}
        options = {"newest": newest, "page50": {"offset": PAGE50}}
        asks: dict[str, Ask] = {
            kind: partial(self._ask, kind, options=options.get(kind, {}))
            for kind in _TREES
            if kind != "facets"
        }
        return asks | {"facets": self._facets}

    @property
    def finds(self) -> Mapping[str, Find]:
        """The kinds that mean the same here: with a slop its words may change places."""
        return {kind: partial(self._numbers, kind) for kind in _TREES if kind != "near"}

    def _tree(self, kind: str, query: Query) -> Tree:
        return _TREES[kind](self, query)

    def _ask(self, kind: str, query: Query, options: Mapping[str, object]) -> int:
        found = self._searcher.search(self._tree(kind, query), BEST, **options)  # type: ignore[arg-type]
        self._read(found.hits)
        return int(found.count or 0)

    def _read(self, hits: Iterable[tuple[object, tantivy.DocAddress]]) -> list[int]:
        # Read from a column: a stored document takes longer, as it has to be unpacked.
        found = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [int(number or 0) for number in found]

    def _facets(self, query: Query) -> int:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACETED}
        self._searcher.aggregate(self._tree("facets", query), asked)
        return self._ask("rare", query, {})

    def _numbers(self, kind: str, query: Query) -> list[int]:
        return self._read(self._searcher.search(self._tree(kind, query), EVERYTHING).hits)

    def any_field(self, make: partial[Tree]) -> Tree:
        """Return what is asked of every field: any will do."""
        trees = [make(field) for field in self.fields]
        return trees[0] if len(trees) == 1 else Tree.boolean_query([(Occur.Should, tree) for tree in trees])

    def word(self, word: str) -> Tree:
        """Return the tree of a word."""
        return self.any_field(partial(_term, self._schema, word=word))

    def unranked(self, word: str) -> Tree:
        """Return the tree of a word where what is found is counted or sorted, not ranked."""
        return self.word(word)

    def words(self, occur: Occur, words: Iterable[str]) -> Tree:
        """Return the tree of words that must, or may, occur."""
        return Tree.boolean_query([(occur, self.word(word)) for word in dict.fromkeys(words)])

    def phrase(self, words: Sequence[str], slop: int) -> Tree:
        """Return the tree of words in a row. Here they may change places, at the price of two of the slop."""
        return self.any_field(partial(_phrase, self._schema, words=list(words), slop=slop))

    def beginning(self, start: str) -> Tree:
        """Return the tree of the words that begin so: as fuzzy words without slips they are found sooner."""
        return self.any_field(partial(_fuzzy, self._schema, word=start, slips=0, prefix=True))

    def holed(self, parts: Sequence[str]) -> Tree:
        """Return the tree of the words with anything between some parts.

        Folded words have these letters alone; to allow for others takes six times as long.
        """
        return self.any_field(partial(_pattern, self._schema, pattern="[a-z0-9]*".join(parts)))

    def fuzzy(self, word: str) -> Tree:
        """Return the tree of a word, give or take a letter."""
        return self.any_field(partial(_fuzzy, self._schema, word=word, slips=1, prefix=False))

    def dated(self, query: Query) -> Tree:
        """Return the tree of a word within days."""
        first, last = (datetime.datetime.fromisoformat(day) for day in (query.first, query.last))
        days = Tree.range_query(self._schema, "date", tantivy.FieldType.Date, first, last)
        return Tree.boolean_query([(Occur.Must, self.word(query.words[0])), (Occur.Must, days)])


def _term(schema: tantivy.Schema, field: str, word: str) -> Tree:
    return Tree.term_query(schema, field, word, index_option="freq")


def _phrase(schema: tantivy.Schema, field: str, words: list[str], slop: int) -> Tree:
    return Tree.phrase_query(schema, field, words, slop)


def _pattern(schema: tantivy.Schema, field: str, pattern: str) -> Tree:
    return Tree.regex_query(schema, field, pattern)


def _fuzzy(schema: tantivy.Schema, field: str, word: str, slips: int, *, prefix: bool) -> Tree:
    return Tree.fuzzy_term_query(schema, field, word, slips, prefix=prefix)


def _schema(forms: Mapping[str, Form]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    for ending, form in forms.items():
        for name in form.fields:
            builder.add_text_field(name + ending, tokenizer_name=_tokenizer(ending), index_option=form.kept)
    builder.add_date_field("date", indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("subject", "collection", "type", "language", "creator", "where"):
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    return builder.build()


def _tokenizer(ending: str) -> str:
    return f"words{ending}"


def _texts(speech: Speech) -> dict[str, str | list[str]]:
    return {
        "text": joined(speech.paragraphs),
        "title": speech.title,
        "description": speech.description,
        "speaker": speech.speaker,
        "place": speech.place,
        "subjects": list(speech.subjects),
    }


def _facts(speech: Speech) -> dict[str, str | int | list[str]]:
    return {
        "year": int(speech.delivered[:4]),
        "subject": list(speech.subjects),
        "collection": speech.collection,
        "type": speech.type,
        "language": speech.language,
        "creator": speech.speaker,
        "where": speech.place,
    }


_TREES = {
    **dict.fromkeys(("rare", "common", "page50"), lambda engine, query: engine.word(query.words[0])),
    **dict.fromkeys(("facets", "newest"), lambda engine, query: engine.unranked(query.words[0])),
    "and": lambda engine, query: engine.words(Occur.Must, query.words),
    "or": lambda engine, query: engine.words(Occur.Should, query.words),
    "phrase": lambda engine, query: engine.phrase(query.words, 0),
    "near": lambda engine, query: engine.phrase(query.words, SLOP),
    "prefix3": lambda engine, query: engine.beginning(query.words[0]),
    "prefix4": lambda engine, query: engine.beginning(query.words[0]),
    "wildcard": lambda engine, query: engine.holed(query.words),
    "fuzzy": lambda engine, query: engine.fuzzy(query.words[0]),
    "dates": lambda engine, query: engine.dated(query),
}
