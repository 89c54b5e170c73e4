"""The sample collections, taken in and served as an instance, and a browser to look at them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import wave
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
STRICT = os.environ.get("ARCHIVE_TEST_STRICT") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """An instance that holds the samples."""
    folder = tmp_path_factory.mktemp("browser")
    config = folder / "config.py"
    config.write_text('TITLE = "Tribuna"\nDATA_DIR = "data"\n', encoding="utf-8")
    sources = [str(each) for each in sorted((ROOT / "collections").iterdir()) if each.is_dir()]
    sources.append(str(recording(folder / "made")))
    command = [sys.executable, "-m", "archive", "--config", str(config), "ingest", "--publish", *sources]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return config


def recording(folder):
    """Make a recording of six seconds, silent, and its captions."""
    item = folder / "items" / "habla"
    item.mkdir(parents=True)
    (item / "item.toml").write_text(
        'type = "recording"\ntitle = "Silencio"\nlanguage = "es"\n', encoding="utf-8"
    )
    with wave.open(str(item / "habla.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 6))
    cues = (
        "00:00.500 --> 00:01.500\n<v Ana>Primera",
        "00:02.000 --> 00:03.000\nsegunda",
        "00:04.000 --> 00:05.000\ntercera",
    )
    (item / "habla.es.vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(instance):
    """The address of a server that serves the samples."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "archive", "--config", str(instance), "serve", "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", "1"], cwd=instance.parent)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address):
    for _ in range(200):
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def found(site):
    """Ask the search API for the first record, with the path of its page and of its best passage."""

    def ask(query):
        with urllib.request.urlopen(f"{site}/api/v1/search?{query}") as response:
            item = json.load(response)["items"][0]
        passages = item["passages"]
        return {
            "page": item["address"].removeprefix(site),
            "passage": passages[0]["address"].removeprefix(site) if passages else None,
        }

    return ask


@pytest.fixture(scope="session")
def pages(found):
    """The pages that are looked at, by name."""

    def why(query, asked=None):
        return f"/search/why/{found(query)['page'].rpartition('/')[2]}?{asked or query}"

    return {
        "home": "/",
        "search": "/search?q=comuna",
        "speech": found("type=speech&q=communes")["page"],
        "document": found("type=document&q=comuna")["passage"],
        "image": found("type=image")["page"],
        "recording": found("type=recording")["page"],
        "collections": "/collections",
        "collection": found("type=collection")["page"],
        "agents": "/agents",
        "person": found("type=person")["page"],
        "about": "/about",
        "search help": "/search/help",
        "advanced search": "/search/advanced",
        "error": "/nowhere",
        "nothing": "/search?q=xyzzyxyzzy&type=speech",
        "values": "/search/values?facet=subject&q=comuna",
        "similar": f"{found('type=document&q=glossary')['page'].partition('?')[0]}/similar",
        "why": why("q=comunas+%22consejo+comunal%22"),
        "why not": why("q=comuna", "q=comuna+xyzzyxyzzy+date:1999&type=image"),
    }


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        reason = "Chromium is not installed: apt-get install chromium"
        pytest.fail(reason) if STRICT else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """Open a page as somebody with a screen, a language and a taste for light or dark."""
    contexts = []

    def go(path, *, width=1280, language="en", scheme="light", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script,
            extra_http_headers={"Accept-Language": language}, base_url=site,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "request", lambda asked: page.faults.append(asked.url) if not asked.url.startswith(site) else None
        )
        page.goto(path, wait_until="networkidle")
        return page

    yield go
    for context in contexts:
        context.close()
