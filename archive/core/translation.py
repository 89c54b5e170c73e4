"""The words of the interface in other languages, read from `archive/translations/<language>/…/messages.po`.

The `.po` files are the only form kept: they are compiled in memory, once a process, so that nothing built
can lag behind what translators wrote. The site and the command line read the same catalogue.

Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from archive.core.words import Translate

FOLDER = Path(__file__).resolve().parent.parent / "translations"
SOURCE_LANGUAGE = "en"  # the language the code itself speaks


def po_file(language: str) -> Path:
    """Return the path of a language's catalogue of messages, whether or not there is one."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def languages() -> tuple[str, ...]:
    """Return the languages the interface can speak, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/*.po")))


@cache
def translations(language: str) -> NullTranslations:
    """Return the gettext translations of a language; English and unknown ones translate nothing."""
    path = po_file(language)
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def translator(language: str) -> Translate:
    """Return the function that `Message.render` and vocabularies take to speak a language."""
    return translations(language).gettext


def preferred(wanted: Iterable[str], known: Sequence[str]) -> str:
    """Return the first of `wanted` that is known, "es_VE.UTF-8" counting as "es"; else the first known."""
    for each in wanted:
        language = each.replace("_", "-").split(".")[0].split("-")[0].lower()
        if language in known:
            return language
    return known[0]


def from_environment(environ: Mapping[str, str], known: Sequence[str]) -> str:
    """Return the language that a terminal's environment asks for, among those known.

    Specification: POSIX.1-2017, Base Definitions, 8.2 (LC_ALL before LC_MESSAGES before LANG).
    """
    return preferred((environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")), known)
