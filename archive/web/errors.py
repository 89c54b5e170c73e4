"""Errors at the edge of the site: a good page for readers, RFC 9457 problem details for the API.

Spec: https://www.rfc-editor.org/rfc/rfc9457#section-3
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from archive.core.errors import ArchiveError, Busy, Gone, Invalid, NotFound

STATUS: tuple[tuple[type[ArchiveError], HTTPStatus], ...] = (
    (Gone, HTTPStatus.GONE),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
)
RETRY_SECONDS = "5"


def status_of(error: Exception) -> int:
    """Return the HTTP status that an error means; 500 for one that nobody foresaw."""
    if isinstance(error, HTTPException):
        return error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    for kind, status in STATUS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def answer(error: Exception) -> Response:
    """Answer an error in the form its address speaks."""
    if isinstance(error, HTTPException) and error.code and error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value]  # a redirect is no error
    status = status_of(error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    response = _problem(status, error) if request.path.startswith("/api/") else _page(status)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_SECONDS
    if isinstance(error, HTTPException):
        _keep_headers(error, response)
    return response


def _keep_headers(error: HTTPException, response: Response) -> None:
    """Carry over what a status demands: `Allow` of 405, `Content-Range` of 416."""
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value


def _page(status: int) -> Response:
    known = status in {404, 410, 500, 503}
    return Response(render_template(f"errors/{status if known else 'other'}.html", status=HTTPStatus(status)))


def _problem(status: int, error: Exception) -> Response:
    unforeseen = status == HTTPStatus.INTERNAL_SERVER_ERROR
    detail = getattr(error, "description", None) or str(error)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": "The server could not answer; the failure has been logged." if unforeseen else detail,
    }
    return Response(json.dumps(body) + "\n", content_type="application/problem+json")


def join(app: Flask) -> None:
    """Answer every error of the application."""
    app.register_error_handler(Exception, answer)
