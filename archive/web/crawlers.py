"""Crawlers are kept out of combinations of filters, which have no end. People are refused nothing.

What obeys robots.txt never comes. What comes all the same and says that it is a crawler may ask with a
few filters and turn a few pages; more is refused before anything is looked up. Who does not say so is
taken for a person.

Specification: RFC 9110, 15.5.4 (403) and 10.1.5 (User-Agent)
"""

import re

from flask import Flask, Response, request

from archive.search.searching import FACETS

SEARCHING = frozenset(
    {"search", "search_feed", "search_api", "complete", "why", "advanced"}
)  # blueprints that search
MOST_FILTERS = 2  # of ten values each; with six, a crawler would have a million pages for each query
LAST_PAGE = 50
# Cubot makes telephones, whose browsers say so.
CRAWLER = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|scrapy|facebookexternalhit|externalagent|googleother",
    re.IGNORECASE,
)
REFUSAL = (
    "Crawlers may ask with at most {filters} filters and for the first {pages} pages; see /robots.txt. "
    "Every record is reached through /collections.\n"
)


def is_crawler(user_agent: str) -> bool:
    """Say whether a client calls itself a crawler."""
    return CRAWLER.search(user_agent) is not None


def refuse() -> Response | None:
    """Refuse a crawler that has gone too deep, at next to no cost."""
    if request.blueprint not in SEARCHING or not is_crawler(request.user_agent.string):
        return None
    filters = sum(len(request.args.getlist(name)) for name in (*FACETS, "from", "to"))
    page = request.args.get("page", "")
    if filters <= MOST_FILTERS and not _beyond(page):
        return None
    told = REFUSAL.format(filters=MOST_FILTERS, pages=LAST_PAGE)
    return Response(
        told, 403, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _beyond(page: str) -> bool:
    return page.isdecimal() and (len(page) > len(str(LAST_PAGE)) or int(page) > LAST_PAGE)


def unlisted(response: Response) -> Response:
    """Keep what a search answers out of other search engines, whatever its form."""
    if request.blueprint in SEARCHING:
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def join(app: Flask) -> None:
    """Turn crawlers back before anything else is done."""
    app.before_request(refuse)
    app.after_request(unlisted)
