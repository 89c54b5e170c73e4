"""What is read ahead for an index is bounded by its bytes, however long single records are."""

import time
from contextlib import closing

import pytest

from archive.catalogue.changes import last_revision
from archive.core.clock import today
from archive.media.sandbox import Readers
from archive.search import reading_ahead
from archive.search.reading_ahead import Span, portions

KILO = 1 << 10
LONG, LONGEST = 30 * KILO, 20_000 * KILO  # bytes of text


class Watched(Readers):
    """Processes that note how much of their answers is held, and how much they have given in all."""

    held: list[list[int]]
    given: list[int]

    def map(self, tasks, again):
        for answer in super().map(tasks, again):
            self.given.append(len(answer))
            yield answer

    def _hear(self, under_way):
        super()._hear(under_way)
        self.held.append([len(each) for each in under_way.done.values()])


@pytest.fixture
def watched(monkeypatch):
    """Let two processes read, and hold little."""
    monkeypatch.setattr(reading_ahead, "Readers", Watched)
    monkeypatch.setattr(reading_ahead, "FEW", 10)
    monkeypatch.setattr(reading_ahead, "processes", lambda: 2)
    monkeypatch.setattr(reading_ahead, "STRETCH", 100 * KILO)
    monkeypatch.setattr(reading_ahead, "MOST_OUT", 500 * KILO)
    monkeypatch.setattr(reading_ahead, "MOST_WAITING", 1000 * KILO)
    monkeypatch.setattr(Watched, "held", [], raising=False)
    monkeypatch.setattr(Watched, "given", [], raising=False)
    return Watched


@pytest.fixture
def books(archive, keep, entry):
    """Keep records with long texts, the first by far the longest; return what is to be read."""
    made = [entry("Longest", "a" * LONGEST), *(entry(f"Long {n}", "b" * LONG) for n in range(120))]
    keep(*made)
    with archive.catalogue.read() as session:
        return made, Span(after=0, last=last_revision(session), at_once=100, day=today())


def length(portion):
    return sum(len(part) for each in portion.documents for part in each.texts.get("text", ()))


@pytest.mark.parametrize("beside", [True, False])
def test_long_records_are_read_few_at_a_time_and_all_of_them(archive, books, watched, beside):
    made, span = books

    found = list(portions(archive.catalogue, span, archive.settings.database_url if beside else ""))

    assert bool(watched.given) == beside
    assert {each.id for portion in found for each in portion.documents} >= {each.id for each in made}
    lengths = [length(each) for each in found]
    assert max(lengths) == LONGEST  # which no share can make smaller
    assert sorted(lengths)[-2] <= 100 * KILO
    assert [each.stretch.reached for each in found] == sorted({each.stretch.reached for each in found})
    assert found[-1].stretch.reached == span.last


def test_what_the_quick_have_read_while_a_slow_one_is_awaited_is_bounded(archive, books, watched):
    list(portions(archive.catalogue, books[1], archive.settings.database_url))

    several = [sum(sizes) for sizes in watched.held if len(sizes) > 1]
    assert max(several) <= 550 * KILO


def test_what_nobody_takes_yet_is_bounded(archive, books, watched):
    with closing(portions(archive.catalogue, books[1], archive.settings.database_url)) as ahead:
        while length(next(ahead)) < LONGEST:
            pass
        taken, before = sum(watched.given), -1
        while before != len(watched.given):
            before = len(watched.given)
            time.sleep(0.5)

        assert 400 * KILO < sum(watched.given) - taken <= 1050 * KILO
