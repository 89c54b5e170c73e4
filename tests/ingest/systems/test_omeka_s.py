"""Answers of the API of Omeka S, saved page by page, with and without their files."""

import json

import pytest

from archive.ingest.losses import Fate
from archive.ingest.summary import Severity
from archive.metadata.access import Access
from archive.metadata.record import Kind

BASE = "https://omeka.example.org/api"


def literal(text, language=None, public=True):
    value = {"type": "literal", "property_id": 1, "property_label": "x", "is_public": public, "@value": text}
    return value | ({"@language": language} if language else {})


def resource(kind, number, public=True, **values):
    name = {"o:Item": "items", "o:ItemSet": "item_sets", "o:Media": "media"}[kind]
    return {
        "@context": f"{BASE}-context",
        "@id": f"{BASE}/{name}/{number}",
        "@type": kind,
        "o:id": number,
        "o:is_public": public,
        "o:owner": {"@id": f"{BASE}/users/1", "o:id": 1},
        "o:created": {"@value": "2022-01-20T06:36:11+00:00"},
        **values,
    }


def reference(kind, number):
    return {"@id": f"{BASE}/{kind}/{number}", "o:id": number}


SETS = [
    resource("o:ItemSet", 1, **{"o:title": "Carteles", "dcterms:title": [literal("Carteles", "es")]}),
    resource(
        "o:ItemSet", 2, public=False, **{"o:title": "Reservado", "dcterms:title": [literal("Reservado")]}
    ),
]
ITEMS = [
    resource(
        "o:Item",
        10,
        **{
            "@type": ["o:Item", "dctype:StillImage"],
            "o:item_set": [reference("item_sets", 1)],
            "o:media": [reference("media", 100), reference("media", 101), reference("media", 102)],
            "o:resource_class": {"@id": f"{BASE}/resource_classes/33", "o:id": 33},
            "dcterms:title": [literal("Todos a la plaza", "es"), literal("All to the square", "en")],
            "dcterms:creator": [
                {"type": "uri", "is_public": True, "@id": "https://viaf.org/viaf/1", "o:label": "Ruiz, Ana"}
            ],
            "dcterms:created": [literal("1936-07")],
            "dcterms:description": [literal("<p>Cartel <b>impreso</b>.</p>")],
            "dcterms:subject": [literal("Asambleas"), literal("Nombre de quien lo dio", public=False)],
            "dcterms:relation": [
                {
                    "type": "resource:item",
                    "is_public": True,
                    "@id": f"{BASE}/items/12",
                    "value_resource_id": 12,
                    "value_resource_name": "items",
                    "display_title": "Mapa",
                }
            ],
            "bibo:number": [literal("17")],
        },
    ),
    resource(
        "o:Item",
        11,
        public=False,
        **{"o:item_set": [reference("item_sets", 1)], "o:media": [], "dcterms:title": [literal("Acta")]},
    ),
    resource(
        "o:Item", 12, **{"o:title": None, "o:item_set": [], "o:media": [], "dcterms:type": [literal("Map")]}
    ),
]


def medium(number, name, public=True, **values):
    return resource(
        "o:Media",
        number,
        public,
        **{
            "o:ingester": "upload",
            "o:item": reference("items", 10),
            "o:source": name,
            "o:media_type": "text/plain",
            "o:filename": f"{number}abc.txt",
            "o:original_url": f"https://omeka.example.org/files/original/{number}abc.txt",
            "o:thumbnail_urls": {"large": "x"},
            **values,
        },
    )


MEDIA = [
    medium(100, "cartel.txt", **{"o:alt_text": "Una plaza llena de gente."}),
    medium(101, "reverso.txt", public=False, **{"dcterms:title": [literal("Secreto del reverso")]}),
    medium(102, "ausente.txt"),
]


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "omeka"
    (folder / "original").mkdir(parents=True)
    (folder / "original" / "100abc.txt").write_text("Todos a la plaza", encoding="utf-8")
    (folder / "original" / "101abc.txt").write_text("Reverso", encoding="utf-8")
    for name, answer in (("items", ITEMS), ("item_sets", SETS), ("media", MEDIA)):
        (folder / f"{name}.json").write_text(json.dumps(answer), encoding="utf-8")
    return folder


def named(records, title):
    return next(each for each in records if each.title == title)


def test_item_sets_become_collections_and_hold_their_items(export, take, records):
    summary = take(export)
    assert (summary.new, summary.refused) == (5, 0)
    poster = named(records(), "Todos a la plaza")
    assert [each.title for each in poster.ancestors] == ["Carteles"]
    assert poster.type == "image"
    assert take(export).unchanged == 5


def test_values_keep_their_languages_and_what_has_no_field_is_a_note(export, take, records, texts):
    take(export)
    poster = named(records(), "Todos a la plaza")
    titles = [(each.text, each.language) for each in poster.metadata["title"]]
    assert titles == [("Todos a la plaza", "es"), ("All to the square", "en")]
    assert texts(poster, "description") == ["Cartel impreso."]
    assert texts(poster, "creator") == ["Ruiz, Ana"]
    assert texts(poster, "relation") == ["Mapa"]
    assert texts(poster, "alt") == ["Una plaza llena de gente."]
    notes = texts(poster, "note")
    assert "bibo:number: 17" in notes
    assert "dcterms:creator: Ruiz, Ana: https://viaf.org/viaf/1" in notes


