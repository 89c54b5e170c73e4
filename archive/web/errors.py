"""Errors at the edge of the site: a good page for readers, RFC 9457 problem details for the API.

Spec: https://www.rfc-editor.org/rfc/rfc9457#section-3
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from archive.core.errors import ArchiveError, Busy, Gone, Invalid, NotFound, Problem
from archive.core.words import Translate, _
from archive.web import current

STATUS: tuple[tuple[type[ArchiveError], HTTPStatus], ...] = (
    (Gone, HTTPStatus.GONE),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
)
RETRY_SECONDS = "5"
PROBLEM = "application/problem+json"
FOR_MACHINES = frozenset(("exports", "search_api"))  # blueprints whose readers are programs
DETAILS = {
    HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
    HTTPStatus.GONE: _("This record was public once and is not any more."),
    HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not answer this method; see the header Allow."),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Somebody is putting new material in; try again in a few seconds."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("The server could not answer; the failure has been logged."),
}


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
    response = _problem(status, error) if _asked_by_a_program() else _page(status)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_SECONDS
    if isinstance(error, HTTPException):
        _keep_headers(error, response)
    return response


def _asked_by_a_program() -> bool:
    if request.path.startswith("/api/") or request.blueprint in FOR_MACHINES:
        return True
    accepted = request.accept_mimetypes
    json = max(accepted.quality("application/json"), accepted.quality(PROBLEM))
    return "Accept" in request.headers and json > accepted.quality("text/html")


def _keep_headers(error: HTTPException, response: Response) -> None:
    """Carry over what a status demands: `Allow` of 405, `Content-Range` of 416."""
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value


def _page(status: int) -> Response:
    known = status in {404, 410, 500, 503}
    return Response(render_template(f"errors/{status if known else 'other'}.html", status=HTTPStatus(status)))


def _problem(status: int, error: Exception) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": _detail(status, error),
    }
    return Response(json.dumps(body) + "\n", content_type=PROBLEM)


def _detail(status: int, error: Exception) -> str:
    """Say what is wrong in our own words, in the reader's language."""
    translate = current.translate()
    if isinstance(error, Invalid):
        return "; ".join(_said(problem, translate) for problem in error.problems)
    if status in DETAILS:
        return translate(DETAILS[HTTPStatus(status)])
    return getattr(error, "description", None) or str(error)


def _said(problem: Problem, translate: Translate) -> str:
    told = [problem.reason.render(translate)]
    if problem.remedy is not None:
        told.append(problem.remedy.render(translate))
    return " ".join(told)


def join(app: Flask) -> None:
    """Answer every error of the application."""
    app.register_error_handler(Exception, answer)
