"""What is installed from the wheel serves pages, without the checkout."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel; its dependencies are lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / scripts / "python"
    target = next(folder.rglob("site-packages"))
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True, capture_output=True)
    (target / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


@contextmanager
def served(python, instance):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")}
    command = [python, "-P", "-m", "archive", "--config", str(instance), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=instance.anchor, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address, process):
    for _ in range(150):
        assert process.poll() is None, "the server stopped by itself"
        try:
            urllib.request.urlopen(address + "/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer within 30 seconds")


def test_wheel_carries_static_files_and_no_foreign_top_level(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"archive"}
    assert any(name.startswith("archive/_share/static/") and name.endswith(".css") for name in names)


def test_installed_wheel_serves_home_search_and_static_files(installed, tmp_path):
    instance = tmp_path / "instance"
    init = [installed, "-P", "-m", "archive", "init", str(instance)]
    subprocess.run(init, check=True, cwd=tmp_path, capture_output=True)
    with served(installed, instance) as address:
        for path in ("/", "/search?q=comuna", "/static/css/site.css"):
            with urllib.request.urlopen(address + path, timeout=10) as response:
                assert response.status == 200
                assert response.read()
