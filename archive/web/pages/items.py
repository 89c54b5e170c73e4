"""The page of an item, in the form that suits its type."""

from pathlib import Path

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from archive.catalogue import records
from archive.catalogue.session import Session
from archive.metadata.record import Kind, Record
from archive.search.searching import marks
from archive.web import current, pictures, record_page, showing
from archive.web.page import Page
from archive.web.reading_text import captions_of, read

FORMS = frozenset(path.name for path in (Path(__file__).parent.parent / "templates" / "records").iterdir())

bp = Blueprint("items", __name__)
PAGE = Page(name="items", blueprint=bp)


@bp.get("/items/<identifier:identifier>")
def show(identifier: str) -> ResponseReturnValue:
    """Show an item, its text marked for the words of `?q=`."""
    return record_page.respond(identifier, Kind.ITEM, _template, _parts)


def _template(record: Record) -> str:
    """Return the template of the record's type, or the one for types that have none of their own."""
    own = f"{record.type}.html"
    return f"records/{own if own in FORMS else 'item.html'}"


def _parts(session: Session, record: Record, person: showing.Reader) -> dict[str, object]:
    viewer = current.viewer()
    passages = records.passages(session, record.id, viewer)
    q = request.args.get("q", "").strip()
    circumstances = showing.circumstances_of(record.type)
    return {
        "reading": read(record, passages, q, marks(session, current.archive().search, q, viewer)),
        "circumstances": showing.rows(record, circumstances, person),
        "captions_of": captions_of,
        "description": showing.description(record, person, without=circumstances),
        "closed": bool(records.withheld(session, [record.id], viewer)),
        "alternative_text": showing.alternative_text(record, person.locale),
        "pictures": [file for file in record.files if pictures.is_picture(file)],
    }
