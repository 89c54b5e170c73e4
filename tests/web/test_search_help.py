"""The help page cannot lie: its examples are of the language, in every language of the site, and run."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.core.translation import languages, translator
from archive.search.query_language import parse
from archive.search.tree import And, Not, Or
from archive.web.pages.search_help import TOPICS

EXAMPLES = [each.query for topic in TOPICS for each in topic.examples]


def shape(node):
    """Return the kinds of node that a tree is made of."""
    parts = node.parts if isinstance(node, And | Or) else (node.part,) if isinstance(node, Not) else ()
    return type(node).__name__, *map(shape, parts)


def examples_on(page):
    listed = "".join(each.split("</dl>")[0] for each in page.split('<dl class="examples">')[1:])
    return [unescape(each.split('"')[0]) for each in listed.split('href="')[1:]]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("query", EXAMPLES)
def test_an_example_is_read_without_a_notice(query, language):
    found = parse(translator(language)(query))

    assert found.tree is not None
    assert not found.notices


@pytest.mark.parametrize("query", [each for each in EXAMPLES if not parse(each).question])
def test_an_example_means_the_same_in_spanish(query):
    assert shape(parse(translator("es")(query)).tree) == shape(parse(query).tree)


def test_a_question_is_one_in_spanish_too():
    (question,) = [each for each in EXAMPLES if parse(each).question]
    assert parse(translator("es")(question)).question


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_example_is_a_link_that_runs_it(client, language):
    links = examples_on(client.get(f"/search/help?lang={language}").text)

    say = translator(language)
    assert [parse_qs(urlsplit(each).query)["q"][0] for each in links] == [say(each) for each in EXAMPLES]
    for link in links:
        assert client.get(link).status_code == 200


def test_the_page_names_every_field_that_can_be_asked(client):
    page = client.get("/search/help").text

    for name in ("title", "speaker", "reference_code", "text", "type", "collection", "files"):
        assert f"<code>{name}</code>" in page


def test_help_and_form_are_not_in_the_navigation_and_are_under_every_search_box(client):
    for address in ("/", "/search?q=commune", "/search/help"):
        page = client.get(address).text
        navigation = page.split('class="navigation"')[1].split("</ul>")[0]
        assert "/search/help" not in navigation
        assert "/search/advanced" not in navigation
        assert 'href="/search/help"' in page
        assert 'href="/search/advanced' in page
