"""Dates in words: what is read, and what is refused because it could mean two things."""

import pytest

from archive.metadata.dates import NotADate, parse

ENGLISH = {
    "c. 1905": "1905~",
    "ca.1860": "1860~",
    "approximately 1998": "1998~",
    "1860 approximately": "1860~",
    "1998 (?)": "1998?",
    "?c.1828": "1828%",
    "[c. 1905]": "1905~",
    "[1905?]": "1905?",
    "the year 1897": "1897",
    "February 4, 1992": "1992-02-04",
    "4th February 1992": "1992-02-04",
    "Monday, 4 May 1998": "1998-05-04",
    "4–6 February 1992": "1992-02-04/1992-02-06",
    "July, 1985 - October, 1986": "1985-07/1986-10",  # a month of two digits, written out
    "February 4–6, 1992": "1992-02-04/1992-02-06",
    "4 February – 6 March 1992": "1992-02-04/1992-03-06",
    "Monday, 4 May 1998 – Tuesday, 5 May 1998": "1998-05-04/1998-05-05",
    "February–March 1998": "1998-02/1998-03",
    "May and June 1998": "{1998-05,1998-06}",
    "4 and 6 February 1992": "{1992-02-04,1992-02-06}",
    "summer 1928": "1928-22",
    "autumn 1915 – spring 1916": "1915-23/1916-21",
    "1890s": "189X",
    "ca. 1860s": "186X~",
    "19th century": "18XX",
    "15c.": "14XX",
    "~19c": "18XX~",
    "17th–19th centuries": "16XX/18XX",
    "2nd century BCE": "-01XX",
    "64 BC": "-0063",
    "1 BC": "0000",
    "AD 127": "0127",
    "200–101 BC": "-0199/-0100",
    "between 1914 and 1918": "[1914..1918]",
    "between c. 1914 and 1918": "1914~/1918",
    "from 1999 to 2013": "1999/2013",
    "before 1928": "/1928",
    "before 18 January 1928": "/1928-01-18",
    "since 1985": "1985/..",
    "until 1985": "../1985",
    "1985–present": "1985/..",
    "1985–": "1985/..",
    "1985–?": "1985/",
    "1998 or 1999": "[1998,1999]",
    "1831 or 2": "[1831,1832]",
    "1998, 1999 and 2001": "{1998,1999,2001}",
    "25/12/1998": "1998-12-25",
    "12/25/1998": "1998-12-25",
    "04.04.1998": "1998-04-04",
    "2012/10/20": "2012-10-20",
    "03/1998": "1998-03",
    "2012-10-20 09:30:00": "2012-10-20",
    "2012:10:20 09:30:00": "2012-10-20",
    "1998/99": "1998/1999",
    "1914-18": "1914/1918",
}

SPANISH = {
    "20 de octubre de 2012": "2012-10-20",
    "lunes, 20 de octubre de 2012": "2012-10-20",
    "1º de mayo de 1998": "1998-05-01",
    "primero de mayo de 1998": "1998-05-01",
    "marzo 1998": "1998-03",
    "marzo de 1998": "1998-03",
    "11 abr. 2002": "2002-04-11",
    "enero a marzo de 1998": "1998-01/1998-03",
    "del 4 al 6 de febrero de 1992": "1992-02-04/1992-02-06",
    "12 y 13 de mayo de 1998": "{1998-05-12,1998-05-13}",
    "hacia 1905": "1905~",
    "alrededor de 1905": "1905~",
    "¿1905?": "1905?",
    "quizá hacia 1905": "1905%",
    "antes de 1900": "/1900",
    "antes del siglo XIX": "/18XX",
    "entre 1914 y 1918": "[1914..1918]",
    "de 1999 a 2013": "1999/2013",
    "desde 1999 hasta 2013": "1999/2013",
    "desde 1985": "1985/..",
    "a partir de 1985": "1985/..",
    "hasta 1985": "../1985",
    "1999–actualidad": "1999/..",
    "1998 o 1999": "[1998,1999]",
    "década de 1890": "189X",
    "los años 1890": "189X",
    "década de 1900": "190X",
    "siglo XIX": "18XX",
    "s. XIX": "18XX",
    "siglos XIX y XX": "{18XX,19XX}",
    "siglo II a. C.": "-01XX",
    "44 a. C.": "-0043",
    "verano de 1928": "1928-22",
}

MUSEUM = {
    "c.1884–8": "1884~/1888~",
    "?1829": "1829?",
    "1799–1800": "1799/1800",
    "1795–c. 1805": "1795/1805~",
    "1932–3–1936": "1932/1936",
    "1976 –7": "1976/1977",
    "1796, c.1818": "{1796,1818~}",
    "1995–6, 2007": "{1995..1996,2007}",
    "c.1827–31, 1843": "{1827..1831,1843}",
    "1828 (or 1836)": "[1828,1836]",
    "published 1833": "1833",
    "first published ?1846": "1846?",
    "?exhibited 1845 or 1847": "[1845?,1847]",
    "1913, cast 1956": "1913",
    "1938–9, posthumous cast": "1938/1939",
    "1834–5, exhibited 1835": "1834/1835",
    "1932, printed 1960s": "1932",
    "1946, printed later": "1946",
    "1976, printed 2000": "{1976,2000}",
    "1976–7, enlarged version 2007": "{1976..1977,2007}",
}


@pytest.mark.parametrize(("text", "edtf"), (ENGLISH | SPANISH | MUSEUM).items())
def test_words_are_read_as_edtf(text, edtf):
    assert parse(text).edtf == edtf


@pytest.mark.parametrize(
    "text", ["20 DE OCTUBRE DE 2012", "20  de\u00a0octubre de 2012", "20 de octubre de 2012."]
)
def test_case_and_spaces_do_not_matter(text):
    assert parse(text).edtf == "2012-10-20"


def test_an_accent_typed_apart_is_read_as_one():
    assert parse("de\u0301cada de 1890").edtf == "189X"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("03/04/1998", 'Try "1998-04-03" or "1998-03-04".'),
        ("1800s", 'Try "180X" or "18XX".'),
        ("1930-39", 'Try "1930/1939".'),
        ("c. 1904-12", 'Try "1904-12" or "1904/1912".'),
        ("1998/03", 'Try "1998-03" or "1998/2003".'),
        ("1798–5", 'Try "1798" or "1798/1805".'),
        ("after 1945", 'Try "1945/..", "[1945..]" or "1945~".'),
        ("January 12", 'Try "XXXX-01-12".'),
        ("mid-1990s", 'Try "199X".'),
        ("?1920s", 'Try "192X?" or "192X~".'),
        ("1991, cast 2001", 'Try "1991" or "1991/2001".'),
        ("1998, with additions 2004", 'Try "1998/2004".'),
        ("before 1928, before 1930", 'Try "1928/1930".'),
        ("about 1998, says the donor", 'Try "1998" or "1998~".'),
    ],
)
def test_what_could_mean_two_things_is_refused_with_a_suggestion(text, remedy):
    with pytest.raises(NotADate) as caught:
        parse(text)
    assert str(caught.value.problems[0].remedy) == remedy


@pytest.mark.parametrize(
    "text", ["date not known", "no date", "n.d.", "s. f.", "Sin fecha", "fecha desconocida"]
)
def test_a_text_that_says_nothing_is_known_is_refused_as_such(text):
    with pytest.raises(NotADate, match="not known"):
        parse(text)


def test_a_hyphen_between_year_and_month_is_edtf_first():
    assert parse("1904-12").edtf == "1904-12"
    assert parse("1904–12").edtf == "1904/1912"
