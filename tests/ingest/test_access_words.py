"""What other systems do not show to everybody comes in restricted, by whichever words they say so."""

import pytest

from archive.ingest.importers.access_words import closes, may_close
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading

EAD = """<ead xmlns="http://ead3.archivists.org/schema/"{ead}><control><recordid>fa-1</recordid></control>
<archdesc level="fonds"{archdesc}><did><unittitle>Papers</unittitle></did><dsc{dsc}>
<c level="series"><did><unittitle>Letters</unittitle></did>
<c level="item"><did><unittitle>Letter</unittitle></did></c></c></dsc></archdesc></ead>"""
INTERNAL = ' audience="internal"'
ATOM = """legacyId,parentId,levelOfDescription,title,scopeAndContent,eventDates,accessConditions
1,,Fonds,Papers,,,{0}
"""
MARC = """<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000npc a2200000 a 4500</leader>
<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Papers</subfield></datafield>
<datafield tag="506" ind1=" " ind2=" "><subfield code="a">{0}</subfield></datafield></record>"""
MODS = """<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Papers</title></titleInfo>
<accessCondition type="restriction on access">{0}</accessCondition></mods>"""
DUBLIN_CORE = """<qualifieddc xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:title>Papers</dcterms:title>
<dcterms:accessRights>{0}</dcterms:accessRights></qualifieddc>"""
FORMS = {"atom.csv": ATOM, "marc.xml": MARC, "mods.xml": MODS, "dc.xml": DUBLIN_CORE}


def rows(path, text):
    path.write_text(text, encoding="utf-8")
    (source,) = open_sources(path, Reading())
    return list(source.rows())


@pytest.mark.parametrize("where", ["ead", "archdesc", "dsc"])
def test_what_stands_in_something_internal_is_as_internal(tmp_path, where):
    marks = dict.fromkeys(("ead", "archdesc", "dsc"), "") | {where: INTERNAL}
    access = [row.raw.get("access") for row in rows(tmp_path / "aid.xml", EAD.format(**marks))]
    assert access[1:] == ["restricted", "restricted"]
    assert access[0] == (None if where == "dsc" else "restricted")


def test_a_right_that_forbids_release_closes_and_others_do_not(tmp_path):
    form = DUBLIN_CORE.replace("accessRights", "rights")
    (closed,) = rows(tmp_path / "closed.xml", form.format("Not for public release. Confidential."))
    (open,) = rows(
        tmp_path / "open.xml", form.format("Copyright restrictions may apply. All rights reserved.")
    )
    assert (closed.raw.get("access"), open.raw.get("access")) == ("restricted", None)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("words", "access"),
    [
        ("Closed until 2050", "restricted"),
        ("Restricted access", "restricted"),
        ("Cerrado hasta 2050", "restricted"),
        ("Open for research", None),
        ("Open; the letters of 1950 were closed to readers until the year 2000", "reading_room"),
        ("Access is restricted to staff of the archive for reasons of privacy", "reading_room"),
        ("No restrictions on access. Closed boxes may be ordered a day before", None),
        ("Sin restricciones; todos los derechos reservados", None),
    ],
)
def test_a_record_that_says_it_is_closed_is_closed_in_every_form(tmp_path, name, words, access):
    (row,) = rows(tmp_path / name, FORMS[name].format(words))
    assert row.raw.get("access") == access
    assert words in str(row.raw["access_rights"])


@pytest.mark.parametrize(
    ("words", "clear", "doubtful"),
    [
        ("Access is restricted.", True, True),
        ("Sealed until the death of the donor", True, True),
        ("Some of the series is closed to readers; the others may be consulted freely", False, True),
        ("Abierto", False, False),
    ],
)
def test_short_words_close_and_longer_ones_raise_a_doubt(words, clear, doubtful):
    assert (closes(words), may_close(words)) == (clear, doubtful)


def test_atom_words_that_may_close_are_told(tmp_path):
    words = "Open but for box 7 which is closed at the wish of the family until 2050"
    (row,) = rows(tmp_path / "atom.csv", ATOM.format(words))
    assert [warning.field for warning in row.warnings] == ["accessConditions"]
