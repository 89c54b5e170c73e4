"""The query language: read whatever is typed, and mean what is read."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.translation import languages, translator
from archive.search.fields import PRESENCE, SPECS
from archive.search.query_language import parse
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
    negated,
    unparse,
    within,
)

POR, AHORA = Word("por"), Word("ahora")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        pytest.param("", None, id="nothing asks for everything"),
        pytest.param("*", None, id="a lone star asks for everything"),
        pytest.param("por ahora", And((POR, AHORA)), id="all words must match"),
        pytest.param("POR  Ahora", And((POR, AHORA)), id="case and spaces do not matter"),
        pytest.param("Chávez", Word("chávez"), id="accents are kept"),
        pytest.param("Cha\u0301vez", Word("chávez"), id="an accent typed as two characters is one"),
        pytest.param('"comuna o nada"', Phrase(("comuna", "o", "nada")), id="a phrase"),
        pytest.param("«comuna o nada»", Phrase(("comuna", "o", "nada")), id="typographic quotes"),
        pytest.param("por OR ahora", Or((POR, AHORA)), id="either"),
        pytest.param("por or ahora", And((POR, Word("or"), AHORA)), id="keywords are capitals"),
        pytest.param("por AND ahora", And((POR, AHORA)), id="AND may be said"),
        pytest.param("x por OR ahora", Or((And((Word("x"), POR)), AHORA)), id="AND binds more tightly"),
        pytest.param("x (por OR ahora)", And((Word("x"), Or((POR, AHORA)))), id="parentheses"),
        pytest.param("por -ahora", And((POR, Not(AHORA))), id="without a word"),
        pytest.param('-"por ahora"', Not(Phrase(("por", "ahora"))), id="without a phrase"),
        pytest.param("--por", Not(POR), id="minus twice is minus"),
        pytest.param("-(-por)", POR, id="the opposite of the opposite"),
        pytest.param("comun*", Wildcard("comun*"), id="a prefix"),
        pytest.param("Común*es", Wildcard("comun*es"), id="letters inside"),
        pytest.param("comuna~", Fuzzy("comuna"), id="give or take a letter"),
        pytest.param("comuna~2", Fuzzy("comuna"), id="a distance as others write it"),
        pytest.param("por NOT ahora", And((POR, Not(AHORA))), id="NOT may be said"),
        pytest.param("NOT", Word("not"), id="NOT before nothing is a word"),
        pytest.param("título:por", Fielded("title", POR), id="a field by its Spanish name"),
        pytest.param(
            "tema:(por ahora)", And((Fielded("subject", POR), Fielded("subject", AHORA))), id="grouped"
        ),
        pytest.param("title:por", Fielded("title", POR), id="a field"),
        pytest.param('Title:"por ahora"', Fielded("title", Phrase(("por", "ahora"))), id="phrase in a field"),
        pytest.param(
            "title:(por -ahora)",
            And((Fielded("title", POR), Not(Fielded("title", AHORA)))),
            id="a field goes to every word of its group",
        ),
        pytest.param('"por ahora"~3', Phrase(("por", "ahora"), 3), id="words near one another"),
        pytest.param('("por ahora"~0)', Phrase(("por", "ahora")), id="none between, in parentheses"),
        pytest.param(
            'title:"por ahora"~3', Fielded("title", Phrase(("por", "ahora"), 3)), id="near in a field"
        ),
        pytest.param("date:=1998..2002", DateRange("1998..2002", 729390, 731215, inside=True), id="within"),
        pytest.param(
            'fecha:="20 de octubre de 2012"',
            DateRange("20 de octubre de 2012", 734796, 734796, inside=True),
            id="within a date in words",
        ),
        pytest.param("date:1998..", DateRange("1998..", 729390, None), id="dates from"),
        pytest.param("date:=..2002", DateRange("..2002", None, 731215, inside=True), id="within, until"),
        pytest.param("missing:archivos", Missing("files"), id="missing files, in Spanish"),
        pytest.param("has:texto", Has("text"), id="has text, in Spanish"),
        pytest.param("tiene:colección -has:fecha", And((Has("collection"), Missing("date"))), id="Spanish"),
        pytest.param("falta:Orador", Missing("speaker"), id="missing, in Spanish"),
        pytest.param('has:"fecha de nacimiento"', Has("born"), id="a heading of several words"),
        pytest.param("fecha-de-nacimiento:1954", Fielded("born", Word("1954")), id="a heading with hyphens"),
        pytest.param("tipo:speech", Fielded("type", Word("speech")), id="what is no field of the schema"),
        pytest.param("has:license", Has("license"), id="has a field"),
        pytest.param("-has:license", Missing("license"), id="has not, is missing"),
        pytest.param("has:transcript", Has("transcript"), id="has a transcript"),
        pytest.param("date:1998..2002", DateRange("1998..2002", 729390, 731215), id="dates"),
        pytest.param("date:..2002", DateRange("..2002", None, 731215), id="dates until"),
        pytest.param("date:1992~", DateRange("1992~", 727198, 727563), id="an EDTF expression"),
        pytest.param(
            'date:"20 de octubre de 2012"',
            DateRange("20 de octubre de 2012", 734796, 734796),
            id="a date in words",
        ),
        pytest.param(
            "US-backed", Or((Word("usbacked"), Phrase(("us", "backed")))), id="a hyphen may be meant or not"
        ),
        pytest.param("Vene\u00adzuelan", Word("venezuelan"), id="a soft hyphen is nothing"),
        pytest.param("1992-1998", Phrase(("1992", "1998")), id="figures follow one another"),
        pytest.param("Venezuela's", Word("venezuela"), id="an English ending is left out"),
        pytest.param('"por"', Phrase(("por",)), id="a quoted word is meant exactly"),
    ],
)
def test_query_is_read_as(query, tree):
    found = parse(query)

    assert found.tree == tree
    assert not found.notices


@pytest.mark.parametrize(
    ("query", "tree", "said"),
    [
        pytest.param('"por ahora', And((POR, AHORA)), "quotation mark", id="a lone quotation mark"),
        pytest.param("(por ahora", And((POR, AHORA)), "not closed", id="a parenthesis not closed"),
        pytest.param("por) ahora", And((POR, AHORA)), "closing parenthesis", id="a stray closing one"),
        pytest.param("por OR", POR, "OR stands between", id="OR without a neighbour"),
        pytest.param("colour:por", And((Word("colour"), POR)), "no field", id="an unknown field"),
        pytest.param("has:colour", And((Word("has"), Word("colour"))), "no field", id="having what is none"),
        pytest.param("😀", None, "Nothing of this can be searched", id="no word at all"),
        pytest.param("title:", Word("title"), "Nothing stands after", id="a field of nothing"),
        pytest.param("date:..", None, "was left out", id="dates without dates"),
        pytest.param("date:ahora", AHORA, "not understood as a date", id="no date"),
        pytest.param('"por ahora"~99', Phrase(("por", "ahora"), 64), "At most 64", id="too far apart"),
        pytest.param('"por ahora"~3x', And((Phrase(("por", "ahora")), Word("3x"))), "", id="no number"),
        pytest.param("date:2002..1998", DateRange("1998..2002", 729390, 731215), "other way", id="turned"),
        pytest.param("date:=ahora", AHORA, "not understood as a date", id="no date to be within"),
        pytest.param("has:(por)", And((Word("has"), POR)), "wants one word", id="having a group"),
        pytest.param("date:(por)", And((Word("date"), POR)), "wants one word", id="a date of a group"),
        pytest.param("date:2012-13-45", Phrase(("2012", "13", "45")), "not understood", id="impossible"),
    ],
)
def test_what_cannot_be_read_is_searched_as_words_and_said(query, tree, said):
    found = parse(query)

    assert found.tree == tree
    assert said in " ".join(map(str, found.notices))


def test_up_to_six_words_must_all_match():
    assert isinstance(parse("uno dos tres cuatro cinco seis").tree, And)


@pytest.mark.parametrize(
    "query",
    [
        "what did the delegates say about the communes",
        "what did the delegates say about communes?",
        "what (asked Ana) did the delegates say; about ‘communes’?!",
        "what did the US-backed delegates say about 1992-1998",
        "what did the delegates say about commun*",
    ],
)
def test_more_words_are_a_question(query):
    found = parse(query)

    assert found.question
    assert isinstance(found.tree, Or)
    assert not found.notices


def test_question_has_each_word_as_often_as_it_stands_there():
    found = parse("comuna o nada ahora y siempre: la comuna, comuna")

    said = [word.text for word in found.tree.parts]
    assert " ".join(said) == "comuna o nada ahora y siempre la comuna comuna"


def test_seven_words_are_seven_different_ones():
    assert parse("nada nada nada por por ahora ahora").tree == parse("nada por ahora").tree


def test_of_a_question_all_but_its_plain_words_stays_demanded():
    found = parse('he told them "comuna o nada" as the old state had to go -decree type:speech date:2012')

    words, *demanded = found.tree.parts
    assert found.question
    assert words == parse("he told them as the old state had to go").tree
    assert demanded == [
        Phrase(("comuna", "o", "nada")),
        Not(Word("decree")),
        Fielded("type", Word("speech")),
        parse("date:2012").tree,
    ]


@pytest.mark.parametrize(
    "query",
    [
        'one two three four five six "seven eight"',
        "title:(one two three four five six seven)",
        "one AND two AND three AND four AND five AND six AND seven",
        "-(one two three four five six seven)",
    ],
)
def test_what_is_asked_on_purpose_is_no_question(query):
    assert not parse(query).question


def test_a_word_that_and_joins_stays_demanded_in_a_question():
    found = parse("por AND ahora what did the delegates say about communes")

    assert found.question
    assert {POR, AHORA} < set(found.tree.parts)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", SPECS)
def test_every_field_can_be_there_or_missing_by_its_label(name, language):
    say = translator(language)
    found = parse(f'has:"{say(SPECS[name].label)}" missing:{name}')

    assert not found.notices
    assert isinstance(found.tree, And)
    has, missing = found.tree.parts
    assert (has.name, missing) == (name, Missing(name)) or say(SPECS[has.name].label) == say(
        SPECS[name].label
    )


def test_presence_is_known_of_what_is_beside_the_fields():
    for name in ("files", "text", "transcript", "date", "collection"):
        assert name in PRESENCE
        assert parse(f"has:{name} -missing:{name}").tree == Has(name)


def test_an_address_is_no_field():
    assert not parse("https://example.org/x").notices


def test_endless_input_is_cut_and_said():
    found = parse("(" * 5000 + "a b " * 5000)

    assert found.notices
    assert len(unparse(found.tree)) < 3000


@given(st.text())
def test_nothing_is_ever_an_error(text):
    parse(text)


@given(st.text(alphabet=string.ascii_letters + 'áñ"()-:*~. ORAND\u00ad’', max_size=60))
def test_reading_what_was_written_gives_the_same_tree(text):
    tree = parse(text).tree

    assert parse(unparse(tree)).tree == tree


@given(st.text(max_size=40))
def test_reading_what_was_written_gives_the_same_tree_in_any_script(text):
    tree = parse(text).tree

    assert parse(unparse(tree)).tree == tree


WORDS = st.sampled_from(["por", "ahora", "comuna", "chávez", "or", "and", "x", "1992", "has"])
LEAVES = st.one_of(
    WORDS.map(Word),
    WORDS.map(Fuzzy),
    WORDS.map(lambda word: Wildcard(f"{word.replace('á', 'a')}*")),
    st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.integers(0, 64)),
    WORDS.map(lambda word: Fielded("title", Word(word))),
    st.sampled_from(
        [
            Has("license"),
            Missing("files"),
            Has("born"),
            DateRange("1998..2002", 729390, 731215),
            DateRange("1998..", 729390, None, inside=True),
            DateRange("20 de octubre de 2012", 734796, 734796, inside=True),
        ]
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(negated),
        parts.map(lambda part: within("title", part)),
        st.lists(parts, min_size=2, max_size=9).map(lambda each: both(And, each)),
        st.lists(parts, min_size=2, max_size=4).map(lambda each: both(Or, each)),
    ),
    max_leaves=12,
)


@given(TREES)
def test_every_tree_can_be_written_and_read(tree):
    assert parse(unparse(tree)).tree == tree
