"""Dates, whatever the text: no error but Invalid, no end before its start, words that lead back."""

from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid
from archive.metadata.dates import OPEN_END, OPEN_START, describe, from_edtf, parse

QUALIFIERS = st.sampled_from(["", "~", "?", "%"])
MONTHS = st.integers(1, 12).map("{:02}".format)
DAYS = st.integers(1, 28).map("{:02}".format)
YEARS = st.integers(1000, 2100).map(str)
PLAIN = st.one_of(YEARS, st.tuples(YEARS, MONTHS).map("-".join), st.tuples(YEARS, MONTHS, DAYS).map("-".join))
DIGIT = st.sampled_from("0123456789X")
PATTERNS = st.tuples(
    st.lists(DIGIT, min_size=4, max_size=4).map("".join),
    st.one_of(st.just(""), st.sampled_from(["-XX", "-0X", "-1X", "-X2", "-12", "-21", "-34"])),
    st.one_of(st.just(""), st.sampled_from(["-XX", "-1X", "-X5", "-28"])),
).map("".join)
POINTS = st.tuples(st.one_of(PLAIN, PATTERNS), QUALIFIERS).map("".join)
ENDS = st.one_of(POINTS, st.sampled_from(["", ".."]))
MEMBERS = st.one_of(
    POINTS, st.tuples(PLAIN, PLAIN).map("..".join), PLAIN.map("{}..".format), PLAIN.map("..{}".format)
)
EXPRESSIONS = st.one_of(
    POINTS,
    st.tuples(ENDS, ENDS).map("/".join),
    st.lists(MEMBERS, min_size=1, max_size=4).map(lambda members: f"[{','.join(members)}]"),
    st.lists(MEMBERS, min_size=1, max_size=4).map(lambda members: f"{{{','.join(members)}}}"),
)
VOCABULARY = """
1914 1918 99 4 31 1800s c. ? circa ~ % – - / , ; and or to between before after until since the 19th century
February feb summer BC AD cast printed exhibited early de del al y o entre hasta desde siglo XIX década 1º
octubre verano a. C. presente ( ) [ ] { } X .. 03/04/1998 1998-03 1998-03-04 s s. º 0 00 20000
no date sin fecha
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=8)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789X-/.,~?%[]{}YES ", max_size=24),
    WORDS.map(" ".join),
    WORDS.map("".join),
    EXPRESSIONS,
)


def is_ordered(earliest: int, latest: int) -> bool:
    return OPEN_START <= earliest <= latest <= OPEN_END


@given(TEXTS)
def test_any_text_is_a_date_in_order_or_is_refused(text):
    try:
        found = parse(text)
    except Invalid as refused:
        assert refused.problems[0].remedy
    else:
        assert is_ordered(found.earliest, found.latest)
        assert from_edtf(found.edtf) == found


@given(EXPRESSIONS)
def test_any_expression_that_is_read_is_described(edtf):
    try:
        found = from_edtf(edtf)
    except Invalid:
        return
    assert is_ordered(found.earliest, found.latest)
    for locale in ("en", "es"):
        words = describe(edtf, locale)
        assert words.strip() == words != ""
        assert "{" not in words


@given(PLAIN, QUALIFIERS, st.sampled_from(["en", "es"]))
def test_words_for_a_date_lead_back_to_it(date, qualifier, locale):
    assert parse(describe(date + qualifier, locale)).edtf == date + qualifier


@given(PLAIN, PLAIN, QUALIFIERS, st.sampled_from(["en", "es"]))
def test_words_for_an_interval_lead_back_to_its_days(one, two, qualifier, locale):
    lower, upper = sorted((one, two), key=lambda date: from_edtf(date).earliest)
    interval = from_edtf(f"{lower}{qualifier}/{upper}{qualifier}")
    said = parse(describe(interval.edtf, locale))
    assert (said.earliest, said.latest) == (interval.earliest, interval.latest)


@given(st.integers(10, 20), st.sampled_from(["en", "es"]))
def test_words_for_a_century_lead_back_to_it(century, locale):
    assert parse(describe(f"{century}XX", locale)).edtf == f"{century}XX"
