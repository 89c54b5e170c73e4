"""Archival descriptions of AtoM, as it exports them: out of order, in two languages, one of them a draft."""

import csv

import pytest

from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Accounted, Fate
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity
from archive.metadata.access import Access
from archive.metadata.record import Kind

ROWS = (
    # The item comes before the series, and the series before its fonds.
    {
        "legacyId": "30", "parentId": "20", "identifier": "L-1", "title": "Carta a su madre",
        "levelOfDescription": "Item", "eventDates": "3 de mayo de 1911", "eventTypes": "Creation",
        "eventStartDates": "1911-05-03", "eventEndDates": "1911-05-03", "eventActors": "Ruiz, Ana",
        "digitalObjectPath": "uploads/carta.txt", "genreAccessPoints": "Carta|Manuscrito",
        "publicationStatus": "Published", "culture": "es",
    },
    {
        "legacyId": "20", "parentId": "10", "identifier": "S1", "title": "Correspondencia",
        "levelOfDescription": "Series", "publicationStatus": "Published", "culture": "es",
        "physicalObjectName": "Caja 7",
    },
    {
        "legacyId": "10", "identifier": "AR", "title": "Papeles de Ana Ruiz", "levelOfDescription": "Fonds",
        "extentAndMedium": "3 cajas", "scopeAndContent": "Cartas y cuadernos.", "language": "es|en",
        "eventDates": "[ca. 1890-1930]|1950", "eventTypes": "Creation|Publication",
        "eventStartDates": "1890-00-00|1950-00-00", "eventEndDates": "1930-00-00|1950-00-00",
        "eventActors": "Ruiz, Ana|Imprenta Nueva", "eventActorHistories": "Maestra de escuela.|NULL",
        "alternativeIdentifiers": "A/17", "alternativeIdentifierLabels": "Antigua signatura",
        "publicationStatus": "Published", "repository": "Archivo Municipal", "culture": "es",
    },
    {
        "legacyId": "10", "title": "Papers of Ana Ruiz", "scopeAndContent": "Letters and notebooks.",
        "publicationStatus": "Published", "culture": "en",
    },
    {
        "legacyId": "40", "parentId": "20", "identifier": "L-2", "title": "Carta cerrada",
        "levelOfDescription": "Item", "publicationStatus": "Draft", "culture": "es",
    },
    {
        "legacyId": "50", "identifier": "BM", "title": "Papeles de Blas Mora", "levelOfDescription": "Fonds",
        "publicationStatus": "Published", "culture": "es",
    },
    {
        "legacyId": "60", "parentId": "50", "identifier": "S1", "title": "Correspondencia",
        "levelOfDescription": "Series", "publicationStatus": "Published", "culture": "es",
    },
)  # fmt: skip


HEADINGS = list(dict.fromkeys([*(key for row in ROWS for key in row), "qubitParentSlug", "digitalObjectURI"]))


@pytest.fixture
def export(tmp_path):
    def export(*rows, name="isad_0000001.csv"):
        folder = tmp_path / "atom"
        (folder / "uploads").mkdir(parents=True, exist_ok=True)
        (folder / "uploads" / "carta.txt").write_text("Querida madre: he llegado bien.", encoding="utf-8")
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, HEADINGS)
            table.writeheader()
            table.writerows(rows or ROWS)
        return path

    return export


def named(records, title):
    return next(each for each in records if each.title == title)


def chain(record):
    return [each.title for each in record.ancestors]


def texts(record, name):
    return [each.text for each in record.metadata.get(name, ())]


def test_rows_in_any_order_come_into_their_hierarchy(export, take, records):
    summary = take(export())
    assert (summary.new, summary.refused) == (6, 0)
    letter = named(records(), "Carta a su madre")
    assert chain(letter) == ["Papeles de Ana Ruiz", "Correspondencia"]
    series = [each for each in records(Kind.COLLECTION) if each.title == "Correspondencia"]
    assert sorted(chain(each)[0] for each in series) == ["Papeles de Ana Ruiz", "Papeles de Blas Mora"]


def test_a_second_run_finds_everything_unchanged(export, take):
    take(export())
    assert take(export()).unchanged == 6


def test_a_translation_is_a_value_in_its_language_not_a_second_record(export, take, records):
    take(export())
    fonds = named(records(Kind.COLLECTION), "Papeles de Ana Ruiz")
    titles = {each.language: each.text for each in fonds.metadata["title"]}
    assert titles == {"es": "Papeles de Ana Ruiz", "en": "Papers of Ana Ruiz"}
    assert {each.language for each in fonds.metadata["scope"]} == {"es", "en"}


