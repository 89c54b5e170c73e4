"""Keeps what one file says to a size that an archive can hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from archive.media import problems
from archive.media.extractor import Extracted
from archive.text.passages import Passage

OVERHEAD = 64  # bytes that a passage costs beside its text: a million empty ones are not free
MOST_PASSAGES = 500_000
LONGEST_FACT = 2_000  # characters
MOST_IN_FACT = 10_000  # of a list
LONGEST_PROPOSAL = 100_000


def bounded(extracted: Extracted, most: int) -> Extracted:
    """Return what a file says with at most so many bytes of text; where some was left out, it says so.

    The beginning of a text is worth more than none, and its problem tells readers that more is in the file.
    Facts are cut; a proposal that no field could hold is left out, as any that does not fit.
    """
    passages = extracted.passages
    kept = passages if _fits(passages, most) else tuple(_first(passages, most))
    whole = len(kept) == len(passages) and (not kept or kept[-1] == passages[-1])
    return replace(
        extracted,
        passages=kept,
        proposed=_proposed(extracted.proposed),
        technical={name: _cut(value) for name, value in extracted.technical.items()},
        problem=extracted.problem if whole else extracted.problem or problems.CUT_OFF,
    )


def _fits(passages: tuple[Passage, ...], most: int) -> bool:
    """Say by a quick look whether all fits surely: no character has more than four bytes."""
    return len(passages) <= MOST_PASSAGES and sum(len(each.text) * 4 + OVERHEAD for each in passages) <= most


def _first(passages: Iterable[Passage], most: int) -> Iterator[Passage]:
    for count, passage in enumerate(passages, start=1):
        data = passage.text.encode("utf-8", "replace")
        room = most - OVERHEAD
        if len(data) > room or count > MOST_PASSAGES:
            cut = data[: max(room, 0)].decode("utf-8", "ignore")
            if cut:
                yield replace(passage, text=cut)
            return
        most -= len(data) + OVERHEAD
        yield passage


def _proposed(proposed: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: values for name, values in proposed.items() if sum(map(len, values)) <= LONGEST_PROPOSAL}


def _cut(fact: Any) -> Any:
    if isinstance(fact, str) and len(fact) > LONGEST_FACT:
        return fact[:LONGEST_FACT] + "…"
    if isinstance(fact, list | tuple):
        return fact[:MOST_IN_FACT]
    return fact
