"""The reference of fields says what the schemas say."""

from pathlib import Path

from archive.metadata.item_types import all_fields
from archive.metadata.reference import page

FILE = Path(__file__).parents[2] / "docs" / "reference" / "fields.md"


def test_the_page_of_fields_is_up_to_date():
    assert FILE.read_text(encoding="utf-8") == page(), (
        "run: python -m archive.metadata.reference > docs/reference/fields.md"
    )


def test_every_field_stands_in_the_page():
    text = page()
    assert all(f"| `{name}` |" in text for name in all_fields())
