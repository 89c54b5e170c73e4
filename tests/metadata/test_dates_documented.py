"""What docs/explanation/dates.md says of dates is so."""

import re
from pathlib import Path

import pytest

from archive.metadata.dates import NotADate, parse

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "dates.md"


def table(heading: str) -> list[tuple[str, str]]:
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+) \| (.+) \|$", section, re.MULTILINE)
    return [(text, said) for texts, said in rows for text in re.findall("`([^`]+)`", texts)]


@pytest.mark.parametrize(("text", "said"), table("What is read"))
def test_what_the_page_says_is_read_is_read(text, said):
    expected = text if said.startswith("itself") else re.findall("`([^`]+)`", said)[0]
    assert parse(text).edtf == expected


@pytest.mark.parametrize(("text", "said"), table("What is refused"))
def test_what_the_page_says_is_refused_is_refused_with_its_suggestions(text, said):
    with pytest.raises(NotADate) as caught:
        parse(text)
    suggested = re.findall('"([^"]+)"', str(caught.value.problems[0].remedy))
    assert suggested == re.findall("`([^`]+)`", said)
