"""`archive serve` as a program: it answers, follows the catalogue, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

PATIENCE = 60.0  # seconds: a busy machine starts slowly


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(address: str) -> str:
    """Return a page of the site as soon as it answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def descendants(pid: int) -> set[int]:
    """Return the processes that hang on one, directly or not (Linux)."""
    found: set[int] = set()
    rows = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, row.split())) for row in rows.splitlines()]
    waiting = {pid}
    while waiting:
        waiting = {child for child, parent in pairs if parent in waiting} - found
        found |= waiting
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_serves_and_stops_without_leaving_a_process_behind(start, port, name):
    number = signal.Signals[name]
    server = start("serve", "--port", port, "--workers", 2)
    try:
        assert "Trial" in page(f"http://127.0.0.1:{port}/")
        children = descendants(server.pid)
        assert len(children) >= 3  # two that serve, one that follows
    finally:
        server.send_signal(number)
        _, errors = server.communicate(timeout=PATIENCE)
    assert server.returncode == (-number if name == "SIGKILL" else 0), errors
    assert "Traceback" not in errors
    end = time.monotonic() + PATIENCE
    while any(map(alive, children)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(alive, children))


def test_what_comes_in_while_it_serves_is_found(start, run, sheet, port):
    server = start("serve", "--port", port, "--workers", 1)
    try:
        page(f"http://127.0.0.1:{port}/")
        assert run("ingest", sheet, "--type", "speech", "--publish").exit_code == 0
        found = json.loads(page(f"http://127.0.0.1:{port}/api/v1/search?q=logrados"))
        assert found["total"]["value"] == 1
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def follower_of(pid: int) -> int:
    """Return the process that follows the catalogue for a server, as soon as there is one (Linux)."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        rows = subprocess.run(
            ["ps", "-eww", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True
        )
        for number, state, told in (row.split(maxsplit=2) for row in rows.stdout.splitlines()):
            if "--until-closed" in told and state[0] != "Z" and int(number) in descendants(pid):
                return int(number)
        time.sleep(0.1)
    raise AssertionError("nobody follows the catalogue")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_a_killed_follower_is_started_again_and_that_is_said(start, run, sheet, port):
    server = start("serve", "--port", port, "--workers", 1)
    try:
        page(f"http://127.0.0.1:{port}/")
        killed = follower_of(server.pid)
        os.kill(killed, signal.SIGKILL)
        assert run("ingest", sheet, "--type", "speech", "--publish", "--no-index").exit_code == 0
        end = time.monotonic() + PATIENCE
        total = 0
        while not total and time.monotonic() < end:
            time.sleep(0.2)
            found = json.loads(page(f"http://127.0.0.1:{port}/api/v1/search?q=logrados"))
            total = found["total"]["value"]
        assert total == 1
        assert follower_of(server.pid) != killed
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=PATIENCE)
    assert "started again" in errors


def test_a_port_in_use_is_said_in_one_line(run, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        result = run("serve", "--port", port)
    assert result.exit_code == 2  # nothing was begun
    assert f"127.0.0.1:{port}" in result.stderr


def test_the_samples_own_key_serves_nobody_else(run, instance, port):
    instance.write_text('SECRET_KEY = "change-me"\n')
    result = run("serve", "--host", "0.0.0.0", "--port", port)
    assert result.exit_code == 2
    assert "SECRET_KEY" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_the_worker_beside_ends_when_its_starter_is_killed(start):
    worker_code = (
        "import subprocess, sys, time;"
        "command = [sys.executable, '-m', 'archive.cli.main', *sys.argv[1:]];"
        "p = subprocess.Popen(command, stdin=subprocess.PIPE);"
        "print(p.pid, flush=True); time.sleep(600)"
    )
    status = start("status")  # makes the instance
    status.communicate(timeout=PATIENCE)
    config = status.args[status.args.index("--config") + 1]
    starter = subprocess.Popen(
        [sys.executable, "-c", worker_code, "--config", config, "follow", "--until-closed"],
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = int(starter.stdout.readline())
    starter.kill()
    starter.communicate()
    end = time.monotonic() + PATIENCE
    while alive(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(worker)
