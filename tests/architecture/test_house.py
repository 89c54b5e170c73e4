"""The rules of the house, as tests."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted((ROOT / "archive").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEXT_FILES = [
    path
    for folder in ("archive", "docs", "tests", "scripts", "static", "benchmarks", "collections")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".po"}
]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=relative)
def test_module_fits_in_one_reading(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_fit_on_one_screen(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    # A migration is one list of statements, generated, read once and never again.
    if "migrations/versions" in path.as_posix():
        return
    long = {each.name: size for each in functions if (size := (each.end_lineno or 0) - each.lineno + 1) > 40}
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_collections_holds_content_and_no_python():
    # An __init__.py here would shadow the standard library's `collections`.
    assert not list(ROOT.glob("collections/**/*.py"))


def test_standard_library_survives_our_collections_folder():
    code = "import dataclasses, collections; assert collections.deque"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, env=environment, check=True)


def test_nobody_refreshes_a_whoosh_searcher():
    # Some distributions of Whoosh show deleted records after it. Only the backend knows Whoosh.
    backend = [path for path in MODULES if "search/whoosh" in path.as_posix()]
    assert backend
    for path in backend:
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
        ]
        assert "refresh" not in {each.attr for each in calls if isinstance(each, ast.Attribute)}, relative(
            path
        )


def test_no_unfinished_marks():
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert not [relative(path) for path in MODULES if marks.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", TEXT_FILES, ids=relative)
def test_project_names_no_machine(path):
    if path.name in {Path(__file__).name}:
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    assert not re.search(r"/work/|/root/|\.\./shared|files\.pythonhosted|registry\.npmjs", text)


def test_lock_files_name_no_registry():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in re.sub(r"aiohttp\S*|httpx?\S*", "", text)
        assert "--hash=sha256:" in text
