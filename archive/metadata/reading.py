"""Values as a reader sees them: dates and languages in words, vocabulary terms by their labels."""

from collections.abc import Callable, Mapping

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from archive.core.words import Translate
from archive.metadata.dates import describe
from archive.metadata.durations import spoken
from archive.metadata.field import FieldSpec
from archive.metadata.record import Value
from archive.metadata.vocabularies import languages
from archive.metadata.vocabularies.registry import VOCABULARIES


def show(value: Value, spec: FieldSpec, locale: str = "en", translate: Translate = str) -> str:
    """Return a value in the reader's language; words that are already for people stay as they are."""
    if spec.vocabulary is not None:
        return translate(VOCABULARIES[spec.vocabulary].label_of(value.text))
    reader = _READERS.get(spec.kind)
    return reader(value, locale) if reader else value.text


def _date(value: Value, locale: str) -> str:
    return describe(value.edtf, locale) if value.edtf is not None else value.text


def _number(value: Value, locale: str) -> str:
    try:
        reader = Locale.parse(locale, sep="-")
        return format_decimal(value.text, locale=reader, decimal_quantization=False, group_separator=False)
    except (UnknownLocaleError, ValueError):
        return value.text


_READERS: Mapping[str, Callable[[Value, str], str]] = {
    "edtf": _date,
    "language": lambda value, locale: languages.name(value.text, locale),
    "duration": lambda value, locale: spoken(value.text),
    "number": _number,
}
