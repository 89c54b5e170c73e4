"""Whatever works in several processes begins as many as the processors that it may use."""

import json
import os
import subprocess
import sys

import pytest

from archive.core.processors import usable

TELL = """
import json, os, resource, sys
from archive.cli import asked, serve
from archive.core.processors import usable
from archive.media import confined
from archive.media.limits import Limits, Stage
from archive.search import reading_ahead

confined._confines = confined._Confines(Limits(seconds=1000), [0.0] * confined.STATE)
with confined.limited(0, Stage.READING):
    thousands = resource.getrlimit(resource.RLIMIT_CPU)[0] // 1000
print(json.dumps([usable(), asked.workers(), serve.processes(), reading_ahead.processes() + 1, thousands]))
"""

affine = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system cannot hold it to some")


def counted(number: int) -> list[int]:
    """Return how many processors each part of the program counts on where it may use so many."""
    allowed = sorted(os.sched_getaffinity(0))[:number]
    held = f"import os; os.sched_setaffinity(0, {allowed})\n"
    said = subprocess.run([sys.executable, "-c", held + TELL], capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


@affine
@pytest.mark.parametrize("number", [1, 2])
def test_all_parts_of_the_program_count_the_processors_that_they_may_use(number):
    if len(os.sched_getaffinity(0)) < number:
        pytest.skip("there are fewer")

    assert counted(number) == [number] * 5


def test_where_nothing_is_told_there_is_one(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)

    assert usable() == 1
