"""Files as deposited, and pictures in the sizes of the web."""

from io import BytesIO

import pytest
from PIL import Image


def get(client, address, **headers):
    return client.get(address, headers=headers, buffered=True)


def test_a_range_of_a_file_is_answered_as_such(client, ids):
    address = f"/items/{ids.speech}/files/address.txt"
    whole = get(client, address)
    part = get(client, address, Range="bytes=0-7")
    assert (part.status_code, part.data) == (206, b"Citizens")
    assert part.headers["Content-Range"] == f"bytes 0-7/{len(whole.data)}"
    assert whole.headers["Accept-Ranges"] == "bytes"


def test_several_ranges_at_once_are_answered_with_the_whole(client, ids):
    address = f"/items/{ids.speech}/files/address.txt"
    response = get(client, address, Range="bytes=0-1,4-5")
    assert (response.status_code, response.data) == (200, get(client, address).data)


def test_a_range_beyond_the_end_cannot_be_had(client, ids):
    response = get(client, f"/items/{ids.speech}/files/address.txt", Range="bytes=99999-")
    assert response.status_code == 416


def test_who_has_the_file_need_not_fetch_it_again(client, ids):
    address = f"/items/{ids.speech}/files/address.txt"
    tag = get(client, address).headers["ETag"]
    assert get(client, address, **{"If-None-Match": tag}).status_code == 304
    stale = get(client, address, Range="bytes=0-7", **{"If-Range": '"another"'})
    assert stale.status_code == 200


@pytest.mark.parametrize("name", ["page.html", "drawing.svg"])
def test_what_could_run_is_given_to_be_saved_and_never_shown(client, ids, name):
    response = get(client, f"/items/{ids.active}/files/{name}")
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_a_browser_can_show_is_shown(client, ids):
    response = get(client, f"/items/{ids.document}/files/minutes.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "inline; filename=minutes.pdf"


@pytest.mark.parametrize(("form", "kind"), [("webp", "WEBP"), ("jpg", "JPEG")])
def test_a_picture_comes_in_the_width_asked_for(client, ids, form, kind):
    response = get(client, f"/items/{ids.image}/sizes/320/map.jpg.{form}")
    picture = Image.open(BytesIO(response.data))
    assert (picture.format, picture.width) == (kind, 320)
    assert "max-age=3600" in response.headers["Cache-Control"]


def test_a_document_has_a_picture_of_its_first_page(client, ids):
    response = get(client, f"/items/{ids.document}/sizes/160/minutes.pdf.jpg")
    assert Image.open(BytesIO(response.data)).width == 160


def test_each_page_of_a_document_has_a_picture(client, ids):
    address = f"/items/{ids.document}/sizes/160/minutes.pdf.webp?page="
    response = get(client, address + "2")
    assert Image.open(BytesIO(response.data)).width == 160
    assert get(client, address + "2", **{"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert response.headers["ETag"] != get(client, address + "1").headers["ETag"]
    for unknown in ("0", "3", "-1", "x", ""):
        assert get(client, address + unknown).status_code == 404
    assert get(client, f"/items/{ids.document}/sizes/640/minutes.pdf.webp?page=2").status_code == 404
    assert get(client, f"/items/{ids.image}/sizes/160/map.jpg.webp?page=1").status_code == 404


def test_a_page_whose_file_may_not_be_read_has_no_picture(client, room, builder):
    closed = builder.add(
        "document", {"title": "Plans"}, files=[builder.file("plans.pdf")], access="reading_room"
    )
    address = f"/items/{closed}/sizes/160/plans.pdf.webp?page=1"
    assert (get(client, address).status_code, get(room, address).status_code) == (404, 200)


@pytest.mark.parametrize("what", ["333/map.jpg.webp", "320/other.jpg.webp", "320/map.jpg.png"])
def test_other_pictures_are_not_there(client, ids, what):
    assert get(client, f"/items/{ids.image}/sizes/{what}").status_code == 404


@pytest.mark.parametrize("name", ["../inventory.json", "..%2f..%2fcatalogue.sqlite", "address.txt/"])
def test_no_name_leads_out_of_the_item(client, ids, name):
    assert get(client, f"/items/{ids.speech}/files/{name}").status_code == 404
