"""Several values in one cell come back as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.cells import joined, parted


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        pytest.param("a|b", ["a", "b"], id="two"),
        pytest.param(r"a\|b", ["a|b"], id="a bar that is a letter"),
        pytest.param(r"a\\|b", ["a\\", "b"], id="a backslash at the end of a value"),
        pytest.param(r"C:\scans\a.tif", [r"C:\scans\a.tif"], id="backslashes before no bar"),
        pytest.param("a||b", ["a", "", "b"], id="a blank one"),
        pytest.param("", [""], id="nothing"),
    ],
)
def test_a_cell_is_parted_at_its_bars(cell, values):
    assert parted(cell) == values
    assert joined(values) == cell


def test_another_separator_parts_as_well():
    assert parted(r"Pérez, A.; Díaz\; B.; Rojas|C", "; ") == ["Pérez, A.", "Díaz; B.", "Rojas|C"]


@given(st.lists(st.text("ab |\\\n"), min_size=1))
def test_whatever_is_joined_is_parted_again(values):
    assert parted(joined(values)) == values
