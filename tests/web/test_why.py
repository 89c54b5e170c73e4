"""Why this result: reached from each result, true to its score, silent about what is closed."""

import re
from html import unescape

import pytest

from archive.catalogue.changes import last_revision
from archive.catalogue.writing import set_access, withdraw
from archive.jobs.followers import catch_up
from archive.metadata.access import Access


def reasons(client, id, query):
    return client.get(f"/search/why/{id}?{query}")


def hrefs(page):
    return [unescape(each) for each in re.findall(r'href="([^"]+)"', page)]


def figures(page):
    """Return the score of the page, what each word gave of it, and what each form and their nearness gave."""
    whole = float(re.search(r"It counts ([\d.]+) in all", page)[1])
    words = [float(each) for each in re.findall(r'number">([\d.]+) of [\d.]+</td>', page)]
    forms = [float(each) for each in re.findall(r'number">([\d.]+)</td>', page)]
    near = re.search(r'near one another</th><td class="gave number">([\d.]+) of', page)
    return whole, words, [*forms, *([float(near[1])] if near else [])]


def test_each_result_leads_to_its_reasons_with_the_whole_question(client, ids):
    page = client.get("/search?q=commune&type=speech&sort=date&page=1").text
    (address,) = [each for each in hrefs(page) if each.startswith("/search/why/")]

    assert address == f"/search/why/{ids.speech}?q=commune&type=speech&sort=date"
    assert f'<a href="{address.replace("&", "&amp;")}" rel="nofollow">Why this result' in page
    assert client.get(address).status_code == 200


def test_language_that_is_none_is_no_error(client, ids):
    assert reasons(client, ids.speech, "q=commune&language=-1").status_code == 200


def test_without_words_there_is_nothing_to_explain_and_no_link(client, ids):
    assert "/search/why/" not in client.get("/search?type=speech").text
    assert "everything that passes the filters is found" in reasons(client, ids.speech, "").text


@pytest.mark.parametrize(
    "query", ["commune", "communes assembly", '"comuna o nada" commune', "com* title:address"]
)
def test_what_is_shown_adds_up_to_the_score_of_the_result(client, ids, query):
    items = client.get("/api/v1/search", query_string={"q": query}).json["items"]
    score = next(item["score"] for item in items if item["id"] == ids.speech)
    whole, words, forms = figures(client.get(f"/search/why/{ids.speech}", query_string={"q": query}).text)

    assert whole == round(score, 2)
    assert sum(words) == pytest.approx(score, abs=0.01 * len(words))
    assert sum(forms) == pytest.approx(score, abs=0.01 * len(forms))


def test_forms_are_told_in_words_with_links_to_the_passages(client, ids):
    page = reasons(client, ids.speech, "q=communes").text

    assert re.search(r"<q>commune</q> <span[^>]*>another form of it</span>", page)
    assert re.search(r"<q>communes</q> <span[^>]*>as it was asked for</span>", page)
    assert "Text, once" in page
    assert f"/items/{ids.speech}?q=communes#p1" in hrefs(page)
    assert "/search?q=communes" in hrefs(page)
    assert "style=" not in page


def test_loosened_search_is_explained_as_it_was_searched(client, ids):
    page = reasons(client, ids.speech, "q=commune+zebra").text

    assert "Nothing matches all of this; some of it is enough." in page
    assert "no record has it" in page
    assert "Why this result" in page


def test_what_is_not_found_is_told_why(client, ids):
    page = reasons(client, ids.speech, "q=commune+-assembly&type=image&from=2020").text

    assert "Why this is not found" in page
    assert "Type: “Image” was asked for; it has “Speech”." in page
    assert "Its date, 20 October 2012, is not within the time that was asked for." in page
    assert "This was excluded, and holds for it: assembly" in page


def test_it_speaks_spanish(client, ids):
    page = reasons(client, ids.speech, "q=commune+zebra&type=image&lang=es").text

    assert "Por qué no se encuentra" in page
    assert "se pidió" in page
    assert "was asked for" not in page


def test_other_search_engines_leave_it_alone(client, ids):
    response = reasons(client, ids.speech, "q=commune")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex, nofollow">' in response.text
    deep = "&".join(f"subject={number}" for number in range(9))
    crawler = client.get(f"/search/why/{ids.speech}?{deep}", headers={"User-Agent": "Examplebot/1.0"})
    assert crawler.status_code == 403


def test_the_navigation_does_not_grow(client, ids):
    page = reasons(client, ids.speech, "q=commune").text
    assert "/search/why" not in page.split('class="navigation"')[1].split("</ul>")[0]


@pytest.mark.parametrize("who", ["client", "room"])
@pytest.mark.parametrize("name", ["hidden", "draft", "gone"])
@pytest.mark.parametrize("query", ["q=pomegranate", "q=persimmon+medlar&type=document", ""])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_may_not_be_seen_is_answered_as_what_never_was(request, ids, who, name, query, accept):
    asker, id = request.getfixturevalue(who), getattr(ids, name)
    closed, unknown = (
        asker.get(f"/search/why/{each}?{query}", headers={"Accept": accept}) for each in (id, "bcdfghjk0")
    )

    assert closed.status_code == unknown.status_code == 404
    assert closed.data.replace(id.encode(), b"") == unknown.data.replace(b"bcdfghjk0", b"")
    assert dict(closed.headers).keys() == dict(unknown.headers).keys()


def test_text_of_the_reading_room_gives_its_words_there_alone(client, room, ids):
    public = reasons(client, ids.closed, "q=quince").text
    assert "The words of its files are searched in the reading room only." in public
    assert "<q>quince</q>" not in public
    inside = reasons(room, ids.closed, "q=quince")
    assert "<q>quince</q>" in inside.text
    assert "Text for the reading room" in inside.text
    assert inside.headers["Cache-Control"].startswith("private")


def test_what_closes_is_silent_at_once_whatever_the_index_knows(client, builder, archive, why):
    id = builder.add("document", {"title": "Medronho"})
    catch_up(archive)
    address = f"/search/why/{id}?q=medronho"
    assert client.get(address).status_code == 200

    with archive.catalogue.write() as session:
        set_access(session, [id], Access.RESTRICTED, None, why)
    assert client.get(address).status_code == 404
    with archive.catalogue.read() as session:
        assert archive.search.revision() < last_revision(session)
    with archive.catalogue.write() as session:
        withdraw(session, [id], why)
    catch_up(archive)


def test_what_is_new_is_said_to_be_awaited_without_figures_of_the_archive(client, builder, archive, why):
    id = builder.add("document", {"title": "Medronho"})
    page = client.get(f"/search/why/{id}?q=medronho").text

    assert "It is not in the index yet." in page
    assert "has yet to see" not in page
    with archive.catalogue.write() as session:
        withdraw(session, [id], why)
    catch_up(archive)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=((((", "q=" + "a+" * 80, "q=*", "q=%22%22", "from=never&q=commune"]
)
def test_nothing_typed_is_an_error(client, ids, query):
    assert reasons(client, ids.speech, query).status_code == 200


@pytest.mark.parametrize("id", ["UPPER", "a.b", "%00", "x" * 300])
def test_what_is_no_identifier_is_nowhere(client, id):
    assert reasons(client, id, "q=a").status_code == 404
