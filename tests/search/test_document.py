"""What the index is told of a record."""

from datetime import UTC, datetime

import pytest

from archive.metadata.access import Role
from archive.metadata.record import Kind, Record, Value
from archive.search.document import Source, document

DAY = datetime(2024, 1, 1, tzinfo=UTC)


def _record(**fields):
    return Record(
        id="b7k2m9x4t",
        kind=Kind.ITEM,
        type="speech",
        metadata={name: tuple(map(Value, values)) for name, values in fields.items()},
        created=DAY,
        modified=DAY,
    )


@pytest.mark.parametrize(
    ("stated", "languages"),
    [
        ((), ()),
        (("es",), ("es",)),
        (("es-VE", "EN_us", "es"), ("es", "en")),
        (("pap", "zxx"), ()),  # nobody has written rules for their stems
    ],
)
def test_languages_are_those_that_are_stated_and_stemmed(stated, languages):
    assert document(Source(views={Role.PUBLIC: _record(language=stated)})).languages == languages


def test_languages_and_facets_are_those_that_the_least_role_sees():
    views = {
        Role.READING_ROOM: _record(title=("Arenga",), language=("es",)),
        Role.ARCHIVIST: _record(title=("Arenga",), language=("es", "fr"), creator=("Closed Name",)),
    }
    made = document(Source(views=views))

    assert (made.seen_by, made.languages) == (Role.READING_ROOM, ("es",))
    assert made.texts["text_archivist"] == ("fr", "Closed Name")


def test_names_bring_their_other_forms_as_parts_of_their_own():
    record = _record(title=("Arenga",))
    record.metadata["speaker"] = (Value("Hugo Chávez", authority="chavez"), Value("Anonymous"))
    made = document(
        Source(views={Role.PUBLIC: record}, names={"chavez": ("Chávez Frías, Hugo", "El Comandante")})
    )

    assert made.texts["speaker"] == ("Hugo Chávez", "Chávez Frías, Hugo", "El Comandante", "Anonymous")
