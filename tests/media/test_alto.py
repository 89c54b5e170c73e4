"""Pages of ALTO: their text, and where each letter stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Unreadable
from archive.media.alto import WHOLE, read

WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
LINES = st.lists(st.lists(WORD, min_size=1, max_size=5), min_size=1, max_size=4)


def page(blocks: list[list[list[str]]], wide: int = 1000, high: int = 2000) -> bytes:
    """Return ALTO whose words stand one below the other, 20 pixels high and 10 a letter wide."""
    top, told = 0, []
    for block in blocks:
        lines = []
        for line in block:
            left, words = 0, []
            for word in line:
                words.append(
                    f'<String HPOS="{left}" VPOS="{top}" WIDTH="{10 * len(word)}" HEIGHT="20" '
                    f'WC="0.9" CONTENT="{word}"/><SP WIDTH="10"/>'
                )
                left += 10 * len(word) + 10
            lines.append(f"<TextLine>{''.join(words)}</TextLine>")
            top += 30
        told.append(f"<TextBlock>{''.join(lines)}</TextBlock>")
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout>'
        f'<Page WIDTH="{wide}" HEIGHT="{high}">{"".join(told)}</Page></Layout></alto>'
    ).encode()


def test_words_lines_and_blocks_are_parted_as_on_the_page():
    found = read(page([[["Comuna", "o"], ["nada"]], [["1992"]]]))
    assert found.text == "Comuna o\nnada\n\n1992"
    assert found.letters == 15
    assert found.confidence == pytest.approx(0.9)


def test_each_letter_has_its_share_of_its_words_box():
    found = read(page([[["ab"]]]))
    assert list(found.edges) == [0, 0, 100, 100, 100, 0, 200, 100]


def test_a_line_that_runs_up_the_page_has_its_letters_from_below():
    alto = (
        b'<alto><Layout><Page WIDTH="100" HEIGHT="100"><TextBlock><TextLine>'
        b'<String HPOS="10" VPOS="60" WIDTH="10" HEIGHT="40" CONTENT="ab"/>'
        b'<String HPOS="10" VPOS="10" WIDTH="10" HEIGHT="40" CONTENT="cd"/>'
        b"</TextLine></TextBlock></Page></Layout></alto>"
    )
    found = read(alto)
    assert found.text == "ab cd"
    assert list(found.edges[0:4]) == [1000, 8000, 2000, 10000]
    assert list(found.edges[4:8]) == [1000, 6000, 2000, 8000]


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_word():
    alto = (
        b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page WIDTH="9" HEIGHT="9">'
        b"<TextBlock>"
        b'<TextLine><String HPOS="0" VPOS="0" WIDTH="4" HEIGHT="2" CONTENT="Vene"/>'
        b'<HYP CONTENT="-"/></TextLine>'
        b'<TextLine><String HPOS="0" VPOS="3" WIDTH="6" HEIGHT="2" CONTENT="zuelan"/></TextLine>'
        b"</TextBlock></Page></Layout></alto>"
    )
    assert read(alto).text == "Vene-\nzuelan"


@given(st.lists(LINES, max_size=3))
def test_letters_stay_on_the_page_and_in_the_order_of_reading(blocks):
    found = read(page(blocks))
    assert len(found.edges) == 4 * len(found.text)
    assert all(0 <= edge <= WHOLE for edge in found.edges)
    assert found.text.split() == [word for block in blocks for line in block for word in line]
    lefts = [found.edges[4 * at] for at, letter in enumerate(found.text) if not letter.isspace()]
    for line in found.text.split("\n"):
        own, lefts = lefts[: len(line.replace(" ", ""))], lefts[len(line.replace(" ", "")) :]
        assert all(before <= after for before, after in pairwise(own))


@pytest.mark.parametrize(
    "alto", [b"", b"no XML", b"<alto/>", b"<html><body/></html>"], ids=["empty", "text", "no page", "other"]
)
def test_what_is_no_page_of_alto_is_said_to_be_unreadable(alto):
    with pytest.raises(Unreadable):
        read(alto)
