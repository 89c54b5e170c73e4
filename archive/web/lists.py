"""Pages of lists: what an address asks for, and the first page where it asks for what is not there."""

from collections.abc import Callable
from dataclasses import replace

from flask import request

from archive.catalogue.browse import Listing
from archive.catalogue.selection import Selection
from archive.core.errors import Invalid


def listed(turn: Callable[[Selection], Listing], selection: Selection) -> Listing:
    """Return the page of a list that `?after=` points at; a cursor cut off or made up leads to the first."""
    try:
        return turn(replace(selection, after=request.args.get("after", "")))
    except Invalid:
        return turn(replace(selection, after=""))