def test_elements_of_isad_come_into_their_fields(export, take, records):
    take(export())
    fonds = named(records(Kind.COLLECTION), "Papeles de Ana Ruiz")
    assert texts(fonds, "reference_code") == ["AR"]
    assert texts(fonds, "level") == ["fonds"]
    assert texts(fonds, "creator") == ["Ruiz, Ana"]
    assert texts(fonds, "history") == ["Maestra de escuela."]
    assert texts(fonds, "identifier") == ["A/17 (Antigua signatura)"]
    assert [(each.text, each.edtf) for each in fonds.metadata["date"]] == [("[ca. 1890-1930]", "1890/1930")]
    assert "repository: Archivo Municipal" in texts(fonds, "note")
    letter = named(records(), "Carta a su madre")
    assert texts(letter, "genre") == ["Carta", "Manuscrito"]
    assert [each.name for each in letter.files] == ["carta.txt"]
    assert letter.metadata["created"][0].edtf == "1911-05-03"


def test_a_draft_stays_closed_even_where_everything_is_published(export, take, records, heard):
    take(export(), publish=True)
    assert named(records(), "Carta cerrada").access is Access.RESTRICTED
    assert named(records(), "Carta a su madre").access is Access.PUBLIC
    assert sum("not public where it comes from" in each for each in heard.lines(Severity.WARNING)) == 1


def test_the_loss_report_names_what_was_left_out_and_why(export):
    (source,) = open_sources(export(), Reading())
    assert isinstance(source, Accounted)
    list(source.rows())
    fate = {each.field: each for each in source.losses.lines()}
    assert fate["physicalObjectName"].fate is Fate.DROPPED
    assert "staff" in str(fate["physicalObjectName"].reason)
    assert (fate["scopeAndContent"].into, fate["scopeAndContent"].values) == ("scope", 2)
    assert fate["repository"].fate is Fate.NOTED


def test_the_type_of_the_run_holds_for_what_states_none(export, take, records):
    take(export(), type="speech")
    assert {each.title: each.type for each in records()}["Carta cerrada"] == "speech"


def test_a_circle_of_parents_is_refused_and_costs_nobody_else(export, take, heard):
    circle = ({**ROWS[5], "legacyId": "7", "parentId": "8"}, {**ROWS[6], "legacyId": "8", "parentId": "7"})
    summary = take(export(*ROWS[:5], *circle))
    assert (summary.new, summary.refused) == (4, 2)
    assert any("go round in a circle" in each for each in heard.lines(Severity.REFUSED))


def test_two_descriptions_of_one_identifier_are_told_of(export, take, heard):
    summary = take(export(*ROWS, {**ROWS[4], "title": "Otra"}))
    assert summary.refused == 1
    assert any("the same identifier as row 6" in each for each in heard.lines(Severity.REFUSED))


def test_a_parent_that_is_not_in_the_export_is_noted(export, take, records):
    take(export({**ROWS[1], "parentId": "", "qubitParentSlug": "papeles-de-ana-ruiz"}))
    assert "qubitParentSlug: papeles-de-ana-ruiz" in texts(records(Kind.COLLECTION)[0], "note")


def test_a_file_that_is_not_there_leaves_its_address_and_a_word(export, take, records, heard):
    take(
        export(
            {**ROWS[0], "parentId": "", "digitalObjectPath": "", "digitalObjectURI": "https://x.org/a.jpg"}
        )
    )
    assert "digitalObjectURI: https://x.org/a.jpg" in texts(records()[0], "note")
    assert any("not in the export" in each for each in heard.lines(Severity.WARNING))


def test_a_digital_object_of_a_series_becomes_an_item_in_it(export, take, records):
    take(export(*ROWS[:1], {**ROWS[1], "digitalObjectPath": "uploads/carta.txt"}, *ROWS[2:4]))
    assert chain(named(records(), "Correspondencia")) == ["Papeles de Ana Ruiz", "Correspondencia"]


AUTHORITIES = """culture,typeOfEntity,authorizedFormOfName,otherFormsOfName,datesOfExistence,history,places,legalStatus
es,Person,"Ruiz, Ana",Ana Ruiz|A. R.,1890-1950,Maestra de escuela.,Cuenca|Madrid,
es,Corporate body,Imprenta Nueva,,1920-,,,Sociedad limitada
es,Family,Familia Mora,,,,,
es,Robot,R2,,,,,
"""  # noqa: E501


def test_authority_records_come_in_and_descriptions_find_them(tmp_path, export, take, records, texts):
    path = tmp_path / "authorities.csv"
    path.write_text(AUTHORITIES, encoding="utf-8")
    assert take(path).new == 4
    take(export())
    agents = {each.title: each for each in records(Kind.AGENT)}
    assert {title: each.type for title, each in agents.items()} == {
        "Ruiz, Ana": "person",
        "Imprenta Nueva": "body",
        "Familia Mora": "family",
        "R2": "body",
    }
    assert texts(agents["Ruiz, Ana"], "alternative") == ["Ana Ruiz", "A. R."]
    assert "legalStatus: Sociedad limitada" in texts(agents["Imprenta Nueva"], "note")
    letter = named(records(), "Carta a su madre")
    assert letter.metadata["creator"][0].authority == agents["Ruiz, Ana"].id
    assert take(path).unchanged == 4
