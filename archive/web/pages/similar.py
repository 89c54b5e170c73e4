"""`/items/<id>/similar`: what is like an item, and the words they share."""

from flask import Blueprint, abort, render_template

from archive.metadata.record import Kind, Record
from archive.search.similar import similar
from archive.web import current
from archive.web.page import Page
from archive.web.routing import record_address

MOST_SHOWN = 8  # of the words that two records share

bp = Blueprint("similar", __name__)
PAGE = Page(name="similar", blueprint=bp)


@bp.get("/items/<identifier:identifier>/similar", endpoint="index")
def show(identifier: str) -> str:
    """Show the items that are most like one."""
    archive = current.archive()
    found = similar(archive.catalogue, archive.search, identifier, current.viewer())
    if found.record.kind is not Kind.ITEM:
        abort(404)
    return render_template("similar.html", record=found.record, found=found, most=MOST_SHOWN, marked=_marked)


def _marked(record: Record, words: tuple[str, ...]) -> str:
    """Return the address of a record in which the words it shares are marked."""
    return record_address(record.kind, record.id, **({"q": " OR ".join(words)} if words else {}))
