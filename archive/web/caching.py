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

VARY = ("Accept-Language", "Cookie")
FOR_EVER = "public, max-age=31536000, immutable"  # under this address there will never be anything else
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
    state = (site_edition, revision, archive.search.revision(), current.locale(), viewer.role, viewer.on)
    asked = (request.full_path, request.headers.get("Accept", ""))
    return hashlib.sha256(repr((state, asked)).encode()).hexdigest()[:24]


def join(app: Flask, pages: Iterable[Page], site_edition: str) -> None:
    """Let the pages be kept, and answer 304 to those who have them already."""
    names = frozenset(page.blueprint.name for page in pages)

    def ask() -> Response | None:
        if request.blueprint not in names or request.method not in READERS:
            return None
        g.entity_tag = entity_tag(site_edition)
        if request.if_none_match.contains_weak(g.entity_tag):
            return keep(Response(status=304))
        return None

    def keep(response: Response) -> Response:
        if "entity_tag" in g and response.status_code in (200, 304):
            response.set_etag(g.entity_tag, weak=True)
            response.headers.setdefault("Cache-Control", policy())
        if "entity_tag" in g:
            response.vary.update(VARY)
        return response

    app.before_request(ask)
    app.after_request(keep_static)
    app.after_request(keep)


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
