"""Running Whoosh queries of one's own on the index: `WhooshBackend.searcher`."""

from collections.abc import Callable
from random import Random

import pytest
from whoosh import collectors, fields, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
from whoosh.scoring import WeightingModel

from archive.metadata.access import Role, Viewer
from archive.search.registry import open_backend
from archive.search.tree import DateRange, Has, Word
from archive.search.whoosh.compiled import compiled
from archive.search.whoosh.queries import FactQuery

ARCHIVIST = Viewer(Role.ARCHIVIST, Viewer.public().on)


@pytest.fixture
def index(tmp_path):
    return open_backend(f"whoosh:{tmp_path / 'index'}")


@pytest.fixture
def found(index) -> Callable[..., list[str]]:
    """Ask, and return the identifiers found, in order."""
    return lambda asked, viewer=None, **how: [
        hit["id"] for hit in index.searcher(viewer or Viewer.public()).search(asked, **how)
    ]


class Memory(RamStorage):
    """A store in memory: Whoosh's own would put its passing files in a folder that all processes share."""

    def temp_storage(self, name=None):
        return Memory()


def _stock(texts: list[str]):
    schema = fields.Schema(text=fields.TEXT(analyzer=SpaceSeparatedTokenizer()))
    index = Memory().create_index(schema)
    writer = index.writer()
    for text in texts:
        writer.add_document(text=text)
    writer.commit()
    return index.searcher()


def test_blocks_that_cannot_count_are_passed_over_as_whoosh_does(index, make):
    chance = Random(7)
    texts = []
    for _ in range(1500):
        length = chance.choice([8, 12, 20, 28])
        texts.append(" ".join(chance.choices(["tierra", "libre", "paz", "mar"], [1, 6, 2, 20], k=length)))
    texts[40:46] = ["tierra libre tierra libre paz tierra libre tierra"] * 6  # no later block can be as good
    index.apply([make(f"d{number:04}", text) for number, text in enumerate(texts)], [], 1)
    asked = [
        query.Term("text", "tierra"),
        query.Or([query.Term("text", "tierra"), query.Term("text", "libre", boost=2)]),
        query.And([query.Term("text", "tierra"), query.Term("text", "paz")]),
        query.Phrase("text", ["tierra", "libre"]),
    ]
    passed = 0
    for each in asked:
        gathered = []
        for searcher in (index.searcher(Viewer.public()), _stock(texts)):
            collector = collectors.TopCollector(5)
            searcher.search_with_collector(each, collector)
            gathered.append((collector.results().top_n, collector.skipped_times))
        assert gathered[0] == gathered[1]
        passed += gathered[0][1] or 0
    assert passed > 0


def test_closed_records_and_texts_are_not_there_for_whoosh(index, make, found):
    index.apply(
        [
            make("open", "paz", closed={Role.ARCHIVIST: ("secreto",)}),
            make("closed", "paz secreta", seen_by=Role.ARCHIVIST),
        ],
        [],
        1,
    )
    public = index.searcher(Viewer.public())
    assert list(public.lexicon("text")) == [b"paz"]
    assert public.doc_count_all() == 1
    assert "text_archivist" not in public.schema
    assert public.suggest("text", "secretas") == []
    assert public.document(id="closed") is None
    assert found(query.Every()) == ["open"]
    assert found(query.Or([query.Prefix("text", "secret"), query.Term("text_archivist", "secreto")])) == []
    assert found(query.Prefix("text_archivist", "secret"), ARCHIVIST) == ["open"]
    assert "secret" not in repr(compiled(Word("secreta"), public.reader()))
    assert found(query.Every(), ARCHIVIST) == ["open", "closed"]


def test_records_closed_since_the_index_was_written_can_be_left_out(index, make):
    index.apply([make("a", "paz"), make("b", "paz tierra")], [], 1)
    searcher = index.searcher(Viewer.public(), frozenset({"b"}))
    assert [hit["id"] for hit in searcher.search(query.Term("text", "paz"))] == ["a"]
    assert searcher.doc_frequency("text", "tierra") == 0


def test_a_searcher_stays_with_its_generation_while_the_index_goes_on(index, make, found):
    index.apply([make("a", "paz")], [], 1)
    before = index.searcher(Viewer.public())
    index.apply([make("b", "paz")], ["a"], 2)
    assert [hit["id"] for hit in before.search(query.Term("text", "paz"))] == ["a"]
    assert found(query.Term("text", "paz")) == ["b"]
    assert index.searcher(Viewer.public()).reader().generation() > before.reader().generation()


