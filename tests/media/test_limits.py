"""What is told of a file that took too much: kept with its figures, shown in any language."""

import errno

import pytest

from archive.core.translation import translator
from archive.core.words import Message
from archive.media import limits as words
from archive.media import problems
from archive.media.confined import excess
from archive.media.limits import Limits, explained, limits_of
from archive.settings import Settings

TOLD = (
    words.too_long(Limits(seconds=7)),
    words.too_much_memory(Limits(memory=1 << 30)),
    words.too_much_written(Limits(written=100 << 20)),
    words.too_many_files(Limits(open_files=9)),
    words.too_many_programs(Limits(programs=3)),
    words.brought_down("SIGSEGV"),
)


@pytest.mark.parametrize("told", TOLD)
def test_what_is_kept_is_said_in_english_as_it_stands_and_in_spanish_with_its_figures(told: str) -> None:
    spanish = explained(told).render(translator("es"))
    assert str(explained(told)) == told
    assert spanish.startswith("La lectura del fichero")
    assert all(figure in spanish for figure in explained(told).gaps.values())


def test_the_sentences_are_those_that_people_read() -> None:
    assert TOLD[0] == "Reading the file took longer than 7 s."
    assert TOLD[1] == "Reading the file needed more than 1 GB of memory."
    assert TOLD[2] == "Reading the file wrote more than 100 MB to the disk."
    assert TOLD[5] == "Reading the file brought its reader down (SIGSEGV)."


def test_other_problems_are_left_as_they_are() -> None:
    assert explained(problems.DAMAGED) == Message(problems.DAMAGED)
    assert str(explained("Odd {braces} of somebody")) == "Odd {braces} of somebody"


def test_an_archive_sets_its_limits() -> None:
    limits = limits_of(Settings(READ_SECONDS=5, READ_MEMORY=64 << 20, READ_BYTES=1000))
    assert (limits.seconds, limits.memory, limits.text) == (5, 64 << 20, 1000)


def test_a_limit_is_told_through_the_errors_that_libraries_make_of_it() -> None:
    try:
        try:
            raise MemoryError
        except MemoryError as error:
            raise ValueError("cannot read tile") from error
    except ValueError as error:
        assert "memory" in excess(error)
    assert "open" in excess(OSError(errno.EMFILE, "Too many open files"))
    assert excess(ValueError("damaged")) == ""
