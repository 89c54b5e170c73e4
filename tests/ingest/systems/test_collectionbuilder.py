"""The table of a CollectionBuilder site, with its objects beside it; real ones from the corpus."""

from archive.ingest.losses import Fate
from archive.metadata.record import Kind

TABLE = """objectid,parentid,title,creator,date,date-is-approximate?,subject,location,latitude,longitude,type,format,\
rightsstatement,display_template,object_location,image_small,image_alt_text,shelf
c1,,Puente viejo,"Ruiz, Ana",1910,yes,puentes; ríos,Cuenca,40.07,-2.13,Image;StillImage,image/jpeg,\
http://rightsstatements.org/vocab/NoC-US/1.0/,image,/objects/puente.txt,/objects/small/puente.jpg,Un puente de piedra,B7
c2,,Cartas,,,,,,,,record,compound_object,,compound_object,,,,
c3,c2,Anverso,,,,,,,,Text,text/plain,,record,/objects/anverso.txt,,,
c4,c2,,,,,,,,,Text,text/plain,,record,https://x.org/reverso.txt,,,
"""  # noqa: E501


def site(tmp_path):
    root = tmp_path / "site"
    for name in ("_data", "objects"):
        (root / name).mkdir(parents=True)
    for name in ("puente", "anverso"):
        (root / "objects" / f"{name}.txt").write_text(name, encoding="utf-8")
    (root / "_data" / "config-metadata.csv").write_text(
        "field,display_name,dc_map\nshelf,Shelf,DCTERMS.medium\n", encoding="utf-8"
    )
    path = root / "_data" / "metadata.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_objects_come_in_with_files_dates_and_points(tmp_path, take, records, texts):
    path = site(tmp_path)
    assert take(path).new == 4
    bridge = next(each for each in records() if each.title == "Puente viejo")
    assert (bridge.type, [each.name for each in bridge.files]) == ("image", ["puente.txt"])
    assert [(each.text, each.edtf) for each in bridge.metadata["created"]] == [("1910", "1910~")]
    assert texts(bridge, "subject") == ["puentes", "ríos"]
    assert (texts(bridge, "latitude"), texts(bridge, "alt")) == (["40.07"], ["Un puente de piedra"])
    assert texts(bridge, "license") == ["http://rightsstatements.org/vocab/NoC-US/1.0/"]
    assert texts(bridge, "medium") == ["B7"]  # as the site's own configuration maps it
    assert take(path).unchanged == 4


def test_parts_of_a_compound_object_stand_in_it(tmp_path, take, records, texts):
    take(site(tmp_path))
    (letters,) = records(Kind.COLLECTION)
    assert (letters.title, texts(letters, "level")) == ("Cartas", ["file"])
    parts = {each.title: [above.title for above in each.ancestors] for each in records()}
    assert parts["Anverso"] == ["Cartas"]
    assert parts["[Cartas, 2]"] == ["Cartas"]


def test_the_published_example_comes_in_whole(corpus, take, fates):
    path = corpus / "records" / "collectionbuilder" / "demo-compoundobjects-metadata.csv"
    summary = take(path)
    assert (summary.new, summary.refused) == (34, 0)
    fate = fates(path)
    assert fate["image_thumb"].fate is Fate.DROPPED
    assert fate["subject"].into == "subject"
