"""When a page may be kept: every page states the state of the archive it was made from.

A page is the same as long as the catalogue's revision, the index's, the edition of the site, the language,
the reader's rights and the day (embargoes end) are the same; all of them make its entity tag, so that a
reader who comes back is answered 304 before anything is looked up or drawn.

Specification: RFC 9110, 8.8.3 (ETag) and 13.1.2 (If-None-Match); RFC 9111, 5.2 (Cache-Control)
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response, g, request

from archive.catalogue.changes import last_revision
from archive.metadata.access import Role
from archive.web import current
from archive.web.page import Page
from archive.web.page_cache import PageCache

VARY = ("Accept", "Accept-Language", "Cookie")
FOR_EVER = "public, max-age=31536000, immutable"  # under this address there will never be anything else
HTML = "text/html"
READERS = ("GET", "HEAD")


def edition(folders: Iterable[Path]) -> str:
    """Return a digest of the site's own templates, styles and words: a new release is a new edition."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def entity_tag(site_edition: str) -> str:
    """Return the entity tag of the page asked for, as the archive now stands."""
    archive, viewer = current.archive(), current.viewer()
    with archive.catalogue.read() as session:
        revision = last_revision(session)
    index = archive.search.revision(), archive.search.day()
    state = (site_edition, revision, index, current.locale(), viewer.role, viewer.on)
    asked = (request.full_path, request.headers.get("Accept", ""))
    return hashlib.sha256(repr((state, asked)).encode()).hexdigest()[:24]


class Keeping:
    """Answers for pages that somebody has already: the reader, or this process."""

    def __init__(self, pages: Iterable[Page], site_edition: str) -> None:
        self._names = frozenset(page.blueprint.name for page in pages)
        self._edition = site_edition
        self._cache = PageCache()

    def ask(self) -> Response | None:
        """Answer before anything is looked up, if the page asked for is still the same."""
        if request.blueprint not in self._names or request.method not in READERS:
            return None
        g.entity_tag = entity_tag(self._edition)
        # "*" means whatever is there: whether anything is, nobody knows yet.
        if not request.if_none_match.star_tag and request.if_none_match.contains_weak(g.entity_tag):
            return Response(status=304)
        kept = self._cache.get(g.entity_tag)
        return Response(kept, mimetype=HTML) if kept is not None else None

    def keep(self, response: Response) -> Response:
        """Say how a page may be kept, and keep it."""
        if "entity_tag" not in g:
            return response
        response.vary.update(VARY)
        if response.status_code in (200, 304):
            response.set_etag(g.entity_tag, weak=True)
            response.headers.setdefault("Cache-Control", policy())
        if response.status_code == 200 and response.mimetype == HTML:
            self._cache.put(g.entity_tag, response.get_data())
        if response.status_code == 200 and request.if_none_match.star_tag:
            response.status_code = 304
            response.set_data(b"")
        return response


def join(app: Flask, pages: Iterable[Page], site_edition: str) -> None:
    """Let the pages be kept, and answer those who have them already."""
    keeping = Keeping(pages, site_edition)
    app.before_request(keeping.ask)
    app.after_request(keep_static)
    app.after_request(keeping.keep)


def keep_static(response: Response) -> Response:
    """Let static files be kept for ever where their address has a digest."""
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = FOR_EVER
    return response


def policy() -> str:
    """Return how a response for this viewer may be kept: asked again each time, and by whom."""
    return f"{audience()}, no-cache"


def audience() -> str:
    """Return whose caches may keep a response: what the reading room sees, none that others share."""
    return "public" if current.viewer().role is Role.PUBLIC else "private"
