"""Merges segments into one: stretch by stretch, in bounded memory, whatever their size.

Terms and lists of the segments are numbered anew in one order, which keeps each segment's own. So a
stretch of the new lists is one stretch of each segment's, and what stands there is copied in arrays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.search.fields import MEASURED
from archive.search.whoosh.arrays import Array, Ints, Truth
from archive.search.whoosh.building import LARGE, write_dictionary
from archive.search.whoosh.columns import LISTS, NUMBERS, text_at, write_coded, write_names
from archive.search.whoosh.numbering import languages_of
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import Room, SegmentWriter, narrowest, sizes, stretched
from archive.search.whoosh.words import sort_key

STRETCH = 1_000_000  # places that are copied together: bounds the memory of a merge


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged: what of it is left, and its documents' new numbers, -1 for deleted ones."""

    segment: Segment
    live: Truth
    numbers: Ints


def sources(segments: Sequence[Segment]) -> list[Source]:
    """Return segments as they are merged: documents keep their order."""
    found, base = [], 0
    for segment in segments:
        live = ~segment.deleted
        numbers = np.where(live, np.cumsum(live) - 1 + base, -1)
        base += int(np.count_nonzero(live))
        found.append(Source(segment, live, numbers))
    return found


def merge(merged: Sequence[Source], path: Path, languages: int) -> int:
    """Write what is left of segments as one; return how many documents that is."""
    documents = sum(int(np.count_nonzero(each.live)) for each in merged)
    with SegmentWriter(path) as file:
        _merge_columns(file, merged)
        plan = _plan(merged)
        mask = languages
        for each in merged:
            mask |= int(np.bitwise_or.reduce(each.segment.file["languages"][each.live], initial=0))
        write_dictionary(file, plan.forms, plan.folds, _stem_keys(merged, plan, mask))
        file.add("term.list", narrowest(np.searchsorted(plan.lists >> 8, np.arange(len(plan.forms) + 1))))
        file.add("list.field", (plan.lists & 0xFF).astype(np.uint8))
        file.add("list.posting", narrowest(plan.first_posting))
        file.add("list.place", narrowest(plan.first_place))
        _copy(file, merged, plan, documents)
    return documents


def _merge_columns(file: SegmentWriter, merged: Sequence[Source]) -> None:
    ids, titles = [], []
    for each in merged:
        names = each.segment.file
        for number in np.flatnonzero(each.live).tolist():
            ids.append(bytes(names["id"][number]).decode())
            titles.append(text_at(names, "title", number))
    write_names(file, ids, titles)
    for name in ("seen_by", "languages", *NUMBERS, *(f"length.{each}" for each in MEASURED)):
        file.add(name, np.concatenate([each.segment.file[name][each.live] for each in merged]))
    for name in LISTS:
        _merge_lists(file, name, merged)


def _merge_lists(file: SegmentWriter, name: str, merged: Sequence[Source]) -> None:
    numbers: dict[str, int] = {}
    lengths, codes = [], []
    for each in merged:
        names = each.segment.file
        counts = sizes(names[f"{name}.at"])
        kept = names[f"{name}.code"][np.repeat(each.live, counts)].astype(np.int64)
        used = np.unique(kept)
        renumbered = np.zeros(int(used[-1]) + 1 if len(used) else 0, dtype=np.int64)
        for code in used.tolist():
            renumbered[code] = numbers.setdefault(text_at(names, f"{name}.value", code), len(numbers))
        lengths.append(counts[each.live])
        codes.append(renumbered[kept])
    at = np.concatenate(([0], np.cumsum(np.concatenate(lengths))))
    write_coded(file, name, list(numbers), at, np.concatenate(codes))


@dataclass(slots=True)
class _Plan:
    """What the merged segment has: its terms, its lists (term and field), and where their contents go."""

    forms: list[str]
    folds: list[str]
    terms: list[Ints]  # for each source: the new number of each of its terms, -1 if nothing is left of it
    lists: Ints
    numbers: list[Ints]  # for each source: the new number of each of its lists, those without postings too
    postings: list[Ints]  # for each source: how many postings of each of its lists are left
    places: list[Ints]
    first_posting: Ints
    first_place: Ints


