"""What a picture says of itself is proposed, whichever of three ways it says it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from archive.media.images import Images

Make = Callable[..., Path]
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:cc="http://creativecommons.org/ns#"
  xmlns:iptc="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  photoshop:City="Caracas" photoshop:Country="Venezuela" photoshop:DateCreated="2012-10-20T10:00:00">
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Asamblea</rdf:li><rdf:li xml:lang="en">Assembly</rdf:li></rdf:Alt></dc:title>
 <dc:creator><rdf:Seq><rdf:li>Ana Pérez</rdf:li><rdf:li>Luis Gil</rdf:li></rdf:Seq></dc:creator>
 <dc:subject><rdf:Bag><rdf:li>comuna</rdf:li></rdf:Bag></dc:subject>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Ana Pérez</rdf:li></rdf:Alt></dc:rights>
 <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>
 <iptc:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Gente en una plaza</rdf:li></rdf:Alt></iptc:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""  # noqa: E501


def test_xmp_is_proposed(make_image: Make) -> None:
    path = make_image("a.webp", xmp=XMP.encode())
    assert Images().extract(path).proposed == {
        "title": ("Asamblea",),
        "creator": ("Ana Pérez", "Luis Gil"),
        "subject": ("comuna",),
        "created": ("2012-10-20",),
        "spatial": ("Caracas, Venezuela",),
        "rights": ("© Ana Pérez",),
        "license": ("https://creativecommons.org/licenses/by/4.0/",),
        "alt": ("Gente en una plaza",),
    }


def exif_of(**values: str) -> Image.Exif:
    """Return EXIF with texts in UTF-8, as programs write them whatever the standard says."""
    exif = Image.Exif()
    for name, value in values.items():
        exif[ExifTags.Base[name]] = value.encode()
    return exif


def test_exif_is_proposed_without_the_place_of_the_camera(make_image: Make) -> None:
    exif = exif_of(Artist="Ana Pérez", Copyright="© 2012 Ana", ImageDescription="Plaza Bolívar")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2012:10:20 10:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (10.0, 30.0, 21.6),
            ExifTags.GPS.GPSLongitudeRef: "W",
            ExifTags.GPS.GPSLongitude: (66.0, 54.0, 54.0),
        }
    )
    found = Images().extract(make_image("a.jpg", exif=exif))
    assert found.proposed == {
        "creator": ("Ana Pérez",),
        "rights": ("© 2012 Ana",),
        "description": ("Plaza Bolívar",),
        "created": ("2012-10-20",),
    }
    assert found.technical["position"] == "10.506000, -66.915000"  # perhaps somebody's home: for archivists


def test_what_cameras_and_programs_write_by_themselves_is_not_proposed(make_image: Make) -> None:
    exif = exif_of(Artist="user01", ImageDescription="OLYMPUS DIGITAL CAMERA         ")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "0000:00:00 00:00:00"
    assert Images().extract(make_image("a.jpg", exif=exif)).proposed == {}


def test_xmp_outranks_exif(make_image: Make) -> None:
    exif = exif_of(Artist="Somebody Else", ImageDescription="A caption")
    proposed = Images().extract(make_image("a.jpg", exif=exif, xmp=XMP.encode())).proposed
    assert proposed["creator"] == ("Ana Pérez", "Luis Gil")
    assert proposed["description"] == ("A caption",)


@pytest.mark.parametrize("xmp", [b"<x:xmpmeta", b"\xff\xfe\x00", b"<a>&undefined;</a>", XMP.encode()[:700]])
def test_damaged_metadata_does_not_spoil_a_picture(make_image: Make, xmp: bytes) -> None:
    found = Images().extract(make_image("a.jpg", exif=exif_of(Artist="Ana Pérez"), xmp=xmp))
    assert found.proposed == {"creator": ("Ana Pérez",)}
    assert not found.problem


@pytest.mark.corpus
def test_iptc_of_real_photographs_is_proposed(corpus: Path) -> None:
    found = Images().extract(corpus / "images/metadata/iptc.jpg").proposed
    assert found["spatial"] == ("Budapest, Hungary",)
    assert found["created"] == ("2006-07-08",)
    navy = Images().extract(corpus / "images/photos/T-45A_Goshawk_03.jpg").proposed
    assert navy["creator"] == ("Lt. j.g. John A. Ivancic",)
    assert navy["spatial"] == ("KINGSVILLE, Texas, United States",)
    house = Images().extract(corpus / "images/photos/trump-address-to-congress-2017.jpg").proposed
    assert house["creator"] == ("Shealah Craighead",)
