"""How addresses are read: identifiers, and the parts of them that stand for kinds of record."""

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from werkzeug.routing import BaseConverter

from archive.export.links import PATHS
from archive.metadata.record import Kind
from archive.web import current

PLAIN = "!$'()*,/:;?@"  # signs that stand in a query as they are: RFC 3986, 3.4
KIND_OF_SECTION = {section: kind for kind, section in PATHS.items()}


class IdentifierConverter(BaseConverter):
    """Letters and digits only, so that `/items/<id>.dc.xml` is an identifier and a format."""

    regex = "[0-9a-z]+"


def record_address(kind: Kind | str, identifier: str, **query: Any) -> str:
    """Return the path of a record's page. Pages have many: the plain form is put together by hand."""
    return f"{request.script_root}/{PATHS[Kind(kind)]}/{identifier}{query_of(**query)}"


def query_of(**query: Any) -> str:
    """Return the query of an address, with its question mark; nothing if it has none."""
    return f"?{urlencode(query, safe=PLAIN)}" if query else ""


def same_address(**changes: str | int | None) -> str:
    """Return the present address with some parameters changed; None takes one out."""
    query: dict[str, Any] = request.args.to_dict(flat=False)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = [str(value)]
    if request.endpoint is None:
        return url_for("home.index", **query)  # an address that leads nowhere: its error page has no other
    return url_for(request.endpoint, **(request.view_args or {}), **query)


def resolver_address(identifier: str) -> str:
    """Return the path that leads to a record of any kind."""
    return url_for("machines.resolve", naan=current.archive().settings.NAAN, identifier=identifier)
