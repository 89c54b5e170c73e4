"""What robots, browsers and operators ask: robots.txt, OpenSearch, ARKs, health.

Specifications: RFC 9309 (robots.txt); https://github.com/dewitt/opensearch (1.1);
https://www.ietf.org/archive/id/draft-kunze-ark-39.html (ARK)
"""

from flask import Blueprint, Response, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from archive.catalogue import records
from archive.catalogue.changes import last_revision
from archive.core.identifiers import is_identifier
from archive.web import current
from archive.web.page import Endpoint
from archive.web.routing import record_address

bp = Blueprint("machines", __name__)
ENDPOINT = Endpoint(name="machines", blueprint=bp)

# Results pages are endless, and so are records with words marked in them; the records themselves are
# reached through the collections, by addresses without parameters.
ROBOTS = """\
User-agent: *
Disallow: /search
Disallow: /api/
Disallow: /*?q=
Disallow: /*&q=
"""


@bp.get("/robots.txt")
def robots() -> Response:
    """Say what robots may fetch."""
    return Response(ROBOTS, content_type="text/plain; charset=utf-8")


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search, so that a browser can offer it."""
    return Response(render_template("opensearch.xml"), content_type="application/opensearchdescription+xml")


@bp.get("/ark:/<naan>/<identifier:identifier>")
@bp.get("/ark:<naan>/<identifier:identifier>", endpoint="resolve_short")
def resolve(naan: str, identifier: str) -> ResponseReturnValue:
    """Lead from an ARK to its record."""
    archive = current.archive()
    if naan != archive.settings.NAAN or not is_identifier(identifier):
        abort(404)
    with archive.catalogue.read() as session:
        record = records.get(session, identifier, current.viewer())
    return redirect(record_address(record.kind, record.id), 302)


@bp.get("/healthz")
def alive() -> Response:
    """Say that this process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
def ready() -> Response:
    """Say that the catalogue and the index can be read, and at which revisions they stand."""
    archive = current.archive()
    with archive.catalogue.read() as session:
        catalogue = last_revision(session)
    body = f"ok\ncatalogue {catalogue}\nindex {archive.search.revision()}\n"
    return Response(body, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
