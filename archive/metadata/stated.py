"""What a source states as the value of a field, before any field has checked it."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.metadata.record import Value

KEYS = ("value", "language", "authority", "edtf")

# XML 1.0 (section 2.2) cannot carry these, and spreadsheets hide them.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_AROUND = " \t\r\n\x85\xa0\u2028\u2029\u200b\ufeff"


def stated(raw: object) -> Iterator[Value]:
    """Yield the values a source states: a text, a number, a date, a mapping, or a list of these.

    Blank ones are left out. What is none of these raises Invalid.
    """
    if isinstance(raw, str):
        if text := _clean(raw):
            yield Value(text)
    elif isinstance(raw, Value):
        yield raw
    elif isinstance(raw, Mapping):
        yield from _from_mapping(raw)
    elif isinstance(raw, list | tuple):
        for each in raw:
            yield from stated(each)
    elif raw is not None:
        yield Value(_plain(raw))


def _from_mapping(raw: Mapping[str, object]) -> Iterator[Value]:
    if unknown := [str(key) for key in raw if key not in KEYS]:
        raise Invalid(
            [
                Problem(
                    value=", ".join(unknown),
                    reason=message("a value is stated with an unknown key"),
                    remedy=message('Its keys are "value", "language" and "authority".'),
                )
            ]
        )
    text, language, authority, edtf = (
        _clean(_plain(part)) if (part := raw.get(key)) is not None else "" for key in KEYS
    )
    if text or authority:
        yield Value(text or authority, language or None, authority or None, edtf or None)


def _clean(text: str) -> str:
    return _UNSHOWABLE.sub(" ", text).strip(_AROUND)


def _plain(raw: object) -> str:
    """Return a number or a date as people write it."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return str(int(raw)) if raw.is_integer() else f"{raw:.12g}"  # spreadsheets keep 12 as 12.0
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()  # … and a day as its midnight
    if isinstance(raw, date | time):
        return raw.isoformat()
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return str(raw)
    raise Invalid(
        [
            Problem(
                value=str(raw),
                reason=message("a value must be words, a number or a date"),
                remedy=message("Write it between quotation marks."),
            )
        ]
    )
