"""Write the generated reference pages: `python scripts/make_reference.py`. A test keeps them true."""

from dataclasses import fields
from pathlib import Path

from archive.export.registry import EXPORTERS
from archive.ingest.importers import reference as crosswalks
from archive.media.registry import EXTRACTORS, UNREAD
from archive.metadata import reference
from archive.settings import Settings

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def settings_page() -> str:
    """Return docs/reference/settings.md."""
    rows = [
        f"| `{each.name}` | {_default(each.default)} | {each.metadata['help']} |" for each in fields(Settings)
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Set in `config.py`, or as `ARCHIVE_<NAME>` in the environment, which wins. Lists in the",
            "environment are separated by commas. An unknown name in `config.py` is an error, and so is a",
            "misspelt one of these in the environment. Relative paths start from the folder of `config.py`,",
            "those in addresses (`sqlite:///data/catalogue.sqlite`) too.",
            "",
            "| setting | default | what it decides |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return f"`{','.join(value)}`" if value else "none"
    return f"`{value}`" if str(value) else "empty"


def formats_page() -> str:
    """Return docs/reference/formats.md."""
    read = [
        f"| {each.name} | {', '.join(f'`{name}`' for name in sorted(each.media_types))} |"
        for each in EXTRACTORS
    ]
    written = [
        f"| `{each.name}` | `.{each.extension}` | {each.label} | `{each.media_type}` | {each.schema or '–'} |"
        for each in EXPORTERS
    ]
    return "\n".join(
        [
            "# Formats",
            "",
            "## Files that are read",
            "",
            "Any file is taken in and kept. The text, or the size and picture, of these is read too.",
            "",
            "| format | media types |",
            "|---|---|",
            *read,
            "",
            "These are kept, and not read:",
            "",
            "| format | what it says |",
            "|---|---|",
            *(f"| `{kind}` | {problem} |" for kind, problem in UNREAD.items()),
            "",
            "## Formats of export",
            "",
            "`archive export --format NAME`, `/items/<id>.<extension>`, or content negotiation on",
            "`/items/<id>`.",
            "",
            "| name | extension | format | media type | schema |",
            "|---|---|---|---|---|",
            *written,
            "",
        ]
    )


PAGES = {
    "settings.md": settings_page,
    "formats.md": formats_page,
    "fields.md": reference.page,
    "crosswalks.md": crosswalks.page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
