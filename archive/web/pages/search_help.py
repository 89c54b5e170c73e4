"""How to ask: the query language, with examples that can be run."""

from flask import Blueprint, render_template

from archive.web.page import Page

bp = Blueprint("search_help", __name__)
PAGE = Page(name="search_help", blueprint=bp)


@bp.get("/search/help")
def index() -> str:
    """Show the language of queries."""
    return render_template("search_help.html")
