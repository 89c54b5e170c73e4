"""What the site consists of: read this list first. The navigation follows its order."""

from dataclasses import dataclass

from flask import request, url_for

from archive.core.registry import Registry
from archive.web.endpoints import complete, exports, files, machines, search_api, search_feed, texts
from archive.web.page import Endpoint, Page
from archive.web.pages import (
    about,
    advanced,
    authorities,
    collections_tree,
    home,
    items,
    search,
    search_help,
    similar,
    why,
)

PAGES: Registry[Page] = Registry(
    "page",
    [
        home.PAGE,
        search.PAGE,
        items.PAGE,
        collections_tree.PAGE,
        *authorities.PAGES,
        about.PAGE,
        search_help.PAGE,
        advanced.PAGE,
        why.PAGE,
        similar.PAGE,
    ],
)

ENDPOINTS: Registry[Endpoint] = Registry(
    "endpoint",
    [
        texts.ENDPOINT,
        files.ENDPOINT,
        exports.ENDPOINT,
        search_api.ENDPOINT,
        search_feed.ENDPOINT,
        complete.ENDPOINT,
        machines.ENDPOINT,
    ],
)


@dataclass(frozen=True, slots=True)
class Way:
    """One link of the navigation."""

    label: str
    address: str
    here: bool  # the reader is in this section
    exactly: bool  # the reader is on this very page


def navigation() -> list[Way]:
    """Return the links that the head of every page has."""
    ways = []
    for page in PAGES:
        if page.label:
            endpoint = f"{page.blueprint.name}.index"
            here = request.blueprint == page.blueprint.name
            ways.append(Way(page.label, url_for(endpoint), here, request.endpoint == endpoint))
    return ways
