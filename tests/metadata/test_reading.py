"""Values as readers see them, and the span that records are sorted by."""

import pytest

from archive.metadata.dates import parse
from archive.metadata.item_types import all_fields
from archive.metadata.loading import load
from archive.metadata.reading import show
from archive.metadata.span import span


def shown(type_name, field, raw, locale, translate=str):
    (value,) = load(type_name, {"title": "x", field: raw}).metadata[field]
    return show(value, all_fields()[field], locale, translate)


@pytest.mark.parametrize(
    ("type_name", "field", "raw", "english", "spanish"),
    [
        ("speech", "delivered", "2012-10-20", "20 October 2012", "20 de octubre de 2012"),
        ("speech", "date", "about the harvest", "about the harvest", "about the harvest"),
        ("speech", "language", "es", "Spanish", "español"),
        ("speech", "duration", "PT1H20M", "1 h 20 min", "1 h 20 min"),
        ("place", "latitude", "10.48", "10.48", "10,48"),
        ("document", "pages", "1234", "1234", "1234"),
        ("speech", "license", "CC BY 4.0", "CC BY 4.0", "CC BY 4.0"),
        ("speech", "speaker", "Ana Díaz", "Ana Díaz", "Ana Díaz"),
    ],
)
def test_a_value_is_shown_in_the_readers_language(type_name, field, raw, english, spanish):
    assert shown(type_name, field, raw, "en") == english
    assert shown(type_name, field, raw, "es") == spanish


def test_terms_of_vocabularies_are_translated():
    words = {"In Copyright": "Protegido por derechos de autor", "Transcript": "Transcripción"}
    assert shown("speech", "license", "In Copyright", "es", words.__getitem__) == words["In Copyright"]
    assert shown("speech", "witness", "transcript", "es", words.__getitem__) == words["Transcript"]


def days(words):
    date = parse(words)
    return date.earliest, date.latest


@pytest.mark.parametrize(
    ("type_name", "raw", "expected"),
    [
        ("speech", {"delivered": "1992-02-04", "issued": "1999"}, days("1992-02-04")),
        ("speech", {"issued": "1999"}, days("1999")),
        ("speech", {"delivered": "when it rained", "date": "1998"}, days("1998")),
        ("image", {"date": ["1905", "1910"]}, (days("1905")[0], days("1910")[1])),
        (
            "person",
            {"born": "1954-07-28", "died": "2013-03-05"},
            (days("1954-07-28")[0], days("2013-03-05")[1]),
        ),
        ("person", {"date": "1783/1830"}, days("1783/1830")),
        ("subject", {}, None),
        ("image", {"date": "once"}, None),
    ],
)
def test_a_record_spans_the_days_of_its_main_date(type_name, raw, expected):
    assert span(type_name, load(type_name, {"title": "x", **raw}).metadata) == expected