def _plan(merged: Sequence[Source]) -> _Plan:
    left = [_left(each) for each in merged]
    texts = [[sort_key(fold, form) for form, fold in each.segment.dictionary.forms()] for each in merged]
    owners = [_owners(each.segment) for each in merged]
    used: set[str] = set()
    for own, terms, (postings, _) in zip(texts, owners, left, strict=True):
        used.update(own[term] for term in np.unique(terms[postings > 0]).tolist())
    ordered = sorted(used)
    index = {text: number for number, text in enumerate(ordered)}
    renumbered = [np.array([index.get(text, -1) for text in own], dtype=np.int64) for own in texts]
    keys = [
        np.maximum(own[terms], 0) << 8 | each.segment.postings.fields
        for each, own, terms in zip(merged, renumbered, owners, strict=True)
    ]
    lists = np.unique(
        np.concatenate([key[postings > 0] for key, (postings, _) in zip(keys, left, strict=True)])
    )
    numbers = [_monotone(np.searchsorted(lists, key), part[0]) for key, part in zip(keys, left, strict=True)]
    forms, folds = _parted(ordered)
    return _Plan(
        forms=forms,
        folds=folds,
        terms=renumbered,
        lists=lists,
        numbers=numbers,
        postings=[postings for postings, _ in left],
        places=[places for _, places in left],
        first_posting=_starts(len(lists), numbers, [postings for postings, _ in left]),
        first_place=_starts(len(lists), numbers, [places for _, places in left]),
    )


