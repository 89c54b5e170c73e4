"""Dates of finding aids: words for people beside a form for machines.

Specs: https://www.loc.gov/ead/tglib/att_gen.html (@normal: ISO 8601, a slash between two ends),
https://www.loc.gov/ead/EAD3taglib/EAD3.html#elem-unitdatestructured
"""

import re

from lxml import etree

from archive.core.errors import Invalid
from archive.ingest.importers.gathering import Gathering
from archive.ingest.importers.xml_reading import attribute, elements, local, words
from archive.metadata.dates import Date, from_edtf, parse

_ENDS = re.compile(r"^[(\s,;]+|[)\s,;]+\.?$")
_TRAILING_DOT = re.compile(r"(?<=\d)\.$")
_COMPACT = re.compile(r"(-?\d{4})(\d\d)(\d\d)?")
_ABOUT = re.compile(r"(?i)\b(?:c|ca|circa|approx\w*|about|hacia)\b")


def unit_date(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a `unitdate`: its words, and what @normal says of them."""
    text = _TRAILING_DOT.sub("", _ENDS.sub("", words(element)))
    normal = attribute(element, "normal")
    if not text:
        text = normal
    if attribute(element, "unitdatetype", "type") == "bulk":
        gathering.note(f"{path} (bulk)", text)
        return
    about = attribute(element, "certainty").casefold() == "approximate" or bool(_ABOUT.search(text))
    gathering.say(path, "date", text, edtf=_better(text, normal, about))


def structured_date(element: etree._Element, path: str, gathering: Gathering) -> None:
    """Take a `unitdatestructured`; one that only repeats a `unitdate` says nothing new."""
    bulk = attribute(element, "unitdatetype") == "bulk"
    about = attribute(element, "certainty").casefold() == "approximate"
    for part in _parts(element):
        edtf, text = _read(part, about)
        if bulk:
            gathering.note(f"{path} (bulk)", text)
        elif edtf and _known(gathering, edtf):
            gathering.losses.mapped(path, "date")
        else:
            gathering.say(path, "date", text, edtf=edtf)


def edtf_of(normal: str, about: bool = False) -> str:
    """Return a machine's date of either standard as EDTF; "" if it is none."""
    ends = [_dashed(end.strip()) for end in normal.split("/")]
    if not any(ends) or len(ends) > 2:
        return ""
    sign = "~" if about else ""
    joined = "/".join(end + sign if end[-1:].isdigit() else end for end in ends)
    if len(ends) == 2 and ends[0] == ends[1]:
        joined = joined.partition("/")[0]
    try:
        return from_edtf(joined).edtf
    except (Invalid, ValueError):
        return ""


def _dashed(end: str) -> str:
    """Return a date in the short form of ISO 8601 in its long form."""
    found = _COMPACT.fullmatch(end)
    return "-".join(part for part in found.groups() if part) if found else end


def _better(text: str, normal: str, about: bool) -> str:
    """Return @normal as EDTF, unless the words themselves say the same and more: that it is not certain."""
    edtf = edtf_of(normal, about)
    read = _parsed(text)
    if not edtf:
        return read.edtf if read else ""
    same = read is not None and _span(read.edtf) == _span(edtf)
    return read.edtf if same and read is not None else edtf


def _span(edtf: str) -> tuple[int, int]:
    plain = from_edtf(re.sub(r"[~?%]", "", edtf))
    return plain.earliest, plain.latest


def _parsed(text: str) -> Date | None:
    try:
        return parse(text)
    except (Invalid, ValueError):
        return None


def _known(gathering: Gathering, edtf: str) -> bool:
    dates = [each.edtf or (found.edtf if (found := _parsed(each.text)) else "") for each in gathering.said
             if each.field == "date"]  # fmt: skip
    try:
        return any(each and _span(each) == _span(edtf) for each in dates)
    except (Invalid, ValueError):
        return False


def _parts(element: etree._Element) -> list[etree._Element]:
    """Return the single dates and ranges, those of a `dateset` too."""
    found: list[etree._Element] = []
    for each in elements(element):
        name = local(each).casefold()
        if name in ("dateset", "unitdatestructured"):
            found += _parts(each)
        elif name in ("daterange", "datesingle", "date"):
            found.append(each)
    return found


def _read(part: etree._Element, about: bool) -> tuple[str, str]:
    """Return a date or range as (EDTF, words)."""
    if local(part).casefold() != "daterange":
        return edtf_of(_end(part), about), words(part) or _end(part)
    ends_of = {local(each).casefold(): each for each in elements(part)}
    begin, end = ends_of.get("fromdate"), ends_of.get("todate")
    ends = [_end(each, last) if each is not None else "" for each, last in ((begin, False), (end, True))]
    said = [words(each) or ends[index] for index, each in enumerate((begin, end))]
    if not any(ends):
        return "", words(part)
    edtf = edtf_of("/".join(each or ".." for each in ends), about)
    return edtf, " – ".join(filter(None, dict.fromkeys(said)))


def _end(element: etree._Element, last: bool = False) -> str:
    """Return one end of a range: its standard form, else its earliest or latest day, else its words."""
    names = ("notafter", "notAfter") if last else ("notbefore", "notBefore")
    stated = attribute(element, "standarddate", "standardDate", *names)
    found = _parsed(words(element))
    return stated or (found.edtf if found else words(element))


def dates_in(element: etree._Element) -> list[tuple[str, str]]:
    """Return the dates below an element of EAC-CPF, ranges and single ones, as (EDTF, words)."""
    return [_read(each, False) for each in _parts(element)]
