"""Originals: whole, versioned, and valid to an independent judge."""

import json
import logging

import ocfl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.core.errors import ConfigError, FixityError, Invalid, NotFound
from archive.core.identifiers import mint
from archive.storage.fixity import sha512
from archive.storage.registry import open_store


@pytest.fixture(scope="session")
def warnings_of():
    """Let ocfl-py judge a storage root and every object in it; return what it warns of."""

    def judge(root):
        logging.disable(logging.CRITICAL)
        try:
            assert ocfl.StorageRoot(root=str(root)).validate(validate_objects=True)
            warnings = []
            for inventory in root.glob("*/*/inventory.json"):
                passed, validator = ocfl.Object().validate(objdir=str(inventory.parent))
                assert passed, validator
                warnings += validator.log.messages
            return warnings
        finally:
            logging.disable(logging.NOTSET)

    return judge


@pytest.fixture
def judged(tmp_path, warnings_of):
    return lambda: warnings_of(tmp_path / "store")


def test_what_is_put_is_read_back_by_name_and_by_digest(store, put, judged):
    item = mint()
    assert put(item, discurso="Por ahora", nota="x")
    path = store.path(item, "discurso.txt")
    assert path.read_text() == "Por ahora"
    assert store.path(item, sha512(path)) == path
    assert list(store.items()) == [item]
    assert store.verify(item) == []
    assert judged() == []


def test_the_same_again_is_nothing_to_do(store, put):
    item = mint()
    assert put(item, a="one")
    before = store.path(item, "a.txt").stat()
    assert not put(item, a="one")
    assert store.path(item, "a.txt").stat() == before


def test_a_new_version_keeps_the_old_bytes(store, put, judged):
    item = mint()
    put(item, a="one", b="two")
    old = store.path(item, "a.txt")
    digest = sha512(old)
    assert put(item, a="uno", b="two", c="one")
    assert store.path(item, "a.txt").read_text() == "uno"
    assert store.path(item, digest) == old, "a former file is still read by its digest"
    assert store.path(item, "c.txt") == old, "bytes already held are not kept twice"
    assert put(item, b="two")
    with pytest.raises(NotFound):
        store.path(item, "a.txt")
    assert judged() == []


def test_an_item_that_lost_all_its_files_has_an_empty_version(store, put, judged):
    item = mint()
    assert not put(item)
    assert list(store.items()) == []
    put(item, a="one")
    assert put(item)
    with pytest.raises(NotFound):
        store.path(item, "a.txt")
    assert judged() == []


def test_bytes_that_another_item_holds_are_linked(store, put, judged):
    one, other = mint(), mint()
    put(one, a="the same")
    held = store.path(one, "a.txt")
    assert store.put(other, {"b.txt": held}, {"b.txt": sha512(held)})
    assert store.path(other, "b.txt").samefile(held)
    assert judged() == []


def test_a_file_that_changed_since_its_digest_was_taken_is_refused(store, tmp_path):
    source, item = tmp_path / "a.txt", mint()
    source.write_text("now")
    with pytest.raises(FixityError):
        store.put(item, {"a.txt": source}, {"a.txt": "0" * 128})
    assert list(store.items()) == []
    with pytest.raises(NotFound):
        store.path(item, "a.txt")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b.txt", "../../x", "a\0b"])
def test_names_that_lead_elsewhere_are_refused(store, tmp_path, name):
    source = tmp_path / "a.txt"
    source.write_text("x")
    with pytest.raises(Invalid):
        store.put(mint(), {name: source}, {name: sha512(source)})


def test_unknown_items_and_names_are_not_found(store, put):
    item = mint()
    put(item, a="one")
    for identifier, name in [(item, "b.txt"), (mint(), "a.txt"), (item, "0" * 128)]:
        with pytest.raises(NotFound):
            store.path(identifier, name)


@pytest.mark.parametrize("damage", ["changed", "missing", "inventory", "sidecar"])
def test_damage_is_found(store, put, damage):
    item = mint()
    put(item, a="one")
    path = store.path(item, "a.txt")
    inventory = path.parents[2] / "inventory.json"
    match damage:
        case "changed":
            path.write_text("two")
        case "missing":
            path.unlink()
        case "inventory":
            inventory.write_text("{")
        case "sidecar":
            inventory.write_text(inventory.read_text() + " ")
    [problem] = store.verify(item)
    assert problem.source == item
    assert str(problem.reason)


def test_an_unknown_item_is_reported_not_raised(store):
    assert [problem.value for problem in store.verify(mint())] == ["inventory.json"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=4, unique=True))
def test_whatever_the_names_the_object_is_valid(tmp_path_factory, warnings_of, names):
    folder = tmp_path_factory.mktemp("names")
    store, item = open_store(f"file:{folder}/store"), mint()
    good = [name for name in names if "/" not in name and "\0" not in name and name not in (".", "..")]
    (folder / "x").write_text("same bytes")
    digest = sha512(folder / "x")
    store.put(item, dict.fromkeys(good, folder / "x"), dict.fromkeys(good, digest))
    assert {store.path(item, name).read_text() for name in good} <= {"same bytes"}
    assert warnings_of(folder / "store") == []


def test_names_alike_but_for_case_have_bytes_of_their_own(store, tmp_path, judged):
    item, one, other = mint(), tmp_path / "1", tmp_path / "2"
    one.write_text("one")
    other.write_text("two")
    store.put(item, {"A.txt": one, "a.txt": other}, {"A.txt": sha512(one), "a.txt": sha512(other)})
    assert [store.path(item, name).read_text() for name in ("A.txt", "a.txt")] == ["one", "two"]
    assert judged() == []


def test_the_root_says_what_it_is(store, put, tmp_path):
    root = tmp_path / "store"
    assert (root / "0=ocfl_1.1").read_text() == "ocfl_1.1\n"
    extension = json.loads((root / "ocfl_layout.json").read_text())["extension"]
    config = json.loads((root / "extensions" / extension / "config.json").read_text())
    assert (config["extensionName"], config["tupleSize"], config["numberOfTuples"]) == (extension, 3, 1)


@pytest.mark.parametrize("address", ["s3://bucket", "data/store", "file:", ""])
def test_an_address_of_no_store_is_refused(address):
    with pytest.raises(ConfigError, match="STORAGE_URL"):
        open_store(address)
