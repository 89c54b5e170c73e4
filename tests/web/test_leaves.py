"""The pages of a scanned volume in one file are shown beside each other."""

import hashlib
from io import BytesIO

from PIL import Image

from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.metadata.access import Access, State
from archive.metadata.loading import load
from archive.metadata.record import FileFacts


def volume(archive, folder, *, type="image", access="public"):
    """Add an item with a TIFF of three pages and return its identifier."""
    pages = [Image.new("RGB", (300, 400), shade) for shade in ("red", "green", "blue")]
    path = folder / "volume.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    data = path.read_bytes()
    id, digest = mint(), hashlib.sha512(data).hexdigest()
    facts = FileFacts(
        id=mint(), name=path.name, media_type="image/tiff", size=len(data), sha512=digest,
        width=300, height=400, pages=3, access=Access(access),
    )  # fmt: skip
    archive.store.put(id, {path.name: path}, {path.name: digest})
    entry = Entry(
        id=id,
        type=type,
        metadata=load(type, {"title": "A volume"}).metadata,
        access=Access(access),
        state=State.PUBLISHED,
        files=(EntryFile(facts=facts),),
    )
    with archive.catalogue.write() as session:
        save(session, [entry], Why("Ana", "test"))
    return id


def test_every_page_of_a_volume_is_shown_and_can_be_opened(client, archive, tmp_path):
    for type in ("image", "document"):
        id = volume(archive, tmp_path, type=type)
        page = client.get(f"/items/{id}").text
        assert page.count("Picture of page") == 3
        for number, band in ((1, 0), (2, 1), (3, 2)):
            address = f"/items/{id}/sizes/160/volume.tif.webp?page={number}"
            assert address in page
            picture = Image.open(BytesIO(client.get(address, buffered=True).data)).convert("RGB")
            assert picture.size == (160, 213)
            assert max(range(3), key=picture.getpixel((80, 100)).__getitem__) == band
        assert client.get(f"/items/{id}/sizes/160/volume.tif.webp?page=4").status_code == 404


def test_pages_of_a_volume_that_may_not_be_read_are_not_shown(client, archive, tmp_path):
    id = volume(archive, tmp_path, access="reading_room")
    page = client.get(f"/items/{id}")
    assert "Picture of page" not in page.text
    assert client.get(f"/items/{id}/sizes/160/volume.tif.webp?page=1").status_code == 404