def _parted(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return forms and folds by their keys; most forms are their own folds, and are held once."""
    forms, folds = [], []
    for text in texts:
        fold, _, form = text.partition("\0")
        forms.append(form)
        folds.append(form if fold == form else fold)
    return forms, folds


def _stem_keys(merged: Sequence[Source], plan: _Plan, languages: int) -> dict[str, Array]:
    """Return the keys of stems, which the segments know already."""
    found = {}
    for language in languages_of(languages):
        keys = np.empty(len(plan.forms), dtype=np.uint64)
        for each, terms in zip(merged, plan.terms, strict=True):
            known = each.segment.dictionary.stem_keys(language)
            keys[terms[terms >= 0]] = known[terms >= 0]
        found[language] = keys
    return found


def _owners(segment: Segment) -> Ints:
    """Return the term of each list."""
    return np.repeat(np.arange(segment.dictionary.terms), sizes(segment.postings.first_list))


def _monotone(numbers: Ints, postings: Ints) -> Ints:
    """Give lists of which nothing is left the number of the list before them: they take nothing with them."""
    found: Ints = np.maximum.accumulate(np.where(postings > 0, numbers, 0)) if len(numbers) else numbers
    return found


def _starts(lists: int, numbers: Sequence[Ints], contents: Sequence[Ints]) -> Ints:
    totals = np.zeros(lists, dtype=np.int64)
    for number, size in zip(numbers, contents, strict=True):
        totals += np.bincount(number, size, minlength=lists).astype(np.int64) if lists else 0
    return np.concatenate(([0], np.cumsum(totals)))


def _left(source: Source) -> tuple[Ints, Ints]:
    """Return how many postings and places of each list are left."""
    postings = source.segment.postings
    first_posting = postings.first_posting.astype(np.int64)
    if source.live.all():
        return sizes(first_posting), sizes(postings.first_place)
    total = int(first_posting[-1])
    left = np.zeros((2, len(first_posting) - 1), dtype=np.int64)
    for start in range(0, total, STRETCH):
        end = min(total, start + STRETCH)
        live = source.live[postings.documents(start, end)]
        counts = postings.counts(start, end) * live
        owners = np.searchsorted(first_posting, np.arange(start, end), side="right") - 1
        left[0] += np.bincount(owners, live, minlength=left.shape[1]).astype(np.int64)
        left[1] += np.bincount(owners, counts, minlength=left.shape[1]).astype(np.int64)
    return left[0], left[1]


def _copy(file: SegmentWriter, merged: Sequence[Source], plan: _Plan, documents: int) -> None:
    """Copy postings and places, a stretch of lists at a time."""
    postings, places = int(plan.first_posting[-1]), int(plan.first_place[-1])
    owners = _SplitRoom(file, "document", postings, documents)
    counts = file.room("count", np.dtype(np.uint8), postings)
    widest = 1 << 16 if all("place.high" not in each.segment.file for each in merged) else 1 << 24
    stands = _SplitRoom(file, "place", places, widest)
    large: list[tuple[Ints, Ints]] = []
    for first, last in _stretches(plan.first_place):
        part = _stretch(merged, plan, first, last)
        owners.put(part[0])
        counts.put(np.minimum(part[1], LARGE).astype(np.uint8))
        stands.put(part[2])
        where = np.flatnonzero(part[1] >= LARGE)
        large.append((where + int(plan.first_posting[first]), part[1][where]))
    where = np.concatenate([at for at, _ in large]) if large else np.empty(0, dtype=np.int64)
    file.add("count.large", narrowest(np.concatenate([each for _, each in large]) if large else where))
    file.add("count.large.posting", narrowest(where))


class _SplitRoom:
    """Room for numbers below a limit, as `building.write_split` writes them."""

    def __init__(self, file: SegmentWriter, name: str, count: int, limit: int) -> None:
        self._low = file.room(name, np.dtype(np.uint16), count)
        self._high: Room | None = None
        if limit > 1 << 16:
            self._high = file.room(f"{name}.high", np.dtype(np.uint8), count)

    def put(self, values: Ints) -> None:
        """Write the next numbers."""
        self._low.put(values.astype(np.uint16))
        if self._high is not None:
            self._high.put((values >> 16).astype(np.uint8))


def _stretches(first_place: Ints) -> Iterator[tuple[int, int]]:
    """Yield stretches of lists that together have about STRETCH places."""
    first, lists = 0, len(first_place) - 1
    while first < lists:
        last = int(np.searchsorted(first_place, first_place[first] + STRETCH, side="right")) - 1
        last = min(max(last, first + 1), lists)
        yield first, last
        first = last


def _stretch(merged: Sequence[Source], plan: _Plan, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Return documents, counts and places of a stretch of lists."""
    postings = plan.first_posting[first : last + 1] - plan.first_posting[first]
    places = plan.first_place[first : last + 1] - plan.first_place[first]
    documents = np.empty(int(postings[-1]), dtype=np.int64)
    counts = np.empty(int(postings[-1]), dtype=np.int64)
    stands = np.empty(int(places[-1]), dtype=np.int64)
    next_posting, next_place = postings[:-1].copy(), places[:-1].copy()
    for at, source in enumerate(merged):
        own = plan.numbers[at]
        start, end = np.searchsorted(own, (first, last))
        if start == end:
            continue
        numbers = own[start:end] - first
        amounts, widths = plan.postings[at][start:end], plan.places[at][start:end]
        read = _read(source, int(start), int(end))
        target = _targets(next_posting, numbers, amounts)
        documents[target], counts[target] = read[0], read[1]
        stands[_targets(next_place, numbers, widths)] = read[2]
        np.add.at(next_posting, numbers, amounts)
        np.add.at(next_place, numbers, widths)
    return documents, counts, stands


def _targets(starts: Ints, numbers: Ints, contents: Ints) -> Ints:
    """Return where the contents of lists go. Of lists with one number only one has contents."""
    return stretched(starts[numbers], contents)


def _read(source: Source, start: int, end: int) -> tuple[Ints, Ints, Ints]:
    """Return the documents, by their new numbers, the counts and the places of lists of a segment."""
    postings = source.segment.postings
    span = postings.postings(start, end)
    documents = source.numbers[postings.documents(*span)]
    counts = postings.counts(*span).astype(np.int64)
    places = postings.stretch(int(postings.first_place[start]), int(postings.first_place[end]))
    live = documents >= 0
    if live.all():
        return documents, counts, places
    return documents[live], counts[live], places[np.repeat(live, counts)]
