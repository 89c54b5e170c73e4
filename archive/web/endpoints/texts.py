"""`/items/<id>/text`: the text of an item, passage by passage."""

from flask import Blueprint, Response

from archive.catalogue import records
from archive.web import caching, current
from archive.web.page import Endpoint

bp = Blueprint("texts", __name__)
ENDPOINT = Endpoint(name="texts", blueprint=bp)


@bp.get("/items/<identifier:identifier>/text")
def plain(identifier: str) -> Response:
    """Answer with the text as its source has it, passages parted by empty lines."""
    archive, viewer = current.archive(), current.viewer()
    with archive.catalogue.read() as session:
        records.get(session, identifier, viewer)
        passages = records.passages(session, identifier, viewer)
    text = "\n\n".join(passage.text.strip("\n") for passage in passages)
    response = Response(text + "\n" if text else "", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = caching.policy()
    response.add_etag()
    return response
