"""Byte patterns with several gaps, against the regular expressions that they stand for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.media.gapped import gapped
from archive.media.identify import identify
from archive.media.pronom import registry

GAP = st.tuples(st.integers(0, 4), st.integers(20, 28)).map(lambda gap: f".{{{gap[0]},{gap[1]}}}")
PIECE = st.sampled_from(["a", "b", "ab", "[ab]b", r"\x61.", "a.{2}b"])


@given(
    st.lists(PIECE, min_size=3, max_size=4),
    st.lists(GAP, min_size=3, max_size=3),
    st.sampled_from(["", r"\A"]),
    st.sampled_from(["", r"\Z"]),
    st.lists(st.sampled_from(b"abc"), max_size=80).map(bytes),
)
def test_it_finds_what_the_regular_expression_finds(pieces, gaps, begin, end, data):
    body = pieces[0] + "".join(gap + piece for gap, piece in zip(gaps, pieces[1:], strict=False))
    regex = f"(?s){begin}{body}{end}"
    found = gapped(regex)
    assert found is not None
    assert found.search(data) == bool(re.search(regex.encode(), data))


@given(
    GAP,
    GAP,
    st.sampled_from(["", r"\A"]),
    st.sampled_from(["", r"\Z"]),
    st.lists(st.sampled_from(b"abc"), max_size=60).map(bytes),
)
def test_a_gap_may_stand_before_the_first_piece_and_behind_the_last(first, last, begin, end, data):
    regex = rf"(?s){begin}{first}ab{last}{end}"
    found = gapped(regex)
    assert found is not None
    assert found.search(data) == bool(re.search(regex.encode(), data))


@pytest.mark.parametrize("regex", [r"(?s)\AID3", r"(?s)a.{3,4}b.{5,6}c", r"(?s)(?:a|b).{0,99}c.{0,99}d"])
def test_other_patterns_are_left_to_regular_expressions(regex):
    assert gapped(regex) is None


def test_frames_of_sound_are_told_at_once(tmp_path):
    # Frames that the signature nearly knows: a regular expression tries their gaps for hours.
    path = tmp_path / "habla.mp3"
    path.write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x00" + (b"\xff\xf3\x40\xc4" + bytes(100)) * 600 + b"end")
    assert identify(path).media_type == "audio/mpeg"


def test_no_signature_has_gaps_that_only_a_regular_expression_can_read():
    wide = re.compile(r"(?<!\\)\.\{(\d+),(\d+)\}")
    left = [
        signature.puid
        for signatures in registry()._by_first.values()
        for signature in signatures
        for _, regex in signature.patterns
        if gapped(regex) is None and sum(int(high) - int(low) > 200 for low, high in wide.findall(regex)) > 3
    ]
    assert left == []
