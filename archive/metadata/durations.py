"""Lengths of time: ISO 8601-1 section 5.5.2 (`PT1H20M`), clocks and plain words."""

import re


class Unclear(ValueError):
    """The text states no length of time, or could mean two."""


_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?)?", re.IGNORECASE)
# Two parts ("12:30") are refused: hours and minutes, or minutes and seconds?
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)(?:[.,]\d+)?")
_WORDS = re.compile(
    r"(?:(\d+)\s*(?:h|hr|hrs|hour|hours|hora|horas)\.?)?[\s,y]*(?:and\s*)?"
    r"(?:(\d+)\s*(?:m|min|mins|minute|minutes|minuto|minutos|['′])\.?)?[\s,y]*(?:and\s*)?"
    r"(?:(\d+)\s*(?:s|sec|secs|seg|second|seconds|segundo|segundos|[\"″])\.?)?",
    re.IGNORECASE,
)


def iso_duration(text: str) -> str:
    """Return a length of time as ISO 8601 to the second; raise Unclear if it is none."""
    return _iso(seconds(text))


def seconds(text: str) -> int:
    """Return a length of time in seconds; raise Unclear if it is none."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        parts = match.groups()
    elif match := _CLOCK.fullmatch(text) or _WORDS.fullmatch(text):
        parts = (None, *match.groups())
    else:
        raise Unclear(text)
    if not any(parts):
        raise Unclear(text)
    days, hours, minutes, rest = (int(part or 0) for part in parts)
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest


def _iso(total: int) -> str:
    minutes, rest = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")


def spoken(duration: str) -> str:
    """Return an ISO duration as people write it, alike in English and Spanish: `1 h 20 min`."""
    minutes, rest = divmod(seconds(duration), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"
