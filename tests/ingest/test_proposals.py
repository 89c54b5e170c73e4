"""What files say of themselves fills empty fields, but only what the public may read anyway."""

import pytest
from PIL import ExifTags, Image

from archive.export.links import Links
from archive.export.registry import EXPORTERS


@pytest.fixture
def photograph(sheet):
    """Write a photograph that names its maker and the place of the camera; return its folder."""

    def photograph(table: str):
        path = sheet(table)
        exif = Image.Exif()
        exif[ExifTags.Base.Artist] = "Ana Pérez".encode()
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (10.0, 30.0, 21.6),
                ExifTags.GPS.GPSLongitudeRef: "W",
                ExifTags.GPS.GPSLongitude: (66.0, 54.0, 54.0),
            }
        )
        Image.new("RGB", (64, 48), "red").save(path.parent / "a.jpg", exif=exif)
        return path

    return photograph


def test_a_public_photograph_proposes_its_maker(take, photograph, records):
    take(photograph("title,file\nA,a.jpg\n"), type="image")
    assert records()[0].metadata["creator"][0].text == "Ana Pérez"


@pytest.mark.parametrize("row", ["A,a.jpg,reading room,", "A,a.jpg,restricted,", "A,a.jpg,public,2999-01-01"])
def test_a_photograph_that_the_public_may_not_see_proposes_nothing(take, photograph, records, row):
    take(photograph(f"title,file,access,embargo_until\n{row}\n"), type="image")
    assert "creator" not in records()[0].metadata


@pytest.mark.parametrize("where", ["access", "parent"])
def test_nor_does_one_in_a_collection_whose_files_are_closed(take, photograph, records, tmp_path, where):
    sheet = photograph("title,file,collection\nA,a.jpg,C-1\n")
    for name, text in {
        "access": 'title = "Album"\nreference_code = "C-1"\naccess = "reading_room"\n',
        "parent": 'title = "Album"\nreference_code = "C-1"\nparent = "P-1"\n',
    }.items():
        if name == where:
            folder = tmp_path / name
            folder.mkdir()
            (folder / "collection.toml").write_text(text)
    if where == "parent":
        above = tmp_path / "above"
        above.mkdir()
        (above / "collection.toml").write_text(
            'title = "Papers"\nreference_code = "P-1"\naccess = "restricted"\n'
        )
        take(above)
    take(tmp_path / where)
    take(sheet, type="image")
    assert "creator" not in records()[0].metadata


def test_the_place_of_the_camera_is_known_to_archivists_and_leaves_through_no_export(
    take, photograph, records
):
    take(photograph("title,file\nA,a.jpg\n"), type="image", publish=True)
    (record,) = records()
    assert record.files[0].technical["position"] == "10.506000, -66.915000"
    for exporter in EXPORTERS:
        assert b"10.506" not in exporter.one(record, Links("http://127.0.0.1"))
