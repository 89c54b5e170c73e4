"""Who somebody is, as the sidecar of a file says it: a person, a body or a family."""

import pytest

from archive.metadata.record import Kind

MODS = """<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Acta</title></titleInfo>
<name type="{0}"><namePart>Sociedad Agraria</namePart></name></mods>"""


@pytest.mark.parametrize(
    ("stated", "type"), [("personal", "person"), ("corporate", "body"), ("family", "family")]
)
def test_what_mods_beside_a_file_says_of_an_agent_is_kept(take, tmp_path, records, stated, type):
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "acta.txt").write_text("Acta de la sesión", encoding="utf-8")
    (folder / "acta.xml").write_text(MODS.format(stated), encoding="utf-8")
    assert take(folder).new == 1
    assert [(agent.title, agent.type) for agent in records(Kind.AGENT)] == [("Sociedad Agraria", type)]
