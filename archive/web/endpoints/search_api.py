"""`/api/v1/search`: the search of the site, as JSON."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind, Record
from archive.search.facets import Facet
from archive.search.searching import Result, Results, Snippet, search
from archive.web import asking, caching, current, parameters, showing
from archive.web.page import Endpoint
from archive.web.routing import record_address

bp = Blueprint("search_api", __name__, url_prefix="/api/v1")
ENDPOINT = Endpoint(name="search_api", blueprint=bp)


@bp.get("/search")
def results() -> Response:
    """Answer a question with records, their best passages, and counts."""
    archive = current.archive()
    parameters.check(request.args, tuple(asking.SORTS), asking.LARGEST_PAGE)
    question = asking.question(request.args, request.args.get("size", archive.settings.PAGE_SIZE, type=int))
    found = search(archive.catalogue, archive.search, question, current.viewer())
    response = jsonify(_answer(found, question.q))
    response.headers["Cache-Control"] = caching.policy()
    response.vary.update(caching.VARY)
    return response


def _answer(found: Results, q: str) -> dict[str, Any]:
    return {
        "total": {"value": found.total, "relation": "eq" if found.exact else "gte"},
        "items": [_item(result, q) for result in found.results],
        "facets": {facet.name: _counts(facet) for facet in found.facets},
        "distinct": {facet.name: facet.distinct for facet in found.facets},
        "suggestion": found.suggestion,
        "notices": [notice.render(current.translate()) for notice in found.notices],
        "took_ms": found.took_ms,
    }


def _counts(facet: Facet) -> list[dict[str, Any]]:
    return [
        {"value": each.value, "label": asking.value_label(facet, each), "count": each.count}
        for each in facet.values
    ]


def _item(result: Result, q: str) -> dict[str, Any]:
    record = result.record
    query = {"q": q} if q and record.kind is Kind.ITEM else {}
    address = current.archive().settings.BASE_URL + record_address(record.kind, record.id, **query)
    return {
        "id": record.id,
        "title": showing.heading(record, current.locale()).text,
        "type": record.type,
        "date": _date(record),
        "score": result.score,
        "address": current.archive().links.record(record.kind, record.id),
        "passages": [_passage(snippet, address) for snippet in result.snippets],
    }


def _date(record: Record) -> str | None:
    """Return the main date as EDTF, or as stated where it could not be read."""
    for group in RECORD_TYPES[record.type].dated:
        for name in group:
            if value := record.first(name):
                return value.edtf or value.text
    return None


def _passage(snippet: Snippet, address: str) -> dict[str, Any]:
    return {
        "number": snippet.number,
        "label": snippet.label,
        "snippet": "".join(part.text for part in snippet.parts),
        "marks": _marks(snippet),
        "address": f"{address}#p{snippet.number}" if snippet.number else address,
    }


def _marks(snippet: Snippet) -> list[list[int]]:
    """Return where in the snippet the words that match begin and end, in characters."""
    marks, at = [], 0
    for part in snippet.parts:
        if part.marked:
            marks.append([at, at + len(part.text)])
        at += len(part.text)
    return marks
