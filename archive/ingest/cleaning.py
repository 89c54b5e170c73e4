"""What no cell of a description should hold: control characters, lines in a title, a book in one line."""

import re
from collections.abc import Mapping
from dataclasses import replace

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.draft import Draft
from archive.metadata.item_types import all_fields

LONGEST_LINE = 10_000  # characters of one value in a field of one line
PARAGRAPHS = "paragraphs"

# FileMaker and old word processors break lines within a cell by a vertical tab or a form feed.
_BREAK = re.compile("[\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINES = re.compile("[\n\r]")
_ODD = re.compile("[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f\n]")


def clean(draft: Draft) -> Draft:
    """Leave control characters out, note line breaks where no field has any, refuse what is far too long."""
    problems = [each for name, stated in draft.row.raw.items() for each in _too_long(name, stated)]
    if problems:
        raise Invalid(problems)
    odd = {name: stated for name, stated in draft.row.raw.items() if any(map(_ODD.search, _texts(stated)))}
    if not odd:
        return draft
    cleaned = {**draft.row.raw, **{name: _without_control(stated) for name, stated in odd.items()}}
    notes = [each for name, stated in odd.items() for each in _notes(name, stated)]
    return replace(draft, row=replace(draft.row, raw=cleaned), warnings=(*draft.warnings, *notes))


def _texts(stated: object) -> list[str]:
    """Return every text in a stated value: alone, in a list, in a small table."""
    if isinstance(stated, str):
        return [stated]
    if isinstance(stated, Mapping):
        return _texts(stated.get("value"))
    return [text for each in stated for text in _texts(each)] if isinstance(stated, list) else []


def _without_control(stated: object) -> object:
    if isinstance(stated, str):
        return _CONTROL.sub("", _BREAK.sub("\n", stated))
    if isinstance(stated, Mapping):
        return {name: _without_control(each) for name, each in stated.items()}
    return [_without_control(each) for each in stated] if isinstance(stated, list) else stated


def _of_one_line(name: str) -> bool:
    spec = all_fields().get(name.partition(":")[0])
    return spec is None or spec.widget != PARAGRAPHS


def _names_something(name: str) -> bool:
    """Say whether a field names, dates or identifies: words of the other kinds may well take two lines."""
    spec = all_fields().get(name.partition(":")[0])
    return spec is None or spec.kind != "text" or spec.name in ("title", "identifier")


def _too_long(name: str, stated: object) -> list[Problem]:
    long = [text for text in _texts(stated) if len(text) > LONGEST_LINE]
    if not long or not _of_one_line(name):
        return []
    reason = message("{count} characters are too many for one line", count=f"{len(long[0]):,}")
    remedy = message("Look for a quotation mark that is not closed, or put long words into “description”.")
    return [Problem(field=name, value=long[0], reason=reason, remedy=remedy)]


def _notes(name: str, stated: object) -> list[Problem]:
    notes = []
    texts = _texts(stated)
    if control := next(filter(_CONTROL.search, texts), ""):
        reason = message("holds control characters")
        notes.append(Problem(field=name, value=control, reason=reason, remedy=message("They were left out.")))
    broken = next((text for text in texts if _LINES.search(text.strip())), "")
    if broken and _names_something(name):
        reason = message("holds line breaks, in a field of one line")
        remedy = message("See that no quotation mark is open which should be closed.")
        notes.append(Problem(field=name, value=broken, reason=reason, remedy=remedy))
    return notes
