"""What is said of processes that end is true, whatever they were reading, and fits on a line."""

import os

import pytest

from archive.media.limits import Downfall, Limits
from archive.media.sandbox import Readers


@pytest.fixture
def readers():
    """Begin processes that do some work; they are ended in the end."""
    begun = []

    def readers(work):
        begun.append(Readers(work, Limits(), 1, preload="json"))
        return begun[-1]

    yield readers
    for each in begun:
        each.close()


def no_more(task, downfall):
    return None


class Garbled:
    """A task that no process can take out of its pipe."""

    def __reduce__(self):
        return int, ("xyzzy",)


def test_a_process_that_ends_over_no_file_is_not_said_to_have_read_one(readers):
    [found] = readers(os._exit).map([3], no_more)

    assert found.line() == "The process at work ended (exit code 3)."


def test_a_fault_is_told_in_one_line_and_its_traceback_kept(readers):
    [found] = readers(int).map(["plugh\nxyzzy"], no_more)

    assert found.said.startswith("Traceback")
    assert found.line() == r"ValueError: invalid literal for int() with base 10: 'plugh\nxyzzy'"


def test_processes_that_cannot_begin_are_told_of_with_the_last_line_they_said(readers):
    with pytest.raises(ChildProcessError) as error:
        list(readers(abs).map([Garbled()], no_more))

    said = str(error.value)
    assert said.startswith(
        "processes end before they have done anything: The process at work ended (exit code 1)."
    )
    assert said.endswith("ValueError: invalid literal for int() with base 10: 'xyzzy'")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("downfall", "line"),
    [
        (Downfall("It ended."), "It ended."),
        (Downfall("It ended.", said="Fatal: a\n  b\nlast words\n"), "It ended. last words"),
        (Downfall("Wrong: a\n(see b)", said="Traceback\n  x\nWrong: a\n(see b)\n"), "Wrong: a"),
        (Downfall("Wrong: " + "a" * 2000), "Wrong: " + "a" * 493),
    ],
)
def test_a_downfall_is_told_in_a_line(downfall, line):
    assert downfall.line() == line
