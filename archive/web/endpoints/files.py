"""Files as they were deposited, pictures in the sizes of the web, and marks to lay over them.

Specification: RFC 9110, 14 (ranges) and 13 (conditional requests); RFC 6266 (Content-Disposition)
"""

from contextlib import suppress
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, request
from werkzeug.utils import send_file

from archive.catalogue import records
from archive.core.errors import NotFound, Unreadable
from archive.media import derivatives, playing
from archive.metadata.record import FileFacts
from archive.search.highlight import spans
from archive.search.searching import marks
from archive.web import caching, current, pictures, security
from archive.web.page import Endpoint
from archive.web.page_marks import drawn

# What a browser may show in its own window. Never HTML, XML or SVG: they could run what they hold.
SHOWN = frozenset(
    (
        *("application/pdf", "text/plain", "text/csv", "text/vtt"),
        *("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"),
    )
)
UNKNOWN = "application/octet-stream"
AN_HOUR = 3600

bp = Blueprint("files", __name__)
ENDPOINT = Endpoint(name="files", blueprint=bp)


@bp.get("/items/<identifier:identifier>/files/<path:name>")
def original(identifier: str, name: str) -> Response:
    """Answer with a file, byte for byte as it was deposited; ranges are understood."""
    file = _file(identifier, name)
    path = current.archive().store.path(file.held_by or identifier, file.sha512)
    shown = file.media_type in SHOWN or file.media_type.startswith(playing.PLAYED)
    response = _sent(path, file.media_type if shown else UNKNOWN, file.sha512[:40])
    disposition = "inline" if shown else "attachment"
    response.headers.set("Content-Disposition", disposition, filename=Path(file.name).name)
    return response


@bp.get("/items/<identifier:identifier>/copies/<path:name>.<any(m4a, mp4):form>")
def copied(identifier: str, name: str, form: str) -> Response:
    """Answer with the copy of a recording that browsers play, or the original until one is made."""
    file = _file(identifier, name)
    if form != playing.form_of(file):
        abort(404)
    path = derivatives.copy_place(current.archive().derivatives, file.sha512, form)
    if not path.is_file():
        return original(identifier, name)
    return _sent(path, playing.MEDIA_TYPES[form], f"{file.sha512[:40]}-copy")


@bp.get("/items/<identifier:identifier>/sizes/<int:width>/<path:name>.<any(webp, jpg):form>")
def size(identifier: str, width: int, name: str, form: str) -> Response:
    """Answer with a picture in one of the widths of the web; of a document, with the `?page=` asked for."""
    file = _file(identifier, name)
    if "page" in request.args:
        path = _page_picture(identifier, file, width) if form == derivatives.PAGE_FORMAT else abort(404)
    elif width in {each.width for each in derivatives.sizes(file)}:
        path = _picture(identifier, file, width, form)
    else:
        abort(404)
    response = _sent(path, pictures.FORMATS[form], f"{file.sha512[:40]}-{path.stem}")
    response.headers["Cache-Control"] = f"{caching.audience()}, max-age={AN_HOUR}"
    return response


@bp.get("/items/<identifier:identifier>/marks/<path:name>.svg")
def page_marks(identifier: str, name: str) -> Response:
    """Answer with marks to lay over the picture of the `?page=` asked for, where the words of `?q=` stand."""
    archive, viewer = current.archive(), current.viewer()
    number, q = request.args.get("page", 0, type=int), request.args.get("q", "").strip()
    with archive.catalogue.read() as session:
        file = records.file(session, identifier, name, viewer)
        asked = marks(session, archive.search, q, viewer)
    if not derivatives.has_page(file, number):
        abort(404)
    original = archive.store.path(file.held_by or identifier, file.sha512)
    try:
        page = current.guard().lettering(original, archive.derivatives, file, number)
    except Unreadable as error:
        raise NotFound(f"page {number} of {file.name!r} cannot be read") from error
    response = Response(drawn(page.boxes(spans(page.text, asked))), mimetype="image/svg+xml")
    response.add_etag()
    response.headers["Cache-Control"] = f"{caching.audience()}, max-age={AN_HOUR}"
    response.headers["Content-Security-Policy"] = security.FILE_POLICY
    response.make_conditional(request)
    return response


def _file(identifier: str, name: str) -> FileFacts:
    archive = current.archive()
    with archive.catalogue.read() as session:
        return records.file(session, identifier, name, current.viewer())


def _picture(identifier: str, file: FileFacts, width: int, form: str) -> Path:
    """Return the path of a picture, made now if nobody has asked for it before."""
    archive = current.archive()
    found = derivatives.derivative(archive.derivatives, file.sha512, width, form)
    if found is None:
        original = archive.store.path(file.held_by or identifier, file.sha512)
        with suppress(Unreadable):
            current.guard().make(original, archive.derivatives, file, archive.settings.MAX_IMAGE_PIXELS)
        found = derivatives.derivative(archive.derivatives, file.sha512, width, form)
    if found is None:
        raise NotFound(f"no picture can be made of {file.name!r}")
    return found


def _page_picture(identifier: str, file: FileFacts, width: int) -> Path:
    """Return the path of a picture of the page asked for, made now if nobody has asked for it before."""
    archive = current.archive()
    number = request.args.get("page", 0, type=int)
    if not derivatives.has_page(file, number) or width not in derivatives.PAGE_WIDTHS:
        abort(404)
    original = archive.store.path(file.held_by or identifier, file.sha512)
    try:
        return current.guard().make_page(original, archive.derivatives, file, number, width)
    except Unreadable as error:
        raise NotFound(f"no picture can be made of page {number} of {file.name!r}") from error


def _sent(path: Path, media_type: str, tag: str) -> Response:
    environ = request.environ
    if request.range is not None and len(request.range.ranges) > 1:
        # Several ranges at once are answered with the whole, as a server may (RFC 9110, 14.2).
        environ = {name: value for name, value in environ.items() if name != "HTTP_RANGE"}
    response = cast(
        Response,
        send_file(path, environ, media_type, etag=tag, conditional=True, response_class=Response),
    )
    # The date is that of our copy, not of the work: the entity tag says all there is to say.
    response.headers.pop("Last-Modified", None)
    response.headers["Cache-Control"] = caching.policy()
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = security.FILE_POLICY
    return response
