"""Groups of files that may be the same, whatever their number."""

from archive.research.duplicates import Same, groups
from archive.research.likeness import Known


def known(*pictures: str) -> Known:
    count = len(pictures)
    return Known(
        items=[f"i{number}" for number in range(count)],
        names=[f"{number}.jpg" for number in range(count)],
        digests=[f"d{number}" for number in range(count)],
        sizes=[1] * count,
        pixels=list(range(count, 0, -1)),
        pictures=list(pictures),
        texts=[b""] * count,
    )


def test_pictures_that_are_the_same_or_nearly_are_one_group_and_others_none():
    found = groups(known("00000000000000ff", "ffffffffffffffff", "00000000000000ff", "00000000000000f0", ""))
    (group,) = found
    assert group.same is Same.PICTURE
    assert [(each.item, each.likeness) for each in group.members] == [("i0", 1), ("i2", 1), ("i3", 60 / 64)]


def test_a_hundred_thousand_forms_that_look_alike_are_one_group():
    (group,) = groups(known(*["00000000000000ff"] * 100_000), [Same.PICTURE])  # five billion pairs
    assert len(group.members) == 100_000
