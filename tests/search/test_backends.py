"""The contract of a search backend beyond words: rights, facets, sorting, and what it remembers."""

import pytest

from archive.metadata.access import Role, Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.search.backend import SORTS
from archive.search.tree import DateRange

PUBLIC = Viewer.public()
READING_ROOM = Viewer(Role.READING_ROOM, PUBLIC.on)
ARCHIVIST = Viewer.archivist()


def test_empty_index_answers_with_nothing(ask):
    answer = ask("comuna")

    assert (answer.hits, answer.total) == ((), 0)


def test_revision_is_remembered(backend, make):
    assert backend.revision() == 0

    backend.apply([make("a", "one")], [], 7, 730000)

    assert (backend.revision(), backend.day()) == (7, 730000)


def test_batch_without_documents_moves_the_revision(backend, make, ids):
    backend.apply([make("a", "one")], [], 1)
    backend.apply([], [], 2)

    assert backend.revision() == 2
    assert ids("one") == ["a"]


def test_document_put_in_again_replaces_the_old_one(backend, make, ids, ask):
    backend.apply([make("a", "before")], [], 1)
    backend.apply([make("a", "after")], [], 2)

    assert ids("before") == []
    assert ids("after") == ["a"]
    assert ask("").total == 1


def test_document_that_is_gone_is_not_found(backend, make, ids):
    backend.apply([make("a", "one"), make("b", "one")], [], 1)
    backend.apply([], ["a", "never there"], 2)

    assert ids("one") == ["b"]


def test_reset_forgets_everything(backend, make, ask):
    backend.apply([make("a", "one")], [], 1)
    backend.reset()

    assert backend.revision() == 0
    assert ask("").total == 0


def test_many_small_batches_are_one_index(backend, make, ids, ask):
    for revision in range(1, 30):
        backend.apply([make(f"d{revision:02}", f"one w{revision}")], [f"d{revision - 3:02}"], revision)

    assert ids("one", size=99, sort="title") == ["d27", "d28", "d29"]
    assert ids("w28") == ["d28"]
    assert ask("w12").total == 0


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (PUBLIC, ["public"]),
        (READING_ROOM, ["public", "room"]),
        (ARCHIVIST, ["public", "room", "staff"]),
    ],
    ids=["public", "reading room", "archivist"],
)
def test_document_is_found_and_counted_for_those_who_may_see_it(backend, make, ask, viewer, seen):
    of = {"public": Role.PUBLIC, "room": Role.READING_ROOM, "staff": Role.ARCHIVIST}
    backend.apply(
        [make(id, f"comuna {id}", seen_by=role, facets={"subject": (id,)}) for id, role in of.items()], [], 1
    )

    for query in ("", "comuna", "comun*", "comuma~", '"comuna"', "-nada", "missing:title"):
        answer = ask(query, viewer, sort="title")
        assert [hit.id for hit in answer.hits] == seen
        assert answer.total == len(seen)
        assert sorted(answer.facets["subject"]) == seen


@pytest.mark.parametrize(
    "query", ["xyzzy", "xyz*", "xyzzi~", '"xyzzy"', "text:xyzzy", "has:text", "-nada xyzzy"]
)
def test_closed_text_is_found_by_those_alone_who_may_read_it(backend, make, ids, query):
    room = make("room", closed={Role.READING_ROOM: "xyzzy"}, present={"text": Role.READING_ROOM})
    staff = make("staff", closed={Role.ARCHIVIST: "xyzzy"}, present={"text": Role.ARCHIVIST})
    backend.apply([room, staff], [], 1)

    assert ids(query, PUBLIC) == []
    assert ids(query, READING_ROOM) == ["room"]
    assert sorted(ids(query, ARCHIVIST)) == ["room", "staff"]


def test_rarity_is_judged_by_what_the_viewer_may_see(backend, make, ask):
    shown = [make("a", "comuna"), make("b", "nada"), make("c", "nada")]
    backend.apply(shown, [], 1)
    before = ask("comuna").hits[0].score
    backend.apply([make(f"hidden{n}", "comuna", seen_by=Role.ARCHIVIST) for n in range(20)], [], 2)

    assert ask("comuna").hits[0].score == before


def test_excluded_documents_are_neither_found_nor_counted(backend, make, ask):
    backend.apply([make("a", "comuna", facets={"type": ("x",)}), make("b", "comuna")], [], 1)

    answer = ask("comuna", without=frozenset({"a", "unknown"}))

    assert [hit.id for hit in answer.hits] == ["b"]
    assert (answer.total, dict(answer.facets["type"])) == (1, {})


