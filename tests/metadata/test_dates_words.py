"""Dates in words: every kind of expression, in English and Spanish."""

import pytest

from archive.metadata.dates import NotADate, describe

WORDS = {
    "1905": ("1905", "1905"),
    "1992-02": ("February 1992", "febrero de 1992"),
    "2012-10-20": ("20 October 2012", "20 de octubre de 2012"),
    "1905~": ("c. 1905", "hacia 1905"),
    "1905?": ("perhaps 1905", "quizá 1905"),
    "1905%": ("perhaps c. 1905", "quizá hacia 1905"),
    "2012-10-20~": ("c. 20 October 2012", "hacia el 20 de octubre de 2012"),
    "189X": ("1890s", "década de 1890"),
    "189X~": ("c. 1890s", "hacia la década de 1890"),
    "190X": ("1900–1909", "1900–1909"),
    "18XX": ("19th century", "siglo XIX"),
    "20XX": ("21st century", "siglo XXI"),
    "-01XX": ("2nd century BC", "siglo II a. C."),
    "1XXX": ("1000–1999", "1000–1999"),
    "X9XX": ("a year like X9XX", "un año de la forma X9XX"),
    "XXXX": ("year unknown", "año desconocido"),
    "0000": ("1 BC", "1 a. C."),
    "-0043": ("44 BC", "44 a. C."),
    "0127": ("AD 127", "127 d. C."),
    "Y-170000002": ("170,000,003 BC", "170\u00a0000\u00a0003 a. C."),
    "Y17E7": ("170,000,000", "170\u00a0000\u00a0000"),
    "1984-XX": ("1984 (month unknown)", "1984 (mes desconocido)"),
    "1984-XX-XX": ("1984 (month and day unknown)", "1984 (mes y día desconocidos)"),
    "1984-02-XX": ("February 1984 (day unknown)", "febrero de 1984 (día desconocido)"),
    "1560-XX-25": ("1560 (day 25, month unknown)", "1560 (día 25, mes desconocido)"),
    "1984-1X": ("October–December 1984", "octubre–diciembre de 1984"),
    "1984-X2": ("February or December 1984", "febrero o diciembre de 1984"),
    "1984-02-1X": ("10–19 February 1984", "10–19 de febrero de 1984"),
    "1984-02-X5": ("5, 15 or 25 February 1984", "5, 15 o 25 de febrero de 1984"),
    "156X-12-25": ("25 December in the 1560s", "25 de diciembre en la década de 1560"),
    "XXXX-12-25": ("25 December, year unknown", "25 de diciembre, año desconocido"),
    "1872-21": ("spring 1872", "primavera de 1872"),
    "2001-29": ("spring (southern hemisphere) 2001", "primavera (hemisferio sur) de 2001"),
    "2001-34": ("second quarter 2001", "segundo trimestre de 2001"),
    "2001-41": ("second half 2001", "segundo semestre de 2001"),
    "1950S2": ("1950 (to 2 significant digits)", "1950 (con 2 cifras significativas)"),
    "2004-06~-11": (
        "11 June 2004 (year approximate, month approximate)",
        "11 de junio de 2004 (año aproximado, mes aproximado)",
    ),
    "?2004-%06": (
        "June 2004 (year uncertain, month uncertain and approximate)",
        "junio de 2004 (año incierto, mes incierto y aproximado)",
    ),
    "2004-01-01T10:10:10Z": ("1 January 2004, 10:10 UTC", "1 de enero de 2004, 10:10 UTC"),
    "1914/1918": ("1914–1918", "1914–1918"),
    "1809~/1814~": ("c. 1809–1814", "hacia 1809–1814"),
    "1957~/1966": ("from c. 1957 to 1966", "desde hacia 1957 hasta 1966"),
    "1992-02-04/1992-02-06": ("4–6 February 1992", "4–6 de febrero de 1992"),
    "1992-02-04/1992-03-06": ("4 February – 6 March 1992", "4 de febrero – 6 de marzo de 1992"),
    "1992-02/1992-03": ("February–March 1992", "febrero–marzo de 1992"),
    "2005/2006-02": ("2005 – February 2006", "2005 – febrero de 2006"),
    "1985/..": ("since 1985", "desde 1985"),
    "../1992-02-04": ("until 4 February 1992", "hasta el 4 de febrero de 1992"),
    "/1928": ("before 1928", "antes de 1928"),
    "/18XX": ("before the 19th century", "antes del siglo XIX"),
    "1985/": ("from 1985, end not known", "desde 1985, fin desconocido"),
    "[1914..1918]": ("between 1914 and 1918", "entre 1914 y 1918"),
    "{1914..1918}": ("all of 1914–1918", "todo 1914–1918"),
    "[..1760]": ("1760 or earlier", "1760 o antes"),
    "[1998-09,1998-10]": ("September 1998 or October 1998", "septiembre de 1998 u octubre de 1998"),
    "{1960,1961-12}": ("1960 and December 1961", "1960 y diciembre de 1961"),
    "[1667,1670..1672,1760..]": (
        "1667, 1670–1672 or 1760 or later",
        "1667, 1670–1672 o 1760 o después",
    ),
}


@pytest.mark.parametrize(("edtf", "english", "spanish"), [(edtf, *both) for edtf, both in WORDS.items()])
def test_an_expression_reads_well_in_both_languages(edtf, english, spanish):
    assert describe(edtf, "en") == english
    assert describe(edtf, "es") == spanish


@pytest.mark.parametrize(
    ("locale", "words"), [("es_VE", "hacia 1905"), ("es-ES", "hacia 1905"), ("fr", "c. 1905")]
)
def test_a_locale_speaks_its_language_or_english(locale, words):
    assert describe("1905~", locale) == words


def test_only_edtf_is_described():
    with pytest.raises(NotADate):
        describe("c. 1905", "en")
