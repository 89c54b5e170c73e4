"""What a picture says of itself, in the three ways there are: XMP first, then IPTC, then EXIF.

Spec: XMP part 1 (ISO 16684-1), IPTC Photo Metadata 2023.2 and IIM 4.2, EXIF 3.0 (CIPA DC-008)
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from archive.core.markup import parse
from archive.media.pictures import quiet
from archive.media.proposals import day, proposed
from archive.text.encoding import decode

Found = dict[str, list[str]]

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "rights": "http://ns.adobe.com/xap/1.0/rights/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "cc": "http://creativecommons.org/ns#",
}
COMMONS = "creativecommons.org"
_RDF = f"{{{_NS['rdf']}}}"
_ITEMS = (f"{_RDF}Alt", f"{_RDF}Seq", f"{_RDF}Bag")
_SPLIT = re.compile(r"\s*;\s*")


def proposals(image: Image.Image) -> dict[str, tuple[str, ...]]:
    """Return what may be proposed for empty fields; what cannot be read is as if it were not there."""
    merged: Found = {}
    for reader in READERS:
        try:
            with quiet():
                found = reader(image)
        except Exception:  # noqa: S112 -- damaged metadata is common, and no reason to refuse a picture
            continue
        for field, values in proposed(found).items():
            merged.setdefault(field, list(values))
    return {field: tuple(values) for field, values in merged.items()}


def _xmp(image: Image.Image) -> Found:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not data.strip(b"\x00 \n"):
        return {}
    root = parse(data.strip(b"\x00 \n"))

    def get(*names: str) -> list[str]:
        return [value for name in names for value in _values(root, name)]

    return {
        "title": get("dc:title")[:1] or get("photoshop:Headline")[:1],
        "creator": get("dc:creator"),
        "description": get("dc:description")[:1],
        "subject": get("dc:subject"),
        "created": [day(each) for each in get("photoshop:DateCreated", "xmp:CreateDate")][:1],
        "spatial": [_place(get("iptc:Location", "photoshop:City", "photoshop:State", "photoshop:Country"))],
        "rights": get("dc:rights")[:1] or get("rights:UsageTerms")[:1],
        "license": [each for each in get("cc:license", "rights:WebStatement") if COMMONS in each][:1],
        "alt": get("iptc:AltTextAccessibility")[:1],
    }


def _values(root: etree._Element, name: str) -> list[str]:
    """Return the values of a property, written as text, attribute, resource or list."""
    prefix, _, local = name.partition(":")
    tag = f"{{{_NS[prefix]}}}{local}"
    found: list[str] = []
    for description in root.iter(f"{_RDF}Description"):
        if stated := description.get(tag):
            found.append(str(stated))
        for element in description.iterchildren(tag):
            items = [each.text or "" for container in element.iterchildren(*_ITEMS) for each in container]
            found.extend(items or [str(element.get(f"{_RDF}resource") or element.text or "")])
    return [value for value in found if value.strip()]


def _iptc(image: Image.Image) -> Found:
    if not isinstance(image, ImageFile.ImageFile):
        return {}
    info: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}

    def get(*numbers: int) -> list[str]:
        return [_text(each) for number in numbers for each in _list(info.get((2, number)))]

    return {
        "title": get(5)[:1] or get(105)[:1],
        "creator": get(80),
        "description": get(120)[:1],
        "subject": get(25),
        "created": [day(each) for each in get(55)],
        "spatial": [_place(get(92, 90, 95, 101))],
        "rights": get(116)[:1],
    }


def _exif(image: Image.Image) -> Found:
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)

    def get(tag: int) -> list[str]:
        return [_text(exif[tag])] if tag in exif else []

    return {
        "title": get(ExifTags.Base.XPTitle),
        "creator": [
            name
            for value in get(ExifTags.Base.Artist) or get(ExifTags.Base.XPAuthor)
            for name in _SPLIT.split(value)
        ],
        "description": get(ExifTags.Base.ImageDescription) or get(ExifTags.Base.XPComment),
        "subject": _split(get(ExifTags.Base.XPKeywords)),
        "created": [day(_text(details.get(ExifTags.Base.DateTimeOriginal, "")))],
        "rights": get(ExifTags.Base.Copyright),
    }


def position(image: Image.Image) -> str:
    """Return where a camera says it stood, in degrees of latitude and longitude, or "".

    Never proposed: it may be somebody's home. It stays among the technical facts, which archivists see.
    """
    try:
        with quiet():
            gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
            latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), 90)
            longitude = _degrees(
                gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), 180
            )
    except Exception:  # as in `proposals`
        return ""
    return f"{latitude}, {longitude}" if latitude and longitude else ""


def _degrees(parts: Any, direction: Any, most: int) -> str:
    if not parts or not direction:
        return ""
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 < value <= most:  # cameras without a fix write zero
        return ""
    return f"{-value if _text(direction)[:1] in 'SW' else value:.6f}"


def _text(value: Any) -> str:
    """Return a value as text; old fields hold any encoding, those of Windows UTF-16."""
    if isinstance(value, tuple):
        value = bytes(value) if all(isinstance(each, int) for each in value) else str(value[0])
    if isinstance(value, bytes):
        wide = len(value) > 1 and value[1:2] == b"\x00"
        value = value.decode("utf-16-le", errors="replace") if wide else decode(value).text
    elif isinstance(value, str) and not value.isascii():
        value = _mended(value)
    return str(value).split("\x00", 1)[0].strip()


def _mended(text: str) -> str:
    """Return text that was UTF-8 but read as Latin-1 as what it was."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _split(values: Iterable[str]) -> list[str]:
    return [part for value in values for part in _SPLIT.split(value)]


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _place(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


READERS: tuple[Callable[[Image.Image], Found], ...] = (_xmp, _iptc, _exif)