@pytest.fixture
def holdings(backend, make):
    """Five documents that differ in facets and dates."""
    facts = [
        ("a", ("speech",), ("es",), 100, 100),
        ("b", ("speech",), ("en", "es"), 200, 300),
        ("c", ("image",), ("es",), None, None),
        ("d", ("image",), (), -50, 120),
        ("e", ("document",), ("en",), 250, 250),
    ]
    backend.apply(
        [
            make(
                id,
                "word",
                facets={"type": types, "language": languages},
                earliest=first,
                latest=last,
                title=f"title {chr(ord('z') - number)}",
                added=number,
            )
            for number, (id, types, languages, first, last) in enumerate(facts)
        ],
        [],
        1,
    )


@pytest.mark.usefixtures("holdings")
class TestHoldings:
    """Facets, dates, sorting and pages."""

    def test_facets_count_all_that_matches(self, ask):
        answer = ask("word", size=1)

        assert dict(answer.facets["type"]) == {"speech": 2, "image": 2, "document": 1}
        assert dict(answer.facets["language"]) == {"es": 3, "en": 2}

    def test_values_of_a_facet_are_alternatives(self, ids):
        assert ids("word", facets={"type": ("speech", "document")}, sort="date") == ["a", "b", "e"]

    def test_facets_narrow_one_another(self, ids):
        assert ids("", facets={"type": ("speech", "document"), "language": ("en",)}, sort="date") == [
            "b",
            "e",
        ]

    def test_chosen_facet_still_counts_what_could_be_added(self, ask):
        answer = ask("", facets={"type": ("speech",)})

        assert answer.total == 2
        assert dict(answer.facets["type"]) == {"speech": 2, "image": 2, "document": 1}
        assert dict(answer.facets["language"]) == {"es": 2, "en": 1}

    def test_unknown_value_finds_nothing(self, ask):
        assert ask("", facets={"type": ("nothing",)}).total == 0

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            (None, 120, ["d", "a"]),
            (250, None, ["b", "e"]),
            (110, 220, ["d", "b"]),
            (101, 119, ["d"]),
            (1000, None, []),
        ],
    )
    def test_dates_that_overlap_match(self, ids, first, last, found):
        assert ids("", first_day=first, last_day=last, sort="date") == found

    @pytest.mark.parametrize(
        ("sort", "found"),
        [
            ("date", ["d", "a", "b", "e", "c"]),
            ("-date", ["b", "e", "d", "a", "c"]),
            ("title", ["e", "d", "c", "b", "a"]),
            ("-added", ["e", "d", "c", "b", "a"]),
            ("relevance", ["e", "d", "c", "b", "a"]),
        ],
    )
    def test_sorting(self, ids, sort, found):
        assert ids("word", sort=sort) == found

    @pytest.mark.parametrize("sort", SORTS)
    def test_pages_are_parts_of_one_list(self, ids, sort):
        whole = ids("word", sort=sort)
        pages = [ids("word", sort=sort, offset=offset, size=2) for offset in (0, 2, 4, 6)]

        assert [id for page in pages for id in page] == whole
        assert pages[-1] == []

    def test_dates_are_asked_in_the_query_too(self, ids):
        assert ids("date:0000..0001", sort="date") == ["d", "a", "b", "e"]

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            (100, 250, ["a", "e"]),
            (None, 120, ["d", "a"]),
            (200, None, ["b", "e"]),
            (201, 299, ["e"]),
            (-49, 119, ["a"]),
            (None, None, ["d", "a", "b", "e"]),
        ],
    )
    def test_dates_inside_a_span_lie_there_altogether(self, ids, first, last, found):
        assert ids(DateRange("", first, last, inside=True), sort="date") == found


def test_having_and_missing(backend, make, ids):
    backend.apply([make("with", "w", present={"license": Role.PUBLIC}), make("without", "w")], [], 1)

    assert ids("has:license") == ["with"]
    assert ids("missing:license") == ["without"]


def test_what_a_record_cannot_have_it_does_not_miss(backend, make, ids):
    def typed(id, *had):
        return make(id, "w", facets={"type": (id,)}, present=dict.fromkeys(had, Role.PUBLIC))

    types = RECORD_TYPES.names()
    backend.apply([*(typed(id) for id in types), typed("speech", "subject"), make("unknown", "w")], [], 1)

    def missing(name):
        return set(ids(f"missing:{name}", size=len(types) + 1)) - {"unknown"}

    assert missing("subject") == {"document", "image", "recording", "collection", "event"}
    assert missing("speaker") == {"speech", "recording"}
    assert missing("born") == {"person"}
    assert missing("files") == missing("text") == {"speech", "document", "image", "recording"}
    assert missing("transcript") == {"speech", "recording"}
    assert missing("date") == set(types) - {"subject"}
    assert missing("collection") == missing("files") | {"collection"}
    assert set(ids("-(has:subject w)", size=99)) == {*types, "unknown"} - {"speech"}


def test_counting_alone_names_no_hits(backend, make, ask):
    backend.apply([make("a", "comuna"), make("b", "comuna o nada")], [], 1)
    answer = ask("comuna", size=0)
    assert (answer.total, answer.hits) == (2, ())
