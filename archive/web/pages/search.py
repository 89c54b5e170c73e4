"""The search page: a question in the address, results and facets on the page; and the values of one facet."""

from dataclasses import replace

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from archive.core.words import _
from archive.search.facets import FACETS
from archive.search.searching import Question, Results, search
from archive.search.unknown import Unknown, unknown
from archive.search.values import Enquiry, Values, values
from archive.web import asking, current
from archive.web.page import Page
from archive.web.years import chart_of

JSON = "application/json"
bp = Blueprint("search", __name__)
PAGE = Page(name="search", blueprint=bp, label=_("Search"))


@bp.get("/search", endpoint="index")
def results() -> str:
    """Show what answers the question."""
    archive = current.archive()
    question = asking.question(request.args, archive.settings.PAGE_SIZE)
    question = replace(question, charted=True, named=asking.IN_SIGHT)
    found = search(archive.catalogue, archive.search, question, current.viewer())
    asked = asking.Asked(request.args, question, found)
    return render_template(
        "search.html",
        question=question,
        results=found,
        asked=asked,
        lost=asked.lost(_unknown(question, found)),
        chart=chart_of(found.years, question, asked),
        in_sight=asking.in_sight,
        why_address=asked.why,
    )


def _unknown(question: Question, found: Results) -> tuple[Unknown, ...]:
    """Return the values chosen that nothing has; the index is asked if nothing here has some of them."""
    if all(value.count or not value.selected for facet in found.facets for value in facet.values):
        return ()
    archive = current.archive()
    return unknown(archive.catalogue, archive.search, question, current.viewer())


@bp.get("/search/values", endpoint="values")
def facet_values() -> ResponseReturnValue:
    """Show the values of one facet that answers to the question have, or those whose names begin so."""
    facet, find = request.args.get("facet", ""), request.args.get("find", "").strip()
    if facet not in FACETS:
        abort(404)
    archive = current.archive()
    question = asking.question(request.args, archive.settings.PAGE_SIZE)
    enquiry = Enquiry(question=question, facet=facet, find=find)
    found = values(archive.catalogue, archive.search, enquiry, current.viewer())
    addresses = asking.Addresses(request.args)
    if _wants_json():
        return _as_json(found, addresses)
    return render_template(
        "search_values.html",
        question=question,
        found=found,
        find=find,
        asked=addresses,
        value_label=asking.value_label,
    )


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return request.args.get("format") == "json" or accepted[JSON] > accepted["text/html"]


def _as_json(found: Values, addresses: asking.Addresses) -> Response:
    facet = found.facet
    return jsonify(
        {
            "facet": facet.name,
            "distinct": facet.distinct,
            "more": found.more,
            "values": [
                {
                    "value": each.value,
                    "label": asking.value_label(facet, each),
                    "count": each.count,
                    "selected": each.selected,
                    "address": addresses.toggled(facet.name, each.value),
                }
                for each in facet.values
            ],
        }
    )
