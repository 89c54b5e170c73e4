"""What each kind of field demands of a value, and the one form in which it is kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.core.errors import Invalid, Problem
from archive.core.identifiers import is_identifier
from archive.core.words import Message, message
from archive.metadata.date_errors import NotADate
from archive.metadata.dates import from_edtf, parse
from archive.metadata.durations import Unclear, iso_duration
from archive.metadata.record import Value
from archive.metadata.vocabularies import languages
from archive.metadata.vocabularies.registry import VOCABULARIES


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field demands of its values."""

    vocabulary: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    translatable: bool = False


_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def _refuse(value: Value, reason: Message, remedy: Message | None = None) -> Invalid:
    return Invalid([Problem(value=value.text, reason=reason, remedy=remedy)])


def _without_language(value: Value) -> None:
    if value.language:
        raise _refuse(
            value,
            message('a value of this field has no language, but "{tag}" is stated', tag=value.language),
            message("Leave the language out."),
        )


def check_text(value: Value, limits: Limits) -> Value:
    """Check words: they link to nothing, and the language they state must be one."""
    if value.authority or value.edtf:
        reason = message("a value of this field is words alone, and something else is stated with it")
        raise _refuse(value, reason, message('State "value", and "language" if you wish.'))
    return _in_language(value, limits)


def _in_language(value: Value, limits: Limits) -> Value:
    if value.language is None:
        return value
    if not limits.translatable:
        _without_language(value)
    tag = languages.recognise(value.language)
    if tag is None:
        raise Invalid([unknown_language(value.language)])
    return value if tag == value.language else replace(value, language=tag)


def unknown_language(words: str) -> Problem:
    """Say that words are no language, and which is near."""
    close = languages.nearest_name(words)
    remedy = (
        message('Did you mean "{close}"?', close=close)
        if close
        else message('Write a BCP 47 tag such as "es" or "es-VE", or the name of the language.')
    )
    return Problem(value=words, reason=message('"{words}" is not a language', words=words), remedy=remedy)


def check_name(value: Value, limits: Limits) -> Value:
    """Check the name of an authority or record; an identifier of ours links to it."""
    value = _in_language(value, limits)
    if value.authority is None:
        return replace(value, authority=value.text) if is_identifier(value.text) else value
    if not is_identifier(value.authority):
        reason = message('"{authority}" is not an identifier of this archive', authority=value.authority)
        remedy = message("Leave it out: the name alone finds or makes the record.")
        raise _refuse(value, reason, remedy)
    return value


def understood(words: str) -> str | Problem:
    """Return the EDTF of a date in words, or why it is not understood; an impossible date raises."""
    try:
        return parse(words).edtf
    except NotADate as error:
        return error.problems[0]


def check_date(value: Value, limits: Limits) -> Value:
    """Check a date: what is not understood is kept as words, what cannot be is refused."""
    _without_language(value)
    if value.edtf is not None:
        return replace(value, edtf=from_edtf(value.edtf).edtf)
    found = understood(value.text)
    return Value(value.text, edtf=found) if isinstance(found, str) else value


def check_language(value: Value, limits: Limits) -> Value:
    """Check a language and return its BCP 47 tag."""
    _without_language(value)
    tag = languages.recognise(value.text)
    if tag is None:
        raise Invalid([unknown_language(value.text)])
    return Value(tag)


def check_choice(value: Value, limits: Limits) -> Value:
    """Check that the value is a term of its vocabulary, by its name or its label."""
    _without_language(value)
    vocabulary = VOCABULARIES[str(limits.vocabulary)]
    if (known := vocabulary.recognise(value.text)) is not None:
        return Value(known)
    raise _refuse(value, *vocabulary.refusal(value.text))


def check_uri(value: Value, limits: Limits) -> Value:
    """Check a URI, which a vocabulary may also know by name."""
    _without_language(value)
    if limits.vocabulary:
        return check_choice(value, limits)
    if _is_uri(value.text):
        return value
    remedy = message('Write it whole, for example "{uri}".', uri=_whole(value.text))
    raise _refuse(value, message('"{text}" is not a URI', text=value.text), remedy)


def _is_uri(text: str) -> bool:
    """Say whether text has a scheme and something after it (RFC 3986, section 3)."""
    try:
        parts = urlsplit(text)
    except ValueError:  # a bracket where an IPv6 address should stand
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def _whole(text: str) -> str:
    if re.fullmatch(r"10\.\d{4,9}/\S+", text):
        return f"https://doi.org/{text}"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text):
        return f"https://{text}"
    return "https://example.org/page"


def check_number(value: Value, limits: Limits) -> Value:
    """Check a number; a decimal comma is understood, a thousands separator is not guessed."""
    _without_language(value)
    if not _NUMBER.fullmatch(value.text) or re.search(r",\d{3}$", value.text):
        remedy = message('Write digits with a decimal point, such as "1234" or "10.5".')
        raise _refuse(value, message('"{text}" is not a number', text=value.text), remedy)
    plain = value.text.replace(",", ".").removeprefix("+")
    low, high = limits.minimum, limits.maximum
    if (low is not None and float(plain) < low) or (high is not None and float(plain) > high):
        reason = message("{text} is out of range", text=value.text)
        raise _refuse(value, reason, _range(low, high))
    return Value(plain)


def _range(low: float | None, high: float | None) -> Message:
    if high is None:
        return message("It must be {low:g} or more.", low=low)
    if low is None:
        return message("It must be {high:g} or less.", high=high)
    return message("It must be between {low:g} and {high:g}.", low=low, high=high)


def check_duration(value: Value, limits: Limits) -> Value:
    """Check a length of time and return it as ISO 8601."""
    _without_language(value)
    try:
        return Value(iso_duration(value.text))
    except Unclear:
        remedy = message('Write "1:20:00", "1 h 20 min", "80 min" or "PT1H20M".')
        reason = message('"{text}" is not a length of time', text=value.text)
        raise _refuse(value, reason, remedy) from None


CHECKS: Mapping[str, Callable[[Value, Limits], Value]] = {
    "text": check_text,
    "edtf": check_date,
    "agent": check_name,
    "place": check_name,
    "subject": check_name,
    "event": check_name,
    "language": check_language,
    "uri": check_uri,
    "choice": check_choice,
    "number": check_number,
    "duration": check_duration,
    "record": check_name,
}
