"""What the catalogue refuses to write, said so that it can be shown."""

from archive.core.errors import Invalid, Problem
from archive.core.words import Message, message


def no_collection(id: str) -> Invalid:
    """Say that a record was to stand in what is no collection."""
    return _refused(id, message("there is no collection {id}", id=id), field="collection")


def stands_in_itself(id: str) -> Invalid:
    """Say that a collection was to stand in itself, or in what stands in it."""
    return _refused(id, message("collection {id} would stand in itself", id=id), field="collection")


def twice(id: str) -> Invalid:
    """Say that one batch was to write a record twice."""
    return _refused(id, message("record {id} stands twice in one batch", id=id))


def file_twice(name: str) -> Invalid:
    """Say that an item was to have two files of one name."""
    return _refused(name, message("two files are called {name}", name=name), field="file")


def other_kind(id: str, old: str, new: str) -> Invalid:
    """Say that a record was to become something of another kind."""
    reason = message("record {id} is of type {old} and cannot become {new}", id=id, old=old, new=new)
    return _refused(id, reason, field="type")


def no_such_link(id: str) -> Invalid:
    """Say that a value means a record that does not exist."""
    return _refused(id, message("a value means record {id}, which does not exist", id=id))


def taken_back(id: int) -> Invalid:
    """Say that an import was taken back already."""
    return _refused("", message("import {id} was taken back already", id=id))


def no_order(name: str, known: str) -> Invalid:
    """Say that lists have no such order."""
    return _refused(name, message("there is no order {name}; known: {known}", name=name, known=known))


def no_page(cursor: str) -> Invalid:
    """Say that a cursor leads nowhere."""
    reason = message("this address does not lead to a page of the list")
    return Invalid([Problem(reason=reason, remedy=message("Start at its first page."), value=cursor)])


def _refused(value: str, reason: Message, field: str = "") -> Invalid:
    return Invalid([Problem(reason=reason, value=value, field=field)])
