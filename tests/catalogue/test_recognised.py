"""Text that is recognised later: put in by a change of its own, which is nobody's decision."""

from dataclasses import replace

import pytest

from archive.catalogue import imports, records
from archive.catalogue.changes import history
from archive.catalogue.entry import Why
from archive.catalogue.recognised import Text, put_in
from archive.catalogue.reverting import revert
from archive.core.errors import NotFound
from archive.metadata.record import RECOGNISED
from archive.text.passages import Passage, PassageKind

MACHINE = Why("machine")
READ = {RECOGNISED: {"engine": "Tesseract", "confidence": 90, "pages": [1, 2]}}


@pytest.fixture
def scan(put, entry, file):
    """An import that brought an item of one file without text, and the entry."""

    def brought(catalogue):
        with catalogue.write() as session:
            number = imports.begin(session, "scans", "Ana")
        held = file("acta.pdf", media_type="application/pdf", pages=2, problem="No text.")
        made = entry(title="Acta", files=(held,), source="scans", key="acta.pdf", digest="1")
        put(made, why=Why("Ana", import_id=number))
        return number, made

    return brought


def recognise(catalogue, made, *said):
    facts = replace(made.files[0].facts, problem="", technical=READ)
    pages = [Passage(number=n, text=text, kind=PassageKind.PAGE, page=n) for n, text in enumerate(said, 1)]
    with catalogue.write() as session:
        return put_in(session, {made.id: [Text(facts, tuple(pages))]}, MACHINE)


def said(catalogue, made, viewer):
    with catalogue.read() as session:
        return [each.text for each in records.passages(session, made.id, viewer)]


def test_the_text_is_the_items_and_the_log_says_how_it_came(catalogue, scan, archivist):
    _, made = scan(catalogue)
    assert said(catalogue, made, archivist) == []
    recognise(catalogue, made, "Por ahora", "Comuna o nada")
    assert said(catalogue, made, archivist) == ["Por ahora", "Comuna o nada"]
    with catalogue.read() as session:
        assert [each.action for each in history(session, made.id, archivist)] == ["read", "new"]
    assert recognise(catalogue, made, "Por ahora", "Comuna o nada")[0].action == "unchanged"


def test_the_same_file_that_comes_again_without_text_keeps_it(catalogue, scan, put, archivist):
    number, made = scan(catalogue)
    recognise(catalogue, made, "Por ahora")
    again = replace(made, metadata={**made.metadata})
    assert put(again, why=Why("Ana", import_id=number))[0].action == "unchanged"
    assert said(catalogue, made, archivist) == ["Por ahora"]


def test_another_file_in_its_place_has_its_own_text(catalogue, scan, put, file, archivist):
    number, made = scan(catalogue)
    recognise(catalogue, made, "Por ahora")
    other = replace(made, files=(file("acta.pdf", "Otra cosa"),))
    put(other, why=Why("Ana", import_id=number))
    assert said(catalogue, made, archivist) == ["Otra cosa"]


def test_text_of_a_file_that_was_replaced_meanwhile_is_passed_over(catalogue, scan, put, file, archivist):
    number, made = scan(catalogue)
    put(replace(made, files=(file("acta.pdf", "Otra cosa"),)), why=Why("Ana", import_id=number))
    assert recognise(catalogue, made, "Por ahora")[0].action == "unchanged"
    assert said(catalogue, made, archivist) == ["Otra cosa"]


def test_it_is_no_edit_by_hand_for_whoever_takes_the_import_back(catalogue, scan):
    number, made = scan(catalogue)
    recognise(catalogue, made, "Por ahora")
    with catalogue.write() as session:
        done = revert(session, number, Why("Ana"))
    assert (done.withdrawn, done.kept) == (1, ())


def test_what_is_no_record_is_an_error(catalogue, scan):
    _, made = scan(catalogue)
    with pytest.raises(NotFound):
        recognise(catalogue, replace(made, id="b7k2m9x4t"), "Por ahora")
