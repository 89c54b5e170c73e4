"""What a word finds, and in which order: the same for every backend."""

import pytest

from archive.search.query_language import parse


@pytest.mark.parametrize("query", ["Chávez", "Chavez", "CHÁVEZ", "Cha\u0301vez", "chavez"])
@pytest.mark.parametrize(
    "text",
    ["Chávez", "Chavez", "CHÁVEZ", "Cha\u0301vez", "Chá\u00advez", "Chá-\nvez", "Chávez’s", "“Chávez”"],
)
def test_accents_case_and_broken_lines_never_hide_a_match(backend, make, ids, query, text):
    backend.apply([make("it", f"said {text} then"), make("other", "nobody else")], [], 1)

    assert ids(query) == ["it"]


@pytest.mark.parametrize(
    ("language", "query", "folded", "stemmed"),
    [("en", "community", "cómmunity", "communities"), ("es", "comunidad", "comunidád", "comunidades")],
)
def test_exact_outranks_folded_outranks_stemmed(backend, make, ids, language, query, folded, stemmed):
    backend.apply(
        [
            # However often the less exact is said, and however long the text of the exact one is.
            make("stemmed", f"{stemmed} " * 30, language),
            make("folded", f"{folded} " * 30, language),
            make("exact", query + " and so on" * 200, language),
        ],
        [],
        1,
    )

    assert ids(query) == ["exact", "folded", "stemmed"]


def test_exact_word_in_the_text_outranks_others_in_the_title(backend, make, ids):
    backend.apply(
        [
            make("stemmed", "nothing", "en", fields={"title": "communities of communities"}),
            make("folded", "nothing", "en", fields={"title": "cómmunity"}),
            make("exact", "one community " + "and so on " * 300, "en"),
        ],
        [],
        1,
    )

    assert ids("community") == ["exact", "folded", "stemmed"]


def test_words_are_stemmed_in_the_record_s_language_alone(backend, make, ids):
    backend.apply(
        [
            make("english", "the communities", "en"),
            make("spanish", "las comunidades", "es"),
            make("unknown", "communities comunidades"),
        ],
        [],
        1,
    )

    assert ids("community") == ["english"]
    assert ids("comunidad") == ["spanish"]


def test_unaccented_words_are_stemmed_as_the_accented_ones_they_stand_for(backend, make, ids):
    backend.apply([make("es", "las participaciones y la participación", "es")], [], 1)

    assert ids("participacion") == ["es"]


@pytest.mark.parametrize(
    "query",
    ['"the Venezuelan ruling class"', '"the vene-zuelan ruling class"', "Venezuelan", "Vene-zuelan"],
)
@pytest.mark.parametrize("written", ["Vene-zuelan", "Vene-\nzuelan", "Vene\u00adzuelan", "Venezuelan"])
def test_words_broken_by_hyphens_are_found_whole(backend, make, ids, query, written):
    backend.apply([make("it", f"against The {written} ruling class.")], [], 1)

    assert ids(query) == ["it"]


@pytest.mark.parametrize("query", ['"US backed coup"', "US-backed", '"US-backed coup"', "usbacked", "backed"])
@pytest.mark.parametrize("written", ["US-backed", "US‑backed", "us-\nbacked"])
def test_hyphenated_words_are_found_in_their_parts(backend, make, ids, query, written):
    backend.apply([make("it", f"the {written} coup")], [], 1)

    assert ids(query) == ["it"]


def test_phrase_means_these_words_in_this_order(backend, make, ids):
    backend.apply(
        [
            make("it", "He said: ¡Comuna o nada!"),
            make("turned", "nada o comuna"),
            make("apart", "comuna y o nada"),
            make("stemmed", "comunas o nada", "es"),
        ],
        [],
        1,
    )

    assert ids('"comuna o nada"') == ["it"]


def test_phrase_does_not_go_across_passages(backend, make, ids):
    document = make("it")
    document.texts["text"] = (Text("xx", ("ends with por", "ahora begins")),)
    backend.apply([document], [], 1)

    assert ids("por ahora") == ["it"]
    assert ids('"por ahora"') == []


def test_quoted_word_is_not_stemmed(backend, make, ids):
    backend.apply([make("one", "the commune", "en"), make("many", "the communes", "en")], [], 1)

    assert ids("commune") == ["one", "many"]
    assert ids('"commune"') == ["one"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("comun*", ["comuna", "comunal", "comunidad"]),
        ("*dad", ["ciudad", "comunidad"]),
        ("com*dad", ["comunidad"]),
        ("comunas~", ["comuna", "comunal"]),
        ("cmouna~", ["comuna"]),
        ("ciudat~", ["ciudad"]),
        ("xiudad~", ["ciudad"]),
        ("comuna -comuna", []),
        ("comuna OR ciudad", ["ciudad", "comuna"]),
        ("-comuna", ["ciudad", "comunal", "comunidad"]),
        ("(comuna OR ciudad) -ciudad", ["comuna"]),
    ],
)
def test_query_finds(backend, make, ids, query, found):
    backend.apply([make(word, word) for word in ("comuna", "comunal", "comunidad", "ciudad")], [], 1)

    assert sorted(ids(query)) == found


def test_slip_of_the_pen_ranks_below_the_word_itself(backend, make, ids):
    backend.apply([make("near", "comunal"), make("itself", "comuna")], [], 1)

    assert ids("comuna~") == ["itself", "near"]


def test_field_that_is_named_is_the_only_one_asked(backend, make, ids):
    backend.apply(
        [make("title", fields={"title": "Por ahora"}), make("text", "por ahora", fields={"title": "Speech"})],
        [],
        1,
    )

    assert ids("title:ahora") == ["title"]
    assert ids('title:"por ahora"') == ["title"]
    assert ids("text:ahora") == ["text"]
    assert set(ids("ahora")) == {"title", "text"}


def test_field_without_weight_is_asked_only_by_name(backend, make, ids):
    backend.apply([make("it", "text", fields={"rights": "granted"})], [], 1)

    assert ids("granted") == []
    assert ids("rights:granted") == ["it"]


def test_title_weighs_more_than_text(backend, make, ids):
    backend.apply(
        [make("text", "comuna", title="a"), make("title", "nada", fields={"title": "comuna"}, title="b")],
        [],
        1,
    )

    assert ids("comuna") == ["title", "text"]


def test_question_is_ranked_by_how_much_matches(backend, make, ids):
    backend.apply(
        [
            make("some", "the delegates spoke", "en"),
            make("most", "what the delegates of the communes said about land reform", "en"),
            make("none", "nothing here", "en"),
        ],
        [],
        1,
    )

    assert ids("what did the delegates say about the land reform of communes") == ["most", "some"]


def test_forms_tell_what_to_mark(backend, make):
    backend.apply([make("it", "la participación, las participaciones", "es")], [], 1)
    tree = parse("participacion").tree

    assert backend.forms(tree) == {tree: frozenset({"participacion", "participaciones"})}
