"""The words a backend offers: of what the viewer may see, and of nothing else."""

import pytest

from archive.metadata.access import Role, Viewer

PUBLIC = Viewer.public()
READING_ROOM = Viewer(Role.READING_ROOM, PUBLIC.on)
ARCHIVIST = Viewer.archivist()


@pytest.fixture
def words(backend, make):
    """The vocabulary of the public, over a few records."""
    backend.apply(
        [
            make("a", ("La revolución, la revolución.", "Revolver")),
            make("b", "la revolucion y la reforma agraria", fields={"title": "Reforma"}),
            make("c", "la Revolución, US-backed reforms", fields={"speaker": "Révora", "rights": "revoked"}),
            make("gone", "revocable"),
        ],
        [],
        1,
    )
    backend.apply([make("a", ("La revolución, la revolución.", "Revolver"))], ["gone"], 2)
    return backend.vocabulary(PUBLIC)


def test_words_that_begin_so_come_by_how_many_records_have_them(words):
    assert list(words.starting("revol", 9)) == [("revolución", 2), ("revolucion", 1), ("revolver", 1)]
    assert list(words.starting("ref", 2)) == [("reforma", 1), ("reforms", 1)]


@pytest.mark.parametrize("prefix", ["REVOL", "révol", "revol"])
def test_prefix_means_any_case_and_accents(words, prefix):
    assert len(words.starting(prefix, 9)) == 3


def test_names_are_words_and_what_is_never_searched_unless_named_is_not(words):
    assert list(words.starting("revo", 9))[-1] == ("révora", 1)
    assert list(words.starting("revok", 9)) == []


def test_words_that_follow_stand_right_behind(words):
    assert list(words.following(["la"], "", 9)) == [("revolución", 2), ("reforma", 1), ("revolucion", 1)]
    assert list(words.following(["la"], "ref", 9)) == [("reforma", 1)]
    assert list(words.following(["la", "reforma"], "a", 9)) == [("agraria", 1)]
    assert list(words.following(["agraria"], "", 9)) == []


def test_nothing_follows_across_passages(words):
    assert list(words.following(["revolucion"], "rev", 9)) == []


def test_words_written_in_parts_lead_on_as_whole_and_as_parts(words):
    assert list(words.following(["us", "backed"], "", 9)) == [("reforms", 1)]
    assert list(words.following(["backed"], "", 9)) == [("reforms", 1)]
    assert list(words.following(["usbacked"], "", 9)) == [("reforms", 1)]


def test_resembling_words_come_nearest_first_then_most_frequent(backend, make):
    backend.apply(
        [
            make("a", "comuna comunal comunas comunera"),
            make("b", "comunas cómuna"),
            make("c", "comnua lejano"),
        ],
        [],
        1,
    )
    vocabulary = backend.vocabulary(PUBLIC)

    assert list(vocabulary.resembling("comuna", 9)) == [
        ("comunas", 2),
        ("comnua", 1),
        ("comunal", 1),
        ("comunera", 1),
    ]
    assert list(vocabulary.resembling("Comúna", 1)) == [("comunas", 2)]


def test_short_words_resemble_what_is_one_slip_away(backend, make):
    backend.apply([make("a", "pazes pas pan paso casa abcde")], [], 1)
    vocabulary = backend.vocabulary(PUBLIC)

    assert [word for word, _ in vocabulary.resembling("paz", 9)] == ["pan", "pas"]
    assert [word for word, _ in vocabulary.resembling("pase", 9)] == ["pas", "paso"]
    assert [word for word, _ in vocabulary.resembling("acbed", 9)] == ["abcde"]


def test_records_are_counted_whatever_the_case_and_accents(words):
    assert dict(words.records(["revolucion", "REVOLUCIÓN", "reforma", "xyzzy", "usbacked"])) == {
        "revolucion": 3,
        "REVOLUCIÓN": 3,
        "reforma": 1,
        "xyzzy": 0,
        "usbacked": 1,
    }


def test_no_more_is_told_than_was_asked_for(words):
    assert [len(words.starting("r", most)) for most in (0, 1, 3)] == [0, 1, 3]
    assert len(words.following(["la"], "", 2)) == 2
    assert len(words.resembling("revolucion", 0)) == 0


@pytest.mark.parametrize(
    ("viewer", "known"),
    [
        (PUBLIC, {"secretum"}),
        (READING_ROOM, {"secretum", "secretux", "secretuz"}),
        (ARCHIVIST, {"secretum", "secretux", "secretuz", "secretuv", "secretuw"}),
    ],
    ids=["public", "reading room", "archivist"],
)
def test_words_of_closed_records_and_closed_texts_are_known_to_those_alone_who_may_see_them(
    backend, make, viewer, known
):
    every = ["secretum", "secretux", "secretuz", "secretuv", "secretuw"]
    backend.apply(
        [
            make("open", "our secretum"),
            make("room", "our secretux", seen_by=Role.READING_ROOM),
            make("room text", "nothing", closed={Role.READING_ROOM: "our secretuz"}),
            make("staff", "our secretuv", seen_by=Role.ARCHIVIST),
            make("staff text", "nothing", closed={Role.ARCHIVIST: "our secretuw"}),
        ],
        [],
        1,
    )
    vocabulary = backend.vocabulary(viewer)

    assert {word for word, _ in vocabulary.starting("secre", 9)} == known
    assert {word for word, _ in vocabulary.following(["our"], "", 9)} == known
    assert {word for word, _ in vocabulary.resembling("secretuu", 9)} == known
    assert {word for word, count in vocabulary.records(every).items() if count} == known
    assert vocabulary.records(["our"]) == {"our": len(known)}


def test_words_of_records_left_out_are_not_known(backend, make):
    backend.apply([make("a", "our secret"), make("b", "our secret thing secretly")], [], 1)
    vocabulary = backend.vocabulary(ARCHIVIST, frozenset({"b"}))

    assert list(vocabulary.starting("secret", 9)) == [("secret", 1)]
    assert list(vocabulary.following(["secret"], "", 9)) == []
    assert list(vocabulary.resembling("secreta", 9)) == [("secret", 1)]
    assert dict(vocabulary.records(["secret", "thing"])) == {"secret": 1, "thing": 0}


def test_words_of_many_closed_texts_leave_room_for_those_that_may_be_known(backend, make):
    closed = " ".join(f"pre{number:03}x" for number in range(400))
    backend.apply([make(str(n), "nothing", closed={Role.ARCHIVIST: closed}) for n in range(3)], [], 1)
    backend.apply([make("a", "prelude premise"), make("b", "premise")], [], 2)

    assert list(backend.vocabulary(PUBLIC).starting("pre", 3)) == [("premise", 2), ("prelude", 1)]
    assert len(backend.vocabulary(ARCHIVIST).starting("pre", 500)) == 402


def test_words_are_counted_over_everything_that_was_indexed_bit_by_bit(backend, make):
    for number in range(6):
        rare = " ".join(f"pro{letter}{number}" for letter in "abcdefghij")
        backend.apply([make(str(number), f"{rare} promise próblem")], [], number + 1)

    found = list(backend.vocabulary(PUBLIC).starting("pro", 2))
    assert found == [("promise", 6), ("próblem", 6)]
