"""What a heading of a sheet, or a name in a sidecar, means: a special column, or a field and its language."""

from collections.abc import Sequence
from dataclasses import replace

from archive.core.errors import Invalid, Problem
from archive.core.nearest import nearest
from archive.core.words import message
from archive.ingest.special import HEADINGS, special
from archive.metadata.headings import understand, unknown_field
from archive.metadata.item_types import ITEM_TYPES, RECORD_TYPES, fields


def types_from(*first: str) -> tuple[str, ...]:
    """Return the types of records whose fields a heading may be of: these, then items, then others."""
    return tuple(dict.fromkeys((*first, *ITEM_TYPES.names(), *RECORD_TYPES.names())))


def meaning(heading: str, types: Sequence[str]) -> str:
    """Return what a heading means for the first type that knows it: "file", "title", "title:es".

    Raise Invalid, with what may be meant, if it means nothing.
    """
    if name := special(heading):
        return name
    found = next(filter(None, (understand(heading, each) for each in types)), None)
    if found is None:
        raise Invalid([_unknown(heading, types)])
    name, language = found
    return f"{name}:{language}" if language else name


def _unknown(heading: str, types: Sequence[str]) -> Problem:
    problem = unknown_field(heading, RECORD_TYPES[types[0]])
    if len(types) > 1:  # nobody has said which
        problem = replace(problem, reason=message("no type of record has such a field"))
    close = nearest(heading, (*HEADINGS, *(spec.name for spec in fields(types[0]))))
    if close not in HEADINGS:
        return problem
    return replace(problem, remedy=message('Did you mean "{close}"?', close=close))
