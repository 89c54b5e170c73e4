"""There is no way to be given a record without saying for whom."""

import inspect
import pkgutil
from importlib import import_module

import pytest

from archive import catalogue
from archive.metadata.access import Viewer

TOLD = ("Record", "Listing", "Neighbours", "FileFacts", "Passage", "Branch", "Ancestor", "list[Change]")
# The log as followers read it: identifiers and actions, nothing of what records say.
WITHOUT_CONTENT = {"archive.catalogue.changes.since"}


def functions():
    for module in pkgutil.iter_modules(catalogue.__path__, "archive.catalogue."):
        if not module.ispkg:
            loaded = import_module(module.name)
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if function.__module__ == module.name and not name.startswith("_"):
                    yield f"{module.name}.{name}", function


def answers(function):
    return str(inspect.signature(function).return_annotation)


READING = {name: each for name, each in functions() if any(word in answers(each) for word in TOLD)}


def test_the_functions_that_read_are_found():
    assert {"archive.catalogue.records.get", "archive.catalogue.browse.page"} < READING.keys()
    assert len(READING) >= 10


@pytest.mark.parametrize("name", sorted(READING.keys() - WITHOUT_CONTENT))
def test_whatever_gives_records_asks_for_whom(name):
    viewers = [
        each for each in inspect.signature(READING[name]).parameters.values() if each.annotation is Viewer
    ]
    assert len(viewers) == 1
    assert viewers[0].default is inspect.Parameter.empty
