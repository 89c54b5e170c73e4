"""What a file says of itself, made fit to be proposed: placeholders and user names left out."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping

from archive.core.clock import today

LONGEST = 2_000  # characters of one proposed value
# What programs and cameras write where nobody has written anything.
PLACEHOLDERS = frozenset(
    """
    untitled|untitled document|untitled-1|no title|title|document|document1|none|null|microsoft word
    adobe photoshop pdf|adobe photoshop image|powerpoint presentation|slide 1|scan|scanned document
    image|photo|picture|default|unknown|anonymous|author|user|owner|admin|administrator|windows user
    sin título|documento|documento1|presentación de powerpoint|diapositiva 1|anónimo|usuario
    olympus digital camera|samsung camera pictures|dcim|minolta digital camera|sony dsc
    konica minolta digital camera|exif_jpeg_picture|python-docx
    """.strip()
    .replace("\n", "|")
    .replace("  ", "")
    .split("|")
)
_PROGRAM = re.compile(r"^(?:Microsoft (?:Word|PowerPoint|Excel)|Writer|OpenOffice) - ", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|rtf|indd|qxd|pdf|pptx?|xlsx?|pmd|p65|tex|dvi|cdr|ai|psd|jpe?g|tiff?|png)$", re.I
)
_DATE = re.compile(r"(?:D:)?(\d{4})(?:[-:/]?(\d{2})(?:[-:/]?(\d{2}))?)?")
_SPACE = re.compile(r"[\s\x00-\x1f]+")
_BETWEEN = re.compile("[,;]")


def proposed(found: Mapping[str, Iterable[str | None]]) -> dict[str, tuple[str, ...]]:
    """Return field names with those values that may be proposed, cleaned, each once."""
    made: dict[str, tuple[str, ...]] = {}
    for field, stated in found.items():
        clean = CLEANERS.get(field, tidy)
        if values := tuple(dict.fromkeys(filter(None, map(clean, stated)))):
            made[field] = values
    return made


def several(stated: str | None) -> list[str]:
    """Return the values that commas or semicolons part in one, as people write keywords and names."""
    return _BETWEEN.split(stated or "")


def day(stated: str | None) -> str:
    """Return the date in a stamp such as "D:20120417154200Z" or "2012:04:17 15:42:00" as EDTF, or "".

    What no calendar has is left out: of 31 February the month remains."""
    match = _DATE.match((stated or "").strip())
    if not match or not 1400 <= int(match[1]) <= today().year:
        return ""
    year, month, day_of_month = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    last = monthrange(int(year), int(month))[1]
    stands = day_of_month is not None and 1 <= int(day_of_month) <= last
    return f"{year}-{month}-{day_of_month}" if stands else f"{year}-{month}"


def tidy(text: str | None) -> str:
    """Return a value with single spaces, or "" if it says nothing."""
    value = _SPACE.sub(" ", text or "").strip()[:LONGEST]
    return "" if value.casefold() in PLACEHOLDERS else value


def title(text: str | None) -> str:
    """Return a title, or "" for a placeholder or the name of a file."""
    value = tidy(_PROGRAM.sub("", (text or "").strip()))
    return "" if _FILE_NAME.search(value) or not any(map(str.isalpha, value)) else value


def name(text: str | None) -> str:
    """Return a person's or body's name, or "" for what can only be a user name."""
    value = tidy(text)
    plain = " " not in value and (value.islower() or any(map(str.isdigit, value)))
    return "" if plain or not any(map(str.isalpha, value)) else value


CLEANERS: dict[str, Callable[[str | None], str]] = {"title": title, "creator": name, "photographer": name}
