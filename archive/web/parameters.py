"""Parameters of a search that make no sense: a page leaves them out and says so, the API refuses them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.metadata.dates import first_day, last_day
from archive.search.fields import FACETS

Arguments = MultiDict[str, str]
LIMITS: dict[str, Callable[[str], int]] = {"from": first_day, "to": last_day}
# Parameters of which a question consists; others say how or how much of its answer is shown, or nothing.
ASKED = frozenset({"q", "from", "to", "sort", *FACETS})
MOST_CHOSEN = 20  # values of one facet: every address on a page repeats them
MOST_DIGITS = 9  # of a number: nobody turns that many pages


def check(arguments: Arguments, sorts: tuple[str, ...], largest: int) -> None:
    """Raise Invalid, with every reason at once, for parameters that make no sense."""
    found = [
        *_order(arguments, sorts),
        *(problem for name in LIMITS for problem in limit_problems(name, arguments.get(name, ""))),
        *_number("page", arguments, None),
        *_number("size", arguments, largest),
    ]
    if found:
        raise Invalid(found)


def limit_problems(name: str, stated: str) -> tuple[Problem, ...]:
    """Return why the first or last day of a search cannot be read from what an address states."""
    if not stated.strip():
        return ()
    try:
        LIMITS[name](stated)
    except Invalid as error:
        return tuple(replace(problem, field=name) for problem in error.problems)
    return ()


def _order(arguments: Arguments, sorts: tuple[str, ...]) -> Iterator[Problem]:
    stated = arguments.get("sort", "")
    if stated and stated not in sorts:
        reason = message("there is no order {name}; known: {known}", name=stated, known=", ".join(sorts))
        yield Problem(reason=reason, field="sort", value=stated)


def _number(name: str, arguments: Arguments, largest: int | None) -> Iterator[Problem]:
    stated = arguments.get(name)
    if stated is None:
        return
    if not stated.isdecimal() or len(stated) > MOST_DIGITS or int(stated) < 1:
        reason = message("{name} must be a whole number above nought, not {value!r}", name=name, value=stated)
        yield Problem(reason=reason, field=name, value=stated)
    elif largest is not None and int(stated) > largest:
        reason = message("{name} is at most {largest}, not {value}", name=name, largest=largest, value=stated)
        yield Problem(reason=reason, field=name, value=stated)
