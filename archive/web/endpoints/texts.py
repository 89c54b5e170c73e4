"""The text of an item, passage by passage: plain, and as data with the matches of a search."""

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from archive.catalogue import records
from archive.search.inside import Spot, search_inside
from archive.search.searching import marks
from archive.text.passages import Passage
from archive.web import caching, current
from archive.web.page import Endpoint

bp = Blueprint("texts", __name__)
ENDPOINT = Endpoint(name="texts", blueprint=bp)


@bp.get("/items/<identifier:identifier>/text")
def plain(identifier: str) -> Response:
    """Answer with the text as its source has it, passages parted by empty lines."""
    text = "\n\n".join(passage.text.strip("\n") for passage in _passages(identifier))
    return _kept(Response(text + "\n" if text else "", content_type="text/plain; charset=utf-8"))


@bp.get("/items/<identifier:identifier>/text.json")
def data(identifier: str) -> Response:
    """Answer with the passages as data; with `?q=`, with those that have matches, counted and placed."""
    archive, viewer = current.archive(), current.viewer()
    passages = _passages(identifier)
    q = request.args.get("q", "").strip()
    if not q:
        return _kept(jsonify(passages=[_passage(identifier, each) for each in passages]))
    with archive.catalogue.read() as session:
        inside = search_inside(passages, marks(session, archive.search, q, viewer))
    return _kept(
        jsonify(q=q, total=inside.total, passages=[_spot(identifier, each) for each in inside.spots])
    )


def _passages(identifier: str) -> tuple[Passage, ...]:
    viewer = current.viewer()
    with current.archive().catalogue.read() as session:
        records.get(session, identifier, viewer)
        return records.passages(session, identifier, viewer)


def _passage(identifier: str, passage: Passage) -> dict[str, Any]:
    page = url_for("items.show", identifier=identifier, _anchor=f"p{passage.number}")
    return {
        "number": passage.number,
        "kind": passage.kind,
        "label": passage.label,
        "page": passage.page,
        "address": current.archive().settings.BASE_URL + page,
        "text": passage.text,
    }


def _spot(identifier: str, spot: Spot) -> dict[str, Any]:
    """Return a passage with its matches: from which character of its text to which."""
    return {**_passage(identifier, spot.passage), "count": spot.count, "matches": spot.spans}


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = caching.policy()
    response.add_etag()
    return response
