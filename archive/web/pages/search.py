"""The search page: a question in the address, results and facets on the page."""

from flask import Blueprint, render_template, request

from archive.core.words import _
from archive.search.searching import search
from archive.web import asking, current
from archive.web.page import Page

bp = Blueprint("search", __name__)
PAGE = Page(name="search", blueprint=bp, label=_("Search"))


@bp.get("/search", endpoint="index")
def results() -> str:
    """Show what answers the question."""
    archive = current.archive()
    question = asking.question(request.args, archive.settings.PAGE_SIZE)
    found = search(archive.catalogue, archive.search, question, current.viewer())
    return render_template(
        "search.html",
        question=question,
        results=found,
        asked=asking.Asked(request.args, question, found),
        value_label=asking.value_label,
    )
