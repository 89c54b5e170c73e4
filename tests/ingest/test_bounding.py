"""What one file says is held to a size, and says when it was cut."""

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.bounding import LONGEST_FACT, OVERHEAD, bounded
from archive.media import problems
from archive.media.extractor import Extracted
from archive.text.passages import Passage

TEXTS = st.lists(st.text(max_size=40), max_size=12)


def _extracted(texts: list[str], **more: object) -> Extracted:
    return Extracted(passages=tuple(Passage(number=n, text=text) for n, text in enumerate(texts, 1)), **more)


def _size(extracted: Extracted) -> int:
    return sum(len(each.text.encode("utf-8", "replace")) + OVERHEAD for each in extracted.passages)


@given(TEXTS, st.integers(min_value=1, max_value=2_000))
def test_what_fits_is_whole_and_what_does_not_is_its_beginning(texts: list[str], most: int) -> None:
    whole = _extracted(texts)
    kept = bounded(whole, most)
    assert _size(kept) <= max(most, OVERHEAD)
    if _size(whole) <= most:
        assert kept == whole
    else:
        assert kept.problem == problems.CUT_OFF
        said = "".join(each.text for each in whole.passages)
        assert said.startswith("".join(each.text for each in kept.passages))


def test_a_problem_of_its_own_outranks_the_cut() -> None:
    assert bounded(_extracted(["word " * 100], problem=problems.POOR_TEXT), 200).problem == problems.POOR_TEXT


def test_facts_are_cut_and_proposals_that_no_field_could_hold_are_left_out() -> None:
    kept = bounded(
        _extracted(["a"], technical={"producer": "x" * 10_000, "pages": [1, 2]},
                   proposed={"title": ("y" * 1_000_000,), "creator": ("Ana",)}),
        1_000,
    )  # fmt: skip
    assert len(kept.technical["producer"]) == LONGEST_FACT + 1
    assert kept.technical["pages"] == [1, 2]
    assert kept.proposed == {"creator": ("Ana",)}
