"""What templates may call: titles, dates, addresses, words. Nothing here reads the catalogue."""

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from flask import Flask, request, url_for
from flask_babel import gettext
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from archive.core.translation import translations
from archive.core.words import _
from archive.export.registry import EXPORTERS
from archive.media.cues import clock
from archive.media.derivatives import sizes
from archive.media.limits import explained
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Record
from archive.web import current, pictures, recordings, showing
from archive.web.registry import navigation
from archive.web.routing import record_address, same_address

SECOND = re.compile(r"\d{1,3}(?::\d\d){1,2}(?= |$)")  # as `archive.media.cues.clock` writes it
PAGE_NUMBER = re.compile(r"[0-9]{1,5}|[ivxlc]{1,8}|[a-z]{1,2}-?[0-9]{1,4}", re.IGNORECASE)
UNITS = ("B", "kB", "MB", "GB", "TB")


class Compiled(BytecodeCache):
    """Compiled templates, kept for every application of a process and for those that are forked from it."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def __len__(self) -> int:
        return len(self._code)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled from the same source."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


def join(app: Flask, static: Path) -> None:
    """Give the application's templates their words."""
    app.jinja_env.bytecode_cache = COMPILED
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of its extension
        _gettext, _ngettext, newstyle=True
    )
    app.jinja_env.filters["numberformat"] = number
    app.jinja_env.globals.update(
        clock=clock,
        site=app.extensions["archive"].settings,
        links=app.extensions["archive"].links,
        explained=explained,
        exporters=EXPORTERS,
        address=record_address,
        asset=Assets(static, app.static_url_path or ""),
        bytes=size_in_words,
        heading=heading,
        here=same_address,
        language_name=language_name,
        largest_address=pictures.largest_address,
        leaves=pictures.leaves,
        locale=current.locale,
        main_picture=pictures.main_picture,
        makers=makers,
        navigation=navigation,
        picture_address=pictures.picture_address,
        place=place,
        played_at=recordings.played_at,
        poster=recordings.poster,
        sizes=sizes,
        srcset=pictures.srcset,
        summary=summary,
        translate=current.translate,
        type_label=type_label,
        url_for=Ways(app),
        when=when,
        zoom_words=zoom_words,
    )


# Flask-Babel looks for the language of the response with every word that it says.
def _gettext(text: str) -> str:
    return str(translations(current.locale()).ugettext(text))


def _ngettext(one: str, several: str, count: int) -> str:
    return str(translations(current.locale()).ungettext(one, several, count))


def number(count: int) -> str:
    """Return a number as this reader writes it."""
    return _written(count, current.locale())


@lru_cache(maxsize=10_000)
def _written(count: int, locale: str) -> str:
    return format_decimal(count, locale=locale)


class Ways:
    """What templates call as `url_for`: the paths that are always the same are not put together each time."""

    def __init__(self, app: Flask) -> None:
        self._paths = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if not rule.arguments}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint."""
        if values or endpoint not in self._paths:
            return url_for(endpoint, **values)
        return f"{request.script_root}{self._paths[endpoint]}"


class Assets:
    """Addresses of static files, with a digest: what is under one never changes and is kept for long."""

    def __init__(self, folder: Path, path: str) -> None:
        self._path = path
        self._digests = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
            for path in folder.rglob("*")
            if path.is_file()
        }

    def __call__(self, name: str) -> str:
        """Return the address of a file, by its path in the folder."""
        return f"{request.script_root}{self._path}/{name}?v={self._digests[name]}"


def heading(record: Record) -> showing.Word:
    """Return a record's title as this reader sees it."""
    return showing.heading(record, current.locale())


def summary(record: Record) -> showing.Word | None:
    """Return what the catalogue says of a record, in short."""
    return showing.summary(record, current.locale())


def when(record: Record) -> str:
    """Return a record's main date in words."""
    return showing.when(record, showing.reader())


def makers(record: Record) -> tuple[showing.Word, ...]:
    """Return who made or spoke it, under the names that the record states."""
    return showing.makers(record, showing.reader())


def type_label(name: str, count: int = 1) -> str:
    """Return the word for a type of record, in the plural where there are several."""
    kind = RECORD_TYPES[name]
    return current.translate()(kind.label if count == 1 else kind.plural)


def place(number: int, label: str) -> str:
    """Return the short name of a passage: its second, the page its source says it is on, or its number."""
    if said := SECOND.match(label):
        return said[0]
    return f"p. {label}" if label and PAGE_NUMBER.fullmatch(label) else f"¶ {number}"


@cache
def language_name(tag: str) -> str:
    """Return the name of a language in that language."""
    own = Locale.parse(tag).get_display_name(tag)
    return own.capitalize() if own else tag


def size_in_words(count: int) -> str:
    """Return a number of bytes as people say it: 1.4 MB."""
    size, unit = float(count), 0
    while size >= 1000 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {UNITS[unit]}" if unit == 0 or size >= 100 else f"{size:.1f} {UNITS[unit]}"


def zoom_words() -> dict[str, str]:
    """Return the words of the tool that looks closely at an image."""
    words = {
        "label": _("Look closely"),
        "larger": _("Larger"),
        "smaller": _("Smaller"),
        "fit": _("Fit to the window"),
        "close": _("Close"),
    }
    return {name: str(gettext(text)) for name, text in words.items()}
