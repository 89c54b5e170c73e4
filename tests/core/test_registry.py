"""A registry refuses duplicates and helps the lost."""

from dataclasses import dataclass

import pytest

from archive.core.errors import Invalid, UnknownName
from archive.core.registry import Registry


@dataclass(frozen=True)
class Part:
    name: str


def test_wrong_name_lists_the_right_ones():
    registry = Registry("item type", [Part("document"), Part("image"), Part("speech")])
    with pytest.raises(UnknownName) as caught:
        registry["speach"]
    assert str(caught.value) == "no item type 'speach'; known: document, image, speech"
    assert str(caught.value.problems[0].remedy) == 'Did you mean "speech"?'
    assert isinstance(caught.value, Invalid)


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two entries named 'a'"):
        Registry("letter", [Part("a"), Part("a")])


def test_parts_keep_their_order():
    registry = Registry("letter", [Part("b"), Part("a")])
    assert registry.names() == ("b", "a")
    assert [part.name for part in registry] == ["b", "a"]
    assert "a" in registry
    assert len(registry) == 2
