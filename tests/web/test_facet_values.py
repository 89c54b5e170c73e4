"""All values of a facet: found by the beginning of any word, counted as results are, closed names never."""

from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.catalogue.writing import withdraw
from archive.jobs.followers import catch_up

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def players(archive, ids, why, builder_type, tmp_path_factory):
    """Forty records by as many people, each of a genre of its own, and one by somebody who is closed."""
    builder = builder_type(archive, tmp_path_factory.mktemp("players"))
    closed = builder.add("person", {"title": "Zanfonista Oculta"}, access="restricted")
    added = [builder.add("document", {"title": "Zanfonia and more", "creator": "Zanfonista Oculta"})]
    for number in range(40):
        names = [f"Player {number:02}, Zanfonia", "Duo Zanfonia"] if number < 9 else [f"Player {number:02}"]
        raw = {"title": f"Zanfonia {number}", "creator": names, "genre": f"Tune of kind {number:02}"}
        added.append(
            builder.add("document", raw | {"language": "es" if number % 2 else "pt", "license": "CC BY 4.0"})
        )
    catch_up(archive)
    yield SimpleNamespace(closed=closed)
    with archive.catalogue.write() as session:
        withdraw(session, added, why)
    catch_up(archive)


def asked(client, query):
    return client.get(f"/search/values?{query}", headers=JSON).json


def labels(found):
    return [each["label"] for each in found["values"]]


def test_a_value_is_found_by_the_beginning_of_any_word_of_its_name(client, players):
    assert labels(asked(client, "facet=creator&q=zanfonia&find=player+07")) == ["Player 07, Zanfonia"]
    assert labels(asked(client, "facet=creator&q=zanfonia&find=DÚO")) == ["Duo Zanfonia"]
    assert len(labels(asked(client, "facet=creator&q=zanfonia&find=zanf"))) == 10
    assert labels(asked(client, "facet=creator&q=zanfonia&find=anfonia")) == []


def test_a_value_too_rare_to_be_listed_is_found_all_the_same(client, players):
    answer = client.get("/api/v1/search?q=title:zanfonia").json
    assert answer["distinct"]["creator"] == 41
    for facet, name in (("creator", "Player {:02}"), ("genre", "Tune of kind {:02}")):
        listed = {each["label"] for each in answer["facets"][facet]}
        rare = [each for each in map(name.format, range(9, 40)) if each not in listed]
        assert rare
        for each in rare:
            assert labels(asked(client, f"facet={facet}&q=zanfonia&find={each}")) == [each]


def test_counts_are_those_of_the_results(client, players):
    for query in ("facet=creator&q=zanfonia&find=duo", "facet=genre&q=zanfonia&find=39",
                  "facet=language&q=zanfonia&find=portug", "facet=license&q=zanfonia&find=cc"):  # fmt: skip
        (value,) = asked(client, query)["values"]
        address = value["address"].replace("/search?", "/api/v1/search?")
        assert client.get(address).json["total"]["value"] == value["count"] > 0


def test_languages_and_licences_are_found_by_their_names_in_the_readers_language(client, players):
    assert labels(asked(client, "facet=language&q=zanfonia&find=esp&lang=es")) == ["español"]
    assert labels(asked(client, "facet=language&q=zanfonia&find=spa&lang=en")) == ["Spanish"]
    assert labels(asked(client, "facet=type&q=zanfonia&find=docu&lang=es")) == ["Documento"]


def test_a_value_is_put_into_the_search_and_taken_out_again(client, players):
    (value,) = asked(client, "facet=creator&q=zanfonia&sort=title&find=duo")["values"]
    query = parse_qs(urlsplit(value["address"]).query)
    assert query == {"q": ["zanfonia"], "sort": ["title"], "creator": [value["value"]]}
    again = asked(client, f"facet=creator&q=zanfonia&find=duo&creator={value['value']}")["values"][0]
    assert again["selected"]
    assert parse_qs(urlsplit(again["address"]).query) == {"q": ["zanfonia"]}


def test_without_script_it_is_a_page_that_searches(client, players):
    page = client.get("/search/values?facet=creator&q=zanfonia&find=duo").text
    assert "Duo Zanfonia" in page
    assert "Player 07" not in page
    assert '<input type="hidden" name="q" value="zanfonia">' in page
    assert (
        "None that these results have begins so." in client.get("/search/values?facet=creator&find=xq").text
    )


def test_the_search_page_shows_eight_and_leads_to_all(client, players):
    page = client.get("/search?q=title:zanfonia").text
    creators = page.split("Creator or speaker</summary>")[1].split("</details>")[0]
    assert creators.count("<li>") == 8
    assert "All 41" in creators
    assert "/search/values?q=title%3Azanfonia&facet=creator" in unescape(creators)


def test_what_was_chosen_stays_in_sight_however_rare(client, players):
    (value,) = asked(client, "facet=creator&q=zanfonia&find=player+39")["values"]
    page = client.get(f"/search?q=title:zanfonia&creator={value['value']}").text
    creators = page.split("Creator or speaker</summary>")[1].split("</details>")[0]
    assert creators.count("<li>") == 8
    assert "Player 39" in creators


@pytest.mark.parametrize(
    "query", ["facet=creator&find=oculta", "facet=creator&find=zanfonista", "facet=creator"]
)
def test_a_closed_name_is_on_no_list(client, room, players, query):
    for asker in (client, room):
        assert "Oculta" not in asker.get(f"/search/values?{query}&q=zanfonia").text.replace("find=oculta", "")


def test_an_address_that_brings_a_closed_identifier_is_not_told_its_name(client, players):
    for address in ("/search", "/api/v1/search", "/search/values"):
        response = client.get(f"{address}?facet=creator&q=zanfonia&creator={players.closed}")
        assert response.status_code == 200
        assert "Oculta" not in response.text


@pytest.mark.parametrize("query", ["", "facet=", "facet=colour", "facet=q"])
def test_what_is_no_facet_is_nowhere(client, query):
    assert client.get(f"/search/values?{query}").status_code == 404


@pytest.mark.parametrize("find", ["%", "_", "' OR 1", "*", '"', "ñ" * 500, "\x00", "a b c d e f g h"])
def test_nothing_typed_is_an_error(client, players, find):
    for facet in ("creator", "genre", "collection", "language", "license", "year"):
        response = client.get("/search/values", query_string={"facet": facet, "find": find, "q": "zanfonia"})
        assert response.status_code == 200
