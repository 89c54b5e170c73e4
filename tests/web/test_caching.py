"""A page says how it may be kept, and who has it already need not have it again."""

import pytest

from archive.catalogue.writing import withdraw
from archive.web import caching


@pytest.mark.parametrize("address", ["/", "/search?q=commune", "/collections", "/about"])
def test_a_page_that_is_still_the_same_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert {"Accept-Language", "Cookie"} <= set(first.vary)


@pytest.mark.parametrize("name", ["hidden", "draft", "gone", None])
def test_having_anything_at_all_does_not_tell_of_what_may_not_be_seen(client, ids, name):
    address = f"/items/{getattr(ids, name) if name else 'zzzzzzzzz'}"
    for part in ("", ".json", "/text"):
        expected = client.get(address + part).status_code
        assert expected in (404, 410)
        assert client.get(address + part, headers={"If-None-Match": "*"}).status_code == expected


def test_whoever_has_anything_need_not_have_it_again(client, ids):
    response = client.get(f"/items/{ids.speech}", headers={"If-None-Match": "*"})
    assert (response.status_code, response.data) == (304, b"")
    assert client.get(f"/items/{ids.speech}").status_code == 200


def test_another_language_is_another_page(client):
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": tag, "Accept-Language": "es"}).status_code == 200


def test_any_change_of_the_catalogue_makes_a_new_page(client, archive, ids, builder, why):
    tag = client.get("/").headers["ETag"]
    passing = builder.add("document", {"title": "A passing note"})
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200
    assert "A passing note" in client.get("/").text
    with archive.catalogue.write() as session:
        withdraw(session, [passing], why)
    assert "A passing note" not in client.get("/").text
    assert client.get(f"/items/{passing}", headers={"If-None-Match": tag}).status_code == 410


def test_errors_are_not_kept(client):
    assert client.get("/items/zzzzzzzzz").headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_under_addresses_that_change_with_them(client):
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(address, buffered=True)
    assert "?v=" in address
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_edition_is_known_by_its_contents(tmp_path):
    (tmp_path / "page.html").write_text("one")
    one = caching.edition([tmp_path])
    (tmp_path / "page.html").write_text("two")
    assert caching.edition([tmp_path]) != one
