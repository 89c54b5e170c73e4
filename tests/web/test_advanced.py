"""The advanced form is made from the schemas, works by GET alone, and writes a query that can be shared."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import html

from archive.jobs.followers import catch_up
from archive.metadata.groups import GROUPS
from archive.metadata.item_types import RECORD_TYPES
from archive.search.fields import SPECS


def sent(client, *lines, **more):
    """Send the form as a browser does, and return where it leads."""
    fields, ways, values = zip(*lines, strict=True) if lines else ((), (), ())
    given = {"field": fields, "way": ways, "value": values, "search": "1", **more}
    response = client.get("/search/advanced", query_string=given)
    assert response.status_code == 302, response.text
    where = urlsplit(response.headers["Location"])
    assert where.path == "/search"
    return parse_qs(where.query), response.headers["Location"]


def form(client, **given):
    page = client.get("/search/advanced", query_string=given).text
    return page.split('class="advanced"')[1].split("</form>")[0]


def test_every_field_of_the_schemas_can_be_chosen_in_its_group(client):
    page = form(client)
    select = page.split("</select>")[0]

    for name in SPECS:
        assert f'value="{name}"' in select, name
    for label in GROUPS.values():
        assert f'<optgroup label="{label}">' in select
    for each in RECORD_TYPES:
        assert f'name="type" value="{each.name}"' in page


def test_fields_that_share_a_label_are_told_apart(client):
    options = [each.split("<")[0] for each in form(client).split("</select>")[0].split(">")]
    named = [each for each in options if each.strip()]

    assert "Place (spatial)" in named
    assert len(named) == len(set(named))


def test_what_is_entered_becomes_a_query_that_finds(client, ids):
    asked, address = sent(
        client, ("", "all", "commune decree"), ("speaker", "phrase", "Pérez, María"), ("genre", "missing", "")
    )

    assert asked == {"q": ['commune decree speaker:"pérez maría" missing:genre']}
    page = client.get(address).text
    assert f'href="/items/{ids.speech}?' in page
    assert "commune decree speaker:" in page.split('id="q"')[1].split(">")[0]


def test_types_languages_and_collections_become_filters(client, ids):
    asked, address = sent(
        client, ("title", "begins", "addr"), type=["speech", "image"], language="en", collection=ids.fonds
    )

    assert asked == {
        "q": ["title:addr*"],
        "type": ["speech", "image"],
        "language": ["en"],
        "collection": [ids.fonds],
    }
    assert f'href="/items/{ids.speech}?' in client.get(address).text


def test_dates_overlap_or_lie_within(client):
    assert sent(client, **{"from": "1992", "to": "2025"})[0] == {"from": ["1992"], "to": ["2025"]}
    assert sent(client, **{"from": "2012-10", "dates": "inside"})[0] == {"q": ['date:="2012-10.."']}


def test_signs_in_a_value_are_words(client):
    asked, _ = sent(client, ("title", "all", 'x" OR (text:y* -z'), ("", "without", '"'))
    assert asked == {"q": ['title:x title:or title:"text y" title:z']}
    assert sent(client, ("", "all", "secretary-general O'Higgins"))[0] == {
        "q": ["secretary-general o'higgins"]
    }


def test_an_empty_form_leads_to_everything(client):
    assert sent(client, ("", "all", ""))[1] == "/search"


def test_what_is_no_date_is_said_beside_it_and_nothing_is_lost(client):
    page = form(
        client,
        search="1",
        field=["title", "date"],
        way=["all", "all"],
        value=["comuna", "someday"],
        to="soon",
    )

    assert "“someday”" in page or "&#34;someday&#34; is not understood as a date" in page
    assert 'aria-describedby="problem-2"' in page
    assert 'aria-describedby="problem-to"' in page
    assert 'value="comuna"' in page
    assert 'value="soon"' in page


def test_more_lines_keep_what_was_entered(client):
    page = form(
        client, more="1", field=["title"] * 3, way=["phrase"] * 3, value=["a", "b", "c"], type="image"
    )

    assert page.count('name="value"') == 6
    assert page.count('<option value="phrase" selected>') == 3
    assert 'value="image" checked' in page


def test_chosen_types_narrow_the_fields(client):
    page = form(client, type="image")
    assert '<option value="photographer">' in page
    assert '<option value="speaker">' not in page
    kept = form(client, type="image", field="speaker", way="all", value="x")
    assert '<option value="speaker" selected>' in kept


def test_the_form_offers_nothing_that_only_closed_records_have(client, builder, archive):
    builder.add("document", {"title": "Closed in Basque", "language": "eu"}, access="restricted")
    catch_up(archive)
    page = form(client)

    assert 'name="language" value="en"' in page
    assert "Communal movement" in page
    assert 'value="eu"' not in page


@pytest.mark.parametrize(
    "address",
    [
        "?field=title&way=nothing&value=x&search=1",
        "?field=%00&way=all&value=%00&search=1",
        "?value=x&search=1",
        "?search=1&type=unknown&collection=unknown",
        "?more=1&" + "&".join("field=title&way=all&value=x" for _ in range(60)),
    ],
)
def test_nothing_sent_is_an_error(client, address):
    assert client.get(f"/search/advanced{address}", follow_redirects=True).status_code == 200


def test_the_form_speaks_spanish(client):
    page = form(client, lang="es")
    assert "contiene" in page
    assert "Título" in page


def submitted(client, address):
    """Open the form from a page of results, send it as it came, and return where it leads."""
    link = html.fromstring(client.get(address).text).xpath("//p[contains(@class, 'ways-to-ask')]/a/@href")[0]
    page = html.fromstring(client.get(link).text)
    (form,) = page.xpath("//form[contains(@class, 'advanced')]")
    response = client.get("/search/advanced", query_string=[*form.form_values(), ("search", "1")])
    assert response.status_code == 302, response.text
    return response.headers["Location"]


def results(client, address):
    """Return how many are found, and what is shown in its order."""
    page = html.fromstring(client.get(address).text)
    return page.xpath("string(//header[@class='results-head']/h1)"), page.xpath(
        "//li[@class='entry']//h2/a/text()"
    )


QUERIES = (
    "",
    "commune decree",
    "the commune of every assembly and the words that were said",
    '"comuna o nada" commune',
    '"María Pérez"',
    "maria perez",
    "commune OR minutes",
    "(commune decree) OR minutes",
    "commune (decree OR minutes) -letters",
    "commun* -title:minutes",
    "com*une decree~",
    '"work assembly"~5',
    "title:(opening OR minutes) has:speaker",
    "speaker:perez missing:genre date:2010..2013",
    "date:=2010..2013",
    "date:2011 OR date:2013",
    "vene-zuelan 20.000",
    "Hugo-Chávez EE. UU.",
    'unclosed "commune ( OR',
    "foo:bar commune",
    "((((",
    "-has:license commune AND assembly",
    "tiene:fecha falta:archivos",
)


@pytest.mark.parametrize("q", QUERIES)
def test_a_form_that_comes_from_results_leads_back_to_the_same(client, ids, q):
    for more in ({}, {"type": ["speech", "document"], "from": "2011", "sort": "title"}):
        address = f"/search?{urlencode({'q': q, **more}, doseq=True)}"
        assert results(client, submitted(client, address)) == results(client, address)


@pytest.mark.parametrize(
    "filters",
    [
        "language=en&collection=COLLECTION&sort=-date",
        "subject=SUBJECT&subject=none&year=2012",
        "type=foo&language=xx&collection=none",
        "from=2012&to=2010",
        "from=soon&to=2012-10",
        "from=1999~&q=date:=2012",
        "page=2&sort=never",
    ],
)
def test_filters_and_the_order_come_along(client, ids, filters):
    subject = client.get("/api/v1/search?q=commune&type=speech").json["facets"]["subject"][0]["value"]
    address = f"/search?{filters.replace('COLLECTION', ids.fonds).replace('SUBJECT', subject)}"
    led = submitted(client, address)
    assert results(client, led) == results(client, address.replace("page=2", "page=1"))
    kept = [{name: each for name, each in parse_qs(urlsplit(at).query).items() if name not in ("q", "page")}
            for at in (led, address)]  # fmt: skip
    if "soon" not in filters and "never" not in filters:
        assert kept[0] == kept[1]


def test_the_form_says_what_it_can_and_keeps_the_rest_as_a_query(client, ids):
    page = form(
        client, q='speaker:perez "comuna o nada" decree -letters com*une date:2010..2013', sort="title"
    )
    entered = html.fromstring(f"<form>{page.partition('>')[2]}</form>").form_values()

    lines = list(
        zip(
            *([text for name, text in entered if name == of] for of in ("field", "way", "value")), strict=True
        )
    )
    assert lines == [
        ("speaker", "all", "perez"),
        ("", "phrase", "comuna o nada"),
        ("", "all", "decree"),
        ("", "without", "letters"),
    ]
    assert {name: text for name, text in entered if name in ("q", "from", "to", "sort", "dates")} == {
        "q": "com*une", "from": "2010", "to": "2013", "dates": "overlap", "sort": "title"
    }  # fmt: skip


def test_a_query_beside_lines_is_asked_with_them(client):
    asked, _ = sent(client, ("title", "all", "acta"), q="comuna OR consejo")
    assert asked == {"q": ["title:acta (comuna OR consejo)"]}


def test_a_crawler_is_kept_out_of_forms_with_many_filters(client):
    address = "/search/advanced?type=speech&language=en&collection=x&q=commune"
    assert client.get(address, headers={"User-Agent": "AnyBot/1.0"}).status_code == 403
    assert 'rel="nofollow"' in client.get("/search?q=commune").text.split("ways-to-ask")[1].split("</a>")[0]
