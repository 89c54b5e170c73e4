"""Nothing runs in a page but its own script, and nothing comes from elsewhere."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from archive.core.errors import ConfigError
from archive.web.app import create_app

STATIC = Path(__file__).parent.parent.parent / "static"


def test_every_answer_is_guarded(client, addresses):
    for address in [*addresses, "/nowhere", "/api/v1/search", "/robots.txt", "/healthz"]:
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_no_page_fetches_anything_from_elsewhere(client, addresses):
    fetching = r'(?:img|script|source|link rel="(?:stylesheet|icon)"|audio|video)'
    fetched = re.compile(rf'<{fetching}[^>]*(?:src|href|srcset)="([^"]+)"')
    for address in addresses:
        for found in fetched.findall(client.get(address).text):
            assert found.startswith("/"), found


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.[cj]s*")), ids=lambda path: path.name)
def test_styles_and_scripts_fetch_nothing_from_elsewhere(path):
    assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8"))


def test_cookies_are_kept_from_scripts_and_other_sites(client):
    cookie = client.get("/?lang=es").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


ATTACKS = ('"><script>alert(1)</script>', "'\"`<img src=x onerror=alert(1)>", "{{7*7}}", "%s%(x)s")


@pytest.mark.parametrize("text", ATTACKS)
def test_what_is_asked_is_shown_as_text(client, ids, text):
    for address in ("/search", f"/items/{ids.speech}"):
        page = client.get(address, query_string={"q": text, "from": text, "type": text}).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert ">49<" not in page


def test_a_network_that_is_none_stops_the_start(archive):
    settings = replace(archive.settings, READING_ROOM_NETWORKS=("not a network",))
    with pytest.raises(ConfigError, match="READING_ROOM_NETWORKS"):
        create_app(replace(archive, settings=settings))
