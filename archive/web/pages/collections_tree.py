"""Collections: all of them as a tree, and the page of each."""

from collections.abc import Iterable, Iterator
from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from archive.catalogue import holdings, records
from archive.catalogue.holdings import Branch
from archive.catalogue.selection import Selection
from archive.catalogue.session import Session
from archive.core.words import _
from archive.metadata.record import Kind, Record
from archive.web import current, record_page, showing
from archive.web.lists import listed
from archive.web.page import Page

PARTS = 200  # sub-collections shown at once

bp = Blueprint("collections", __name__)
PAGE = Page(name="collections", blueprint=bp, label=_("Collections"))


@bp.get("/collections")
def index() -> str:
    """Show the collections as they nest."""
    archive, viewer = current.archive(), current.viewer()
    with archive.catalogue.read() as session:
        tree = holdings.tree(session, viewer)
        found = records.many(session, _identifiers(tree), viewer)
    return render_template("collections.html", tree=tree, records=found)


def _identifiers(branches: Iterable[Branch]) -> Iterator[str]:
    for branch in branches:
        yield branch.id
        yield from _identifiers(branch.children)


@bp.get("/collections/<identifier:identifier>")
def show(identifier: str) -> ResponseReturnValue:
    """Show a collection: what it is, its parts, and what it holds."""
    return record_page.respond(identifier, Kind.COLLECTION, _template, _parts)


def _template(_record: Record) -> str:
    return "records/collection.html"


def _parts(session: Session, record: Record, person: showing.Reader) -> dict[str, object]:
    viewer = current.viewer()
    size = current.archive().settings.PAGE_SIZE
    items = Selection(kind=Kind.ITEM, size=size)
    below = Selection(kind=Kind.COLLECTION, size=PARTS)
    return {
        "children": holdings.children(session, record.id, viewer, below).records,
        "listing": listed(partial(holdings.children, session, record.id, viewer), items),
        "description": showing.description(record, person),
    }
