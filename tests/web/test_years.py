"""The chart of the years of an answer: each bar filters, and what was chosen can be widened again."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from werkzeug.datastructures import MultiDict

from archive.search.searching import Question
from archive.web.asking import Addresses
from archive.web.years import chart_of


def chart(page):
    return page.split('class="years"')[1].split("</section>")[0]


def bars(page):
    return [
        unescape(each) for each in re.findall(r'<a href="([^"]+)" rel="nofollow" aria-label', chart(page))
    ]


def test_each_bar_leads_to_the_records_of_its_years(client, ids):
    page = client.get("/search?type=document&sort=title").text
    found = [parse_qs(urlsplit(address).query) for address in bars(page)]
    assert {"type": ["document"], "sort": ["title"], "from": ["2003"], "to": ["2003"]} in found
    answer = client.get("/api/v1/search?type=document&from=2003&to=2003").json
    assert [item["date"] for item in answer["items"]] == ["2003"]


def test_the_years_beyond_the_dates_in_force_stay_in_sight(client):
    page = client.get("/search?type=document&from=2002&to=2003").text
    assert 'data-first="2002" data-last="2003"' in page
    assert len(bars(page)) > 5
    assert chart(page).count('class="bar within"') == 2
    assert 'href="/search?type=document"' in chart(page)


def test_a_bar_takes_the_place_of_years_chosen_before(client):
    for address in bars(client.get("/search?type=document&year=2002&to=2004").text):
        assert set(parse_qs(urlsplit(address).query)) == {"type", "from", "to"}


def test_one_year_alone_is_no_chart(client, ids):
    assert 'class="years"' not in client.get("/search?q=venezuelan").text
    assert 'class="years"' not in client.get("/search?q=nothing-at-all").text


def test_dates_that_make_no_sense_leave_the_chart_whole(app):
    with app.test_request_context("/search"):
        from_nowhere = Question(first="xyz", last="soon")
        drawn = chart_of({"1999": 2, "2005": 1}, from_nowhere, Addresses(MultiDict()))
    assert (drawn.first, drawn.last, drawn.limited) == (1999, 2005, False)


def test_a_span_beyond_the_chart_ends_at_its_edges(app):
    with app.test_request_context("/search"):
        drawn = chart_of({"1999": 2, "2005": 1}, Question(first="1492", last="2999"), Addresses(MultiDict()))
        after = chart_of({"1999": 2, "2005": 1}, Question(first="2020", last="2030"), Addresses(MultiDict()))
    assert (drawn.first, drawn.last) == (1999, 2005)
    assert (after.first, after.last) == (2005, 2005)
    assert (drawn.said, after.said) == ("1999–2005", "2005")
