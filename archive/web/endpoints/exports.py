"""`/items/<id>.<format>` and its like: a record's description as data."""

from flask import Blueprint, Response, abort

from archive.catalogue import records
from archive.export.registry import EXPORTERS
from archive.web import caching, current
from archive.web.page import Endpoint
from archive.web.record_page import exported
from archive.web.routing import KIND_OF_SECTION

BY_EXTENSION = {each.extension: each for each in EXPORTERS}

bp = Blueprint("exports", __name__)
ENDPOINT = Endpoint(name="exports", blueprint=bp)


@bp.get(f"/<any({', '.join(KIND_OF_SECTION)}):section>/<identifier:identifier>.<extension>")
def one(section: str, identifier: str, extension: str) -> Response:
    """Answer with one record in one format."""
    archive = current.archive()
    exporter = BY_EXTENSION.get(extension)
    if exporter is None:
        abort(404)
    with archive.catalogue.read() as session:
        record = records.get(session, identifier, current.viewer())
    if record.kind is not KIND_OF_SECTION[section]:
        abort(404)
    response = exported(record, exporter)
    response.headers["Cache-Control"] = caching.policy()
    response.add_etag()
    return response
