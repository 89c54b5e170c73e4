"""Advanced search: a form made from the schemas, which writes a query."""

from flask import Blueprint, render_template

from archive.web.page import Page

bp = Blueprint("advanced", __name__)
PAGE = Page(name="advanced", blueprint=bp)


@bp.get("/search/advanced")
def index() -> str:
    """Show the form."""
    return render_template("advanced.html")