def test_an_index_that_is_not_there_yet_answers_with_nothing(index, found):
    assert found(query.Every()) == []
    assert found(query.Term("text", "paz"), limit=None) == []
    assert list(index.searcher(Viewer.public()).reader().all_terms()) == []


def test_undated_records_sort_last_both_ways(index, make, found):
    index.apply(
        [make("none"), make("new", earliest=9, latest=9), make("old", earliest=-3, latest=2)],
        [],
        1,
    )
    assert found(query.Every(), sortedby="date") == ["old", "new", "none"]
    assert found(query.Every(), sortedby=sorting.FieldFacet("date", reverse=True)) == ["new", "old", "none"]
    assert list(index.searcher(Viewer.public()).reader().column_reader("latest")) == [None, 9, 2]
    assert found(query.NumericRange("earliest", -5, 3)) == ["old"]


def test_records_are_grouped_by_the_first_value_of_a_facet_or_by_each(index, make):
    index.apply(
        [make("a", facets={"place": ("caracas", "lima")}), make("b", facets={"place": ("lima",)})], [], 1
    )
    searcher = index.searcher(Viewer.public())
    first = searcher.search(query.Every(), groupedby="place").groups()
    every = searcher.search(
        query.Every(), groupedby=sorting.FieldFacet("place", allow_overlap=True), maptype=sorting.Count
    ).groups("place")
    assert first == {"caracas": [0], "lima": [1]}
    assert every == {"caracas": 1, "lima": 2}


def test_whooshs_own_query_parser_reads_words_as_the_index_does(index, make, found):
    index.apply([make("a", "La lucha US-backed de Chávez")], [], 1)
    parser = QueryParser("text", index.searcher(Viewer.public()).schema)
    for typed in ("LUCHA", "us-backed", "backed", '"lucha usbacked"', "Chávez", "luch*", "id:a"):
        assert found(parser.parse(typed)) == ["a"], typed
    assert found(parser.parse("Chavez")) == []  # forms are looked up by `compiled` alone


def test_a_tree_can_be_part_of_any_other_query(index, make, found):
    index.apply(
        [
            make("a", "comunas libres", "es", present={"files": Role.PUBLIC}, earliest=5, latest=6),
            make("b", "comuna", "es", earliest=50, latest=60),
        ],
        [],
        1,
    )
    comuna = compiled(Word("comuna"), index.searcher(Viewer.public()).reader())
    assert found(comuna) == ["b", "a"]
    assert found(query.And([comuna, query.Term("text", "libres")])) == ["a"]
    assert found(comuna, filter=FactQuery(DateRange("", 55, None))) == ["b"]
    assert found(comuna, mask=FactQuery(Has("files"))) == ["b"]


def test_a_search_can_be_stopped_after_a_time(index, make):
    index.apply([make(f"d{number}", "paz") for number in range(300)], [], 1)
    searcher = index.searcher(Viewer.public())
    collector = collectors.TimeLimitCollector(searcher.collector(limit=None), timelimit=0.0, use_alarm=False)
    with pytest.raises(collectors.TimeLimit):
        searcher.search_with_collector(query.Every(), collector)


def test_ranking_of_ones_own_may_use_what_the_index_knows(index, make):
    class Shortest(WeightingModel):
        use_final = True

        def scorer(self, searcher, fieldname, text, qf=1):
            return None

        def final(self, searcher, docnum, score):
            return 1 / searcher.doc_field_length(docnum, "text")

    index.apply([make("long", "paz paz tierra"), make("short", "paz")], [], 1)
    searcher = type(index.searcher(Viewer.public()))(
        index.searcher(Viewer.public()).reader(), weighting=Shortest()
    )
    assert [hit["id"] for hit in searcher.search(query.Term("text", "paz"))] == ["short", "long"]


def test_every_word_that_is_listed_is_found(index, make):
    index.apply([make("a", "½ Ŀa ﱞ l'homme 20.000 EE. UU. 东京 straße ﬁn O'Higgins ñandú aͺb")], [], 1)
    reader = index.searcher(Viewer.public()).reader()
    told = [term for term, info in reader if info.doc_frequency() == 1]
    assert told == list(reader.all_terms())
    assert len([name for name, _ in told if name == "text"]) > 12
