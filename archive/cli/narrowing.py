"""What a search is narrowed by on the command line: one option a facet, its values by code or by name."""

from typing import Any

import click

from archive.assembly import Archive
from archive.core.errors import Problem, UnknownName
from archive.core.nearest import nearest
from archive.core.words import message
from archive.metadata.access import Viewer
from archive.search.searching import Question
from archive.search.unknown import Unknown, settled

NARROWING = ("type", "collection", "creator", "subject", "place", "language")


def narrowing(function: Any) -> Any:
    """Add one repeatable option for each way to narrow."""
    for name in reversed(NARROWING):
        words = f"Only with this {name}; repeated: or this."
        function = click.option(f"--{name}", multiple=True, help=words)(function)
    return function


def chosen_from(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Take what was chosen of each facet out of the options given."""
    stated = {name: tuple(filter(None, given.pop(name))) for name in NARROWING}
    return {name: values for name, values in stated.items() if values}


def known(archive: Archive, question: Question, viewer: Viewer) -> Question:
    """Return the question with names in place of codes read; raise UnknownName for values nothing has."""
    question, left = settled(archive.catalogue, archive.search, question, viewer)
    if left:
        raise UnknownName([_problem(each) for each in left])
    return question


def _problem(unknown: Unknown) -> Problem:
    others = unknown.known
    between = " · " if any("," in each for each in others) else ", "
    gaps = {
        "option": f"--{unknown.facet.name}",
        "value": unknown.value,
        "known": between.join(others) + (" …" if unknown.more else ""),
    }
    if not others:
        return Problem(reason=message("{option}: there is no “{value}”, nor any other", **gaps))
    close = nearest(unknown.value, others)
    return Problem(
        reason=message("{option}: there is no “{value}”; there are: {known}", **gaps),
        remedy=message('Did you mean "{close}"?', close=close) if close else None,
    )
