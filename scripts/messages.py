"""Bring the catalogues of messages up to date with the code: `python scripts/messages.py`.

Every text marked by `_`, `message`, `gettext` or `ngettext` in `archive/` is found, and each
`archive/translations/<language>/LC_MESSAGES/messages.po` gets what it lacks and loses what nobody says
any more. What is to be translated has an empty `msgstr` then; a test fails until there is none.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "archive" / "translations"
METHODS = [("**.py", "python"), ("web/templates/**", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "message": None, "gettext": None, "ngettext": (1, 2)}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {plurals}\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)
OPTIONS = {"web/templates/**": {"silent": "false", "trimmed": "true"}}


def extracted() -> Catalog:
    """Return every message of the code, without translation."""
    catalog = Catalog(project="Tribuna", header_comment="# Messages of Tribuna.", charset="utf-8")
    found = extract_from_dir(ROOT / "archive", METHODS, options_map=OPTIONS, keywords=KEYWORDS)
    for name, _line, message, comments, context in found:
        if _has_words(message):
            place = (f"archive/{Path(name).as_posix()}", 0)
            catalog.add(message, None, [place], context=context, auto_comments=comments)
    return catalog


def _has_words(message: str | tuple[str, ...]) -> bool:
    """Say whether there is anything to translate: `{path}` alone is the same in every language."""
    return any(character.isalpha() for character in re.sub(r"\{[^}]*\}", "", "".join(message)))


def translated(path: Path) -> Catalog:
    """Return the catalogue of a language as it stands."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name)


def updated(path: Path, template: Catalog) -> Catalog:
    """Return a language's catalogue with what it lacks, and without what is not said any more."""
    catalog = translated(path)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalogue in an order and a form that change only where its messages do."""
    with path.open("wb") as target:
        target.write(HEADER.format(language=path.parent.parent.name, plurals=catalog.plural_forms).encode())
        write_po(target, catalog, width=110, sort_output=True, include_lineno=False, omit_header=True)


def main() -> None:
    """Update the catalogue of every language."""
    template = extracted()
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        catalog = updated(path, template)
        write(path, catalog)
        missing = sum(not each.string or each.string == ("", "") for each in catalog if each.id)
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {missing} to translate")


if __name__ == "__main__":
    main()