def test_what_omeka_keeps_private_comes_in_closed_even_when_all_is_published(export, take, records, heard):
    take(export, publish=True)
    assert named(records(), "Acta").access is Access.RESTRICTED
    assert named(records(Kind.COLLECTION), "Reservado").access is Access.RESTRICTED
    poster = named(records(), "Todos a la plaza")
    assert poster.access is Access.PUBLIC
    assert {each.name: each.access for each in poster.files} == {
        "100abc.txt": Access.PUBLIC,
        "101abc.txt": Access.RESTRICTED,
    }
    said = str(poster.metadata)
    assert "Nombre de quien lo dio" not in said
    assert "Secreto del reverso" not in said
    assert sum("not public where it comes from" in each for each in heard.lines(Severity.WARNING)) == 3


def test_a_file_that_was_not_fetched_leaves_its_address(export, take, records, texts):
    take(export)
    notes = texts(named(records(), "Todos a la plaza"), "note")
    assert "o:media: https://omeka.example.org/files/original/102abc.txt" in notes


def test_an_item_without_title_comes_in_and_is_told_of(export, take, records, heard):
    take(export)
    assert named(records(), "[Untitled]").type == "image"  # a map
    assert any("has no title" in each for each in heard.lines(Severity.WARNING))


def test_a_page_that_is_cut_off_is_told_of_and_the_others_come_in(export, take, heard):
    cut = json.dumps([resource("o:Item", 20, **{"o:title": "Lost"})])[:-20]
    (export / "items-2.json").write_text(cut, encoding="utf-8")
    summary = take(export)
    assert (summary.new, summary.refused) == (5, 1)
    assert any("items-2.json" in each and "cut off" in each for each in heard.lines(Severity.REFUSED))


def test_one_file_with_one_item_is_enough(tmp_path, take, records):
    path = tmp_path / "item.json"
    path.write_text(json.dumps({**ITEMS[0], "o:media": [], "o:item_set": []}), encoding="utf-8")
    assert take(path).new == 1


def test_the_loss_report_accounts_for_every_field(export, fates):
    fate = fates(export)
    assert fate["o:owner"].fate is Fate.DROPPED
    assert (fate["dcterms:created"].fate, fate["dcterms:created"].into) == (Fate.MAPPED, "created")
    assert fate["bibo:number"].fate is Fate.NOTED
    met = {
        name
        for each in (*SETS, *ITEMS, *MEDIA)
        for name, value in each.items()
        if value not in (None, [], "")
    }
    silent = {"o:is_public", "o:item", "o:source", "o:filename", "o:original_url", "o:title"}
    assert met - silent <= fate.keys()


def link(number, title):
    return {
        "is_public": True,
        "value_resource_id": number,
        "display_title": title,
        "@id": f"{BASE}/items/{number}",
    }


def test_an_open_item_says_nothing_of_what_is_private_beside_it(tmp_path, take, records, texts):
    annotated = literal("Ana") | {
        "@annotation": {"x:y": [literal("Quién lo dijo", public=False), link(21, "Carta")]}
    }
    values = {
        "o:title": "Título callado",
        "o:item_set": [reference("item_sets", 1), reference("item_sets", 2)],
        "dcterms:title": [literal("Título callado", public=False)],
        "dcterms:relation": [link(21, "Carta"), link(22, "Acta en serie reservada")],
        "dcterms:creator": [annotated],
    }
    hidden = resource("o:Item", 21, public=False, **{"dcterms:title": [literal("Carta")]})
    within = {
        "o:item_set": [reference("item_sets", 2)],
        "dcterms:title": [literal("Acta en serie reservada")],
    }
    export = [*SETS, resource("o:Item", 20, **values), hidden, resource("o:Item", 22, **within)]
    (tmp_path / "all.json").write_text(json.dumps(export), encoding="utf-8")
    take(tmp_path, publish=True)
    (open_item,) = (
        each for each in records() if each.kind is Kind.ITEM and f"{BASE}/items/20" in str(each.metadata)
    )
    said = f"{open_item.title} {open_item.metadata}"
    assert open_item.access is Access.PUBLIC
    for secret in ("callado", "Reservado", "Carta", "Acta", "Quién lo dijo"):
        assert secret not in said


@pytest.mark.parametrize("said", [False, "false", 0, "0", None])
def test_whatever_is_not_said_to_be_public_is_closed(tmp_path, take, records, said):
    item = resource("o:Item", 20, public=said, **{"dcterms:title": [literal("Carta")]})
    (tmp_path / "all.json").write_text(json.dumps(item), encoding="utf-8")
    take(tmp_path, publish=True)
    assert [each.access for each in records()] == [Access.RESTRICTED]
