"""Languages as BCP 47 tags, and their names.

Spec: https://www.rfc-editor.org/info/bcp47 (tags, by langcodes); names come from CLDR (by Babel).
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import langcodes
from babel import Locale, UnknownLocaleError, localedata
from langcodes.tag_parser import LanguageTagError

from archive.core.nearest import nearest
from archive.metadata.vocabularies.matching import plain

# The interface's languages: names in these are understood first and at no cost.
_FIRST = ("en", "es")
_SHAPE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# Names in use that CLDR writes otherwise.
_ALSO = {"castellano": "es", "castilian": "es", "multiple": "mul", "none": "zxx", "unknown": "und"}


def is_tag(text: str) -> bool:
    """Say whether `text` is a valid BCP 47 tag of registered subtags."""
    return bool(_SHAPE.fullmatch(text)) and langcodes.tag_is_valid(text)


@lru_cache(maxsize=1024)
def recognise(words: str) -> str | None:
    """Return the tag that a tag, an ISO 639-2 code or a language's name stands for, or None.

    Names are understood in English, Spanish and the language itself ("Deutsch"); so are a name and its
    country ("Spanish (Venezuela)") and a name said twice ("Spanish / Español", "Greek_Ellinika").
    Two languages are not one.
    """
    words = words.strip()
    if tag := _one(words):
        return tag
    first, *others = [part for part in re.split(r"\s*[_/(),;|]\s*", words) if part] or [""]
    tag = _one(first)
    if tag is None:
        return None
    if len(others) == 1 and (territory := _territories().get(plain(others[0]))):
        return f"{tag}-{territory}"
    return tag if all(_one(other) in (tag, None) for other in others) else None


def _one(words: str) -> str | None:
    """Return the tag of a tag or a single name."""
    if is_tag(words):
        return str(langcodes.standardize_tag(words))
    name = plain(words)
    return _ALSO.get(name) or _names().get(name) or _own_names().get(name)


@cache
def _territories() -> Mapping[str, str]:
    """Return codes of countries by their plain names."""
    return {plain(name): code for locale in _FIRST for code, name in Locale.parse(locale).territories.items()}


@cache
def _names() -> Mapping[str, str]:
    """Return tags by the plain names of languages in the interface's languages."""
    return {
        plain(name): tag.replace("_", "-")
        for locale in _FIRST
        for tag, name in Locale.parse(locale).languages.items()
    }


@cache
def _own_names() -> Mapping[str, str]:
    """Return tags by what each language calls itself; read only when a name is not found elsewhere."""
    own: dict[str, str] = {}
    for tag in localedata.locale_identifiers():
        if "_" not in tag and (name := Locale(tag).languages.get(tag)):
            own.setdefault(plain(name), tag)
    own.pop("", None)  # scripts whose every sign is a mark
    return own


def nearest_name(words: str) -> str | None:
    """Return the English or Spanish name of a language most like `words`, or None."""
    spelt = {name: name for locale in _FIRST for name in Locale.parse(locale).languages.values()}
    return nearest(words, spelt)


@lru_cache(maxsize=4096)
def name(tag: str, locale: str = "en") -> str:
    """Return the name of a language in the reader's: `es-VE` → "español (Venezuela)".

    What is no tag is its own name: anybody may write anything into an address.
    """
    words = _locale(locale).languages
    if known := words.get(tag.replace("-", "_")):
        return str(known)
    try:
        language = langcodes.get(tag)
    except LanguageTagError:
        return tag
    code = language.language or "und"
    # CLDR names more languages in English than in any other language.
    base = str(words.get(code) or _locale("en").languages.get(code, code))
    parts = [
        str(_locale(locale).scripts.get(language.script, language.script)) if language.script else "",
        str(_locale(locale).territories.get(language.territory, language.territory))
        if language.territory
        else "",
    ]
    inside = ", ".join(part for part in parts if part)
    return f"{base} ({inside})" if inside else base


@cache
def _locale(locale: str) -> Locale:
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
