"""Licences and rights statements, from the words and addresses that people write."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.vocabularies import rights

CC = "https://creativecommons.org/"
RS = "http://rightsstatements.org/vocab/"


@pytest.mark.parametrize(
    ("words", "uri"),
    [
        ("CC BY 4.0", f"{CC}licenses/by/4.0/"),
        ("CC-BY-SA-4.0", f"{CC}licenses/by-sa/4.0/"),
        ("cc by nc nd 3.0", f"{CC}licenses/by-nc-nd/3.0/"),
        ("CC BY-NC-ND 2.5 ES", f"{CC}licenses/by-nc-nd/2.5/es/"),
        ("CC BY-ND-NC 1.0", f"{CC}licenses/by-nd-nc/1.0/"),
        ("Attribution-ShareAlike 4.0 International", f"{CC}licenses/by-sa/4.0/"),
        ("Creative Commons Attribution-NonCommercial 3.0 Unported", f"{CC}licenses/by-nc/3.0/"),
        ("Reconocimiento-CompartirIgual 4.0 Internacional", f"{CC}licenses/by-sa/4.0/"),
        ("CC BY 4.0 (ParlaMint-ES, CLARIN; M. Calzada Pérez et al.)", f"{CC}licenses/by/4.0/"),
        ("CC0", f"{CC}publicdomain/zero/1.0/"),
        ("CC0 1.0 (UN General Debate Corpus, doi:10.7910/DVN/0TJX8Y)", f"{CC}publicdomain/zero/1.0/"),
        ("Public domain", f"{CC}publicdomain/mark/1.0/"),
        ("Public Domain Mark 1.0", f"{CC}publicdomain/mark/1.0/"),
        ("Dominio público", f"{CC}publicdomain/mark/1.0/"),
        ("Public domain (NASA)", f"{CC}publicdomain/mark/1.0/"),
        ("Public domain (US government work, 17 USC 105)", f"{RS}NoC-US/1.0/"),
        ("No Copyright - United States", f"{RS}NoC-US/1.0/"),
        ("In Copyright", f"{RS}InC/1.0/"),
        ("in copyright – educational use permitted", f"{RS}InC-EDU/1.0/"),
        ("NoC-OKLR", f"{RS}NoC-OKLR/1.0/"),
        ("Todos los derechos reservados", f"{RS}InC/1.0/"),
        ("http://creativecommons.org/licenses/by/3.0/deed.es", f"{CC}licenses/by/3.0/"),
        ("https://creativecommons.org/licenses/by-sa/3.0/us/legalcode", f"{CC}licenses/by-sa/3.0/us/"),
        ("https://rightsstatements.org/page/InC-NC/1.0/?language=es", f"{RS}InC-NC/1.0/"),
        ("https://www.gnu.org/licenses/fdl-1.3.html", "https://www.gnu.org/licenses/fdl-1.3.html"),
        ("Apache-2.0", "https://spdx.org/licenses/Apache-2.0"),
    ],
)
def test_words_and_addresses_are_recognised(words, uri):
    assert rights.recognise(words) == uri


@pytest.mark.parametrize(
    "words",
    [
        "CC BY",
        "CC BY 9.0",
        "unknown",
        "Not public domain",
        "Public domain in Mexico",
        "Public domain (in Mexico only)",
        "Courtesy of the family",
        "https://creativecommons.org/licenses/foo/4.0/",
        "https://rightsstatements.org/vocab/XYZ/1.0/",
        "http:// not an address",
        "http://[",
        "",
    ],
)
def test_what_is_not_surely_one_statement_is_none(words):
    assert rights.recognise(words) is None


def test_all_twelve_statements_are_known_by_code_label_and_address():
    assert len(rights.STATEMENTS) == 12
    for term in rights.STATEMENTS:
        for words in (term.value, term.label, *term.also):
            assert rights.recognise(words) == term.value


@pytest.mark.parametrize(
    ("uri", "label"),
    [
        (f"{CC}licenses/by-sa/3.0/es/", "CC BY-SA 3.0 ES"),
        (f"{CC}licenses/by/4.0/", "CC BY 4.0"),
        (f"{CC}publicdomain/zero/1.0/", "CC0 1.0"),
        (f"{RS}CNE/1.0/", "Copyright Not Evaluated"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_statement_is_shown_by_its_name(uri, label):
    assert rights.RIGHTS.label_of(uri) == label


@pytest.mark.corpus
def test_licences_of_the_corpus_are_recognised(corpus):
    stated = set()
    for folder in ("speeches", "documents", "images"):
        with (corpus / folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
            stated |= {row["licence"] for row in csv.DictReader(file)}
    assert {words for words in stated if rights.recognise(words) is None} == {"unknown"}


@given(st.text() | st.text(alphabet="CBYNDSA0-4./: ()[]htps", max_size=40))
def test_whatever_is_recognised_is_recognised_again_by_its_address(words):
    uri = rights.recognise(words)
    assert uri is None or rights.recognise(uri) == uri
