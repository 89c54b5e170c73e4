"""`/search/complete`: how what is being typed may go on, for the box of the site and for browsers.

Specification: https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki
"""

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext

from archive.core.words import _
from archive.search.completing import NAME, PHRASE, SUBJECT, TITLE, WORD, Completion, completions
from archive.web import caching, current
from archive.web.page import Endpoint
from archive.web.routing import record_address

SUGGESTIONS = "application/x-suggestions+json"
# Whoever goes back a letter is answered at once; what has been closed is gone from every reader in seconds.
KEPT = "private, max-age=30"
LABELS = {
    PHRASE: _("phrase"),
    WORD: _("word"),
    NAME: _("name"),
    SUBJECT: _("subject"),
    TITLE: _("title"),
}

bp = Blueprint("complete", __name__)
ENDPOINT = Endpoint(name="complete", blueprint=bp)


@bp.get("/search/complete", endpoint="index")
def complete() -> Response:
    """Say how what is being typed may go on; nothing typed is an error."""
    archive = current.archive()
    q = request.args.get("q", "")
    found = completions(archive.catalogue, archive.search, q, current.viewer(), current.locale())
    response = _for_browsers(q, found) if _wants_suggestions() else _for_the_site(q, found)
    response.headers["Cache-Control"] = KEPT
    response.vary.update(caching.VARY)
    return response


def _wants_suggestions() -> bool:
    accepted = request.accept_mimetypes
    return request.args.get("format") == "opensearch" or accepted[SUGGESTIONS] > accepted["application/json"]


def _for_the_site(q: str, found: tuple[Completion, ...]) -> Response:
    return jsonify({"q": q, "completions": [_told(each) for each in found]})


def _told(each: Completion) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "query": each.of is None,  # else a record
        "label": str(gettext(LABELS[each.kind])),
        "text": each.text,
        "records": each.records,
        "address": _address(each),
    }


def _for_browsers(q: str, found: tuple[Completion, ...]) -> Response:
    base = current.archive().settings.BASE_URL
    response = jsonify(
        [
            q,
            [each.text for each in found],
            [str(gettext(LABELS[each.kind])) for each in found],
            [base + _address(each) for each in found],
        ]
    )
    response.content_type = SUGGESTIONS
    return response


def _address(each: Completion) -> str:
    """Return where a completion leads: to its record, or to the search for it."""
    return record_address(each.of, each.id) if each.of else url_for("search.index", q=each.text)
