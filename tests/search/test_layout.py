"""What the folder of an index keeps, and what it lets go of."""

from archive.search.whoosh.layout import MERGING, Layout, Part, State


def test_what_a_killed_merge_left_is_cleared_away_even_when_its_segment_is_served(tmp_path):
    layout = Layout(tmp_path)
    layout.segment("served").touch()
    layout.segment("nobodys").touch()
    for name in ("served", "nobodys"):
        (tmp_path / f"{name}{MERGING}").touch()
    layout.clear(State("print", parts=(Part("served", 1),)))

    assert [path.name for path in tmp_path.iterdir()] == ["served.segment"]


def test_what_is_being_merged_stays(tmp_path):
    layout = Layout(tmp_path)
    with layout.merging("coming", ["one", "two"]):
        layout.segment("coming").touch()
        layout.clear(State("print"))

        assert layout.segment("coming").exists()
        assert layout.unfinished() == {"coming": frozenset({"one", "two"})}
    assert not (tmp_path / f"coming{MERGING}").exists()
