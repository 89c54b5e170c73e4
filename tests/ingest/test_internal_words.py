"""Finding aids that mark a paragraph, or some words of one, as not for the public."""

from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading

AID = """<ead><eadheader><eadid>a</eadid></eadheader><archdesc level="fonds">
<did><unittitle>Papers</unittitle></did>
<scopecontent><p>Diaries <emph audience="internal">of the donor</emph> and bills.</p>
<p audience="internal">The donor is ill.</p></scopecontent></archdesc></ead>"""


def test_what_is_internal_within_a_paragraph_or_is_one_is_not_made_public(tmp_path):
    (tmp_path / "aid.xml").write_text(AID, encoding="utf-8")
    (source,) = open_sources(tmp_path / "aid.xml", Reading())
    (whole,) = source.rows()
    said = " ".join(str(whole.raw).split())
    assert "Diaries and bills." in said
    assert "donor" not in said
    account = {(each.field, each.fate) for each in source.losses.lines()}
    assert ("scopecontent/p", Fate.DROPPED) in account
