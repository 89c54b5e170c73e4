"""What may not be seen is not seen, on any address."""

import pytest

SECRETS = ("quince", "pomegranate", "persimmon", "medlar")


def test_a_reading_room_record_is_described_and_its_files_are_not_given(client, ids):
    page = client.get(f"/items/{ids.closed}").text
    assert "In the reading room only." in page
    assert "quince" not in page
    assert client.get(f"/items/{ids.closed}/files/letters.txt").status_code == 404
    assert client.get(f"/items/{ids.closed}/text").text == ""


def test_the_reading_room_reads_it(room, ids):
    assert "secret quince" in room.get(f"/items/{ids.closed}").text
    response = room.get(f"/items/{ids.closed}/files/letters.txt", buffered=True)
    assert response.data == b"secret quince"
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_whoever_comes_through_a_proxy_is_the_public(room, client, ids, header):
    assert "quince" not in room.get(f"/items/{ids.closed}", headers={header: "192.0.2.7"}).text
    assert "quince" not in client.get(f"/items/{ids.closed}", headers={header: "192.0.2.7"}).text


def test_a_client_of_a_socket_for_both_protocols_is_known_by_its_address(app, ids):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "::ffff:192.0.2.7"
    assert "quince" in client.get(f"/items/{ids.closed}").text


def test_what_the_reading_room_is_answered_is_no_use_to_the_public(client, room, ids):
    tag = room.get(f"/items/{ids.closed}").headers["ETag"]
    response = client.get(f"/items/{ids.closed}", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "quince" not in response.text


@pytest.mark.parametrize("who", ["client", "room"])
@pytest.mark.parametrize("form", ["", "/text", ".json", ".dc.xml", "/files/dossier.txt", "?q=pomegranate"])
def test_a_restricted_record_is_as_unknown_as_one_that_never_was(request, ids, who, form):
    asker = request.getfixturevalue(who)
    hidden, unknown = asker.get(f"/items/{ids.hidden}{form}"), asker.get(f"/items/zzzzzzzzz{form}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text.replace(ids.hidden, "") == unknown.text.replace("zzzzzzzzz", "")


def test_a_draft_is_unknown(client, ids):
    assert client.get(f"/items/{ids.draft}").status_code == 404


@pytest.mark.parametrize("form", ["", "/text", ".json", ".csv"])
def test_what_was_withdrawn_is_gone(client, ids, form):
    response = client.get(f"/items/{ids.gone}{form}")
    assert response.status_code == 410
    assert "medlar" not in response.text


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_hidden_is_found(client, secret):
    answer = client.get(f"/api/v1/search?q={secret}").json
    assert (answer["total"]["value"], answer["items"]) == (0, [])
    assert all(not values for values in answer["facets"].values())


def test_an_ark_leads_to_what_may_be_seen_alone(client, ids):
    assert client.get(f"/ark:/99999/{ids.speech}").location == f"/items/{ids.speech}"
    assert client.get(f"/ark:99999/{ids.fonds}").location == f"/collections/{ids.fonds}"
    assert client.get(f"/ark:/99999/{ids.hidden}").status_code == 404
    assert client.get(f"/ark:/99999/{ids.gone}").status_code == 410
    assert client.get(f"/ark:/12345/{ids.speech}").status_code == 404


def test_no_list_shows_what_is_hidden(client, addresses):
    for address in addresses:
        page = client.get(address).text
        assert not [secret for secret in SECRETS if secret in page], address
